"""Where a channel hides the rest of a caption behind "… more"."""

import re
from dataclasses import dataclass

from bot.domain.channel import get_traits, utf16_length
from bot.domain.post import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A caption cut at the fold; `hidden` is empty when all of it shows."""

    shown: str
    hidden: str


def fold_caption(caption: str, channel: Channel) -> Folded:
    """Cut a caption where the channel cuts it, at a blank where there is one near."""
    fold = get_traits(channel).limits.fold
    if utf16_length(caption) <= fold:
        return Folded(shown=caption, hidden="")
    cut = _count_characters(caption, fold)
    blank = max(caption.rfind(" ", 0, cut + 1), caption.rfind("\n", 0, cut + 1))
    cut = blank if blank > cut // 2 else cut
    return Folded(shown=caption[:cut].rstrip(), hidden=caption[cut:].strip())


def _count_characters(caption: str, units: int) -> int:
    """How many whole characters fit into so many UTF-16 units."""
    used = 0
    for index, character in enumerate(caption):
        used += 2 if ord(character) > 0xFFFF else 1
        if used > units:
            return index
    return len(caption)


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
