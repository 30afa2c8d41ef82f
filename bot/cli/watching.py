"""`--watch`: the same picture again and again, until somebody has seen enough."""

import sys
import time
from collections.abc import Callable

import typer

EVERY = 2.0
CLEAR = "\x1b[2J\x1b[H"


def repeat(show: Callable[[], None], *, watch: bool) -> None:
    """Show once; with `watch`, on a terminal, every two seconds until Ctrl-C."""
    show()
    try:
        while watch and sys.stdout.isatty():
            time.sleep(EVERY)
            sys.stdout.write(CLEAR)
            show()
    except KeyboardInterrupt:
        raise typer.Exit(0) from None
