"""One run of the command line: which instance, how it is opened. Tests give another one."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from bot.domain.errors import UsageWrong
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
    settings = get_settings(context)
    with context.ensure_object(Session).open_app(settings, **options) as app:
        yield app, settings
