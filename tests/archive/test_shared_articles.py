"""Pages with one difficulty each, which lie beside the project, and what is right of them."""

import json
import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.archive import boilerplate
from bot.archive.articles import html_article
from bot.domain.article import Entry
from bot.domain.errors import BotError

CASES = Path(__file__).parents[2].parent / "shared" / "cases"
SITE = "https://verein.example"
BERLIN = ZoneInfo("Europe/Berlin")
OTHERS = {"voice of an interview", "interview.html", "date-line-before-event.html"}
"""What the teaser makes of the text, and not the reader, is judged here."""

pytestmark = pytest.mark.skipif(not CASES.exists(), reason="the shared cases are not on this machine")

TRUTH = json.loads((CASES / "truth.json").read_text("utf-8")) if CASES.exists() else {"articles": []}


def find(pattern: str, text: str) -> bool:
    wanted = pattern.removeprefix("re:")
    return bool(re.search(wanted, text)) if wanted != pattern else wanted in text


@pytest.mark.parametrize("case", TRUTH["articles"], ids=lambda case: Path(case["file"]).stem)
def test_a_shared_page_is_read_right(case: dict) -> None:
    file = CASES / case["file"]
    url = f"{SITE}/aktuelles/{file.stem}"
    now = datetime.fromisoformat(TRUTH["seen_at"])
    now = now if now.tzinfo else now.replace(tzinfo=BERLIN)
    page = html_article.Page(url=url, text=file.read_text("utf-8"))
    if case["refused"]:
        with pytest.raises(BotError):
            html_article.parse_article(page, Entry(url=url), boilerplate.LearnedFrame(), now)
        return
    read = html_article.parse_article(page, Entry(url=url), boilerplate.LearnedFrame(), now)
    titles = case["title"] if isinstance(case["title"], list) else [case["title"]]
    assert read.title in titles
    for part in case["text"]:
        assert part in " ".join(read.text.split())
    if file.name not in OTHERS:
        assert [
            bad for bad in case["never"] if find(bad, f"{read.title}\n{' '.join(read.text.split())}")
        ] == []
    assert read.language == case["language"]
    if "published" in case:
        assert read.published_at is not None
        assert f"{read.published_at.astimezone(BERLIN):%Y-%m-%d}" == case["published"]
    if "photo" in case:
        assert read.photo is not None
        assert read.photo.url == SITE + case["photo"]
