"""`bot demo`, as somebody runs it who has only just cloned: also a second time."""

import json
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from bot.cli.commands.demo import MARK, make_home
from tests.cli.test_terminal import Terminal
from tests.warm import list_environment


def test_an_earlier_demo_is_cleared_away(tmp_path: Path) -> None:
    (make_home(tmp_path) / "old").touch()
    assert [path.name for path in make_home(tmp_path).iterdir()] == [MARK]


def test_a_directory_that_is_not_a_demo_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "precious").touch()
    assert make_home(tmp_path) != tmp_path / "demo"
    assert (tmp_path / "demo" / "precious").exists()


@pytest.mark.slow
def test_the_demo_publishes_every_new_article_once_on_each_channel_and_ends_at_the_desk(
    tmp_path: Path,
) -> None:
    make_home(tmp_path)
    command = [sys.executable, "-m", "bot", "demo", "--desk", "--json", "--home", str(tmp_path)]
    with (
        (tmp_path / "said").open("w+") as said,
        subprocess.Popen(
            command, env=list_environment(), stdout=said, stderr=subprocess.PIPE, text=True
        ) as demo,
    ):
        assert demo.stderr
        link = next(found[0] for line in demo.stderr if (found := re.findall(r"http\S+/sign-in/\S+", line)))
        with httpx.Client(follow_redirects=True, trust_env=False) as phone:
            page = phone.get(link)
            assert page.status_code == 200
            assert 'data-status="draft"' in page.text
        demo.terminate()
        demo.stderr.read()
    assert demo.returncode == 0
    posts = json.loads((tmp_path / "said").read_text(encoding="utf-8"))
    assert len(posts) == 6
    assert {post["status"] for post in posts} == {"published"}
    page = (tmp_path / "demo" / "preview.html").read_text(encoding="utf-8")
    assert page.count("<h2") == 3
    assert oct((tmp_path / "demo" / ".env").stat().st_mode & 0o777) == "0o600"


@pytest.mark.patient
def test_on_a_terminal_the_demo_ends_with_a_table_of_eighty_columns(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "demo", BOT_LANGUAGE="en", NO_COLOR="1")
    assert terminal.leave() == 0, terminal.seen
    assert terminal.seen.count("published") >= 6
    assert "links lead nowhere" in " ".join(terminal.seen.split())
    table = terminal.seen.rpartition("Article")[2].partition("Every new article")[0]
    assert max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in table.splitlines()) <= 80
