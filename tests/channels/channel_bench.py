"""A publisher at the stand-in platforms: what the tests of this room act on and look at."""

import functools
import hashlib
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests
from PIL import Image

from bot.channels.base import Act
from bot.channels.facebook.publisher import FacebookPage
from bot.channels.instagram.instagrapi.publisher import InstagramProfile
from bot.channels.instagram.instagrapi.session import OneShot
from bot.channels.instagram.official import InstagramGraph
from bot.domain.ports import Publisher
from bot.domain.post import Channel, Composition, Post, PostStatus, Presence, Receipt, Search
from bot.sandbox.exchange import Outcome, Request
from bot.sandbox.faults import Fault
from bot.sandbox.kinds import Moment
from bot.sandbox.sandbox import Sandbox
from tests.known_channels import FACEBOOK

GRAPH_VERSION = "v25.0"
CAPTION = "Ein neuer Garten für alle\n\nhttps://verband.example/garten\n#Garten"
LINK = "https://verband.example/garten"

UPLOAD_POINTS = {
    "facebook": "facebook.photos",
    "facebook-link": "",
    "instagram": "instagram.rupload",
    "instagram-graph": "graph_instagram.container",
}
VISIBLE_POINTS = {
    "facebook": "facebook.feed",
    "facebook-link": "facebook.feed",
    "instagram": "instagram.configure",
    "instagram-graph": "graph_instagram.publish",
}
LISTING_POINTS = {
    "facebook": "facebook.published_posts",
    "facebook-link": "facebook.published_posts",
    "instagram": "instagram.feed",
    "instagram-graph": "graph_instagram.media",
}
BACKENDS = tuple(VISIBLE_POINTS)


class Clock:
    """The real time, which a test may push forward."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def forward(self, by: timedelta) -> None:
        self._ahead += by


class Bench:
    """One backend in one sandbox, with the handles which a database would keep."""

    def __init__(
        self, backend: str, world: Sandbox, folder: Path, *, timeout: timedelta = timedelta(seconds=5)
    ) -> None:
        self.backend = backend
        self.world = world
        self.folder = folder
        self.timeout = timeout
        self.clock = Clock()
        self.kept: dict[str, str] = {}
        self.publisher = self.start()
        self.upload_point = UPLOAD_POINTS[backend]
        self.visible_point = VISIBLE_POINTS[backend]
        self.listing_point = LISTING_POINTS[backend]

    @property
    def session_file(self) -> Path:
        return self.folder / "state" / "session.json"

    def start(self, **changes: object) -> Publisher:
        """A publisher as a new process has it."""
        wishes = {"timeout": self.timeout, "clock": self.clock, **changes}
        self.publisher = make_publisher(self.backend, self.world, self.session_file, **wishes)
        return self.publisher

    def pass_time(self, by: timedelta) -> None:
        """So much later, here and at the platforms; our clock alone is set with `clock.forward`."""
        self.clock.forward(by)
        self.world.facebook.clock = self.world.instagram.clock = self.clock

    def post(self, caption: str = CAPTION, **changes: object) -> Post:
        """The post with the handles kept so far, about to be sent."""
        now = self.clock()
        post = Post(
            id=1,
            article_id=1,
            article_url=LINK,
            article_title="Ein neuer Garten für alle",
            account=self.publisher.account,
            status=PostStatus.PUBLISHING,
            due_at=now,
            composition=compose(self.publisher.channel, self.folder, caption),
            handles=dict(self.kept),
            attempts=1,
            sent_at=now,
            created_at=now,
        )
        return replace(post, **changes)

    def prepare(self, post: Post | None = None) -> Mapping[str, str]:
        return self.publisher.prepare(post or self.post(), self.kept.__setitem__)

    def publish(self, post: Post | None = None) -> Receipt:
        """Prepare and send, as the pipeline does."""
        post = post or self.post()
        return self.publisher.publish(post, self.prepare(post))

    def find(self, post: Post | None = None) -> Receipt | None:
        """The receipt of what certainly stands there."""
        post = post or self.post()
        since = post.doubted_since or post.sent_at or post.created_at
        found = self.publisher.find(post, Search(since=since))
        return found.receipt if found.presence is Presence.YES else None

    def published(self) -> Post:
        """A published post, with its receipt in it."""
        receipt = self.publish()
        return self.post(remote_id=receipt.remote_id, permalink=receipt.permalink)

    def captions(self) -> list[str]:
        """The texts of what stands publicly, oldest first."""
        if self.publisher.channel == FACEBOOK:
            return [post.message for post in self.world.facebook.posts()]
        return [medium.caption for medium in self.world.instagram.posts()]

    def break_next(self, point: str, kind: str, when: Moment = Moment.BEFORE, **more: int) -> None:
        """Order a fault."""
        self.world.faults.add(Fault(point=point, kind=kind, when=when, **more))

    def requests(self, point: str) -> int:
        return self.world.ledger.requests(point)

    def watch(self, note: Callable[[Request], None]) -> None:
        """Show a test every request as it comes, secrets included; to be called before the first one."""
        real = self.world.answer

        def answer(request: Request) -> Outcome:
            note(request)
            return real(request)

        self.world._proxy._answer = answer


def make_publisher(backend: str, world: Sandbox, session_file: Path, **wishes: object) -> Publisher:
    """The real publisher of a backend, with the sandbox's account; wishes: clock, timeout and the like."""
    page, account = world.facebook, world.instagram
    graph = {"page_id": page.page_id, "token": page.token, "graph_version": GRAPH_VERSION}
    if backend == "instagram":
        own = {
            "username": account.username,
            "password": account.password,
            "totp_seed": account.totp_seed,
            "session_file": session_file,
            "pause": timedelta(0),
        }
        return InstagramProfile(**{**own, **wishes})
    if backend == "instagram-graph":
        return InstagramGraph(**{**graph, "pause": timedelta(0), **wishes})
    style = "link" if backend == "facebook-link" else "photo"
    return FacebookPage(**{**graph, "style": style, **wishes})


def client_of(bench: Bench) -> OneShot:
    """instagrapi's client inside the publisher, logged in."""
    client: OneShot = bench.publisher._session._open(Act.READ)
    return client


MakeBench = Callable[..., Bench]
"""Makes a bench for a backend in the test's world."""


class AlwaysAnswers(requests.adapters.BaseAdapter):
    """Stands in for a host at the client's own session: one JSON answer to everything."""

    def __init__(self, answer: object, *, status: int = 200) -> None:
        super().__init__()
        self._answer = json.dumps(answer).encode()
        self._status = status

    def send(self, request: requests.PreparedRequest, **_: Any) -> requests.Response:
        response = requests.Response()
        response.status_code, response.url, response.request = self._status, request.url, request
        response.headers["content-type"] = "application/json"
        response.raw = io.BytesIO(self._answer)
        return response

    def close(self) -> None:
        """Nothing is open."""


@functools.cache
def _draw(color: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (1080, 1350), color).save(file, "JPEG", quality=80)
    return file.getvalue()


def compose(channel: Channel, folder: Path, caption: str = CAPTION, color: str = "#205030") -> Composition:
    """A composition with a real picture in the folder."""
    path = folder / f"{color[1:]}.jpg"
    if not path.exists():
        path.write_bytes(_draw(color))
    return Composition(
        channel=channel,
        teaser=caption.partition("\n")[0],
        caption=caption,
        link=LINK,
        hashtags=("#Garten",),
        image=str(path),
        image_sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        width=1080,
        height=1350,
        alt_text="Grüne Fläche mit dem Titel des Artikels",
    )
