"""Makes the expensive parts from the settings; each imports its room only when asked for."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot import files
from bot.channels import list_specs
from bot.config import Settings, list_secrets
from bot.domain.errors import SettingsWrong, StorageError, explain_refusal
from bot.domain.ports import Check, KeepHandle, Notifier, Progress, Publisher
from bot.domain.post import Channel, Finding, Post, Receipt, Search
from bot.domain.schedule import Approval, RetryRules, Rules, TimingRules, never_closed
from bot.environment import now_utc
from bot.i18n import say

if TYPE_CHECKING:
    from bot.app import Instance
    from bot.archive.archive import HttpArchive
    from bot.compose.composer import Composer
    from bot.domain.year import Measured, Year
    from bot.preview.view import Preview
    from bot.storage.snapshot import SnapshotReader
    from bot.storage.state import Leases


def make_archive(
    settings: Settings,
    clock: Callable[[], datetime],
    named: Sequence[str] = (),
    *,
    is_one_moment: bool = False,
) -> "HttpArchive":
    """The reader of the configured sources, and of addresses a person named on the command line."""
    from bot.archive.archive import HttpArchive
    from bot.archive.lists.selectors import load_selectors

    return HttpArchive(
        sources=(*settings.archive_urls, *named),
        selectors=load_selectors(settings.home / "templates" / "sources.toml"),
        timeout=settings.http_timeout,
        clock=clock,
        zone=settings.timezone,
        is_one_moment=is_one_moment,
    )


def make_composer(settings: Settings, fetch_photo: Callable[[str], bytes]) -> "Composer":
    """The composer, with the instance's templates before the packaged ones."""
    from bot.compose.composer import Composer
    from bot.share_image.card import Brand

    logo = settings.home / settings.brand_logo if settings.brand_logo else None
    return Composer(
        brand=Brand(name=settings.brand_name, color=settings.brand_color, logo=logo),
        template_dirs=files.list_layers(settings.home, "templates"),
        media_dir=settings.home / "media",
        timezone=settings.timezone,
        language=settings.language,
        link_tags=settings.link_tags,
        photo_credits=settings.photo_credits,
        fetch_photo=fetch_photo,
    )


def make_publishers(settings: Settings, clock: Callable[[], datetime]) -> Mapping[Channel, Publisher]:
    """One publisher per channel that is switched on; neither clients nor the network are touched."""
    accounts = {spec: spec.name_account(settings) for spec in list_specs()}
    return {
        spec.channel: LatePublisher(spec.channel, account, partial(spec.make_publisher, settings, clock))
        for spec, account in accounts.items()
        if account
    }


def make_notifier(settings: Settings) -> Notifier | None:
    """Apprise, when somebody wants to be told."""
    if not settings.notify_urls:
        return None
    from bot.notify import AppriseNotifier

    return AppriseNotifier([url.words for url in settings.notify_urls])


class LatePublisher:
    """Implements the port Publisher by the one that `make` returns."""

    def __init__(self, channel: Channel, account: str, make: Callable[[], Publisher]) -> None:
        self.channel = channel
        self.account = account
        self._make = make

    @cached_property
    def _publisher(self) -> Publisher:
        return self._make()

    def prepare(self, post: Post, keep: KeepHandle) -> Mapping[str, str]:
        """Do the invisible, repeatable steps."""
        return self._publisher.prepare(post, keep)

    def publish(self, post: Post, handles: Mapping[str, str]) -> Receipt:
        """Send the one visible call."""
        return self._publisher.publish(post, handles)

    def find(self, post: Post, search: Search) -> Finding:
        """Ask the platform whether this article stands there."""
        return self._publisher.find(post, search)

    def edit(self, post: Post, caption: str) -> None:
        """Change the public text."""
        self._publisher.edit(post, caption)

    def withdraw(self, post: Post) -> None:
        """Delete the public post."""
        self._publisher.withdraw(post)

    def readmit(self) -> None:
        """Forget what was held against the account here."""
        self._publisher.readmit()

    def check(self) -> Sequence[Check]:
        """Look at token, rights, expiry, session."""
        return self._publisher.check()

    def measure(self, *, since: datetime, until: datetime) -> "Measured":
        """What people did with the posts."""
        return self._publisher.measure(since=since, until=until)


def write_page(previews: Sequence["Preview"], place: Path, settings: Settings, now: datetime) -> None:
    """Render these previews into one self-contained file. Raises StorageError when it cannot be written."""
    from bot.preview.page import render_page

    page = render_page(
        previews,
        brand_name=settings.brand_name,
        language=settings.language,
        timezone=settings.timezone,
        now=now,
        template_dirs=files.list_layers(settings.home, "templates"),
    )
    _write(page, place)


def write_report(year: "Year", place: Path, settings: Settings, now: datetime) -> None:
    """Render the annual report into one self-contained file. Raises StorageError, SettingsWrong."""
    from bot.preview.page import Brand, render_report

    logo = settings.home / settings.brand_logo if settings.brand_logo else None
    page = render_report(
        year,
        brand=Brand(name=settings.brand_name, logo=logo),
        language=settings.language,
        timezone=settings.timezone,
        now=now,
        template_dirs=files.list_layers(settings.home, "templates"),
    )
    _write(page, place)


def _write(page: str, place: Path) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(page, encoding="utf-8")
    except OSError as error:
        sentence = say(
            "The page {place} cannot be written: {problem}.", place=place, problem=explain_refusal(error)
        )
        raise StorageError(sentence) from None


LANDING_MARGIN = timedelta(seconds=1)
"""What a request may need beyond its timeout to be done with on our side."""


def make_rules(settings: Settings) -> Rules:
    """Settings to rules. Raises SettingsWrong for an unknown holiday calendar."""
    return Rules(
        timing=TimingRules(
            windows=settings.posting_windows,
            timezone=settings.timezone,
            min_gap=settings.min_gap,
            max_per_day=settings.max_per_day,
            is_closed=make_calendar(settings.holidays),
        ),
        retry=RetryRules(
            delay=settings.retry_delay,
            max_attempts=settings.max_attempts,
            give_up_after=settings.missed_after,
        ),
        approval=Approval(settings.approval),
        hold=settings.hold,
        max_age=settings.max_age,
        missed_after=settings.missed_after,
        poll_interval=settings.poll_interval,
        confirm_delay=settings.confirm_delay,
        landing=settings.http_timeout + LANDING_MARGIN,
        lease=settings.lease,
        desk_url=settings.desk_url,
        links_url=settings.links_url,
    )


def make_calendar(name: str) -> Callable[[date], bool]:
    """Public holidays of a country and region such as DE-NW; an empty name has none."""
    if not name:
        return never_closed
    import holidays

    country, _, region = name.partition("-")
    try:
        calendar = holidays.country_holidays(country.upper(), subdiv=region.upper() or None)
    except NotImplementedError:
        sentence = say("BOT_HOLIDAYS={name}: must be a country and region such as DE-NW", name=name)
        raise SettingsWrong(sentence) from None
    return calendar.__contains__


def make_progress(settings: Settings, worker: str) -> Progress:
    """Progress that becomes log lines without secrets."""
    from bot.logs import Redactor, open_log, report_to

    redactor = Redactor(list_secrets(settings))
    log = open_log(
        redactor,
        level=settings.log_level,
        form=settings.log_format,
        worker=worker,
        timezone=settings.timezone,
    )
    return report_to(log)


def list_channels(settings: Settings) -> tuple[Channel, ...]:
    """Channels that are switched on, without making their clients."""
    return tuple(make_publishers(settings, now_utc))


def make_snapshot_reader(settings: Settings) -> "SnapshotReader":
    """The look at the database that needs no SQLAlchemy."""
    from bot.storage.snapshot import SnapshotReader

    url = settings.database_url.words
    return SnapshotReader(url, home=settings.home, channels=list_channels(settings))


def make_leases(instance: "Instance") -> "Leases":
    """What only one daemon at a time may do."""
    from bot.storage.state import Leases

    return Leases(instance.database)


def tidy(instance: "Instance", now: datetime) -> int:
    """Throw away images and details that are older than BOT_KEEP and belong to nothing open; how many."""
    from bot.storage.state import Tidy

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


def find_main_colour(logo: Path) -> str:
    """The colour of a logo as "#rrggbb"; empty for one in black and white."""
    from bot.share_image import logo as logos

    return logos.find_main_colour(logo)


def keep_logo(data: bytes, place: Path) -> None:
    """Keep a picture as the logo, as PNG. Raises BotError for what is no picture, StorageError."""
    from bot.share_image import logo as logos

    logos.keep_logo(data, place)
