"""Strangers' words on the terminal and in a spreadsheet."""

import csv
import io
import json
import unicodedata
from collections.abc import Callable

import pytest
from typer.testing import Result

from bot.domain.article import Article
from bot.domain.errors import NotReachable
from bot.domain.post import PostStatus
from tests.cli.conftest import Desk
from tests.known_channels import FACEBOOK

Bot = Callable[..., Result]

EVIL = "Fest\x1b]0;owned\x07\x1b[2J\x9b31m\u202egnp\u2066 \x08\x7f"
COMMANDS = [
    ["posts"],
    ["articles"],
    ["show", "1"],
    ["preview"],
    ["status"],
    ["approve", "1"],
    ["cancel", "1"],
    ["reschedule", "1", "--next"],
    ["retry", "1"],
    ["export", "--format", "json"],
    ["posts", "--json"],
    ["articles", "--json"],
    ["show", "1", "--json"],
    ["preview", "--json"],
]


def list_harmful(text: str) -> list[str]:
    turning = set(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
    return [
        c for c in text if c not in "\n\t\r" and (unicodedata.category(c) in {"Cc", "Cs"} or c in turning)
    ]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_command_lets_a_title_command_the_terminal(words: list[str], desk: Desk, bot: Bot) -> None:
    desk.add_post(EVIL, status=PostStatus.DRAFT, caption=EVIL, alt_text=EVIL, warnings=(EVIL,), link=EVIL)
    run = bot(*words)
    assert list_harmful(run.stdout + run.stderr) == []
    assert run.exception is None or isinstance(run.exception, SystemExit)


@pytest.mark.parametrize(
    "words", [["posts", "--json"], ["articles", "--json"], ["show", "1", "--json"]], ids=" ".join
)
def test_a_script_gets_the_title_as_it_is(words: list[str], desk: Desk, bot: Bot) -> None:
    desk.add_post(EVIL)
    assert EVIL in _list_texts(json.loads(bot(*words).stdout))


def _list_texts(document: object) -> list[str]:
    if isinstance(document, dict):
        return [text for value in document.values() for text in _list_texts(value)]
    if isinstance(document, list):
        return [text for value in document for text in _list_texts(value)]
    return [document] if isinstance(document, str) else []


def test_no_error_commands_the_terminal(desk: Desk, bot: Bot) -> None:
    run = bot("preview", f"https://x.example/{EVIL}")
    assert run.exit_code == NotReachable.exit_status
    assert list_harmful(run.stderr) == []


@pytest.mark.parametrize(
    "formula",
    [
        '=HYPERLINK("http://evil","x")',
        "+49 123",
        "-1+1",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        " =1+1",
        "\u00a0=1",
        "＝1",
        "=cmd|' /C calc'!A0",
        "|calc",
    ],
    ids=ascii,
)
def test_no_text_becomes_a_formula_in_a_spreadsheet(formula: str, desk: Desk, bot: Bot) -> None:
    desk.add_post("Fest", caption=formula, alt_text=formula, channel=FACEBOOK)
    (row,) = csv.DictReader(io.StringIO(bot("export", "--format", "csv").stdout, newline=""))
    for name in ("caption", "alt_text"):
        assert row[name] == "'" + formula


def test_ordinary_texts_are_exported_unchanged(desk: Desk, bot: Bot) -> None:
    desk.add_post(caption="Fest der Kulturen – 5 > 3, „ja“")
    (row,) = csv.DictReader(io.StringIO(bot("export", "--format", "csv").stdout, newline=""))
    assert row["caption"] == "Fest der Kulturen – 5 > 3, „ja“"


def test_a_title_cannot_add_lines_to_the_calendar(desk: Desk, bot: Bot) -> None:
    desk.add_post("Fest\r\nEND:VEVENT\r\nBEGIN:VALARM\u2028x\x0bATTACH:evil")
    lines = bot("export", "--format", "ics").stdout.replace("\n ", "").splitlines()
    assert lines.count("END:VEVENT") == 1
    assert not [line for line in lines if line.startswith(("BEGIN:VALARM", "ATTACH"))]


def test_an_article_that_is_previewed_from_the_web_is_shown_harmless(desk: Desk, bot: Bot) -> None:
    url = "https://x.example/fest"
    desk.archive.articles[url] = Article(url=url, title=EVIL, text=EVIL * 9)
    run = bot("preview", url)
    assert run.exit_code == 0
    assert list_harmful(run.stdout) == []
