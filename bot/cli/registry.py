"""All commands: which section of the overview they stand in and where they live.

Plain data, so that the overview needs no command-line library; a test holds it against the commands.
"""

import re
from typing import NamedTuple

from bot.i18n import say

WIDTH = 80


def render_overview() -> str:
    """All commands by section, with how to go on; fits 80 columns."""
    lines = [
        say("Usage: bot [--home DIR] COMMAND …"),
        "",
        say("Posts a website's new articles to social media, each one once."),
    ]
    for title, entries in list_sections():
        lines += ["", f"{title}:"]
        lines += [_fit(f"{entry.name} {entry.words}".strip(), entry.summary) for entry in entries]
    lines += [
        "",
        say("Everywhere:"),
        _fit("--home DIR", say("The instance's directory (or BOT_HOME), else this one")),
        _fit("--help", say("More about a command: bot COMMAND --help")),
        _fit("--install-completion", say("Let the shell complete commands and options")),
        _fit("--version", say("The bot's version")),
        "",
        say("Exit status: 0 all well, 1 something needs a person, 2 wrong usage, 3 settings"),
        say("wrong, 4 not reachable now, try again."),
    ]
    return "\n".join(lines) + "\n"


LEFT = 21
"""Columns for a command and its words; longer ones have their summary on the next line."""


def _fit(words: str, summary: str) -> str:
    words = name_placeholders(words)
    if len(words) > LEFT:
        return f"  {words}\n  {'':<{LEFT}}  {summary}"
    return f"  {words:<{LEFT}}  {summary}"


def get_version() -> str:
    """The installed version, or that of a clone that was never installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("verbund-bot")
    except PackageNotFoundError:
        return "0 (not installed)"


class Entry(NamedTuple):
    """One command: its name, what stands after it, its module in bot.cli, and one line about it."""

    name: str
    words: str
    module: str
    summary: str


def list_sections() -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """Sections of the overview in order: (title, commands), in the chosen language."""
    return (
        (say("Get to know it"), _list_first_commands()),
        (say("Every day"), _list_daily_commands()),
        (say("Decide"), _list_decisions()),
        (say("Keep"), _list_keeping()),
    )


def _list_first_commands() -> tuple[Entry, ...]:
    return (
        Entry("demo", "", "demo", say("The whole job in a sandbox, no account needed")),
        Entry("preview", "[ARTICLE]…", "preview", say("What would be posted, exactly")),
        Entry("init", "[DIR]", "init", say("Set up an instance, step by step")),
        Entry("doctor", "", "doctor", say("Check everything without posting")),
    )


def _list_daily_commands() -> tuple[Entry, ...]:
    return (
        Entry("run", "[--once]", "run", say("Watch, compose, publish; --once: one pass")),
        Entry("articles", "", "articles", say("Known articles and what became of them")),
        Entry("posts", "", "posts", say("The queue and the history")),
        Entry("show", "[POST]", "posts", say("The whole story of one post")),
        Entry("status", "", "status", say("Health at a glance")),
        Entry("desk", "", "desk", say("The web desk: approval on the phone")),
        Entry("people", "[VERB NAME]", "desk", say("Who may use the desk")),
        Entry("links", "FILE", "desk", say("The links page as one file")),
    )


def _list_decisions() -> tuple[Entry, ...]:
    return (
        Entry("approve", "[POST]…", "deciding", say("Say yes to drafts")),
        Entry("edit", "[POST]", "edit", say("Change text, alt text or picture")),
        Entry("cancel", "[POST]…", "deciding", say("Say no")),
        Entry("reschedule", "[POST]…", "deciding", say("Another time: --at, --in, --next")),
        Entry("retry", "[POST]…", "deciding", say("Try now")),
        Entry("mark-posted", "[POST URL]", "deciding", say("Somebody posted it by hand")),
        Entry("withdraw", "[POST]…", "deciding", say("Delete it on the platform")),
        Entry("pause", "", "holding", say("Send nothing for a while")),
        Entry("resume", "", "holding", say("Send again")),
        Entry("backfill", "", "backfill", say("Posts for older articles")),
    )


def _list_keeping() -> tuple[Entry, ...]:
    return (
        Entry("backup", "FILE", "keeping", say("A consistent copy of the database")),
        Entry("restore", "FILE", "keeping", say("Put a copy back; starts paused")),
        Entry("export", "--format …", "export", say("History and calendar: csv, json, ics")),
        Entry("report", "--year YEAR", "report", say("The year for funders, as one page")),
    )


def name_placeholders(words: str) -> str:
    """Words of a usage line, such as "[POST URL]", with their placeholders in the chosen language."""
    known = {
        "ARTICLE": say("ARTICLE"),
        "CHANNEL": say("CHANNEL"),
        "DATE": say("DATE"),
        "DIR": say("DIR"),
        "DURATION": say("DURATION"),
        "FILE": say("FILE"),
        "N": say("N"),
        "PLACE": say("PLACE"),
        "POST": say("POST"),
        "ROLE": say("ROLE"),
        "URL": say("URL"),
        "WHEN": say("WHEN"),
        "YEAR": say("YEAR"),
    }
    return re.sub(r"\b[A-Z]+\b", lambda found: known.get(found[0], found[0]), words)


def list_entries() -> tuple[Entry, ...]:
    """All commands, in the order of the overview."""
    return tuple(entry for _, entries in list_sections() for entry in entries)


def find_entry(name: str) -> Entry | None:
    """The command with this name."""
    return next((entry for entry in list_entries() if entry.name == name), None)
