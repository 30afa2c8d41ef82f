"""A real WordPress is read through whatever it offers; what it hides behind 304 is found all the same."""

import dataclasses
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.archive.archive import HttpArchive
from bot.archive.detect import Kind
from bot.domain.article import Entry, Look, Source
from bot.domain.errors import ArticleGone
from tests import wordpress as real
from tests.pipeline.world import World

KIT = Path(__file__).parents[2].parent / "shared" / "wordpress"

pytestmark = pytest.mark.slow


class WordPress:
    """A running WordPress and its editors."""

    def __init__(self, site: real.WordPress) -> None:
        self.url = site.feed_url.partition("/?")[0]
        self._site = site

    def do(self, *words: str) -> str:
        """One editorial change; the post's address afterwards."""
        return str(self._site.change(*words).get("link"))

    def add(self, title: str) -> tuple[str, str]:
        """Publish a post; its id and address."""
        post = self._site.change("add", title, "Essen,Politik", "img")
        return str(post["id"]), post["link"]


@pytest.fixture(scope="module")
def wordpress() -> Iterator[WordPress]:
    if not KIT.exists():
        pytest.skip("the kit that starts WordPress is not on this machine")
    for site in real.start(KIT):
        running = WordPress(site)
        for number in range(4):
            running.add(f"Ein Beitrag mehr als im Fenster: {number}")
        yield running


@pytest.fixture
def archive(wordpress: WordPress) -> Iterator[HttpArchive]:
    with HttpArchive(
        sources=[wordpress.url], timeout=timedelta(seconds=20), clock=lambda: datetime.now(UTC)
    ) as opened:
        yield opened


def urls(look: Look) -> list[str]:
    return [entry.url for entry in look.entries]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", Kind.WORDPRESS),
        ("/feed/", Kind.FEED),
        ("/?feed=atom", Kind.FEED),
        ("/category/politik/", Kind.FEED),
        ("/?rest_route=/wp/v2/posts", Kind.WORDPRESS),
        ("/wp-sitemap.xml", Kind.SITEMAP),
    ],
)
def test_each_way_in_is_recognised(path: str, kind: Kind, wordpress: WordPress, archive: HttpArchive) -> None:
    look = archive.look(Source(url=wordpress.url + path))
    assert look.kind == kind
    assert len(look.entries) >= 3


@pytest.mark.parametrize("path", ["/", "/feed/"])
def test_the_first_look_knows_more_than_the_window_shows(
    path: str, wordpress: WordPress, archive: HttpArchive
) -> None:
    assert len(archive.look(Source(url=wordpress.url + path)).entries) >= 12


@pytest.mark.parametrize("path", ["/", "/feed/", "/?feed=atom"])
def test_a_new_post_is_listed_and_read_with_entities_decoded_once(
    path: str, wordpress: WordPress, archive: HttpArchive
) -> None:
    source = Source(url=wordpress.url + path)
    source = dataclasses.replace(
        source, validators=archive.look(source).validators, baseline_at=datetime.now(UTC)
    )
    title = f"Kinder & Jugend &lt;3&gt; {len(path)}"
    _, link = wordpress.add(title.replace("& ", "&amp; "))
    entry = next(entry for entry in archive.look(source).entries if entry.url == link)
    article = archive.read(entry)
    assert entry.title == article.title == f"Kinder & Jugend <3> {len(path)}"
    assert article.categories == ("Essen", "Politik")
    assert article.source_line == "Stadt Essen, www.essen.de"
    assert article.text.startswith("Am Samstag, 15.11., ab 14.30 Uhr")
    assert article.photo is not None
    assert article.photo.credit.startswith("Testbild Nr.")
    assert archive.fetch_photo(article.photo.url)[:3] == b"\xff\xd8\xff"


def test_a_deletion_hides_behind_304_until_the_unconditional_look(
    wordpress: WordPress, archive: HttpArchive
) -> None:
    number, link = wordpress.add("Bald gelöscht")
    time.sleep(1)
    wordpress.add("Bleibt stehen")
    time.sleep(2)
    source = Source(url=f"{wordpress.url}/feed/")
    first = archive.look(source)
    wordpress.do("delete", number)
    known = dataclasses.replace(source, validators=first.validators)
    assert archive.look(known).unchanged
    assert link in urls(first)
    assert link not in urls(archive.look(known, conditional=False))


@pytest.mark.parametrize("change", ["delete", "trash", "private", "password"])
def test_a_post_that_was_taken_back_is_gone(change: str, wordpress: WordPress, archive: HttpArchive) -> None:
    number, link = wordpress.add(f"Zurückgezogen durch {change}")
    assert archive.read(Entry(url=link)).title == f"Zurückgezogen durch {change}"
    wordpress.do(change, number)
    with pytest.raises(ArticleGone):
        archive.read(Entry(url=link))


def test_an_edited_post_keeps_its_guid_and_shows_its_new_words(
    wordpress: WordPress, archive: HttpArchive
) -> None:
    number, link = wordpress.add("Treffen der Vereine")
    source = Source(url=f"{wordpress.url}/feed/", baseline_at=datetime.now(UTC))
    before = next(entry for entry in archive.look(source).entries if entry.url == link)
    wordpress.do("edit", number, "Treffen aller Vereine")
    after = next(entry for entry in archive.look(source).entries if entry.url == link)
    assert (after.guid, after.published_at) == (before.guid, before.published_at)
    assert after.title == "Treffen aller Vereine"
    assert "erst um 15 Uhr" in archive.read(after).text


def test_a_renamed_post_keeps_its_guid_and_its_old_address_leads_on(
    wordpress: WordPress, archive: HttpArchive
) -> None:
    number, link = wordpress.add("Neue Adresse")
    source = Source(url=f"{wordpress.url}/feed/", baseline_at=datetime.now(UTC))
    guid = next(entry.guid for entry in archive.look(source).entries if entry.url == link)
    new = wordpress.do("reslug", number, "ganz-neue-adresse")
    assert next(entry.url for entry in archive.look(source).entries if entry.guid == guid) == new
    assert archive.read(Entry(url=link)).url == new


def test_a_scheduled_post_is_not_listed_before_its_time(wordpress: WordPress, archive: HttpArchive) -> None:
    number, link = wordpress.add("Erst später")
    wordpress.do("schedule", number, "3600")
    source = Source(url=f"{wordpress.url}/feed/", baseline_at=datetime.now(UTC))
    assert link not in urls(archive.look(source))


TAKEN_BACK = ("delete", "trash", "private", "password")
NEWS = {
    "/": "Radtour nach Kettwig|Blutspende am Markt|Schach im Park|Lesung|Flohmarkt|Chorprobe|Impftag",
    "/feed/": "Nähkurs|Zehn Jahre Jugendrat|Kochen wie in Aleppo|Gartentag|Filmnacht|Umzug|Lauftreff",
}


@pytest.mark.parametrize(
    "path",
    [pytest.param("/", marks=pytest.mark.patient), "/feed/"],
    ids=["interface", "feed"],
)
def test_whatever_editors_do_each_piece_of_news_is_posted_once(
    path: str, wordpress: WordPress, tmp_path: Path
) -> None:
    """Added, edited, moved, taken back in every way, scheduled; old posts slide in for the ones that left."""
    newsroom = Newsroom(wordpress, path, tmp_path)
    lasting, planned, hidden, *others = (wordpress.add(title)[0] for title in NEWS[path].split("|"))
    wordpress.do("schedule", planned, "3600")
    wordpress.do("password", hidden)
    assert newsroom.look() == 1 + len(others)
    wordpress.do("edit", lasting, f"{NEWS[path].partition('|')[0]} – aktualisiert")
    wordpress.do("reslug", lasting, f"anderswo-{len(path)}")
    assert newsroom.look() == 0
    for change, number in zip(TAKEN_BACK, others, strict=True):
        wordpress.do(change, number)
    assert newsroom.look() == 0
    wordpress.do("schedule", planned, "-1")
    assert newsroom.look() == 1
    assert newsroom.look() == 0
    newsroom.close()


class Newsroom:
    """The pipeline over a site, from its baseline on. Each look is a day later, and so a whole one."""

    def __init__(self, wordpress: WordPress, path: str, folder: Path) -> None:
        self._world = World(folder)
        self._world.clock.true = datetime.now(UTC)
        url = wordpress.url + path
        self._archive = HttpArchive(
            sources=[url], timeout=timedelta(seconds=20), clock=self._world.clock, sleep=lambda seconds: None
        )
        self._world.process.archive = self._archive  # type: ignore[assignment]
        self._world.process.source_urls = (url,)
        self.look()

    def look(self) -> int:
        """How many posts a pass adds to the page."""
        before = len(self._world.facebook.public)
        self._world.run_pass()
        self._world.clock.forward(timedelta(days=1))
        return len(self._world.facebook.public) - before

    def close(self) -> None:
        self._archive.close()
        self._world.close()
