"""Does an article still stand, and still say the same? Asked right before a post that waited goes out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.article import Article, ArticleStatus, Entry, KnownArticle, is_unrelated
from bot.domain.errors import (
    ArticleGone,
    BotError,
    NotAnArticle,
    PageUnavailable,
    SettingsWrong,
    StorageError,
    TookTooLong,
)
from bot.domain.post import UNSENT_STATUSES, Composition, Post, PostStatus
from bot.domain.schedule import back_off
from bot.events import Event
from bot.i18n import say
from bot.pipeline.context import App
from bot.pipeline.plan import decide_status, plan_again

UNSEEN = "unseen article "
"""Notes of this name and an article's id remember since when its page shows something else."""

QUESTIONED = "page asked about "
"""Notes of this name and a post's id hold what its page showed when a person was asked about it."""

WAIT_FOR_PAGE = timedelta(hours=6)

GONE_AFTER = timedelta(hours=1)
"""How long an article has to be missing before it counts as withdrawn."""

GONE = "gone"
"""The reason, the same in every language, of posts whose article was withdrawn before they went out."""


def freshen(app: App, post: Post, *, began_at: datetime) -> Post | None:
    """The post as it may go out now; None when it may not, with its new status stored."""
    if began_at <= post.created_at <= app.clock():
        return post
    known = app.articles.find(str(post.article_id))
    if known is None or not known.article.text:
        return post
    try:
        return _take_in(app, post, known, read_again(app, known))
    except ArticleGone as error:
        _wait_or_skip(app, post, str(error))
    except (NotAnArticle, TookTooLong, PageUnavailable) as error:
        if _is_answered(app, post):
            return post
        if isinstance(error, PageUnavailable):
            _wait_or_ask(app, post, str(error))
        else:
            _ask_person(app, post, str(error))
    except (StorageError, SettingsWrong):
        raise
    except BotError as error:
        _postpone(app, post, str(error))
    except Exception as error:  # noqa: BLE001 - one sick article must not hold the others back
        _postpone(app, post, repr(error))
    return None


def _take_in(app: App, post: Post, known: KnownArticle, current: Article) -> Post | None:
    _note_there(app, known)
    if not (is_changed(known.article, current) or is_outdated(app, post)):
        return post
    take_change(app, post.article_id, current)
    renewed = app.posts.get_post(post.id)
    is_as_due = (renewed.status, renewed.due_at) == (post.status, post.due_at)
    return renewed if is_as_due else None


def _note_there(app: App, known: KnownArticle) -> None:
    if known.status is ArticleStatus.GONE:
        app.articles.set_status(known.id, ArticleStatus.NEW)
    if app.journal.find_note(f"{UNSEEN}{known.id}"):
        app.journal.note(f"{UNSEEN}{known.id}", "", now=app.clock())


def take_up_again(app: App, entries: Iterable[Entry], known: Mapping[str, int]) -> None:
    """What was withdrawn before it went out and stands in a list again goes out after all.

    known: the listed addresses that are known.
    """
    listed = {known[entry.url]: entry for entry in entries if entry.url in known}
    for article in app.articles.list_known(status=ArticleStatus.GONE):
        if article.id in listed and _is_there(app, article, listed[article.id]):
            _schedule_again(app, article)


def _is_there(app: App, known: KnownArticle, listed: Entry) -> bool:
    """Whether its page shows it again, while it is still news."""
    try:
        current = read_again(app, known)
    except ArticleGone:
        return False
    except Exception as error:  # noqa: BLE001 - it stays gone until it can be read, whatever the cause
        app.progress(Event.ARTICLE_FAILED, article=known.article.url, problem=str(error))
        return False
    day = listed.published_at or current.published_at or known.first_seen_at
    return app.clock() - day <= app.rules.max_age


def _schedule_again(app: App, known: KnownArticle) -> None:
    """The posts first: after a crash in between the article still counts as gone, and is met again."""
    for post in app.posts.list_posts(article_id=known.id):
        if post.status is PostStatus.SKIPPED and post.reason == GONE:
            values = {"status": PostStatus.SCHEDULED, "due_at": plan_again(app, post, post.account)}
            app.posts.change(post, allowed=[PostStatus.SKIPPED], reason="", **values)
    _note_there(app, known)
    app.progress(Event.ARTICLE, id=known.id, title=known.article.title, status=ArticleStatus.NEW, reason="")


def read_again(app: App, known: KnownArticle) -> Article:
    """A known article as it stands now. Raises NotReachable, PageUnavailable, ArticleGone, NotAnArticle."""
    article = known.article
    listed = Entry(url=article.url, guid=article.guid, title=article.title, summary=article.text)
    current = app.archive.read(listed)
    if is_unrelated(article.title, article.text, (current.title, current.text)):
        raise PageUnavailable(
            say("{url} shows something else than the article now; it is read again later.", url=article.url)
        )
    return current


def is_changed(known: Article, current: Article) -> bool:
    """Whether it says something else."""
    return (current.title, current.text) != (known.title, known.text)


SENT = frozenset({PostStatus.PUBLISHING, PostStatus.PUBLISHED, PostStatus.UNCONFIRMED})
"""Statuses of what is public, or may be: another process may send it at this very moment."""


def take_change(app: App, article_id: int, current: Article) -> None:
    """Compose again what is not public, propose it for what is or may be, then keep the article's new words.

    In this order a crash in between costs nothing: the change is seen again. Raises BotError.
    """
    for post in app.posts.list_posts(article_id=article_id):
        if post.status in UNSENT_STATUSES:
            _renew(app, post, current)
        if app.posts.get_post(post.id).status in SENT:
            propose_correction(app, post, _compose_alike(app, post, current))
    app.articles.replace(article_id, current)


def _wait_or_skip(app: App, post: Post, problem: str) -> None:
    """A server that is being rebuilt answers "not found" for a while as well."""
    name = f"{UNSEEN}{post.article_id}"
    if measure_wait(app, name, GONE, app.clock(), goes_on=lambda shown: shown == GONE) >= GONE_AFTER:
        _skip(app, post)
    else:
        _postpone(app, post, problem)


def measure_wait(
    app: App, name: str, shown: str, now: datetime, *, goes_on: Callable[[str], bool] = lambda _: True
) -> timedelta:
    """How long a page has not shown its article, by the note of a name, which is written anew where none is.

    shown: what it shows instead; goes_on: whether a note tells of the same. A note of a clock that ran ahead
    counts as none.
    """
    note = app.journal.find_note(name)
    if note is None or not goes_on(note.value) or not note.at <= now:
        app.journal.note(name, shown, now=now)
        return timedelta()
    return now - note.at


def _skip(app: App, post: Post) -> None:
    reason = GONE
    app.posts.change(post, allowed=[PostStatus.SCHEDULED], status=PostStatus.SKIPPED, reason=reason)
    app.articles.set_status(post.article_id, ArticleStatus.GONE, reason)
    app.progress(Event.GONE, post=post.id, title=post.article_title)


def _ask_person(app: App, post: Post, reason: str) -> None:
    """A page that stands but holds no article may be a new layout as well as a withdrawn text.

    An earlier yes was given without knowing that; whoever gives one now knows it.
    """
    app.journal.note(f"{QUESTIONED}{post.id}", reason, now=app.clock())
    values = {"status": PostStatus.DRAFT, "approved_by": "", "reason": reason}
    app.posts.change(post, allowed=[PostStatus.SCHEDULED], **values)
    app.progress(Event.ARTICLE_FAILED, article=post.article_url, problem=reason)


def _is_answered(app: App, post: Post) -> bool:
    """Whether a person said yes although the page does not show the article."""
    return bool(post.approved_by and app.journal.find_note(f"{QUESTIONED}{post.id}"))


def _postpone(app: App, post: Post, problem: str) -> None:
    due_at = app.clock() + back_off(1, app.rules.retry, app.random)
    values = {"due_at": due_at, "overdue_since": post.overdue_since or post.due_at, "reason": problem}
    app.posts.change(post, allowed=[PostStatus.SCHEDULED], **values)
    app.progress(Event.ARTICLE_FAILED, article=post.article_url, problem=problem)


def _wait_or_ask(app: App, post: Post, problem: str) -> None:
    """What the page shows instead is never taken for the article; after some hours a person decides."""
    name = f"{UNSEEN}{post.article_id}"
    if measure_wait(app, name, problem, app.clock(), goes_on=bool) >= WAIT_FOR_PAGE:
        _ask_person(app, post, problem)
    else:
        _postpone(app, post, problem)


def _renew(app: App, post: Post, current: Article) -> None:
    """What a person approved or edited asks a person instead."""
    if post.approved_by or post.edited:
        reason = say("the article was changed after a person approved or edited this post")
        asked = UNSENT_STATUSES - {PostStatus.CANCELLED}
        app.posts.change(post, allowed=asked, status=PostStatus.DRAFT, reason=reason)
        return
    composition = _compose_alike(app, post, current)
    if app.posts.recompose(post, composition, ask=_find_question(app, post, composition)):
        settle(app, post)
        app.progress(Event.RECOMPOSED, post=post.id, title=current.title)


def _find_question(app: App, post: Post, composition: Composition) -> str:
    """Why a person should look at the new words although nobody had to at the old ones; empty: no need."""
    now, approval = app.clock(), app.rules.approval
    before, _ = decide_status(post.composition, approval, "", now)
    status, reason = decide_status(composition, approval, "", now)
    return reason if status is PostStatus.DRAFT and (composition.cure or before is not status) else ""


def _compose_alike(app: App, post: Post, current: Article) -> Composition:
    """With the ground that the post's picture has already."""
    styling = post.composition.styling
    return app.composer.compose(current, post.channel, now=app.clock(), styling=styling)


REVISIT_FOR = timedelta(days=7)
"""How long after a post was published its article is still read again."""

REVISIT_EVERY = timedelta(days=1)
"""How often at most, whether it could be read or not: the archive's server is not ours."""

READ = "revisit article "
"""Notes of this name and an article's id remember when it was last read again."""


def revisit(app: App) -> None:
    """Read what is due once more. What cannot be read changes nothing and has its turn again later."""
    for known in list(_list_due(app)):
        app.progress(Event.READING, article=known.article.url)
        try:
            _revisit_article(app, known)
        except (StorageError, SettingsWrong):
            raise
        except BotError as error:
            app.progress(Event.REVISIT_FAILED, article=known.article.url, problem=str(error))
        except Exception as error:  # noqa: BLE001 - one sick article must not hide the others
            app.progress(Event.REVISIT_FAILED, article=known.article.url, problem=repr(error))
        app.journal.note(f"{READ}{known.id}", "", now=app.clock())


def list_revisited(app: App) -> tuple[Post, ...]:
    """Public posts whose articles are read again."""
    return tuple(app.posts.list_published(since=app.clock() - REVISIT_FOR))


def _list_due(app: App) -> Iterator[KnownArticle]:
    """A note from the future means that the clock was set back: it must not silence the article."""
    now, notes = app.clock(), app.journal.list_notes(READ)
    for article_id in dict.fromkeys(post.article_id for post in list_revisited(app)):
        note = notes.get(f"{READ}{article_id}")
        if note and note.at <= now < note.at + REVISIT_EVERY:
            continue
        known = app.articles.find(str(article_id))
        if known and known.article.text:
            yield known


def _revisit_article(app: App, known: KnownArticle) -> None:
    public = [
        post for post in app.posts.list_posts(article_id=known.id) if post.status is PostStatus.PUBLISHED
    ]
    try:
        current = read_again(app, known)
    except ArticleGone:
        for post in public:
            propose_withdrawal(app, post)
        return
    for post in public:
        take_back_withdrawal(app, post)
    if is_changed(known.article, current):
        take_change(app, known.id, current)


PROPOSED = "revisit post "
"""Notes of this name and a post's id hold what is proposed for it: kind, line feed, caption."""

KEPT = " kept"
"""Follows the kind when a person decided to leave the post as it is."""


class Since(StrEnum):
    """What happened to an article since its post was published."""

    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """caption: of a corrected article, as it would be composed now; noticed_at: aware UTC.

    is_kept: a person decided to leave the post as it is.
    """

    since: Since
    caption: str
    noticed_at: datetime
    is_kept: bool = False


def list_proposals(app: App) -> Iterator[tuple[Post, Proposal]]:
    """What is proposed for public posts and not yet settled; they are read only when there is something."""
    noted = {name for name, note in app.journal.list_notes(PROPOSED).items() if note.value}
    for post in list_revisited(app) if noted else ():
        if f"{PROPOSED}{post.id}" in noted and (proposal := find_proposal(app, post)):
            yield post, proposal


def find_proposal(app: App, post: Post) -> Proposal | None:
    """What is proposed for a public post and not yet settled, or None."""
    noted = _find_noted(app, post) if post.status is PostStatus.PUBLISHED else None
    return None if noted is None or noted.is_kept else noted


def is_outdated(app: App, post: Post) -> bool:
    """Whether its article was corrected while nobody knew if the post is public."""
    noted = _find_noted(app, post)
    return noted is not None and noted.since is Since.CORRECTED


def propose_correction(app: App, post: Post, composed: Composition) -> None:
    """The article has other words now; nothing is proposed while text and picture would be the same."""
    public = post.composition
    if (composed.caption, composed.image_sha256) == (public.caption, public.image_sha256):
        settle(app, post)
    else:
        _propose(app, post, Since.CORRECTED, composed.caption)


def propose_withdrawal(app: App, post: Post) -> None:
    """The article is gone."""
    _propose(app, post, Since.WITHDRAWN, "")


def take_back_withdrawal(app: App, post: Post) -> None:
    """The article stands again."""
    noted = _find_noted(app, post)
    if noted and noted.since is Since.WITHDRAWN:
        settle(app, post)


def keep(app: App, post: Post, proposal: Proposal) -> None:
    """The post stays as it is; the same is not proposed again."""
    app.journal.note(f"{PROPOSED}{post.id}", f"{proposal.since}{KEPT}\n{proposal.caption}", now=app.clock())


def settle(app: App, post: Post) -> None:
    """Nothing is proposed any more."""
    if _find_noted(app, post):
        app.journal.note(f"{PROPOSED}{post.id}", "", now=app.clock())


def explain(post: Post, proposal: Proposal) -> str:
    """The proposal in two sentences, with the commands to type."""
    leave = say("`bot edit {id} --keep` leaves it as it is.", id=post.id)
    return f"{_explain_change(post, proposal)} {leave}"


def _explain_change(post: Post, proposal: Proposal) -> str:
    if post.is_by_hand:
        return say(
            "The article was corrected or withdrawn since. The post was made by hand: "
            "change or delete it there."
        )
    if proposal.since is Since.WITHDRAWN:
        return say(
            "The article was withdrawn since; `bot withdraw {id}` deletes the public post.", id=post.id
        )
    if proposal.caption == post.composition.caption:
        return say(
            "The article was corrected since. The text would stay the same, but the picture would not; "
            "look at it. `bot withdraw {id}` deletes the public post.",
            id=post.id,
        )
    return say(
        "The article was corrected since; `bot edit {id} --publish` changes the public text.", id=post.id
    )


def _find_noted(app: App, post: Post) -> Proposal | None:
    """What was proposed last, kept or not."""
    note = app.journal.find_note(f"{PROPOSED}{post.id}")
    if note is None or not note.value:
        return None
    since, _, caption = note.value.partition("\n")
    return Proposal(
        since=Since(since.removesuffix(KEPT)),
        caption=caption,
        noticed_at=note.at,
        is_kept=since.endswith(KEPT),
    )


def _propose(app: App, post: Post, since: Since, caption: str) -> None:
    """Written only when it is another proposal: its time tells one occurrence from the next."""
    known = _find_noted(app, post)
    if known and (known.since, known.caption) == (since, caption):
        return
    app.journal.note(f"{PROPOSED}{post.id}", f"{since}\n{caption}", now=app.clock())
    if proposal := find_proposal(app, post):
        problem = f"{post.article_title}: {explain(post, proposal)}"
        app.progress(Event.REVISITED, post=post.id, problem=problem)
