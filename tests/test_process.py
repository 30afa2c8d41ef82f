"""A dead worker of this host is known at once; of all others only the lease tells."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot import environment

PROJECT = Path(__file__).parent.parent


def start_another() -> tuple[subprocess.Popen[str], str]:
    code = "from bot import environment; print(environment.name_worker(), flush=True); input()"
    other = subprocess.Popen(
        [sys.executable, "-c", code], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout
    return other, other.stdout.readline().strip()


def test_we_are_alive_and_two_workers_of_one_process_are_told_apart() -> None:
    first, second = environment.name_worker(), environment.name_worker()
    assert first != second
    assert not environment.is_dead(first)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_another_process_is_alive_until_it_is_killed_even_before_it_is_buried() -> None:
    other, name = start_another()
    assert name
    with other:
        assert not environment.is_dead(name)
        other.kill()
        while not environment.is_dead(name):
            assert other.returncode is None
    assert environment.is_dead(name)


def test_a_process_id_that_was_given_to_another_process_is_dead() -> None:
    host, pid, _, serial = environment.name_worker().split("/")
    assert environment.is_dead(f"{host}/{pid}/1/{serial}")


@pytest.mark.parametrize("name", ["elsewhere/1/1/1", "", "elsewhere", "/x/y"])
def test_of_another_host_nothing_is_known(name: str) -> None:
    assert not environment.is_dead(name)
