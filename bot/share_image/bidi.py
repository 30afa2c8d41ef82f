"""Order of right-to-left and left-to-right text in one line (Unicode Standard Annex #9).

Explicit embeddings and isolates are not kept: news titles have none, and the caller strips them.
"""

import unicodedata
from itertools import groupby

RIGHT_TO_LEFT = frozenset({"R", "AL"})
STRONG = frozenset({"L", "R", "AL"})
STRONG_OR_NUMBER = frozenset({"L", "R", "EN", "AN"})
BRACKETS = {"(": ")", "[": "]", "{": "}"}
CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def is_right_to_left(text: str) -> bool:
    """True when the first letter with a direction is a right-to-left one (rules P2, P3)."""
    kinds = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in kinds if kind in STRONG), "L") != "L"


def list_levels(text: str, *, right_to_left: bool) -> list[int]:
    """The embedding level of each character; odd levels run right to left."""
    base = 1 if right_to_left else 0
    kinds = [unicodedata.bidirectional(character) for character in text]
    if not right_to_left and not any(kind in RIGHT_TO_LEFT or kind == "AN" for kind in kinds):
        return [0] * len(text)
    kinds = _resolve_brackets(text, _resolve_weak(kinds, base), base)
    kinds = _resolve_neutral(kinds, base)
    levels = [base + _raise(kind, base) for kind in kinds]
    return _lower_trailing(text, levels, base)


def order_runs(levels: list[int]) -> list[int]:
    """Positions of runs from left to right, given each run's level (rule L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        order = [place for group in _split(order, levels, level) for place in group]
    return order


def _split(order: list[int], levels: list[int], level: int) -> list[list[int]]:
    groups = ((high, list(part)) for high, part in groupby(order, key=lambda place: levels[place] >= level))
    return [part[::-1] if high else part for high, part in groups]


def _resolve_weak(kinds: list[str], base: int) -> list[str]:
    """Rules W1-W7: marks, numbers and their separators."""
    start = "R" if base else "L"
    resolved: list[str] = []
    strong = start
    for kind in kinds:
        new = (resolved[-1] if resolved else start) if kind == "NSM" else kind
        if kind in STRONG:
            strong = kind
        resolved.append("AN" if new == "EN" and strong == "AL" else new)
    resolved = ["R" if kind == "AL" else kind for kind in resolved]
    return _resolve_european(_join_terminators(_join_separators(resolved)), start)


def _join_separators(kinds: list[str]) -> list[str]:
    joined = list(kinds)
    for place in range(1, len(kinds) - 1):
        before, after = joined[place - 1], kinds[place + 1]
        fits = kinds[place] == "CS" or (kinds[place] == "ES" and before == "EN")
        if fits and before == after and before in {"EN", "AN"}:
            joined[place] = before
    return joined


def _join_terminators(kinds: list[str]) -> list[str]:
    joined: list[str] = []
    for kind, part in groupby(kinds):
        run = list(part)
        joined += run if kind != "ET" else ["ET"] * len(run)
    for place in [*range(len(joined)), *reversed(range(len(joined)))]:
        if joined[place] == "ET" and "EN" in joined[max(place - 1, 0) : place + 2]:
            joined[place] = "EN"
    return ["ON" if kind in {"ET", "ES", "CS"} else kind for kind in joined]


def _resolve_european(kinds: list[str], start: str) -> list[str]:
    resolved: list[str] = []
    strong = start
    for kind in kinds:
        strong = kind if kind in {"L", "R"} else strong
        resolved.append("L" if kind == "EN" and strong == "L" else kind)
    return resolved


def _resolve_brackets(text: str, kinds: list[str], base: int) -> list[str]:
    """Rule N0: both brackets of a pair go the same way, by what they hold."""
    own, other = ("R", "L") if base else ("L", "R")
    resolved = list(kinds)
    for start, end in _pair_brackets(text, kinds):
        inside = {_side(kind) for kind in resolved[start + 1 : end] if kind in STRONG_OR_NUMBER}
        before = next((_side(kind) for kind in reversed(resolved[:start]) if kind in STRONG_OR_NUMBER), own)
        if own in inside:
            resolved[start] = resolved[end] = own
        elif other in inside:
            resolved[start] = resolved[end] = other if before == other else own
    return resolved


def _pair_brackets(text: str, kinds: list[str]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    stack: list[int] = []
    for place, character in enumerate(text):
        if kinds[place] != "ON":
            continue
        if character in BRACKETS:
            stack.append(place)
        elif character in BRACKETS.values():
            matching = [at for at in stack if BRACKETS[text[at]] == character]
            if matching:
                pairs.append((matching[-1], place))
                del stack[stack.index(matching[-1]) :]
    return sorted(pairs)


def _resolve_neutral(kinds: list[str], base: int) -> list[str]:
    """Rules N1 and N2: neutrals follow their neighbours where these agree, else the paragraph."""
    own = "R" if base else "L"
    resolved: list[str] = []
    for neutral, part in groupby(kinds, key=lambda kind: kind not in STRONG_OR_NUMBER):
        run = list(part)
        if neutral:
            before = _side(resolved[-1]) if resolved else own
            rest = kinds[len(resolved) + len(run) :]
            after = _side(rest[0]) if rest else own
            run = [before if before == after else own] * len(run)
        resolved += run
    return resolved


def _side(kind: str) -> str:
    return "L" if kind == "L" else "R"


def _raise(kind: str, base: int) -> int:
    """Rules I1 and I2."""
    if base:
        return 0 if kind == "R" else 1
    return {"L": 0, "R": 1}.get(kind, 2)


def _lower_trailing(text: str, levels: list[int], base: int) -> list[int]:
    """Rule L1: white space at the end of a line takes the paragraph's level."""
    kept = len(text.rstrip())
    return levels[:kept] + [base] * (len(levels) - kept)
