"""The doctor's look at a Page token: whose it is, what it may do, and when it ends.

Sources: Meta, "Debug Token" and "Long-Lived Access Tokens"; `me` with a Page token is the Page itself.

Whether the app is Live or in development mode, in which its posts are seen by people with a role in the app
only (Meta, "App Modes"), no documented field tells: neither debug_token nor any of the fields of an
Application (facebook-business-sdk-codegen, specs/Application.json). What can be seen is `privacy_policy_url`,
without which the App Dashboard refuses to make an app Live. Where a person sees the rest: docs/facebook.md.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.channels import matching
from bot.channels.base import Act, Words
from bot.channels.meta import error_table
from bot.channels.meta.graph import Graph
from bot.domain.channel import FacebookApp, PageAccess
from bot.domain.errors import ChannelError, Unauthorized
from bot.domain.ports import Check

WARN_BEFORE = timedelta(days=14)
RIGHTS = ("pages_manage_posts", "pages_read_engagement")
INSTAGRAM_RIGHTS = ("instagram_basic", "instagram_content_publish")

_TOKEN = Words("Facebook-Token", "Facebook token")
_RIGHTS = Words("Facebook-Rechte", "Facebook rights")
_EXPIRY = Words("Facebook-Ablauf", "Facebook expiry")
_APP = Words("Facebook-App", "Facebook app")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What is checked: the Page, and the app's id and secret when they are known."""

    page_id: str
    app_id: str
    app_secret: str
    rights: tuple[str, ...] = RIGHTS


def problem(name: Words, error: ChannelError, language: str) -> Check:
    """A failed look as a line for the doctor."""
    return Check(name=name.say(language), mark="problem", message=str(error), advice=error.advice)


def check_page(graph: Graph, account: Account, *, now: datetime, language: str) -> list[Check]:
    """All lines for one Page token. Never raises ChannelError."""
    try:
        checks = [
            _check_identity(graph.read("me", act=Act.CHECK, fields="id,name"), account.page_id, language)
        ]
    except ChannelError as error:
        return [problem(_TOKEN, error, language)]
    try:
        return [*checks, *_check_details(graph, account, now, language)]
    except ChannelError as error:
        return [*checks, problem(_EXPIRY, error, language)]


def _check_identity(me: Mapping[str, Any], page_id: str, language: str) -> Check:
    name, found = str(me.get("name") or ""), str(me.get("id") or "")
    if found == page_id:
        said = Words(f"gilt für die Seite „{name}“ ({found})", f"is valid for the Page “{name}” ({found})")
        return Check(name=_TOKEN.say(language), mark="ok", message=said.say(language))
    said = Words(
        f"gehört zu „{name}“ ({found}), eingestellt ist die Seite {page_id}",
        f"belongs to “{name}” ({found}), but the Page {page_id} is set",
    )
    advice = Words(
        "BOT_FACEBOOK_PAGE_ID prüfen und ein Seiten-Token (kein Nutzer-Token) dieser Seite eintragen.",
        "Check BOT_FACEBOOK_PAGE_ID and set a Page token (not a user token) of this Page.",
    )
    return Check(
        name=_TOKEN.say(language), mark="problem", message=said.say(language), advice=advice.say(language)
    )


def _check_details(graph: Graph, account: Account, now: datetime, language: str) -> Iterator[Check]:
    if not (account.app_id and account.app_secret):
        said = Words("Ablauf und Rechte sind so nicht zu sehen", "expiry and rights cannot be seen this way")
        advice = Words(
            "BOT_FACEBOOK_APP_ID und BOT_FACEBOOK_APP_SECRET eintragen, damit der Bot rechtzeitig warnt.",
            "Set BOT_FACEBOOK_APP_ID and BOT_FACEBOOK_APP_SECRET so that the bot can warn in time.",
        )
        yield Check(
            name=_EXPIRY.say(language),
            mark="warning",
            message=said.say(language),
            advice=advice.say(language),
        )
        return
    data = _debug_token(graph, account)
    yield _check_kind(data, language)
    yield _check_rights(data, account.rights, language)
    yield _check_expiry(data, now, language)
    yield _check_app(graph, account, language)


def _debug_token(graph: Graph, account: Account) -> Mapping[str, Any]:
    """What the app may know of the Page token, which was accepted just before: a refusal is the app's."""
    token = graph.access_token
    try:
        answer = graph.ask(
            Act.CHECK, lambda: graph.debug_access_token(token, account.app_id, account.app_secret)
        )
    except Unauthorized as error:
        raise graph.error(error_table.APP_REFUSED, Act.CHECK, error.code) from None
    data = answer.get("data")
    if not isinstance(data, Mapping):
        raise graph.error(error_table.UNREADABLE, Act.CHECK, "no data")
    return data


def _check_kind(data: Mapping[str, Any], language: str) -> Check:
    kind = str(data.get("type") or "?")
    name = Words("Art des Tokens", "Kind of token").say(language)
    if kind in {"PAGE", "SYSTEM_USER"} and data.get("is_valid"):
        return Check(name=name, mark="ok", message=kind)
    said = Words(f"{kind}; gebraucht wird ein gültiges Seiten-Token", f"{kind}; a valid Page token is needed")
    return Check(
        name=name, mark="problem", message=said.say(language), advice=error_table.NEW_TOKEN.say(language)
    )


def _check_rights(data: Mapping[str, Any], rights: tuple[str, ...], language: str) -> Check:
    granted = data.get("scopes")
    missing = [right for right in rights if not isinstance(granted, list) or right not in granted]
    if not missing:
        return Check(name=_RIGHTS.say(language), mark="ok", message=", ".join(rights))
    said = Words(f"es fehlt: {', '.join(missing)}", f"missing: {', '.join(missing)}")
    return Check(
        name=_RIGHTS.say(language),
        mark="problem",
        message=said.say(language),
        advice=error_table.NEW_TOKEN.say(language),
    )


def _check_expiry(data: Mapping[str, Any], now: datetime, language: str) -> Check:
    ends, data_ends = _moment(data.get("expires_at")), _moment(data.get("data_access_expires_at"))
    message = Words(
        f"Token: {_day(ends, 'läuft nicht ab')}; Datenzugriff: {_day(data_ends, 'ohne Ende')}",
        f"token: {_day(ends, 'does not expire')}; data access: {_day(data_ends, 'without end')}",
    ).say(language)
    first = min((moment for moment in (ends, data_ends) if moment), default=None)
    soon = first is not None and first - now < WARN_BEFORE
    return Check(
        name=_EXPIRY.say(language),
        mark="warning" if soon else "ok",
        message=message,
        advice=error_table.NEW_TOKEN.say(language) if soon else "",
        ends_at=first,
    )


def _check_app(graph: Graph, account: Account, language: str) -> Check:
    """Says no more than can be seen; never raises ChannelError, for the token works all the same."""
    of_app = f"{account.app_id}|{account.app_secret}"
    try:
        app = graph.read(account.app_id, act=Act.CHECK, fields="name,privacy_policy_url", access_token=of_app)
    except ChannelError as error:
        return problem(_APP, error, language)
    name = str(app.get("name") or account.app_id)
    where = f"https://developers.facebook.com/apps/{account.app_id}/"
    if app.get("privacy_policy_url"):
        said = Words(
            f"„{name}“; ob sie live ist, steht nur oben auf {where}",
            f"“{name}”; whether it is Live stands only at the top of {where}",
        )
        return Check(name=_APP.say(language), mark="ok", message=said.say(language))
    said = Words(
        f"„{name}“ hat keine Datenschutzerklärung und kann so nicht live sein: Beiträge sähe niemand",
        f"“{name}” has no privacy policy, so it cannot be Live: nobody would see its posts",
    )
    advice = Words(
        f"Auf {where}settings/basic/ deren Adresse eintragen, dann die App auf „Live“ schalten.",
        f"Enter its address at {where}settings/basic/, then switch the app to Live.",
    )
    return Check(
        name=_APP.say(language), mark="warning", message=said.say(language), advice=advice.say(language)
    )


def _moment(seconds: object) -> datetime | None:
    return matching.parse_time(seconds) if isinstance(seconds, int) and seconds > 0 else None


def _day(moment: datetime | None, never: str) -> str:
    return moment.date().isoformat() if moment else never


FIELDS = "id,name,access_token,tasks"
NOT_ACCEPTED = "190"
"""Graph's code for a token that is none, or none any more, without a subcode that says why."""
IS_A_PAGE = "100"
"""Graph's code for asking a Page, which a Page token speaks for, for its accounts."""
MISTYPED = "client secret"
"""In Meta's words for it: "Error validating client secret.", whose code 1 else means a trouble of Meta's."""
MAY_POST = "CREATE_CONTENT"
"""The task of a person who may post as the Page."""


def list_pages(graph: Graph, app: FacebookApp) -> tuple[PageAccess, ...]:
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


def _exchange(graph: Graph, app: FacebookApp) -> str:
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
