"""The questions of the guided set-up that need no helper: where the news stand, who says yes, and when."""

from bot.cli.output import make_harmless
from bot.cli.prompts import ask_choice, ask_line, ask_yes, show_lines
from bot.cli.setup_wizard.setup_answers import Answers, try_out
from bot.domain.article import Look, Source
from bot.domain.reading import describe_look, list_doubts, list_newest
from bot.i18n import get_language, say
from bot.pipeline.doctor import find_missing_font

WINDOWS = "Mo-So 08:00-20:00"


def ask_source(answers: Answers) -> bool:
    """The address of the news, and a look at what the bot reads there."""
    before = answers.load().archive_urls if "BOT_ARCHIVE_URLS" in answers.written else ()
    url = ask_line(say("The address of the page that lists your news"), default=" ".join(before))
    address = " ".join(word if "://" in word else f"https://{word}" for word in url.split())
    if not answers.try_keeping(BOT_LANGUAGE=get_language(), BOT_ARCHIVE_URLS=address):
        return False
    return try_out(lambda: _look(answers)) and ask_yes(say("Are these your newest news?"), default=True)


def _look(answers: Answers) -> bool:
    """Raises BotError."""
    with answers.open() as bot:
        looks = [bot.archive.look(Source(url=url), conditional=False) for url in bot.source_urls]
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


def _is_list(look: Look) -> bool:
    if not look.entries:
        show_lines(say("No articles are listed there. Is this the page that lists the news? Try its feed."))
    return bool(look.entries)


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
