"""The story of a post: what happened, whether it is visible now, and who must do what next."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from bot.cli.output import make_console
from bot.domain.journal import Deed
from bot.domain.moments import format_short
from bot.domain.post import OPEN_STATUSES, Attempt, Post, PostStatus, Step
from bot.domain.printable import make_harmless
from bot.domain.stop import Stop, StopKind
from bot.domain.words import say
from bot.pipeline.proposals import Proposal, explain


def print_story(
    post: Post,
    attempts: Sequence[Attempt],
    deeds: Sequence[Deed],
    timezone: tzinfo,
    after: str,
) -> None:
    """Everything that happened, oldest first, and then what is next (after)."""
    from rich.text import Text

    text = Text("\n")
    for at, words in _tell(attempts, deeds):
        text.append(f"{format_short(at, timezone)}  ", style="dim").append(make_harmless(words) + "\n")
    text.append("\n" + make_harmless(say_visible(post)) + "\n", style="bold")
    if post.reason and post.status in OPEN_STATUSES:
        text.append(make_harmless(say("Why it waits: {reason}", reason=post.reason)) + "\n")
    if post.error and post.status is not PostStatus.FAILED:  # then it stands above already
        text.append(make_harmless(post.error.message) + "\n")
    text.append(make_harmless(after))
    make_console().print(text)


def explain_next(post: Post, proposal: Proposal | None, stops: Sequence[Stop], timezone: tzinfo) -> str:
    """Who must do what next. stops: what holds the post's channel back."""
    if proposal:
        composed = say("As it would be composed now:") + f"\n{proposal.caption}" if proposal.caption else ""
        return f"{explain(post, proposal)}\n\n{composed}".strip()
    held = [_explain_stop(stop, timezone) for stop in stops if _holds(stop, post)]
    return "\n".join(held) or say_next(post)


def _holds(stop: Stop, post: Post) -> bool:
    """Whether a post would go on without this stop; a pause lets the bot look for what was sent."""
    is_asked = post.status is PostStatus.UNCONFIRMED and stop.kind is not StopKind.PAUSE
    return is_asked or post.status is PostStatus.SCHEDULED


def _explain_stop(stop: Stop, timezone: tzinfo) -> str:
    until = format_short(stop.until, timezone) if stop.until else say("until `bot resume`")
    return say("Nothing is sent: {reason}", reason=f"{stop.reason} ({until})")


def _tell(attempts: Sequence[Attempt], deeds: Sequence[Deed]) -> list[tuple[datetime, str]]:
    told = [(attempt.at, _tell_step(attempt)) for attempt in attempts]
    told += [(deed.at, f"{deed.who}: {deed.verb} {deed.detail}".strip()) for deed in deeds]
    return sorted(told, key=lambda event: event[0])


def _tell_step(attempt: Attempt) -> str:
    words = say("Attempt {number}: {what}", number=attempt.number, what=name_step(attempt.step))
    return f"{words} – {attempt.detail}" if attempt.detail else words


def name_step(step: Step) -> str:
    """A step in the chosen language."""
    names = {
        Step.CLAIMED: say("begun"),
        Step.RELEASED: say("given back untried"),
        Step.PREPARED: say("picture uploaded, not visible yet"),
        Step.SENDING: say("sending"),
        Step.PUBLISHED: say("published, the platform confirmed it"),
        Step.REFUSED: say("not published"),
        Step.UNKNOWN: say("sent, but the answer got lost"),
        Step.FOUND: say("found on the platform: it is published"),
        Step.MARKED: say("a person says that it is published"),
        Step.NOT_FOUND: say("looked, not found on the platform"),
        Step.UNREADABLE: say("the platform could not be asked"),
        Step.ABANDONED: say("the bot was stopped in the middle"),
    }
    return names[step]


def say_visible(post: Post) -> str:
    """Whether people can see it now."""
    match post.status:
        case PostStatus.PUBLISHED:
            return say("It is visible: {link}", link=post.permalink or post.remote_id)
        case PostStatus.UNCONFIRMED:
            return say("It may be visible; the bot is finding out.")
        case PostStatus.PUBLISHING:
            return say("It is being sent right now.")
        case _:
            return say("It is not visible.")


def say_next(post: Post) -> str:
    """Who must do what next."""
    match post.status:
        case PostStatus.DRAFT:
            return say("Next: look at it, then `bot approve {id}` or `bot cancel {id}`.", id=post.id)
        case PostStatus.SCHEDULED | PostStatus.PUBLISHING:
            return say("Next: nothing, the bot goes on by itself.")
        case PostStatus.UNCONFIRMED:
            return say("Next: nothing. The bot asks the platform before anything is sent again.")
        case PostStatus.FAILED:
            advice = post.error.advice if post.error and post.error.advice else ""
            return advice or say("Next: put right what is named above, then `bot retry {id}`.", id=post.id)
        case PostStatus.MISSED:
            return say("Next: `bot reschedule {id} --next` or `bot cancel {id}`.", id=post.id)
        case PostStatus.PUBLISHED | PostStatus.CANCELLED | PostStatus.SKIPPED:
            return say("Next: nothing to do.")
