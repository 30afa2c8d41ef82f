"""The preview of a real page of the association: nothing of its frame, no broken sentence."""

import json
from html import escape
from pathlib import Path
from typing import Any

import pytest

from tests.instance import Instance


@pytest.fixture
def japan(shared: Path) -> dict[str, Any]:
    """The one sample article whose text is the original."""
    articles = json.loads((shared / "corpus" / "gold_dev.json").read_text())["articles"]
    [article] = [article for article in articles if article["id"] == "japan"]
    return dict(article)


def _page(article: dict[str, Any]) -> str:
    """The article in the frame of the association's pages: each line a paragraph, the title a heading."""
    lines = [line for line in article["raw"].splitlines() if line.strip()]
    paragraphs = [
        f"<h1>{escape(line)}</h1>" if line == article["title"] else f"<p>{escape(line.strip())}</p>"
        for line in lines
    ]
    head = f"<head><meta charset='utf-8'><title>{escape(article['title'])}</title></head>"
    return f"<!doctype html><html lang='de'>{head}<body>{''.join(paragraphs)}</body></html>"


def test_the_caption_of_the_sample_page_holds_nothing_forbidden(
    japan: dict[str, Any], instance: Instance, tmp_path: Path
) -> None:
    """Without any account, from a file, for both channels."""
    page = tmp_path / "japan.html"
    page.write_text(_page(japan))
    for name in (
        "BOT_FACEBOOK_PAGE_ID",
        "BOT_FACEBOOK_TOKEN",
        "BOT_INSTAGRAM_USERNAME",
        "BOT_INSTAGRAM_PASSWORD",
    ):
        del instance.settings[name]
    run = instance.bot("preview", str(page), "--json")
    assert run.status == 0
    for preview in run.json:
        assert [words for words in japan["must_not_appear"] if words in preview["caption"]] == []
        assert preview["title"] == japan["title"]
        assert Path(preview["image"]).exists()
        assert (preview["width"], preview["height"]) == (1080, 1350)
    assert {preview["channel"] for preview in run.json} == {"facebook", "instagram"}
