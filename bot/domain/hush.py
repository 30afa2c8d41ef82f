"""Holding back: after a sober post, nothing cheerful of the same instance for some hours. A pure rule."""

from collections.abc import Sequence
from datetime import datetime, timedelta

SOBER_HUSH = timedelta(hours=6)
"""How long after a post of mourning or violence the others wait, on every channel."""


def find_hush_end(instant: datetime, sober: Sequence[datetime]) -> datetime | None:
    """When the hush that holds at an instant ends (aware UTC); None: none holds.

    sober: when sober posts went out, or may have. One in the far future is a clock that was wrong.
    """
    near = [at for at in sober if abs(at - instant) < SOBER_HUSH]
    return max(near) + SOBER_HUSH if near else None
