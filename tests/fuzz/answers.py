"""What a platform might answer, given to the real publishers by a transport that never leaves the process."""

import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

import requests
from PIL import Image
from requests.adapters import BaseAdapter

from bot.channels.base import Act
from bot.channels.facebook.publisher import FacebookPage
from bot.channels.instagram.instagrapi import error_table
from bot.channels.instagram.instagrapi.publisher import InstagramProfile
from bot.channels.instagram.official import InstagramGraph
from bot.domain.errors import ChannelError
from bot.domain.ports import Check, Publisher
from bot.domain.post import Channel, Composition, Post, PostStatus, Search
from bot.pipeline import publisher_calls as protocol
from tests.fuzz.targets import NOW, URL, catch

TOKEN = "EAAplantedTOKEN0123456789"
COMMON: Mapping[str, Any] = {"timeout": timedelta(seconds=1), "clock": lambda: NOW}


class Answering(BaseAdapter):
    """Answers every request with the next of some bodies, over and over."""

    def __init__(self, bodies: Iterable[bytes], status: int, headers: Mapping[str, str]) -> None:
        super().__init__()
        self._bodies: Iterator[bytes] = cycle(list(bodies))
        self._status = status
        self._headers = headers

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:  # type: ignore[override]
        """The next body."""
        response = requests.Response()
        response.status_code = self._status
        response.headers.update({"Content-Type": "application/json", **self._headers})
        response.raw = io.BytesIO(next(self._bodies))
        response.url = str(request.url)
        response.request = request
        return response

    def close(self) -> None:
        """Nothing is open."""


class Session:
    """In the place of Instagram's session: every call has the same answer."""

    def __init__(self, answer: object) -> None:
        self._answer = answer

    def ask(self, act: Act, call: Callable[[Any], Any]) -> Any:
        """The answer, whatever was asked."""
        del act, call
        return self._answer

    def error(self, *_: object) -> ChannelError:
        """As the real one says that an answer is not enough."""
        return ChannelError("The answer cannot be read.")


@cache
def draw_image() -> Path:
    """A share image."""
    path = Path(tempfile.mkdtemp()) / "share.jpg"
    Image.new("RGB", (8, 10)).save(path)
    return path


def make_post(channel: Channel) -> Post:
    """A post that was sent before, with every handle a channel may have kept."""
    names = ("photo_id", "container_id", "upload_id")
    return Post(
        id=1,
        article_id=1,
        article_url=URL,
        article_title="Fest",
        account=f"{channel}:1",
        status=PostStatus.PUBLISHING,
        due_at=NOW,
        composition=Composition(
            channel=channel,
            teaser="Fest",
            caption="Fest",
            link=URL,
            hashtags=(),
            image=str(draw_image()),
            image_sha256="",
            width=8,
            height=10,
            alt_text="Fest",
        ),
        handles=dict.fromkeys(names, "1"),
        remote_id="1_2",
        attempts=2,
        sent_at=NOW,
        created_at=NOW,
    )


def answer_graph(bodies: Iterable[bytes], status: int, headers: Mapping[str, str]) -> None:
    """Graph's answers to everything a Page and the official Instagram backend ask."""
    options = {"page_id": "1", "token": TOKEN, "graph_version": "v25.0", **COMMON}
    for publisher in (
        FacebookPage(**options, app_id="1", app_secret="geheim"),
        FacebookPage(**options, style="link"),
        InstagramGraph(**options, pause=timedelta()),
    ):
        publisher.graph.session.mount("https://", Answering(bodies, status, headers))
        _exercise(publisher)


def answer_instagram(answer: object) -> None:
    """Instagram's answers, as its client hands them on."""
    publisher = InstagramProfile(
        username="verein", password="geheim", session_file=Path("/nowhere"), **COMMON
    )
    publisher._session = Session(answer)  # type: ignore[assignment]
    _exercise(publisher)
    for act in Act:
        error = error_table.ClientBadRequestError(str(answer), response=requests.Response())
        error_table.judge(error, act)


def _exercise(publisher: Publisher) -> None:
    """Every call of the port: a result or a ChannelError, and no token in either."""
    post = make_post(publisher.channel)
    kept: dict[str, str] = {}
    calls: tuple[Callable[[], object], ...] = (
        lambda: protocol.prepare(publisher, post, kept.__setitem__),
        lambda: protocol.publish(publisher, post, post.handles),
        lambda: protocol.find(publisher, post, Search(since=post.created_at)),
        lambda: publisher.edit(post, "Neu"),
        lambda: publisher.withdraw(post),
        lambda: [_check_line(line) for line in publisher.check()],
    )
    for call in calls:
        assert TOKEN not in catch(ChannelError, call)


def _check_line(line: Check) -> None:
    assert TOKEN not in line.message + line.advice


def read_graph_answer(data: bytes) -> None:
    """Graph's answer as bytes: the first says the status, the rest is the body."""
    status = (200, 200, 200, 400, 401, 403, 429, 500)[data[0] % 8] if data else 200
    answer_graph(
        [data[1:]],
        status,
        {
            "Content-Type": "application/json",
            "x-app-usage": data[1:60].decode("latin-1").replace("\r", "").replace("\n", ""),
        },
    )


def read_instagram_answer(data: bytes) -> None:
    """Instagram's answer as JSON."""
    try:
        answer = json.loads(data)
    except (ValueError, RecursionError):
        return
    answer_instagram(answer)
