"""`bot run`: the daemon, or one pass."""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated

import typer

from bot.cli import output
from bot.cli.context import get_settings, opened
from bot.cli.options import AsJson, BotCommand, show_examples
from bot.cli.progress import ConsoleProgress
from bot.domain.errors import UsageWrong
from bot.domain.post import PostStatus
from bot.domain.times import format_moment
from bot.i18n import say, say_count
from bot.pipeline.attention import explain_missing_source
from bot.pipeline.context import App

app = typer.Typer(add_completion=False)


@app.command(
    "run",
    cls=BotCommand,
    help=say("Watch, compose, publish, reconcile: for ever, or once."),
    epilog=show_examples(
        ("bot run --once", say("one pass, for instance from cron")),
        ("bot run", say("the daemon, as the systemd unit starts it")),
    ),
)
def run(
    context: typer.Context,
    *,
    once: Annotated[bool, typer.Option("--once", help=say("One pass over everything, then leave."))] = False,
    as_json: AsJson = False,
) -> None:
    """Watch, compose, publish, reconcile: for ever, or once."""
    if once:
        _run_once(context, as_json=as_json)
    elif as_json:
        raise UsageWrong(say("--json goes with --once; the daemon writes logs (BOT_LOG_FORMAT=json)."))
    else:
        _run_daemon(context)


def _run_daemon(context: typer.Context) -> None:
    from bot.daemon.main import run_daemon

    settings = get_settings(context)
    if not settings.source_urls:
        output.print_aside(explain_missing_source())
    run_daemon(settings, reload=lambda: get_settings(context))


def _run_once(context: typer.Context, *, as_json: bool) -> None:
    from bot.pipeline.run import run_pass

    progress = ConsoleProgress()
    with opened(context, progress=progress, confined=True) as (bot, settings):
        report = run_pass(bot)
        stops = bot.stops.list_stops(bot.clock())
        waiting = tuple(list_waiting(bot))
    outcome = progress.conclude(stops, has_source=bool(settings.source_urls))
    if as_json:
        output.print_json(outcome.make_record(report))
    else:
        output.print_sentence(" ".join((outcome.summarize(report), *waiting)))
    for need in outcome.needs:
        output.print_aside(need)
    raise typer.Exit(outcome.exit_status)


def list_waiting(bot: App) -> Iterator[str]:
    """Sentences about what did not go out yet, for whoever expected to see it."""
    counts: Counter[PostStatus] = Counter()
    for (_, status), count in bot.posts.count_by_status().items():
        counts[status] += count
    if drafts := counts[PostStatus.DRAFT]:
        yield say_count(
            "{count} post waits for a yes (`bot posts`).",
            "{count} posts wait for a yes (`bot posts`).",
            drafts,
        )
    if due := min(bot.posts.find_next_due().values(), default=None):
        yield say_count(
            "{count} post is scheduled, for {moment}.",
            "{count} posts are scheduled, the next for {moment}.",
            counts[PostStatus.SCHEDULED],
            moment=format_moment(due, bot.rules.timing.timezone),
        )
