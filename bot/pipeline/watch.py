"""Look at every source and take in what is new. One sick source never stops the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.article import ArticleStatus
from bot.domain.errors import NotReachable
from bot.domain.novelty import Sight, find_alarm, is_recognised, take_sight
from bot.domain.retry import MAX_DELAY
from bot.domain.source import Look, Source
from bot.domain.words import say
from bot.pipeline.app import App
from bot.pipeline.intake import Intake, look_closer

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
    source, now = app.sources.get(url), app.clock()
    if not _is_due(source, now, app.rules.poll_interval, forced=forced):
        return SourceReport(url=url)
    app.progress("looking", source=url)
    try:
        look = app.archive.look(source, conditional=not _wants_full_look(source, now))
    except NotReachable as error:
        return _note_failure(app, source, error, now)
    except Exception as error:  # noqa: BLE001 - a defect met at one source must not silence the others
        return _note_failure(app, source, NotReachable(repr(error)), now)
    if look.unchanged:
        app.sources.save(_after_any_look(source, look, now))
        return SourceReport(url=url, kind=source.kind)
    return _take_in(app, source, look, now)


def _is_due(source: Source, now: datetime, interval: timedelta, *, forced: bool) -> bool:
    """A look in the future means that the clock was set back: it must not silence the source for so long."""
    if source.next_look_at and now < source.next_look_at:
        return forced and not source.failures
    return forced or source.looked_at is None or not source.looked_at <= now < source.looked_at + interval


def _wants_full_look(source: Source, now: datetime) -> bool:
    return not source.baseline_at or not source.full_look_at or now - source.full_look_at >= FULL_LOOK_EVERY


def _note_failure(app: App, source: Source, error: NotReachable, now: datetime) -> SourceReport:
    """The next look asks the configured address again, should the one it moved to be the reason."""
    failures = source.failures + 1
    wait = min(app.rules.retry.delay * (1 << min(failures - 1, 10)), MAX_DELAY)
    until = now + max(wait, error.retry_after or wait)
    app.sources.save(replace(_settle_anew(source), looked_at=now, failures=failures, next_look_at=until))
    app.progress("source_failed", source=source.url, problem=str(error))
    return SourceReport(url=source.url, kind=source.kind, problem=str(error))


def _take_in(app: App, source: Source, look: Look, now: datetime) -> SourceReport:
    known, is_full = app.articles.find_known(look.entries), _wants_full_look(source, now)
    alarm = _find_alarm(app, source, look, known)
    if alarm and (is_full or not source.alarm):
        look, known = look_closer(app, look, known)
        alarm = _find_alarm(app, source, look, known)
    if alarm:
        full_look_at = now if is_full else source.full_look_at
        app.sources.save(replace(_settle_anew(source), looked_at=now, full_look_at=full_look_at, alarm=alarm))
        app.progress("source_alarm", source=source.url, problem=alarm)
        return SourceReport(url=source.url, kind=look.kind, problem=alarm)
    fresh = [entry for entry in look.entries if entry.url not in known]
    sight = _take_sight(app, source, look, known, now)
    closes_baseline = not source.baseline_at and len(fresh) < len(known)
    intake = Intake(app, source, sight, closes_baseline=closes_baseline)
    outcomes = [intake.take(entry) for entry in reversed(fresh)]
    complete = None not in outcomes
    app.sources.save(_after_look(source, look, now, complete=complete))
    return _summarise(source, look, outcomes)


def _take_sight(app: App, source: Source, look: Look, known: Mapping[str, int], now: datetime) -> Sight:
    """After a relaunch nothing young is known by its address; what came so far tells how far back we saw."""
    sight = take_sight(look, known, now=now, max_age=app.rules.max_age)
    has_fresh = any(entry.url not in known for entry in look.entries)
    is_dated = any(entry.published_at for entry in look.entries)
    if sight.bottom or not (source.baseline_at and has_fresh and is_dated):
        return sight
    return replace(sight, bottom=app.articles.find_oldest_date(source.url, since=now - app.rules.max_age))


def _find_alarm(app: App, source: Source, look: Look, known: Mapping[str, int]) -> str:
    if is_recognised(look, known):
        return ""
    known_here = max(app.articles.count(source=source.url), source.listed)
    return find_alarm(source, look, known, known_here=known_here)


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


def _after_look(source: Source, look: Look, now: datetime, *, complete: bool) -> Source:
    """Validators are kept only when everything was taken in, or a 304 would hide the rest."""
    looked = replace(_after_any_look(source, look, now), kind=look.kind, full_look_at=now)
    if not complete:
        return looked
    return replace(
        looked,
        baseline_at=source.baseline_at or now,
        validators=look.validators,
        listed=len(look.entries),
    )


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
