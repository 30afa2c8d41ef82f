"""The article's text out of a page's blocks: without frame, captions, credits, source line and files."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.archive import dates, frame, lines, repairs
from bot.archive.page import Block

_SIGNATURE_LENGTH = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What an article's blocks say; paragraphs are repaired plain text, date is YYYY-MM-DD or empty."""

    paragraphs: tuple[str, ...]
    categories: tuple[str, ...]
    caption: str
    credit: str
    source_line: str
    author: str
    date: str


@dataclass(slots=True, kw_only=True)
class _Draft:
    paragraphs: list[str] = field(default_factory=list)
    categories: tuple[str, ...] = ()
    caption: str = ""
    credit: str = ""
    source_line: str = ""
    author: str = ""
    date: str = ""


def decide_body(blocks: Sequence[Block], title_at: int) -> Body:
    """Sort the blocks behind the title; what stands before it can only give the date."""
    draft = _Draft()
    for block in blocks[max(0, title_at - 3) : max(0, title_at)]:
        draft.date = draft.date or _find_date(block)
    for block in blocks[title_at + 1 :]:
        if frame.is_foot(block.text):
            break
        if block.image is None:
            _take(draft, block)
    _take_signature(draft)
    _open_well(draft)
    return Body(
        paragraphs=tuple(draft.paragraphs),
        categories=draft.categories,
        caption=draft.caption,
        credit=draft.credit,
        source_line=draft.source_line,
        author=draft.author,
        date=draft.date,
    )


def _take(draft: _Draft, block: Block) -> None:
    """Put one block where it belongs."""
    if names := lines.find_categories(block.text, block.links):
        draft.categories = draft.categories or names
    elif picture := _find_picture_line(block):
        draft.caption, draft.credit = draft.caption or picture.caption, draft.credit or picture.credit
    elif not _is_dropped(draft, block):
        text, source = lines.split_source(repairs.repair(block.text))
        draft.source_line = source or draft.source_line
        if text:
            draft.paragraphs.append(text)


def _find_picture_line(block: Block) -> lines.PictureLine | None:
    if block.tag == "figcaption":
        return lines.find_picture_line(block.text) or lines.PictureLine(caption=block.text, credit="")
    return lines.find_picture_line(block.text)


def _is_dropped(draft: _Draft, block: Block) -> bool:
    """Lines that say nothing: frame, file lists, rows of links, a lone date before the text."""
    if lines.find_date(block.text):
        draft.date = draft.date or _find_date(block)
        return not draft.paragraphs
    is_link_row = block.is_only_links and (len(block.links) > 1 or block.tag == "li" or len(block.text) < 40)
    return is_link_row or frame.is_known_frame(block.text) or lines.is_attachment(block.text)


def _find_date(block: Block) -> str:
    is_of_event = block.element is not None and dates.is_of_event(block.element)
    return "" if is_of_event else lines.find_date(block.text)


def _take_signature(draft: _Draft) -> None:
    """A letter's end ("Ihr NAME", then the office) is its author, not its text."""
    for at in range(max(1, len(draft.paragraphs) - 3), len(draft.paragraphs)):
        rest = draft.paragraphs[at:]
        name = lines.find_closing(rest[0])
        if name is not None and all(
            len(line) <= _SIGNATURE_LENGTH and not re.search(r"[!?]$", line) for line in rest
        ):
            signed = name or (rest[1] if len(rest) > 1 else "")
            draft.author = lines.find_closing(signed) or signed
            del draft.paragraphs[at:]
            return


def _open_well(draft: _Draft) -> None:
    """Begin with the news: no greeting, no dateline, no heading that repeats; a capital letter."""
    while draft.paragraphs and lines.is_salutation(draft.paragraphs[0]) and len(draft.paragraphs) > 1:
        del draft.paragraphs[0]
        draft.paragraphs[0] = draft.paragraphs[0][:1].upper() + draft.paragraphs[0][1:]
    if draft.paragraphs:
        draft.paragraphs[0] = lines.strip_opening(draft.paragraphs[0])
        if not draft.paragraphs[0]:
            del draft.paragraphs[0]
