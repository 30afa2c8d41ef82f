"""What is said of a picture: its caption, and who took it, by what stands at it and in its markup."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile
from urllib.parse import unquote, urlsplit

from bot.archive import credit_lines, html_tree
from bot.archive.credit_lines import PictureLine
from bot.archive.html_tree import Block, Element
from bot.domain.article import Photo

_CREDITED_WITHIN, _MOST_BOXES = 4, 8
_LONGEST_CREDIT = 80
_CREDIT_CLASS = re.compile(
    r"(?:^|[\s_-])(?:\w{0,5}credits?|copyright|bildquelle|\w{2,8}-source|(?:image|bild|foto|photo)source|"
    r"license-info)(?:$|[\s_-])|^source$",
    re.IGNORECASE,
)
_OF_CREDIT = re.compile(
    r"^\(?(?:(?:(?:Foto|Bild(?:quelle)?|Quelle|Photo|Image|Credit|Copyright)s?\s?)?(?::|©|\(c\))|\s)+",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:Fotos?|Bild(?:quelle)?|Quelle|Photo|Image|Credits?|Copyright)\W*", re.IGNORECASE)
"""A credit's word in an element of its own, whose name stands in the next one."""
_RIGHTS = re.compile(r"[\s.,|–-]+(?:All rights reserved|Alle Rechte vorbehalten)\W*$", re.IGNORECASE)
_SOURCE_OF_PICTURE = re.compile(r"\s*[(|;]?\s*\b(?:Bild)?[Qq]uelle: ?(?P<name>[^():]{2,60})\)?\.?$")
_NAME_OF_FILE = re.compile(
    r"\S*_\S*|\S*\d\S*|.*\.(?:jpe?g|png|webp|gif)|[a-zäöüß]+(?:-[a-zäöüß\d]+){2,}|"
    r"\d{4} \d\d \d\d\b.*|placeholder|platzhalter|image|bild|foto|photo",
    re.IGNORECASE,
)
_NO_CAPTION = re.compile(
    r"(?:(?:[Ee]in )?(?:[Aa]rtikel|[Tt]ext|[Bb]eitrag|[Ii]nterview) )?[Vv]on [A-ZÄÖÜ][\w.-]+"
    r"(?: [A-ZÄÖÜ][\w.-]+){0,2}|"
    r"(?:Interview|Protokoll|Text|Autor(?:in)?|Audio|Video): .{0,80}|"
    r"\W*\d[\d.,]*\s?\w{0,3}\W*|.{0,80}:|.{0,60}\d{1,2}\.\d{1,2}\.\d{2,4}\b.{0,30}\d\d:\d\d.{0,10}"
)
"""A byline, a number, a heading, when something was published."""
_AND_TEXT = re.compile(r"\W+Text\s?:.*$")
_AGENCY = re.compile(
    r"\s*(?:\(|\s[/|–—-]\s)(?P<name>(?:picture[- ]alliance|dpa|imago|getty|afp|reuters|keystone|apa|epd|kna|"
    r"i?stock|shutterstock|adobe ?stock|unsplash|pixabay|pexels|fotolia)\b[^()]{0,60})\)?\.?$",
    re.IGNORECASE,
)
"""An agency or a bank at the end of a caption."""
_DESCRIPTION = re.compile(r"\b(?:die|das|eine?r?|im|am|beim|mit|vor|hinter|neben|wird|ist|sind)\b")
_SLASHED = re.compile(r"@?[\w.-]{2,25} ?/ ?@?[\w.-]{2,25}(?: [\w.-]{2,25})?")
_MARKED = ("data-copyright", "data-credit", "data-tooltip-author")
_DESCRIBED = ("title", "data-caption", "data-title", "data-description", "data-image-description")
_OF_FILE = re.compile(
    r"(?P<person>[a-z]+(?:-[a-z]+){0,3})-[\w-]{11}-(?P<bank>unsplash)(?:[^a-z]|$)|"
    r"(?P<bank2>pexels)-(?P<person2>[a-z]+(?:-[a-z]+){0,3})-\d{5,}|"
    r"_by_(?P<person3>[a-z0-9-]+)_(?P<bank3>pixelio)",
)
_BANKS = {
    "unsplash": "Unsplash",
    "pexels": "Pexels",
    "pixelio": "pixelio.de",
    "pixabay": "Pixabay",
    "adobestock": "Adobe Stock",
    "shutterstock": "Shutterstock",
    "istock": "iStock",
    "fotolia": "Fotolia",
    "gettyimages": "Getty Images",
    "depositphotos": "Depositphotos",
    "imago": "imago",
}


def find_words(blocks: Sequence[Block], at: int) -> PictureLine:
    """Caption and credit of the picture at an index: its figcaption, or lines beside it, or as marked."""
    found = _read_lines(blocks, at)
    marked = _find_marked(blocks[at].image)
    name = _strip_label(marked)
    is_glued = found.credit.startswith(f"{name} ") and found.credit[len(name) + 1].isupper()
    if name and (not found.credit or is_glued or (name in found.credit and not found.caption)):
        said = found.credit if is_glued else found.caption or found.credit
        rest = said.replace(marked, "").replace(name, "")
        return PictureLine(caption=rest.strip(" |/–-") or _describe(blocks[at]), credit=name)
    return replace(found, caption=_CREDITED.sub("", found.caption)) if found.credit else found


def find_marked(image: Element) -> str:
    """Who took a picture, by an element beside it whose class says so; or nothing."""
    return _strip_label(_find_marked(image))


def read_below(elements: Sequence[Element], place: int) -> str:
    """Who took the picture at a place among the elements of its page, by its caption or a line below that."""
    below = takewhile(lambda element: element.tag != "img", elements[place + 1 : place + 1 + _MOST_BELOW])
    first = [each for each in below if each.tag not in _UNSEEN and (each.text or "").strip()]
    texts = dict.fromkeys(html_tree.text_of(_find_line(element)) for element in first)
    lines = [credit_lines.find_picture_line(text) if is_of_picture(text) else None for text in texts]
    caption, *others = [*lines, None][:_CAPTION_AND_CREDIT]
    alone = (line.credit for line in others if line and not line.caption)
    return caption.credit if caption and caption.credit else next(alone, "")


def _find_line(element: Element) -> Element:
    """The element whose line another one is part of."""
    box = next(element.iterancestors("p", "div", "figcaption", *html_tree.HEADINGS), element)
    return box if element.tag in _INLINE else element


_CAPTION_AND_CREDIT = 2
_MOST_BELOW = 12
_UNSEEN = frozenset(("script", "style", "noscript", "source"))
_INLINE = frozenset(("a", "span", "em", "i", "small", "strong", "b"))


def _strip_label(marked: str) -> str:
    """A credit without the word, the notice of rights and the brackets around it."""
    name = _RIGHTS.sub("", _OF_CREDIT.sub("", marked)).strip(" |/")
    name = name.removesuffix(")") if name.count(")") > name.count("(") else name
    return name[1:-1] if name.startswith("(") and name.find(")") == len(name) - 1 else name


@dataclass(slots=True, kw_only=True)
class SaidOfPictures:
    """What the lines of a text say of pictures that are not beside them.

    caption and credit: of the first line at its top; lead: who took the picture that the page announces;
    above: the picture right above the line that is added; named: that above the first line.
    """

    caption: str = ""
    credit: str = ""
    lead: str = ""
    told: set[PictureLine] = field(default_factory=set)
    above: Element = None
    named: Element = None

    def add(self, text: str, line: PictureLine, *, is_at_top: bool) -> None:
        """Take one line, which says in general what it is about."""
        self.lead = self.lead or read_lead(text)
        if (
            (self.above is None or _OF_ALL.search(text))
            and is_of_picture(text)
            and not _OF_TEXT.match(text)
            and credit_lines.find_picture_line(text)
        ):
            self.told.add(line)
        if is_at_top:
            self.named = self.above if not (self.caption or self.credit) else self.named
            self.caption, self.credit = self.caption or line.caption, self.credit or line.credit

    def choose(self) -> PictureLine:
        """The words for a picture without any; of several lines each belongs to a picture of its own."""
        only = next(iter(self.told)) if len(self.told) == 1 else PictureLine(caption="", credit="")
        return PictureLine(caption=self.caption or only.caption, credit=self.credit or only.credit)


def complete(picture: Photo | None, said: SaidOfPictures, announced: str, *, title: str = "") -> Photo | None:
    """A photo without a credit with that of the text's lines about pictures, or of its file's name.

    announced: the picture that the page names for itself, whose credit the text may tell; title: the
    article's, which is nobody's name: "Titelbild: Ein Abend am Kanal".
    """
    if picture and picture.credit:
        credit = _AND_TEXT.sub("", picture.credit).removeprefix(f"{picture.caption or title} / ")
        picture = replace(picture, credit="" if credit.casefold() == title.casefold() else credit)
    if said.lead and announced and not (picture and picture.credit):
        picture = Photo(url=announced, credit=said.lead)
    if picture is None:
        return None
    named = read_file_name(picture.url)
    if picture.credit in _BANKS.values() and picture.credit in named:
        return replace(picture, credit=named)
    if picture.credit:
        return picture
    if said.named is not None and _is_other_file(said.named, picture.url):
        said = replace(said, caption="", credit="")
    chosen = said.choose()
    caption, credit = chosen.caption, chosen.credit
    line = _read_caption(caption)
    if _SLASHED.fullmatch(caption):
        caption, credit = "", credit or caption
    elif line and line.credit:
        caption, credit = line.caption, credit or line.credit
    return Photo(
        url=picture.url,
        caption=say_caption(picture.caption or caption),
        credit=_AND_TEXT.sub("", credit) or named,
    )


def _is_other_file(image: Element, url: str) -> bool:
    """Whether a picture is surely another than that of an address: of another name in the same folder."""
    folder, _, file = unquote(urlsplit(url).path).lower().rpartition("/")
    said = unquote(" ".join(image.values())).lower()
    is_telling = folder != "" and _WORD_OF_FILE.search(file) is not None
    return is_telling and f"{folder}/" in said and file[:_SAME_FILE] not in said


_WORD_OF_FILE = re.compile(r"[a-zäöü]{4}")
_SAME_FILE = 5
"""Characters by which the copies of a file begin in the same way."""


def is_of_picture(text: str) -> bool:
    """Whether a line with a credit says whose a picture is, and not whose the page is, or much more."""
    return len(text) <= _LONGEST_LINE and not _NOTICE.match(text)


_OF_ALL = re.compile(
    r"\b(?:Fotos|Bilder|Bildnachweise|Photo-?[Cc]redits)\s?(?::|©|von\b)|^\(?(?:Text|Bericht|Wort)\b"
)
"""Who took all of a text's pictures, wherever the line stands: "Bericht: NAME, Fotos: NAME"."""
_OF_TEXT = re.compile(r"(?:©|\(c\))\s*[\w ]{0,30}\b(?:Media|News|Presse?|AFX|SID)$")
"""An agency that writes, at the end of what it wrote."""
_LONGEST_LINE = 200
_NOTICE = re.compile(
    r"(?:©|\(c\)|Copyright).{0,100}(?:\b(?:GmbH|AG|Verlag|Ltd|Inc|Rechte)\b|(?:19|20)\d\d)", re.IGNORECASE
)


def read_lead(text: str) -> str:
    """Who took the picture above the text, which a line such as "Titelbild: NAME" names; or nothing."""
    line = credit_lines.find_picture_line(text) if len(text) <= _LONGEST_LINE and _LEAD.match(text) else None
    return line.credit if line else ""


_LEAD = re.compile(r"(?:Titel|Beitrags|Header|Aufmacher|Teaser|Vorschau|Rubriklisten)-?(?:[Bb]ild|[Ff]oto)")


def read_credit(told: Sequence[str]) -> str:
    """The first credit in what a page's meta data say of the picture that they announce."""
    lines = (credit_lines.find_picture_line(text[: 10 * _LONGEST_CREDIT]) for text in told)
    return next((line.credit for line in lines if line and line.credit), "")


def read_file_name(url: str) -> str:
    """Who took a picture of a bank, as far as its file's name tells; empty for others."""
    name = unquote(urlsplit(url).path).rpartition("/")[2].casefold()
    if match := _OF_FILE.search(name):
        person, bank = (next(filter(None, match.group(*names))) for names in _PARTS)
        return f"{' '.join(map(str.capitalize, person.split('-')))} / {_BANKS[bank]}"
    bare = re.sub(r"[^a-z\d]", "", name)
    return next((shown for bank, shown in _BANKS.items() if re.search(rf"{bank}(?![a-z])", bare)), "")


_PARTS = (("person", "person2", "person3"), ("bank", "bank2", "bank3"))


def _read_lines(blocks: Sequence[Block], at: int) -> PictureLine:
    image = blocks[at].image
    figure = next(image.iterancestors("figure"), None)
    captions = [] if figure is None else list(islice(figure.iter("figcaption"), 2))
    is_told = captions and not _plays(figure)
    own = say_caption(html_tree.text_of(captions[0])) if is_told else _describe(blocks[at])
    for caption in captions:
        if (line := _read_parts(caption) or _read_caption(html_tree.text_of(caption))) and line.credit:
            said = say_caption(line.caption) if is_told else ""
            return replace(line, caption=said or _describe(blocks[at]))
    for text in _list_described(image):
        if (line := _read_caption(text)) and line.credit and not _DESCRIPTION.search(line.credit):
            return replace(line, caption=own or say_caption(line.caption))
    for text in _list_near(blocks, at):
        if line := credit_lines.find_picture_line(text):
            return replace(line, caption=say_caption(line.caption) or own)
    if captions and _SLASHED.fullmatch(text := html_tree.text_of(captions[0])):
        return PictureLine(caption=_describe(blocks[at]), credit=text)
    return PictureLine(caption=own, credit=_find_bare(figure))


def _find_bare(figure: Element | None) -> str:
    """A name and an agency that stand in a figure beside its caption, in no element of their own."""
    texts = () if figure is None else (figure.text, *(child.tail for child in figure))
    bare = [html_tree.squeeze(text or "") for text in texts]
    return next((text for text in bare if "/" in text and len(text) <= _LONGEST_CREDIT), "")


def _plays(figure: Element) -> bool:
    """Whether a figure is a player, whose caption names what it plays."""
    boxes = islice(figure.iter("figure", "div", "a", "button", "video", "audio"), _MOST_BOXES)
    return any(
        box.tag in {"video", "audio"} or "player" in (box.get("class") or "").lower() for box in boxes
    ) or "autoplay" in html_tree.text_of(figure)


def _list_near(blocks: Sequence[Block], at: int) -> Iterator[str]:
    """The lines below a picture, a credit below the row of pictures that it begins, the line above it."""
    below = blocks[at + 1 : at + 4]
    pictures = len(list(takewhile(lambda block: block.image is not None, below)))
    is_alone = all(_is_copy(block, blocks[at]) for block in below[:pictures])
    for block in takewhile(lambda block: block.image is None, below[pictures : pictures + 2]):
        if _is_of_other(block, blocks[at].image):
            return
        line = credit_lines.find_picture_line(block.text)
        if is_alone or (line and not line.caption):
            yield block.text
    above = blocks[max(at - 2, 0) : at]
    if above and all(map(_is_text, above)):
        yield above[-1].text


def _read_parts(caption: Element) -> PictureLine | None:
    """Read a caption of which one element is a credit and the rest tells what is seen."""
    for part in islice(caption, _MOST_PARTS):
        text = html_tree.text_of(part)
        line = (
            credit_lines.find_picture_line(html_tree.repair(text)) if len(text) <= _LONGEST_CREDIT else None
        )
        if line and line.credit and not line.caption:
            return replace(line, caption=html_tree.text_of(caption).replace(text, " ").strip(" |/–-"))
    return None


_MOST_PARTS = 6


def _read_caption(text: str) -> PictureLine | None:
    """Read what surely is said of a picture, where an agency alone is a credit."""
    text = html_tree.repair(text)
    line = credit_lines.find_picture_line(text)
    if (line and line.credit) or len(text) > _LONGEST_CAPTION:
        return line
    if named := _SOURCE_OF_PICTURE.search(text) or _AGENCY.search(text):
        return PictureLine(caption=text[: named.start()].rstrip(" |;"), credit=named["name"].strip())
    return line


_LONGEST_CAPTION = 600


def _is_of_other(line: Block, image: Element) -> bool:
    """Whether a line stands in the box of another picture, such as the next figure."""
    boxes = () if line.element is None else islice(line.element.iterancestors(), _BOXES_OF_LINE)
    pictures = next(filter(None, (list(islice(box.iter("img"), _MOST_BOXES)) for box in boxes)), [image])
    return all(each is not image for each in pictures)


_BOXES_OF_LINE = 2


def _is_copy(block: Block, picture: Block) -> bool:
    """Whether a picture is the one above it for other screens, or without scripts."""
    return block.image.getparent().tag == "noscript" or (block.text != "" and block.text == picture.text)


def _is_text(block: Block) -> bool:
    return block.image is None


def _list_described(image: Element) -> Iterator[str]:
    """What a picture's own attributes, and those of the link that it stands in, say with a credit."""
    yield html_tree.strip_markup(image.get("alt") or "")
    for element in (image, *islice(image.iterancestors("a"), 1)):
        for name in _DESCRIBED:
            yield html_tree.strip_markup(html_tree.strip_markup(element.get(name) or ""))  # escaped twice


def _find_marked(image: Element) -> str:
    """The words of an element beside a picture whose class says that they are its credit; or nothing."""
    for element in (image, *islice(image.iterancestors(), 2)):
        if told := next(filter(None, map(element.get, _MARKED)), ""):
            return html_tree.strip_markup(told)[:_LONGEST_CREDIT]
    for level, box in enumerate(islice(image.iterancestors(), _MOST_BOXES)):
        if level >= _CREDITED_WITHIN and next(box.iterancestors("figure"), box).tag != "figure":
            return ""
        if next(islice(box.iter("img"), 1, None), None) is not None:
            return ""
        for element in box.iter("div", "span", "p", "small", "cite", "em", "figcaption"):
            if _CREDIT_CLASS.search(element.get("class") or "") and not _is_in_foot(element):
                text = html_tree.text_of(element)
                own = html_tree.squeeze(element.text or "")
                is_glued = len(element) and element[0].tag == "span" and len(own) >= _SHORTEST
                told = own if is_glued and _OF_CREDIT.match(own) else text
                if 2 < len(told) <= _LONGEST_CREDIT and not _LABEL.fullmatch(told):
                    return told
    return ""


_SHORTEST = 8
"""Characters of a credit with its word."""


def _is_in_foot(element: Element) -> bool:
    """Whether an element stands in the page's foot, which names who made the page."""
    foot = next(element.iterancestors("footer"), None)
    return foot is not None and next(foot.iterancestors("figure"), None) is None


def _describe(picture: Block) -> str:
    """A picture's alternative text, unless it is the name of its file; without a credit."""
    line = credit_lines.find_picture_line(picture.text)
    if line and not line.caption and _DESCRIPTION.search(line.credit):
        return line.credit
    return say_caption(line.caption if line else picture.text)


def say_caption(caption: str) -> str:
    """A caption that says something: no file's name, no byline, no number."""
    text = _FILE_FIRST.sub("", caption)
    said = " | ".join(part for part in re.split(r"\s\|\s+", text) if not _NAME_OF_FILE.fullmatch(part))
    return "" if _NO_CAPTION.fullmatch(said) else said


_FILE_FIRST = re.compile(r"^\S+\.(?:jpe?g|png|webp|gif)\s+", re.IGNORECASE)
_CREDITED = re.compile(r"\s*[(|]?\s*\b(?:Fotos?|Bildquelle|Quelle): .{0,100}$")
