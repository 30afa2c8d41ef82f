"""The German documents say what the program does, and what the English ones say."""

import re
from pathlib import Path

import pytest

from bot.config import list_names
from tests.test_documents import CALL, CALL_IN_BLOCK, OPTION, PROJECT, options  # noqa: F401  # a fixture

GERMAN = sorted((PROJECT / "docs" / "de").glob("*.md"))
USERS = [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md")), *GERMAN]
PAIRS = {
    "erste-schritte": "first-steps",
    "facebook": "facebook",
    "instagram": "instagram",
    "betrieb": "runbook",
    "glossar": "glossary",
}
NOT_SETTINGS = {"BOT_HOME"}


def list_calls(document: Path) -> list[tuple[str, str]]:
    """Every `bot something …` of a document: the command, and what stands behind it."""
    text = document.read_text(encoding="utf-8")
    return [*re.findall(CALL, text), *re.findall(CALL_IN_BLOCK, text, re.MULTILINE)]


@pytest.mark.parametrize("document", GERMAN, ids=lambda path: path.name)
def test_german_documents_name_only_commands_and_options_that_exist(
    document: Path,
    options: dict[str, set[str]],  # noqa: F811  # the fixture
) -> None:
    """`bot etwas --so` can be typed as it stands."""
    calls = list_calls(document)
    assert {name for name, _ in calls if name not in options} == set()
    used = {(name, option) for name, words in calls for option in OPTION.findall(words)}
    assert {(name, option) for name, option in used if option not in options[name]} == set()


@pytest.mark.parametrize(("german", "english"), PAIRS.items(), ids=lambda name: name)
def test_german_and_english_name_the_same_commands(german: str, english: str) -> None:
    """A guide that was changed in one language only is found here."""
    ours = {name for name, _ in list_calls(PROJECT / "docs" / "de" / f"{german}.md")}
    theirs = {name for name, _ in list_calls(PROJECT / "docs" / f"{english}.md")}
    assert ours == theirs


def test_the_german_documents_name_every_command(options: dict[str, set[str]]) -> None:  # noqa: F811
    """Whoever reads German only misses nothing."""
    named = {name for document in GERMAN for name, _ in list_calls(document)}
    assert set(options) - named == set()


@pytest.mark.parametrize("document", USERS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_setting_that_a_document_names_is_known(document: Path) -> None:
    """A renamed setting is found in every guide."""
    named = set(re.findall(r"\bBOT_[A-Z][A-Z_]*[A-Z]\b", document.read_text(encoding="utf-8")))
    assert named - {*list_names(), *NOT_SETTINGS} == set()


@pytest.mark.parametrize("document", USERS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_links_between_documents_lead_to_a_heading_that_exists(document: Path) -> None:
    """`file.md#heading` is a place in that file."""
    links = re.findall(r"\]\(([^)\s#:]*)(?:#([^)\s]+))?\)", document.read_text(encoding="utf-8"))
    wrong = []
    for file, anchor in links:
        target = (document.parent / file).resolve() if file else document
        if not target.exists():
            wrong.append(file)
        elif anchor and anchor not in list_anchors(target):
            wrong.append(f"{file}#{anchor}")
    assert wrong == []


def list_anchors(document: Path) -> set[str]:
    """How a forge names the headings of a document: lower case, blanks as hyphens, most signs dropped."""
    headings = re.findall(r"^#{1,6} (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    words = (re.sub(r"[^\w\- ]", "", heading.replace("`", "")).strip().lower() for heading in headings)
    return {heading.replace(" ", "-") for heading in words}
