"""What goes to the screen: one JSON document, or tables that fit it."""

import json
import re
import shutil
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, TextIO

import typer

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


NARROWEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A table's column: `grows` takes what is left, and is cut with an ellipsis where it must be."""

    title: str
    grows: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Two lines of one cell: the thing and, quieter, what there is to add; tone as in a Standing."""

    text: str
    below: str = ""
    tone: str = ""


STYLES = {"good": "green", "waiting": "yellow", "bad": "bold red", "quiet": "dim", "bold": "bold", "": ""}


def print_json(document: object) -> None:
    """One JSON document on stdout, nothing else there; characters as they are where the screen takes them."""
    typer.echo(render_json(document, sys.stdout.encoding or ""))


def print_sentence(sentence: str) -> None:
    """A result in words on stdout; strangers' words in it are made harmless."""
    typer.echo(_fit(make_harmless(sentence), sys.stdout))


def print_aside(sentence: str) -> None:
    """A message beside the output, on stderr."""
    typer.echo(_fit(make_harmless(sentence), sys.stderr), err=True)


def _fit(text: str, stream: TextIO) -> str:
    """On a terminal, lines end between words; in a pipe they stay as they are."""
    if not stream.isatty():
        return text
    width = max(NARROWEST, shutil.get_terminal_size().columns)
    lines = (
        textwrap.wrap(
            line,
            width,
            subsequent_indent=" " * (len(line) - len(line.lstrip())),
            break_long_words=False,
            break_on_hyphens=False,
        )
        or [""]
        for line in text.split("\n")
    )
    return "\n".join(chain.from_iterable(lines))


def make_console() -> "Console":
    """A console on stdout: no colour with NO_COLOR or in a pipe, 80 columns where none are known."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False, soft_wrap=False)


def print_line(head: str, text: str = "", *, tone: str = "") -> None:
    """One line on stdout, its short head in the tone's colour; what does not fit stands below."""
    from rich.table import Table
    from rich.text import Text

    line = Table.grid()
    line.add_column(no_wrap=True, min_width=len(head))
    line.add_column()
    line.add_row(Text(make_harmless(head), STYLES[tone]), Text(make_harmless(text)))
    make_console().print(line)


def print_table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
    """A table as wide as the screen."""
    from rich import box
    from rich.table import Table

    console = make_console()
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for column in columns:
        table.add_column(
            column.title,
            ratio=1 if column.grows else None,
            no_wrap=True,
            overflow="ellipsis" if column.grows else "fold",
        )
    for row in rows:
        table.add_row(*[_render_cell(cell) for cell in row])
    console.print(table)


def _render_cell(cell: Cell) -> "RenderableType":
    from rich.text import Text

    text = Text(make_harmless(cell.text).replace("\n", " "), style=STYLES[cell.tone])
    if cell.below:
        text.append("\n" + make_harmless(cell.below).replace("\n", " "), style="not bold dim default")
    return text


_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What commands a terminal, turns the direction of writing, or cannot be printed at all."""


def make_harmless(text: str) -> str:
    """Text of strangers without what could command the terminal or show it otherwise than it is."""
    return _HARMFUL.sub("", text)


def render_json(document: object, encoding: str) -> str:
    """A JSON document with characters as they are where the screen's encoding takes them."""
    is_unicode = encoding.lower().replace("-", "").startswith("utf")
    text = json.dumps(document, ensure_ascii=not is_unicode, indent=2)
    return _HARMFUL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
