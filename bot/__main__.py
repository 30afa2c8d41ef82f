"""`python -m bot` and the console script `bot`."""

import gc
import sys
from pathlib import Path


def forget_working_directory() -> None:
    """`python -m` looks in the working directory first: a file there would run as part of the bot."""
    if not sys.flags.safe_path and sys.path and Path(sys.path[0] or ".").resolve() == Path.cwd():
        del sys.path[0]


_OBJECTS_BETWEEN_COLLECTIONS = 200_000
"""A command loads libraries and ends; Python's 700 would cost it a seventh of its time. One that stays sets
it back."""


def main() -> None:
    """Run the command line and leave with its exit status; 130 after Ctrl-C, as shells count it."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    try:
        from bot.cli import enter

        status = enter(sys.argv[1:])
    except KeyboardInterrupt:
        status = 130
    gc.freeze()  # Python looks through all that is loaded several times as it ends: a quarter of a command
    sys.exit(status)


if __name__ == "__main__":
    forget_working_directory()
    main()
