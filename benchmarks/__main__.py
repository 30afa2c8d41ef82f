"""Runs the benchmarks and writes benchmarks/RESULTS.md: python -m benchmarks [NAME …]."""

import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ALL = (
    *("archive_polls", "archive_reading", "archive_memory"),
    *("identity", "image", "quality", "commands", "growth", "throughput", "many", "idle"),
)
FOLDER = Path(__file__).parent
RESULTS = FOLDER / "RESULTS.md"


def main(names: list[str]) -> int:
    """Run the named ones (none: all), one after another; 1 when one of them failed."""
    parts = [
        f"# Results\n\n{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, Python {platform.python_version()}"
    ]
    failed = False
    for name in names or ALL:
        print(f"== {name}", flush=True)
        played = subprocess.run(
            [sys.executable, "-m", f"benchmarks.{name}"],
            cwd=FOLDER.parent,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        failed |= played.returncode != 0
        parts.append(f"## {name}\n\n```\n{played.stdout.strip()}\n```")
    RESULTS.write_text("\n\n".join(parts) + "\n")
    print(f"{RESULTS} is written.")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
