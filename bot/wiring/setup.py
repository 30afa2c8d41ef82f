"""What only the guided set-up needs: looking at an account before it stands in the settings."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.channels import page_access, page_check
from bot.channels.graph import Graph
from bot.domain.access import FacebookApp, PageAccess
from bot.domain.ports import Check
from bot.settings import Settings

Clock = Callable[[], datetime]


def list_pages(settings: Settings, token: str, app: FacebookApp, *, clock: Clock) -> Sequence[PageAccess]:
    """The Pages that a token opens; with an app, by tokens that last. Raises ChannelError."""
    return page_access.list_pages(_make_graph(settings, token, clock), app)


def check_page(settings: Settings, page: PageAccess, app: FacebookApp, *, clock: Clock) -> Sequence[Check]:
    """The doctor's lines for a Page token that is not kept yet."""
    account = page_check.Account(page_id=page.page_id, app_id=app.id, app_secret=app.secret)
    graph = _make_graph(settings, page.token, clock)
    return page_check.check_page(graph, account, now=clock(), language=settings.language)


def _make_graph(settings: Settings, token: str, clock: Clock) -> Graph:
    return Graph(
        token=token,
        version=settings.facebook_graph_version,
        timeout=settings.http_timeout,
        clock=clock,
        language=settings.language,
    )
