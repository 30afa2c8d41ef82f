"""Take in what a look at a source showed: read it, tell whether it is known, store it with what it is."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.domain.article import Article, ArticleStatus, Entry, Look, Source, Triage
from bot.domain.errors import (
    ArticleGone,
    BotError,
    NotAnArticle,
    PageUnavailable,
    ReadingRefused,
    TookTooLong,
)
from bot.domain.likeness import Likeness, find_retitled, find_same, fingerprint
from bot.domain.novelty import Sight, decide_triage, doubt_crowd, may_judge
from bot.domain.urls import canonical_url
from bot.events import Event
from bot.i18n import say
from bot.pipeline.context import App
from bot.pipeline.plan import is_set_aside, set_aside, take_back
from bot.pipeline.refresh import SENT, measure_wait

UNSEEN = "unseen "
"""Notes of this name and an address remember since when a page shows something else than its article."""

WAIT_FOR_PAGE = timedelta(days=1)

READ_AT_ONCE = 20
"""So many articles of a first look are read before it ends; of the others the listing is the baseline."""

READ_IN_ALL = 100
"""So many of them are read afterwards, the newest: what stands further down hardly moves."""

READ_PER_LOOK = 5

_MOST_MOVED = 5
"""So many articles that are gone from a list are sought; more at once are a relaunch, known by content."""


Compared = tuple[Likeness, int | None]
"""How an article relates to the most alike known one, and which that is."""


class Told(NamedTuple):
    """An unknown entry and its article, as its page or the list tells it; doubt: what to ask about it."""

    entry: Entry
    article: Article
    doubt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """Takes in what one look at a source showed: all of it is read before any of it is judged.

    What is the same article at another address tells, as known ones do, which side of a list is the old one.
    now: when the look began; standing: the known articles in the list, by id, and their addresses there;
    moved: known articles that are gone from it, by where their addresses lead now; closes_baseline: most of
    the listing was taken into the baseline by earlier looks. What cannot be read even now is taken in by its
    title alone, or one broken page would keep the baseline open for ever.
    """

    app: App
    source: Source
    now: datetime
    standing: Mapping[int, str]
    closes_baseline: bool
    moved: Mapping[str, int] = field(default_factory=dict)

    def read_all(self, fresh: Sequence[Entry]) -> tuple[list[Told], list[ArticleStatus | None]]:
        """Read unknown entries, the list's first one last; what became of those that cannot be told.

        Of a large first look only some are read.
        """
        most = len(fresh) if self.source.baseline_at else READ_AT_ONCE
        now, later = fresh[:most], fresh[most:]
        if later:
            self.app.articles.add_listed(later, source=self.source.url, now=self.now)
        read = [self.read(entry) for entry in reversed(now)]
        told = [each for each in read if isinstance(each, Told)]
        untold = [each for each in read if not isinstance(each, Told)]
        return told, [*[ArticleStatus.BASELINE] * len(later), *untold]

    def recognise(self, told: Sequence[Told]) -> tuple[dict[str, int], list[tuple[Told, Compared]]]:
        """The addresses that are another one of a known article, which is kept with it; and all others."""
        found, unknown = dict[str, int](), []
        for each in told:
            likeness, known_id = self._compare(each.article)
            if likeness is Likeness.SAME and known_id is not None:
                self._name(known_id, each.entry)
                found[each.entry.url] = known_id
            else:
                unknown.append((each, (likeness, known_id)))
        return found, unknown

    def judge_all(self, unknown: Sequence[tuple[Told, Compared]], sight: Sight) -> list[ArticleStatus]:
        """Store what nobody knew with what it is; one that is listed twice is recognised behind the first."""
        outcomes: list[ArticleStatus] = []
        doubt = doubt_crowd(
            told.article.published_at for told, _ in unknown if told.entry.url not in sight.below
        )
        for told, before in unknown:
            compared = self._compare(told.article) if outcomes else before
            asked = told._replace(doubt=told.doubt or doubt(told.article.published_at))
            outcomes.append(self._judge(asked, compared, sight))
        return outcomes

    def _compare(self, article: Article) -> Compared:
        """As below; a person decides about what says something else where a known one has moved to,
        and whether what was withdrawn unposted stands at another address again.
        """
        likeness, known_id = _compare(self.app, article, self.standing)
        place = canonical_url(article.url)
        if likeness is Likeness.DIFFERENT and place in self.moved:
            return Likeness.UNSURE, self.moved[place]
        is_withdrawn = likeness is Likeness.SAME and _is_withdrawn_unsent(self.app, known_id)
        return (Likeness.UNSURE if is_withdrawn else likeness), known_id

    def read(self, entry: Entry) -> Told | ArticleStatus | None:  # noqa: PLR0911  each failure has its own end
        """Read one unknown entry; None when it could not be read and is to be tried again."""
        if is_set_aside(self.app, entry.url):
            return None
        self.app.progress(Event.READING, article=entry.url)
        try:
            article = self.app.archive.read(entry)
        except ArticleGone as error:
            return self._take_gone(entry, str(error))
        except NotAnArticle as error:
            return self._wait_for_text(entry, str(error))
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
        return Told(entry, article, "\n".join(article.doubts))

    def _take_gone(self, entry: Entry, problem: str) -> Told | ArticleStatus | None:
        """Looked for at the next looks, then when its list changes; a first look knows it by the list."""
        if ":~:" in entry.url and entry.summary:
            return self._take_told(entry, problem)
        if self.source.baseline_at:
            is_known_as_gone = self._has_waited(entry, problem)
            return ArticleStatus.GONE if is_known_as_gone else self._note_failure(entry, problem)
        self.app.articles.add_listed([entry], source=self.source.url, now=self.now)
        return ArticleStatus.BASELINE

    def _wait_for_text(self, entry: Entry, problem: str) -> ArticleStatus | None:
        """Read again at the next looks: who writes it may not have finished; after a day it is none."""
        if self.source.baseline_at and not self._has_waited(entry, problem):
            return self._note_failure(entry, problem)
        return self._store_unread(entry, problem)

    def _wait_for_page(self, entry: Entry, problem: str) -> Told | ArticleStatus | None:
        """Read again at the next looks; after a day a person decides about what the list itself says."""
        if self._has_waited(entry, problem) and entry.title:
            told = replace(entry, summary=entry.summary or entry.title)
            return self._take_told(told, problem)
        return self._note_failure(entry, problem)

    def _has_waited(self, entry: Entry, problem: str) -> bool:
        return measure_wait(self.app, f"{UNSEEN}{entry.url}", problem, self.now) >= WAIT_FOR_PAGE

    def _note_failure(self, entry: Entry, problem: str) -> ArticleStatus | None:
        self.app.progress(Event.ARTICLE_FAILED, article=entry.url, problem=problem)
        return self._store_unread(entry, problem) if self.closes_baseline else None

    def _take_told(self, entry: Entry, problem: str) -> Told | ArticleStatus | None:
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
        return Told(
            entry,
            article,
            say("Its page may not be read ({reason}); these are its feed's own words.", reason=problem),
        )

    def _store_unread(self, entry: Entry, reason: str) -> ArticleStatus:
        status = ArticleStatus.SKIPPED if self.source.baseline_at else ArticleStatus.BASELINE
        article = Article(url=entry.url, title=entry.title, text="")
        return self._store(entry, article, Triage(status=status, reason=reason))

    def _judge(self, told: Told, compared: Compared, sight: Sight) -> ArticleStatus:
        (entry, article, doubt), (likeness, known_id) = told, compared
        if likeness is Likeness.SAME and known_id is not None:
            self._name(known_id, entry)
            return self._judge_again(entry.url, known_id, sight)
        if likeness is Likeness.UNSURE:
            doubt = say("It resembles article {id}: is it the same news?", id=known_id)
        return self._store(entry, article, decide_triage(article, entry.url, self.source, sight, doubt))

    def _name(self, known_id: int, entry: Entry) -> None:
        self.app.articles.add_names(known_id, entry)
        self.app.progress(Event.KNOWN_AGAIN, article=entry.url, same_as=known_id)

    def _judge_again(self, url: str, known_id: int, sight: Sight) -> ArticleStatus:
        is_here = known_id in sight.standing
        is_open = not is_here and is_left_open(self.app, self.source, known_id, self.now)
        asked = self.ask_about({url: known_id} if is_open else {}, sight)
        return next(iter(asked), ArticleStatus.BASELINE)

    def ask_about(self, open_here: Mapping[str, int], sight: Sight) -> list[ArticleStatus]:
        """What other lists took for old, though it stands here as news does, waits for a person."""
        return [ArticleStatus.NEW for url, known_id in open_here.items() if self._asks(url, known_id, sight)]

    def _asks(self, url: str, known_id: int, sight: Sight) -> bool:
        read_known(self.app, known_id)
        known = self.app.articles.find(str(known_id))
        if known is None or not known.article.text:
            return False
        triage = decide_triage(known.article, url, self.source, sight, "")
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
            article, source=self.source.url, listed=entry, triage=triage, now=self.now
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
        likeness, known_id = _compare(app, article, standing={})
        if likeness is Likeness.SAME and known_id is not None:
            app.articles.add_names(known_id, entry)
            found[entry.url] = known_id
        elif article.published_at and source.baseline_at and article.published_at >= source.baseline_at:
            proven.add(entry.url)
    left = tuple(entry for entry in look.entries if entry.url not in gone)
    return replace(look, entries=left), found, frozenset(proven)


def _compare(app: App, article: Article, standing: Mapping[int, str]) -> Compared:
    """The most alike known article; one of which only the title is known is read first.

    One that still stands in the list may have been edited since: as it reads now it may be the very same.
    """
    content = fingerprint(article.title, article.text)
    alike = app.articles.list_alike(content)
    likeness, known_id = find_same(article, alike, standing)
    if likeness is Likeness.DIFFERENT:
        known_id = find_retitled(article, alike)
        is_same = known_id is not None and _reads_the_same(app, article, known_id, standing.get(known_id))
        return (Likeness.SAME if is_same else likeness), known_id
    if likeness is Likeness.SAME or known_id is None:
        return likeness, known_id
    if read_known(app, known_id):
        return find_same(article, app.articles.list_alike(content), standing)
    if known_id in standing and _reads_the_same(app, article, known_id, standing[known_id]):
        likeness = Likeness.SAME
    return likeness, known_id


def find_moved(app: App, source: Source, standing: Container[int]) -> dict[str, int]:
    """Where the addresses lead now of articles that are gone from a list, but not at its end; by address.

    standing: the known articles in the list.
    """
    stood = [place.known for place in source.standing]
    last = max((place for place, known_id in enumerate(stood) if known_id in standing), default=0)
    gone = [known_id for known_id in stood[:last] if known_id not in standing]
    read = ((known_id, _read_again(app, known_id, None)) for known_id in gone[:_MOST_MOVED])
    return {canonical_url(article.url): known_id for known_id, article in read if article}


def _is_withdrawn_unsent(app: App, known_id: int | None) -> bool:
    known = app.articles.find(str(known_id))
    if known is None or known.status is not ArticleStatus.GONE:
        return False
    return not any(post.status in SENT for post in app.posts.list_posts(article_id=known.id))


def _reads_the_same(app: App, article: Article, known_id: int, url: str | None) -> bool:
    """Whether a known article that stands beside another one, at an address of its own, says the same now."""
    now = _read_again(app, known_id, url)
    known = [] if now is None else [(known_id, fingerprint(now.title, now.text))]
    return find_same(article, known, {known_id})[0] is Likeness.SAME


def _read_again(app: App, known_id: int, url: str | None) -> Article | None:
    """A known article as it reads now, where it stands or first stood; None when it cannot be read."""
    known = app.articles.find(str(known_id))
    if known is None:
        return None
    url = url or known.article.url
    listed = Entry(url=url, title=known.article.title, summary=known.article.text)
    try:
        return app.archive.read(listed)
    except Exception as error:  # noqa: BLE001 - without it a person is asked, whatever the cause
        app.progress(Event.ARTICLE_FAILED, article=url, problem=str(error))
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


def is_left_open(app: App, source: Source, known_id: int, now: datetime) -> bool:
    """Whether a list may judge anew what others took for old, or of which nobody has made a post."""
    known = app.articles.find(str(known_id))
    if known is None or not may_judge(source, known, now):
        return False
    return not app.posts.list_posts(article_id=known_id, limit=1)
