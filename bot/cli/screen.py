"""One post on the terminal: its caption with the fold, what it is made of, and where it stands."""

import io
import logging
import os
import sys
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.output import STYLES, make_console
from bot.domain.printable import make_harmless
from bot.domain.words import say
from bot.preview.bars import Bar, list_bars
from bot.preview.fold import fold_caption
from bot.preview.item import Preview
from bot.preview.picture import load_picture
from bot.preview.standing import describe_standing

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

BAR_WIDTH = 20
PICTURE_WIDTH = 36
LONGEST_NAME = 12


def print_preview(preview: Preview, now: datetime, timezone: tzinfo) -> None:
    """Everything the page shows, for a terminal."""
    from rich.panel import Panel
    from rich.text import Text

    console = make_console()
    standing = describe_standing(preview, now, timezone)
    console.print()
    console.print(Text(make_harmless(preview.article_title), style="bold"))
    console.print(Text(make_harmless(preview.article_url), style="dim"))
    line = Text.assemble((standing.word, STYLES[standing.tone]), "  ", make_harmless(standing.sentence))
    console.print(line)
    _print_picture(console, preview)
    console.print(Panel(_render_caption(preview), title=preview.channel.capitalize(), title_align="left"))
    console.print(_render_facts(preview))


def _print_picture(console: "Console", preview: Preview) -> None:
    """The picture as well as the terminal can show it; nothing in a pipe or without colours."""
    picture = load_picture(preview.composition)
    if console.no_color or not picture.content or not _has_size():
        return
    # it asks the terminal for its size, and logs a traceback about those that do not answer
    logging.getLogger("textual_image").addHandler(logging.NullHandler())
    try:
        from textual_image.renderable import Image

        console.print(Image(io.BytesIO(picture.content), width=min(PICTURE_WIDTH, console.width)))
    except Exception:  # noqa: BLE001 - a terminal that answers strangely must not hide text and limits
        return


def _has_size() -> bool:
    """Whether stdout is a terminal that knows how large it is."""
    try:
        return sys.stdout.isatty() and all(os.get_terminal_size(sys.stdout.fileno()))
    except (OSError, ValueError):
        return False


def _render_caption(preview: Preview) -> "Text":
    from rich.text import Text

    folded = fold_caption(preview.composition.caption, preview.channel)
    text = Text(make_harmless(folded.shown))
    if folded.hidden:
        text.append(" " + say("… more"), style="bold")
        text.append("\n┄┄ " + say("Hidden until somebody taps “… more”") + "\n", style="dim")
        text.append(make_harmless(folded.hidden), style="dim")
    return text


def _render_facts(preview: Preview) -> "Text":
    from rich.text import Text

    composition = preview.composition
    picture = load_picture(composition)
    size = f"{composition.width}×{composition.height}"
    text = Text()
    for warning in (*composition.warnings, *([picture.problem] if picture.problem else [])):
        text.append(f"! {make_harmless(warning)}\n", style="yellow")
    text.append(say("Alt text") + ": ", style="bold").append(make_harmless(composition.alt_text) + "\n")
    text.append(say("Picture") + ": ", style="bold").append(f"{_shorten(composition.image)}, {size}\n")
    for bar in list_bars(composition, len(picture.content)):
        text.append(_draw_bar(bar) + "\n", style="bold red" if bar.is_over else "")
    text.rstrip()
    return text


def _shorten(image: str) -> str:
    """Its place, but of the hash that names it only the beginning: the whole stands in `--json`."""
    place = Path(image)
    name = place.name if len(place.stem) <= LONGEST_NAME else f"{place.stem[:LONGEST_NAME]}…{place.suffix}"
    return "/".join((*place.parts[-3:-1], name))


def _draw_bar(bar: Bar) -> str:
    filled = min(BAR_WIDTH, -(-bar.used * BAR_WIDTH // bar.allowed))
    return f"{bar.name:<14} {'█' * filled}{'░' * (BAR_WIDTH - filled)} {bar.words}"
