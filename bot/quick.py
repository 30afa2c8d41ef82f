"""`bot posts --json` for scripts that ask often: read straight from SQLite, without any library.

Every other case, and everything unusual, is left to the full command; a test compares the two word by word.
"""

import json
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from bot import environment
from bot.cli.output import render_json
from bot.domain.errors import BotError
from bot.i18n import say, speak

_STATUSES = "draft scheduled publishing published unconfirmed failed missed cancelled skipped"
_FILTERS = {"--status": frozenset(_STATUSES.split()), "--channel": frozenset({"facebook", "instagram"})}
_TIMES = frozenset({"due_at", "created_at", "published_at"})
_OPTIONAL = frozenset({"remote_id", "permalink", "approved_by", "reason"})
_COLUMNS = (
    *("posts.id", "article_id", "articles.url AS article_url", "articles.title AS article_title", "channel"),
    *("posts.status", "due_at", "caption", "link", "image", "image_sha256", "alt_text", "remote_id"),
    *("permalink", "attempts", "error", "approved_by", "created_at", "posts.published_at", "posts.reason"),
)


class Question(NamedTuple):
    """What was asked: the instance, columns and the values they must have, how many at most."""

    home: Path
    filters: dict[str, str]
    limit: int | None


def answer(arguments: Sequence[str]) -> int | None:
    """Print the posts and return 0, or None where the full command has to look."""
    question = _read(list(arguments))
    if question is None or not (environment.is_proven(question.home) or _prove(question.home)):
        return None
    try:
        records = _list_records(question)
    except (sqlite3.Error, ValueError, KeyError):
        return None
    sys.stdout.write(render_json(records, sys.stdout.encoding or "") + "\n")
    if len(records) == question.limit:
        speak(environment.find_language(question.home))
        sentence = say("Only the latest {count} are shown; --all shows all.", count=question.limit)
        sys.stderr.write(sentence + "\n")
    return 0


def _prove(home: Path) -> bool:
    """Read the settings once for all that follows; False where they are wrong or name another database."""
    from bot.config import load_settings

    try:
        if not home.is_dir():
            return False
        load_settings(home)
    except (BotError, OSError):
        return False
    environment.prove(home)
    return environment.is_proven(home)


def _read(arguments: list[str]) -> Question | None:
    """The question, or None when a word is unknown here."""
    home, filters, limit = environment.get_home(), dict[str, str](), None
    words = iter(arguments)
    flags: set[str] = set()
    for word in words:
        name, is_joined, value = word.partition("=")
        if word in {"posts", "--json", "--all"}:
            flags.add(word)
            continue
        value = value if is_joined else next(words, "")
        if name == "--home" and value:
            home = Path(value)
        elif name == "--limit" and _is_count(value):
            limit = int(value)
        elif value in _FILTERS.get(name, ()):
            filters[name.removeprefix("--")] = value
        else:
            return None
    if not flags >= {"posts", "--json"}:
        return None
    return Question(home=home, filters=filters, limit=None if "--all" in flags else limit)


def _is_count(value: str) -> bool:
    """Whether it is a number that SQLite takes, too."""
    return value.isascii() and value.isdecimal() and len(value) < 10 and int(value) > 0


def _list_records(question: Question) -> list[dict[str, Any]]:
    where = "".join(f" AND posts.{name} = ?" for name in question.filters)
    query = (
        f"SELECT {', '.join(_COLUMNS)} FROM posts JOIN articles ON articles.id = posts.article_id"  # noqa: S608
        f" WHERE 1{where} ORDER BY posts.id DESC LIMIT ?"  # the names are ours, the values are bound
    )
    place = (question.home / environment.DATABASE).resolve()
    with closing(sqlite3.connect(f"{place.as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        rows = connection.execute(query, (*question.filters.values(), question.limit or -1))
        return [_make_record(row) for row in rows]


def _make_record(row: sqlite3.Row) -> dict[str, Any]:
    return {name: _make_value(name, row[name]) for name in row.keys()}  # noqa: SIM118  # a Row iterates values


def _make_value(name: str, value: Any) -> Any:
    if name in _TIMES and value is not None:
        return datetime.fromisoformat(value).replace(tzinfo=UTC).isoformat()
    if name == "error":
        return _make_error(json.loads(value)) if value else None
    return (value or None) if name in _OPTIONAL else value


def _make_error(error: dict[str, str] | None) -> dict[str, str] | None:
    return error and {name: error[name] for name in ("kind", "code", "message", "advice")}
