"""What the steps are given: rules, ports, and the world's time and chance."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.domain.ports import (
    Archive,
    ArticleStore,
    Composer,
    JournalStore,
    Notifier,
    PostStore,
    Progress,
    Publisher,
    PublishingStore,
    SendingLog,
    SourceStore,
    StopStore,
)
from bot.domain.post import Channel, Post
from bot.domain.schedule import Rules


class App(Protocol):
    """An opened instance. Parts that are expensive to make are made when they are first asked for."""

    @property
    def rules(self) -> Rules:
        """The instance's rules."""

    @property
    def source_urls(self) -> tuple[str, ...]:
        """Sources as configured."""

    @property
    def archive(self) -> Archive:
        """The archive's reader."""

    @property
    def composer(self) -> Composer:
        """The composer."""

    @property
    def publishers(self) -> Mapping[Channel, Publisher]:
        """One publisher per channel that is switched on."""

    @property
    def notifier(self) -> Notifier | None:
        """Reaches people; None when nobody wants to be told."""

    @property
    def sources(self) -> SourceStore:
        """Sources in the database."""

    @property
    def articles(self) -> ArticleStore:
        """Articles in the database."""

    @property
    def posts(self) -> PostStore:
        """Posts in the database."""

    @property
    def publishing(self) -> PublishingStore:
        """The publishing protocol's transactions."""

    @property
    def sendings(self) -> SendingLog:
        """What was about to be sent, beside the database."""

    @property
    def stops(self) -> StopStore:
        """Stops in the database."""

    @property
    def journal(self) -> JournalStore:
        """Audit trail and notes."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """Now, aware UTC."""

    @property
    def random(self) -> Callable[[], float]:
        """A number from 0 up to 1."""

    @property
    def progress(self) -> Progress:
        """Told what is going on."""

    def make_page(self, posts: Sequence[Post]) -> Path:
        """Write the preview page of these posts, to send along; overwritten next time. Raises BotError."""

    def is_dead(self, worker: str) -> bool:
        """Whether a lease's owner was a process of this host that no longer runs."""
