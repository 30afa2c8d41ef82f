"""Two people at once: what changed between what somebody saw and what stands there now."""

import difflib
import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.domain.post import Post
from bot.i18n import say
from bot.pipeline.seen import Part, Seen

MOST_REMEMBERED = 500
"""Versions of posts whose words are kept in memory, for whoever answers a page that shows an earlier one."""

MOST_COMPARED = 4000
"""Words and blanks that are compared one by one, which takes their square."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text; tone: "gone", "new" or "same"."""

    words: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One part that is another now; stretches: for words, when the earlier ones are known."""

    name: str
    stretches: tuple[Stretch, ...] = ()


class Shown:
    """Remembers which words stood on the pages that were shown, so that a conflict can be explained."""

    def __init__(self) -> None:
        self._posts: OrderedDict[str, Post] = OrderedDict()

    def note(self, posts: Iterable[Post]) -> None:
        """These are on a page now."""
        for post in posts:
            self._posts[str(Seen.of(post))] = post
            self._posts.move_to_end(str(Seen.of(post)))
        while len(self._posts) > MOST_REMEMBERED:
            self._posts.popitem(last=False)

    def find(self, seen: str) -> Post | None:
        """The post as it was shown then; None when that was before a restart, or never."""
        return self._posts.get(seen)


def explain_change(parts: Sequence[Part], before: Post | None, now: Post) -> tuple[Change, ...]:
    """What changed, part by part."""
    return tuple(_explain(part, before, now) for part in parts)


def _explain(part: Part, before: Post | None, now: Post) -> Change:
    match part:
        case Part.TEXT:
            words = _compare(before.composition.caption if before else None, now.composition.caption)
            return Change(name=say("The text is another now"), stretches=words)
        case Part.ALT_TEXT:
            words = _compare(before.composition.alt_text if before else None, now.composition.alt_text)
            return Change(name=say("The alt text is another now"), stretches=words)
        case Part.PICTURE:
            return Change(name=say("The picture is another now"))
        case Part.TIME:
            return Change(name=say("The time is another now"))


def _compare(old: str | None, new: str) -> tuple[Stretch, ...]:
    """Word by word, so that a person sees at a glance what to look at."""
    if old is None:
        return ()
    before, after = (re.findall(r"\s+|\S+", text) for text in (old, new))
    if len(before) + len(after) > MOST_COMPARED:
        return (Stretch(old, "gone"), Stretch(new, "new"))
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return tuple(_list_stretches(matcher, before, after))


def _list_stretches(
    matcher: "difflib.SequenceMatcher[str]", before: Sequence[str], after: Sequence[str]
) -> Iterator[Stretch]:
    for _, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        gone, new = "".join(before[old_from:old_to]), "".join(after[new_from:new_to])
        if gone == new:
            yield Stretch(new, "same")
            continue
        yield from (Stretch(words, tone) for words, tone in ((gone, "gone"), (new, "new")) if words)
