"""Does an article already stand on a channel? What is asked, and what may be answered: yes, no, or ask."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.post import Receipt

CLOCKS_APART = timedelta(days=1)
"""How far our clock may be ahead of a platform's without hiding our own post from us."""


class Presence(StrEnum):
    """Whether an article stands there."""

    YES = "yes"
    """It does, beyond doubt: the receipt is its proof."""
    NO = "no"
    """Everything was read well, and nothing resembles it."""
    ASK = "ask"
    """Something resembles it; only a person can tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What to look for, besides the post itself.

    since: aware UTC, by our own clock: nothing older can be the post. claimed: remote ids and permalinks that
    stand for other posts of ours, or of which a person said that they are something else. lost: first and
    last instant of the time that the database has forgotten, such as by a restore: what the bot made then
    is claimed by nobody.
    """

    since: datetime
    claimed: frozenset[str] = frozenset()
    lost: tuple[datetime, datetime] | None = None

    @property
    def start(self) -> datetime:
        """The earliest time of a post that counts, by the platform's clock."""
        return self.since - CLOCKS_APART

    def without_lost(self) -> "Search":
        """The same, for what can be recognised only."""
        return replace(self, lost=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a look at a platform found.

    receipt: of what stands there, with YES and ASK. excerpt: its first words, for the person who is asked.
    is_firm: with NO, that more than a listing says so, such as the uploaded picture itself, which knows
    on which post it hangs; listings may show a new post late.
    """

    presence: Presence
    receipt: Receipt | None = None
    excerpt: str = ""
    is_firm: bool = False


ABSENT = Finding(presence=Presence.NO)
