"""Which parts of a caption a platform shows as links: addresses, hashtags, mentions."""

import re
from dataclasses import dataclass

_LINKED = re.compile(
    r"""https?://[^\s<>"]*[^\s<>".,;:!?)\]»“”…]"""
    r"|(?<!\w)#(?=\w*[^\W\d])\w+"
    r"|(?<!\w)@\w+(?:\.\w+)*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of text; is_linked: shown in the link colour."""

    text: str
    is_linked: bool


def mark_caption(caption: str) -> tuple[Mark, ...]:
    """Split a caption into plain and linked stretches; joined they are the caption again."""
    marks: list[Mark] = []
    end = 0
    for match in _LINKED.finditer(caption):
        marks.append(Mark(text=caption[end : match.start()], is_linked=False))
        marks.append(Mark(text=match.group(), is_linked=True))
        end = match.end()
    marks.append(Mark(text=caption[end:], is_linked=False))
    return tuple(mark for mark in marks if mark.text)
