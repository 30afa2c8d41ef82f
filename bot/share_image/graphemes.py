"""Cut text into what a reader sees as one character, and know which of them are pictures.

The cuts are those of the package `regex` (Unicode Standard Annex #29, with the conjuncts of Indic scripts);
our own rules split Hindi's क्ष and Khmer's stacked letters.
"""

import unicodedata

import regex

VARIATION_TEXT = "\ufe0e"
VARIATION_EMOJI = "\ufe0f"
KEYCAP = "\u20e3"
IGNORABLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\u00ad\ufeff")
"""Characters that have no glyph of their own, so no font needs to have one."""

_CLUSTER = regex.compile(r"\X")
_PICTURE = regex.compile(r"\p{Emoji_Presentation}")
_INVISIBLE = "\u200b\u200e\u200f\u2060\u00ad\ufeff"


def list_clusters(text: str) -> list[str]:
    """Split into clusters: a base with its marks, an emoji sequence, a pair of flag letters.

    Invisible characters stay with what stands before them, so that none is drawn alone.
    """
    clusters: list[str] = []
    for cluster in _CLUSTER.findall(text):
        if clusters and cluster in _INVISIBLE:
            clusters[-1] += cluster
        else:
            clusters.append(cluster)
    return clusters


def is_emoji(cluster: str) -> bool:
    """True when the cluster asks for a picture: emoji planes, a variation selector, a flag or a keycap."""
    if VARIATION_TEXT in cluster:
        return False
    if cluster[-1] == KEYCAP or VARIATION_EMOJI in cluster:
        return True
    return 0x1F1E6 <= ord(cluster[0]) <= 0x1FAFF or _PICTURE.match(cluster) is not None


def extends(character: str) -> bool:
    """True for what belongs to the character before it: marks, joiners, modifiers."""
    code = ord(character)
    is_modifier = 0x1F3FB <= code <= 0x1F3FF or 0xE0020 <= code <= 0xE007F
    return is_modifier or character in IGNORABLE or unicodedata.category(character).startswith("M")
