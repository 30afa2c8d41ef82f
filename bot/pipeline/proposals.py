"""What is proposed for public posts whose article was corrected or withdrawn since; a person decides."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.post import Composition, Post, PostStatus
from bot.domain.words import say
from bot.pipeline.app import App

PROPOSED = "revisit post "
"""Notes of this name and a post's id hold what is proposed for it: kind, line feed, caption."""


class Since(StrEnum):
    """What happened to an article since its post was published."""

    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """caption: of a corrected article, as it would be composed now; noticed_at: aware UTC."""

    since: Since
    caption: str
    noticed_at: datetime


def find_proposal(app: App, post: Post) -> Proposal | None:
    """What is proposed for a public post and not yet settled, or None."""
    note = app.journal.find_note(f"{PROPOSED}{post.id}")
    if post.status is not PostStatus.PUBLISHED or note is None or not note.value:
        return None
    since, _, caption = note.value.partition("\n")
    return Proposal(since=Since(since), caption=caption, noticed_at=note.at)


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


def settle(app: App, post: Post) -> None:
    """Nothing is proposed any more."""
    if find_proposal(app, post):
        app.journal.note(f"{PROPOSED}{post.id}", "", now=app.clock())


def explain(post: Post, proposal: Proposal) -> str:
    """The proposal in one sentence, with the command to type."""
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


def _propose(app: App, post: Post, since: Since, caption: str) -> None:
    """Written only when it is another proposal: its time tells one occurrence from the next."""
    known = find_proposal(app, post)
    if known and (known.since, known.caption) == (since, caption):
        return
    app.journal.note(f"{PROPOSED}{post.id}", f"{since}\n{caption}", now=app.clock())
    if proposal := find_proposal(app, post):
        problem = f"{post.article_title}: {explain(post, proposal)}"
        app.progress("revisited", post=post.id, problem=problem)
