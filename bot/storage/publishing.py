"""The publishing protocol's short transactions: claim, keep handles, fence, record, reconcile.

Every method is one transaction and a compare-and-set: it changes a row only if that row is still what the
caller believes, and says whether it did. Each change writes its step to the append-only attempts.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.domain.article import ArticleStatus
from bot.domain.post import Attempt, Post, PostError, PostStatus, Receipt, Step
from bot.storage.database import Database
from bot.storage.posts import COLUMNS, from_row
from bot.storage.schema import articles, attempts, posts

_NO_LEASE: Mapping[str, Any] = {"lease_owner": "", "lease_until": None}


class Publishing:
    """One worker's view of the protocol; worker names it in leases and attempts.

    Every method may raise StorageError.
    """

    def __init__(self, database: Database, worker: str) -> None:
        self._database = database
        self.worker = worker

    def claim(self, post: Post, *, now: datetime, until: datetime) -> Post | None:
        """Take a scheduled post under a lease; None when another was quicker or its account is busy."""
        changes = {
            "status": PostStatus.PUBLISHING,
            "attempts": posts.c.attempts + 1,
            "lease_owner": self.worker,
            "lease_until": until,
        }
        expected = (posts.c.status == PostStatus.SCHEDULED) & (posts.c.due_at == post.due_at)
        try:
            with self._database.write() as connection:
                if not self._change(connection, post.id, expected, changes):
                    return None
                return self._log(connection, post.id, Step.CLAIMED, now)
        except IntegrityError:
            return None

    def release(self, post: Post, *, due_at: datetime) -> bool:
        """Give a claimed post back untried, as if it had not been claimed."""
        changes = {
            **_NO_LEASE,
            "status": PostStatus.SCHEDULED,
            "due_at": due_at,
            "attempts": posts.c.attempts - 1,
        }
        with self._database.write() as connection:
            return self._change(connection, post.id, self._mine() & posts.c.sent_at.is_(None), changes)

    def keep(self, post_id: int, name: str, value: str) -> None:
        """Store one handle of a repeatable step before the next step is begun."""
        with self._database.write() as connection:
            handles = connection.execute(select(posts.c.handles).where(posts.c.id == post_id)).scalar_one()
            connection.execute(
                update(posts).where(posts.c.id == post_id).values(handles={**handles, name: value})
            )

    def fence(self, post: Post, *, now: datetime, until: datetime) -> bool:
        """Write `sending` before the visible call; False when the lease is not ours any more: hands off."""
        changes = {"sent_at": now, "lease_until": until, "not_found_at": None}
        with self._database.write() as connection:
            fenced = self._change(connection, post.id, self._mine() & posts.c.sent_at.is_(None), changes)
            if fenced:
                self._log(connection, post.id, Step.SENDING, now)
            return fenced

    def record_receipt(self, post: Post, receipt: Receipt, *, step: Step, now: datetime) -> None:
        """Store the platform's proof. A receipt is believed in every status: it is public."""
        changes = {
            **_NO_LEASE,
            "status": PostStatus.PUBLISHED,
            "remote_id": receipt.remote_id,
            "permalink": receipt.permalink,
            "published_at": receipt.published_at or now,
            "error": None,
        }
        with self._database.write() as connection:
            self._change(connection, post.id, posts.c.id == post.id, changes)
            mark = update(articles).where(
                articles.c.id == post.article_id, articles.c.status == ArticleStatus.NEW
            )
            connection.execute(mark.values(status=ArticleStatus.POSTED))
            self._log(connection, post.id, step, now, receipt.permalink)

    def record_error(
        self, post: Post, error: PostError, *, status: PostStatus, due_at: datetime, step: Step, now: datetime
    ) -> bool:
        """Store why an attempt ended without a receipt; False when the lease is not ours any more."""
        changes: dict[str, Any] = {
            **_NO_LEASE,
            "status": status,
            "due_at": due_at,
            "error": _error_row(error),
        }
        if status is not PostStatus.UNCONFIRMED:
            changes["sent_at"] = None
        with self._database.write() as connection:
            recorded = self._change(connection, post.id, self._mine(), changes)
            if recorded:
                self._log(connection, post.id, step, now, f"{error.code} {error.message}".strip())
            return recorded

    def recover(self, post: Post, *, now: datetime) -> bool:
        """End the lease of a dead worker: not fenced may be repeated, fenced becomes `unconfirmed`."""
        fenced = post.sent_at is not None
        status = PostStatus.UNCONFIRMED if fenced else PostStatus.SCHEDULED
        expected = (
            (posts.c.status == PostStatus.PUBLISHING)
            & (posts.c.lease_owner == post.lease_owner)
            & (posts.c.lease_until == post.lease_until)
            & (posts.c.sent_at.is_not(None) if fenced else posts.c.sent_at.is_(None))
        )
        with self._database.write() as connection:
            recovered = self._change(connection, post.id, expected, {**_NO_LEASE, "status": status})
            if recovered:
                self._log(connection, post.id, Step.ABANDONED, now, post.lease_owner)
            return recovered

    def record_not_found(self, post: Post, *, now: datetime) -> bool:
        """First look that found nothing; the second decides."""
        with self._database.write() as connection:
            recorded = self._change(connection, post.id, _unconfirmed(post), {"not_found_at": now})
            if recorded:
                self._log(connection, post.id, Step.NOT_FOUND, now)
            return recorded

    def record_absent(self, post: Post, *, status: PostStatus, due_at: datetime, now: datetime) -> bool:
        """Both looks found nothing: certainly not public, may be sent again (or `failed`)."""
        changes = {"status": status, "due_at": due_at, "sent_at": None, "not_found_at": None}
        with self._database.write() as connection:
            recorded = self._change(connection, post.id, _unconfirmed(post), changes)
            if recorded:
                self._log(connection, post.id, Step.NOT_FOUND, now, "both looks found nothing")
            return recorded

    def record_unreadable(self, post: Post, error: PostError, *, now: datetime) -> bool:
        """The platform cannot be read; the post stays `unconfirmed`. Logged only when the reason changes."""
        with self._database.write() as connection:
            changed = self._change(connection, post.id, _unconfirmed(post), {"error": _error_row(error)})
            if changed and post.error != error:
                self._log(connection, post.id, Step.UNREADABLE, now, f"{error.code} {error.message}".strip())
            return changed

    def list_attempts(self, post_id: int) -> tuple[Attempt, ...]:
        """Every step of every try of a post, in order."""
        query = select(attempts).where(attempts.c.post_id == post_id).order_by(attempts.c.id)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return tuple(
            Attempt(
                post_id=row.post_id,
                number=row.number,
                step=Step(row.step),
                at=row.at,
                worker=row.worker,
                detail=row.detail,
            )
            for row in rows
        )

    def _mine(self) -> ColumnElement[bool]:
        return (posts.c.status == PostStatus.PUBLISHING) & (posts.c.lease_owner == self.worker)

    @staticmethod
    def _change(
        connection: Connection, post_id: int, expected: ColumnElement[bool], changes: Mapping[str, Any]
    ) -> bool:
        query = update(posts).where(posts.c.id == post_id, expected).values(dict(changes))
        return connection.execute(query).rowcount == 1

    def _log(self, connection: Connection, post_id: int, step: Step, now: datetime, detail: str = "") -> Post:
        query = (
            select(*COLUMNS).join(articles, articles.c.id == posts.c.article_id).where(posts.c.id == post_id)
        )
        post = from_row(connection.execute(query).one())
        values = {"post_id": post_id, "number": max(post.attempts, 1), "step": step, "at": now}
        connection.execute(insert(attempts).values(**values, worker=self.worker, detail=detail))
        return post


def _unconfirmed(post: Post) -> ColumnElement[bool]:
    return (posts.c.status == PostStatus.UNCONFIRMED) & (posts.c.sent_at == post.sent_at)


def _error_row(error: PostError) -> dict[str, str]:
    return {"kind": error.kind, "code": error.code, "message": error.message, "advice": error.advice}
