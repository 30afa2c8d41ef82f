"""Made images: written once, named by their hash."""

import hashlib
from pathlib import Path

from bot.domain.errors import StorageError
from bot.domain.words import say
from bot.files import write_whole


def keep_image(directory: Path, jpeg: bytes) -> tuple[str, Path]:
    """Write an image atomically and return its SHA-256 (hex) and absolute path.

    A file that holds the same bytes already is kept as it is. Raises StorageError.
    """
    digest = hashlib.sha256(jpeg).hexdigest()
    path = (directory / f"{digest}.jpg").absolute()
    try:
        if not (path.is_file() and path.read_bytes() == jpeg):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, jpeg, mode=0o644)  # readable for the web server that serves media/
    except OSError as error:
        raise StorageError(
            say(
                "The share image cannot be written to {directory} ({reason}); nothing was queued. "
                "Free some space or give the bot the right to write there.",
                directory=directory,
                reason=error.strerror,
            )
        ) from error
    return digest, path
