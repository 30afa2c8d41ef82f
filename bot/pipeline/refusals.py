"""When a verb does not fit a post, it is refused in plain words; and the account that a post belongs to."""

from collections.abc import Iterable, Mapping
from typing import Required, TypedDict

from bot.domain.errors import NeedsPerson
from bot.domain.ports import Publisher
from bot.domain.post import Post, PostStatus
from bot.domain.words import say
from bot.pipeline.app import App


def get_publisher(app: App, post: Post) -> Publisher:
    """The publisher of a post's channel. Raises NeedsPerson when it is off or another account by now."""
    publisher = app.publishers.get(post.channel)
    if publisher is None or publisher.account != post.account:
        sentence = say(
            "Post {id} belongs to {account}, which the settings do not name any more.",
            id=post.id,
            account=post.account,
        )
        raise NeedsPerson(sentence)
    return publisher


class Home(TypedDict, total=False):
    """The account of a post, and its handles where they have to go."""

    account: Required[str]
    handles: Mapping[str, str]


def find_home(app: App, post: Post) -> Home:
    """Its account, or the present one where nothing of it can be public on its old one.

    Raises NeedsPerson while the channel is off, and when it may be public on the old account.
    """
    publisher = app.publishers.get(post.channel)
    if publisher is None or publisher.account == post.account:
        return {"account": get_publisher(app, post).account}
    if post.doubted_since:
        sentence = say(
            "Post {id} may be public on {account}, which the settings do not name any more. Look there; "
            "then use `bot mark-posted` or `bot cancel`.",
            id=post.id,
            account=post.account,
        )
        raise NeedsPerson(sentence)
    return {"account": publisher.account, "handles": {}}


def require(post: Post, allowed: Iterable[PostStatus]) -> None:
    """Raises NeedsPerson, saying why, when the post's status does not allow a verb."""
    if post.status not in tuple(allowed):
        sentence = say("Post {id} stays as it is: {why}.", id=post.id, why=_explain(post.status))
        raise NeedsPerson(sentence)


def _explain(status: PostStatus) -> str:
    """Why a verb does not fit a post of this status, and which one does."""
    return {
        PostStatus.DRAFT: say("it waits for approval; use `bot approve`"),
        PostStatus.SCHEDULED: say("it is scheduled already"),
        PostStatus.PUBLISHING: say("it is being published right now; look again in a minute"),
        PostStatus.PUBLISHED: say(
            "it is public; `bot edit --publish` changes its text there, `bot withdraw` deletes it"
        ),
        PostStatus.UNCONFIRMED: say(
            "it was sent and may be public; the bot is finding out. "
            "Look yourself and use `bot mark-posted` if it is there"
        ),
        PostStatus.FAILED: say("it failed; use `bot reschedule` or `bot retry`"),
        PostStatus.MISSED: say("its time passed; use `bot reschedule` or `bot cancel`"),
        PostStatus.CANCELLED: say("it was cancelled; `bot reschedule` brings it back"),
        PostStatus.SKIPPED: say("it was never meant to be posted"),
    }[status]


def require_public(post: Post) -> None:
    """Raises NeedsPerson unless the bot itself can change the post on its platform."""
    require(post, [PostStatus.PUBLISHED])
    if post.is_by_hand:
        sentence = say(
            "Post {id} was made by hand, so the bot cannot reach it. Change or delete it there: {link}",
            id=post.id,
            link=post.permalink,
        )
        raise NeedsPerson(sentence)
