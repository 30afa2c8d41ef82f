"""What is new: pure judgements about a look at a source and about an article that nobody knew."""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from bot.domain.article import (
    ELSEWHERE,
    Article,
    ArticleStatus,
    KnownArticle,
    Look,
    Source,
    Triage,
)
from bot.domain.times import format_day
from bot.domain.urls import is_same_site
from bot.i18n import say

FEWEST_TO_JUDGE = 4
"""Fewer articles say nothing about a changed layout."""

_A_FEW = 6
"""So many may appear at once in a small list; more are likelier a list that was not there before."""

_MOST_OF_A_DAY = 12
"""More articles that appear at once with one day are likelier imported than written."""

_DAY = timedelta(days=1)

_MOSTLY = 3
"""So many times as often must a list go one way as the other to be in order."""

_NUMBER = re.compile(r"(?<=[/=_-])(?!(?:19|20)\d\d\b)(\d{2,9})(?![^/.?&#_-])")
"""The first number in an address that counts articles and is no year: /news/123, ?id=123, 123-titel.html."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What judgements about one look rest on.

    bottom: the oldest date among the listed articles that are known, young enough to be news and were not
    taken for old, or None;
    standing: the known articles that stand in the list now; above, below: addresses on the new and on the old
    side of all of them; is_below_old: what stands below is certainly old; is_shuffled: the list has another
    order than at the last look, so that no place in it tells anything; middle: the middle day of a list in
    order; redated: until when days prove nothing, as the list gave such to known ones that it had dated
    earlier; early: addresses whose number is lower than those of all of them; is_other_way: the list was
    read otherwise before; elsewhere: addresses on other sites in a page's list of the own one.
    """

    now: datetime
    max_age: timedelta
    bottom: datetime | None = None
    standing: frozenset[int] = frozenset()
    above: frozenset[str] = frozenset()
    below: frozenset[str] = frozenset()
    is_below_old: bool = False
    is_shuffled: bool = False
    middle: datetime | None = None
    redated: datetime | None = None
    early: frozenset[str] = frozenset()
    is_other_way: bool = False
    elsewhere: frozenset[str] = frozenset()


def take_sight(  # noqa: PLR0913  what a look is judged by
    source: Source,
    look: Look,
    known: Mapping[str, int],
    days: Mapping[int, datetime],
    *,
    now: datetime,
    max_age: timedelta,
    skipped: Container[int] = (),
) -> Sight:
    """The sight of a look, of whose addresses some are known; a pinned old article is no bottom.

    days: when known articles were published by their own account, by id; skipped: which of them were taken
    for old.
    """
    listed = [(known[entry.url], entry.published_at) for entry in look.entries if entry.url in known]
    dates = {known_id: day or days.get(known_id) for known_id, day in listed}
    young = [day for each, day in dates.items() if day and now - day <= max_age and each not in skipped]
    is_other_way = bool(source.way) and bool(look.way) and look.way != source.way
    places = _find_places(source, look, known)
    sides = _find_sides(source, look, known, dates, places, skipped)
    return Sight(
        now=now,
        max_age=max_age,
        bottom=min(young, default=None),
        standing=frozenset(dates),
        above=sides.above,
        below=sides.below,
        is_below_old=sides.is_below_old,
        is_shuffled=_is_shuffled(places),
        middle=sides.middle,
        redated=None if is_other_way else _find_redated(source, dict(listed)),
        early=_find_early(look, known),
        is_other_way=is_other_way,
        elsewhere=_find_elsewhere(source, look),
    )


def _find_elsewhere(source: Source, look: Look) -> frozenset[str]:
    """The addresses on other sites in a page's list that stands on the own one."""
    kind, _, site = look.way.rpartition(" ")
    if kind != "html" or site == ELSEWHERE:
        return frozenset()
    places = (f"//{site}", source.url)
    return frozenset(
        entry.url for entry in look.entries if not any(is_same_site(entry.url, place) for place in places)
    )


class _Sides(NamedTuple):
    """What stands around all that is known, as Sight tells it."""

    above: frozenset[str] = frozenset()
    below: frozenset[str] = frozenset()
    middle: datetime | None = None
    is_below_old: bool = False


def _find_sides(
    source: Source,
    look: Look,
    known: Mapping[str, int],
    dates: Mapping[int, datetime | None],
    then: Sequence[int],
    skipped: Container[int],
) -> _Sides:
    """What stands on the new and on the old side of everything known, and whether the latter is old.

    Which side is the old one is told by dates, else by the order in which articles came. It is certain in a
    list that stands as at the last look and as articles came, when one that stood there is gone, news came
    on the other side, or many appear. then: where the known ones stood at the last look, as they stand now;
    skipped: those taken for old, which stand wherever somebody pinned them and tell no order.
    """
    listed = [known[entry.url] for entry in look.entries if entry.url in known]
    if not listed:
        return _Sides()
    order = [known_id for known_id in listed if known_id not in skipped]
    days = [day for known_id in order if (day := dates[known_id])]
    is_dated = 2 * len(days) >= len(order) and len(set(days)) > 1
    falls, rises = _count_steps(days if is_dated else order)
    addresses = [entry.url for entry in look.entries]
    if rises > falls:
        addresses.reverse()
    places = [place for place, url in enumerate(addresses) if url in known]
    above, below = addresses[: places[0]], addresses[places[-1] + 1 :]
    is_ordered = _is_in_order(falls, rises) or (is_dated and _has_two_ends(days))
    is_shown = len(listed) < source.listed or bool(above) or len(below) >= FEWEST_TO_JUDGE
    if not is_ordered:
        return _Sides(below=frozenset(below))
    middle = sorted(days)[len(days) // 2] if days else None
    return _Sides(frozenset(above), frozenset(below), middle, is_shown and _has_kept_order(order, then))


def _find_places(source: Source, look: Look, known: Mapping[str, int]) -> list[int]:
    then = {each.known: place for place, each in enumerate(source.standing)}
    now = dict.fromkeys(known[entry.url] for entry in look.entries if entry.url in known)
    return [then[known_id] for known_id in now if known_id in then]


def _find_redated(source: Source, days: Mapping[int, datetime | None]) -> datetime | None:
    """The latest day that a list gave anew to most of the known ones that it dates, as an import does."""
    told = [(place.day, day) for place in source.standing if place.day and (day := days.get(place.known))]
    moved = [day for then, day in told if day - then > _DAY]
    return max(moved) if len(moved) > 1 and 2 * len(moved) >= len(told) else None


def _has_kept_order(order: Sequence[int], then: Sequence[int]) -> bool:
    """Whether a list stands as before, and as articles came; one that was ever turned round does not."""
    falls, rises = _count_steps(order)
    return falls > rises and _is_in_order(falls, rises) and len(then) > 2 and list(then) == sorted(then)


def _is_shuffled(then: Sequence[int]) -> bool:
    """Whether a list is neither as it was nor turned round, whatever single one moved."""
    return len(then) >= FEWEST_TO_JUDGE and not _is_in_order(*_count_steps(then))


def _is_in_order(falls: int, rises: int) -> bool:
    return max(falls, rises) >= 2 and max(falls, rises) >= _MOSTLY * min(falls, rises)


def _has_two_ends(days: Sequence[datetime]) -> bool:
    """Whether several of one day stand before several of another: as much order as two days can show."""
    runs = [len(list(run)) for _, run in groupby(days)]
    return len(runs) == 2 and min(runs) > 1


def _find_early(look: Look, known: Container[str]) -> frozenset[str]:
    """The addresses that are numbered below all known ones, in a list whose numbers tell its order.

    So stands an old article that somebody pinned on top of a list which had shown later ones only.
    """
    numbers = {entry.url: int(found[1]) for entry in look.entries if (found := _NUMBER.search(entry.url))}
    order = [number for url, number in numbers.items() if url in known]
    falls, rises = _count_steps(order)
    if len(order) < FEWEST_TO_JUDGE or max(falls, rises) < _MOSTLY * max(1, min(falls, rises)):
        return frozenset()
    return frozenset(url for url, number in numbers.items() if number < min(order))


def _count_steps(values: Sequence[Any]) -> tuple[int, int]:
    """How often a value is followed by a smaller one, and by a greater one."""
    pairs = list(pairwise(values))
    return sum(a > b for a, b in pairs), sum(a < b for a, b in pairs)


def is_recognised(look: Look, known: Container[str]) -> bool:
    """Whether half of what is listed is known, so that it needs no counting of what else is."""
    known_ones = sum(entry.url in known for entry in look.entries)
    return bool(look.entries) and known_ones * 2 >= len(look.entries)


def find_alarm(
    source: Source, look: Look, known: Container[str], *, known_here: int, proven: Container[str] = ()
) -> str:
    """Why this look must not be believed: empty, or fewer than half recognisable; empty string when fine.

    known: the listed addresses that are known; known_here: how many articles are known of this source;
    proven: addresses whose articles were published since the first look, by their own account.
    """
    listed = len(look.entries)
    if not listed:
        return _tell_empty(source)
    if not source.baseline_at or not known_here:
        return ""
    known_ones = sum(entry.url in known for entry in look.entries)
    recognised = [entry.url in known or (bool(known_ones) and entry.url in proven) for entry in look.entries]
    count, unknown = sum(recognised), recognised.count(False)
    if unknown <= max(_A_FEW, 2 * count) and _is_plausible(recognised, known_here, source.listed):
        return ""
    return say(
        "Only {recognised} of {listed} listed articles are known: layout or addresses have changed. "
        "Nothing of this look was posted; check with `bot preview SOURCE`.",
        recognised=count,
        listed=listed,
    )


def _is_plausible(recognised: Sequence[bool], known_here: int, listed_before: int) -> bool:
    """Whether enough is recognised, or so little is listed or known that nothing else can be expected.

    A list that shrank to a few, of which most are unknown, is another one: what is popular, beside it.
    """
    listed, count = len(recognised), sum(recognised)
    if count * 2 >= min(known_here, listed) or _is_burst(recognised):
        return True
    is_whole = bool(count) and 2 * listed > listed_before
    return listed < FEWEST_TO_JUDGE and (known_here < FEWEST_TO_JUDGE or is_whole)


def _tell_empty(source: Source) -> str:
    if source.baseline_at:
        return say(
            "The source suddenly shows no articles at all. Nothing was changed; is its address still right?"
        )
    return say("No article is listed there yet, so nothing counts as known. Is its address right?")


def _is_burst(recognised: Sequence[bool]) -> bool:
    """Many new articles above older ones, as in a feed whose window is short: a busy day, no new layout."""
    return any(recognised) and all(recognised[recognised.index(True) :])


def may_judge(source: Source, known: KnownArticle, now: datetime) -> bool:
    """Whether a list that shows a known article for the first time may say that it is news after all.

    One list's order says nothing about another's: what slid into that from below, or stood at its first look
    when this one was already watched, may be this one's news. In a list that shows one in two places, the
    better one counts. now: when this look began.
    """
    if not source.baseline_at or not source.standing:
        return False
    if known.source == source.url:
        return known.status is ArticleStatus.SKIPPED and known.first_seen_at == now
    looked_at = source.full_look_at or source.baseline_at
    if known.status is ArticleStatus.BASELINE:
        return known.first_seen_at > looked_at
    return known.status is ArticleStatus.SKIPPED


def decide_triage(article: Article, listed_url: str, source: Source, sight: Sight, doubt: str) -> Triage:
    """Baseline, new, or too old to be news, by its own date or by where it stands.

    What was published after the first look cannot slide in from below: it was missed, and is still news.
    """
    if not source.baseline_at:
        return Triage(status=ArticleStatus.BASELINE)
    published = article.published_at
    if published and sight.now - published > sight.max_age:
        day = format_day(published, UTC)
        return _skip(say("published on {day}, which is too long ago to be news", day=day))
    if published and published < min(source.baseline_at, sight.bottom or source.baseline_at - _DAY):
        return _skip(say("older than all that was listed: it slid into the list when another was removed"))
    if sight.is_other_way:
        return _judge_anew(article, source, doubt, is_above=listed_url in sight.above)
    is_redated = bool(published and sight.redated and published <= sight.redated)
    reason, question = _judge_place(listed_url, None if is_redated else published, source.baseline_at, sight)
    if is_redated:
        question = question or say("The list gave this day to known articles, too: is it news?")
    question = question or _doubt_gap(published, source.full_look_at or source.baseline_at, sight)
    return _skip(reason) if reason else Triage(status=ArticleStatus.NEW, doubt=doubt or question)


def _judge_place(url: str, published: datetime | None, since: datetime, sight: Sight) -> tuple[str, str]:
    """Why one is old by where it stands, and what else to ask about it; either may be empty."""
    reason = question = ""
    is_since = published is not None and published >= since
    is_before = published is not None and published < since - _DAY
    if url in sight.elsewhere:
        is_old = not is_since and url not in sight.above
        reason = say("stands on another site, among what was known") if is_old else ""
        question = say("It stands on another site than the list: is it news of your own?")
    elif url in sight.below and not (is_since and _is_in_place(published, sight)):
        is_old = not is_since and url not in sight.above and (sight.is_below_old or is_before)
        reason = say("stands below all that was known: it slid into the list from below") if is_old else ""
        question = say("It stands below all that was known: is it news?")
    elif url in sight.early and not is_since:
        question = say("Its address has a lower number than all that was known: is it news?")
    elif sight.is_shuffled and published is None:
        question = say("It has no date, and the list has another order than before: is it news?")
    return reason, question


def _doubt_gap(published: datetime | None, seen_at: datetime, sight: Sight) -> str:
    """What to ask of one without a date which may have appeared long ago, while nobody looked."""
    if published or sight.now - seen_at <= sight.max_age:
        return ""
    day = format_day(seen_at, UTC)
    return say("It has no date, and its list was read last on {day}: is it news?", day=day)


def _is_in_place(published: datetime | None, sight: Sight) -> bool:
    """Whether a day goes with standing below all that was known; one later than most of theirs does not."""
    return not (published and sight.middle and published - sight.middle > _DAY)


def _judge_anew(article: Article, source: Source, doubt: str, *, is_above: bool) -> Triage:
    """What nobody knew in a list that is read otherwise since now: old, unless its day or place say no.

    News on top may be days old: a feed that stood still is left only when much of its page is not in it.
    """
    since, published = source.baseline_at, article.published_at
    seen_at = source.looked_at or since
    is_since = published is not None and seen_at is not None and published >= seen_at - _DAY
    is_missed = is_above and not (published and since and published < since)
    if doubt or not (is_since or is_missed):
        return _skip(say("stands in a list that is read another way since now, and may be old"))
    return Triage(status=ArticleStatus.NEW, doubt=say("The list is read another way since now: is it news?"))


def doubt_crowd(days: Iterable[datetime | None]) -> Callable[[datetime | None], str]:
    """What to ask of an unknown article, by its day, when more are of that day than anybody writes.

    An import dates all that it brings to its own day, or not at all. days: of all unknown articles of a look.
    """
    counts = Counter(day and day.date() for day in days)

    def ask(day: datetime | None) -> str:
        count = counts[day and day.date()]
        if count <= _MOST_OF_A_DAY:
            return ""
        return say("{count} articles of one day, or without any, appeared at once: is it news?", count=count)

    return ask


def _skip(reason: str) -> Triage:
    return Triage(status=ArticleStatus.SKIPPED, reason=reason)
