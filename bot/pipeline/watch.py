"""Look at every source and take in what is new. One sick source never stops the others."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.article import Article, ArticleStatus, Entry, Look, Place, Source, Triage, list_doubts
from bot.domain.errors import (
    ArticleGone,
    BotError,
    NotAnArticle,
    NotReachable,
    PageUnavailable,
    ReadingRefused,
    TookTooLong,
)
from bot.domain.likeness import Likeness, find_same, fingerprint
from bot.domain.novelty import (
    FEWEST_TO_JUDGE,
    Sight,
    decide_triage,
    find_alarm,
    is_recognised,
    may_judge,
    take_sight,
)
from bot.domain.schedule import back_off
from bot.events import Event
from bot.i18n import say, say_count
from bot.pipeline.context import App
from bot.pipeline.plan import is_set_aside, set_aside, take_back

UNSEEN = "unseen "
"""Notes of this name and an address remember since when a page shows something else than its article."""

WAIT_FOR_PAGE = timedelta(days=1)

READ_AT_ONCE = 20
"""So many articles of a first look are read before it ends; of the others the listing is the baseline."""

READ_IN_ALL = 100
"""So many of them are read afterwards, the newest: what stands further down hardly moves."""

READ_PER_LOOK = 5

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
    source, now = app.sources.get(url), app.clock()
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
    fresh = [entry for entry in look.entries if entry.url not in known]
    open_here = _find_open(app, source, look, known, now)
    settled = {url: known_id for url, known_id in known.items() if url not in open_here}
    sight = _take_sight(app, source, look, settled, now)
    closes_baseline = not source.baseline_at and len(fresh) < len(known)
    intake = Intake(app, source, sight, closes_baseline=closes_baseline)
    outcomes = intake.take_all(fresh) + intake.ask_about(open_here)
    looked = _after_look(app, source, look, now, complete=None not in outcomes)
    alarm = _tell_taken_for_old(sight, outcomes)
    app.sources.save(replace(looked, alarm=alarm))
    report = _summarise(source, look, outcomes)
    if alarm:
        app.progress(Event.SOURCE_ALARM, source=source.url, problem=alarm)
    return replace(report, problem=alarm or report.problem)


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
        if known_id not in stood and _is_open(app, source, known_id, now)
    }


def _is_open(app: App, source: Source, known_id: int, now: datetime) -> bool:
    known = app.articles.find(str(known_id))
    if known is None or not may_judge(source, known, now):
        return False
    return not app.posts.list_posts(article_id=known_id, limit=1)


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


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes in what one look at a source showed.

    closes_baseline: most of the listing was taken into the baseline by earlier looks. What cannot be read
    even now is taken in by its title alone, or one broken page would keep the baseline open for ever.
    """

    app: App
    source: Source
    sight: Sight
    closes_baseline: bool

    def take_all(self, fresh: Sequence[Entry]) -> list[ArticleStatus | None]:
        """Take in unknown entries, the list's first one last; a large first look reads only some."""
        most = len(fresh) if self.source.baseline_at else READ_AT_ONCE
        now, later = fresh[:most], fresh[most:]
        if later:
            self.app.articles.add_listed(later, source=self.source.url, now=self.sight.now)
        outcomes = [self.take(entry) for entry in reversed(now)]
        return [*[ArticleStatus.BASELINE] * len(later), *outcomes]

    def take(self, entry: Entry) -> ArticleStatus | None:  # noqa: PLR0911  each failure has its own end
        """Read one unknown entry and store it; None when it could not be read and is to be tried again."""
        if is_set_aside(self.app, entry.url):
            return None
        self.app.progress(Event.READING, article=entry.url)
        try:
            article = self.app.archive.read(entry)
        except ArticleGone as error:
            is_part = ":~:" in entry.url
            return self._take_told(entry, str(error)) if is_part and entry.summary else ArticleStatus.GONE
        except NotAnArticle as error:
            return self._store_unread(entry, str(error))
        except ReadingRefused as error:
            return self._take_told(entry, str(error))
        except PageUnavailable as error:
            return self._wait_for_page(entry, str(error))
        except Exception as error:  # noqa: BLE001 - a defect met at one article must not hide the others
            if isinstance(error, TookTooLong):
                set_aside(self.app, entry.url, str(error))
            problem = str(error) if isinstance(error, BotError) else repr(error)
            return self._note_failure(entry, problem)
        take_back(self.app, entry.url)
        return self._recognise(entry, article, "\n".join(article.doubts))

    def _wait_for_page(self, entry: Entry, problem: str) -> ArticleStatus | None:
        """Read again at the next looks; after a day a person decides about what the list itself says."""
        note = self.app.journal.find_note(f"{UNSEEN}{entry.url}")
        now = self.sight.now
        if note is None or not note.at <= now:
            self.app.journal.note(f"{UNSEEN}{entry.url}", problem, now=now)
        elif now - note.at >= WAIT_FOR_PAGE and entry.title:
            told = replace(entry, summary=entry.summary or entry.title)
            return self._take_told(told, problem)
        return self._note_failure(entry, problem)

    def _note_failure(self, entry: Entry, problem: str) -> ArticleStatus | None:
        self.app.progress(Event.ARTICLE_FAILED, article=entry.url, problem=problem)
        return self._store_unread(entry, problem) if self.closes_baseline else None

    def _take_told(self, entry: Entry, problem: str) -> ArticleStatus | None:
        """What a listing itself says of an article whose page nobody may read; a person decides on it."""
        if not entry.summary or not entry.title:
            return self._note_failure(entry, problem)
        article = Article(
            url=entry.url,
            title=entry.title,
            text=entry.summary,
            categories=entry.categories,
            published_at=entry.published_at,
            guid=entry.guid,
        )
        return self._recognise(
            entry,
            article,
            say("Its page may not be read ({reason}); these are its feed's own words.", reason=problem),
        )

    def _store_unread(self, entry: Entry, reason: str) -> ArticleStatus:
        status = ArticleStatus.SKIPPED if self.source.baseline_at else ArticleStatus.BASELINE
        article = Article(url=entry.url, title=entry.title, text="")
        return self._store(entry, article, Triage(status=status, reason=reason))

    def _recognise(self, entry: Entry, article: Article, doubt: str = "") -> ArticleStatus:
        likeness, known_id = _compare(self.app, article, self.sight.standing)
        if likeness is Likeness.SAME and known_id is not None:
            self.app.articles.add_names(known_id, entry)
            self.app.progress(Event.KNOWN_AGAIN, article=entry.url, same_as=known_id)
            return self._judge_again(entry.url, known_id)
        if likeness is Likeness.UNSURE:
            doubt = say("It resembles article {id}: is it the same news?", id=known_id)
        return self._store(entry, article, decide_triage(article, entry.url, self.source, self.sight, doubt))

    def _judge_again(self, url: str, known_id: int) -> ArticleStatus:
        is_here = known_id in self.sight.standing
        is_open = not is_here and _is_open(self.app, self.source, known_id, self.sight.now)
        asked = self.ask_about({url: known_id} if is_open else {})
        return next(iter(asked), ArticleStatus.BASELINE)

    def ask_about(self, open_here: Mapping[str, int]) -> list[ArticleStatus]:
        """What other lists took for old, though it stands here as news does, waits for a person."""
        return [ArticleStatus.NEW for url, known_id in open_here.items() if self._ask_about(url, known_id)]

    def _ask_about(self, url: str, known_id: int) -> bool:
        read_known(self.app, known_id)
        known = self.app.articles.find(str(known_id))
        if known is None or not known.article.text:
            return False
        triage = decide_triage(known.article, url, self.source, self.sight, "")
        if triage.status is not ArticleStatus.NEW:
            return False
        doubt = say("It stands among old articles in one place and as a new one in another: is it news?")
        self.app.articles.set_status(known_id, triage.status, doubt=triage.doubt or doubt)
        self.app.progress(
            Event.ARTICLE, id=known_id, title=known.article.title, status=triage.status, reason=""
        )
        return True

    def _store(self, entry: Entry, article: Article, triage: Triage) -> ArticleStatus:
        article_id = self._add(entry, article, triage)
        if article_id is None:
            doubt = say("Its page or feed gives it the name of another article: is it the same news?")
            triage = replace(triage, doubt=triage.doubt or doubt)
            bare = replace(article, url=entry.url, guid="")
            article_id = self._add(replace(entry, guid=""), bare, triage)
        if article_id is None:  # another worker was first
            return ArticleStatus.BASELINE
        self.app.progress(
            Event.ARTICLE, id=article_id, title=article.title, status=triage.status, reason=triage.reason
        )
        return triage.status

    def _add(self, entry: Entry, article: Article, triage: Triage) -> int | None:
        return self.app.articles.add(
            article, source=self.source.url, listed=entry, triage=triage, now=self.sight.now
        )


def look_closer(
    app: App, source: Source, look: Look, known: Mapping[str, int]
) -> tuple[Look, dict[str, int], frozenset[str]]:
    """A look without what is gone or protected; all its known addresses, also those known by content;
    and those whose articles were published since the first look.

    A relaunch gives every article a new address; a post with a password stays listed and is never known.
    Asked when an alarm begins and then daily, so that a list of something else is not read at every look.
    """
    found, gone, proven = dict(known), set[str](), set[str]()
    for entry in look.entries:
        if entry.url in known:
            continue
        try:
            article = app.archive.read(entry)
        except ArticleGone:
            gone.add(entry.url)
            continue
        except Exception as error:  # noqa: BLE001 - what cannot be read is not recognised, whatever the cause
            app.progress(Event.ARTICLE_FAILED, article=entry.url, problem=str(error))
            continue
        likeness, known_id = _compare(app, article)
        if likeness is Likeness.SAME and known_id is not None:
            app.articles.add_names(known_id, entry)
            found[entry.url] = known_id
        elif article.published_at and source.baseline_at and article.published_at >= source.baseline_at:
            proven.add(entry.url)
    left = tuple(entry for entry in look.entries if entry.url not in gone)
    return replace(look, entries=left), found, frozenset(proven)


def _compare(app: App, article: Article, standing: Container[int] = ()) -> tuple[Likeness, int | None]:
    """The most alike known article; one of which only the title is known is read first.

    One that still stands in the list may have been edited since: as it reads now it may be the very same.
    """
    content = fingerprint(article.title, article.text)
    likeness, known_id = find_same(article, app.articles.list_alike(content), standing)
    if likeness is not Likeness.UNSURE or known_id is None:
        return likeness, known_id
    if read_known(app, known_id):
        return find_same(article, app.articles.list_alike(content), standing)
    if known_id in standing and (now := _read_again(app, known_id)):
        found, _ = find_same(article, [(known_id, fingerprint(now.title, now.text))], standing)
        likeness = Likeness.SAME if found is Likeness.SAME else likeness
    return likeness, known_id


def _read_again(app: App, known_id: int) -> Article | None:
    """A known article as it reads now; None when it cannot be read."""
    known = app.articles.find(str(known_id))
    if known is None:
        return None
    try:
        return app.archive.read(Entry(url=known.article.url, title=known.article.title))
    except Exception as error:  # noqa: BLE001 - without it a person is asked, whatever the cause
        app.progress(Event.ARTICLE_FAILED, article=known.article.url, problem=str(error))
        return None


def read_later(app: App, source: Source) -> None:
    """Read some of the newest articles of a large first look, of which only the listing is known."""
    for known_id in app.articles.list_unread(source.url, newest=READ_IN_ALL, limit=READ_PER_LOOK):
        read_known(app, known_id)


def read_known(app: App, known_id: int, *, again: bool = False) -> bool:
    """Read an article of which only the listing is known; whether it could be.

    again: also one that could not be read earlier.
    """
    known = app.articles.find(str(known_id))
    if known is None or known.article.text or (known.reason and not again):
        return False
    article = known.article
    app.progress(Event.READING, article=article.url)
    try:
        read = app.archive.read(Entry(url=article.url, title=article.title, guid=article.guid))
    except Exception as error:  # noqa: BLE001 - it stays known by its title, whatever the cause
        app.articles.set_status(known_id, known.status, str(error))
        return False
    app.articles.fill(known_id, replace(read, published_at=read.published_at or article.published_at))
    return True
