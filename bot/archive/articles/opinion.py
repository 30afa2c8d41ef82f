"""Whether a page calls its article an opinion: a comment, a column, a review, satire.

Its words would be read as the judgement of whoever posts them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, takewhile
from urllib.parse import unquote, urlsplit

from bot.archive.articles.metadata import Meta
from bot.archive.articles.unavailable import Signs
from bot.archive.html_tree import Block
from bot.domain.article import Article
from bot.i18n import say

_WORDS = (
    r"(?:(?:gast|leser|user)-?)?kommentar|kolumne|glosse|gastbeitrag|leitartikel|meinungs(?:beitrag|artikel|stück)|meinung|"
    r"debattenbeitrag|leserbrief|polemik|satire|(?:buch|film)?rezension|buchbesprechung|opinion|commentary|op-ed"
)
_FILED = re.compile(rf"(?:{_WORDS})(?:e|n|en)?", re.IGNORECASE)
_FOLDER = re.compile(rf"[/_]((?:{_WORDS})(?:e|n|en)?)(?:-[\w-]*)?/", re.IGNORECASE)
_TITLE = re.compile(rf"\W*({_WORDS})\s?[:|–-]\s|.*[\[(]({_WORDS})[\])]$", re.IGNORECASE)
_BYLINE = re.compile(rf"\W*(?:eine?\s)?({_WORDS})\s(?:von|über|zu[rm]?|vo[nm]|de[sr])\b", re.IGNORECASE)
_KICKER = re.compile(rf"\W*({_WORDS})(?:\W*$|:?\s+(?=[A-ZÄÖÜ„»]))", re.IGNORECASE)
_ENDS_SO = re.compile(
    rf"(?:^|[.!?…:–-]\s+)(?:Ein|Eine) ((?i:{_WORDS}))(?: (?:von|über|zu[rm]?|vo[nm]) [^.!?]{{1,60}})?[.!?]?$"
)
_LONGEST_LINE = 120
_BEFORE, _BEHIND = 4, 6
"""Lines around a title that may say of what sort its article is."""
_LEAD, _LONGEST_LEAD = 2, 1500
"""Paragraphs of a text that may end in what it is, and characters of them."""


def find_opinion(signs: Signs, article: Article, facts: Meta, blocks: Sequence[Block], at: int) -> str:
    """What a page calls its article, if that is an opinion, such as "Kolumne"; empty otherwise.

    at: the title's place in the page's blocks, -1 without.
    """
    lead = article.text[:_LONGEST_LEAD].split("\n\n")[:_LEAD]
    filed = (*article.categories, *sorted(signs.filed | signs.sorts))
    folder = unquote(urlsplit(article.url).path).rstrip("/").rpartition("/")[0]
    calls = chain(
        (name for name in filed if _FILED.fullmatch(name)),
        _find(_FOLDER.search, [f"{folder}/"]),
        _find(_TITLE.match, (article.title, *facts.titles)),
        _find(_ENDS_SO.search, (*facts.summaries, *lead)),
        _find(_KICKER.match, filter(_is_line, _list_kickers(blocks, at))),
        _find(_BYLINE.match, takewhile(_is_line, (block.text for block in blocks[max(0, at) :][:_BEHIND]))),
    )
    return next(calls, say("opinion") if "OpinionNewsArticle" in signs.types else "")


def _list_kickers(blocks: Sequence[Block], at: int) -> Iterator[str]:
    """Lines above a title that are no menu, and a heading beneath it."""
    for block in blocks[max(0, at - _BEFORE) : max(0, at)]:
        if block.tag != "li" and (not block.links or block is blocks[at - 1]):
            yield block.text
    around = blocks[max(0, at) : at + 2]
    yield from (block.text for block in around if block.tag in {"h1", "h2"} and not block.links)


def _find(match: Callable[[str], re.Match[str] | None], texts: Iterable[str]) -> Iterator[str]:
    return (found[found.lastindex or 1] for text in texts if (found := match(text[:_LONGEST_LEAD])))


def _is_line(text: str) -> bool:
    return len(text) <= _LONGEST_LINE
