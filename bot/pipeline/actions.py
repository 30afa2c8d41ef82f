"""What people may do to posts, editing among it. Every verb is idempotent, refuses in plain words, and is
recorded."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Required, TypedDict

from bot.domain.channel import get_traits, name_channel, utf16_length
from bot.domain.errors import BotError, NeedsPerson, SettingsWrong, StorageError, UsageWrong, explain_refusal
from bot.domain.ports import Publisher
from bot.domain.post import (
    BY_HAND,
    UNSENT_STATUSES,
    Channel,
    Post,
    PostStatus,
    Receipt,
    Step,
    Styling,
    find_hashtags,
    name_status,
    parse_focus,
)
from bot.domain.state import EVERYTHING, REFUSALS, AuditEntry, Stop, StopKind
from bot.i18n import say
from bot.pipeline.context import App
from bot.pipeline.plan import explain_over, plan_again
from bot.pipeline.publisher_calls import find_publisher
from bot.pipeline.refresh import GONE, find_proposal, keep, settle
from bot.pipeline.seen import Part, Seen, find_undo, forget, put_back, remember, require_seen


class Words(NamedTuple):
    """A deed before it has a time and a post: verb, who did it, with which details."""

    verb: str
    who: str
    detail: str = ""


def approve(app: App, post_id: int, *, who: str, seen: Seen | None = None) -> Post:
    """A person says yes: the draft is scheduled for its time, or the next free slot when that has passed.

    Also while its channel is off: a yes to the words stays a yes. seen: what the person looked at; raises
    Changed when the post is another now.
    """
    post = app.posts.get_post(post_id)
    if post.approved_by and post.status is not PostStatus.DRAFT:
        require_seen(post, seen, ignoring={Part.TIME})
        return post
    require_seen(post, seen)
    require(post, [PostStatus.DRAFT])
    if post.composition.cure:
        own = say("Or give it another picture: `bot edit {id} --image FILE`.", id=post.id)
        sentence = f"{post.composition.cure} {own}"
        raise UsageWrong(sentence)
    now = app.clock()
    home = find_home(app, post) if post.channel in app.publishers else Home(account=post.account)
    is_ahead = post.pinned or post.due_at > now
    due_at = post.due_at if is_ahead else plan_again(app, post, home["account"])
    values = {"approved_by": who, "approved_at": now, "due_at": due_at, "reason": "", **home}
    return change(app, post, {**values, "status": PostStatus.SCHEDULED}, Words("approve", who))


def cancel(app: App, post_id: int, *, who: str, reason: str = "") -> Post:
    """A person says no."""
    post = app.posts.get_post(post_id)
    if post.status is PostStatus.CANCELLED:
        return post
    require(post, UNSENT_STATUSES)
    values = {"status": PostStatus.CANCELLED, "reason": reason or say("cancelled by {who}", who=who)}
    return change(app, post, values, Words("cancel", who, reason))


def reschedule(app: App, post_id: int, *, at: datetime | None, who: str) -> Post:
    """Give a post another time; None is the next free slot. A time a person names wins over the windows.

    It also brings back what was skipped because its event is over, or its page was gone: a person may know
    better.
    """
    post = app.posts.get_post(post_id)
    is_overruled = _is_overruled(app, post)
    require(post, [*UNSENT_STATUSES, *_list_skipped(app, post)])
    home = find_home(app, post)
    due_at = at or plan_again(app, post, home["account"])
    status = PostStatus.DRAFT if post.status is PostStatus.DRAFT else PostStatus.SCHEDULED
    values = {"status": status, "due_at": due_at, "pinned": at is not None or is_overruled}
    values |= {**_second_chance(post), **home}
    return change(app, post, values, Words("reschedule", who, due_at.isoformat()))


class Spread:
    """Another time for several posts: those of one channel are spread by the gap."""

    def __init__(self, app: App, *, at: datetime | None, who: str) -> None:
        self._app = app
        self._at = at
        self._who = who
        self._moved: Counter[Channel] = Counter()

    def reschedule(self, post_id: int) -> Post:
        """Move one more of them."""
        channel = self._app.posts.get_post(post_id).channel
        later = self._app.rules.timing.min_gap * self._moved[channel]
        post = reschedule(self._app, post_id, at=self._at and self._at + later, who=self._who)
        self._moved[channel] += 1
        return post


def retry(app: App, post_id: int, *, who: str) -> Post:
    """Now. Refused while the post may be public."""
    post = app.posts.get_post(post_id)
    require(post, [*(UNSENT_STATUSES - {PostStatus.DRAFT}), *_list_skipped(app, post)])
    values = {"status": PostStatus.SCHEDULED, "due_at": app.clock(), "pinned": True}
    values |= {**_second_chance(post), **find_home(app, post)}
    return change(app, post, values, Words("retry", who))


def mark_posted(app: App, post_id: int, permalink: str, *, who: str) -> Post:
    """A person posted it by hand, or found it: nothing is sent any more. Raises UsageWrong, NeedsPerson."""
    if not permalink.startswith(("https://", "http://")):
        sentence = say(
            "{words} is not an address; copy the post's link, such as https://…",
            words=permalink,
        )
        raise UsageWrong(sentence)
    post = app.posts.get_post(post_id)
    require(post, UNSENT_STATUSES | {PostStatus.UNCONFIRMED, PostStatus.PUBLISHED})
    receipt = Receipt(remote_id=BY_HAND, permalink=permalink)
    if app.publishing.record_receipt(post, receipt, step=Step.MARKED, now=app.clock()):
        record(app, post, Words("mark-posted", who, permalink))
        return app.posts.get_post(post_id)
    return _correct_address(app, app.posts.get_post(post_id), permalink, who=who)


def _correct_address(app: App, post: Post, permalink: str, *, who: str) -> Post:
    """A person's own address may be mended by another; what the platform gave is proof and stays."""
    if post.status is not PostStatus.PUBLISHED or post.permalink == permalink:
        return post
    if post.permalink and not post.is_by_hand:
        sentence = say(
            "Post {id} is public already, at {link}. Nothing was changed. Is your address another post about "
            "the same? Then it stands there twice: delete one of them.",
            id=post.id,
            link=post.permalink,
        )
        raise NeedsPerson(sentence)
    return change(app, post, {"permalink": permalink}, Words("mark-posted", who, permalink))


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
    return change(app, post, values, Words("withdraw", who, post.permalink), is_done=True)


def undo(app: App, post_id: int, *, who: str, seen: Seen | None = None) -> Post:
    """Put a post back as it was before the last decision. Raises NeedsPerson, Changed."""
    post = app.posts.get_post(post_id)
    require_seen(post, seen)
    require(post, UNSENT_STATUSES)
    found = find_undo(app, post)
    if found is None:
        raise NeedsPerson(say("There is nothing to undo on post {id}.", id=post.id))
    undone = change(app, post, put_back(app, post, found), Words("undo", who, found.verb))
    forget(app, undone)
    return undone


def _is_overruled(app: App, post: Post) -> bool:
    """Whether a verb overrules that its event is over."""
    return post.status is PostStatus.SKIPPED and explain_over(post.composition, app.clock()) != ""


def _list_skipped(app: App, post: Post) -> list[PostStatus]:
    """That it was skipped is no hindrance where a verb overrules why, or where its page may be back."""
    return [PostStatus.SKIPPED] if _is_overruled(app, post) or post.reason == GONE else []


def _second_chance(post: Post) -> Mapping[str, object]:
    """A person's decision starts the counting of attempts anew; platform handles are evidence and stay.

    So does why a draft waits: another time is no answer to that.
    """
    reason = post.reason if post.status is PostStatus.DRAFT else ""
    return {"forgiven": post.attempts, "reason": reason, "error": None}


def change(app: App, post: Post, values: Mapping[str, object], deed: Words, *, is_done: bool = False) -> Post:
    """Change a post that still is what was read, and record who did it. Raises NeedsPerson.

    is_done: the deed is done on the platform already.
    """
    is_changed = app.posts.change(post, allowed=[post.status], **values)
    if is_changed or is_done:
        record(app, post, deed)
    if not is_changed:
        raise NeedsPerson(_explain_collision(post, is_done=is_done))
    changed = app.posts.get_post(post.id)
    if not is_done:
        remember(app, post, changed, values, who=deed.who, verb=deed.verb)
    return changed


def _explain_collision(post: Post, *, is_done: bool) -> str:
    if is_done:
        return say(
            "Post {id} was changed on {channel}, but by somebody else here at the same moment; "
            "`bot show {id}` tells how it stands now.",
            id=post.id,
            channel=name_channel(post.channel),
        )
    return say(
        "Post {id} was changed by somebody else at the same moment. Nothing was done; look again.", id=post.id
    )


def record(app: App, post: Post, deed: Words) -> None:
    """Write a deed to the audit trail."""
    app.journal.record(
        AuditEntry(at=app.clock(), who=deed.who, verb=deed.verb, post_id=post.id, detail=deed.detail)
    )


def get_publisher(app: App, post: Post) -> Publisher:
    """The publisher of a post's channel. Raises NeedsPerson when it is off or another account by now."""
    publisher = find_publisher(app, post)
    if publisher is None:
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
        PostStatus.SKIPPED: say("it was skipped; `bot show` says why"),
    }[status]


def require_public(post: Post) -> None:
    """Raises NeedsPerson unless the bot itself can change the post on its platform."""
    if post.status in UNSENT_STATUSES - {PostStatus.CANCELLED}:
        sentence = say(
            "Post {id} is not public ({status}): there is nothing to change or delete there. "
            "`bot edit` changes it, `bot cancel` calls it off.",
            id=post.id,
            status=name_status(post.status),
        )
        raise NeedsPerson(sentence)
    require(post, [PostStatus.PUBLISHED])
    if post.is_by_hand:
        sentence = say(
            "Post {id} was made by hand, so the bot cannot reach it. Change or delete it there: {link}",
            id=post.id,
            link=post.permalink,
        )
        raise NeedsPerson(sentence)


def pause(app: App, *, channel: Channel | None, until: datetime | None, reason: str, who: str) -> Stop:
    """Hold one channel or all of them back, until a time or until `bot resume`."""
    scope = channel or EVERYTHING
    stop = Stop(scope=scope, kind=StopKind.PAUSE, reason=reason, since=app.clock(), until=until)
    app.stops.stop(stop)
    detail = f"{scope}: {reason}" + (f" until {until.isoformat()}" if until else "")
    app.journal.record(AuditEntry(at=app.clock(), who=who, verb="pause", post_id=None, detail=detail))
    return stop


def resume(app: App, *, channel: Channel | None, who: str) -> int:
    """Lift whatever holds a channel (None: everything) back, a platform's refusal too; how many.

    What fell due meanwhile goes out spaced by the gap, or asks a person when it is overdue for too long.
    """
    refused = {stop.scope for stop in app.stops.list_stops(app.clock()) if stop.kind in REFUSALS}
    lifted = app.stops.resume(channel)
    for name, publisher in app.publishers.items():
        if name in refused and channel in {None, name}:
            publisher.readmit()
    if lifted:
        detail = channel or EVERYTHING
        app.journal.record(AuditEntry(at=app.clock(), who=who, verb="resume", post_id=None, detail=detail))
    return lifted


MOST_BYTES = 40_000_000
"""Of a person's picture; it is made small enough for the platforms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What `bot edit` changes; None leaves a part as it is.

    image: path of a JPEG, PNG, WebP or AVIF file, or its bytes; picture_title, layout, focus: as in Styling,
    empty for what the bot chooses itself.
    """

    caption: str | None = None
    alt_text: str | None = None
    image: Path | bytes | None = None
    picture_title: str | None = None
    layout: str | None = None
    focus: str | None = None

    def style(self, styling: Styling) -> Styling:
        """What is settled about the picture after these changes."""
        wishes = {"title": self.picture_title, "layout": self.layout, "focus": self.focus}
        return replace(styling, **{name: wish for name, wish in wishes.items() if wish is not None})


def edit(app: App, post_id: int, changes: Changes, *, who: str, seen: Seen | None = None) -> Post:
    """Change a post that is not public; voids an approval, so that somebody looks again.

    seen: what the person looked at; raises Changed when the post is another now.
    """
    post = app.posts.get_post(post_id)
    require_seen(post, seen, ignoring={Part.TIME})
    require(post, UNSENT_STATUSES)
    values = _check_changes(post, changes)
    if changes.image is not None:
        values |= _take_image(app, changes.image)
    elif changes.style(post.composition.styling) != post.composition.styling:
        values = _draw_anew(app, post, changes) | values
    if not values:
        return post
    parts = ", ".join(sorted(values.keys() & {"caption", "alt_text", "image"}))
    if post.approved_by and post.status is PostStatus.SCHEDULED:
        values |= {"status": PostStatus.DRAFT, "reason": say("edited after it was approved")}
    values |= {"edited": True, "approved_by": "", "approved_at": None}
    return change(app, post, values, Words("edit", who, parts))


def edit_published(app: App, post_id: int, caption: str, *, who: str) -> Post:
    """Change the text of a public post on its platform. Raises ChannelError."""
    post = app.posts.get_post(post_id)
    require_public(post)
    values = _check_changes(post, Changes(caption=caption)) | {"edited": True}
    get_publisher(app, post).edit(post, caption)
    edited = change(app, post, values, Words("edit-published", who), is_done=True)
    settle(app, edited)
    return edited


def keep_published(app: App, post_id: int, *, who: str) -> Post:
    """Leave a public post as it is although its article was corrected or withdrawn; it is not asked again."""
    post = app.posts.get_post(post_id)
    require(post, [PostStatus.PUBLISHED])
    if proposal := find_proposal(app, post):
        keep(app, post, proposal)
        record(app, post, Words("keep", who, proposal.since))
    return post


def _check_changes(post: Post, changes: Changes) -> dict[str, object]:
    limits = get_traits(post.channel).limits
    values: dict[str, object] = {}
    for name, words, limit in (
        ("caption", changes.caption, limits.caption),
        ("alt_text", changes.alt_text, limits.alt_text),
    ):
        if words is not None:
            values[name] = _check_length(words, limit)
    if changes.caption is not None:
        values["hashtags"] = list(find_hashtags(changes.caption))
    return values


def _check_length(words: str, limit: int) -> str:
    if not words.strip():
        sentence = say("Text and alt text must not be empty.")
        raise UsageWrong(sentence)
    if utf16_length(words) > limit:
        sentence = say(
            "The text has {count} characters; {limit} are allowed.", count=utf16_length(words), limit=limit
        )
        raise UsageWrong(sentence)
    return words


def _draw_anew(app: App, post: Post, changes: Changes) -> dict[str, object]:
    """The article's picture as a person wants it. Raises UsageWrong."""
    known = app.articles.find(str(post.article_id))
    if known is None or not known.article.text:
        sentence = say("The article's words are not kept any more: give a picture with --image.")
        raise UsageWrong(sentence)
    styling = changes.style(post.composition.styling)
    try:
        if styling.focus:
            parse_focus(styling.focus)
        made = app.composer.compose(known.article, post.channel, now=app.clock(), styling=styling)
    except (ValueError, SettingsWrong) as error:
        raise UsageWrong(str(error)) from None
    if changes.layout and made.layout != changes.layout:
        sentence = say(
            "The layout “{layout}” needs what this article has not: a photo, a day, several days, "
            "a number or a quotation in the title.",
            layout=changes.layout,
        )
        raise UsageWrong(sentence)
    size = {"width": made.width, "height": made.height}
    drawn = {"image": made.image, "image_sha256": made.image_sha256, "alt_text": made.alt_text, **size}
    return drawn | {"layout": made.layout, "styling": asdict(made.styling), "cure": made.cure}


def _take_image(app: App, given: Path | bytes) -> dict[str, object]:
    """A copy of our own: the person's file may be gone, or out of the daemon's sight, when it is sent."""
    try:
        image = app.composer.take_image(given if isinstance(given, bytes) else _read_image(given))
    except (UsageWrong, StorageError):
        raise
    except BotError as error:
        if isinstance(given, bytes):
            raise UsageWrong(say("This picture cannot be used: {why}", why=error)) from None
        raise UsageWrong(say("The image {path} cannot be used: {why}", path=given, why=error)) from None
    size = {"width": image.width, "height": image.height}
    return {"image": image.path, "image_sha256": image.sha256, "layout": "", "cure": "", **size}


def _read_image(path: Path) -> bytes:
    try:
        if path.stat().st_size <= MOST_BYTES:
            return path.read_bytes()
    except OSError as error:
        sentence = say("The image {path} cannot be read: {why}.", path=path, why=explain_refusal(error))
        raise UsageWrong(sentence) from None
    most = MOST_BYTES // 1_000_000
    raise UsageWrong(say("The image {path} may have at most {size} MB.", path=path, size=most))
