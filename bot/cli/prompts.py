"""Questions to the person at the terminal. Nobody is ever asked where nobody sits."""

import getpass
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from bot import environment
from bot.cli.output import make_harmless
from bot.domain.channel import name_channel
from bot.domain.errors import UsageWrong
from bot.domain.post import Post, PostStatus, name_status
from bot.i18n import say

if TYPE_CHECKING:
    from bot.pipeline.context import App


NARROWEST = 40
ROOM = 40
"""Columns that an answer in words may need behind its question."""
MOST_OFFERED = 20
"""Candidates that are shown; an older one can still be named by its number."""


def is_terminal() -> bool:
    """Whether a person sits here: both what is typed and what is shown is a terminal's."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def require_terminal(instead: str) -> None:
    """Raises UsageWrong, saying `instead`, where nobody can be asked."""
    if not is_terminal():
        raise UsageWrong(instead)


def get_person(named: str = "") -> str:
    """Who decides, for the audit trail: as named by `--as`, else who types, also behind sudo."""
    if person := " ".join(named.split()) or environment.find_sudo_user():
        return person
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "?"


def confirm(question: str, *, yes: bool) -> bool:
    """Whether to go on. Raises UsageWrong where nobody can be asked and `--yes` is missing."""
    if yes:
        return True
    require_terminal(say("{question} Nobody can be asked here; add --yes.", question=question))
    return ask_yes(question, default=False)


def ask_yes(question: str, *, default: bool) -> bool:
    """Yes or no in the person's language; English is understood too. Enter: the default."""
    yes, no = say("yes"), say("no")
    first = (yes[0].upper(), no[0]) if default else (yes[0], no[0].upper())
    words = f"{question} [{first[0]}/{first[1]}]"
    while True:
        answer = _prompt(words, default="", show_default=False).casefold()
        if answer in {"", *_YES, *_NO}:
            return answer in _YES if answer else default
        typer.echo(say("Please answer {yes} or {no}.", yes=yes, no=no))


def says_no(answer: str) -> bool:
    """Whether somebody said no where something was asked for."""
    return answer.casefold() in _NO


_YES = {"y", "yes", "j", "ja"}
_NO = {"n", "no", "nein"}


def show_lines(text: str, *, indent: int = 0) -> None:
    """Words on stdout, wrapped between words; lines after the first begin `indent` columns in."""
    typer.echo("\n".join(_wrap(text, indent)))


def _wrap(text: str, indent: int = 0) -> list[str]:
    width = max(NARROWEST, shutil.get_terminal_size().columns)
    return textwrap.wrap(
        text,
        width,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
        replace_whitespace=False,
    ) or [""]


def _prompt(question: str, *, room: int = 0, **options: Any) -> str:
    """Ask below the question where the answer might not fit behind it, so that no word is broken."""
    *above, last = _wrap(make_harmless(question))
    if len(last) + room > shutil.get_terminal_size().columns:
        above, last = [*above, last], ""
    if above:
        typer.echo("\n".join(above))
    return str(typer.prompt(last, prompt_suffix=": " if last else "> ", **options)).strip()


def ask_line(question: str, *, default: str = "") -> str:
    """One line; Enter takes the default, which is shown."""
    shown = f"{question} [{default}]" if default else question
    return _prompt(shown, room=ROOM, default=default, show_default=False)


def ask_choice(question: str, *, most: int, default: int | None) -> int | None:
    """A number from 1 to `most`; Enter: the default; anything else is asked again."""
    shown = question if default is None else f"{question} [{default}]"
    while True:
        answer = _prompt(shown, default="", show_default=False)
        if not answer:
            return default
        if answer.isascii() and answer.isdecimal() and len(answer) < 10 and 1 <= int(answer) <= most:
            return int(answer)
        show_lines(say("A number from 1 to {most}, please.", most=most))


def ask_number(question: str, *, most: int) -> int:
    """A number from 1 to `most`; anything else is asked again."""
    while True:
        if number := ask_choice(question, most=most, default=None):
            return number


def ask_text(question: str, instead: str) -> str:
    """What a person types. Raises UsageWrong, saying `instead`, where nobody can be asked."""
    require_terminal(instead)
    return str(typer.prompt(question)).strip()


def ask_secret(question: str, *, default: str | None = None) -> str:
    """What is typed is not shown."""
    return _prompt(question, default=default, show_default=False, hide_input=True)


def choose_posts(app: "App", given: Sequence[int] | None, statuses: Iterable[PostStatus]) -> Sequence[int]:
    """The posts that were named; on a terminal without any, those a person picks from the candidates."""
    if given:
        return given
    candidates = _offer(app, statuses)
    answer = typer.prompt(say("Which ones? Numbers, separated by blanks"))
    return _read_numbers(answer, candidates)


def choose_post(app: "App", given: int | None, statuses: Iterable[PostStatus]) -> int:
    """The post that was named; on a terminal without one, the one a person picks from the candidates."""
    if given is not None:
        return given
    candidates = _offer(app, statuses)
    return _read_numbers(typer.prompt(say("Which one? Its number")), candidates)[0]


def _offer(app: "App", statuses: Iterable[PostStatus]) -> set[int]:
    """Show the latest candidates, the newest last, where the eye is; their numbers."""
    require_terminal(say("Which post? Name its number; `bot posts` lists them."))
    found = [post for status in statuses for post in app.posts.list_posts(status=status, limit=MOST_OFFERED)]
    candidates = sorted(found, key=lambda post: post.id)[-MOST_OFFERED:]
    if not candidates:
        raise UsageWrong(say("There is no post for which this makes sense now."))
    for post in candidates:
        typer.echo(_describe(post))
    return {post.id for post in candidates}


def _describe(post: Post) -> str:
    title = make_harmless(post.article_title)
    return f"{post.id:>6}  {name_channel(post.channel):<9}  {name_status(post.status):<20}  {title}"[:79]


def _read_numbers(answer: str, allowed: set[int]) -> Sequence[int]:
    words = answer.replace(",", " ").split()
    chosen = [int(word) for word in words if word.isdecimal()]
    if not chosen or len(chosen) != len(words) or not set(chosen) <= allowed:
        raise UsageWrong(say("{answer} names none of these posts. Nothing was done.", answer=answer))
    return chosen


def edit_text(text: str) -> str | None:
    """The text as somebody left it in their editor; None when it was not changed. Raises UsageWrong."""
    editor = environment.find_editor()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "caption.txt"
        file.write_text(text, encoding="utf-8")
        try:
            subprocess.run([*editor, os.fspath(file)], check=True)  # noqa: S603  # the person's own editor
        except (OSError, subprocess.CalledProcessError):
            sentence = say("The editor {editor} could not be used; set EDITOR.", editor=" ".join(editor))
            raise UsageWrong(sentence) from None
        edited = file.read_text(encoding="utf-8").rstrip("\n")
    return None if edited == text.rstrip("\n") else edited
