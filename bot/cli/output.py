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
    from rich.console import Console


NARROWEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A few words in a column; tone as in a Standing."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing of a list: short facts in columns, below them its title whole, and what there is to add."""

    cells: tuple[Cell, ...]
    title: str
    below: str = ""


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
    from rich.text import Text

    console = make_console()
    begin = Text(make_harmless(head), STYLES[tone])
    parts = Text(make_harmless(text)).wrap(console, max(NARROWEST, console.width - begin.cell_len))
    for part in parts or [Text()]:
        part.rstrip()
        console.print(begin + part, soft_wrap=True)
        begin = Text(" " * begin.cell_len)


GAP = 2
"""Blanks between two columns."""


def print_table(columns: Sequence[str], title: str, rows: Sequence[Row]) -> None:
    """A table that fits the screen and cuts no title. columns, title: what stands above the rows' parts."""
    from rich.cells import cell_len

    console = make_console()
    heads = Row(cells=tuple(Cell(text=each, tone="bold") for each in columns), title=title)
    widths = [
        max(cell_len(_flatten(row.cells[place].text)) for row in (heads, *rows))
        for place in range(len(columns))
    ]
    console.print()
    _print_row(console, heads, widths, tone="bold")
    console.print("─" * console.width, style="dim")
    for row in rows:
        _print_row(console, row, widths)
    console.print()


def _print_row(console: "Console", row: Row, widths: Sequence[int], *, tone: str = "") -> None:
    from rich.text import Text

    line = Text()
    for cell, width in zip(row.cells, widths, strict=True):
        shown = Text(_flatten(cell.text), STYLES[cell.tone])
        shown.pad_right(width + GAP - shown.cell_len)
        line.append_text(shown)
    line.rstrip()
    console.print(line)
    begin = Text(" " * (widths[0] + GAP))
    room = max(NARROWEST, console.width - len(begin))
    title = Text(_flatten(row.title), STYLES[tone]).wrap(console, room, overflow="fold")
    below = Text(_flatten(row.below), STYLES["quiet"]).wrap(console, room, overflow="ellipsis")
    for part in (*title, *(below if row.below else ())):
        part.rstrip()
        console.print(begin + part, soft_wrap=True)


def _flatten(text: str) -> str:
    return make_harmless(text).replace("\n", " ")


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
