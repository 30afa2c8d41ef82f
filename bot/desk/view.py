"""What the pages show: posts of one article together, what may be done, and what changed meanwhile."""

import difflib
import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby

from bot.domain.channel import get_traits
from bot.domain.post import Post, PostStatus
from bot.domain.schedule import find_slot
from bot.domain.state import AuditEntry, Person
from bot.domain.times import MORNING, Calendar, format_distance, format_short
from bot.i18n import say
from bot.pipeline.context import App
from bot.pipeline.plan import SLOT_MEMORY
from bot.pipeline.seen import Part, Seen, Undo, find_undo
from bot.preview.page import Card, keep_web_address, make_card
from bot.preview.view import preview_post

EVENING = time(17, 30)
"""When many people have time to look at their phone."""

FINISHED = (
    PostStatus.PUBLISHED,
    PostStatus.FAILED,
    PostStatus.MISSED,
    PostStatus.CANCELLED,
    PostStatus.SKIPPED,
)
COMING = (PostStatus.SCHEDULED, PostStatus.PUBLISHING, PostStatus.UNCONFIRMED)
ALLOWED: Mapping[PostStatus, frozenset[str]] = {
    PostStatus.DRAFT: frozenset({"approve", "cancel", "reschedule", "edit"}),
    PostStatus.SCHEDULED: frozenset({"cancel", "reschedule", "edit"}),
    PostStatus.FAILED: frozenset({"retry", "reschedule", "edit", "cancel"}),
    PostStatus.MISSED: frozenset({"retry", "reschedule", "edit", "cancel"}),
    PostStatus.CANCELLED: frozenset({"reschedule"}),
}
"""What people may do to a post of each status; to others nothing."""

SOON = timedelta(hours=1)
"""How long before it goes out the minutes are counted."""
TO_CHOOSE = timedelta(minutes=10)
"""So far ahead a suggested time lies at least: it must not be over when somebody taps on it."""
MOST_WHOLE = 8
"""Waiting articles that the inbox shows whole; the others stand there as one line each."""
LINES_EACH = 3
"""Lines about what comes, and about what is finished, for each article that may be shown whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A time to choose with one tap: how it is called, and what it means in ISO 8601."""

    name: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One post as the desk shows it.

    actions: what this person may do to it; undo: what can be taken back; said: who did something last;
    advice: what to do about a failure; leaves_soon: whether to count the minutes until it goes out.
    """

    post: Post
    card: Card
    seen: str
    actions: frozenset[str]
    suggestions: tuple[Suggestion, ...]
    undo: Undo | None
    said: str
    advice: str
    leaves_soon: bool
    most_caption: int
    most_alt_text: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Posts of one article, one for each channel."""

    article_id: int
    title: str
    url: str
    link: str
    entries: tuple[Entry, ...]

    @property
    def waiting(self) -> tuple[Entry, ...]:
        """Those that this person may approve."""
        return tuple(entry for entry in self.entries if "approve" in entry.actions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """What waits for a yes, what comes, and what became of the others.

    more, later: those that wait, and come, beyond the first: their titles only.
    """

    waiting: tuple[Group, ...]
    more: tuple[Post, ...]
    coming: tuple[Group, ...]
    later: tuple[Post, ...]
    finished: tuple[Group, ...]

    @property
    def count_waiting(self) -> int:
        """How many posts wait for a yes."""
        return len(self.more) + sum(len(group.entries) for group in self.waiting)

    @property
    def count_coming(self) -> int:
        """How many posts are scheduled."""
        return len(self.later) + sum(len(group.entries) for group in self.coming)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What was just done, and the post, so that it can be taken back."""

    sentence: str
    entry: Entry


class Views:
    """Makes what a page shows to one person."""

    def __init__(self, app: App, person: Person) -> None:
        self._app = app
        self._person = person
        self._now = app.clock()
        self._timing = app.rules.timing

    def make_inbox(self, most: int = MOST_WHOLE) -> Inbox:
        """Everything, the next due first; what is finished, the latest first. most: articles shown whole."""
        drafts = list(_group(self._app.posts.list_with(PostStatus.DRAFT)))
        coming = sorted(
            (post for status in COMING for post in self._app.posts.list_with(status)),
            key=lambda post: post.due_at,
        )
        return Inbox(
            waiting=tuple(map(self._make_group, drafts[:most])),
            more=tuple(post for posts in drafts[most:] for post in posts),
            coming=tuple(map(self._make_group, _group(coming[: most * LINES_EACH]))),
            later=tuple(coming[most * LINES_EACH :]),
            finished=tuple(map(self._make_group, _group(self._list_finished(most * LINES_EACH)))),
        )

    def make_group(self, post: Post) -> Group:
        """A post, and its article's posts on other channels behind it."""
        others = [
            other for other in self._app.posts.list_posts(article_id=post.article_id) if other.id != post.id
        ]
        return self._make_group([post, *reversed(others)])

    def make_notice(self, post: Post) -> Notice:
        """How a post stands after what was just done to it."""
        entry = self.make_entry(post)
        facts = {
            "channel": entry.card.label,
            "title": post.article_title,
            "standing": entry.card.standing.word,
        }
        return Notice(sentence=say("{channel}, “{title}”: {standing}.", **facts), entry=entry)

    def _list_finished(self, most: int) -> Sequence[Post]:
        """The latest of each kind, so that a busy week does not hide what failed."""
        found = [
            post for status in FINISHED for post in self._app.posts.list_posts(status=status, limit=most)
        ]
        return sorted(found, key=self._find_end, reverse=True)[:most]

    def _find_end(self, post: Post) -> datetime:
        """About when it was finished; a time that is still ahead says nothing about that."""
        if post.published_at:
            return post.published_at
        return post.due_at if post.due_at <= self._now else post.created_at

    def _make_group(self, posts: Sequence[Post]) -> Group:
        entries = tuple(map(self.make_entry, posts))
        first = posts[0]
        return Group(
            article_id=first.article_id,
            title=first.article_title,
            url=first.article_url,
            link=keep_web_address(first.article_url),
            entries=entries,
        )

    def make_entry(self, post: Post) -> Entry:
        """One post with what this person may do to it."""
        may_decide = self._person.may_decide
        actions = ALLOWED.get(post.status, frozenset()) if may_decide else frozenset()
        if post.composition.cure:  # its picture does not say its title: a yes would be refused
            actions -= {"approve"}
        deeds = self._app.journal.list_deeds(post.id)
        return Entry(
            post=post,
            card=make_card(preview_post(post, self._app.rules), self._now, self._timing.timezone),
            seen=str(Seen.of(post)),
            actions=frozenset(actions),
            suggestions=tuple(self._suggest(post)) if "reschedule" in actions else (),
            undo=find_undo(self._app, post) if may_decide else None,
            said=_tell(deeds[-1], self._now) if deeds else "",
            advice=post.error.advice if post.error and post.status is PostStatus.FAILED else "",
            leaves_soon=post.status is PostStatus.SCHEDULED and post.due_at - self._now < SOON,
            most_caption=get_traits(post.channel).limits.caption,
            most_alt_text=get_traits(post.channel).limits.alt_text,
        )

    def _suggest(self, post: Post) -> Iterator[Suggestion]:
        """Free slots of the windows: the next one, tomorrow's first, and one when many have time."""
        taken = [at for at in self._list_taken(post) if at != post.due_at]
        calendar = Calendar(now=self._now, timezone=self._timing.timezone, is_closed=self._timing.is_closed)
        tomorrow = calendar.today + timedelta(days=1)
        earliest = (
            max(self._now, post.due_at) + timedelta(hours=1),
            calendar.at(calendar.today, EVENING),
            calendar.at(tomorrow, MORNING),
            calendar.at(tomorrow, EVENING),
        )
        ahead = self._now + TO_CHOOSE
        slots = (find_slot(at, self._timing, taken) for at in earliest if at > ahead)
        for slot in sorted({slot for slot in slots if slot and slot != post.due_at})[:4]:
            yield Suggestion(name=format_short(slot, self._timing.timezone), when=slot.isoformat())

    def _list_taken(self, post: Post) -> Sequence[datetime]:
        return self._app.posts.list_taken(post.account, self._now - SLOT_MEMORY)


def _group(posts: Iterable[Post]) -> Iterator[list[Post]]:
    """By article, in the order in which the first of each stands."""
    listed = list(posts)
    order = {post.article_id: place for place, post in reversed(list(enumerate(listed)))}
    listed.sort(key=lambda post: (order[post.article_id], post.channel))
    for _, group in groupby(listed, key=lambda post: post.article_id):
        yield list(group)


def _tell(deed: AuditEntry, now: datetime) -> str:
    """Who did what last, as people say it."""
    names = {
        "approve": say("{who} said yes {when}"),
        "cancel": say("{who} said no {when}"),
        "edit": say("{who} changed it {when}"),
        "reschedule": say("{who} gave it another time {when}"),
        "retry": say("{who} asked to try again {when}"),
        "undo": say("{who} took the last decision back {when}"),
        "mark-posted": say("{who} said {when} that it is published"),
        "withdraw": say("{who} deleted it on the platform {when}"),
    }
    sentence = names.get(deed.verb, say("{who} changed it {when}"))
    return sentence.format(who=deed.who, when=format_distance(deed.at, now))


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
