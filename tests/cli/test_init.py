"""`bot init`: an instance of one's own."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from bot.cli.instance import quote, write_env
from bot.sandbox import Sandbox
from tests.cli.conftest import Desk
from tests.cli.test_terminal import Terminal

Bot = Callable[..., Result]


def test_where_nobody_sits_an_instance_to_fill_in_is_written(bot: Bot, tmp_path: Path) -> None:
    home = tmp_path / "neu"
    result = bot("init", str(home))
    assert result.exit_code == 0
    assert {path.name for path in home.iterdir()} == {".env", "templates", "media", "state"}
    assert stat.S_IMODE((home / ".env").stat().st_mode) == 0o600


def test_an_instance_is_never_overwritten(desk: Desk, bot: Bot) -> None:
    before = (desk.home / ".env").read_text()
    assert bot("init", str(desk.home)).exit_code == 1
    assert (desk.home / ".env").read_text() == before


@pytest.mark.parametrize(
    "value", ["a b", "it's", 'say "x"', "back\\slash", "#no comment", "$HOME ${X}", "ä€"]
)
def test_every_value_is_read_back_as_it_was_entered(tmp_path: Path, value: str) -> None:
    from dotenv import dotenv_values

    write_env(tmp_path, {"BOT_BRAND_NAME": value})
    assert dotenv_values(tmp_path / ".env", interpolate=False) == {"BOT_BRAND_NAME": value}
    assert quote(value).startswith("'")


@pytest.mark.slow
def test_a_volunteer_is_led_from_the_address_to_the_first_preview(tmp_path: Path) -> None:
    home = tmp_path / "instanz"
    with Sandbox(tmp_path / "sandbox") as world:
        reach = {name: value for name, value in world.environment().items() if not name.startswith("BOT_")}
        terminal = Terminal(home, "init", BOT_LANGUAGE="en", **reach)
        for question, answer in (
            ("lists the news", "http://127.0.0.1:1/weg"),
            ("Keep it all the same?", "n"),
            ("lists the news", world.archive.url),
            ("association's name", "Verbund"),
            ("Facebook Page now?", "y"),
            ("Page's id", world.facebook.page_id),
            ("Page token", world.facebook.token),
            ("Which one?", "3"),
        ):
            terminal.read_until(question)
            terminal.seen = ""
            terminal.type(answer)
        assert terminal.leave() == 0, terminal.seen
    assert "Done." in terminal.seen
    assert "Lesung in drei Sprachen" in terminal.seen
    assert world.facebook.token not in terminal.seen
    written = (home / ".env").read_text()
    assert "BOT_FACEBOOK_TOKEN=" in written
    assert stat.S_IMODE((home / ".env").stat().st_mode) == 0o600
