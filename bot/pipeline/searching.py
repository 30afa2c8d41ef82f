"""What a post is looked for with: since when, what is known as something else, what was forgotten.

A database may be older than the world: it was restored, or its machine was rolled back. Therefore every post
is looked for right before it is sent, and the look reaches back to the time of which the database knows.
"""

from datetime import datetime, timedelta

from bot.domain.post import Ending, Post, PostStatus
from bot.domain.presence import CLOCKS_APART, Finding, Search
from bot.domain.snapshot import GAP, RESTORED
from bot.i18n import say
from bot.pipeline.context import App

REMEMBERED_FOR = timedelta(days=30)
"""How long after a restore or a gap looks still reach back to before it."""

GAP_AFTER = timedelta(hours=1)
"""A time without any look at a source after which more may have happened than we know."""

KNOWN_SINCE = timedelta(days=1)
"""What is found in the archive later than that after a restore was not posted before it."""

BY_HAND_WITHIN = timedelta(days=7)
"""How far back a person's own post of the same article is looked for; a draft may wait for months."""

ASKED = "asked "
"""Notes of this name and a post's id hold the remote ids about which a person was asked."""

ADOPTED = "adopted"
"""The note of the last restore after which every waiting post was looked for."""


def make_search(app: App, post: Post) -> Search:
    """What to look for. Raises StorageError."""
    lost = find_lost(app)
    gap = _find_gap(app)
    known_since = max(post.created_at, app.clock() - BY_HAND_WITHIN)
    times = (known_since, post.sent_at, post.doubted_since, lost[0] if lost else None, gap)
    since = min(time for time in times if time)
    asked = app.journal.find_note(f"{ASKED}{post.id}")
    claimed = app.posts.list_claims(post.account, since=since - CLOCKS_APART, besides=post.id)
    may_be_forgotten = lost and not asked and post.created_at <= lost[1] + KNOWN_SINCE
    return Search(
        since=since,
        claimed=claimed | frozenset(asked.value.split() if asked else ()),
        lost=lost if may_be_forgotten else None,
    )


def find_lost(app: App) -> tuple[datetime, datetime] | None:
    """From when to when a restored database knows nothing; None when none was restored lately."""
    note = app.journal.find_note(RESTORED)
    if note is None or app.clock() > note.at + REMEMBERED_FOR:
        return None
    return datetime.fromisoformat(note.value), note.at


def note_gap(app: App) -> None:
    """Remember that nobody looked at any source for long, before anything is done that would hide it."""
    looks = [source.looked_at for source in app.sources.list_all() if source.looked_at]
    now = app.clock()
    if looks and now - max(looks) > max(GAP_AFTER, 3 * app.rules.poll_interval):
        start = min(max(looks), _find_gap(app) or now)
        app.journal.note(GAP, start.isoformat(), now=now)


def _find_gap(app: App) -> datetime | None:
    note = app.journal.find_note(GAP)
    if note is None or app.clock() > note.at + REMEMBERED_FOR:
        return None
    return datetime.fromisoformat(note.value)


def must_watch_first(app: App) -> bool:
    """Whether a restored database has not yet seen what the archive lists: that tells what was posted."""
    lost = find_lost(app)
    if lost is None or is_adopted(app, lost[1]):
        return False
    sources = {source.url: source.looked_at for source in app.sources.list_all()}
    return any(not (looked := sources.get(url)) or looked < lost[1] for url in app.source_urls)


def is_adopted(app: App, restored_at: datetime) -> bool:
    """Whether every post that waited was looked for since that restore."""
    note = app.journal.find_note(ADOPTED)
    return note is not None and note.value == restored_at.isoformat()


def note_adopted(app: App, restored_at: datetime) -> None:
    """It was."""
    app.journal.note(ADOPTED, restored_at.isoformat(), now=app.clock())


def ask_person(app: App, post: Post, found: Finding) -> Ending:
    """A draft that names the candidate; about that one nobody is asked again."""
    assert found.receipt is not None
    asked = app.journal.find_note(f"{ASKED}{post.id}")
    known = asked.value.split() if asked else []
    app.journal.note(f"{ASKED}{post.id}", " ".join([*known, found.receipt.remote_id]), now=app.clock())
    reason = say(
        "{permalink} may be this post already (“{excerpt}”). If it is: `bot mark-posted {id} {permalink}`; "
        "if it is another: `bot approve {id}`",
        permalink=found.receipt.permalink,
        excerpt=found.excerpt,
        id=post.id,
    )
    return Ending(status=PostStatus.DRAFT, due_at=post.due_at, error=None, counts=False, reason=reason)
