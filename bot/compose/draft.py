"""A draft: the words, facts and hashtags of an article, and what the rules were unsure of."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.compose import dates, events, facts, quotable, sentences, teaser, tense, tone
from bot.compose.notices import invites_without_day, list_doubts, list_doubts_of_words, list_notices
from bot.compose.roles import LEAD
from bot.domain import languages
from bot.domain.article import Article, Event, Fact, FactKind
from bot.domain.channel import get_traits, utf16_length
from bot.domain.errors import NeedsPerson
from bot.domain.post import Channel
from bot.i18n import say

_SECOND_LANGUAGE = 0.35
"""The share of the words that a second language may take."""

_SHORT_WORD = 6
"""Characters, with the signs of the lists."""

_ADDRESS = re.compile(r"[,;|·(–-]*\s*(?:https?://|www\.)[^\s,;)]+\)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The words of one post.

    title: as it is drawn; headline: the title when the teaser needs it in the caption, else empty;
    teaser: in the article's language, behind an empty line in its second one; event: what this post
    announces, or None; facts: what a follower needs, of which `shown` are not in the teaser already;
    not_after: the last day on which the post makes sense; unsure: what the rules could not decide.
    """

    title: str
    headline: str
    teaser: str
    source: str
    tags: tuple[str, ...]
    is_sober: bool
    is_cheerful: bool
    event: Event | None
    facts: tuple[Fact, ...]
    shown: tuple[Fact, ...]
    language: str
    not_after: date | None
    unsure: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What an article tells, before any word of it is chosen; appeared: its day, or today's without one."""

    article: Article
    read: quotable.Reading
    found: events.Findings
    known: tuple[Fact, ...]
    appeared: date
    words: tone.Words
    is_sober: bool
    is_shouting: bool

    @property
    def title(self) -> str:
        """As it is drawn."""
        return tone.calm_title(self.article.title) if self.is_sober else self.article.title

    def shows(self, event: Event, text: str) -> bool:
        """Whether the words name an event's day or are about it: one that nothing explains confuses."""
        language = self.article.language
        return _is_shown(event, f"{self.title}\n{text}", language, is_sober=self.is_sober)


class Drafting:
    """Drafts posts; template_dirs in order, the instance's directory before the packaged one."""

    def __init__(self, template_dirs: Sequence[Path], timezone: ZoneInfo, language: str) -> None:
        self._lists = WordLists(template_dirs=template_dirs)
        self._timezone = timezone
        self._language = language

    def draft(self, article: Article, channel: Channel, now: datetime) -> Draft:
        """Decide the words; dates without a year are read as on the day the article appeared."""
        told = self._read(article, now.astimezone(self._timezone).date())
        text, left_out = self._find_words(told, channel)
        event, known = _find_told_event(told, text)
        unsure = self._list_doubts(told, text, event, left_out)
        return Draft(
            title=told.title,
            headline=told.title if teaser.needs_headline(told.title, text) else "",
            teaser=text,
            source=strip_address(told.article.source_line or quotable.find_source(told.article.text)),
            tags=self._list_tags(told.article, text, is_sober=told.is_sober),
            is_sober=told.is_sober,
            is_cheerful=not told.is_sober and tone.is_cheerful(told.article.title, told.words),
            event=event,
            facts=known,
            shown=tuple(fact for fact in known if not _is_told(fact, text)),
            language=told.article.language,
            not_after=told.found.not_after,
            unsure=unsure,
            warnings=(*unsure, *list_notices(told.article, told.found)),
        )

    def _read(self, article: Article, today: date) -> _Told:
        language = languages.find_main_language(article.text, self._language) or article.language
        language = language or self._language
        is_shouting = tone.is_shouting(article.text)
        article = replace(
            article,
            language=language,
            title=tone.calm_capitals(article.title, "" if is_shouting else article.text, language),
            text=tone.calm_paragraphs(article.text, language),
        )
        published = article.published_at.astimezone(self._timezone).date() if article.published_at else None
        read = quotable.read(article, self._list_words("boilerplate", language), today=published or today)
        appeared = published or read.published or today
        year = 0 if published or read.published else _find_year(article, today)
        found = events.find_events(
            article.title, read.all, appeared, today, self._timezone, language, year=year
        )
        words = self._get_tone_words(language)
        return _Told(
            article=article,
            read=read,
            found=found,
            known=facts.list_facts(article.title, (*read.all, *read.second), found, language),
            appeared=appeared,
            words=words,
            is_sober=tone.is_sober(article.title, read.all, words),
            is_shouting=is_shouting,
        )

    def _find_words(self, told: _Told, channel: Channel) -> tuple[str, int]:
        """The words that go out, of the text or what its page says of it where that tells more.

        And how many characters of the text before them are left out.
        """
        text, title = self._choose(told, channel), told.article.title
        event, retold = told.found.event, ""
        if event and not told.shows(event, text):
            event, told = None, _without_event(told)
            text = self._choose(told, channel)
        if event is None and teaser.goes_on_for_long(told.read.quotable):
            retold = self._retell(told, channel)
            is_better = _names_subject_better(title, retold, text)
            text = retold if is_better or teaser.makes_no_sense_alone(title, told.read, text) else text
        left_out = 0 if text == retold else told.read.measure_left_out(text)
        return text if told.found.is_moved else _say_called_off(told.title, text), left_out

    def _list_doubts(self, told: _Told, text: str, event: Event | None, left_out: int) -> tuple[str, ...]:
        doubts = list_doubts(
            told.found,
            has_teaser=bool(told.read.quotable) and text != told.article.title,
            has_words=bool(self._lists.list_words("sober", told.article.language)),
            is_shouting=told.is_shouting,
            lacks_day=invites_without_day(told.article, text),
        )
        of_words = list_doubts_of_words(
            told.article,
            replace(told.found, event=event),
            text,
            is_hardly_taken=told.read.is_hardly_quotable,
            left_out=left_out,
        )
        return (*told.article.doubts, *doubts, *of_words)

    def _choose(self, told: _Told, channel: Channel) -> str:
        """The words in the article's language, and behind an empty line in its second."""
        read, event, title = told.read, told.found.event, told.article.title
        traits = get_traits(channel)
        budget = traits.teaser_budget
        second = sentences.take_leading(read.second, int(budget * _SECOND_LANGUAGE))
        text = teaser.choose(
            title,
            _list_seemly(told),
            budget - (utf16_length(second) + 2 if second else 0),
            language=read.language,
            event_days={(day.day, day.month) for day in (event.first, event.last)} if event else (),
            is_title_shown=traits.is_picture_first,
            told={fact.text for fact in told.known},
            may_skip=read.is_editorial or event is not None,
        )
        if told.is_sober and text == title:
            text = sentences.take_lines(read.all, budget) or title
        text = f"{text}\n\n{second}" if second else text
        return tone.calm(text) if told.is_sober else text

    def _retell(self, told: _Told, channel: Channel) -> str:
        """What the page itself says of its text, whole where it fits; where it says nothing, the title."""
        budget, title = get_traits(channel).teaser_budget, told.article.title
        read = quotable.read(replace(told.article, text=told.article.summary), today=told.appeared)
        if not read.quotable:
            return title
        whole = " ".join(read.all)
        is_whole = len(read.quotable) == len(read.all) and not told.is_sober
        if is_whole and teaser.may_begin(read.all[0]) and utf16_length(whole) <= budget:
            return whole
        chosen = self._choose(replace(told, read=read), channel)
        return chosen if read.all[0].startswith(chosen[: quotable.SAME]) else title

    def _list_tags(self, article: Article, text: str, *, is_sober: bool) -> tuple[str, ...]:
        lists, language = self._lists, self._language
        vocabulary = Vocabulary(
            stop=lists.list_words("tags-stop", language),
            subjects=lists.get_table("tags-subjects", language),
            places=lists.get_table("tags-places", language),
            usual=lists.list_words("tags-usual", language),
        )
        subject = Subject(categories=article.categories, title=article.title, teaser=text, text=article.text)
        return list_hashtags(subject, vocabulary, is_sober=is_sober)

    def _get_tone_words(self, language: str) -> tone.Words:
        return tone.Words(
            grave=self._list_tone_words("sober", language),
            cheerful=self._list_tone_words("cheerful", language),
            harmless=self._list_tone_words("harmless", language),
            images=self._list_tone_words("images", language),
            advice=self._list_tone_words("advice", language),
        )

    def _list_tone_words(self, name: str, language: str) -> tuple[str, ...]:
        """Short words of the instance's language mean something else abroad: "tot", "Tote"."""
        own = self._lists.list_words(name, language)
        return (
            *own,
            *(word for word in self._list_words(name, language) if word in own or len(word) > _SHORT_WORD),
        )

    def _list_words(self, name: str, language: str) -> tuple[str, ...]:
        """Words of the article's language and of the instance's, in which the page around it is written."""
        codes = dict.fromkeys(each.partition("-")[0] for each in (self._language, language))
        return tuple(dict.fromkeys(word for code in codes for word in self._lists.list_words(name, code)))


def _without_event(told: _Told) -> _Told:
    rest = tuple(fact for fact in told.known if not _hangs_on_event(fact, is_called_off=False))
    return replace(told, found=replace(told.found, event=None), known=rest)


def _find_told_event(told: _Told, text: str) -> tuple[Event | None, tuple[Fact, ...]]:
    """The event that the words may announce, and the facts that go with it or stay without it."""
    event, opening = told.found.event, (told.title, *told.read.all[:LEAD])
    is_called_off = not told.found.is_moved and tense.is_called_off("\n".join(opening))
    if is_called_off or (event and not told.shows(event, text)):
        kept = (fact for fact in told.known if not _hangs_on_event(fact, is_called_off=is_called_off))
        return None, tuple(kept)
    place = next((fact.text for fact in told.known if fact.kind is FactKind.WHERE), "")
    return event and replace(event, place=place), told.known


def _list_seemly(told: _Told) -> tuple[quotable.Sentence, ...]:
    """What may be quoted in the tone of the text."""
    quoted, words = told.read.quotable, told.words
    if not told.is_sober:
        return tuple(item for item in quoted if not tone.has_grave_quotation(item.text, words)) or quoted
    rest = (item for item in quoted[1:] if tone.may_stand_in_sober(item.text, words))
    return (*quoted[:1], *rest)


_LONGEST_HEADING = 40
_YEAR = re.compile(r"(?<![\d./-])20\d\d(?![\d./-])")


def _find_year(article: Article, today: date) -> int:
    """The year that a title or the heading below it names, where that has come; 0 for none or two."""
    heading = article.text.partition("\n")[0]
    above = f"{article.title} {heading if len(heading) <= _LONGEST_HEADING else ''}"
    years = {int(year) for year in _YEAR.findall(above)}
    return years.pop() if len(years) == 1 and max(years) <= today.year else 0


def _names_subject_better(title: str, words: str, others: str) -> bool:
    """Whether whole sentences name what a title is about, where others leave it to the title.

    As much of it at least, more where both begin in the same way.
    """
    told = (text for text in sentences.split(words) if not tense.is_verbless(text))
    if words == title or not any(map(tense.is_statement, told)):
        return False
    nouns = teaser.list_nouns(title)
    gain = len(nouns & teaser.list_nouns(words)) - len(nouns & teaser.list_nouns(others))
    return teaser.needs_headline(title, others) and gain >= words.startswith(others[: quotable.SAME])


_OF_EVENT = frozenset({FactKind.WHEN, FactKind.WHERE, FactKind.REGISTER})


def _hangs_on_event(fact: Fact, *, is_called_off: bool) -> bool:
    """Whether a fact says nothing without the event: an amount does, each price of what fails."""
    is_price = fact.kind is FactKind.PRICE and (is_called_off or any(map(str.isdigit, fact.text)))
    return is_price or fact.kind in _OF_EVENT


def _is_shown(event: Event, text: str, language: str, *, is_sober: bool) -> bool:
    """A date that nothing explains confuses, so the words must name it or be about it."""
    own = {(event.first.day, event.first.month), (event.last.day, event.last.month)}
    told = dates.list_mentions(text, language)
    is_said = any((found.day, found.month) in own for found in told)
    is_said = is_said or any(not found.day and found.weekday == event.first.weekday() for found in told)
    return is_said or (event.is_main and (not is_sober or _GATHERS.search(text) is not None))


_GATHERS = re.compile(
    r"\b(?:\w*[Gg]edenk\w*|\w*[Mm]ahnwache|\w*[Kk]undgebung|\w*[Dd]emonstration|\w*[Tt]rauer(?:feier"
    r"|marsch|zug)|\w*[Bb]eisetzung"
    r"|\w*[Aa]ndacht|\w*[Gg]ottesdienst|\w*[Ss]chweige\w+|\w*[Vv]eranstaltung|\w*[Ll]esung|\w*[Vv]ortrag"
    r"|vigil|memorial)\b"
)
"""To what people come together on a grave occasion: its day needs no further words."""


def _say_called_off(title: str, text: str) -> str:
    """Where only the title says that something does not take place, the words begin with the title."""
    if not tense.is_called_off(title) or tense.is_called_off(text):
        return text
    told = f"{title}{'' if title.endswith(('.', '!', '?')) else '.'} {text}"
    return told if utf16_length(told) <= teaser.LONGEST else title


def _is_told(fact: Fact, text: str) -> bool:
    """A contact that the words name needs no line of its own; a date or place is easier found on one."""
    return fact.kind is FactKind.CONTACT and fact.text.split(" (")[0] in text


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
            path = directory / "words" / f"{name}.{language.partition('-')[0]}.txt"
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


_BESIDE = re.compile(r"\s[&/|+]\s")
_PART = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u0900-\u0dff\u200c\u200d]+[^\W_]*)*")
_LONGEST = 30
_LONGEST_ABBREVIATION = 5
_MOST = 3
_NAMED = re.compile('[„"»«‚]([^„“”"»«‘]{3,40})[“”"«»‘]')
_ATTRIBUTE = re.compile(r"\w+e[mnrs]?[“”\"«»‘] [A-ZÄÖÜ]|\w+[“”\"«»‘] (?:eine[mnrs]?|des) ")
""" "„Kleiner“ Vorverkauf", "der „Wert“ eines Kurzfilms": said with a wink, and no name."""
_NAME_WORD = re.compile(r"[A-ZÄÖÜ][\w’-]{3,}|\d{4}|[A-ZÄÖÜ]{2,}")
_STREET_NAME = re.compile(
    r"\b[A-ZÄÖÜ][\wäöüß-]+er (?:Str(?:aße|\.)|Platz|Weg|Allee|Markt|Damm|Ring|Ufer)(?!\w)"
)
""" "Altendorfer Straße" may lie in another quarter."""
_GIVEN_NAME = re.compile(r"(?:^|[\s(„])[A-ZÄÖÜİŞÇ][a-zäöüßığşç’-]+\s$")
_SENTENCE = re.compile(r"^.*?[.!?](?=\s|$)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What a comms team decides: stop: categories and tags never used (compared without case), with "*" at
    the end each category that has a word of such a beginning;
    subjects and places: tag -> beginnings of words that ask for it, with "=" where a word must end;
    usual: tags that fill up, none unless the team wants them."""

    stop: Sequence[str] = ()
    subjects: Mapping[str, Sequence[str]] = field(default_factory=dict)
    places: Mapping[str, Sequence[str]] = field(default_factory=dict)
    usual: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a post is about: the article's categories, title and text, and the chosen teaser."""

    categories: Sequence[str]
    title: str
    teaser: str
    text: str = ""


def make_tag(words: str) -> str:
    """ "Together in Essen" -> "TogetherInEssen"; umlauts, hyphens and slashes survive or join, never cut.

    Empty when nothing a platform takes as a hashtag is left: without a letter, or longer than 30 characters.
    """
    parts = _PART.findall(unicodedata.normalize("NFC", words))
    is_shouted = words.isupper() and any(len(part) > _LONGEST_ABBREVIATION for part in parts)
    tag = "".join(part[0].upper() + (part[1:].lower() if is_shouted else part[1:]) for part in parts)
    has_letter = any(char.isalpha() for char in tag)
    return tag if has_letter and len(tag) <= _LONGEST else ""


def list_hashtags(subject: Subject, vocabulary: Vocabulary, *, is_sober: bool = False) -> tuple[str, ...]:
    """Hashtags without "#", best first, each once, at most three; none under a sober post."""
    if is_sober:
        return ()
    stop = {make_tag(word).casefold() for word in vocabulary.stop}
    topics = tuple(category for category in subject.categories if not _is_section(category, vocabulary.stop))
    chosen: dict[str, str] = {}
    for tag in (*_propose(replace(subject, categories=topics), vocabulary), *map(make_tag, vocabulary.usual)):
        if len(tag) > 2 and tag.casefold() not in stop:
            chosen.setdefault(tag.casefold(), tag)
    return tuple(chosen.values())[:_MOST]


def _is_section(category: str, stop: Sequence[str]) -> bool:
    """Whether a category says where on the site something stands, or in too many words what it is about."""
    words = re.findall(r"[^\W\d_]+", category.casefold())
    if category.casefold() in {word.casefold() for word in stop}:
        return True
    beginnings = tuple(word[:-1].casefold() for word in stop if word.endswith("*"))
    return len(words) > _MOST or any(word.startswith(beginnings) for word in words)


def _propose(subject: Subject, vocabulary: Vocabulary) -> Iterator[str]:
    lead = _SENTENCE.match(subject.teaser)
    head = f"{subject.title}\n{lead[0] if lead else subject.teaser}"
    yield from _list_names(subject.title, subject.text)
    told = _STREET_NAME.sub(" ", f"{subject.title}\n{subject.teaser}")
    yield from list(_list_matching(vocabulary.places, told))[:1]
    yield from list(_list_matching(vocabulary.subjects, head))[:1]
    places = {make_tag(place) for place in vocabulary.places}
    subjects = (part for category in subject.categories for part in _part(category))
    yield from (tag for part in subjects if (tag := make_tag(part)) not in places)


def _part(category: str) -> Sequence[str]:
    """ "Film & Serien" are two subjects, "Kinder- & Jugendbuch" is one."""
    parts = _BESIDE.split(category)
    return [category] if any(part.endswith("-") for part in parts) else parts


def _list_names(title: str, text: str) -> Iterator[str]:
    """The name of an event or project in quotation marks; a saying, which has small words, is none."""
    for match in _NAMED.finditer(title):
        words = match[1].split()
        is_said = len(words) > 1 and f"{match[1][:1].lower()}{match[1][1:]}" in text
        is_name = not is_said and len(words) <= 3 and all(map(_NAME_WORD.fullmatch, words))
        if is_name and not (len(words) == 1 and _ATTRIBUTE.match(title, match.end() - len(match[1]) - 1)):
            yield make_tag(match[1])


def _list_matching(table: Mapping[str, Sequence[str]], text: str) -> Iterator[str]:
    for tag, beginnings in table.items():
        if beginnings and any(_is_meant(match, text) for match in _compile(beginnings).finditer(text)):
            yield make_tag(tag)


def _compile(beginnings: Sequence[str]) -> re.Pattern[str]:
    alternatives = (
        re.escape(word.strip("=")) + (r"(?!\w)" if word.endswith("=") else "") for word in beginnings
    )
    return re.compile(r"(?<![\w-])(?:" + "|".join(alternatives) + ")")


def _is_meant(match: re.Match[str], text: str) -> bool:
    """Behind a given name a word is a surname: "Vikar Willi Wahl"; "In Kray" names a place."""
    before = _GIVEN_NAME.search(text, match.start() - 25, match.start())
    is_name = before is not None and before[0].strip(" („\n") not in sentences.GERMAN.openers
    return not (is_name and match[0][0].isupper())
