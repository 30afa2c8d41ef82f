"""What is previewed: one frozen composition and what is known about its post."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.post import Channel, Composition, Post, PostStatus
from bot.domain.rules import Rules
from bot.domain.why import explain_time


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """One channel's post to look at; status None: composed only to be looked at, in no queue.

    due_at, published_at: aware UTC; reason: why it was skipped, cancelled or waits; error: why the last
    attempt failed, as a sentence; why: why at that time and not earlier.
    """

    composition: Composition
    article_title: str
    article_url: str
    status: PostStatus | None = None
    post_id: int | None = None
    due_at: datetime | None = None
    published_at: datetime | None = None
    permalink: str = ""
    reason: str = ""
    error: str = ""
    why: str = ""

    @property
    def channel(self) -> Channel:
        """The channel of the composition."""
        return self.composition.channel


def preview_post(post: Post, rules: Rules) -> Preview:
    """A post of the database as a preview; rules: which say why it goes out at its time."""
    return Preview(
        composition=post.composition,
        article_title=post.article_title,
        article_url=post.article_url,
        status=post.status,
        post_id=post.id,
        due_at=post.due_at,
        published_at=post.published_at,
        permalink=post.permalink,
        reason=post.reason,
        error=post.error.message if post.error else "",
        why=explain_time(post, rules),
    )
