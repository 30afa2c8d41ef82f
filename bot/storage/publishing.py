"""The publishing protocol's short transactions: claim, keep handles, fence, record, reconcile.

Every method is one transaction and a compare-and-set: it changes a row only if that row is still what the
caller believes, and says whether it did. Each change writes its step to the append-only attempts. Below it
the log of sendings, a file beside the database.
"""

import contextlib
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, func, insert, null, or_, select, true, update

from bot.domain.post import BY_HAND, Attempt, Ending, Post, PostError, PostStatus, Receipt, Step, Tries
from bot.domain.state import EVERYTHING
from bot.files import sync_folder, write_whole
from bot.storage.database import Database, Duplicate
from bot.storage.posts import COLUMNS, from_row, settle_article
from bot.storage.schema import articles, attempts, posts, stops

_NO_LEASE: Mapping[str, Any] = {"lease_owner": "", "lease_until": None}
_NOTHING_OPEN: Mapping[str, Any] = {"sent_at": None, "lands_until": None, "not_found_at": None}


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
            "reason": "",
        }
        expected = (posts.c.status == PostStatus.SCHEDULED) & (posts.c.due_at == post.due_at)
        try:
            with self._database.write() as connection:
                waiting = select(posts.c.id).where(posts.c.id == post.id, expected)
                if connection.execute(waiting.with_for_update(skip_locked=True)).first() is None:
                    return None
                self._change(connection, post.id, expected, changes)
                return self._log(connection, post.id, Step.CLAIMED, now)
        except Duplicate:
            return None

    def release(self, post: Post, *, due_at: datetime, now: datetime, reason: str = "") -> bool:
        """Give a claimed post back untried; the attempt does not count. reason: why it waits, for people."""
        changes = {
            **_NO_LEASE,
            "status": PostStatus.SCHEDULED,
            "due_at": due_at,
            "reason": reason,
            "forgiven": posts.c.forgiven + 1,
            **({} if due_at == post.due_at else {"overdue_since": None}),
        }
        with self._database.write() as connection:
            released = self._change(connection, post.id, self._mine_unsent(), changes)
            if released:
                self._log(connection, post.id, Step.RELEASED, now)
            return released

    def keep(self, post: Post, name: str, value: str) -> bool:
        """Store one handle of a repeatable step before the next step is begun.

        False when the lease is not ours any more: another worker's handles must not be overwritten.
        """
        with self._database.write() as connection:
            mine = select(posts.c.handles).where(posts.c.id == post.id, self._mine_unsent())
            handles = connection.execute(mine).scalar_one_or_none()
            if handles is None:
                return False
            changes = {"handles": {**handles, name: value}}
            return self._change(connection, post.id, self._mine_unsent(), changes)

    def fence(self, post: Post, *, now: datetime, until: datetime) -> bool:
        """Write `sending` before the visible call.

        False when the lease is not ours any more, or a stop came into force meanwhile: hands off. Both are
        decided in this transaction, so no post passes here once `bot pause` has returned; what passed
        before is sent.
        """
        changes = {**_NOTHING_OPEN, "sent_at": now, "lease_until": until}
        stopped = exists().where(
            stops.c.scope.in_((str(post.channel), EVERYTHING)),
            or_(stops.c.until.is_(None), stops.c.until > now),
        )
        with self._database.write() as connection:
            fenced = self._change(connection, post.id, self._mine_unsent() & ~stopped, changes)
            if fenced:
                self._log(connection, post.id, Step.PREPARED, now)
                self._log(connection, post.id, Step.SENDING, now)
            return fenced

    def record_receipt(self, post: Post, receipt: Receipt, *, step: Step, now: datetime) -> bool:
        """Store the platform's proof. It is believed in every status: the post is public.

        False when it proves another post of the account, or this one is proven by another receipt already,
        or is unknown to a database that was put back meanwhile: one public post never stands for two of
        ours. What a person marks is not asked for that, but is too late once the platform itself gave
        proof, which also takes the place of such a mark.
        """
        changes = {
            **_NO_LEASE,
            **_NOTHING_OPEN,
            "status": PostStatus.PUBLISHED,
            "remote_id": receipt.remote_id,
            "permalink": receipt.permalink,
            "published_at": receipt.published_at or now,
            "doubted_since": None,
            "overdue_since": None,
            "error": None,
        }
        with self._database.write() as connection:
            if step is not Step.MARKED and _is_taken(connection, post, receipt):
                return False
            expected = posts.c.status != PostStatus.PUBLISHED if step is Step.MARKED else true()
            is_it = posts.c.created_at == post.created_at  # and not one that got its number since
            if not self._change(connection, post.id, expected & is_it, changes):
                return False
            settle_article(connection, post.article_id)
            self._log(connection, post.id, step, now, receipt.permalink)
            return True

    def record_error(self, post: Post, ending: Ending, *, step: Step, now: datetime) -> bool:
        """Store why an attempt ended without a receipt; False when the lease is not ours any more."""
        with self._database.write() as connection:
            return self._end(connection, post, self._mine(), ending, step, now)

    def recover(self, post: Post, ending: Ending, *, now: datetime) -> bool:
        """End the lease of a dead worker, if it still is the lease that was read."""
        expected = (
            (posts.c.status == PostStatus.PUBLISHING)
            & (posts.c.lease_owner == post.lease_owner)
            & (posts.c.lease_until == post.lease_until)
            & (posts.c.sent_at.is_(None) if post.sent_at is None else posts.c.sent_at == post.sent_at)
        )
        with self._database.write() as connection:
            return self._end(connection, post, expected, ending, Step.ABANDONED, now)

    def postpone_look(self, post: Post, *, due_at: datetime) -> bool:
        """Look again at that time."""
        with self._database.write() as connection:
            return self._change(connection, post.id, _unconfirmed(post), {"due_at": due_at})

    def redate(self, post: Post, *, lands_until: datetime, now: datetime) -> bool:
        """What a wrong clock dated into the future was sent by now; looks count anew from there."""
        changes = {
            "sent_at": now,
            "lands_until": lands_until,
            "due_at": lands_until,
            "not_found_at": None,
            "doubted_since": min(post.doubted_since or now, now),
        }
        with self._database.write() as connection:
            return self._change(connection, post.id, _unconfirmed(post), changes)

    def record_not_found(self, post: Post, *, due_at: datetime, now: datetime) -> bool:
        """First look that counts and found nothing; the second, due then, decides."""
        changes = {"not_found_at": now, "due_at": due_at}
        with self._database.write() as connection:
            recorded = self._change(connection, post.id, _unconfirmed(post), changes)
            if recorded:
                self._log(connection, post.id, Step.NOT_FOUND, now)
            return recorded

    def record_absent(self, post: Post, ending: Ending, *, now: datetime) -> bool:
        """Both looks found nothing: not public, may be sent again (or `failed`, or a person is asked)."""
        expected = _unconfirmed(post) & posts.c.not_found_at.is_not(None)
        with self._database.write() as connection:
            return self._end(connection, post, expected, ending, Step.NOT_FOUND, now)

    def record_unreadable(self, post: Post, error: PostError, *, due_at: datetime, now: datetime) -> bool:
        """The platform cannot be read; the post stays `unconfirmed`. Logged only when the reason changes."""
        changes = {"error": _error_row(error), "due_at": due_at}
        with self._database.write() as connection:
            changed = self._change(connection, post.id, _unconfirmed(post), changes)
            if changed and post.error != error:
                self._log(connection, post.id, Step.UNREADABLE, now, error=error)
            return changed

    def sum_up_tries(self, post: Post) -> Tries:
        """The tries of a post since a person last decided about it; those that do not count are left out."""
        counting = (attempts.c.post_id == post.id) & (attempts.c.number > post.forgiven)
        first = select(func.min(attempts.c.at)).where(counting, attempts.c.step == Step.CLAIMED)
        sent = select(func.count()).where(counting, attempts.c.step == Step.SENDING)
        with self._database.read() as connection:
            return Tries(
                first_at=connection.execute(first).scalar(),
                sendings=int(connection.execute(sent).scalar_one()),
            )

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
                kind=row.kind,
                detail=row.detail,
            )
            for row in rows
        )

    def _mine(self) -> ColumnElement[bool]:
        return (posts.c.status == PostStatus.PUBLISHING) & (posts.c.lease_owner == self.worker)

    def _mine_unsent(self) -> ColumnElement[bool]:
        return self._mine() & posts.c.sent_at.is_(None)

    def _end(
        self,
        connection: Connection,
        post: Post,
        expected: ColumnElement[bool],
        ending: Ending,
        step: Step,
        now: datetime,
    ) -> bool:
        """Store an ending; once an outcome was unknown, the post stays doubted until it is published."""
        changes: dict[str, Any] = {
            **_NO_LEASE,
            **_NOTHING_OPEN,
            "status": ending.status,
            "due_at": ending.due_at,
            "error": _error_row(ending.error) if ending.error else None,
            "forgiven": posts.c.forgiven + (0 if ending.counts else 1),
            "overdue_since": _find_overdue(ending),
            **({"reason": ending.reason} if ending.reason else {}),
        }
        if ending.status is PostStatus.UNCONFIRMED:
            doubted_since = func.coalesce(posts.c.doubted_since, posts.c.sent_at, type_=posts.c.sent_at.type)
            changes |= {
                "sent_at": posts.c.sent_at,
                "lands_until": ending.lands_until,
                "doubted_since": doubted_since,
            }
        ended = self._change(connection, post.id, expected, changes)
        if ended:
            settle_article(connection, post.article_id)
            self._log(connection, post.id, step, now, error=ending.error)
        return ended

    @staticmethod
    def _change(
        connection: Connection, post_id: int, expected: ColumnElement[bool], changes: Mapping[str, Any]
    ) -> bool:
        query = update(posts).where(posts.c.id == post_id, expected).values(dict(changes))
        return connection.execute(query).rowcount == 1

    def _log(
        self,
        connection: Connection,
        post_id: int,
        step: Step,
        now: datetime,
        detail: str = "",
        *,
        error: PostError | None = None,
    ) -> Post:
        query = (
            select(*COLUMNS).join(articles, articles.c.id == posts.c.article_id).where(posts.c.id == post_id)
        )
        post = from_row(connection.execute(query).one())
        values = {"post_id": post_id, "number": max(post.attempts, 1), "step": step, "at": now}
        why = (
            {"kind": error.kind, "detail": f"{error.code} {error.message}".strip()}
            if error
            else {"detail": detail}
        )
        connection.execute(insert(attempts).values(**values, worker=self.worker, **why))
        return post


def _find_overdue(ending: Ending) -> ColumnElement[Any]:
    """What is tried again is overdue since it should have gone out first."""
    if ending.status is PostStatus.SCHEDULED and ending.error:
        times = (posts.c.overdue_since, posts.c.sent_at, posts.c.due_at)
        return func.coalesce(*times, type_=posts.c.due_at.type)
    is_open = ending.status in {PostStatus.SCHEDULED, PostStatus.UNCONFIRMED}
    return posts.c.overdue_since if is_open else null()


def _unconfirmed(post: Post) -> ColumnElement[bool]:
    return (posts.c.status == PostStatus.UNCONFIRMED) & (posts.c.sent_at == post.sent_at)


def _is_taken(connection: Connection, post: Post, receipt: Receipt) -> bool:
    """Whoever may be given a receipt of this account now is held, so that no two get the same at once."""
    may_be_public = posts.c.status.in_((PostStatus.PUBLISHING, PostStatus.UNCONFIRMED))
    candidates = select(posts.c.id).where(posts.c.account == post.account, may_be_public)
    connection.execute(candidates.order_by(posts.c.id).with_for_update())
    another_post = (posts.c.id != post.id) & (posts.c.remote_id == receipt.remote_id)
    another_receipt = (
        (posts.c.id == post.id)
        & (posts.c.status == PostStatus.PUBLISHED)
        & posts.c.remote_id.not_in((receipt.remote_id, BY_HAND))
    )
    query = select(posts.c.id).where(posts.c.account == post.account, or_(another_post, another_receipt))
    return connection.execute(query.limit(1)).first() is not None


def _error_row(error: PostError) -> dict[str, str]:
    return {"kind": error.kind, "code": error.code, "message": error.message, "advice": error.advice}


LONGEST_LOG = 100_000
"""Bytes; a line is of use for about an hour only, so then all but the last ones go."""
KEPT_LINES = 200
TAKEN_BACK = "-"
"""In place of the time: it was not sent after all."""


class Sendings:
    """What was about to be sent, in a file beside the database: it survives a database that is put back.

    Such as a server that fails over to a copy which had not heard of the last seconds yet, or an older file
    that somebody copied into the place. A whole machine that is put back takes this file along. One line for
    each visible call, written before it. Best effort: without the file the database alone decides.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def note(self, post: Post, at: datetime) -> None:
        """It is about to be sent."""
        self._append(f"{at.isoformat()} {_name_sending(post)}\n")

    def take_back(self, post: Post) -> None:
        """It was not sent after all."""
        self._append(f"{TAKEN_BACK} {_name_sending(post)}\n")

    def find(self, post: Post) -> datetime | None:
        """When its article was sent to its account last, aware UTC; None when that is not known."""
        for line in reversed(self._read()):
            at, _, name = line.partition(" ")
            if name == _name_sending(post):
                return _parse_time(at)
        return None

    def _read(self) -> list[str]:
        """Whole lines; a power cut may have torn one."""
        try:
            return self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return []

    def _append(self, line: str) -> None:
        with contextlib.suppress(OSError):
            is_new = not self._path.exists()
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not is_new and self._path.stat().st_size > LONGEST_LOG:
                last = "".join(f"{line}\n" for line in self._read()[-KEPT_LINES:])
                write_whole(self._path, last.encode())
            number = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            with os.fdopen(number, "wb") as file:
                file.write(line.encode())
                file.flush()
                os.fsync(file.fileno())
            if is_new:
                sync_folder(self._path.parent)


def _parse_time(at: str) -> datetime | None:
    """None where it was taken back, or where somebody edited the file."""
    try:
        instant = datetime.fromisoformat(at)
    except ValueError:
        return None
    return instant if instant.tzinfo else None


def _name_sending(post: Post) -> str:
    """By address and account: after a rollback its number may be another post's."""
    return f"{post.account} {post.article_url}"
