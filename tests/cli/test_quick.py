"""The quick answer to `bot posts --json` is, word by word, that of the full command."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from bot import environment, quick
from bot.cli import entry
from bot.domain.post import Channel, PostError, PostStatus
from tests.cli.conftest import Desk

Bot = Callable[..., Result]


@pytest.fixture
def history(desk: Desk, bot: Bot) -> Desk:
    """Posts of several kinds, in an instance whose settings were read once."""
    desk.add_post("Geplant „mit“ Zeichen 🎉")
    desk.add_post("Draußen \u202egedreht\x9b", channel=Channel.INSTAGRAM, status=PostStatus.PUBLISHED)
    failed = desk.add_post("Gescheitert", status=PostStatus.FAILED)
    error = {"kind": "rejected", "code": "36003", "message": "Nein.", "advice": "Anderes Bild."}
    with desk.open() as instance:
        post = instance.posts.get_post(failed)
        instance.posts.change(post, allowed=[post.status], error=error, attempts=2)
    assert desk.get_post(failed).error == PostError(**error)
    assert bot("posts", "--json").exit_code == 0
    return desk


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--status", "failed"),
        ("--channel=instagram",),
        ("--status", "draft"),
        ("--limit", "2"),
        ("--limit", "1", "--all"),
    ],
    ids=["all", "status", "channel", "none", "limited", "unlimited"],
)
def test_both_ways_print_the_same(
    history: Desk, bot: Bot, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    full = bot("posts", "--json", *words)
    assert quick.answer(["posts", "--home", str(history.home), "--json", *words]) == 0
    answered = capsys.readouterr()
    assert (answered.out, answered.err) == (full.stdout, full.stderr)


@pytest.mark.parametrize(
    "words",
    [
        ("posts",),
        ("posts", "--json", "--status", "nonsense"),
        ("posts", "--json", "--limit", "0"),
        ("posts", "--json", "--watch"),
        ("posts", "--json", "--help"),
        ("show", "--json", "posts"),
    ],
    ids=" ".join,
)
def test_whatever_is_unusual_is_left_to_the_full_command(history: Desk, words: tuple[str, ...]) -> None:
    assert quick.answer([*words, "--home", str(history.home)]) is None


def test_changed_settings_are_read_again(history: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    history.write_env("BOT_HOLD=soon")
    assert not environment.is_proven(history.home)
    assert entry.enter(["posts", "--json", "--home", str(history.home)]) == 3
    assert "BOT_HOLD" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["CREDENTIALS_DIRECTORY", "BOT_DATABASE_URL"])
def test_what_may_name_another_database_is_left_to_the_full_command(
    history: Desk, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, str(history.home))
    assert not environment.is_proven(history.home)


def test_settings_that_were_not_read_yet_are_read_without_the_database_library(history: Desk) -> None:
    (history.home / environment._PROOF).unlink()
    script = (
        "import sys; from bot.cli import entry; status = entry.enter(sys.argv[1:]);"
        "print(*sys.modules, file=sys.stderr); sys.exit(status)"
    )
    command = [sys.executable, "-c", script, "posts", "--json", "--home", str(history.home)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert len(json.loads(done.stdout)) == 3
    assert {"sqlalchemy", "typer", "rich"} & set(done.stderr.split()) == set()
    assert environment.is_proven(history.home)


def test_a_setting_of_the_environment_is_a_change_too(history: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_LANGUAGE", "de")
    assert not environment.is_proven(history.home)


@pytest.mark.parametrize("url", ["sqlite:///other.db", "postgresql://localhost/bot"])
def test_another_database_is_left_to_the_full_command(history: Desk, bot: Bot, url: str) -> None:
    history.write_env(f"BOT_DATABASE_URL={url}")
    environment.prove(history.home)
    assert not environment.is_proven(history.home)


def test_a_damaged_database_is_left_to_the_full_command(history: Desk) -> None:
    (history.home / environment.DATABASE).write_bytes(b"no database" * 100)
    assert quick.answer(["posts", "--json", "--home", str(history.home)]) is None


def test_without_an_instance_there_is_no_quick_answer(tmp_path: Path) -> None:
    assert quick.answer(["posts", "--json", "--home", str(tmp_path)]) is None
