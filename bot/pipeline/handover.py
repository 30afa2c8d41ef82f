"""When the platform locks us out: what a person needs to post by hand, in one folder."""

import shutil
from pathlib import Path

from bot.domain.post import Post
from bot.domain.words import say

FOLDER = "handover"


def write_handover(post: Post) -> Path | None:
    """Picture, caption, alt text and steps beside the made images; None when they cannot be written.

    A folder that cannot be written must not stop the bot: the post itself says what to do.
    """
    image = Path(post.composition.image)
    folder = image.parent.parent / FOLDER / f"post-{post.id}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(image, folder / "picture.jpg")
        (folder / "caption.txt").write_text(post.composition.caption + "\n", encoding="utf-8")
        (folder / "alt-text.txt").write_text(post.composition.alt_text + "\n", encoding="utf-8")
        (folder / "steps.txt").write_text(_render_steps(post) + "\n", encoding="utf-8")
    except OSError:
        return None
    return folder


def _render_steps(post: Post) -> str:
    channel = post.channel.capitalize()
    steps = (
        say("1. Open {channel} on your phone and log in as usual. Confirm what it asks.", channel=channel),
        say("2. Make a new post with picture.jpg; copy its text from caption.txt."),
        say("3. Put the words of alt-text.txt into the alternative text (advanced settings)."),
        say("4. Copy the address of your post and tell the bot: bot mark-posted {id} ADDRESS", id=post.id),
        say(
            "5. When {channel} lets the bot in again: bot resume --channel {name}",
            channel=channel,
            name=post.channel,
        ),
        say("If you would rather wait, do only steps 1 and 5: the bot will post it itself."),
    )
    return "\n".join(steps)
