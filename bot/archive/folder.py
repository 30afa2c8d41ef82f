"""A local folder of .html, .md and .txt files as a source."""

import os
from hashlib import blake2b
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from bot.archive.files import SUFFIXES
from bot.archive.kinds import Kind
from bot.domain.article import Entry
from bot.domain.errors import NotReachable
from bot.domain.source import Look, Source, Validators
from bot.domain.words import say


def find_folder(url: str) -> Path | None:
    """The folder that a configured source names, as a path or a file address; None for web addresses."""
    if url.startswith("file://"):
        return _to_path(url)
    return None if "://" in url else Path(url)


def look(source: Source, folder: Path, *, conditional: bool) -> Look:
    """List a folder's files, newest first. Raises NotReachable."""
    try:
        files = [file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES and file.is_file()]
        stats = sorted((-file.stat().st_mtime_ns, file.stat().st_size, file) for file in files)
    except OSError as failure:
        raise NotReachable(
            say("The folder {folder} cannot be read: {reason}.", folder=folder, reason=failure.strerror)
        ) from failure
    validators = Validators(body_hash=blake2b(repr(stats).encode(), digest_size=16).hexdigest())
    if conditional and validators == source.validators:
        return Look(kind=Kind.FOLDER, entries=(), validators=validators, unchanged=True)
    entries = tuple(Entry(url=file.resolve().as_uri()) for _, _, file in stats)
    return Look(kind=Kind.FOLDER, entries=entries, validators=validators)


def find_file(url: str, folders: list[Path]) -> Path | None:
    """The file of an entry, if it lies in one of the configured folders; links that lead out do not count."""
    if not url.startswith("file://"):
        return None
    file = _to_path(url).resolve()
    return file if any(file.parent == folder.resolve() for folder in folders) else None


def _to_path(url: str) -> Path:
    """The path in a file address, whatever encoding its name is in."""
    return Path(os.fsdecode(unquote_to_bytes(urlsplit(url).path)))
