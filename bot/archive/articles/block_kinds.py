"""What a block of a page is: a paragraph, what is said of a picture, what leads elsewhere."""

import functools
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from bot.archive import boilerplate, credit_lines
from bot.archive.html_tree import HEADINGS, Block, Element, name_of

_LONGEST_POINTER = 150
_LONGEST_WORD = 40
_LONGEST_CAPTION = 400
LEAD_BLOCKS = 15
"""Blocks between a title, or a picture, and the text that belongs to it."""
SENTENCE_END = re.compile(r"[.!?…:“\"»](?:\s|$)")
_LINKED = 0.5
_SAID = (".", "!", "?", "…", "“", '"', "»")
_SHORTEST_ALT, _LONGEST_BEHIND = 20, 60
"""Characters of what a picture shows, and of the name behind it."""


def is_running(block: Block, *, may_be_heading: bool = False) -> bool:
    """Whether a block is a paragraph with a sentence and more than links."""
    is_text = block.tag not in HEADINGS and block.tag not in {"figcaption", "caption", "address", "th", "dt"}
    is_said = block.tag in HEADINGS and len(block.text) >= 80 and block.text.endswith(_SAID)
    if not is_text and not (may_be_heading and is_said):
        return False
    linked = sum(map(len, block.links))
    return (
        block.image is None
        and len(block.text) >= 60
        and linked < 0.4 * len(block.text)
        and bool(SENTENCE_END.search(block.text))
    )


def box_of(block: Block) -> Element | None:
    """The element that a block stands in with others, wrappers of it alone aside; None for one without."""
    box = None if block.element is None else block.element.getparent()
    while box is not None and box.tag == "div" and len(box) == 1:
        box = box.getparent()
    return box


def is_short_line(block: Block) -> bool:
    """Whether a block is a heading or a line like one."""
    return len(block.text) < 60 and (block.tag in HEADINGS or not block.text.endswith((".", "!", "?")))


_CAPTION_NAME = re.compile(
    r"(?:^|[\s._-])(?:\w*caption\w*|\w*credits?|copyright|bildunterschrift|bildtext|"
    r"(?:image|img|picture|photo|foto|bild)-?(?:annotation|description|subtitle|beschreibung)|legend\w*|bildquelle|bild-?unterzeile)(?=$|[\s_-])",
    re.IGNORECASE,
)


def is_beside(block: Block) -> bool:
    """Whether a block is beside the text: a picture, its caption, a credit, a source, categories."""
    if block.image is not None or is_caption(block) or credit_lines.find_picture_line(block.text):
        return True
    is_source = bool(credit_lines.split_source(block.text)[1])
    return is_source or bool(boilerplate.find_categories(block.text, block.links))


def is_caption(block: Block) -> bool:
    """Whether a block belongs to a picture by where it stands; a box with a heading is more than that."""
    if block.image is not None or block.element is None or block.tag in HEADINGS:
        return False
    if block.tag == "figcaption" or _is_of_picture(block.element):
        return True
    parent = block.element.getparent()
    return parent is not None and _is_of_picture(parent) and next(parent.iter("h1", "h2", "h3"), None) is None


def _is_of_picture(element: Element) -> bool:
    return element.tag in {"figure", "figcaption"} or _names_caption(name_of(element))


@functools.lru_cache(maxsize=4000)
def _names_caption(name: str) -> bool:
    return bool(_CAPTION_NAME.search(name))


def _is_of_links(item: Element | None, known: dict[Element, bool]) -> bool:
    """Whether each item of a list is hardly more than a link to a page; known: of the lists asked before."""
    items = None if item is None else item.getparent()
    if items is None:
        return False
    if items not in known:
        known[items] = all(map(_is_link, items))
    return known[items]


def _is_link(item: Element) -> bool:
    links = list(item.iter("a"))
    linked = sum(len("".join(link.itertext()).strip()) for link in links)
    is_of_page = not any((link.get("href") or "").startswith(("mailto:", "tel:")) for link in links)
    return is_of_page and linked >= _LINKED * len("".join(item.itertext()).strip())


def _is_in_link(block: Block) -> bool:
    return block.element is not None and any(
        box.tag == "a" for box in islice(block.element.iterancestors(), 2)
    )


def _tells_alt(block: Block, pictures: Sequence[Block]) -> bool:
    """Whether a line says what the picture above it shows by its alternative text, perhaps with a name."""
    return block.tag not in HEADINGS and any(
        picture.image is not None
        and len(picture.text) >= _SHORTEST_ALT
        and block.text.startswith(picture.text)
        and len(block.text) - len(picture.text) <= _LONGEST_BEHIND
        for picture in pictures
    )


def mark_captions(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with what stands in a box with a picture and its credit as the picture's caption."""
    marked = _join_credits(blocks)
    for place in range(1, len(marked)):
        if marked[place].image is None and _tells_alt(marked[place], marked[max(0, place - 2) : place]):
            marked[place] = replace(marked[place], tag="figcaption")
    for place in range(1, len(marked) - 2):
        block, credit = marked[place], marked[place + 1]
        if (
            credit.image is None
            and block.image is None
            and credit_lines.is_credit(credit.text)
            and block.tag not in HEADINGS
            and 2 < len(block.text) <= _LONGEST_CAPTION
            and not credit_lines.is_credit(block.text)
            and not boilerplate.is_foot(credit.text)
        ):
            around = (*marked[max(0, place - 2) : place], marked[place + 2])
            text = next(filter(is_running, marked[place + 2 : place + LEAD_BLOCKS]), None)
            has_picture = any(each.image is not None for each in around)
            if has_picture and text is not None and box_of(text) is not box_of(block):
                marked[place] = replace(block, tag="figcaption")
    return marked


def _join_credits(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with a name below "Foto:" in one line with it."""
    joined: list[Block] = []
    for block in blocks:
        above = joined[-1] if joined else block
        is_name = len(block.text) <= _LONGEST_WORD and not SENTENCE_END.search(block.text)
        if (
            is_name
            and block.image is None
            and above.image is None
            and credit_lines.is_bare_credit(above.text)
        ):
            joined[-1] = replace(above, text=f"{above.text} {block.text}")
        else:
            joined.append(block)
    return joined


def is_aside(block: Block, link_lists: dict[Element, bool]) -> bool:
    """Whether a block leads elsewhere or belongs to a picture.

    link_lists: whether lists hold links alone, as it was found for blocks of the same page before.
    """
    linked = sum(map(len, block.links))
    is_link = linked >= 0.85 * len(block.text) and (block.tag != "li" or len(block.text) < 40)
    is_link = is_link or _is_in_link(block)
    if block.tag == "li" and not is_link:
        is_link = linked >= _LINKED * len(block.text) and _is_of_links(block.element, link_lists)
    is_pointer = (
        len(block.text) < 200
        and (linked >= 0.3 * len(block.text) or len(block.text) < 40)
        and boilerplate.is_pointer(block.text)
    )
    return (
        is_caption(block)
        or boilerplate.is_notice(block.text)
        or boilerplate.is_meta_line(block.text)
        or boilerplate.is_filler(block.text)
        or (len(block.text) < _LONGEST_POINTER and block.text.endswith((">>", "»»", "→")))
        or bool(is_pointer)
        or is_link
        or bool(credit_lines.find_picture_line(block.text))
        or boilerplate.is_known_frame(block.text)
    )
