"""From the token that a person copied to the Pages it opens, each with a token of its own.

A Page token taken with a short-lived user token dies with it, within hours; taken with a long-lived one it
has no end. So the user token is exchanged first when the app's id and secret are known.
Source: Meta, "Get Long-Lived Tokens" (oauth/access_token with fb_exchange_token, then me/accounts).
"""

from collections.abc import Mapping
from typing import Any

from bot.channels import graph_verdicts
from bot.channels.graph import Graph
from bot.channels.verdicts import Act
from bot.domain.access import FacebookApp, PageAccess
from bot.domain.errors import ChannelError

FIELDS = "id,name,access_token,tasks"
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
        if error.code != IS_A_PAGE:
            raise
        return (_read_own_page(graph),)
    if app.id and pages:
        graph.access_token = _exchange(graph, app)
        pages = _list_accounts(graph)
    return pages


def _list_accounts(graph: Graph) -> tuple[PageAccess, ...]:
    rows = (row for page in graph.list_rows("me/accounts", fields=FIELDS) for row in page)
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
            raise graph.error(graph_verdicts.APP_REFUSED, Act.CHECK, error.code) from None
        raise
    token = answer.get("access_token")
    if not isinstance(token, str) or not token:
        raise graph.error(graph_verdicts.UNREADABLE, Act.CHECK, "no access_token")
    return token
