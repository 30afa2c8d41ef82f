"""Whether a page has anything to do with what a list, a feed or an earlier reading told of its article."""

import re
from collections.abc import Iterable, Iterator

_SHORTEST_IN_TITLE = 4
_SHORTEST_IN_TEXT = 6
_FEWEST = 8
_MOST = 400
_LONGEST = 200_000
_OF_TITLE = 0.5
_OF_TEXT = 0.3


def is_unrelated(title: str, text: str, said: Iterable[str]) -> bool:
    """Whether neither the told title's nor the told text's words stand in what a page says of itself.

    Short words and those that every text has do not count. False when nothing was told.
    """
    titled, spoken = _list_words(title, _SHORTEST_IN_TITLE), _list_words(text, _SHORTEST_IN_TEXT)
    if not titled and len(spoken) < _FEWEST:
        return False
    shown = set(_iterate_words(said))
    has_title = bool(titled) and len(titled & shown) >= _OF_TITLE * len(titled)
    return not has_title and not shares_text(text, shown)


def shares_text(text: str, shown: set[str]) -> bool:
    """Whether a good part of a text's longer words are among those shown."""
    spoken = _list_words(text, _SHORTEST_IN_TEXT)
    return len(spoken) >= _FEWEST and len(spoken & shown) >= _OF_TEXT * len(spoken)


def _list_words(text: str, shortest: int) -> set[str]:
    found = [word for word in _iterate_words([text]) if len(word) >= shortest or word.isdigit()]
    return set(found[:_MOST])


def _iterate_words(texts: Iterable[str]) -> Iterator[str]:
    return (word for text in texts for word in re.findall(r"\w+", text[:_LONGEST].casefold()))
