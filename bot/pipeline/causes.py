"""Everything that waits for a person now, each with the command to type."""

from collections.abc import Iterator

from bot.domain.pulse import CRASHED, DOCTOR
from bot.domain.stop import REFUSALS
from bot.domain.words import say
from bot.pipeline.app import App
from bot.pipeline.cause import Cause
from bot.pipeline.expiry import list_expiries
from bot.pipeline.post_causes import list_post_causes

SILENT_AFTER = 6
"""Failed looks in a row after which a source counts as silent."""


def list_causes(app: App) -> tuple[Cause, ...]:
    """Everything that waits for a person now."""
    return (
        *_list_crashes(app),
        *_list_stops(app),
        *_list_sources(app),
        *_list_checks(app),
        *_list_expiries(app),
        *list_post_causes(app),
    )


def _list_crashes(app: App) -> Iterator[Cause]:
    for name, note in app.journal.list_notes(CRASHED).items():
        step = name.removeprefix(CRASHED)
        yield Cause(
            key=f"{name} {note.at.isoformat()}",
            sentence=say("A step of the bot, “{step}”, failed: {problem}", step=step, problem=note.value),
            command="bot doctor",
        )


def _list_stops(app: App) -> Iterator[Cause]:
    for stop in app.stops.list_stops(app.clock()):
        if stop.kind in REFUSALS:
            yield Cause(
                key=f"stop {stop.scope} {stop.kind} {stop.since.isoformat()}",
                sentence=say(
                    "{channel} is stopped: {reason}", channel=stop.scope.capitalize(), reason=stop.reason
                ),
                command="bot doctor",
            )


def _list_sources(app: App) -> Iterator[Cause]:
    for source in app.sources.list_all():
        if source.url in app.source_urls and source.alarm:
            yield Cause(
                key=f"source {source.url} {source.alarm}",
                sentence=f"{source.url}: {source.alarm}",
                command=f"bot preview {source.url}",
            )
        elif source.url in app.source_urls and source.failures >= SILENT_AFTER:
            yield Cause(
                key=f"silent {source.url} {source.baseline_at}",
                sentence=say("{source} cannot be read any more.", source=source.url),
                command="bot doctor",
            )


def _list_checks(app: App) -> Iterator[Cause]:
    """What the doctor's last look found, such as a right that is missing."""
    note = app.journal.find_note(DOCTOR)
    for line in note.value.splitlines() if note else ():
        yield Cause(key=f"check {line}", sentence=line, command="bot doctor")


def _list_expiries(app: App) -> Iterator[Cause]:
    """Told again whenever another step is reached."""
    now, timezone = app.clock(), app.rules.timing.timezone
    for expiry in list_expiries(app):
        step = expiry.find_step(now)
        if step is not None:
            yield Cause(
                key=f"expiry {expiry.name} {expiry.at.date()} {step}",
                sentence=expiry.describe(now, timezone),
                command="bot doctor",
            )
