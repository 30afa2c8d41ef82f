"""`bot run`: the daemon, or one pass."""

from typing import Annotated

import typer

from bot.cli import output
from bot.cli.context import get_settings, opened
from bot.cli.options import AsJson, BotCommand, show_examples
from bot.cli.progress import ConsoleProgress
from bot.domain.errors import UsageWrong
from bot.i18n import say
from bot.pipeline.attention import explain_missing_source

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
    outcome = progress.conclude(stops, has_source=bool(settings.source_urls))
    if as_json:
        output.print_json(outcome.make_record(report))
    else:
        output.print_sentence(outcome.summarize(report))
    for need in outcome.needs:
        output.print_aside(need)
    raise typer.Exit(outcome.exit_status)
