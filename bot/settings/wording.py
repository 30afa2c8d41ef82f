"""What is wrong with a setting, in words that name it and hide secrets."""

from collections.abc import Mapping
from typing import Any

from bot.domain.words import say
from bot.settings.model import PREFIX

_LONGEST_SHOWN = 100
"""Characters of a wrong value that are repeated to the person."""
_SECRETS = ("TOKEN", "PASSWORD", "SECRET", "SEED", "NOTIFY_URLS", "DATABASE_URL", "HEARTBEAT_URL")


def explain(problem: Mapping[str, Any], values: Mapping[str, str | None]) -> str:
    """One sentence about one of pydantic's errors. values: what was written, by the setting's name."""
    message = _plain(problem)
    if not problem["loc"]:
        return message
    name = PREFIX + str(problem["loc"][0]).upper()
    shown = "(hidden)" if any(word in name for word in _SECRETS) else repr(_shorten(values.get(name) or ""))
    return f"{name}={shown}: {message}"


def _shorten(value: str) -> str:
    return value if len(value) <= _LONGEST_SHOWN else value[: _LONGEST_SHOWN - 1] + "…"


def _plain(problem: Mapping[str, Any]) -> str:
    limits = problem.get("ctx", {})
    match problem["type"]:
        case "literal_error":
            return say("must be {allowed}", allowed=limits["expected"])
        case "greater_than_equal":
            return say("must be at least {limit}", limit=limits["ge"])
        case "less_than_equal":
            return say("must be at most {limit}", limit=limits["le"])
        case "int_parsing" | "int_parsing_size":
            return say("must be a whole number")
        case _:
            return str(problem["msg"]).removeprefix("Value error, ")
