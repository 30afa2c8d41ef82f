"""What monitoring sees."""

import re
import socket
import struct
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.daemon.health import STALE, DaemonHealth, HealthServer
from bot.domain.article import Source
from bot.domain.errors import SettingsWrong, StorageError
from bot.domain.post import PostStatus
from bot.domain.state import ENDS, GOOD_SHIFT, HEARTBEAT, Counts, Note, Snapshot
from tests.databases import NOW
from tests.known_channels import FACEBOOK, INSTAGRAM

URL = "https://verein.example/aktuelles"
CONFIGURED = "https://bot:geheim@verein.example/aktuelles"
COUNTS = Counts(
    posts={(FACEBOOK, PostStatus.PUBLISHED): 3},
    attempts={(FACEBOOK, "published", ""): 3, (FACEBOOK, "refused", "throttled"): 2},
    articles={"baseline": 12, "posted": 3, "skipped": 1},
    oldest_unconfirmed=NOW - timedelta(minutes=5),
)
SNAPSHOT = Snapshot(
    posts_due={INSTAGRAM: NOW},
    looks_due={},
    overdue={INSTAGRAM: NOW - timedelta(minutes=3)},
    held=(),
    sources=(Source(url=CONFIGURED, looked_at=NOW, failures=2),),
    notes={
        GOOD_SHIFT: Note(value="", at=NOW),
        HEARTBEAT: Note(value="me", at=NOW),
        ENDS: Note(value=f"{(NOW + timedelta(days=20)).isoformat()} Facebook expiry", at=NOW),
    },
    leases={},
)


class World:
    """Two clocks to turn, health to change, and a database to break."""

    def __init__(self) -> None:
        self.now, self.seconds = NOW, 1000.0
        self.health = DaemonHealth(started_at=NOW, steady=lambda: self.seconds)
        self.health.tick()
        self.health.notice_looks(())
        self.health.notice_looks(SNAPSHOT.sources)
        self.snapshot = SNAPSHOT
        self.is_broken = False

    def look(self) -> tuple[Counts, Snapshot]:
        if self.is_broken:
            raise StorageError("Die Datenbank ist gesperrt.")
        return COUNTS, self.snapshot


@pytest.fixture
def world() -> World:
    return World()


Get = Callable[[str], tuple[int, str]]


@pytest.fixture
def get(world: World) -> Iterator[Get]:
    server = HealthServer("127.0.0.1:0", world.health, world.look, lambda: world.now)

    def fetch(path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}", timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    yield fetch
    server.close()


def test_a_daemon_that_ticks_is_alive_and_ready(get: Get) -> None:
    assert get("/healthz") == (200, "alive\n")
    assert get("/readyz") == (200, "ready\n")


def test_a_daemon_that_hangs_is_not_alive(get: Get, world: World) -> None:
    world.seconds += STALE
    assert get("/healthz")[0] == 503
    assert get("/readyz")[0] == 503


@pytest.mark.parametrize("hours", [-2, 2])
def test_a_clock_that_was_set_tells_nothing_about_the_daemon(get: Get, world: World, hours: int) -> None:
    world.now = NOW + timedelta(hours=hours)
    assert get("/healthz")[0] == 200
    world.seconds += STALE
    assert get("/healthz")[0] == 503


def test_a_daemon_that_cannot_read_its_database_is_alive_but_not_ready(get: Get, world: World) -> None:
    world.health.problem = "Die Datenbank ist gesperrt."
    assert get("/healthz")[0] == 200
    assert get("/readyz") == (503, "Die Datenbank ist gesperrt.\n")


def test_one_shift_that_goes_well_does_not_hide_the_trouble_of_another(get: Get, world: World) -> None:
    world.health.notice_end("publish", "Die Platte ist voll.")
    world.health.notice_end("watch", "")
    assert get("/healthz")[0] == 200
    assert get("/readyz") == (503, "Die Platte ist voll.\n")
    world.health.notice_end("publish", "")
    assert get("/readyz")[0] == 200
    assert world.health.shifts == {"well": 2, "trouble": 1}


def test_each_metric_stands_there_once(get: Get) -> None:
    """Monitoring refuses a page that names one twice."""
    names = re.findall(r"^# HELP (\S+)", get("/metrics")[1], re.MULTILINE)
    assert sorted(names) == sorted(set(names))


def test_a_daemon_that_just_began_is_alive_but_not_ready(get: Get, world: World) -> None:
    world.health.has_ticked = False
    assert get("/healthz")[0] == 200
    assert get("/readyz")[0] == 503


@pytest.mark.parametrize(
    "line",
    [
        'bot_posts{channel="facebook",status="published"} 3.0',
        'bot_attempt_steps{channel="facebook",class="",step="published"} 3.0',
        'bot_attempt_steps{channel="facebook",class="throttled",step="refused"} 2.0',
        'bot_articles{status="posted"} 3.0',
        "bot_new_articles_total 4.0",
        f'bot_looks_total{{result="failed",source="{URL}"}} 1.0',
        'bot_token_days_left{name="Facebook expiry"} 20.0',
        f'bot_source_looked_timestamp_seconds{{source="{URL}"}} {NOW.timestamp():.10g}',
        f"bot_heartbeat_timestamp_seconds {NOW.timestamp():.10g}",
        "bot_unconfirmed_age_seconds 300.0",
        f'bot_next_due_timestamp_seconds{{channel="instagram"}} {NOW.timestamp():.10g}',
        f'bot_source_failures{{source="{URL}"}} 2.0',
        'bot_shifts_total{result="well"} 0.0',
        f"bot_good_shift_timestamp_seconds {NOW.timestamp():.10g}",
    ],
)
def test_the_figures_are_prometheus_text(get: Get, line: str) -> None:
    status, text = get("/metrics")
    found = {
        row.rsplit(" ", 1)[0]: float(row.rsplit(" ", 1)[1]) for row in text.splitlines() if row[0] != "#"
    }
    name, value = line.rsplit(" ", 1)
    assert status == 200
    assert found[name] == pytest.approx(float(value))


def test_every_figure_says_what_it_is_and_none_holds_a_secret(get: Get) -> None:
    _, text = get("/metrics")
    samples = {re.split(r"[{ ]", row)[0] for row in text.splitlines() if row[0] != "#"}
    explained = {
        row.split()[2] for row in text.splitlines() if row.startswith("# HELP") and row.endswith(".")
    }
    assert samples - explained == set()
    assert all(re.fullmatch(r"bot_[a-z_]+", name) for name in samples)
    assert "geheim" not in text


def test_looks_are_counted_as_the_database_tells_them() -> None:
    """What was looked at before the daemon started is not its count."""
    health = DaemonHealth(started_at=NOW)
    for minutes, failures in ((0, 0), (0, 0), (10, 0), (20, 1), (20, 1), (30, 2)):
        at = NOW + timedelta(minutes=minutes)
        health.notice_looks([Source(url=URL, looked_at=at, failures=failures)])
    assert health.looks == {(URL, "well"): 1, (URL, "failed"): 2}


def test_figures_that_cannot_be_read_are_no_traceback(get: Get, world: World) -> None:
    world.is_broken = True
    assert get("/metrics") == (503, "Die Datenbank ist gesperrt.\n")


def test_who_leaves_in_the_middle_of_a_question_is_no_traceback(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    server = HealthServer("127.0.0.1:0", world.health, world.look, lambda: world.now)
    asking = socket.create_connection(("127.0.0.1", server.port))
    asking.sendall(b"GET /heal")
    answering = wait_for_answering()
    asking.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    asking.close()
    answering.join(30)
    server.close()
    assert (answering.is_alive(), capsys.readouterr().err) == (False, "")


def wait_for_answering() -> threading.Thread:
    """The thread that answers the only question."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        for thread in threading.enumerate():
            if "process_request" in thread.name and thread.is_alive():  # one being started is listed, too
                return thread
        time.sleep(0.01)
    pytest.fail("nobody answers")


@pytest.mark.parametrize(
    ("url", "shown"),
    [(CONFIGURED, URL), ("http://[", "http://["), ("https://x.example/@verein", "https://x.example/@verein")],
    ids=["a password", "no address", "no password"],
)
def test_a_source_is_named_without_its_password_and_never_breaks_the_page(
    get: Get, world: World, url: str, shown: str
) -> None:
    world.snapshot = replace(SNAPSHOT, sources=(Source(url=url, looked_at=NOW, failures=2),))
    assert f'bot_source_failures{{source="{shown}"}} 2.0' in get("/metrics")[1]


def test_another_page_is_not_there(get: Get) -> None:
    assert get("/secrets")[0] == 404


@pytest.mark.parametrize("address", ["127.0.0.1:99999", "192.0.2.1:9090"])
def test_an_address_that_cannot_be_used_is_a_settings_error(address: str) -> None:
    health = DaemonHealth(started_at=NOW)
    with pytest.raises(SettingsWrong, match=f"BOT_HEALTH_ADDR={address}"):
        HealthServer(address, health, lambda: (COUNTS, SNAPSHOT), lambda: NOW)


def test_it_listens_on_the_new_kind_of_address_too(world: World) -> None:
    if not socket.has_ipv6 or not Path("/proc/net/if_inet6").exists():
        pytest.skip("this machine has no IPv6")
    server = HealthServer("[::1]:0", world.health, world.look, lambda: world.now)
    with urllib.request.urlopen(f"http://[::1]:{server.port}/healthz", timeout=30) as answer:
        assert answer.status == 200
    server.close()
