"""Documents that fail when they lie."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.config import list_names
from bot.domain.article import ArticleStatus
from bot.domain.post import PostStatus

PROJECT = Path(__file__).parent.parent
DOCUMENTS = [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))]
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
CALL = r"`(?:\.venv/bin/|/opt/bot/bin/)?bot (?:--home \S+ )?([a-z][a-z-]+)([^`]*)`"
CALL_IN_BLOCK = r"^(?:[^`#\n]*/)?bot (?:--home \S+ )?([a-z][a-z-]+)([^#\n]*)"


def test_every_setting_stands_in_the_example_and_nothing_else() -> None:
    """`.env.example` is the one list of settings for people."""
    written = re.findall(r"^#?(BOT_[A-Z_]+)=", (PROJECT / ".env.example").read_text(), re.MULTILINE)
    assert sorted(written) == sorted(list_names())


@pytest.mark.parametrize("status", [*PostStatus, *ArticleStatus])
def test_every_status_is_explained(status: str) -> None:
    """The glossary knows each word that a listing may show."""
    assert f"`{status}`" in (PROJECT / "docs" / "glossary.md").read_text()


def test_every_room_is_explained() -> None:
    """The glossary names each folder of the code."""
    rooms = [path.name for path in (PROJECT / "bot").iterdir() if (path / "__init__.py").exists()]
    glossary = (PROJECT / "docs" / "glossary.md").read_text()
    assert [room for room in rooms if f"`{room}`" not in glossary] == []


@pytest.fixture(scope="module")
def options() -> dict[str, set[str]]:
    """The options of every command, as docs/commands.md lists them."""
    text = (PROJECT / "docs" / "commands.md").read_text(encoding="utf-8")
    _, *parts = re.split(r"^## bot (\S+)$", text, flags=re.MULTILINE)
    return {name: set(OPTION.findall(part)) for name, part in zip(parts[::2], parts[1::2], strict=True)}


def test_the_list_of_commands_is_what_the_help_says() -> None:
    """When this fails: `make commands`."""
    command = [sys.executable, "docs/make_commands.py", "--print"]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT).stdout
    assert (PROJECT / "docs" / "commands.md").read_text(encoding="utf-8") == said


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_documents_name_only_commands_and_options_that_exist(
    document: Path, options: dict[str, set[str]]
) -> None:
    """`bot something --so` in a document is something that can be typed."""
    text = document.read_text(encoding="utf-8")
    named = [*re.findall(CALL, text), *re.findall(CALL_IN_BLOCK, text, re.MULTILINE)]
    unknown = {f"bot {name}" for name, _ in named if name not in options}
    unknown |= {
        f"bot {name} {option}"
        for name, words in named
        for option in OPTION.findall(words)
        if option not in options.get(name, set())
    }
    assert unknown == set()


def test_the_readers_of_the_documents_find_every_command(options: dict[str, set[str]]) -> None:
    """Each command stands in a guide too, not only in the list."""
    guides = [path for path in DOCUMENTS if path.name != "commands.md"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in guides)
    assert {name for name in options if f"bot {name}" not in text} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_documents_point_only_to_files_that_exist(document: Path) -> None:
    """A link or a path of ours leads somewhere."""
    text = document.read_text()
    links = [link for link in re.findall(r"\]\(([^)#:]+)\)", text) if "://" not in link]
    paths = re.findall(r"`((?:bot|docs|deploy|benchmarks|tests)/[\w./-]+)`", text)
    missing = [link for link in links if not (document.parent / link).exists()]
    assert missing + [path for path in paths if not (PROJECT / path).exists()] == []
