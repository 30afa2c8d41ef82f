"""Records of what is read and told of lots: a test holds them, `make records` writes them anew."""

from collections.abc import Iterable
from difflib import unified_diff
from pathlib import Path

from bot.i18n import speak

_MOST_SHOWN = 60


def hold(record: Path, lines: Iterable[str]) -> None:
    """Fails with what moved when lines are not those that a record holds."""
    known = record.read_text(encoding="utf-8").splitlines()
    moved = list(unified_diff(known, list(lines), "before", "now", n=1, lineterm=""))
    command = f"python -m tests.{record.parent.name}.test_{record.stem}"
    assert not moved, "\n".join([*moved[:_MOST_SHOWN], f"Meant so? {command}"])


def keep(record: Path, lines: Iterable[str]) -> None:
    """Write a record anew, in English."""
    speak("en")
    record.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
