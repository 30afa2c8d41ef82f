"""`bot preview`: the frozen post where there is one, else the article as it would be."""

import json
import stat
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.archive.archive import HttpArchive
from bot.cli.main import app
from bot.domain.article import Article, Entry
from bot.domain.errors import NotAnArticle
from bot.domain.post import Composition, PostStatus
from bot.sandbox.sandbox import Sandbox
from tests.archive.sites import Site
from tests.cli.conftest import Desk, PaperArchive, PaperComposer
from tests.instance import Instance

Bot = Callable[..., Result]
NAMES = {
    *("channel", "caption", "link", "hashtags", "image", "image_sha256", "width", "height"),
    *("alt_text", "article_url", "title", "teaser", "warnings", "event", "facts", "layout"),
}
PAGE = "https://verein.example/neu"


def test_an_address_is_composed_for_both_channels_without_account_or_database(desk: Desk, bot: Bot) -> None:
    desk.archive.articles[PAGE] = Article(url=PAGE, title="Neu", text="Neu.")
    records = json.loads(bot("preview", PAGE, "--json").stdout)
    assert [record["channel"] for record in records] == ["facebook", "instagram"]
    assert all(set(record) == NAMES for record in records)
    assert not (desk.home / "state" / "bot.db").exists()


def test_a_preview_stands_on_the_ground_that_the_last_pictures_leave(
    desk: Desk, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it would if it were posted next; several differ from each other, too."""
    asked: list[Sequence[str]] = []
    compose = PaperComposer.compose

    def note(self: PaperComposer, *args: Any, recent: Sequence[str] = (), **options: Any) -> Composition:
        asked.append(recent)
        return compose(self, *args, recent=recent, **options)

    monkeypatch.setattr(PaperComposer, "compose", note)
    for name in ("neu", "alt"):
        url = f"https://verein.example/{name}"
        desk.archive.articles[url] = Article(url=url, title=name, text="Neu.")
    bot("preview", PAGE, "--json")
    assert asked == [(), ()]
    desk.add_post()
    bot("preview", PAGE, "https://verein.example/alt", "--json")
    assert [len(recent) for recent in asked[2:]] == [1, 1, 2, 2]


def test_who_waits_for_a_slow_site_is_told_what_for(
    desk: Desk, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    read = PaperArchive.read

    def note(self: PaperArchive, entry: Entry) -> Article:
        told.append(sys.stderr.buffer.getvalue().decode().splitlines()[-1])  # type: ignore[attr-defined]
        if entry.url == PAGE:
            raise NotAnArticle("a list")
        return read(self, entry)

    monkeypatch.setattr(PaperArchive, "read", note)
    urls = [f"https://verein.example/{name}" for name in "abc"]
    desk.archive.articles = {url: Article(url=url, title=url[-1], text="Neu.") for url in urls}
    desk.archive.lists[PAGE] = tuple(Entry(url=url, title=f"Titel {url[-1]}") for url in urls)
    assert bot("preview", PAGE).exit_code == 0
    assert told == [f"Looking at {PAGE}", *(f"Composing: Titel {name}" for name in "abc")]


def test_a_local_file_is_read_by_its_address(desk: Desk, bot: Bot) -> None:
    page = desk.home / "seite.html"
    page.write_text("<h1>Neu</h1>")
    desk.archive.articles[page.as_uri()] = Article(url=page.as_uri(), title="Neu", text="Neu.")
    assert json.loads(bot("preview", str(page), "--json").stdout)[0]["title"] == "Neu"


def test_an_id_shows_the_frozen_post(desk: Desk, bot: Bot) -> None:
    desk.add_post(caption="Genau dieser Text")
    (record,) = json.loads(bot("preview", "1", "--json").stdout)
    assert record["caption"] == "Genau dieser Text"


def test_without_words_everything_that_waits_is_shown(desk: Desk, bot: Bot) -> None:
    desk.add_post("Geplant")
    desk.add_post("Entwurf", status=PostStatus.DRAFT)
    desk.add_post("Abgesagt", status=PostStatus.CANCELLED)
    titles = {record["title"] for record in json.loads(bot("preview", "--json").stdout)}
    assert titles == {"Geplant", "Entwurf"}


def test_the_page_is_written_where_it_was_asked_for(desk: Desk, bot: Bot, tmp_path: Path) -> None:
    desk.add_post()
    target = tmp_path / "board" / "page.html"
    result = bot("preview", "--html", str(target))
    assert result.exit_code == 0
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert str(target) in result.stderr


def test_a_page_for_the_browser_lies_where_only_its_owner_looks(
    desk: Desk, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also in a folder that is no instance yet: `bot run` will keep its secrets there."""
    monkeypatch.setattr("webbrowser.open", lambda address: True)
    desk.archive.articles[PAGE] = Article(url=PAGE, title="Neu", text="Neu.")
    assert bot("preview", PAGE, "--open").exit_code == 0
    assert (desk.home / "state" / "preview.html").exists()
    assert stat.S_IMODE((desk.home / "state").stat().st_mode) == 0o700


def test_a_place_that_cannot_be_written_is_one_sentence(desk: Desk, bot: Bot) -> None:
    desk.add_post()
    result = bot("preview", "--html", str(desk.home))
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


def test_the_terminal_shows_caption_fold_and_limits(desk: Desk, bot: Bot) -> None:
    desk.add_post()
    out = bot("preview").stdout
    assert "… more" in out
    assert "2 of 5" in out
    assert "Textkarte: Fest der Kulturen" in out


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("99", 2),
        ("nirgends.html", 2),
        ("~niemand-dieses-namens/seite.html", 2),
        ("Ein ganzer Satz, " * 20, 2),
        ("https://verein.example/weg", 4),
    ],
    ids=["unknown id", "no such file", "unknown person's file", "a text", "site down"],
)
def test_what_cannot_be_previewed_is_named(bot: Bot, words: str, status: int) -> None:
    result = bot("preview", words)
    assert result.exit_code == status
    assert words in result.stderr
    assert result.stdout == ""


def test_of_several_the_good_ones_are_shown_and_the_bad_ones_named(desk: Desk, bot: Bot) -> None:
    desk.archive.articles[PAGE] = Article(url=PAGE, title="Neu", text="Neu.")
    gone = "https://verein.example/weg"
    result = bot("preview", gone, PAGE, "--json")
    assert (result.exit_code, len(json.loads(result.stdout))) == (4, 2)
    assert gone in result.stderr
    result = bot("preview", gone, PAGE, "nirgends.html", "99", "--json")
    assert (result.exit_code, len(json.loads(result.stdout))) == (4, 2)
    assert all(words in result.stderr for words in (gone, "nirgends.html", "99"))
    assert bot("preview", "nirgends.html", PAGE).exit_code == 1


def test_the_running_text_of_a_list_is_no_article(desk: Desk, bot: Bot) -> None:
    """The address of the news page is what everybody tries first; its teasers together are no news item."""
    titles = ("Chor sucht Tenöre", "Garten öffnet", "Lesung am Kanal", "Neue Öffnungszeiten")
    pages = [f"https://verein.example/{number}" for number in range(4)]
    for page, title in zip(pages, titles, strict=True):
        desk.archive.articles[page] = Article(
            url=page, title=title, text=f"{title}. " + "Alle sind da. " * 20
        )
    home = "https://verein.example/news"
    text = "\n\n".join(f"{title}. Mehr dazu lesen Sie hier." for title in titles)
    desk.archive.articles[home] = Article(url=home, title="Aktuelles", text=text)
    desk.archive.lists[home] = tuple(
        Entry(url=url, title=each) for url, each in zip(pages, titles, strict=True)
    )
    records = json.loads(bot("preview", home, "--json").stdout)
    assert [record["title"] for record in records[::2]] == list(titles[:3])
    desk.archive.lists[pages[0]] = desk.archive.lists[home][1:]
    records = json.loads(bot("preview", pages[0], "--json").stdout)
    assert {record["title"] for record in records} == {titles[0]}, "items beside a text make no list of it"


def test_a_page_of_excerpts_is_a_list_though_their_titles_stand_above_the_text(desk: Desk, bot: Bot) -> None:
    """A blog's front page: under each heading the first sentences, and then a link to the rest."""
    openings = [
        f"Am {day}. Dezember lädt der Verein alle Nachbarinnen und Nachbarn in den Saal am Markt ein."
        for day in (1, 2, 3, 4)
    ]
    home = "https://verein.example/"
    desk.archive.articles[home] = Article(url=home, title="Chor", text=" … weiter ".join(openings) * 9)
    entries = [
        Entry(url=f"{home}{number}", title=title, html=f"<p>{opening}</p> <p>Ganzer Text.</p>")
        for number, (title, opening) in enumerate(
            zip(("Chor", "Garten", "Lesung", "Fest"), openings, strict=True)
        )
    ]
    for entry in entries:
        desk.archive.articles[entry.url] = Article(url=entry.url, title=entry.title, text=f"{entry.title}.")
    desk.archive.lists[home] = tuple(entries)
    records = json.loads(bot("preview", home, "--json").stdout)
    assert [record["title"] for record in records[::2]] == ["Chor", "Garten", "Lesung"]


@pytest.mark.parametrize(
    ("title", "shown"),
    [("Aktuelles", 6), ("Willkommen beim Verein!", 6), ("Aktuelle Zahlen zur Beratung liegen vor", 2)],
)
def test_a_page_that_is_headed_as_a_list_and_lists_others_is_one(
    title: str, shown: int, desk: Desk, bot: Bot
) -> None:
    """Its text may be teasers whose headings went to other places; an item of news says more in its title."""
    home = "https://verein.example/start"
    desk.archive.articles[home] = Article(url=home, title=title, text="Alle sind eingeladen. " * 70)
    entries = [Entry(url=f"{home}/{name}", title=name) for name in ("Chor", "Garten", "Lesung", "Fest")]
    for entry in entries:
        desk.archive.articles[entry.url] = Article(url=entry.url, title=entry.title, text=f"{entry.title}.")
    desk.archive.lists[home] = tuple(entries)
    assert len(json.loads(bot("preview", home, "--json").stdout)) == shown


def test_a_page_with_whole_articles_of_several_days_is_a_list(
    desk: Desk, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the real reader: the first one could be taken for the page, as none has its own."""
    told = "Viele waren dabei, als der Vorschlag im großen Saal vorgestellt und beraten wurde. " * 3
    items = "".join(
        f"<div class='e'><h2>{title} öffnet wieder am Kanal</h2><p>{day}.11.2026</p><p>{told}</p></div>"
        for title, day in (("Garten", 20), ("Werkstatt", 14), ("Küche", 9))
    )
    with Site() as site:
        url = site.show("/neues/", f"<html lang='de'><main><h1>Neues</h1>{items}</main></html>")
        with HttpArchive(sources=[url], timeout=timedelta(seconds=5), clock=lambda: desk.now) as archive:
            monkeypatch.setattr(desk, "archive", archive)
            titles = [record["title"] for record in json.loads(bot("preview", url, "--json").stdout)]
    assert [title.split()[0] for title in titles[::2]] == ["Garten", "Werkstatt", "Küche"]


@pytest.mark.parametrize("named", ["/news/fest", "/news"], ids=["an article", "a list"])
def test_each_page_and_picture_is_fetched_once(desk: Desk, named: str) -> None:
    told = "Viele waren dabei, als der Vorschlag im großen Saal vorgestellt und beraten wurde. " * 3
    picture = "<figure><img src='/bild.jpg'><figcaption>Der Saal. Foto: Verein</figcaption></figure>"
    items = "".join(f"<li><a href='/news/{n}'>Neues vom Fest {n}</a> {n}.11.2026</li>" for n in range(1, 4))
    desk.write_env("BOT_PHOTO_CREDITS=*")
    with Site() as site:
        for path in ("/news/fest", *(f"/news/{n}" for n in range(1, 4))):
            site.show(path, f"<html lang='de'><article><h1>Fest {path}</h1>{picture}<p>{told}</p></article>")
        site.show("/news", f"<html lang='de'><main><h1>Aktuelles</h1><ul>{items}</ul></main>")
        site.show("/bild.jpg", desk.picture.read_bytes(), "image/jpeg")
        words = ["--home", str(desk.home), "preview", site.url + named, "--json"]
        assert CliRunner().invoke(app, words).exit_code == 0
        asked = Counter(request.path for request in site.requests)
    assert {"/bild.jpg", named} <= asked.keys()
    assert set(asked.values()) == {1}


@pytest.mark.parametrize(
    ("kind", "begin"),
    [
        ("application/pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj (Satzung des Vereins) "),
        ("text/html", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj (Satzung des Vereins) "),
        ("image/jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF\0"),
        ("application/zip", b"PK\x03\x04\x14\0"),
        ("application/msword", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ],
)
def test_a_file_is_no_article_whatever_its_server_calls_it(desk: Desk, kind: str, begin: bytes) -> None:
    words = "Der Verein feiert am Samstag ein großes Fest im Hof, zu dem alle kommen. " * 9
    with Site() as site:
        body = begin + f"<title>Fest</title><h1>Fest im Hof</h1><p>{words}</p>".encode()
        url = site.show("/herunterladen?nr=3", body, kind)
        done = CliRunner().invoke(app, ["--home", str(desk.home), "preview", url])
    assert (done.exit_code, "neither an article nor a list" in done.stderr) == (1, True)


@pytest.mark.slow
def test_a_news_page_that_nobody_configured_shows_its_newest_and_an_article_itself(
    world: Sandbox, instance: Instance
) -> None:
    """With the real reader: the first thing that a newcomer types."""
    done = instance.bot("preview", world.archive.url, "--json", BOT_ARCHIVE_URLS="")
    shown = [record["article_url"] for record in json.loads(done.out)[::2]]
    assert (done.status, len(shown), len(set(shown))) == (0, 3, 3)
    assert world.archive.url not in shown
    done = instance.bot("preview", shown[1], "--json", BOT_ARCHIVE_URLS="")
    assert {record["article_url"] for record in json.loads(done.out)} == {shown[1]}
