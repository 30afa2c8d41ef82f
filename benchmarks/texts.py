"""Sample texts with what a post about them must tell and must not say, and how a caption fares on them.

The project's own texts stand in `benchmarks/texts.json`; two further corpora lie beside the project
(`../shared/corpus`) and are not part of it. Dates are relative to the day on which a text is read.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.channels import list_specs
from bot.compose import captions, draft
from bot.domain.article import Article
from bot.domain.post import Channel

ROOT = Path(__file__).parents[1]
OWN = Path(__file__).parent / "texts.json"
CORPUS = ROOT.parent / "shared" / "corpus"
BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 29)
CHANNELS = tuple(spec.channel for spec in list_specs())
DRAFTING = draft.Drafting([ROOT / "templates"], BERLIN, "de")
CAPTIONS = captions.Captions([ROOT / "templates"], "de")
_DAY = re.compile(r"\{D([+-]\d+)(?::([^}]*))?\}")
_TIME = re.compile(r"\{T(\d{1,2}):(\d\d)\}")
_OPENING = 60
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One text as the archive would hand it over, when it is read, and what is right.

    tell: patterns, one of each group must match title + caption; contact: one must stand in the caption
    (empty: none asked for); never: (pattern, allowed behind this or None); event: the truth as in
    the file, dates resolved; half: "looked at" or "unseen" for the project's own texts.
    """

    id: str
    kind: str
    half: str
    article: Article
    now: datetime
    tell: tuple[tuple[re.Pattern[str], ...], ...]
    contact: tuple[str, ...]
    never: tuple[tuple[str, str | None], ...]
    openings: tuple[str, ...]
    event: Mapping[str, Any] | None
    is_event_judged: bool
    is_over: bool
    is_sober: bool
    has_no_tags: bool
    wrong_tags: tuple[str, ...]
    is_own_voice: bool
    speakers: tuple[str, ...]
    own_words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is wrong with one caption; every list empty when it is right."""

    facts: int
    missing: tuple[str, ...]
    lost_contact: bool
    forbidden: tuple[str, ...]
    is_opening_accepted: bool
    wrong_event: str
    wrong_tags: tuple[str, ...]
    is_tone_right: bool


def load(path: Path, today: date = TODAY) -> list[Sample]:
    """Read a file of samples of any of the three corpora."""
    entries = json.loads(path.read_text(encoding="utf-8"))["articles"]
    return [_parse_gold(entry) if "body" in entry else _parse(entry, today) for entry in entries]


def with_text(sample: Sample, text: str) -> Sample:
    """The same sample with another text."""
    return replace(sample, article=replace(sample.article, text=text))


def _parse(entry: Mapping[str, Any], today: date) -> Sample:
    language = entry.get("language", "de")

    def fill(text: str) -> str:
        return _DAY.sub(lambda found: _render_day(found, today, language), text)

    now = datetime.combine(today, time(10), BERLIN)
    published = now - timedelta(days=entry["published_days_ago"], hours=1)
    dateline = fill(entry.get("dateline", ""))
    paragraphs = [*([dateline] if dateline else []), *map(fill, entry["paragraphs"])]
    article = Article(
        url=f"https://verein.example/aktuelles/{entry['id']}",
        title=fill(entry["title"]),
        text="\n\n".join(paragraphs),
        categories=tuple(entry["categories"]),
        language=language,
        published_at=None if dateline else published.astimezone(UTC),
    )
    return Sample(
        id=entry["id"],
        kind=entry["kind"],
        half=entry.get("half", ""),
        article=article,
        now=now,
        tell=tuple(
            tuple(_make_pattern(word, today, language) for word in group) for group in entry["must_tell"]
        ),
        contact=tuple(entry["contact"]),
        never=tuple(
            (fill(never), None)
            if isinstance(never, str)
            else (fill(never["text"]), fill(never["unless_before"]))
            for never in entry["must_not"]
        ),
        openings=tuple(map(fill, entry["good_openings"])),
        event=entry["event"] and {name: _resolve(value, today) for name, value in entry["event"].items()},
        is_event_judged=True,
        is_over=entry["over"],
        is_sober=entry["sober"],
        has_no_tags=entry["tags_none"],
        wrong_tags=tuple(entry["tags_wrong"]),
        is_own_voice=entry["speaks_as_association_ok"],
        speakers=tuple(entry["speakers"]),
        own_words=tuple(entry.get("first_person_ok", ())),
    )


def _parse_gold(entry: Mapping[str, Any]) -> Sample:
    published = datetime.combine(date.fromisoformat(entry["published"]), time(10), BERLIN)
    article = Article(
        url=entry["url"],
        title=entry["title"],
        text=entry["body"],
        categories=tuple(entry["categories"]),
        published_at=published.astimezone(UTC),
    )
    return Sample(
        id=entry["id"],
        kind="archive",
        half="",
        article=article,
        now=published,
        tell=tuple(
            tuple(re.compile(re.escape(w), re.IGNORECASE) for w in fact["any"]) for fact in entry["facts"]
        ),
        contact=(),
        never=tuple((phrase, None) for phrase in entry["must_not_appear"]),
        openings=tuple(entry["acceptable_first_sentences"]),
        event=None,
        is_event_judged=False,
        is_over=False,
        is_sober=entry["id"] in {"bosnisch", "erdbeben", "solingen"},
        has_no_tags=entry["id"] in {"bosnisch", "erdbeben", "solingen"},
        wrong_tags=("Zusammenhalt", "Integration", "Vielfalt"),
        is_own_voice=True,
        speakers=(),
        own_words=(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Captioned:
    """A sample with the caption that the packaged templates make of it, without link and picture."""

    sample: Sample
    channel: Channel
    caption: str
    words: str
    tags: tuple[str, ...]
    is_sober: bool
    is_over: bool

    @classmethod
    def make(cls, sample: Sample, channel: Channel) -> "Captioned":
        """Compose as when the sample is first seen."""
        made = compose(sample.article, channel, sample.now)
        caption = render(made, channel)
        is_over = made.not_after is not None and made.not_after < sample.now.date()
        return cls(
            sample=sample,
            channel=channel,
            caption=caption,
            words=made.teaser,
            tags=made.tags,
            is_sober=made.is_sober,
            is_over=is_over,
        )

    @property
    def is_over_right(self) -> bool:
        """Whether it is skipped exactly when it invites to what has passed."""
        return self.is_over == self.sample.is_over

    def judge(self) -> Verdict:
        """Compare the caption with what is right."""
        return judge(self.sample, self.caption, self.tags, is_sober=self.is_sober)


def compose(article: Article, channel: Channel, now: datetime) -> draft.Draft:
    """The words that the packaged templates and lists make of an article."""
    return DRAFTING.draft(article, channel, now)


def render(made: draft.Draft, channel: Channel) -> str:
    """The caption of a draft, without link and picture."""
    parts = captions.Parts(
        headline=made.headline,
        teaser=made.teaser,
        event=made.event.text if made.event else "",
        facts=made.shown,
        link="",
        short_address="",
        source=made.source,
        credit="",
        hashtags=made.tags,
        language=made.language,
    )
    return CAPTIONS.render(channel, parts, is_sober=made.is_sober)


def judge(sample: Sample, caption: str, tags: Sequence[str], *, is_sober: bool) -> Verdict:
    """Compare a caption with what is right."""
    said = f"{sample.article.title}\n{caption}"
    missing = [group[0].pattern for group in sample.tell if not any(word.search(said) for word in group)]
    return Verdict(
        facts=len(sample.tell),
        missing=tuple(missing),
        lost_contact=bool(sample.contact)
        and not any(map(_squeeze(caption).__contains__, map(_squeeze, sample.contact))),
        forbidden=(*_list_forbidden(sample, caption), *_list_foreign_voices(sample, caption)),
        is_opening_accepted=any(_opens_with(caption, opening) for opening in sample.openings),
        wrong_event=judge_event(sample, caption),
        wrong_tags=_list_wrong_tags(sample, tags),
        is_tone_right=is_sober == sample.is_sober,
    )


def _list_forbidden(sample: Sample, caption: str) -> Iterable[str]:
    for text, allowed_behind in sample.never:
        at = caption.find(text)
        before = caption[: max(at, 0)]
        if at >= 0 and not (allowed_behind and allowed_behind in before):
            yield text


def _list_foreign_voices(sample: Sample, caption: str) -> Iterable[str]:
    """ "I" outside quotations is never the page's voice, and "we" not in every text."""
    running = re.sub('[„"»“][^“”"«]*[“”"«]', "", _ADDRESS.sub("", caption))
    for allowed in sample.own_words:
        running = running.replace(allowed, "")
    if sample.article.language == "de":
        first = re.search(r"\b(?:[Ii]ch|mich|mir|[Mm]eine?[nmrs]?)\b", running)
        if first and not _has_speaker_before(sample, running, first.start()):
            yield f"voice: {first[0]}"
        we = re.search(r"\b[Ww]ir\b", running)
        if we and not sample.is_own_voice and not _has_speaker_before(sample, running, we.start()):
            yield f"voice: {we[0]}"


def _has_speaker_before(sample: Sample, running: str, at: int) -> bool:
    return any(re.search(rf"{re.escape(name)}:", running[:at]) for name in sample.speakers)


def _list_wrong_tags(sample: Sample, tags: Sequence[str]) -> tuple[str, ...]:
    if sample.has_no_tags:
        return tuple(tags)
    wrong = {tag.casefold() for tag in sample.wrong_tags}
    return (*(tag for tag in tags if tag.casefold() in wrong), *tags[3:])


def _opens_with(caption: str, opening: str) -> bool:
    flat, wanted = " ".join(caption.split()).casefold(), " ".join(opening.split()).casefold()
    press_line, colon, rest = wanted.partition(": ")
    is_press = colon and press_line.startswith("presse")
    return flat.startswith(wanted[:_OPENING]) or bool(is_press and flat.startswith(rest[:_OPENING]))


def judge_event(sample: Sample, caption: str) -> str:
    """What is wrong with the line of the date, or nothing."""
    if not sample.is_event_judged or sample.is_over:
        return ""
    line = next((line for line in caption.splitlines() if re.match(r"📅|Termin:|Date:|Wann:", line)), "")
    truth = sample.event
    if not truth:
        return f"a line: {line}" if line else ""
    if "deadline" in truth or "optional" in truth:
        names = [truth[name] for name in ("deadline",) if name in truth]
        names += [day for name in ("optional", "or") for day in truth.get(name, ())]
        fits = not line or any(_names(line, day) for day in names)
        return "" if fits else f"{line} instead of {names}"
    if "dates" in truth:
        fits = _names(line, truth["dates"][0]) and _names_time(line, truth.get("time"))
        return "" if fits else f"{line} instead of {truth}"
    whole = all(_names(line, truth[name]) for name in ("start", "end") if name in truth)
    fits = whole or any(_names(line, day) for day in truth.get("or", ()))
    return "" if fits else f"{line or 'no line'} instead of {truth}"


def _names(line: str, moment: str) -> bool:
    day, _, clock = moment.partition(" ")
    return bool(_spell_day(date.fromisoformat(day)).search(line)) and _names_time(line, clock)


def _names_time(line: str, clock: str | None) -> bool:
    return not clock or bool(_spell_time(*map(int, clock.split(":"))).search(line))


def _resolve(value: Any, today: date) -> Any:  #  a truth is text or a list of texts
    if isinstance(value, list):
        return [_resolve(item, today) for item in value]
    return re.sub(r"D([+-]\d+)", lambda found: (today + timedelta(days=int(found[1]))).isoformat(), value)


def _render_day(found: re.Match[str], today: date, language: str) -> str:
    day = today + timedelta(days=int(found[1]))
    names = {"%A": "EEEE", "%B": "MMMM", "%d": "dd", "%-d": "d", "%m": "MM", "%-m": "M"}
    names |= {"%Y": "y", "%y": "yy"}
    return re.sub(
        r"%-?[a-zA-Z]",
        lambda part: format_date(day, names[part[0]], locale=language),
        found[2] or day.isoformat(),
    )


def _make_pattern(word: str, today: date, language: str) -> re.Pattern[str]:
    day, moment = _DAY.fullmatch(word), _TIME.fullmatch(word)
    if day and not day[2]:
        return _spell_day(today + timedelta(days=int(day[1])))
    if moment:
        return _spell_time(int(moment[1]), int(moment[2]))
    filled = _DAY.sub(lambda found: _render_day(found, today, language), word)
    return re.compile(r"\s+".join(map(re.escape, filled.split())), re.IGNORECASE)


def _spell_day(day: date) -> re.Pattern[str]:
    """A day as people write it, also as the first of a period or list that names its month later."""
    name = format_date(day, "MMMM", locale="de")
    english = format_date(day, "MMMM", locale="en")
    short = name[:3]
    until = r"(?:\s?(?:–|-|/|,|und|bis(?: zum)?)\s?\d{1,2}\.)*"
    return re.compile(
        rf"(?<!\d)0?{day.day}\.{until}\s?(?:{name}|{short}\.|0?{day.month}\.)"
        rf"|(?<!\d){day.day} {english}|{english} {day.day}(?!\d)|{day.isoformat()}"
    )


def _spell_time(hour: int, minute: int) -> re.Pattern[str]:
    """A time as people write it: "19.30 Uhr", "19:30", "von 19 bis 21 Uhr", "7 pm", "19 h"."""
    minutes = rf"[.:]{minute:02}" if minute else r"(?:[.:]00)?"
    halves = rf"(?<![\d.:]){hour % 12 or 12}{minutes}\s?{'p' if hour >= 12 else 'a'}\.?m"
    return re.compile(
        rf"(?<![\d.:])0?{hour}{minutes}(?![\d:])(?=[^\n]{{0,14}}Uhr|:|\s?(?:–|-|bis|h\b))"
        rf"|(?<![\d.:])0?{hour}[.:]{minute:02}(?!\d)|{halves}"
    )


def _squeeze(text: str) -> str:
    return "".join(text.split()).casefold()
