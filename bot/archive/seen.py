"""Marks of what a listing showed: eight bytes of a hash each, packed, kept with the listing's validators.

Two items with the same mark would hide the second until the next unconditional look, a day at most.
"""

from collections.abc import Iterable
from hashlib import blake2b

_SIZE = 8
_MOST = 20_000
"""So many marks are kept, newest first: the entries of the largest listings, in 160 kB."""


def mark(thing: bytes) -> bytes:
    """The mark of an item's bytes or of an entry's address."""
    return blake2b(thing, digest_size=_SIZE).digest()


def pack(marks: Iterable[bytes]) -> bytes:
    """Marks as they are kept, each once, the first ones when there are too many."""
    return b"".join(list(dict.fromkeys(marks))[:_MOST])


def unpack(seen: bytes) -> tuple[bytes, ...]:
    """The marks that were kept, in their order."""
    return tuple(seen[start : start + _SIZE] for start in range(0, len(seen), _SIZE))
