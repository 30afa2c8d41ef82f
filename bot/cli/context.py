"""The instance that a command works on: its directory and files, its settings, opened when needed."""

import os
import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from bot.domain.errors import SettingsWrong, StorageError, UsageWrong, explain_refusal
from bot.domain.ports import Check
from bot.files import write_whole
from bot.i18n import say, speak

if TYPE_CHECKING:
    from bot.app import Instance
    from bot.config import Settings


def _load(home: Path) -> "Settings":
    from bot.config import load_settings

    return load_settings(home)


def _open(settings: "Settings", **options: Any) -> AbstractContextManager["Instance"]:
    from bot.app import open_app

    return open_app(settings, **options)


@dataclass(slots=True, kw_only=True)
class Session:
    """home: the instance's directory; load and open_app: how settings and instance come about."""

    home: Path = field(default_factory=Path)
    load: "Callable[[Path], Settings]" = _load
    open_app: "Callable[..., AbstractContextManager[Instance]]" = _open


def get_settings(context: typer.Context) -> "Settings":
    """The instance's settings; from here on their language is spoken. Raises SettingsWrong, UsageWrong."""
    session = context.ensure_object(Session)
    with suppress(OSError):  # what may not even be looked at is named by the one who reads the settings
        if not session.home.is_dir():
            raise UsageWrong(
                say("There is no directory {home}; `bot init` makes an instance.", home=session.home)
            )
    settings = session.load(session.home)
    speak(settings.language)
    return settings


@contextmanager
def opened(context: typer.Context, **options: Any) -> "Iterator[tuple[Instance, Settings]]":
    """The opened instance and its settings. Raises SettingsWrong, StorageError."""
    from bot.cli.progress import tell_waiting

    settings = get_settings(context)
    options = {"progress": tell_waiting, **options}
    with context.ensure_object(Session).open_app(settings, **options) as app:
        yield app, settings


PRIVATE = "state"
FOLDERS = ("templates", "media", PRIVATE)


def make_folders(home: Path) -> None:
    """The instance's directories; those that stand there stay. Raises StorageError."""
    try:
        for name in FOLDERS:
            (home / name).mkdir(mode=0o700 if name == PRIVATE else 0o777, parents=True, exist_ok=True)
    except OSError as error:
        sentence = say("{home} cannot be written: {problem}.", home=home, problem=explain_refusal(error))
        raise StorageError(sentence) from None


def write_env(home: Path, settings: Mapping[str, str]) -> Path:
    """Write `.env` anew with mode 0600. Raises StorageError."""
    place = home / ".env"
    try:
        text = "".join(f"{name}={quote(value)}\n" for name, value in settings.items())
        write_whole(place.resolve(), text.encode())
    except OSError as error:
        sentence = say("{place} cannot be written: {problem}.", place=place, problem=explain_refusal(error))
        raise StorageError(sentence) from None
    return place


def read_env(home: Path) -> Mapping[str, str]:
    """What stands in `.env`, also empty values; nothing without one. Raises SettingsWrong."""
    from dotenv import dotenv_values

    place = home / ".env"
    try:
        written = dotenv_values(place, interpolate=False, encoding="utf-8-sig") if place.exists() else {}
    except (OSError, UnicodeDecodeError) as error:
        sentence = say("{place} cannot be read: {problem}.", place=place, problem=explain_refusal(error))
        raise SettingsWrong(sentence) from None
    return {name: value or "" for name, value in written.items()}


def change_env(home: Path, changes: Mapping[str, str | None]) -> None:
    """Set these in `.env`, each in the place where it stood; every other line stays. Raises StorageError.

    None: its line goes, as if it had never been set.
    """
    place = home / ".env"
    try:
        text = place.read_text("utf-8-sig") if place.exists() else ""
        for name, value in changes.items():
            text = _change_line(text, name, value)
        write_whole(place.resolve(), text.encode())
    except (OSError, UnicodeDecodeError) as error:
        sentence = say("{place} cannot be written: {problem}.", place=place, problem=explain_refusal(error))
        raise StorageError(sentence) from None


def _change_line(text: str, name: str, value: str | None) -> str:
    present = rf"^[ \t]*(?:export[ \t]+)?{name}[ \t]*=.*"
    if value is None:
        return re.sub(rf"{present}(?:\n|\Z)", "", text, flags=re.MULTILINE)
    line = f"{name}={quote(value)}"
    changed, count = re.subn(present, lambda _: line, text, flags=re.MULTILINE)
    if count:
        return changed
    return text + ("" if text.endswith("\n") or not text else "\n") + line + "\n"


def quote(value: str) -> str:
    """A value as python-dotenv reads it back, whatever it holds."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


OTHERS = 0o077
"""The rights of everybody but the owner."""


def examine_files(home: Path) -> Check:
    """One line for `bot doctor`: `.env`, `state/` and what lies in it belong to their owner alone."""
    name = say("Private files")
    exposed = list_exposed(home) if os.name == "posix" else []
    if not exposed:
        return Check(name=name, mark="ok", message=say("Only the bot's user can read .env and state/."))
    shown = ", ".join(str(path.relative_to(home)) for path in exposed[:5])
    return Check(
        name=name,
        mark="warning",
        message=say("Other people of this computer can read {files}.", files=shown),
        advice=say("`chmod -R go-rwx {files}`", files=shlex.join(map(str, exposed[:5]))),
    )


def examine_env(home: Path) -> Iterator[Check]:
    """For `bot doctor`: a setting that `.env` gives two values, of which a person may know only the first."""
    from dotenv.parser import parse_stream

    place, values = home / ".env", dict[str, set[str | None]]()
    text = place.read_text("utf-8-sig") if place.is_file() else ""
    for line in parse_stream(StringIO(text)):
        values.setdefault(line.key or "", set()).add(line.value)
    if doubled := [name for name, found in values.items() if name and len(found) > 1]:
        yield Check(
            name=say("Settings"),
            mark="warning",
            message=say(
                "{place} sets {names} twice; the last line counts.", place=place, names=", ".join(doubled)
            ),
            advice=say("Take out the lines that are not meant."),
        )


def list_exposed(home: Path) -> list[Path]:
    """Private files and folders that are open to others; a closed folder protects what lies in it."""
    return [path for path in _list_private(home) if path.stat().st_mode & OTHERS]


def _list_private(home: Path) -> Iterator[Path]:
    env_file, state = home / ".env", home / "state"
    if env_file.is_file():
        yield env_file
    if not state.is_dir() or not state.stat().st_mode & OTHERS:
        return
    yield state
    yield from sorted(path for path in state.iterdir() if path.is_file() and path.name != "README.md")
