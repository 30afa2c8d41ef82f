"""The whole of it: archive, platforms, clock, one database, and as many processes as wanted."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain.article import ArticleStatus, Entry, Source
from bot.domain.errors import StorageError
from bot.domain.novelty import Sight
from bot.domain.ports import Notifier, Publisher
from bot.domain.post import Channel, Post, PostStatus
from bot.domain.schedule import Approval, RetryRules, Rules, TimingRules, parse_windows
from bot.events import Event
from bot.pipeline import actions
from bot.pipeline.context import App
from bot.pipeline.intake import Intake
from bot.pipeline.plan import compose_new
from bot.pipeline.reconcile import recover
from bot.pipeline.run import publish_and_reconcile, run_pass
from bot.pipeline.watch import SourceReport, watch
from bot.storage.articles import Articles
from bot.storage.backup import backup, copy_rows, restore
from bot.storage.database import Database
from bot.storage.migrations import migrate
from bot.storage.posts import Posts
from bot.storage.publishing import Publishing, Sendings
from bot.storage.state import Journal, Sources, Stops
from tests.databases import migrate_in_memory
from tests.known_channels import FACEBOOK, INSTAGRAM
from tests.pipeline.boundaries import Boundaries, WatchedDatabase
from tests.pipeline.clock import NOTHING, Clock
from tests.pipeline.newsroom import SOURCE, FakeArchive, FakeComposer
from tests.pipeline.platform import FakePlatform, Live

MINUTE = timedelta(minutes=1)
IN_MEMORY = "sqlite://"


def _overwrite(target: Database, *, by: Database) -> None:
    with by.maintain() as source, target.maintain() as copy:
        _driver(source).backup(_driver(copy))


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _replace_rows(target: Database, *, by: Database) -> None:
    copy_rows(by, target)


RULES = Rules(
    timing=TimingRules(
        windows=parse_windows("00:00-24:00"),
        timezone=ZoneInfo("Europe/Berlin"),
        min_gap=NOTHING,
        max_per_day=1000,
    ),
    retry=RetryRules(delay=timedelta(minutes=2), max_attempts=6),
    approval=Approval.AUTO,
    hold=NOTHING,
    max_age=timedelta(days=14),
    missed_after=timedelta(hours=24),
    poll_interval=timedelta(minutes=10),
    confirm_delay=timedelta(minutes=2),
    landing=timedelta(seconds=31),
    lease=timedelta(minutes=5),
)
OPEN = {PostStatus.SCHEDULED, PostStatus.PUBLISHING, PostStatus.UNCONFIRMED}


@dataclass(kw_only=True, eq=False)
class Process:
    """One process of ours: an App over the shared database, under a name of its own."""

    rules: Rules
    archive: FakeArchive
    composer: FakeComposer
    publishers: Mapping[Channel, Publisher]
    sources: Sources
    articles: Articles
    posts: Posts
    publishing: Publishing
    sendings: Sendings
    stops: Stops
    journal: Journal
    clock: Callable[[], datetime]
    is_dead: Callable[[str], bool]
    page: Path
    source_urls: tuple[str, ...] = (SOURCE,)
    notifier: Notifier | None = None
    told: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    def make_page(self, posts: Sequence[Post]) -> Path:
        """A page that names its posts."""
        try:
            self.page.write_text(" ".join(str(post.id) for post in posts))
        except OSError as error:
            raise StorageError(str(error)) from None
        return self.page

    def random(self) -> float:
        """No jitter."""
        return 0.0

    def progress(self, event: Event, **facts: object) -> None:
        """Remember what was told."""
        self.told.append((event, facts))

    def heard(self, event: Event) -> int:
        """How often an event was told."""
        return sum(name == event for name, _ in self.told)


class World:
    """Everything outside and inside one instance.

    url: of the database, in memory by default; make_platform: FakePlatform, or a StandIn of the sandbox.
    """

    def __init__(
        self,
        folder: Path,
        *,
        url: str = IN_MEMORY,
        rules: Rules = RULES,
        channels: Iterable[Channel] = (FACEBOOK, INSTAGRAM),
        make_platform: Callable[..., Any] = FakePlatform,
    ) -> None:
        self.rules = rules
        self._folder = folder
        self._sendings = folder / "sendings.log"
        self.clock = Clock()
        self.boundaries = Boundaries()
        self.archive = FakeArchive()
        self.composer = FakeComposer(folder)
        self.platforms = {
            channel: make_platform(channel=channel, clock=self.clock, boundaries=self.boundaries)
            for channel in channels
        }
        self.platform = next(iter(self.platforms.values()))
        self.database = WatchedDatabase(url, home=folder)
        self.database.boundaries = self.boundaries
        if url == IN_MEMORY:
            migrate_in_memory(self.database)
        else:
            migrate(self.database, now=self.clock())
        self.dead: set[str] = set()
        self.notifier: Notifier | None = None
        self._names = (f"worker-{number}" for number in count(1))
        self.process = self.start()

    @property
    def facebook(self) -> FakePlatform:
        """The channel that most tests look at."""
        return self.platforms[FACEBOOK]

    def close(self) -> None:
        """Put everything away."""
        self.database.close()
        for platform in self.platforms.values():
            platform.close()

    def start(self) -> Process:
        """One more process."""
        return Process(
            rules=self.rules,
            archive=self.archive,
            composer=self.composer,
            publishers={channel: platform.connect() for channel, platform in self.platforms.items()},
            sources=Sources(self.database),
            articles=Articles(self.database),
            posts=Posts(self.database),
            publishing=Publishing(self.database, next(self._names)),
            sendings=Sendings(self._sendings),
            stops=Stops(self.database),
            journal=Journal(self.database),
            clock=self.clock,
            is_dead=self.dead.__contains__,
            page=self._folder / "posts.html",
            notifier=self.notifier,
        )

    def open_shop(self) -> None:
        """The baseline is taken; whatever appears from now on is news."""
        self.archive.publish(0)
        self.run_pass()

    def run_pass(self, process: Process | None = None) -> None:
        """One pass of a process."""
        run_pass(process or self.process)

    def run_pass_with(self, happening: Callable[[], None], *, at: str) -> None:
        """One pass during which something happens, at the first boundary of that name or "after fence"."""
        self.boundaries.plan_when(self._after_fence if at == "after fence" else at.__eq__, happening)
        self.run_pass()

    def _after_fence(self, name: str) -> bool:
        return name == "after commit" and any(post.sent_at for post in self.posts())

    def tick(self, process: Process | None = None) -> None:
        """What a daemon does every few seconds."""
        daemon = process or self.process
        recover(daemon)
        publish_and_reconcile(daemon, began_at=self.clock())

    def remember(self) -> None:
        """A snapshot of the machine is made."""
        self._sent = self._sendings.read_bytes() if self._sendings.exists() else b""
        self._snapshot = Database(IN_MEMORY, home=self._folder)
        if self.database.is_sqlite:
            _overwrite(self._snapshot, by=self.database)
        else:
            migrate_in_memory(self._snapshot)
            copy_rows(self.database, self._snapshot)

    def roll_back(self, *, database_only: bool = False) -> None:
        """The snapshot is put back, and nobody knows; with it goes the process.

        database_only: what lies beside the database stays, as where a server of its own was put back.
        """
        if not database_only:
            self._sendings.write_bytes(self._sent)
        put_back = _overwrite if self.database.is_sqlite else _replace_rows
        put_back(self.database, by=self._snapshot)
        self.restart()

    def back_up(self) -> Path:
        """A backup is made, as `bot backup` makes it."""
        return backup(self.database, self._folder / "copy.db", now=self.clock())

    def restore(self, copy: Path) -> None:
        """It is put back, as by `bot restore`, and a person lets things go on; with it goes the process."""
        restore(self.database, copy, now=self.clock())
        self.restart()
        actions.resume(self.process, channel=None, who="anna")

    def approve(self, post: Post) -> None:
        """A person says yes."""
        actions.approve(self.process, post.id, who="anna")

    def restart(self) -> None:
        """The process is gone and known to be gone; another is started."""
        self.dead.add(self.process.publishing.worker)
        self.process = self.start()

    def settle(self, *, ticks: int = 100, between: timedelta = MINUTE) -> None:
        """A pass, then time goes by, with work when it is time, until nothing is under way any more."""
        self.run_pass()
        for _ in range(ticks):
            under_way = [post for post in self.posts() if post.status in OPEN]
            if not under_way:
                return
            self.clock.forward(between)
            if any(map(self._is_time, under_way)):
                self.tick()

    def _is_time(self, post: Post) -> bool:
        """Whether the daemon sends a shift for a post."""
        now = self.clock()
        is_from_future = post.sent_at is not None and post.sent_at > now
        return post.status is PostStatus.PUBLISHING or post.due_at <= now or is_from_future

    def posts(self, channel: Channel | None = None) -> tuple[Post, ...]:
        """All posts, first made first."""
        return self.process.posts.list_posts(channel=channel)[::-1]

    def post(self, channel: Channel = FACEBOOK) -> Post:
        """The only post of a channel."""
        [post] = self.posts(channel)
        return post

    def list_live(self, url: str, channel: Channel) -> list[Live]:
        """What the public sees of an article."""
        return [live for live in self.platforms[channel].public if live.caption.endswith(f"\n{url}")]

    def check_promise(self) -> None:
        """Never twice; and what we call published is there, and is that article."""
        for platform in self.platforms.values():
            links = [live.caption.rpartition("\n")[2] for live in platform.public]
            assert sorted(set(links)) == sorted(links), f"twice on {platform.channel}: {links}"
        for post in self.posts():
            if post.status is PostStatus.PUBLISHED:
                live = [each.remote_id for each in self.list_live(post.composition.link, post.channel)]
                assert post.remote_id in live, f"post {post.id} is called published but is not there"

    def check_nothing_lost(self) -> None:
        """Every article that came after the baseline stands on every channel."""
        for url in list(self.archive.articles)[1:]:
            for channel in self.platforms:
                assert len(self.list_live(url, channel)) == 1, f"{url} is not on {channel}"
        assert {post.status for post in self.posts()} <= {PostStatus.PUBLISHED}


def take_in(app: App, source: Source, entry: Entry, at: datetime) -> ArticleStatus | None:
    """What becomes of one unknown entry of a list in which nothing else stands."""
    intake = Intake(app=app, source=source, now=at, standing={}, closes_baseline=False)
    told, outcomes = intake.read_all([entry])
    (outcome,) = [
        *outcomes,
        *intake.judge_all(intake.recognise(told)[1], Sight(now=at, max_age=app.rules.max_age)),
    ]
    return outcome


def look(world: World) -> SourceReport:
    """One look at all sources after the poll interval, and posts of what is new; the last one's report."""
    world.clock.forward(RULES.poll_interval)
    report = watch(world.process, forced=False)[-1]
    compose_new(world.process)
    return report


def list_statuses(world: World) -> list[PostStatus]:
    """Those of the posts for Facebook."""
    return [post.status for post in world.posts(FACEBOOK)]


def put(world: World, **changes: object) -> Post:
    """The post of Facebook as it stands in the middle of its life."""
    assert world.process.posts.change(world.post(FACEBOOK), allowed=tuple(PostStatus), **changes)
    return world.post(FACEBOOK)
