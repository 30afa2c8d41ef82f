"""A running sandbox, and the real clients living in its environment."""

import functools
import io
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import facebook
import instagrapi
import instagrapi.mixins.media
import instagrapi.mixins.photo
import instagrapi.mixins.private
import pytest
from PIL import Image

from bot.sandbox.sandbox import Sandbox

Picture = Callable[..., bytes]
PATIENCE = 1.0
LOGIN_PATIENCE = 30.0
"""Seconds the clients wait for an answer."""


def _picture(width: int = 1080, height: int = 1350, kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (30, 90, 120)).save(out, kind)
    return out.getvalue()


@pytest.fixture
def picture() -> Picture:
    """Makes the bytes of a picture: width, height, Pillow's name of the format."""
    return _picture


class Hurried:
    """The time module for instagrapi: its pauses take no time."""

    def __getattr__(self, name: str) -> Any:
        return getattr(time, name)

    def sleep(self, seconds: float) -> None:
        pass


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    with Sandbox(tmp_path / "sandbox") as sandbox:
        for name, value in sandbox.environment().items():
            monkeypatch.setenv(name, value)
        yield sandbox


class Graph:
    """facebook-sdk as it is shipped, with the words of a photo post."""

    def __init__(self, world: Sandbox) -> None:
        self.page = world.facebook.page_id
        self.sdk = facebook.GraphAPI(world.facebook.token, timeout=PATIENCE)
        self.sdk.version = "v25.0"

    def upload(self, content: bytes | None = None, *, alt: str = "") -> str:
        values = {"published": "false", "alt_text_custom": alt}
        answer = self.sdk.put_photo(content or _picture(), f"{self.page}/photos", **values)
        return str(answer["id"])

    def post(self, message: str = "Hallo", **values: str) -> dict[str, Any]:
        answer: dict[str, Any] = self.sdk.put_object(self.page, "feed", message=message, **values)
        return answer

    def post_photo(self, message: str) -> dict[str, Any]:
        media = json.dumps([{"media_fbid": self.upload()}])
        return self.post(message, attached_media=media)

    def listing(self, **values: str) -> dict[str, Any]:
        args = {"fields": "id,message,created_time,permalink_url", **values}
        answer: dict[str, Any] = self.sdk.request(f"v25.0/{self.page}/published_posts", args=args)
        return answer

    def close(self) -> None:
        self.sdk.session.close()


@pytest.fixture
def graph(world: Sandbox) -> Iterator[Graph]:
    client = Graph(world)
    yield client
    client.close()


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (instagrapi.mixins.photo, instagrapi.mixins.private, instagrapi.mixins.media):
        monkeypatch.setattr(module, "time", Hurried())


@pytest.fixture
def stranger(world: Sandbox, hurried: None) -> Iterator[instagrapi.Client]:
    """instagrapi on its default transports, not logged in."""
    client = instagrapi.Client(request_timeout=0, with_challenge_flow=False)
    client.private.request = functools.partial(client.private.request, timeout=LOGIN_PATIENCE)
    yield client
    client.private.close()
    client.public.close()


@pytest.fixture
def phone(world: Sandbox, stranger: instagrapi.Client) -> instagrapi.Client:
    """instagrapi, logged in."""
    assert stranger.login(world.instagram.username, world.instagram.password)
    stranger.private.request.keywords["timeout"] = PATIENCE
    return stranger


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.jpg"
    path.write_bytes(_picture())
    return path
