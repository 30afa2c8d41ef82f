"""An article's blocks to what they say: its paragraphs, categories, words of pictures, source and author."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from bot.archive import boilerplate, credit_lines, html_tree
from bot.archive.articles import block_kinds, picture_credit, publication_date
from bot.archive.html_tree import HEADINGS, Block, Element

_NEAR_THE_TOP = 2
"""Paragraphs above which a line of a picture is still that of the article's photo."""
_SIGNATURE_LENGTH = 90
_OFTEN, _SHORTEST_HINT = 3, 40
_ENDS_HINT = re.compile(r"[.!?][\"“”»)*]*$")
"""A sentence that stands so often on a page is no part of its text: a hint at each of its next dates."""
_DATELINES = 3
_AFTER_SOURCE = 3  # paragraphs such as signature and contact may follow the one that names a text's source


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What an article's blocks say; paragraphs are repaired plain text, date is YYYY-MM-DD or empty."""

    paragraphs: tuple[str, ...]
    categories: tuple[str, ...]
    pictures: picture_credit.SaidOfPictures
    source_line: str
    author: str
    date: str


@dataclass(slots=True, kw_only=True)
class _Draft:
    paragraphs: list[str] = field(default_factory=list)
    categories: tuple[str, ...] = ()
    pictures: picture_credit.SaidOfPictures = field(default_factory=picture_credit.SaidOfPictures)
    source_line: str = ""
    source_at: int = 0
    author: str = ""
    date: str = ""
    last: Block | None = None


def decide_body(blocks: Sequence[Block], title_at: int) -> Body:
    """Sort the blocks behind the title; what stands before it can only give the date."""
    draft = _Draft()
    for block in blocks[max(0, title_at - 3) : max(0, title_at)]:
        draft.date = draft.date or _find_date(block)
        if block.image is None and block_kinds.is_caption(block) and (line := _find_picture_line(block)):
            draft.pictures.add(block.text, line, is_at_top=bool(line.credit))
    for block in blocks[title_at + 1 :]:
        if boilerplate.is_foot(block.text):
            if draft.paragraphs:
                break
            continue
        if block.image is None:
            _take(draft, block)
        draft.pictures.above = block.image
    draft.paragraphs = _join_broken(draft.paragraphs)
    _take_signature(draft)
    _open_well(draft)
    is_within = 1 < draft.source_at < len(draft.paragraphs) - _AFTER_SOURCE  # a figure's, not the text's
    return Body(
        paragraphs=_without_hints(draft.paragraphs),
        categories=draft.categories,
        pictures=draft.pictures,
        source_line="" if is_within else draft.source_line,
        author=draft.author,
        date=draft.date,
    )


def _without_hints(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The paragraphs without sentences that stand there time and again; cells and details may."""
    often = Counter(text for text in paragraphs if len(text) >= _SHORTEST_HINT and _ENDS_HINT.search(text))
    return tuple(text for text in paragraphs if often[text] < _OFTEN) or tuple(paragraphs)


def _take(draft: _Draft, block: Block) -> None:
    """Put one block where it belongs."""
    if boilerplate.is_known_frame(block.text):
        return
    if names := boilerplate.find_categories(block.text, block.links):
        draft.categories = draft.categories or names
    elif picture := _find_picture_line(block):
        draft.pictures.add(
            block.text, picture, is_at_top=len(draft.paragraphs) < _NEAR_THE_TOP and not block.links
        )
    elif not _is_dropped(draft, block):
        text, source = credit_lines.split_source(boilerplate.strip_update(html_tree.repair(block.text)))
        if source and not _is_of_part(draft, block):
            draft.source_line, draft.source_at = source, len(draft.paragraphs)
        text = _attribute(text, block)
        if not text or _is_heading_row(block):
            return
        joint = find_joint(draft.last, block) if draft.paragraphs else ""
        joint = "" if joint and _ENDS_SENTENCE.search(draft.paragraphs[-1]) else joint
        draft.last = block
        if joint and len(text) <= _LONGEST_CELL >= len(draft.paragraphs[-1]):
            draft.paragraphs[-1] = f"{draft.paragraphs[-1].rstrip(':')}{joint}{text}"
        else:
            draft.paragraphs.append(text)


def _is_of_part(draft: _Draft, block: Block) -> bool:
    """Whether a source is that of a note, of one point of a list, or of the quotation above it."""
    above = draft.last.element if draft.last else None
    quoted = above is not None and any(box.tag == "blockquote" for box in (above, *above.iterancestors()))
    return block.tag == "li" or quoted


def _attribute(text: str, block: Block) -> str:
    """A quotation of one paragraph in its marks and with the name below it; other texts as they are."""
    boxes = () if block.element is None else (block.element, *block.element.iterancestors("blockquote"))
    box = next((box for box in boxes if box.tag == "blockquote" and box.find(".//cite") is not None), None)
    name = "" if box is None else html_tree.text_of(box.find(".//cite"))
    if name and html_tree.text_of(box) == f"{block.text} {name}":
        return f"“{text.strip('„“”»«')}” ({name})"
    return "" if name == block.text else text


_ENDS_SENTENCE = re.compile(r"[^\W\d_]{2}[.!?]$")
_LONGEST_CELL = 120


def _find_picture_line(block: Block) -> credit_lines.PictureLine | None:
    line = credit_lines.find_picture_line(block.text)
    if line is None and block_kinds.is_caption(block):
        return credit_lines.PictureLine(caption=block.text, credit="")
    return line


def _is_dropped(draft: _Draft, block: Block) -> bool:
    """Lines that say nothing: frame, file lists, rows of links, a lone date before the text."""
    if _tell_date(block):
        draft.date = draft.date or _find_date(block)
        return not draft.paragraphs
    is_link_row = block.is_only_links and (len(block.links) > 1 or block.tag == "li" or len(block.text) < 40)
    return is_link_row or boilerplate.is_attachment(block.text)


def _tell_date(block: Block) -> str:
    """The day of a line that is nothing but a date, and perhaps links to what was filed with it."""
    text = block.text
    for link in block.links if len(text) <= _LONGEST_CELL else ():
        text = text.replace(link, " ")
    return boilerplate.find_date(text.strip(" ·|,–-"))


def _find_date(block: Block) -> str:
    is_of_event = block.element is not None and publication_date.is_of_event(block.element)
    return "" if is_of_event else _tell_date(block)


_OPEN_END = re.compile(
    r"(?:,|\b(?:der|die|das|den|dem|des|eine|einen|einem|einer|eines|im|in|ins|am|und|oder|von|vom|zum|zur|für|beim|"
    r"gegen|ohne|als|wie|dass|sowie|the|a|of|and|or|to|for|with|from|by))$"
)
"""Words at which no sentence ends: not "an", "mit" or "zu", which may belong to its verb."""


_BEGINS = re.compile(
    r"(?:Der|Die|Das|Ein|Eine|Doch|Und|Aber|Denn|Wer|Wie|Was|Wir|Ich|Es|Er|Sie|Man|Im|In|Am|Auf|Mit|Für|Wenn|Als|Nach"
    r"|Bei|So|Auch|Seit|Diese[rs]?)\b"
)
"""What stands with a capital where a sentence begins, behind "So sieht das aus" too."""


def _join_broken(paragraphs: list[str]) -> list[str]:
    """Sentences that a line break has torn into two paragraphs are one again."""
    joined: list[str] = []
    for text in paragraphs:
        if joined and _goes_on(joined[-1], text):
            joined[-1] = f"{joined[-1]} {text}"
        else:
            joined.append(text)
    return joined


def _goes_on(above: str, below: str) -> bool:
    is_open = len(above) >= 40 and (above[-1].isalnum() or above[-1] in ",-")
    is_cut = _OPEN_END.search(above[-20:]) is not None and not _BEGINS.match(below)
    return is_open and (below[0].islower() or is_cut)


_OF_EVENT = re.compile(r"(?:Start|Beginn|Ende|Wann|Termin|Datum|Zeit|Einlass|Ort|Wo)\s?:")


def _take_signature(draft: _Draft) -> None:
    """A letter's end ("Ihr NAME", then the office) is its author, not its text."""
    for at in range(max(1, len(draft.paragraphs) - 3), len(draft.paragraphs)):
        rest = draft.paragraphs[at:]
        name = boilerplate.find_closing(rest[0])
        if name is not None and all(
            len(line) <= _SIGNATURE_LENGTH and not re.search(r"[!?]$", line) for line in rest
        ):
            signed = name or "".join(rest[1:2])
            draft.author = boilerplate.find_closing(signed) or signed
            del draft.paragraphs[at:]
            return


def _open_well(draft: _Draft) -> None:
    """Begin with the news: no greeting, no dateline, no heading that repeats; a capital letter."""
    while draft.paragraphs and boilerplate.is_salutation(draft.paragraphs[0]) and len(draft.paragraphs) > 1:
        del draft.paragraphs[0]
        draft.paragraphs[0] = draft.paragraphs[0][:1].upper() + draft.paragraphs[0][1:]
    if draft.paragraphs and not _OF_EVENT.match(draft.paragraphs[0]):
        draft.paragraphs[0] = boilerplate.strip_opening(draft.paragraphs[0])
        if not draft.paragraphs[0]:
            del draft.paragraphs[0]
    for at in range(min(len(draft.paragraphs), _DATELINES)):
        draft.paragraphs[at] = boilerplate.strip_byline(draft.paragraphs[at])
    for at in range(1, min(len(draft.paragraphs), _DATELINES)):
        draft.paragraphs[at] = boilerplate.strip_place(draft.paragraphs[at])


_LABEL_WORDS = (
    r"(?:Wann|Wo|Datum|Termin|(?:Uhrz|Z)eit|Beginn|Einlass|Öffnungszeiten|(?:Veranstaltungs)?Ort|Treffpunkt|Adresse|"
    r"Eintritt(?:spreise?)?|Preise?|Kosten|(?:Teilnahme)?gebühr(?:en)?|Anmelde(?:schluss|frist)|Referent(?:in)?)"
)
_LABEL = re.compile(rf"{_LABEL_WORDS}[:?]?", re.IGNORECASE)
_DETAIL = re.compile(rf"({_LABEL_WORDS})[:?]?\s+[^\W_].{{0,100}}")
_FEWEST_DETAILS = 2


def add_details(blocks: Sequence[Block], kept: Sequence[int]) -> list[int]:
    """The places kept of an article, and between them lines such as "Datum 3. Juni" and then "Ort Festplatz".

    They often stand in boxes of their own, as other articles do.
    """
    if not kept:
        return []
    left = sorted(set(range(kept[0], kept[-1])) - set(kept))
    details = {place: match[1] for place in left if (match := _DETAIL.fullmatch(blocks[place].text))}
    return sorted({*kept, *details}) if len(set(details.values())) >= _FEWEST_DETAILS else list(kept)


def is_label(block: Block) -> bool:
    """Whether a heading names what the line below it tells: "Datum", "Ort"."""
    return block.tag in HEADINGS and _LABEL.fullmatch(block.text) is not None


_PAIR = 2


def find_joint(before: Block | None, block: Block) -> str:
    """What joins a block to the one before: cells of a table's row, a term and what it means; or nothing."""
    if before is None or before.element is None or block.element is None:
        return ""
    row = _find_row(block.element)
    if row is not None and row is _find_row(before.element):
        return ": " if len(row) == _PAIR else ", "
    is_term = before.element.tag == "dt" and block.element.tag == "dd"
    return ": " if is_term or (is_label(before) and not is_label(block)) else ""


def _find_row(element: Element) -> Element:
    """The row of a table of several that an element stands in, or None."""
    row = next(element.iterancestors("tr"), None)
    table = next(row.iterancestors("table"), None) if row is not None and len(row) > 1 else None
    return row if table is not None and next(islice(table.iter("tr"), 1, None), None) is not None else None


def _is_heading_row(block: Block) -> bool:
    """Whether a block stands in a table's heading, which names columns and tells nothing."""
    row = _find_row(block.element) if block.element is not None else None
    return row is not None and all(cell.tag == "th" for cell in row)
