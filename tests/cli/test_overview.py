"""The overview, the help, and wrong words."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from typer.testing import Result

from bot.cli import enter, registry
from bot.cli.registry import WIDTH, render_overview
from bot.i18n import speak

Bot = Callable[..., Result]
NAMES = [entry.name for entry in registry.list_entries()]


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_overview_fits_a_narrow_screen(language: str) -> None:
    speak(language)
    assert max(len(line) for line in render_overview().splitlines()) <= WIDTH
    speak("en")


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"], ["help"]], ids=str)
def test_the_overview_names_every_command(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(words) == 0
    out = capsys.readouterr().out
    assert [name for name in NAMES if f"\n  {name} " not in out] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_command_explains_itself(bot: Bot, name: str) -> None:
    result = bot(name, "--help")
    assert result.exit_code == 0
    assert f"bot {name}" in result.output
    assert "--help" in result.output


def test_a_mistyped_command_is_met_with_the_nearest(bot: Bot) -> None:
    result = bot("pots")
    assert result.exit_code == 2
    assert "Did you mean `bot posts`?" in result.stderr


def test_an_unknown_option_is_wrong_usage(bot: Bot) -> None:
    assert bot("posts", "--nonsense").exit_code == 2


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(["--version"]) == 0
    assert capsys.readouterr().out.startswith("bot ")


def test_the_overview_imports_no_library() -> None:
    script = "import sys; from bot.cli import enter; enter(['--help']); print(*sys.modules, file=sys.stderr)"
    seen = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stderr
    heavy = {"typer", "rich", "sqlalchemy", "pydantic", "PIL", "jinja2", "httpx", "lxml"}
    assert heavy & set(seen.split()) == set()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("bot p", ["preview", "posts", "people", "pause"]),
        ("bot posts --ch", ["--channel"]),
        ("bot posts --status p", ["publishing", "published"]),
        ("bot export --format i", ["ics"]),
    ],
    ids=["commands", "options", "status", "format"],
)
def test_the_shell_completes(words: str, offered: list[str]) -> None:
    place = str(len(words.split()) - 1)
    environ = {**os.environ, "_BOT_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": place}
    command = [sys.executable, "-m", "bot"]
    out = subprocess.run(command, env=environ, capture_output=True, text=True, check=True).stdout
    assert out.split() == offered
