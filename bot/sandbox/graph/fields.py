"""Field expressions such as `id,attachments{media_type,target{id}}`."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from bot.sandbox.answers import graph_refused
from bot.sandbox.graph import parameters

Selection = dict[str, str]


def parse_fields(expression: str) -> Selection:
    """Top-level names, each with what stands in its braces. Raises Refused for unbalanced braces."""
    selection: Selection = {}
    for part in _split(expression):
        name, brace, rest = part.partition("{")
        if brace and not rest.endswith("}"):
            raise graph_refused(2500, f"Syntax error in the fields expression: {part[:60]}")
        selection[name.partition(".")[0].strip()] = rest[:-1] if brace else ""
    return selection


def _split(expression: str) -> Iterator[str]:
    depth, start = 0, 0
    for index, letter in enumerate(expression):
        depth += (letter == "{") - (letter == "}")
        if letter == "," and depth == 0:
            yield expression[start:index]
            start = index + 1
    if expression[start:].strip():
        yield expression[start:]


def pick(
    node_type: str, expression: str, defaults: str, makers: Mapping[str, Callable[[], object]]
) -> dict[str, object]:
    """The asked fields of a node; `id` always comes along, empty ones stay out as on Graph."""
    selection = parse_fields(expression or defaults)
    known = (
        parameters.FIELDS[node_type]
        | parameters.EDGES_AS_FIELDS.get(node_type, frozenset())
        | parameters.UNSPECIFIED_FIELDS.get(node_type, frozenset())
    )
    for name in selection:
        if name not in known:
            raise graph_refused(
                100, f"(#100) Tried accessing nonexisting field ({name}) on node type ({node_type})"
            )
    made = {name: makers[name]() for name in {"id": "", **selection} if name in makers}
    return {name: value for name, value in made.items() if value is not None}


def graph_time(at: datetime) -> str:
    """Graph's way of writing a UTC time."""
    return at.strftime("%Y-%m-%dT%H:%M:%S+0000")
