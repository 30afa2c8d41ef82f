"""Posts: the promise to publish one article on one channel, its attempts, and whether it stands there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from bot.domain.article import Event, Fact
from bot.i18n import say

_NAME = re.compile(r"[a-z][a-z0-9-]{0,15}")


class Channel(str):
    """Where we publish: the name of a folder in `bot/channels`. Raises ValueError for what can be no name.

    Which channels there are, `bot.domain.channel` tells; the database may hold posts of one that is gone.
    """

    __slots__ = ()

    def __new__(cls, name: str) -> Self:
        """Take a name of 1 to 16 small letters, digits and hyphens, a letter first."""
        if not _NAME.fullmatch(name):
            sentence = f"no name of a channel: {name!r}"
            raise ValueError(sentence)
        return super().__new__(cls, name)

    @property
    def value(self) -> str:
        """The name, as templates write it."""
        return str(self)


class PostStatus(StrEnum):
    """Where a post stands on its way."""

    DRAFT = "draft"
    """Waits for a person's approval."""
    SCHEDULED = "scheduled"
    """Will be published at `due_at` or later."""
    PUBLISHING = "publishing"
    """A worker holds its lease."""
    PUBLISHED = "published"
    """The platform gave a receipt."""
    UNCONFIRMED = "unconfirmed"
    """Was sent, outcome unknown; reconcile decides."""
    FAILED = "failed"
    """Certainly not published; needs a person."""
    MISSED = "missed"
    """Its time passed during a long outage; needs a decision."""
    CANCELLED = "cancelled"
    """A person said no."""
    SKIPPED = "skipped"
    """Never meant to be posted; the reason says why."""


OPEN_STATUSES = frozenset(
    {PostStatus.DRAFT, PostStatus.SCHEDULED, PostStatus.PUBLISHING, PostStatus.UNCONFIRMED, PostStatus.MISSED}
)
"""Statuses in which something may still happen by itself or by a person's yes."""

UNSENT_STATUSES = frozenset(
    {PostStatus.DRAFT, PostStatus.SCHEDULED, PostStatus.FAILED, PostStatus.MISSED, PostStatus.CANCELLED}
)
"""Statuses of posts that no platform has, and that may still go out, if only by a person's word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A JPEG as it will be sent. path: absolute; sha256: of its bytes, hex; width, height: pixels."""

    path: str
    sha256: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Styling:
    """What is settled about a share image; what is empty is chosen by what the article says.

    layout: its layout, as a person wants it; tone: its ground, kept when it is drawn anew; title: what
    stands on it instead of the article's title; focus: where its photo is cropped, "top", "center" or "X,Y"
    in percent.
    """

    layout: str = ""
    tone: str = ""
    title: str = ""
    focus: str = ""


UNSTYLED = Styling()
"""Nothing is settled: all is chosen."""


_HASHTAG = re.compile(r"(?<![\w/&])#(\w*[^\W\d]\w*)")


def find_hashtags(caption: str) -> tuple[str, ...]:
    """The hashtags of a text without "#", each once, in order; numbers and parts of addresses are none."""
    return tuple(dict.fromkeys(_HASHTAG.findall(caption)))


def parse_focus(text: str) -> tuple[float, float]:
    """ "top", "center", "30,70" (percent from the left and from above) as shares.

    Raises ValueError with a sentence for a person.
    """
    named = {"top": (0.5, 0.0), "center": (0.5, 0.5)}
    if text in named:
        return named[text]
    found = re.fullmatch(r"\s*(\d{1,3})\s*%?\s*,\s*(\d{1,3})\s*%?\s*", text)
    if found is None or max(int(found[1]), int(found[2])) > 100:
        msg = say("“{text}” is neither top nor center nor X,Y in percent, such as 50,30.", text=text)
        raise ValueError(msg)
    return int(found[1]) / 100, int(found[2]) / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """A composed post for one channel: exactly what will be sent.

    caption: the whole text; link: address in the text or on the card, with tags; image: absolute path of
    a JPEG; image_sha256: of its bytes, hex; width, height: pixels; warnings: sentences for a person;
    sober: a topic of mourning or violence; cheerful: a feast or the like, out of place beside one;
    not_after: aware UTC, the post is pointless later; unsure: the rules could not decide something, which a
    warning names; layout: the picture's, empty for a person's own picture; event: what it announces;
    facts: what a follower needs besides the words; styling: what is settled about the picture; cure: why the
    picture must not go out, and what a person does about it, or empty.
    """

    channel: Channel
    teaser: str
    caption: str
    link: str
    hashtags: tuple[str, ...]
    image: str
    image_sha256: str
    width: int
    height: int
    alt_text: str
    warnings: tuple[str, ...] = ()
    sober: bool = False
    cheerful: bool = False
    not_after: datetime | None = None
    unsure: bool = False
    layout: str = ""
    event: Event | None = None
    facts: tuple[Fact, ...] = ()
    styling: Styling = UNSTYLED
    cure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostError:
    """Why the last attempt did not end as published: `{kind, code, message, advice}` of the contract."""

    kind: str
    code: str
    message: str
    advice: str


BY_HAND = "by hand"
"""The remote id of a post that a person made: the platform's own is not known."""

NO_HANDLES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post with its place in the database; all times aware UTC.

    handles: the platform's ids from the repeatable steps (photo id, upload id, container id);
    sent_at: when the visible call of the running or unknown attempt was about to be sent, else None;
    lands_until: from then on the visible call of the unknown attempt can no longer land, so looks count;
    not_found_at: when the first look that counts found nothing; doubted_since: like sent_at, of the first
    attempt whose outcome stayed unknown, kept until the post is published; attempts: how many were begun;
    forgiven: attempts that do not count towards the maximum, because a person decided since or the
    process died; due_at: of an unconfirmed post, when it is looked for next;
    pinned: a person chose `due_at`, so windows, gap and daily maximum do not move it; overdue_since: when a
    scheduled post should have gone out that was put off since, because its page or the platform failed.
    """

    id: int
    article_id: int
    article_url: str
    article_title: str
    account: str
    status: PostStatus
    due_at: datetime
    overdue_since: datetime | None = None
    composition: Composition
    attempts: int = 0
    handles: Mapping[str, str] = field(default_factory=lambda: NO_HANDLES)
    sent_at: datetime | None = None
    lands_until: datetime | None = None
    not_found_at: datetime | None = None
    doubted_since: datetime | None = None
    remote_id: str = ""
    permalink: str = ""
    error: PostError | None = None
    reason: str = ""
    approved_by: str = ""
    edited: bool = False
    pinned: bool = False
    forgiven: int = 0
    lease_owner: str = ""
    lease_until: datetime | None = None
    created_at: datetime
    published_at: datetime | None = None

    @property
    def channel(self) -> Channel:
        """The channel of the frozen composition."""
        return self.composition.channel

    @property
    def is_by_hand(self) -> bool:
        """Whether a person made it, so that the bot can neither change nor delete it."""
        return self.remote_id == BY_HAND


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPost:
    """A post to be added; account: the publisher's; reason: why it is a draft or skipped."""

    composition: Composition
    account: str
    status: PostStatus
    due_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The platform's proof that a post is public.

    published_at: the platform's time when it says one; is_altered: it shows another text than was sent, or
    none.
    """

    remote_id: str
    permalink: str
    published_at: datetime | None = None
    is_altered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How an attempt, or a look for it, ended without a receipt: what the post becomes, and why.

    due_at: when it is tried, or looked for, again; lands_until: as in Post, for `unconfirmed`;
    counts: whether this attempt counts towards the maximum; reason: why a person is asked, if one is.
    """

    status: PostStatus
    due_at: datetime
    error: PostError | None
    lands_until: datetime | None = None
    counts: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """What was tried so far: since when, None when nothing was; how often something was really sent."""

    first_at: datetime | None
    sendings: int


class Step(StrEnum):
    """What happened to an attempt, in order; append-only."""

    CLAIMED = "claimed"
    RELEASED = "released"
    PREPARED = "prepared"
    SENDING = "sending"
    PUBLISHED = "published"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    FOUND = "found"
    MARKED = "marked"
    NOT_FOUND = "not_found"
    UNREADABLE = "unreadable"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One step of one try to publish a post; number counts tries from 1; kind: that of the error, if any."""

    post_id: int
    number: int
    step: Step
    at: datetime
    worker: str
    kind: str = ""
    detail: str = ""


CLOCKS_APART = timedelta(days=1)
"""How far our clock may be ahead of a platform's without hiding our own post from us."""


class Presence(StrEnum):
    """Whether an article stands there."""

    YES = "yes"
    """It does, beyond doubt: the receipt is its proof."""
    NO = "no"
    """Everything was read well, and nothing resembles it."""
    ASK = "ask"
    """Something resembles it; only a person can tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What to look for, besides the post itself.

    since: aware UTC, by our own clock: nothing older can be the post. claimed: remote ids and permalinks that
    stand for other posts of ours, or of which a person said that they are something else. lost: first and
    last instant of the time that the database has forgotten, such as by a restore: what the bot made then
    is claimed by nobody. gap: likewise of a time in which nothing was done, as far as the database knows,
    such as while the machine slept; it may have been rolled back as well. known: like claimed, of posts that
    every listing must show by now unless somebody deleted them; listed_since: from when on they stand there,
    which may be long before.
    """

    since: datetime
    claimed: frozenset[str] = frozenset()
    lost: tuple[datetime, datetime] | None = None
    gap: tuple[datetime, datetime] | None = None
    known: frozenset[str] = frozenset()
    listed_since: datetime | None = None

    @property
    def back_to(self) -> datetime:
        """How far back a listing is read: to the start, or to what it must show."""
        return min(self.start, (self.listed_since or self.since) - CLOCKS_APART)

    @property
    def start(self) -> datetime:
        """The earliest time of a post that counts, by the platform's clock."""
        return self.since - CLOCKS_APART

    def by_clock(self, ahead: timedelta) -> "Search":
        """The same by the platform's clock, when ours is so far ahead of it."""
        lost, gap = ((span[0] - ahead, span[1] - ahead) if span else None for span in (self.lost, self.gap))
        return replace(self, since=self.since - ahead, lost=lost, gap=gap)

    def without_lost(self) -> "Search":
        """The same, for what can be recognised only."""
        return replace(self, lost=None, gap=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a look at a platform found.

    receipt: of what stands there, with YES and ASK. excerpt: its first words, for the person who is asked.
    is_firm: with NO, that more than a listing says so, such as the uploaded picture itself, which knows
    on which post it hangs; listings may show a new post late. is_blind: with NO, that the listing showed
    nothing of what must stand there, such as to a token that has lost the right to read.
    """

    presence: Presence
    receipt: Receipt | None = None
    excerpt: str = ""
    is_firm: bool = False
    is_blind: bool = False


ABSENT = Finding(presence=Presence.NO)


TONES = {
    None: "quiet",
    PostStatus.DRAFT: "waiting",
    PostStatus.SCHEDULED: "good",
    PostStatus.PUBLISHING: "good",
    PostStatus.PUBLISHED: "good",
    PostStatus.UNCONFIRMED: "waiting",
    PostStatus.FAILED: "bad",
    PostStatus.MISSED: "bad",
    PostStatus.CANCELLED: "quiet",
    PostStatus.SKIPPED: "quiet",
}
"""Whether a status is good or bad news, for colours; None is a post in no queue."""


def name_status(status: PostStatus | None) -> str:
    """A status in the chosen language; None is a post in no queue."""
    return {
        None: say("preview only"),
        PostStatus.DRAFT: say("waits for approval"),
        PostStatus.SCHEDULED: say("scheduled"),
        PostStatus.PUBLISHING: say("being published"),
        PostStatus.PUBLISHED: say("published"),
        PostStatus.UNCONFIRMED: say("unconfirmed"),
        PostStatus.FAILED: say("failed"),
        PostStatus.MISSED: say("missed"),
        PostStatus.CANCELLED: say("cancelled"),
        PostStatus.SKIPPED: say("skipped"),
    }[status]
