"""Does this article already stand there? Yes, no or ask: by id, link, short address, text and time.

It serves lost answers, restores, rolled-back machines and people who posted the link by hand. Platforms
rewrite what they are given (quotes, blanks, invisible characters, forms of a link), and people edit it, so
both sides are folded before they are compared.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, TypeGuard
from urllib.parse import parse_qs, urlsplit

from bot.domain.ports import KeepHandle
from bot.domain.post import ABSENT, Composition, Finding, Post, Presence, Receipt, Search
from bot.domain.urls import canonical_url

WHOLE_SECONDS = timedelta(seconds=2)
"""Platforms tell times in whole seconds, cut or rounded."""
ALIKE = 0.5
"""From this likeness of two texts on a person is asked: a corrected article keeps half its words."""
CUT = 30
"""Words; a shown text of at least so many with which ours begins is ours, cut off."""
MOST_WORDS = 400
SHORTEST_TITLE = 3
"""Words; a shorter title such as "Einladung" stands in many posts."""
LONGEST_EXCERPT = 80

_ADDRESS = re.compile(r"https?://[^\s<>\"]+|(?<![\w@./-])(?:[\w-]+\.)+[a-z]{2,}/[^\s<>\"]+", re.IGNORECASE)
_SHIMS = frozenset({"l.facebook.com", "lm.facebook.com", "l.instagram.com"})
"""Hosts through which Meta leads visitors to the address in the parameter `u`."""
_TAIL = ".,;:!?)]}»“”'\"…*_"
_REWRITTEN = str.maketrans(
    {
        **dict.fromkeys("„“”‟«»‹›‚‘’‛′″´`'", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
    }
)
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"(?<!\w)#\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One public post as a listing shows it.

    uploads: ids of what we uploaded for it (photo, upload id); links: addresses it carries beside its text;
    alt_text: of its picture; at: aware UTC, None when the platform does not say; is_by_app: False when a
    person made it by hand, as far as the platform tells; is_marked: it bears what the bot's posts bear and
    people's hardly, such as our app's name or a written alternative text; may_be_ours: False of what the bot
    never makes, such as a film, a draft, or another account's post that is shown among ours.
    """

    receipt: Receipt
    text: str
    at: datetime | None
    uploads: frozenset[str] = frozenset()
    links: tuple[str, ...] = ()
    alt_text: str = ""
    is_by_app: bool = True
    is_marked: bool = False
    may_be_ours: bool = True


def find_match(rows: Iterable[Row], post: Post, search: Search, *, uploads: frozenset[str]) -> Finding:
    """The best answer among the rows; uploads: ids of what was uploaded for this post.

    What bears our upload or our very text is ours, rather than what a person wrote with the same link since.
    """
    asked: Finding | None = None
    linked: Row | None = None
    shown: set[str] = set()
    for row in _list_unclaimed(rows, search, shown):
        presence = _judge(row, post, search, uploads)
        if presence is Presence.YES and not row.may_be_ours:
            presence = Presence.ASK
        if presence is Presence.YES:
            linked = linked or row
            if uploads & row.uploads or is_same_text(post.composition.caption, row.text):
                return Finding(presence=presence, receipt=note_lost_text(row, post))
        if presence is Presence.ASK and asked is None:
            asked = Finding(presence=presence, receipt=row.receipt, excerpt=_excerpt(row.text))
    if linked:
        return Finding(presence=Presence.YES, receipt=note_lost_text(linked, post))
    known = {_fold_claim(name) for name in search.known}
    return asked or replace(ABSENT, is_blind=bool(known) and not known & shown)


def note_lost_text(row: Row, post: Post) -> Receipt:
    """The receipt of what stands there; a text of ours that is gone altogether was lost, not edited.

    A person may well share a link without a word; that is theirs.
    """
    is_lost = row.is_by_app and bool(post.composition.caption) and not row.text
    return replace(row.receipt, is_altered=is_lost)


def list_unclaimed(rows: Iterable[Row], search: Search) -> Iterator[Row]:
    """Rows that may be the post: young enough, of the bot's kind, and known as nothing else."""
    return (row for row in _list_unclaimed(rows, search, set()) if row.may_be_ours)


def _list_unclaimed(rows: Iterable[Row], search: Search, shown: set[str]) -> Iterator[Row]:
    claimed = {_fold_claim(claim) for claim in search.claimed}
    for row in rows:
        names = _list_names(row.receipt)
        shown |= names
        if not names & claimed and (row.at is None or row.at >= search.start):
            yield row


def _list_names(receipt: Receipt) -> set[str]:
    """What it is known by; the platform's front page, where nothing better was told, names no post."""
    permalink = fold_address(receipt.permalink)
    return {_fold_claim(receipt.remote_id), permalink if _is_page(permalink) else ""} - {""}


def is_same_text(sent: str, shown: str) -> bool:
    """Whether a platform shows what it was given, apart from what platforms rewrite.

    Word for word: the notices of a series differ in one word only.
    """
    return fold(sent) == fold(shown) or (bool(_words(sent)) and _words(sent) == _words(shown))


@lru_cache(maxsize=512)
def fold(text: str) -> str:
    """A text without what platforms rewrite: blanks, invisible signs, quotes, dashes, case, link forms."""
    visible = _drop_invisible(text)
    linked = _ADDRESS.sub(lambda found: fold_address(found[0]), visible)
    return "".join(unicodedata.normalize("NFKC", linked.translate(_REWRITTEN)).casefold().split())


@lru_cache(maxsize=512)
def fold_address(address: str) -> str:
    """An address as it is compared: what leads to the same page is the same, shown short or whole."""
    bare = _drop_invisible(address).strip().rstrip(_TAIL)
    whole = bare if "://" in bare else f"https://{bare}"
    try:
        parts = urlsplit(whole)
        target = parse_qs(parts.query).get("u") if parts.hostname in _SHIMS else None
    except ValueError:
        return bare
    return canonical_url(target[0] if target else whole)


def list_addresses(text: str) -> list[str]:
    """Folded addresses of pages that a text names; the front page of a site is none."""
    found = (fold_address(address) for address in _ADDRESS.findall(_drop_invisible(text)))
    return [address for address in dict.fromkeys(found) if _is_page(address)]


def _judge(row: Row, post: Post, search: Search, uploads: frozenset[str]) -> Presence:
    caption = post.composition.caption
    is_same, is_addressed = bool(caption) and fold(caption) == fold(row.text), bool(list_addresses(caption))
    if uploads & row.uploads or (is_same and is_addressed):
        return Presence.YES  # whatever page the platform made the card of
    if by_link := _judge_by_link(row, post):
        return Presence.ASK if is_same and by_link is Presence.NO else by_link
    if caption and row.text and (is_same_text(caption, row.text) or _is_cut(caption, row.text)):
        return Presence.YES
    if _resembles(row, post) or _is_forgotten(row, search):
        return Presence.ASK
    return Presence.NO


def _judge_by_link(row: Row, post: Post) -> Presence | None:
    """What the addresses say; None when they say nothing.

    A post with several pages of our site is a round-up, and perhaps more than that. One with another page of
    it is about another article.
    """
    named = {*list_addresses(row.text), *(fold_address(link) for link in row.links if link)}
    ours = {fold_address(link) for link in (post.composition.link, post.article_url) if link}
    ours = {address for address in ours if _is_page(address)}
    beside = {*list_addresses(post.composition.caption), *ours}
    hosts = {urlsplit(address).hostname for address in ours}
    others = {address for address in named - beside if urlsplit(address).hostname in hosts}
    if named & ours:
        return Presence.ASK if others else Presence.YES
    return Presence.NO if others else None


def _resembles(row: Row, post: Post) -> bool:
    words = _words(f"{row.text}\n{row.alt_text}")
    title = _words(post.article_title)
    if len(title) >= SHORTEST_TITLE and _contains(words, title):
        return True
    sent = post.composition
    return max(_compare(sent.caption, row.text), _compare(sent.alt_text, row.alt_text)) >= ALIKE


def _is_forgotten(row: Row, search: Search) -> bool:
    """Made by the bot in the time that the database has forgotten, and known as nothing else.

    Whether a gap was sleep or a rollback nobody knows; only what bears the bot's mark is asked about then.
    """
    if row.is_by_app and _is_within(row, search.lost):
        return row.may_be_ours
    return row.is_marked and row.may_be_ours and _is_within(row, search.gap)


def _is_within(row: Row, span: tuple[datetime, datetime] | None) -> bool:
    if span is None or row.at is None:
        return False
    return span[0] - WHOLE_SECONDS <= row.at <= span[1] + WHOLE_SECONDS


def _compare(one: str, other: str) -> float:
    """Likeness of two texts from 0 to 1."""
    a, b = _words(one), _words(other)
    if not a or not b or len(set(a) & set(b)) < ALIKE / 2 * min(len(set(a)), len(set(b))):
        return 0.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _is_cut(sent: str, shown: str) -> bool:
    words = _words(shown)
    return len(words) >= CUT and _words(sent)[: len(words)] == words


@lru_cache(maxsize=512)
def _words(text: str) -> tuple[str, ...]:
    plain = _TAG.sub(" ", _ADDRESS.sub(" ", _drop_invisible(text)))
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", plain).casefold())[:MOST_WORDS])


def _contains(words: Sequence[str], title: Sequence[str]) -> bool:
    return f" {' '.join(title)} " in f" {' '.join(words)} "


def _drop_invisible(text: str) -> str:
    """Without format characters, such as the word joiner that we put behind a sign, and emoji variants."""
    return "".join(
        letter for letter in text if unicodedata.category(letter) != "Cf" and letter not in "\ufe0e\ufe0f"
    )


def _is_page(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.path.strip("/") or parts.query)


def _fold_claim(claim: str) -> str:
    return fold_address(claim) if "://" in claim else claim


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_EXCERPT else f"{line[: LONGEST_EXCERPT - 1].rstrip()}…"


Listed = dict[str, Any]
"""A row of a listing as it came."""


class Handles(Mapping[str, str]):
    """The handles of a post; `keep` stores one durably before it can be read here."""

    def __init__(self, stored: Mapping[str, str], store: KeepHandle) -> None:
        self._values = dict(stored)
        self._store = store

    def keep(self, name: str, value: str) -> None:
        self._store(name, value)
        self._values[name] = value

    def drop(self, name: str) -> None:
        """Forget a handle that no longer holds, such as a post that was withdrawn since."""
        if self._values.get(name):
            self.keep(name, "")

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def fingerprint(composition: Composition, *, with_caption: bool = False) -> str:
    """What an uploaded picture (and its caption, where it is part of the upload) was made from."""
    parts = [composition.image_sha256, composition.alt_text]
    if with_caption:
        parts.append(composition.caption)
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:16]


def is_rows(rows: object) -> TypeGuard[list[Listed]]:
    """Whether a listing has the shape of one: anything else was read in vain, and is not an empty list."""
    return isinstance(rows, list) and all(isinstance(row, dict) for row in rows)


def keep_since(rows: Iterable[Listed], name: str, start: datetime) -> Iterator[Listed]:
    """The rows whose time in the field `name` is not before the start; rows without a readable time stay."""
    for row in rows:
        at = parse_time(row.get(name))
        if at is None or at >= start:
            yield row


def are_older(rows: Sequence[Listed], name: str, start: datetime) -> bool:
    """Whether a whole page of a listing lies before the start; single rows may, such as pinned ones.

    Where the oldest come first, what follows may be young.
    """
    times = [at for at in (parse_time(row.get(name)) for row in rows) if at is not None]
    is_dated = bool(times) and len(times) == len(rows)
    return is_dated and max(times) < start and times[0] >= times[-1]


def parse_time(text: object) -> datetime | None:
    """Graph's "2026-11-22T15:00:00+0000" or unix seconds as aware UTC; None when it is neither.

    A time without a zone is UTC, whatever the machine's zone is.
    """
    try:
        if isinstance(text, int | float):
            return datetime.fromtimestamp(text, UTC)
        at = datetime.fromisoformat(str(text))
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        return None
