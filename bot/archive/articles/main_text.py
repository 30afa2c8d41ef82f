"""Which of a page's blocks are its article: what trafilatura keeps, what it overlooks, without the tail."""

import functools
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from unicodedata import normalize

from lxml import etree

from bot.archive import boilerplate
from bot.archive.articles.block_kinds import (
    LEAD_BLOCKS,
    SENTENCE_END,
    box_of,
    is_aside,
    is_beside,
    is_running,
    is_short_line,
)
from bot.archive.html_tree import HEADINGS, Block, Element, is_unseen, name_of

_FRAME_WORDS = (
    r"share|sharing|shariff|social\w*|related\w*|comments?|kommentare?|breadcrumbs?|pagination|pager|"
    r"cookies?\w*|"
    r"consent|newsletter\w*|author-?box|author-?bio|about-author|skip-link|screen-reader-text|sr-only|"
    r"visually-hidden|post-navigation|nav-links|entry-footer|navbar|tags-links|tag-list|entry-meta|post-meta|"
    r"twitter-tweet|twitter-video|instagram-media|fb-post|tiktok-embed|bluesky-embed|mastodon-embed|"
    r"rss\w*|browser-?(?:banner|warning|hint|update|upgrade|notice)\w*|outdated\w*|browsehappy|"
    r"article-info|byline|posted-on|cat-links|sharedaddy|backlink|recommend\w*|disqus\w*|footer|menu|modal|popup"
)
_LAYOUT_WORDS = r"sidebar|widget|print|icons|actions"
_FRAME_NAME = re.compile(
    rf"(?:^|(?<!card)[\s_-])(?:({_FRAME_WORDS})|({_LAYOUT_WORDS}))(?=$|[\s_-])", re.IGNORECASE
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BOXES = (
    *("blockquote", "div", "section", "ul", "ol", "dl", "p", "a", "span"),
    *("form", "aside", "header", "table", "figure"),
)
_NOT_SHOWN = ("script", "style", "noscript", "template", "svg", "iframe", "dialog", "head")
_BELOW_TITLE = ("h2", "h3", "h4")
_FURNITURE = ("nav", "footer", "aside")
_ARTICLE_NAME = re.compile(
    r"(?:^|\s)(?:entry-content|(?:post|article)-?(?:body|content|text)|articleBody)(?:$|\s)", re.IGNORECASE
)
_ARTICLE_BOX = re.compile(r"article|content|body", re.IGNORECASE)
_TEXT = etree.XPath("string()", smart_strings=False)
_HIDDEN_TEXT = 400
"""Characters of paragraphs for browsers without scripts that are no notice but the text."""
_LAYOUT_SHARE = 0.4
_SHARE_ALONE, _FAR_MORE = 0.9, 1.5
_LEAST_ALONE = 400
"""Characters of paragraphs that are an article and no notice."""
_LINKED_SHARE = 0.5
_FACE_BOXES, _SHORTEST_PORTRAIT, _LONGEST_PORTRAIT = 5, 40, 600
"""Boxes around a picture, and characters of what tells who an author is, without the name."""
_RUNS_ON = 100
"""Characters of a paragraph that is no line of an address."""
_MOST_BOXES = 400
_LONGEST_FOOTNOTE = 3
_LONGEST_WORD = 40
_FEWEST_WORDS = 3
_FOOTNOTED = re.compile(r"(?:[^\W\d]{4}|[.,;:!?“”\"»)])\s?$")
_LONGEST_PAGE = 1_000_000
"""Characters of text; more is no article, and the second opinion would take seconds."""
_NEAR = 6
_SAYS = re.compile(r"[^\W\d_]{2}")
_WORDS = re.compile(r"[^\W_]+")


def prune(root: Element, authors: str = "") -> None:
    """Take out what is no running text by its element or name, unless it holds most of the page's text.

    authors: who wrote the page, joined by "; ", whose portraits go, too.
    """
    _open_wrappers(root)
    for element in list(root.iter(*_NOT_SHOWN, "sup", *_BELOW_TITLE)):
        is_dropped = element.tag != "head"
        if element.tag == "sup":
            is_dropped = _is_footnote(element)
        elif element.tag in HEADINGS:
            is_dropped = is_unseen(element)
        if is_dropped and element.getparent() is not None:
            element.drop_tree()
    body = root.find("body")
    if body is None:
        return
    _mend_beginnings(body)
    _drop_portraits(body, [name.casefold() for name in authors.split("; ") if name])
    named = _list_named(body)
    links = {link: _length(link) for link in body.iter("a")}
    whole = _length(body) - sum(links.values())
    for is_clear in (True, False):
        boxes = [(box, name) for box, name, is_clearly in named if is_clearly == is_clear]
        whole -= _drop_frame(boxes, whole, links)


def _mend_beginnings(body: Element) -> None:
    """Take out a place that no dash parts from a paragraph's sentence, and close up with a drop capital."""
    for paragraph in body.iter("p"):
        first = paragraph[0] if len(paragraph) and not (paragraph.text or "").strip() else None
        if first is not None and first.tag in {"span", "i", "b", "em", "strong"}:
            name, rest = (first.get("class") or "").lower(), (first.tail or "").lstrip(' \n\t„“"»«')
            is_place = ("dateline" in name or "location" in name) and len(_TEXT(paragraph)) >= _RUNS_ON
            if is_place and rest[:1].isupper():
                first.drop_tree()
            elif _is_initial(first, name):
                behind = first.getnext()
                begins = rest or (behind.text_content() if behind is not None else "").lstrip()
                first.tail = rest if begins[:1].islower() else first.tail


def _is_initial(first: Element, name: str) -> bool:
    """Whether an element is but the first letter of a word; some letters are words of their own."""
    letter = _TEXT(first).strip()
    is_named = "initial" in name or "drop" in name
    return len(letter) == 1 and letter.isupper() and (is_named or letter not in "AIO")


def _drop_portraits(body: Element, names: Sequence[str]) -> None:
    """Take out the boxes that show an author's face and tell who that is."""
    large: set[Element] = set()
    for image in list(body.iter("img")) if names else ():
        if (image.get("alt") or "").casefold().strip() in names or "avatar" in (
            image.get("class") or ""
        ).lower():
            box, name = _find_portrait(image, names, large)
            if box is not None and name and box.getparent() is not None and not _holds_article(box):
                box.drop_tree()
                large.clear()  # what stood around it is smaller now


def _find_portrait(image: Element, names: Sequence[str], large: set[Element]) -> tuple[Element | None, str]:
    """The nearest box around a picture that tells something, and which of the names it tells; or nothing.

    large: boxes found to tell more than who somebody is; those of a whole page are read once.
    """
    for box in itertools.islice(image.iterancestors("div", "section", "p"), _FACE_BOXES):
        if box in large:
            break
        text = " ".join(_TEXT(box).split()).casefold()
        if len(text) > _LONGEST_PORTRAIT:
            large.add(box)
            break
        name = next((name for name in names if name in text), "")
        if len(text) >= len(name) + _SHORTEST_PORTRAIT:
            return box, name
    return None, ""


def _open_wrappers(root: Element) -> None:
    """Show what a page wraps by mistake into a control, or only says to browsers without scripts."""
    for element in root.iter("button", "noscript"):
        holds_text = (
            next(element.iter("main", "article", "h1"), None) is not None
            if element.tag == "button"
            else sum(map(_length, element.iter("p"))) > _HIDDEN_TEXT
        )
        if holds_text:
            element.tag = "div"


def _is_footnote(raised: Element) -> bool:
    """Whether raised figures behind a word point to a footnote; behind "m" and "km" they are a power."""
    figures = (raised.text_content() or "").strip(" []()*,")
    if not figures.isdecimal() or len(figures) > _LONGEST_FOOTNOTE:
        return False
    before = raised.getprevious()
    said = (raised.getparent().text if before is None else before.tail or before.text_content()) or ""
    return bool(_FOOTNOTED.search(said[-_LONGEST_WORD:]))


def _drop_frame(named: Sequence[tuple[Element, str]], whole: int, links: Mapping[Element, int]) -> int:
    """Drop boxes by their names, and count what they held of the page's text, links aside.

    A name that holds much of it is one of the page's layout. A box that holds much of it alone is a wrapper.
    """
    dropped = 0
    narrow = list(_list_outermost(named, whole, links))
    held: dict[str, int] = defaultdict(int)
    for _, name, text, linked in narrow:
        held[name] += text - linked
    for box, name, text, linked in narrow:
        is_layout = held[name] > _LAYOUT_SHARE * whole
        if box.getparent() is not None and not (is_layout and linked < _LINKED_SHARE * max(text, 1)):
            dropped += text - linked
            box.drop_tree()
    return dropped


def _list_outermost(
    named: Sequence[tuple[Element, str]], whole: int, links: Mapping[Element, int]
) -> Iterator[tuple[Element, str, int, int]]:
    """Boxes that stand in none but wrappers, with the length of their text and of its links."""
    around: Element = None
    for box, name in named[:_MOST_BOXES]:
        if around is not None and any(outer is around for outer in box.iterancestors()):
            continue
        text, linked = _length(box), sum(links[link] for link in box.iter("a"))
        if text - linked > _LAYOUT_SHARE * whole or _holds_article(box):
            box.tag = "div" if box.tag in _FURNITURE else box.tag
        else:
            around = box
            yield box, name, text, linked


def _holds_article(box: Element) -> bool:
    if any(next(box.iter(tag), None) is not None for tag in ("h1", "main")):
        return True
    return any(
        _ARTICLE_NAME.search(f"{each.get('class') or ''} {each.get('itemprop') or ''}")
        for each in box.iter("div", "section", "article")
    )


def _list_named(root: Element) -> list[tuple[Element, str, bool]]:
    """The boxes below an element that are named like frame, and whether their name is clear."""
    found = []
    for element in root.iter(*_BOXES, *_FURNITURE):
        if element is root:
            continue
        if element.tag in _FURNITURE:
            found.append((element, element.tag, True))
        elif (name := name_of(element)) != " " and (named := _find_frame_word(name)):
            found.append((element, *named))
    return found


@functools.lru_cache(maxsize=4000)
def _find_frame_word(name: str) -> tuple[str, bool] | None:
    """The word of a box's name that speaks of frame, and whether it is clear; themes repeat their names."""
    match = _FRAME_NAME.search(_CAMEL.sub("-", name))
    return ((match[1] or match[2]).lower(), match[1] is not None) if match else None


def _length(element: Element) -> int:
    text = (_TEXT(element) if len(element) else element.text) or ""
    return len(text) - sum(map(text.count, " \n\r\t"))


def judge(root: Element, blocks: Sequence[Block], *, is_huge: bool = False) -> list[int]:
    """The places of the blocks that are the article's in a pruned page: all of one box, or what two keep.

    The box is that which holds nearly all paragraphs, as on three pages of ten, and trafilatura, a third of
    what reading costs, is not asked; or one that holds far more than trafilatura keeps. All paragraphs when
    it keeps no sentence, as of a page whose menus hold more words than its text.
    """
    texts = [place for place, block in enumerate(blocks) if block.image is None]
    paragraphs = [place for place in texts if is_running(blocks[place])]
    held: Counter[Element] = Counter()
    for place in paragraphs:
        held[box_of(blocks[place])] += len(blocks[place].text)
    box, most = max(held.items(), key=lambda each: each[1], default=(None, 0))
    is_article = box is not None and most >= _LEAST_ALONE
    if is_article and most >= _SHARE_ALONE * held.total():
        return _list_from(box, blocks, texts, paragraphs)
    kept = list(_list_kept(blocks, texts, "" if is_huge else _judge(root)))
    if is_article and most > _FAR_MORE * _measure(blocks, kept):
        return _list_from(box, blocks, texts, paragraphs)
    if any(SENTENCE_END.search(blocks[place].text) for place in kept):
        return kept
    return paragraphs or kept or texts


def _list_from(
    box: Element, blocks: Sequence[Block], texts: Sequence[int], paragraphs: Sequence[int]
) -> list[int]:
    """All that stands in a box, without labels and figures at its top, and the paragraphs right above it."""
    inside = [place for place in texts if _stands_in(blocks[place], box)]
    first = next(place for place in paragraphs if place >= inside[0])
    above = [place for place in paragraphs if inside[0] - LEAD_BLOCKS <= place < inside[0]]
    return [*above, *(place for place in inside if place >= first or _says_something(blocks[place]))]


def _says_something(block: Block) -> bool:
    return len(_WORDS.findall(block.text)) >= _FEWEST_WORDS


def _stands_in(block: Block, box: Element) -> bool:
    return block.element is not None and any(around is box for around in block.element.iterancestors())


def _list_kept(blocks: Sequence[Block], texts: Sequence[int], judged: str) -> Iterator[int]:
    """The texts that are part of the judged one: each is looked for first where the last one stood."""
    at = 0
    for place in texts:
        bare = _bare(blocks[place].text)
        if not bare:
            continue
        found = judged.find(bare, at)
        if found < 0:
            found = judged.find(bare, 0, at + len(bare))
        if found >= 0:
            at = found
            yield place


def find_start(blocks: Sequence[Block], kept: Sequence[int]) -> int:
    """The place of the first running text among those kept; -1 without any."""
    texts = (place for place in kept if blocks[place].tag not in HEADINGS and len(blocks[place].text) >= 60)
    return next((place for place in texts if not boilerplate.is_notice(blocks[place].text)), -1)


def choose(blocks: Sequence[Block], kept: Sequence[int], title_at: int) -> list[int]:
    """The places of an article's blocks, in their order, with pictures and their captions.

    title_at: the title's place among the blocks, -1 when it is not there.
    """
    if not kept:
        return []
    kept = _near(blocks, _below(blocks, kept, title_at), title_at)
    start = title_at if 0 <= title_at < kept[0] and kept[0] - title_at <= LEAD_BLOCKS else kept[0] - 1
    chosen = set(kept) - {title_at}
    chosen.update(
        place for place in range(start + 1, kept[0]) if is_running(blocks[place], may_be_heading=True)
    )
    homes = Counter(_name_home(blocks[place]) for place in kept)
    homes[None] = 0
    end = min(len(blocks), kept[-1] + LEAD_BLOCKS)
    end = next((place for place in range(kept[-1] + 1, end) if _opens_another(blocks[place], homes)), end)
    chosen.update(
        place
        for place in range(kept[0], end)
        if homes[_name_home(blocks[place])] > 1 and is_running(blocks[place])
    )
    chosen.update(_list_second_half(blocks, kept))
    chosen.difference_update(_list_summed_up(blocks))
    link_lists: dict[Element, bool] = {}
    text = [place for place in sorted(chosen) if not is_aside(blocks[place], link_lists)]
    text = _without_tail(blocks, text)
    if not text:
        return []
    first = min(text[0], title_at) if title_at >= 0 else text[0]
    around = range(max(0, first - _NEAR), min(len(blocks), text[-1] + _NEAR))
    last_picture = text[-1] + _NEAR // 2
    chosen = set(text)
    chosen.update(
        place
        for place in around
        if place not in chosen
        and (blocks[place].image is None or place <= last_picture)
        and is_beside(blocks[place])
    )
    return sorted(chosen)


def _list_second_half(blocks: Sequence[Block], kept: Sequence[int]) -> list[int]:
    """Paragraphs that follow at once and are more than all that is kept: the opinion ended too early."""
    start = next((place for place in reversed(kept) if is_running(blocks[place])), kept[-1]) + 1
    box = box_of(blocks[start]) if start < len(blocks) else None
    more = list(
        itertools.takewhile(
            lambda place: (
                is_running(blocks[place]) or (blocks[place].tag == "p" and box_of(blocks[place]) is box)
            ),
            range(start, len(blocks)),
        )
    )
    return more if _measure(blocks, more) > _measure(blocks, kept) else []


def _below(blocks: Sequence[Block], kept: Sequence[int], title_at: int) -> list[int]:
    """What stands below the title, unless most stands above it: then it is no title of this text."""
    below = [place for place in kept if place > title_at]
    return below if _measure(blocks, below) >= 0.6 * _measure(blocks, kept) else list(kept)


def _name_home(block: Block) -> Any:
    """The box of a paragraph; a text that advertisements part stands in several with one name."""
    box = box_of(block)
    name = "" if box is None else box.get("class") or ""
    return (box.tag, name) if box is not None and _ARTICLE_BOX.search(name) else box


def _opens_another(block: Block, homes: Mapping[Any, int]) -> bool:
    """Whether a heading stands where no paragraph of the text does, as the next post's title."""
    return block.tag in {"h1", "h2"} and not homes.get(_name_home(block))


def _near(blocks: Sequence[Block], kept: list[int], title_at: int) -> list[int]:
    """What runs right below the title, if that is more than what is kept far from it: another text."""
    if title_at < 0 or kept[0] - title_at <= LEAD_BLOCKS:
        return kept
    running: dict[Element, list[int]] = {}
    for place in range(title_at + 1, len(blocks)):
        box = box_of(blocks[place])
        if (
            box is not None
            and (box in running or place - title_at <= LEAD_BLOCKS)
            and is_running(blocks[place])
        ):
            running.setdefault(box, []).append(place)
    near = max(running.values(), key=lambda places: _measure(blocks, places), default=[])
    return near if _measure(blocks, near) > _measure(blocks, kept) else kept


def _measure(blocks: Sequence[Block], places: Sequence[int]) -> int:
    return sum(len(blocks[place].text) for place in places)


def _list_summed_up(blocks: Sequence[Block]) -> Iterator[int]:
    """The points below a line which says that a machine summed up the text in them."""
    for place, block in enumerate(blocks):
        if block.image is None and boilerplate.sums_up(block.text):
            points = itertools.takewhile(lambda each: each[1].tag == "li", enumerate(blocks[place + 1 :]))
            yield from (place + 1 + below for below, _ in points)


def _judge(root: Element) -> str:
    import trafilatura  # a tenth of a second, which a look without news does without
    from trafilatura.settings import Document

    if _length(root) > _LONGEST_PAGE:
        return ""
    head = root.find("head")
    if head is not None:
        root.remove(head)  # it is copied four times otherwise
    kept = trafilatura.bare_extraction(root, options=_read_options())
    if head is not None:
        root.insert(0, head)
    return _bare(normalize("NFC", kept.raw_text or "")) if isinstance(kept, Document) else ""


@functools.cache
def _read_options() -> Any:
    """How trafilatura is asked; it reads its settings anew at each call otherwise."""
    from trafilatura.settings import Extractor

    return Extractor(output_format="txt", fast=True, comments=False)


def _bare(text: str) -> str:
    return "".join(_WORDS.findall(text))


def _without_tail(blocks: Sequence[Block], places: list[int]) -> list[int]:
    """The text without its foot; what would leave less than half is no foot."""
    text = _without_sections(blocks, places)
    whole = left = _measure(blocks, text)
    while text and _is_tail(blocks[text[-1]]):
        left -= len(blocks[text[-1]].text)
        if left < 0.5 * whole:
            break
        text.pop()
    return text


_LONGEST_FOOT = 600


def _without_sections(blocks: Sequence[Block], places: Sequence[int]) -> list[int]:
    """The text without sections whose title says that they are not the article's, and without its foot."""
    if not places:
        return []
    chosen, dropped, at, last = set(places), set[int](), places[0] + 1, places[-1]
    while at <= last:
        block = blocks[at]
        if block.image is None and boilerplate.is_foot(block.text):
            is_below = any(is_running(blocks[place]) for place in chosen if place < at)
            end = last + 1 if is_below else at + 1
        elif block.image is None and is_short_line(block) and boilerplate.is_foot_title(block.text):
            end = _find_section_end(blocks, at, last)
            before = _measure(blocks, [place for place in chosen if place < at])
            if _measure(blocks, [place for place in chosen if at < place < end]) > max(_LONGEST_FOOT, before):
                end = at + 1
        else:
            at += 1
            continue
        dropped.update(range(at, end))
        at = end
    return [place for place in places if place not in dropped]


def _find_section_end(blocks: Sequence[Block], start: int, last: int) -> int:
    """Where the next section begins, or the end."""
    tag = blocks[start].tag
    for at in range(start, last + 1):
        block = blocks[at]
        if tag not in HEADINGS and is_running(block):
            return at
        if (
            block.tag in HEADINGS
            and block.tag <= (tag if tag in HEADINGS else "h6")
            and not boilerplate.is_foot_title(block.text)
        ):
            return at
    return last + 1


def _is_tail(block: Block) -> bool:
    is_heading = block.tag in HEADINGS and not is_running(block, may_be_heading=True)
    return (
        is_heading
        or not _SAYS.search(block.text)
        or (len(block.text) < 500 and boilerplate.is_tail(block.text))
    )
