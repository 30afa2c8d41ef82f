"""The rooms keep to the arrows: read from the imports, function-level ones too."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

BOT = Path(__file__).parent.parent / "bot"

SPEECH = {"domain", "i18n"}
EVERYTHING_ABOVE = {
    *("archive", "channels", "compose", "files", "logs"),
    *("notify", "preview", "process", "share_image", "storage"),
}
MAY_IMPORT = {
    "domain": {"i18n"},
    "i18n": set(),
    "archive": SPEECH,
    "share_image": SPEECH,
    "compose": {*SPEECH, "files", "share_image"},
    "channels": {*SPEECH, "files"},
    "storage": SPEECH,
    "preview": SPEECH,
    "notify": SPEECH,
    "pipeline": SPEECH,
    "config": {*SPEECH, "environment"},
    "sandbox": SPEECH,
    "logs": SPEECH,
    "process": set(),
    "files": set(),
    "environment": SPEECH,
    "factories": {*SPEECH, "app", "config", "pipeline", *EVERYTHING_ABOVE},
    "app": {*SPEECH, "factories", "config", "pipeline", *EVERYTHING_ABOVE},
    "daemon": {*SPEECH, "app", "config", "environment", "factories", "pipeline", "process"},
    "cli": {
        *SPEECH,
        *("app", "config", "daemon", "desk", "environment", "factories", "files", "logs", "pipeline"),
        *("preview", "process", "sandbox"),
    },
    "desk": {*SPEECH, "app", "config", "files", "pipeline", "preview"},
    "__main__": {"cli"},
    "__init__": set(),
}

OWNED = {
    "feedparser": {"archive"},
    "trafilatura": {"archive"},
    "httpx": {"archive"},
    "PIL": {"share_image", "preview", "sandbox"},
    "jinja2": {"compose", "desk", "preview"},
    "facebook": {"channels"},
    "instagrapi": {"channels"},
    "sqlalchemy": {"storage"},
    "alembic": {"storage"},
    "apprise": {"notify"},
    "dotenv": {"config"},
    "h2": {"sandbox"},
    "h11": {"sandbox"},
    "trustme": {"sandbox"},
    "typer": {"cli"},
    "rich": {"cli"},
    "textual_image": {"cli"},
    "apscheduler": {"daemon"},
    "prometheus_client": {"daemon"},
    "flask": {"desk"},
    "werkzeug": {"desk"},
    "waitress": {"desk"},
    "psycopg": {"storage"},
    "structlog": {"logs"},
}

STANDARD_ONLY = {"domain"}


def _room(path: Path) -> str:
    return path.relative_to(BOT).parts[0].removesuffix(".py")


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


FILES = sorted(BOT.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(BOT)))
def test_a_file_imports_only_what_its_room_may(path: Path) -> None:
    """Rooms at the edge never import each other, and the domain imports nothing of ours."""
    room = _room(path)
    others = {name.split(".")[1] for name in _imports(path) if name.startswith("bot.")} - {room}
    assert others <= MAY_IMPORT[room]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(BOT)))
def test_a_library_is_imported_only_by_the_room_that_owns_it(path: Path) -> None:
    """A library can be replaced by changing one room."""
    room = _room(path)
    top = {name.split(".")[0] for name in _imports(path)}
    assert {name: OWNED[name] for name in top if name in OWNED and room not in OWNED[name]} == {}


@pytest.mark.parametrize(
    "path", [path for path in FILES if _room(path) in STANDARD_ONLY], ids=lambda path: path.name
)
def test_the_domain_needs_the_standard_library_only(path: Path) -> None:
    """What is true without any machine needs no package."""
    import sys

    top = {name.split(".")[0] for name in _imports(path)}
    assert top <= {*sys.stdlib_module_names, "bot"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(BOT)))
def test_only_the_settings_read_the_environment(path: Path) -> None:
    """One place knows the environment's names."""
    text = path.read_text()
    assert _room(path) in {"config", "environment"} or ("os.environ" not in text and "os.getenv" not in text)
