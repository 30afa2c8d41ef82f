"""`bot doctor`: checks everything without posting."""

from collections.abc import Sequence
from contextlib import suppress

import typer

from bot.cli import json_records, output
from bot.cli.context import examine_env, examine_files, opened
from bot.cli.options import AsJson, BotCommand, show_examples
from bot.cli.prompts import get_person
from bot.domain.errors import BotError
from bot.domain.ports import Check
from bot.i18n import say

app = typer.Typer(add_completion=False)

SIGNS = {"ok": ("✔", "good"), "warning": ("!", "waiting"), "problem": ("✘", "bad")}


@app.command(
    "doctor",
    cls=BotCommand,
    help=say("Check everything without posting, and say what to do."),
    epilog=show_examples(("bot doctor", say("after every change of the settings"))),
)
def doctor(context: typer.Context, *, as_json: AsJson = False) -> None:
    """One line per check: the mark, the reason and the next step."""
    from bot.pipeline.doctor import examine, remember

    with opened(context) as (bot, settings):
        own = (examine_files(settings.home), *examine_env(settings.home))
        checks = [_show(check, as_json=as_json) for check in own]
        found = [_show(check, as_json=as_json) for check in examine(bot, who=get_person())]
        with suppress(BotError):  # a database that cannot be written is one of the checks
            remember(bot, found)
    checks += found
    if as_json:
        output.print_json([json_records.make_check_record(check) for check in checks])
    raise typer.Exit(_decide_status(checks))


def _show(check: Check, *, as_json: bool) -> Check:
    """Print a check as soon as it is done: some take seconds."""
    if not as_json:
        _print_check(check)
    return check


def _print_check(check: Check) -> None:
    sign, tone = SIGNS[check.mark]
    first, *rest = check.message.split("\n")
    output.print_line(f"{sign} ", f"{check.name}: {first}", tone=tone)
    for line in rest:
        output.print_line("    ", line)
    if check.advice:
        output.print_line("  → ", check.advice, tone="quiet")


def _decide_status(checks: Sequence[Check]) -> int:
    return 1 if any(check.mark == "problem" for check in checks) else 0
