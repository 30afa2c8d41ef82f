"""Writes docs/faults.md: every fault of the platforms at every sending step, and what becomes of the post."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parent.parent
PAGE = PROJECT / "docs" / "faults.md"


def main() -> None:
    """Play the matrix with the real clients against the sandbox; about a minute."""
    script = PROJECT / "tests" / "channels" / "fault_matrix.py"
    played = subprocess.run(
        [sys.executable, str(script)],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        check=True,
        capture_output=True,
        text=True,
    )
    PAGE.write_text(played.stdout)
    print(f"{PAGE} is written: {played.stdout.count(chr(10))} lines.")


if __name__ == "__main__":
    main()
