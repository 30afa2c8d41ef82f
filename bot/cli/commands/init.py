"""`bot init`: guided set-up of an instance, a few questions in plain words.

What was answered stands in `.env`, so Ctrl-C loses nothing: called again, the set-up goes on with the first
open question, and every answer can be changed.
"""

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import environment
from bot.channels import list_specs
from bot.channels.base import SetUp
from bot.cli import output
from bot.cli.context import Session, make_folders, write_env
from bot.cli.options import BotCommand, show_examples
from bot.cli.prompts import ask_choice, is_terminal, show_lines
from bot.domain.errors import NeedsPerson
from bot.i18n import get_language, say, speak

if TYPE_CHECKING:
    from bot.cli.setup_questions import Answers

app = typer.Typer(add_completion=False)


@app.command(
    "init",
    cls=BotCommand,
    help=say("Set up an instance: asks, checks what was entered, writes .env and folders."),
    epilog=show_examples(
        (say("bot init our-bot"), say("set up an instance; called again, go on or change any answer"))
    ),
)
def init(
    context: typer.Context,
    directory: Annotated[
        Path | None, typer.Argument(metavar="DIR", help=say("Where; default: the current directory."))
    ] = None,
) -> None:
    """In an instance that stands already the open questions are asked, and any answer can be changed.

    Where nobody can be asked, an instance to be filled in by hand is written.
    """
    session = context.ensure_object(Session)
    session.home = home = directory or session.home
    is_new = not (home / ".env").exists()
    speak(environment.find_language(home))
    if not is_terminal():
        _write_blank(home, is_new=is_new)
        return
    from bot.cli.setup_questions import Answers

    make_folders(home)
    walk(Answers(home=home, session=session))


def _write_blank(home: Path, *, is_new: bool) -> None:
    if not is_new:
        sentence = say("{home} is an instance already. Change {home}/.env, then `bot doctor`.", home=home)
        raise NeedsPerson(sentence)
    make_folders(home)
    place = write_env(home, {"BOT_ARCHIVE_URLS": "", "BOT_BRAND_NAME": "", "BOT_LANGUAGE": get_language()})
    output.print_aside(
        say("{place} is written. Fill in BOT_ARCHIVE_URLS and the accounts, then `bot doctor`.", place=place)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One question. settings: answered when the first of them stands in `.env`; describe: the answer.

    allows_none: an empty setting is an answer, too.
    """

    title: str
    settings: tuple[str, ...]
    ask: "Callable[[Answers], bool]"
    describe: "Callable[[Answers], str]"
    allows_none: bool = True

    def is_answered(self, answers: "Answers") -> bool:
        """Whether somebody said something to it, be it "not now"."""
        name = self.settings[0]
        value = answers.written.get(name)
        return bool(value) or (value == "" and self.allows_none) or environment.is_given(name)


def walk(answers: "Answers") -> None:
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


def _take(step: Step, number: int, count: int, answers: "Answers") -> None:
    typer.echo()
    typer.secho(f"{number}/{count}  {step.title}", bold=True)
    answers.repeat(lambda: step.ask(answers))


def _change(steps: Sequence[Step], answers: "Answers") -> None:
    while True:
        _show_overview(steps, answers)
        question = say("Change an answer? Its number (Enter: all is right)")
        number = ask_choice(question, most=len(steps), default=None)
        if number is None:
            return
        _take(steps[number - 1], number, len(steps), answers)


def _show_overview(steps: Sequence[Step], answers: "Answers") -> None:
    typer.echo()
    width = max(len(step.title) for step in steps) + 2
    for number, step in enumerate(steps, start=1):
        answer = step.describe(answers) if step.is_answered(answers) else say("not asked yet")
        show_lines(f"  {number}  {step.title + ':':<{width}}{answer}", indent=5 + width)


def _conclude(answers: "Answers", *, is_new: bool) -> None:
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
    channels = (_make_step(spec.set_up) for spec in list_specs() if spec.set_up)
    return (*_ask_who_speaks(), *channels, *_ask_how_it_works())


def _ask_who_speaks() -> tuple[Step, ...]:
    from bot.cli import setup_questions

    return (
        Step(
            title=say("News"),
            settings=("BOT_ARCHIVE_URLS",),
            ask=setup_questions.ask_source,
            describe=lambda answers: ", ".join(answers.load().source_urls),
            allows_none=False,
        ),
        Step(
            title=say("Name"),
            settings=("BOT_BRAND_NAME",),
            ask=setup_questions.ask_name,
            describe=lambda answers: answers.load().brand_name,
        ),
        Step(
            title=say("Logo and colour"),
            settings=("BOT_BRAND_COLOR", "BOT_BRAND_LOGO"),
            ask=setup_questions.ask_brand,
            describe=setup_questions.describe_brand,
        ),
    )


def _ask_how_it_works() -> tuple[Step, ...]:
    from bot.cli import setup_questions

    return (
        Step(
            title=say("Who says yes"),
            settings=("BOT_APPROVAL",),
            ask=setup_questions.ask_approval,
            describe=lambda answers: setup_questions.list_approvals()[answers.load().approval],
        ),
        Step(
            title=say("Posting times"),
            settings=("BOT_POSTING_WINDOWS",),
            ask=setup_questions.ask_windows,
            describe=lambda answers: answers.written.get("BOT_POSTING_WINDOWS") or setup_questions.WINDOWS,
        ),
        Step(
            title=say("Who is told"),
            settings=("BOT_NOTIFY_URLS",),
            ask=setup_questions.ask_notify,
            describe=setup_questions.describe_notify,
        ),
    )
