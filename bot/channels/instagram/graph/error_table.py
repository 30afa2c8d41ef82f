"""Official Instagram publishing: what is not answered as an error of the Graph API.

A container that failed says so in its status text, which names one of the Instagram Platform's subcodes.
Source: Meta, Instagram Platform "Error Codes".
"""

import re
from collections.abc import Mapping
from datetime import timedelta

from bot.channels.base import ErrorRule, Person
from bot.channels.meta import error_table
from bot.domain.errors import Unauthorized
from bot.i18n import mark

RELINKED = ErrorRule(
    error=Unauthorized,
    person=Person.ADMIN,
    what=mark("Another Instagram account than before is linked to the Facebook Page."),
    advice=mark(
        "Link the right account to the Page. If it is to be the new one: `bot resume --channel instagram`."
    ),
)

_BAD_FORMAT = error_table.INSTAGRAM[36001, None]
CONTAINER: Mapping[int, ErrorRule] = {
    2207001: error_table.NOT_PROCESSED,
    2207003: error_table.later(
        mark("Instagram could not fetch the picture in time."),
        timedelta(minutes=2),
    ),
    2207004: error_table.INSTAGRAM[36000, None],
    2207005: _BAD_FORMAT,
    2207009: error_table.INSTAGRAM[36003, None],
    2207010: error_table.INSTAGRAM[36004, None],
    2207020: error_table.NOT_PROCESSED,
    2207023: _BAD_FORMAT,
    2207026: _BAD_FORMAT,
    2207032: error_table.NOT_PROCESSED,
    2207042: error_table.INSTAGRAM[9, None],
    2207050: error_table.INSTAGRAM[25, None],
    2207051: error_table.INSTAGRAM[4, 2207051],
    2207052: error_table.INSTAGRAM[9004, None],
    2207053: error_table.NOT_PROCESSED,
}
"""Why a container ended in an error, by the subcode that Meta names in its status text."""


_SUBCODE = re.compile(r"\b2207\d{3}\b")


def judge_container(words: str) -> tuple[ErrorRule, str]:
    """The row for a container's status text, and the subcode it names, which may be empty."""
    found = _SUBCODE.search(words)
    subcode = found[0] if found else ""
    return CONTAINER.get(int(subcode or 0), error_table.NOT_PROCESSED), subcode


def list_rules() -> tuple[ErrorRule, ...]:
    """Every row, also those that no code names."""
    return (*CONTAINER.values(), *(row for row in globals().values() if isinstance(row, ErrorRule)))
