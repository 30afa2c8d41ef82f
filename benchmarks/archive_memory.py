"""Peak memory while refusing what wants all of it: a huge page, a gzip bomb, a billion laughs.

Run as `python -m benchmarks.archive_memory`. Each case runs in a process of its own; the peak is its largest
resident set in megabytes (ru_maxrss), the interpreter and all imports included.
"""

import resource
import subprocess
import sys
from datetime import UTC, datetime, timedelta

from benchmarks.archive_sample import serve

CASES = ("nothing", "50 MB page", "gzip bomb", "billion laughs", "11 MB of text", "feed of 10,000")


def look(base: str, case: str) -> str:
    """Look at a case in this process; what came of it, and the peak."""
    from bot.archive.archive import HttpArchive
    from bot.domain.article import Source
    from bot.domain.errors import NotReachable

    path = "/feed/10000/0" if case.startswith("feed") else f"/bomb/{case.replace(' ', '-')}"
    timeout = timedelta(seconds=60)
    with HttpArchive(sources=[base], timeout=timeout, clock=lambda: datetime.now(UTC)) as archive:
        try:
            said = (
                f"{len(archive.look(Source(url=base + path)).entries)} entries" if case != "nothing" else ""
            )
        except NotReachable as refusal:
            said = str(refusal)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{case:16} {peak:7.0f} MB   {said}"


def main() -> None:
    """Run each case in a fresh process, or one case in this one."""
    if len(sys.argv) == 3:
        sys.stdout.write(look(sys.argv[1], sys.argv[2]) + "\n")
        return
    with serve() as base:
        for case in CASES:
            command = [sys.executable, "-m", "benchmarks.archive_memory", base, case]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            sys.stdout.write(done.stdout)


if __name__ == "__main__":
    main()
