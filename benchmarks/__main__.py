"""Runs the benchmarks and writes benchmarks/RESULTS.md: python -m benchmarks [NAME …] [--OPTION VALUE …].

Those that are named are measured anew, and the others' results stay. Options are for the named ones.
"""

import platform
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ALL = (
    *("archive_polls", "archive_lists", "first_look", "archive_reading", "archive_memory"),
    *("identity", "image", "quality", "commands", "growth", "throughput", "many", "idle"),
)
ON_REQUEST = ("archive_pages", "archive_lives")
"""These need pages that others wrote and judged, and the latter half an hour."""

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "RESULTS.md"


def main(words: list[str]) -> int:
    """Run the named ones (none: all), one after another; 1 when one of them failed."""
    failed = False
    first_option = next((i for i, word in enumerate(words) if word.startswith("--")), len(words))
    names, options = words[:first_option], words[first_option:]
    for name in names or ALL:
        print(f"== {name}", flush=True)
        played = subprocess.run(
            [sys.executable, "-m", f"benchmarks.{name}", *options],
            cwd=FOLDER.parent,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        failed |= played.returncode != 0
        if not played.stdout.strip():
            continue
        write({**read(), name: f"{describe()}\n\n```\n{played.stdout.strip()}\n```"})
    print(f"{RESULTS} is written.")
    return int(failed)


def describe() -> str:
    """When and where something was measured."""
    return f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, Python {platform.python_version()}"


def read() -> dict[str, str]:
    """What the file says of each benchmark."""
    text = RESULTS.read_text() if RESULTS.exists() else ""
    _, *parts = re.split(r"^## (\w+)\n\n", text, flags=re.MULTILINE)
    return dict(zip(parts[::2], map(str.strip, parts[1::2]), strict=True))


def write(parts: dict[str, str]) -> None:
    """The file, in the order of the benchmarks."""
    known = [name for name in (*ALL, *ON_REQUEST) if name in parts]
    RESULTS.write_text("\n\n".join(["# Results", *(f"## {name}\n\n{parts[name]}" for name in known)]) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
