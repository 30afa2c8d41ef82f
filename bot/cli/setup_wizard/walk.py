"""The guided set-up: few questions in plain words, each answer checked and written down at once.

What was answered stands in `.env`, so Ctrl-C loses nothing: called again, the set-up goes on with the first
open question, and every answer can be changed.
"""

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import typer

from bot import environment
from bot.channels import registry
from bot.channels.base import SetUp
from bot.cli.prompts import ask_choice, show_lines
from bot.cli.setup_wizard import look, questions
from bot.cli.setup_wizard.questions import Answers, repeat
from bot.i18n import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One question. settings: answered when the first of them stands in `.env`; describe: the answer."""

    title: str
    settings: tuple[str, ...]
    ask: Callable[[Answers], bool]
    describe: Callable[[Answers], str]

    def is_answered(self, answers: Answers) -> bool:
        """Whether somebody said something to it, be it "not now"."""
        name = self.settings[0]
        return name in answers.written or environment.is_given(name)


def walk(answers: Answers) -> None:
    """The open questions in order, then whatever a person wants to change."""
    steps = list_steps()
    is_new = not steps[0].is_answered(answers)
    if is_new:
        show_lines(say("Some questions; every answer can be changed later by calling `bot init` again."))
        show_lines(say("Ctrl-C stops; what was answered by then is kept. Nothing is posted meanwhile."))
    else:
        _show_overview(steps, answers)
    for number, step in enumerate(steps, start=1):
        if not step.is_answered(answers):
            _take(step, number, len(steps), answers)
    _change(steps, answers)
    _conclude(answers, is_new=is_new)


def _take(step: Step, number: int, count: int, answers: Answers) -> None:
    typer.echo()
    typer.secho(f"{number}/{count}  {step.title}", bold=True)
    repeat(lambda: step.ask(answers))


def _change(steps: Sequence[Step], answers: Answers) -> None:
    while True:
        _show_overview(steps, answers)
        question = say("Change an answer? Its number (Enter: all is right)")
        number = ask_choice(question, most=len(steps), default=None)
        if number is None:
            return
        _take(steps[number - 1], number, len(steps), answers)


def _show_overview(steps: Sequence[Step], answers: Answers) -> None:
    typer.echo()
    width = max(len(step.title) for step in steps) + 2
    for number, step in enumerate(steps, start=1):
        answer = step.describe(answers) if step.is_answered(answers) else say("not asked yet")
        show_lines(f"  {number}  {step.title + ':':<{width}}{answer}", indent=5 + width)


def _conclude(answers: Answers, *, is_new: bool) -> None:
    settings, place = answers.load(), answers.home.resolve()
    typer.echo()
    show_lines(say("{place} holds your answers.", place=place / ".env"))
    if not settings.notify_urls:
        show_lines(say("Not finished yet: nobody hears of it when the bot needs somebody."))
    command = environment.find_own_command()
    home = shlex.quote(str(place))
    show_lines(say("What to type next, as it stands here:"))
    typer.echo(f"  {command} doctor --home {home}")
    typer.echo(f"  {command} run --once --home {home}")
    if is_new:
        show_lines(say("The second looks for the first time: what stands there already is not posted."))
    else:
        show_lines(say("If the bot runs as a service: `systemctl reload bot`."))


def _make_step(page: SetUp) -> Step:
    return Step(
        title=say(page.title),
        settings=page.settings,
        ask=page.ask,
        describe=lambda answers: page.describe(answers.load()),
    )


def list_steps() -> tuple[Step, ...]:
    """All questions, in the order in which they are asked."""
    return (
        Step(
            title=say("News"),
            settings=("BOT_ARCHIVE_URLS",),
            ask=questions.ask_source,
            describe=lambda answers: ", ".join(answers.load().source_urls),
        ),
        Step(
            title=say("Name"),
            settings=("BOT_BRAND_NAME",),
            ask=look.ask_name,
            describe=lambda answers: answers.load().brand_name,
        ),
        Step(
            title=say("Logo and colour"),
            settings=("BOT_BRAND_COLOR", "BOT_BRAND_LOGO"),
            ask=look.ask_look,
            describe=look.describe_look,
        ),
        *(_make_step(spec.set_up) for spec in registry.list_specs() if spec.set_up),
        Step(
            title=say("Who says yes"),
            settings=("BOT_APPROVAL",),
            ask=questions.ask_approval,
            describe=lambda answers: questions.list_approvals()[answers.load().approval],
        ),
        Step(
            title=say("Posting times"),
            settings=("BOT_POSTING_WINDOWS",),
            ask=questions.ask_windows,
            describe=lambda answers: answers.written.get("BOT_POSTING_WINDOWS") or questions.WINDOWS,
        ),
        Step(
            title=say("Who is told"),
            settings=("BOT_NOTIFY_URLS",),
            ask=look.ask_notify,
            describe=look.describe_notify,
        ),
    )
