"""`--watch`: the same picture again and again, until somebody has seen enough."""

import sys
import time
from collections.abc import Callable
from typing import TypeVar

import typer

Shown = TypeVar("Shown")

EVERY = 2.0
CLEAR = "\x1b[2J\x1b[H"


def repeat(show: Callable[[], Shown], *, watch: bool) -> Shown:
    """Show once, and pass on what that returns; with `watch`, on a terminal, again until Ctrl-C."""
    shown = show()
    try:
        while watch and sys.stdout.isatty():
            time.sleep(EVERY)
            sys.stdout.write(CLEAR)
            show()
    except KeyboardInterrupt:
        raise typer.Exit(0) from None
    return shown
