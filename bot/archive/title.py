"""Which of a page's headings is the article's title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from bot.archive import frame, lines
from bot.archive.page import HEADINGS, Block, Element

_LEVEL_WEIGHT = {"h1": 2.0, "h2": 1.5, "h3": 1.0}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_MOST_LINES = 12
_LONGEST = 180
"""Characters; the longest title seen on the association's site has 173."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The title, and the index of its block; -1 when only the page's meta data name it."""

    text: str
    block: int


def decide_title(blocks: Sequence[Block], announced: Sequence[str], listed: str, url: str) -> Title | None:
    """Weigh headings by level, by what meta data and listing call the article, and by the address.

    announced: titles of the page's meta data, perhaps with the site's name; listed: the listing's, or "".
    """
    candidates = [i for i, block in enumerate(blocks) if _may_be_title(block)]
    if not any(blocks[i].tag in HEADINGS for i in candidates):
        candidates = candidates[:_MOST_LINES]
    else:
        candidates = [i for i in candidates if blocks[i].tag in HEADINGS]
    weights = {
        i: _weigh(blocks[i], announced, listed, url) - order / 100 for order, i in enumerate(candidates)
    }
    best = max(weights, key=lambda i: weights[i], default=None)
    if best is not None and weights[best] >= 1:
        return Title(text=blocks[best].text, block=best)
    if fallback := listed or _announced_title(announced):
        return Title(text=fallback, block=-1)
    return None if best is None else Title(text=blocks[best].text, block=best)


def _may_be_title(block: Block) -> bool:
    is_text = block.image is None and 3 <= len(block.text) <= 300
    is_frame = frame.is_known_frame(block.text) or frame.is_foot(block.text)
    return is_text and not is_frame and not lines.find_date(block.text) and not _is_category_row(block)


def _is_category_row(block: Block) -> bool:
    return bool(lines.find_categories(block.text, block.links))


def _weigh(block: Block, announced: Sequence[str], listed: str, url: str) -> float:
    weight = _LEVEL_WEIGHT.get(block.tag, 0.0) - (1 if len(block.text) > _LONGEST else 0)
    text = _fold(block.text)
    if listed and _fold(listed) == text:
        weight += 3
    if block.element is not None and _is_page_header(block.element):
        weight -= 2
    if any(_is_announced(text, _fold(title)) for title in announced):
        weight += 2
    css = (
        (block.element.get("class") or "") + (block.element.get("itemprop") or "")
        if block.element is not None
        else ""
    )
    if re.search(r"headline|entry-title|post-title|article-title", css.lower()):
        weight += 1
    return weight + 2 * _slug_likeness(text, url)


def _is_page_header(element: Element) -> bool:
    is_header = next(element.iterancestors("header"), None) is not None
    return is_header and next(element.iterancestors("article", "main"), None) is None


def _is_announced(text: str, announced: str) -> bool:
    return bool(text) and text in announced and len(text) >= 0.4 * len(announced)


def _slug_likeness(text: str, url: str) -> float:
    """Share of the title's words that stand in the address, which is not edited when a title is."""
    words = set(re.findall(r"[a-z0-9]{3,}", text.translate(_UMLAUTS)))
    slug = set(re.findall(r"[a-z0-9]{3,}", unquote(urlsplit(url).path).casefold().translate(_UMLAUTS)))
    return len(words & slug) / len(words) if words else 0.0


def _fold(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


def _announced_title(announced: Sequence[str]) -> str:
    """Of several forms the one without the site's name; of one alone what stands before the separator."""
    short = [a for a in announced if any(b != a and b.startswith(a) for b in announced)]
    return short[0] if short else next(map(_without_site, announced), "")


def _without_site(title: str) -> str:
    """A <title> without the site's name behind the last separator."""
    head, separator, _ = re.sub(r"\s+[|»–-]\s+", "\x00", title).rpartition("\x00")
    return title[: len(head)] if separator and head else title
