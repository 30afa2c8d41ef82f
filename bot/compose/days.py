"""Days that a written date means: with the year that was left out, checked against the weekday."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.compose import dates

_FARTHEST = timedelta(days=270)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Resolved days, first to last; is_doubtful: weekday and date do not go together."""

    first: date
    last: date
    is_doubtful: bool = False


def resolve(mention: dates.Mention, today: date) -> Span | None:
    """The days a mention means for a reader of `today`; None for impossible dates such as 31.02."""
    if mention.offset is not None:
        day = today + timedelta(days=mention.offset)
        return Span(first=day, last=day)
    if mention.day == 0:
        ahead = ((mention.weekday or 0) - today.weekday() - 1) % 7 + 1
        day = today + timedelta(days=ahead)
        return Span(first=day, last=day)
    last, is_doubtful = _resolve_day(mention, today)
    if last is None:
        return None
    first = _date(last.year, mention.first[1], mention.first[0]) if mention.first else last
    if first and first > last:
        first = _date(last.year - 1, first.month, first.day)
    return Span(first=first or last, last=last, is_doubtful=is_doubtful)


def _resolve_day(mention: dates.Mention, today: date) -> tuple[date | None, bool]:
    if mention.year:
        return _date(mention.year, mention.month, mention.day), False
    years = (today.year - 1, today.year, today.year + 1)
    days = [day for year in years if (day := _date(year, mention.month, mention.day))]
    if not days:
        return None, False
    fitting = [day for day in days if _weekday_fits(mention, day)]
    day = _pick(fitting or days, today)
    is_near = today - _FARTHEST <= day <= today + _FARTHEST
    return day, mention.weekday is not None and not (fitting and is_near)


def _weekday_fits(mention: dates.Mention, day: date) -> bool:
    """In a range, the weekday may belong to the first day."""
    if mention.weekday is None or day.weekday() == mention.weekday:
        return True
    first = _date(day.year, mention.first[1], mention.first[0]) if mention.first else None
    return first is not None and first.weekday() == mention.weekday


def _pick(days: list[date], today: date) -> date:
    """Announcements look ahead, but hardly more than nine months."""
    behind = [day for day in days if day <= today]
    ahead = [day for day in days if day >= today]
    if ahead and (not behind or ahead[0] - today <= _FARTHEST):
        return ahead[0]
    return behind[-1]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
