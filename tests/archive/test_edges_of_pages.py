"""Small places of reading from both sides: what is taken out of a page, what a folder and a glance tell."""

import os
import time
from pathlib import Path

import httpcore
import pytest

from bot.archive import folder
from bot.archive.archive import HttpArchive
from bot.archive.articles import main_text, title
from bot.archive.articles.title import Title
from bot.archive.html_tree import Block, list_blocks, parse_html
from bot.archive.ssrf import GuardedBackend
from bot.domain.article import Source
from tests.archive.sites import Site
from tests.archive.test_look import render_list, render_rss

TEXT = "Der Verein feiert am Samstag ein grosses Fest im Garten mit allen Nachbarn."
SITEMAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{0}/a/1</loc></url>'
    "<url><loc>{0}/a/2</loc></url></urlset>"
)
JSON_FEED = (
    '{{"version": "https://jsonfeed.org/version/1.1", '
    '"items": [{{"id": "1", "url": "{0}/a/1", "title": "T"}}]}}'
)


def prune(body: str) -> str:
    """What is left of a page's words."""
    root = parse_html(f"<html><body>{body}</body></html>")
    main_text.prune(root)
    return " ".join(root.text_content().split())


def test_only_what_points_to_a_footnote_is_no_running_text() -> None:
    unseen = "<script>1</script><style>2</style><iframe>3</iframe><svg><text>4</text></svg>"
    assert prune(f"<p>Ein Feld von 20 m<sup>2</sup> im Garten<sup>3</sup> hier.</p>{unseen}") == (
        "Ein Feld von 20 m2 im Garten hier."
    )
    heads = "<h2>Zwei</h2><h3 class='sr-only'>Drei</h3><h4>Vier</h4><table><tr><td>Tag</td></tr></table>"
    assert prune(f"<p>Eins</p>{heads}") == "EinsZweiVierTag"


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        ("<span class='initial'>D</span> <b>er Verein</b> feiert.", "Der Verein feiert."),
        ("<span class='initial'>D</span> er Verein feiert.", "Der Verein feiert."),
        ("<span class='initial'>D</span> <b>Er</b> feiert.", "D Er feiert."),
        ("<span class='initial'>D</span> Verein", "D Verein"),
        ("<span class='initial'>D</span> ", "D"),
        ("<span>A</span> ls", "A ls"),
        ("<span>E</span> s war", "Es war"),
    ],
)
def test_a_large_first_letter_closes_up_with_its_word(paragraph: str, words: str) -> None:
    assert prune(f"<p>{paragraph}</p>") == words


@pytest.mark.parametrize(("beside", "is_kept"), [(36, False), (37, True)])
def test_a_doubtful_name_is_judged_without_what_is_clearly_frame(beside: int, *, is_kept: bool) -> None:
    text = 90 - beside
    told = f"<p>{'x' * text}</p><div class='sidebar'><p>{'y' * beside}</p></div><footer>{'z' * 30}</footer>"
    assert prune(told) == "x" * text + "y" * beside * is_kept


def test_a_folder_lists_the_newest_file_first_then_the_smaller(tmp_path: Path) -> None:
    for name, size, changed_at in (("a", 3, 20), ("b", 1, 10), ("c", 2, 30), ("d", 4, 20)):
        file = tmp_path / f"{name}.md"
        file.write_text("x" * size)
        os.utime(file, (changed_at, changed_at))
    look = folder.look(Source(url=str(tmp_path)), tmp_path, conditional=True)
    assert [entry.url[-4] for entry in look.entries] == ["c", "a", "d", "b"]
    again = Source(url=str(tmp_path), validators=look.validators)
    assert folder.look(again, tmp_path, conditional=True).unchanged
    assert not folder.look(again, tmp_path, conditional=False).unchanged


def test_what_is_left_until_the_deadline_is_all_that_is_waited_for() -> None:
    backend = GuardedBackend(())
    assert (backend.remaining(None), backend.remaining(5)) == (float("inf"), 5)
    backend.deadline = time.monotonic() + 0.9
    assert 0 < backend.remaining(None) <= 0.9
    assert 0 < backend.remaining(5) <= 0.9
    assert backend.remaining(0.001) == 0.001
    backend.deadline = time.monotonic()
    with pytest.raises(httpcore.ReadTimeout):
        backend.remaining(5)


@pytest.mark.parametrize("kind", ["feed", "sitemap", "jsonfeed"])
def test_a_glance_at_what_is_no_page_asks_once(site: Site, archive: HttpArchive, kind: str) -> None:
    bodies = {
        "feed": render_rss(site, range(2)),
        "sitemap": SITEMAP.format(site.url),
        "jsonfeed": JSON_FEED.format(site.url),
    }
    url = site.show("/liste", bodies[kind])
    look = archive.glance(url)
    assert (look.kind, bool(look.entries), look.is_mostly_list) == (kind, True, False)
    assert site.asked("/liste") == 1


def test_a_glance_at_a_page_tells_a_list_from_an_article(site: Site, archive: HttpArchive) -> None:
    look = archive.glance(site.show("/liste", render_list(range(6))))
    assert (look.kind, len(look.entries), look.is_mostly_list) == ("html", 6, True)


@pytest.mark.parametrize(("length", "is_kept"), [(100, False), (600, False), (601, True)])
def test_a_section_below_that_is_longer_than_the_article_belongs_to_it(length: int, *, is_kept: bool) -> None:
    """What stands in the next section does not count."""
    told = ["Der Verein feiert am Samstag im Garten.", "Mehr zum Thema", "", "Das Programm", "y" * 999]
    told[2] = "x" * length
    blocks = [Block(text=text, tag="h2" if place in {1, 3} else "p") for place, text in enumerate(told)]
    chosen = main_text._without_sections(blocks, [0, 1, 2, 3, 4])
    assert chosen == [0, *[2] * is_kept, 3, 4]


@pytest.mark.parametrize(("above", "is_title"), [(149, True), (150, True), (151, False)])
def test_a_heading_below_much_text_that_nobody_announced_is_one_within_it(
    above: int, *, is_title: bool
) -> None:
    blocks = [Block(text="x" * above), Block(text="Das Fest im Garten", tag="h2")]
    found = title.decide_title(blocks, ["Ein Abend"], "", "https://verein.example/a", 0)
    assert found is not None
    assert found == (
        Title(text="Das Fest im Garten", block=1) if is_title else Title(text="Ein Abend", block=-1)
    )


@pytest.mark.parametrize(("behind", "is_kept"), [(1, True), (3, True), (4, False), (5, False), (8, False)])
def test_a_picture_right_below_the_text_belongs_to_it(behind: int, *, is_kept: bool) -> None:
    told = f"<p>{TEXT}</p>" * 2 + "<p>kurz</p>" * (behind - 1) + "<img src='/b.jpg' alt='Fest'><p>kurz</p>"
    blocks = list_blocks(parse_html(f"<div>{told}</div>"))
    assert main_text.choose(blocks, [0, 1], -1) == [0, 1, *[1 + behind] * is_kept]
