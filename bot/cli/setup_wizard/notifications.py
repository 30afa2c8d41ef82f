"""The guided set-up of who is told: a mail or a messenger, proven by a test message."""

from urllib.parse import quote, urlsplit

from bot.cli.prompts import ask_choice, ask_line, ask_secret, ask_yes, show_lines
from bot.cli.setup_wizard.setup_answers import Answers
from bot.i18n import say

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
    url = asks[kind or MAIL]()
    return bool(url) and _try_out(answers, url)


def describe_notify(answers: Answers) -> str:
    """How, without what is secret about it."""
    urls = answers.load().notify_urls
    kinds = (urlsplit(url.get_secret_value()).scheme.removesuffix("s") for url in urls)
    names = {"mailto": say("by mail"), "tgram": "Telegram"}
    return ", ".join(names.get(kind, kind) for kind in kinds) or say("nobody")


def _ask_mail() -> str:
    """An Apprise address for a mailbox that sends, with TLS."""
    sender = ask_line(say("The mail address that the bot sends from"), default="")
    name, _, domain = sender.partition("@")
    if not (name and domain):
        show_lines(say("That is no mail address."))
        return ""
    password = ask_secret(say("Its password (it is not shown)"))
    server = ask_line(say("The mail server for sending (SMTP)"), default=f"smtp.{domain}")
    login = ask_line(say("The user name there"), default=sender)
    receivers = ask_line(say("Who gets the messages? Several separated by commas"), default=sender)
    host, _, port = server.partition(":")
    mode = "ssl" if port == WRAPPED_PORT else "starttls"
    to = ",".join(part.strip() for part in receivers.split(",") if part.strip())
    return (
        f"mailtos://{quote(login, safe='')}:{quote(password, safe='')}@{host}:{port or USUAL_PORT}/"
        f"?smtp={host}&mode={mode}&from={quote(sender)}&to={quote(to, safe='@')}"
    )


def _ask_telegram() -> str:
    """An Apprise address; without a chat Telegram writes to whoever wrote to the bot last."""
    show_lines(
        say("In Telegram write /newbot to @BotFather, who gives you a token. Then write “hello” to your bot.")
    )
    token = ask_secret(say("The token (it is not shown)"))
    chat = ask_line(say("The number of the chat (Enter: whoever wrote to it)"), default="")
    return f"tgram://{token}/{chat}" if token else ""


def _ask_other() -> str:
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
