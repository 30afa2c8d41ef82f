"""The preview page that goes along with a message, so that people can look before they decide."""

from collections.abc import Sequence
from pathlib import Path

from bot.domain.errors import BotError
from bot.domain.post import Post
from bot.pipeline.app import App

MOST = 10
"""Posts on one page: mail servers refuse what is larger than some megabytes."""


def make_attachments(app: App, posts: Sequence[Post]) -> tuple[Path, ...]:
    """One page for these posts, or nothing: a page that cannot be made must not hold the message back."""
    if not posts:
        return ()
    try:
        return (app.make_page(posts[:MOST]),)
    except BotError as error:
        app.progress("page_failed", problem=str(error))
    except Exception as error:  # noqa: BLE001 - such as a mistake in a template that the instance edited
        app.progress("page_failed", problem=repr(error))
    return ()
