"""Everything that waits for a person now, each with the command to type."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.post import Post, PostStatus
from bot.domain.pulse import CRASHED, DOCTOR
from bot.domain.words import say
from bot.pipeline.app import App
from bot.pipeline.expiry import list_expiries
from bot.pipeline.proposals import explain, find_proposal
from bot.pipeline.revisit import list_revisited


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why a person is needed. key: the same for the same occurrence, so that it is told once.

    post: what it is about, when it is about one.
    """

    key: str
    sentence: str
    command: str
    post: Post | None = None


def list_causes(app: App) -> tuple[Cause, ...]:
    """Everything that waits for a person now."""
    return (
        *_list_crashes(app),
        *_list_stops(app),
        *_list_sources(app),
        *_list_checks(app),
        *_list_expiries(app),
        *_list_posts(app),
        *_list_proposals(app),
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
        if stop.kind in {"unauthorized", "blocked"}:
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


SILENT_AFTER = 6
"""Failed looks in a row after which a source counts as silent."""

_COMMANDS = {
    PostStatus.FAILED: "bot show {id}",
    PostStatus.MISSED: "bot reschedule {id} --next",
    PostStatus.DRAFT: "bot approve {id}",
}


def _list_posts(app: App) -> Iterator[Cause]:
    for status, command in _COMMANDS.items():
        for post in app.posts.list_with(status):
            yield Cause(
                key=f"post {post.id} {status} {post.attempts}",
                sentence=_describe(post),
                command=command.format(id=post.id),
                post=post,
            )


def _list_proposals(app: App) -> Iterator[Cause]:
    for post in list_revisited(app):
        if proposal := find_proposal(app, post):
            yield Cause(
                key=f"proposal {post.id} {proposal.since} {proposal.noticed_at.isoformat()}",
                sentence=f"{post.channel.capitalize()}, “{post.article_title}”: {explain(post, proposal)}",
                command=f"bot show {post.id}",
                post=post,
            )


def _describe(post: Post) -> str:
    facts = {
        "title": post.article_title,
        "channel": post.channel.capitalize(),
        "why": post.error.message if post.error else post.reason,
    }
    match post.status:
        case PostStatus.FAILED:
            return say("“{title}” was not published on {channel}: {why}", **facts)
        case PostStatus.MISSED:
            return say("“{title}” missed its time on {channel}: {why}", **facts)
        case _:
            return say("“{title}” waits for a yes on {channel}: {why}", **facts)
