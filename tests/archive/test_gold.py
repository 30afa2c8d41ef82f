"""Real pages of the association, served in its frame, lose the frame and keep their news."""

import html
import json
from pathlib import Path

import pytest

from bot.archive.archive import HttpArchive
from bot.domain.article import Entry
from tests.archive.sites import Site

GOLD = Path(__file__).parents[2].parent / "shared" / "corpus" / "gold_dev.json"
TEASER_RANGE = 300

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the gold articles are not on this machine")

ARTICLES = json.loads(GOLD.read_text())["articles"] if GOLD.exists() else []


def render_page(article: dict[str, object], *, heading: str, has_meta: bool) -> str:
    """The page's plain text as paragraphs, its title as a heading, its category row as links."""
    row = ["Alle", *article["categories"]]
    parts = []
    for line in filter(None, map(str.strip, article["raw"].split("\n"))):
        if line == article["title"]:
            parts.append(f"<{heading}>{html.escape(line)}</{heading}>")
        elif line == "".join(row):
            links = "".join(f'<a href="/k/{i}">{html.escape(name)}</a>' for i, name in enumerate(row))
            parts.append(f"<div>{links}</div>")
        elif line.endswith("Nachrichten und Beiträge"):
            parts.append(f"<h1>{line}</h1>")
        else:
            parts.append(f"<p>{html.escape(line)}</p>")
    title = f"{html.escape(article['title'])} | Verbund" if has_meta else "Verbund"
    return f'<html lang="de"><head><title>{title}</title></head><body>{"".join(parts)}</body></html>'


@pytest.mark.parametrize("has_meta", [True, False], ids=["own <title>", "the site's <title>"])
@pytest.mark.parametrize("heading", ["h1", "h2"])
@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["id"])
def test_a_gold_page_is_read_without_its_frame(
    article: dict, heading: str, has_meta: bool, site: Site, archive: HttpArchive
) -> None:
    path = "/" + article["url"].split("/", 3)[3]
    url = site.show(path, render_page(article, heading=heading, has_meta=has_meta))
    read = archive.read(Entry(url=url))
    assert read.title == article["title"]
    assert list(read.categories) == article["categories"]
    assert [bad for bad in article["must_not_appear"] if bad in read.text[:TEASER_RANGE]] == []


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["id"])
def test_a_gold_text_is_read_from_a_plain_file(article: dict, tmp_path: Path, archive: HttpArchive) -> None:
    file = tmp_path / f"{article['id']}.txt"
    file.write_text(article["raw"])
    read = archive.read_file(file)
    assert [bad for bad in article["must_not_appear"] if bad in read.text[:TEASER_RANGE]] == []
    assert ("Quelle: Stadt Essen, www.essen.de" in article["raw"]) == (
        read.source_line == "Stadt Essen, www.essen.de"
    )
