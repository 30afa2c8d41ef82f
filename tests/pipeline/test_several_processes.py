"""Several processes on one database file at once: each post once, and nobody is locked out."""

import json
import multiprocessing
import os
import shutil
from multiprocessing.queues import Queue
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.domain.post import PostStatus
from bot.pipeline.plan import compose_new
from bot.pipeline.watch import watch
from tests.databases import PostgresServer
from tests.known_channels import FACEBOOK
from tests.pipeline.world import World

POSTS = 200 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 30
BASELINE = 1
LISTED = 10 * (POSTS + BASELINE)
"""So many that the new ones are no crowd."""
AT_ONCE = 10
PATIENCE = 180
FILE = "sqlite:///bot.db"


class Ledger:
    """What all processes together made public: one line each, appended in one write."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, caption: str) -> None:
        with self.path.open("a") as file:
            file.write(json.dumps(caption) + "\n")

    def read(self) -> list[str]:
        return [json.loads(line) for line in self.path.read_text().splitlines()]


def open_world(folder: Path, url: str) -> World:
    world = World(folder, url=url, channels=[FACEBOOK])
    for number in (*range(BASELINE), *range(LISTED, LISTED + POSTS)):  # news has the highest numbers
        world.archive.publish(number)
    return world


def work(folder: Path, url: str, number: int, problems: "Queue[str]") -> None:
    """One process: ticks until nothing is due any more."""
    try:
        world = open_world(folder, url)
        world.process.publishing.worker = world.facebook.prefix = f"process-{number}-"
        shared = Ledger(folder / "ledger")
        told = 0
        while any(post.status is PostStatus.SCHEDULED for post in world.posts()):
            world.tick()
            for live in world.facebook.posts[told:]:
                shared.append(live.caption)
            told = len(world.facebook.posts)
        world.database.close()
    except BaseException as error:
        problems.put(repr(error))
        raise


@pytest.fixture(scope="module")
def queue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database of scheduled posts."""
    folder = tmp_path_factory.mktemp("queue")
    fill(open_world(folder, FILE))
    return folder


@pytest.fixture
def file_url(queue: Path, tmp_path: Path) -> str:
    """A copy of it for each test."""
    shutil.copy(queue / "bot.db", tmp_path / "bot.db")
    return FILE


@pytest.fixture(scope="module")
def server_queue(tmp_path_factory: pytest.TempPathFactory, postgres: PostgresServer) -> str:
    """The name of a database on a server with the same posts."""
    url = postgres.create()
    fill(open_world(tmp_path_factory.mktemp("server"), url))
    return urlsplit(url).path.removeprefix("/")


@pytest.fixture
def server_url(server_queue: str, postgres: PostgresServer) -> str:
    """A copy of it for each test."""
    return postgres.create(server_queue)


@pytest.mark.parametrize(
    ("kind", "processes"),
    [
        pytest.param("file_url", 2, marks=pytest.mark.patient),
        ("file_url", 4),
        pytest.param("server_url", 2, marks=pytest.mark.patient),
        pytest.param("server_url", 4, marks=pytest.mark.patient),
    ],
    ids=str,
)
def test_processes_on_one_database_publish_each_post_once(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str, processes: int
) -> None:
    url: str = request.getfixturevalue(kind)
    spawn = multiprocessing.get_context("spawn")
    problems: Queue[str] = spawn.Queue()
    given = [(tmp_path, url, number, problems) for number in range(processes)]
    workers = [spawn.Process(target=work, args=one) for one in given]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(PATIENCE)
    assert problems.empty(), problems.get()
    world = open_world(tmp_path, url)
    captions = {post.composition.caption for post in world.posts()}
    assert sorted(Ledger(tmp_path / "ledger").read()) == sorted(captions)
    assert {post.status for post in world.posts()} == {PostStatus.PUBLISHED}
    assert len(world.posts()) == POSTS
    world.close()


def fill(world: World) -> None:
    """Baseline, news, posts; nothing is sent yet."""
    news = dict(world.archive.articles)
    world.archive.articles.clear()
    world.archive.listed = LISTED
    for number in range(LISTED - len(news), LISTED):
        world.archive.publish(number)
    world.open_shop()
    for start in range(0, len(news), AT_ONCE):
        world.archive.articles.update(list(news.items())[start : start + AT_ONCE])
        watch(world.process, forced=True)
    compose_new(world.process)
    world.close()
