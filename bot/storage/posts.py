"""Posts: reading them, adding them, and what people change about them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    Text,
    and_,
    case,
    cast,
    exists,
    func,
    insert,
    select,
    update,
)

from bot.domain.article import ArticleStatus, Event, Fact, FactKind
from bot.domain.errors import UsageWrong
from bot.domain.post import (
    BY_HAND,
    OPEN_STATUSES,
    UNSENT_STATUSES,
    Channel,
    Composition,
    NewPost,
    Post,
    PostError,
    PostStatus,
    Styling,
)
from bot.domain.state import REMEMBERED_FOR, RESTORED
from bot.i18n import say
from bot.storage.database import Database, Duplicate
from bot.storage.schema import LARGEST_ID, articles, notes, posts

COLUMNS = (posts, articles.c.url.label("article_url"), articles.c.title.label("article_title"))


class Posts:
    """Reads and writes posts. Every method may raise StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get_post(self, post_id: int) -> Post:
        """One post. Raises UsageWrong when there is none with this id."""
        found = next(iter(self._list(_query().where(posts.c.id == min(post_id, LARGEST_ID)))), None)
        if found is None:
            raise UsageWrong(self._suggest(post_id))
        return found

    def _suggest(self, post_id: int) -> str:
        """What to say about an id that does not exist: the nearest one that does."""
        distance = func.abs(posts.c.id - min(post_id, LARGEST_ID))
        with self._database.read() as connection:
            near = connection.execute(select(posts.c.id).order_by(distance).limit(1)).scalar()
        hint = say("Did you mean {option}?", option=near) + " " if near else ""
        return say("There is no post {id}.", id=post_id) + f" {hint}" + say("`bot posts` lists them.")

    def list_posts(
        self,
        *,
        status: PostStatus | None = None,
        channel: Channel | None = None,
        article_id: int | None = None,
        limit: int | None = None,
    ) -> tuple[Post, ...]:
        """Posts, last made first."""
        query = _query().order_by(posts.c.id.desc()).limit(limit)
        for column, value in (
            (posts.c.status, status),
            (posts.c.channel, channel),
            (posts.c.article_id, article_id),
        ):
            query = query if value is None else query.where(column == value)
        return self._list(query)

    def list_due(self, account: str, now: datetime) -> tuple[Post, ...]:
        """Scheduled posts of an account whose time has come, longest due first."""
        query = _query().where(
            posts.c.account == account, posts.c.status == PostStatus.SCHEDULED, posts.c.due_at <= now
        )
        return self._list(query.order_by(posts.c.due_at, posts.c.id))

    def list_with(self, status: PostStatus, *, due_since: datetime | None = None) -> tuple[Post, ...]:
        """Posts of one status, longest due first."""
        query = _query().where(posts.c.status == status).order_by(posts.c.due_at, posts.c.id)
        return self._list(query if due_since is None else query.where(posts.c.due_at >= due_since))

    def list_overdue(self, *, since: datetime) -> tuple[Post, ...]:
        """Scheduled posts that should have gone out before `since`, however often they were put off."""
        due = func.coalesce(posts.c.overdue_since, posts.c.due_at, type_=posts.c.due_at.type)
        query = _query().where(posts.c.status == PostStatus.SCHEDULED, due < since)
        return self._list(query.order_by(due, posts.c.id))

    def list_claims(self, post: Post, *, since: datetime, until: datetime | None = None) -> frozenset[str]:
        """Remote ids and permalinks of the channel's other posts that were published since.

        Whatever the account was called: the way to publish may have been changed. until: only what the bot
        itself published by then on its own account.
        """
        query = select(posts.c.remote_id, posts.c.permalink).where(
            posts.c.status.in_(list(PostStatus)),  # all of them: by the index, which has the status first
            posts.c.published_at >= since,
            posts.c.channel == post.channel,
            posts.c.id != post.id,
        )
        if until is not None:
            is_there = (posts.c.published_at <= until) & (posts.c.status == PostStatus.PUBLISHED)
            is_ours = (posts.c.account == post.account) & (posts.c.remote_id != BY_HAND)
            query = query.where(is_ours, is_there)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return frozenset(name for row in rows for name in row) - {"", BY_HAND}

    def list_published(self, *, since: datetime, with_error: bool = False) -> tuple[Post, ...]:
        """Public posts that were published since, first published first; with_error: only those with one."""
        query = _query().where(posts.c.status == PostStatus.PUBLISHED, posts.c.published_at >= since)
        query = query.where(cast(posts.c.error, Text) != "null") if with_error else query
        return self._list(query.order_by(posts.c.published_at, posts.c.id))

    def list_taken(self, account: str, since: datetime) -> tuple[datetime, ...]:
        """Instants that count for gap and daily maximum: published, sent, running and scheduled posts."""
        instant = func.coalesce(
            posts.c.published_at, posts.c.sent_at, posts.c.due_at, type_=posts.c.due_at.type
        )
        occupying = ("published", "unconfirmed", "publishing", "scheduled", "draft")
        query = select(instant.label("at")).where(
            posts.c.account == account, posts.c.status.in_(occupying), instant >= since
        )
        with self._database.read() as connection:
            return tuple(row.at for row in connection.execute(query.order_by("at")))

    def list_sent(self, account: str, since: datetime) -> tuple[datetime, ...]:
        """Instants at which something went out, or may have."""
        instant = func.coalesce(posts.c.published_at, posts.c.sent_at, type_=posts.c.due_at.type)
        query = select(instant.label("at")).where(
            posts.c.account == account,
            posts.c.status.in_(("published", "unconfirmed")),
            instant >= since,
        )
        with self._database.read() as connection:
            return tuple(row.at for row in connection.execute(query.order_by("at")))

    def list_tones(self, limit: int) -> tuple[str, ...]:
        """The grounds of the pictures made last, one for each article, newest first."""
        latest = select(func.max(posts.c.id)).where(posts.c.status.not_in(("cancelled", "skipped")))
        query = select(posts.c.styling).where(posts.c.id.in_(latest.group_by(posts.c.article_id)))
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(posts.c.id.desc()).limit(limit))
            return tuple(row.styling.get("tone", "") for row in rows)

    def list_sober(self, since: datetime) -> tuple[datetime, ...]:
        """Instants at which a sober post of any account went out, or may have."""
        instant = func.coalesce(posts.c.published_at, posts.c.sent_at, type_=posts.c.due_at.type)
        query = select(instant.label("at")).where(
            posts.c.sober,
            posts.c.status.in_(("published", "unconfirmed", "publishing")),
            instant >= since,
        )
        with self._database.read() as connection:
            return tuple(row.at for row in connection.execute(query.order_by("at")))

    def count_by_status(self) -> Mapping[tuple[Channel, PostStatus], int]:
        """How many posts of each channel have each status."""
        query = select(posts.c.channel, posts.c.status, func.count().label("total"))
        with self._database.read() as connection:
            rows = connection.execute(query.group_by(posts.c.status, posts.c.channel)).all()
        return {(Channel(row.channel), PostStatus(row.status)): int(row.total) for row in rows}

    def find_next_due(self) -> Mapping[Channel, datetime]:
        """The earliest due time of the scheduled posts of each channel that has some."""
        query = select(posts.c.channel, func.min(posts.c.due_at).label("due_at"))
        query = query.where(posts.c.status == PostStatus.SCHEDULED).group_by(posts.c.channel)
        with self._database.read() as connection:
            return {Channel(row.channel): row.due_at for row in connection.execute(query)}

    def add_all(self, article_id: int, new: Sequence[NewPost], *, now: datetime) -> tuple[int, ...]:
        """Add an article's posts in one transaction; nothing when another worker added them first."""
        try:
            with self._database.write() as connection:
                made = {
                    "article_id": article_id,
                    "created_at": now,
                    "doubted_since": find_doubt(connection, now),
                }
                return tuple(_insert(connection, {**_to_row(post), **made}) for post in new)
        except Duplicate:
            return ()

    def change(self, post: Post, *, allowed: Iterable[PostStatus], **values: object) -> bool:
        """Change columns of a post that still is what was read, if its status is allowed; else False.

        What a person decided meanwhile is never overwritten: no other time, text or picture. With another
        time or status a post is not overdue any more, unless it says so.
        """
        if values.keys() & {"status", "due_at"}:
            values = {"overdue_since": None, **values}
        as_read = (
            posts.c.status == post.status,
            posts.c.due_at == post.due_at,
            posts.c.caption == post.composition.caption,
            posts.c.alt_text == post.composition.alt_text,
            posts.c.image_sha256 == post.composition.image_sha256,
            posts.c.edited == post.edited,
            posts.c.approved_by == post.approved_by,
        )
        query = update(posts).where(posts.c.id == post.id, posts.c.status.in_(tuple(allowed)), *as_read)
        with self._database.write() as connection:
            changed = bool(connection.execute(query.values(values)).rowcount)
            if changed and "status" in values:
                settle_article(connection, post.article_id)
            return changed

    def recompose(self, post: Post, composition: Composition, *, ask: str = "") -> bool:
        """Replace caption and image of a post that may still go out; False when it was changed meanwhile.

        ask: why a person must say yes to it from now on; empty: as before.
        """
        row = _composition_row(composition)
        if ask and post.status is not PostStatus.CANCELLED:
            row |= {"status": PostStatus.DRAFT, "reason": ask}
        return self.change(post, allowed=UNSENT_STATUSES, **row)

    def _list(self, query: Select[Any]) -> tuple[Post, ...]:
        with self._database.read() as connection:
            return tuple(from_row(row) for row in connection.execute(query))


def _insert(connection: Connection, row: Mapping[str, object]) -> int:
    return int(connection.execute(insert(posts).values(dict(row)).returning(posts.c.id)).scalar_one())


def _query() -> Select[Any]:
    return select(*COLUMNS).join(articles, articles.c.id == posts.c.article_id)


def _composition_row(composition: Composition) -> dict[str, object]:
    return {
        "channel": composition.channel,
        "teaser": composition.teaser,
        "caption": composition.caption,
        "link": composition.link,
        "hashtags": list(composition.hashtags),
        "image": composition.image,
        "image_sha256": composition.image_sha256,
        "width": composition.width,
        "height": composition.height,
        "alt_text": composition.alt_text,
        "warnings": list(composition.warnings),
        "sober": composition.sober,
        "cheerful": composition.cheerful,
        "not_after": composition.not_after,
        "unsure": composition.unsure,
        "layout": composition.layout,
        "event": composition.event and _event_row(composition.event),
        "facts": [dict(fact.to_record()) for fact in composition.facts],
        "styling": asdict(composition.styling),
        "cure": composition.cure,
    }


def _event_row(event: Event) -> dict[str, object]:
    return {
        "first": event.first.isoformat(),
        "last": event.last.isoformat(),
        "days": [day.isoformat() for day in event.days],
        "starts_at": event.starts_at and event.starts_at.isoformat(),
        "ends_at": event.ends_at and event.ends_at.isoformat(),
        "text": event.text,
        "place": event.place,
        "is_main": event.is_main,
    }


def _event(stored: Mapping[str, Any]) -> Event:
    starts, ends = stored["starts_at"], stored["ends_at"]
    return Event(
        first=date.fromisoformat(stored["first"]),
        last=date.fromisoformat(stored["last"]),
        days=tuple(map(date.fromisoformat, stored["days"])),
        starts_at=datetime.fromisoformat(starts) if starts else None,
        ends_at=datetime.fromisoformat(ends) if ends else None,
        text=stored["text"],
        place=stored["place"],
        is_main=stored["is_main"],
    )


def _to_row(post: NewPost) -> dict[str, object]:
    return {
        **_composition_row(post.composition),
        "account": post.account,
        "status": post.status,
        "due_at": post.due_at,
        "reason": post.reason,
        "handles": {},
    }


def from_row(row: Row[Any]) -> Post:
    """A post from a row of COLUMNS."""
    return Post(
        id=row.id,
        article_id=row.article_id,
        article_url=row.article_url,
        article_title=row.article_title,
        account=row.account,
        status=PostStatus(row.status),
        due_at=row.due_at,
        overdue_since=row.overdue_since,
        composition=_composition(row),
        attempts=row.attempts,
        handles=row.handles,
        sent_at=row.sent_at,
        lands_until=row.lands_until,
        not_found_at=row.not_found_at,
        doubted_since=row.doubted_since,
        remote_id=row.remote_id,
        permalink=row.permalink,
        error=PostError(**row.error) if row.error else None,
        reason=row.reason,
        approved_by=row.approved_by,
        edited=row.edited,
        pinned=row.pinned,
        forgiven=row.forgiven,
        lease_owner=row.lease_owner,
        lease_until=row.lease_until,
        created_at=row.created_at,
        published_at=row.published_at,
    )


def _composition(row: Row[Any]) -> Composition:
    return Composition(
        channel=Channel(row.channel),
        teaser=row.teaser,
        caption=row.caption,
        link=row.link,
        hashtags=tuple(row.hashtags),
        image=row.image,
        image_sha256=row.image_sha256,
        width=row.width,
        height=row.height,
        alt_text=row.alt_text,
        warnings=tuple(row.warnings),
        sober=row.sober,
        cheerful=row.cheerful,
        not_after=row.not_after,
        unsure=row.unsure,
        layout=row.layout,
        event=_event(row.event) if row.event else None,
        facts=tuple(Fact(kind=FactKind(fact["kind"]), text=fact["text"]) for fact in row.facts),
        styling=Styling(**row.styling),
        cure=row.cure,
    )


def settle_article(connection: Connection, article_id: int) -> None:
    """`posted` when at least one of its posts is published and none is open, else `new`.

    On PostgreSQL the article's row is waited for first: only what begins then sees the posts as another
    worker left them who settles the same article.
    """
    row = select(articles.c.id).where(articles.c.id == article_id)
    connection.execute(row.with_for_update(key_share=True))
    of_article = posts.c.article_id == article_id
    published = exists().where(of_article, posts.c.status == PostStatus.PUBLISHED)
    is_open = exists().where(of_article, posts.c.status.in_(sorted(OPEN_STATUSES)))
    status = case((and_(published, ~is_open), ArticleStatus.POSTED), else_=ArticleStatus.NEW)
    unsettled = (ArticleStatus.NEW, ArticleStatus.POSTED)
    query = update(articles).where(articles.c.id == article_id, articles.c.status.in_(unsettled))
    connection.execute(query.values(status=status))


def find_doubt(connection: Connection, now: datetime) -> datetime | None:
    """Since when a post made now may be public already, so that it is looked for before it is sent; None when
    the database was not restored lately."""
    note = connection.execute(select(notes).where(notes.c.name == RESTORED)).one_or_none()
    if note is None or now > note.at + REMEMBERED_FOR:
        return None
    return datetime.fromisoformat(note.value)
