"""`bot init`: an instance of one's own."""

import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from dotenv import dotenv_values
from PIL import Image
from typer.testing import Result

from bot.cli import setup_questions
from bot.cli.context import Session, change_env, quote, read_env, write_env
from bot.cli.setup_questions import Answers, complete_address
from bot.config import load_settings
from bot.domain.errors import SettingsWrong, StorageError, UsageWrong
from bot.sandbox.sandbox import Sandbox
from tests.cli.conftest import Desk
from tests.cli.test_terminal import Terminal
from tests.mailbox import Mailbox

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
    change_env(tmp_path, {"BOT_FACEBOOK_TOKEN": "n\\1'w", "BOT_FACEBOOK_PAGE_ID": "1", "BOT_BRAND_LOGO": ""})
    first, _, brand, page, logo = place.read_text().splitlines()
    assert (first, brand, page) == ("# our bot", "BOT_BRAND_NAME=Verbund", "BOT_FACEBOOK_PAGE_ID='1'")
    assert logo == "BOT_BRAND_LOGO=''", "that somebody wants none is an answer, too"
    assert dotenv_values(place, interpolate=False)["BOT_FACEBOOK_TOKEN"] == "n\\1'w"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_what_is_set_back_leaves_no_line_and_no_other_is_touched(tmp_path: Path) -> None:
    place = tmp_path / ".env"
    place.write_text("# ours\n\nBOT_HOLD=1h\n\nBOT_KEEP=9d\nBOT_LEASE=5m", encoding="utf-8")
    change_env(tmp_path, {"BOT_HOLD": "2h", "BOT_KEEP": None, "BOT_LEASE": None, "BOT_MIN_GAP": None})
    assert place.read_text() == "# ours\n\nBOT_HOLD='2h'\n\n"


def test_a_file_as_windows_writes_it_gets_no_setting_twice(tmp_path: Path) -> None:
    place = tmp_path / ".env"
    place.write_bytes(b"\xef\xbb\xbfBOT_HOLD=1h\r\nBOT_KEEP=9d\r\n")
    change_env(tmp_path, {"BOT_HOLD": "2h"})
    assert place.read_text() == "BOT_HOLD='2h'\nBOT_KEEP=9d\n"


def test_a_file_that_is_no_utf8_is_said_to_be_none_and_stays(tmp_path: Path) -> None:
    written = "BOT_HOLD=1h\r\n".encode("utf-16")
    (tmp_path / ".env").write_bytes(written)
    with pytest.raises(SettingsWrong, match=r"\.env cannot be read: it is not in UTF-8"):
        read_env(tmp_path)
    with pytest.raises(StorageError, match=r"\.env cannot be written: it is not in UTF-8"):
        change_env(tmp_path, {"BOT_HOLD": "2h"})
    assert (tmp_path / ".env").read_bytes() == written


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
        "from bot.cli.context import change_env\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
        f"try: {statement}\nexcept Exception as error: sys.exit(type(error).__name__)"
    )
    command = [sys.executable, "-c", script, str(home)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr.strip()


ADDRESSES = {
    "example.org/news": "https://example.org/news",
    "www.example.org": "https://www.example.org",
    "htp:/www.example.org": "http://www.example.org",
    "https//example.org": "https://example.org",
    "https:example.org/a": "https://example.org/a",
    "ttps://example.org": "https://example.org",
    "HTTPS://Example.org": "https://Example.org",
    "https;//example.org": "https://example.org",
    "http://https://example.org": "https://example.org",
    "<https://example.org>": "https://example.org",
    "http://intranet/news?a=https": "http://intranet/news?a=https",
    "https://anna:secret@example.org/": "https://anna:secret@example.org/",
    "localhost:8000": "https://localhost:8000",
    "/srv/news": "/srv/news",
    "file:///srv/news": "file:///srv/news",
}


@pytest.mark.parametrize("typed", ADDRESSES)
def test_an_address_is_taken_as_it_was_meant(typed: str) -> None:
    assert complete_address(typed) == ADDRESSES[typed]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("ftp://example.org", "begin with https://"),
        ("verein@example.org", "mail address"),
        ("Nachrichten", "no website is named"),
        ("https://", "no website is named"),
        ("", "no website is named"),
    ],
)
def test_what_is_no_address_is_refused_with_what_is_wrong(typed: str, wrong: str) -> None:
    with pytest.raises(UsageWrong, match=wrong):
        complete_address(typed)


@pytest.mark.parametrize("answer", ["nein", "n", ""])
def test_who_answers_no_where_a_logo_is_asked_for_has_none(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    answers = iter([answer])

    def ask_line(question: str, *, default: str = "") -> str:
        return next(answers) if "logo" in question else default

    monkeypatch.setattr(setup_questions, "ask_line", ask_line)
    assert setup_questions.ask_brand(Answers(home=desk.home, session=Session(home=desk.home)))
    assert load_settings(desk.home).brand_logo == ""


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

    def stop_at(self, question: str) -> None:
        """Ctrl-C when this is asked."""
        self._terminal.read_until(question)
        self._terminal.interrupt_until("Nothing more was done")
        self._terminal.leave()

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


APPROVAL, TIMES = ("Which one? [1]", "2"), ("When may be posted?", "Mo-Fr 9:00-18:00")
ALL_RIGHT = ("Change an answer?", "")


@pytest.mark.slow
def test_a_volunteer_is_led_from_nothing_to_an_instance_that_looks_like_the_association_and_tells_somebody(
    tmp_path: Path, world: Sandbox, mailbox: Mailbox
) -> None:
    page, account = world.facebook, world.instagram
    seed = account.require_two_factor()
    page.add_neighbour("42", "Jugendgruppe")
    dialogue = Dialogue(tmp_path / "instanz", world)
    dialogue.answer(
        ("lists your news", "http://127.0.0.1:1/weg"),
        ("Try once more? [Y/n]", ""),
        ("lists your news", world.archive.url),
        ("your newest news? [Y/n]", ""),
        ("for the pictures [Verbund der Vereine Auenstadt e.V.]", "Verbund"),
        ("Is this the logo? [Y/n]", ""),
        ("[#208480]", ""),
        ("look like this? [Y/n]", ""),
        ("Facebook Page now? [y/N]", "y"),
        ("explorer (it is not shown): ", page.user_token),
        ("App ID", page.app_id),
        ("secret (it is not shown): ", "wrong-secret"),
        ("Try once more? [Y/n]", ""),
        ("explorer (it is not shown): ", page.user_token),
        (f"App ID [{page.app_id}]", ""),
        ("Enter: as before): ", page.app_secret),
        ("Which Page?", "7"),
        ("1 to 2", "1"),
        ("Keep App ID and secret", "n"),
        ("Which one? [1]", "2"),
        ("user name", f"@{account.username}"),
        ("password (it is not shown): ", account.password),
        ("Enter: without): ", f"{seed[:4]} {seed[4:]}"),
        APPROVAL,
        ("When may be posted?", "montags"),
        ("Try once more? [Y/n]", ""),
        TIMES,
        ("Which one? [1]", "3"),
        ("hold a password): ", mailbox.address),
        ("Did it arrive? [Y/n]", ""),
        ALL_RIGHT,
    )
    assert dialogue.end() == 0, dialogue.seen
    for words in ("PAGE", "does not expire", "whether it is Live", f"logged in as @{account.username}"):
        assert words in dialogue.seen
    assert "Lesung in drei Sprachen" in dialogue.seen
    assert f"run --once --home {dialogue.home}" in dialogue.seen.replace("\r\n", " ")
    settings = load_settings(dialogue.home)
    assert (settings.brand_name, settings.brand_color, settings.approval) == ("Verbund", "#208480", "manual")
    with Image.open(dialogue.home / settings.brand_logo) as logo:
        assert logo.size == (480, 160)
    assert (dialogue.written["BOT_FACEBOOK_TOKEN"], settings.facebook_page_id) == (page.token, page.page_id)
    assert (dialogue.home / "state" / "instagram-session.json").exists()
    assert stat.S_IMODE((dialogue.home / ".env").stat().st_mode) == 0o600
    assert [dialogue.find(secret) for secret in ("wrong-secret", page.app_secret)] == [[], []]
    assert [dialogue.find(secret) for secret in (page.token, account.password)] == [[".env"], [".env"]]
    assert page.user_token not in (dialogue.home / ".env").read_text().replace(page.token, "")
    assert mailbox.subjects == ["The bot can reach you"]


@pytest.mark.slow
def test_who_stops_goes_on_with_the_first_open_question_and_can_change_every_answer(
    tmp_path: Path, world: Sandbox
) -> None:
    """The official way stands first, and needs the Page; nobody to tell is said, and is no end."""
    page = world.facebook
    dialogue = Dialogue(tmp_path / "instanz", world)
    dialogue.answer(("lists your news", world.archive.url))
    dialogue.stop_at("newest news?")
    dialogue = Dialogue(tmp_path / "instanz", world)
    dialogue.answer(("lists your news", world.archive.url), ("newest news? [Y/n]", "n"))
    assert f"Looking at {world.archive.url}" in dialogue.seen
    dialogue.stop_at("Try once more?")
    assert "BOT_ARCHIVE_URLS" not in dialogue.written
    dialogue = Dialogue(tmp_path / "instanz", world)
    dialogue.answer(
        ("lists your news", world.archive.url), ("newest news? [Y/n]", ""), ("for the pictures", "Verbund")
    )
    dialogue.stop_at("Is this the logo?")
    assert dialogue.written["BOT_BRAND_NAME"] == "Verbund"
    dialogue = Dialogue(tmp_path / "instanz", world)
    dialogue.answer(
        ("Is this the logo? [Y/n]", "n"),
        ("without a logo", ""),
        ("[#0b5d7a]", "0a7"),
        ("[#0b5d7a]", "#00aa77"),
        ("look like this? [Y/n]", ""),
        ("Facebook Page now? [y/N]", "y"),
        ("explorer (it is not shown): ", page.user_token),
        ("App ID", ""),
        ("to try things out? [y/N]", "y"),
        ("the right Page? [Y/n]", ""),
        ("Which one? [1]", ""),
        APPROVAL,
        ("When may be posted?", "montags"),
    )
    dialogue.stop_at("Try once more?")
    assert "this token ends within hours" in " ".join(dialogue.seen.split())
    assert "BOT_POSTING_WINDOWS" not in dialogue.written
    dialogue = Dialogue(tmp_path / "instanz", world)
    dialogue.answer(
        TIMES,
        ("Which one? [1]", "3"),
        ("hold a password): ", "anna@verein.example"),
    )
    dialogue.stop_at("Try once more?")
    assert "BOT_NOTIFY_URLS" not in dialogue.written
    dialogue = Dialogue(tmp_path / "instanz", world)
    dialogue.answer(
        ("Which one? [1]", "4"),
        ("Change an answer?", "1"),
        (f"[{world.archive.url}]", "http://127.0.0.1:1/weg"),
        ("Try once more? [Y/n]", "n"),
        ("Change an answer?", "2"),
        ("for the pictures [Verbund]", "Unser Verbund"),
        ("Change an answer?", "9"),
        ("1 to 8", "6"),
        ("Which one? [2]", "1"),
        ALL_RIGHT,
    )
    assert dialogue.end() == 0, dialogue.seen
    assert "nobody hears of it" in dialogue.seen
    settings = load_settings(dialogue.home)
    assert (settings.brand_name, settings.brand_color, settings.brand_logo) == (
        "Unser Verbund",
        "#00aa77",
        "",
    )
    assert (settings.approval, settings.instagram_backend) == ("sensitive", "graph")
    assert settings.archive_urls == (world.archive.url,), "an address that cannot be read replaces none"
    assert not (dialogue.home / "media" / "logo.png").exists()


@pytest.mark.slow
def test_a_token_that_is_none_is_said_to_be_none_and_renewing_leaves_the_rest_alone(
    tmp_path: Path, world: Sandbox
) -> None:
    page = world.facebook
    before = (
        f"# ours\nBOT_ARCHIVE_URLS={world.archive.url}\nBOT_BRAND_NAME=V\nBOT_BRAND_COLOR=#00aa77\n"
        "BOT_INSTAGRAM_BACKEND=instagrapi\nBOT_APPROVAL=auto\nBOT_POSTING_WINDOWS=00:00-24:00\n"
        f"BOT_NOTIFY_URLS=\nBOT_FACEBOOK_PAGE_ID={page.page_id}\nBOT_FACEBOOK_TOKEN=ended\nBOT_HOLD=1h\n"
    )
    (tmp_path / ".env").write_text(before)
    app = {"BOT_FACEBOOK_APP_ID": page.app_id, "BOT_FACEBOOK_APP_SECRET": page.app_secret}
    dialogue = Dialogue(tmp_path, world, **app)
    dialogue.answer(
        ("Change an answer?", "4"),
        ("Renew the access to the Facebook Page? [Y/n]", ""),
        ("explorer (it is not shown): ", "EAAhalf"),
        ("Try once more? [Y/n]", ""),
        ("explorer (it is not shown): ", page.user_token),
        ("the right Page? [Y/n]", ""),
        ALL_RIGHT,
    )
    assert dialogue.end() == 0, dialogue.seen
    said = " ".join(dialogue.seen.split())
    assert "Facebook does not accept this token" in said
    assert "post" not in said.partition("does not accept")[2].partition("Try once more")[0]
    after = (tmp_path / ".env").read_text()
    assert after == before.replace("ID=" + page.page_id, f"ID='{page.page_id}'").replace(
        "TOKEN=ended", f"TOKEN='{page.token}'"
    )


@pytest.mark.slow
def test_blanks_are_no_account_and_a_person_who_was_not_reached_is_asked_again(
    tmp_path: Path, world: Sandbox
) -> None:
    (tmp_path / ".env").write_text(
        f"BOT_ARCHIVE_URLS={world.archive.url}\nBOT_BRAND_NAME=V\nBOT_BRAND_COLOR=#00aa77\n"
        "BOT_FACEBOOK_PAGE_ID=\nBOT_APPROVAL=auto\nBOT_POSTING_WINDOWS=00:00-24:00\n"
    )
    dialogue = Dialogue(tmp_path, world)
    dialogue.answer(
        ("Which one? [3]", "1"),
        ("Try once more? [Y/n]", ""),
        ("Which one? [3]", "2"),
        ("user name", "@"),
        ("password (it is not shown): ", "geheim"),
        ("Try once more? [Y/n]", "n"),
        ("Which one? [1]", "1"),
        ("sends from", "verein"),
        ("Try once more? [Y/n]", ""),
        ("Which one? [1]", "1"),
        ("sends from", "bot@verein.example"),
        ("password (it is not shown): ", "geheim, mit Komma"),
        ("[smtp.verein.example]", "127.0.0.1:1"),
        ("[bot@verein.example]", ""),
        ("commas [bot@verein.example]", "a@verein.example, b@verein.example"),
        ("Try once more? [Y/n]", "n"),
        ALL_RIGHT,
    )
    assert dialogue.end() == 0, dialogue.seen
    assert "That is no mail address" in dialogue.seen
    assert "Nobody took it" in dialogue.seen
    assert "mit Komma" not in dialogue.seen
    settings = load_settings(tmp_path)
    assert (settings.instagram_username, settings.notify_urls) == ("", ())
