"""What people decide about posts: approve, cancel, retry, reschedule, mark-posted, withdraw."""

from typing import Annotated

import typer

from bot.cli import output
from bot.cli.context import opened
from bot.cli.options import As, BotCommand, PostNumber, Posts, Yes, read_time, show_examples
from bot.cli.post_view import carry_out, list_conflicts
from bot.cli.prompts import ask_text, choose_post, choose_posts, confirm, get_person, require_terminal
from bot.domain.errors import UsageWrong
from bot.domain.post import PostStatus
from bot.i18n import say
from bot.pipeline import actions

app = typer.Typer(add_completion=False)

OPEN = (PostStatus.DRAFT, PostStatus.SCHEDULED, PostStatus.FAILED, PostStatus.MISSED)


@app.command(
    "approve",
    cls=BotCommand,
    help=say("Say yes to drafts; who said it is recorded, and any later edit voids it."),
    epilog=show_examples(
        ("bot approve 12 13", say("both go out at their time")), ("bot approve", say("choose from a list"))
    ),
)
def approve(context: typer.Context, posts: Posts = None, *, who: As = "") -> None:
    """Drafts become scheduled."""
    with opened(context) as (bot, _):
        chosen = choose_posts(bot, posts, [PostStatus.DRAFT])
        carry_out(bot, chosen, lambda post_id: actions.approve(bot, post_id, who=get_person(who)))


@app.command(
    "cancel",
    cls=BotCommand,
    help=say("Say no: these posts do not go out. `bot reschedule` brings them back."),
    epilog=show_examples((say('bot cancel 12 --reason "moved to May"'), say("it does not go out"))),
)
def cancel(
    context: typer.Context,
    posts: Posts = None,
    *,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=say("Why, for the others."))] = "",
    who: As = "",
) -> None:
    """Posts become cancelled."""
    with opened(context) as (bot, _):
        chosen = choose_posts(bot, posts, OPEN)
        carry_out(
            bot, chosen, lambda post_id: actions.cancel(bot, post_id, who=get_person(who), reason=reason)
        )


@app.command(
    "retry",
    cls=BotCommand,
    help=say("Try failed, missed or waiting posts now; refused while a post may be visible."),
    epilog=show_examples(("bot retry 12", say("once more, now"))),
)
def retry(context: typer.Context, posts: Posts = None, *, who: As = "") -> None:
    """Posts are due now."""
    with opened(context) as (bot, _):
        chosen = choose_posts(bot, posts, [PostStatus.FAILED, PostStatus.MISSED])
        carry_out(bot, chosen, lambda post_id: actions.retry(bot, post_id, who=get_person(who)))
    output.print_aside(say("The daemon sends it within seconds; without one, use `bot run --once`."))


At = Annotated[
    str | None,
    typer.Option("--at", metavar="WHEN", help=say('"2026-11-23 09:30", "tomorrow 9:30", "monday 18:00" …')),
]
Later = Annotated[
    str | None, typer.Option("--in", metavar="DURATION", help=say("So long from now: 30m, 2h, 3d."))
]
NextSlot = Annotated[bool, typer.Option("--next", help=say("The next free slot of the windows."))]


@app.command(
    "reschedule",
    cls=BotCommand,
    help=say("Give posts another time. Several at once are spread by the gap."),
    epilog=show_examples(
        (say('bot reschedule 12 --at "tomorrow 9:30"'), say("at that time")),
        ("bot reschedule 12 13 --next", say("each in the next free slot")),
        ("bot reschedule 12 --in 2h", say("two hours from now")),
    ),
)
def reschedule(
    context: typer.Context,
    posts: Posts = None,
    *,
    at: At = None,
    later: Later = None,
    next_slot: NextSlot = False,
    who: As = "",
) -> None:
    """Posts get another time."""
    ways = sum((at is not None, later is not None, next_slot))
    instead = say("When? Use one of --at WHEN, --in DURATION, --next.")
    if ways > 1:
        raise UsageWrong(instead)
    if not ways:
        require_terminal(instead)
    with opened(context) as (bot, _):
        instant = read_time(bot, at=at, later=later)
        chosen = choose_posts(bot, posts, [*OPEN, PostStatus.CANCELLED])
        instant = instant if ways else read_time(bot, at=_ask_when())
        spread = actions.Spread(bot, at=instant, who=get_person(who))
        carry_out(bot, chosen, spread.reschedule, list_notes=lambda post: list_conflicts(bot, post))


def _ask_when() -> str | None:
    question = say('When? Such as "tomorrow 9:30"; Enter: the next free slot')
    return str(typer.prompt(question, default="", show_default=False)).strip() or None


@app.command(
    "mark-posted",
    cls=BotCommand,
    help=say("Somebody posted it by hand; nothing is sent any more."),
    epilog=show_examples(
        (
            say("bot mark-posted 12 https://…"),
            say("somebody posted it by hand: nothing is sent"),
        )
    ),
)
def mark_posted(
    context: typer.Context,
    post: Annotated[int | None, PostNumber] = None,
    url: Annotated[
        str | None, typer.Argument(metavar="URL", help=say("The link of the post on the platform."))
    ] = None,
    *,
    who: As = "",
) -> None:
    """A post becomes published."""
    with opened(context) as (bot, _):
        chosen = choose_post(bot, post, (*OPEN, PostStatus.UNCONFIRMED))
        link = url or ask_text(say("Its link on the platform"), say("Where is it? Name its link, too."))
        carry_out(
            bot,
            [chosen],
            lambda post_id: actions.mark_posted(bot, post_id, link, who=get_person(who)),
            list_notes=lambda post: [say("it stands at {link}", link=post.permalink)],
        )


@app.command(
    "withdraw",
    cls=BotCommand,
    help=say("Delete published posts on the platform, after asking."),
    epilog=show_examples(("bot withdraw 12", say("asks, then deletes it for everybody"))),
)
def withdraw(context: typer.Context, posts: Posts = None, *, yes: Yes = False, who: As = "") -> None:
    """Posts are deleted on the platform."""
    with opened(context) as (bot, _):
        chosen = choose_posts(bot, posts, [PostStatus.PUBLISHED])
        public = [post for post in map(bot.posts.get_post, chosen) if post.status is PostStatus.PUBLISHED]
        titles = ", ".join(f"{post.id} ({post.article_title})" for post in public)
        question = say("Delete post {posts} on the platform, for everybody?", posts=titles)
        if not public or confirm(question, yes=yes):
            carry_out(bot, chosen, lambda post_id: actions.withdraw(bot, post_id, who=get_person(who)))
