"""Posts on the screen: what one looks like, its story, and what came of a verb carried out on several."""

import io
import logging
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli import output
from bot.cli.output import STYLES, make_console, make_harmless
from bot.domain.channel import name_channel
from bot.domain.errors import BotError
from bot.domain.post import OPEN_STATUSES, Attempt, Post, PostStatus, Step
from bot.domain.state import AuditEntry, Stop, StopKind
from bot.domain.times import format_short
from bot.i18n import say
from bot.pipeline.refresh import GONE, Proposal, explain
from bot.preview.view import (
    Bar,
    Preview,
    describe_standing,
    fold_caption,
    list_bars,
    load_picture,
    preview_post,
)

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

    from bot.pipeline.context import App


BAR_WIDTH = 20
PICTURE_ROWS = 13
NARROWEST = 72
"""Columns below which a caption beside its picture would become a ribbon."""
CELL = 2
"""A terminal's cell is about twice as high as it is wide."""
LONGEST_NAME = 12


def print_preview(preview: Preview, now: datetime, timezone: tzinfo) -> None:
    """Everything the page shows, for a terminal."""
    from rich.panel import Panel
    from rich.text import Text

    console = make_console()
    standing = describe_standing(preview, now, timezone)
    console.print()
    console.print(Text(make_harmless(preview.article_title), style="bold"))
    console.print(Text(make_harmless(preview.article_url), style="dim"), soft_wrap=True)
    told = make_harmless(standing.sentence).removeprefix(standing.word).strip()
    console.print(Text.assemble((standing.word, STYLES[standing.tone]), "  ", told))
    panel = Panel(_render_caption(preview), title=name_channel(preview.channel), title_align="left")
    _print_beside(console, load_picture(preview.composition).content, panel, _render_facts(preview))


def _print_beside(console: "Console", content: bytes, *words: "RenderableType") -> None:
    """Picture on the left and words on the right; words alone where there is no picture or no room."""
    from rich.console import Group
    from rich.table import Table

    image = _make_image(console, content, PICTURE_ROWS)
    if image is None or console.width < NARROWEST:
        console.print(Group(*words))
    elif _is_drawn_over(image):
        console.print(image, Group(*words))
    else:
        line = Table.grid(padding=(0, 1), expand=True)
        line.add_column()
        line.add_column(ratio=1, overflow="fold")
        line.add_row(image, Group(*words))
        console.print(line)


def _is_drawn_over(image: object) -> bool:
    """Whether it is painted with the cursor's help, so that nothing may stand beside it."""
    from textual_image.renderable import SixelImage

    return isinstance(image, SixelImage)


def show_picture(content: bytes, *, rows: int) -> None:
    """A picture as well as the terminal can, so many rows high; nothing in a pipe or without colours."""
    console = make_console()
    if image := _make_image(console, content, rows):
        console.print(image)


def _make_image(console: "Console", content: bytes, rows: int) -> "RenderableType | None":
    """None where it cannot be shown."""
    if console.no_color or not content or not _has_size():
        return None
    # it asks the terminal for its size, and logs a traceback about those that do not answer
    logging.getLogger("textual_image").addHandler(logging.NullHandler())
    try:
        from PIL import Image as Pictures
        from textual_image.renderable import Image

        with Pictures.open(io.BytesIO(content)) as picture:
            columns = round(rows * CELL * picture.width / picture.height)
        return Image(io.BytesIO(content), width=min(columns, console.width), height=rows)
    except Exception:  # noqa: BLE001 - a terminal that answers strangely must not hide text and limits
        return None


def _has_size() -> bool:
    """Whether stdout is a terminal that knows how large it is."""
    try:
        return sys.stdout.isatty() and all(os.get_terminal_size(sys.stdout.fileno()))
    except (OSError, ValueError):
        return False


def _render_caption(preview: Preview) -> "Text":
    from rich.text import Text

    folded = fold_caption(preview.composition.caption, preview.channel)
    text = Text(make_harmless(folded.shown))
    if folded.hidden:
        text.append(" " + say("… more"), style="bold")
        text.append("\n┄┄ " + say("Hidden until somebody taps “… more”") + "\n", style="dim")
        text.append(make_harmless(folded.hidden), style="dim")
    return text


def _render_facts(preview: Preview) -> "Text":
    from rich.text import Text

    composition = preview.composition
    picture = load_picture(composition)
    size = f"{composition.width}×{composition.height}"
    text = Text()
    for warning in (*composition.warnings, *([picture.problem] if picture.problem else [])):
        text.append(f"! {make_harmless(warning)}\n", style="yellow")
    text.append(say("Alt text") + ": ", style="bold").append(make_harmless(composition.alt_text) + "\n")
    text.append(say("Picture") + ": ", style="bold").append(f"{_shorten(composition.image)}, {size}\n")
    for bar in list_bars(composition, len(picture.content)):
        text.append(_draw_bar(bar) + "\n", style="bold red" if bar.is_over else "")
    text.rstrip()
    return text


def _shorten(image: str) -> str:
    """Its place, but of the hash that names it only the beginning: the whole stands in `--json`."""
    place = Path(image)
    name = place.name if len(place.stem) <= LONGEST_NAME else f"{place.stem[:LONGEST_NAME]}…{place.suffix}"
    return "/".join((*place.parts[-3:-1], name))


def _draw_bar(bar: Bar) -> str:
    filled = min(BAR_WIDTH, -(-bar.used * BAR_WIDTH // bar.allowed))
    return f"{bar.name:<14} {'█' * filled}{'░' * (BAR_WIDTH - filled)} {bar.words}"


def print_story(
    post: Post,
    attempts: Sequence[Attempt],
    deeds: Sequence[AuditEntry],
    timezone: tzinfo,
    after: str,
) -> None:
    """Everything that happened, oldest first, and then what is next (after)."""
    from rich.text import Text

    text = Text("\n")
    for at, words in _tell(attempts, deeds, timezone):
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


def _tell(
    attempts: Sequence[Attempt], deeds: Sequence[AuditEntry], timezone: tzinfo
) -> list[tuple[datetime, str]]:
    told = [(attempt.at, _tell_step(attempt)) for attempt in attempts]
    told += [(deed.at, _tell_deed(deed, timezone)) for deed in deeds]
    return sorted(told, key=lambda event: event[0])


def _tell_deed(deed: AuditEntry, timezone: tzinfo) -> str:
    words = f"{deed.who}: {_name_verb(deed.verb)}"
    return f"{words} ({_explain_detail(deed, timezone)})" if deed.detail else words


def _explain_detail(deed: AuditEntry, timezone: tzinfo) -> str:
    """What the audit trail keeps for programs, in words; what is none of that stays as it is."""
    match deed.verb:
        case "reschedule":
            with suppress(ValueError):
                return format_short(datetime.fromisoformat(deed.detail), timezone)
        case "edit":
            parts = {"alt_text": say("alt text"), "caption": say("text"), "image": say("picture")}
            return ", ".join(parts.get(part, part) for part in deed.detail.split(", "))
        case "undo":
            return _name_verb(deed.detail)
        case "keep":
            names = {"corrected": say("article corrected"), "withdrawn": say("article withdrawn")}
            return names.get(deed.detail, deed.detail)
    return deed.detail


def _name_verb(verb: str) -> str:
    """What somebody did, in the chosen language; what a later release calls otherwise stays as it is."""
    names = {
        "approve": say("approved"),
        "cancel": say("cancelled"),
        "edit": say("edited"),
        "edit-published": say("edited in public"),
        "keep": say("kept as it is"),
        "reschedule": say("rescheduled"),
        "retry": say("retry wanted"),
        "undo": say("decision undone"),
        "mark-posted": say("marked as posted"),
        "withdraw": say("withdrawn"),
    }
    return names.get(verb, verb)


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
            return _say_settled(post)


def _say_settled(post: Post) -> str:
    """What is skipped because its event is over, or its page was gone, may go out all the same."""
    if post.status is PostStatus.SKIPPED and (post.composition.not_after or post.reason == GONE):
        return say(
            "Next: nothing, or `bot reschedule {id} --next` if it shall go out all the same.", id=post.id
        )
    return say("Next: nothing to do.")


def carry_out(
    app: "App",
    post_ids: Sequence[int],
    verb: Callable[[int], Post],
    *,
    list_notes: Callable[[Post], Sequence[str]] = lambda _: (),
) -> None:
    """Do it to each post; one refusal does not stop the others. Leaves with the first refusal's status."""
    status = 0
    for post_id in dict.fromkeys(post_ids):
        try:
            post = verb(post_id)
            tell(app, post)
            for note in list_notes(post):
                output.print_aside(say("  Note: {conflict}.", conflict=note))
        except BotError as error:
            output.print_aside(str(error))
            status = status or error.exit_status
    if status:
        raise typer.Exit(status)


def tell(app: "App", post: Post) -> None:
    """One line about where a post stands now."""
    timezone = app.rules.timing.timezone
    standing = describe_standing(preview_post(post, app.rules), app.clock(), timezone)
    channel, title = name_channel(post.channel), post.article_title
    line = say("Post {id} on {channel}, {title}:", id=post.id, channel=channel, title=title)
    sentence = standing.sentence
    if not sentence.startswith(standing.word):
        sentence = f"{standing.word}. {sentence[:1].upper()}{sentence[1:]}"
    output.print_sentence(f"{line} {sentence}")


def list_conflicts(app: "App", post: Post) -> list[str]:
    """What a person should know about the time they chose: it counts all the same."""
    rules, found = app.rules.timing, []
    local = post.due_at.astimezone(rules.timezone)
    if rules.is_closed(local.date()):
        found.append(say("that is a public holiday"))
    if not any(window.holds(local) for window in rules.windows):
        found.append(say("that is outside the posting windows"))
    waiting = [
        other
        for status in (PostStatus.SCHEDULED, PostStatus.DRAFT)
        for other in app.posts.list_posts(channel=post.channel, status=status)
        if other.id != post.id and abs(other.due_at - post.due_at) < rules.min_gap
    ]
    found += [
        say("post {id} goes out at {moment}", id=other.id, moment=format_short(other.due_at, rules.timezone))
        for other in waiting
    ]
    return found
