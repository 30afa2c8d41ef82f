"""The desk's addresses: pages, forms that become verbs of the pipeline, pictures, plain words for faults."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import IO

from flask import Flask, Response, make_response, redirect, request, url_for
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.wrappers import Response as AnyResponse

from bot.desk.guard import FIELD, AccessControl, get_person, get_visitor, make_form_token
from bot.desk.pages import FILES, Pages, find_link, list_links, make_status
from bot.desk.view import MOST_WHOLE, Notice, Shown, Views, explain_change
from bot.domain.channel import list_channels
from bot.domain.errors import BotError, NeedsPerson, StorageError, UsageWrong
from bot.domain.post import Channel, Post
from bot.domain.state import Person
from bot.domain.times import Calendar, parse_when
from bot.events import Event
from bot.i18n import say
from bot.pipeline import actions
from bot.pipeline.actions import Changes, edit, resume
from bot.pipeline.context import App
from bot.pipeline.run import find_place
from bot.pipeline.seen import Changed, Seen
from bot.preview.view import crop_to_grid, load_picture, shrink

FOREVER = "private, max-age=31536000, immutable"
"""For addresses that change with what they show."""
A_WHILE = "public, max-age=300"
NUMBER = "int(max=2147483647)"
"""What an id in an address may be; no database holds a larger one."""
BACK = {"inbox": "show_inbox", "status": "show_status"}
"""Pages that a form may lead back to."""
HEAVIEST = 90_000
"""Bytes of the inbox: on a bad network it must be there in seconds."""
PICTURE_WIDTH = 720
"""Pixels of a picture in a list: sharp on a telephone, and a third of the bytes."""


@dataclass(slots=True, kw_only=True)
class Desk:
    """The pages of one instance. Requests are answered one after another, see bot.desk.server."""

    app: App
    pages: Pages
    access: AccessControl
    shown: Shown

    def make_site(self) -> Flask:
        """The WSGI application."""
        site = Flask("bot.desk", static_folder=None, template_folder=None)
        site.config.update(MAX_CONTENT_LENGTH=MOST_BYTES, MAX_FORM_MEMORY_SIZE=MOST_BYTES)
        self.access.open(site)
        for path, name, methods in (
            ("/", "show_inbox", ["GET"]),
            (f"/posts/<{NUMBER}:post_id>", "show_post", ["GET"]),
            (f"/posts/<{NUMBER}:post_id>", "decide", ["POST"]),
            (f"/articles/<{NUMBER}:article_id>", "approve_all", ["POST"]),
            (f"/posts/<{NUMBER}:post_id>/<size>.jpg", "send_picture", ["GET"]),
            ("/status", "show_status", ["GET"]),
            ("/status", "resume", ["POST"]),
            ("/links", "show_links", ["GET"]),
            (f"/links/<{NUMBER}:post_id>.jpg", "send_link_picture", ["GET"]),
            ("/files/<name>", "send_file", ["GET"]),
        ):
            site.add_url_rule(path, name, getattr(self, name), methods=methods)
        site.register_error_handler(HTTPException, self.explain_refusal)
        site.register_error_handler(BotError, self.explain_trouble)
        site.register_error_handler(Exception, self.explain_defect)
        return site

    def show_inbox(self) -> str:
        """What waits, what comes, what became of the others."""
        views, notice, most = self._views, self._find_notice(), MOST_WHOLE
        inbox = views.make_inbox(most)
        page = self._render("inbox", inbox=inbox, notice=notice)
        while len(page.encode()) > HEAVIEST and most:
            most //= 2
            inbox = views.make_inbox(most)
            page = self._render("inbox", inbox=inbox, notice=notice)
        self.shown.note(entry.post for group in (*inbox.waiting, *inbox.coming) for entry in group.entries)
        return page

    def show_post(self, post_id: int) -> str:
        """One post, and the one on the other channel below it."""
        return self._render_post(self._get_post(post_id))

    def decide(self, post_id: int) -> AnyResponse:
        """One verb on one post; the next page says what became of it."""
        post = self._get_post(post_id)
        action = request.form.get("action", "")
        asked = Asked(self.app, get_person(), post_id, request.form, request.files)
        try:
            asked.carry_out(action)
        except StorageError:
            raise
        except NeedsPerson as error:
            return self._answer_conflict(post_id, error, request.form.get("seen", ""))
        except BotError as error:
            page = self._render_post(post, problem=str(error), typed=request.form)
            return make_response(page, HTTPStatus.BAD_REQUEST)
        return self._go_on(post_id, action)

    def approve_all(self, article_id: int) -> AnyResponse:
        """Yes to the posts of an article, each as it was seen; the first that is refused is shown."""
        pairs = [words.partition(":") for words in request.form.getlist("post")]
        chosen = {int(number): seen for number, _, seen in pairs if number.isascii() and number.isdecimal()}
        known = {post.id for post in self.app.posts.list_posts(article_id=article_id)}
        if not chosen or not set(chosen) <= known:
            raise NotFound
        for post_id, seen in chosen.items():
            asked = Asked(self.app, get_person(), post_id, MultiDict({"seen": seen}), MultiDict())
            try:
                asked.carry_out("approve")
            except NeedsPerson as error:
                return self._answer_conflict(post_id, error, seen)
        return self._go_on(min(chosen), "approve")

    def send_picture(self, post_id: int, size: str) -> AnyResponse:
        """The picture that is sent, whole, small, or as the profile grid crops it."""
        post = self._get_post(post_id)
        content = load_picture(post.composition).content
        if request.args.get("v") != post.composition.image_sha256[:16] or size not in SIZES:
            raise NotFound
        return _send_jpeg(SIZES[size](content), FOREVER)

    def show_status(self) -> str:
        """What is stuck, the week at a glance, and how the bot is."""
        return self._render("status", status=make_status(self.app, self._views), notice=self._find_notice())

    def resume(self) -> AnyResponse:
        """Lift what holds a channel back; nothing else is decided on this page."""
        scope = request.form.get("scope", "")
        resume(self.app, channel=Channel(scope) if scope in list_channels() else None, who=get_person().name)
        return redirect(url_for("show_status", done="resume"), HTTPStatus.SEE_OTHER)

    def show_links(self) -> AnyResponse:
        """For everybody who looks for the "link in bio"."""
        page = self.pages.render("links", links=list_links(self.app), address=_make_link_picture)
        response = make_response(page)
        response.headers["Cache-Control"] = A_WHILE
        return response

    def send_link_picture(self, post_id: int) -> AnyResponse:
        """The picture of a post that the links page shows, and of no other."""
        post = find_link(self.app, post_id)
        if post is None:
            raise NotFound
        return _send_jpeg(shrink(load_picture(post.composition).content, PICTURE_WIDTH), A_WHILE)

    def send_file(self, name: str) -> AnyResponse:
        """Style, script."""
        if name not in FILES:
            raise NotFound
        response = Response(self.pages.files[name], mimetype=FILES[name])
        response.headers["Cache-Control"] = FOREVER.replace("private", "public")
        return response

    def explain_refusal(self, error: HTTPException) -> AnyResponse:
        """A page for every status that is not well."""
        response = error.get_response()
        if error.code and error.code < HTTPStatus.BAD_REQUEST:
            return response
        title, sentences = describe_refusal(error)
        response.set_data(self.pages.render("message", title=title, sentences=sentences, person=None))
        response.mimetype = "text/html"
        return response

    def explain_trouble(self, error: BotError) -> AnyResponse:
        """The database is locked, a template is broken: said in one sentence."""
        page = self.pages.render(
            "message", title=say("That did not work"), sentences=[str(error)], person=None
        )
        return make_response(page, HTTPStatus.SERVICE_UNAVAILABLE)

    def explain_defect(self, error: Exception) -> AnyResponse:
        """A mistake of ours: the log has the rest."""
        self.app.progress(Event.DESK_CRASHED, path=request.path, problem=repr(error), place=find_place(error))
        sentence = say("Something went wrong here; the log of the bot says more. Nothing was changed.")
        page = self.pages.render("message", title=say("That did not work"), sentences=[sentence], person=None)
        return make_response(page, HTTPStatus.INTERNAL_SERVER_ERROR)

    @property
    def _views(self) -> Views:
        return Views(self.app, get_person())

    def _get_post(self, post_id: int) -> Post:
        try:
            return self.app.posts.get_post(post_id)
        except UsageWrong:
            raise NotFound from None

    def _go_on(self, post_id: int, action: str) -> AnyResponse:
        """To the page the form stood on, which says what was done."""
        page = BACK.get(request.form.get("back", ""))
        known = action if action in VERBS else ""
        if page:
            return redirect(url_for(page, done=known, post=post_id), HTTPStatus.SEE_OTHER)
        return redirect(url_for("show_post", post_id=post_id, done=known), HTTPStatus.SEE_OTHER)

    def _find_notice(self) -> Notice | None:
        """What was just done, as the address says; it can only name what really stands there."""
        named: int | None = (request.view_args or {}).get("post_id")
        post_id = named or request.args.get("post", type=int)
        if "done" not in request.args or post_id is None:
            return None
        try:
            return self._views.make_notice(self.app.posts.get_post(post_id))
        except UsageWrong:
            return None

    def _answer_conflict(self, post_id: int, error: NeedsPerson, seen: str) -> AnyResponse:
        post = self._get_post(post_id)
        parts = error.parts if isinstance(error, Changed) else ()
        before = self.shown.find(seen)
        page = self._render_post(
            post, problem=str(error), changes=explain_change(parts, before, post), typed=request.form
        )
        return make_response(page, HTTPStatus.CONFLICT)

    def _render_post(self, post: Post, **facts: object) -> str:
        group = self._views.make_group(post)
        self.shown.note(entry.post for entry in group.entries)
        usual: dict[str, object] = {"problem": "", "changes": (), "typed": {}, "notice": self._find_notice()}
        usual["opened"] = request.args.get("open", "")
        return self._render("post", group=group, **{**usual, **facts})

    def _render(self, name: str, **facts: object) -> str:
        visitor = get_visitor()
        form = {"field": FIELD, "token": make_form_token(visitor.device)}
        return self.pages.render(
            name,
            person=visitor.person,
            form=form,
            picture=_make_picture_address,
            now=self.app.clock(),
            **facts,
        )


SIZES: Mapping[str, Callable[[bytes], bytes]] = {
    "whole": lambda content: content,
    "small": lambda content: shrink(content, PICTURE_WIDTH),
    "grid": crop_to_grid,
}


def _make_picture_address(post: Post, size: str) -> str:
    return url_for("send_picture", post_id=post.id, size=size, v=post.composition.image_sha256[:16])


def _make_link_picture(post: Post) -> str:
    return url_for("send_link_picture", post_id=post.id)


def _send_jpeg(content: bytes, kept: str) -> AnyResponse:
    if not content:
        raise NotFound
    response = Response(content, mimetype="image/jpeg")
    response.headers["Cache-Control"] = kept
    return response


def describe_refusal(error: HTTPException) -> tuple[str, Sequence[str]]:
    """Title and sentences for a status; sentences of our own are shown as they are."""
    if known := _list_refusals().get(error.code or 0):
        return known
    is_own = error.description and error.description != type(error).description
    return say("That did not work"), [error.description] if is_own and error.description else []


def _list_refusals() -> Mapping[int, tuple[str, Sequence[str]]]:
    ask = say(
        "Whoever looks after the bot on its server can invite you: `bot people link NAME` prints a link."
    )
    return {
        HTTPStatus.UNAUTHORIZED: (
            say("This device is not signed in"),
            [say("The desk opens with an invitation: a link that works once, for 15 minutes."), ask],
        ),
        HTTPStatus.GONE: (
            say("This link does not open the desk any more"),
            [say("It was used already, is older than 15 minutes, or was never valid."), ask],
        ),
        HTTPStatus.TOO_MANY_REQUESTS: (
            say("Too many wrong links"),
            [say("Wait a minute, then open the right link once more.")],
        ),
        HTTPStatus.NOT_FOUND: (
            say("There is no such page"),
            [say("What you looked for may be gone by now.")],
        ),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
            say("The picture is too large"),
            [say("At most {size} MB can be sent.", size=MOST_BYTES // 1_000_000)],
        ),
    }


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
