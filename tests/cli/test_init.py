"""`bot init`: an instance of one's own."""

import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from dotenv import dotenv_values
from typer.testing import Result

from bot.cli.instance_files import change_env, quote, write_env
from bot.config import load_settings
from bot.sandbox.sandbox import Sandbox
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


def test_a_changed_setting_keeps_its_place_and_every_other_line(tmp_path: Path) -> None:
    place = tmp_path / ".env"
    place.write_text("# our bot\nexport BOT_FACEBOOK_TOKEN = 'old'\nBOT_BRAND_NAME=Verbund", encoding="utf-8")
    change_env(tmp_path, {"BOT_FACEBOOK_TOKEN": "n\\1'w", "BOT_FACEBOOK_PAGE_ID": "1", "BOT_KEEP": ""})
    first, _, brand, page = place.read_text().splitlines()
    assert (first, brand, page) == ("# our bot", "BOT_BRAND_NAME=Verbund", "BOT_FACEBOOK_PAGE_ID='1'")
    assert dotenv_values(place, interpolate=False)["BOT_FACEBOOK_TOKEN"] == "n\\1'w"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "value", ["a b", "it's", 'say "x"', "back\\slash", "#no comment", "$HOME ${X}", "ä€"]
)
def test_every_value_is_read_back_as_it_was_entered(tmp_path: Path, value: str) -> None:
    write_env(tmp_path, {"BOT_BRAND_NAME": value})
    assert dotenv_values(tmp_path / ".env", interpolate=False) == {"BOT_BRAND_NAME": value}
    assert quote(value).startswith("'")


def test_where_the_disk_is_full_the_settings_stay_as_they_were(tmp_path: Path) -> None:
    written = "BOT_FACEBOOK_TOKEN='t'\n"
    (tmp_path / ".env").write_text(written)
    assert run_on_full_disk("change_env(Path(sys.argv[1]), {'BOT_HOLD': '1h'})", tmp_path) == "StorageError"
    assert (tmp_path / ".env").read_text() == written
    assert [path.name for path in tmp_path.iterdir()] == [".env"]


def run_on_full_disk(statement: str, home: Path) -> str:
    """The error of a statement in a process that cannot write a single byte."""
    script = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from bot.cli.instance_files import change_env\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
        f"try: {statement}\nexcept Exception as error: sys.exit(type(error).__name__)"
    )
    command = [sys.executable, "-c", script, str(home)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr.strip()


@pytest.fixture
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person sits here."""
    monkeypatch.setattr("bot.cli.commands.init.is_terminal", lambda: True)


@pytest.mark.usefixtures("somebody")
def test_a_password_takes_the_place_of_the_official_way(desk: Desk, bot: Bot) -> None:
    desk.write_env("BOT_FACEBOOK_PAGE_ID=1", "BOT_FACEBOOK_TOKEN=t", "BOT_INSTAGRAM_BACKEND=graph")
    assert bot("init", str(desk.home), stdin="n\ny\n2\nverein\ngeheim\n\n").exit_code == 0
    settings = load_settings(desk.home)
    assert (settings.instagram_backend, settings.instagram_username) == ("instagrapi", "verein")


@pytest.mark.usefixtures("somebody")
@pytest.mark.parametrize(("name", "password"), [("@", "geheim"), ("verein", " ")], ids=["name", "password"])
def test_blanks_are_no_account_and_the_settings_stay_whole(
    desk: Desk, bot: Bot, name: str, password: str
) -> None:
    result = bot("init", str(desk.home), stdin=f"n\ny\n2\n{name}\n{password}\n\nn\n")
    assert "Try once more?" in result.stdout
    assert load_settings(desk.home).instagram_username == ""


@pytest.mark.usefixtures("somebody")
def test_who_leaves_at_the_first_question_is_asked_it_again(bot: Bot, tmp_path: Path) -> None:
    for _ in range(2):
        result = bot("init", str(tmp_path / "neu"), stdin="")
        assert "Die Adresse der Seite" in result.stdout


class Dialogue:
    """Somebody at a terminal who is asked by `bot init`, and an instance that comes about."""

    def __init__(self, home: Path, world: Sandbox, **settings: str) -> None:
        reach = {name: value for name, value in world.environment().items() if not name.startswith("BOT_")}
        self.home = home
        self._terminal = Terminal(home, "init", **{"BOT_LANGUAGE": "en", **reach, **settings})
        self.seen = ""

    def answer(self, *pairs: tuple[str, str]) -> None:
        """Wait for each question and type its answer; where nothing is shown, not before the last blank."""
        for question, answer in pairs:
            self._terminal.read_until(question)
            self.seen += self._terminal.seen
            self._terminal.seen = ""
            self._terminal.type(answer)

    def end(self) -> int:
        """The exit status."""
        status = self._terminal.leave()
        self.seen += self._terminal.seen
        return status

    @property
    def written(self) -> dict[str, str | None]:
        """What stands in `.env`."""
        return dotenv_values(self.home / ".env", interpolate=False)

    def find(self, secret: str) -> list[str]:
        """Where a secret stands: on the screen, in which files."""
        files = [path for path in self.home.rglob("*") if path.is_file()]
        found = [path.name for path in files if secret.encode() in path.read_bytes()]
        return [*found, *(["the screen"] if secret in self.seen else [])]


@pytest.mark.slow
def test_a_volunteer_is_led_from_a_short_token_to_a_lasting_one_and_the_first_preview(
    tmp_path: Path, world: Sandbox
) -> None:
    page, account = world.facebook, world.instagram
    seed = account.require_two_factor()
    page.add_neighbour("42", "Jugendgruppe")
    dialogue = Dialogue(tmp_path / "instanz", world)
    dialogue.answer(
        ("lists the news", "http://127.0.0.1:1/weg"),
        ("Try once more? [Y/n]", ""),
        ("lists the news", world.archive.url),
        ("association's name", "Verbund"),
        ("Facebook Page now?", "y"),
        ("explorer (it is not shown): ", page.user_token),
        ("App ID", page.app_id),
        ("and not kept): ", "wrong-secret"),
        ("Try once more? [Y/n]", ""),
        ("explorer (it is not shown): ", page.user_token),
        ("App ID", page.app_id),
        ("and not kept): ", page.app_secret),
        ("Which Page?", "7"),
        ("1 to 2", "1"),
        ("Which one?", "2"),
        ("user name", f"@{account.username}"),
        ("password (it is not shown): ", account.password),
        ("Enter: without): ", f"{seed[:4]} {seed[4:]}"),
    )
    assert dialogue.end() == 0, dialogue.seen
    for words in ("PAGE", "does not expire", "whether it is Live", f"logged in as @{account.username}"):
        assert words in dialogue.seen
    assert "Lesung in drei Sprachen" in dialogue.seen
    assert dialogue.written["BOT_FACEBOOK_TOKEN"] == page.token
    assert dialogue.written["BOT_FACEBOOK_PAGE_ID"] == page.page_id
    assert stat.S_IMODE((dialogue.home / ".env").stat().st_mode) == 0o600
    assert (dialogue.home / "state" / "instagram-session.json").exists()
    assert {secret: dialogue.find(secret) for secret in ("wrong-secret", page.app_secret)} == {
        "wrong-secret": [],
        page.app_secret: [],
    }
    assert [dialogue.find(secret) for secret in (page.token, account.password)] == [[".env"], [".env"]]
    assert page.user_token not in (dialogue.home / ".env").read_text().replace(page.token, "")


@pytest.mark.slow
def test_the_official_way_is_offered_with_a_page_only_and_the_app_is_not_asked_for_when_it_is_given(
    tmp_path: Path, world: Sandbox
) -> None:
    page = world.facebook
    app = {"BOT_FACEBOOK_APP_ID": page.app_id, "BOT_FACEBOOK_APP_SECRET": page.app_secret}
    dialogue = Dialogue(tmp_path / "instanz", world, **app)
    dialogue.answer(
        ("lists the news", world.archive.url),
        ("association's name", ""),
        ("Facebook Page now?", "y"),
        ("explorer (it is not shown): ", page.user_token),
        ("the right Page? [Y/n]", ""),
        ("Which one?", "3"),
    )
    assert dialogue.end() == 0, dialogue.seen
    assert "App ID" not in dialogue.seen
    assert dialogue.written["BOT_INSTAGRAM_BACKEND"] == "graph"
    assert dialogue.written["BOT_FACEBOOK_TOKEN"] == page.token


@pytest.mark.slow
def test_in_an_instance_that_stands_only_the_accounts_are_renewed(tmp_path: Path, world: Sandbox) -> None:
    page = world.facebook
    app = {"BOT_FACEBOOK_APP_ID": page.app_id, "BOT_FACEBOOK_APP_SECRET": page.app_secret}
    before = f"# ours\nBOT_FACEBOOK_PAGE_ID={page.page_id}\nBOT_FACEBOOK_TOKEN=ended\nBOT_HOLD=1h\n"
    (tmp_path / ".env").write_text(before)
    dialogue = Dialogue(tmp_path, world, **app)
    dialogue.answer(
        ("Renew the access to the Facebook Page? [y/N]", "y"),
        ("explorer (it is not shown): ", page.user_token),
        ("the right Page? [Y/n]", ""),
        ("Instagram anew? [y/N]", ""),
    )
    assert dialogue.end() == 0, dialogue.seen
    after = (tmp_path / ".env").read_text()
    assert after == before.replace("ID=" + page.page_id, f"ID='{page.page_id}'").replace(
        "TOKEN=ended", f"TOKEN='{page.token}'"
    )
