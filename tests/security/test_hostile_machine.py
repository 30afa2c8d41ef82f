"""Another person on the same machine: links, files that all can read, a hostile `.env`."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from bot.cli.context import list_exposed, make_folders, write_env
from bot.compose.composer import keep_image
from bot.config import load_settings
from bot.domain.channel import list_channels
from bot.domain.errors import SettingsWrong
from bot.domain.post import Channel
from bot.storage.database import Database
from bot.storage.migrations import migrate
from tests.archive.sites import NOW
from tests.cli.conftest import Desk

JPEG = b"\xff\xd8\xff share image"


def get_mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_link_in_the_place_of_a_made_image_is_replaced_and_its_target_kept(tmp_path: Path) -> None:
    made, victim = tmp_path / "made", tmp_path / "victim"
    digest, path = keep_image(made, JPEG)
    victim.write_bytes(b"precious")
    path.unlink()
    path.symlink_to(victim)
    assert keep_image(made, JPEG) == (digest, path)
    assert victim.read_bytes() == b"precious"
    assert not path.is_symlink()
    assert path.read_bytes() == JPEG


@pytest.mark.parametrize("content", [b"<script>alert(1)</script>", b"%!PS-Adobe-3.0 EPSF-3.0", b"", JPEG[:5]])
@pytest.mark.parametrize("channel", list_channels())
def test_a_made_image_that_was_exchanged_is_told_and_never_decoded(
    content: bytes, channel: Channel, desk: Desk, bot: Callable[..., Result]
) -> None:
    post_id = desk.add_post(channel=channel)
    desk.picture.write_bytes(content)
    assert "not the one that was composed" in " ".join(bot("show", str(post_id)).stdout.split())
    page = desk.home / "page.html"
    assert bot("preview", "--html", str(page)).exit_code == 0
    assert "alert(1)" not in page.read_text(encoding="utf-8")


def test_a_made_image_that_is_a_link_to_a_secret_is_not_shown(desk: Desk, bot: Callable[..., Result]) -> None:
    desk.add_post()
    secret = desk.home / "secret"
    secret.write_text("PRIVATE KEY")
    desk.picture.unlink()
    desk.picture.symlink_to(secret)
    page = desk.home / "page.html"
    bot("preview", "--html", str(page))
    assert "UFJJVkFURSBLRVk" not in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("umask", [0o022, 0o000], ids=oct)
def test_the_database_and_its_side_files_are_the_owners_alone(umask: int, tmp_path: Path) -> None:
    before = os.umask(umask)
    try:
        database = Database("sqlite:///state/bot.db", home=tmp_path)
        migrate(database, now=NOW)
        with database.write() as connection:
            connection.exec_driver_sql("CREATE TABLE x (y)")
            modes = {path.name: get_mode(path) for path in (tmp_path / "state").iterdir()}
        database.close()
    finally:
        os.umask(before)
    assert set(modes) >= {"bot.db", "bot.db-wal"}
    assert set(modes.values()) == {0o600}
    assert get_mode(tmp_path / "state") == 0o700


def test_the_crash_file_is_the_owners_alone(desk: Desk, bot: Callable[..., Result]) -> None:
    (desk.home / "state").mkdir()
    desk.archive.articles["https://x.example/"] = None  # type: ignore[assignment] # the bug
    bot("preview", "https://x.example/")
    assert get_mode(desk.home / "state" / "errors.log") == 0o600


HOSTILE = {
    "not text": b"\xff\xfe\x00",
    "zone outside": b"BOT_TIMEZONE=../../../etc/passwd\n",
    "zone absolute": b"BOT_TIMEZONE=/etc/passwd\n",
    "endless number": b"BOT_HOLD=" + b"9" * 5000 + b"d\n",
    "endless count": b"BOT_MAX_PER_DAY=" + b"9" * 5000 + b"\n",
    "strange digits": "BOT_MAX_PER_DAY=٣\n".encode(),
    "terminal": b"BOT_FACEBOOK_TOKN\x1b[2J=1\n",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_env_file_is_refused_in_one_sentence(content: bytes, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(content)
    with pytest.raises(SettingsWrong) as refusal:
        load_settings(tmp_path)
    assert 0 < len(str(refusal.value)) < 400


def test_an_env_file_runs_nothing_and_changes_no_environment(tmp_path: Path) -> None:
    lines = [
        "BOT_BRAND_NAME=$(touch /tmp/x)`id`",
        "LD_PRELOAD=/evil.so",
        "HTTPS_PROXY=http://evil",
        "PATH=/evil",
    ]
    (tmp_path / ".env").write_text("\n".join(lines))
    before = dict(os.environ)
    assert load_settings(tmp_path).brand_name == "$(touch /tmp/x)`id`"
    assert dict(os.environ) == before


PASSWORDS = [
    "a${HOME}b",
    "$HOME",
    "x'y\\z",
    "p#w",
    "a\nb",
    "ä\"'`",
    " blank ",
    "a\\nb",
    "${X:-y}",
    "\\'",
    "=x",
    "%(a)s",
]


@pytest.mark.parametrize("password", PASSWORDS, ids=ascii)
def test_a_password_comes_back_as_it_was_typed(password: str, tmp_path: Path) -> None:
    write_env(tmp_path, {"BOT_INSTAGRAM_USERNAME": "verein", "BOT_INSTAGRAM_PASSWORD": password})
    assert load_settings(tmp_path).instagram_password.words == password
    assert get_mode(tmp_path / ".env") == 0o600


def test_a_new_instance_keeps_its_state_to_itself(tmp_path: Path) -> None:
    make_folders(tmp_path)
    assert get_mode(tmp_path / "state") == 0o700


def test_a_refused_secret_is_not_repeated(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BOT_DATABASE_URL=\nBOT_FACEBOOK_TOKEN=planted-S3CRET\n")
    with pytest.raises(SettingsWrong) as refusal:
        load_settings(tmp_path)
    assert "planted" not in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "mode", "is_exposed"),
    [(".env", 0o644, True), (".env", 0o640, True), (".env", 0o600, False), ("state/bot.db", 0o644, True)],
    ids=["env for all", "env for the group", "env closed", "database"],
)
def test_the_doctor_warns_of_files_that_others_can_read(
    name: str, mode: int, is_exposed: bool, desk: Desk, bot: Callable[..., Result]
) -> None:
    bot("posts")
    (desk.home / "state").chmod(0o755 if name.startswith("state") else 0o700)
    (desk.home / ".env").chmod(0o600)
    (desk.home / name).chmod(mode)
    out = " ".join(bot("doctor").stdout.split())
    assert (
        f"Other people of this computer can read {'state, ' if 'state' in name else ''}{name}" in out
    ) is is_exposed
    assert ("chmod" in out) is is_exposed


def test_a_closed_folder_protects_what_lies_in_it(tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir(mode=0o700)
    (state / "bot.db").write_bytes(b"")
    (state / "bot.db").chmod(0o644)
    assert list_exposed(tmp_path) == []
