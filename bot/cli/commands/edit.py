"""`bot edit`: change caption, alt text or picture."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.asking import choose_posts, edit_text, get_person, is_terminal
from bot.cli.choices import PostNumber, show_example
from bot.cli.deeds import tell
from bot.cli.session import opened
from bot.domain.errors import UsageWrong
from bot.domain.post import Post, PostStatus
from bot.domain.words import say

app = typer.Typer(add_completion=False)

EDITABLE = (PostStatus.DRAFT, PostStatus.SCHEDULED, PostStatus.FAILED, PostStatus.MISSED)


@app.command(
    "edit",
    help=say("Change a post's text, alt text or picture; an approval has to be given again."),
    epilog=show_example('bot edit 12 --caption "…"'),
)
def edit(
    context: typer.Context,
    post: Annotated[int | None, PostNumber] = None,
    *,
    caption: Annotated[str | None, typer.Option("--caption", help=say("The whole text."))] = None,
    alt_text: Annotated[str | None, typer.Option("--alt-text", help=say("What the picture shows."))] = None,
    image: Annotated[
        Path | None, typer.Option("--image", metavar="FILE", help=say("Another picture, a JPEG."))
    ] = None,
) -> None:
    """Without options the text is opened in your editor ($EDITOR)."""
    from bot.pipeline.editing import Changes
    from bot.pipeline.editing import edit as edit_post

    with opened(context) as (bot, _):
        chosen = bot.posts.get_post(choose_posts(bot, [post] if post else None, EDITABLE)[0])
        changes = Changes(caption=caption, alt_text=alt_text, image=image)
        if changes == Changes():
            changes = Changes(caption=_ask_editor(chosen))
        if changes == Changes():
            typer.echo(say("Nothing was changed."))
        else:
            tell(bot, edit_post(bot, chosen.id, changes, who=get_person()))


def _ask_editor(post: Post) -> str | None:
    if not is_terminal():
        raise UsageWrong(say("What shall be changed? Use --caption, --alt-text or --image."))
    return edit_text(post.composition.caption)
