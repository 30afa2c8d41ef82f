"""Events: which coming date a text announces, until when one can act, and when a post becomes pointless."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.compose import dates, phrases, roles, tense
from bot.compose.roles import FROM, LEAD, NEW_DATE, Dated, Role
from bot.domain import article
from bot.i18n import list_weekdays

_OFFERS = re.compile(r"\b(?:kostenlos\w*|[Mm]itfahren)\b")
_WELCOMES = re.compile(
    r"\b(?:lädt|laden|Einladung|eingeladen|willkommen|Treffpunkt|Einlass|[Mm]itmachen|freuen uns auf"
    r"|(?:findet|finden)(?! (?:ihr|man|sich|Sie|du|wir))|kommen Sie|(?<!sind )(?<!ist )vorbei)\b"
)
_ADMITS = re.compile(r"\b(?:Eintritt|Anmeld\w*|anmelden|Karten|Teilnahme)\b")
_CLOCK_CUE = re.compile(
    r"\b(?:[Bb]eginn\w*|[Ss]tart\w*|[Tt]reffpunkt|[Ee]inlass|[Ll]os geht|geht es|[Uu]m|[Aa]b|[Vv]on"
    r"|[Jj]eweils|TREFFPUNKT|BEGINN|[Uu]hrzeit|zwischen|[Ee]röffn\w+|öffnet)\b"
)
_ONLY_CLOCK = re.compile(
    r"[🕐-🕧⏰⏱]|\d{1,2}(?:[.:]\d\d)?(?:\s?(?:–|-|bis)\s?\d{1,2}(?:[.:]\d\d)?)?\s?Uhr\.?$"
)
""" "🕐 17:30 Uhr": a line that says nothing else."""
_BEGINS = re.compile(
    r"\b(?:\w*[Bb]eginn\w*|[Ss]tartschuss|[Ss]tart|startet|[Ll]os geht|geht es los|geht’s los|Anpfiff)\b"
)
_DOORS = re.compile(rf"^(?!.*{_BEGINS.pattern}).*\bEinlass\b", re.DOTALL)
_ENDS = re.compile(r"\b(?:zurück|Rück(?:kehr|kunft|fahrt)|Ende)\b\D{0,20}\d{1,2}(?:[.:]\d\d)?\s?Uhr")
""" "Los geht es um 9:30 und zurück um 17 Uhr", "Ende: 17 Uhr"."""
_OFFICE_HOURS = re.compile(
    r"\b(?:(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|werktag)s|täglich|jede[mnr]?\b"
    r"|[Tt]elefon\w*|Tel\.|erreichbar|besetzt|Sprechzeit\w*"
    r"|unter 0|geöffnet|abgegeben)",
    re.IGNORECASE,
)
_THAT_DAY = re.compile(r"\b(?:an diesem|am selben|am gleichen) (?:Tag|Abend|Nachmittag|Vormittag)\b")
_PROGRAMME_CLOCK = re.compile(
    r"(?<![\d.,])(?P<hour>\d{1,2})(?:[.:](?P<minute>\d\d))?\s?Uhr\s?[:–-]"
    r"|^(?P<hour2>\d{1,2})[.:](?P<minute2>\d\d)(?:\s?[–-]\s?(?P<end>\d{1,2})[.:](?P<end_minute>\d\d))?(?:\s?Uhr)?"
    r"\s?[:–-]?\s+(?=[A-ZÄÖÜ„])"
)
""" "17.30 Uhr: Tanz", "17:30 Tanz", "17.30 – 18.00 Tanz" in a line of its own."""
_CONCLUDES = re.compile(r"\b(?:Ende|Schluss|Ausklang|Abschluss|Abbau)\b")
_WEEKLY = re.compile(
    r"\b((?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s)\b|\bimmer (montags|dienstags"
    r"|mittwochs|donnerstags|freitags)\b"
)
FOR_SOME = re.compile(
    r"\b(?:Hierfür|Dafür|Dazu) (?:ist|wird|bitten)\b.*\b[Aa]nmeld"
    r"|\bFür (?:die|den|das) (?:Kinder\w+|\w*[Bb]us\w*|\w*[Ff]ahrt|\w*[Ee]ssen|Buffet|\w*[Ff]rühstück"
    r"|Workshops?|\w*[Ss]t[aä]nd\w*|Turnier|\w*[Bb]etreuung)\b.*\b[Aa]nmeld"
    r"|\b(?:Aussteller|Händler|Helfer|Standbetreiber|Künstler|[Bb]usinesses|[Vv]endors|[Ss]ponsors"
    r"|[Ee]xhibitors|[Vv]olunteers)\w*\b.*\b(?:[Aa]nmeld|regist)"
    r"|^(?:Anmeldung|Fragen|Kontakt|Infos?)(?:(?:,| und| &) \w+)+$|^(?:Mailingliste|Newsletter)\b"
    r"|\b[Aa]nmeldung\b[^.!?]{0,40}\b(?:vor Ort|nicht verbindlich|unverbindlich)\b"
    r"|\b[Nn]ur (?:für|bei)\b[^.!?]{0,40}\b(?:nötig|erforderlich|notwendig|anmelden)\b"
)
""" "Anmelden müssen sich nur Schulklassen" asks the others for nothing."""
_LABELLED = re.compile(r"(?:[-–•*·📅📆🗓]\ufe0f?\s)?(?:[Ww]ann|Termine?|Datum|Zeit|Beginn)\s?[:?]")
_BESIDE = 22
"""Characters behind a last day in which its hour stands."""
_SHORT_PERIOD, _SHORT_TEXT = 3, 20
"""Sentences of a text in which a line with weekday, day and hour, wherever it stands, is what it is about."""
_EACH_DAY = re.compile(r"\b(?:täglich|jeweils|jeden Tag|immer)\b", re.IGNORECASE)
_DAYS = re.compile(
    r"[Tt]ermine?\b|\b(?:folgende[nr]?|nächste[nr]?) (?:Tage|Treffen|Abende|Daten|Samstage|Sonntage)"
)
_SERIES = 3
_WEEK, _LONGEST_GAP = 7, 50
_STOPS = re.compile(r"[.!?]\s")
_JOINED = re.compile(
    r"[\s,;/)]*(?:(?:(?:um|ab|von)\s)?\d{1,2}(?:[.:]\d\d)?(?:\s?(?:bis|–"
    r"|-)\s?\d{1,2}(?:[.:]\d\d)?)?\s?(?:Uhr|h\b))?"
    r"[\s,;/)]*(?:und|sowie|oder|and|&)?\s*(?:am|den|dem|der|zum|on)?[\s,(]*"
)
_MOVES = re.compile(r"\b[Vv]om \d{1,2}\.\S*(?: \w+)? auf (?:den )?\d{1,2}\.\S*(?: \w+)? verschoben\b")
_LONG_OVER = timedelta(days=5 * 365)
"""Older years are history, not a late invitation."""
_DEADLINE_OF = {
    "de": (
        (r"[Bb]ewerb", "Bewerbung"),
        (r"[Aa]nmeld|angemeldet|[Mm]elde|meldet|[Mm]eldung", "Anmeldung"),
        (r"[Aa]ntr[aä]g", "Antrag"),
        (r"[Ee]insend|einreich|Einreich|eingereicht", "Einsendung"),
        (r"Abgabe|abgegeben|abzugeben", "Abgabe"),
        (r"[Aa]ngebot", "Angebote"),
        (r"[Rr]eservier", "Reservierung"),
        (r"zurück(?:zu|ge)?(?:geb|schick|send|sand|bring|brach)|Rück(?:gabe|send)", "Rückgabe"),
        (r"\b(?:[Gg]eb|[Gg]ib|[Ss]chick|[Bb]ring|[Ss]end)\w*\b.*\bzurück\b", "Rückgabe"),
    ),
    "en": ((r"[Aa]ppl", "apply"), (r"[Rr]egist", "register")),
}


_ASKS = re.compile(
    r"\b(?:bitte|Bitte|[Ss]chickt?|[Ss]chicken|[Ss]chreibt|[Ss]chreiben|[Mm]ailt?|[Ss]enden|[Ss]endet"
    r"|[Ss]agt|könnt|können|kann|müssen|muss|möglich|unter|spätestens|Frist|Abgabe|teil\w+|mitmachen"
    r"|einzureichen|entgegen\w*|[Uu]mfrage|[Ff]ragebogen|\w*schluss"
    r"|(?:ab|unterzeichnet|unterschrieben|beantrag|ausgefüllt|abgegeben|abgestimmt)\w*|may|can|please|open)\b"
)
"""A last day counts only where somebody is asked to do something by it."""

_CARRIES_OUT = re.compile(r"\b(?:abgeschlossen|durchgeführt|umgesetzt|beendet|fertig|verbraucht)\b")
"""What has to be done with the money by a day is none on which to apply."""

_GOVERNS = (
    r"(?:\w+\s){0,2}?(?:\w*[Rr]egierung|\w*[Pp]arlament|Bundestag|Bundesrat|Landtag|EU-Kommission"
    r"|\w*ministerium)"
)
_OF_STATE = re.compile(
    rf"\b(?:muss|soll|will|kann|hat)\s(?:die|der|das)\s{_GOVERNS}\b"
    rf"|\b(?:[Dd]ie|[Dd]er|[Dd]as)\s{_GOVERNS}\s(?:muss|soll|will|kann|hat)\b"
)
"""What a government has to do by a day is news, and nothing that readers could do."""


_ASKS_ABROAD = re.compile(
    r"\b(?:inscri|s['’]inscrire|candidat|postul|inscrib|solicit|kayıt|kaydol|başvur|zapis|zgłosz|zgłasz"
    r"|rejestr|iscri|aanmeld|inschrij|opgeven|înscri|prijav|реєстр|заявк|регистр|запис|заяв"
    r"|yer ayırt|rezerv|reserv|réserv|zarezerw|бронюв|заброн)|التسجيل|التقديم|الحجز",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A last day to act: in words, and the position of its sentence (0 is the title)."""

    day: date
    text: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the dates of a text say to a reader of today.

    event: what it announces; positions: sentences (0 is the title) that tell when, best first; deadlines:
    last days to act; is_over: what it invites to has passed; is_moved: its day is named as the new one;
    is_overview: its days are of several things; rivals: further days that are announced; not_after: the last
    day on which a post makes sense; doubtful: dates as written, not to be relied on.
    """

    event: article.Event | None = None
    positions: tuple[int, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    is_over: bool = False
    is_moved: bool = False
    is_overview: bool = False
    rivals: tuple[date, ...] = ()
    not_after: date | None = None
    doubtful: tuple[str, ...] = ()


def end_of_day(day: date, timezone: ZoneInfo) -> datetime:
    """The last second of a day, aware UTC."""
    return datetime.combine(day, time(23, 59, 59), timezone).astimezone(UTC)


def find_events(  # noqa: PLR0913  what dates depend on
    title: str,
    sentences: Sequence[str],
    appeared: date,
    today: date,
    timezone: ZoneInfo,
    language: str = "de",
    *,
    year: int = 0,
) -> Findings:
    """Read the dates of a title and its sentences as on the day the article appeared, judged from `today`.

    year: of the dates that name none; 0: the next that comes.
    """
    doubtful: list[str] = []
    texts = (title, *sentences)
    told = list(roles.list_dated(texts, appeared, language, doubtful, year=year))
    found = roles.drop_bare_days(told, texts, language)
    chosen = _choose(found, appeared)
    if chosen and (_is_in_passing(chosen, texts) or roles.is_hearsay(chosen[0], texts)):
        chosen = []
    closing = [item for item in found if item.role is Role.DEADLINE and item.span.last >= appeared]
    if chosen and closing and _is_call(chosen[0], closing[0]):
        chosen = []
    others = roles.list_others(chosen, found, title, appeared)
    chosen = [*chosen, *others]
    coming = [item.span.last for item in chosen]
    if chosen and not _is_main(chosen, texts) and roles.is_one_of_many(chosen, found, title, appeared):
        chosen, closing = [], closing if len(closing) == 1 else []
    closing = [item for item in closing if chosen or not roles.is_aside(item, texts)]
    event = _make_event(chosen, texts, timezone, language) if chosen else None
    called_off = [item.span.last for item in found if item.role is Role.CALLED_OFF]
    running = (item for item in found if item.role is Role.LAST_DAY and item.span.last >= appeared)
    candidates = [*coming, *(item.span.last for item in (*closing[:1], *running))]
    not_after = max(candidates) if candidates else max(called_off, default=None)
    over = None if candidates or called_off else _find_over(found, texts, today)
    return Findings(
        event=event,
        positions=tuple(dict.fromkeys(item.position for item in chosen)),
        deadlines=tuple(_list_deadlines(closing, today, language)),
        is_over=over is not None or (not_after is not None and not_after < today),
        is_moved=_is_moved(chosen, found, texts),
        is_overview=bool(others),
        rivals=roles.list_rivals(chosen, found, appeared),
        not_after=not_after or over,
        doubtful=tuple(doubtful),
    )


def _is_in_passing(chosen: Sequence[Dated], texts: Sequence[str]) -> bool:
    """Whether a text of something else mentions an event far below."""
    return roles.is_aside(chosen[0], texts) and not _is_main(chosen, texts)


def _is_moved(chosen: Sequence[Dated], found: Sequence[Dated], texts: Sequence[str]) -> bool:
    """Whether the day of what is announced is named as a new one, or an old one as given up for it."""
    new = {item.span for item in found if _is_new(item)}
    is_given_up = bool(chosen) and any(map(_MOVES.search, texts[: LEAD + 1]))
    return is_given_up or any(item.span in new for item in chosen)


def _is_new(item: Dated) -> bool:
    """ "Neuer Termin ist …" in a sentence of its own."""
    return NEW_DATE.search(item.sentence[: item.mention.start]) is not None


def _list_deadlines(closing: Sequence[Dated], today: date, language: str) -> Iterator[Deadline]:
    """ "Bewerbung bis 12. Dezember 2026, 12 Uhr": each day once."""
    seen = set()
    for item in closing:
        day = item.span.last
        if day < today or day in seen or FOR_SOME.search(item.sentence):
            continue
        seen.add(day)
        what = name_deadline(item.sentence, language)
        if what is None:
            continue
        until = phrases.get_phrases(language)["until"]
        said = f"{what} {until} {phrases.render_date(day, language)}".strip()
        beside = item.sentence[item.mention.end : item.mention.end + _BESIDE]
        clock = dates.find_clock(beside, language) if item.mention.clock else None
        if clock and not clock.end:
            said = f"{said}, {phrases.render_clock(clock.start, None, language)}"
        yield Deadline(day=day, text=said, position=item.position)


def name_deadline(sentence: str, language: str) -> str | None:
    """What a sentence asks for by a day: "Bewerbung", or an empty text; None where it asks for nothing."""
    if _code(language) != language.partition("-")[0]:
        return "" if _ASKS_ABROAD.search(sentence) else None
    if _CARRIES_OUT.search(sentence) or _OF_STATE.search(sentence):
        return None
    what = next((say for cue, say in _DEADLINE_OF[_code(language)] if re.search(cue, sentence)), "")
    return what if what or _ASKS.search(sentence) else None


def _code(language: str) -> str:
    return "en" if language.startswith("en") else "de"


def _is_call(event: Dated, deadline: Dated) -> bool:
    """A job or a call: its deadline counts, and a later date such as that of the interviews does not."""
    if roles.registers(deadline):
        return False
    is_lead = event.position <= LEAD and event.position <= deadline.position
    has_time = event.mention.clock is not None
    return not is_lead and not (has_time and event.span.last <= deadline.span.last)


def _choose(found: Sequence[Dated], today: date) -> list[Dated]:
    """The dates of the one event: a single one, a period, or the days of a series."""
    coming = [item for item in found if item.role is Role.EVENT and item.span.last >= today]
    last_days = [item for item in found if item.role is Role.LAST_DAY and item.span.last >= today]
    if not coming:
        return last_days[:1]
    coming = [item for item in coming if not roles.is_vote(item)] or coming
    coming.sort(key=lambda item: (item.position, item.span.last))
    entries = [item for item in coming if item.is_entry and item.position]
    first = _prefer_dated(coming)
    if len(entries) >= 2 and not _is_told_before(first, entries) and not _spans(first, entries):
        return entries
    alike = [item for item in coming if item.position == first.position]
    if len(alike) > 1 and _is_series(alike):
        return alike
    if sum(item.mention.clock is not None for item in alike) >= _SERIES:
        return []
    if not first.position and first.mention.clock is None:
        better = next((item for item in coming if item.span == first.span and item.mention.clock), None)
        return [better or first]
    return [alike[0]]


def _prefer_dated(coming: Sequence[Dated]) -> Dated:
    """A weekday alone in the opening ("am Montag beginnt der Ramadan") yields to what has its time."""
    first = coming[0]
    dated = (item for item in coming if item.mention.clock)
    is_vague = not first.mention.day and first.mention.clock is None
    return next(dated, first) if is_vague else first


def _is_told_before(first: Dated, entries: Sequence[Dated]) -> bool:
    """Whether the event stands before a list of days: with its time, or in the title as another day."""
    if first.position >= entries[0].position:
        return False
    return first.mention.clock is not None or (
        not first.position and first.span.first != entries[0].span.first
    )


def _spans(first: Dated, entries: Sequence[Dated]) -> bool:
    """Whether a period is told before the days of which it consists."""
    span = first.span
    is_period = span.first < span.last and first not in entries[1:]
    return is_period and all(span.first <= each.span.first <= each.span.last <= span.last for each in entries)


def _is_series(alike: Sequence[Dated]) -> bool:
    """Days that one sentence lists; "before the election on … we invite on …" lists none."""
    ordered = _by_place(alike)
    sentence = ordered[0].sentence
    between = [sentence[earlier.mention.end : later.mention.start] for earlier, later in pairwise(ordered)]
    if len(alike) >= _SERIES:
        return all(len(gap) <= _LONGEST_GAP and not _STOPS.search(gap) for gap in between)
    return all(map(_JOINED.fullmatch, between))


def _by_place(alike: Sequence[Dated]) -> list[Dated]:
    return sorted(alike, key=lambda item: item.mention.start)


def _make_event(
    chosen: Sequence[Dated], texts: Sequence[str], timezone: ZoneInfo, language: str
) -> article.Event:
    all_days = sorted({day for item in chosen for day in item.span.days})
    first, last = all_days[0], all_days[-1]
    is_series = len(chosen) > 1 and not _are_following(all_days)
    clock = _find_clock(chosen, texts)
    listed = tuple(all_days) if is_series else ()
    sentence, mention = chosen[0].sentence, chosen[0].mention
    weekday = _WEEKLY.search(sentence) if (last - first).days >= _WEEK and not listed else None
    is_from = first == last and FROM.search(sentence[: mention.start]) is not None
    if is_from and len(_WEEKLY.findall(sentence)) > 1:
        clock = None
    starts = datetime.combine(first, clock.start, timezone) if clock else None
    ends = datetime.combine(last, clock.end, timezone) if clock and clock.end else None
    if ends and starts and ends <= starts:
        ends += timedelta(days=1)
    return article.Event(
        first=first,
        last=last,
        days=listed,
        starts_at=starts,
        ends_at=ends,
        text=phrases.render_event(
            (first, last),
            listed,
            (clock.start, clock.end) if clock else None,
            language,
            is_open=chosen[0].role is Role.LAST_DAY,
            is_from=is_from,
            weekly=weekday[0] if weekday else "",
        ),
        is_main=_is_main(chosen, texts),
    )


def _is_main(chosen: Sequence[Dated], texts: Sequence[str]) -> bool:
    """Whether a text is about the event rather than tells of it in passing."""
    first = chosen[0]
    is_labelled = _LABELLED.match(first.sentence) is not None
    is_line = first.is_entry and first.mention.clock is not None and first.mention.weekday is not None
    is_told = is_labelled or (is_line and len(texts) <= _SHORT_TEXT)
    return first.position <= LEAD or is_told or _lists_days(texts, chosen)


def _lists_days(texts: Sequence[str], chosen: Sequence[Dated]) -> bool:
    """ "Sitzungstermine 2018" above a list of days, or "an folgenden Tagen:", is about them."""
    above = (texts[0], texts[max(0, chosen[0].position - 1)])
    return len(chosen) > 1 and any(map(_DAYS.search, above))


def _are_following(listed: Sequence[date]) -> bool:
    return all((later - earlier).days == 1 for earlier, later in pairwise(listed))


def _find_clock(chosen: Sequence[Dated], texts: Sequence[str]) -> dates.Clock | None:
    """The time beside the date, beside the same date elsewhere, or in a sentence of its own."""
    beside = [item.mention.clock for item in chosen if item.mention.clock]
    if beside or chosen[0].role is Role.LAST_DAY:
        agreed = _agree(beside)
        doors = agreed if _DOORS.search(chosen[0].sentence) else None
        return (_find_beginning(texts, doors) if doors else None) or agreed
    first, last = chosen[0].span.first, chosen[0].span.last
    days_said = {(item.mention.day, item.mention.month) for item in chosen}
    shown = (first, last) if last - first == timedelta(days=1) else (first,)
    asked = days_said if first == last else {(day.day, day.month) for day in shown}
    told = (text for text in texts if first == last or _tells_of_period(text, asked))
    named = [m for text in told for m in dates.list_mentions(text) if m.clock and (m.day, m.month) in asked]
    if named:
        of_day = {(m.day, m.month): m.clock for m in reversed(named)}
        return _agree([clock for clock in of_day.values() if clock])
    is_long = (last - first).days > _SHORT_PERIOD or (len(chosen) > 1 and last > first)
    programme = [point for text in texts for point in _list_programme(text)]
    if len(programme) >= 2 and not is_long:
        begins, ends = programme[0].start, programme[-1].end
        return dates.Clock(start=begins, end=ends if ends and ends > begins else None)
    start = chosen[0].position
    order = [*range(start, len(texts)), *range(1, start)]
    for position in order:
        clock = dates.find_clock(_ENDS.sub("", text := texts[position]))
        is_of_other = position != start and (
            any(m.day and (m.day, m.month) not in days_said for m in dates.list_mentions(text))
            or tense.has_past(text)
            or tense.WAS_AT.search(text)
        )
        if (
            clock
            and (_CLOCK_CUE.search(text) or _ONLY_CLOCK.match(text))
            and (
                not _OFFICE_HOURS.search(text)
                or _THAT_DAY.search(text)
                or (position == start + 1 and _EACH_DAY.search(text))
            )
            and not is_of_other
            and not (is_long and not _EACH_DAY.search(text))
        ):
            return clock
    return _find_usual_clock(first, texts)


def _tells_of_period(text: str, days: set[tuple[int, int]]) -> bool:
    """Whether the hour that a text names is of the beginning or of all days, not of one thing on one day."""
    named = {(found.day, found.month) for found in dates.list_mentions(text)}
    return len(named & days) > 1 or bool(_BEGINS.search(text) or _EACH_DAY.search(text))


def _find_beginning(texts: Sequence[str], doors: dates.Clock) -> dates.Clock | None:
    """When it begins, told in another sentence than when doors open."""
    begins = (dates.find_clock(text) for text in texts if _BEGINS.search(text))
    return next((clock for clock in begins if clock and clock.start > doors.start), None)


def _find_usual_clock(day: date, texts: Sequence[str]) -> dates.Clock | None:
    """ "Jeden ersten Dienstag im Monat von 17 bis 19 Uhr. Nächster Termin: 1. Dezember.", a Tuesday."""
    weekday = list_weekdays("de")[day.weekday()]
    named = re.compile(rf"\b(?:[Jj]eden (?:\w+ ){{0,2}}{weekday}|{weekday.lower()}s)\b")
    times = [clock for text in texts if named.search(text) and (clock := dates.find_clock(text))]
    return times[0] if len(set(times)) == 1 else None


def _agree(clocks: Sequence[dates.Clock]) -> dates.Clock | None:
    """The one time of all days, without its end where only the beginnings agree; or None."""
    if len({clock.start for clock in clocks}) != 1:
        return None
    ends = {clock.end for clock in clocks}
    return clocks[0] if len(ends) == 1 else dates.Clock(start=clocks[0].start)


def _list_programme(text: str) -> Iterator[dates.Clock]:
    """Each point of a programme, with its end where it says so: "17.30 – 18.00 Tanz", "22 Uhr: Ausklang"."""
    for point in _PROGRAMME_CLOCK.finditer(text):
        start = dates.read_time(point["hour"] or point["hour2"], point["minute"] or point["minute2"])
        is_last = _CONCLUDES.search(text, point.end()) is not None
        end = dates.read_time(point["end"], point["end_minute"]) or (start if is_last else None)
        if start:
            yield dates.Clock(start=start, end=end)


def _find_over(found: Sequence[Dated], texts: Sequence[str], today: date) -> date | None:
    """The day of an invitation that has passed; reports of what took place are news and none."""
    if any(tense.is_report(text) for text in texts[: LEAD + 1]):
        return None
    past = [
        item
        for item in found
        if item.role in {Role.EVENT, Role.DEADLINE}
        and item.mention.offset is None
        and not tense.has_past(item.sentence)
        and today - _LONG_OVER <= item.span.last < today
        and item.position <= LEAD
    ]
    ahead = [item for item in found if item.span.last >= today and item.role is not Role.OTHER]
    invited = [item.span.last for item in past if _invites_to(item, texts)]
    return max(invited) if invited and not ahead else None


def _invites_to(item: Dated, texts: Sequence[str]) -> bool:
    """Whether readers were invited to a day; a birthday or the day from which something is free is none."""
    if _WELCOMES.search(item.sentence):
        return True
    if item.mention.clock is None:
        return False
    beside = texts[max(0, item.position - 1) : item.position + 2]
    return _OFFERS.search(item.sentence) is not None or any(
        _WELCOMES.search(text) or _ADMITS.search(text) for text in beside
    )
