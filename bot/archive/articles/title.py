"""Which of a page's headings is the article's title."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from urllib.parse import unquote, urlsplit

from bot.archive import boilerplate
from bot.archive.credit_lines import is_credit
from bot.archive.html_tree import HEADINGS, Block, Element, is_unseen, join, name_of, squeeze, text_of

_LEVEL_WEIGHT = {"h1": 2.0, "h2": 1.5, "h3": 1.0, "h4": 0.5}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_MOST_LINES = 12
_NEAR, _FEW = 4, 6
_LONGEST = 180
"""Characters; the longest title seen on the association's site has 173."""
_SHORTEST_PART, _SHORTEST_OWN = 12, 8
_SAYS_LITTLE = 3
"""Words of a title that is told with its kicker."""
_POINTS_BACK = re.compile(r"^(?:Er|Sie|(?:\w+ ){1,2}(?:er|sie|ihn|ihm|ihre?[nmrs]?))\b(?! sich)")
"""How a title begins whose subject is named by its kicker alone."""
_MANY_PARTS = 3
_LEAD = 5
_CUT = 1000
_MOST_PARTS = 8
_READ_ABOVE = 150
"""Characters of text above a heading from which on it is rather one within the article."""
_SEPARATOR = re.compile(r"\s+[|»«–—-]\s+|\s*[|│]\s*|(?<=\w)\s+::?\s+")
_CRUMBS = re.compile(r"\s[»›>/]\s")
_DATE_HEAD = re.compile(
    r"^\W*(?:\d{1,2}\.\s?(?:\d{1,2}\.|[A-Za-zä]{3,9})\s?\d{4}|\d{4}-\d\d-\d\d)\s*+[-–|:•·]?+\s*+(?=\S.{8})"
)
_BYLINE_TAIL = re.compile(
    r"(?<=[^\W\d]{3}) Von [A-ZÄÖÜ][\w.-]+(?: [A-ZÄÖÜ][\w.-]+){1,2}(?: ?\([A-ZÄÖÜ]\w{1,4}\))?$"
)
"""In German "Von" begins with a capital where a line begins."""
_DATE_TAIL = re.compile(r"\s+[|•·]?\s*\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\s*[|•·].{0,80}$")
_BESIDE = re.compile(
    r"kicker|dachzeile|(?:over|top|roof|strap)-?(?:line|title)|eyebrow|spitzmarke|pre-?(?:head|title)|rubrik|categor|"
    r"kategorie|date|datum|(?:^|[\s_-]|h\d)small(?:$|[\s_-])",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"headline|(?:^|[\s_-])(?:entry|post|article|page|news)-?title|^title$|^titel$|(?:^|\s)titel(?:$|\s)",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"(?:Figure|Fig\.|Abb(?:ildung|\.)|Bild|Foto)\s?\d+\b.*|(?:https?://)?(?:[\w-]+\.)+(?:de|at|ch|com|org|net|info|eu)|"
    r"(?:(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Sonnabend|Warum|Was|Wer|Wie|Wo|Wann|Wozu)\W*",
)
"""A picture's number, an address, a day of a programme, a question of one word."""
_DAY = re.compile(
    r"(?:\w+tag|Mittwoch|Sonnabend)?,?\s?\d{1,2}\.\s?(?:\d{1,2}\.|[A-Za-zä]{3,9})\s?(?:20\d\d)?"
)
_FILED_ON = re.compile(r"[\s_-]\d{4}[\s_.-]\d\d[\s_.-]\d\d$")
"""The day that an address or a file's name adds to a title."""
_SECTION = re.compile(
    r"\W*(?:titel|title|untitled|unbenannt|(?:neue seite|new page)(?: \d+)?|"
    r"(?:wir )?über (?:uns|mich)|(?:wer|was) wir (?:sind|tun|machen)|impressum|imprint|kontakt|"
    r"datenschutz(?:erklärung)?|privacy(?: policy)?|agb|startseite|home(?:page)?|(?:herzlich )?willkommen|"
    r"satzung|vorstand|(?:unser )?team|leitbild|(?:der|unser) verein|(?:vereins)?geschichte|historie|chronik|"
    r"(?:(?:die|unsere|alle) )?(?:aktuellen? )?(?:termine|veranstaltungen|konzerte|kurse|projekte|angebote|"
    r"leistungen|gottesdienste|(?:öffnungs|trainings|proben|gottesdienst|sprech)zeiten)|"
    r"kalender|archiv|links|faq|lexikon|glossar|about(?: us)?|contact|newsletter|mitglied(?:er|schaft)|"
    r"anfahrt|sitemap|suche|"
    r"presse(?:mitteilungen)?|aktuelles|nachrichten|news|blog|informationen|downloads?|"
    r"(?:bilder)?galerie|jobs|mitmachen|mitsingen|mitspielen|spenden|spendenkonto|"
    r"(?:jetzt )?(?:förder)?(?:mitglied|gönner|förderer|spender|pate|sponsor)(?:in)? werden)\W*",
    re.IGNORECASE,
)
_SALUTES = re.compile(r"(?:Liebe[rs]?|Sehr geehrte[rs]?|Hallo|Moin) ")
_ASSOCIATION = re.compile(r"(?!.*\b(?:zu[mr]|beim|de[rs]|vom|am|mit)\b)[^:!?–]{3,80}\be\.\s?V\.$")
""" "Arbeitskreis Geschichte Musterstadt e.V.": who publishes, and nothing about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The title, and the index of its block; -1 when only the page's meta data name it."""

    text: str
    block: int


def decide_title(
    blocks: Sequence[Block],
    announced: Sequence[str],
    listed: str,
    url: str,
    text_at: int = -1,
    site: str = "",
) -> Title | None:
    """Weigh headings by level, by what meta data and listing call the article, and by the address.

    announced: titles of the page's meta data, perhaps with the site's name; listed: the listing's, or "".
    """
    told = _Told([title[:_CUT] for title in announced], listed, site or _name_host(url))
    often = Counter(block.text for block in blocks if block.tag in HEADINGS)
    best, heaviest = -1, 0.0
    read = list(accumulate((len(b.text) if b.image is None else 0 for b in blocks), initial=0))
    for order, (place, block) in enumerate(_list_candidates(blocks, text_at)):
        weight = _weigh(block, told, url) - order / 100
        if often[block.text] > 1 and not _agreement(_fold(block.text), told):
            weight -= 1
        if text_at >= 0:
            is_set_apart = block.tag in HEADINGS or _is_bold(block)
            weight += 1.0 if is_set_apart and _is_right_above(blocks, place, text_at) else 0.0
            weight -= 2.5 if read[place] - read[text_at] > _READ_ABOVE else 0
        if best < 0 or weight > heaviest:
            best, heaviest = place, weight
    own = told.own()
    is_doubtful = best >= 0 and not listed and (blocks[best].tag != "h1" or best > text_at >= 0)
    if (
        is_doubtful
        and len(set(_fold(own).split())) >= 3
        and not _agreement(fold := _fold(blocks[best].text), told)
        and _slug_likeness(_fold(own), url) >= max(0.6, _slug_likeness(fold, url))
    ):
        return Title(text=own, block=-1)
    if best >= 0 and heaviest >= 1:
        text = told.clean(blocks[best])
        near = [block for block in blocks[max(0, best - _NEAR) : best + 1] if block.element is not None]
        return Title(text=told.find_with_kicker(text, near) or text, block=best)
    fallback = listed or told.find_part(blocks[: text_at + 1][-_LEAD:]) or told.own()
    if names_section(fallback) and (line := _find_line(blocks, text_at)) >= 0:
        return Title(text=blocks[line].text, block=line)
    if fallback:
        return Title(text=fallback, block=-1)
    return None if best < 0 else Title(text=told.clean(blocks[best]), block=best)


def names_section(title: str) -> bool:
    """Whether a title is that of a site or its part, or a day: "News", "Über uns", "Turnverein Süd e.V."."""
    is_section = _SECTION.fullmatch(_FILED_ON.sub("", title)) is not None
    return is_section or bool(_DAY.fullmatch(title) or _ASSOCIATION.match(title))


def _is_right_above(blocks: Sequence[Block], place: int, text_at: int) -> bool:
    """Whether but a few lines, and the credits of pictures, part a heading from the text below it."""
    distance = text_at - place
    return 0 <= distance <= _FEW or _FEW < distance <= _FEW + sum(
        is_credit(block.text) for block in blocks[place:text_at][:_MOST_LINES]
    )


def _find_line(blocks: Sequence[Block], text_at: int) -> int:
    """Where the line stands right above a text that may head it; -1 when none does."""
    for place in range(text_at - 1, max(-1, text_at - _LEAD), -1):
        block = blocks[place]
        is_line = not _is_sentence(block) and not _CRUMBS.search(block.text)
        may_head = is_line and _may_be_title(block) and not block.text.endswith(",")
        if may_head and len(block.text.split()) > _SAYS_LITTLE:
            return place
    return -1


def strip_byline(title: str) -> str:
    """A title without the name of who wrote the text below it."""
    return _BYLINE_TAIL.sub("", title)


def _name_host(url: str) -> str:
    """The name that a host has of its own: "verein" of "www.verein.example"."""
    parts = (urlsplit(url).hostname or "").split(".")
    return parts[-2] if len(parts) > 1 else ""


def _list_candidates(blocks: Sequence[Block], text_at: int) -> list[tuple[int, Block]]:
    often = Counter(block.tag for block in blocks)
    headings = [
        (place, block)
        for place, block in enumerate(blocks)
        if (block.tag in HEADINGS or (0 <= text_at - place <= _NEAR and _is_bold(block)))
        and _may_be_title(block)
        and not _files_one_article(blocks, place, often)
        and not _is_of_menu(blocks, place)
    ]
    may = ((place, block) for place, block in enumerate(blocks) if _may_be_title(block))
    return headings or [
        (place, block) for place, block in islice(may, _MOST_LINES) if not _is_sentence(block)
    ]


def _is_of_menu(blocks: Sequence[Block], place: int) -> bool:
    """Whether a heading is one of several right beside each other that are nothing but links."""
    around, tag = blocks[max(0, place - 2) : place + 3], blocks[place].tag
    links = [block.tag == tag and block.is_only_links for block in around]
    return any(all(links[at : at + 3]) for at in range(len(links) - 2))


def _files_one_article(blocks: Sequence[Block], place: int, often: Mapping[str, int]) -> bool:
    """Whether a heading names but a part of the site, and the one of its level right below it the article.

    often: how many blocks there are of each tag.
    """
    below = next((block for block in blocks[place + 1 : place + 3] if block.image is None), None)
    if below is None or below.tag not in HEADINGS or often[below.tag] > 1 or not _may_be_title(below):
        return False
    if _SALUTES.match(below.text):
        return False
    is_other = not names_section(below.text) and _fold(blocks[place].text) not in _fold(below.text)
    return is_other and names_section(blocks[place].text)


def _is_sentence(block: Block) -> bool:
    return len(block.text) >= 60 and block.text.endswith((".", "!", "…", ".“", '."'))


def _is_bold(block: Block) -> bool:
    """Whether a short line is set like a heading: all of it bold, or named a title."""
    element = block.element
    if (
        element is None
        or block.tag in HEADINGS
        or len(block.text) > _LONGEST
        or block.text.endswith((".", ":", ","))
    ):
        return False
    strong = [child for child in element[:_NEAR] if child.tag in {"b", "strong"}]
    is_whole = (
        len(strong) == 1 and "".join(strong[0].itertext()).strip() == "".join(element.itertext()).strip()
    )
    return is_whole or bool(_NAMED.search(element.get("class") or ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A part of a heading in an element of its own.

    is_beside: a kicker, a day, categories; is_line: in a line of its own.
    """

    text: str
    is_beside: bool = False
    is_title: bool = False
    is_line: bool = False


class _Told:
    """What meta data and listing call the article, folded to compare with headings."""

    def __init__(self, announced: Sequence[str], listed: str, site: str) -> None:
        self.announced = announced
        self.listed = _fold(listed)
        self.site = _fold(site)
        self.bare_site = self.site.replace(" ", "")
        self.whole = [fold for title in announced if (fold := _fold(title)) and fold != self.site]
        self.parts = [_fold(part) for title in announced for part in _SEPARATOR.split(title)]
        self.runs = {_fold(run) for title in announced for run in _list_runs(title)} - {self.site}

    def own(self) -> str:
        """Of several forms the one without the site's name; of one alone what stands before the separator."""
        announced = [title for title in self.announced if _fold(title) != self.site]
        short = [a for a in announced if any(b != a and b.startswith(a) for b in announced)]
        return (
            short[0] if short else next((self._cut(title) or _without_site(title) for title in announced), "")
        )

    def _cut(self, title: str) -> str:
        """A title without the site's name, as far as that or behind it; empty without it."""
        for match in islice(_SEPARATOR.finditer(title), _MOST_PARTS):
            following = _SEPARATOR.split(title[match.end() :], maxsplit=1)[0]
            if self.bare_site and _fold(following).replace(" ", "") == self.bare_site:
                return title[: match.start()]
            if self.bare_site and _fold(title[: match.start()]).replace(" ", "") == self.bare_site:
                return title[match.end() :]
        return ""

    def find_part(self, blocks: Sequence[Block]) -> str:
        """What stands between two separators of a title and is shown above the text; empty without such."""
        shown = [f" {_fold(block.text)} " for block in blocks if len(block.text) <= _LONGEST]
        parts = [part for title in self.announced for part in _SEPARATOR.split(title)]
        told = [
            part
            for part in parts
            if len(part) >= _SHORTEST_PART
            and (fold := _fold(part)) != self.site
            and any(f" {fold} " in text for text in shown)
        ]
        return max(told, key=len, default="") if len(parts) >= _MANY_PARTS else ""

    def clean(self, block: Block) -> str:
        """A heading without kicker, day, categories or the site's name."""
        pieces = _pieces(block.element) if block.element is not None and block.tag in HEADINGS else []
        known = {own for title in self.announced for own in (_fold(title), _fold(_without_site(title)))} | {
            self.listed
        }
        is_known = _fold(block.text) in known
        if whole := self._find_whole(pieces):
            return whole
        if block.text in self.announced:
            pieces = []
        parts = [
            (start, " ".join(piece.text for piece in pieces[start:end]).strip(" :–-|"))
            for end in range(len(pieces), 0, -1)
            for start in range(end)
        ]
        for start, part in parts[1 : len(pieces)]:
            is_kicker = not re.search(r"\w\s?:$", pieces[start - 1].text)
            if len(part) >= _SHORTEST_PART and (
                _fold(part) in self.runs if is_kicker else _fold(part) in known and not is_known
            ):
                return part
        if is_known:
            return _DATE_HEAD.sub("", block.text)
        for _, part in parts[len(pieces) :]:
            if len(part) >= _SHORTEST_PART and _fold(part) in known:
                return part
        if text := _without_beside(pieces) or _join_lines(pieces):
            return text
        if block.tag not in HEADINGS:
            known |= {part for part in self.parts if len(part) >= _SHORTEST_PART}
        return _without_frame(block.text, known)

    def find_with_kicker(self, text: str, shown: Sequence[Block]) -> str:
        """A title that says little alone as the page tells it, behind a kicker that is shown; or nothing."""
        if len(text.split()) > _SAYS_LITTLE and not _POINTS_BACK.match(text):
            return ""
        kickers = {_fold(piece.text) for block in shown for piece in _pieces(block.element)}
        whole = (title for title in self.announced if title.endswith(f": {text}"))
        kickers = {kicker for kicker in kickers if kicker not in _fold(text)}
        return next((title for title in whole if _fold(title.removesuffix(text)) in kickers), "")

    def _find_whole(self, pieces: Sequence[_Piece]) -> str:
        """What a heading in pieces says in all; a kicker by name may be told behind a colon."""
        named = [piece.text for piece in pieces if piece.is_title]
        if len(named) == 1 < len(pieces) and len(named[0]) >= _SHORTEST_PART:
            return named[0]
        own = " ".join(piece.text for piece in pieces if not piece.is_beside).strip(" :")
        if own and pieces[-1].is_beside and any(title.startswith(f"{own}: ") for title in self.announced):
            return f"{own}: {pieces[-1].text}"
        return ""


def _list_runs(title: str) -> Iterator[str]:
    """What stands between any two separators of a title."""
    parts = re.split(r"\s+[|»«–—-]\s+|\s*[|│]\s*|:\s+", title)[:_MOST_PARTS]
    for start in range(len(parts)):
        for end in range(start + 1, len(parts) + 1):
            yield " ".join(parts[start:end])


def _pieces(heading: Element) -> list[_Piece]:
    while len(heading) == 1 and not (heading.text or "").strip() and not (heading[0].tail or "").strip():
        heading = heading[0]
    found = [_Piece(text=squeeze(heading.text or ""))]
    for child in list(heading)[:_MOST_PARTS]:
        if isinstance(child.tag, str) and child.tag not in {"script", "style"}:
            css = child.get("class") or ""
            is_beside = child.tag in {"small", "time"} or bool(_BESIDE.search(css))
            is_title = not is_beside and bool(_NAMED.search(css))
            is_line = child.tag in {"div", "p"}
            found.append(_Piece(text=text_of(child), is_beside=is_beside, is_title=is_title, is_line=is_line))
        found.append(_Piece(text=squeeze(child.tail or "")))
    return [piece for piece in found if piece.text]


def _without_beside(pieces: Sequence[_Piece]) -> str:
    """A heading without its kicker, day or categories; empty where it has none or is nothing else."""
    own = [piece.text for piece in pieces if not piece.is_beside]
    text = " ".join(own)
    return text if len(own) < len(pieces) and len(text) >= _SHORTEST_OWN else ""


def _join_lines(pieces: Sequence[_Piece]) -> str:
    """What two lines of a heading say, parted by a colon; empty for a heading in one line.

    A colon in an element of its own is for those who do not see that a line ends.
    """
    lines = [piece.text.strip(" :") for piece in pieces]
    told = [line for line in lines if line]
    is_parted = "" in lines or all(piece.is_line for piece in pieces)
    return ": ".join(told) if is_parted and len(told) == 2 and told[0][-1] not in ".!?…" else ""


def _without_frame(text: str, known: set[str]) -> str:
    """A heading without the day before it or the site's name behind a bar."""
    text = text[:_CUT]
    head, *_, tail = re.split(r"\s+[|•·/:]\s+", text)[:_MOST_PARTS] * 2
    for part in (head, tail):
        if part != text and _fold(part) in known:
            return part
    bare = _DATE_TAIL.sub("", _DATE_HEAD.sub("", text))
    return bare if len(bare) >= _SHORTEST_OWN else text


def _may_be_title(block: Block) -> bool:
    is_text = block.image is None and 3 <= len(block.text) <= 300 and any(map(str.isalnum, block.text))
    if not is_text or (block.text.endswith(":") and block.tag != "h1"):
        return False
    if _NO_TITLE.fullmatch(block.text) or boilerplate.is_meta_line(block.text):
        return False
    is_frame = boilerplate.is_known_frame(block.text) or boilerplate.is_foot(block.text)
    return not is_frame and not boilerplate.find_date(block.text) and not _is_category_row(block)


def _is_category_row(block: Block) -> bool:
    return bool(boilerplate.find_categories(block.text, block.links))


def _weigh(block: Block, told: _Told, url: str) -> float:
    weight = _LEVEL_WEIGHT.get(block.tag, 0.0) - (1 if len(block.text) > _LONGEST else 0)
    text = _fold(block.text)
    if told.listed and told.listed == text:
        weight += 3
    if block.element is not None:
        weight -= 3 if is_unseen(block.element) else 1.5 if _is_crumb(block.element) else 0
    if block.element is not None and _is_page_header(block.element):
        weight -= 2
    if text and (text == told.site or (block.element is not None and _leads_home(block.element, url))):
        weight -= 3
    weight += _agreement(text, told)
    css = (
        f"{block.element.get('class') or ''} {block.element.get('itemprop') or ''}".strip()
        if block.element is not None
        else ""
    )
    if _NAMED.search(css):
        weight += 1
    if _BESIDE.search(css) and not _NAMED.search(css):
        weight -= 1.5
    return weight + 2 * _slug_likeness(text, url)


def _agreement(text: str, told: _Told) -> float:
    """How far a folded heading is what the page's meta data call the article."""
    if not text:
        return 0.0
    return max((_agreement_with(text, whole, told) for whole in told.whole), default=0.0)


def _agreement_with(text: str, whole: str, told: _Told) -> float:
    if text == whole:
        return 2.5
    is_part = text in whole and len(text) >= 0.4 * len(whole)
    if is_part or (len(whole) >= 12 and whole.replace(" ", "") in text.replace(" ", "")):
        return 2.0
    words = set(text.split())
    is_alike = len(words) >= 4 and len(words & set(whole.split())) >= 0.7 * len(words)
    is_part = text in told.parts and len(text) >= 15
    return 2.5 if is_part and whole.startswith(text) else 2.0 if is_part else 1.5 if is_alike else 0.0


def _leads_home(heading: Element, url: str) -> bool:
    """Whether a heading is a link to the site's start page, as the site's own name is."""
    link = next(heading.iter("a"), None)
    if link is None or text_of(link) != text_of(heading):
        return False
    target = urlsplit(join(url, link.get("href")))
    return target.path in {"", "/"} and not target.query and bool(urlsplit(url).path.strip("/"))


def _is_crumb(element: Element) -> bool:
    """Whether a heading is where a page says its place in the site."""
    return any(
        "breadcrumb" in name_of(box).lower() for box in (element, *islice(element.iterancestors(), _NEAR))
    )


def _is_page_header(element: Element) -> bool:
    is_header = next(element.iterancestors("header"), None) is not None
    return is_header and next(element.iterancestors("article", "main"), None) is None


def _slug_likeness(text: str, url: str) -> float:
    """Share of the title's words that stand in the address, which is not edited when a title is."""
    words = set(re.findall(r"[a-z0-9]{3,}", text.translate(_UMLAUTS)))
    slug = set(re.findall(r"[a-z0-9]{3,}", unquote(urlsplit(url).path).casefold().translate(_UMLAUTS)))
    return len(words & slug) / max(len(words), 3) if words else 0.0


def _fold(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


def _without_site(title: str) -> str:
    """A <title> without the site's name behind the last separator."""
    end = max((match.start() for match in _SEPARATOR.finditer(title)), default=0)
    return title[:end] or title
