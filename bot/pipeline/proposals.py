"""What is proposed for public posts whose article was corrected or withdrawn since; a person decides."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.post import Composition, Post, PostStatus
from bot.domain.words import say
from bot.pipeline.app import App

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
        app.progress("revisited", post=post.id, problem=problem)
