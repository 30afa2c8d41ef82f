"""Posts whose outcome is unknown, or that may stand there: looked up, adopted, repaired, asked about."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.domain.errors import ChannelError, NeedsPerson, SettingsWrong, StorageError
from bot.domain.ports import Publisher
from bot.domain.post import (
    CLOCKS_APART,
    UNSENT_STATUSES,
    Composition,
    Ending,
    Finding,
    Post,
    PostError,
    PostStatus,
    Presence,
    Receipt,
    Search,
    Step,
)
from bot.domain.schedule import back_off, decide_wait
from bot.domain.state import (
    AT_REST,
    GAP,
    HEARTBEAT,
    REMEMBERED_FOR,
    RESTORED,
    Gap,
    find_gap,
    is_from_future,
    is_lease_over,
    read_gap,
)
from bot.events import Event
from bot.i18n import say
from bot.pipeline import publisher_calls
from bot.pipeline.context import App
from bot.pipeline.publisher_calls import find_publisher, is_refused, stop_channel

ACCOUNT_RECHECK = timedelta(days=1)
"""How often we say again that a post's account is not in the settings any more."""


def recover(app: App) -> None:
    """End the leases of dead workers: expired ones, and at once those of dead processes of this host.

    Our own, too: nothing of ours is running now, so an attempt was cut short, such as by a full disk.
    """
    now = app.clock()
    for post in app.posts.list_with(PostStatus.PUBLISHING):
        expired = post.lease_until is not None and is_lease_over(post.lease_until, now)
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
    lost = find_lost(app)
    if lost is None or is_adopted(app, lost[1]):
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
    note_adopted(app, lost[1])


def _adopt(app: App, post: Post) -> None:
    publisher = find_publisher(app, post)
    if publisher is None:
        return
    found = publisher_calls.find(publisher, post, make_search(app, post).without_lost())
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
        publisher = find_publisher(app, post)
        if publisher is None:
            _note_account(app, post)
        elif (forced or _is_due(post, app.clock())) and not is_refused(app, post.channel):
            reconcile_post(app, publisher, post)


def _is_due(post: Post, now: datetime) -> bool:
    return post.due_at <= now or is_from_future(post.sent_at, now)


def reconcile_post(app: App, publisher: Publisher, post: Post) -> None:
    """Found: published. A read that fails is never "not found". Empty looks for long: scheduled again."""
    app.progress(Event.RECONCILING, post=post.id, channel=publisher.channel, title=post.article_title)
    looked_at = app.clock()
    try:
        found = publisher_calls.find(publisher, post, make_search(app, post))
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
    if is_from_future(post.sent_at, looked_at):
        app.publishing.redate(post, lands_until=looked_at + app.rules.landing, now=looked_at)
        return
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
    elif found.presence is Presence.ASK or (found.is_blind and not found.is_firm):
        ending = ask_person(app, post, found) if found.receipt else ask_to_look(app, post)
        app.publishing.record_absent(post, ending, now=now)
        app.progress(Event.ASKED, post=post.id, title=post.article_title)
    else:
        _send_again(app, post, now)


def ask_to_look(app: App, post: Post) -> Ending:
    """A draft, for the listing tells nothing; whoever says yes to it has looked."""
    app.journal.note(f"{BLIND}{post.id}", "", now=app.clock())
    reason = say(
        "it may have been sent and be public: the platform lists none of our other posts of late, so it "
        "tells nothing about this one. Look there: `bot mark-posted {id} ADDRESS` if it stands there, else "
        "`bot approve {id}`",
        id=post.id,
    )
    return Ending(status=PostStatus.DRAFT, due_at=post.due_at, error=None, counts=False, reason=reason)


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


KNOWN_SINCE = timedelta(days=1)
"""What is found in the archive later than that after a restore or a gap was not posted before it."""

BY_HAND_WITHIN = timedelta(days=7)
"""How far back a person's own post of the same article is looked for; a draft may wait for months."""

ASKED = "asked "
"""Notes of this name and a post's id hold the remote ids about which a person was asked."""

BLIND = "asked to look for "
"""Notes of this name and a post's id: a person was asked because the listing showed nothing of ours."""

LISTED_FOR = timedelta(days=30)
"""How far back posts are sought that a listing must show, where there are few."""
A_FEW = 3
"""So many of them are enough: somebody may have deleted one."""

ADOPTED = "adopted"
"""The note of the last restore after which every waiting post was looked for."""


def make_search(app: App, post: Post) -> Search:
    """What to look for. Raises StorageError."""
    lost = find_lost(app)
    gap = read_gap(app.journal.find_note(GAP), app.clock())
    earliest = app.clock() - BY_HAND_WITHIN
    is_dated = not is_from_future(post.created_at, app.clock())
    known_since = max(post.created_at, earliest) if is_dated else earliest
    times = (known_since, post.sent_at, post.doubted_since, lost and lost[0], gap and gap.since)
    since = min(time for time in times if time)
    asked = app.journal.find_note(f"{ASKED}{post.id}")
    claimed = app.posts.list_claims(post, since=since - CLOCKS_APART)
    withdrawn = frozenset({post.remote_id, post.permalink} - {""})

    def may_fall_in(end: datetime) -> bool:
        return not asked and post.created_at <= end + KNOWN_SINCE

    known_by = app.clock() - app.rules.listing_delay
    listed_since = min([since, *_list_listed(app, post, known_by)[-A_FEW:]])
    return Search(
        since=since,
        listed_since=listed_since,
        known=app.posts.list_claims(post, since=listed_since - CLOCKS_APART, until=known_by),
        claimed=claimed | withdrawn | frozenset(asked.value.split() if asked else ()),
        lost=lost if lost and may_fall_in(lost[1]) else None,
        gap=(gap.start, gap.end) if gap and may_fall_in(gap.end) else None,
    )


def _list_listed(app: App, post: Post, until: datetime) -> list[datetime]:
    """When its account's other posts went out that the bot itself made, first ones first."""
    published = app.posts.list_published(since=app.clock() - LISTED_FOR)
    ours = [each for each in published if each.account == post.account and each.id != post.id]
    times = [each.published_at for each in ours if not each.is_by_hand]
    return [at for at in times if at and at <= until]


def is_in_the_dark(app: App, post: Post, found: Finding) -> bool:
    """Whether it may have been sent unknown to us, and the listing cannot tell; nobody was asked yet."""
    if not found.is_blind or found.is_firm or app.journal.find_note(f"{BLIND}{post.id}"):
        return False
    gap = read_gap(app.journal.find_note(GAP), app.clock())
    may_be_forgotten = gap is not None and not gap.is_first and _was_known(app, post, gap)
    return bool(post.doubted_since or may_be_forgotten or _find_forgotten_sending(app, post))


def find_certainty(app: App, post: Post, found: Finding) -> datetime | None:
    """When an empty look will tell that a post does not stand there; None: it does now.

    It may have been sent in a time that the database has forgotten, right before that ended.
    """
    times = []
    if (sent_at := _find_forgotten_sending(app, post)) is not None:
        delay = app.rules.firm_delay if found.is_firm else app.rules.listing_delay
        times.append(sent_at + app.rules.landing + delay)
    lost, gap = find_lost(app), read_gap(app.journal.find_note(GAP), app.clock())
    if lost and post.doubted_since and not found.is_firm:
        times.append(lost[1] + app.rules.listing_delay)
    if gap and not found.is_firm and _may_fall_in(app, post, gap):
        times.append(gap.end + app.rules.listing_delay)
    return max(times, default=None)


def _may_fall_in(app: App, post: Post, gap: Gap) -> bool:
    """Whether a machine that was rolled back at the gap's end would have sent it shortly before that.

    What was due longer before would be listed by now. What ended as it should was hardly rolled back.
    """
    is_recent = post.due_at > gap.end - app.rules.listing_delay
    return _was_known(app, post, gap) and is_recent and not gap.was_at_rest


def _was_known(app: App, post: Post, gap: Gap) -> bool:
    """Whether it was made before the gap's end, or again right after it."""
    return post.created_at <= gap.end + app.rules.poll_interval


def _find_forgotten_sending(app: App, post: Post) -> datetime | None:
    """When it was sent, as only the file beside the database knows."""
    sent_at = app.sendings.find(post)
    if sent_at is None or is_from_future(sent_at, app.clock()):
        return None
    known = (each.at for each in app.publishing.list_attempts(post.id) if each.step is Step.SENDING)
    return None if sent_at in known else sent_at


def find_lost(app: App) -> tuple[datetime, datetime] | None:
    """From when to when a restored database knows nothing; None when none was restored lately."""
    note = app.journal.find_note(RESTORED)
    if note is None or app.clock() > note.at + REMEMBERED_FOR:
        return None
    return datetime.fromisoformat(note.value), note.at


def note_gap(app: App) -> None:
    """Remember that nobody looked at any source for long, before anything is done that would hide it."""
    looks = [source.looked_at for source in app.sources.list_all()]
    now = app.clock()
    notes = {name: app.journal.find_note(name) for name in (GAP, AT_REST, HEARTBEAT)}
    gap = find_gap(looks, notes, app.rules.poll_interval, now)
    if gap:
        app.journal.note(GAP, gap, now=now)


def must_watch_first(app: App) -> bool:
    """Whether a restored database has not yet seen what the archive lists: that tells what was posted."""
    lost = find_lost(app)
    if lost is None or is_adopted(app, lost[1]):
        return False
    sources = {source.url: source.looked_at for source in app.sources.list_all()}
    return any(not (looked := sources.get(url)) or looked < lost[1] for url in app.source_urls)


def is_adopted(app: App, restored_at: datetime) -> bool:
    """Whether every post that waited was looked for since that restore."""
    note = app.journal.find_note(ADOPTED)
    return note is not None and note.value == restored_at.isoformat()


def note_adopted(app: App, restored_at: datetime) -> None:
    """It was."""
    app.journal.note(ADOPTED, restored_at.isoformat(), now=app.clock())


def ask_person(app: App, post: Post, found: Finding) -> Ending:
    """A draft that names the candidate; about that one nobody is asked again."""
    assert found.receipt is not None
    asked = app.journal.find_note(f"{ASKED}{post.id}")
    known = asked.value.split() if asked else []
    app.journal.note(f"{ASKED}{post.id}", " ".join([*known, found.receipt.remote_id]), now=app.clock())
    reason = say(
        "{permalink} may be this post already (“{excerpt}”). If it is: `bot mark-posted {id} {permalink}`; "
        "if it is another: `bot approve {id}`",
        permalink=found.receipt.permalink,
        excerpt=found.excerpt,
        id=post.id,
    )
    return Ending(status=PostStatus.DRAFT, due_at=post.due_at, error=None, counts=False, reason=reason)


def repair(app: App, publisher: Publisher, post: Post, receipt: Receipt) -> None:
    """Write the text once more where the platform shows another, or none; else a person is told."""
    if not receipt.is_altered:
        return
    public = app.posts.get_post(post.id)
    try:
        publisher.edit(public, public.composition.caption)
    except ChannelError as error:
        _tell(app, public, error)
    else:
        app.progress(Event.TEXT_REPAIRED, post=post.id, channel=publisher.channel)


def _tell(app: App, post: Post, error: ChannelError) -> None:
    message = say("The post is public, but without its text or with another one: {why}", why=error)
    advice = say("Put the text right in the app of the platform; `bot show {id}` has it.", id=post.id)
    row = {"kind": "altered", "code": error.code, "message": message, "advice": advice}
    app.posts.change(post, allowed=[PostStatus.PUBLISHED], error=row)
    app.progress(Event.TEXT_ALTERED, post=post.id, channel=post.channel, problem=message)


def find_picture(app: App, post: Post) -> Composition:
    """The composition with a picture that lies where it says: a lost one is drawn again.

    Raises NeedsPerson when it would look otherwise now.
    """
    sent = post.composition
    if _hash(sent.image) == sent.image_sha256:
        return sent
    drawn = _draw_again(app, post)
    if drawn is not None and (moved := _find_moved(sent, drawn)):
        return replace(sent, image=moved)
    sentence = say("The share image is gone, and drawn anew it would look otherwise: look at the post.")
    raise NeedsPerson(sentence)


def _find_moved(sent: Composition, drawn: Composition) -> str:
    """The picture where this instance keeps its made ones, should it have been moved with its folder."""
    place = str(Path(drawn.image).with_name(Path(sent.image).name))
    return place if _hash(place) == sent.image_sha256 else ""


def _draw_again(app: App, post: Post) -> Composition | None:
    known = app.articles.find(str(post.article_id))
    if known is None or not known.article.text:
        return None
    try:
        return app.composer.compose(known.article, post.channel, now=app.clock())
    except (StorageError, SettingsWrong):
        raise
    except Exception:  # noqa: BLE001 - a defect met at one article must not hold the others back
        return None


def _hash(path: str) -> str:
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return ""
