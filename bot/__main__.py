"""`python -m bot` and the console script `bot`."""

import sys


def main() -> None:
    """Run the command line and leave with its exit status."""
    from bot.cli import door

    sys.exit(door.enter(sys.argv[1:]))


if __name__ == "__main__":
    main()
