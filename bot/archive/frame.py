"""The frame around an article: lines that stand on every page of a site and belong to no article.

Some are known from the association's site and from usual themes; the others are learned, because text
that stands on several pages of one site is frame.
"""

import re
from collections.abc import Iterable, Sequence

_SKIPPED = frozenset(
    (
        "zum hauptinhalt springen",
        "zum inhalt springen",
        "zum inhalt",
        "skip to content",
        "skip to main content",
        "archivierte nachrichten und beiträge",
        "aktuelle nachrichten und beiträge",
        "veranstaltungsdetails",
        "der vereins-steckbrief - wir stellen uns vor",
        "nachrichten",
        "aktuelles",
        "verbund-news",
        "news",
        "startseite",
        "zurück",
        "drucken",
        "teilen",
        "teilen mit",
        "share this",
        "weiterlesen",
        "kommentare",
    )
)
_FOOT = re.compile(
    r"migo - die digitale mitgliederzeitschrift"
    r"|der [„\"]?essener verbund der immigrantenvereine e\.\s?v\.[“\"]? ist ein dachverband"
    r"|sie finden uns (?:auch )?(?:in den sozialen medien|auf facebook)"
    r"|zum (?:facebook|instagram)-profil$"
    r"|das könnte (?:sie|dich) auch interessieren"
    r"|(?:ähnliche|weitere|verwandte) (?:beiträge|artikel|nachrichten|meldungen|themen)\b.{0,20}$"
    r"|schreibe einen kommentar|kommentar hinterlassen|leave a (?:reply|comment)"
    r"|zurück zur (?:übersicht|liste)|(?:vorheriger|nächster) (?:beitrag|artikel)"
    r"|copyright ©|© (?:19|20)\d\d\b|alle rechte vorbehalten"
)
_LONG = 60
_ENOUGH_PAGES = 2
_MOST_SITES = 200
_MOST_PAGES = 200
"""Of each site the last ones, so that what a daemon learns in years fits into memory."""


def is_known_frame(text: str) -> bool:
    """Whether a line is frame wherever it stands."""
    return text.casefold().strip(" :|»«›‹>") in _SKIPPED


def is_foot(text: str) -> bool:
    """Whether the article has ended before this line."""
    return bool(_FOOT.match(text.casefold()))


class LearnedFrame:
    """Remembers which lines stand on a site's last pages, and tells frame from article."""

    def __init__(self) -> None:
        self._pages: dict[str, dict[int, frozenset[int]]] = {}

    def learn(self, site: str, url: str, lines: Iterable[str]) -> None:
        """Remember the lines of one page."""
        if len(self._pages) >= _MOST_SITES and site not in self._pages:
            return
        pages = self._pages.setdefault(site, {})
        pages.pop(hash(url), None)
        pages[hash(url)] = frozenset(map(hash, lines))
        if len(pages) > _MOST_PAGES:
            del pages[next(iter(pages))]

    def pages(self, site: str) -> int:
        """How many pages of a site are remembered."""
        return len(self._pages.get(site, {}))

    def cut(self, site: str, url: str, lines: Sequence[str]) -> list[bool]:
        """For each line whether it stays: repeated lines go at the end, at the start only short ones.

        A long repeated line elsewhere is more likely a regular notice's own; nothing goes if all would.
        """
        frame = self._find_frame(site, url)
        repeated = [hash(line) in frame for line in lines]
        if all(repeated):
            return [True] * len(lines)
        first = next(i for i, line in enumerate(lines) if not repeated[i] or len(line) >= _LONG)
        last = max(i for i, is_frame in enumerate(repeated) if not is_frame)
        return [first <= i <= last for i in range(len(lines))]

    def _find_frame(self, site: str, url: str) -> frozenset[int]:
        """The lines that stand on all other pages of the site, of which there must be at least two."""
        others = [lines for page, lines in self._pages.get(site, {}).items() if page != hash(url)]
        return frozenset.intersection(*others) if len(others) >= _ENOUGH_PAGES else frozenset()
