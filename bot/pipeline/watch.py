"""Look at every source and take in what is new. One sick source never stops the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.article import Article, ArticleStatus, Entry, Verdict
from bot.domain.errors import ArticleGone, NotAnArticle, NotReachable
from bot.domain.identity import Likeness, fingerprint
from bot.domain.novelty import Sight, decide_verdict, find_alarm, find_same, is_recognised, take_sight
from bot.domain.retry import MAX_DELAY
from bot.domain.source import Look, Source
from bot.domain.words import say
from bot.pipeline.app import App

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
        moved_to = look.moved_to or source.moved_to
        app.sources.save(
            replace(source, looked_at=now, failures=0, next_look_at=None, alarm="", moved_to=moved_to)
        )
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
    app.sources.save(replace(source, looked_at=now, failures=failures, next_look_at=until, moved_to=""))
    app.progress("source_failed", source=source.url, problem=str(error))
    return SourceReport(url=source.url, kind=source.kind, problem=str(error))


def _take_in(app: App, source: Source, look: Look, now: datetime) -> SourceReport:
    known, is_full = app.articles.find_known(look.entries), _wants_full_look(source, now)
    alarm = _find_alarm(app, source, look, known)
    if alarm and (is_full or not source.alarm):
        known = {**known, **_find_moved(app, [entry for entry in look.entries if entry.url not in known])}
        alarm = _find_alarm(app, source, look, known)
    if alarm:
        full_look_at = now if is_full else source.full_look_at
        app.sources.save(replace(source, looked_at=now, full_look_at=full_look_at, alarm=alarm, moved_to=""))
        app.progress("source_alarm", source=source.url, problem=alarm)
        return SourceReport(url=source.url, kind=look.kind, problem=alarm)
    fresh = [entry for entry in look.entries if entry.url not in known]
    sight = take_sight(look, known, now=now, max_age=app.rules.max_age)
    outcomes = [_take_entry(app, source, entry, sight) for entry in reversed(fresh)]
    complete = None not in outcomes
    app.sources.save(_after_look(source, look, now, complete=complete))
    return _summarise(source, look, outcomes)


def _find_alarm(app: App, source: Source, look: Look, known: Mapping[str, int]) -> str:
    if is_recognised(look, known):
        return ""
    return find_alarm(source, look, known, known_here=app.articles.count(source=source.url))


def _find_moved(app: App, entries: Sequence[Entry]) -> dict[str, int]:
    """Known articles among unknown addresses, by content: a relaunch gives every article a new address.

    Asked when an alarm begins and then daily, so that a list of something else is not read at every look.
    """
    moved: dict[str, int] = {}
    for entry in entries:
        article = _try_to_read(app, entry)
        likeness, known_id = _compare(app, article) if article else (Likeness.DIFFERENT, None)
        if likeness is Likeness.SAME and known_id is not None:
            app.articles.add_names(known_id, entry)
            moved[entry.url] = known_id
    return moved


def _try_to_read(app: App, entry: Entry) -> Article | None:
    try:
        return app.archive.read(entry)
    except Exception as error:  # noqa: BLE001 - what cannot be read is not recognised, whatever the cause
        app.progress("article_failed", article=entry.url, problem=str(error))
        return None


def _compare(app: App, article: Article) -> tuple[Likeness, int | None]:
    return find_same(article, app.articles.list_alike(fingerprint(article.title, article.text)))


def _after_look(source: Source, look: Look, now: datetime, *, complete: bool) -> Source:
    """Validators are kept only when everything was taken in, or a 304 would hide the rest."""
    return replace(
        source,
        kind=look.kind,
        looked_at=now,
        full_look_at=now,
        failures=0,
        next_look_at=None,
        alarm="",
        moved_to=look.moved_to or source.moved_to,
        baseline_at=source.baseline_at or (now if complete else None),
        validators=look.validators if complete else source.validators,
    )


def _take_entry(app: App, source: Source, entry: Entry, sight: Sight) -> ArticleStatus | None:
    """Read one unknown entry and store it; None when it could not be read now."""
    app.progress("reading", article=entry.url)
    try:
        article = app.archive.read(entry)
    except NotReachable as error:
        app.progress("article_failed", article=entry.url, problem=str(error))
        return None
    except ArticleGone:
        return ArticleStatus.GONE
    except NotAnArticle as error:
        unreadable = Article(url=entry.url, title=entry.title, text="")
        verdict = Verdict(status=_first_status(source, ArticleStatus.SKIPPED), reason=str(error))
        return _store(app, source, entry, unreadable, verdict, sight.now)
    except Exception as error:  # noqa: BLE001 - a defect met at one article must not hide the others
        app.progress("article_failed", article=entry.url, problem=repr(error))
        return None
    return _recognise(app, source, entry, article, sight)


def _recognise(app: App, source: Source, entry: Entry, article: Article, sight: Sight) -> ArticleStatus:
    likeness, known_id = _compare(app, article)
    if likeness is Likeness.SAME and known_id is not None:
        app.articles.add_names(known_id, entry)
        app.progress("known_again", article=entry.url, same_as=known_id)
        return ArticleStatus.BASELINE
    doubt = (
        say("It resembles article {id}: is it the same news?", id=known_id)
        if likeness is Likeness.UNSURE
        else ""
    )
    verdict = decide_verdict(article, source, sight, doubt)
    return _store(app, source, entry, article, verdict, sight.now)


def _first_status(source: Source, otherwise: ArticleStatus) -> ArticleStatus:
    return otherwise if source.baseline_at else ArticleStatus.BASELINE


def _store(
    app: App, source: Source, entry: Entry, article: Article, verdict: Verdict, now: datetime
) -> ArticleStatus:
    article_id = app.articles.add(article, source=source.url, listed=entry, verdict=verdict, now=now)
    if article_id is None:
        return ArticleStatus.BASELINE
    app.progress("article", id=article_id, title=article.title, status=verdict.status, reason=verdict.reason)
    return verdict.status


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
