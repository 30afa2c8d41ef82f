"""`bot edit`: change caption, alt text or picture."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import output
from bot.cli.context import opened
from bot.cli.options import As, BotCommand, PostNumber, Yes, show_examples
from bot.cli.post_view import carry_out, tell
from bot.cli.prompts import choose_post, choose_posts, confirm, edit_text, get_person, require_terminal
from bot.domain.errors import UsageWrong
from bot.domain.post import Post, PostStatus
from bot.i18n import say

if TYPE_CHECKING:
    from bot.pipeline.context import App

app = typer.Typer(add_completion=False)

PUBLIC = (PostStatus.PUBLISHED,)
EDITABLE = (PostStatus.DRAFT, PostStatus.SCHEDULED, PostStatus.FAILED, PostStatus.MISSED)


@app.command(
    "edit",
    cls=BotCommand,
    help=say("Change a post's text, alt text or picture; an approval has to be given again."),
    epilog=show_examples(
        ("bot edit 12", say("the text, in your editor")),
        (
            say('bot edit 12 --image photo.jpg --alt-text "Two children plant a tree"'),
            say("another picture and its description"),
        ),
        ("bot edit 12 --layout card --focus 50,20", say("draw the picture anew, as you want it")),
        ("bot edit 12 --publish", say("the text of a post that is public already")),
        ("bot edit 12 --keep", say("leave a public post, although its article was changed")),
    ),
)
def edit(  # noqa: PLR0913  # one parameter per option
    context: typer.Context,
    post: Annotated[int | None, PostNumber] = None,
    *,
    caption: Annotated[
        str | None, typer.Option("--caption", metavar="TEXT", help=say("The whole text."))
    ] = None,
    alt_text: Annotated[
        str | None, typer.Option("--alt-text", metavar="TEXT", help=say("What the picture shows."))
    ] = None,
    image: Annotated[
        Path | None,
        typer.Option("--image", metavar="FILE", help=say("Another picture: JPEG, PNG, WebP or AVIF.")),
    ] = None,
    picture_title: Annotated[
        str | None,
        typer.Option(
            "--picture-title", metavar="TEXT", help=say("Words on the picture instead of the title.")
        ),
    ] = None,
    layout: Annotated[
        str | None,
        typer.Option(
            "--layout", metavar="NAME", help=say("How the picture is laid out, such as card or photo.")
        ),
    ] = None,
    focus: Annotated[
        str | None,
        typer.Option(
            "--focus",
            metavar="PLACE",
            help=say("Where the photo is cropped: top, center, or X,Y in percent."),
        ),
    ] = None,
    publish: Annotated[
        bool, typer.Option("--publish", help=say("Change the text of a public post on its platform."))
    ] = False,
    keep: Annotated[
        bool,
        typer.Option("--keep", help=say("Leave a public post as it is, although its article was changed.")),
    ] = False,
    yes: Yes = False,
    who: As = "",
) -> None:
    """Without options the text is opened in your editor ($EDITOR)."""
    from bot.pipeline.actions import Changes, keep_published
    from bot.pipeline.actions import edit as edit_post

    of_picture = (alt_text, image, picture_title, layout, focus)
    if keep and (publish or caption is not None or any(wish is not None for wish in of_picture)):
        raise UsageWrong(say("--keep changes nothing: use it alone."))
    if publish and any(wish is not None for wish in of_picture):
        raise UsageWrong(say("Only the text of a public post can be changed: use --caption."))
    with opened(context) as (bot, _):
        if keep:
            ids = choose_posts(bot, None if post is None else [post], PUBLIC)
            carry_out(bot, ids, lambda post_id: keep_published(bot, post_id, who=get_person(who)))
            return
        if publish:
            chosen = bot.posts.get_post(choose_post(bot, post, PUBLIC))
            _edit_public(bot, chosen, caption, yes=yes, who=who)
            return
        chosen = bot.posts.get_post(choose_post(bot, post, EDITABLE))
        changes = Changes(
            caption=caption,
            alt_text=alt_text,
            image=image,
            picture_title=picture_title,
            layout=layout,
            focus=focus,
        )
        if changes == Changes():
            changes = Changes(caption=_ask_editor(chosen))
        if changes == Changes():
            typer.echo(say("Nothing was changed."))
        else:
            tell(bot, edit_post(bot, chosen.id, changes, who=get_person(who)))


def _edit_public(bot: "App", post: Post, caption: str | None, *, yes: bool, who: str) -> None:
    """The text that was given, else the proposed one, else as it is left in the editor."""
    from bot.pipeline.actions import edit_published, require_public
    from bot.pipeline.refresh import find_proposal

    proposal = find_proposal(bot, post)
    require_public(post)
    text = caption if caption is not None else (proposal and proposal.caption) or _ask_editor(post)
    if text is None:
        typer.echo(say("Nothing was changed."))
        return
    output.print_aside(text)
    if confirm(say("Change the public text of post {id} to this, for everybody?", id=post.id), yes=yes):
        tell(bot, edit_published(bot, post.id, text, who=get_person(who)))


def _ask_editor(post: Post) -> str | None:
    require_terminal(say("What shall be changed? Use --caption, --alt-text or --image."))
    return edit_text(post.composition.caption)
