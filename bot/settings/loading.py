"""The environment, systemd's credentials and `.env` to one Settings. The only reader of the environment."""

import difflib
import os
from collections.abc import Iterable, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from dotenv.parser import parse_stream
from pydantic import ValidationError

from bot.domain.errors import SettingsWrong
from bot.domain.words import say
from bot.settings.model import PREFIX, Settings, list_names
from bot.settings.wording import explain

HOME_NAME = "BOT_HOME"
CREDENTIALS_NAME = "CREDENTIALS_DIRECTORY"
"""Where systemd puts what a unit loads with LoadCredential= (systemd.exec(5)): one file for each setting."""


def load_settings(home: Path) -> Settings:
    """Read an instance's settings; the environment wins over systemd's credentials, these over `home/.env`.

    Raises SettingsWrong naming each wrong setting, its value (secrets hidden) and what is allowed.
    """
    written = _read_env_file(home / ".env") | _read_credentials(os.environ.get(CREDENTIALS_NAME, ""))
    _refuse_unknown([*written, *os.environ])
    try:
        return Settings(home=home.resolve(), **_choose(written))
    except ValidationError as error:
        values = {**written, **{name: value for name, value in os.environ.items() if value}}
        raise SettingsWrong("\n".join(explain({**problem}, values) for problem in error.errors())) from None


def _choose(written: Mapping[str, str | None]) -> dict[str, Any]:
    """The lines of `.env` that the environment does not overrule, as fields."""
    names = [name for name in list_names() if written.get(name) and not os.environ.get(name)]
    return {name.removeprefix(PREFIX).lower(): written[name] for name in names}


def _read_env_file(path: Path) -> dict[str, str | None]:
    try:
        if not path.exists():
            return {}
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        sentence = say(
            "{path} cannot be read ({why}). It must be a text file of NAME=value lines.",
            path=path,
            why=type(error).__name__,
        )
        raise SettingsWrong(sentence) from None
    _refuse_garbled(text, path)
    return dict(dotenv_values(stream=StringIO(text), interpolate=False))  # a password may hold "${"


def _read_credentials(directory: str) -> dict[str, str | None]:
    files = sorted(Path(directory).glob(f"{PREFIX}*")) if directory else []
    try:
        return {file.name: file.read_text(encoding="utf-8").strip() for file in files}
    except (OSError, UnicodeDecodeError) as error:
        sentence = say(
            "A credential in {directory} cannot be read ({why}).",
            directory=directory,
            why=type(error).__name__,
        )
        raise SettingsWrong(sentence) from None


def _refuse_garbled(text: str, path: Path) -> None:
    """A line that cannot be read would be left out without a word, and its setting with it."""
    lines = [str(found.original.line) for found in parse_stream(StringIO(text)) if found.error]
    if lines:
        sentence = say(
            "{path} cannot be read in line {lines}: every line must be NAME=value, with both quotes or none.",
            path=path,
            lines=", ".join(lines),
        )
        raise SettingsWrong(sentence)


def _refuse_unknown(names: Iterable[str]) -> None:
    known = {*list_names(), HOME_NAME}
    unknown = sorted({name for name in names if name.upper().startswith(PREFIX)} - known)
    if unknown:
        raise SettingsWrong("\n".join(_suggest(name, known) for name in unknown))


def _suggest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name.upper(), list(known), n=1)
    if near:
        return say("{name} is not a setting. Did you mean {near}?", name=name, near=near[0])
    return say("{name} is not a setting. They all stand in .env.example.", name=name)
