"""The guided set-up: few questions in plain words, each answer checked and written down at once.

What was answered stands in `.env`, so Ctrl-C loses nothing: called again, the set-up goes on with the first
open question, and every answer can be changed.
"""

import re
import shlex
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import typer

from bot import environment
from bot.channels import list_specs
from bot.channels.base import SetUp
from bot.cli import setup_questions
from bot.cli.output import make_harmless
from bot.cli.post_view import show_picture
from bot.cli.prompts import ask_choice, ask_line, ask_secret, ask_yes, show_lines
from bot.cli.setup_questions import Answers, repeat, try_out
from bot.domain.article import Entry, Source
from bot.domain.channel import list_channels
from bot.domain.errors import BotError
from bot.domain.urls import site_of
from bot.files import write_whole
from bot.i18n import say

if TYPE_CHECKING:
    from bot.app import Instance


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One question. settings: answered when the first of them stands in `.env`; describe: the answer.

    allows_none: an empty setting is an answer, too.
    """

    title: str
    settings: tuple[str, ...]
    ask: Callable[[Answers], bool]
    describe: Callable[[Answers], str]
    allows_none: bool = True

    def is_answered(self, answers: Answers) -> bool:
        """Whether somebody said something to it, be it "not now"."""
        name = self.settings[0]
        value = answers.written.get(name)
        return bool(value) or (value == "" and self.allows_none) or environment.is_given(name)


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
    channels = (_make_step(spec.set_up) for spec in list_specs() if spec.set_up)
    return (*_ask_who_speaks(), *channels, *_ask_how_it_works())


def _ask_who_speaks() -> tuple[Step, ...]:
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
            ask=ask_name,
            describe=lambda answers: answers.load().brand_name,
        ),
        Step(
            title=say("Logo and colour"),
            settings=("BOT_BRAND_COLOR", "BOT_BRAND_LOGO"),
            ask=ask_look,
            describe=describe_look,
        ),
    )


def _ask_how_it_works() -> tuple[Step, ...]:
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
            ask=ask_notify,
            describe=describe_notify,
        ),
    )


LOGO = "media/logo.png"
SAMPLE = "media/sample.jpg"
LOGO_ROWS, CARD_ROWS = 6, 18


def ask_name(answers: Answers) -> bool:
    """The association's name, as its website gives it where it does."""
    present = answers.written.get("BOT_BRAND_NAME") or ""
    question = say("The association's name, for the pictures")
    answers.keep(BOT_BRAND_NAME=ask_line(question, default=present or _suggest_name(answers)))
    return True


def _suggest_name(answers: Answers) -> str:
    url = next(iter(answers.load().source_urls), "")
    with suppress(BotError), answers.open() as bot:
        if name := bot.http_archive.read_brand(url).name:
            return make_harmless(name)
    with suppress(ValueError):
        return site_of(url)
    return ""


def ask_look(answers: Answers) -> bool:
    """Logo and colour, each shown; then the newest article as a finished card. Whether it pleases."""
    from bot import factories

    logo = _take_present(answers) or _take_from_site(answers) or _take_file(answers)
    found = factories.find_main_colour(answers.home / logo) if logo else ""
    usual = found or answers.load().brand_color
    if not logo:
        (answers.home / LOGO).unlink(missing_ok=True)
    answers.keep(BOT_BRAND_LOGO=logo)
    _ask_colour(answers, usual)
    if not try_out(lambda: _show_card(answers)):
        return True
    return ask_yes(say("Shall the pictures look like this?"), default=True)


def describe_look(answers: Answers) -> str:
    """Both in a line."""
    settings = answers.load()
    return f"{settings.brand_logo or say('no logo')}, {settings.brand_color}"


def _take_present(answers: Answers) -> str:
    logo = answers.load().brand_logo
    if not logo or not (answers.home / logo).is_file():
        return ""
    show_lines(say("The logo now: {place}", place=logo))
    show_picture((answers.home / logo).read_bytes(), rows=LOGO_ROWS)
    return logo if ask_yes(say("Keep it?"), default=True) else ""


def _take_from_site(answers: Answers) -> str:
    """A logo of the website that a person recognises; empty when there is none."""
    from bot import factories

    url = next(iter(answers.load().source_urls), "")
    with suppress(BotError), answers.open() as bot:
        for address in bot.http_archive.read_brand(url).logos:
            with suppress(BotError):
                factories.keep_logo(bot.http_archive.fetch_logo(address), answers.home / LOGO)
                show_lines(say("Found on your website: {address}", address=make_harmless(address)))
                show_picture((answers.home / LOGO).read_bytes(), rows=LOGO_ROWS)
                if ask_yes(say("Is this the logo?"), default=True):
                    return LOGO
    return ""


def _take_file(answers: Answers) -> str:
    """A picture file of the person's; empty for none."""
    from bot import factories

    while words := ask_line(say("The logo's file, PNG, JPEG or SVG (Enter: without a logo)"), default=""):
        place = Path(words.strip("'\"")).expanduser()
        try:
            factories.keep_logo(place.read_bytes(), answers.home / LOGO)
        except OSError:
            show_lines(say("{place} cannot be read.", place=make_harmless(words)))
        except BotError as error:
            show_lines(make_harmless(str(error)))
        else:
            show_picture((answers.home / LOGO).read_bytes(), rows=LOGO_ROWS)
            return LOGO
    return ""


def _ask_colour(answers: Answers, usual: str) -> None:
    """Asked until it is one; Enter takes the one that is shown."""
    while True:
        _show_colour(usual)
        chosen = ask_line(say("The colour of the pictures, written like {usual}", usual=usual), default=usual)
        if answers.try_keeping(BOT_BRAND_COLOR=chosen if chosen.startswith("#") else f"#{chosen}"):
            if chosen != usual:
                _show_colour(answers.load().brand_color)
            return


def _show_colour(colour: str) -> None:
    from rich.text import Text

    from bot.cli.output import make_console

    if re.fullmatch("#[0-9a-fA-F]{6}", colour):
        make_console().print(Text.assemble(("████████████", colour), f" {colour}"))


def _show_card(answers: Answers) -> bool:
    """The newest article's picture, drawn with what was answered. Raises BotError."""
    with answers.open() as bot:
        newest = answers.newest or _find_newest(bot)
        if newest is None:
            return False
        article = bot.archive.read(newest)
        made = bot.composer.compose(article, list_channels()[0], now=bot.clock())
    sample = answers.home / SAMPLE
    write_whole(sample, Path(made.image).read_bytes(), mode=0o644)
    show_picture(sample.read_bytes(), rows=CARD_ROWS)
    show_lines(say("So look the pictures; this one lies in {place}", place=sample.resolve()))
    return True


def _find_newest(bot: "Instance") -> Entry | None:
    looks = (bot.archive.look(Source(url=url), conditional=False) for url in bot.source_urls)
    return next((look.entries[0] for look in looks if look.entries), None)


MAIL, TELEGRAM, OTHER, NOBODY = 1, 2, 3, 4
USUAL_PORT = "587"
WRAPPED_PORT = "465"
"""The port on which mail servers expect TLS from the first byte."""


def ask_notify(answers: Answers) -> bool:
    """Whom the bot writes to when it needs somebody; kept only when a test message was taken."""
    show_lines(
        say("Whom shall the bot write to when it needs somebody? On Mondays it also reports the week.")
    )
    show_lines(say("A bot that tells nobody can stand still without anybody noticing."))
    show_lines("  1  " + say("By mail"))
    show_lines("  2  " + say("By Telegram"))
    show_lines("  3  " + say("Otherwise: Signal, Matrix, Slack and more, with an address for Apprise"))
    show_lines("  4  " + say("Nobody for now"))
    kind = ask_choice(say("Which one?"), most=NOBODY, default=MAIL)
    if kind == NOBODY:
        answers.keep(BOT_NOTIFY_URLS="")
        return True
    asks = {MAIL: _ask_mail, TELEGRAM: _ask_telegram, OTHER: _ask_other}
    url = asks[kind or MAIL](answers)
    return bool(url) and _try_out(answers, url)


def describe_notify(answers: Answers) -> str:
    """How, without what is secret about it."""
    urls = answers.load().notify_urls
    kinds = (urlsplit(url.words).scheme.removesuffix("s") for url in urls)
    names = {"mailto": say("by mail"), "tgram": "Telegram"}
    return ", ".join(names.get(kind, kind) for kind in kinds) or say("nobody")


def _ask_mail(answers: Answers) -> str:
    """An Apprise address for a mailbox that sends, with TLS."""
    sender = answers.ask_again(say("The mail address that the bot sends from"), default="")
    name, _, domain = sender.partition("@")
    if not (name and domain):
        show_lines(say("That is no mail address."))
        return ""
    password = ask_secret(say("Its password (it is not shown)"))
    server = answers.ask_again(say("The mail server for sending (SMTP)"), default=f"smtp.{domain}")
    login = answers.ask_again(say("The user name there"), default=sender)
    receivers = answers.ask_again(say("Who gets the messages? Several separated by commas"), default=sender)
    host, _, port = server.partition(":")
    mode = "ssl" if port == WRAPPED_PORT else "starttls"
    to = ",".join(part.strip() for part in receivers.split(",") if part.strip())
    return (
        f"mailtos://{quote(login, safe='')}:{quote(password, safe='')}@{host}:{port or USUAL_PORT}/"
        f"?smtp={host}&mode={mode}&from={quote(sender)}&to={quote(to, safe='@')}"
    )


def _ask_telegram(answers: Answers) -> str:
    """An Apprise address; without a chat Telegram writes to whoever wrote to the bot last."""
    show_lines(
        say("In Telegram write /newbot to @BotFather, who gives you a token. Then write “hello” to your bot.")
    )
    token = ask_secret(say("The token (it is not shown)"))
    chat = answers.ask_again(say("The number of the chat (Enter: whoever wrote to it)"), default="")
    return f"tgram://{token}/{chat}" if token else ""


def _ask_other(_answers: Answers) -> str:
    show_lines(say("How an address looks for each service stands at https://github.com/caronc/apprise/wiki"))
    url = ask_secret(say("The address for Apprise (it is not shown, for it may hold a password)"))
    return url.replace(",", "%2C").replace(" ", "%20")  # the setting holds several, separated by these


def _try_out(answers: Answers, url: str) -> bool:
    """Send a test message; the address is kept when a person saw it arrive."""
    before = answers.written.get("BOT_NOTIFY_URLS", "")
    if not answers.try_keeping(BOT_NOTIFY_URLS=url):
        return False
    show_lines(say("A test message goes out …"))
    with answers.open() as bot:
        title, body = say("The bot can reach you"), say("This is a test. It writes when it needs somebody.")
        is_taken = bot.notifier is not None and bot.notifier.send(title, body)
    if is_taken and ask_yes(say("It was taken. Did it arrive?"), default=True):
        return True
    answers.keep(BOT_NOTIFY_URLS=before)
    show_lines(
        say("Look into the spam folder, and whether address and server are right.")
        if is_taken
        else say("Nobody took it: address, password or server is wrong, or it cannot be reached from here.")
    )
    return False
