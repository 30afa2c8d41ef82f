"""The questions of the guided set-up, each answer checked and written down at once.

Where the news stand, how the pictures look, who says yes, when may be posted, who is told.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from bot.cli.context import Session, change_env, read_env
from bot.cli.output import make_console, make_harmless
from bot.cli.post_view import show_picture
from bot.cli.prompts import ask_choice, ask_line, ask_secret, ask_yes, says_no, show_lines
from bot.domain.article import Entry, Look, Source, describe_look, list_doubts, list_newest
from bot.domain.channel import list_channels
from bot.domain.errors import BotError, UsageWrong
from bot.domain.ports import Check
from bot.domain.post import Channel
from bot.domain.urls import site_of
from bot.files import write_whole
from bot.i18n import get_language, say
from bot.pipeline.doctor import find_missing_font

if TYPE_CHECKING:
    from bot.app import Instance
    from bot.config import Settings


WINDOWS = "Mo-So 08:00-20:00"


@dataclass(slots=True, kw_only=True)
class Answers:
    """An instance's directory, and how its settings and parts come about; newest: of its source, if seen.

    The channels' pages of the set-up ask through it: it is their Dialogue.
    """

    home: Path
    session: Session
    newest: Entry | None = field(default=None, init=False)
    _typed: dict[str, str] = field(default_factory=dict, init=False)

    @property
    def written(self) -> Mapping[str, str]:
        """What stands in `.env`, also what is empty there. Raises SettingsWrong."""
        return read_env(self.home)

    def keep(self, **settings: str) -> None:
        """Write these down; what stands in `.env` besides stays. Raises StorageError."""
        change_env(self.home, settings)

    def try_keeping(self, **settings: str) -> bool:
        """Write these down unless the bot could not read them; then what is wrong is shown."""
        before = self.written
        self.keep(**settings)
        if try_out(lambda: bool(self.load())):
            return True
        self.put_back(before, *settings)
        return False

    def put_back(self, before: Mapping[str, str], *names: str) -> None:
        """These as they were; what had not been asked before is an open question again."""
        change_env(self.home, {name: before.get(name) for name in names})

    def load(self) -> "Settings":
        """The settings as the bot would read them now. Raises SettingsWrong."""
        return self.session.load(self.home)

    def open(self) -> "AbstractContextManager[Instance]":
        """The instance as it stands now. Raises BotError."""
        return self.session.open_app(self.load())

    def show(self, words: str, *, indent: int = 0) -> None:
        """Show lines."""
        show_lines(make_harmless(words), indent=indent)

    def ask_yes(self, question: str, *, default: bool) -> bool:
        """Yes or no."""
        return ask_yes(question, default=default)

    def ask_line(self, question: str, *, default: str = "") -> str:
        """One line; Enter takes the default."""
        return ask_line(question, default=default)

    def ask_again(self, question: str, *, default: str) -> str:
        """One line; Enter takes what was typed when this was asked before: one slip costs one line."""
        answer = ask_line(question, default=self._typed.get(question, default))
        self._typed[question] = answer
        return answer

    def ask_secret(self, question: str, *, default: str | None = None) -> str:
        """A line that is not shown."""
        return ask_secret(question, default=default)

    def ask_choice(self, question: str, *, most: int, default: int) -> int:
        """A number from 1 to `most`."""
        return ask_choice(question, most=most, default=default) or default

    def repeat(self, ask: Callable[[], bool]) -> None:
        """Ask until the answer passes its check, or the person gives up for now."""
        repeat(ask)

    def try_out(self, attempt: Callable[[], bool]) -> bool:
        """Whether it went well; what went wrong is shown in a sentence."""
        return try_out(attempt)

    def show_checks(self, checks: Sequence[Check]) -> bool:
        """One line each; whether none is a problem."""
        return show_checks(checks)

    def check(self, channel: Channel) -> bool:
        """Ask the platform about a channel, and show what it says."""
        return try_out(lambda: self._ask_publisher(channel))

    def _ask_publisher(self, channel: Channel) -> bool:
        with self.open() as bot:
            return show_checks(bot.publishers[channel].check())


def ask_source(answers: Answers) -> bool:
    """The address of the news, and a look at what the bot reads there."""
    before = answers.written
    present = answers.load().archive_urls if "BOT_ARCHIVE_URLS" in before else ()
    question = say("The address of the page that lists your news")
    words = answers.ask_again(question, default=" ".join(present))
    if not try_out(lambda: _keep_source(answers, words)):
        return False
    is_theirs = False
    try:
        is_theirs = try_out(lambda: _look(answers)) and ask_yes(
            say("Are these your newest news?"), default=True
        )
    finally:
        if not is_theirs:  # nobody said yes to what is read there
            answers.put_back(before, "BOT_ARCHIVE_URLS")
    return is_theirs


def _keep_source(answers: Answers, words: str) -> bool:
    """Raises UsageWrong."""
    address = " ".join(map(complete_address, re.split(r"[\s,]+", words.strip(", "))))
    return answers.try_keeping(BOT_LANGUAGE=get_language(), BOT_ARCHIVE_URLS=address)


_MISTYPED = re.compile(r"(?:[htps]{3,7}(?:[:;]/*|//+))+", re.IGNORECASE)
"""The beginning of an address, however it was typed: htp:/, https//, http://https://."""
_OF_FOLDER = ("/", "./", "../", "~", "file://")


def complete_address(words: str) -> str:
    """A source's address as it was meant. Raises UsageWrong, naming what is wrong with it."""
    words = words.strip("<>\"'„“”")
    if words.startswith(_OF_FOLDER):
        return words if "://" in words else str(_find_place(words).resolve())
    begin = _MISTYPED.match(words)
    rest = words[begin.end() :] if begin else words
    scheme = "http" if begin and "s" not in begin[0].lower() else "https"
    if "://" in rest:
        wrong = say("websites begin with https://")
    elif not begin and "@" in rest:
        wrong = say("that is a mail address")
    elif not rest or (not begin and "." not in rest and not rest.startswith("localhost")):
        wrong = say("no website is named")
    else:
        return f"{scheme}://{rest}"
    sentence = say(
        "“{words}” cannot be used: {wrong}. Type it as it stands in the browser.", words=words, wrong=wrong
    )
    raise UsageWrong(sentence)


def _find_place(words: str) -> Path:
    """A file or folder that somebody typed, also with ~ for a home where there is one."""
    with suppress(RuntimeError):
        return Path(words).expanduser()
    return Path(words)


def _look(answers: Answers) -> bool:
    """Raises BotError."""
    with answers.open() as bot:
        looks = [_look_at(bot, url) for url in bot.source_urls]
        timezone = bot.rules.timing.timezone
        cures = [find_missing_font(bot, look) for look in looks]
    for look, cure in zip(looks, cures, strict=True):
        doubts = (*list_doubts(look), *([cure] if cure else []))
        show_lines(describe_look(look))
        for line in list_newest(look, timezone):
            show_lines(make_harmless(f"  {line}"), indent=14)
        for doubt in doubts:
            show_lines(make_harmless(doubt))
    answers.newest = next((look.entries[0] for look in looks if look.entries), None)
    return all(_is_list(look) for look in looks)


def _look_at(bot: "Instance", url: str) -> Look:
    show_lines(say("Looking at {source}", source=make_harmless(url)))
    return bot.archive.look(Source(url=url), conditional=False)


def _is_list(look: Look) -> bool:
    if not look.entries:
        show_lines(say("No articles are listed there. Is this the page that lists the news? Try its feed."))
    return bool(look.entries)


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


def ask_brand(answers: Answers) -> bool:
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


def describe_brand(answers: Answers) -> str:
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
        place = _find_place(words.strip("'\""))
        if says_no(words) and not place.exists():
            return ""
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


def list_approvals() -> dict[str, str]:
    return {
        "sensitive": say("delicate news waits for a person, the rest goes out by itself"),
        "manual": say("every post waits for a person"),
        "auto": say("everything goes out by itself"),
    }


def ask_approval(answers: Answers) -> bool:
    """What waits for a person, in plain words."""
    modes = list(list_approvals())
    show_lines(say("Between finding and posting lie 30 minutes in which you can look, change and cancel."))
    first = say("Death, violence and mourning wait for your yes, and whatever the bot is unsure about.")
    show_lines(f"  1  {first} " + say("All else goes out by itself. Most take this."), indent=5)
    show_lines("  2  " + say("Every single post waits for your yes."), indent=5)
    show_lines("  3  " + say("Everything goes out by itself."), indent=5)
    present = modes.index(answers.load().approval) + 1
    chosen = ask_choice(say("Which one?"), most=len(modes), default=present)
    answers.keep(BOT_APPROVAL=modes[(chosen or present) - 1])
    return True


def ask_windows(answers: Answers) -> bool:
    """Days and hours in which something may go out."""
    present = answers.written.get("BOT_POSTING_WINDOWS") or WINDOWS
    question = say("When may be posted? Several separated by “;”, such as Mo-Fr 09:00-18:00; Sa 10:00-14:00")
    return answers.try_keeping(BOT_POSTING_WINDOWS=ask_line(question, default=present))


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
    return bool(url) and _send_test(answers, url)


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


def _send_test(answers: Answers, url: str) -> bool:
    """Send a test message; the address is kept when a person saw it arrive."""
    before = answers.written
    if not answers.try_keeping(BOT_NOTIFY_URLS=url):
        return False
    show_lines(say("A test message goes out …"))
    with answers.open() as bot:
        title, body = say("The bot can reach you"), say("This is a test. It writes when it needs somebody.")
        is_taken = bot.notifier is not None and bot.notifier.send(title, body)
    if is_taken and ask_yes(say("It was taken. Did it arrive?"), default=True):
        return True
    answers.put_back(before, "BOT_NOTIFY_URLS")
    show_lines(
        say("Look into the spam folder, and whether address and server are right.")
        if is_taken
        else say("Nobody took it: address, password or server is wrong, or it cannot be reached from here.")
    )
    return False


def repeat(ask: Callable[[], bool]) -> None:
    """Ask until the answer passes its check, or the person gives up for now."""
    while not ask() and ask_yes(say("Try once more?"), default=True):
        continue


def try_out(attempt: Callable[[], bool]) -> bool:
    """Whether it went well; what went wrong is shown in a sentence."""
    try:
        return attempt()
    except BotError as error:
        show_lines(make_harmless(str(error)))
        return False


def show_checks(checks: Sequence[Check]) -> bool:
    """One line each; whether none is a problem."""
    for check in checks:
        show_lines(make_harmless(f"{check.name}: {check.message}"))
        if check.advice:
            show_lines(make_harmless(f"  → {check.advice}"), indent=4)
    return all(check.mark != "problem" for check in checks)
