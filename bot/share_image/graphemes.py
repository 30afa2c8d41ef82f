"""Cut text into the units a reader sees as one character (after Unicode Standard Annex #29)."""

import unicodedata

JOINER = "\u200d"
VARIATION_TEXT = "\ufe0e"
VARIATION_EMOJI = "\ufe0f"
KEYCAP = "\u20e3"
IGNORABLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\u00ad\ufeff")
"""Characters that have no glyph of their own, so no font needs to have one."""


_SOFT_HYPHEN = "\u00ad"
_FIRST_MARK = "\u0300"
"""Below it only the soft hyphen belongs to what stands before."""


def list_clusters(text: str) -> list[str]:
    """Split into clusters: a base with its marks, an emoji sequence, a pair of flag letters."""
    if max(text, default="") < _FIRST_MARK and _SOFT_HYPHEN not in text:
        return list(text)
    clusters: list[str] = []
    for character in text:
        if clusters and _belongs(clusters[-1], character):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def is_emoji(cluster: str) -> bool:
    """True when the cluster asks for a picture: emoji planes, a variation selector, a flag or a keycap."""
    if VARIATION_TEXT in cluster:
        return False
    if cluster[-1] == KEYCAP or VARIATION_EMOJI in cluster:
        return True
    return 0x1F1E6 <= ord(cluster[0]) <= 0x1FAFF


def _belongs(cluster: str, character: str) -> bool:
    if character.isascii():
        return False
    if extends(character) or cluster[-1] == JOINER:
        return True
    return _is_flag_letter(character) and len(cluster) == 1 and _is_flag_letter(cluster)


def extends(character: str) -> bool:
    """True for what belongs to the character before it: marks, joiners, modifiers."""
    code = ord(character)
    is_modifier = 0x1F3FB <= code <= 0x1F3FF or 0xE0020 <= code <= 0xE007F
    return is_modifier or character in IGNORABLE or unicodedata.category(character).startswith("M")


def _is_flag_letter(character: str) -> bool:
    return 0x1F1E6 <= ord(character) <= 0x1F1FF
