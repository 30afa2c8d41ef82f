"""The German catalogue is whole, and its compiled form is what stands in the source."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.domain.errors import BotError
from bot.i18n import LOCALES, say, speak
from bot.share_image.photos import PhotoUnusable

babel = pytest.importorskip("babel.messages", reason="Babel is not installed")

PROJECT = Path(__file__).parent.parent.parent
KEYWORDS = {"mark": None, "say": None, "say_count": (1, 2), "_": None}
CATALOGUE = LOCALES / "de" / "LC_MESSAGES" / "bot.po"


def list_sentences() -> set[str]:
    """Every sentence in the code and in the preview template."""
    from babel.messages.extract import extract_from_dir

    methods = [("**.py", "python"), ("**.j2", "jinja2")]
    found: set[str] = set()
    for folder in ("bot", "templates/preview"):
        for extracted in extract_from_dir(PROJECT / folder, methods, keywords=KEYWORDS):
            message = extracted[2]
            found.add(message if isinstance(message, str) else message[0])
    return found


def test_every_sentence_is_translated() -> None:
    from babel.messages.pofile import read_po

    with CATALOGUE.open("rb") as file:
        translated = {
            message.id if isinstance(message.id, str) else message.id[0]
            for message in read_po(file, locale="de")
            if message.id and message.string and all(message.string)
        }
    assert list_sentences() - translated == set()


def test_no_sentence_that_nobody_says_is_kept() -> None:
    assert [line for line in CATALOGUE.read_text("utf-8").splitlines() if line.startswith("#~")] == []


def test_no_error_speaks_past_the_catalogue() -> None:
    """What is raised for people is made by `say` or `Words`."""
    told = set(_list_errors(BotError)) | {PhotoUnusable.__name__}
    past = [
        f"{file.relative_to(PROJECT)}:{raised.lineno}"
        for file in (PROJECT / "bot").rglob("*.py")
        if "sandbox" not in file.parts
        for raised in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(raised, ast.Raise) and isinstance(raised.exc, ast.Call)
        if _get_name(raised.exc) in told and _speaks_itself(raised.exc)
    ]
    assert past == []


def _list_errors(kind: type[Exception]) -> Iterator[str]:
    yield kind.__name__
    for narrower in kind.__subclasses__():
        yield from _list_errors(narrower)


def _get_name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _speaks_itself(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.Constant | ast.JoinedStr)


def test_the_compiled_catalogue_is_up_to_date() -> None:
    from babel.messages.mofile import read_mo
    from babel.messages.pofile import read_po

    with CATALOGUE.open("rb") as source, CATALOGUE.with_suffix(".mo").open("rb") as compiled:
        written, spoken = list(read_po(source, locale="de")), list(read_mo(compiled))
    assert _list_pairs(spoken) == _list_pairs(written)


def _list_pairs(messages: list[Any]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return sorted(
        (_forms(message.id), _forms(message.string))
        for message in messages
        if message.id and message.string and all(message.string)
    )


def _forms(text: str | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def test_facts_of_a_sentence_survive_translation() -> None:
    from babel.messages.pofile import read_po

    with CATALOGUE.open("rb") as file:
        messages = [m for m in read_po(file, locale="de") if isinstance(m.id, str) and m.string]
    wrong = [message.id for message in messages if _facts(message.id) != _facts(str(message.string))]
    assert wrong == []


def _facts(sentence: str) -> set[str]:
    import string

    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_an_unknown_sentence_stays_english() -> None:
    speak("de")
    assert say("Nobody translated {this}.", this="me") == "Nobody translated me."
    speak("en")
