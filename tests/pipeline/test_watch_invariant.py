"""Each new article gets its post exactly once, never an old one, none is lost: whatever the listings do."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.domain.errors import ArticleGone, BotError, NotAnArticle, NotReachable
from bot.domain.post import PostStatus
from bot.pipeline.plan import compose_new
from bot.pipeline.watch import watch
from tests.known_channels import FACEBOOK
from tests.pipeline.newsroom import SECOND_SOURCE, SOURCE
from tests.pipeline.newsstand import Kind, Line, Newsstand
from tests.pipeline.world import World

BASELINE = 6
UNSEEN = 2
"""More at once than half a listing is an alarm, unless all stand on top."""
MOST_DAYS = 9
ARCHIVE = "https://verband.example/servicecenter/archiv"
EDITS = (" nachgetragen ist ein Satz", " berichtigt ist ein Name")
sources = st.sampled_from([SOURCE, SECOND_SOURCE])
places = st.integers(min_value=0, max_value=40)
chances = st.integers(min_value=0, max_value=2**32).map(Random)
dated = st.booleans()


class ListingMachine(RuleBasedStateMachine):
    """Editors, a content management system with moods, and looks in between."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.mkdtemp()
        self.world = World(Path(self.folder), channels=[FACEBOOK])
        self.stand = self.world.archive = self.world.process.archive = Newsstand()
        self.world.process.source_urls = (SOURCE, SECOND_SOURCE)
        self.unseen: Counter[str] = Counter()
        self.told: set[str] = set()
        self.days = 0
        self.oldest = dict.fromkeys((SOURCE, SECOND_SOURCE), self.world.clock() - timedelta(days=BASELINE))
        for source in self.world.process.source_urls:
            for number in range(BASELINE):
                self.stand.write(
                    source, Kind.BASELINE, self.world.clock() - timedelta(days=BASELINE - number)
                )
        self.look()

    @rule()
    def look(self) -> None:
        """Every source is looked at, and posts are made."""
        for report in watch(self.world.process, forced=False):
            if "count as known" in report.problem:
                self.told |= {line.piece for line in self.stand.lines[report.url][: self.stand.window]}
        self.shown = {source: list(lines) for source, lines in self.stand.lines.items()}
        compose_new(self.world.process)
        self.world.clock.forward(timedelta(minutes=10))
        self.unseen.clear()

    @rule(source=sources, is_dated=dated)
    def publish(self, source: str, *, is_dated: bool) -> None:
        """News stands on top."""
        if self.unseen[source] < UNSEEN:
            self.unseen[source] += 1
            self.stand.write(source, Kind.NEWS, self.world.clock() if is_dated else None)

    @rule(source=sources, hours=st.integers(min_value=1, max_value=400))
    def let_an_old_one_slide_in(self, source: str, hours: int) -> None:
        """Another was deleted: one older than all that were listed fills the window."""
        self.oldest[source] -= timedelta(hours=hours)
        end = len(self.stand.lines[source])
        self.stand.write(source, Kind.OLD, self.oldest[source], place=end)

    @rule(source=sources, days=st.integers(min_value=15, max_value=400))
    def pin_an_old_one(self, source: str, days: int) -> None:
        """Somebody puts an old one on top, for example by changing its category."""
        self.stand.write(source, Kind.OLD, self.world.clock() - timedelta(days=days))

    @rule(source=sources, place=places, words=st.sampled_from(EDITS))
    def edit(self, source: str, place: int, words: str) -> None:
        """Title and text change."""
        self.stand.edit(self._pick(source, place).piece, words)

    @rule(source=sources, place=places)
    def move_to_the_archive(self, source: str, place: int) -> None:
        """The same article at another address."""
        line = self._pick(source, place)
        self._put(source, line, self.stand.address(line.piece, f"{ARCHIVE}/{line.piece}"))

    @rule(
        source=sources,
        place=places,
        variant=st.sampled_from(
            ["http://{0}{1}", "https://www.{0}{1}/", "https://{0}{1}?utm_source=rss#top"]
        ),
    )
    def vary(self, source: str, place: int, variant: str) -> None:
        """The same address in other clothes."""
        line = self._pick(source, place)
        parts = urlsplit(line.url)
        host, path = (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")
        self._put(source, line, replace(line, url=variant.format(host, path)))

    @rule(source=sources, other=sources, place=places)
    def list_again(self, source: str, other: str, place: int) -> None:
        """The same line twice, or in both sources."""
        if len(self.stand.lines[other]) < 4 * BASELINE:
            self.stand.lines[other].append(self._pick(source, place))

    @rule(source=sources, other=sources, place=places)
    def copy_to_another_site(self, source: str, other: str, place: int) -> None:
        """The same text on another site, known by a sister's address and guid."""
        line = self._pick(source, place)
        twin = self.stand.address(line.piece, f"https://schwester.example/{len(self.stand.places)}")
        if len(self.stand.lines[other]) < 4 * BASELINE:
            self.stand.lines[other].append(twin)

    @rule(source=sources, chance=chances)
    def reorder(self, source: str, chance: Random) -> None:
        """No order can be relied on."""
        chance.shuffle(self.stand.lines[source])

    @rule(source=sources)
    def relaunch(self, source: str) -> None:
        """All addresses and guids are others."""
        number = len(self.stand.places)
        self.stand.lines[source] = [
            self.stand.address(line.piece, f"https://verband.example/neu{number}/{place}")
            for place, line in enumerate(self.stand.lines[source])
        ]

    @rule(window=st.integers(min_value=0, max_value=BASELINE))
    def look_at_a_part(self, window: int) -> None:
        """An answer that is cut off, or empty."""
        self.stand.window = window
        self.look()
        self.stand.window = None

    @rule(source=sources)
    def look_while_one_is_down(self, source: str) -> None:
        """A source does not answer."""
        with self._broken(source):
            self.look()

    @rule(source=sources, place=places, trouble=st.sampled_from([NotReachable, ArticleGone, NotAnArticle]))
    def look_while_an_article_is_down(self, source: str, place: int, trouble: type[BotError]) -> None:
        """An article cannot be read, is not found, or has no text yet."""
        with self._broken(self._pick(source, place).piece, trouble("not now")):
            self.look()

    @rule(source=sources, trouble=st.sampled_from([ArticleGone, NotAnArticle]))
    def publish_too_early(self, source: str, trouble: type[BotError]) -> None:
        """News is listed before its page is there, or before its text is written."""
        if self.unseen[source] < UNSEEN:
            line = self.stand.write(source, Kind.NEWS, None)
            with self._broken(line.piece, trouble("not yet")):
                self.look()

    @rule(source=sources)
    def look_at_the_list_before(self, source: str) -> None:
        """A cache shows what stood there at the last look."""
        lines, unseen = self.stand.lines[source], self.unseen.copy()
        self.stand.lines[source] = self.shown[source]
        self.look()
        self.stand.lines[source], self.unseen = lines, unseen

    @precondition(lambda self: len(self.world.posts()) > 0 and self.days < MOST_DAYS)
    @rule()
    def let_a_day_pass(self) -> None:
        """The daily look that believes no server; never so many days that news grow old unseen."""
        self.days += 1
        self.world.clock.forward(timedelta(days=1))

    @invariant()
    def nothing_twice_and_nothing_old(self) -> None:
        """Whatever happened so far."""
        for name, count in self._count_posts().items():
            assert (self.stand.pieces[name].kind, count) == (Kind.NEWS, 1), name

    def teardown(self) -> None:
        """In the end everything works again, and nothing was lost but what a person was told of.

        That is what stood in a list that nobody recognised for a day.
        """
        for _ in range(2):
            self.world.clock.forward(timedelta(days=1))
            self.look()
        news = {name for name, piece in self.stand.pieces.items() if piece.kind is Kind.NEWS}
        posted = self._count_posts()
        self.world.database.close()
        shutil.rmtree(self.folder)
        assert news - posted.keys() <= self.told
        assert posted == dict.fromkeys(posted.keys() & news, 1)

    def _count_posts(self) -> Counter[str]:
        """Posts by piece. A question about an old one is none: edited and listed twice, it may be another."""
        named = [(post, post.article_title.split()[1]) for post in self.world.posts()]
        return Counter(
            name
            for post, name in named
            if post.status is not PostStatus.DRAFT or self.stand.pieces[name].kind is Kind.NEWS
        )

    def _pick(self, source: str, place: int) -> Line:
        return self.stand.lines[source][place % len(self.stand.lines[source])]

    def _put(self, source: str, old: Line, new: Line) -> None:
        lines = self.stand.lines[source]
        lines[lines.index(old)] = new

    @contextmanager
    def _broken(self, name: str, trouble: BotError | None = None) -> Iterator[None]:
        self.stand.break_down(name, trouble)
        yield
        self.stand.come_back(name)


TestListings = ListingMachine.TestCase
TestListings.settings = settings(max_examples=settings.default.max_examples * 2 // 3)
