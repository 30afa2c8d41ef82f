"""Durations as people write them: 90s, 30m, 2h, 14d, 0."""

import re
from datetime import timedelta

from bot.domain.words import say

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
LONGEST = timedelta(days=36_500)
"""A hundred years; beyond that dates overflow."""

_PATTERN = re.compile(r"(\d{1,6})([smhd])")


def parse_duration(words: str) -> timedelta:
    """Read "90s", "30m", "2h", "14d", "1h30m" or "0". Raises ValueError saying what is allowed."""
    text = words.strip().lower()
    if text == "0":
        return timedelta(0)
    parts = _PATTERN.findall(text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        sentence = say("must be a duration such as 90s, 30m, 2h, 14d or 0")
        raise ValueError(sentence)
    duration = sum((timedelta(**{_UNITS[unit]: int(number)}) for number, unit in parts), timedelta())
    if duration > LONGEST:
        sentence = say("must be at most 36500d, a hundred years")
        raise ValueError(sentence)
    return duration
