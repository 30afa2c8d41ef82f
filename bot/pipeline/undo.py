"""Taking back the last thing that people did to a post, until it is sent."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, is_dataclass
from datetime import datetime
from typing import Any

from bot.domain.post import UNSENT_STATUSES, Post, PostStatus
from bot.pipeline.context import App
from bot.pipeline.plan import plan_again
from bot.pipeline.seen import Seen

UNDO = "undo post "
"""Notes of this name and a post's id hold what it was before the last decision."""
ALWAYS = frozenset({"status", "due_at", "pinned", "approved_by"})
NEVER = frozenset({"account", "handles", "approved_at"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """The last decision that can be taken back: who did what when, and how the post stood before."""

    who: str
    verb: str
    at: datetime
    before: Mapping[str, Any]


def remember(app: App, before: Post, after: Post, changed: Iterable[str], *, who: str, verb: str) -> None:
    """Keep how a post stood before a decision. It can be taken back while the post is as it left it.

    changed: the columns that the decision wrote.
    """
    kept = {"who": who, "verb": verb, "before": _take_down(before, changed), "after": _mark(after)}
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
    values = {**undo.before, "due_at": datetime.fromisoformat(undo.before["due_at"])}
    values["status"] = PostStatus(undo.before["status"])
    values["approved_at"] = app.clock() if undo.before["approved_by"] else None
    if values["status"] is PostStatus.SCHEDULED and values["due_at"] <= app.clock():
        values |= {"due_at": plan_again(app, post, post.account), "pinned": False}
    return values


def _take_down(post: Post, changed: Iterable[str]) -> dict[str, Any]:
    """By the columns' names; those of the account's move stay as they are, for it cannot be taken back."""
    names = {*changed, *ALWAYS} - NEVER
    return {name: _simplify(_get(post, name)) for name in sorted(names)}


def _get(post: Post, name: str) -> Any:
    return getattr(post if hasattr(post, name) else post.composition, name)


def _simplify(value: Any) -> Any:
    """As JSON takes it, and the database takes it back."""
    if isinstance(value, datetime):
        return value.isoformat()
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def _mark(post: Post) -> list[str]:
    return [str(Seen.of(post)), post.status.value, post.approved_by]
