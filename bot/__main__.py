"""`python -m bot` and the console script `bot`."""

import sys


def main() -> None:
    """Run the command line and leave with its exit status; 130 after Ctrl-C, as shells count it."""
    try:
        from bot.cli import entry

        status = entry.enter(sys.argv[1:])
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)


if __name__ == "__main__":
    main()
