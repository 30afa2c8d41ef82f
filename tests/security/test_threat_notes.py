"""The threat notes name tests that exist."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent.parent
NOTES = (PROJECT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`((?:tests/[\w/]+/)?test_\w+)(?:\.py)?`", NOTES)))


@pytest.mark.parametrize("name", NAMED)
def test_every_test_that_the_notes_name_exists(name: str) -> None:
    path = PROJECT / name if "/" in name else PROJECT / "tests" / "security" / name
    assert path.with_suffix(".py").is_file()


def test_every_file_of_this_folder_is_named_in_the_notes() -> None:
    own = {path.stem for path in Path(__file__).parent.glob("test_*.py")} - {Path(__file__).stem}
    assert own - {name.rpartition("/")[2] for name in NAMED} == set()
