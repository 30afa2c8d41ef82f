"""The guided set-up of how the pictures look: name, logo and colour, as the website shows them."""

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.cli.output import make_harmless
from bot.cli.post_view import show_picture
from bot.cli.prompts import ask_line, ask_yes, show_lines
from bot.cli.setup_wizard.setup_answers import Answers, try_out
from bot.domain.article import Entry, Source
from bot.domain.channel import list_channels
from bot.domain.errors import BotError
from bot.files import write_whole
from bot.i18n import say

if TYPE_CHECKING:
    from bot.app import Instance

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
        return (urlsplit(url).hostname or "").removeprefix("www.")
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
                factories.keep_logo(bot.http_archive.fetch_photo(address), answers.home / LOGO)
                show_lines(say("Found on your website: {address}", address=make_harmless(address)))
                show_picture((answers.home / LOGO).read_bytes(), rows=LOGO_ROWS)
                if ask_yes(say("Is this the logo?"), default=True):
                    return LOGO
    return ""


def _take_file(answers: Answers) -> str:
    """A picture file of the person's; empty for none."""
    from bot import factories

    while words := ask_line(say("The logo's file, a PNG or JPEG (Enter: without a logo)"), default=""):
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
