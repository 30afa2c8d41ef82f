"""When an article was published: what stands by its title, what the page announces, its address."""

import copy
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from urllib.parse import urlsplit

from lxml import etree

from bot.archive.date_finder import EARLIEST_YEAR, day_of, find_told
from bot.archive.html_tree import Element, name_of

ANNOUNCED = (
    *(
        "article:published_time",
        "og:article:published_time",
        "og:published_time",
        "datepublished",
        "dc.date.issued",
    ),
    *(
        "dcterms.issued",
        "dcterms.created",
        "dc.date.created",
        "dc.date",
        "dcterms.date",
        "date",
        "pubdate",
        "publishdate",
        "publication_date",
    ),
    *(
        "publish_date",
        "published",
        "sailthru.date",
        "parsely-pub-date",
        "cxenseparse:recs:publishtime",
        "og:pubdate",
        "article.published",
    ),
    *("article_date_original", "originalpublicationdate", "created", "release_date", "last-modified-date"),
)
_URL_DAY = re.compile(r"[/=_-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_HAS_DAY = re.compile(r"(?:19|20)\d\d|\d[./]\s?\d{1,2}[./]")
_PUBLISHED_NAME = re.compile(
    r"publish|pubdate|posted-?on|(?:entry|post|article|news|list)-?date|date-?(?:created|published)|(?:^|"
    r"[\s_-])created(?:$|[\s_-])",
    re.IGNORECASE,
)
_DATED_NAME = re.compile(
    r"(?:^|[\s_-])(?:\w*date|date\w*|datum|time\w*|publi\w*|posted\w*|created?|\w*meta\w*|byline\w*|info\w*|"
    r"erstellt|stand|details|author\w*|submitted)(?=$|[\s_-])",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"aktualisier|zuletzt|geändert|bearbeitet|updated?\b|modif|last (?:edit|change|review)|mise? à jour|"
    r"actualizad|"
    r"aggiornat|zaktualiz|\bupd\b",
    re.IGNORECASE,
)
_PUBLISHED_WORD = re.compile(
    r"(?:ver)?öffentlicht|erschienen|erstellt|publi[ckzé]|\bposted|\bdatum|\bdate\b|\bvom\b|mitteilung|"
    r"meldung|"
    r"online seit|written|\bby\b|\bvon\b|geschrieben|eingestellt|\bpar\b|\bpor\b|uhr,",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:sidebar\w*|widget\w*|related\w*|recommend\w*|comments?\w*|kommentare?\w*|footer\w*|"
    r"teasers?|"
    r"latest\w*|recent\w*|most\w*|popular\w*|more|nav\w*|menu\w*|archive\w*|copyright|similar|weitere\w*|"
    r"slider|"
    r"carousel|list|listing)(?=$|[\s_-])",
    re.IGNORECASE,
)
_EVENT = re.compile(r"(?<!pr)event|termin(?!al|olog)|veranstaltung|kalender|calendar", re.IGNORECASE)
_OF_EVENT = re.compile(
    r"\b(?:start|beginn|ende|wann|termine?|einlass|registriert|mitglied seit|joined)\s?:?$", re.IGNORECASE
)
_HOURS = re.compile(r"[\s/,|·]*\d{1,2}[.:]\d\d\s?(?:uhr\s?)?(?:[–-]|bis)\s?\d", re.IGNORECASE)
"""What only stands beside the day of an event or a person: "Beginn:" before it, "18:00–19:30" behind it."""
_SAYS_PUBLISHED = re.compile(r"\b(?:erschienen|veröffentlicht|publiziert)(?: am)?\s?:?$", re.IGNORECASE)
_BETWEEN = re.compile(r"[|•·–—:,/>()\[\]-]")
_MARKED = etree.XPath("descendant-or-self::*[@datetime or @itemprop or @property]")
_IS_PUBLISHED = re.compile("date(?:Created|Published)")
_LONGEST_SHORT_DAY = 20
_LONGEST_LABEL = 25
_MOST_SHOWN = 400
_LONGEST = 400
_MOST_TEXTS = 2000
_UNREAD = frozenset(("script", "style", "option"))
_DAY_ONLY = time(12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A day that stands for itself on a page: at which place of its elements, and how much speaks for it."""

    when: datetime | date
    weight: int
    place: int
    element: Element
    boxes: tuple[Element, ...] = ()

    @property
    def day(self) -> date:
        """The day as a reader sees it."""
        return day_of(self.when)

    @property
    def is_sure(self) -> bool:
        """Whether enough speaks for it to stand against what the page tells machines."""
        return self.weight >= _SURE


class ShownDays:
    """The days that a page shows; taken before anything of it is dropped."""

    def __init__(self, root: Element, elements: Sequence[Element]) -> None:
        self._found: list[Shown] = []
        self._elements = elements
        for text, element, place in itertools.islice(self._list_texts(root), _MOST_TEXTS):
            if _HAS_DAY.search(text[:_LONGEST]) and len(self._found) < _MOST_SHOWN:
                self._add(text, element, place)

    def _list_texts(self, root: Element) -> Iterator[tuple[str, Element, int]]:
        """Texts with a year in the body, then attributes: each with its element and its place."""
        body = root.find("body")
        if body is None:
            return
        start = self._elements.index(body)
        for place in range(start, len(self._elements)):
            element = self._elements[place]
            text, tail = element.text, element.tail
            has_year = text and (
                "20" in text or "19" in text or (len(text) < _LONGEST_SHORT_DAY and text.count(".") == 2)
            )
            if has_year and element.tag not in _UNREAD:
                yield text, element, place
            if tail and ("20" in tail or "19" in tail) and element is not body:
                yield tail, element.getparent(), place
        place = start
        for element in _MARKED(body):
            place = self._elements.index(element, place)
            if moment := element.get("datetime"):
                yield moment, element, place
            if "date" in (element.get("itemprop") or "") or _IS_PUBLISHED.search(
                element.get("property") or ""
            ):
                yield element.get("content") or "", element, place

    def choose(self, title: Element | None, now: datetime) -> Shown | None:
        """The day that most speaks for being the article's: near its title, named so, in no box beside."""
        around = set() if title is None else set(map(id, title.iterancestors()))
        article = None if title is None else next(title.iterancestors("article", "main"), None)
        at = -1 if title is None else next((n for n, each in enumerate(self._elements) if each is title), -1)
        weighed = [
            replace(each, weight=each.weight + _weigh_place(each, at, around, article))
            for each in self._found
            if _is_possible(each.day, now)
        ]
        return max(weighed, key=lambda each: each.weight, default=None)

    def _add(self, text: str, element: Element, place: int) -> None:
        if shown := _read_shown(text, element, place):
            self._found.append(shown)


def _read_shown(text: str, element: Element, place: int) -> Shown | None:
    text = " ".join(text[:_LONGEST].split())
    told = find_told(text)
    if told is None:
        return None
    before, after = text[: told.start].strip(), text[told.end :].strip()
    before = before or _find_label(element)
    named = " ".join(element.get(name) or "" for name in ("class", "id", "itemprop", "property"))
    is_published = bool(_PUBLISHED_NAME.search(named)) or element.get("pubdate") is not None
    is_named = element.tag == "time" or is_published or bool(_DATED_NAME.search(named))
    if _OF_EVENT.search(before) or _HOURS.match(after):
        return None
    is_said = bool(_PUBLISHED_WORD.search(before[-40:]))
    if not (_is_bare(before, after) or (is_named and len(text) < 120) or (is_said and len(before) < 60)):
        return None
    parent = element.getparent()
    parent_name = "" if parent is None else name_of(parent)
    weight = 3 * is_published + 2 * (element.tag == "time") + 2 * bool(_DATED_NAME.search(named))
    weight += bool(_DATED_NAME.search(parent_name)) + 2 * is_said + (len(before) + len(after) <= 30)
    weight -= 4 * bool(_UPDATED.search(before[-60:])) + 3 * bool(_UPDATED.search(named))
    boxes = (element, *element.iterancestors())
    is_event = any(map(_is_event_box, boxes)) and not _SAYS_PUBLISHED.search(before)
    is_beside = any(box.tag in {"nav", "aside"} for box in boxes)
    is_foot = not (is_published or is_said) and any(box.tag == "footer" for box in boxes)
    if is_event or is_beside or is_foot:
        return None
    return Shown(when=told.when, weight=weight, place=place, element=element, boxes=boxes)


def _find_label(element: Element) -> str:
    """The words before an element in its line, such as "Datum:"."""
    label, parent = element.getprevious(), element.getparent()
    said = (
        "".join((*label.itertext(), label.tail or ""))
        if label is not None
        else parent.text
        if parent is not None
        else ""
    )
    said = " ".join((said or "")[:_LONGEST].split())
    return said if len(said) <= _LONGEST_LABEL else ""


def _is_bare(before: str, after: str) -> bool:
    """Whether a day stands alone or is set apart by a sign, and not in a sentence."""
    if (before + after).rstrip().endswith((".", "!", "?")) and len(before + after) > 20:
        return False
    is_apart = not before or len(before.split()) <= 2 or bool(_BETWEEN.match(before[-1]))
    return is_apart and (not after or len(after.split()) <= 2 or bool(_BETWEEN.match(after[0])))


def _is_event_box(box: Element) -> bool:
    return box.tag not in {"html", "body"} and _names_event(box)


def _weigh_place(shown: Shown, title_at: int, around: set[int], article: Element | None) -> int:
    weight, is_near = 0, False
    if title_at >= 0:
        distance = shown.place - title_at
        is_near = -8 <= distance <= 15
        weight += 3 if is_near else -1 if distance < -20 else 2 if distance <= 40 else 0
    own = list(itertools.takewhile(lambda box: id(box) not in around and box.tag != "body", shown.boxes))
    tags = {box.tag for box in own}
    weight -= (
        ("li" in tags)
        + ("a" in tags)
        + (2 if is_near else 4) * any(_ELSEWHERE.search(name_of(box)) for box in own)
    )
    return weight - _OUTSIDE * (article is not None and all(box is not article for box in shown.boxes))


_OUTSIDE = 8
_SURE = 5
_LIKELY = 0


def decide_published(
    announced: Iterable[str], shown: Shown | None, url: str, *, now: datetime, zone: tzinfo
) -> datetime | None:
    """When an article was published, by what a reader sees at its title, its meta data, its address.

    announced: what meta elements and JSON-LD say, the most trusted first. Aware UTC; the day is the one that
    the page tells, at noon when it tells no time or one of another day here. None when it says none.
    """
    told = [
        (found.when, "/" in text[found.start : found.end])
        for text in announced
        if (found := find_told(text[:100])) and _is_possible(day_of(found.when), now)
    ]
    meta, may_be_swapped = told[0] if told else (None, False)
    addressed = _find_addressed(url, now)
    return _settle(_weigh_told(meta, shown, addressed, may_be_swapped=may_be_swapped), now, zone)


def _weigh_told(
    meta: datetime | date | None, shown: Shown | None, addressed: date | None, *, may_be_swapped: bool
) -> datetime | date | None:
    """may_be_swapped: the meta element's day is written as 1/11/2023, of which either may be the month."""
    if meta and shown:
        day = day_of(meta)
        is_swapped = (shown.day.month, shown.day.day) == (day.day, day.month)
        is_near = abs(shown.day - day) == timedelta(days=1) and shown.weight >= 3
        if shown.day == day or (is_swapped and not may_be_swapped) or addressed == day:
            return meta
        return shown.when if is_near or is_swapped or shown.is_sure else meta
    if meta:
        return meta
    other_way = (addressed.day, addressed.month) if addressed else None
    is_swapped = shown is not None and (shown.day.month, shown.day.day) == other_way
    if shown and shown.is_sure and not is_swapped:
        return shown.when
    if addressed:
        return addressed
    return shown.when if shown and shown.weight >= _LIKELY else None


def _find_addressed(url: str, now: datetime) -> date | None:
    for match in _URL_DAY.finditer(urlsplit(url).path[:2000]):
        try:
            day = date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            continue
        if _is_possible(day, now):
            return day
    return None


def _settle(when: datetime | date | None, now: datetime, zone: tzinfo) -> datetime | None:
    """In UTC, on the day that was told, and never in the future."""
    if when is None:
        return None
    noon = datetime.combine(day_of(when), _DAY_ONLY, zone).astimezone(UTC)
    settled = noon
    if isinstance(when, datetime) and when.time() != time(0):
        told = (when if when.tzinfo else when.replace(tzinfo=zone)).astimezone(UTC)
        is_same_day = told.date() == told.astimezone(zone).date() == day_of(when)
        settled = told if is_same_day else noon
    return min(settled, now)


def _is_possible(day: date, now: datetime) -> bool:
    """Whether something can have been published then: a day ahead of UTC it may be somewhere."""
    return day.year >= EARLIEST_YEAR and day <= (now + timedelta(hours=14)).date()


_NOT_THE_ARTICLE = frozenset({"footer", "nav", "aside"})


def guess_published(root: Element, now: datetime, zone: tzinfo) -> datetime | None:
    """What htmldate makes of other dated elements; not of a footer's year, an event or the running text."""
    import htmldate  # slow to load, and most pages name their date

    article = copy.deepcopy(root)
    for element in list(article.iter("*")):
        if element.tag in _NOT_THE_ARTICLE or _is_event_box(element):
            element.drop_tree()
    guess = htmldate.find_date(article, extensive_search=False, original_date=True, max_date=now)
    return decide_published([guess or ""], None, "", now=now, zone=zone)


def is_of_event(element: Element) -> bool:
    """Whether an element's date is that of an event, by the name of it or of what it stands in."""
    return any(map(_names_event, (element, *element.iterancestors("div", "section", "p", "li", "ul"))))


def _names_event(element: Element) -> bool:
    return bool(_EVENT.search(name_of(element)))
