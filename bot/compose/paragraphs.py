"""Paragraphs of a text as people set them: running text, lists, tables, labels with their values."""

import re
import textwrap
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile, zip_longest

from bot.compose import dates, sentences, tense

LABEL = re.compile(
    r"(?:Ort|Wo|Wann|Was|Wer|Beginn|Start|Ende|Dauer|Termine?|Zeit|Datum|Uhrzeit|Anmeldung|Anmeldeschluss"
    r"|Kontakt|Kosten|Gebühr|Teilnahmebeitrag|Abgabe|Öffnungszeiten|Tagesordnung"
    r"|Eintritt|Preise?|Einlass|Auskunft|Rückfragen|"
    r"Ansprechpartner(?:in)?|Herausgeber(?:in)?|Pressekontakt|Bewerbung(?:en)?|Bewerbungsschluss"
    r"|Einsendeschluss|Antragsschluss|Treffpunkt|Veranstaltungsort|Referent(?:in)?|Leitung|"
    r"Filmthemen|Themen|Redaktion|Texte?|Fotos?|Ihre Aufgaben|Ihr Profil|Wir bieten|Wir erwarten"
    r"|Veranstalter|Adresse|Quelle|Stand|Fragen|Fragen Sie nach|Haben Sie Fragen)\s?[:?]\s",
    re.IGNORECASE,
)
GOES_ON = re.compile(
    r"\W*(?:(?:Uhrzeit|Zeit|Beginn|Start|Einlass)\s?:\s.{0,20}?\d|(?:(?:Veranstaltungs)?[Oo]rt|Wo|Treffpunkt)\s?:)"
)
""" "Uhrzeit: 19 Uhr", "Ort: Saal": what follows on the day of an event, and not on that of publishing."""
_ASKED = re.compile(r"^(?:[-–•*·]\s+)?(Wann|Wo|Was|Wer|Kosten|Eintritt|Anmeldung)\s?\?\s+(?=[A-ZÄÖÜ\d]|k)")
""" "- Wo? Kulturzentrum": a label like "Wo:"."""
_BLANK_LINE = re.compile(r"\n\s*\n")
_LINE = re.compile(r"\n")
_TAG = re.compile(r"</?(?:[a-z][a-z0-9]*)\b[^<>]*>|<!--.*?-->", re.DOTALL)
_CLOAKED = re.compile(
    r"(?:Diese E-Mail-Adresse ist vor Spambots geschützt!"
    r"|This email address is being protected from spambots\.)"
    r"(?:\s(?:Zur Anzeige muss JavaScript eingeschaltet sein|You need JavaScript enabled to view it)[.!]*)?"
)
"""What stands on a page in place of a mail address."""
_GLUED = re.compile(r"(?<!\S)([^\W\d_]{2,}[.!?])([A-ZÄÖÜ][a-zäöüß]{2,}:?)(?!\S)")
""" "euch gefällt.Wann:" lost its blank."""
_INLINE_LABEL = re.compile(
    r"(?:(?<=^)|(?<=\s))(?:Wann|Wo|Ort|Beginn|Einlass|Eintritt|Uhrzeit|Kosten|Treffpunkt|Datum|Termin"
    r"|Zeit|Anmeldung):\s"
)
_BARE_LABEL = re.compile(
    r"(Wann|Wo|Ort|Beginn|Einlass|Eintritt|Uhrzeit|Kosten|Treffpunkt|Datum|Termin|Zeit|Veranstaltungsort"
    r"|Veranstalter)"
    r"\s+(?=[A-ZÄÖÜ\d])(?!\d?[^.!?]*[.!?]\s?$)"
)
_POINT = "👉➡→➜✔✅☑🔹🔸🔶🔷▶►●○◦‣✓★☆📌"
_SIGN = "📅📆🗓🕐-🕧⏰⏱📍🏠💶💰💵🎟🎫☎📞📱✉📧📩📨🌐🔗✍📝"
_SIGNED = re.compile(rf"[{_POINT}{_SIGN}]\ufe0f?\s*(?=\S)")
_LIST_ITEM = re.compile(
    rf"(?:\d{{1,2}}[.)]|\d{{1,2}}\.\d{{1,2}}\.?(?=\s[A-ZÄÖÜ])|[-–•*·▪]|[{_POINT}{_SIGN}]\ufe0f?)\s+\S"
)
_NUMBERED = re.compile(r"(\d{1,2})\s(?=[A-ZÄÖÜ])")
_SMILEY = re.compile(r"([^\W_])?\s{0,3}(?<![\w:;])[:;]-?[)D](?=\s{0,3}(?:\n|$))")
_BULLET = re.compile(
    rf"^(?:[-–•*·▪]|\d{{1,2}}[.)](?=\s+[A-ZÄÖÜ])(?!\s(?:{dates.MONTH}))|[{_POINT}]\ufe0f?)\s+"
)
_WEEKDAY = rf"(?:(?:{dates.WEEKDAY})s?|(?:Mo|Di|Mi|Do|Fr|Sa|So)\b\.?)"
_ENTRY = re.compile(
    rf"(?:{_WEEKDAY},?\s*)?(?:\d{{1,2}}\.\s?(?:\d{{1,2}}\.|(?:{dates.MONTH})\b)|\d{{1,2}}[.:]\d\d\b)"
    rf"|\d{{1,2}}(?:\s?[–-]\s?\d{{1,2}})?\s?Uhr\b|{_WEEKDAY}[:\s]\s*\d"
)
""" "12.12.: Filmabend", "Mo., 7. Dezember", "11:00 Eröffnung"."""
_ENDS = re.compile(r"[.!?…][\"“”»«’')\]]*$")
_CELL_LABEL = re.compile(r"(?:[A-ZÄÖÜ]|w(?=ann:|o:))[\wäöüß ./-]{1,24}[:?]?")
_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_OPEN_END = re.compile(
    r"[a-zäöüß]\s(?:der|die|das|den|dem|des|eine|einen|einem|einer|und|oder|sowie|von|vom|für|im|in"
    r"|am|zum|zur|als|dass|ihre[nrs]?|seine[nrs]?|unsere[nrs]?|gegen)$"
)
"""Words at which no sentence ends: "ein" or "mit" may belong to its verb, as in "lädt zum Fest ein"."""
_LONGEST = 5_000
_NARROWEST, _WIDEST = 45, 110
"""Characters of a line at a margin."""
_MOSTLY = 0.6
"""Share of a block's lines from which on it was broken at the margin."""
_DETAILS = 2
_SHORT_LINE = 60
_LONGEST_DETAIL = 140
_FEWEST_COLUMNS = 2
_WHOLE = 8
"""From so many words on, what ends like a sentence is one, whatever sign stands before it."""
_LONGEST_LIST = 260


def split(text: str) -> list[str]:
    """Paragraphs; a text without any empty line has one paragraph on each line."""
    text = _SMILEY.sub(lambda found: f"{found[1]}." if found[1] else "", text)
    text = _unwrap(_GLUED.sub(r"\1 \2", _CLOAKED.sub("", _TAG.sub(" ", text))))
    pattern = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _LINE
    blocks = [piece for part in pattern.split(text) for piece in _cut(part)]
    parts = [piece for block in blocks for piece in _split_lines(block)]
    whole = [_ASKED.sub(r"\1: ", " ".join(part.split())) for part in parts if part.strip()]
    return _join_broken(_join_dates(_join_labels(_label(whole))))


def _cut(block: str) -> list[str]:
    """A block in pieces between words: what goes on for pages would cost every pattern its square."""
    if len(block) <= _LONGEST:
        return [block]
    return textwrap.wrap(block, _LONGEST, replace_whitespace=False, break_on_hyphens=False)


def _unwrap(text: str) -> str:
    """Lines broken at a margin run on, as in mails: the next line's first word had no room there."""
    lines = text.split("\n")
    width = max(map(len, lines))
    if not _NARROWEST <= width <= _WIDEST:
        return text
    pairs = list(pairwise(lines))
    open_ends = [pair for pair in pairs if all(pair) and _is_open(*pair)]
    broken = {pair for pair in open_ends if _is_broken(*pair, width)}
    if len(broken) < _MOSTLY * len(open_ends):
        return text
    told = lines[0]
    for pair in pairs:
        goes_on = pair in broken and (len(broken) > 1 or pair[1][:1].islower())
        told += (" " if goes_on else "\n") + pair[1]
    return told


def _is_open(line: str, following: str) -> bool:
    """Whether no sentence ends with a line, before what follows."""
    return _ENDS.search(line) is None or len(line) not in sentences.list_ends(f"{line} {following}")


def _is_broken(above: str, below: str, width: int) -> bool:
    """Whether a line ended for want of room, and what follows is no point of its own."""
    first = below.split(maxsplit=1)[0] if below.strip() else ""
    has_room = len(above.rstrip()) + 1 + len(first) <= width
    return not (has_room or is_list_item(below) or LABEL.match(below))


def is_list_item(paragraph: str) -> bool:
    """Whether a paragraph is one point of a list."""
    if _SIGNED.match(paragraph) and _ENDS.search(paragraph) and len(paragraph.split()) >= _WHOLE:
        return False
    return _LIST_ITEM.match(paragraph) is not None


def strip_sign(line: str) -> str:
    """A line without the bullet or sign before it."""
    return _SIGNED.sub("", _BULLET.sub("", line), count=1) if not line[:1].isalnum() else line


def is_entry(paragraph: str) -> bool:
    """Whether a paragraph is one line of a list or programme: a point, or what begins with a day or time."""
    is_line = len(paragraph) <= _LONGEST_DETAIL and not _ENDS.search(paragraph)
    return is_list_item(paragraph) or (is_line and _ENTRY.match(paragraph) is not None)


def list_points(texts: Sequence[str]) -> list[str]:
    """The points of the list that follows on the first of some paragraphs, which is none itself."""
    return [] if is_entry(texts[0]) else list(takewhile(is_entry, texts[1:]))


_DAY_FIRST = re.compile(r"\W{0,2}\d{1,2}\.\s?\d{1,2}\.")


def stands_in_list(texts: Sequence[str], at: int) -> bool:
    """Whether a line goes on in the next one, or begins with a day as one beside it does."""
    below = texts[at + 1 : at + 2]
    is_beside = any(map(_DAY_FIRST.match, (*texts[max(0, at - 1) : at], *below)))
    return any(map(GOES_ON.match, below)) or (is_beside and _DAY_FIRST.match(texts[at]) is not None)


def is_detail(text: str) -> bool:
    """Whether a sentence was a line of details: "Abgabe: Mo. + Do. 10–13 Uhr." opens nothing."""
    return tense.is_weekly(text) and (LABEL.match(text) is not None or _ENTRY.match(text) is not None)


_LEADS = re.compile(
    r"(?:[\w.,/“”„\"()-]+\s){1,7}?(?:ist|sind|war|waren|wird|werden|wurden?|hat|haben|gibt|trauern?|feier(?:n|ten|te?)|lädt"
    r"|laden|finde[nt]|beginnt|starte[nt]|gewinnt|gewann|such(?:t|en)|bekommt|erhält|geht|öffnet|bietet)\s"
    r"(?:\S+\s){2,40}?[\w“”\")]+"
)


_NO_LEAD = re.compile(r"[a-zäöüß]{2}[.!?]\s|:|[a-zäöüß][A-ZÄÖÜ]")
_BEGINNING, _SHORTEST_LEAD = 2, 8
"""Paragraphs, and words of one that is no heading."""


def close_lead(texts: Sequence[str]) -> Iterator[str]:
    """The texts; a lead in a line of its own that has no full stop gets it: "Wir trauern um …"."""
    for number, (text, following) in enumerate(zip_longest(texts, texts[1:], fillvalue="")):
        is_short = number >= _BEGINNING or len(text.split()) < _SHORTEST_LEAD
        goes_on = not following[:1].isupper() or following.startswith(text) or _OPEN_END.search(text)
        is_lead = not (is_short or goes_on or _NO_LEAD.search(text)) and _LEADS.fullmatch(text)
        yield f"{text}." if is_lead else text


def tell_list(introduction: str, items: Sequence[str]) -> str:
    """ "We need:" and its points as one sentence, or nothing where that would be none."""
    bare = [_BULLET.sub("", item).strip().rstrip(".,;") for item in items]
    joint = "; " if any("," in item for item in bare) else ", "
    told = f"{introduction} {joint.join(bare)}."
    is_plain = all(
        2 <= len(item) <= _LONGEST_DETAIL and not re.search(r"[^\W\d_]{2}[.!?]\s|@|\b0\d{2,5}[\s/–-]", item)
        for item in bare
    )
    return told if len(bare) > 1 and is_plain and len(told) <= _LONGEST_LIST else ""


def tell_weekly(line: str) -> str:
    """ "👉 Abgabe: Mo. + Do. 10–13 Uhr" as a sentence, or nothing where a line tells no weekly time."""
    bare = _BULLET.sub("", line).rstrip(" :;,")
    is_line = len(line) <= _LONGEST_DETAIL and not _ENDS.search(line)
    return f"{bare}." if is_line and tense.is_weekly(line) and "@" not in line else ""


def _split_lines(part: str) -> Iterator[str]:
    """The lines of a block of details, a list or a table stand for themselves; other lines run on."""
    lines = _label([line.strip() for line in part.splitlines()])
    if len(lines) > 1 and any(map(_RULE.fullmatch, lines)) and any("|" in line for line in lines):
        yield from _read_table(lines)
        return
    details = sum(1 for line in lines if LABEL.match(line) or is_entry(line))
    stands = details >= _DETAILS or (details and _is_poster(lines)) or tense.has_speakers(part.splitlines())
    for line in lines if stands else [part]:
        for detail in _split_at_bars(line):
            for piece in _split_before(_INLINE_LABEL, detail):
                yield from _split_before(_SIGNED, piece)


def _is_poster(lines: Sequence[str]) -> bool:
    """Three or more short lines without a full stop: what, when and where, each on its own."""
    return len(lines) > _DETAILS and all(
        len(line) <= _SHORT_LINE and not _ENDS.search(line) for line in lines
    )


def _label(lines: list[str]) -> list[str]:
    """Two or more of "Ort WDR-Funkhaus", "Beginn 18.9., 18 Uhr" are labels that lost their colons."""
    bare = [_BARE_LABEL.match(line) if len(line) <= _LONGEST_DETAIL else None for line in lines]
    if len({match[1] for match in bare if match}) < _DETAILS:
        return lines
    return [f"{m[1]}: {line[m.end() :]}" if m else line for line, m in zip(lines, bare, strict=True)]


def _read_table(lines: Sequence[str]) -> Iterator[str]:
    """A row each: "Label: value" of two columns, "7.12., 18 Uhr, Saal" of more; no heading."""
    rule = next(at for at, line in enumerate(lines) if _RULE.fullmatch(line))
    heading = rule - 1 if rule and "|" in lines[rule - 1] else -1
    for at, line in enumerate(lines):
        if at in {rule, heading}:
            continue
        cells = [cell.strip() for cell in line.strip("| ").split("|")] if "|" in line else [line]
        filled = [cell for cell in cells if cell]
        joint = ": " if len(cells) == _FEWEST_COLUMNS and not filled[0].endswith(":") else ", "
        yield joint.join(filled)


def _split_at_bars(line: str) -> Iterator[str]:
    """ "SA 5.12. | 20 UHR | ALTE KIRCHE | EINTRITT 12 €": when in one, every other detail for itself."""
    pieces = [piece.strip() for piece in line.split("|") if piece.strip()]
    dated = next((at for at, piece in enumerate(pieces) if dates.list_mentions(piece)), None)
    if len(pieces) <= _DETAILS or dated is None:
        yield line
        return
    clock = next((piece for piece in pieces[dated + 1 :] if dates.find_clock(piece)), "")
    for at, piece in enumerate(pieces):
        if at == dated or piece != clock:
            yield f"{piece}, {clock}" if at == dated and clock else piece


def _split_before(detail: re.Pattern[str], line: str) -> Iterator[str]:
    """ "📅 12.12. 🕐 18 Uhr 📍 Haus der Kulturen": three details; one alone does not part a line."""
    starts = [match.start() for match in detail.finditer(line)]
    if len(starts) < _DETAILS:
        yield line
        return
    for start, end in pairwise((0, *[at for at in starts if at], len(line))):
        yield line[start:end].strip()


def _join_labels(paragraphs: Sequence[str]) -> list[str]:
    """ "Termin:" in a line of its own belongs to what follows; so does a cell that only says "Ort"."""
    joined: list[str] = []
    is_open = False
    for paragraph in paragraphs:
        is_label = LABEL.match(f"{paragraph.rstrip(':?')}: ") is not None and len(paragraph) <= 24
        is_label = is_label and _CELL_LABEL.fullmatch(paragraph) is not None
        if is_open and not is_label:
            joined[-1] = f"{joined[-1].rstrip(':?')}: {_BULLET.sub('', paragraph)}"
        else:
            joined.append(paragraph)
        is_open = is_label
    return joined


def _join_dates(paragraphs: Sequence[str]) -> list[str]:
    """Days in lines of their own, two or more, belong to what follows them: the cells of a table."""
    bare = [at for at, text in enumerate(paragraphs) if _is_bare_day(text)]
    if len(bare) < _DETAILS:
        return list(paragraphs)
    joined: list[str] = []
    for at, text in enumerate(paragraphs):
        if at - 1 in bare and at > 1 and not _list_days_from_start(text):
            joined[-1] = f"{joined[-1]}: {text}"
        else:
            joined.append(text)
    return joined


def _is_bare_day(paragraph: str) -> bool:
    mentions = _list_days_from_start(paragraph) if len(paragraph) <= _LONGEST_DAY_LINE else []
    return bool(mentions) and not paragraph[mentions[-1].end :].strip(" .,:")


def _list_days_from_start(paragraph: str) -> Sequence[dates.Mention]:
    """The days that a line names, where it begins with one; nothing for others."""
    mentions = dates.list_mentions(paragraph[:_LONGEST_DAY_LINE])
    return mentions if mentions and mentions[0].start <= _BEFORE_DAY else []


_LONGEST_DAY_LINE, _BEFORE_DAY = 60, 4


def _join_broken(paragraphs: Sequence[str]) -> list[str]:
    """A paragraph that ends with "den", "und" or a comma goes on in the next, unless that begins anew."""
    joined: list[str] = []
    for paragraph in paragraphs:
        begins = paragraph.split()[0] in sentences.GERMAN.openers
        if joined and not begins and _OPEN_END.search(joined[-1]):
            joined[-1] = f"{joined[-1]} {paragraph}"
        else:
            joined.append(paragraph)
    return joined


_LONGEST_SPEECH = 15
"""Paragraphs; a quotation that is closed later was never opened there."""
_SIGNS = '"„“”»«'


def list_spoken(texts: Sequence[str]) -> set[int]:
    """The numbers of the paragraphs over which one quotation goes on; nobody but its speaker tells them."""
    spoken: set[int] = set()
    opened = -1
    for number, text in enumerate(texts):
        is_open = sum(map(text.count, _SIGNS)) % 2 == 1
        ends = text.rstrip(" .,!?)")[-1:] in _SIGNS
        if is_open and text[0] in _SIGNS and not ends:
            opened = number if opened < 0 else opened
        elif is_open and ends and opened >= 0 and number - opened <= _LONGEST_SPEECH:
            spoken.update(range(opened, number + 1))
            opened = -1
    return spoken


def list_numbered(texts: Sequence[str]) -> set[int]:
    """The numbers of the paragraphs that are points such as "1 First" and then "2 Second"."""
    told = [int(match[1]) if (match := _NUMBERED.match(text)) else None for text in texts]
    pairs = ((at, at + 1) for at, (one, two) in enumerate(pairwise(told)) if one and two == one + 1)
    return {at for pair in pairs for at in pair}


SALUTATION = re.compile(
    r"(?:Liebe(?:[/*:]?r)?|Sehr geehrte(?:[/*:]?r)?|Sehr verehrte[r]?|Verehrte[r]?|Hallo|Guten Tag|Dear)"
    r"(?=(?:\s[a-zäöüß]+e[nr]?){0,2}\s[A-ZÄÖÜ*])"
    r"(?:[^.!?\n]|\b(?:Dr|Prof|St|Hl|e|V)\.){0,110}?[,!](?=\s|$)\s*"
    r"(?:(?:liebe[r]?|sehr geehrte[r]?|verehrte[r]?)\b[^.!?,\n]{0,60}[,!]\s*)*"
    r"(?:(?:[A-ZÄÖÜ][\w*:/-]+(?: und | sowie |, )){1,6}[A-ZÄÖÜ][\w*:/-]+"
    r"(?: (?:de[rs]|unsere[rs]|vo[mn]|aus|im|in) [^.!?,\n]{2,60})?[,!]\s+(?=[a-zäöü]))?"
)
_FAREWELL = re.compile(
    r"Mit (?:\w+ ){0,3}(?:(?:\w+ )?zum )?(?:Gruß|Grüßen)[.,! ]*$|"
    r"Mit (?:freundlichen|herzlichen|besten|vielen|lieben) Grüßen|Herzlichst\b"
    r"|(?:Herzliche|Viele|Beste|Freundliche|Liebe) Grüße|(?:Kind|Best) regards"
    r"|Ihre? [A-ZÄÖÜ][\w.-]+(?: [A-ZÄÖÜ][\w.-]+){0,3}$"
)
_LONGEST_LETTER = 30
"""Paragraphs."""


def is_farewell(paragraph: str) -> bool:
    """Whether an editorial ends here: regards or a signature."""
    return _FAREWELL.match(paragraph) is not None


def drop_letters(texts: Sequence[str]) -> Iterator[str]:
    """Without the letters that a text quotes: "Sie schrieb uns:", from the salutation to the regards."""
    end = 0
    for number, text in enumerate(texts):
        if number < end:
            continue
        following = texts[number + 1 : number + _LONGEST_LETTER]
        quotes = text.endswith(":") and bool(following) and SALUTATION.fullmatch(following[0])
        last = next((at for at, each in enumerate(following) if is_farewell(each)), None) if quotes else None
        if last is None:
            yield text
        else:
            end = number + last + 2
