"""Parts that only the daemon needs; rooms are imported when asked for, so that it stays small."""

from datetime import datetime
from typing import TYPE_CHECKING

from bot.domain.ports import Progress
from bot.domain.post import Channel
from bot.settings import Settings, list_secrets
from bot.wiring import now_utc, parts

if TYPE_CHECKING:
    from bot.storage.leases import Leases
    from bot.storage.pulse import PulseReader
    from bot.wiring import Instance


def make_progress(settings: Settings, worker: str) -> Progress:
    """Progress that becomes log lines without secrets."""
    from bot.logs import Redactor, open_log, report_to

    redactor = Redactor(list_secrets(settings))
    return report_to(open_log(redactor, level=settings.log_level, form=settings.log_format, worker=worker))


def list_channels(settings: Settings) -> tuple[Channel, ...]:
    """Channels that are switched on, without making their clients."""
    return tuple(parts.make_publishers(settings, now_utc))


def make_pulse(settings: Settings) -> "PulseReader":
    """The look at the database that needs no SQLAlchemy."""
    from bot.storage.pulse import PulseReader

    url = settings.database_url.get_secret_value()
    return PulseReader(url, home=settings.home, channels=list_channels(settings))


def make_leases(instance: "Instance") -> "Leases":
    """What only one daemon at a time may do."""
    from bot.storage.leases import Leases

    return Leases(instance.database)


def tidy(instance: "Instance", now: datetime) -> int:
    """Throw away images and details that are older than BOT_KEEP and belong to nothing open; how many."""
    from bot.storage.tidy import Tidy

    before, store = now - instance.settings.keep, Tidy(instance.database)
    needed = store.list_needed_images(before)
    folder = instance.settings.home / "media" / "made"
    old = [
        path
        for path in (folder.iterdir() if folder.is_dir() else ())
        if path.is_file() and str(path) not in needed and path.stat().st_mtime < before.timestamp()
    ]
    for path in old:
        path.unlink(missing_ok=True)
    forgotten = store.forget_details(before)
    store.shrink()
    return len(old) + forgotten
