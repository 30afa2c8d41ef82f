"""Events: each is told with the facts that it names, and a shift ends only before something begins."""

import ast
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.daemon.child import Leaving, leave_before_steps
from bot.events import Event

BOT = Path(__file__).parent.parent / "bot"
ADDED_ELSEWHERE = {Event.STEP_CRASHED: {"place"}}
"""Facts that not every teller has."""


def list_tellings() -> Iterator[tuple[Event, set[str]]]:
    """Every place that tells an event, and the names of the facts it gives."""
    for path in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.args[0]).startswith("Event."):
                name = ast.unparse(node.args[0]).removeprefix("Event.")
                yield Event[name], {keyword.arg or "" for keyword in node.keywords}


def test_each_event_is_told_somewhere() -> None:
    assert {event for event, _ in list_tellings()} == set(Event)


def test_whoever_tells_an_event_gives_the_facts_that_it_names() -> None:
    wrong = {
        event.key: facts ^ set(event.fields)
        for event, facts in list_tellings()
        if (facts ^ set(event.fields)) - ADDED_ELSEWHERE.get(event, set())
    }
    assert wrong == {}


@pytest.mark.parametrize("event", Event, ids=lambda event: event.key)
def test_a_shift_that_is_asked_to_leave_ends_before_something_begins(event: Event) -> None:
    told: list[Event] = []
    leaving = threading.Event()
    leaving.set()
    tell = leave_before_steps(lambda event, **facts: told.append(event), leaving)
    begins = {Event.LOOKING, Event.READING, Event.COMPOSING, Event.RECONCILING, Event.NEXT_POST}
    if event in begins:
        with pytest.raises(Leaving):
            tell(event)
    else:
        tell(event)
    assert told == ([] if event in begins else [event])
