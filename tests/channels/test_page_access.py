"""From the token that a person copied to the Page's own, and what the doctor sees of the app."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.meta.graph import Graph, PageAccount
from bot.channels.meta.token_check import App, PageAccess, check_page, list_pages
from bot.domain.errors import ChannelError, Unauthorized
from bot.domain.ports import Check
from bot.i18n import speak
from bot.sandbox.faults import Fault
from bot.sandbox.kinds import Moment
from bot.sandbox.sandbox import Sandbox

WITHOUT = App()
Open = Callable[[str], Graph]


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(autouse=True)
def english(german: None) -> None:
    """Said in English here."""
    del german
    speak("en")


@pytest.fixture
def open_graph(world: Sandbox) -> Iterator[Open]:
    """Our Graph client with a token, on the way to the sandbox."""
    opened: list[Graph] = []

    def open_one(token: str) -> Graph:
        limit = timedelta(seconds=5)
        opened.append(Graph(token=token, version="v25.0", timeout=limit, clock=now))
        return opened[-1]

    yield open_one
    for graph in opened:
        graph.session.close()


@pytest.fixture
def app(world: Sandbox) -> App:
    """The association's app."""
    return App(id=world.facebook.app_id, secret=world.facebook.app_secret)


def make_account(graph: Graph, page_id: str, app: App) -> PageAccount:
    """A Page as it is spoken for by this client."""
    account = PageAccount(
        page_id=page_id,
        token=graph.access_token,
        graph_version=graph.version,
        timeout=timedelta(seconds=5),
        clock=now,
        app_id=app.id,
        app_secret=app.secret,
    )
    account.graph = graph
    return account


def find_expiry(graph: Graph, page: PageAccess, app: App) -> Check:
    lines = {line.name: line for line in check_page(make_account(graph, page.page_id, app))}
    return lines["Facebook expiry"]


def test_a_short_user_token_leads_to_a_page_token_without_an_end(
    world: Sandbox, open_graph: Open, app: App
) -> None:
    [page] = list_pages(open_graph(world.facebook.user_token), app)
    assert (page.page_id, page.token) == (world.facebook.page_id, world.facebook.token)
    assert "token: does not expire" in find_expiry(open_graph(page.token), page, app).message


def test_without_the_app_the_page_token_dies_with_the_short_one(
    world: Sandbox, open_graph: Open, app: App
) -> None:
    [page] = list_pages(open_graph(world.facebook.user_token), WITHOUT)
    line = find_expiry(open_graph(page.token), page, app)
    assert line.ends_at is not None
    assert line.ends_at - now() < timedelta(hours=2)


def test_a_page_token_is_taken_as_it_is(world: Sandbox, open_graph: Open, app: App) -> None:
    for given in (app, WITHOUT):
        [page] = list_pages(open_graph(world.facebook.token), given)
        assert (page.page_id, page.name, page.token) == (
            world.facebook.page_id,
            world.facebook.name,
            world.facebook.token,
        )


def test_a_token_of_another_page_is_told_from_this_ones(world: Sandbox, open_graph: Open, app: App) -> None:
    mine = world.facebook.page_id
    marks = {
        page_id: check_page(make_account(open_graph(world.facebook.token), page_id, app))[0].mark
        for page_id in (mine, "0", f"{mine}0", "99")
    }
    assert [page_id for page_id, mark in marks.items() if mark == "ok"] == [mine]


def test_an_ended_token_is_refused_in_words(world: Sandbox, open_graph: Open, app: App) -> None:
    world.facebook.expire_token(world.facebook.user_token)
    with pytest.raises(Unauthorized, match="expired"):
        list_pages(open_graph(world.facebook.user_token), app)


def test_a_wrong_app_secret_is_not_taken_for_a_trouble_of_metas(world: Sandbox, open_graph: Open) -> None:
    """Meta answers it with code 1, which else says that Meta itself is down."""
    mistyped = App(id=world.facebook.app_id, secret="mistyped")
    with pytest.raises(Unauthorized, match="App ID and App secret"):
        list_pages(open_graph(world.facebook.user_token), mistyped)


@pytest.mark.parametrize("kind", ["drop", "reset", "http_500", "token_expired"])
def test_neither_token_nor_secret_stands_in_an_error(
    world: Sandbox, open_graph: Open, app: App, kind: str
) -> None:
    world.faults.add(Fault(point="facebook.access_token", kind=kind, when=Moment.BEFORE))
    with pytest.raises(ChannelError) as refusal:
        list_pages(open_graph(world.facebook.user_token), app)
    for part in (str(refusal.value), repr(refusal.value), repr(app), refusal.value.code):
        assert app.secret not in part
        assert world.facebook.user_token not in part


def test_a_page_token_is_never_shown(world: Sandbox, open_graph: Open, app: App) -> None:
    [page] = list_pages(open_graph(world.facebook.user_token), app)
    assert world.facebook.token not in repr(page)


@pytest.mark.parametrize(
    ("has_policy", "mark", "words"),
    [(True, "ok", "whether it is Live"), (False, "warning", "cannot be Live")],
    ids=["may be Live", "in development mode"],
)
def test_what_can_be_seen_of_the_apps_mode_is_said(
    world: Sandbox, open_graph: Open, app: App, *, has_policy: bool, mark: str, words: str
) -> None:
    if not has_policy:
        world.facebook.remove_privacy_policy()
    checks = check_page(make_account(open_graph(world.facebook.token), world.facebook.page_id, app))
    [line] = [line for line in checks if line.name == "Facebook app"]
    assert line.mark == mark
    assert words in line.message
    assert app.id in line.message + line.advice
