"""What `bot --help` prints; made without the command-line library, because it is typed most often."""

from bot.cli.catalogue import list_sections
from bot.domain.words import say

WIDTH = 80


def render_overview() -> str:
    """All commands by section, with how to go on; fits 80 columns."""
    lines = [
        say("Usage: bot [--home DIR] COMMAND …"),
        "",
        say("Posts a website's new articles to Facebook and Instagram, each one once."),
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


def _fit(words: str, summary: str) -> str:
    return f"  {words:<20}  {summary}"
