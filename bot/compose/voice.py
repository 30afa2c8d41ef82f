"""Who speaks: greetings and editorials, whose "I" is not the page's, and interviews with their two voices."""

import re
from collections.abc import Iterator, Sequence

_QUOTED = re.compile('["„“»«][^"“”„«»]*["“”«»]')
_GREETING = re.compile(
    r"(?:Herzlich |Ganz herzlich )?[Ww]illkommen (?:zu|zur|zum|in|im|bei|auf)\b|Schön, dass|Wie schön, dass"
    r"|Mit (?:großer )?Freude\b"
    r"|(?:Ich|Wir) (?:begrüße|heiße|freue|wünsche|hoffe|danke|grüße)\w*\b|Viel (?:Spaß|Freude|Vergnügen)\b"
    r"|(?:Eine )?[Aa]nregende Lektüre"
    r"|Bleiben Sie (?:gesund|uns)|Hallo\b|Guten Tag\b|(?:Ein )?[Hh]erzliche[rs]? (?:Grüße|Gruß)|Auf ein "
    r"Wort\b|Heute halten Sie\b|Vor Ihnen liegt\b"
    r"|(?:Wir|Ich) (?:freuen|freue) (?:uns|mich)\b|Allen .{3,60} (?:herzlichen|ein herzliches) Dank"
)
_I = re.compile(r"\b(?:[Ii]ch|mich|mir|[Mm]ein(?:e[nmrs]?)?)\b")
_WE = re.compile(r"(?<!\bdass )(?<!\bweil )(?<!\bwenn )(?<!\bwie )(?<!\bob )(?<!\bwas )\b[Ww]ir\b")
"""In a subordinate clause, "we" speaks of people rather than as the page."""
_WE_REPORT = re.compile(r"\b(?:berichten|schreiben|sprechen|informieren) wir (?:Sie )?über\b")
_ROLES = frozenset({"Antwort", "Frage", "A", "F", "Redaktion", "Interviewer", "Interviewerin"})
_SALUTATION = re.compile(r"(?:Liebe[r]?|Sehr geehrte|Verehrte|Dear)\s")
_LABELLED = re.compile(r"^([A-ZÄÖÜ][\w’.-]+(?:\s[A-ZÄÖÜ][\w’.-]+){0,2}):\s+(?=\S)")
_NAME = re.compile(r"\b(?:(?:Dr|Prof)\.\s)?([A-ZÄÖÜ][\w’-]+\s(?:von |van |de |al-)?[A-ZÄÖÜ][\w’-]{2,})")
_ADDRESSED = re.compile(r"\b(?:Herr|Frau)\s(?:(?:Dr|Prof)\.\s)*([A-ZÄÖÜ][\wäöüß’-]+)")
_LONGEST_QUESTION = 220
_ANSWER = re.compile(r"^.{8,170}?[.!?](?=\s|$)")


def is_greeting(sentence: str) -> bool:
    """Whether somebody greets, thanks or wishes: no news, and another voice than the page's."""
    return _GREETING.match(sentence) is not None


def is_first_person(sentence: str) -> bool:
    """Whether "I" speaks outside quotation marks."""
    return _I.search(_QUOTED.sub("", sentence)) is not None


def is_we(sentence: str) -> bool:
    """Whether "we" speaks outside quotation marks."""
    return _WE.search(_QUOTED.sub("", sentence)) is not None


def is_editorial(paragraphs: Sequence[str], sentences: Sequence[str]) -> bool:
    """Whether one person greets the readers: a salutation or greeting, and "I" in running text."""
    greets = any(_SALUTATION.match(text) for text in paragraphs[:2]) or any(map(is_greeting, sentences[:3]))
    return greets and any(map(is_first_person, sentences))


def is_interview(paragraphs: Sequence[str]) -> bool:
    """Whether questions and answers alternate, in paragraphs or with speakers' names before them."""
    labels = [match[1] for text in paragraphs if (match := _LABELLED.match(text))]
    if len(labels) >= 3 and len(set(labels)) < len(labels) and any(map(_is_question, paragraphs)):
        return True
    asked = [
        at
        for at in range(len(paragraphs) - 1)
        if _is_question(paragraphs[at]) and not _is_question(paragraphs[at + 1])
    ]
    return len(asked) >= 2 and len(asked) * 5 >= len(paragraphs) - asked[0]


def has_speakers(lines: Sequence[str]) -> bool:
    """Whether lines begin with the names of two speakers in turn."""
    labels = [match[1] for line in lines if (match := _LABELLED.match(line.strip()))]
    return len(labels) >= 3 and len(set(labels)) < len(labels)


def _is_question(paragraph: str) -> bool:
    text = paragraph.strip()
    return text.endswith("?") and len(text) <= _LONGEST_QUESTION


def find_first_question(paragraphs: Sequence[str]) -> int:
    """The number of the paragraph in which the talk begins; everything before introduces it."""
    for number, text in enumerate(paragraphs):
        if _LABELLED.match(text) or (_is_question(text) and number + 1 < len(paragraphs)):
            return number
    return len(paragraphs)


def tell_of(sentence: str) -> str:
    """ "In this issue we report on …" in the third person; other sentences stay as they are."""
    return _WE_REPORT.sub("geht es um", sentence)


def find_speaker(paragraphs: Sequence[str]) -> str:
    """Who answers: named before the answers, in a question, or in the introduction; may be empty."""
    first = find_first_question(paragraphs)
    for question, answer in zip(paragraphs[first:], paragraphs[first + 1 :], strict=False):
        label = _LABELLED.match(answer)
        if _is_question(question) and label and label[1] not in _ROLES:
            return label[1]
    called = [
        match[1] for text in paragraphs[first:] if _is_question(text) and (match := _ADDRESSED.search(text))
    ]
    introduced = [match[1] for text in paragraphs[:first] for match in _NAME.finditer(text)]
    if called:
        return next((name for name in introduced if name.endswith(called[0])), called[0])
    return introduced[0] if introduced and paragraphs[0].find(introduced[0]) in range(6) else ""


def list_pairs(paragraphs: Sequence[str], speaker: str) -> Iterator[tuple[int, str]]:
    """Each question with the first sentence of its answer in quotation marks, and the paragraph's number."""
    if not speaker:
        return
    for number in range(find_first_question(paragraphs), len(paragraphs) - 1):
        question, answer = _strip_label(paragraphs[number]), _strip_label(paragraphs[number + 1])
        if not _is_question(paragraphs[number]) or _is_question(paragraphs[number + 1]):
            continue
        said = _ANSWER.match(answer)
        if said and "@" not in said[0] and not _QUOTED.search(said[0]):
            yield number, f"{question} {speaker}: „{said[0]}“"


def _strip_label(paragraph: str) -> str:
    label = _LABELLED.match(paragraph)
    return paragraph[label.end() :] if label else paragraph
