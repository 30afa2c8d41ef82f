"""Planted secrets: after everything has been done and broken, they stand nowhere but where they were put."""

import contextlib
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from bot.config import list_secrets, load_settings
from bot.logs import HIDDEN, Redactor
from bot.sandbox.faults import Fault
from bot.sandbox.kinds import Moment
from bot.sandbox.sandbox import Sandbox
from tests.instance import Instance
from tests.warm import PROJECT, list_environment

NOTIFY = "planted-NOTIFY-pässword"
SOURCE = "planted-SOURCE-password"
APP_SECRET = "planted0APP1SECRET2abcdef"
FAULTS = ("drop", "token_expired", "garbage_json")


@pytest.fixture
def planted(world: Sandbox, instance: Instance) -> dict[str, str]:
    """An instance with every secret set; by name."""
    archive = instance.settings["BOT_ARCHIVE_URLS"]
    instance.settings |= {
        "BOT_ARCHIVE_URLS": archive.replace("://", f"://red:{SOURCE}@"),
        "BOT_FACEBOOK_APP_ID": "123",
        "BOT_FACEBOOK_APP_SECRET": APP_SECRET,
        "BOT_INSTAGRAM_TOTP_SEED": world.instagram.totp_seed or "PLANTEDSEEDPLANTEDSEEDPLANTEDSEE",
        "BOT_NOTIFY_URLS": f"json://bot:{quote(NOTIFY)}@127.0.0.1:9/planted-NOTIFY-path",
        "BOT_HEARTBEAT_URL": "http://127.0.0.1:9/planted-HEARTBEAT-key",
        "BOT_LOG_LEVEL": "debug",
        "BOT_HTTP_TIMEOUT": "5s",
    }
    names = ("FACEBOOK_TOKEN", "FACEBOOK_APP_SECRET", "INSTAGRAM_PASSWORD", "INSTAGRAM_TOTP_SEED")
    secrets = {name: instance.settings[f"BOT_{name}"] for name in names}
    beside = {
        "source password": SOURCE,
        "notify path": "planted-NOTIFY-path",
        "heartbeat": "planted-HEARTBEAT-key",
    }
    return {**secrets, "notify password": NOTIFY, **beside}


def list_spellings(secret: str) -> set[str]:
    return {secret, quote(secret, safe=""), quote_plus(secret), repr(secret)[1:-1]}


def find_secrets(text: str, planted: dict[str, str]) -> list[str]:
    return [name for name, secret in planted.items() if any(s in text for s in list_spellings(secret))]


def read_everything(folder: Path) -> Iterator[tuple[str, str]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.name, path.read_bytes().decode("utf-8", "replace")


@pytest.mark.slow
def test_no_secret_is_said_or_written_whatever_goes_wrong(
    world: Sandbox, instance: Instance, planted: dict[str, str], tmp_path: Path
) -> None:
    said = [instance.bot("run", "--once")]
    for number, kind in enumerate(FAULTS):
        world.archive.publish_next(1)
        for point in ("facebook.feed", "instagram.configure", "facebook.photos"):
            world.faults.add(Fault(point=point, kind=kind, when=Moment.BEFORE))
        said.append(instance.bot("run", "--once"))
        world.faults.clear()
        if number == 0:
            said.append(instance.bot("resume"))
    outside, page = tmp_path / "copy.db", tmp_path / "page.html"
    looks = (
        ["doctor"],
        ["status"],
        ["posts"],
        ["show", "1"],
        ["export", "--format", "json"],
        ["backup", str(outside)],
        ["preview", "--html", str(page)],
        ["posts", "--json"],
    )
    said += [instance.bot(*words) for words in looks]
    text = "\n".join(run.out + run.err for run in said)
    assert outside.exists()
    assert page.exists()
    assert find_secrets(text, planted) == []
    written = [
        *read_everything(instance.home),
        (page.name, page.read_text()),
        (outside.name, str(outside.read_bytes())),
    ]
    assert [(name, found) for name, content in written if (found := find_secrets(content, planted))] == []


@pytest.mark.slow
def test_a_mistake_of_the_bot_writes_no_secret_even_when_everything_is_asked_for(
    instance: Instance, planted: dict[str, str]
) -> None:
    """A traceback holds the message of the error, which may hold the address with the token in it."""
    from bot.cli import main

    lines = [f"{name}={value!r}\n" for name, value in instance.settings.items() if name.startswith("BOT_")]
    (instance.home / ".env").write_text("".join(lines))
    (instance.home / "state").mkdir(exist_ok=True)
    token = planted["FACEBOOK_TOKEN"]
    error = RuntimeError(
        f"GET https://graph.facebook.com/me?access_token={token} {planted['INSTAGRAM_PASSWORD']} {NOTIFY}"
    )
    said = main.describe(error, instance.home)
    log = (instance.home / "state" / "errors.log").read_text()
    assert "RuntimeError: GET https://graph.facebook.com" in log
    assert find_secrets(said + log, planted) == []


def list_command_lines(parent: int) -> list[str]:
    """What anybody on the machine sees of a process and its children."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            fields = (place / "stat").read_text().rpartition(")")[2].split()
            if parent in {int(place.name), int(fields[1])}:
                found.append((place / "cmdline").read_bytes().decode("utf-8", "replace"))
    return found


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc on this system")
def test_the_process_list_shows_no_secret(
    world: Sandbox, instance: Instance, planted: dict[str, str]
) -> None:
    environ = list_environment()
    environ |= {**instance.settings, "BOT_HOME": str(instance.home), "BOT_POLL_INTERVAL": "1s"}
    daemon = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        env=environ,
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    seen: set[str] = set()
    end = time.monotonic() + 6
    while time.monotonic() < end:
        seen.update(list_command_lines(daemon.pid))
        time.sleep(0.05)
    daemon.terminate()
    said = daemon.communicate(timeout=60)[0].decode()
    assert any("bot" in line for line in seen)
    assert find_secrets("\n".join(seen), planted) == []
    assert find_secrets(said, planted) == []


@pytest.mark.slow
def test_what_lies_in_state_is_the_owners_alone(world: Sandbox, instance: Instance) -> None:
    instance.bot("run", "--once")
    world.archive.publish_next(1)
    instance.bot("run", "--once")
    modes = {
        path.name: oct(stat.S_IMODE(path.stat().st_mode))
        for path in (instance.home / "state").rglob("*")
        if path.is_file()
    }
    assert {"bot.db", "instagram-session.json"} <= modes.keys()
    assert set(modes.values()) == {"0o600"}
    assert stat.S_IMODE((instance.home / "state").stat().st_mode) == 0o700


SECRET = 'pä%/s "w\\ö&rd'


@pytest.mark.parametrize(
    "spelled",
    [
        SECRET,
        quote(SECRET, safe=""),
        quote_plus(SECRET),
        repr(SECRET),
        f"https://x.example/?a=1&q={quote_plus(SECRET)}&b=2",
        '{"q": "p\\u00e4%/s \\"w\\\\\\u00f6&rd"}',
    ],
    ids=["plain", "quoted", "form", "repr", "address", "json"],
)
def test_a_secret_is_hidden_however_it_is_spelled(spelled: str) -> None:
    cleaned = Redactor([SECRET]).clean(spelled)
    assert HIDDEN in cleaned
    assert "w\\" not in cleaned
    assert "rd" not in cleaned.replace(HIDDEN, "")


@pytest.mark.parametrize(
    "text",
    [
        "access_token=EAAB123&x",
        "Authorization: Bearer abc.def",
        "Authorization: Basic abc=",
        "{'sessionid': 'abc%3Adef'}",
        "password=geheim;",
        "client_secret=abc",
    ],
)
def test_what_looks_like_a_credential_is_hidden_unknown(text: str) -> None:
    cleaned = Redactor([]).clean(text)
    assert not [part for part in ("EAAB123", "abc", "geheim") if part in cleaned]


def test_passwords_within_addresses_are_secrets_of_their_own(tmp_path: Path) -> None:
    """A database's driver names the password without the address around it."""
    lines = (
        "BOT_DATABASE_URL=postgresql://bot:s%3Fcret@db/bot",
        "BOT_ARCHIVE_URLS=https://red:geheim@verein.example/",
    )
    (tmp_path / ".env").write_text("\n".join(lines))
    secrets = set(list_secrets(load_settings(tmp_path)))
    assert {"s%3Fcret", "s?cret", "geheim"} <= secrets
