"""The article's photo: which of a page's pictures it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from urllib.parse import unquote, urlsplit

from bot.archive import boilerplate, html_tree
from bot.archive.articles import picture_credit
from bot.archive.html_tree import Block, Element
from bot.domain.article import Photo
from bot.domain.errors import NotAnArticle
from bot.domain.urls import canonical_url
from bot.i18n import say

_NO_PHOTO = re.compile(
    r"logo|icon|avatar|gravatar|sprite|pixel|spacer|blank|button|badge|banner|placeholder|platzhalter|emoji|"
    r"(?:^|[^a-zäöü])(?:leer|empty|dummy|transparent|trans|clear|loading|loader|default|lazy|1x1|tracking|"
    r"track|count|counter|captcha|qr(?:[-_]?code)?|"
    r"paypal|spacer|trenner|werbung|anzeige|adverts?|advertising|ads?|teaser-bg|arrow|pfeil|linie|lupe|valid|w3c|v?css|"
    r"print|acrobat|rss|stars?|sterne|rating|menu|newsletter|steady|patreon|scroll|fan-?shop|offline|"
    r"unterschrift|signature?|"
    r"unterst(?:ue|ü|u)tzen?[_-](?:sie[_-])?uns|jetzt[_-]spenden|back-?to-?top)(?:$|[^a-zäöü])|\.gif$|"
    r"^\d{1,4}[x_]\d{1,4}\.\w+$|fallback|(?:profile|entry)-picture|no-?im(?:g|age)[._-]|favicon",
    re.IGNORECASE,
)
_DOUBTFUL = re.compile(
    r"(?:^|[^a-zäöü])(?:header|title|kopf(?:bild)?|thumb(?:nail)?s?|aut(?:h)?or\w*|portrait|"
    r"ansprechpartner\w*|kontakte?|contacts?|mitarbeit\w*)(?:$|[^a-zäöü])|-1?\d{1,2}x1?\d{1,2}\.\w+$|"
    r"/(?:[3-9]\d|1\d\d)x(?:[3-9]\d|1\d\d)/|[?&](?:w|width)=1?\d{1,2}(?:$|&)|[?&]\w*thumbnail",
    re.IGNORECASE,
)
"""Names of a site's own header, which may be the article's photo, and of small copies."""
_TINY = re.compile(r"[?&/,](?:w|h|width|height)[=_]\d{1,2}(?=[&,/]|$)")
"""An image server's address of a rendition below 100 pixels."""
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
_FACE = re.compile(r"\bavatar\b|\bprofilbild\b|\bqr-?\s?code\b|^\W*logo\b", re.IGNORECASE)
"""How a picture's own words call what is no photo of anything."""
_REDUCED = re.compile(
    r"-[1-5]?\d{2}x\d{2,4}\.\w{3,4}(?:\?|$)|[?&]resize=\d{2,3}\D|/styles/[\w-]*(?:small|thumb|mobile)"
)
"""An address of a copy of less pixels."""
_LATE = re.compile(r"lazy|load(?:ing|er)", re.IGNORECASE)
"""How classes call a picture that a script loads when it is seen."""
_NEAREST = 2
_LONGEST_NAME = 200
_TELLING_NAME = 6
"""Characters of a file's name, which are more than "file" or "image"."""
_STEM = 6
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_COPY = re.compile(
    r"(?:~?[-_](?:\d{2,4}x\d{2,4}|scaled|e\d{9,}|[0-9a-f]{8,12}|[0-9a-f]{5}_f\w{0,4}|v-\w{1,40}))*(?:\.\w{3,4})*$"
)
"""The end of a file's name by which the copies of one picture differ."""
_NO_PHOTO_FOLDER = re.compile(
    r"/(?:[\w-]*(?:logos?|icons?|buttons?)|avatars?|accounts?|toolbar|flags?|smil(?:ie|ey)s?|emoji|ads?|adserver|banners?|werbung|anzeigen?)/|gravatar|/(?:header|print|drucken)\b|"
    r"/styles/[\w-]+/images?/|/(?:themes?|templates?|fallback|default-images?|partners?|sponsor(?:en|s)?|typo3temp/(?:gb|menu))/",
    re.IGNORECASE,
)
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif)$", re.IGNORECASE)
_WIDEST = 2500
_WIDE_ENOUGH = 600
"""Pixels of a rendition from which on it is as good as the picture that it leads to."""
_SMALLEST = 200
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


def find_photo(  # noqa: PLR0913  what decides the choice
    blocks: Sequence[Block],
    base: str,
    announced: str = "",
    *,
    title: str = "",
    elsewhere: Sequence[Block] = (),
    told: Sequence[str] = (),
    beside: str = "",
) -> Photo | None:
    """The first real photo among an article's blocks, with the caption that stands at it.

    announced: the picture that the page names for itself; it comes before what may be the site's header,
    and before one whose words have less of the title, or no more where it stands on the page, too.
    elsewhere: the whole page's blocks; told: what its meta data say of the announced one;
    beside: who took that, as an element beside a copy of it says.
    """
    if not announced or not may_be_photo(announced):
        found = (each for each in _list_photos(blocks, base) if _is_own(blocks, each[0], base))
        first = next(found, None)
        best = next((each for each in chain((first,), found) if each and not _is_doubtful(each[1])), first)
        return _make_photo(blocks, *best) if best else None
    near = list(islice(_list_photos(blocks, base), _MOST_PHOTOS))
    own = [
        each for each in near if not _is_doubtful(each[1]) and not _is_elsewhere(blocks[each[0]].image, base)
    ]
    same = next((each for each in near if _name_copy(each[1]) == _name_copy(announced)), None)
    shown = None if same else _find_copy(elsewhere, announced, base)
    if own and same is None:
        place, url = own[0]
        likeness = _count_shared(title, _words_of(url), blocks[place].text)
        is_shown = shown is not None and not _is_doubtful(announced)
        own = own if likeness >= _count_shared(title, _words_of(announced), *told) + is_shown else []
    if own and (same is None or (same in own and not _is_smaller(same[1], announced))):
        photo = _make_photo(blocks, *(same or own[0]))
    elif same:
        photo = _make_photo(blocks, same[0], announced)
    else:
        photo = shown or Photo(url=announced)
    is_announced = _name_copy(photo.url) == _name_copy(announced)
    credit = photo.credit or (picture_credit.read_credit(told) or beside if is_announced else "")
    return replace(photo, credit=credit)


def find_credit(elements: Sequence[Element], base: str, announced: str) -> str:
    """Who took the announced picture, as an element beside a copy of it says; empty where none does.

    elements: all of the page's, in their order.
    """
    name = _name_copy(announced)
    for place, image in enumerate(elements if len(name) >= _TELLING_NAME else ()):
        is_named = image.tag == "img" and any(name in unquote(value).lower() for value in image.values())
        if is_named and _is_copy(image, name, base):
            credit = picture_credit.find_marked(image) or picture_credit.read_below(elements, place)
            if credit:
                return credit
    return ""


def _is_copy(image: Element, name: str, base: str) -> bool:
    return any(_name_copy(url) == name for _, url in _list_renditions(image, base))


def _find_copy(blocks: Sequence[Block], announced: str, base: str) -> Photo | None:
    """The announced picture with what is said of it where it stands outside of the article's text."""
    name = _name_copy(announced)
    for place, block in enumerate(blocks if len(name) >= _TELLING_NAME else ()):
        if block.image is not None and _is_copy(block.image, name, base):
            return _make_photo(blocks, place, announced)
    return None


def _words_of(url: str) -> str:
    """A picture's file name, as words."""
    return re.sub(r"[\W_]+", " ", unquote(urlsplit(url).path).rpartition("/")[2])


def _count_shared(title: str, *said: str) -> int:
    """How many of a title's words stand in what is said of a picture."""
    words = {word[:_STEM] for text in said for word in _list_words(text)}
    return len({word[:_STEM] for word in _list_words(title)} & words)


def _list_words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{4,}", text.casefold().translate(_UMLAUTS))


def _list_photos(blocks: Sequence[Block], base: str) -> Iterator[tuple[int, str]]:
    """The places of the pictures that may be photos, and their addresses."""
    for place, block in enumerate(blocks):
        if block.image is None or not (url := find_best_url(block.image, base)):
            continue
        if not boilerplate.is_known_frame(block.text) and not boilerplate.is_tail(block.text):
            yield place, url


def _make_photo(blocks: Sequence[Block], place: int, url: str) -> Photo:
    words = picture_credit.find_words(blocks, place)
    return Photo(url=url, caption=words.caption, credit=words.credit)


def _name_copy(url: str) -> str:
    """A picture's file name without what tells its copies apart."""
    name = urlsplit(url).path.rpartition("/")[2].lower()[-_LONGEST_NAME:]
    return _COPY.sub("", name).removeprefix("csm_")


def _is_doubtful(url: str) -> bool:
    """Whether a picture is by its address rather small, or the site's own."""
    return bool(_DOUBTFUL.search(url.partition("//")[2].partition("/")[2]))


def _is_smaller(url: str, announced: str) -> bool:
    """Whether a picture's address says that it is a reduced copy, and that of the announced one does not."""
    return bool(_REDUCED.search(url)) and not _REDUCED.search(announced)


def _is_elsewhere(image: Element, base: str) -> bool:
    """Whether a picture stands in a box beside the text, or leads to the page that it is of."""
    boxes = islice(image.iterancestors(), _FEW)
    is_beside = any(_ELSEWHERE.search(_css(box)) and not _tells_more(box) for box in boxes)
    return is_beside or _find_target(image, base) != ""


def _find_target(image: Element, base: str) -> str:
    """The address of another page that a picture leads to; empty for none."""
    boxes = islice(image.iterancestors(), _FEW)
    target = next((html_tree.join(base, box.get("href")) for box in boxes if box.tag == "a"), "")
    is_page = target.startswith("http") and not _PICTURE_FILE.search(urlsplit(target).path)
    is_own = canonical_url(target.partition("#")[0]) == canonical_url(base)
    return target if is_page and not is_own else ""


def _is_own(blocks: Sequence[Block], place: int, base: str) -> bool:
    """Whether a picture may be the article's where none is announced: a header leads home, a teaser away."""
    if any("portlet" in _css(box) for box in islice(blocks[place].image.iterancestors(), _FEW)):
        return False
    found = _find_target(blocks[place].image, base)
    target = urlsplit(found)
    is_below = bool(urlsplit(base).path.strip("/")) and found.startswith(f"{canonical_url(base)}/")
    if not target.netloc or is_below:
        return True
    words = picture_credit.find_words(blocks, place)
    return target.path not in {"", "/"} and bool(words.caption or words.credit)


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
    is_face = _FACE.search(image.get("alt") or "")
    return "" if is_logo or is_face or _NO_PHOTO.search(_LATE.sub("", _css(image))) else url


def may_be_photo(url: str) -> bool:
    """Whether an address looks like a photo's, not like a logo's or an icon's."""
    path = urlsplit(url).path.lower()
    is_file = url.startswith(("http://", "https://", "file://")) and not path.endswith(".svg")
    is_file = is_file and (urlsplit(url).hostname or "") != "localhost"
    is_decoration = _NO_PHOTO_FOLDER.search(urlsplit(url).netloc + path) or _TINY.search(url)
    query = urlsplit(url).query.lower()
    name = f"{path.rpartition('/')[2] or query.rpartition('/')[2]}?{query if 'icon' in query else ''}"
    return is_file and not is_decoration and not _NO_PHOTO.search(name.rstrip("?"))


def _list_renditions(image: Element, base: str) -> Iterator[tuple[int, str]]:
    parent = image.getparent()
    if parent is not None and parent.tag == "a" and _PICTURE_FILE.search(parent.get("href") or ""):
        yield _WIDE_ENOUGH, html_tree.join(base, parent.get("href"))
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


def _css(element: Element) -> str:
    return element.get("class") or ""
