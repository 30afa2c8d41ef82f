"""The doctor's look at a Page token: whose it is, what it may do, and when it ends.

Sources: Meta, "Debug Token" and "Long-Lived Access Tokens"; `me` with a Page token is the Page itself.

Whether the app is Live or in development mode, in which its posts are seen by people with a role in the app
only (Meta, "App Modes"), no documented field tells: neither debug_token nor any of the fields of an
Application (facebook-business-sdk-codegen, specs/Application.json). What can be seen is `privacy_policy_url`,
without which the App Dashboard refuses to make an app Live. Where a person sees the rest: docs/facebook.md.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels import matching
from bot.channels.base import Act
from bot.channels.meta import error_table
from bot.channels.meta.graph import Graph, PageAccount
from bot.domain.errors import ChannelError, Unauthorized
from bot.domain.ports import Check
from bot.domain.times import format_day
from bot.i18n import say

WARN_BEFORE = timedelta(days=14)
RIGHTS = ("pages_manage_posts", "pages_read_engagement")
INSTAGRAM_RIGHTS = ("instagram_basic", "instagram_content_publish")


def make_problem(name: str, error: ChannelError) -> Check:
    """A failed look as a line for the doctor."""
    return Check(name=name, mark="problem", message=str(error), advice=error.advice)


def check_page(account: PageAccount, rights: tuple[str, ...] = RIGHTS) -> list[Check]:
    """All lines for one Page token. Never raises ChannelError."""
    try:
        me = account.graph.read("me", act=Act.CHECK, fields="id,name")
    except ChannelError as error:
        return [make_problem(say("Facebook token"), error)]
    checks = [_check_identity(me, account.page_id)]
    try:
        return [*checks, *_check_details(account, rights)]
    except ChannelError as error:
        return [*checks, make_problem(say("Facebook expiry"), error)]


def _check_identity(me: Mapping[str, Any], page_id: str) -> Check:
    name, found = str(me.get("name") or ""), str(me.get("id") or "")
    if found == page_id:
        said = say("is valid for the Page “{name}” ({id})", name=name, id=found)
        return Check(name=say("Facebook token"), mark="ok", message=said)
    said = say("belongs to “{name}” ({id}), but the Page {page} is set", name=name, id=found, page=page_id)
    advice = say("Check BOT_FACEBOOK_PAGE_ID and set a Page token (not a user token) of this Page.")
    return Check(name=say("Facebook token"), mark="problem", message=said, advice=advice)


def _check_details(account: PageAccount, rights: tuple[str, ...]) -> Iterator[Check]:
    if not (account.app_id and account.app_secret):
        said = say("expiry and rights cannot be seen this way")
        advice = say("Set BOT_FACEBOOK_APP_ID and BOT_FACEBOOK_APP_SECRET so that the bot can warn in time.")
        yield Check(name=say("Facebook expiry"), mark="warning", message=said, advice=advice)
        return
    data = _debug_token(account)
    yield _check_kind(data)
    yield _check_rights(data, rights)
    yield _check_expiry(data, account.clock())
    yield _check_app(account)


def _debug_token(account: PageAccount) -> Mapping[str, Any]:
    """What the app may know of the Page token, which was accepted just before: a refusal is the app's."""
    graph = account.graph
    token, app_id, secret = graph.access_token, account.app_id, account.app_secret
    try:
        answer = graph.ask(Act.CHECK, lambda: graph.debug_access_token(token, app_id, secret))
    except Unauthorized as error:
        raise graph.error(error_table.APP_REFUSED, Act.CHECK, error.code) from None
    data = answer.get("data")
    if not isinstance(data, Mapping):
        raise graph.error(error_table.UNREADABLE, Act.CHECK, "no data")
    return data


def _check_kind(data: Mapping[str, Any]) -> Check:
    kind, name = str(data.get("type") or "?"), say("Kind of token")
    if kind in {"PAGE", "SYSTEM_USER"} and data.get("is_valid"):
        return Check(name=name, mark="ok", message=kind)
    said = say("{kind}; a valid Page token is needed", kind=kind)
    return Check(name=name, mark="problem", message=said, advice=say(error_table.NEW_TOKEN))


def _check_rights(data: Mapping[str, Any], rights: tuple[str, ...]) -> Check:
    name = say("Facebook rights") if rights == RIGHTS else say("Facebook rights for Instagram")
    granted = data.get("scopes")
    missing = [right for right in rights if not isinstance(granted, list) or right not in granted]
    if not missing:
        return Check(name=name, mark="ok", message=", ".join(rights))
    said = say("missing: {rights}", rights=", ".join(missing))
    return Check(name=name, mark="problem", message=said, advice=say(error_table.NEW_TOKEN))


def _check_expiry(data: Mapping[str, Any], now: datetime) -> Check:
    ends, data_ends = _moment(data.get("expires_at")), _moment(data.get("data_access_expires_at"))
    first = min((moment for moment in (ends, data_ends) if moment), default=None)
    soon = first is not None and first - now < WARN_BEFORE
    return Check(
        name=say("Facebook expiry"),
        mark="warning" if soon else "ok",
        message=say(
            "token: {token}; data access: {data}",
            token=_name_day(ends) or say("does not expire"),
            data=_name_day(data_ends) or say("without end"),
        ),
        advice=say(error_table.NEW_TOKEN) if soon else "",
        ends_at=first,
    )


def _check_app(account: PageAccount) -> Check:
    """Says no more than can be seen; never raises ChannelError, for the token works all the same."""
    title, of_app = say("Facebook app"), f"{account.app_id}|{account.app_secret}"
    fields = "name,privacy_policy_url"
    try:
        app = account.graph.read(account.app_id, act=Act.CHECK, fields=fields, access_token=of_app)
    except ChannelError as error:
        return make_problem(title, error)
    name = str(app.get("name") or account.app_id)
    where = f"https://developers.facebook.com/apps/{account.app_id}/"
    if app.get("privacy_policy_url"):
        said = say("“{name}”; whether it is Live stands only at the top of {where}", name=name, where=where)
        return Check(name=title, mark="ok", message=said)
    said = say("“{name}” has no privacy policy, so it cannot be Live: nobody would see its posts", name=name)
    settings = f"{where}settings/basic/"
    advice = say("Enter its address at {where}, then switch the app to Live.", where=settings)
    return Check(name=title, mark="warning", message=said, advice=advice)


def _moment(seconds: object) -> datetime | None:
    return matching.parse_time(seconds) if isinstance(seconds, int) and seconds > 0 else None


def _name_day(moment: datetime | None) -> str:
    return format_day(moment, UTC) if moment else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The association's app at Meta; without an id there is none. The secret is never shown."""

    id: str = ""
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAccess:
    """A Page and the token that speaks for it; may_post: whether its person may create posts there."""

    page_id: str
    name: str
    token: str = field(repr=False)
    may_post: bool = True


FIELDS = "id,name,access_token,tasks"
NOT_ACCEPTED = "190"
"""Graph's code for a token that is none, or none any more, without a subcode that says why."""
IS_A_PAGE = "100"
"""Graph's code for asking a Page, which a Page token speaks for, for its accounts."""
MISTYPED = "client secret"
"""In Meta's words for it: "Error validating client secret.", whose code 1 else means a trouble of Meta's."""
MAY_POST = "CREATE_CONTENT"
"""The task of a person who may post as the Page."""


def list_pages(graph: Graph, app: App) -> tuple[PageAccess, ...]:
    """The Pages of the graph's token, whether it is a person's or a Page's own. Raises ChannelError."""
    try:
        pages = _list_accounts(graph)
    except ChannelError as error:
        if error.code == NOT_ACCEPTED:
            raise graph.error(error_table.NO_TOKEN, Act.CHECK, error.code) from None
        if error.code != IS_A_PAGE:
            raise
        return (_read_own_page(graph),)
    if app.id and pages:
        graph.access_token = _exchange(graph, app)
        pages = _list_accounts(graph)
    return pages


def _list_accounts(graph: Graph) -> tuple[PageAccess, ...]:
    rows = (row for page in graph.list_rows("me/accounts", act=Act.CHECK, fields=FIELDS) for row in page)
    return tuple(_make_access(row) for row in rows if row.get("access_token"))


def _make_access(row: Mapping[str, Any]) -> PageAccess:
    tasks = row.get("tasks")
    return PageAccess(
        page_id=str(row.get("id") or ""),
        name=str(row.get("name") or ""),
        token=str(row["access_token"]),
        may_post=not isinstance(tasks, list) or MAY_POST in tasks,
    )


def _read_own_page(graph: Graph) -> PageAccess:
    me = graph.read("me", act=Act.CHECK, fields="id,name")
    page_id = graph.require_id(me, Act.CHECK)
    return PageAccess(page_id=page_id, name=str(me.get("name") or ""), token=graph.access_token)


def _exchange(graph: Graph, app: App) -> str:
    """A user token of about sixty days for one of an hour or two; an expired one cannot be exchanged."""
    try:
        answer = graph.ask(Act.CHECK, lambda: graph.extend_access_token(app.id, app.secret))
    except ChannelError as error:
        if error.code == "1" and MISTYPED in str(error):
            raise graph.error(error_table.APP_REFUSED, Act.CHECK, error.code) from None
        raise
    token = answer.get("access_token")
    if not isinstance(token, str) or not token:
        raise graph.error(error_table.UNREADABLE, Act.CHECK, "no access_token")
    return token
