"""Fixtures: a sandbox reached through the environment, and a bench for each backend."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from channel_bench import BACKENDS, Bench, MakeBench

from bot.i18n import get_language, speak
from bot.sandbox.sandbox import Sandbox


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    """Errors and checks are said in German, as in most instances."""
    before = get_language()
    speak("de")
    yield
    speak(before)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A fresh world; the clients of this process can reach nothing else."""
    with Sandbox(tmp_path / "sandbox") as sandbox:
        for name, value in sandbox.environment().items():
            monkeypatch.setenv(name, value)
        yield sandbox


@pytest.fixture
def make_bench(world: Sandbox, tmp_path: Path) -> MakeBench:
    """Makes a bench for a backend in this world."""

    def make(backend: str, **options: object) -> Bench:
        return Bench(backend, world, tmp_path, **options)

    return make


@pytest.fixture(params=BACKENDS)
def bench(request: pytest.FixtureRequest, make_bench: MakeBench) -> Bench:
    """Each backend in turn: the contract of the port."""
    return make_bench(request.param)


@pytest.fixture
def facebook(make_bench: MakeBench) -> Bench:
    return make_bench("facebook")


@pytest.fixture
def instagram(make_bench: MakeBench) -> Bench:
    return make_bench("instagram")


@pytest.fixture
def graph_instagram(make_bench: MakeBench) -> Bench:
    return make_bench("instagram-graph")
