"""`bot run`: the daemon, or one pass."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import output
from bot.cli.choices import AsJson
from bot.cli.session import get_settings, opened
from bot.cli.telling import Telling
from bot.domain.errors import UsageWrong
from bot.domain.words import say

if TYPE_CHECKING:
    from bot.settings import Settings

app = typer.Typer(add_completion=False)


@app.command("run", help=say("Watch, compose, publish, reconcile: for ever, or once."))
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
    from bot.daemon import Daemon
    from bot.logs import Redactor, open_log, report_to
    from bot.worker import name_worker

    settings = get_settings(context)
    log = open_log(
        Redactor(list_secrets(settings)),
        level=settings.log_level,
        form=settings.log_format,
        worker=name_worker(),
    )
    with opened(context, progress=report_to(log)) as (bot, _):
        Daemon(bot).run()


def list_secrets(settings: "Settings") -> Iterator[str]:
    """Every secret of the settings, for the log's filter."""
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        for secret in value if isinstance(value, tuple) else (value,):
            if hasattr(secret, "get_secret_value"):
                yield secret.get_secret_value()


def _run_once(context: typer.Context, *, as_json: bool) -> None:
    from bot.pipeline.passes import run_pass

    telling = Telling()
    with opened(context, progress=telling) as (bot, _):
        report = run_pass(bot)
        stops = bot.stops.list_stops(bot.clock())
    outcome = telling.conclude(stops)
    if as_json:
        output.print_json(outcome.make_record(report))
    else:
        typer.echo(outcome.summarize(report))
    for need in outcome.needs:
        output.print_aside(need)
    raise typer.Exit(outcome.exit_status)
