"""Never twice, never lost: Hypothesis looks for a story that breaks the promise."""

import shutil
import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.domain import errors
from bot.domain.post import Post, PostStatus
from bot.domain.schedule import Approval
from bot.pipeline import actions
from bot.pipeline.actions import Changes, edit, edit_published
from bot.pipeline.seen import Seen
from tests.known_channels import FACEBOOK
from tests.pipeline.boundaries import Killed
from tests.pipeline.stand_in import BACKENDS, StandIn
from tests.pipeline.world import World

WHO = "anna"
seconds = st.integers(min_value=1, max_value=400).map(lambda number: timedelta(seconds=number))
minutes = st.integers(min_value=1, max_value=90).map(lambda number: timedelta(minutes=number))
boundary = st.integers(min_value=1, max_value=30)
LATEST = timedelta(minutes=29)
"""For landing late and for lagging: together less than we look before anything may be sent again, which is an
hour where only a listing tells. What shows up later than that nobody can know of."""
LATEST_FIRM = timedelta(minutes=7)
"""Likewise where the uploaded picture or the container itself tells, which is asked for 16 minutes."""
STANDSTILL_HARMS = {"before commit", "before sending"}
A_DAY = timedelta(hours=25)
"""After that even a login may be repeated."""
FASTEST = timedelta(hours=20)
"""A clock that is ahead of the platform's by more than a day hides our own posts from us."""
A_FEW = 5
DECIDED = {PostStatus.CANCELLED}
"""A person said no."""
FEW = max(4, settings.default.max_examples // 10)
"""Examples with our real clients, which take ten times as long."""


class PromiseMachine(RuleBasedStateMachine):
    """Two processes, one platform, editors, an admin with a bad temper, and a bad network."""

    latest = LATEST

    def __init__(self) -> None:
        super().__init__()
        self.remembers = False
        self.has_forgotten = False
        self.folder = tempfile.mkdtemp()
        self.world = self.open_world(Path(self.folder))
        self.world.archive.listed = 100  # what falls off the list before a look, nobody can know of
        self.world.open_shop()
        self.other = self.world.start()
        self.looked: dict[int, Post] = {}

    def open_world(self, folder: Path) -> World:
        """One channel, whose platform is made by hand."""
        return World(folder, channels=[FACEBOOK])

    @precondition(lambda self: self.count_unseen() < A_FEW)
    @rule()
    def publish_article(self) -> None:
        """News; of more at once a person is asked whether they are any."""
        self.world.archive.publish(len(self.world.archive.articles))

    def count_unseen(self) -> int:
        """Articles that nobody looked at yet."""
        return len(self.world.archive.articles) - self.world.process.articles.count()

    @rule(pick=st.randoms(use_true_random=False))
    def correct_article(self, pick: "st.DataObject") -> None:
        """The editors change one."""
        self.world.archive.correct(pick.choice(list(self.world.archive.articles)))  # type: ignore[attr-defined]

    @rule()
    def run_pass(self) -> None:
        """`bot run --once`."""
        self.world.run_pass()

    @rule()
    def tick(self) -> None:
        """The daemon."""
        self.world.tick()

    @rule()
    def run_other_process(self) -> None:
        """A second daemon on the same database."""
        self.world.run_pass(self.other)

    @rule(at=boundary)
    def be_killed(self, at: int) -> None:
        """The process dies anywhere in a pass; another takes its place."""
        self.world.boundaries.plan(at, self._die)
        with suppress(Killed):
            self.world.run_pass()
        self.world.boundaries.forget()

    def _die(self) -> None:
        self.world.restart()
        raise Killed

    @rule(at=boundary, time=minutes)
    def stand_still(self, at: int, time: timedelta) -> None:
        """The process stops for a while anywhere but on the wire; the other goes on working."""
        self.world.boundaries.plan(at, lambda: self._work_elsewhere(time), never_at=STANDSTILL_HARMS)
        self.world.run_pass()
        self.world.boundaries.forget()

    def _work_elsewhere(self, time: timedelta) -> None:
        for _ in range(6):
            self.world.clock.forward(time / 6)
            self.world.tick(self.other)

    @rule(time=seconds)
    def let_seconds_pass(self, time: timedelta) -> None:
        """A little later."""
        self.world.clock.forward(time)

    @rule(time=minutes)
    def let_minutes_pass(self, time: timedelta) -> None:
        """Later."""
        self.world.clock.forward(time)

    @rule(time=minutes)
    def set_clock_back(self, time: timedelta) -> None:
        """The machine's clock was fast."""
        self.world.clock.jump(-time)

    @precondition(lambda self: self.world.platform.is_settled and self.world.clock.error < FASTEST)
    @rule(time=minutes)
    def set_clock_forward(self, time: timedelta) -> None:
        """The machine's clock was slow. It must not happen while a request is on its way: see `landing`."""
        self.world.clock.jump(time)

    @rule()
    def lose_answer(self) -> None:
        """The next post appears, but we do not hear of it."""
        self.world.platform.lose_answer()

    @rule()
    def lose_request(self) -> None:
        """The next post does not arrive, but we cannot know."""
        self.world.platform.lose_request()

    @rule(share=st.integers(min_value=1, max_value=100))
    def land_late(self, share: int) -> None:
        """The next post appears later."""
        self.world.platform.land_late(self.latest * share / 100)

    @rule(share=st.integers(min_value=0, max_value=100))
    def lag(self, share: int) -> None:
        """Listings show new posts late."""
        self.world.platform.lag(self.latest * share / 100)

    @rule()
    def rewrite(self) -> None:
        """The platform shows other quotes, blanks and forms of links from now on."""
        self.world.platform.rewrite()

    @rule(hours=st.integers(min_value=1, max_value=30))
    def stay_down(self, hours: int) -> None:
        """The platform answers nothing useful for long."""
        self.world.platform.stay_down(timedelta(hours=hours))

    @rule()
    def remember(self) -> None:
        """Somebody makes a snapshot of the machine."""
        self.world.remember()
        self.remembers = True

    @precondition(lambda self: self.remembers and self.world.platform.is_settled)
    @rule()
    def roll_back(self) -> None:
        """And puts it back; whatever was sent since is forgotten here."""
        self.world.roll_back()
        self.has_forgotten = True
        self.other = self.world.start()

    @rule(number=st.integers(min_value=1, max_value=4))
    def refuse_reading(self, number: int) -> None:
        """Listings cannot be read for a while."""
        for _ in range(number):
            self.world.platform.refuse_reading()

    @rule(
        error=st.sampled_from(
            [errors.Throttled, errors.Unavailable, errors.Rejected, errors.Blocked, KeyError]
        )
    )
    def refuse_preparing(self, error: type[Exception]) -> None:
        """Something is wrong before anything is sent."""
        self.world.platform.refuse_preparing(error("no"))

    @rule(error=st.sampled_from([errors.Throttled, errors.Rejected, errors.Unauthorized, errors.Blocked]))
    def refuse_post(self, error: type[errors.ChannelError]) -> None:
        """The platform says no."""
        self.world.platform.refuse(error("no"))

    @rule()
    def pause(self) -> None:
        """The admin pauses everything."""
        actions.pause(self.world.process, channel=None, until=None, reason="", who=WHO)

    @rule()
    def resume(self) -> None:
        """And goes on."""
        actions.resume(self.world.process, channel=None, who=WHO)

    @precondition(lambda self: self.world.posts())
    @rule(
        data=st.data(),
        verb=st.sampled_from([actions.cancel, actions.retry, actions.withdraw, actions.approve]),
    )
    def decide(self, data: st.DataObject, verb: object) -> None:
        """A person decides about a post, allowed or not. What is deleted there stays so after a roll-back."""
        self.remembers = self.remembers and verb is not actions.withdraw
        with suppress(errors.BotError):
            verb(self.world.process, self._pick(data), who=WHO)  # type: ignore[operator]

    @precondition(lambda self: self.world.posts())
    @rule(data=st.data())
    def reschedule(self, data: st.DataObject) -> None:
        """Another time."""
        at = self.world.clock() + timedelta(minutes=data.draw(st.integers(-10, 60)))
        with suppress(errors.BotError):
            actions.reschedule(self.world.process, self._pick(data), at=at, who=WHO)

    @rule(approval=st.sampled_from([Approval.AUTO, Approval.MANUAL]))
    def ask_before_posting(self, approval: Approval) -> None:
        """The admin changes BOT_APPROVAL: whether new posts wait for a yes."""
        self.world.rules = replace(self.world.rules, approval=approval)
        self.world.process.rules = self.other.rules = self.world.rules

    @precondition(lambda self: self.world.posts())
    @rule(data=st.data())
    def look_at_desk(self, data: st.DataObject) -> None:
        """Somebody opens a post on the phone, and puts the phone away."""
        post = self.world.process.posts.get_post(self._pick(data))
        self.looked[post.id] = post

    @precondition(lambda self: self.looked)
    @rule(data=st.data())
    def approve_at_desk(self, data: st.DataObject) -> None:
        """They say yes to what they saw, and to nothing else."""
        saw = self.looked[data.draw(st.sampled_from(sorted(self.looked)))]
        with suppress(errors.BotError):
            approved = actions.approve(self.other, saw.id, who=WHO, seen=Seen.of(saw))
            assert approved.composition == saw.composition

    @precondition(lambda self: self.looked)
    @rule(data=st.data())
    def undo_at_desk(self, data: st.DataObject) -> None:
        """They take back what was decided last, if that still is how the post stands."""
        saw = self.looked[data.draw(st.sampled_from(sorted(self.looked)))]
        with suppress(errors.BotError):
            actions.undo(self.other, saw.id, who=WHO, seen=Seen.of(saw))

    @precondition(lambda self: self.world.posts())
    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        """Another text."""
        post = self.world.process.posts.get_post(self._pick(data))
        with suppress(errors.BotError):
            edit(self.world.process, post.id, Changes(caption=f"Neu!\n{post.composition.link}"), who=WHO)

    @precondition(lambda self: self.world.posts())
    @rule(data=st.data())
    def edit_public(self, data: st.DataObject) -> None:
        """Another text where it stands already."""
        post = self.world.process.posts.get_post(self._pick(data))
        with suppress(errors.BotError):
            edit_published(self.world.process, post.id, f"Berichtigt!\n{post.composition.link}", who=WHO)

    def _pick(self, data: st.DataObject) -> int:
        return data.draw(st.sampled_from([post.id for post in self.world.posts()]))

    @invariant()
    def promise_holds(self) -> None:
        """Never twice; what is called published is there."""
        self.world.check_promise()

    def teardown(self) -> None:
        """The end of the story, then everything is put away."""
        try:
            self._check_the_end()
        finally:
            self.world.close()
            shutil.rmtree(self.folder)

    def _check_the_end(self) -> None:
        """Every article has its post, and every post is public or says why it is not."""
        self.world.platform.behave()
        for _ in range(3):
            actions.resume(self.world.process, channel=None, who=WHO)
            self.world.settle(ticks=100, between=timedelta(minutes=3))
            if self.world.process.stops.list_stops(self.world.clock()):
                self.world.clock.forward(A_DAY)
        self.world.check_promise()
        posts = self.world.posts()
        assert len(posts) == len(self.world.archive.articles) - 1
        for post in posts:
            is_public = bool(self.world.list_live(post.composition.link, post.channel))
            if self.has_forgotten and post.status in {PostStatus.DRAFT, *DECIDED}:
                continue  # nobody said yes, and the platform is asked only then whether it stands there
            assert is_public == (post.status is PostStatus.PUBLISHED), post
            assert is_public or post.reason or post.error or post.status in DECIDED, post


class RealFacebookMachine(PromiseMachine):
    """The same stories with our real client against the sandbox's platform."""

    backend = "facebook"
    latest = LATEST_FIRM

    def open_world(self, folder: Path) -> World:
        """One channel of the sandbox."""
        platform = partial(StandIn, backend=self.backend, folder=folder)
        return World(folder, channels=[BACKENDS[self.backend]], make_platform=platform)


class RealLinkMachine(RealFacebookMachine):
    """Link cards: only the listing tells what became of them."""

    backend = "facebook-link"
    latest = LATEST


class RealInstagramMachine(RealFacebookMachine):
    """By instagrapi."""

    backend = "instagram"
    latest = LATEST


class RealOfficialInstagramMachine(RealFacebookMachine):
    """By Meta's official interface."""

    backend = "instagram-graph"
    latest = LATEST_FIRM


TestPromise = PromiseMachine.TestCase
TestRealFacebook = RealFacebookMachine.TestCase
TestRealLink = RealLinkMachine.TestCase
TestRealInstagram = RealInstagramMachine.TestCase
TestRealOfficialInstagram = RealOfficialInstagramMachine.TestCase
TestRealFacebook.settings = TestRealLink.settings = settings(max_examples=FEW)
TestRealInstagram.settings = TestRealOfficialInstagram.settings = settings(max_examples=FEW)
