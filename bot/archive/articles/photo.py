"""The article's photo: which of a page's pictures it is, its caption and its credit."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from urllib.parse import urlsplit

from bot.archive import boilerplate, html_tree
from bot.archive.html_tree import Block, Element
from bot.domain.article import Photo
from bot.domain.errors import NotAnArticle
from bot.domain.urls import canonical_url
from bot.i18n import say

_NO_PHOTO = re.compile(
    r"logo|icon|avatar|gravatar|sprite|pixel|spacer|blank|button|badge|banner|placeholder|platzhalter|emoji|"
    r"(?:^|[^a-zäöü])(?:leer|empty|dummy|transparent|trans|clear|loading|loader|default|lazy|1x1|tracking|"
    r"track|count|counter|captcha|"
    r"paypal|spacer|trenner|werbung|anzeige|advert\w*|ads?|teaser-bg|arrow|pfeil|linie|lupe|valid|w3c|v?css|"
    r"print|acrobat|rss|stars?|sterne|rating|menu|newsletter|steady|patreon|scroll|fan-?shop|offline|"
    r"unterst(?:ue|ü|u)tzen?[_-](?:sie[_-])?uns|jetzt[_-]spenden|back-?to-?top)(?:$|[^a-zäöü])|\.gif$|"
    r"^\d{1,4}[x_]\d{1,4}\.\w+$",
    re.IGNORECASE,
)
_DOUBTFUL = re.compile(
    r"(?:^|[^a-zäöü])(?:header|title|kopf(?:bild)?|thumb(?:nail)?s?|aut(?:h)?or\w*|portrait)(?:$|[^a-zäöü])|-1?\d{1,2}x1?\d{1,2}\.\w+$|"
    r"/(?:[3-9]\d|1\d\d)x(?:[3-9]\d|1\d\d)/|[?&](?:w|width)=1?\d{1,2}(?:$|&)|[?&]\w*thumbnail",
    re.IGNORECASE,
)
"""Names of a site's own header, which may be the article's photo, and of small copies."""
_ELSEWHERE = re.compile(
    r"teaser|related|recommend|aut(?:h)?or|promo|paid|sponsor|adver|side-?bar|newsletter|brand|push|player|header-widget",
    re.IGNORECASE,
)
"""Names of boxes whose pictures are rather another text's."""
_FEW = 5
_TELLS_MORE = 3
"""Boxes around a picture that are looked at, and paragraphs in a box that is more than a teaser."""
_MOST_PHOTOS = 12
_LOGO = re.compile(r"(?:^|[\s_-])\w{0,12}logo(?:$|[\s_-])", re.IGNORECASE)
_NEAREST = 2
_COPY = re.compile(r"(?:[-_](?:\d{2,4}x\d{2,4}|scaled|e\d{9,}))*(?:\.\w{3,4})*$")
"""The end of a file's name by which the copies of one picture differ."""
_NAME_OF_FILE = re.compile(
    r"\S*_\S*|\S*\d\S*|\S+\.\w{3,4}|placeholder|platzhalter|image|bild|foto|photo", re.IGNORECASE
)
_NO_PHOTO_FOLDER = re.compile(
    r"/(?:[\w-]*(?:logos?|icons?|buttons?)|avatars?|toolbar|flags?|smil(?:ie|ey)s?|emoji|ads?|adserver|banners?|werbung|anzeigen?)/|gravatar|/(?:header|print|drucken)\b",
    re.IGNORECASE,
)
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif)$", re.IGNORECASE)
_WIDEST = 2500
_SMALLEST = 200
_CREDITED_WITHIN = 4
_LONGEST_CREDIT = 80
_CREDIT_CLASS = re.compile(r"(?:^|[\s_-])(?:\w{0,5}credits?|copyright|bildquelle)(?:$|[\s_-])", re.IGNORECASE)
_OF_CREDIT = re.compile(
    r"^(?:(?:(?:Foto|Bild(?:quelle)?|Quelle|Photo|Credit|Copyright)s?\s?)?(?::|©|\(c\))|\s)+", re.IGNORECASE
)
_SOURCE_OF_PICTURE = re.compile(r"\s*\(?\b(?:Bild)?[Qq]uelle: ?(?P<name>[^():]{2,60})\)?\.?$")
_PICTURE = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF.{4}WEBP|.{4}ftyp(?:avi[fs]|mif1)", re.DOTALL
)


def check_picture(body: bytes, name: str) -> bytes:
    """The same bytes if they begin like a JPEG, PNG, GIF, WebP or AVIF file. Raises NotAnArticle."""
    if _PICTURE.match(body):
        return body
    raise NotAnArticle(
        say("{name} is no picture that can be used (JPEG, PNG, GIF, WebP or AVIF).", name=name)
    )


def find_photo(blocks: Sequence[Block], base: str, announced: str = "") -> Photo | None:
    """The first real photo among an article's blocks, with the caption that stands at it.

    announced: the picture that the page names for itself; it comes before what may be the site's header.
    """
    if not announced or not may_be_photo(announced):
        found = _list_photos(blocks, base)
        first = next(found, None)
        best = next((each for each in chain((first,), found) if each and not _is_doubtful(each[1])), first)
        return _make_photo(blocks, *best) if best else None
    near = list(islice(_list_photos(blocks, base), _MOST_PHOTOS))
    own = [
        each for each in near if not _is_doubtful(each[1]) and not _is_elsewhere(blocks[each[0]].image, base)
    ]
    same = next((each for each in near if _name_copy(each[1]) == _name_copy(announced)), None)
    if own and (same is None or same in own):
        return _make_photo(blocks, *(same or own[0]))
    return _make_photo(blocks, same[0], announced) if same else Photo(url=announced)


def _list_photos(blocks: Sequence[Block], base: str) -> Iterator[tuple[int, str]]:
    """The places of the pictures that may be photos, and their addresses."""
    for place, block in enumerate(blocks):
        if block.image is None or not (url := find_best_url(block.image, base)):
            continue
        if not boilerplate.is_known_frame(block.text) and not boilerplate.is_tail(block.text):
            yield place, url


def _make_photo(blocks: Sequence[Block], place: int, url: str) -> Photo:
    caption, credit = _find_caption(blocks, place)
    return Photo(url=url, caption=caption, credit=credit)


def _name_copy(url: str) -> str:
    """A picture's file name without what tells its copies apart."""
    return _COPY.sub("", urlsplit(url).path.rpartition("/")[2].lower())


def _is_doubtful(url: str) -> bool:
    """Whether a picture is by its address rather small, or the site's own."""
    return bool(_DOUBTFUL.search(url.partition("//")[2].partition("/")[2]))


def _is_elsewhere(image: Element, base: str) -> bool:
    """Whether a picture stands in a box beside the text, or leads to the page that it is of."""
    boxes = list(islice(image.iterancestors(), _FEW))
    if any(_ELSEWHERE.search(_css(box)) and not _tells_more(box) for box in boxes):
        return True
    target = next((html_tree.join(base, box.get("href")) for box in boxes if box.tag == "a"), "")
    is_page = target.startswith("http") and not _PICTURE_FILE.search(urlsplit(target).path)
    return is_page and canonical_url(target.partition("#")[0]) != canonical_url(base)


def _tells_more(box: Element) -> bool:
    return next(islice(box.iter("p"), _TELLS_MORE, None), None) is not None


def find_best_url(image: Element, base: str) -> str:
    """The address of the largest useful rendition of an <img>; empty when it is decoration."""
    sizes = (image.get("width") or "", image.get("height") or "")
    if any(re.fullmatch(r"\d{1,5}", size) and int(size) < _SMALLEST for size in sizes):
        return ""
    candidates = [each for each in _list_renditions(image, base) if may_be_photo(each[1])]
    url = max(candidates, key=lambda candidate: candidate[0], default=(0, ""))[1]
    is_logo = any(_LOGO.search(_css(box)) for box in islice(image.iterancestors(), _NEAREST))
    return "" if is_logo or _NO_PHOTO.search(_css(image)) else url


def may_be_photo(url: str) -> bool:
    """Whether an address looks like a photo's, not like a logo's or an icon's."""
    path = urlsplit(url).path.lower()
    is_file = url.startswith(("http://", "https://", "file://")) and not path.endswith(".svg")
    is_decoration = _NO_PHOTO_FOLDER.search(urlsplit(url).netloc + path)
    query = urlsplit(url).query.lower()
    name = f"{path.rpartition('/')[2] or query.rpartition('/')[2]}?{query if 'icon' in query else ''}"
    return is_file and not is_decoration and not _NO_PHOTO.search(name.rstrip("?"))


def _list_renditions(image: Element, base: str) -> Iterator[tuple[int, str]]:
    parent = image.getparent()
    if parent is not None and parent.tag == "a" and _PICTURE_FILE.search(parent.get("href") or ""):
        yield 1, html_tree.join(base, parent.get("href"))
    for name in ("src", "data-src", "data-lazy-src", "data-original"):
        if image.get(name) and not image.get(name).startswith("data:"):
            yield 0, html_tree.join(base, image.get(name).strip())
    picture = next(image.iterancestors("picture"), None)  # libxml2 puts each <source> into the last
    elements = [image, *(picture.iter("source") if picture is not None else ())]
    for element in elements:
        for candidate in re.split(r",\s+", element.get("srcset") or element.get("data-srcset") or ""):
            address, _, width = candidate.strip().partition(" ")
            size = re.fullmatch(r"(\d{1,5})w", width.strip())
            if address and size and int(size[1]) <= _WIDEST:
                yield int(size[1]), html_tree.join(base, address)
            elif address and not size and not address.startswith("data:"):
                yield -1 if element.get("media") or width else 0, html_tree.join(base, address)


def _find_caption(blocks: Sequence[Block], at: int) -> tuple[str, str]:
    """Caption and credit of the picture at an index: its figcaption, or lines beside it, or as marked."""
    caption, credit = _read_lines(blocks, at)
    marked = _find_marked_credit(blocks[at].image)
    name = _OF_CREDIT.sub("", marked).strip()
    if name and (not credit or (name in credit and not caption)):
        rest = (caption or credit).replace(marked, "").replace(name, "")
        return rest.strip(" |/–-") or _describe(blocks[at]), name
    return caption, credit


def _read_lines(blocks: Sequence[Block], at: int) -> tuple[str, str]:
    figure = next(blocks[at].image.iterancestors("figure"), None)
    captions = [] if figure is None else [html_tree.text_of(found) for found in figure.iter("figcaption")]
    near = [block.text for block in blocks[at + 1 : at + 3] if block.image is None]
    for text in [*captions, *near, *(block.text for block in blocks[max(0, at - 1) : at])]:
        if line := boilerplate.find_picture_line(text):
            return line.caption or _describe(blocks[at]), line.credit
    caption = captions[0] if captions else _describe(blocks[at])
    named = _SOURCE_OF_PICTURE.search(caption)
    return (caption[: named.start()].rstrip(" |"), named["name"].strip()) if named else (caption, "")


def _find_marked_credit(image: Element) -> str:
    """The words of an element beside a picture whose class says that they are its credit; or nothing."""
    for box in islice(image.iterancestors(), _CREDITED_WITHIN):
        if next(islice(box.iter("img"), 1, None), None) is not None:
            return ""
        for element in box.iter("div", "span", "p", "small", "cite", "em", "figcaption"):
            text = html_tree.text_of(element) if _CREDIT_CLASS.search(_css(element)) else ""
            if 2 < len(text) <= _LONGEST_CREDIT:
                return text
    return ""


def _describe(picture: Block) -> str:
    """A picture's alternative text, unless it is the name of its file; without a credit."""
    line = boilerplate.find_picture_line(picture.text)
    return "" if _NAME_OF_FILE.fullmatch(picture.text) else line.caption if line else picture.text


def _css(element: Element) -> str:
    return element.get("class") or ""
