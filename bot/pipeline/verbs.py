"""What people may do to posts. Every verb is idempotent, refuses in plain words, and is recorded."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from bot.domain.errors import NeedsPerson, UsageWrong
from bot.domain.journal import Deed
from bot.domain.post import BY_HAND, Post, PostStatus, Receipt, Step
from bot.domain.words import say
from bot.pipeline.app import App
from bot.pipeline.compose import plan_slot
from bot.pipeline.refusals import Home, find_home, get_publisher, require, require_public


class Words(NamedTuple):
    """A deed before it has a time and a post: verb, who did it, with which details."""

    verb: str
    who: str
    detail: str = ""


WAITING = (PostStatus.DRAFT, PostStatus.SCHEDULED)
STOPPED = (PostStatus.FAILED, PostStatus.MISSED, PostStatus.CANCELLED)


def approve(app: App, post_id: int, *, who: str) -> Post:
    """A person says yes: the draft is scheduled for its time, or the next free slot when that has passed.

    Also while its channel is off: a yes to the words stays a yes.
    """
    post = app.posts.get_post(post_id)
    if post.approved_by and post.status is not PostStatus.DRAFT:
        return post
    require(post, [PostStatus.DRAFT])
    now = app.clock()
    home = find_home(app, post) if post.channel in app.publishers else Home(account=post.account)
    due_at = (
        post.due_at
        if post.pinned or post.due_at > now
        else plan_slot(app, post.composition, home["account"], now)
    )
    values = {"approved_by": who, "approved_at": now, "due_at": due_at, "reason": "", **home}
    return change(app, post, {**values, "status": PostStatus.SCHEDULED}, Words("approve", who))


def cancel(app: App, post_id: int, *, who: str, reason: str = "") -> Post:
    """A person says no."""
    post = app.posts.get_post(post_id)
    if post.status is PostStatus.CANCELLED:
        return post
    require(post, [*WAITING, PostStatus.FAILED, PostStatus.MISSED])
    values = {"status": PostStatus.CANCELLED, "reason": reason or say("cancelled by {who}", who=who)}
    return change(app, post, values, Words("cancel", who, reason))


def reschedule(app: App, post_id: int, *, at: datetime | None, who: str) -> Post:
    """Give a post another time; None is the next free slot. A time a person names wins over the windows."""
    post = app.posts.get_post(post_id)
    require(post, [*WAITING, *STOPPED])
    home = find_home(app, post)
    due_at = at or plan_slot(app, post.composition, home["account"], app.clock())
    status = PostStatus.DRAFT if post.status is PostStatus.DRAFT else PostStatus.SCHEDULED
    values = {"status": status, "due_at": due_at, "pinned": at is not None}
    values |= {**_second_chance(post), **home}
    return change(app, post, values, Words("reschedule", who, due_at.isoformat()))


def reschedule_all(app: App, post_ids: Sequence[int], *, at: datetime | None, who: str) -> tuple[Post, ...]:
    """Several posts at once: posts of one channel are spread by the gap."""
    done: list[Post] = []
    for post_id in post_ids:
        channel = app.posts.get_post(post_id).channel
        earlier = sum(post.channel is channel for post in done)
        done.append(reschedule(app, post_id, at=at and at + app.rules.timing.min_gap * earlier, who=who))
    return tuple(done)


def retry(app: App, post_id: int, *, who: str) -> Post:
    """Now. Refused while the post may be public."""
    post = app.posts.get_post(post_id)
    require(post, [PostStatus.SCHEDULED, *STOPPED])
    values = {"status": PostStatus.SCHEDULED, "due_at": app.clock(), "pinned": True}
    values |= {**_second_chance(post), **find_home(app, post)}
    return change(app, post, values, Words("retry", who))


def mark_posted(app: App, post_id: int, permalink: str, *, who: str) -> Post:
    """A person posted it by hand, or found it: nothing is sent any more. Raises UsageWrong."""
    if not permalink.startswith(("https://", "http://")):
        sentence = say(
            "{words} is not an address; copy the post's link, such as https://www.facebook.com/…",
            words=permalink,
        )
        raise UsageWrong(sentence)
    post = app.posts.get_post(post_id)
    if post.status is PostStatus.PUBLISHED:
        return post
    require(post, [*WAITING, *STOPPED, PostStatus.UNCONFIRMED])
    receipt = Receipt(remote_id=BY_HAND, permalink=permalink)
    app.publishing.record_receipt(post, receipt, step=Step.MARKED, now=app.clock())
    record(app, post, Words("mark-posted", who, permalink))
    return app.posts.get_post(post_id)


def withdraw(app: App, post_id: int, *, who: str) -> Post:
    """Delete a public post on its platform. Raises ChannelError."""
    post = app.posts.get_post(post_id)
    if post.status is PostStatus.CANCELLED and post.remote_id:
        return post
    require_public(post)
    get_publisher(app, post).withdraw(post)
    values: dict[str, object] = {
        "status": PostStatus.CANCELLED,
        "reason": say("withdrawn by {who}", who=who),
        "handles": {},
        "sent_at": None,
    }
    return change(app, post, values, Words("withdraw", who, post.permalink))


def _second_chance(post: Post) -> Mapping[str, object]:
    """A person's decision starts the counting of attempts anew; platform handles are evidence and stay.

    So does why a draft waits: another time is no answer to that.
    """
    reason = post.reason if post.status is PostStatus.DRAFT else ""
    return {"forgiven": post.attempts, "reason": reason, "error": None}


def change(app: App, post: Post, values: Mapping[str, object], deed: Words) -> Post:
    """Change a post that still is what was read, and record who did it. Raises NeedsPerson."""
    if not app.posts.change(post, allowed=[post.status], **values):
        sentence = say(
            "Post {id} was changed by somebody else at the same moment. Nothing was done; look again.",
            id=post.id,
        )
        raise NeedsPerson(sentence)
    record(app, post, deed)
    return app.posts.get_post(post.id)


def record(app: App, post: Post, deed: Words) -> None:
    """Write a deed to the audit trail."""
    app.journal.record(
        Deed(at=app.clock(), who=deed.who, verb=deed.verb, post_id=post.id, detail=deed.detail)
    )
