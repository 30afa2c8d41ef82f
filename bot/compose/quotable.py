"""What of an article may be quoted: whole sentences, free of frame, credits, damage and foreign voices."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from bot.compose import dates, paragraphs, sentences, tense
from bot.domain import languages
from bot.domain.article import Article

_DOUBLE_STOP = re.compile(r"(?<=[A-Za-z]\.[A-Za-z])\.\.$|(?<=[a-zäöüß)])\.\s\.$")
_PRINT_HYPHEN = re.compile(
    r"(?<!-)\b([A-ZÄÖÜ][a-zäöüß]{4,})-(?!und\b|oder\b|[a-zäöüß]+(?:isch|lich|ell|iv|al|ig"
    r"|dox)(?:e[mnrs]?)?\b)([a-zäöüß]{5,})\b(?![\*-]|\.\w)"
)
"""A hyphen where the printed line broke; "Deutsch-türkisch" rightly has one."""
_TRAILS_OFF = re.compile(
    r"(?:…|\.\.\.|\b(?:ca|anschl|bzw|inkl|evtl|ggf|Nr|Tel|zzgl|vgl|max|min|zw)\.)[\"“”»«’')\]]*$"
)
""" "Du würdest gerne erstmal…" is how another item begins; nothing ends with "ca."."""
_META = re.compile(
    r"\.pdf\b|\bKbyte\b|\bPDF\b"
    r"|\b(?:Pressemitteilung|Anlage|Anhang|Dokument|Datei|Flyer)\b.*"
    r"\b(?:Anlage|Anhang|bei|bereit|Download|herunter\w*|drucken|finden Sie)\b"
    r"|\b(?:Unterstützen Sie (?:unsere|uns)|Spenden Sie|Jetzt spenden|Folgen Sie uns|Abonnieren Sie|Teilen "
    r"Sie diesen)\b|\[e-?mail|geschützte Adresse|\(at\)"
    r"|\b(?:weiterlesen|mehr lesen|hier klicken|finden Sie (?:hier|unter|im Anhang)|hier (?:im|geht|finden"
    r"|lesen|abrufbar|weiter|zu finden|\w*(?:unter|herunter)(?:laden|geladen)|ansehen|nachlesen|nachgelesen"
    r"|anmelden|einsehen|gelangt|gelangen|kommt ihr))\b|\b(?:siehe|vgl\.)\s|\(s\.\s?[ou]\.\)"
    r"|\bdiese[mn] Links?\b|\bhier (?:\w+ ){1,3}(?:runter|herunter)\b"
    r"|^(?:Das|Die|Unser|Unsere) (?:\w+ )?(?:Bild(?:er)?|Fotos?|Aufnahmen?) (?:zeig|oben|unten|link|recht)\w*"
    r"|^(?:Weitere |Mehr )?(?:Bilder|Fotos)\b.*\b(?:seht|findet|gibt es)\b.*\b(?:unten|hier|folgend\w*)\b"
    r"|\b(?:unten|nach)stehend\w*|\bnachfolgend\w*|\b[Uu]nter diesem Text\b"
    r"|^(?:Hier )?(?:der |ein )?Links? (?:zu|zum|zur)\b"
    r"|^(?:Lesen|Hören|Sehen|Erfahren) Sie\b(?:,|.*\b(?:hier|mehr|auch|dazu)\b)|\blesen Sie in\b"
    r"|^(?:Lies|Lest|Erfahre|Erfahrt|Mehr (?:über|zu[mr]?|dazu))\b.*\b(?:hier|mehr|unsere[mr]|auf \w+\.\w+)\b"
    r"|\bgibt es hier (?:noch |auch )?(?:Tickets|Karten|Infos?|Informationen|mehr)\b"
    r"|\bin unsere[rmn] (?:\w+ ){1,6}(?:zu (?:lesen|hören|sehen)|nachzulesen|erschienen)\b|\bTitelstory\b"
    r"|\bbereits erschienene[nm]? (?:Artikel|Beitrag)|^Hier eine? (?:Überblick|Auszug|Auswahl)\b"
    r"|\bin Ihrem (?:Medium|Blatt|Programm)\b|\bin Ihrer (?:Zeitung|Redaktion)\b|\bum (?:Veröffentlichung"
    r"|Abdruck)\b|\b(?:zur|Ihre|um) Berichterstattung\b|\b(?<!von )(?<!bis )hier[.:!]$",
    re.IGNORECASE,
)
_LOST_WORD = re.compile(
    r"\b(?:mit|von|bei|für|über|aus|an|und|sind|haben|kamen|waren|seit|rund|nahmen)\s+als\s+"
    r"(?:\d|die Hälfte|zehn|hundert|tausend)"
    r"|(?<![Mm]ehr )(?<![Ww]eniger )(?<!er )(?<!rs )(?<!, )(?<!^)\bals \d[\d.]*\d (?=[A-ZÄÖÜ])"
    r"|:\s1[.)]\s|^\d[.)]\s(?:\S+\s){0,4}\S+$"
    r"|[a-zäöüß]\? (?:und|oder|bzw\.|sowie) "
    r"|\bund vieles(?:[.,]|\s+gehört)|\bund das fach\b|\ber(?:e|en|em|er|es)\b|^[,;:)\]”]|\s[,;]\s"
)
_CONTACT = re.compile(
    r"\b(?:Tel\.?|Telefon|Fax|E-Mail|Mobil)\s?:|\w@\w|\b0\d{2,4}\)?\s?[/ -]\s?\d{2}"
    r"|^(?:Kontakt|Infos?|Weitere Informationen)\b.*:"
)
_ONLY_CONTACT = re.compile(
    r"^(?:Fragen|Rückfragen|Auskunft|Auskünfte|(?:Vor)?[Aa]nmeld|Angemeldet|Kontakt|Weitere|Nähere|Mehr"
    r"|Infos?\b|Ansprechpartner|Reserv|Karten|Termine|Plätze|Bewerb|Unterlagen"
    r"|Telefonische|Bitte|Beim|For questions|Contact|Call)"
    r"|\b(?:meldet sich|melden|meldet|beantwortet|beantworten|schreibt|schreiben|hilft|helfen|Auskunft"
    r"|anmelden|anrufen|rufen|nimmt\b.*\bentgegen|angefordert|reservier\w*)\b|\S@\S+\.?$|: \d"
)
"""Sentences that say nothing but whom to ask; the caption's second part says it better."""
_CREDIT_LIKE = re.compile(r"\s//\s|\s\|\s|>>|»»")
_LOST_MORE = re.compile(r"als\s+(?:\d|die Hälfte|zehn|hundert|tausend)|er(?:e|en|em|er|es)\b")
_TALE = re.compile(
    r"^P\.?\s?S\.?:|^(?:Frau|Herr) (?:Dr\. )?[A-ZÄÖÜ][\w-]+, "
    r"|^(?:Abgabe|Anmeldung|Bewerbung|Treffpunkt|Beginn|Einlass|Start|Abfahrt|Karten"
    r"|Eintritt)\s(?:bis|ab|am|um|zu|unter|bei|im)\b|\bauch:"
    r"|^(?:Fragen Sie nach|Rufen Sie|Sie können anrufen)\b|^(?:[^.!?]* [·•|] ){2}|\boben ?(?:genannt|steh)"
)
_ENTRY = re.compile(r"(?:\w+\s){0,2}\w+:\s(?:[A-ZÄÖÜ][\w’-]+\s?){1,4}\.$")
""" "Kassiererin: Ana Gil." is a line of a list."""
_WORDY = re.compile(r"\b(?!Uhr\b)[^\W\d_]{2,}")
_ON_THE_WAY = re.compile(
    r"(?:(?:um|ab|von|bis|auf|dem|der|den|im|in|am|an|bei|beim|vor|und|zum|zur|Uhr|de[snmr])\b"
    r"|[A-ZÄÖÜ\d][\w.’-]*|[\s,.:/–-])+"
)
""" " um 17 Uhr auf dem Marktplatz in Essen.": no verb."""
_FEWEST = 2
_SHORTEST = 12
_WANTS_LIST = re.compile(
    r"\b(?:sind|ist|lauten|lautet|waren|war|heißen|umfasst|umfassen|gehören|wie|als|an|unter|mit"
    r"|folgende[nrs]?)"
    r"(?: (?:dabei|hier|nun|folgende[nrs]?))?:$"
)
"""What the list was to complete is no sentence without it."""
_SMALL_WORD = re.compile(r"(?<![\w.])[a-zäöüß]{3,}")
_NAMES = re.compile(
    r"(?:(?:[A-ZÄÖÜ][\w’/-]*\.?|\d\.|e\.\s?V\.|von|vom|der|des|und|&|im)(?:\s|$)){2,9}$"
    r"|[^:]{3,40}:\s(?:[A-ZÄÖÜ][\w’-]+ [A-ZÄÖÜ][^,]{1,30},\s){5,}[^,]+$"
)
"""A signature, "Hans Muster Stellv. Vors.", or a team: "Es spielten: …"."""
_OPENING = 3
"""Paragraphs."""
_BEGINNING, _FEWEST_TOLD, _HARDLY = 15, 5, 0.3
_MOST_POINTS = 50
TALK = 1000
"""The position from which on questions stand with their answers."""
SAME = 50
"""Characters by which a sentence is found again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One whole sentence that may be quoted.

    position counts all sentences of the text, quotable or not, before only whole statements that come
    earlier; paragraph counts paragraphs.
    """

    text: str
    position: int
    before: int
    paragraph: int
    leads_paragraph: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article's sentences: `quotable` ones, and `all` there are (frame lines left out).

    second: sentences in the text's second language; published: the day that a date line of the text
    names, or None.
    """

    quotable: tuple[Sentence, ...]
    all: tuple[str, ...]
    second: tuple[str, ...] = ()
    language: str = "de"
    published: date | None = None
    is_interview: bool = False
    is_editorial: bool = False

    @property
    def is_hardly_quotable(self) -> bool:
        """Whether most sentences of a text's beginning speak in another voice than the page's."""
        told = [text for text in self.all if len(text.split()) >= tense.FEWEST_WORDS][:_BEGINNING]
        taken = {item.text for item in self.quotable}
        share = sum(text in taken for text in told) / max(1, len(told))
        return not self.is_interview and len(told) >= _FEWEST_TOLD and share < _HARDLY

    def measure_left_out(self, words: str) -> int:
        """Characters of the whole statements that the text tells before some words of it."""
        begins = next((at for at, text in enumerate(self.all) if words.startswith(text[:SAME])), 0)
        told = (text for text in self.all[:begins] if text[0] not in tense.QUOTE_SIGNS)
        return sum(len(text) for text in told if tense.is_statement(text))


def read(article: Article, boilerplate: Sequence[str] = (), *, today: date) -> Reading:
    """Read an article's text as on a day; paragraphs that contain a `boilerplate` phrase are left out."""
    raw, published = _take_dateline(paragraphs.split(article.text), today)
    raw, other, code = languages.split_languages(raw, article.language.partition("-")[0])
    kept = list(_list_paragraphs(raw, article, boilerplate))
    is_interview = tense.is_interview(kept)
    quotable: list[Sentence] = []
    everything: list[str] = []
    before, spoken = 0, paragraphs.list_spoken(kept) | paragraphs.list_numbered(kept)
    for number, paragraph in enumerate(kept):
        points = paragraphs.list_points(kept[number : number + 1 + _MOST_POINTS])
        is_item = paragraphs.is_list_item(paragraph) or number in spoken
        for index, text in enumerate(_list_sentences(paragraph, article.language)):
            told = _tell(text, points)
            may_stand = told != text or (may_be_quoted(told) and not is_item)
            may_stand = may_stand and not tense.is_greeting(told) and not tense.is_first_person(told)
            if may_stand and not tense.is_bound_to_day(told, article.language):
                quotable.append(
                    Sentence(
                        text=told,
                        position=len(everything),
                        before=before,
                        paragraph=number,
                        leads_paragraph=not index,
                    )
                )
            everything.append(text)
            before += tense.is_statement(text)
    is_editorial = tense.is_editorial(raw, everything)
    if is_interview:
        quotable = _quote_interview(quotable, kept)
    elif is_editorial:
        retold = [replace(item, text=tense.tell_of(item.text)) for item in quotable]
        quotable = [item for item in retold if not tense.is_we(item.text)] or quotable
    return Reading(
        quotable=tuple(quotable),
        all=tuple(everything),
        second=tuple(text for paragraph in other for text in _list_sentences(paragraph, code)),
        language=article.language,
        published=published,
        is_interview=is_interview,
        is_editorial=is_editorial,
    )


def _tell(text: str, points: Sequence[str]) -> str:
    """A line as a sentence: with the list that it introduces, without it, or with its full stop."""
    if text.endswith(":") and points:
        return paragraphs.tell_list(text, points) or _close(text)
    return paragraphs.tell_weekly(text) or text


def _close(introduction: str) -> str:
    """ "There is a programme:" before its list ends with a full stop where the list is left out."""
    is_sentence = (
        len(introduction.split()) >= tense.FEWEST_WORDS
        and not _WANTS_LIST.search(introduction)
        and len(_SMALL_WORD.findall(introduction)) > 1
    )
    return introduction[:-1] + "." if is_sentence else introduction


def _quote_interview(quotable: Sequence[Sentence], kept: Sequence[str]) -> list[Sentence]:
    """The introduction, then questions with their answers, each pair as one piece."""
    first = tense.find_first_question(kept)
    speaker = tense.find_speaker(kept)
    above = (item for item in quotable if item.paragraph < first)
    introduction = [item for item in above if not (speaker and tense.is_we(item.text))]
    pairs = tense.list_pairs(kept, speaker)
    return [*introduction, *map(_make_pair, pairs)] or [*map(_make_pair, _list_answers(kept))]


def _make_pair(pair: tuple[int, str]) -> Sentence:
    number, text = pair
    place = TALK + 2 * number
    return Sentence(text=text, position=place, before=place, paragraph=number, leads_paragraph=True)


def _list_answers(texts: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Questions with their answers where nobody speaks: what people often ask."""
    for number, (question, answer) in enumerate(pairwise(texts)):
        is_answer = sentences.ENDS.search(answer) and answer[-1] != "?" and not tense.is_first_person(answer)
        if question.endswith("?") and " " in question and is_answer:
            yield number, f"{question} {answer}"


def _take_dateline(texts: list[str], today: date) -> tuple[list[str], date | None]:
    """The texts without a line that only says when and by whom they were published, and that day."""
    kept, published = [], None
    for index, paragraph in enumerate(texts):
        may_be = not paragraphs.stands_in_list(texts, index) and (index < 2 or index == len(texts) - 1)
        day = _read_dateline(paragraph, today) if may_be else None
        if day is None:
            kept.append(paragraph)
        published = published or day
    return (kept or texts), published or _read_press_day(texts, today)


def _read_dateline(paragraph: str, today: date) -> date | None:
    if len(paragraph) > 140:
        return None
    mentions = [m for m in dates.list_mentions(paragraph) if m.day and m.first is None]
    if len(mentions) != 1 or not is_byline(paragraph[: mentions[0].start], paragraph[mentions[0].end :]):
        return None
    return _resolve_past(mentions[0], today)


def _read_press_day(texts: Sequence[str], today: date) -> date | None:
    """The day of a place line glued to the text: "Essen, 28. November 2026. Die …"."""
    match = match_dateline(texts[0]) if texts else None
    mentions = dates.list_mentions(match) if match else []
    return _resolve_past(mentions[0], today) if mentions else None


def _resolve_past(mention: dates.Mention, today: date) -> date | None:
    """A day that has come; None for one that is still to come."""
    span = dates.resolve(mention, today)
    return span.last if span and span.last <= today else None


def _list_paragraphs(raw: Sequence[str], article: Article, boilerplate: Sequence[str]) -> Iterator[str]:
    """Paragraphs of text; behind a salutation, kept or cut before, the text begins with a capital."""
    phrases, greeted, is_first = [phrase.casefold() for phrase in boilerplate], False, True
    for number, text in enumerate(paragraphs.close_lead([*paragraphs.drop_letters(raw)])):
        if any(phrase in text.casefold() for phrase in phrases):
            continue
        is_opening = number < _OPENING
        paragraph, greets = strip_opening(text, article.title, article.categories, is_opening=is_opening)
        if paragraphs.is_farewell(paragraph):
            return
        greeted = greeted or greets
        if not paragraph or is_picture_caption(paragraph):
            continue
        if paragraphs.is_list_item(paragraph):
            yield paragraph
            continue
        yield _capitalise(paragraph, behind_salutation=greeted) if greeted or is_first else paragraph
        greeted = is_first = False


def _capitalise(paragraph: str, *, behind_salutation: bool) -> str:
    """Where no salutation is left, a small letter may mean a lost word: then only before common words."""
    word = paragraph.split(" ", 1)[0].capitalize()
    is_whole = behind_salutation or word in sentences.GERMAN.openers
    is_whole = is_whole and not _LOST_MORE.match(paragraph)
    return paragraph[0].upper() + paragraph[1:] if is_whole else paragraph


_LONGEST_SENTENCE = 1_200
"""Characters; what is longer is none, and every pattern would pay its square."""
_WRITERS = re.compile(r"(?<=[.!?])\s?\((?:[a-zäöü]{2,4}|[a-z]{2,4}/-?[a-z]{2,4})\)$")
""" "(red)", "(md/-oli)" at a paragraph's end: who typed it."""


def _list_sentences(paragraph: str, language: str) -> Iterator[str]:
    is_german = language.startswith("de")
    mended = _PRINT_HYPHEN.sub(r"\1\2", paragraph) if is_german else paragraph
    *captioned, last = split_at_credits(_WRITERS.sub("", mended))
    for piece in captioned:
        kept = _drop_caption(sentences.split_paragraph(piece, language), language)
        yield from (sentence[:_LONGEST_SENTENCE] for sentence in kept)
    for sentence in sentences.split_paragraph(last, language):
        yield _DOUBLE_STOP.sub(".", sentence[:_LONGEST_SENTENCE])


def _drop_caption(before_credit: list[str], language: str) -> list[str]:
    """The sentence before a glued credit is the picture's, unless it is all there is or has a date."""
    is_text = len(before_credit) == 1 or any(
        dates.list_mentions(text, language) for text in before_credit[-1:]
    )
    return before_credit if is_text else before_credit[:-1]


def may_be_quoted(sentence: str) -> bool:
    """Whether a sentence is whole, and is text rather than credit, contact or a word on attachments."""
    if (
        len(sentence) < _SHORTEST
        or sentence[0].islower()
        or sentence[0] in "….*"
        or len(sentence.split()) < 3
    ):
        return False
    if not sentences.ENDS.search(sentence) or _TRAILS_OFF.search(sentence) or _is_damaged(sentence):
        return False
    is_part = tense.HOOK.fullmatch(sentence) or tense.CLAUSE_ALONE.fullmatch(sentence)
    is_part = is_part or paragraphs.LABEL.match(sentence)
    if is_part or _CREDIT_LIKE.search(sentence) or _TALE.search(sentence):
        return False
    is_names = _NAMES.match(sentence) is not None and not sentence.isupper()
    if _ENTRY.match(sentence) or is_names or _is_bare_date(sentence):
        return False
    if _CONTACT.search(sentence) and (_ONLY_CONTACT.search(sentence) or len(sentence.split()) < 8):
        return False
    return not (has_credit(sentence) or _META.search(sentence))


def _is_bare_date(sentence: str) -> bool:
    """ "Samstag, 5. Dezember, 18 Uhr, auf dem Marktplatz." tells when and where, but not what."""
    mentions = dates.list_mentions(sentence)
    if not mentions:
        return False
    rest = sentence[: mentions[0].start] + sentence[mentions[-1].end :]
    is_line = mentions[0].start <= _FEWEST and _ON_THE_WAY.fullmatch(rest) is not None
    return is_line or len(_WORDY.findall(rest)) < _FEWEST


def _is_damaged(sentence: str) -> bool:
    """A word, a quotation mark or a bracket was lost."""
    quotes = sum(map(sentence.count, '"„“”'))
    return (
        quotes % 2 == 1
        or sentence.count("(") != sentence.count(")")
        or _LOST_WORD.search(sentence) is not None
    )


_DAY = r"\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZÄÖÜ]\w+)\s?\d{4}"
_PRESS_LINE = re.compile(
    r"(?:Gemeinsame\s+)?(?:Presse(?:mitteilung|erklärung|meldung|information|info)"
    r"|Medien(?:mitteilung|information)|Press release)\b"
    rf"(?:(?!\d{{4}}|:).){{0,80}}?(?:{_DAY}\s*[:.–-]?|:)\s*",
    re.IGNORECASE,
)
_OPENERS = "|".join(sorted(sentences.GERMAN.openers))
_DATELINE = re.compile(
    rf"(?:[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+)?,?\s+(?:de[nr]\s+)?{_DAY}\s*[.:–-]+"
    r"|[A-ZÄÖÜ][\w/-]+(?: [A-ZÄÖÜ][\w-]+)?,?\s\((?:[a-zA-ZÄÖÜ]{2,6}(?:/[a-zA-Z]{2,6})?)\)\s*[.:–-]*"
    r"|[A-ZÄÖÜ]{3,}(?:[/ -][A-ZÄÖÜ]{3,})?[.:]?\s+[–-]?\s?(?=[A-ZÄÖÜ][a-zäöü])"
    rf"|[A-ZÄÖÜ][a-zäöüß]+(?:[- ][A-ZÄÖÜ][a-zäöüß]+)?\s(?:[-–—]\s(?=(?:{_OPENERS})\b|[\"„])|·\s)"
    r"|(?!(?:Haus|Gasthof|Café|Kita|Hotel|Firma|Verein|Gruppe|Projekt|Initiative|Theater|Film|Buch)\b)"
    r"[A-ZÄÖÜ][a-zäöüß]{3,}(?:-[A-ZÄÖÜ][a-zäöüß]+)?\s(?=(?:Unter|Im|In|Am|Der|Die|Das|Ein|Eine|Mit|Nach"
    r"|Seit|Zum|Zur|Auf)"
    r"\s[a-zäöü„])"
    r"|(?!(?:Nein|Doch|Genau|Klar|Danke|Stimmt|Richtig|Falsch|Leider|Niemals|Natürlich|Vielleicht|Sicher"
    r"|Jein|Gern)\.)"
    r"[A-ZÄÖÜ][a-zäöüß]{2,}\.\s(?=[A-ZÄÖÜ„])"
    rf"|(?:am\s)?{_DAY}\s*[:–|-]+|\((?:[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+)?,?\s)?{_DAY}\)\s*[:.–|-]*"
    rf"|\d{{1,2}}\.\d{{1,2}}\.\d\d\s*[:–|-]+|(?:Red\.?|[a-z]{{2,4}})\s?[/|,]\s?{_DAY})\s*"
)
_BYLINE_WORD = re.compile(
    r"\b(?:von|vom|am|den|dem|der|um|Uhr|in|im|und|Redaktion|admin\w*|Veröffentlicht|veröffentlicht"
    r"|Erstellt|erstellt|Geschrieben|geschrieben|Publiziert|Eingestellt"
    r"|eingestellt|Aktualisiert|aktualisiert|Zuletzt|zuletzt|geändert|bearbeitet|Stand|Datum|Kategorien?"
    r"|Kommentare?|Autor(?:in)?|Pressemitteilung|Nr\.?|Allgemein"
    r"|Lesezeit|Minuten?|Min\.?|by|on|at|[Pp]osted|[Pp]ublished|[Uu]pdated|comments?|Text|Beitrag|Meldung"
    r"|Nachrichten?|Aktuelles|Presse|gepostet|keine|Keine|Schreibe|einen)\b"
    r"|\d{1,2}[:.]\d\d|\b\d{1,4}\b|@\w+",
)
_BYLINE_NAME = re.compile(r"\b[A-ZÄÖÜİŞÇ][\w’.-]*")
_SOURCE = re.compile(r"[(\[]?\b(?:Quellen?|Textquelle|Source)\s?:\s.{2,120}$")
_SOURCE_LINE = re.compile(r"\b(?:Quellen?|Textquelle|Source)\s?:[^\S\n]*(\S[^\n]{1,80})$", re.MULTILINE)
_NEAR_THE_END = 9
"""Lines, blank ones counted, in which a source is the text's own and not a figure's."""
_CREDIT_MARK = (
    r"(?:©|\(c\)(?=\s?[A-ZÄÖÜ])|\b(?:Fotos?|Bild(?:er)?|Grafik|Illustration|Bildquelle|Bildnachweis"
    r"|Bildrechte"
    r"|Fotocredit|Copyright|Photo|Fotograf(?:in)?)\s?(?=©|:|/))[\s:/©]*"
)
_CREDIT = re.compile(
    rf"{_CREDIT_MARK}(?:(?!(?:{'|'.join(sorted(sentences.GERMAN.openers))})\b)[A-ZÄÖÜ][\w.’'-]*"
    r"(?:\s*/\s*|,\s*(?:Stadt\s+)?|\s+)?(?:von\s+|van\s+|de\s+)?){1,6}"
)
_CREDIT_SIGN = re.compile(_CREDIT_MARK)
_PLACED_PEOPLE = re.compile(r"\bv\.\s?l\.|\bv\.\s?r\.\s?n|\bvon links\b|\bvon rechts\b")
_SENTENCE_ENDS = re.compile(r"[a-zäöüß\d)“”\"][.!?](?=\s+[A-ZÄÖÜ„\"])")


def strip_opening(
    paragraph: str, title: str, categories: Sequence[str], *, is_opening: bool = True
) -> tuple[str, bool]:
    """Cut title, category links, press line, dateline and salutation; say whether there was a salutation.

    is_opening: it stands where a text begins, the only place for a town without a day.
    """
    for lead in (title, *_list_category_lines(categories)):
        paragraph = _strip_lead(paragraph, lead)
    for pattern in (_PRESS_LINE, _DATELINE):
        match = pattern.match(paragraph)
        is_led = match is not None and (is_opening or any(map(str.isdigit, match[0])))
        paragraph = paragraph[match.end() :] if match and is_led else paragraph
    greeting = paragraphs.SALUTATION.match(paragraph)
    return (paragraph[greeting.end() :] if greeting else paragraph), greeting is not None


def match_dateline(paragraph: str) -> str:
    """The place and day with which an agency or a city opens a text; empty without."""
    match = _DATELINE.match(paragraph)
    return match[0] if match else ""


def is_byline(before: str, behind: str) -> bool:
    """Whether what stands around a date only says that, by whom and where something was published."""
    rest = _BYLINE_WORD.sub(" ", f"{before} {behind}")
    names = _BYLINE_NAME.findall(rest)
    return not _BYLINE_NAME.sub(" ", rest).strip(" ,.;:|–-—·/()»«•[]") and len(names) <= 5


def _strip_lead(paragraph: str, lead: str) -> str:
    """A text may rightly begin with its title's words; so only a title that stands apart is cut."""
    if not lead or not paragraph.casefold().startswith(lead.casefold()):
        return paragraph
    rest = paragraph[len(lead) :]
    stands_apart = not rest.strip() or rest.startswith("Alle") or lead.startswith("Alle")
    if stands_apart or (len(lead.split()) >= 4 and rest.lstrip(" .:–-")[:1].isupper()):
        return rest.lstrip(" .:–-")
    return paragraph


def _list_category_lines(categories: Sequence[str]) -> Iterator[str]:
    """The category links as a careless extraction leaves them, glued together behind "Alle"."""
    if categories:
        yield "Alle" + "".join(categories)
        yield "Alle " + " ".join(categories)


def is_picture_caption(paragraph: str) -> bool:
    """A credit with hardly anything before and nothing behind, or people placed "v.l.n.r."."""
    credit = _CREDIT.search(paragraph)
    if credit:
        is_last = not paragraph[credit.end() :].strip(" .)|")
        before = paragraph[: credit.start()]
        return is_last and (len(before) <= 80 or not _SENTENCE_ENDS.search(before))
    return len(paragraph) <= 400 and bool(_PLACED_PEOPLE.search(paragraph))


def split_at_credits(paragraph: str) -> list[str]:
    """The text around glued credits, without the source line; every piece but the last ends in a caption."""
    return [piece.strip() for piece in _CREDIT.split(_SOURCE.sub("", paragraph))]


def find_source(text: str) -> str:
    """Who wrote the text, from the line near its end: "Stadt Essen, www.essen.de"; empty without one."""
    match = _SOURCE_LINE.search("\n".join(text.splitlines()[-_NEAR_THE_END:]))
    source = match[1].strip(" ].") if match else ""
    source = source if source.count(")") <= source.count("(") else source.rstrip(").")
    is_whole = source.count("(") == source.count(")")
    return source if is_whole and re.search(r"[^\W\d_]{2}", source) else ""


def has_credit(text: str) -> bool:
    """Whether a credit mark stands in the text."""
    return _CREDIT_SIGN.search(text) is not None


def strip_credit_sign(credit: str) -> str:
    """ "© Name, Stadt" -> "Name, Stadt": the caption says "Foto:" itself."""
    match = _CREDIT_SIGN.match(credit.strip())
    return credit.strip()[match.end() :] if match else credit.strip()
