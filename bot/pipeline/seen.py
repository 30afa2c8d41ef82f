"""What somebody saw of a post, as a short word that a form carries: only that is approved."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum
from hashlib import sha256
from typing import Self

from bot.domain.errors import NeedsPerson
from bot.domain.post import Post
from bot.i18n import say

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
