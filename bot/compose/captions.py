"""Captions: the whole text for one channel, from the Jinja templates a comms team may edit."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, time
from pathlib import Path
from types import MappingProxyType
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.domain.article import Fact, FactKind
from bot.domain.channel import get_traits, utf16_length
from bot.domain.errors import NeedsPerson
from bot.domain.post import Channel
from bot.i18n import list_months, list_weekdays, say

_ICONS = {
    FactKind.WHEN: "📅",
    FactKind.WHERE: "📍",
    FactKind.PRICE: "💶",
    FactKind.DEADLINE: "✍️",
    FactKind.REGISTER: "✍️",
}
_WORD_JOINER = "\u2060"
_SIGN = re.compile(r"(?<!\w)([@#＠＃])(?=\w)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_TAG = re.compile(r"(?<!\w)#\w+")
_MENTION = re.compile(r"(?<!\w)@\w+")
_BLANK_LINES = re.compile(r"\n{3,}")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a template may use; hashtags without "#", all other texts plain, empty when there is none.

    facts: what a follower needs besides the words, in the order of the lines; event: the first of them.
    """

    headline: str
    teaser: str
    event: str
    link: str
    short_address: str
    source: str
    credit: str
    hashtags: Sequence[str]
    facts: Sequence[Fact] = ()


def neutralise(text: str) -> str:
    """Keep "@" and "#" of a text from becoming mentions and hashtags, and drop control characters.

    An invisible word joiner behind the sign ends what the platforms would link, looks the same and is
    passed over by screen readers; addresses such as info@example.org are no mention anyway.
    """
    return _SIGN.sub(rf"\1{_WORD_JOINER}", _CONTROL.sub("", text))


class Captions:
    """Renders captions; template_dirs in order, the instance's directory before the packaged one."""

    def __init__(self, template_dirs: Sequence[Path], language: str) -> None:
        self._words = get_phrases(language)
        self._environment = ImmutableSandboxedEnvironment(
            loader=jinja2.FileSystemLoader([directory / "captions" for directory in template_dirs]),
            autoescape=False,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def render(self, channel: Channel, parts: Parts, *, is_sober: bool) -> str:
        """The caption, within the channel's limits. Raises NeedsPerson naming the template and its line."""
        traits = get_traits(channel)
        name = traits.sober_template if is_sober else traits.caption_template
        try:
            text = self._environment.get_template(name).render(
                **_values(parts, self._words), words=self._words
            )
        except jinja2.TemplateNotFound as error:
            sentence = say("The caption template captions/{name} is missing in templates/.", name=error.name)
            raise NeedsPerson(sentence) from error
        except jinja2.TemplateSyntaxError as error:
            raise NeedsPerson(_describe(error.name or name, error.lineno, error.message)) from error
        except Exception as error:  # a template may run into any error of the values it uses
            raise NeedsPerson(_describe(name, _find_line(name, error), error)) from error
        caption = _BLANK_LINES.sub("\n\n", _TRAILING.sub("", text)).strip()
        _check(caption, channel, name)
        return caption


def _values(parts: Parts, words: Mapping[str, str]) -> Mapping[str, Any]:
    """Texts of the archive lose the power to tag; addresses and our own hashtags keep theirs."""
    values: dict[str, Any] = asdict(parts)
    values["facts"] = [_describe_fact(fact, words) for fact in parts.facts]
    for name in ("headline", "teaser", "event", "source", "credit"):
        values[name] = neutralise(values[name])
    values["hashtags"] = [f"#{tag}" for tag in parts.hashtags]
    return values


def _describe_fact(fact: Fact, words: Mapping[str, str]) -> Mapping[str, str]:
    """kind, text, an icon, and the label that says the same in a word: "Anmeldung" is not said twice."""
    label = words[fact.kind.value]
    text = neutralise(fact.text)
    if fact.kind is FactKind.CONTACT:
        icon = "✉" if "@" in text else "☎" if text[0] in "+(0123456789" else "🌐"
        icon, label = ("🏦", words["account"]) if text.startswith("IBAN") else (icon, label)
    else:
        icon = _ICONS[fact.kind]
    is_said = text.startswith(label) or (
        fact.kind is FactKind.DEADLINE and not text.startswith(words["until"])
    )
    said = text if is_said else f"{label}: {text}"
    return {"kind": fact.kind.value, "text": text, "icon": icon, "label": label, "plain": said}


def _find_line(name: str, error: Exception) -> int:
    """The template's line in which an error arose; 0 when it is not known."""
    line = 0
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith(name):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _describe(name: str, line: int, reason: object) -> str:
    return say(
        "The caption template captions/{name} does not work in line {line}: {reason}.",
        name=name,
        line=line,
        reason=str(reason).rstrip("."),
    )


def _check(caption: str, channel: Channel, name: str) -> None:
    limits = get_traits(channel).limits
    counts = (
        (say("characters"), utf16_length(caption), limits.caption),
        (say("hashtags"), len(_TAG.findall(caption)), limits.hashtags),
        (say("mentions"), len(_MENTION.findall(caption)), limits.mentions),
    )
    for what, count, allowed in counts:
        if count > allowed:
            raise NeedsPerson(
                say(
                    "The caption for {channel} has {count} {what}, {allowed} are allowed; "
                    "shorten the template captions/{name}.",
                    channel=channel,
                    count=count,
                    what=what,
                    allowed=allowed,
                    name=name,
                )
            )


PHRASES: Mapping[str, Mapping[str, str]] = {
    "de": MappingProxyType(
        {
            "source": "Quelle",
            "photo": "Foto",
            "read_on": "Mehr dazu",
            "link_in_bio": "Link in der Bio",
            "until": "bis",
            "to": "bis",
            "from": "ab",
            "and": "und",
            "oclock": "Uhr",
            "event": "Termin",
            "when": "Termin",
            "where": "Ort",
            "price": "Kosten",
            "deadline": "Frist",
            "register": "Anmeldung",
            "contact": "Kontakt",
            "account": "Spendenkonto",
            "text_card": "Textkarte",
            "photo_card": "Foto mit Überschrift",
            "category": "Rubrik",
        }
    ),
    "en": MappingProxyType(
        {
            "source": "Source",
            "photo": "Photo",
            "read_on": "Read more",
            "link_in_bio": "Link in bio",
            "until": "until",
            "to": "to",
            "from": "from",
            "and": "and",
            "oclock": "",
            "event": "Date",
            "when": "Date",
            "where": "Place",
            "price": "Price",
            "deadline": "Deadline",
            "register": "Registration",
            "contact": "Contact",
            "account": "Donations",
            "text_card": "Text card",
            "photo_card": "Photo with headline",
            "category": "Section",
        }
    ),
}


def get_phrases(language: str) -> Mapping[str, str]:
    """The fixed words of "de" or "en"; German for anything else."""
    return PHRASES.get(language, PHRASES["de"])


def render_date(day: date, language: str, *, has_weekday: bool = False) -> str:
    """ "5. März 2021" or "Freitag, 5. März 2021"; "5 March 2021" in English."""
    mark = "" if language == "en" else "."
    text = f"{day.day}{mark} {get_month(day, language)} {day.year}"
    return f"{get_weekday(day, language)}, {text}" if has_weekday else text


def render_range(first: date, last: date, language: str) -> str:
    """ "11. bis 24. März 2024", "28. Mai bis 2. Juni 2024"."""
    until = get_phrases(language)["to"]
    if (first.month, first.year) == (last.month, last.year):
        return f"{first.day}{'.' if language == 'de' else ''} {until} {render_date(last, language)}"
    begin = render_date(first, language).removesuffix(f" {last.year}")
    return f"{begin} {until} {render_date(last, language)}"


def render_days(days: Sequence[date], language: str) -> str:
    """ "5. Dezember, 12. Dezember und 2. Januar 2027"; of more than six days the first and the last."""
    words = get_phrases(language)
    if len(days) > 6:
        return render_range(days[0], days[-1], language)
    said = [render_date(day, language).removesuffix(f" {day.year}") for day in days]
    return f"{', '.join(said[:-1])} {words['and']} {said[-1]} {days[-1].year}"


def render_clock(start: time, end: time | None, language: str) -> str:
    """ "18 bis 20:30 Uhr"; "6 pm to 8:30 pm" in English."""
    words = get_phrases(language)
    pieces = [_render_time(moment, language) for moment in (start, end) if moment]
    return f" {words['to']} ".join(pieces) + (f" {words['oclock']}" if words["oclock"] else "")


def _render_time(moment: time, language: str) -> str:
    minutes = f":{moment.minute:02}" if moment.minute else ""
    if language == "en":
        return f"{moment.hour % 12 or 12}{minutes} {'am' if moment.hour < 12 else 'pm'}"
    return f"{moment.hour}{minutes}"


def _choose(language: str) -> str:
    """Captions are in German or English."""
    return language if language in PHRASES else "de"


def get_month(day: date, language: str) -> str:
    """ "Oktober"."""
    return list_months(_choose(language))[day.month - 1]


def get_weekday(day: date, language: str) -> str:
    """ "Montag"."""
    return list_weekdays(_choose(language))[day.weekday()]


def get_short_month(day: date, language: str) -> str:
    """ "Okt.": for the date block of a picture."""
    return list_months(_choose(language), is_short=True)[day.month - 1]
