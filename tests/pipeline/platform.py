"""A platform that remembers what the public sees, and misbehaves when it is told to."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.channels.matching import Row, find_match
from bot.domain import errors
from bot.domain.ports import Check, KeepHandle
from bot.domain.post import Channel, Finding, Post, Receipt, Search
from bot.sandbox.platforms import rewrite_as_platforms_do
from tests.pipeline.boundaries import Boundaries
from tests.pipeline.clock import NOTHING, Clock

Deed = Callable[["FakePlatform", "Live"], Receipt]


@dataclass(slots=True, kw_only=True)
class Live:
    """A post that people see from `at` on, and that listings show from `listed_at` on; true times."""

    remote_id: str
    photo_id: str
    caption: str
    at: datetime
    listed_at: datetime


@dataclass(kw_only=True, eq=False)
class FakePlatform:
    """A Publisher. What it does wrong is ordered with verbs, first ordered first done.

    prefix: of all its ids, to tell the platform's sides apart that several processes speak to.
    """

    channel: Channel
    clock: Clock
    boundaries: Boundaries
    account: str = ""
    prefix: str = ""
    posts: list[Live] = field(default_factory=list)
    uploads: list[str] = field(default_factory=list)
    looks: int = 0
    sendings: int = 0
    findings: Sequence[Check] = ()

    def __post_init__(self) -> None:
        self.account = self.account or f"{self.channel}:association"
        self._deeds: deque[Deed] = deque()
        self._refusals: dict[str, deque[Exception]] = {"prepare": deque(), "find": deque()}
        self._lag = NOTHING
        self._rewrite: Callable[[str], str] = str
        self._down_until = self.clock.true

    def connect(self) -> "FakePlatform":
        """A process speaks to the platform itself."""
        return self

    def close(self) -> None:
        """Nothing is open."""

    def lose_answer(self) -> None:
        """The next post appears, but we are not told."""
        self._deeds.append(_appear_silently(NOTHING))

    def land_late(self, after: timedelta) -> None:
        """The next call times out; the platform carries it out that much later."""
        self._deeds.append(_appear_silently(after))

    def stand_still(self, meanwhile: Callable[[], None]) -> None:
        """The next post appears; so much happens before we learn that the answer is lost."""

        def deed(platform: FakePlatform, live: Live) -> Receipt:
            platform.posts.append(live)
            meanwhile()
            raise errors.OutcomeUnknown("no answer", code="timeout")

        self._deeds.append(deed)

    def lose_request(self) -> None:
        """The next call never arrives, and we cannot know."""
        self._deeds.append(_refuse_with(errors.OutcomeUnknown("no answer", code="drop")))

    def refuse(self, error: Exception) -> None:
        """The next publish call is answered with this; nothing appears."""
        self._deeds.append(_refuse_with(error))

    def reject(self) -> None:
        """The next post is refused for its content."""
        self.refuse(errors.Rejected("The picture is not accepted.", code="100"))

    def throttle(self, retry_after: timedelta | None = None) -> None:
        """The next publish call is one too many."""
        self.refuse(errors.Throttled("Too many calls.", code="32", retry_after=retry_after))

    def answer_with_nonsense(self) -> None:
        """The next post appears, and the client library stumbles over the answer."""
        self._deeds.append(_appear_and_raise(KeyError("content-type")))

    def answer_with(self, receipt: Receipt) -> None:
        """Nothing appears for the next call, which is answered with this receipt all the same."""
        self._deeds.append(lambda platform, live: receipt)

    def refuse_preparing(self, error: Exception) -> None:
        """The next preparation fails."""
        self._refusals["prepare"].append(error)

    def refuse_reading(self, error: Exception | None = None) -> None:
        """The next look fails."""
        self._refusals["find"].append(error or errors.Unavailable("not readable", code="500"))

    def lag(self, time: timedelta) -> None:
        """From now on a new post is missing in listings for that long."""
        self._lag = time

    def rewrite(self) -> None:
        """From now on texts are rewritten as platforms do."""
        self._rewrite = rewrite_as_platforms_do

    def stay_down(self, time: timedelta) -> None:
        """Nothing works for so long."""
        self._down_until = self.clock.true + time

    def post_by_hand(self, caption: str) -> None:
        """A person posts."""
        now, number = self.clock.true, len(self.posts) + 1
        self.posts.append(
            Live(remote_id=f"{self.prefix}hand-{number}", photo_id="", caption=caption, at=now, listed_at=now)
        )

    def behave(self) -> None:
        """Forget every order."""
        self._deeds.clear()
        self._lag = NOTHING
        self._rewrite = str
        self._down_until = self.clock.true
        for refusals in self._refusals.values():
            refusals.clear()

    @property
    def public(self) -> list[Live]:
        """What people see now."""
        return [live for live in self.posts if live.at <= self.clock.true]

    @property
    def is_settled(self) -> bool:
        """Whether all that was sent stands publicly and in listings."""
        return all(live.listed_at <= self.clock.true for live in self.posts)

    def prepare(self, post: Post, keep: KeepHandle) -> Mapping[str, str]:
        """Upload once, and again when the picture is another."""
        self.boundaries.cross("before upload")
        self._meet("prepare")
        handles = dict(post.handles)
        if handles.get("photo_of") != post.composition.image_sha256:
            self.uploads.append(f"{self.prefix}photo-{self.channel}-{len(self.uploads) + 1}")
            self.boundaries.cross("after upload")
            handles |= {"photo_id": self.uploads[-1], "photo_of": post.composition.image_sha256}
            keep("photo_id", handles["photo_id"])
            keep("photo_of", handles["photo_of"])
        return handles

    def publish(self, post: Post, handles: Mapping[str, str]) -> Receipt:
        """The visible call."""
        self.boundaries.cross("before sending")
        if self.clock.true < self._down_until:
            raise errors.Unavailable("down", code="503")
        self.sendings += 1
        deed = self._deeds.popleft() if self._deeds else _appear
        now = self.clock.true
        live = Live(
            remote_id=f"{self.prefix}{self.channel}-{self.sendings}",
            photo_id=handles["photo_id"],
            caption=self._rewrite(post.composition.caption),
            at=now,
            listed_at=now + self._lag,
        )
        receipt = deed(self, live)
        self.boundaries.cross("after sending")
        return receipt

    def find(self, post: Post, search: Search) -> Finding:
        """By the photo, the link or the text; only what listings show."""
        self.boundaries.cross("before look")
        self.looks += 1
        self._meet("find")
        listed = [_row(live) for live in self.public if live.listed_at <= self.clock.true]
        uploads = frozenset({post.handles.get("photo_id", "")} - {""})
        found = find_match(listed, post, search, uploads=uploads)
        self.boundaries.cross("after look")
        return found

    def edit(self, post: Post, caption: str) -> None:
        """Change the public text."""
        for live in self.posts:
            if live.remote_id == post.remote_id:
                live.caption = caption

    def withdraw(self, post: Post) -> None:
        """Delete."""
        self.posts = [live for live in self.posts if live.remote_id != post.remote_id]

    def readmit(self) -> None:
        """Nothing is held against the account."""

    def check(self) -> Sequence[Check]:
        """All is well, unless something was found."""
        return self.findings

    def _meet(self, act: str) -> None:
        if self.clock.true < self._down_until:
            raise errors.Unavailable("down", code="503")
        if self._refusals[act]:
            raise self._refusals[act].popleft()


def _row(live: Live) -> Row:
    return Row(
        receipt=_receipt(live), text=live.caption, at=live.at, uploads=frozenset({live.photo_id} - {""})
    )


def _receipt(live: Live) -> Receipt:
    permalink = f"https://platform.example/{live.remote_id}"
    return Receipt(remote_id=live.remote_id, permalink=permalink, published_at=live.at)


def _appear(platform: FakePlatform, live: Live) -> Receipt:
    platform.posts.append(live)
    return _receipt(live)


def _appear_silently(after: timedelta) -> Deed:
    def deed(platform: FakePlatform, live: Live) -> Receipt:
        live.at += after
        live.listed_at += after
        platform.posts.append(live)
        raise errors.OutcomeUnknown("no answer", code="timeout")

    return deed


def _appear_and_raise(error: Exception) -> Deed:
    def deed(platform: FakePlatform, live: Live) -> Receipt:
        platform.posts.append(live)
        raise error

    return deed


def _refuse_with(error: Exception) -> Deed:
    def deed(platform: FakePlatform, live: Live) -> Receipt:
        raise error

    return deed
