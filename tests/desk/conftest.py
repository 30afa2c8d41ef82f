"""A real desk: `bot desk` as a process of its own, over an instance whose platforms are the sandbox's."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from datetime import timedelta
from itertools import count
from pathlib import Path

import httpx
import pytest

from bot.app import Instance, open_app
from bot.config import load_settings
from bot.domain.article import Article, ArticleStatus, Entry, Triage
from bot.domain.post import Channel, Composition, NewPost, Post, PostStatus
from bot.sandbox.archive.samples import Sample
from bot.sandbox.sandbox import Sandbox
from tests.desk.chromium import Browser
from tests.instance import AT_ONCE
from tests.preview.browser import CHROMIUM
from tests.preview.samples import draw_picture, make_composition
from tests.warm import Run, list_environment, run_bot

PATIENCE = 30
SENTENCE = "Der Verein lädt zum gemeinsamen Essen, zu Musik und zu Gesprächen ein. "


class RealDesk:
    """An instance in which every post waits for a yes, and its desk."""

    def __init__(self, home: Path, world: Sandbox, address: str, **others: str) -> None:
        self._numbers = count(1)
        self.closing = ExitStack()
        self.home = home
        self.world = world
        self.address = address
        self.environ = {**list_environment(), "NO_PROXY": "127.0.0.1,localhost"}
        settings = {**world.environment(), **AT_ONCE, "BOT_APPROVAL": "manual", "BOT_LANGUAGE": "en"}
        settings |= {"BOT_DESK_ADDR": address.removeprefix("http://"), "BOT_BRAND_NAME": "Verbund & Freunde"}
        settings |= others
        self.environ |= {name: value for name, value in settings.items() if not name.startswith("BOT_")}
        lines = (f"{name}='{value}'\n" for name, value in settings.items() if name.startswith("BOT_"))
        home.mkdir()
        self.picture = draw_picture(home)
        (home / ".env").write_text("".join(lines), encoding="utf-8")
        assert self.bot("run", "--once").status == 0  # the first look

    def bot(self, *words: str) -> Run:
        """Run a command in the instance."""
        return run_bot(*words, environ={**self.environ, "BOT_HOME": str(self.home)})

    def open(self) -> AbstractContextManager[Instance]:
        """For a test's own look at the database."""
        return open_app(load_settings(self.home))

    def invite(self, name: str = "Anna", role: str = "approve") -> str:
        """A one-time link of a person who may use the desk."""
        self.bot("people", "add", name, "--role", role)
        return self.bot("people", "link", name).out.strip()

    def visit(self, address: str = "", *, follow_redirects: bool = True) -> httpx.Client:
        """A device without cookies, that keeps those it gets; closed at the end."""
        client = httpx.Client(
            base_url=address or self.address, follow_redirects=follow_redirects, trust_env=False
        )
        return self.closing.enter_context(client)

    def sign_in(self, name: str = "Anna", role: str = "approve") -> httpx.Client:
        """A device that keeps cookies, without a browser."""
        client = self.visit()
        answer = client.get(self.invite(name, role))
        assert answer.status_code == 200, answer.text
        return client

    def publish(self, title: str = "") -> list[Post]:
        """One more article in the archive; its posts, which wait."""
        number = next(self._numbers)
        title = title or f"Nachbarschaftsfest Nummer {number} im Innenhof"
        paragraphs = (f"{title}: alle sind herzlich eingeladen. " + SENTENCE * 3, SENTENCE * 4)
        self.world.archive.add(Sample(slug=f"fest-{number}", title=title, paragraphs=paragraphs))
        assert self.bot("run", "--once").status == 0
        with self.open() as bot:
            newest = bot.posts.list_posts(limit=1)[0]
            return sorted(bot.posts.list_posts(article_id=newest.article_id), key=lambda post: post.channel)

    def add_waiting(self, title: str = "") -> list[Post]:
        """Posts that wait, of an article that nobody has to fetch; as the pipeline makes them."""
        number = next(self._numbers)
        article = Article(
            url=f"{self.world.archive.base}/fest-{number}", title=title or f"Fest {number}", text=""
        )
        with self.open() as bot:
            now = bot.clock()
            entry, triage = Entry(url=article.url), Triage(status=ArticleStatus.NEW)
            article_id = bot.articles.add(article, source="x", listed=entry, triage=triage, now=now)
            assert article_id is not None
            made = [
                NewPost(
                    composition=self._compose(article, channel),
                    account=publisher.account,
                    status=PostStatus.DRAFT,
                    due_at=now + timedelta(hours=1),
                    reason="every post waits for approval here",
                )
                for channel, publisher in bot.publishers.items()
            ]
            return [bot.posts.get_post(post_id) for post_id in bot.posts.add_all(article_id, made, now=now)]

    def _compose(self, article: Article, channel: Channel) -> Composition:
        words = f"{article.title}. {SENTENCE * 3}\n\n{article.url}\n\n#Fest"
        changes = {"caption": words, "link": article.url, "alt_text": article.title}
        return make_composition(self.picture, channel, **changes)

    def get_post(self, post_id: int) -> Post:
        """How a post stands."""
        with self.open() as bot:
            return bot.posts.get_post(post_id)


def find_port() -> int:
    """One on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(desk: RealDesk, **settings: str) -> Iterator[RealDesk]:
    """`bot desk` while the test runs; it ends well when it is asked to."""
    command = [sys.executable, "-m", "bot", "desk", "--home", str(desk.home)]
    environ = {**desk.environ, **settings}
    process = subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True)
    try:
        wait_for(desk.address, process)
        yield desk
    finally:
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, said
    assert "Traceback" not in said


def wait_for(address: str, process: subprocess.Popen[str]) -> None:
    """Until it answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            httpx.get(f"{address}/links", trust_env=False)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"the desk does not open: {process.communicate(timeout=PATIENCE)[1]}")


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealDesk]:
    """One desk for all tests of this folder; each works on an article of its own."""
    folder = tmp_path_factory.mktemp("desk")
    assert not [name for name in os.environ if name.startswith("BOT_")]
    with Sandbox(folder / "world") as world:
        desk = RealDesk(folder / "instance", world, f"http://127.0.0.1:{find_port()}")
        with desk.closing:
            yield from serve(desk)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One Chromium for all tests; each opens devices of its own."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with Browser(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser
