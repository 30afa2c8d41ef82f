"""Facts of an article by rule: when, where, price, until when, how to register, whom to ask."""

import re
from collections.abc import Mapping, Sequence

from bot.compose import events, tense
from bot.compose.contacts import has_contact, list_contacts
from bot.compose.dates import MONTH
from bot.compose.places import find_counter, find_place
from bot.domain.facts import Fact, FactKind

_EURO = r"(?:€|Euro|EUR)"
_AMOUNT = rf"\d{{1,3}}(?:,\d\d|,-)?(?:\s?(?:bis|und|oder|/|–|-)\s?\d{{1,3}}(?:,\d\d)?)?\s?{_EURO}"
_COSTS = re.compile(
    rf"\b(?:kostet|kosten|beträgt|betragen|Eintritt|Preis\w*|Gebühr\w*|[Tt]eilnahme\w*|[Kk]osten\w*|Beitrag"
    rf"|Karten?|Tickets?|ermäßigt|zahlen|Unkosten\w*)\b[^.!?;]{{0,50}}?{_AMOUNT}"
    rf"|{_AMOUNT}[^.!?;]{{0,25}}\b(?:Eintritt|pro Person|Teilnahme\w*|Gebühr)\b"
)
_LONGEST_PRICE = 90
_VERB_LAST = re.compile(r"\b(?:kostet|kosten|beträgt|zahlen|zahlt)$")
"""A subordinate clause does not stand alone."""
_COSTING = re.compile(
    r"\b(?:kostet|kosten|beträgt|betragen|zahlen|zahlt|Eintritt|Preise?|gibt es|erhältlich|Gebühr|ermäßigt"
    r"|Teilnahmebeitrag|Beitrag)\b"
)
_NO_PRICE = re.compile(
    r"\b(?:hat|haben|wurden?|Millionen|Mio|Umbau|Bau|Sanierung|Einkommen\w*|Förder\w*|fördert|Spende\w*|im "
    r"Jahr|Gutschein\w*|zurück)\b"
)
_FREE_ENTRY = re.compile(
    r"\b(?:Der )?Eintritt(?: [\wäöüß]+){0,3}? (?:ist |bleibt )?frei\b|\bEintritt:? frei\b|\bfreie[rmn]? "
    r"Eintritt\b|\bEintritt wird nicht erhoben\b"
    r"|\bkein(?:en)? Eintritt\b|\bentry is free\b|\bfree (?:entry|admission)\b|\badmission (?:is )?free\b",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"(?<!nicht )\b(?:kosten(?:los|frei)|gratis|unentgeltlich|umsonst|free of charge|gratuite?s?|gratuit"
    r"|ücretsiz\w*)\b"
    r"|\b(?:Gebühr|Kosten)\b[^.!?]{0,40}\b(?:trägt|übernimmt|übernehmen)\b|\bDie Kosten trägt\b|\bkostet "
    r"nichts\b",
    re.IGNORECASE,
)
_FREE_OFFER = re.compile(
    r"\b(?:Teilnahme|Teilnehmen|Kurs\w*|Besuch|Beratung|Fahrt|Angebot|Workshop\w*|Training\w*|Tag"
    r"|Veranstaltung|Mitmachen|Zutritt|Vortrag|permanence|Katılım|bestellt|bestellen|erhältlich|ausgeliehen"
    r"|mitgenommen)\b",
    re.IGNORECASE,
)

_WORDS: Mapping[str, Mapping[str, str]] = {
    "de": {"no": "ohne Anmeldung", "yes": "mit Anmeldung", "registration": "Anmeldung"},
    "en": {"no": "no registration needed", "yes": "please register", "registration": "register"},
}
_VAGUE = re.compile(rf"\bbis (?:Ende|Mitte|Anfang) (?:{MONTH}|des Monats|des Jahres|der Woche)\b")
_WEEKLY_OFFER = re.compile(
    r"\b[Jj]ede[nr]? (?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Woche)\b|\b(?:montag"
    r"|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s\b"
)
_TO_BE_HAD = re.compile(r"\b(?:bestellt|bestellen|erhältlich|ausgeliehen|mitgenommen|angefordert)\b")
_REGISTER_NO = re.compile(
    r"\b(?:kein(?:e|er|erlei)?|ohne) (?:\w+ )?(?:Vor)?[Aa]nmeldung"
    r"|\b(?:Vor)?[Aa]nmeldung\b[^.!?]{0,40}\bnicht\b(?! (?:mehr|möglich|vergessen))"
    r"|\bnicht (?:anmelden|nötig, sich anzumelden|anzumelden)|pas nécessaire de s'inscrire|no registration\b"
)
_REGISTER = re.compile(
    r"\b(?:Vor)?[Aa]nmeld\w*|\b[Aa]ngemeldet wird|\bmelden? Sie sich\b[^.]{0,20}\ban\b|\bmeldet sich\b"
    r"|\bmelden kann man sich\b|\bPlätze (?:vergibt|gibt)\b|\b[Rr]egist(?:er|ration)\b|\bKayıt\b"
)


def list_facts(sentences: Sequence[str], found: events.Findings, language: str) -> tuple[Fact, ...]:
    """All facts of a text in the order of a caption's lines; its own language's words, German for others."""
    words = _WORDS["en" if language.startswith("en") else "de"]
    pieces: list[tuple[FactKind, str]] = []
    if found.event:
        near = [position - 1 for position in found.positions if position] or [0]
        pieces += [
            (FactKind.WHEN, found.event.text),
            (FactKind.WHERE, find_place(sentences, near) if sentences else ""),
        ]
    else:
        asked = {deadline.position - 1 for deadline in found.deadlines}
        offered = (at for at, text in enumerate(sentences) if at in asked or _WEEKLY_OFFER.search(text))
        pieces.append((FactKind.WHERE, find_counter(sentences, offered)))
    price = find_price(sentences, language)
    is_offer = found.event is not None or any(map(_WEEKLY_OFFER.search, sentences))
    pieces.append(
        (FactKind.PRICE, price if is_offer or price[:1].isupper() or _can_be_had(sentences) else "")
    )
    pieces += [(FactKind.DEADLINE, deadline.text) for deadline in found.deadlines]
    if not found.deadlines:
        pieces.append((FactKind.DEADLINE, _find_vague_deadline(sentences, language)))
    is_called = any(deadline.text.startswith(words["registration"]) for deadline in found.deadlines)
    if found.event and not is_called:
        pieces.append((FactKind.REGISTER, words.get(find_register(sentences), "")))
    pieces += [
        (FactKind.CONTACT, contact.address + (f" ({contact.name})" if contact.name else ""))
        for contact in list_contacts(sentences)
    ]
    return tuple(Fact(kind=kind, text=text) for kind, text in pieces if text)


def _find_vague_deadline(sentences: Sequence[str], language: str) -> str:
    """ "Anmeldung bis Ende Januar": no day, but as much as the text says."""
    for text in sentences:
        vague = _VAGUE.search(text)
        what = events.name_deadline(text, language) if vague else None
        if vague and what is not None and not tense.has_past(text):
            return f"{what} {vague[0]}".strip()
    return ""


def _can_be_had(sentences: Sequence[str]) -> bool:
    return any(_FREE.search(text) and _TO_BE_HAD.search(text) for text in sentences)


def find_price(sentences: Sequence[str], language: str) -> str:
    """What it costs, as the text says it, or that it is free."""
    paid = free = ""
    for text in sentences:
        if _FREE_ENTRY.search(text) and not free:
            free = "Entry is free" if language == "en" else "Eintritt frei"
        elif (
            _FREE.search(text)
            and not free
            and (_FREE_OFFER.search(text) or len(text) < 70)
            and not _AMOUNT_RE.search(_FREE_PART.sub("", text))
        ):
            free = {"en": "free of charge", "fr": "gratuit"}.get(language, "kostenlos")
        match = _COSTS.search(text)
        if match and not paid and not _NO_PRICE.search(text):
            paid = _say_price(text)
    return paid or free


_AMOUNT_RE = re.compile(_AMOUNT)
_FREE_PART = re.compile(r"\b(?:Gebühr|Kosten)\b.*\b(?:trägt|übernimmt|übernehmen)\b")


def _say_price(text: str) -> str:
    """The clause around the amount, without the rest of its sentence when that is long."""
    if _FREE_PART.search(text):
        return "kostenlos"
    bare = text.strip().rstrip(".!")
    if not _COSTING.search(bare):
        return str(_AMOUNT_RE.findall(bare)[0])
    if len(bare) <= _LONGEST_PRICE and bare.count(":") <= 1 and not has_contact(bare):
        return bare
    clauses = [
        clause.strip() for clause in re.split(r"(?<!\d),\s|;\s|\s–\s|\sund\s(?=sind|an\b|wird|in\b)", bare)
    ]
    kept = [clause for clause in clauses if _AMOUNT_RE.search(clause)]
    said = ", ".join(kept)
    is_whole = len(said) <= _LONGEST_PRICE and not _VERB_LAST.search(said) and said.count(":") <= 1
    return said[0].upper() + said[1:] if is_whole else ""


def find_register(sentences: Sequence[str]) -> str:
    """ "no" when none is needed, "yes" when it is asked for, empty when the text does not say."""
    if any(_REGISTER_NO.search(text) for text in sentences):
        return "no"
    return "yes" if any(_REGISTER.search(text) for text in sentences) else ""
