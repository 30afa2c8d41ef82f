"""Publish what is due: what the rules let out now is claimed and tried once."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.domain.channel import name_channel
from bot.domain.errors import (
    Blocked,
    ChannelError,
    NeedsPerson,
    OutcomeUnknown,
    Rejected,
    Unauthorized,
    Unavailable,
    make_storable,
)
from bot.domain.ports import Publisher
from bot.domain.post import Ending, Finding, Post, PostError, PostStatus, Presence, Step
from bot.domain.schedule import QUIET_PERIOD, decide_after, find_slot
from bot.events import Event
from bot.i18n import say
from bot.pipeline import publisher_calls, reconcile
from bot.pipeline.context import App
from bot.pipeline.plan import SLOT_MEMORY, explain_over, find_quiet_end
from bot.pipeline.publisher_calls import is_stopped, stop_channel
from bot.pipeline.reconcile import find_picture, repair, take_over
from bot.pipeline.refresh import freshen


def publish_due(app: App, *, began_at: datetime) -> None:
    """Publish every due post that its channel's rules let out now.

    began_at: start of this pass; posts older than it waited, and their article is looked at again.
    """
    for publisher in app.publishers.values():
        for post in app.posts.list_due(publisher.account, app.clock()):
            if is_stopped(app, publisher.channel):
                break
            publish_post(app, publisher, post, began_at=began_at)


def publish_post(app: App, publisher: Publisher, post: Post, *, began_at: datetime) -> None:
    """One due post: checked, claimed, tried once."""
    app.progress(Event.NEXT_POST, post=post.id)
    if not _may_go_out_now(app, post):
        return
    ready = freshen(app, post, began_at=began_at)
    if ready is None or (ready is not post and not _may_go_out_now(app, ready)):
        return  # a correction may tell of another day, or be a feast beside something sober
    now = app.clock()
    claimed = app.publishing.claim(ready, now=now, until=now + app.rules.lease)
    if claimed is None:
        return
    slot = _find_slot(app, claimed, now)
    if slot > now:  # another worker published since we looked; only the claim's holder can be sure
        app.publishing.release(claimed, due_at=slot, now=now)
        return
    app.progress(Event.PUBLISHING, post=post.id, channel=publisher.channel, title=post.article_title)
    attempt(app, publisher, claimed)


def _may_go_out_now(app: App, post: Post) -> bool:
    """Whether windows, gap, daily maximum and quiet period allow it; if not, it is due again when they do."""
    now = app.clock()
    if not _is_wanted_late(post) and (over := explain_over(post.composition, now)):
        app.posts.change(post, allowed=[PostStatus.SCHEDULED], status=PostStatus.SKIPPED, reason=over)
        return False
    slot = _find_slot(app, post, now)
    if slot > now:
        reason = _explain_quiet_period(app, post, now)
        app.posts.change(post, allowed=[PostStatus.SCHEDULED], due_at=slot, reason=reason)
        return False
    return True


def _is_wanted_late(post: Post) -> bool:
    """Whether a person named a time after the event: they know that it is over."""
    over_at = post.composition.not_after
    return post.pinned and over_at is not None and post.due_at > over_at


def _find_slot(app: App, post: Post, now: datetime) -> datetime:
    if post.pinned:
        return now
    sent = app.posts.list_sent(post.account, now - SLOT_MEMORY)
    earliest = find_quiet_end(app, post.composition, now) or now
    return find_slot(earliest, app.rules.timing, sent) or now + app.rules.missed_after


def _explain_quiet_period(app: App, post: Post, now: datetime) -> str:
    if not find_quiet_end(app, post.composition, now):
        return ""
    hours = QUIET_PERIOD // timedelta(hours=1)
    return say("a sober post went out; the others hold back for {hours} hours", hours=hours)


LOOK_HOLDS = timedelta(minutes=10)
"""How long a look right before sending counts: the machine may have slept since."""


def attempt(app: App, publisher: Publisher, post: Post) -> None:
    """Try a claimed post once. Every way out but a crash or a StorageError ends the lease."""
    looked_at = app.clock()
    if _is_settled_by_look(app, publisher, post):
        return
    try:
        post = _with_picture(app, post)
        handles = _prepare(app, publisher, post)
    except NeedsPerson as error:
        _ask(app, post, str(error))
        return
    except ChannelError as error:
        _record_error(app, publisher, post, error)
        return
    now = app.clock()
    until = now + max(app.rules.lease, app.rules.landing)
    is_old = now - looked_at > LOOK_HOLDS
    app.sendings.note(post, now)
    if is_old or not app.publishing.fence(post, now=now, until=until):
        app.sendings.take_back(post)
        app.publishing.release(post, due_at=post.due_at, now=now)
        app.progress(Event.HANDED_BACK, post=post.id, channel=publisher.channel)
        return
    _send(app, publisher, post, handles, until)


def _is_settled_by_look(app: App, publisher: Publisher, post: Post) -> bool:
    """A look right before anything is sent: an earlier request may have landed since, the machine may have
    been rolled back, a person may have posted the article by hand."""
    try:
        found = publisher_calls.find(publisher, post, reconcile.make_search(app, post))
    except ChannelError as error:
        _record_error(app, publisher, post, error, step=Step.UNREADABLE)
        return True
    match found.presence:
        case Presence.YES:
            return take_over(app, publisher, post, found)
        case Presence.ASK:
            _hand_to_person(app, post, reconcile.ask_person(app, post, found))
            return True
        case _ if reconcile.is_in_the_dark(app, post, found):
            _hand_to_person(app, post, reconcile.ask_to_look(app, post))
            return True
        case _:
            return _may_listing_lag(app, post, found)


def _may_listing_lag(app: App, post: Post, found: Finding) -> bool:
    """Where it may have been sent unknown to us, an empty look counts once the listing has caught up."""
    now, known_at = app.clock(), reconcile.find_certainty(app, post, found)
    if known_at is None or now >= known_at:
        return False
    reason = say("what was sent lately may not be listed yet: the platform is asked once more first")
    app.publishing.release(post, due_at=known_at, now=now, reason=reason)
    app.progress(Event.HANDED_BACK, post=post.id, channel=post.channel)
    return True


def _with_picture(app: App, post: Post) -> Post:
    composition = find_picture(app, post)
    if composition == post.composition:
        return post
    app.posts.change(post, allowed=[PostStatus.PUBLISHING], image=composition.image)
    return replace(post, composition=composition)


def _ask(app: App, post: Post, reason: str) -> None:
    ending = Ending(status=PostStatus.DRAFT, due_at=post.due_at, error=None, counts=False, reason=reason)
    _hand_to_person(app, post, ending)


def _hand_to_person(app: App, post: Post, ending: Ending) -> None:
    app.publishing.record_error(post, ending, step=Step.RELEASED, now=app.clock())
    app.progress(Event.ASKED, post=post.id, title=post.article_title)


def _prepare(app: App, publisher: Publisher, post: Post) -> Mapping[str, str]:
    def keep(name: str, value: str) -> None:
        if not app.publishing.keep(post, name, make_storable(value)):
            sentence = say("Another process works on this post by now.")
            raise Unavailable(sentence, code="lease")

    return publisher_calls.prepare(publisher, post, keep)


def _send(app: App, publisher: Publisher, post: Post, handles: Mapping[str, str], until: datetime) -> None:
    """Between the fence and the call nothing may happen but a look at the clock."""
    try:
        if app.clock() >= until:
            sentence = say("The computer stood still right before sending. Nothing was sent.")
            raise Unavailable(sentence, code="asleep")
        receipt = publisher_calls.publish(publisher, post, handles)
    except ChannelError as error:
        _record_error(app, publisher, post, _doubt(post, error))
        return
    if app.publishing.record_receipt(post, receipt, step=Step.PUBLISHED, now=app.clock()):
        app.progress(Event.PUBLISHED, post=post.id, channel=publisher.channel, permalink=receipt.permalink)
        repair(app, publisher, post, receipt)
        return
    sentence = say("The platform answered with the address of another post; this one may be public.")
    _record_error(app, publisher, post, OutcomeUnknown(sentence, code="foreign receipt"))


def _hand_over(app: App, post: Post) -> None:
    folder = write_handover(post)
    if folder is not None:
        app.progress(Event.HANDED_OVER, post=post.id, folder=str(folder))


def _doubt(post: Post, error: ChannelError) -> ChannelError:
    """A refusal may be due to an earlier request that landed, such as "duplicate": look before giving up."""
    if isinstance(error, Rejected) and post.doubted_since:
        return OutcomeUnknown(str(error), code=error.code, advice=error.advice, trace=error.trace)
    return error


def _record_error(
    app: App, publisher: Publisher, post: Post, error: ChannelError, *, step: Step = Step.REFUSED
) -> None:
    now, first_at = app.clock(), app.publishing.sum_up_tries(post).first_at
    tries, waited = post.attempts - post.forgiven, now - (first_at or now)
    decision = decide_after(error, tries, app.rules.retry, app.random, waited=waited)
    is_open = decision.status is PostStatus.UNCONFIRMED
    is_missed = decision.status is PostStatus.MISSED
    shown = publisher_calls.to_post_error(error)
    ending = Ending(
        status=decision.status,
        due_at=post.due_at if is_missed or not decision.counts else now + decision.wait,
        error=give_up(post, shown) if is_missed else shown,
        lands_until=now + app.rules.landing if is_open else None,
        counts=decision.counts,
    )
    is_ours = app.publishing.record_error(post, ending, step=Step.UNKNOWN if is_open else step, now=now)
    stop_channel(app, publisher.channel, error)
    if not is_ours:  # we stood still, and another worker has settled it meanwhile
        return
    if isinstance(error, Unauthorized | Blocked):
        _hand_over(app, post)
    app.progress(Event.NOT_PUBLISHED, post=post.id, status=decision.status, problem=str(error))


def give_up(post: Post, error: PostError) -> PostError:
    """What a person does about a platform that was down for too long."""
    return replace(error, advice=say("When the platform works again: `bot retry {id}`.", id=post.id))


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
    channel = name_channel(post.channel)
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
