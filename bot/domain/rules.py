"""An instance's rules as the pipeline needs them; made from the settings by the wiring."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.domain.retry import RetryRules
from bot.domain.timing import TimingRules


class Approval(StrEnum):
    """Whose yes a post needs before it is scheduled."""

    AUTO = "auto"
    MANUAL = "manual"
    SENSITIVE = "sensitive"
    """Sober topics wait for a person, others do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Durations as in the settings of the same names; landing: how long after we stopped waiting for the
    visible call the platform may still carry it out."""

    timing: TimingRules
    retry: RetryRules
    approval: Approval
    hold: timedelta
    max_age: timedelta
    missed_after: timedelta
    poll_interval: timedelta
    confirm_delay: timedelta
    landing: timedelta
    lease: timedelta
