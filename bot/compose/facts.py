"""Facts by rule from the whole article: when, where, what it costs, how to register, whom to call."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.compose import dates, events, paragraphs, phrases, places, tense
from bot.compose.dates import MONTH
from bot.compose.roles import LEAD
from bot.domain.article import Event, Fact, FactKind
from bot.i18n import list_weekdays

_EURO = r"(?:€|Euro|EUR)"
_AMOUNT = (
    rf"(?:{_EURO}\s?\d{{1,3}}(?:,\d\d|,-{{1,2}}|,–)?(?![\d.])"
    rf"|\d{{1,3}}(?:[.,]\d\d|,-)?(?:\s?(?:bis|und|oder|/|–|-)\s?\d{{1,3}}(?:,\d\d)?)?\s?{_EURO}"
    r"|\d{1,3},(?:-{1,2}|–)(?!\d)"
    rf"|(?:einen|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|fünfzehn|zwanzig|dreißig) {_EURO})"
)
_COSTS = re.compile(
    rf"\b(?:kostet|kosten|beträgt|betragen|Erwachsene|Eintritt|Preis\w*|Gebühr\w*|[Tt]eilnahme\w*"
    rf"|[Kk]osten\w*|\w*[Bb]eitrag|Karten?|Tickets?|ermäßigt|zahlen|Unkosten\w*)\b[^.!?;]{{0,50}}?{_AMOUNT}"
    rf"|{_AMOUNT}[^.!?;]{{0,25}}\b(?:Eintritt|Teilnahme\w*|Gebühr|inkl|inklusive"
    r"|(?:pro|je) (?:Person|Kopf|Kind|Familie|Paar|Team|Abend|Termin|Stunde|Teilnehm\w+))\b"
)
_PRIZE = re.compile(
    r"\b(?:\d\.|erster|zweiter|dritter|als|[Hh]aupt)\s?Preis\b|\bPreisgeld\b|\bgewinn|\bdotiert\b"
)
_WAS = re.compile(r"\b(?:war|waren|wurden?|kostete[nt]?|betrug|zahlten?)\b")
_LONGEST_PRICE, _LONGEST_SPAN = 90, 45
_ASIDE = re.compile(r"\s\([^()]{1,14}\)")
_ON_GIFTS = re.compile(
    r"\bum (?:eine )?(?:kleine )?Spenden?\b(?: \w+){0,3} gebeten|\b[Bb]itten (?:\w+ )?um (?:eine )?Spende"
    r"|\bSpenden? (?:sind |ist |wird )?(?:erbeten|willkommen|erwünscht|herzlich willkommen)"
    r"|\bauf Spendenbasis"
    r"|\bgegen (?:eine )?Spende\b|\bHutsammlung\b|\bfreuen uns über (?:eine )?(?:kleine )?Spenden?\b"
    r"|\bAustritt frei\b|\bdonations? (?:are )?(?:welcome|appreciated)|\bpay what you"
)
_VERB_LAST = re.compile(r"\b(?:kostet|kosten|beträgt|zahlen|zahlt)$")
"""A subordinate clause does not stand alone."""
_COSTING = re.compile(
    r"\b(?:kostet|kosten|beträgt|betragen|zahlen|zahlt|Eintritt|Preise?|gibt es|erhältlich|Gebühr|ermäßigt"
    r"|Teilnahmebeitrag|Beitrag)\b"
)
_NO_PRICE = re.compile(
    r"\b(?:hat|haben|wurden?|Millionen|Mio|Umbau|Bau|Sanierung|Einkommen\w*|Förder\w*|fördert|Spende\w*|im "
    r"Jahr|Gutschein\w*|zurück|erstattet|erstatten|Erstattung|verlos\w+|im Wert)\b"
)
_LABELLED = re.compile(
    r"(?:\w*kosten|preise?|eintritt\w*|karten|tickets|\w*(?:gebühr|beitrag|preis))(?: \([^)]*\))?"
    r"(?P<with> (?:inkl\.?|inklusive|mit|pro|je|für) \w+)?:\s*(?P<told>.+)",
    re.IGNORECASE,
)
""" "Teilnahmegebühr: 4 Euro, für Mitglieder frei" says all there is to say."""
_FREE_ENTRY = re.compile(
    r"\b(?:Der )?Eintritt(?: [\wäöüß]+){0,3}? (?:ist |bleibt )?frei\b|\bEintritt:? frei\b"
    r"|\bfreie[rmn]? Eintritt\b|\bEintritt wird nicht erhoben\b|\bkein(?:en)? Eintritt\b|\bentry is free\b"
    r"|\bвхід вільний|\bвільний вхід|\bвход свободный|\bwstęp wolny|\bentrée (?:est )?libre"
    r"|\bentrada (?:libre|gratuita)|\bgiriş ücretsiz|الدخول مجان\w*|\bfree (?:entry|admission)\b"
    r"|\badmission (?:is )?free\b",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"(?<!nicht )\b(?:(?:kosten|gebühren)(?:los|frei)(?:e[rnms]?)?|gratis|unentgeltlich|umsonst"
    r"|free of charge|free (?:and open to|event|workshop|class|concert)|(?:event|workshop|class|concert"
    r"|course|it) is free|gratuit\w*|(?:\w*kosten|\w*gebühr|\w*beitrag|eintritt):\s*(?:keine?r?|entfällt)"
    r"|ücretsiz\w*|безкоштовн\w*|бесплатн\w*|مجان\w*|bezpłatn\w*|besplatn\w*)\b"
    r"|\b(?:Gebühr|Kosten)\b[^.!?]{0,40}\b(?:trägt|übernimmt|übernehmen)\b|\bDie Kosten trägt\b|\bkostet "
    r"nichts\b|\b(?:[Kk]eine|ohne) (?:Kosten|(?:Teilnahme)?[Gg]ebühr(?:en)?)\b",
    re.IGNORECASE,
)
_FREE_OFFER = re.compile(
    r"\b(?:Teilnahme|Teilnehmen|Kurs\w*|Besuch|Beratung|Fahrt|Angebot|Workshop\w*|Training\w*|Tag"
    r"|Veranstaltung|Mitmachen|Zutritt|Vortrag|permanence|Katılım|bestellt|bestellen|erhältlich|ausgeliehen"
    r"|mitgenommen)\b",
    re.IGNORECASE,
)
_TO_LOAD = re.compile(r"\b(?:\w*[Dd]ownload\w*|\w*herunter\w+|[Nn]ewsletter|WLAN)\b")
"""What is free there is nothing to go to."""
_FREE_NOUN = re.compile(
    r"\b(?:bieten|bietet|gibt|lädt|laden|findet|finden)\b.*\bkosten(?:los|frei)e[nmrs]? (?:\w+ )?[A-ZÄÖÜ]"
)
""" "… bieten kostenlose Lernförderung an"."""
_REGISTRATION = re.compile(r"Anmeldung|register")
"""How a deadline begins that says already what is asked for."""
_FOREIGN_COSTS = re.compile(
    r"\b(?:coûte|tarif|prix|participation|cuesta|precio|entrada|inscripción|kosztuje|koszt|opłata|cena"
    r"|bilety?|entrée|giriş|вхід|вход|wstęp|ingresso|toegang|costo|ücret\w*|bilet\w*|коштує|вартість|ціна"
    r"|внесок|квитк\w*|стоит|стоимость|цена|взнос|билет\w*|costs?|fee|tickets?"
    r"|entry|admission|price|السعر|الرسوم|رسوم|التكلفة|تكلفة)",
    re.IGNORECASE,
)
_FOREIGN_AMOUNT = re.compile(
    r"(?:€\s?\d{1,3}(?:[.,]\d\d)?|\d{1,3}(?:[.,]\d\d)?\s?(?:€|euros?|EUR|avro|євро|евро|يورو))(?!\w)",
    re.IGNORECASE,
)
_FOREIGN_LABEL = re.compile(
    r"(?:tarifs?|prix|participation|precios?|entrada|koszt|cena|bilety|ücret|katılım ücreti|вартість|ціна"
    r"|внесок|стоимость|цена|билеты?|entry|admission|price|tickets|السعر|الرسوم)\s?:\s*(?P<told>.+)",
    re.IGNORECASE,
)
_VAGUE = re.compile(rf"\bbis (?:Ende|Mitte|Anfang) (?:{MONTH}|des Monats|des Jahres|der Woche)\b")
_WEEKLY_OFFER = re.compile(
    r"\b[Jj]ede[nr]? (?:(?:zweite|erste|dritte|letzte)[nr]? )?(?:Montag|Dienstag|Mittwoch|Donnerstag"
    r"|Freitag|Samstag|Sonntag|Woche)\b|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s\b"
)
_TAKES_PART = re.compile(
    r"\b(?:(?:Teilnahme|Teilnehmen|Mitmachen)\b.*\b(?:frei|kosten\w*|möglich|ist|steht)"
    r"|(?:[Kk]eine|[Oo]hne) (?:Vor)?[Aa]nmeldung"
    r"|Anmeldung (?:nicht|erforderlich|ist|bitte|unter|bis|nötig|erbeten))\b"
)
"""Somebody may take part, whenever it is."""
_TO_BE_HAD = re.compile(
    r"\b(?:abgeholt|abholen|bestellt|bestellen|erhältlich|ausgeliehen|mitgenommen|angefordert)\b"
)
_REGISTER_NO = re.compile(
    r"\b(?:[Kk]ein(?:e|er|erlei)?|[Oo]hne) (?:\w+ )?(?:Vor)?[Aa]nmeldung"
    r"|\b(?:Vor)?[Aa]nmeldung(?:en)?\b[^.!?]{0,40}\bnicht\b(?! (?:mehr|möglich|vergessen|verbindlich))"
    r"|\bnicht (?:anmelden|nötig, sich anzumelden|anzumelden)|pas nécessaire de s['’]inscrire"
    r"|no registration\b|no need to (?:register|book|sign up)|without (?:registration|booking)"
    r"|(?:registration|booking) is not|sans inscription|sin inscripción|bez (?:zapisów|rejestracji)"
    r"|kayıt (?:gerek(?:mez|miyor|li değil)|şart değil)"
    r"|kayıt (?:zorunlu değil|yaptırman?ız? gerek(?:mez|miyor))|[Ii]nscription (?:n['’]est pas|non) "
    r"|pas d['’]inscription|[Nn]o (?:es necesari[oa]|hace falta|se requiere) (?:la )?inscri|inscripción no "
    r"|(?:[Rr]ejestracja|[Zz]apisy) nie |[Рр]еєстрація (?:не |необов)|(?:[Рр]егистрация|[Зз]апись) не "
    r"|التسجيل (?:غير|ليس)|لا (?:يلزم|يشترط|حاجة (?:إلى |ل))\s?(?:ال)?تسجيل|без (?:попередньої )?реєстрації"
    r"|без (?:предварительной )?(?:регистрации|записи)|(?:دون|بدون) تسجيل"
)
_REGISTER = re.compile(
    r"\b(?:Vor)?[Aa]nmeld\w*|\b[Aa]ngemeldet wird|\bmelden? Sie sich\b[^.]{0,20}\ban\b|\bmeldet sich\b"
    r"|\bmelden kann man sich\b|\bPlätze (?:vergibt|gibt)\b|\b[Rr]egist(?:er|ration)\b|\b[Kk]ay(?:ıt|dol)\w*"
    r"|\b[Ii]nscri(?:ption|vez|re|pción|birse)\w*|\b(?:[Zz]apis(?:y|ać|z)|[Rr]ejestracj|[Zz]głosz)\w*"
    r"|\b[Рр]еєстрац\w*|\b[Рр]егистрац\w*|\bзапис(?:ь|ать)\w*|التسجيل|للتسجيل"
)


def list_facts(
    title: str, sentences: Sequence[str], found: events.Findings, language: str
) -> tuple[Fact, ...]:
    """All facts of a text in the order of a caption's lines, in the words of its own language."""
    words = phrases.get_phrases(language)
    pieces: list[tuple[FactKind, str]] = []
    is_series = found.event is not None and bool(found.event.days)
    is_scattered = found.is_overview or (is_series and places.are_several(sentences))
    near = [told.position - 1 for told in found.deadlines]
    if found.event:
        near = [position - 1 for position in found.positions if position] or [0]
        near += _list_on_day(sentences, found.event, near, language)
        near += _list_on_weekday(sentences, found.event.first, near)
        where = places.find_place(sentences, near) if sentences and not is_scattered else ""
        pieces += [(FactKind.WHEN, found.event.text), (FactKind.WHERE, where)]
    else:
        offered = (
            at
            for at, text in enumerate(sentences)
            if at in near or _WEEKLY_OFFER.search(text) or _TO_BE_HAD.search(text)
        )
        pieces.append((FactKind.WHERE, places.find_counter(sentences, tuple(offered))))
    is_short = len(sentences) <= _LONGEST_NOTICE
    beside = sentences if is_short else _take_around(sentences, near)
    price = find_price((title, *beside), language)
    is_addressed = bool(found.event or found.deadlines) or is_short
    is_open = any(_TAKES_PART.search(text) and not tense.has_past(text) for text in sentences)
    is_open = is_open and is_addressed and not any(map(tense.is_called_off, sentences[:LEAD]))
    is_weekly = is_addressed and any(map(_WEEKLY_OFFER.search, sentences))
    is_offer = found.event is not None or is_open or is_weekly
    is_known = is_addressed and (_NAMES_PRICE.match(price) is not None or _can_be_had(sentences))
    pieces.append((FactKind.PRICE, price if (is_offer or is_known) and not is_scattered else ""))
    pieces += [
        (FactKind.DEADLINE, _name_abroad(deadline, sentences, words, language))
        for deadline in found.deadlines
    ]
    if not found.deadlines:
        pieces.append((FactKind.DEADLINE, _find_vague_deadline(sentences, language)))
    is_called = any(_REGISTRATION.match(text) or text.startswith(words["register"]) for _, text in pieces)
    if (found.event or is_open) and not is_called:
        pieces.append((FactKind.REGISTER, _say_register(beside, words)))
    cue = _WEB_CUE if found.deadlines or (found.event and found.event.is_main) else _PAGE_CUE
    pieces += [
        (FactKind.CONTACT, contact.address + (f" ({contact.name})" if contact.name else ""))
        for contact in (list_contacts(sentences, cue) if is_addressed and not is_scattered else ())
    ]
    pieces.append((FactKind.CONTACT, find_account(sentences) if is_addressed else ""))
    return tuple(Fact(kind=kind, text=text) for kind, text in pieces if text)


def _take_around(sentences: Sequence[str], near: Sequence[int]) -> list[str]:
    """The sentences around those that tell when: in a long text what others tell of costs, too."""
    return [text for at, text in enumerate(sentences) if any(abs(at - told) <= _AROUND for told in near)]


def _name_abroad(
    deadline: events.Deadline, sentences: Sequence[str], words: Mapping[str, str], language: str
) -> str:
    """ "Inscription jusqu’au 7.12.2026": in languages whose deadlines name nothing by themselves."""
    is_named = language.startswith(("de", "en")) or not deadline.position
    if is_named or not _REGISTER.search(sentences[deadline.position - 1]):
        return deadline.text
    return f"{words['register']} {deadline.text}"


def _list_on_day(sentences: Sequence[str], event: Event, near: Sequence[int], language: str) -> list[int]:
    """Further sentences that name the event's day and a time, or the time at which it begins."""
    own = (event.first.day, event.first.month)
    begins = event.starts_at.time() if event.starts_at else None
    found = []
    for at, text in enumerate(sentences):
        mentions = dates.list_mentions(text, language)
        is_day = any(
            m.clock and (m.day, m.month) == own and begins in {None, m.clock.start} for m in mentions
        )
        clock = dates.find_clock(text, language) if begins and not any(m.day for m in mentions) else None
        if at not in near and (is_day or (clock and clock.start == begins)):
            found.append(at)
    return found


def _list_on_weekday(sentences: Sequence[str], day: date, near: Sequence[int]) -> Iterator[int]:
    """Sentences that name the event's day by its weekday alone: "Kommt am Freitag auf den Marktplatz"."""
    weekday = re.compile(rf"\b[Aa]m {list_weekdays('de')[day.weekday()]}\b(?!,? (?:de[nm] )?\d)")
    return (at for at, text in enumerate(sentences) if at not in near and weekday.search(text))


def _find_vague_deadline(sentences: Sequence[str], language: str) -> str:
    """ "Anmeldung bis Ende Januar": no day, but as much as the text says."""
    for text in sentences:
        vague = _VAGUE.search(text)
        what = events.name_deadline(text, language) if vague else None
        is_asked = what or (what is not None and has_contact(text))
        if vague and is_asked and not tense.has_past(text):
            return f"{what} {vague[0]}".strip()
    return ""


def _can_be_had(sentences: Sequence[str]) -> bool:
    return any(_FREE.search(text) and _TO_BE_HAD.search(text) for text in sentences)


def find_price(sentences: Sequence[str], language: str) -> str:
    """What it costs, as the text says it, or that it is free."""
    words = phrases.get_phrases(language)
    paid = free = ""
    is_paid = False
    past = {text for text in sentences if _WAS.search(text) and tense.has_past(text)}
    sentences = [paragraphs.strip_sign(text) for text in sentences if text not in past]
    has_gifts = "gifts" in words and any(map(_ON_GIFTS.search, sentences))
    for text in sentences:
        if _FREE_FOR_SOME.search(text) and any(map(_AMOUNT_RE.search, sentences)):
            pass
        elif _FREE_ENTRY.search(text) and not free:
            free = words["entry_free"]
        elif (
            _FREE.search(text)
            and not free
            and not _TO_LOAD.search(text)
            and (not language.startswith(("de", "en")) or _says_offer(text))
            and not _AMOUNT_RE.search(_FREE_PART.sub("", text))
            and (language.startswith("de") or not _FOREIGN_AMOUNT.search(text))
        ):
            free = words["free"]
        match = _COSTS.search(text) or (_LABELLED.match(text) and _AMOUNT_RE.search(text))
        if match and not paid and not _NO_PRICE.search(_clause(text, match)) and not _PRIZE.search(text):
            is_paid = True
            paid = _say_price(text)
    if not language.startswith("de"):
        paid = paid or _find_foreign_price(sentences)
    if has_gifts and not is_paid:
        return f"{free}, {words['gifts']}" if free else words["on_gifts"]
    return paid or ("" if is_paid else free)


def _says_offer(text: str) -> bool:
    """Whether "kostenlos" is said of what a reader may take part in, and not of whatever else."""
    return len(text) < 70 or _FREE_OFFER.search(text) is not None or _FREE_NOUN.search(text) is not None


def _clause(text: str, match: re.Match[str]) -> str:
    """What stands between commas around a price: "Karten zu 7 Euro gibt es, Geflüchtete haben frei"."""
    start = text.rfind(", ", 0, match.start()) + 1
    return text[start : match.end()] + text[match.end() :].partition(", ")[0]


def _find_foreign_price(sentences: Sequence[str]) -> str:
    """ "5 euros", where a sentence about costs names one amount only."""
    labelled = next(filter(None, map(_FOREIGN_LABEL.match, sentences)), None)
    if labelled and _FOREIGN_AMOUNT.search(labelled["told"]) and len(labelled["told"]) <= _LONGEST_PRICE:
        return labelled["told"].rstrip(".")
    told = [_FOREIGN_AMOUNT.findall(text) for text in sentences if _FOREIGN_COSTS.search(text)]
    return next((amounts[0] for amounts in told if len(amounts) == 1), "")


_AMOUNT_RE = re.compile(_AMOUNT)
_FREE_PART = re.compile(r"\b(?:Gebühr|Kosten)\b.*\b(?:trägt|übernimmt|übernehmen)\b")
_NAMES_PRICE = re.compile(
    r"(?:(?:Der|Die|Das|Ein|Eine) )?(?:Eintritt|Entry|Admission|Teilnahme|Karten?|Tickets?|\w*[Gg]ebühr"
    r"|\w*[Bb]eitrag|\w*[Kk]osten)\b"
    r"|(?:Der|Die|Das|Ein|Eine) (?:[\w-]+ ){1,3}(?:kostet|kosten|beträgt|betragen)\b"
)
"""A price that says itself for what, so that it needs no event beside it."""
_LEANS = re.compile(
    r"(?:Sie|Er|Es|Dies\w*|Das (?:kostet|sind|ist)|Für d(?:en|ie|as) kostet|Kann|Können|Sind|Ist|Und|Oder"
    r"|Aber|Davon|Dafür|Darin)\b",
    re.IGNORECASE,
)
"""What hangs on the sentence before, or begins in the middle of one."""
_REDUCED = re.compile(r"[Ee]rmäßigt|\b[Ee]rm\.")
_FREE_FOR_SOME = re.compile(
    r"\b(?:Kinder|Jugendliche|Mitglieder|Schüler\w*|Studierende|Geflüchtete|Begleitpersonen?|unter \d+"
    r"|bis \d+ Jahren?)\b[^.!?]{0,80}\b(?:frei|freien Eintritt|kostenlos|kostenfrei|gratis|nichts)\b"
)


def _say_price(text: str) -> str:
    """The clause around the amount, without the rest of its sentence when that is long."""
    if _FREE_PART.search(text):
        return "kostenlos"
    bare = text.strip().rstrip(".!")
    labelled = _LABELLED.match(bare)
    if labelled and len(labelled["told"]) <= _LONGEST_PRICE and not has_contact(bare):
        return bare if bare.startswith("Eintritt") or labelled["with"] else labelled["told"]
    if labelled:
        bare = labelled["told"]
    if (not labelled and not _COSTING.search(bare)) or _LEANS.match(bare):
        return _name_amounts(bare)
    is_bare = not (dates.find_clock(bare) or dates.list_mentions(bare) or places.has_address(bare))
    if len(bare) <= _LONGEST_PRICE and bare.count(":") <= 1 and is_bare and not has_contact(bare):
        return bare
    clauses = [
        clause.strip()
        for clause in re.split(r"(?<!\d),\s|;\s|\s–\s|\sund\s(?=sind|ist|an\b|wird|in\b)", bare)
    ]
    kept = [clause for clause in clauses if _AMOUNT_RE.search(clause)]
    said = ", ".join(kept)
    is_whole = len(said) <= _LONGEST_PRICE and said.count(":") <= 1 and said.count("(") == said.count(")")
    is_whole = is_whole and not (_VERB_LAST.search(said) or _LEANS.match(said) or has_contact(said))
    return said[0].upper() + said[1:] if is_whole else _name_amounts(bare)


def _name_amounts(text: str) -> str:
    """ "5 Euro" or, of several, nothing that could be told apart."""
    found = list(_AMOUNT_RE.finditer(text))
    amounts = list(dict.fromkeys(match[0] for match in found))
    if len(amounts) == 2 and _REDUCED.search(text):
        return f"{amounts[0]}, ermäßigt {amounts[1]}"
    if len(amounts) > 1:
        said = text[found[0].start() : found[-1].end()]
        behind = _ASIDE.match(text, found[-1].end())
        said += behind[0] if behind else ""
        return said if len(said) <= _LONGEST_SPAN and said.count("(") == said.count(")") else ""
    return amounts[0].strip() if amounts else ""


def _say_register(sentences: Sequence[str], words: Mapping[str, str]) -> str:
    """Whether one has to register, or nothing when the text does not say."""
    if any(_REGISTER_NO.search(text) for text in sentences):
        return words["no_need"]
    asked = (text for text in sentences if not events.FOR_SOME.search(text))
    return words["please"] if any(map(_REGISTER.search, asked)) else ""


_PRESS_BLOCK = re.compile(
    r"(?:Presse|Medien)kontakt|Herausgeber(?:in)?:|Herausgegeben von|Impressum|V\.\s?i\.\s?S\.\s?d\.\s?P"
    r"|Hinweise? (?:an|für) die (?:Redaktion|Medien|Presse)|Presse- und |Presse(?:stelle|amt|referat)\b"
)
"""What follows is for journalists."""
_PHONE = re.compile(
    r"(?:(?<![\d.,/-])\+\d{2}[\s/-]?(?:\(0\)\s?)?|(?<![\w.,/-])\(0\d{1,4}\s?\d{1,4}\)\s?"
    r"|(?<![\w.,/-])0\d{2,5}(?=[\s/-]))[\s/–-]{0,3}\d{1,8}(?:[\s/-]{1,3}\d{1,8}){0,5}(?![\w,]*\d)"
    r"|(?<![\w.,/-])0\d{7,12}(?!\d)|(?<![\w.,/-])(?:116\s?1\d\d|110|112)(?=\D|$)(?<=116\s\d\d\d)"
)
_SELLS = re.compile(r"\b(?:Verlag|Buchhandel|Hersteller|Händler|Versandkosten|Porto|Online-?[Ss]hop)\b")
_MOST_CONTACTS = 4
_LONGEST_NOTICE = 30
"""Sentences: a longer text that announces nothing quotes addresses and asks nobody to use them."""
_AROUND = 8
_LONGEST_PAGE, _SHORTEST_NUMBER = 60, 7
_SHORT_NUMBERS = frozenset({"110", "112", "116117"})
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_GLUED_WORD = re.compile(r"(?<=[a-z])\.[A-ZÄÖÜ][a-zäöüß]+$")
""" "info@verein.example.Keine" lost a blank."""
_HIDDEN_AT = re.compile(r"(?<=\w)\s?(?:\[(?:at|ät|@)\]|\((?:at|ät|@)\)|\{at\})\s?(?=\w)", re.IGNORECASE)
_HIDDEN_DOT = re.compile(r"(?<=\w)\s?(?:\[(?:dot|punkt)\]|\((?:dot|punkt)\))\s?(?=\w)", re.IGNORECASE)
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?\d{4}){3,6}(?:\s?\d{1,4})?\b")
_ASKS_FOR_GIFTS = re.compile(
    r"\b(?:\w*[Ss]pende\w*|[Ss]pendet|[Ss]pendenkonto|[Ss]penden-[Kk]onto|[Dd]onat\w+|[Bb]ağış\w*)\b"
)
_SHOWS = re.compile(
    r"youtube\.com|youtu\.be|vimeo\.com|maps\.|goo\.gl|bit\.ly|//t\.co/|doi\.org|instagram\.com/p/|komoot"
    r"|flickr\.com|soundcloud\.com|mixcloud\.com|bandcamp\.com|ctt\.ac|/status/|newsletter|/(?:ueber|über|about)[_-]?(?:uns|us)\b|/impressum|/datenschutz",
    re.IGNORECASE,
)
"""Videos, maps, pictures, music, short cuts, who somebody is: nobody can be reached there."""
_WEB = re.compile(
    r"(?<![@\w.])(?:https?://)?(?:www\.)?(?:[\w-]+\.)+[a-z]{2,10}(?:/[\w./?=&%~+#@:,-]*\w|/)?(?![\w@])"
)
_HOST = re.compile(r"(?:https?://(?:www\.)?|(?<![\w./])www\.)([\w.-]+)")
_MANY_SITES = 3
_WEB_CUE = re.compile(r"\b(?:unter|auf|bei|online|via|Internet|Anmeldung|https?:|www\.)", re.IGNORECASE)
_PAGE_CUE = re.compile(
    r"\b(?:unter|Internet|Karten|Tickets|Anmeldung|Info\w*|\w*formular|Programm|Website|Webseite|Homepage)\b",
    re.IGNORECASE,
)
"""What sends readers to a page where a text announces nothing; others are its sources."""
_CALLED = re.compile(
    r"(?:\b(?:bei|an|von|Fragen Sie nach|Ansprechpartner(?:in)? ist|hilft|call|Contact :"
    r"|(?:beantwortet|vergibt|gibt|nimmt)(?: d(?:ie|er|as)(?= Polizei| Feuerwehr))?)\s+)"
    r"((?:(?:Frau|Herrn?|Dr\.|Prof\.|Sr\.|Mme|[A-Z]\.)\s)*(?:(?!(?:Frau|Herrn?)\b|(?:Telefon|Tel|Mail|E-Mail"
    r"|Fragen)\b)[A-ZÄÖÜİŞÇ][\wäöüßığşçéèêô’-]+)(?:\s(?!(?:Telefon|Tel|Mail"
    r"|E-Mail)\b)[A-ZÄÖÜİŞÇ][\wäöüßığşçéèô’-]+){0,2})"
)
_LINE = re.compile(
    r"\b[Dd](?:ie|as|er) ((?:[A-ZÄÖÜ][\w+-]* ){0,2}[\w+-]*(?:elpline|otline|ilfetelefon|[Ss]eelsorge))\b"
)
_NO_NAME = re.compile(
    rf"^(?:Info|Infos|Kontakt|Anmeldung|Interessierte|Interesse|Bedarf|Ende|{MONTH}|Rat|Firmen|Unternehmen|Eltern|Schulen|Vereine|Twitter|Facebook"
    r"|Instagram|WhatsApp|YouTube)\b"
    r"|(?:ung|keit|heit|schaft|tion|büro|stelle|zentrum|haus|verein|verband|agentur|amt)$"
)
"""What stands behind "bei" and is nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to reach somebody: a phone number, mail or web address as written, and whom; name may be empty."""

    address: str
    name: str = ""
    is_phone: bool = False


def list_contacts(sentences: Sequence[str], cue: re.Pattern[str]) -> tuple[Contact, ...]:
    """Phone numbers, mail addresses and pages to use, each once, in their order; no press office.

    cue: what stands before a page to use.
    """
    found: dict[str, Contact] = {}
    is_led = len({host for text in sentences for host in _HOST.findall(text)}) < _MANY_SITES
    for text in sentences:
        if _PRESS_BLOCK.match(text):
            break
        if places.FOREIGN_BODY.search(text) or (cue is _PAGE_CUE and _SELLS.search(text)):
            continue
        for contact in _list_contacts(text, _find_name(text), cue, is_led=is_led):
            is_known = contact.name.casefold() in contact.address.casefold() or any(
                contact.name and contact.name == other.name for other in found.values()
            )
            found.setdefault(_squeeze(contact.address), replace(contact, name="") if is_known else contact)
    pages = [contact for contact in found.values() if not contact.is_phone and "@" not in contact.address]
    return tuple(contact for contact in found.values() if contact not in pages[1:])[:_MOST_CONTACTS]


def has_contact(text: str) -> bool:
    """Whether a mail address or a phone number stands in a text."""
    return _MAIL.search(_HIDDEN_AT.sub("@", text)) is not None or _PHONE.search(text) is not None


def find_account(sentences: Sequence[str]) -> str:
    """The account for gifts, "IBAN DE12 …", where the text asks for gifts and names only one."""
    if not any(map(_ASKS_FOR_GIFTS.search, sentences)):
        return ""
    asking = [text for text in sentences if _ASKS_FOR_GIFTS.search(text) and _ACCOUNT.search(text)]
    told = {match[0] for text in asking or sentences for match in _ACCOUNT.finditer(text)}
    return f"IBAN {told.pop()}" if len(told) == 1 else ""


def _list_contacts(text: str, name: str, cue: re.Pattern[str], *, is_led: bool) -> Iterator[Contact]:
    """is_led: an address that says itself what it is, "https://", needs no words before it."""
    text = _ACCOUNT.sub(" ", _HIDDEN_DOT.sub(".", _HIDDEN_AT.sub("@", text)))
    for match in _PHONE.finditer(text):
        is_number = (
            len(re.sub(r"\D", "", match[0])) >= _SHORTEST_NUMBER
            or match[0].replace(" ", "") in _SHORT_NUMBERS
        )
        if is_number and not re.search(r"\b(?:Fax|Telefax|Konto)\b[^,;]{0,6}$", text[: match.start()]):
            yield Contact(address=match[0].strip(" /-–"), name=name, is_phone=True)
    for match in _MAIL.finditer(text):
        yield Contact(address=_GLUED_WORD.sub("", match[0].rstrip(".")), name=name)
    bare = _MAIL.sub(" ", text)
    for match in _WEB.finditer(bare):
        if (
            len(match[0]) <= _LONGEST_PAGE
            and not _SHOWS.search(match[0])
            and (
                "/" in match[0].removeprefix("https://").removeprefix("http://")
                or match[0].startswith(("www.", "http"))
            )
            and cue.search(bare[max(0, match.start() - 40) : match.end() if is_led else match.start()])
        ):
            yield Contact(address=match[0])


def _find_name(text: str) -> str:
    match = _LINE.search(text) or _CALLED.search(text)
    name = match[1].replace("Herrn ", "Herr ") if match else ""
    return "" if _NO_NAME.search(name) else name


def _squeeze(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()
