"""The JSON of the listings: exactly the names that scripts rely on."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.domain.article import KnownArticle
from bot.domain.ports import Check
from bot.domain.post import Attempt, Post, PostError
from bot.domain.state import AuditEntry

if TYPE_CHECKING:
    from bot.pipeline.refresh import Proposal
    from bot.preview.view import Preview


Record = dict[str, Any]


def make_post_record(post: Post) -> Record:
    """One post of `bot posts --json`."""
    composition = post.composition
    return {
        "id": post.id,
        "article_id": post.article_id,
        "article_url": post.article_url,
        "article_title": post.article_title,
        "channel": str(post.channel),
        "status": post.status.value,
        "due_at": _make_time(post.due_at),
        "caption": composition.caption,
        "link": composition.link,
        "image": composition.image,
        "image_sha256": composition.image_sha256,
        "alt_text": composition.alt_text,
        "remote_id": post.remote_id or None,
        "permalink": post.permalink or None,
        "attempts": post.attempts,
        "error": _make_error(post.error),
        "approved_by": post.approved_by or None,
        "created_at": _make_time(post.created_at),
        "published_at": _make_time(post.published_at),
        "reason": post.reason or None,
    }


def make_story_record(
    post: Post, attempts: Sequence[Attempt], deeds: Sequence[AuditEntry], proposal: "Proposal | None" = None
) -> Record:
    """`bot show --json`: the post, every step of every attempt, what people did, and what is proposed."""
    return {
        **make_post_record(post),
        "history": [
            {
                "attempt": attempt.number,
                "step": attempt.step.value,
                "at": _make_time(attempt.at),
                "worker": attempt.worker,
                "detail": attempt.detail,
            }
            for attempt in attempts
        ],
        "deeds": [make_deed_record(deed) for deed in deeds],
        "proposal": proposal and _make_proposal(proposal),
    }


def _make_proposal(proposal: "Proposal") -> Record:
    return {
        "since": proposal.since.value,
        "caption": proposal.caption or None,
        "noticed_at": _make_time(proposal.noticed_at),
    }


def make_deed_record(deed: AuditEntry) -> Record:
    """One line of the audit trail."""
    return {
        "at": _make_time(deed.at),
        "who": deed.who,
        "verb": deed.verb,
        "post_id": deed.post_id,
        "detail": deed.detail,
    }


def make_article_record(known: KnownArticle) -> Record:
    """One article of `bot articles --json`."""
    return {
        "id": known.id,
        "url": known.article.url,
        "title": known.article.title,
        "categories": list(known.article.categories),
        "published_at": _make_time(known.article.published_at),
        "first_seen_at": _make_time(known.first_seen_at),
        "status": known.status.value,
        "reason": known.reason or None,
    }


def make_check_record(check: Check) -> Record:
    """One line of `bot doctor --json`."""
    return {
        "name": check.name,
        "mark": check.mark,
        "message": check.message,
        "advice": check.advice,
        "ends_at": _make_time(check.ends_at),
    }


def make_preview_record(preview: "Preview") -> Record:
    """One channel of `bot preview --json`."""
    composition = preview.composition
    return {
        "channel": str(composition.channel),
        "caption": composition.caption,
        "link": composition.link,
        "hashtags": list(composition.hashtags),
        "image": composition.image,
        "image_sha256": composition.image_sha256,
        "width": composition.width,
        "height": composition.height,
        "alt_text": composition.alt_text,
        "article_url": preview.article_url,
        "title": preview.article_title,
        "teaser": composition.teaser,
        "warnings": list(composition.warnings),
        "event": composition.event and composition.event.to_record(),
        "facts": [fact.to_record() for fact in composition.facts],
        "layout": composition.layout,
    }


def _make_time(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None


def _make_error(error: PostError | None) -> Record | None:
    if error is None:
        return None
    return {"kind": error.kind, "code": error.code, "message": error.message, "advice": error.advice}
