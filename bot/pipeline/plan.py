"""Make the posts of new articles: one per channel, all of an article or none."""

from datetime import UTC, datetime, timedelta

from bot.domain import schedule
from bot.domain.article import Article, ArticleStatus, KnownArticle
from bot.domain.errors import BotError, SettingsWrong, StorageError, TookTooLong
from bot.domain.post import Composition, NewPost, Post, PostStatus
from bot.domain.schedule import Approval, find_slot
from bot.domain.times import format_day
from bot.events import Event
from bot.i18n import say
from bot.pipeline.context import App

SET_ASIDE = "set aside "
"""Notes of this name and an article's address say why it was set aside."""
ASIDE_FOR = timedelta(hours=1)
"""How long: then it is tried once more, for a template may have been put right."""
SLOT_MEMORY = timedelta(days=2)
"""How far back earlier posts matter for gap and daily maximum."""
GRID = 6
"""How many earlier pictures stand around a new one in a profile's grid."""


def compose_new(app: App) -> int:
    """Compose every new article that has no posts yet; how many posts were made.

    An article that cannot be composed now stays new and is tried again with the next pass.
    """
    if not app.publishers:
        return 0
    unposted = (known for known in app.articles.list_unposted() if not is_set_aside(app, known.article.url))
    return sum(_compose_article(app, known) for known in unposted)


def _compose_article(app: App, known: KnownArticle) -> int:
    app.progress(Event.COMPOSING, article=known.article.title)
    try:
        compositions = compose_all(app, known.article)
    except (StorageError, SettingsWrong):
        raise
    except BotError as error:
        if isinstance(error, TookTooLong):
            set_aside(app, known.article.url, str(error))
        app.progress(Event.COMPOSE_FAILED, article=known.article.url, problem=str(error))
        return 0
    except Exception as error:  # noqa: BLE001 - a defect met at one article must not hold the others back
        app.progress(Event.COMPOSE_FAILED, article=known.article.url, problem=repr(error))
        return 0
    posts = [plan_post(app, known, composition, app.clock()) for composition in compositions]
    made = app.posts.add_all(known.id, posts, now=app.clock())
    take_back(app, known.article.url)
    if made and all(post.status is PostStatus.SKIPPED for post in posts):
        reasons = dict.fromkeys(post.reason for post in posts)
        app.articles.set_status(known.id, ArticleStatus.SKIPPED, " ".join(reasons))
    return len(made)


def set_aside(app: App, url: str, reason: str) -> None:
    """Leave an article alone for a while that led reading or composing astray."""
    app.journal.note(f"{SET_ASIDE}{url}", reason, now=app.clock())


def take_back(app: App, url: str) -> None:
    """It can be read and composed after all."""
    if app.journal.find_note(f"{SET_ASIDE}{url}"):
        app.journal.forget(f"{SET_ASIDE}{url}")


def is_set_aside(app: App, url: str) -> bool:
    """Whether an article is left alone now; a note from the future means that the clock was set back."""
    note = app.journal.find_note(f"{SET_ASIDE}{url}")
    return note is not None and note.at <= app.clock() < note.at + ASIDE_FOR


def compose_all(app: App, article: Article) -> tuple[Composition, ...]:
    """The article's composition for each channel that is switched on."""
    recent = app.posts.list_tones(GRID)
    return tuple(
        app.composer.compose(article, channel, now=app.clock(), recent=recent) for channel in app.publishers
    )


def cure_drafts(app: App) -> int:
    """Draw again what could not say its title, such as before a font was installed; how many can now."""
    waiting = [post for post in app.posts.list_with(PostStatus.DRAFT) if post.composition.cure]
    return sum(_cure(app, post) for post in waiting if not post.edited)


def _cure(app: App, post: Post) -> bool:
    known = app.articles.find(str(post.article_id))
    if known is None:
        return False
    styling = post.composition.styling
    try:
        composition = app.composer.compose(known.article, post.channel, now=app.clock(), styling=styling)
    except (StorageError, SettingsWrong):
        raise
    except Exception:  # noqa: BLE001 - a defect met at one article must not hold the others back
        return False
    if composition.cure or not app.posts.recompose(post, composition):
        return False
    status, reason = decide_status(composition, app.rules.approval, known.doubt, app.clock())
    app.posts.change(app.posts.get_post(post.id), allowed=[PostStatus.DRAFT], status=status, reason=reason)
    app.progress(Event.RECOMPOSED, post=post.id, title=post.article_title)
    return True


def plan_post(app: App, known: KnownArticle, composition: Composition, now: datetime) -> NewPost:
    """Status and slot of a new post."""
    publisher = app.publishers[composition.channel]
    status, reason = decide_status(composition, app.rules.approval, known.doubt, now)
    earliest = max(now, known.first_seen_at + app.rules.hold)
    due_at = plan_slot(app, composition, publisher.account, earliest)
    return NewPost(
        composition=composition, account=publisher.account, status=status, due_at=due_at, reason=reason
    )


def decide_status(
    composition: Composition, approval: Approval, doubt: str, now: datetime
) -> tuple[PostStatus, str]:
    """Whether a new post is scheduled, waits for a person, or is pointless; with the reason."""
    if over := explain_over(composition, now):
        return PostStatus.SKIPPED, over
    if doubt or composition.cure:
        return PostStatus.DRAFT, doubt or composition.cure
    if approval is Approval.MANUAL:
        return PostStatus.DRAFT, say("every post waits for approval here")
    if approval is Approval.SENSITIVE and composition.sober:
        return PostStatus.DRAFT, say("a sober topic waits for a person")
    if approval is Approval.SENSITIVE and composition.unsure:
        doubt = composition.warnings[0] if composition.warnings else ""
        return PostStatus.DRAFT, say("the rules are not sure, so a person should look: {doubt}", doubt=doubt)
    return PostStatus.SCHEDULED, ""


def explain_over(composition: Composition, now: datetime) -> str:
    """Why a post would come too late; empty while it would not."""
    if composition.not_after is None or composition.not_after >= now:
        return ""
    return say("the event is over since {day}", day=format_day(composition.not_after, UTC))


def plan_again(app: App, post: Post, account: str) -> datetime:
    """The earliest allowed instant from now on for a post of ours. Raises SettingsWrong when none."""
    holds_slot = post.status in {PostStatus.DRAFT, PostStatus.SCHEDULED} and post.account == account
    return plan_slot(app, post.composition, account, app.clock(), own=post.due_at if holds_slot else None)


def plan_slot(
    app: App, composition: Composition, account: str, earliest: datetime, *, own: datetime | None = None
) -> datetime:
    """The earliest allowed instant for a post of an account. Raises SettingsWrong when none.

    own: the slot that it holds already, which does not stand in its way.
    """
    taken = list(app.posts.list_taken(account, earliest - SLOT_MEMORY))
    if own in taken:
        taken.remove(own)
    slot = find_slot(find_quiet_end(app, composition, earliest) or earliest, app.rules.timing, taken)
    if slot is None:
        sentence = say("BOT_POSTING_WINDOWS and BOT_HOLIDAYS leave no time to post in the next year")
        raise SettingsWrong(sentence)
    return slot


def find_quiet_end(app: App, composition: Composition, instant: datetime) -> datetime | None:
    """Until when a cheerful post holds back, because a sober one of this instance went out; else None."""
    if not composition.cheerful:
        return None
    return schedule.find_quiet_end(instant, app.posts.list_sober(instant - schedule.QUIET_PERIOD))
