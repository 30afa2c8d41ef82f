"""A channel is a folder and one line: one made here goes all the way without a change elsewhere."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import bot
from bot.channels.base import ChannelSpec, Clock
from bot.cli.main import app
from bot.config import Settings
from bot.domain import channel as known
from bot.domain.channel import Limits
from bot.domain.errors import OutcomeUnknown
from bot.domain.ports import Check, KeepHandle
from bot.domain.post import Channel, Finding, Post, Presence, Receipt, Search
from bot.domain.year import Measured
from bot.sandbox.sandbox import Sandbox
from tests.instance import AT_ONCE

BOARD = Channel("board")
BOT = Path(bot.__file__).parent


@dataclass
class Board:
    """The notice board of a made-up town: what hangs there by id, and whether its next answer gets lost."""

    hanging: dict[str, str] = field(default_factory=dict)
    loses_answer: bool = False
    asked: int = 0


@dataclass
class BoardPublisher:
    """Hangs posts on the board."""

    board: Board
    channel: Channel = BOARD
    account: str = "board:town-hall"

    def prepare(self, post: Post, keep: KeepHandle) -> Mapping[str, str]:
        keep("pin", f"pin-{post.id}")
        return {**post.handles, "pin": f"pin-{post.id}"}

    def publish(self, post: Post, handles: Mapping[str, str]) -> Receipt:
        self.board.hanging[handles["pin"]] = post.composition.caption
        if self.board.loses_answer:
            self.board.loses_answer = False
            sentence = "The board did not answer."
            raise OutcomeUnknown(sentence, code="lost", advice="Wait.")
        return _receipt(handles["pin"])

    def find(self, post: Post, search: Search) -> Finding:
        del search
        self.board.asked += 1
        pin = post.handles.get("pin", "")
        if pin in self.board.hanging:
            return Finding(presence=Presence.YES, receipt=_receipt(pin))
        return Finding(presence=Presence.NO, is_firm=True)

    def edit(self, post: Post, caption: str) -> None:
        self.board.hanging[post.remote_id] = caption

    def withdraw(self, post: Post) -> None:
        del self.board.hanging[post.remote_id]

    def check(self) -> Sequence[Check]:
        return [Check(name="Board", mark="ok", message="has room")]

    def measure(self, *, since: datetime, until: datetime) -> Measured:
        del since, until
        return Measured(channel=BOARD, at=datetime.now(UTC))

    def readmit(self) -> None:
        """Nothing is held against us."""


def _receipt(pin: str) -> Receipt:
    return Receipt(remote_id=pin, permalink=f"https://board.example/{pin}")


@pytest.fixture
def board() -> Iterator[Board]:
    """A third channel, registered for one test."""
    board = Board()

    def make_publisher(settings: Settings, clock: Clock) -> BoardPublisher:
        del settings, clock
        return BoardPublisher(board)

    known.register(
        ChannelSpec(
            channel=BOARD,
            label="The Board",
            limits=Limits(caption=500, fold=80, hashtags=3, mentions=1, alt_text=200, image_bytes=2_000_000),
            teaser_budget=200,
            caption_template="board.jinja",
            sober_template="board.jinja",
            name_account=lambda _: "board:town-hall",
            make_publisher=make_publisher,
            list_rules=lambda: (),
        )
    )
    yield board
    known.forget(BOARD)


class Town:
    """An instance that publishes on the board alone, and its commands in this process."""

    def __init__(self, home: Path) -> None:
        self.home = home
        (home / "templates" / "captions").mkdir(parents=True)
        template = "NOTICE {{ teaser }}\n{% if link %}{{ link }}{% endif %}\n"
        (home / "templates" / "captions" / "board.jinja").write_text(template, encoding="utf-8")

    def bot(self, *words: str, status: int = 0) -> Result:
        result = CliRunner().invoke(app, ["--home", str(self.home), *words])
        assert result.exit_code == status, (words, result.output)
        return result

    def read(self, *words: str) -> Any:
        return json.loads(self.bot(*words, "--json").stdout)

    def find_post(self) -> dict[str, Any]:
        [post] = self.read("posts", "--channel", "board")
        return dict(post)


@pytest.fixture
def town(board: Board, world: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    """The instance, without any account of the two channels that are shipped."""
    del board
    settings = {**world.environment(), **AT_ONCE, "BOT_LANGUAGE": "en"}
    for name, value in settings.items():
        if not re.match("BOT_(?:FACEBOOK|INSTAGRAM)", name):
            monkeypatch.setenv(name, value)
    return Town(tmp_path / "town")


def test_a_third_channel_goes_all_the_way(town: Town, board: Board, world: Sandbox) -> None:
    town.bot("run", "--once")
    [url] = world.archive.publish_next(1)
    shown = {made["channel"]: made for made in town.read("preview", url)}
    assert shown["board"]["caption"].startswith("NOTICE ")
    assert len(shown["board"]["caption"]) <= 500
    page = town.home / "page.html"
    town.bot("preview", url, "--html", str(page))
    assert "The Board" in page.read_text(encoding="utf-8")

    board.loses_answer = True
    town.bot("run", "--once")
    town.bot("run", "--once")
    post = town.find_post()
    assert (post["status"], post["remote_id"], len(board.hanging)) == ("published", "pin-1", 1)
    assert board.asked

    number = str(post["id"])
    assert "The Board" in town.bot("posts", "--all").stdout
    assert "it is published" in town.bot("show", number).stdout
    assert "board" in town.bot("export", "--format", "csv").stdout
    assert "The Board" in town.bot("export", "--format", "ics").stdout
    assert town.read("status")["channels"][2]["is_on"]
    town.bot("edit", number, "--publish", "--caption", "NOTICE anew", "--yes")
    assert board.hanging == {"pin-1": "NOTICE anew"}
    town.bot("withdraw", number, "--yes")
    assert board.hanging == {}
    assert "has room" in town.bot("doctor").stdout


def test_a_post_of_a_third_channel_is_decided_on(
    town: Town, board: Board, world: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_APPROVAL", "manual")
    town.bot("run", "--once")
    world.archive.publish_next(1)
    town.bot("run", "--once")
    number = str(town.find_post()["id"])
    town.bot("edit", number, "--caption", "NOTICE by hand")
    town.bot("reschedule", number, "--in", "2h")
    town.bot("approve", number)
    town.bot("pause", "--channel", "board", "--reason", "market day")
    assert "The Board" in town.bot("status", status=1).stdout
    town.bot("resume", "--channel", "board")
    town.bot("cancel", number)
    town.bot("reschedule", number, "--in", "0s")
    town.bot("run", "--once")
    assert list(board.hanging.values()) == ["NOTICE by hand"]


def test_a_post_of_a_channel_that_is_gone_is_still_shown(town: Town, world: Sandbox) -> None:
    town.bot("run", "--once")
    world.archive.publish_next(1)
    town.bot("run", "--once")
    known.forget(BOARD)
    assert "board" in town.bot("posts", "--all").stdout
    assert town.read("posts")[0]["channel"] == "board"
    assert "does not know the channel board" in town.bot("show", "1", status=3).output


ELSEWHERE = {
    "channels": "its room",
    "sandbox": "plays the platforms",
    "config.py": "names their settings, which are one flat list",
    "storage/migrations": "says what was once",
    "archive": "reads pages that name them",
    "compose/facts.py": "texts link to them",
    "compose/places.py": "texts name them where others name a hall",
}
"""Where the names may stand, and why."""


def test_no_other_file_names_a_channel() -> None:
    naming = [
        path.relative_to(BOT).as_posix()
        for path in sorted(BOT.rglob("*.py"))
        if not path.relative_to(BOT).as_posix().startswith(tuple(ELSEWHERE))
        and re.search("facebook|instagram", path.read_text(encoding="utf-8"), re.IGNORECASE)
    ]
    assert naming == []


@pytest.mark.parametrize("name", ["", "Board", "a b", "x" * 17, "ö"])
def test_what_can_be_no_name_is_no_channel(name: str) -> None:
    with pytest.raises(ValueError, match="no name of a channel"):
        Channel(name)
