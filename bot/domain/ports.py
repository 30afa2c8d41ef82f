"""Ports: what the pipeline needs from the rooms around it. Semantics stand here, parts elsewhere.

Every port is used from one thread at a time; all times are aware UTC.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.domain.article import Article, ArticleStatus, Entry, KnownArticle, Look, Source, Triage
from bot.domain.post import (
    UNSTYLED,
    Attempt,
    Channel,
    Composition,
    Ending,
    Finding,
    Image,
    NewPost,
    Post,
    PostError,
    PostStatus,
    Receipt,
    Search,
    Step,
    Styling,
    Tries,
)
from bot.domain.state import AuditEntry, Note, Stop, StopKind
from bot.events import Event

if TYPE_CHECKING:
    from bot.domain.likeness import Fingerprint
    from bot.domain.year import Measured

KeepHandle = Callable[[str, str], None]
"""Stores one handle (name, value) of a post durably before it returns."""


class Archive(Protocol):
    """The news archive of the association: listings and articles."""

    def look(self, source: Source, *, conditional: bool = True) -> Look:
        """Read the listing of a source, following its pages up to a limit.

        conditional: ask "changed since?" with the source's validators; False reads all the same.
        Raises NotReachable.
        """

    def glance(self, url: str) -> Look:
        """Read what one page lists, without its further pages, and whether it says hardly anything else.

        Nothing is listed by a page that calls itself an article, unless most of it is what it lists.
        Raises NotReachable, ArticleGone.
        """

    def read(self, entry: Entry) -> Article:
        """Fetch and clean one article.

        Raises NotReachable, ArticleGone, NotAnArticle; PageUnavailable when the page has nothing to do with
        what the entry told of it.
        """

    def read_file(self, path: Path) -> Article:
        """Read and clean a local .html, .md or .txt file. Raises NotReachable, NotAnArticle."""


class Composer(Protocol):
    """Turns an article into what a channel will show."""

    def compose(
        self,
        article: Article,
        channel: Channel,
        *,
        now: datetime,
        styling: Styling = UNSTYLED,
        recent: Sequence[str] = (),
    ) -> Composition:
        """Compose caption and share image; the same article gives the same bytes.

        styling: what is settled about the picture; recent: the grounds of earlier pictures, newest first, so
        that a profile's grid has a rhythm.

        The image lies in the instance's media directory, named by its hash. Raises BotError.
        """

    def find_cure(self, words: str) -> str:
        """What must be installed before pictures can say these words; empty when nothing."""

    def take_image(self, data: bytes) -> Image:
        """Keep a person's own picture in the media directory: upright, sRGB, without metadata.

        Raises BotError for what is no picture.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line of `bot doctor`: mark is "ok", "warning" or "problem"; advice the next step.

    ends_at: when what was checked stops working, aware UTC; None: never, or nobody can tell.
    """

    name: str
    mark: str
    message: str
    advice: str = ""
    ends_at: datetime | None = None


class Publisher(Protocol):
    """One account on one platform. Only `publish`, `edit` and `withdraw` change what the public sees."""

    @property
    def channel(self) -> Channel:
        """Where it publishes."""

    @property
    def account(self) -> str:
        """Stable name of the account, such as "mastodon:1234"; part of the database's guarantees."""

    def prepare(self, post: Post, keep: KeepHandle) -> Mapping[str, str]:
        """Do the invisible, repeatable steps; return all handles, stored ones reused.

        Every handle is given to `keep` before the next step. Raises ChannelError but never
        OutcomeUnknown: whatever happens here, nothing is public.
        """

    def publish(self, post: Post, handles: Mapping[str, str]) -> Receipt:
        """Send the one visible call, once; nothing below repeats it.

        Raises ChannelError; anything that does not prove "not published" is OutcomeUnknown.
        """

    def find(self, post: Post, search: Search) -> Finding:
        """Ask the platform whether this article stands there: by its handles first, then by the listing.

        Raises ChannelError when it cannot be read: that is never "no".
        """

    def edit(self, post: Post, caption: str) -> None:
        """Change the public text of a published post. Raises ChannelError."""

    def withdraw(self, post: Post) -> None:
        """Delete a published post on the platform; gone already is success. Raises ChannelError."""

    def check(self) -> Sequence[Check]:
        """Look at token, rights, expiry, session without posting. Never raises ChannelError."""

    def measure(self, *, since: datetime, until: datetime) -> "Measured":
        """What the official interface says people did with the posts made between two aware instants.

        Raises ChannelError.
        """

    def readmit(self) -> None:
        """A person says that the account is in order: what was held against it here is forgotten."""


class Notifier(Protocol):
    """Reaches the people who care for the instance."""

    def send(self, title: str, body: str, attachments: Sequence[Path] = ()) -> bool:
        """Send one message; files go along where a service takes them. Never raises.

        False only when it reached nobody: whoever got it would otherwise get it again and again.
        """

    def count_unknown(self) -> int:
        """How many addresses are not understood."""


class Progress(Protocol):
    """Tells a person what is going on; a silent one is the default."""

    def __call__(self, event: Event, **facts: object) -> None:
        """What happened, and the facts that its `fields` name, such as post=12."""


class SourceStore(Protocol):
    """Watched sources."""

    def get(self, url: str) -> Source:
        """The source with this configured address; a fresh one when it was never looked at."""

    def list_all(self) -> Sequence[Source]:
        """All sources ever looked at."""

    def save(self, source: Source) -> None:
        """Insert or replace."""


class ArticleStore(Protocol):
    """Articles and the keys they are recognised by."""

    def find_known(self, entries: Iterable[Entry]) -> Mapping[str, int]:
        """Which listed addresses are known: address as listed -> article id."""

    def list_alike(self, content: "Fingerprint") -> Sequence[tuple[int, "Fingerprint"]]:
        """Known articles that may be the same by content."""

    def add(
        self, article: Article, *, source: str, listed: Entry, triage: Triage, now: datetime
    ) -> int | None:
        """Store a new article; None when another worker was first."""

    def add_listed(self, entries: Sequence[Entry], *, source: str, now: datetime) -> None:
        """Store many articles as baseline by what the listing says of them, the last one first."""

    def list_unread(self, source: str, *, newest: int, limit: int) -> Sequence[int]:
        """Baseline articles of a source known by the listing alone and never tried, of its newest ones."""

    def fill(self, article_id: int, article: Article) -> None:
        """Keep what an article says that was known by its listing alone."""

    def list_dates(self, ids: Iterable[int]) -> Mapping[int, datetime]:
        """When articles were published, of those that say it."""

    def list_skipped(self, ids: Iterable[int]) -> Container[int]:
        """Those of some articles that were taken for old, or for none at all."""

    def add_names(self, article_id: int, entry: Entry) -> None:
        """Remember another address or guid of a known article."""

    def replace(self, article_id: int, article: Article) -> None:
        """Keep an article's new words."""

    def set_status(
        self, article_id: int, status: ArticleStatus, reason: str = "", *, doubt: str | None = None
    ) -> None:
        """Change what became of an article; doubt: why a person should look at it from now on."""

    def list_unposted(self) -> Sequence[KnownArticle]:
        """New articles without any post, oldest first."""

    def list_known(
        self, *, status: ArticleStatus | None = None, limit: int | None = None
    ) -> Sequence[KnownArticle]:
        """Known articles, last seen first."""

    def find(self, words: str) -> KnownArticle | None:
        """The article with this id or address."""

    def count(self, *, source: str | None = None) -> int:
        """How many are known."""

    def find_oldest_date(self, source: str, *, since: datetime) -> datetime | None:
        """The oldest date since then of what came by a source."""


class PostStore(Protocol):
    """Posts, outside the publishing protocol."""

    def get_post(self, post_id: int) -> Post:
        """One post. Raises UsageWrong when there is none."""

    def list_posts(
        self,
        *,
        status: PostStatus | None = None,
        channel: Channel | None = None,
        article_id: int | None = None,
        limit: int | None = None,
    ) -> Sequence[Post]:
        """Posts, last made first."""

    def list_due(self, account: str, now: datetime) -> Sequence[Post]:
        """Scheduled posts whose time has come, longest due first."""

    def list_overdue(self, *, since: datetime) -> Sequence[Post]:
        """Scheduled posts that should have gone out before `since`, longest overdue first."""

    def list_with(self, status: PostStatus, *, due_since: datetime | None = None) -> Sequence[Post]:
        """Posts of one status, longest due first."""

    def list_claims(self, post: Post, *, since: datetime, until: datetime | None = None) -> frozenset[str]:
        """Remote ids and permalinks of the channel's other posts that were published since.

        until: only what its own account published by then.
        """

    def list_published(self, *, since: datetime, with_error: bool = False) -> Sequence[Post]:
        """Public posts that were published since, first published first; with_error: only those with one."""

    def list_taken(self, account: str, since: datetime) -> Sequence[datetime]:
        """Instants that count for gap and daily maximum when a new slot is looked for."""

    def list_sent(self, account: str, since: datetime) -> Sequence[datetime]:
        """Instants at which something went out, or may have."""

    def list_tones(self, limit: int) -> Sequence[str]:
        """The grounds of the pictures made last, one for each article, newest first."""

    def list_sober(self, since: datetime) -> Sequence[datetime]:
        """Instants at which a sober post of any account went out, or may have."""

    def count_by_status(self) -> Mapping[tuple[Channel, PostStatus], int]:
        """How many posts of each channel have each status."""

    def find_next_due(self) -> Mapping[Channel, datetime]:
        """The earliest due time of the scheduled posts of each channel that has some."""

    def add_all(self, article_id: int, new: Sequence[NewPost], *, now: datetime) -> Sequence[int]:
        """Add an article's posts at once; nothing when another worker added them first."""

    def change(self, post: Post, *, allowed: Iterable[PostStatus], **values: object) -> bool:
        """Change columns of a post that still is what was read; else False."""

    def recompose(self, post: Post, composition: Composition, *, ask: str = "") -> bool:
        """Replace caption and image of a post that waits; ask: why a person must say yes from now on."""


class PublishingStore(Protocol):
    """The publishing protocol; each method is a compare-and-set that says whether it happened."""

    worker: str

    def claim(self, post: Post, *, now: datetime, until: datetime) -> Post | None:
        """Take a scheduled post under a lease; None when another was quicker or its account is busy."""

    def release(self, post: Post, *, due_at: datetime, now: datetime, reason: str = "") -> bool:
        """Give a claimed post back untried; the attempt does not count. reason: why it waits, for people."""

    def keep(self, post: Post, name: str, value: str) -> bool:
        """Store one handle before the next step; False: the lease is lost, hands off."""

    def fence(self, post: Post, *, now: datetime, until: datetime) -> bool:
        """Write `sending`; False: the lease is lost or a stop is in force, hands off."""

    def record_receipt(self, post: Post, receipt: Receipt, *, step: Step, now: datetime) -> bool:
        """Store the proof, believed in every status; False: it belongs to another post."""

    def record_error(self, post: Post, ending: Ending, *, step: Step, now: datetime) -> bool:
        """Store why an attempt ended without a receipt."""

    def recover(self, post: Post, ending: Ending, *, now: datetime) -> bool:
        """End a dead worker's lease."""

    def postpone_look(self, post: Post, *, due_at: datetime) -> bool:
        """Look again for an unconfirmed post at that time."""

    def redate(self, post: Post, *, lands_until: datetime, now: datetime) -> bool:
        """What a wrong clock dated into the future was sent by now; looks count anew from there."""

    def record_not_found(self, post: Post, *, due_at: datetime, now: datetime) -> bool:
        """First look that counts and found nothing."""

    def record_absent(self, post: Post, ending: Ending, *, now: datetime) -> bool:
        """Both looks found nothing."""

    def record_unreadable(self, post: Post, error: PostError, *, due_at: datetime, now: datetime) -> bool:
        """The platform cannot be read now; stays `unconfirmed`."""

    def sum_up_tries(self, post: Post) -> Tries:
        """The tries of a post since a person last decided about it."""

    def list_attempts(self, post_id: int) -> Sequence[Attempt]:
        """Every step of every try, in order."""


class SendingLog(Protocol):
    """What was about to be sent, kept apart from the database. Never raises."""

    def note(self, post: Post, at: datetime) -> None:
        """It is about to be sent."""

    def take_back(self, post: Post) -> None:
        """It was not sent after all."""

    def find(self, post: Post) -> datetime | None:
        """When its article was sent to its account last; None when that is not known."""


class StopStore(Protocol):
    """Stops of channels."""

    def list_stops(self, now: datetime) -> Sequence[Stop]:
        """Stops in force."""

    def stop(self, stop: Stop) -> bool:
        """Put in force; False when one of the same scope and kind stood there before."""

    def resume(self, scope: str | None = None, *, kind: StopKind | None = None) -> int:
        """Lift stops; how many there were."""


class JournalStore(Protocol):
    """Audit trail and notes."""

    def record(self, deed: AuditEntry) -> None:
        """Append to the audit trail."""

    def list_deeds(self, post_id: int | None = None) -> Sequence[AuditEntry]:
        """What people did, oldest first."""

    def note(self, name: str, value: str, *, now: datetime) -> None:
        """Remember a value under a name."""

    def find_note(self, name: str) -> Note | None:
        """The value under a name."""

    def list_notes(self, prefix: str) -> Mapping[str, Note]:
        """All notes whose names begin so."""

    def claim(self, name: str, *, now: datetime) -> bool:
        """Write an empty note; False when one stands there already. Of several processes one gets True."""

    def forget(self, name: str) -> None:
        """Remove a note, if there is one."""
