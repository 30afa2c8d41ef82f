"""What may be printed on a terminal: nothing that commands it or turns what is read."""

import json
import re

_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What commands a terminal, turns the direction of writing, or cannot be printed at all."""


def make_harmless(text: str) -> str:
    """Text of strangers without what could command the terminal or show it otherwise than it is."""
    return _HARMFUL.sub("", text)


def render_json(document: object, encoding: str) -> str:
    """A JSON document with characters as they are where the screen's encoding takes them."""
    is_unicode = encoding.lower().replace("-", "").startswith("utf")
    text = json.dumps(document, ensure_ascii=not is_unicode, indent=2)
    return _HARMFUL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
