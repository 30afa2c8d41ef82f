"""A page to an article: container, title, text, picture and facts, cleaned."""

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from bot.archive import boilerplate, date_finder, html_tree, linked_data
from bot.archive.articles import (
    block_kinds,
    body,
    main_text,
    metadata,
    page_kind,
    photo,
    picture_credit,
    publication_date,
    title,
    unavailable,
)
from bot.archive.html_tree import Block, Element
from bot.archive.lists import html_list
from bot.archive.lists.items import list_targets
from bot.domain import urls
from bot.domain.article import Article, Entry, Photo
from bot.domain.errors import ArticleGone, NotAnArticle
from bot.domain.languages import decide_language
from bot.domain.times import format_day
from bot.domain.urls import without_login
from bot.i18n import say

BERLIN = ZoneInfo("Europe/Berlin")
_LEAST_TEXT = 40
_TELLS_LANGUAGE = 1500
"""Characters of a text that tell its language."""
_LONG_BEFORE = timedelta(days=60)
_FAR_ABOVE = 4
_FEWEST_WITH_DAY = 2
_FEWEST_WITH_PORTRAIT = 3
_FEWEST_ARTICLES = 3
_LONGEST_DAY_LINE = 60
_KICKER = 20
_PLACE = re.compile(r"[A-ZÄÖÜ][\w/-]{1,30}(?: [A-ZÄÖÜ][\w/-]{1,30})?\. ")
_WORD = re.compile(r"\w{3}")
_DECORATED = re.compile(r"^[\[(]?[>|:•›]\s*")
_STAMP_END = re.compile(r"\s*(?:(?<=Uhr)|[)|:–—/-])\s*(?=[A-ZÄÖÜ„“\"»«])")
_OF_A_PERSON = re.compile(
    r",? (?:ist|war|arbeitet|schreibt|studiert|studierte|leitet|lebt|lehrt|forscht|berichtet|wurde|geboren|"
    r"Jahrgang|(?:freier? |freie )?(?:Journalist|Autor|Redakteur|Fotograf)(?:in)?|is|was|works|writes)\b"
)
_BORN = re.compile(r"(?:Geboren|Jahrgang) (?:19|20)\d\d\b")
_MOST_ELEMENTS = 20_000
_LONGEST_PAGE = 2_000_000
"""Characters of HTML; the longest real article seen has a third of it."""
_NO_TEXT = re.compile(r"<(script|style|svg)[^<]*+(?:<(?!/\1>)[^<]*+)*+(?:</\1>)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that was fetched: its address after redirects and its text."""

    url: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPage:
    """A page that was parsed once: what it says of itself, and its blocks without frame.

    credit: who took the picture that it announces, as an element beside that says; is_huge: no article has
    so many elements, and a second opinion would take seconds.
    """

    url: str
    root: Element
    facts: metadata.Meta
    days: publication_date.ShownDays
    signs: unavailable.Signs
    linked: linked_data.LinkedData
    json_url: str
    credit: str
    blocks: Sequence[Block]
    asks_password: bool
    is_huge: bool

    @property
    def lines(self) -> list[str]:
        """All lines, as they are learned for the site's frame."""
        return [block.text for block in self.blocks]

    @property
    def said(self) -> list[str]:
        """All that it says of itself and shows."""
        return [*self.facts.titles, *self.lines]


def open_page(found: Page) -> OpenPage:
    """Parse a page and take what is needed of it before its frame is dropped."""
    root = html_tree.parse_html(_shorten(found.text), found.url)
    elements = list(root.iter())  # as long as they are held lxml does not make them anew at each step
    html_tree.show_addresses(root)
    linked = linked_data.read_linked(root)
    facts = metadata.read_meta(root, found.url, linked)
    days = publication_date.ShownDays(root, elements)
    signs = unavailable.read_signs(root, linked)
    asks_password = any(field.get("name") == "post_password" for field in root.iter("input"))
    json_url = metadata.find_json(root, found.url)
    credit = photo.find_credit(elements, html_tree.find_base(root, found.url), facts.image)
    main_text.prune(root, facts.author)
    return OpenPage(
        url=found.url,
        root=root,
        facts=facts,
        days=days,
        signs=signs,
        linked=linked,
        json_url=json_url,
        credit=credit,
        blocks=block_kinds.mark_captions(html_tree.list_blocks(root)),
        asks_password=asks_password,
        is_huge=len(elements) > _MOST_ELEMENTS,
    )


def _shorten(text: str) -> str:
    """A very large page without its scripts, styles and drawings, and no more of it than a second reads."""
    return text if len(text) <= _LONGEST_PAGE else _NO_TEXT.sub("", text)[:_LONGEST_PAGE]


def parse_article(
    found: Page | OpenPage,
    entry: Entry,
    learned: boilerplate.LearnedFrame,
    now: datetime,
    zone: tzinfo = BERLIN,
) -> Article:
    """Read one article. Raises ArticleGone for a password form, NotAnArticle without title or text."""
    page = open_page(found) if isinstance(found, Page) else found
    if page.asks_password:
        raise ArticleGone(say("{url} is protected by a password now.", url=without_login(page.url)))
    heading, inner, at = _find_blocks(page, entry)
    text = _read_body(page, inner, at, learned)
    published_at = _find_published(page, entry, heading, now, zone)
    name = _DECORATED.sub("", title.strip_byline(html_tree.repair(heading.text)))
    name = name if page.facts.language == "fr" else name.replace(" : ", ": ")
    text = _without_head(text, page.facts, name, published_at, zone)
    picture = photo.find_photo(
        inner[max(0, at - 2) :],
        html_tree.find_base(page.root, page.url),
        page.facts.image,
        title=name,
        elsewhere=page.blocks,
        told=page.facts.picture,
        beside=page.credit,
    )
    article = _assemble(page.url, entry, page.facts, text, name.rstrip(" :|–") or name, picture)
    article = dataclasses.replace(_with_details(article, page.linked, zone), published_at=published_at)
    doubts = (
        *unavailable.list_doubts(page.signs, page.lines, name, text.paragraphs, page.url),
        *page_kind.list_doubts(page.signs, article, page.facts, page.blocks, heading.block),
        *_doubt_day(page, entry, heading, now, zone),
        *_doubt_heading(page, heading.block),
    )
    return dataclasses.replace(article, doubts=tuple(dict.fromkeys(doubts)))


def _find_blocks(page: OpenPage, entry: Entry) -> tuple[title.Title, list[Block], int]:
    """The title, the article's blocks, and the title's index in them; raises NotAnArticle without one."""
    kept = body.add_details(page.blocks, main_text.judge(page.root, page.blocks, is_huge=page.is_huge))
    start = main_text.find_start(page.blocks, kept)
    facts = page.facts
    heading = title.decide_title(page.blocks, facts.titles, entry.title, page.url, start, facts.site)
    if heading is None:
        raise NotAnArticle(say("{url} has no title.", url=without_login(page.url)))
    return heading, *_choose(page.blocks, kept, heading)


def _read_body(page: OpenPage, inner: list[Block], at: int, learned: boilerplate.LearnedFrame) -> body.Body:
    text = body.decide_body(_without_learned(inner, at, page.url, learned), at)
    if sum(map(len, text.paragraphs)) < _LEAST_TEXT:
        raise NotAnArticle(say("{url} has no readable text under its title.", url=without_login(page.url)))
    return text


def _without_head(
    text: body.Body, facts: metadata.Meta, name: str, published_at: datetime | None, zone: tzinfo
) -> body.Body:
    """A text without what only repeats title, day and place, or tells who wrote it."""
    paragraphs = _without_title(_without_day(text.paragraphs, published_at, zone), (name, *facts.titles))
    paragraphs = _without_place(paragraphs, facts.summaries)
    paragraphs = _without_portrait(paragraphs, text.author or facts.author)
    return dataclasses.replace(text, paragraphs=paragraphs)


def _doubt_day(
    page: OpenPage, entry: Entry, heading: title.Title, now: datetime, zone: tzinfo
) -> Iterator[str]:
    """What the page says or surely shows of when it was published, long before what the list says."""
    if entry.published_at is None:
        return
    shown = _find_shown(page, heading, now)
    sure = shown if shown and shown.is_sure else None
    told = publication_date.decide_published(page.facts.dates, sure, "", now=now, zone=zone)
    if told and entry.published_at - told > _LONG_BEFORE:
        day = format_day(told, zone)
        yield say("The page itself says {day}, long before the list's day: is it news?", day=day)


def _doubt_heading(page: OpenPage, place: int) -> Iterator[str]:
    """A page of several articles: its title leads to another page, as others of its kind below it do.

    place: the title's in the page's blocks, -1 where it stands elsewhere.
    """
    if place < 0 or page.blocks[place].tag not in html_tree.HEADINGS:
        return
    own = {urls.canonical_url(page.url), urls.canonical_url(page.facts.canonical or page.url)}
    alike = [block for block in page.blocks[place:] if block.tag == page.blocks[place].tag]
    base = html_tree.find_base(page.root, page.url)
    targets = [_find_target(block, base) for block in alike]
    if targets[0] not in {"", *own} and len({*targets} - {""}) >= _FEWEST_ARTICLES:
        yield say("Its text leads to several others: is that a list and no article?")


def _find_target(heading: Block, base: str) -> str:
    """Where a heading leads on its page's own site, as its canonical address; empty without."""
    targets = [] if heading.element is None else list_targets(heading.element, base)
    return next((urls.canonical_url(target) for target in targets if urls.is_same_site(target, base)), "")


_LABELLED = {
    "Wann": re.compile(r"^\W*(?:Wann|Datum|Termin)\b", re.MULTILINE),
    "Ort": re.compile(r"^\W*(?:Wo|(?:Veranstaltungs)?[Oo]rt|Adresse|Treffpunkt)\b", re.MULTILINE),
}


def _with_details(article: Article, linked: linked_data.LinkedData, zone: tzinfo) -> Article:
    """A German article with what its page only tells machines of the event, below the text."""
    told = linked_data.tell_event(linked, article.title, zone) if article.language == "de" else ()
    lines = [line for line in told if not _LABELLED[line.partition(":")[0]].search(article.text)]
    return dataclasses.replace(article, text="\n\n".join((article.text, *lines)))


def _without_day(paragraphs: tuple[str, ...], published_at: datetime | None, zone: tzinfo) -> tuple[str, ...]:
    """The text without a line above it that tells hardly more than the day of publishing."""
    if published_at is None or len(paragraphs) < _FEWEST_WITH_DAY:
        return paragraphs
    line = paragraphs[0]
    told = date_finder.find_told(line) if len(line) <= 2 * _LONGEST_DAY_LINE else None
    again = date_finder.find_told(line[told.end :]) if told else None
    days = (told.end - told.start if told else 0) + (again.end - again.start if again else 0)
    is_line = told is not None and len(line) - days <= _LONGEST_DAY_LINE // 2
    is_same = told is not None and told.day == published_at.astimezone(zone).date()
    if is_line and is_same and not line.endswith("."):
        return paragraphs[1:]
    return (_without_stamp(paragraphs[0], published_at, zone), *paragraphs[1:])


def _without_place(paragraphs: tuple[str, ...], summaries: Sequence[str]) -> tuple[str, ...]:
    """The text without the place and the full stop before a lead which the page tells without them, too."""
    place = _PLACE.match(paragraphs[0]) if paragraphs else None
    lead = paragraphs[0][place.end() :] if place else ""
    return (lead, *paragraphs[1:]) if lead and lead in summaries else paragraphs


def _without_title(paragraphs: tuple[str, ...], names: Sequence[str]) -> tuple[str, ...]:
    """The text without first lines that repeat a title of its, have no word, or name a place alone."""
    told = {re.sub(r"\W", "", name.casefold()) for name in names}
    at = 0
    while at < len(paragraphs) - 1 and (
        any(_repeats(paragraphs[at], bare) for bare in told)
        or not _WORD.search(paragraphs[at])
        or not boilerplate.strip_opening(paragraphs[at])
    ):
        at += 1
    return paragraphs[at:]


def _repeats(line: str, title: str) -> bool:
    """Whether a line is a title without its blanks, perhaps with a kicker before it."""
    said = re.sub(r"\W", "", line.casefold())
    return said == title or (title in said and len(said) <= len(title) + _KICKER and len(title) > _KICKER)


def _without_portrait(paragraphs: tuple[str, ...], authors: str) -> tuple[str, ...]:
    """The text without who its author is: a paragraph at its beginning, or its end from there."""
    names = tuple(name for name in authors.split("; ") if " " in name)
    left = list(paragraphs)
    for end in (-1, -2, 1, 0):
        if len(left) < (1 - end if end < 0 else _FEWEST_WITH_PORTRAIT + end):
            continue
        name = next(filter(left[end].startswith, names), None)
        if name == left[end]:
            del left[end]
        elif (name and _OF_A_PERSON.match(left[end], len(name))) or (end < 0 and _BORN.match(left[end])):
            del left[end : None if end < 0 else end + 1]
    return tuple(left)


def _without_stamp(text: str, published_at: datetime, zone: tzinfo) -> str:
    """A paragraph without the day of publishing, with its time or a sign behind it, at its beginning."""
    told = date_finder.find_told(text[:_LONGEST_DAY_LINE])
    if told is None or told.start > text.startswith("(") or told.day != published_at.astimezone(zone).date():
        return text
    rest = _STAMP_END.match(text, told.end)
    return text[rest.end() :] if rest and len(text) - rest.end() > _LONGEST_DAY_LINE else text


def _find_published(
    page: OpenPage, entry: Entry, heading: title.Title, now: datetime, zone: tzinfo
) -> datetime | None:
    if entry.published_at:
        return entry.published_at
    shown = _find_shown(page, heading, now)
    told = publication_date.decide_published(page.facts.dates, shown, page.url, now=now, zone=zone)
    if told or page.is_huge or any(map(date_finder.find_told, page.facts.dates)):
        return told
    return publication_date.guess_published(page.root, now, zone)


def _find_shown(page: OpenPage, heading: title.Title, now: datetime) -> publication_date.Shown | None:
    named = page.blocks[heading.block].element if heading.block >= 0 else None
    return page.days.choose(named, now)


def _choose(blocks: Sequence[Block], kept: Sequence[int], heading: title.Title) -> tuple[list[Block], int]:
    """The article's blocks, and the title's index in them (-1: it stands elsewhere)."""
    places = main_text.choose(blocks, kept, heading.block)
    labels = {place - 1 for place in places if place and body.is_label(blocks[place - 1])}
    places = sorted({*places, *labels})
    texts = [place for place in places if blocks[place].image is None]
    if heading.block < 0 or (texts and texts[0] < heading.block - _FAR_ABOVE):
        return [blocks[place] for place in places if place != heading.block], -1
    places = sorted({*places, *range(max(0, heading.block - 3), heading.block + 1)})
    return [blocks[place] for place in places], places.index(heading.block)


def parse_told_article(page: OpenPage, told: Entry, now: datetime, zone: tzinfo = BERLIN) -> Article:
    """Read an article whose text the site's own interface tells without a frame. Raises NotAnArticle."""
    facts = page.facts
    root = html_tree.parse_html(told.html, page.url)
    blocks = html_tree.list_blocks(root)
    text = body.decide_body(blocks, -1)
    if not told.title or sum(map(len, text.paragraphs)) < _LEAST_TEXT:
        raise NotAnArticle(say("{url} has no title or no readable text.", url=without_login(page.url)))
    picture = told.photo or photo.find_photo(blocks, page.url)
    article = _assemble(page.url, told, facts, text, html_tree.repair(html_tree.squeeze(told.title)), picture)
    shown = publication_date.decide_published((*facts.dates, text.date), None, page.url, now=now, zone=zone)
    article = dataclasses.replace(article, published_at=told.published_at or shown)
    doubts = page_kind.list_doubts(page.signs, article, facts, page.blocks, -1)
    return dataclasses.replace(article, doubts=doubts)


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


def list_neighbours(found: Page) -> list[str]:
    """Other pages in the same folder of the site which this page links to."""
    root = html_tree.parse_html(found.text, found.url)
    base, own = html_tree.find_base(root, found.url), urls.canonical_url(found.url)
    targets = (html_tree.join(base, link.get("href")).partition("#")[0] for link in root.iter("a"))
    near = (link for link in targets if _folder_of(link) == _folder_of(found.url))
    return [link for link in dict.fromkeys(near) if urls.canonical_url(link) != own and "?" not in link]


def _folder_of(url: str) -> str:
    return urls.canonical_url(url).rpartition("/")[0]


def _without_learned(
    blocks: list[Block], at: int, url: str, learned: boilerplate.LearnedFrame
) -> list[Block]:
    head, rest = blocks[: at + 1], blocks[at + 1 :]
    stays = learned.cut(urls.site_of(url), url, [block.text for block in rest])
    return head + [block for block, is_kept in zip(rest, stays, strict=True) if is_kept]


def _assemble(
    address: str, entry: Entry, facts: metadata.Meta, text: body.Body, name: str, picture: Photo | None
) -> Article:
    return Article(
        url=facts.canonical or urls.without_tracking(address),
        title=name,
        text="\n\n".join(text.paragraphs),
        summary=metadata.decide_summary((*facts.summaries, entry.summary), name, " ".join(text.paragraphs)),
        categories=tuple(
            category
            for category in text.categories or entry.categories or facts.sections
            if category.casefold() != name.casefold()
        ),
        language=decide_language(facts.language, f"{name} {' '.join(text.paragraphs)[:_TELLS_LANGUAGE]}"),
        published_at=entry.published_at,
        source_line=text.source_line,
        author=text.author or facts.author,
        photo=picture_credit.complete(picture or entry.photo, text.pictures, facts.image, title=name),
        guid=entry.guid,
    )
