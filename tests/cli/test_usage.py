"""Wrong usage and abandoned questions: in the person's language, with the next step."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from typer.testing import Result

from bot.cli import registry
from bot.i18n import speak
from tests.cli.conftest import Desk

Bot = Callable[..., Result]
ENGLISH = re.compile(
    r"\b(Usage|Options|Arguments|Error|Missing|No such|Try|Invalid|Show this|required|value)\b"
)


@pytest.fixture
def german(desk: Desk) -> Iterator[None]:
    """An instance in German."""
    desk.write_env("BOT_LANGUAGE=de")
    speak("de")
    yield
    speak("en")


WRONG = [
    (["posts", "--nonsense"], "--nonsense gibt es nicht", "bot posts"),
    (["posts", "--jsn"], "Meinten Sie --json?", "bot posts"),
    (["posts", "--limit"], "Hinter --limit fehlt ein Wert", "bot posts"),
    (["posts", "--limit", "viele"], "keine Zahl ab 1", "bot posts"),
    (["posts", "--json=1"], "--json nimmt keinen Wert", "bot posts"),
    (["posts", "--status", "faild"], "Meinten Sie failed?", "bot posts"),
    (["posts", "extra"], "extra: Das ist hier zu viel", "bot posts"),
    (["backup"], "DATEI fehlt", "bot backup"),
    (["show", "zwölf"], "keine Nummer eines Beitrags", "bot show"),
    (["export"], "--format fehlt", "bot export"),
    (["export", "--format", "pdf"], "csv, json, ics", "bot export"),
    (["pots"], "Meinten Sie `bot posts`?", "bot"),
    ([], "Welcher Befehl?", "bot"),
    (["--nonsense"], "--nonsense gibt es nicht", "bot"),
]


@pytest.mark.parametrize(("words", "said", "command"), WRONG, ids=lambda value: " ".join(value) or "nothing")
@pytest.mark.usefixtures("german")
def test_wrong_words_are_named_in_german_with_the_next_step(
    bot: Bot, words: list[str], said: str, command: str
) -> None:
    result = bot(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert f"`{command} --help`" in result.stderr
    assert not ENGLISH.search(result.stderr)


@pytest.fixture(scope="module")
def helps() -> dict[str, str]:
    """The help of every command in German, made in a process that never spoke English."""
    names = [entry.name for entry in registry.list_entries()]
    script = (
        "import sys; from bot.cli import enter\n"
        "for name in sys.argv[1:]: enter([name, '--help']); print('@@')"
    )
    environ = {**os.environ, "BOT_LANGUAGE": "de"}
    command = [sys.executable, "-c", script, *names]
    out = subprocess.run(command, capture_output=True, text=True, check=True, env=environ).stdout
    return dict(zip(names, out.split("@@\n"), strict=False))


@pytest.mark.parametrize("name", [entry.name for entry in registry.list_entries()])
def test_the_help_is_german_throughout_and_fits_the_screen(helps: dict[str, str], name: str) -> None:
    assert not ENGLISH.search(helps[name]), helps[name]
    assert max(map(len, helps[name].splitlines())) <= 80
    assert f"\nBeispiele:\n  bot {name}" in helps[name].partition("So geht es")[0], (
        "the commonest use stands first"
    )
    assert not re.search(r"\b(POST|FILE|DIR|ARTICLE|WHEN|URL)\b", helps[name]), helps[name]


@pytest.mark.parametrize("words", ["eingeplant", "scheduled", "Scheduled"])
@pytest.mark.usefixtures("german")
def test_a_status_may_be_named_as_the_table_shows_it(desk: Desk, bot: Bot, words: str) -> None:
    desk.add_post()
    assert '"scheduled"' in bot("posts", "--json", "--status", words).stdout
