"""The guided set-up of the Instagram profile, by the official way or with user name and password."""

import typer

from bot.cli.answers import Answers, repeat
from bot.cli.asking import ask_number, ask_secret
from bot.domain.post import Channel
from bot.domain.words import say

LATER, BY_PASSWORD, OFFICIAL = 1, 2, 3


def ask_instagram(answers: Answers) -> None:
    """The way, and what it needs. The official one goes through the Page."""
    has_page = bool(answers.load().facebook_page_id)
    typer.echo(say("Instagram: 1 not now"))
    typer.echo(say("           2 with user name and password (unofficial, at your own risk)"))
    if has_page:
        typer.echo(say("           3 official, through the Page (professional accounts)"))
    most = OFFICIAL if has_page else BY_PASSWORD
    match ask_number(say("Which one?"), most=most, default=LATER):
        case number if number == OFFICIAL:
            repeat(lambda: _use_page(answers))
        case number if number == BY_PASSWORD:
            repeat(lambda: _ask_password(answers))


def _use_page(answers: Answers) -> bool:
    answers.keep(BOT_INSTAGRAM_BACKEND="graph")
    return answers.check(Channel.INSTAGRAM)


def _ask_password(answers: Answers) -> bool:
    """Logs in once; the session is kept, so that Instagram sees no new phone every day."""
    name = typer.prompt(say("The user name")).strip().removeprefix("@")
    password = ask_secret(say("The password (it is not shown)"))
    if not (name and password):
        return False
    question = say("The two-factor seed (it is not shown; Enter: without)")
    seed = ask_secret(question, default="")
    answers.keep(
        BOT_INSTAGRAM_BACKEND="instagrapi",
        BOT_INSTAGRAM_USERNAME=name,
        BOT_INSTAGRAM_PASSWORD=password,
        BOT_INSTAGRAM_TOTP_SEED=seed.replace(" ", ""),
    )
    return answers.check(Channel.INSTAGRAM)
