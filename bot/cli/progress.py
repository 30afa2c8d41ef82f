"""What a pass tells a person while it runs, and how it ended: the exit status and what needs someone."""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from bot.cli.output import print_aside
from bot.domain.event_lines import describe
from bot.domain.state import Stop, StopKind, name_scope
from bot.events import Event
from bot.i18n import say, say_count
from bot.pipeline.attention import explain_missing_source

if TYPE_CHECKING:
    from bot.pipeline.run import PassReport


LATER = frozenset({Event.SOURCE_FAILED, Event.ARTICLE_FAILED})
PERSON = frozenset({Event.SOURCE_ALARM, Event.COMPOSE_FAILED, Event.REVISITED, Event.TEXT_ALTERED})
SHOWN = frozenset(
    {
        *(Event.LOOKING, Event.RECOGNISED, Event.ARTICLE, Event.COMPOSING, Event.PUBLISHING, Event.PUBLISHED),
        *(Event.HANDED_OVER, Event.FOUND, Event.DATABASE_IN_USE),
    }
)
"""What is said as it happens; what is wrong is said at the end."""
HELD = frozenset({StopKind.UNAUTHORIZED, StopKind.BLOCKED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a pass ended; needs: sentences about what a person must do or what could not be reached."""

    exit_status: int
    needs: tuple[str, ...]

    def summarize(self, report: "PassReport") -> str:
        """One line about what was done."""
        baseline = sum(source.baseline for source in report.sources)
        found = say_count("{count} new article", "{count} new articles", sum(s.new for s in report.sources))
        published = say_count("{count} post published", "{count} posts published", report.published)
        line = say("{found}, {published}.", found=found, published=published)
        if baseline:
            line += " " + say_count(
                "First look: {count} article stood there already and is not posted.",
                "First look: {count} articles stood there already and are not posted.",
                baseline,
            )
        return line

    def make_record(self, report: "PassReport") -> dict[str, Any]:
        """The same for scripts."""
        sources = [
            {
                "url": source.url,
                "kind": source.kind,
                "baseline": source.baseline,
                "new": source.new,
                "skipped": source.skipped,
                "problem": source.problem or None,
            }
            for source in report.sources
        ]
        return {
            "sources": sources,
            "composed": report.composed,
            "published": report.published,
            "exit_status": self.exit_status,
            "needs": list(self.needs),
        }


def tell_waiting(event: Event, **facts: object) -> None:
    """Progress of a command that is quick, but for another program."""
    if event is Event.DATABASE_IN_USE:
        print_aside(describe(event, facts))


class ConsoleProgress:
    """Progress in words on stderr; remembers what has to be said at the end."""

    def __init__(self) -> None:
        self._later: list[str] = []
        self._person: list[str] = []
        self._posts: dict[object, tuple[list[str], str]] = {}

    def __call__(self, event: Event, **facts: object) -> None:
        """One event of the pass."""
        self._remember(event, facts)
        if event in SHOWN:
            print_aside(describe(event, facts))

    def conclude(self, stops: Sequence[Stop], *, has_source: bool = True) -> Outcome:
        """Exit status and needs; stops: those in force after the pass. has_source: whether any is named."""
        for needs, need in self._posts.values():
            needs.append(need)
        held = [
            say("Nothing is sent on {scope}: {reason}", scope=", ".join(scopes), reason=reason)
            for reason, scopes in _group(stops).items()
        ]
        person = [*([] if has_source else [explain_missing_source()]), *held, *self._person]
        status = 1 if person else 4 if self._later else 0
        return Outcome(exit_status=status, needs=tuple(dict.fromkeys([*person, *self._later])))

    def _remember(self, event: Event, facts: dict[str, object]) -> None:
        problem = str(facts.get("problem", ""))
        if event is Event.NOT_PUBLISHED:
            needs = self._person if facts["status"] == "failed" else self._later
            self._posts[facts["post"]] = (needs, describe(event, facts))
        elif event is Event.FOUND:
            self._posts.pop(facts["post"], None)
        elif event in {Event.ASKED, Event.MISSED}:
            self._person.append(describe(event, facts))
        elif event in LATER:
            self._later.append(problem)
        elif event in PERSON:
            self._person.append(problem)


def _group(stops: Sequence[Stop]) -> dict[str, list[str]]:
    """Why the platforms refuse us, each with where; one dead token may stop two channels."""
    reasons: dict[str, list[str]] = {}
    for stop in stops:
        if stop.kind in HELD:
            reasons.setdefault(stop.reason, []).append(name_scope(stop.scope))
    return reasons


Shown = TypeVar("Shown")

EVERY = 2.0
CLEAR = "\x1b[2J\x1b[H"


def repeat(show: Callable[[], Shown], *, watch: bool) -> Shown:
    """Show once, and pass on what that returns; with `watch`, on a terminal, again until Ctrl-C."""
    shown = show()
    try:
        while watch and sys.stdout.isatty():
            time.sleep(EVERY)
            sys.stdout.write(CLEAR)
            show()
    except KeyboardInterrupt:
        raise typer.Exit(0) from None
    return shown
