"""`bot articles`: known articles and what became of them."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Annotated

import typer

from bot.cli import json_records, output
from bot.cli.context import opened
from bot.cli.options import AsJson, BotCommand, Limit, ShowAll, choose_limit, read_one_of, show_examples
from bot.domain.article import ArticleStatus, KnownArticle, name_article_status
from bot.domain.times import format_short
from bot.i18n import say, say_count

app = typer.Typer(add_completion=False)


TONES = {
    ArticleStatus.BASELINE: "quiet",
    ArticleStatus.NEW: "waiting",
    ArticleStatus.POSTED: "good",
    ArticleStatus.SKIPPED: "quiet",
    ArticleStatus.GONE: "quiet",
}

OfStatus = Annotated[
    ArticleStatus | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        parser=read_one_of(lambda: tuple(ArticleStatus), name_article_status),
        autocompletion=lambda: list(ArticleStatus),
        help=say("Only articles of this status: {known}.", known=", ".join(ArticleStatus)),
    ),
]


@app.command(
    "articles",
    cls=BotCommand,
    help=say("Known articles and what became of them, what was seen last on top."),
    epilog=show_examples(("bot articles --status skipped", say("what is not posted, and why"))),
)
def list_articles(
    context: typer.Context,
    *,
    status: OfStatus = None,
    limit: Limit = None,
    everything: ShowAll = False,
    as_json: AsJson = False,
) -> None:
    """Known articles and what became of them, what was seen last on top."""
    most = choose_limit(limit, everything=everything, as_json=as_json)
    with opened(context) as (bot, settings):
        articles = bot.articles.list_known(status=status, limit=most)
    if most and len(articles) == most:
        output.print_aside(
            say_count(
                "Only the latest is shown; --all shows all.",
                "Only the latest {count} are shown; --all shows all.",
                most,
            )
        )
    if as_json:
        output.print_json([json_records.make_article_record(known) for known in articles])
    else:
        _print_table(articles, settings.timezone, is_filtered=status is not None)


def _print_table(articles: Sequence[KnownArticle], timezone: tzinfo, *, is_filtered: bool) -> None:
    if not articles and is_filtered:
        output.print_aside(say("There are no such articles."))
        return
    if not articles:
        output.print_aside(say("No articles are known yet; `bot run --once` looks at the sources."))
        return
    columns = (say("No."), say("Status"), say("First seen"))
    output.print_table(columns, say("Article"), [_make_row(known, timezone) for known in articles])


def _make_row(known: KnownArticle, timezone: tzinfo) -> output.Row:
    return output.Row(
        cells=(
            output.Cell(text=str(known.id)),
            output.Cell(text=name_article_status(known.status), tone=TONES[known.status]),
            output.Cell(text=format_short(known.first_seen_at, timezone)),
        ),
        title=known.article.title or known.article.url,
        below=known.reason or known.article.url,
    )
