"""`bot status`: health at a glance."""

from datetime import datetime, tzinfo

import typer

from bot.cli import output
from bot.cli.context import opened
from bot.cli.options import AsJson, BotCommand, Watch, show_examples
from bot.cli.progress import repeat
from bot.domain.article import Source
from bot.domain.channel import list_channels, name_channel
from bot.domain.post import Channel, PostStatus, name_status
from bot.domain.state import Stop, name_scope
from bot.domain.times import format_distance, format_short
from bot.i18n import say, say_count
from bot.pipeline.attention import Health, read_health

app = typer.Typer(add_completion=False)


@app.command(
    "status",
    cls=BotCommand,
    help=say("Health at a glance; the exit status says it too."),
    epilog=show_examples(("bot status --watch", say("on a screen in the office"))),
)
def status(context: typer.Context, *, watch: Watch = False, as_json: AsJson = False) -> None:
    """Channels, sources, and what needs a person."""
    with opened(context) as (bot, settings):

        def show() -> int:
            seen = read_health(bot)
            if as_json:
                output.print_json(seen.make_record())
            else:
                print_health(seen, settings.timezone)
            return seen.exit_status

        exit_status = repeat(show, watch=watch and not as_json)
    raise typer.Exit(exit_status)


MOST = 20
"""Causes that are printed; the weekly report prints as many."""
SHOWN = (
    PostStatus.DRAFT,
    PostStatus.SCHEDULED,
    PostStatus.PUBLISHING,
    PostStatus.UNCONFIRMED,
    PostStatus.FAILED,
    PostStatus.MISSED,
    PostStatus.PUBLISHED,
)


def print_health(health: Health, timezone: tzinfo) -> None:
    """For people, within 80 columns."""
    for channel in list_channels():
        _print_channel(health, channel, timezone)
    _print_daemon(health)
    for source in health.sources:
        _print_source(source, health.now)
    for stop in health.stops:
        if not stop.needs_person:  # else it is among the causes
            _print_stop(stop, timezone)
    if not health.causes:
        output.print_line(say("Nobody is needed."), tone="good")
    for cause in health.causes[:MOST]:
        output.print_line("• ", cause.sentence, tone="bad")
        output.print_line("  → ", cause.command, tone="quiet")
    if rest := len(health.causes[MOST:]):
        output.print_line("• ", say_count("and {count} more", "and {count} more", rest), tone="bad")
        output.print_line("  → ", "bot posts", tone="quiet")


def _print_channel(health: Health, channel: Channel, timezone: tzinfo) -> None:
    counts = [] if channel in health.channels else [say("off, its account is not set")]
    counts += [
        f"{health.counts[channel, status]} {name_status(status)}"
        for status in SHOWN
        if health.counts.get((channel, status))
    ]
    output.print_line(_pad(name_channel(channel)), ", ".join(counts) or say("nothing yet"), tone="bold")
    if due := health.next_due.get(channel):
        moment = f"{format_short(due, timezone)} ({format_distance(due, health.now)})"
        output.print_line(_pad(""), say("next: {moment}", moment=moment), tone="quiet")


def _print_daemon(health: Health) -> None:
    if health.is_running:
        words = say("is running")
    elif health.beaten_at:
        words = say("is not running; last seen {when}", when=format_distance(health.beaten_at, health.now))
    else:
        words = say("has never run here")
    output.print_line(_pad(say("Daemon")), words, tone="bold")


def _print_source(source: Source, now: datetime) -> None:
    seen = format_distance(source.looked_at, now) if source.looked_at else say("never")
    problem = source.alarm or (say("cannot be read now") if source.failures else "")
    line = say("last look {when}", when=seen) + (f"; {problem}" if problem else "")
    output.print_line(_pad(say("Source")), source.url, tone="bad" if problem else "bold")
    output.print_line(_pad(""), line)
    if source.uncertain:
        output.print_line(_pad(""), say("uncertain: {doubts}", doubts=source.uncertain), tone="waiting")


def _print_stop(stop: Stop, timezone: tzinfo) -> None:
    until = say("until {moment}", moment=format_short(stop.until, timezone)) if stop.until else ""
    reason = f"{stop.reason} ({until or say('until `bot resume`')})"
    output.print_line(
        "• ",
        say("Nothing is sent on {scope}: {reason}", scope=name_scope(stop.scope), reason=reason),
        tone="waiting",
    )


def _pad(name: str) -> str:
    return f"{name:<11}"
