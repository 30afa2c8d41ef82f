"""Fixed words and dates of captions in the languages in which posts are written.

German and English write dates out; the others name the weekday and write "05.12.2026, 14:00", which is read
everywhere in Germany and needs no grammar.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from itertools import groupby
from types import MappingProxyType

from bot.i18n import list_months, list_weekdays

_WRITTEN_OUT = ("de", "en")

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
            "quoted": "„{}“",
            "category": "Rubrik",
            "entry_free": "Eintritt frei",
            "free": "kostenlos",
            "gifts": "Spenden willkommen",
            "on_gifts": "auf Spendenbasis",
            "no_need": "ohne Anmeldung",
            "please": "mit Anmeldung",
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
            "quoted": "“{}”",
            "category": "Section",
            "entry_free": "Entry is free",
            "free": "free of charge",
            "gifts": "donations welcome",
            "on_gifts": "donations welcome",
            "no_need": "no registration needed",
            "please": "please register",
        }
    ),
    "fr": MappingProxyType(
        {
            "source": "Source",
            "photo": "Photo",
            "read_on": "En savoir plus",
            "link_in_bio": "Lien en bio",
            "until": "jusqu’au",
            "to": "–",
            "from": "à partir du",
            "and": "et",
            "oclock": "",
            "event": "Date",
            "when": "Date",
            "where": "Lieu",
            "price": "Tarif",
            "deadline": "Date limite",
            "register": "Inscription",
            "contact": "Contact",
            "account": "Dons",
            "entry_free": "entrée gratuite",
            "free": "gratuit",
            "no_need": "sans inscription",
            "please": "sur inscription",
        }
    ),
    "es": MappingProxyType(
        {
            "source": "Fuente",
            "photo": "Foto",
            "read_on": "Más información",
            "link_in_bio": "Enlace en la bio",
            "until": "hasta el",
            "to": "–",
            "from": "desde el",
            "and": "y",
            "oclock": "",
            "event": "Fecha",
            "when": "Fecha",
            "where": "Lugar",
            "price": "Precio",
            "deadline": "Plazo",
            "register": "Inscripción",
            "contact": "Contacto",
            "account": "Donativos",
            "entry_free": "entrada gratuita",
            "free": "gratis",
            "no_need": "sin inscripción",
            "please": "con inscripción",
        }
    ),
    "tr": MappingProxyType(
        {
            "source": "Kaynak",
            "photo": "Fotoğraf",
            "read_on": "Devamı",
            "link_in_bio": "Bağlantı profilde",
            "until": "son gün:",
            "to": "–",
            "from": "başlangıç:",
            "and": "ve",
            "oclock": "",
            "event": "Tarih",
            "when": "Tarih",
            "where": "Yer",
            "price": "Ücret",
            "deadline": "Son tarih",
            "register": "Kayıt",
            "contact": "İletişim",
            "account": "Bağış hesabı",
            "entry_free": "giriş ücretsiz",
            "free": "ücretsiz",
            "no_need": "kayıt gerekmez",
            "please": "kayıt gerekli",
        }
    ),
    "uk": MappingProxyType(
        {
            "source": "Джерело",
            "photo": "Фото",
            "read_on": "Докладніше",
            "link_in_bio": "Посилання в профілі",
            "until": "до",
            "to": "–",
            "from": "з",
            "and": "і",
            "oclock": "",
            "event": "Дата",
            "when": "Дата",
            "where": "Місце",
            "price": "Вартість",
            "deadline": "Термін",
            "register": "Реєстрація",
            "contact": "Контакт",
            "account": "Рахунок для пожертв",
            "entry_free": "вхід вільний",
            "free": "безкоштовно",
            "no_need": "без реєстрації",
            "please": "за реєстрацією",
        }
    ),
    "ru": MappingProxyType(
        {
            "source": "Источник",
            "photo": "Фото",
            "read_on": "Подробнее",
            "link_in_bio": "Ссылка в профиле",
            "until": "до",
            "to": "–",
            "from": "с",
            "and": "и",
            "oclock": "",
            "event": "Дата",
            "when": "Дата",
            "where": "Место",
            "price": "Стоимость",
            "deadline": "Срок",
            "register": "Регистрация",
            "contact": "Контакт",
            "account": "Счёт для пожертвований",
            "entry_free": "вход свободный",
            "free": "бесплатно",
            "no_need": "без регистрации",
            "please": "по регистрации",
        }
    ),
    "pl": MappingProxyType(
        {
            "source": "Źródło",
            "photo": "Zdjęcie",
            "read_on": "Więcej",
            "link_in_bio": "Link w bio",
            "until": "do",
            "to": "–",
            "from": "od",
            "and": "i",
            "oclock": "",
            "event": "Termin",
            "when": "Termin",
            "where": "Miejsce",
            "price": "Koszt",
            "deadline": "Termin zgłoszeń",
            "register": "Zapisy",
            "contact": "Kontakt",
            "account": "Konto na darowizny",
            "entry_free": "wstęp wolny",
            "free": "bezpłatnie",
            "no_need": "bez zapisów",
            "please": "obowiązują zapisy",
        }
    ),
    "ar": MappingProxyType(
        {
            "source": "المصدر",
            "photo": "الصورة",
            "read_on": "المزيد",
            "link_in_bio": "الرابط في الملف الشخصي",
            "until": "حتى",
            "to": "–",
            "from": "ابتداءً من",
            "and": "و",
            "oclock": "",
            "event": "الموعد",
            "when": "الموعد",
            "where": "المكان",
            "price": "التكلفة",
            "deadline": "آخر موعد",
            "register": "التسجيل",
            "contact": "للتواصل",
            "account": "حساب التبرعات",
            "entry_free": "الدخول مجاني",
            "free": "مجاناً",
            "no_need": "دون تسجيل",
            "please": "التسجيل مطلوب",
        }
    ),
}


def get_phrases(language: str) -> Mapping[str, str]:
    """The fixed words of a language, German for one that we do not know; those of pictures in two only."""
    return PHRASES.get(_choose(language), PHRASES["de"])


def render_date(day: date, language: str, *, has_weekday: bool = False) -> str:
    """ "5. März 2021" or "Freitag, 5. März 2021"; "5 March 2021" in English; "vendredi, 05.03.2021"."""
    mark = "" if _choose(language) == "en" else "."
    is_written_out = _choose(language) in _WRITTEN_OUT
    text = f"{day.day}{mark} {get_month(day, language)} {day.year}" if is_written_out else f"{day:%d.%m.%Y}"
    return f"{get_weekday(day, language)}, {text}" if has_weekday else text


def render_range(first: date, last: date, language: str) -> str:
    """ "11. bis 24. März 2024", "28. Mai bis 2. Juni 2024"."""
    until = get_phrases(language)["to"]
    if _choose(language) not in _WRITTEN_OUT:
        return f"{render_date(first, language)} {until} {render_date(last, language)}"
    if (first.month, first.year) == (last.month, last.year):
        return f"{first.day}{'.' if language == 'de' else ''} {until} {render_date(last, language)}"
    begin = render_date(first, language).removesuffix(f" {last.year}")
    return f"{begin} {until} {render_date(last, language)}"


def render_days(days: Sequence[date], language: str) -> str:
    """ "5. Dezember, 12. Dezember und 2. bis 4. Januar 2027"; the first and the last of more than six."""
    words, runs = get_phrases(language), list(_list_runs(days))
    if not 1 < len(runs) <= _MOST_LISTED:
        return render_range(days[0], days[-1], language)
    said = [
        render_range(first, last, language) if first != last else render_date(first, language)
        for first, last in runs
    ]
    if _choose(language) not in _WRITTEN_OUT:
        return ", ".join(said)
    said = [text.removesuffix(f" {last.year}") for text, (_, last) in zip(said, runs, strict=True)]
    return f"{', '.join(said[:-1])} {words['and']} {said[-1]} {days[-1].year}"


def _list_runs(days: Sequence[date]) -> Iterator[tuple[date, date]]:
    """The first and the last day of each three or more that follow each other; others alone."""
    for _, numbered in groupby(enumerate(days), key=lambda each: each[1].toordinal() - each[0]):
        following = [day for _, day in numbered]
        if len(following) > _MOST_ALONE:
            yield following[0], following[-1]
        else:
            yield from ((day, day) for day in following)


_MOST_ALONE, _MOST_LISTED = 2, 6


def render_event(  # noqa: PLR0913  what a date line is made of
    period: tuple[date, date],
    listed: Sequence[date],
    hours: tuple[time, time | None] | None,
    language: str,
    *,
    is_open: bool = False,
    is_from: bool = False,
    weekly: str = "",
) -> str:
    """ "Samstag, 12. Dezember 2026, 18 bis 20 Uhr", "5. Mai und 12. Mai 2026, 15 Uhr", "bis 3. Mai 2027"."""
    words, (first, last) = get_phrases(language), period
    if is_open:
        return f"{words['until']} {render_date(last, language)}"
    if listed:
        said = render_days(listed, language)
    elif first != last:
        said = render_range(first, last, language)
        said = f"{said}, {weekly}" if weekly else said
    else:
        said = render_date(first, language, has_weekday=True)
        said = f"{words['from']} {said}" if is_from else said
    if not hours:
        return said
    is_begin = first != last and not (listed or weekly or hours[1]) and _choose(language) in _WRITTEN_OUT
    begins = f"{words['from']} " if is_begin else ""  # "bis 8. Mai, 17 Uhr" would be when it ends
    return f"{said}, {begins}{render_clock(*hours, language)}"


def render_clock(start: time, end: time | None, language: str) -> str:
    """ "18 bis 20:30 Uhr"; "6 pm to 8:30 pm" in English."""
    words = get_phrases(language)
    pieces = [_render_time(moment, language) for moment in (start, end) if moment]
    return f" {words['to']} ".join(pieces) + (f" {words['oclock']}" if words["oclock"] else "")


def _render_time(moment: time, language: str) -> str:
    minutes = f":{moment.minute:02}" if moment.minute else ""
    if _choose(language) not in _WRITTEN_OUT:
        return f"{moment:%H:%M}"
    if language == "en":
        return f"{moment.hour % 12 or 12}{minutes} {'am' if moment.hour < 12 else 'pm'}"
    return f"{moment.hour}{minutes}"


def _choose(language: str) -> str:
    """The language whose words we have: "fr" for "fr-CH", German for any other."""
    code = language.partition("-")[0]
    return code if code in PHRASES else "de"


def get_month(day: date, language: str) -> str:
    """ "Oktober"."""
    return list_months(_choose(language))[day.month - 1]


def get_weekday(day: date, language: str) -> str:
    """ "Montag"."""
    return list_weekdays(_choose(language))[day.weekday()]


def get_short_month(day: date, language: str) -> str:
    """ "Okt.": for the date block of a picture."""
    return list_months(_choose(language), is_short=True)[day.month - 1]
