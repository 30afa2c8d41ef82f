"""How a source is read, in words for people: its kind, its newest items, and what is uncertain about it."""

from datetime import tzinfo

from bot.domain.article import Entry, Look
from bot.i18n import say, say_count

NEWEST = 5
"""So many items are shown: enough to see whether they are the right ones."""

_INLINE = "inline"
_UNKNOWN = "??.??.????"


def describe_look(look: Look) -> str:
    """How many articles are listed, and what they are read from."""
    count = say_count("{count} article listed", "{count} articles listed", len(look.entries))
    return f"{count} ({_name_kind(look)})"


def list_newest(look: Look, timezone: tzinfo) -> tuple[str, ...]:
    """The first items as the reader sees them: day and title."""
    return tuple(_show(entry, timezone) for entry in look.entries[:NEWEST])


def list_doubts(look: Look) -> tuple[str, ...]:
    """What makes the reading of a list uncertain, in whole sentences."""
    doubts = []
    if len(look.entries) == 1:
        doubts.append(say("It lists one item only."))
    if look.entries and not any(entry.published_at or entry.updated_at for entry in look.entries):
        doubts.append(say("It shows no dates: what is new is told by where it stands."))
    if _is_inline(look):
        doubts.append(say("Its articles have no pages of their own and are told apart by their headings."))
    return tuple(doubts)


def _is_inline(look: Look) -> bool:
    return _INLINE in look.way.split()


def _name_kind(look: Look) -> str:
    kinds = {
        "html": say("a page with links"),
        "feed": say("a feed"),
        "jsonfeed": say("a JSON feed"),
        "wordpress": say("WordPress's own list"),
        "sitemap": say("a sitemap"),
        "folder": say("a folder"),
    }
    return say("a page with whole articles") if _is_inline(look) else kinds.get(look.kind, look.kind)


def _show(entry: Entry, timezone: tzinfo) -> str:
    day = entry.published_at and entry.published_at.astimezone(timezone)
    return f"{day:%d.%m.%Y}  {entry.title}" if day else f"{_UNKNOWN}  {entry.title or entry.url}"
