"""Look at every source and take in what is new. One sick source never stops the others."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.article import ArticleStatus, Look, Place, Source, list_doubts
from bot.domain.errors import (
    NotReachable,
)
from bot.domain.novelty import (
    FEWEST_TO_JUDGE,
    Sight,
    find_alarm,
    is_recognised,
    take_sight,
)
from bot.domain.schedule import back_off
from bot.domain.urls import canonical_url
from bot.events import Event
from bot.i18n import say, say_count
from bot.pipeline.context import App
from bot.pipeline.intake import Intake, find_moved, is_left_open, look_closer, read_later
from bot.pipeline.refresh import take_up_again

ORDER_OF = 200
"""So many of a list's first articles tell at the next look whether it kept its order."""

FULL_LOOK_EVERY = timedelta(days=1)
"""A 304 may hide deletions and edits: at least daily the listing is read unconditionally."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """What one look brought: counts, and a plain sentence when it failed or alarmed."""

    url: str
    kind: str = ""
    baseline: int = 0
    new: int = 0
    skipped: int = 0
    problem: str = ""


def watch(app: App, *, forced: bool) -> tuple[SourceReport, ...]:
    """Look at each configured source that is due; forced: all but those that asked us to wait."""
    return tuple(watch_source(app, url, forced=forced) for url in app.source_urls)


def watch_source(app: App, url: str, *, forced: bool) -> SourceReport:
    """One look at one source."""
    now = app.clock()
    source = _doubt_clock(_find_source(app, url), now)
    if not _is_due(source, now, app.rules.poll_interval, forced=forced):
        return SourceReport(url=url)
    app.progress(Event.LOOKING, source=url)
    try:
        look = app.archive.look(source, conditional=not _wants_full_look(source, now))
    except NotReachable as error:
        return _note_failure(app, source, error, now)
    except Exception as error:  # noqa: BLE001 - a defect met at one source must not silence the others
        return _note_failure(app, source, NotReachable(repr(error)), now)
    if source.baseline_at:
        read_later(app, source)
    if look.unchanged:
        app.sources.save(_after_any_look(source, look, now))
        return SourceReport(url=url, kind=source.kind)
    return _take_in(app, source, look, now)


def _find_source(app: App, url: str) -> Source:
    """A source; one whose address is written another way since keeps its baseline and its list."""
    source, address = app.sources.get(url), canonical_url(url)
    others = [] if source.looked_at else app.sources.list_all()
    looks = {each.looked_at: each for each in others if each.looked_at and canonical_url(each.url) == address}
    if not looks:
        return source
    last = looks[max(looks)]
    return replace(
        source,
        kind=last.kind,
        baseline_at=last.baseline_at,
        full_look_at=last.full_look_at,
        listed=last.listed,
        way=last.way,
        standing=last.standing,
    )


def _doubt_clock(source: Source, now: datetime) -> Source:
    """A look in the future means that the clock was set back: what it noted must not hold until then."""
    if source.looked_at is None or source.looked_at <= now:
        return source
    since = source.baseline_at and min(source.baseline_at, now)
    return replace(source, baseline_at=since, looked_at=None, full_look_at=None, next_look_at=None)


def _is_due(source: Source, now: datetime, interval: timedelta, *, forced: bool) -> bool:
    if source.next_look_at and now < source.next_look_at:
        return forced and not source.failures
    return forced or source.looked_at is None or now >= source.looked_at + interval


def _wants_full_look(source: Source, now: datetime) -> bool:
    return not source.baseline_at or not source.full_look_at or now - source.full_look_at >= FULL_LOOK_EVERY


def _note_failure(app: App, source: Source, error: NotReachable, now: datetime) -> SourceReport:
    """The next look asks the configured address again, should the one it moved to be the reason."""
    failures = source.failures + 1
    wait = back_off(failures, app.rules.retry, app.random)
    until = now + max(wait, error.retry_after or wait)
    app.sources.save(replace(_settle_anew(source), looked_at=now, failures=failures, next_look_at=until))
    app.progress(Event.SOURCE_FAILED, source=source.url, problem=str(error))
    return SourceReport(url=source.url, kind=source.kind, problem=str(error))


def _take_in(app: App, source: Source, look: Look, now: datetime) -> SourceReport:
    known, is_full = app.articles.find_known(look.entries), _wants_full_look(source, now)
    alarm = _find_alarm(app, source, look, known)
    if alarm and look.entries and (is_full or not source.alarm):
        look, known, proven = look_closer(app, source, look, known)
        alarm = _find_alarm(app, source, look, known, proven)
    if alarm and look.entries and source.alarm and is_full:
        return _take_anew(app, source, look, now)
    if alarm:
        full_look_at = now if is_full or not source.alarm else source.full_look_at
        app.sources.save(replace(_settle_anew(source), looked_at=now, full_look_at=full_look_at, alarm=alarm))
        app.progress(Event.SOURCE_ALARM, source=source.url, problem=alarm)
        return SourceReport(url=source.url, kind=look.kind, problem=alarm)
    sight, outcomes = _take_in_fresh(app, source, look, known, now)
    looked = _after_look(app, source, look, now, complete=None not in outcomes)
    alarm = _tell_taken_for_old(sight, outcomes)
    app.sources.save(replace(looked, alarm=alarm))
    report = _summarise(source, look, outcomes)
    if alarm:
        app.progress(Event.SOURCE_ALARM, source=source.url, problem=alarm)
    return replace(report, problem=alarm or report.problem)


def _take_in_fresh(
    app: App, source: Source, look: Look, known: Mapping[str, int], now: datetime
) -> tuple[Sight, list[ArticleStatus | None]]:
    """Read what is fresh, then judge what of it nobody knows by all that is known, also by its content."""
    fresh = [entry for entry in look.entries if entry.url not in known]
    standing = {known[entry.url]: entry.url for entry in look.entries if entry.url in known}
    intake = Intake(
        app=app,
        source=source,
        now=now,
        standing=standing,
        moved=find_moved(app, source, standing) if fresh else {},
        closes_baseline=not source.baseline_at and len(fresh) < len(known),
    )
    told, outcomes = intake.read_all(fresh)
    found, unknown = intake.recognise(told)
    known = {**known, **found}
    take_up_again(app, look.entries, known)
    open_here = _find_open(app, source, look, known, now)
    settled = {url: known_id for url, known_id in known.items() if url not in open_here}
    sight = _take_sight(app, source, look, settled, now)
    judged = [*intake.judge_all(unknown, sight), *intake.ask_about(open_here, sight)]
    return sight, [*outcomes, *[ArticleStatus.BASELINE] * len(found), *judged]


def _tell_taken_for_old(sight: Sight, outcomes: Sequence[ArticleStatus | None]) -> str:
    """Why a person should look at what was not posted, as the list is not what it was; empty when it is."""
    count = outcomes.count(ArticleStatus.SKIPPED)
    if count < (1 if sight.is_other_way else FEWEST_TO_JUDGE):
        return ""
    return say_count(
        "The list is not as it was: {count} article that nobody knew was taken for old. "
        "`bot articles --status skipped` shows it.",
        "The list is not as it was: {count} articles that nobody knew were taken for old. "
        "`bot articles --status skipped` shows them.",
        count,
    )


def _take_anew(app: App, source: Source, look: Look, now: datetime) -> SourceReport:
    """A list nobody recognises, which still stands a day after the alarm, is the list: all of it is known."""
    app.articles.add_listed(look.entries, source=source.url, now=now)
    looked = _after_look(app, replace(source, baseline_at=now), look, now, complete=True)
    problem = say(
        "It is read as another list since today; its {count} articles count as known. "
        "If one of them is news, `bot backfill` posts it.",
        count=len(look.entries),
    )
    app.sources.save(looked)
    app.progress(Event.SOURCE_ALARM, source=source.url, problem=problem)
    return SourceReport(url=source.url, kind=look.kind, baseline=len(look.entries), problem=problem)


def _take_sight(app: App, source: Source, look: Look, known: Mapping[str, int], now: datetime) -> Sight:
    """After a relaunch nothing young is known by its address; what came so far tells how far back we saw."""
    has_fresh = any(entry.url not in known for entry in look.entries)
    is_needed = bool(source.baseline_at) and has_fresh
    days = app.articles.list_dates(known.values()) if is_needed else {}
    skipped = app.articles.list_skipped(known.values()) if is_needed else ()
    sight = take_sight(source, look, known, days, now=now, max_age=app.rules.max_age, skipped=skipped)
    is_dated = any(entry.published_at for entry in look.entries)
    if sight.bottom or not (is_needed and is_dated):
        return sight
    return replace(sight, bottom=app.articles.find_oldest_date(source.url, since=now - app.rules.max_age))


def _find_alarm(
    app: App, source: Source, look: Look, known: Mapping[str, int], proven: Container[str] = ()
) -> str:
    if is_recognised(look, known):
        return ""
    known_here = max(app.articles.count(source=source.url), source.listed)
    return find_alarm(source, look, known, known_here=known_here, proven=proven)


def _find_open(
    app: App, source: Source, look: Look, known: Mapping[str, int], now: datetime
) -> dict[str, int]:
    """Known addresses that stand in this list for the first time and that only other lists judged so far."""
    stood = {place.known for place in source.standing}
    listed = {entry.url: known[entry.url] for entry in look.entries[:ORDER_OF] if entry.url in known}
    return {
        url: known_id
        for url, known_id in listed.items()
        if known_id not in stood and is_left_open(app, source, known_id, now)
    }


def _settle_anew(source: Source) -> Source:
    """Where a listing was found to stand may be the reason why it is sick: the next look finds out anew."""
    return replace(source, moved_to="", listing_url="")


def _after_any_look(source: Source, look: Look, now: datetime) -> Source:
    return replace(
        source,
        looked_at=now,
        failures=0,
        next_look_at=None,
        alarm="",
        moved_to=look.moved_to or source.moved_to,
        listing_url=look.listing_url or source.listing_url,
    )


def _after_look(app: App, source: Source, look: Look, now: datetime, *, complete: bool) -> Source:
    """Validators are kept only when everything was taken in, or a 304 would hide the rest."""
    way = look.way or source.way
    looked = replace(
        _after_any_look(source, look, now),
        kind=look.kind,
        full_look_at=now,
        way=way,
        uncertain=" ".join(list_doubts(look)),
        standing=_list_places(app, source, look),
    )
    if not complete:
        return looked
    return replace(
        looked,
        baseline_at=source.baseline_at or now,
        validators=look.validators,
        listed=len(look.entries),
    )


def _list_places(app: App, source: Source, look: Look) -> tuple[Place, ...]:
    entries = look.entries[:ORDER_OF]
    known = app.articles.find_known(entries)
    days = {place.known: place.day for place in source.standing} if look.way == source.way else {}
    places: dict[int, Place] = {}
    for entry in entries:
        if (known_id := known.get(entry.url)) is not None:
            told = [day for day in (days.get(known_id), entry.published_at) if day]
            places.setdefault(known_id, Place(known=known_id, day=min(told, default=None)))
    return tuple(places.values())


def _summarise(source: Source, look: Look, outcomes: Sequence[ArticleStatus | None]) -> SourceReport:
    counts: Mapping[ArticleStatus | None, int] = {
        outcome: outcomes.count(outcome) for outcome in set(outcomes)
    }
    unread = counts.get(None, 0)
    return SourceReport(
        url=source.url,
        kind=look.kind,
        baseline=counts.get(ArticleStatus.BASELINE, 0) if not source.baseline_at else 0,
        new=counts.get(ArticleStatus.NEW, 0),
        skipped=counts.get(ArticleStatus.SKIPPED, 0),
        problem=say("{count} articles could not be read now and will be tried again", count=unread)
        if unread
        else "",
    )
