"""Settings to the rules the pipeline follows."""

from collections.abc import Callable
from datetime import date, timedelta

from bot.domain.errors import SettingsWrong
from bot.domain.retry import RetryRules
from bot.domain.rules import Approval, Rules
from bot.domain.timing import TimingRules, never_closed
from bot.domain.words import say
from bot.settings import Settings

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
        retry=RetryRules(delay=settings.retry_delay, max_attempts=settings.max_attempts),
        approval=Approval(settings.approval),
        hold=settings.hold,
        max_age=settings.max_age,
        missed_after=settings.missed_after,
        poll_interval=settings.poll_interval,
        confirm_delay=settings.confirm_delay,
        landing=settings.http_timeout + LANDING_MARGIN,
        lease=settings.lease,
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
