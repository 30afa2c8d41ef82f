"""Ports: what the pipeline needs from the rooms around it. Semantics stand here, parts elsewhere.

Every port is used from one thread at a time; all times are aware UTC.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.domain.article import Article, Entry
from bot.domain.post import Channel, Composition, Image, Post, Receipt
from bot.domain.source import Look, Source

KeepHandle = Callable[[str, str], None]
"""Stores one handle (name, value) of a post durably before it returns."""


class Archive(Protocol):
    """The news archive of the association: listings and articles."""

    def look(self, source: Source, *, conditional: bool = True) -> Look:
        """Read the listing of a source, following its pages up to a limit.

        conditional: ask "changed since?" with the source's validators; False reads all the same.
        Raises NotReachable.
        """

    def read(self, entry: Entry) -> Article:
        """Fetch and clean one article. Raises NotReachable, ArticleGone, NotAnArticle."""

    def read_file(self, path: Path) -> Article:
        """Read and clean a local .html, .md or .txt file. Raises NotReachable, NotAnArticle."""


class Composer(Protocol):
    """Turns an article into what a channel will show."""

    def compose(self, article: Article, channel: Channel, *, now: datetime) -> Composition:
        """Compose caption and share image; the same article gives the same bytes.

        The image lies in the instance's media directory, named by its hash. Raises BotError.
        """

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

    channel: Channel
    account: str
    """Stable name of the account, such as "facebook:1234"; part of the database's guarantees."""

    def prepare(self, post: Post, keep: KeepHandle) -> Mapping[str, str]:
        """Do the invisible, repeatable steps; return all handles, stored ones reused.

        Every handle is given to `keep` before the next step. Raises ChannelError but never
        OutcomeUnknown: whatever happens here, nothing is public.
        """

    def publish(self, post: Post, handles: Mapping[str, str]) -> Receipt:
        """Send the one visible call, once; nothing below repeats it.

        Raises ChannelError; anything that does not prove "not published" is OutcomeUnknown.
        """

    def find(self, post: Post) -> Receipt | None:
        """Ask the platform whether this post is public: by its handles first, then by the listing.

        None means: read well and not there. Raises ChannelError when it cannot be read.
        """

    def edit(self, post: Post, caption: str) -> None:
        """Change the public text of a published post. Raises ChannelError."""

    def withdraw(self, post: Post) -> None:
        """Delete a published post on the platform; gone already is success. Raises ChannelError."""

    def check(self) -> Sequence[Check]:
        """Look at token, rights, expiry, session without posting. Never raises ChannelError."""


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

    def __call__(self, event: str, **facts: object) -> None:
        """One event name and its facts, such as post=12, channel="facebook"."""
