"""Where the packaged templates and media lie: beside the code in a clone, inside the package from a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def get_defaults(name: str) -> Path:
    """The packaged directory of this name ("templates" or "media")."""
    packaged = _PACKAGE / "_defaults" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / name


def list_layers(home: Path, name: str) -> tuple[Path, ...]:
    """Where to look for a file of this name: the instance's own directory first, the packaged one after."""
    own, packaged = home / name, get_defaults(name)
    return (own, packaged) if own.is_dir() and own != packaged else (packaged,)
