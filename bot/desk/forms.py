"""What a form asks for becomes a verb of the pipeline: the same ones that the command line has."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from werkzeug.datastructures import FileStorage, MultiDict

from bot.domain.errors import UsageWrong
from bot.domain.people import Person
from bot.domain.post import Post
from bot.domain.times import Calendar, parse_when
from bot.i18n import say
from bot.pipeline import actions
from bot.pipeline.context import App
from bot.pipeline.edit import Changes, edit
from bot.pipeline.seen import Seen

MOST_BYTES = 25_000_000
"""The largest form: a photo as a good telephone takes it."""


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""What no keyboard types and no platform shows."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A form about one post, as a person sent it. Its verbs raise BotError."""

    app: App
    person: Person
    post_id: int
    form: "MultiDict[str, str]"
    files: "MultiDict[str, FileStorage]"

    def carry_out(self, action: str) -> Post:
        """Do it; the post as it stands then. Raises UsageWrong for what is no action."""
        verb = VERBS.get(action)
        if verb is None:
            raise UsageWrong(say("This page does not know what was to be done. Nothing was done."))
        return verb(self)

    @property
    def seen(self) -> Seen:
        """The version that the person looked at."""
        words = self.form.get("seen", "")
        if not words:
            raise UsageWrong(say("The form does not say which version was looked at. Nothing was done."))
        return Seen.read(words)

    def approve(self) -> Post:
        """Say yes to what was seen."""
        return actions.approve(self.app, self.post_id, who=self.person.name, seen=self.seen)

    def cancel(self) -> Post:
        """Say no."""
        return actions.cancel(self.app, self.post_id, who=self.person.name)

    def retry(self) -> Post:
        """Once more, now."""
        return actions.retry(self.app, self.post_id, who=self.person.name)

    def undo(self) -> Post:
        """Take the last decision back, if it still is the last."""
        return actions.undo(self.app, self.post_id, who=self.person.name, seen=self.seen)

    def reschedule(self) -> Post:
        """Give it the time that was chosen or written."""
        return actions.reschedule(self.app, self.post_id, at=self._read_time(), who=self.person.name)

    def edit(self) -> Post:
        """Change what differs from what was seen."""
        post = self.app.posts.get_post(self.post_id)
        changes = Changes(
            caption=self._read_text("caption", post.composition.caption),
            alt_text=self._read_text("alt_text", post.composition.alt_text),
            image=self._read_picture(),
            picture_title=self._read_text("picture_title", post.composition.styling.title),
            layout=self._read_text("layout", post.composition.styling.layout),
            focus=self._read_text("focus", post.composition.styling.focus),
        )
        return edit(self.app, self.post_id, changes, who=self.person.name, seen=self.seen)

    def _read_time(self) -> datetime:
        """From the field for words, else from the field for day and time."""
        fields = (self.form.get(name, "").strip() for name in ("when", "day_and_time"))
        words = next(filter(None, fields), "")
        if not words:
            raise UsageWrong(say("When? Choose a time, or write one such as “tomorrow 9:30”."))
        timing = self.app.rules.timing
        calendar = Calendar(now=self.app.clock(), timezone=timing.timezone, is_closed=timing.is_closed)
        return parse_when(words, calendar)

    def _read_text(self, name: str, present: str) -> str | None:
        """None when the form has no such field or leaves it as it is; browsers end lines in their own way."""
        if name not in self.form:
            return None
        words = _CONTROL.sub("", self.form[name].replace("\r\n", "\n")).strip()
        return None if words == present.strip() else words

    def _read_picture(self) -> bytes | None:
        file = self.files.get("image")
        return (_read_all(file.stream) or None) if file and file.filename else None


def _read_all(stream: IO[bytes]) -> bytes:
    return stream.read(MOST_BYTES)


VERBS: Mapping[str, Callable[[Asked], Post]] = {
    "approve": Asked.approve,
    "cancel": Asked.cancel,
    "reschedule": Asked.reschedule,
    "edit": Asked.edit,
    "undo": Asked.undo,
    "retry": Asked.retry,
}
