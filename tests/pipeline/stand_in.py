"""A platform of the sandbox, spoken to by our real clients over sockets, ordered about like FakePlatform.

Its clock is the test's; what it carries out late, it carries out when that time has come.
"""

import re
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.domain import errors
from bot.domain.ports import Publisher
from bot.domain.post import Channel
from bot.sandbox.exchange import Break, Broken, Outcome, Request, Response, json_answer
from bot.sandbox.faults import Fault
from bot.sandbox.kinds import Moment
from bot.sandbox.platforms import Whims, rewrite_as_platforms_do
from bot.sandbox.sandbox import Sandbox
from tests.channels.channel_bench import LISTING_POINTS, UPLOAD_POINTS, VISIBLE_POINTS, make_publisher
from tests.known_channels import FACEBOOK, INSTAGRAM
from tests.pipeline.boundaries import Boundaries
from tests.pipeline.clock import NOTHING, Clock
from tests.pipeline.platform import Live

BACKENDS = {
    "facebook": FACEBOOK,
    "facebook-link": FACEBOOK,
    "instagram": INSTAGRAM,
    "instagram-graph": INSTAGRAM,
}
ONE_OF_EACH_CHANNEL = [
    pytest.param(backend, marks=() if backend in {"facebook-link", "instagram"} else pytest.mark.patient)
    for backend in BACKENDS
]
"""For what takes seconds and hangs little on the way to publish; the others are asked by make patience."""
TIMEOUT = timedelta(seconds=10)
VISIBLE = ("/feed", "/media/configure/", "/media_publish")
LISTING = re.compile(r"/(?:published_posts|media|feed/user/\d+/)\?")
A_CALL_TAKES = timedelta(milliseconds=1)
KINDS: Mapping[type[Exception], str] = {
    errors.Throttled: "rate_limit",
    errors.Rejected: "invalid",
    errors.Unauthorized: "token_expired",
    errors.Blocked: "blocked",
    errors.Unavailable: "http_500",
}
"""What the platform answers so that our client raises such an error; for any other it answers nonsense."""


Rows = list[dict[str, Any]]
"""A page of a listing as the platform's JSON has it."""


class LateSandbox(Sandbox):
    """A sandbox that carries a LATE request out so long after it came as was ordered, by the test's clock."""

    def __init__(self, directory: Path, clock: Clock) -> None:
        self.delays: deque[timedelta] = deque()
        self._true = clock
        self._moment: datetime | None = None
        self._late: list[tuple[datetime, Callable[[], object]]] = []
        self.spoil_rows: Callable[[Rows], Rows] | None = None
        self.instead: Response | None = None
        self.spoil_answer: Callable[[Any], Any] | None = None
        super().__init__(directory, clock=self._tell_time)

    def answer(self, request: Request) -> Outcome:
        """As ever, after what is overdue; the client of a late request loses its connection at once."""
        self.catch_up()
        if self.instead and request.method == "POST" and request.path.endswith(VISIBLE):
            answer, self.instead = self.instead, None
            return answer
        outcome = super().answer(request)
        is_visible = request.method == "POST" and request.path.endswith(VISIBLE)
        if self.spoil_answer and is_visible and isinstance(outcome, Response):
            spoil, self.spoil_answer = self.spoil_answer, None
            return json_answer(spoil(outcome.document()))
        if self.spoil_rows and isinstance(outcome, Response) and LISTING.search(request.target):
            outcome = self._spoil(outcome, self.spoil_rows)
        if not isinstance(outcome, Broken) or outcome.late is None:
            return outcome
        self._late.append((self._true.true + self.delays.popleft(), outcome.late))
        return Broken(how=Break.DROP)

    def _spoil(self, listed: Response, spoil: Callable[[Rows], Rows]) -> Response:
        page = listed.document()
        return json_answer({**page, **{key: spoil(page[key]) for key in ("data", "items") if key in page}})

    def catch_up(self) -> None:
        """Carry out what is due by now."""
        while due := [order for order in self._late if order[0] <= self._true.true]:
            order = min(due, key=lambda each: each[0])
            self._late.remove(order)
            self._moment, carry_out = order
            carry_out()
            self._moment = None

    @property
    def is_behind(self) -> bool:
        """Whether something is still to be carried out."""
        return bool(self._late)

    def _tell_time(self) -> datetime:
        return self._moment or self._true.true


@dataclass(kw_only=True, eq=False)
class StandIn:
    """One backend's platform. folder: for the sandbox's and the session file."""

    backend: str
    folder: Path
    channel: Channel
    clock: Clock
    boundaries: Boundaries

    def __post_init__(self) -> None:
        self._closing = ExitStack()
        self.sandbox = self._closing.enter_context(LateSandbox(self.folder / "sandbox", self.clock))
        patch = self._closing.enter_context(pytest.MonkeyPatch.context())
        for name, value in self.sandbox.environment().items():
            patch.setenv(name, value)
        self._closing.enter_context(self.boundaries.watch_wire(is_visible=self._is_visible))
        self._calls = count()
        self._lag = NOTHING

    def connect(self) -> Publisher:
        """Our real client, as a new process has it."""
        session_file = self.folder / "state" / "session.json"
        wishes = {"clock": self._tell_time, "timeout": TIMEOUT}
        return make_publisher(self.backend, self.sandbox, session_file, **wishes)

    def close(self) -> None:
        """The platform is gone."""
        self._closing.close()

    def lose_answer(self) -> None:
        """The next post appears, but we are not told."""
        self._order(VISIBLE_POINTS, "drop", Moment.AFTER)

    def land_late(self, after: timedelta) -> None:
        """The next call loses its connection; the platform carries it out that much later."""
        self.sandbox.delays.append(after)
        self._order(VISIBLE_POINTS, "slow", Moment.LATE)

    def lose_request(self) -> None:
        """The next call never arrives, and we cannot know."""
        self._order(VISIBLE_POINTS, "drop")

    def refuse(self, error: Exception) -> None:
        """The next publish call is answered with what becomes this error; nothing appears."""
        self._order(VISIBLE_POINTS, KINDS[type(error)])

    def refuse_with_words(self, words: str) -> None:
        """The next publish call is refused, in the platform's own words."""
        error = {"message": words, "code": 100, "type": "OAuthException", "fbtrace_id": words}
        is_private = self.backend == "instagram"
        refusal = {"message": words, "status": "fail"} if is_private else {"error": error}
        self.sandbox.instead = json_answer(refusal, status=400)

    def answer_with(self, document: object) -> None:
        """The next publish call is answered so, and nothing appears."""
        self.sandbox.instead = json_answer(document)

    def add_to_answer(self, more: Mapping[str, object]) -> None:
        """The next post appears, and its answer holds something besides."""
        self.sandbox.spoil_answer = lambda document: {**document, **more}

    def throttle(self, retry_after: timedelta | None = None) -> None:
        """The next publish call is one too many; the platform itself says for how long."""
        self._order(VISIBLE_POINTS, "rate_limit")

    def refuse_preparing(self, error: Exception) -> None:
        """The next upload fails, where there is one."""
        if UPLOAD_POINTS[self.backend]:
            self._order(UPLOAD_POINTS, KINDS.get(type(error), "garbage_json"))

    def refuse_reading(self, error: Exception | None = None) -> None:
        """The next look at the listing fails."""
        self._order(LISTING_POINTS, KINDS[type(error)] if error else "http_500")

    def lag(self, time: timedelta) -> None:
        """From now on a new post is missing in listings for that long."""
        self._lag = time
        for listing in (self.sandbox.facebook, self.sandbox.instagram):
            listing.set_listing_lag(time=time)

    @property
    def whims(self) -> Whims:
        """The moods of this side of the sandbox."""
        page = self.channel == FACEBOOK
        return self.sandbox.facebook.whims if page else self.sandbox.instagram.whims

    def spoil_listing(self, spoil: Callable[[Rows], Rows]) -> None:
        """From now on the rows of every listing are shown changed."""
        self.sandbox.spoil_rows = spoil

    def rewrite(self) -> None:
        """From now on texts are rewritten as platforms do."""
        self.whims.rewrite = rewrite_as_platforms_do

    def stay_down(self, time: timedelta) -> None:
        """Nothing works for so long."""
        self.sandbox.stay_down(self.clock.true + time)

    def post_by_hand(self, caption: str) -> None:
        """A person posts."""
        page = self.channel == FACEBOOK
        (self.sandbox.facebook if page else self.sandbox.instagram).post_by_hand(caption)

    def behave(self) -> None:
        """Forget every order."""
        self.whims.rewrite, self.whims.node_lag = str, NOTHING
        self.sandbox.stay_down(self.clock.true)
        self.sandbox.faults.clear()
        self.sandbox.delays.clear()
        self.lag(NOTHING)

    @property
    def public(self) -> list[Live]:
        """What people see now."""
        self.sandbox.catch_up()
        if self.channel == FACEBOOK:
            posts = [(post.id, post.message, post.created_at) for post in self.sandbox.facebook.posts()]
        else:
            account = self.sandbox.instagram
            tail = f"_{account.user_id}" if self.backend == "instagram" else ""
            posts = [(medium.pk + tail, medium.caption, medium.taken_at) for medium in account.posts()]
        return [
            Live(remote_id=remote_id, photo_id="", caption=caption, at=at, listed_at=at + self._lag)
            for remote_id, caption, at in posts
        ]

    @property
    def is_settled(self) -> bool:
        """Whether all that was sent stands publicly and in listings."""
        return not self.sandbox.is_behind and all(live.listed_at <= self.clock.true for live in self.public)

    @property
    def sendings(self) -> int:
        """How many visible calls came."""
        return self.sandbox.ledger.requests(VISIBLE_POINTS[self.backend])

    def _order(self, points: Mapping[str, str], kind: str, when: Moment = Moment.BEFORE) -> None:
        self.sandbox.faults.add(Fault(point=points[self.backend], kind=kind, when=when))

    def _is_visible(self, path: str) -> bool:
        return path.endswith(VISIBLE)

    def _tell_time(self) -> datetime:
        """Time goes by while we work."""
        return self.clock() + A_CALL_TAKES * next(self._calls)
