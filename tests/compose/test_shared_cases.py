"""Captions, dates and hashtags of small pages that show one difficulty each; they lie beside the project."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks import texts
from bot.archive import folder
from bot.domain.article import Article
from bot.domain.channel import list_channels
from bot.domain.errors import BotError
from bot.domain.post import Channel


def list_cases(shared: Path) -> Iterator[tuple[dict[str, Any], Article, datetime]]:
    """Each page that may be read, as it is read when it is seen."""
    truth = json.loads((shared / "cases" / "truth.json").read_text(encoding="utf-8"))
    seen_at = datetime.fromisoformat(truth["seen_at"])
    for case in truth["articles"]:
        try:
            yield case, folder.read_file(shared / "cases" / case["file"], seen_at), seen_at
        except BotError:
            assert case["refused"]


def find_faults(case: dict[str, Any], article: Article, now: datetime, channel: Channel) -> list[str]:
    made = texts.compose(article, channel, now)
    caption = texts.render(made, channel)
    said = f"{made.title}\n{caption}"
    faults = [f"lacks {text}" for text in case["text"] if text not in caption]
    for never in case["never"]:
        pattern = never.removeprefix("re:") if never.startswith("re:") else re.escape(never)
        faults += [f"says {found}" for found in re.findall(pattern, said)[:1]]
    if "event" in case and (made.event.first.isoformat() if made.event else None) != case["event"]:
        faults.append(f"announces {made.event}")
    return faults + [f"#{tag}" for tag in case.get("hashtags_never", ()) if tag in made.tags]


def test_captions_dates_and_hashtags_are_right(shared: Path) -> None:
    faults = {
        f"{case['file']} {channel}": found
        for case, article, now in list_cases(shared)
        for channel in list_channels()
        if (found := find_faults(case, article, now, channel))
    }
    assert faults == {}
