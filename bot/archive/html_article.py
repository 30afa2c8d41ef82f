"""A page to an article: container, title, text, picture and facts, cleaned."""

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.archive import boilerplate, dates, html_list, html_tree, metadata, photo, publication_date
from bot.archive.html_tree import Block, Element
from bot.domain import urls
from bot.domain.article import Article, Entry, Photo
from bot.domain.errors import ArticleGone, NotAnArticle
from bot.domain.urls import without_login
from bot.i18n import say

_CONTAINERS = (
    ".//*[@itemprop='articleBody']",
    ".//article",
    ".//main",
    ".//*[@role='main']",
    ".//*[@id='content']",
    ".//*[@id='main']",
    ".//*[@id='inhalt']",
)
_JUNK = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|related|comments?|breadcrumbs?|pagination|pager|cookie\w*|sidebar|widget|"
    r"newsletter|author-box|skip-link|screen-reader-text|sr-only|visually-hidden|post-navigation|nav-links|"
    r"entry-footer|footer|menu|navbar|tags-links|print|entry-meta|post-meta|article-info|byline|posted-on|"
    r"cat-links|sharedaddy|backlink|icons|actions)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PASSWORD_FORM = re.compile(r"wp-login\.php\?action=postpass|post_password|post-password-form")
_LEAST_TEXT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that was fetched: its address after redirects and its text."""

    url: str
    text: str


def parse_article(found: Page, entry: Entry, learned: boilerplate.LearnedFrame, now: datetime) -> Article:
    """Read one article. Raises ArticleGone for a password form, NotAnArticle without title or text."""
    if _PASSWORD_FORM.search(found.text):
        raise ArticleGone(say("{url} is protected by a password now.", url=without_login(found.url)))
    root = html_tree.parse_html(found.text, found.url)
    facts = metadata.read_meta(root, found.url, now)
    _drop_junk(root)
    blocks = html_tree.list_blocks(root)
    heading = metadata.decide_title(blocks, facts.titles, entry.title, found.url)
    if heading is None:
        raise NotAnArticle(say("{url} has no title.", url=without_login(found.url)))
    inner, at = _narrow(root, blocks, heading)
    inner = _without_learned(inner, at, found.url, learned)
    text = decide_body(inner, at)
    if sum(map(len, text.paragraphs)) < _LEAST_TEXT:
        raise NotAnArticle(say("{url} has no readable text under its title.", url=without_login(found.url)))
    picture = _find_photo(root, inner, at, facts, found)
    article = _assemble(found, entry, facts, text, html_tree.repair(heading.text), picture)
    published_at = (
        article.published_at or dates.find_date(text.date, now) or publication_date.guess_published(root, now)
    )
    return dataclasses.replace(article, published_at=published_at)


def parse_told_article(found: Page, told: Entry, now: datetime) -> Article:
    """Read an article whose text the site's own interface tells without a frame. Raises NotAnArticle."""
    facts = metadata.read_meta(html_tree.parse_html(found.text, found.url), found.url, now)
    root = html_tree.parse_html(told.html, found.url)
    blocks = html_tree.list_blocks(root)
    text = decide_body(blocks, -1)
    if not told.title or sum(map(len, text.paragraphs)) < _LEAST_TEXT:
        raise NotAnArticle(say("{url} has no title or no readable text.", url=without_login(found.url)))
    picture = told.photo or photo.find_photo(blocks, found.url)
    article = _assemble(found, told, facts, text, html_tree.repair(told.title), picture)
    return dataclasses.replace(article, published_at=article.published_at or dates.find_date(text.date, now))


def parse_inline_article(found: Page, entry: Entry, now: datetime) -> Article:
    """Read one of the articles that a page carries whole. Raises ArticleGone, NotAnArticle."""
    place = entry.url.partition("#")[2]
    anchor, _, words = place.partition(":~:")
    for listed in html_list.parse_inline(found.text, found.url, now):
        at, _, title = listed.url.partition("#")[2].partition(":~:")
        if title == words if words else at == anchor or listed.title == entry.title:
            alone = Page(url=found.url, text=f"<html><body><article>{listed.html}</article></body></html>")
            read = parse_article(alone, listed, boilerplate.LearnedFrame(), now)
            return dataclasses.replace(read, url=entry.url if not words else listed.url, guid=entry.guid)
    raise ArticleGone(say("{url} no longer carries this article.", url=without_login(found.url)))


def list_lines(found: Page) -> list[str]:
    """The lines of a page as they are learned for its site's frame."""
    root = html_tree.parse_html(found.text, found.url)
    _drop_junk(root)
    return [block.text for block in html_tree.list_blocks(root)]


def list_neighbours(found: Page) -> list[str]:
    """Other pages in the same folder of the site which this page links to."""
    root = html_tree.parse_html(found.text, found.url)
    base, own = html_tree.find_base(root, found.url), urls.canonical_url(found.url)
    targets = (html_tree.join(base, link.get("href")).partition("#")[0] for link in root.iter("a"))
    near = (link for link in targets if _folder_of(link) == _folder_of(found.url))
    return [link for link in dict.fromkeys(near) if urls.canonical_url(link) != own and "?" not in link]


def _folder_of(url: str) -> str:
    return urls.canonical_url(url).rpartition("/")[0]


def _drop_junk(root: Element) -> None:
    junk = [
        element
        for element in root.iter(
            "div", "section", "ul", "ol", "dl", "p", "a", "span", "form", "aside", "header"
        )
        if _JUNK.search(f"{element.get('class') or ''} {element.get('id') or ''}")
        and element.find(".//h1") is None
    ]
    for element in junk:
        if element.getparent() is not None and len(html_tree.text_of(element)) < 4000:
            element.drop_tree()


def _narrow(root: Element, blocks: Sequence[Block], heading: metadata.Title) -> tuple[list[Block], int]:
    """The blocks of the article's container, and the title's index in them (-1: above)."""
    start = blocks[heading.block].element if heading.block >= 0 else None
    for xpath in _CONTAINERS:
        for container in root.findall(xpath):
            inside = html_tree.list_blocks(_widen(container, start))
            if sum(len(block.text) for block in inside) >= 2 * _LEAST_TEXT:
                return _place(inside, heading)
    return _place(_range_by_judge(root, list(blocks), heading), heading)


def _widen(container: Element, start: Element | None) -> Element:
    """The container, or the element around it that holds the title too: a lead may stand between them."""
    if start is None:
        return container
    around = {id(ancestor): ancestor for ancestor in (start, *start.iterancestors())}
    return next(around[id(each)] for each in (container, *container.iterancestors()) if id(each) in around)


def _place(blocks: list[Block], heading: metadata.Title) -> tuple[list[Block], int]:
    at = next((i for i, block in enumerate(blocks) if block.text == heading.text), -1)
    return blocks, at


def _range_by_judge(root: Element, blocks: list[Block], heading: metadata.Title) -> list[Block]:
    """On an unknown page: from the title, else from the first to the last block that trafilatura keeps."""
    import trafilatura  # a tenth of a second, which a look without news does without

    judged = trafilatura.extract(
        root, fast=True, include_comments=False, include_tables=True, deduplicate=False
    )
    kept = [
        i
        for i, block in enumerate(blocks)
        if len(block.text) > 12 and block.text in html_tree.squeeze(judged or "")
    ]
    if not kept:
        return blocks
    first = heading.block if 0 <= heading.block <= kept[-1] else kept[0]
    return blocks[first : kept[-1] + 1]


def _without_learned(
    blocks: list[Block], at: int, url: str, learned: boilerplate.LearnedFrame
) -> list[Block]:
    head, rest = blocks[: at + 1], blocks[at + 1 :]
    stays = learned.cut(html_tree.site_of(url), url, [block.text for block in rest])
    return head + [block for block, is_kept in zip(rest, stays, strict=True) if is_kept]


def _find_photo(
    root: Element, blocks: Sequence[Block], at: int, facts: metadata.Meta, found: Page
) -> Photo | None:
    base = html_tree.find_base(root, found.url)
    in_text = photo.find_photo(blocks[max(0, at - 2) :], base)
    return in_text or (Photo(url=facts.image) if facts.image and photo.may_be_photo(facts.image) else None)


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


def _assemble(
    found: Page, entry: Entry, facts: metadata.Meta, text: Body, name: str, picture: Photo | None
) -> Article:
    picture = picture or entry.photo
    if picture and not picture.credit:
        picture = Photo(url=picture.url, caption=picture.caption or text.caption, credit=text.credit)
    return Article(
        url=facts.canonical or urls.without_tracking(found.url),
        title=name,
        text="\n\n".join(text.paragraphs),
        categories=text.categories or entry.categories or facts.sections,
        language=facts.language or "de",
        published_at=entry.published_at or facts.published_at,
        source_line=text.source_line,
        author=text.author or facts.author,
        photo=picture,
        guid=entry.guid,
    )


_SIGNATURE_LENGTH = 90


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
        if boilerplate.is_foot(block.text):
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
    if names := boilerplate.find_categories(block.text, block.links):
        draft.categories = draft.categories or names
    elif picture := _find_picture_line(block):
        draft.caption, draft.credit = draft.caption or picture.caption, draft.credit or picture.credit
    elif not _is_dropped(draft, block):
        text, source = boilerplate.split_source(html_tree.repair(block.text))
        draft.source_line = source or draft.source_line
        if text:
            draft.paragraphs.append(text)


def _find_picture_line(block: Block) -> boilerplate.PictureLine | None:
    if block.tag == "figcaption":
        return boilerplate.find_picture_line(block.text) or boilerplate.PictureLine(
            caption=block.text, credit=""
        )
    return boilerplate.find_picture_line(block.text)


def _is_dropped(draft: _Draft, block: Block) -> bool:
    """Lines that say nothing: frame, file lists, rows of links, a lone date before the text."""
    if boilerplate.find_date(block.text):
        draft.date = draft.date or _find_date(block)
        return not draft.paragraphs
    is_link_row = block.is_only_links and (len(block.links) > 1 or block.tag == "li" or len(block.text) < 40)
    return is_link_row or boilerplate.is_known_frame(block.text) or boilerplate.is_attachment(block.text)


def _find_date(block: Block) -> str:
    is_of_event = block.element is not None and publication_date.is_of_event(block.element)
    return "" if is_of_event else boilerplate.find_date(block.text)


def _take_signature(draft: _Draft) -> None:
    """A letter's end ("Ihr NAME", then the office) is its author, not its text."""
    for at in range(max(1, len(draft.paragraphs) - 3), len(draft.paragraphs)):
        rest = draft.paragraphs[at:]
        name = boilerplate.find_closing(rest[0])
        if name is not None and all(
            len(line) <= _SIGNATURE_LENGTH and not re.search(r"[!?]$", line) for line in rest
        ):
            signed = name or (rest[1] if len(rest) > 1 else "")
            draft.author = boilerplate.find_closing(signed) or signed
            del draft.paragraphs[at:]
            return


def _open_well(draft: _Draft) -> None:
    """Begin with the news: no greeting, no dateline, no heading that repeats; a capital letter."""
    while draft.paragraphs and boilerplate.is_salutation(draft.paragraphs[0]) and len(draft.paragraphs) > 1:
        del draft.paragraphs[0]
        draft.paragraphs[0] = draft.paragraphs[0][:1].upper() + draft.paragraphs[0][1:]
    if draft.paragraphs:
        draft.paragraphs[0] = boilerplate.strip_opening(draft.paragraphs[0])
        if not draft.paragraphs[0]:
            del draft.paragraphs[0]
