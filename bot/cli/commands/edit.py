"""`bot edit`: change caption, alt text or picture."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import output
from bot.cli.context import opened
from bot.cli.options import As, BotCommand, PostNumber, Yes, show_examples
from bot.cli.post_view import carry_out, tell
from bot.cli.prompts import choose_post, choose_posts, confirm, edit_text, get_person, require_terminal
from bot.domain.errors import UsageWrong
from bot.domain.post import Post, PostStatus
from bot.i18n import say
from bot.pipeline import actions
from bot.pipeline.actions import Changes
from bot.pipeline.context import App
from bot.pipeline.refresh import find_proposal

app = typer.Typer(add_completion=False)

PUBLIC = (PostStatus.PUBLISHED,)
EDITABLE = (PostStatus.DRAFT, PostStatus.SCHEDULED, PostStatus.FAILED, PostStatus.MISSED)


Caption = Annotated[str | None, typer.Option("--caption", metavar="TEXT", help=say("The whole text."))]
AltText = Annotated[
    str | None, typer.Option("--alt-text", metavar="TEXT", help=say("What the picture shows."))
]
Picture = Annotated[
    Path | None,
    typer.Option("--image", metavar="FILE", help=say("Another picture: JPEG, PNG, WebP or AVIF.")),
]
PictureTitle = Annotated[
    str | None,
    typer.Option("--picture-title", metavar="TEXT", help=say("Words on the picture instead of the title.")),
]
Layout = Annotated[
    str | None,
    typer.Option("--layout", metavar="NAME", help=say("How the picture is laid out, such as card or photo.")),
]
Focus = Annotated[
    str | None,
    typer.Option(
        "--focus", metavar="PLACE", help=say("Where the photo is cropped: top, center, or X,Y in percent.")
    ),
]
Publish = Annotated[
    bool, typer.Option("--publish", help=say("Change the text of a public post on its platform."))
]
Keep = Annotated[
    bool,
    typer.Option("--keep", help=say("Leave a public post as it is, although its article was changed.")),
]


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
    caption: Caption = None,
    alt_text: AltText = None,
    image: Picture = None,
    picture_title: PictureTitle = None,
    layout: Layout = None,
    focus: Focus = None,
    publish: Publish = False,
    keep: Keep = False,
    yes: Yes = False,
    who: As = "",
) -> None:
    """Without options the text is opened in your editor ($EDITOR)."""
    changes = Changes(
        caption=caption,
        alt_text=alt_text,
        image=image,
        picture_title=picture_title,
        layout=layout,
        focus=focus,
    )
    if keep and (publish or changes != Changes()):
        raise UsageWrong(say("--keep changes nothing: use it alone."))
    if publish and changes != Changes(caption=caption):
        raise UsageWrong(say("Only the text of a public post can be changed: use --caption."))
    with opened(context) as (bot, _):
        if keep:
            _keep(bot, post, who=who)
        elif publish:
            _edit_public(bot, bot.posts.get_post(choose_post(bot, post, PUBLIC)), caption, yes=yes, who=who)
        else:
            _edit(bot, bot.posts.get_post(choose_post(bot, post, EDITABLE)), changes, who=who)


def _keep(bot: App, post: int | None, *, who: str) -> None:
    ids = choose_posts(bot, None if post is None else [post], PUBLIC)
    carry_out(bot, ids, lambda post_id: actions.keep_published(bot, post_id, who=get_person(who)))


def _edit(bot: App, post: Post, changes: Changes, *, who: str) -> None:
    """What was given, else the text as it is left in the editor."""
    if changes == Changes():
        changes = Changes(caption=_ask_editor(post))
    if changes == Changes():
        typer.echo(say("Nothing was changed."))
    else:
        tell(bot, actions.edit(bot, post.id, changes, who=get_person(who)))


def _edit_public(bot: App, post: Post, caption: str | None, *, yes: bool, who: str) -> None:
    """The text that was given, else the proposed one, else as it is left in the editor."""
    proposal = find_proposal(bot, post)
    actions.require_public(post)
    text = caption if caption is not None else (proposal and proposal.caption) or _ask_editor(post)
    if text is None:
        typer.echo(say("Nothing was changed."))
        return
    output.print_aside(text)
    if confirm(say("Change the public text of post {id} to this, for everybody?", id=post.id), yes=yes):
        tell(bot, actions.edit_published(bot, post.id, text, who=get_person(who)))


def _ask_editor(post: Post) -> str | None:
    require_terminal(say("What shall be changed? Use --caption, --alt-text or --image."))
    return edit_text(post.composition.caption)
