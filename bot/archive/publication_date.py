"""When an article was published, as its page says in one of many ways."""

import copy
import re
from datetime import datetime
from urllib.parse import urlsplit

from lxml import html

from bot.archive import dates, html_tree
from bot.archive.html_tree import Element

_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "pubdate",
    "date",
)
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)")
_NOT_THE_ARTICLE = frozenset({"footer", "nav", "aside"})
_EVENT = re.compile(r"event|termin|veranstaltung", re.IGNORECASE)
_LONGEST_DATE = 60
_DATED = re.compile(
    r"(?:^|[\s-])(?:published|posted-on|pubdate|news-list-date|entry-date|created)(?:$|[\s-])"
)


def find_published(
    root: Element, named: dict[str, str], announced: str, url: str, now: datetime
) -> datetime | None:
    """The date under which a page says it was published.

    named: its meta elements; announced: what its JSON-LD says. Dates in the text are events, not this.
    """
    candidates = [named[name] for name in _PUBLISHED if name in named]
    candidates.insert(0, announced)
    for time in root.iter("time"):
        is_publishing = (
            "published" in (time.get("itemprop") or "").lower() + (time.get("class") or "").lower()
        )
        if is_publishing or time.get("pubdate") is not None:
            candidates.append(time.get("datetime") or "".join(time.itertext()))
    shown = (
        element
        for element in root.iter("span", "p", "div", "dd")
        if _DATED.search(element.get("class") or "")
    )
    candidates += [text for element in shown if len(text := html_tree.text_of(element)) < _LONGEST_DATE]
    if match := _URL_DATE.search(urlsplit(url).path + "/"):
        candidates.append(f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}")
    return next(filter(None, (dates.find_date(candidate, now) for candidate in candidates)), None)


def guess_published(root: Element, now: datetime) -> datetime | None:
    """What htmldate makes of other dated elements; not of a footer's year, an event or the running text."""
    import htmldate  # slow to load, and most pages name their date

    article = copy.deepcopy(root)
    for element in list(article.iter("*")):
        if element.tag in _NOT_THE_ARTICLE or (element.tag not in {"html", "body"} and _names_event(element)):
            element.drop_tree()
    text = html.tostring(article, encoding="unicode")
    guess = htmldate.find_date(text, extensive_search=False, original_date=True, max_date=now)
    return dates.find_date(guess or "", now)


def is_of_event(element: Element) -> bool:
    """Whether an element's date is that of an event, by the name of it or of what it stands in."""
    return any(map(_names_event, (element, *element.iterancestors("div", "section", "p", "li", "ul"))))


def _names_event(element: Element) -> bool:
    return bool(_EVENT.search(f"{element.get('class') or ''} {element.get('id') or ''}"))
