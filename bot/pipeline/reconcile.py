"""Find out what became of posts whose outcome is unknown, before anything is sent again.

At least two looks that count, then another right before sending (bot.pipeline.publish), all by the same
handles: a photo or container that is used a second time also lets the platform refuse it. Where only a
listing tells, it is looked at for an hour. What this cannot see is a request that lands, or shows in
listings, only after all that: no platform of ours takes an idempotency key. A forward step of the machine's
clock shortens the time between the looks, not their number.
"""

from datetime import datetime, timedelta

from bot.domain.errors import ChannelError
from bot.domain.ports import Publisher
from bot.domain.post import UNSENT_STATUSES, Ending, Post, PostError, PostStatus, Step
from bot.domain.presence import Finding, Presence
from bot.domain.retry import back_off, decide_wait
from bot.events import Event
from bot.i18n import say
from bot.pipeline import publisher_calls, searching
from bot.pipeline.context import App
from bot.pipeline.publisher_calls import is_refused, stop_channel
from bot.pipeline.repairing import repair

ACCOUNT_RECHECK = timedelta(days=1)
"""How often we say again that a post's account is not in the settings any more."""


def recover(app: App) -> None:
    """End the leases of dead workers: expired ones, and at once those of dead processes of this host.

    Our own, too: nothing of ours is running now, so an attempt was cut short, such as by a full disk.
    """
    now = app.clock()
    for post in app.posts.list_with(PostStatus.PUBLISHING):
        expired = post.lease_until is not None and post.lease_until < now
        is_ours = post.lease_owner == app.publishing.worker
        if not (expired or is_ours or app.is_dead(post.lease_owner)):
            continue
        if app.publishing.recover(post, _end_abandoned(app, post, now), now=now):
            app.progress(Event.RECOVERED, post=post.id, title=post.article_title)


def _end_abandoned(app: App, post: Post, now: datetime) -> Ending:
    """Not fenced may simply be repeated; fenced may be public. A crash of ours does not count."""
    if post.sent_at is None:
        return Ending(status=PostStatus.SCHEDULED, due_at=post.due_at, error=post.error, counts=False)
    error = PostError(
        kind="outcome_unknown",
        code="abandoned",
        message=say("The bot was stopped while it was sending; the post may be public."),
        advice=say("Nothing to do: the bot looks on the platform."),
    )
    return Ending(
        status=PostStatus.UNCONFIRMED,
        due_at=now,
        error=error,
        lands_until=now + app.rules.landing,
        counts=False,
    )


BETWEEN_LOOKS = timedelta(minutes=5)
"""How long at most between two looks while a listing may still lag."""


def adopt_forgotten(app: App) -> None:
    """Once after a restore: every post that waits is looked for, and what stands there is taken over.

    Only then can it be told which public posts stand for none of ours.
    """
    lost = searching.find_lost(app)
    if lost is None or searching.is_adopted(app, lost[1]):
        return
    if any(is_refused(app, channel) for channel in app.publishers):
        return
    waiting = [post for status in sorted(UNSENT_STATUSES) for post in app.posts.list_with(status)]
    try:
        for post in waiting:
            _adopt(app, post)
    except ChannelError as error:
        app.progress(Event.NOT_READABLE, post=post.id, channel=post.channel, problem=str(error))
        return
    searching.note_adopted(app, lost[1])


def _adopt(app: App, post: Post) -> None:
    publisher = app.publishers.get(post.channel)
    if publisher is None or publisher.account != post.account:
        return
    found = publisher_calls.find(publisher, post, searching.make_search(app, post).without_lost())
    if found.presence is Presence.YES:
        take_over(app, publisher, post, found)


def take_over(app: App, publisher: Publisher, post: Post, found: Finding) -> bool:
    """Store the receipt of what stands there; False when it stands for another post of ours."""
    assert found.receipt is not None
    if not app.publishing.record_receipt(post, found.receipt, step=Step.FOUND, now=app.clock()):
        return False
    app.progress(Event.FOUND, post=post.id, channel=publisher.channel, permalink=found.receipt.permalink)
    repair(app, publisher, post, found.receipt)
    return True


def reconcile(app: App, *, forced: bool = False) -> None:
    """Look for every unconfirmed post that is due for a look; forced: for all of them.

    While the platform refuses the account, nothing is asked.
    """
    for post in app.posts.list_with(PostStatus.UNCONFIRMED):
        publisher = app.publishers.get(post.channel)
        if publisher is None or publisher.account != post.account:
            _note_account(app, post)
        elif (forced or post.due_at <= app.clock()) and not is_refused(app, post.channel):
            reconcile_post(app, publisher, post)


def reconcile_post(app: App, publisher: Publisher, post: Post) -> None:
    """Found: published. A read that fails is never "not found". Empty looks for long: scheduled again."""
    app.progress(Event.RECONCILING, post=post.id, channel=publisher.channel, title=post.article_title)
    looked_at = app.clock()
    try:
        found = publisher_calls.find(publisher, post, searching.make_search(app, post))
    except ChannelError as error:
        _note_unreadable(app, publisher, post, error)
        return
    if found.presence is Presence.YES and take_over(app, publisher, post, found):
        return
    _count_empty_look(app, post, looked_at, found)


def _note_unreadable(app: App, publisher: Publisher, post: Post, error: ChannelError) -> None:
    now = app.clock()
    due_at = now + decide_wait(error, 1, app.rules.retry, app.random)
    app.publishing.record_unreadable(post, publisher_calls.to_post_error(error), due_at=due_at, now=now)
    stop_channel(app, publisher.channel, error)
    app.progress(Event.NOT_READABLE, post=post.id, channel=publisher.channel, problem=str(error))


def _note_account(app: App, post: Post) -> None:
    now = app.clock()
    if post.due_at > now:
        return
    error = PostError(
        kind="outcome_unknown",
        code="account",
        message=say(
            "The post may be public on {account}, which the settings do not name any more.",
            account=post.account,
        ),
        advice=say("Name the account again, or look there yourself and use `bot mark-posted`."),
    )
    app.publishing.record_unreadable(post, error, due_at=now + ACCOUNT_RECHECK, now=now)


def _count_empty_look(app: App, post: Post, looked_at: datetime, found: Finding) -> None:
    """Looks count only after the request could no longer land, and at least the confirm delay apart.

    The first counts from its end, the last to its beginning: what lies between is never shorter.
    """
    assert post.lands_until is not None
    if looked_at < post.lands_until:
        app.publishing.postpone_look(post, due_at=post.lands_until)
        return
    now = app.clock()
    if post.not_found_at is None:
        app.publishing.record_not_found(post, due_at=now + app.rules.confirm_delay, now=now)
        return
    delay = app.rules.firm_delay if found.is_firm else app.rules.listing_delay
    last_at = max(post.not_found_at + app.rules.confirm_delay, post.lands_until + delay)
    if looked_at < last_at:
        next_at = now + max(app.rules.confirm_delay, BETWEEN_LOOKS)
        app.publishing.postpone_look(post, due_at=min(next_at, last_at))
    elif found.presence is Presence.ASK:
        app.publishing.record_absent(post, searching.ask_person(app, post, found), now=now)
        app.progress(Event.ASKED, post=post.id, title=post.article_title)
    else:
        _send_again(app, post, now)


def _send_again(app: App, post: Post, now: datetime) -> None:
    tries = app.publishing.sum_up_tries(post).sendings
    given_up = tries >= app.rules.retry.max_attempts
    status = PostStatus.FAILED if given_up else PostStatus.SCHEDULED
    error = PostError(
        kind="unavailable",
        code="not found",
        message=say("Looked twice: the post did not arrive on the platform and is not public."),
        advice=say("Use `bot retry`.") if given_up else say("Nothing to do: the bot tries again."),
    )
    ending = Ending(status=status, due_at=now + back_off(tries, app.rules.retry, app.random), error=error)
    if app.publishing.record_absent(post, ending, now=now):
        app.progress(Event.NOT_FOUND, post=post.id, status=status, title=post.article_title)
