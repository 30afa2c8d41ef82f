"""What a channel's folder says of itself: one ChannelSpec, and the parts that it needs from others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.channels.base import Clock, ErrorRule
from bot.domain.channel import Traits
from bot.domain.ports import Check, Publisher
from bot.domain.post import Channel

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.sandbox.world import World


class Dialogue(Protocol):
    """Asks the person who sets an instance up; what is typed comes back without blanks around it."""

    def show(self, words: str, *, indent: int = 0) -> None:
        """Show lines, wrapped; those after the first begin `indent` columns in."""

    def ask_yes(self, question: str, *, default: bool) -> bool:
        """Yes or no."""

    def ask_line(self, question: str, *, default: str = "") -> str:
        """One line; Enter takes the default."""

    def ask_secret(self, question: str, *, default: str | None = None) -> str:
        """A line that is not shown; without a default it is asked for until something is typed."""

    def ask_choice(self, question: str, *, most: int, default: int) -> int:
        """A number from 1 to `most`; Enter takes the default."""

    def load(self) -> "Settings":
        """The settings as the bot would read them now. Raises SettingsWrong."""

    def keep(self, **settings: str) -> None:
        """Write settings down. Raises StorageError."""

    def try_out(self, attempt: Callable[[], bool]) -> bool:
        """Whether it went well; a BotError is shown in a sentence."""

    def repeat(self, ask: Callable[[], bool]) -> None:
        """Ask until the answer passes its check, or the person gives up for now."""

    def show_checks(self, checks: Sequence[Check]) -> bool:
        """One line each; whether none is a problem."""

    def check(self, channel: Channel) -> bool:
        """Ask the platform about a channel as it is set now, and show what it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """A channel's question in the guided set-up.

    title: marked for the catalogue; settings: answered when the first of them is set, be it empty; ask:
    whether the answer may stand; describe: the answer in a few words.
    """

    title: str
    settings: tuple[str, ...]
    ask: Callable[[Dialogue], bool]
    describe: "Callable[[Settings], str]"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSpec(Traits):
    """Everything about a channel that others call; nothing heavy is imported before it is called.

    name_account: the account as set, such as "mastodon:1234", part of the database's guarantees; empty: the
    channel is off. make_publisher: may import its client, and touches no network. list_rules: every row of
    its error tables. set_up: None where there is nothing to ask. list_played: the remote ids of what the
    stand-in in the sandbox shows; None where the sandbox plays no such platform.
    """

    name_account: "Callable[[Settings], str]"
    make_publisher: "Callable[[Settings, Clock], Publisher]"
    list_rules: Callable[[], Sequence[ErrorRule]]
    set_up: SetUp | None = None
    list_played: "Callable[[World], Sequence[str]] | None" = None
