"""Captions: the whole text for one channel, from the Jinja templates a comms team may edit."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.domain.channel import LIMITS, utf16_length
from bot.domain.errors import NeedsPerson
from bot.domain.post import Channel
from bot.i18n import say

_WORD_JOINER = "\u2060"
_SIGN = re.compile(r"(?<!\w)([@#＠＃])(?=\w)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_TAG = re.compile(r"(?<!\w)#\w+")
_MENTION = re.compile(r"(?<!\w)@\w+")
_BLANK_LINES = re.compile(r"\n{3,}")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a template may use; hashtags without "#", all other texts plain, empty when there is none."""

    headline: str
    teaser: str
    event: str
    link: str
    short_address: str
    source: str
    credit: str
    hashtags: Sequence[str]


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
        name = f"{channel.value}-sober.jinja" if is_sober else f"{channel.value}.jinja"
        try:
            text = self._environment.get_template(name).render(**_values(parts), words=self._words)
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


def _values(parts: Parts) -> Mapping[str, Any]:
    """Texts of the archive lose the power to tag; addresses and our own hashtags keep theirs."""
    values: dict[str, Any] = asdict(parts)
    for name in ("headline", "teaser", "event", "source", "credit"):
        values[name] = neutralise(values[name])
    values["hashtags"] = [f"#{tag}" for tag in parts.hashtags]
    return values


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
    limits = LIMITS[channel]
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
                    channel=channel.value,
                    count=count,
                    what=what,
                    allowed=allowed,
                    name=name,
                )
            )


_MONTHS = {
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_MONTHS_SHORT = {
    "de": ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
_WEEKDAYS = {
    "de": ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}

PHRASES: Mapping[str, Mapping[str, str]] = {
    "de": MappingProxyType(
        {
            "source": "Quelle",
            "photo": "Foto",
            "read_on": "Mehr dazu",
            "link_in_bio": "Link in der Bio",
            "until": "bis",
            "oclock": "Uhr",
            "event": "Termin",
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
            "oclock": "",
            "event": "Date",
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
    code = language if language in _MONTHS else "de"
    mark = "." if code == "de" else ""
    text = f"{day.day}{mark} {_MONTHS[code][day.month - 1]} {day.year}"
    return f"{_WEEKDAYS[code][day.weekday()]}, {text}" if has_weekday else text


def render_range(first: date, last: date, language: str) -> str:
    """ "11.–24. März 2024", "28. Mai – 2. Juni 2024"."""
    if (first.month, first.year) == (last.month, last.year):
        return f"{first.day}{'.' if language == 'de' else ''}–{render_date(last, language)}"
    begin = render_date(first, language).removesuffix(f" {last.year}")
    return f"{begin} – {render_date(last, language)}"


def get_short_month(day: date, language: str) -> str:
    """ "Okt.": for the date block of a picture."""
    return _MONTHS_SHORT[language if language in _MONTHS_SHORT else "de"][day.month - 1]


def render_local_date(moment: datetime | None, language: str) -> str:
    """The day of an aware local time, or nothing."""
    return render_date(moment.date(), language) if moment else ""
