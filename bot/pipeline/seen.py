"""What somebody saw of a post, as a short word that a form carries: only that is approved.

And the last decision about a post, kept so that it can be taken back until the post is sent.
"""

import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import asdict, dataclass, is_dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Self

from bot.domain.errors import NeedsPerson
from bot.domain.post import UNSENT_STATUSES, Post, PostStatus
from bot.i18n import say
from bot.pipeline.context import App
from bot.pipeline.plan import plan_again

LENGTH = 20
"""Hexadecimal digits of a part's hash: 80 bits, which nobody meets by chance."""


class Part(StrEnum):
    """What of a post a person looks at."""

    TEXT = "text"
    PICTURE = "picture"
    ALT_TEXT = "alt_text"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Seen:
    """A version of a post: one hash for each part. Written as those, joined by dots."""

    hashes: tuple[str, ...]

    @classmethod
    def of(cls, post: Post) -> Self:
        """The version that stands in the database."""
        shown = post.composition
        parts = {
            Part.TEXT: f"{shown.caption}\0{shown.link}",
            Part.PICTURE: shown.image_sha256,
            Part.ALT_TEXT: shown.alt_text,
            Part.TIME: post.due_at.astimezone(UTC).isoformat(),
        }
        return cls(tuple(_hash(f"{post.id} {part} {words}") for part, words in parts.items()))

    @classmethod
    def read(cls, words: str) -> Self:
        """What a form carried; whatever it is, it is compared and nothing else."""
        return cls(tuple(words.split(".")))

    def __str__(self) -> str:
        """As a form carries it."""
        return ".".join(self.hashes)

    def list_changes(self, now: Self) -> tuple[Part, ...]:
        """Which parts are others now; all of them when this is no version of ours."""
        if len(self.hashes) != len(now.hashes):
            return tuple(Part)
        return tuple(part for part, old, new in zip(Part, self.hashes, now.hashes, strict=True) if old != new)


class Changed(NeedsPerson):
    """The post is not what the person saw any more; parts: what is another now. Nothing was done."""

    def __init__(self, post: Post, parts: tuple[Part, ...]) -> None:
        super().__init__(
            say("Post {id} was changed meanwhile. Nothing was done; look at it as it is now.", id=post.id)
        )
        self.parts = parts


def require_seen(post: Post, seen: Seen | None, *, ignoring: Container[Part] = ()) -> None:
    """Raises Changed unless the post is what was seen. None: nobody says what they saw, as at a terminal."""
    changed = () if seen is None else seen.list_changes(Seen.of(post))
    if parts := tuple(part for part in changed if part not in ignoring):
        raise Changed(post, parts)


def _hash(words: str) -> str:
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


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
