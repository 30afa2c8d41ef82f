"""`bot doctor`: checks everything without posting."""

from collections.abc import Sequence
from dataclasses import asdict
from itertools import chain

import typer

from bot.cli import output
from bot.cli.choices import AsJson
from bot.cli.privacy import examine_files
from bot.cli.session import opened
from bot.domain.ports import Check
from bot.domain.words import say

app = typer.Typer(add_completion=False)

SIGNS = {"ok": ("✔", "good"), "warning": ("!", "waiting"), "problem": ("✘", "bad")}


@app.command("doctor", help=say("Check everything without posting, and say what to do."))
def doctor(context: typer.Context, *, as_json: AsJson = False) -> None:
    """One line per check: the mark, the reason and the next step."""
    from bot.pipeline.checkup import examine

    checks: list[Check] = []
    with opened(context) as (bot, settings):
        for check in chain([examine_files(settings.home)], examine(bot)):
            checks.append(check)
            if not as_json:
                _print_check(check)
    if as_json:
        output.print_json([asdict(check) for check in checks])
    raise typer.Exit(_decide_status(checks))


def _print_check(check: Check) -> None:
    sign, tone = SIGNS[check.mark]
    output.print_line(f"{sign} {check.name}: ", check.message, tone=tone)
    if check.advice:
        output.print_line("  → ", check.advice, tone="quiet")


def _decide_status(checks: Sequence[Check]) -> int:
    return 1 if any(check.mark == "problem" for check in checks) else 0
