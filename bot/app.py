"""The composition root: settings in, an opened instance out. The only place that knows concrete parts.

Parts are imported and made when they are first asked for: listing posts needs no platform's client.
"""

import contextlib
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot import environment, factories
from bot.config import Settings
from bot.domain.ports import Archive, Composer, Notifier, Progress, Publisher
from bot.domain.post import Channel, Post
from bot.domain.schedule import Rules
from bot.environment import now_utc
from bot.events import Event
from bot.factories import make_rules

if TYPE_CHECKING:
    from bot.archive.archive import HttpArchive
    from bot.confined import Confined
    from bot.storage.articles import Articles
    from bot.storage.database import Database
    from bot.storage.posts import Posts
    from bot.storage.publishing import Publishing, Sendings
    from bot.storage.state import Journal, People, Sources, Stops


def silent(event: Event, **facts: object) -> None:
    """Progress that tells nobody."""


class Instance:
    """An opened instance: satisfies bot.pipeline.context.App."""

    def __init__(  # noqa: PLR0913  each is a choice of its own
        self,
        settings: Settings,
        *,
        progress: Progress = silent,
        named: Sequence[str] = (),
        confined: bool = False,
        is_one_moment: bool = False,
        clock: Callable[[], datetime] = now_utc,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.settings = settings
        self.progress = progress
        self._named = named
        self._confined = confined
        self._is_one_moment = is_one_moment
        self.clock = clock
        self.random = chance
        self.worker = environment.name_worker()
        self._closing = contextlib.ExitStack()

    def close(self) -> None:
        """Close everything that was made."""
        self._closing.close()

    def is_dead(self, name: str) -> bool:
        """Whether a lease's owner was a process of this host that no longer runs."""
        return environment.is_dead(name)

    @property
    def source_urls(self) -> tuple[str, ...]:
        """Sources as configured, without a login."""
        return self.settings.source_urls

    @cached_property
    def rules(self) -> Rules:
        """The instance's rules."""
        return make_rules(self.settings)

    @cached_property
    def database(self) -> "Database":
        """The database, brought to this release's tables."""
        from bot.storage.database import Database
        from bot.storage.migrations import migrate

        database = Database(
            self.settings.database_url.words,
            home=self.settings.home,
            tell_wait=lambda seconds: self.progress(Event.DATABASE_IN_USE, seconds=seconds),
        )
        self._closing.callback(database.close)
        saved = migrate(database, now=self.clock())
        if saved:
            self.progress(Event.DATABASE_SAVED_BEFORE_MIGRATION, backup=str(saved))
        return database

    @cached_property
    def sources(self) -> "Sources":
        """Sources in the database."""
        from bot.storage.state import Sources

        return Sources(self.database)

    @cached_property
    def articles(self) -> "Articles":
        """Articles in the database."""
        from bot.storage.articles import Articles

        return Articles(self.database)

    @cached_property
    def posts(self) -> "Posts":
        """Posts in the database."""
        from bot.storage.posts import Posts

        return Posts(self.database)

    @cached_property
    def publishing(self) -> "Publishing":
        """The publishing protocol's transactions, in this process's name."""
        from bot.storage.publishing import Publishing

        return Publishing(self.database, self.worker)

    @cached_property
    def sendings(self) -> "Sendings":
        """What was about to be sent, beside the database."""
        from bot.storage.publishing import Sendings

        return Sendings(self.settings.home / "state" / "sendings.log")

    @cached_property
    def stops(self) -> "Stops":
        """Stops in the database."""
        from bot.storage.state import Stops

        return Stops(self.database)

    @cached_property
    def people(self) -> "People":
        """Who may use the desk, and their devices."""
        from bot.storage.state import People

        return People(self.database)

    @cached_property
    def journal(self) -> "Journal":
        """Audit trail and notes."""
        from bot.storage.state import Journal

        return Journal(self.database)

    @cached_property
    def archive(self) -> Archive:
        """The archive's reader."""
        if not self._confined:
            return self.http_archive
        from bot.confined import ConfinedArchive

        return ConfinedArchive(self._child)

    @cached_property
    def composer(self) -> Composer:
        """The composer, with the instance's templates before the packaged ones."""
        if not self._confined:
            return self._own_composer
        from bot.confined import ConfinedComposer

        return ConfinedComposer(self._child)

    @cached_property
    def http_archive(self) -> "HttpArchive":
        """The archive's reader in this process, for whoever waits for it."""
        archive = factories.make_archive(
            self.settings, self.clock, self._named, is_one_moment=self._is_one_moment
        )
        return self._closing.enter_context(archive)

    @cached_property
    def _own_composer(self) -> Composer:
        return factories.make_composer(self.settings, self._fetch_photo)

    @cached_property
    def _child(self) -> "Confined":
        """Reads and composes in a process of its own, whose parts are made there."""
        from bot.confined import Confined

        def serve(part: str, verb: str, *values: object, **options: object) -> object:
            own = self.http_archive if part == "archive" else self._own_composer
            return getattr(own, verb)(*values, **options)

        return self._closing.enter_context(contextlib.closing(Confined(lambda: serve)))

    @cached_property
    def publishers(self) -> Mapping[Channel, Publisher]:
        """One publisher per channel that is switched on."""
        return factories.make_publishers(self.settings, self.clock)

    @cached_property
    def notifier(self) -> Notifier | None:
        """Reaches people; None when BOT_NOTIFY_URLS is empty."""
        return factories.make_notifier(self.settings)

    def make_page(self, posts: Sequence[Post]) -> Path:
        """The preview page of these posts, for a message's attachment. Raises StorageError."""
        from bot.factories import write_page
        from bot.preview.view import preview_post

        place = self.settings.home / "state" / "posts.html"
        write_page([preview_post(post, self.rules) for post in posts], place, self.settings, self.clock())
        return place

    def list_grounds(self) -> tuple[str, ...]:
        """The grounds of the pictures made last, newest first; none where no database stands yet."""
        from bot.pipeline.plan import GRID

        url = self.settings.database_url.words
        place = self.settings.home / url.removeprefix("sqlite:///").partition("?")[0]
        is_made = not url.startswith("sqlite") or place.is_file()
        return tuple(self.posts.list_tones(GRID)) if is_made else ()

    def backup(self, target: Path, *, with_pictures: bool = False) -> Path:
        """Write a consistent copy of the database, also while a daemon works. Raises StorageError."""
        from bot.storage.backup import backup

        return backup(self.database, target, now=self.clock(), with_pictures=with_pictures)

    def restore(self, source: Path) -> Path | None:
        """Put a backup in the database's place; where the replaced one was saved. Raises StorageError."""
        from bot.storage.backup import restore
        from bot.storage.database import Database

        database = Database(self.settings.database_url.words, home=self.settings.home)
        with contextlib.closing(database):
            return restore(database, source, now=self.clock(), images=self.settings.home / "media" / "made")

    def _fetch_photo(self, url: str) -> bytes:
        """The archive is opened only when an article's photo is really wanted."""
        return self.http_archive.fetch_photo(url)


@contextlib.contextmanager
def open_app(
    settings: Settings,
    *,
    progress: Progress = silent,
    named: Sequence[str] = (),
    confined: bool = False,
    is_one_moment: bool = False,
) -> Iterator[Instance]:
    """Open an instance and close it again. Its parts raise SettingsWrong, StorageError.

    named: addresses a person typed; they may be read even where only sources may, such as on this machine.
    confined: what strangers wrote is read and composed in a child with a time limit; nobody watches.
    is_one_moment: each page and photo is fetched once, for a person who waits.
    """
    instance = Instance(
        settings, progress=progress, named=named, confined=confined, is_one_moment=is_one_moment
    )
    with contextlib.closing(instance):
        yield instance
