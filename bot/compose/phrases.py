"""The fixed words of captions, pictures and warnings, in the instance's language."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

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
