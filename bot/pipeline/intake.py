"""Take in the unknown entries of a listing: read, recognise by content, judge, store."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.domain.article import Article, ArticleStatus, Entry, Verdict
from bot.domain.errors import ArticleGone, NotAnArticle, NotReachable
from bot.domain.identity import Likeness, fingerprint
from bot.domain.novelty import Sight, decide_verdict, find_same
from bot.domain.source import Look, Source
from bot.domain.words import say
from bot.pipeline.app import App


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

    def take(self, entry: Entry) -> ArticleStatus | None:
        """Read one unknown entry and store it; None when it could not be read and is to be tried again."""
        self.app.progress("reading", article=entry.url)
        try:
            article = self.app.archive.read(entry)
        except ArticleGone:
            return ArticleStatus.GONE
        except NotAnArticle as error:
            return self._store_unread(entry, str(error))
        except NotReachable as error:
            return self._note_failure(entry, str(error))
        except Exception as error:  # noqa: BLE001 - a defect met at one article must not hide the others
            return self._note_failure(entry, repr(error))
        return self._recognise(entry, article)

    def _note_failure(self, entry: Entry, problem: str) -> ArticleStatus | None:
        self.app.progress("article_failed", article=entry.url, problem=problem)
        return self._store_unread(entry, problem) if self.closes_baseline else None

    def _store_unread(self, entry: Entry, reason: str) -> ArticleStatus:
        status = ArticleStatus.SKIPPED if self.source.baseline_at else ArticleStatus.BASELINE
        article = Article(url=entry.url, title=entry.title, text="")
        return self._store(entry, article, Verdict(status=status, reason=reason))

    def _recognise(self, entry: Entry, article: Article) -> ArticleStatus:
        likeness, known_id = _compare(self.app, article)
        if likeness is Likeness.SAME and known_id is not None:
            self.app.articles.add_names(known_id, entry)
            self.app.progress("known_again", article=entry.url, same_as=known_id)
            return ArticleStatus.BASELINE
        doubt = ""
        if likeness is Likeness.UNSURE:
            doubt = say("It resembles article {id}: is it the same news?", id=known_id)
        return self._store(entry, article, decide_verdict(article, self.source, self.sight, doubt))

    def _store(self, entry: Entry, article: Article, verdict: Verdict) -> ArticleStatus:
        article_id = self._add(entry, article, verdict)
        if article_id is None:
            doubt = say("Its page or feed gives it the name of another article: is it the same news?")
            verdict = replace(verdict, doubt=verdict.doubt or doubt)
            bare = replace(article, url=entry.url, guid="")
            article_id = self._add(replace(entry, guid=""), bare, verdict)
        if article_id is None:  # another worker was first
            return ArticleStatus.BASELINE
        self.app.progress(
            "article", id=article_id, title=article.title, status=verdict.status, reason=verdict.reason
        )
        return verdict.status

    def _add(self, entry: Entry, article: Article, verdict: Verdict) -> int | None:
        return self.app.articles.add(
            article, source=self.source.url, listed=entry, verdict=verdict, now=self.sight.now
        )


def look_closer(app: App, look: Look, known: Mapping[str, int]) -> tuple[Look, dict[str, int]]:
    """A look without what is gone or protected, and all its known addresses, also those known by content.

    A relaunch gives every article a new address; a post with a password stays listed and is never known.
    Asked when an alarm begins and then daily, so that a list of something else is not read at every look.
    """
    found, gone = dict(known), set[str]()
    for entry in look.entries:
        if entry.url in known:
            continue
        try:
            likeness, known_id = _compare(app, app.archive.read(entry))
        except ArticleGone:
            gone.add(entry.url)
            continue
        except Exception as error:  # noqa: BLE001 - what cannot be read is not recognised, whatever the cause
            app.progress("article_failed", article=entry.url, problem=str(error))
            continue
        if likeness is Likeness.SAME and known_id is not None:
            app.articles.add_names(known_id, entry)
            found[entry.url] = known_id
    return replace(look, entries=tuple(entry for entry in look.entries if entry.url not in gone)), found


def _compare(app: App, article: Article) -> tuple[Likeness, int | None]:
    return find_same(article, app.articles.list_alike(fingerprint(article.title, article.text)))
