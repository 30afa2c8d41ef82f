"""Months and weekdays: one table for everything that says or reads a date."""

import importlib.util
import re
from pathlib import Path

import pytest

from bot import cldr
from bot.i18n import index_months, list_months, list_weekdays

ROOT = Path(__file__).parents[1]


def test_the_table_is_what_babel_says() -> None:
    spec = importlib.util.spec_from_file_location("make_names", ROOT / "docs" / "make_names.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert Path(cldr.__file__).read_text(encoding="utf-8") == module.render()


def test_names_are_whole_or_short_and_german_where_a_language_is_unknown() -> None:
    assert list_months("de")[2] == "März"
    assert list_months("de", is_short=True)[8] == "Sept."
    assert (list_weekdays("en")[0], list_weekdays("de", is_short=True)[6]) == ("Monday", "So.")
    assert list_months("tlh") == list_months("de")


@pytest.mark.parametrize("name", ["januar", "jänner", "jaenner", "jan", "january"])
def test_a_month_is_read_however_it_is_written(name: str) -> None:
    assert index_months("de", "de_AT", "en")[name] == 1


def test_no_other_file_lists_the_months() -> None:
    listing = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "bot").rglob("*.py")
        if path.name != "cldr.py" and re.search(r"(?i)februar\w*\W+(?:märz|march)", path.read_text("utf-8"))
    ]
    assert listing == []
