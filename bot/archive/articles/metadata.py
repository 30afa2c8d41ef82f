"""What a page says about itself for machines: meta elements, JSON-LD, canonical link, dates, authors."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from bot.archive import boilerplate, html_tree, linked_data
from bot.archive.articles import publication_date
from bot.archive.html_tree import Element, name_of
from bot.archive.linked_data import LinkedData, types_of
from bot.domain.urls import canonical_url, is_same_site

_LANGUAGE = re.compile("[a-z]{2,8}")
_ARTICLE_TYPES = frozenset(
    ("Article", "NewsArticle", "BlogPosting", "Event", "Report", "ReportageNewsArticle", "SocialMediaPosting")
)
_LONGEST_NAME = 40
_IMAGES = ("og:image", "og:image:url", "og:image:secure_url")
_CATEGORY = re.compile(r"(?:^|\s)(?:category-name|news-list-category)(?:$|\s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """Facts a page announces; empty where it says nothing. dates: as written, the most trusted first.

    summaries: what it says it is about, plain, perhaps cut, perhaps about its whole site;
    picture: what it says of the image, perhaps with a credit.
    """

    titles: tuple[str, ...] = ()
    summaries: tuple[str, ...] = ()
    site: str = ""
    canonical: str = ""
    image: str = ""
    picture: tuple[str, ...] = ()
    language: str = ""
    author: str = ""
    sections: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()


def is_announced_article(text: str) -> bool:
    """Whether a page in HTML says to machines that it is one article."""
    root = html_tree.parse_html(text)
    return _read_named(root).get("og:type", "").lower() == "article" or any(
        map(_is_article, linked_data.read_linked(root).list_objects())
    )


def read_meta(root: Element, url: str, told: LinkedData) -> Meta:
    """Read a page's own account of itself; addresses are absolute."""
    named = _read_named(root)
    objects = list(told.list_objects())
    linked = next(filter(_is_article, objects), {})
    page = next((each for each in objects if "WebPage" in types_of(each)), {})
    summaries = (named.get("og:description"), named.get("description"), _text(linked.get("description")))
    titles = (named.get("og:title"), _text(linked.get("headline")), named.get("twitter:title"), _title(root))
    return Meta(
        titles=tuple(dict.fromkeys(html_tree.squeeze(title) for title in titles if title)),
        summaries=tuple(html_tree.repair(html_tree.strip_markup(each)) for each in summaries if each),
        site=html_tree.squeeze(named.get("og:site_name", "")),
        canonical=_find_canonical(root, url),
        image=html_tree.join(url, _find_image(root, named)),
        picture=tuple(_list_of_picture(named, objects, linked)),
        language=_read_language(root.get("lang") or named.get("og:locale", "")),
        author=find_author(root, named, linked.get("author")),
        sections=_find_sections(
            root,
            html_tree.strip_markup(_text(linked.get("articleSection")) or named.get("article:section", "")),
        ),
        dates=_list_dates(named, _text(linked.get("datePublished") or page.get("datePublished"))),
    )


_COPY = re.compile(r"-\d{2,4}x\d{2,4}(?=\.\w{3,4}$)")


def _find_image(root: Element, named: dict[str, str]) -> str:
    """The picture that a page announces: its first, or the whole one where that is a smaller copy."""
    first = next(filter(None, map(named.get, _IMAGES)), "")
    announced = (meta.get("content") for meta in root.iter("meta") if meta.get("property") in _IMAGES)
    whole = _COPY.sub("", first)
    return whole if whole in announced else first


def _list_of_picture(
    named: dict[str, str], objects: Iterable[dict[str, Any]], linked: dict[str, Any]
) -> Iterator[str]:
    """What a page says of the image it announces; a credit that has a field of its own begins with ©."""
    yield from (
        html_tree.squeeze(named[name]) for name in ("og:image:alt", "twitter:image:alt") if name in named
    )
    own = linked.get("image")
    own = own[0] if isinstance(own, list) and own else own
    image = named.get("og:image", "")
    for each in (own, *(item for item in objects if "ImageObject" in types_of(item))):
        if not isinstance(each, dict) or (each is not own and _text(each.get("url")) != image):
            continue
        for name in ("creditText", "copyrightNotice", "author", "creator", "copyrightHolder"):
            if credit := html_tree.strip_markup(_text(each.get(name))):
                yield credit if credit.startswith(("©", "(c)")) else f"© {credit}"
        yield html_tree.strip_markup(_text(each.get("caption")))


_SHORTEST_SUMMARY, _LONGEST_SUMMARY = 60, 450
_ENDS = re.compile(r"(?<![.…])[.!?][“”\"»«]?$")
_TELLING = re.compile(r"[^\W\d_]{5,}")
_STEM = 6
_OF_ARTICLE = 0.5


def decide_summary(told: Iterable[str], title: str, text: str) -> str:
    """The first of several summaries that is whole, and about this article instead of its site; or empty.

    It is, where it shares words with the title and many with the text, or where the text begins with it.
    """
    for summary in map(boilerplate.strip_byline, told):
        if not _SHORTEST_SUMMARY <= len(summary) <= _LONGEST_SUMMARY or not _ENDS.search(summary):
            continue
        stems, of_title = _list_stems(summary), _list_stems(title)
        is_alike = len(stems & (of_title | _list_stems(text))) >= _OF_ARTICLE * len(stems)
        if text.startswith(summary) or (is_alike and stems & of_title):
            return summary
    return ""


def _list_stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _TELLING.findall(text.casefold())}


def _list_dates(named: dict[str, str], linked: str) -> tuple[str, ...]:
    told = [named[name] for name in publication_date.ANNOUNCED if name in named]
    return (*told[:1], linked, *told[1:]) if linked else tuple(told)


def _read_language(tag: str) -> str:
    """The language of "de-DE" or "de_DE"; empty when it is none."""
    language = tag.replace("_", "-").lower().partition("-")[0]
    return language if _LANGUAGE.fullmatch(language) else ""


def _read_named(root: Element) -> dict[str, str]:
    named: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if name and meta.get("content"):
            named.setdefault(name.lower(), meta.get("content"))
    return named


def _is_article(item: dict[str, Any]) -> bool:
    return bool(_ARTICLE_TYPES & set(types_of(item)))


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name", "")
    return value if isinstance(value, str) else ""


def _title(root: Element) -> str:
    title = root.find(".//title")
    return "" if title is None or not title.text else str(title.text)


def _list_links(root: Element, rel: str) -> Iterator[Element]:
    return (link for link in root.iter("link") if rel in (link.get("rel") or "").lower().split())


def _find_canonical(root: Element, url: str) -> str:
    """The page's canonical address if it is believable: on the same site, and no page above this one.

    Some sites name their list there on each article, as if all were one.
    """
    for link in _list_links(root, "canonical"):
        found = html_tree.join(url, link.get("href"))
        is_above = canonical_url(url).startswith(canonical_url(found) + "/")
        if is_same_site(found, url) and not is_above:
            return found
    return ""


def _find_sections(root: Element, announced: str) -> tuple[str, ...]:
    """The categories that a page shows, else the one it announces."""
    linked = (link for link in root.iter("a") if "category" in (link.get("rel") or "").split())
    boxes = (
        box
        for box in root.iter("span", "dd", "div")
        if "category" in (css := box.get("class") or "") and _CATEGORY.search(css)
    )
    shown = [html_tree.squeeze(text).rpartition(":")[2] for box in boxes for text in box.itertext()]
    named = [*map(html_tree.text_of, linked)] or _split(shown) or _split([announced])
    return tuple(dict.fromkeys(name for name in named if 0 < len(name) <= _LONGEST_NAME))


def _split(rows: Iterable[str]) -> list[str]:
    """The names in rows with commas, without the site's own words."""
    names = (name.strip() for row in rows for name in row.split(","))
    return [name for name in names if name and not boilerplate.is_known_frame(name)]


def find_json(root: Element, url: str) -> str:
    """WordPress announces the article as JSON."""
    alternates = (link for link in _list_links(root, "alternate") if link.get("type") == "application/json")
    found = [html_tree.join(url, link.get("href")) for link in alternates]
    return next((link for link in found if "wp/v2/posts/" in link), "")


_LONGEST_AUTHOR = 80
_MOST_AUTHORS = 300
_AUTHOR_NAMED = re.compile(
    r"(?:^|[\s_-])(?:(?:post|entry|article|news|meta|td)?-?(?:author|autor)(?:-?name|en|s|in|link)?|"
    r"byline\w*|auteurs?|verfasser|authorname|writer|documentauthor|authordate)(?=$|[\s_-])",
    re.IGNORECASE,
)
_NOT_AUTHORS = re.compile(
    r"comment|kommentar|leserbrief|related|latest|recommend|image|photo|foto|avatar|licen[cs]e|(?:^|[\s_-])bio(?:$|"
    r"[\s_-])",
    re.IGNORECASE,
)
_AUTHOR_LEAD = re.compile(
    r"^\W*(?:(?:veröffentlicht|eingestellt|erstellt|geschrieben|gepostet|verfasst|posted|written|"
    r"published|publicado|publié|publiziert|post author|pressemitteilung|zum profil|text|beitrag|und|"
    r"autor(?:in)?(?:en)?|author|interview|über|rezept|artikel|beiträge|ein (?:beitrag|artikel|"
    r"gastbeitrag|interview))[\s:]*)*(?:(?:vom|von|by|par|por|di|door)\b)?[\s:]*",
    re.IGNORECASE,
)
_AUTHOR_TAIL = re.compile(
    r"\s*(?:\||//|—|–| - |•|·|\(|,? am \d|,? on \d|\d{1,2}\.\s?\d|\d{1,2}[:.]\d\d|\d{1,2}\. [A-ZJFMASOND]|"
    r"veröffentlicht|published|updated|aktualisiert|\bstand:?\s*(?=\d|$)|alle artikel|mehr von|"
    r"more stories|\b(?:fotos?|bild(?:er)?|photos?|text):).*$",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"https?\b|\w\.(?:de|com|net|org|at|ch|es|fr|it|co\.uk)$|www\.|@|^\W*$|\d{3}|^(?:admin\w*|webmaster|"
    r"editor|gast|guest|user|name|weiter|mehr|autor(?:in)?|author|kommentar\w*|follow|folgen|staff writer|"
    r"view .{0,20}archive|am|on|publisher|zvg|alle beiträge|\d+)$|^copyright\b|\{|\}|=",
    re.IGNORECASE,
)


_PERHAPS_AUTHORS = etree.XPath(
    "//@class[contains(., 'uthor') or contains(., 'utor') or contains(., 'yline') or contains(., 'uteur')]"
    " | //@rel[. = 'author'] | //@itemprop[contains(., 'uthor')]"
)
_JOINED = re.compile(r"\s*[;,]\s*|\s+(?:und|and|&)\s+")
_FIRM = re.compile(
    r"\b(?:GmbH|AG|KG|e\. ?V|Verlag|Landesanstalt|Institut|Ministerium)\b|, (?:Germany|Deutschland)$"
)
_COUNTRY = re.compile(r", [^,]{2,30}, (?:Germany|Deutschland)$")
"""A firm or an office is one author, whatever commas and signs its name has."""
_ADDRESS = re.compile(r"https?\b|www\.|@", re.IGNORECASE)
_INITIAL = re.compile(r"(?:\b\w|\b[JS]r|e\. ?V)\.$")


def find_author(root: Element, named: dict[str, str], linked: Any) -> str:
    """The author's name, several joined by "; "; empty when none is told.

    named: the page's meta elements; linked: the author of its JSON-LD.
    """
    for names in _list_told(root, named, linked):
        if found := _clean_all(names):
            return "; ".join(found)
    return ""


def _list_told(root: Element, named: dict[str, str], linked: Any) -> Iterator[Iterable[str]]:
    yield list(_iterate_linked(linked))
    for name in (
        "author",
        "article:author",
        "dc.creator",
        "dcterms.creator",
        "parsely-author",
        "sailthru.author",
        "article:author_name",
    ):
        told = named.get(name, "")[:200]
        yield [_COUNTRY.sub("", told)] if _FIRM.search(told) else _JOINED.split(told)
    perhaps = dict.fromkeys(attribute.getparent() for attribute in _PERHAPS_AUTHORS(root)[:_MOST_AUTHORS])
    shown = [element for element in perhaps if _is_author(element)]
    for is_best in (_is_exact, lambda _: True):
        for element in shown:
            if (
                is_best(element)
                and not element.get("href", "").startswith("mailto")
                and len(text := html_tree.text_of(element)) <= _LONGEST_AUTHOR + 40
            ):
                yield [text]


def _is_author(element: Element) -> bool:
    is_told = (
        "author" in (element.get("rel") or "").lower().split()
        or "author" in (element.get("itemprop") or "").lower()
    )
    if not is_told and not _AUTHOR_NAMED.search(name_of(element)):
        return False
    boxes = [element, *element.iterancestors()][:3]
    return not any(_NOT_AUTHORS.search(name_of(box)) for box in boxes if box.tag != "body")


def _is_exact(element: Element) -> bool:
    return (
        "author" in (element.get("rel") or "")
        or "author" in (element.get("itemprop") or "")
        or element.tag in {"a", "span"}
    )


def _iterate_linked(linked: Any) -> Iterator[str]:
    for each in linked if isinstance(linked, list) else [linked]:
        if isinstance(each, str):
            yield each
        elif (
            isinstance(each, dict)
            and isinstance(each.get("name"), str)
            and "Organization" not in str(each.get("@type"))
        ):
            yield each["name"]


def _clean_all(names: Iterable[str]) -> list[str]:
    found = dict.fromkeys(filter(None, map(_clean, names)))
    return list(found)[:5]


def _clean(name: str) -> str:
    name = html_tree.squeeze(name[:400])
    if _ADDRESS.search(name):
        return ""
    name = _AUTHOR_TAIL.sub("", _AUTHOR_LEAD.sub("", name)).strip(" ,;:-–|/*»«")
    if name.endswith(".") and not _INITIAL.search(name):
        name = name[:-1]
    is_name = 2 <= len(name) <= _LONGEST_AUTHOR and len(name.split()) <= 7 and not _NO_NAME.search(name)
    return name if is_name else ""
