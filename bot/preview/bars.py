"""How much of each of a channel's limits a post uses."""

from dataclasses import dataclass

from bot.domain.limits import LIMITS, utf16_length
from bot.domain.post import Composition
from bot.domain.words import get_language, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One limit: its name, how much is used, how much is allowed, and both in words."""

    name: str
    used: int
    allowed: int
    words: str

    @property
    def is_over(self) -> bool:
        """Whether the platform would refuse or cut."""
        return self.used > self.allowed


def list_bars(composition: Composition, image_bytes: int) -> tuple[Bar, ...]:
    """The limits a person should look at, in order of importance."""
    limits = LIMITS[composition.channel]
    return (
        _count(say("Text"), utf16_length(composition.caption), limits.caption),
        _count(say("Hashtags"), len(composition.hashtags), limits.hashtags),
        _count(say("Alt text"), utf16_length(composition.alt_text), limits.alt_text),
        _weigh(say("Picture file"), image_bytes, limits.image_bytes),
    )


def _count(name: str, used: int, allowed: int) -> Bar:
    words = say("{used} of {allowed}", used=format_number(used), allowed=format_number(allowed))
    return Bar(name=name, used=used, allowed=allowed, words=words)


def _weigh(name: str, used: int, allowed: int) -> Bar:
    words = say(
        "{used} of {allowed}", used=f"{round(used / 1000)} kB", allowed=f"{round(allowed / 1_000_000)} MB"
    )
    return Bar(name=name, used=used, allowed=allowed, words=words)


def format_number(number: int) -> str:
    """A whole number with the language's thousands separator."""
    return f"{number:,}".replace(",", ".") if get_language() == "de" else f"{number:,}"
