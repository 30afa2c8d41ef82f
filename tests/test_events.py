"""Events: each is told with the facts that it names, and a shift ends only before something begins."""

import ast
import io
import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import parse_settings
from bot.daemon.child import Leaving, leave_before_steps
from bot.domain.event_lines import describe
from bot.events import Event
from bot.factories import make_progress
from bot.i18n import speak

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


@pytest.mark.parametrize("event", Event, ids=lambda event: event.key)
def test_each_event_is_a_sentence_of_the_facts_that_it_names(event: Event) -> None:
    facts = {name: f"«{name}»" for name in event.fields}
    facts |= {"status": "baseline"} if event is Event.ARTICLE else {}
    line = describe(event, facts)
    assert line
    assert not {"{", "}"} & set(line)
    assert describe(event, {**facts, "place": "file.py:7"}).endswith("(file.py:7)")


class Screen(io.StringIO):
    """A terminal, or not."""

    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        """Whether somebody watches."""
        return self.is_terminal


def log(monkeypatch: pytest.MonkeyPatch, *, is_terminal: bool = True, **settings: str) -> str:
    """What a failed look is in the log of an instance in German."""
    screen = Screen(is_terminal=is_terminal)
    monkeypatch.setattr(sys, "stderr", screen)
    written = {f"BOT_{name}": words for name, words in settings.items()}
    speak("de")
    progress = make_progress(parse_settings(Path(), written), "worker-1")
    progress(Event.SOURCE_FAILED, source="https://v.example/", problem="Zeit\x1b[2J um. " * 9)
    speak("en")
    return screen.getvalue()


def test_on_a_terminal_the_log_speaks_in_sentences_of_the_instances_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    first, *further = log(monkeypatch).splitlines()
    assert "  Dieses Nachsehen schlug fehl: Zeit" in first
    assert all(line.startswith(" " * 10) for line in further)
    assert max(map(len, (first, *further))) <= 60
    assert "\x1b" not in first


def test_files_pipes_and_whoever_asks_for_traces_get_names_and_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    for shown in (log(monkeypatch, is_terminal=False), log(monkeypatch, LOG_LEVEL="debug")):
        assert "source_failed" in shown
        assert "worker-1" in shown
    record = json.loads(log(monkeypatch, LOG_FORMAT="json"))
    assert (record["event"], record["source"]) == ("source_failed", "https://v.example/")
