"""The rooms keep to the arrows of `pyproject.toml`; what import-linter cannot say stands here."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
BOT = PROJECT / "bot"
DOMAIN = sorted((BOT / "domain").glob("*.py"))


def list_imported(path: Path) -> Iterator[str]:
    """The outermost packages that a file imports, in functions too."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def test_the_arrows_between_the_rooms_hold() -> None:
    """Layers, owners of libraries, and no circle: `lint-imports` says which import breaks what."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    environ = {**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "200"}
    asked = subprocess.run(command, cwd=PROJECT, env=environ, capture_output=True, text=True, check=False)
    assert asked.returncode == 0, asked.stdout[-3000:] + asked.stderr


@pytest.mark.parametrize("path", DOMAIN, ids=lambda path: path.name)
def test_the_domain_needs_the_standard_library_only(path: Path) -> None:
    """What is true without any machine needs no package."""
    assert set(list_imported(path)) <= {*sys.stdlib_module_names, "bot"}


def test_only_the_settings_read_the_environment() -> None:
    """One place knows the environment's names."""
    readers = {
        str(path.relative_to(BOT))
        for path in BOT.rglob("*.py")
        if "os.environ" in path.read_text() or "os.getenv" in path.read_text()
    }
    assert readers <= {"config.py", "environment.py"}


def test_no_file_is_too_long_and_no_folder_too_full() -> None:
    """Split by noun before a file has 500 lines; a folder holds what one look takes in."""
    files = [path for path in BOT.rglob("*.py") if "versions" not in path.parts]
    long = {
        str(path.relative_to(BOT)): lines for path in files if (lines := path.read_text().count("\n")) > 500
    }
    full = {
        str(folder.relative_to(BOT)): count
        for folder in {path.parent for path in files}
        if (count := len(list(folder.glob("*.py")))) > 17
    }
    assert (long, full) == ({}, {})
