"""The words of a post: what is decided about an article before anything is drawn or rendered."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.compose import events, hashtags, quotable, teaser, tense, tone
from bot.domain.article import Article
from bot.domain.errors import NeedsPerson
from bot.domain.post import Channel
from bot.i18n import say

TEASER_BUDGET = {Channel.FACEBOOK: 280, Channel.INSTAGRAM: 220}
"""UTF-16 units. Facebook folds at about 400, which leaves room for a headline; Instagram at about 220."""

_ADDRESS = re.compile(r"[,;|·(–-]*\s*(?:https?://|www\.)[^\s,;)]+\)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The words of one post.

    title: as it is drawn; headline: the title when the teaser needs it in the caption, else empty;
    event: what the text announces; is_event_shown: whether its date belongs on this post.
    """

    title: str
    headline: str
    teaser: str
    source: str
    tags: tuple[str, ...]
    is_sober: bool
    is_cheerful: bool
    event: events.Event | None
    is_event_shown: bool
    warnings: tuple[str, ...]


class Drafting:
    """Drafts posts; template_dirs in order, the instance's directory before the packaged one."""

    def __init__(self, template_dirs: Sequence[Path], timezone: ZoneInfo, language: str) -> None:
        self._lists = WordLists(template_dirs=template_dirs)
        self._timezone = timezone
        self._language = language

    def draft(self, article: Article, channel: Channel, now: datetime) -> Draft:
        """Decide the words; dates without a year are read as on the day the article appeared."""
        language = article.language or self._language
        read = quotable.read(article, self._list_words("boilerplate", language))
        appeared = (article.published_at or now).astimezone(self._timezone).date()
        found = events.find_event(article.title, read.all, appeared, language)
        if article.published_at:
            found = events.drop_bygone(found, appeared)
        words = self._get_tone_words(language)
        is_sober = tone.is_sober(article.title, read.all, words)
        quoted = read.quotable
        if is_sober:
            quoted = tuple(item for item in quoted if tone.may_stand_in_sober(item.text, words))
        text = teaser.choose(
            article.title,
            quoted,
            TEASER_BUDGET[channel],
            language=language,
            event_days=found.event.list_days() if found.event else (),
        )
        text = tone.calm(text) if is_sober else text
        title = tone.calm_title(article.title) if is_sober else article.title
        is_called_off = tense.is_called_off("\n".join((title, *read.all[: events.LEAD])))
        is_shown = not is_called_off and _is_shown(
            found.event, f"{title}\n{text}", language, is_sober=is_sober
        )
        return Draft(
            title=title,
            headline=title if teaser.needs_headline(title, text) else "",
            teaser=text,
            source=strip_address(article.source_line or quotable.find_source(article.text)),
            tags=self._list_tags(article, text, is_sober=is_sober),
            is_sober=is_sober,
            is_cheerful=not is_sober and tone.is_cheerful(article.title, words),
            event=found.event,
            is_event_shown=is_shown,
            warnings=list_notices(article, read, found),
        )

    def _list_tags(self, article: Article, text: str, *, is_sober: bool) -> tuple[str, ...]:
        lists, language = self._lists, self._language
        vocabulary = hashtags.Vocabulary(
            stop=lists.list_words("tags-stop", language),
            subjects=lists.get_table("tags-subjects", language),
            places=lists.get_table("tags-places", language),
            usual=lists.list_words("tags-usual", language),
        )
        subject = hashtags.Subject(
            categories=article.categories, title=article.title, teaser=text, text=article.text
        )
        return hashtags.list_hashtags(subject, vocabulary, is_sober=is_sober)

    def _get_tone_words(self, language: str) -> tone.Words:
        return tone.Words(
            grave=self._list_words("sober", language),
            cheerful=self._list_words("cheerful", language),
            harmless=self._list_words("harmless", language),
        )

    def _list_words(self, name: str, language: str) -> tuple[str, ...]:
        """Words of the article's language and of the instance's, in which the page around it is written."""
        words = self._lists.list_words(name, self._language)
        is_foreign = language.split("-", maxsplit=1)[0] != self._language
        return (*words, *self._lists.list_words(name, language)) if is_foreign else words


def _is_shown(event: events.Event | None, text: str, language: str, *, is_sober: bool) -> bool:
    """A date that nothing explains confuses, so the words must name it or be about it."""
    if event is None:
        return False
    is_plain = event.is_main and not (is_sober or event.is_deadline)
    return is_plain or events.is_said(event, text, language)


def strip_address(source: str) -> str:
    """ "Stadt Essen, www.essen.de" -> "Stadt Essen": a second address would compete with the link."""
    return _ADDRESS.sub("", source).strip(" ,;|·") or source


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLists:
    """Finds and reads the lists; `template_dirs` in order, the instance's directory first."""

    template_dirs: Sequence[Path]

    def list_words(self, name: str, language: str) -> tuple[str, ...]:
        """Lines of `words/<name>.<language>.txt`; empty when no directory has one. Raises NeedsPerson."""
        for directory in self.template_dirs:
            path = directory / "words" / f"{name}.{language.split('-', maxsplit=1)[0]}.txt"
            if path.is_file():
                return _read(path)
        return ()

    def get_table(self, name: str, language: str) -> Mapping[str, tuple[str, ...]]:
        """Lines of the form "Key: word, word". Raises NeedsPerson when a line has no colon."""
        table = {}
        for line in self.list_words(name, language):
            key, colon, words = line.partition(":")
            if not colon:
                raise NeedsPerson(
                    say(
                        "In the word list {name} the line “{line}” has no colon; "
                        "write it as “Hashtag: word, word”.",
                        name=f"{name}.{language}.txt",
                        line=line,
                    )
                )
            table[key.strip()] = tuple(word.strip() for word in words.split(",") if word.strip())
        return table


def _read(path: Path) -> tuple[str, ...]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NeedsPerson(
            say("The word list {path} cannot be read; save it as UTF-8 text.", path=path)
        ) from error
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith(("# ", "#\t")) and line != "#")


_LONGEST_TITLE = 180


def list_notices(article: Article, read: quotable.Reading, found: events.Findings) -> tuple[str, ...]:
    """Warnings about an article's words."""
    notices = [
        say("Weekday and date do not go together: “{date}”. Please check.", date=written)
        for written in found.doubtful
    ]
    if not read.quotable:
        notices.append(say("The article has no sentence that can be quoted; the teaser is its title."))
    if len(article.title) > _LONGEST_TITLE:
        count = len(article.title)
        notices.append(say("The title has {count} characters; the picture shortens it.", count=count))
    return tuple(notices)
