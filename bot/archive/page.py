"""HTML bytes to a tree, and a tree to blocks: the paragraphs and pictures of a page in reading order."""

import codecs
import re
from dataclasses import dataclass
from typing import Any

from lxml import etree, html

from bot.archive import links, repairs

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


def decode(body: bytes, content_type: str = "") -> str:
    """Bytes to text by BOM, header, meta element, else UTF-8, else Windows-1252; never raises."""
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
    named += [meta[1].decode("ascii", "replace")] if meta else []
    for name in (*named, "utf-8"):
        try:
            return body.decode(_codec(name))
        except (UnicodeError, LookupError):  # Python knows a codec "undefined", which fails in its own way
            continue
    return body.decode("cp1252", "replace")


def _codec(name: str) -> str:
    found = codecs.lookup(name).name
    return "cp1252" if found in {"iso8859-1", "ascii"} else found


def parse_html(text: str, url: str = "") -> Element:
    """Any text to a tree with an <html> root; addresses are left as they are."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\x00", ""))
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    source = text.encode("utf-8", "replace")
    try:
        return html.document_fromstring(source, parser=parser, base_url=url or None)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return html.document_fromstring("<html><body></body></html>")


def find_base(root: Element, url: str) -> str:
    """The address that relative links start from."""
    for base in root.iter("base"):
        if found := links.join(url, base.get("href")):
            return found
    return url


def text_of(element: Element) -> str:
    """All text of an element on one line, repaired."""
    parts: list[str] = list(element.itertext())
    return repairs.squeeze(" ".join(parts))


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


class _Collector:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._parts: list[str] = []
        self._links: list[str] = []
        self._open: list[Element] = []

    def start(self, element: Element) -> None:
        if element.tag in _BLOCK_TAGS:
            self.flush()
            self._open.append(element)
        elif element.tag == "br":
            self._parts.append("\n")
        elif element.tag == "img":
            self.blocks.append(
                Block(text=repairs.squeeze(element.get("alt") or ""), tag="img", image=element)
            )
        elif element.tag == "a":
            self._links.append(text_of(element))
        if element.tag not in _SILENT_TAGS:
            self.add(element.text)

    def end(self, element: Element) -> None:
        if element.tag in _BLOCK_TAGS:
            self.flush()
            if self._open and self._open[-1] is element:
                self._open.pop()

    def add(self, text: str | None) -> None:
        if text:
            self._parts.append(re.sub(r"\s+", " ", text))

    def flush(self) -> None:
        whole = "".join(self._parts)
        links = tuple(filter(None, self._links))
        self._parts, self._links = [], []
        inner = self._open[-1] if self._open else None
        tag = inner.tag if inner is not None else "p"
        for part in re.split(r"\n(?:\s*\n)+", whole):
            if text := repairs.squeeze(part):
                own = tuple(link for link in links if link in text)
                self.blocks.append(Block(text=text, tag=tag, links=own, element=inner))
