"""Taking back the last thing that people did to a post, until it is sent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.post import UNSENT_STATUSES, Post, PostError, PostStatus
from bot.pipeline.context import App
from bot.pipeline.plan import plan_again
from bot.pipeline.seen import Seen

UNDO = "undo post "
"""Notes of this name and a post's id hold what it was before the last decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """The last decision that can be taken back: who did what when, and how the post stood before."""

    who: str
    verb: str
    at: datetime
    before: Mapping[str, Any]


def remember(app: App, before: Post, after: Post, *, who: str, verb: str) -> None:
    """Keep how a post stood before a decision. It can be taken back while the post is as it left it."""
    kept = {"who": who, "verb": verb, "before": _take_down(before), "after": _mark(after)}
    app.journal.note(f"{UNDO}{after.id}", json.dumps(kept), now=app.clock())


def find_undo(app: App, post: Post) -> Undo | None:
    """What could be taken back now, or None."""
    note = app.journal.find_note(f"{UNDO}{post.id}") if post.status in UNSENT_STATUSES else None
    if note is None or not note.value:
        return None
    kept = json.loads(note.value)
    if kept["after"] != _mark(post):
        return None
    return Undo(who=kept["who"], verb=kept["verb"], at=note.at, before=kept["before"])


def forget(app: App, post: Post) -> None:
    """There is nothing to take back any more."""
    app.journal.forget(f"{UNDO}{post.id}")


def put_back(app: App, post: Post, undo: Undo) -> dict[str, Any]:
    """The columns as they were. A time that has passed since is not put back: the next free slot is."""
    status, due_at = PostStatus(undo.before["status"]), datetime.fromisoformat(undo.before["due_at"])
    values = {**undo.before, "status": status, "due_at": due_at}
    if status is PostStatus.SCHEDULED and due_at <= app.clock():
        values |= {"due_at": plan_again(app, post, post.account), "pinned": False}
    return values


def _take_down(post: Post) -> dict[str, Any]:
    shown = post.composition
    return {
        "status": post.status.value,
        "due_at": post.due_at.isoformat(),
        "pinned": post.pinned,
        "reason": post.reason,
        "approved_by": post.approved_by,
        "edited": post.edited,
        "forgiven": post.forgiven,
        "error": _take_down_error(post.error),
        "caption": shown.caption,
        "alt_text": shown.alt_text,
        "image": shown.image,
        "image_sha256": shown.image_sha256,
        "width": shown.width,
        "height": shown.height,
    }


def _take_down_error(error: PostError | None) -> dict[str, str] | None:
    if error is None:
        return None
    return {"kind": error.kind, "code": error.code, "message": error.message, "advice": error.advice}


def _mark(post: Post) -> list[str]:
    return [str(Seen.of(post)), post.status.value, post.approved_by]
