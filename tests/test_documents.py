"""Documents that fail when they lie."""

import re
from pathlib import Path

import pytest

from bot.cli import catalogue
from bot.domain.article import ArticleStatus
from bot.domain.post import PostStatus
from bot.settings import list_names

PROJECT = Path(__file__).parent.parent
DOCUMENTS = [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))]


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


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_documents_name_only_commands_that_exist(document: Path) -> None:
    """`bot something` in a document is something that can be typed."""
    known = {entry.name for entry in catalogue.list_entries()}
    named = set(re.findall(r"`(?:\.venv/bin/)?bot ([a-z][a-z-]+)", document.read_text()))
    named |= set(re.findall(r"^(?:\.venv/bin/)?bot ([a-z][a-z-]+)", document.read_text(), re.MULTILINE))
    assert named <= known


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_documents_point_only_to_files_that_exist(document: Path) -> None:
    """A link or a path of ours leads somewhere."""
    text = document.read_text()
    links = [link for link in re.findall(r"\]\(([^)#:]+)\)", text) if "://" not in link]
    paths = re.findall(r"`((?:bot|docs|deploy|benchmarks|tests)/[\w./-]+)`", text)
    missing = [link for link in links if not (document.parent / link).exists()]
    assert missing + [path for path in paths if not (PROJECT / path).exists()] == []
