"""HTML bytes to a tree, and a tree to blocks: the paragraphs and pictures of a page in reading order."""

import codecs
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from lxml import etree, html

from bot.archive import boilerplate, credit_lines

Element = Any
"""An lxml element; lxml ships no types."""

_META_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)", re.IGNORECASE)
_BLOCK_TAGS = frozenset(
    re.split(
        r"\s+",
        """address article blockquote body caption center dd details div dl dt fieldset figcaption figure
        footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td th
        thead tr ul""",
    )
)
_SILENT_TAGS = frozenset(
    re.split(
        r"\s+",
        """script style noscript template svg math head iframe object audio video canvas select button input
        textarea nav footer aside map dialog""",
    )
)
_LONGEST_NAME = 300
_OF_A_HEAD = frozenset(("base", "link", "meta", "noscript", "script", "style", "template", "title"))
_UNSAID = frozenset(("script", "style", "noscript", "svg", "template"))
_IN_LINE = frozenset(
    ("a", "abbr", "b", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "time", "u", "wbr")
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, heading, list item or picture (then `image` is its element and text its alt)."""

    text: str
    tag: str = "p"
    links: tuple[str, ...] = ()
    element: Element = None
    image: Element = None

    @property
    def is_only_links(self) -> bool:
        """Whether the block consists of links, such as a row of categories or social profiles."""
        return bool(self.links) and re.sub(r"\W", "", "".join(self.links)) == re.sub(r"\W", "", self.text)


_WIDE = re.compile(r"utf-?(?:16|32)", re.IGNORECASE)


def decode(body: bytes, content_type: str = "") -> str:
    """Bytes to text by BOM, header, meta element, else UTF-8 with Windows-1252 in it; never raises.

    A meta element that can be read in single bytes and names UTF-16 means UTF-8 (HTML standard, "prescan").
    """
    for bom, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if body.startswith(bom):
            return body.decode(name, "replace").lstrip("\ufeff")
    header = re.search(r"charset=[\"']?([\w-]+)", content_type, re.IGNORECASE)
    meta = _META_CHARSET.search(body[:4096])
    named = [header[1]] if header else []
    told = meta[1].decode("ascii", "replace") if meta else ""
    named += [told] if told and not _WIDE.match(told) else []
    return decode_as(body, named)


def decode_as(body: bytes, names: Iterable[str]) -> str:
    """Bytes to text by the first named encoding that fits, else UTF-8 with Windows-1252; never raises."""
    for name in (*names, "utf-8"):
        for codec in _list_codecs(name):
            try:
                return _repair_encoded_twice(body.decode(codec))
            except (
                UnicodeError,
                LookupError,
            ):  # Python knows a codec "undefined", which fails in its own way
                continue
    return body.decode("utf-8", _AS_WINDOWS)


_ENCODED_TWICE = ("Ã", "â€")
"""How umlauts and quotation marks of UTF-8 begin that somebody took for Windows-1252 and encoded again."""
_MOST_REPAIRED = 2_000_000


def _repair_encoded_twice(text: str) -> str:
    if len(text) > _MOST_REPAIRED or not any(begins in text for begins in _ENCODED_TWICE):
        return text
    import ftfy  # slow to load, and hardly a page needs it

    return ftfy.fix_encoding(text)


_AS_WINDOWS = "bytes_of_windows"
"""A page of UTF-8 may hold lines of Windows-1252, or be all in it."""


def _read_as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_AS_WINDOWS, _read_as_windows)


def _list_codecs(name: str) -> tuple[str, ...]:
    """What a named encoding may be: what is good UTF-8 is that, whichever code of single bytes is named."""
    try:
        found = codecs.lookup(name).name
    except (UnicodeError, LookupError):
        return ()
    found = "cp1252" if found in {"iso8859-1", "ascii"} else found
    return ("utf-8", found) if found.startswith(("cp125", "iso8859")) else (found,)


_PLAIN_ELEMENTS = etree.ElementDefaultClassLookup(
    element=html.HtmlElement,
    comment=html.HtmlComment,
    pi=html.HtmlProcessingInstruction,
    entity=html.HtmlEntity,
)
"""lxml would choose a class for each element at every step, which costs a tenth of all reading."""


def parse_html(text: str, url: str = "") -> Element:
    """Any text to a tree with an <html> root, without what is crossed out; addresses are left as they are."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\x00", ""))
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    parser.set_element_class_lookup(_PLAIN_ELEMENTS)
    source = text.encode("utf-8", "replace")
    try:
        root = html.document_fromstring(source, parser=parser, base_url=url or None)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return html.document_fromstring("<html><body></body></html>")
    _open_body(root)
    _drop_crossed_out(root, source)
    return root


def _drop_crossed_out(root: Element, source: bytes) -> None:
    """Leave out what does not hold any more: an hour that moved, a price of before."""
    for element in _STRUCK(root) if _IS_STRUCK.search(source) else ():
        element.tag = "del"
    etree.strip_elements(root, "del", "s", "strike", with_tail=False)


_IS_STRUCK = re.compile(rb"style ?= ?[\"'][^\"'>]{0,200}line-through")
_STRUCK = etree.XPath("//body//*[contains(@style, 'line-through')]")


def _open_body(root: Element) -> None:
    """As in a browser the first element that belongs to no head opens the body; libxml2 knows HTML 4 only."""
    head, body = root.find("head"), root.find("body")
    found = () if head is None else tuple(head)
    first = next((place for place, child in enumerate(found) if child.tag not in _OF_A_HEAD), len(found))
    if found[first:] and body is None:
        body = etree.SubElement(root, "body")
    for place, child in enumerate(found[first:]):
        body.insert(place, child)


_HIDDEN_ADDRESSES = etree.XPath("//@data-cfemail")


def show_addresses(root: Element) -> None:
    """Write out the mail addresses that a service hides from robots, as a browser does."""
    for coded in _HIDDEN_ADDRESSES(root):
        element = coded.getparent()
        if re.fullmatch(r"(?:[0-9a-f]{2}){4,120}", coded):
            key, *code = bytes.fromhex(coded)
            del element[:]
            element.text = bytes(each ^ key for each in code).decode("utf-8", "replace")


def find_base(root: Element, url: str) -> str:
    """The address that relative links start from."""
    for base in root.iter("base"):
        if found := join(url, base.get("href")):
            return found
    return url


def text_of(element: Element) -> str:
    """All text of an element on one line, repaired."""
    parts: list[str] = list(element.itertext())
    return squeeze(" ".join(parts))


def name_of(element: Element) -> str:
    """An element's class and id, by which a theme names what stands in it."""
    return f"{(element.get('class') or '')[:_LONGEST_NAME]} {(element.get('id') or '')[:_LONGEST_NAME]}"


def lines_of(element: Element) -> list[str]:
    """The lines of an element as a reader sees them, without scripts."""
    parts = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        is_said = isinstance(inner.tag, str) and inner.tag not in _UNSAID
        if event == "start" and not is_said:
            walk.skip_subtree()
        words = (
            (inner.text if is_said else "")
            if event == "start"
            else inner.tail
            if inner is not element
            else ""
        )
        gap = (
            "\n" if inner.tag not in _IN_LINE else " " if event == "start" and _is_beside_time(inner) else ""
        )
        parts += [gap, (words or "").replace("\n", " ")]
    return list(filter(None, map(squeeze, "".join(parts).split("\n"))))


def _is_beside_time(element: Element) -> bool:
    """Whether a time stands right behind another, as the days a post was published and edited on do."""
    before = element.getprevious()
    return element.tag == "time" and before is not None and before.tag == "time" and not before.tail


def list_blocks(root: Element) -> list[Block]:
    """The page's blocks in reading order, without scripts, navigation, footers and forms' controls."""
    collector = _Collector()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if not isinstance(element.tag, str):
            if event == "end":
                collector.add(element.tail)
        elif event == "start":
            if element.tag in _SILENT_TAGS or is_hidden(element):
                walk.skip_subtree()
            else:
                collector.start(element)
        else:
            collector.end(element)
            collector.add(element.tail if element is not root else None)
    collector.flush()
    return collector.blocks


def is_hidden(element: Element) -> bool:
    """Whether a reader of the page never sees this element."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return bool(element.tag not in {"html", "body", "main"})
    style: str = element.get("style") or ""
    return "display:none" in style.replace(" ", "")


def is_unseen(element: Element) -> bool:
    """Whether an element's name says that only those who hear the page read it."""
    name = element.get("class") or ""
    return bool(_UNSEEN.search(name)) and "not-sr-only" not in name


_UNSEEN = re.compile(r"(?:^|\s)(?:hidden|sr-only|visually-?hidden|screen-reader-text)(?:$|\s)")
_LONGEST_HEADING = 300
"""Characters: a heading with more is a box, whose parts are read one by one."""


class _Collector:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._parts: list[str] = []
        self._links: list[str] = []
        self._open: list[Element] = []
        self._heading: Element = None

    def start(self, element: Element) -> None:
        tag = element.tag
        if self._heading is not None and (tag in _BLOCK_TAGS or tag == "br"):
            self._parts.append(" ")
        elif tag in _BLOCK_TAGS:
            self.flush()
            self._open.append(element)
            if tag in HEADINGS and len(element) and len("".join(element.itertext())) <= _LONGEST_HEADING:
                self._heading = element
        elif tag == "br":
            self._parts.append(_BREAK)
        elif tag == "img":
            alt = element.get("alt") or ""
            text = strip_markup(alt) if "<" in alt else squeeze(alt)
            self.blocks.append(Block(text=text, tag="img", image=element))
        elif tag == "a":
            self._links.append("".join(element.itertext()))
        if element.text:
            self._parts.append(element.text)

    def end(self, element: Element) -> None:
        if self._heading is not None and element is not self._heading:
            self._parts.append(" " if element.tag in _BLOCK_TAGS else "")
        elif element.tag in _BLOCK_TAGS:
            self.flush()
            self._heading = None
            if self._open and self._open[-1] is element:
                self._open.pop()

    def add(self, text: str | None) -> None:
        if text:
            self._parts.append(text)

    def flush(self) -> None:
        if not self._parts:
            self._links.clear()
            return
        whole = "".join(self._parts)
        self._parts.clear()
        if not whole or whole.isspace():
            self._links.clear()
            return
        links = tuple(filter(None, map(squeeze, self._links)))
        self._links.clear()
        inner = self._open[-1] if self._open else None
        tag = inner.tag if inner is not None else "p"
        for text in _split(whole):
            own = tuple(link for link in links if link in text)
            self.blocks.append(Block(text=text, tag=tag, links=own, element=inner))


_BREAK = "\x0b"
"""Stands for a <br>; a page's own control characters are blanks by then."""
_LONGEST = 10_000
_SHORT_LINE = 60
_MOST_HEADINGS = 3
_POSTAL_TOWN = re.compile(r"\b\d{5} [A-ZÄÖÜ][^.!?]{2,40}$")
_SENTENCE_END = (".", "!", "?", "…", ":", "“", "”", '"', "»", ")")


def _split(whole: str) -> Iterator[str]:
    """The paragraphs of a block: breaks part them where two stand together or a line is one for itself."""
    if _BREAK not in whole:
        yield from _cut(squeeze(whole))
        return
    for part in re.split(rf"{_BREAK}(?:\s*{_BREAK})+", whole):
        lines: list[str] = []
        for line in filter(None, map(squeeze, part.split(_BREAK))):
            if lines and _is_parted(lines, line):
                yield from _cut(" ".join(lines))
                lines = []
            lines.append(line)
        yield from _cut(" ".join(lines))


def _is_parted(above: Sequence[str], below: str) -> bool:
    last = above[-1]
    is_own = boilerplate.find_date(last) != "" or credit_lines.is_credit(last)
    is_address = _POSTAL_TOWN.search(last) is not None and below[0].isupper()
    return last.endswith(_SENTENCE_END) or is_own or is_address or _are_headings(above, below)


def _are_headings(above: Sequence[str], below: str) -> bool:
    """Whether a line, or a few short ones, stand above one that is much longer."""
    if len(above) > _MOST_HEADINGS:
        return False
    width, is_capital = len(" ".join(above)), below[0].isupper()
    if len(above) > 1:
        return all(len(line) < _SHORT_LINE for line in above) and is_capital and len(below) > 2 * width
    is_short = width < _SHORT_LINE and len(below) > 2 * width
    return is_short or (width < 2 * _SHORT_LINE and is_capital and len(below) > 4 * width)


def _cut(text: str) -> Iterator[str]:
    """A paragraph in pieces that patterns can run over, whatever a page holds."""
    while len(text) > _LONGEST:
        end = text.rfind(" ", 0, _LONGEST) if " " in text[:_LONGEST] else _LONGEST
        yield text[:end]
        text = text[end:].lstrip()
    if text:
        yield text


LONGEST = 2000
"""Characters of an address: more is no article's, and more than an index of PostgreSQL takes."""


def join(base: str, href: str | None) -> str:
    """The absolute address of a link on a page; empty when there is none or it cannot be one.

    As in a browser a backslash in its path is a slash: exports made on Windows are full of them.
    """
    if not href:
        return ""
    href = href.strip()
    if "\\" in href:
        way, *query = re.split(r"(?=[?#])", href, maxsplit=1)
        href = "".join((way.replace("\\", "/"), *query))
    try:
        url = urljoin(base, href)
        urlsplit(url)
    except ValueError:
        return ""
    shown = url if url.isprintable() else "".join(map(_escape, url))
    return shown if len(shown) <= LONGEST else ""


def _escape(character: str) -> str:
    """What a reader would not see, or a terminal would obey, as percent escapes."""
    return character if character.isprintable() else quote(character, errors="replace")


LONGEST_GUID = 1000
"""Characters: longer ones would not go into an index of PostgreSQL, and cut ones would be taken for equal."""
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Bidi controls that make text read otherwise than it is stored; scripts need none of them."""
_HYPHENS = str.maketrans("\u2010\u2011", "--")
"""As word processors set them, in telephone numbers too: a reader sees the one on the keyboard."""
_C1 = re.compile("[\x80-\x9f]")
_TO_CLEAN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u2010\u2011\u202a-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff"
    "\ufffe\uffff]"
)
"""Any of the above: few texts have one."""
_GLUED_SENTENCE = re.compile(
    r"(?<=[a-zäöüß]{3}[.!?])(?=[A-ZÄÖÜ][a-zäöüß]+(?:[,.:]|$))(?!(?:De|Com|Org|Net|Eu|Js)\b)"
)
_GLUED_QUOTE = re.compile(r"(?<=[a-zäöüß]{3}[.!?][“\"])(?=[A-ZÄÖÜ][a-zäöüß]+(?:,|$))")
_GLUED_DATE = re.compile(r"(?<=\.(?:19|20)\d\d)(?=[A-ZÄÖÜ][a-zäöüß])|(?<=^Uhr)(?=[A-ZÄÖÜ][a-zäöüß])")
_PERHAPS_GLUED = re.compile(r"[a-zäöüß0-9][.!?,][“\"]?[A-Za-zÄÖÜäöüß]|\d[A-ZÄÖÜ]|\bUhr[A-ZÄÖÜ]")
_GLUED_COMMA = re.compile(r"(?<=[a-zäöüß]{2}),(?=[a-zäöüß]{2})")
# A linking s before the hyphen proves that the compound goes on; "CO2-neutral" and "Ruhr-typisch" have none.
_TORN_HYPHEN = re.compile(r"\b([A-ZÄÖÜ]{2,})- (?=[A-ZÄÖÜ][a-zäöüß]{3})")
_PRINT_HYPHEN = re.compile(
    r"\b([A-ZÄÖÜ][a-zäöüß]*(?:ungs|heits|keits|schafts|ions|täts|tums))-(?=[a-zäöüß]{4})"
)
_REFERENCE = re.compile(
    r" ?\((?:s\. ?|siehe |vgl\. ?)?(?:Abb(?:ildung(?:en)?|\.)|Fig\.|Tab(?:elle|\.)) ?\d{1,3}[a-z]?"
    r"(?:[-,–/ ]{1,3}\d{1,3})?\)|"
    r"(?<=[^\W\d]{3}) ?\[\d{1,3}\](?=[\s.,;:])|"
    r" ?\((?:[Öö]ffnet (?:sich )?i[nm] .{0,10}neue[nm] (?:Fenster|Tab)|"
    r"[Oo]pens in an? .{0,5}(?:window|tab))\)"
)
"""References to figures and notes, and what a screen reader says of a link."""
"""To a figure or a note that a reader of the text alone does not see."""
_QUOTE_WITHIN = re.compile(r"(?<=[^\W\d]{2}[.!?])\"(?=[A-ZÄÖÜ][a-zäöüß])")
_SPACE_BEFORE = re.compile(r" +(?=[,;](?:\s|$)|\.(?:\s|$)(?!\.))")


def squeeze(text: str) -> str:
    """One line in NFC without invisible characters; blanks are single, hyphens are the keyboard's."""
    text = " ".join(text.split())
    if not _TO_CLEAN.search(text):
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    text = _C1.sub(lambda c: c[0].encode("latin-1").decode("cp1252", "ignore"), text.translate(_HYPHENS))
    text = _CONTROL.sub("", _TURNING.sub("", _INVISIBLE.sub("", text)))
    return unicodedata.normalize("NFC", " ".join(text.split()))


def clean_guid(text: str) -> str:
    """A feed's id on one line; empty when it is too long to be one."""
    guid = squeeze(text)
    return guid if len(guid) <= LONGEST_GUID else ""


def repair(text: str) -> str:
    """Part what was glued in a squeezed paragraph; addresses stay as they are."""
    if "-" in text:
        text = _TORN_HYPHEN.sub(r"\1-", _PRINT_HYPHEN.sub(r"\1", text))
    if " ," in text or " ;" in text or " ." in text:
        text = _SPACE_BEFORE.sub("", text)
    if "(" in text or "[" in text:
        text = _REFERENCE.sub("", text)
    if '"' in text:
        text = _QUOTE_WITHIN.sub(lambda m: ' "' if not text.count('"', 0, m.start()) % 2 else '" ', text)
    if not _PERHAPS_GLUED.search(text):
        return text
    return " ".join(word if _is_address(word) else _part(word) for word in text.split(" "))


def strip_markup(text: str) -> str:
    """Escaped text to plain text: tags out, entities decoded exactly once."""
    return squeeze(unescape(re.sub(r"</?[a-zA-Z][^<>]*>", " ", text)))


def _is_address(word: str) -> bool:
    return any(sign in word for sign in ("www.", "://", "@", "/"))


def _part(word: str) -> str:
    for glued in (_GLUED_SENTENCE, _GLUED_QUOTE, _GLUED_DATE):
        word = glued.sub(" ", word)
    return _GLUED_COMMA.sub(", ", word)
