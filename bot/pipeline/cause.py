"""Why a person is needed."""

from dataclasses import dataclass

from bot.domain.post import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why a person is needed. key: the same for the same occurrence, so that it is told once.

    post: what it is about, when it is about one.
    """

    key: str
    sentence: str
    command: str
    post: Post | None = None
