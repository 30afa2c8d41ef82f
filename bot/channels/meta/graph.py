"""The Graph API through facebook-sdk: with the right version, time limits, usage headers and readable errors.

Shared by the Facebook Page and the official Instagram backend; also what they ask about a post's figures.
"""

import contextlib
import hashlib
import hmac
import json
import re
import socket
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import facebook
import requests
import urllib3

from bot.channels import base, matching
from bot.channels.base import Act, Answer, Clock, ErrorRule
from bot.channels.matching import parse_time
from bot.channels.meta import error_table
from bot.domain.errors import ChannelError, Throttled, Unauthorized
from bot.domain.post import Channel, Finding, Search
from bot.domain.schedule import LONGEST_ASKED
from bot.domain.times import parse_retry_after
from bot.domain.year import Figures, Measured
from bot.i18n import say

if TYPE_CHECKING:
    from bot.config import Settings


CONNECT_SECONDS = 10.0
MOST_TIMEOUTS = 3
"""So many timeouts may a call last as a whole, however slowly its answer drips in."""
BUSY_PERCENT = 90
PAUSE_WHEN_BUSY = timedelta(minutes=15)
HOUR = timedelta(hours=1)
ROWS_PER_PAGE = 25
MOST_PAGES = 40


_ID = re.compile(r"[\w-]+", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """How much of Meta's quota is used, as the last answer with the headers said.

    percent: the largest of all figures; regain: how long until calls are allowed again, zero when they are.
    Source: Meta, "Rate Limits".
    """

    percent: int = 0
    regain: timedelta = timedelta()
    seen_at: datetime | None = None

    def wait_at(self, now: datetime) -> timedelta:
        """How long to hold back from now on; zero when there is no need."""
        if self.seen_at is None or self.percent <= BUSY_PERCENT:
            return timedelta()
        wait = min(self.regain or PAUSE_WHEN_BUSY, LONGEST_ASKED)
        return max(self.seen_at + wait - now, timedelta())


def parse_usage(headers: Mapping[str, str], now: datetime) -> Usage | None:
    """Usage from `X-App-Usage` and `X-Business-Use-Case-Usage`, None without or when garbled."""
    try:
        app = json.loads(headers.get("x-app-usage", "{}"))
        business = json.loads(headers.get("x-business-use-case-usage", "{}"))
        rows = [app, *(row for rows in business.values() for row in rows)]
        shares = [
            int(row.get(name, 0)) for row in rows for name in ("call_count", "total_cputime", "total_time")
        ]
        regain = timedelta(minutes=max(int(row.get("estimated_time_to_regain_access", 0)) for row in rows))
    except (ValueError, AttributeError, TypeError, OverflowError):
        return None
    if not any(rows):
        return None
    return Usage(percent=max(shares), regain=regain, seen_at=now)


def measure_ahead(date: str, now: datetime) -> timedelta:
    """Whole hours by which our clock is ahead of the one that wrote a Date header; zero where it is not."""
    try:
        ahead = now - parsedate_to_datetime(date)
    except (ValueError, TypeError, OverflowError):
        return timedelta()
    return max(ahead // HOUR, 0) * HOUR


class _Lines(requests.adapters.HTTPAdapter):
    """Knows every connection it opened, so that another thread can cut them."""

    def __init__(self) -> None:
        self._open: weakref.WeakSet[Any] = weakref.WeakSet()
        super().__init__()

    def get_connection_with_tls_context(self, *args: Any, **options: Any) -> Any:
        """A pool whose connections are known from the moment they are opened."""
        pool: Any = super().get_connection_with_tls_context(*args, **options)
        pool.ConnectionCls = self._make_known
        return pool

    def _make_known(self, **options: Any) -> Any:
        connection = urllib3.connection.HTTPSConnection(**options)
        self._open.add(connection)
        return connection

    def cut(self) -> None:
        """Whoever reads from one finds it at its end."""
        for connection in list(self._open):
            if connection.sock is not None:
                with contextlib.suppress(OSError):
                    socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)


class Graph(facebook.GraphAPI):  # type: ignore[misc]  # facebook-sdk has no types
    """facebook-sdk's client as we need it.

    token: a Page token; version: such as "v25.0". The SDK's own list of versions ends with 3.1, so it is
    set after the SDK's own start. No wait is longer than the timeout, no call than three of them, and nothing
    is ever sent a second time.
    """

    def __init__(
        self,
        *,
        token: str,
        version: str,
        timeout: timedelta,
        clock: Clock,
        page_id: str = "",
        app_secret: str = "",
    ) -> None:
        base.guard_logs()
        limits = (CONNECT_SECONDS, timeout.total_seconds())
        self._longest = MOST_TIMEOUTS * timeout.total_seconds()
        self._lines = _Lines()
        super().__init__(access_token=token, timeout=limits, session=self._make_session())
        self.version = version if version.startswith("v") else f"v{version}"
        self.usage = Usage()
        self.ahead = timedelta()
        self._clock = clock
        self._page_id = page_id
        self._app_secret = app_secret
        self._status = 0
        self._asked_to_wait: timedelta | None = None

    def _make_session(self) -> requests.Session:
        session = requests.Session()
        session.mount("https://", self._lines)
        session.max_redirects = 0  # a 307 would send the body again
        session.hooks["response"].append(self._note)
        return session

    def _note(self, response: requests.Response, **_: object) -> None:
        self._status = response.status_code
        self._asked_to_wait = parse_retry_after(response.headers.get("retry-after", ""), self._clock())
        self.ahead = measure_ahead(response.headers.get("date", ""), self._clock())
        self.usage = parse_usage(response.headers, self._clock()) or self.usage

    def ask(self, act: Act, send: Callable[[], object]) -> dict[str, Any]:
        """Run one call of the SDK and return its answer, a JSON object. Raises ChannelError."""
        self._status, self._asked_to_wait = 0, None
        limit = threading.Timer(self._longest, self._lines.cut)
        limit.daemon = True
        limit.start()
        try:
            answer = send()
        except Exception as error:  # noqa: BLE001 - once the body is out, any failure means "unknown"
            rule, said = error_table.judge(error, act, self._status, page_id=self._page_id)
        else:
            if isinstance(answer, dict) and self._status < 400:
                return answer
            rule, said = error_table.judge_status(act, self._status)
        finally:
            limit.cancel()
        raise self._error(rule, act, replace(said, retry_after=self._asked_to_wait))

    def request(
        self,
        path: str,
        args: dict[str, Any] | None = None,
        post_args: dict[str, Any] | None = None,
        files: Any = None,
        method: str | None = None,
    ) -> Any:
        """As the SDK, with the proof that we know the app's secret, which an app may demand for each call."""
        values = args if post_args is None else post_args
        values = {} if values is None else values
        if self._app_secret and "client_secret" not in values:
            token = str(values.get("access_token") or self.access_token)
            key = self._app_secret.encode()
            values["appsecret_proof"] = hmac.new(key, token.encode(), hashlib.sha256).hexdigest()
        if post_args is None:
            args = values
        return super().request(path, args, post_args, files, method)

    def read(self, path: str, *, act: Act = Act.READ, **args: str | int) -> dict[str, Any]:
        """GET one object or edge. Raises ChannelError, never OutcomeUnknown."""
        return self.ask(act, lambda: self.get_object(path, **args))

    def post(self, act: Act, path: str, **fields: str) -> dict[str, Any]:
        """POST form fields to a path; values are sent as they stand, so booleans are "true" and "false"."""
        return self.ask(act, lambda: self.request(f"{self.version}/{path}", post_args=fields, method="POST"))

    def upload(self, album: str, image: Path, **fields: str) -> dict[str, Any]:
        """POST a photo; always in PREPARE, for photos are uploaded unpublished."""
        return self.ask(Act.PREPARE, lambda: self.put_photo(image.read_bytes(), album_path=album, **fields))

    def delete(self, node: str) -> dict[str, Any]:
        """DELETE an object."""
        return self.ask(Act.CHANGE, lambda: self.delete_object(node))

    def list_rows(
        self, path: str, *, act: Act = Act.READ, **args: str | int
    ) -> Iterator[list[dict[str, Any]]]:
        """The pages of an edge, one by one, by `after` cursors. Raises Unavailable short of its end."""
        for _ in range(MOST_PAGES):
            page = self.ask(act, partial(self.get_object, path, limit=ROWS_PER_PAGE, **args))
            rows = page.get("data")
            if not matching.is_rows(rows):
                raise self.error(error_table.UNREADABLE, act, "no data")
            yield rows
            paging = page.get("paging") or {}
            if not paging.get("next"):
                return
            args["after"] = (paging.get("cursors") or {}).get("after") or ""
            if not args["after"]:
                break
        raise self.error(error_table.UNREADABLE, act, "endless list")

    def require_id(self, answer: Mapping[str, Any], act: Act) -> str:
        """The id in an answer: the SDK passes failures without an `error` key as successes."""
        node = answer.get("id")
        is_id = isinstance(node, str | int) and not isinstance(node, bool)
        if not node or not is_id or not _ID.fullmatch(str(node)):
            raise self.error(error_table.REFUSED_QUIETLY, act, "no id")
        return str(node)

    def require_success(self, answer: Mapping[str, Any]) -> None:
        """Insist on `{"success": true}` after a change."""
        if answer.get("success") is not True:
            raise self.error(error_table.UNREADABLE, Act.CHANGE, "no success")

    def heed_usage(self, act: Act) -> None:
        """Hold back before Meta does, for asking on prolongs it. Raises Throttled over 90 % of the quota."""
        wait = self.usage.wait_at(self._clock())
        if wait:
            answer = Answer(code=f"usage {self.usage.percent} %", retry_after=wait)
            raise self._error(error_table.NEARLY_LIMITED, act, answer)

    def error_of(self, rule: ErrorRule, act: Act, said: Answer) -> ChannelError:
        """An error with what Meta itself said."""
        return self._error(rule, act, said)

    def error(self, rule: ErrorRule, act: Act, code: str) -> ChannelError:
        """An error for an answer that came but does not say what it should."""
        return self._error(rule, act, Answer(code=code))

    def _error(self, rule: ErrorRule, act: Act, said: Answer) -> ChannelError:
        wait = said.retry_after
        if rule.error is Throttled:
            wait = wait or self.usage.wait_at(self._clock()) or None
        words = base.shorten(said.words, self.access_token)
        whole = Answer(code=said.code, words=words, trace=said.trace, retry_after=wait)
        return base.build_error(rule, act, whole)


@dataclass(kw_only=True, eq=False)
class PageAccount:
    """A Page as it is spoken for, whatever is published through it.

    token: a Page token; app_id, app_secret: only for checks; timeout: for each call.
    """

    page_id: str
    token: str = field(repr=False)
    graph_version: str
    timeout: timedelta
    clock: Clock
    app_id: str = ""
    app_secret: str = field(default="", repr=False)
    _has_own_token: bool = field(default=False, init=False)

    @classmethod
    def from_settings(cls, settings: "Settings", clock: Clock, **own: Any) -> Self:
        """As the settings say it; own: what the kind of publisher needs besides."""
        return cls(
            page_id=settings.facebook_page_id,
            token=settings.facebook_token.words,
            graph_version=settings.facebook_graph_version,
            timeout=settings.http_timeout,
            clock=clock,
            app_id=settings.facebook_app_id,
            app_secret=settings.facebook_app_secret.words,
            **own,
        )

    def require_own_token(self, act: Act) -> None:
        """A token of another Page would post as that one; asked once. Raises Unauthorized.

        Where that cannot be read, the call that follows says why.
        """
        if self._has_own_token:
            return
        try:
            me = self.graph.read("me", act=act, fields="id")
        except ChannelError:
            return
        if str(me.get("id") or self.page_id) != self.page_id:
            raise self.graph.error(error_table.OTHER_PAGE, act, "other page")
        self._has_own_token = True

    def look(self, find: Callable[[Search], Finding], search: Search) -> Finding:
        """Look by Meta's clock: ours may be days ahead, which hides what we sent; an answer tells."""
        self.graph.heed_usage(Act.READ)
        known = self.graph.ahead
        found = find(search.by_clock(known))
        return found if self.graph.ahead <= known else find(search.by_clock(self.graph.ahead))

    @cached_property
    def graph(self) -> Graph:
        """The client; made when it is first asked for."""
        return Graph(
            token=self.token,
            version=self.graph_version,
            timeout=self.timeout,
            clock=self.clock,
            page_id=self.page_id,
            app_secret=self.app_secret,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Where an account's posts are listed, and how each figure is asked for.

    edge: the listing; stamp: the field with the time; fields: figure to field expression; reach: the
    metric's expression; right: what a token needs for it.
    """

    channel: Channel
    edge: str
    stamp: str
    fields: Mapping[str, str]
    reach: str
    right: str


def measure(graph: Graph, question: Question, *, since: datetime, until: datetime, now: datetime) -> Measured:
    """Figures of all posts made between two aware instants. Raises ChannelError when nothing is told."""
    try:
        rows = list(_list_rows(graph, question, since, until, with_reach=True))
    except ChannelError as error:
        rows = list(_list_rows(graph, question, since, until, with_reach=False))
        gap = say("Reach is not told: the token lacks the right {right}.", right=question.right)
        if not isinstance(error, Unauthorized):
            gap = say("Reach was not told: {problem}", problem=error)
        return _make_measured(question, rows, now, gap=gap)
    return _make_measured(question, rows, now, gap="")


def _list_rows(
    graph: Graph, question: Question, since: datetime, until: datetime, *, with_reach: bool
) -> Iterator[dict[str, Any]]:
    """Newest first; to Meta `since` and `until` are hints, so we filter."""
    graph.heed_usage(Act.READ)
    asked = [*question.fields.values(), *([question.reach] if with_reach else [])]
    fields = ",".join(["id", question.stamp, *asked])
    first, last = int(since.timestamp()), int(until.timestamp())
    for page in graph.list_rows(question.edge, fields=fields, since=first, until=last):
        times = [parse_time(row.get(question.stamp)) for row in page]
        yield from (row for row, at in zip(page, times, strict=True) if at and since <= at < until)
        if any(at and at < since for at in times):
            return


def _make_measured(question: Question, rows: list[dict[str, Any]], now: datetime, *, gap: str) -> Measured:
    by_id = {str(row["id"]): _read_figures(row) for row in rows if row.get("id")}
    names = {**question.fields, "reach": question.reach}
    told = {
        name: expression.partition(".limit")[0].removeprefix("insights.metric(").removesuffix(")")
        for name, expression in names.items()
        if any(getattr(figures, name) is not None for figures in by_id.values())
    }
    return Measured(channel=question.channel, at=now, by_id=by_id, fields=told, gap=gap)


def _read_figures(row: Mapping[str, Any]) -> Figures:
    return Figures(
        reactions=_first(_total(row.get("reactions")), row.get("like_count")),
        comments=_first(_total(row.get("comments")), row.get("comments_count")),
        shares=_count(row.get("shares")),
        reach=_read_metric(row.get("insights")),
    )


def _first(*values: object) -> int | None:
    return next((value for value in values if isinstance(value, int) and not isinstance(value, bool)), None)


def _total(edge: object) -> int | None:
    summary = edge.get("summary") if isinstance(edge, Mapping) else None
    return _first(summary.get("total_count")) if isinstance(summary, Mapping) else None


def _count(shares: object) -> int | None:
    """Graph leaves the field out for a post that nobody shared, which is not the same as not saying it."""
    return _first(shares.get("count")) if isinstance(shares, Mapping) else None


def _read_metric(insights: object) -> int | None:
    """The one metric that was asked for: `{"data": [{"values": [{"value": 12}]}]}`."""
    rows = insights.get("data") if isinstance(insights, Mapping) else None
    values = (
        rows[0].get("values") if isinstance(rows, list) and rows and isinstance(rows[0], Mapping) else None
    )
    first = values[0] if isinstance(values, list) and values else None
    return _first(first.get("value")) if isinstance(first, Mapping) else None
