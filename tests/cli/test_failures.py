"""Whatever happens, a person reads sentences and a script gets the documented status."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import Result

from bot.cli.main import lift_home
from tests.cli.conftest import Desk
from tests.warm import list_environment

Bot = Callable[..., Result]


@pytest.mark.parametrize(
    ("given", "lifted"),
    [
        (["posts", "--home", "x"], ["--home", "x", "posts"]),
        (["--home=x", "posts"], ["--home=x", "posts"]),
        (["posts", "--home"], ["posts", "--home"]),
        (["edit", "1", "--", "--home", "x"], ["edit", "1", "--", "--home", "x"]),
    ],
    ids=["behind", "before", "without a value", "behind the end of options"],
)
def test_the_instance_may_be_named_before_and_behind_the_command(given: list[str], lifted: list[str]) -> None:
    assert lift_home(given) == lifted


def test_a_wrong_setting_is_named_with_status_three(desk: Desk, bot: Bot) -> None:
    desk.write_env("BOT_HOLD=soon")
    result = bot("posts")
    assert result.exit_code == 3
    assert "BOT_HOLD" in result.stderr


def test_a_mistyped_directory_is_named_and_not_made(desk: Desk, bot: Bot) -> None:
    missing = desk.home / "instanzz"
    result = bot("posts", "--home", str(missing))
    assert result.exit_code == 2
    assert str(missing) in result.stderr
    assert not missing.exists()


@pytest.mark.parametrize("command", ["status", "init"])
def test_a_directory_that_cannot_even_be_looked_at_is_no_traceback(bot: Bot, command: str) -> None:
    result = bot(command, "--home", "x" * 300)
    assert result.exit_code in {1, 3}
    assert isinstance(result.exception, SystemExit)
    assert result.stderr


def test_a_directory_that_cannot_be_looked_at_is_no_bug(bot: Bot) -> None:
    result = bot("status", "--home", "x" * 300)
    assert (result.exit_code, "/.env " in result.stderr) == (3, True)


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        ("backup {home}", 2, "ist ein Ordner; nennen Sie eine Datei"),
        (
            "backup {home}/weg/kopie.db",
            4,
            "weg/kopie.db ließ sich nicht schreiben: so eine Datei oder so einen Ordner gibt es nicht.",
        ),
        ("restore {home}/weg.db --yes", 2, "weg.db gibt es nicht."),
        ("restore {home}/.env --yes", 1, "keine Kopie der Datenbank des Bots, oder sie ist beschädigt"),
        ("links {home}", 2, "ist ein Ordner; nennen Sie eine Datei"),
        (
            "links {home}/weg/links.html",
            4,
            "lässt sich nicht schreiben: so eine Datei oder so einen Ordner gibt es nicht.",
        ),
        ("preview --html {home}", 2, "ist ein Ordner; nennen Sie eine Datei"),
        ("report --year 2026 --html {home}", 2, "ist ein Ordner; nennen Sie eine Datei"),
        (
            "edit 1 --image {home}/weg.png",
            2,
            "weg.png ist nicht lesbar: so eine Datei oder so einen Ordner gibt es nicht.",
        ),
    ],
    ids=lambda value: str(value).partition(" ")[0],
)
def test_a_file_that_cannot_be_used_is_named_in_the_persons_language(
    desk: Desk, bot: Bot, words: str, status: int, told: str
) -> None:
    desk.add_post()
    (desk.home / ".env").write_text("BOT_LANGUAGE=de\n" + "# nothing of a database\n" * 50)
    result = bot(*words.format(home=desk.home).split())
    assert (result.exit_code, told in result.stderr) == (status, True), result.stderr


@pytest.mark.parametrize(
    ("state", "told"),
    [("damaged", "is damaged"), ("newer", "made by a newer release"), ("a file", "is in the way")],
)
def test_a_database_that_only_a_person_can_mend_says_so(desk: Desk, bot: Bot, state: str, told: str) -> None:
    place = desk.home / "state" / "bot.db"
    if state == "newer":
        assert bot("posts").exit_code == 0
        with closing(sqlite3.connect(place)) as file, file:
            file.execute("UPDATE alembic_version SET version_num = '9999'")
    elif state == "damaged":
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(b"no database " * 100)
    else:
        shutil.rmtree(place.parent, ignore_errors=True)
        place.parent.write_text("")
    result = bot("posts")
    assert (result.exit_code, told in result.stderr) == (4 if state == "a file" else 1, True), result.stderr


@pytest.fixture
def broken(desk: Desk, bot: Bot) -> Result:
    """A command that meets a bug of ours."""
    (desk.home / "state").mkdir()
    desk.archive.articles["https://x.example/"] = None  # type: ignore[assignment] # the bug
    return bot("preview", "https://x.example/")


def test_a_bug_is_one_sentence_with_the_place_of_the_log(desk: Desk, broken: Result) -> None:
    assert broken.exit_code == 1
    assert "Traceback" not in broken.stderr
    assert str(desk.home / "state" / "errors.log") in broken.stderr


def test_the_log_says_where_it_happened_but_no_values(desk: Desk, broken: Result) -> None:
    log = (desk.home / "state" / "errors.log").read_text()
    assert "AttributeError" in log
    assert "preview.py" in log
    assert "NoneType" not in log


def test_debug_asks_for_everything(desk: Desk, bot: Bot) -> None:
    desk.write_env("BOT_LOG_LEVEL=debug")
    (desk.home / "state").mkdir()
    desk.archive.articles["https://x.example/"] = None  # type: ignore[assignment] # the bug
    assert "Traceback" not in bot("preview", "https://x.example/").stderr
    assert "Traceback" in (desk.home / "state" / "errors.log").read_text()


@pytest.mark.parametrize(
    ("words", "status"),
    [(["posts"], 0), (["show", "7"], 2), (["nonsense"], 2), (["preview", "keine.html"], 2)],
    ids=["all well", "unknown post", "unknown command", "unknown file"],
)
def test_the_process_leaves_with_the_documented_status(tmp_path: Path, words: list[str], status: int) -> None:
    command = [sys.executable, "-m", "bot", *words, "--home", str(tmp_path)]
    done = subprocess.run(command, env=list_environment(), capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["status"]], ids=" ".join)
def test_whoever_reads_may_leave_early(tmp_path: Path, words: list[str]) -> None:
    """As `head` does."""
    read, written = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words],
        env={**list_environment(), "BOT_HOME": str(tmp_path)},
        stdout=written,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(written)
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_a_full_disk_behind_the_output_is_no_mistake_of_the_bot(desk: Desk) -> None:
    """As with `bot export --format csv > FILE`."""
    (desk.home / "state").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "bot", "export", "--format", "csv", "--home", str(desk.home)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, env=list_environment(), stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    told = "Not all could be written: the disk is full. Make room, then try again.\n"
    assert (done.returncode, done.stderr) == (4, told)
    assert not (desk.home / "state" / "errors.log").exists()


@pytest.mark.parametrize("words", [["posts"], ["status"], ["--help"]], ids=" ".join)
def test_a_screen_without_the_characters_gets_an_answer_all_the_same(desk: Desk, words: list[str]) -> None:
    desk.add_post("Оксана „liest“ 🎉")
    environ = {**os.environ, "PYTHONIOENCODING": "latin-1", "BOT_HOME": str(desk.home), "BOT_LANGUAGE": "de"}
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words], env=environ, capture_output=True, check=False
    )
    assert done.returncode in {0, 1}, done.stderr  # 1: the post is due, and nobody sends it
    assert b"Unicode" not in done.stderr
    assert b"Traceback" not in done.stderr
    assert len(done.stdout) > 100


def test_who_waits_for_another_program_reads_what_for(
    desk: Desk, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.database.MOMENT", timedelta(seconds=0.1))
    desk.add_post()
    with closing(sqlite3.connect(desk.home / "state/bot.db", check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        threading.Timer(1, other.rollback).start()
        paused = bot("pause", "--reason", "Fest")
    assert (paused.exit_code, "waiting for it" in paused.stderr) == (0, True)
    assert "waiting" not in bot("resume").stderr
