"""`bot backfill`: posts for articles that stood there before the bot came."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Annotated

import typer

from bot.cli import output
from bot.cli.context import opened
from bot.cli.options import As, BotCommand, Yes, make_calendar, read_count, show_examples
from bot.cli.progress import ConsoleProgress
from bot.cli.prompts import ask_number, confirm, get_person, require_terminal
from bot.domain.article import KnownArticle
from bot.domain.errors import NeedsPerson
from bot.domain.times import format_day, parse_since
from bot.i18n import say, say_count
from bot.pipeline import backfill as filling
from bot.pipeline.context import App

app = typer.Typer(add_completion=False)

MOST_NAMED = 40
"""Titles that are shown before the question; more nobody reads."""


Articles = Annotated[
    list[str] | None,
    typer.Argument(metavar="ARTICLE", help=say("Ids or addresses, as `bot articles` lists them.")),
]
Latest = Annotated[
    int | None, typer.Option("--limit", metavar="N", parser=read_count, help=say("The latest N of them."))
]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help=say("Those since a day, such as 2026-11-01.")),
]


@app.command(
    "backfill",
    cls=BotCommand,
    help=say("Make posts for older articles, or for some that were taken for old; asks first."),
    epilog=show_examples(
        ("bot backfill --limit 5", say("the five latest older articles")),
        ("bot backfill --since 2026-11-01", say("those since a day")),
        ("bot backfill 27", say("one that was wrongly taken for old, by its id or address")),
    ),
)
def backfill(
    context: typer.Context,
    articles: Articles = None,
    *,
    limit: Latest = None,
    since: Since = None,
    yes: Yes = False,
    who: As = "",
) -> None:
    """Older articles get posts, spaced like all others."""
    if articles and (limit is not None or since):
        raise typer.BadParameter(say("Name articles, or use --limit and --since."))
    if not articles and limit is None and not since:
        limit = _ask_limit()
    progress = ConsoleProgress()
    with opened(context, progress=progress) as (bot, _):
        chosen = _choose(bot, articles, limit, since)
        if not chosen:
            output.print_aside(say("There is no older article without a post."))
        elif not bot.publishers:
            raise NeedsPerson(say("No channel is switched on; `bot doctor` says what is missing."))
        else:
            _print_titles(chosen, bot.rules.timing.timezone)
            _make_posts(bot, chosen, yes=yes, who=who)
    outcome = progress.conclude(())
    for need in outcome.needs:
        output.print_aside(need)
    raise typer.Exit(outcome.exit_status)


def _choose(
    bot: App, names: Sequence[str] | None, limit: int | None, since: str | None
) -> tuple[KnownArticle, ...]:
    """Those that are named, else the latest with a text; tells how many others have none yet."""
    if names:
        return filling.choose(bot, names)
    begin = parse_since(since, make_calendar(bot)) if since else None
    chosen = filling.list_candidates(bot, limit=limit, since=begin)
    if limit is None or len(chosen) < limit:
        _tell_unread(filling.count_unread(bot))
    return chosen


def _print_titles(chosen: Sequence[KnownArticle], timezone: tzinfo) -> None:
    for known in chosen[:MOST_NAMED]:
        day = format_day(known.article.published_at or known.first_seen_at, timezone)
        output.print_aside(f"  {day}  {known.article.title}")
    if (rest := len(chosen) - MOST_NAMED) > 0:
        output.print_aside("  " + say_count("and {count} more", "and {count} more", rest))


def _make_posts(bot: App, chosen: Sequence[KnownArticle], *, yes: bool, who: str) -> None:
    counted = say_count("{count} article", "{count} articles", len(chosen))
    posts = say_count("{count} post", "{count} posts", len(chosen) * len(bot.publishers))
    if confirm(say("Make {posts} for {articles}?", posts=posts, articles=counted), yes=yes):
        made = filling.backfill(bot, chosen, who=get_person(who))
        typer.echo(say_count("{count} post made.", "{count} posts made.", made))


def _ask_limit() -> int:
    require_terminal(say("How many? Use --limit N or --since DATE."))
    return ask_number(say("How many of the latest?"), most=1000)


def _tell_unread(count: int) -> None:
    if count:
        output.print_aside(
            say_count(
                "{count} older article is known by its title only; `bot backfill ARTICLE` reads it now.",
                "{count} older articles are known by title only; `bot backfill ARTICLE` reads one now.",
                count,
            )
        )
