"""Files that are written whole or not at all."""

import contextlib
import os
import tempfile
from pathlib import Path


def write_whole(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Write a file so that every reader, and every crash, meets the old or the new one. Raises OSError.

    Whose file it was, stays its owner. A symbolic link is replaced and never written through.
    """
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    draft = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            os.chown(draft, path.stat().st_uid, path.stat().st_gid)
        draft.chmod(mode)
        draft.replace(path)
        sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Let the names in a folder survive a power cut: a file's own fsync says nothing of its name.

    Some file systems of other machines refuse that, which is no reason to fail.
    """
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


_PACKAGE = Path(__file__).parent


def get_defaults(name: str) -> Path:
    """The packaged directory of this name ("templates" or "media")."""
    packaged = _PACKAGE / "_defaults" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / name


def list_layers(home: Path, name: str) -> tuple[Path, ...]:
    """Where to look for a file of this name: the instance's own directory first, the packaged one after."""
    own, packaged = home / name, get_defaults(name)
    return (own, packaged) if own.is_dir() and own != packaged else (packaged,)
