"""Write bot/cldr.py: names of months and weekdays as Unicode's CLDR has them, by way of Babel.

Babel itself, loaded by each command that prints a date, would cost a tenth of its time.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel import Locale

TARGET = Path(__file__).parent.parent / "bot" / "cldr.py"
LANGUAGES = "ar cs da de de_AT el en es fr hr hu id it nl pl pt ro ru sv tr uk"
HEAD = '''"""Names of months, January first, and of weekdays, Monday first, by language, from Unicode's CLDR.

For each language whole and short, first as dates use them, then as they stand alone. Written by `make names`,
never by hand; `bot.i18n` is how to ask.
"""

'''


def render() -> str:
    """The module's text."""
    months = _render_table("MONTHS", "months", range(1, 13))
    weekdays = _render_table("WEEKDAYS", "days", range(7))
    return f"{HEAD}{months}\n{weekdays}"


def _render_table(name: str, kind: str, numbers: range) -> str:
    lines = [f"{name}: dict[str, tuple[str, str, str, str]] = {{"]
    for language in LANGUAGES.split():
        rows = (_join(names, numbers) for names in _list_rows(getattr(Locale.parse(language), kind)))
        lines += [f'    "{language}": (', *(f'        "{row}",' for row in rows), "    ),"]
    return "\n".join([*lines, "}\n"])


def _list_rows(kinds: Mapping[str, Mapping[str, Mapping[int, str]]]) -> Iterator[Mapping[int, str]]:
    for use in ("format", "stand-alone"):
        yield from (kinds[use][width] for width in ("wide", "abbreviated"))


def _join(names: Mapping[int, str], numbers: range) -> str:
    return " ".join(names[number].replace(" ", "_") for number in numbers)


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8")
    sys.stdout.write(f"{TARGET}\n")
