"""The locked requirements are those of pyproject.toml, each with its hashes, and freely licensed."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from requirements import licences

PROJECT = Path(__file__).parent.parent.parent
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
RUN = PYPROJECT["project"]["dependencies"]
POSTGRESQL = [*RUN, *PYPROJECT["project"]["optional-dependencies"]["postgresql"]]
TEST = [
    *POSTGRESQL,
    *PYPROJECT["dependency-groups"]["test"],
    *PYPROJECT["dependency-groups"]["lint"],
]


def read_locked(name: str) -> dict[str, str]:
    text = (PROJECT / "requirements" / name).read_text(encoding="utf-8")
    return {
        canonicalize_name(found[1]): found[2]
        for found in re.finditer(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE)
    }


LOCKED = {"run.txt": RUN, "postgresql.txt": POSTGRESQL, "test.txt": TEST}


@pytest.mark.parametrize(("locked", "declared"), LOCKED.items(), ids=LOCKED)
def test_every_declared_requirement_is_locked_within_its_range(locked: str, declared: list[str]) -> None:
    """When this fails: `make lock`."""
    versions = read_locked(locked)
    for requirement in map(Requirement, declared):
        version = versions.get(canonicalize_name(requirement.name), "")
        assert version, f"{requirement.name} is declared but not locked"
        assert requirement.specifier.contains(version), f"{requirement} is not met by {version}"


def list_imports(folder: Path) -> Iterator[str]:
    """The top names of everything that is imported, inside functions too."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.partition(".")[0]


def test_everything_the_bot_imports_is_declared() -> None:
    """What comes by chance with another package goes with it, too."""
    declared = {canonicalize_name(Requirement(line).name) for line in TEST}
    givers = packages_distributions()
    foreign = set(list_imports(PROJECT / "bot")) - set(sys.stdlib_module_names) - {"bot"}
    assert [
        name for name in sorted(foreign) if not {*map(canonicalize_name, givers.get(name, []))} & declared
    ] == []


@pytest.mark.parametrize("locked", LOCKED)
def test_every_locked_requirement_has_a_hash(locked: str) -> None:
    text = (PROJECT / "requirements" / locked).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[\w])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))
    assert [block.split()[0] for block in blocks if block.strip() and "--hash=sha256:" not in block] == []


def test_only_tried_pythons_are_declared() -> None:
    """The suite was run with these; whoever tries another adds it here and there."""
    classifiers = PYPROJECT["project"]["classifiers"]
    tried = {line.rpartition(" ")[2] for line in classifiers if re.search(r":: 3\.\d+$", line)}
    assert tried == {"3.11", "3.12", "3.13"}


@pytest.mark.parametrize(
    ("licence", "is_refused"),
    [
        ("MIT", False),
        ("Apache-2.0 AND CNRI-Python", False),
        ("Apache-2.0 OR GPL-3.0-only", False),
        ("GPL-3.0-only", True),
        ("GNU Affero General Public License v3 (AGPL)", True),
        ("LGPL-3.0-or-later", True),
        ("Proprietary", True),
        ("?", True),
    ],
)
def test_a_licence_that_binds_others_is_refused(licence: str, *, is_refused: bool) -> None:
    assert bool(licences.judge("something", licence)) is is_refused


def test_every_package_that_is_installed_is_freely_licensed(capsys: pytest.CaptureFixture[str]) -> None:
    assert licences.main() == 0, capsys.readouterr().err


def test_no_exception_is_kept_for_a_package_that_is_gone() -> None:
    assert set(licences.ACCEPTED) <= set(read_locked("run.txt"))
