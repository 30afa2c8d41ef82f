"""Every command as a process of its own: where somebody sits, and where nobody does."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from bot.cli import registry
from bot.domain.article import ArticleStatus
from bot.domain.post import PostStatus
from tests.cli.conftest import Desk
from tests.cli.test_terminal import Terminal
from tests.warm import list_environment, run_bot

UNREACHABLE = {"https_proxy": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9", "no_proxy": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """words: behind the command; status: where nobody sits; asks: what a person is asked and answers."""

    words: str = ""
    status: int = 0
    post: PostStatus = PostStatus.SCHEDULED
    asks: tuple[tuple[str, str], ...] = ()
    then: int | None = None


SET_UP = (
    ("lists your news", "https://example.org/news"),
    ("Try once more?", "n"),
    ("for the pictures", ""),
    ("without a logo", ""),
    ("colour of the pictures", ""),
    ("Which one? [1]", "3"),
    ("Which one? [1]", "1"),
    ("When may be posted?", ""),
    ("Which one? [1]", "4"),
    ("Change an answer?", ""),
)
CASES = {
    "preview": Case(words="{home}/page.html"),
    "init": Case(words="{home}", status=1, asks=SET_UP, then=0),
    "doctor": Case(status=1),
    "run": Case(words="--once", status=1),  # no source is named
    "articles": Case(),
    "posts": Case(),
    "show": Case(status=2, asks=(("Which one?", "1"),), then=0),
    "status": Case(status=1, post=PostStatus.FAILED),
    "desk": Case(status=3),  # no address of this machine, see home
    "people": Case(),
    "links": Case(words="{home}/links.html"),
    "approve": Case(status=2, post=PostStatus.DRAFT, asks=(("Which ones?", "1"),), then=0),
    "edit": Case(status=2, asks=(("Which one?", "1"),), then=0),
    "cancel": Case(status=2, asks=(("Which ones?", "1"),), then=0),
    "reschedule": Case(status=2, asks=(("Which ones?", "1"), ("When? Such as", "tomorrow 9:30")), then=0),
    "retry": Case(status=2, post=PostStatus.FAILED, asks=(("Which ones?", "1"),), then=0),
    "mark-posted": Case(status=2, asks=(("Which one?", "1"), ("link", "https://www.facebook.com/1")), then=0),
    "withdraw": Case(
        status=2, post=PostStatus.PUBLISHED, asks=(("Which ones?", "1"), ("[y/N]", "n")), then=0
    ),
    "pause": Case(status=2, asks=(("Why? The others", "Ferien"),), then=0),
    "resume": Case(),
    "backfill": Case(status=2, asks=(("of the latest?", "1"), ("[y/N]", "n")), then=0),
    "backup": Case(words="{home}/copy.db"),
    "restore": Case(words="{home}/copy.db", status=2, asks=(("[y/N]", "n"),), then=0),
    "export": Case(words="--format ics"),
    "report": Case(words="--year 2026 --html {home}/report.html"),
}


@pytest.fixture
def home(desk: Desk) -> Desk:
    """An instance with one post of Facebook, one older article, a page and a copy of the database."""
    desk.now = datetime.now(UTC)
    account = ("BOT_FACEBOOK_PAGE_ID=1", "BOT_FACEBOOK_TOKEN=t")
    desk.write_env(*account, "BOT_HTTP_TIMEOUT=2s", "BOT_DESK_ADDR=192.0.2.1:8090")
    desk.add_article("Alt", ArticleStatus.BASELINE)
    days = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
    words = " ".join(f"Am {day} feiern alle Vereine ein Fest auf dem Lindenplatz." for day in days)
    (desk.home / "page.html").write_text(f"<title>Fest</title><article><h1>Fest</h1><p>{words}</p></article>")
    return desk


def test_no_command_is_left_out() -> None:
    """`bot demo` takes its time: tests/cli/test_demo.py runs it both ways."""
    assert ["demo", *CASES] == [entry.name for entry in registry.list_entries()]


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_a_command_without_a_terminal_never_asks_and_leaves_with_its_status(home: Desk, name: str) -> None:
    case, words = CASES[name], prepare(home, name)
    environ = {**list_environment(), **UNREACHABLE}
    done = run_bot(*words, "--home", str(home.home), environ=environ, typed="1\ny\n")
    assert done.status == case.status, done.err
    assert "Traceback" not in done.err
    for question, _ in case.asks:
        assert question not in done.out + done.err


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_a_command_on_a_terminal_asks_what_it_must_know(home: Desk, name: str) -> None:
    case, words = CASES[name], prepare(home, name)
    terminal = Terminal(home.home, *words, EDITOR="true", **UNREACHABLE)
    for question, answer in case.asks:
        terminal.read_until(question)
        terminal.seen = ""
        terminal.type(answer)
    assert terminal.leave() == (case.status if case.then is None else case.then), terminal.seen
    assert "Traceback" not in terminal.seen


def prepare(desk: Desk, name: str) -> list[str]:
    """A post in the status that the command is about; the words to type."""
    desk.add_post(status=CASES[name].post)
    with desk.open() as bot:
        bot.backup(desk.home / "copy.db")
    return [name, *CASES[name].words.format(home=desk.home).split()]
