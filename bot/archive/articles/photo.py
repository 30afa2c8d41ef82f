"""Pictures of an article: which one, its best rendition, and whether bytes are a picture at all."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from bot.archive import boilerplate, html_tree
from bot.archive.html_tree import Block, Element
from bot.domain.article import Photo
from bot.domain.errors import NotAnArticle
from bot.i18n import say

_NO_PHOTO = re.compile(
    r"logo|icon|avatar|gravatar|sprite|pixel|spacer|blank|button|badge|banner|placeholder|platzhalter|emoji|"
    r"(?:^|[^a-zäöü])(?:leer|empty|dummy|transparent|trans|clear|loading|loader|default|lazy|1x1|tracking|"
    r"track|count|counter|captcha|"
    r"paypal|spacer|trenner|werbung|anzeige|advert\w*|ads?|teaser-bg)(?:$|[^a-zäöü])",
    re.IGNORECASE,
)
_NO_PHOTO_FOLDER = re.compile(
    r"/(?:logos?|icons?|avatars?|toolbar|buttons?|flags?|smil(?:ie|ey)s?|emoji|ads?|adserver|banners?|werbung|anzeigen?)/|gravatar|/(?:header|print|drucken)\b",
    re.IGNORECASE,
)
_WIDEST = 2500
_SMALLEST = 200
_AVIF = (b"avif", b"avis", b"mif1")
_MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")


def check_picture(body: bytes, name: str) -> bytes:
    """The same bytes if they begin like a JPEG, PNG, GIF or WebP file. Raises NotAnArticle."""
    is_webp = body[:4] == b"RIFF" and body[8:12] == b"WEBP"
    is_avif = body[4:8] == b"ftyp" and body[8:12] in _AVIF
    if is_webp or is_avif or body.startswith(_MAGIC):
        return body
    raise NotAnArticle(
        say("{name} is no picture that can be used (JPEG, PNG, GIF, WebP or AVIF).", name=name)
    )


def find_photo(blocks: Sequence[Block], base: str) -> Photo | None:
    """The first real photo among an article's blocks, with the caption that stands at it."""
    for i, block in enumerate(blocks):
        if block.image is not None and (url := find_best_url(block.image, base)):
            caption, credit = _find_caption(blocks, i)
            return Photo(url=url, caption=caption, credit=credit)
    return None


def find_best_url(image: Element, base: str) -> str:
    """The address of the largest useful rendition of an <img>; empty when it is decoration."""
    sizes = (image.get("width") or "", image.get("height") or "")
    if any(re.fullmatch(r"\d{1,5}", size) and int(size) < _SMALLEST for size in sizes):
        return ""
    candidates = list(_list_renditions(image, base))
    url = max(candidates, key=lambda candidate: candidate[0], default=(0, ""))[1]
    return url if may_be_photo(url) and not _NO_PHOTO.search(image.get("class") or "") else ""


def may_be_photo(url: str) -> bool:
    """Whether an address looks like a photo's, not like a logo's or an icon's."""
    path = urlsplit(url).path.lower()
    is_file = url.startswith(("http://", "https://", "file://")) and not path.endswith(".svg")
    is_decoration = _NO_PHOTO_FOLDER.search(urlsplit(url).netloc + path)
    return is_file and not is_decoration and not _NO_PHOTO.search(path.rpartition("/")[2])


def _list_renditions(image: Element, base: str) -> Iterator[tuple[int, str]]:
    parent = image.getparent()
    if (
        parent is not None
        and parent.tag == "a"
        and re.search(r"\.(?:jpe?g|png|webp|avif)$", parent.get("href") or "", re.IGNORECASE)
    ):
        yield 1, html_tree.join(base, parent.get("href"))
    for name in ("src", "data-src", "data-lazy-src", "data-original"):
        if image.get(name) and not image.get(name).startswith("data:"):
            yield 0, html_tree.join(base, image.get(name).strip())
    elements = [image, *(parent.iter("source") if parent is not None and parent.tag == "picture" else ())]
    for element in elements:
        for candidate in re.split(r",\s+", element.get("srcset") or element.get("data-srcset") or ""):
            address, _, width = candidate.strip().partition(" ")
            size = re.fullmatch(r"(\d{1,5})w", width.strip())
            if address and size and int(size[1]) <= _WIDEST:
                yield int(size[1]), html_tree.join(base, address)


def _find_caption(blocks: Sequence[Block], at: int) -> tuple[str, str]:
    """Caption and credit of the picture at an index: its figcaption, or the lines right beside it."""
    figure = next(blocks[at].image.iterancestors("figure"), None)
    captions = [] if figure is None else [html_tree.text_of(found) for found in figure.iter("figcaption")]
    near = [block.text for block in blocks[at + 1 : at + 3] if block.image is None]
    for text in [*captions, *near, *(block.text for block in blocks[max(0, at - 1) : at])]:
        if line := boilerplate.find_picture_line(text):
            return line.caption or blocks[at].text, line.credit
    return (captions[0] if captions else blocks[at].text), ""
