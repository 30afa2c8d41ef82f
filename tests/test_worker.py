"""A dead worker of this host is known at once; of all others only the lease tells."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot import worker

PROJECT = Path(__file__).parent.parent


def start_another() -> tuple[subprocess.Popen[str], str]:
    code = "from bot import worker; print(worker.name_worker(), flush=True); input()"
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    return process, process.stdout.readline().strip()


def test_we_are_alive_and_two_workers_of_one_process_are_told_apart() -> None:
    first, second = worker.name_worker(), worker.name_worker()
    assert first != second
    assert not worker.is_dead(first)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_another_process_is_alive_until_it_is_killed_even_before_it_is_buried() -> None:
    process, name = start_another()
    with process:
        assert not worker.is_dead(name)
        process.kill()
        while not worker.is_dead(name):
            assert process.returncode is None
    assert worker.is_dead(name)


def test_a_process_id_that_was_given_to_another_process_is_dead() -> None:
    host, pid, _, serial = worker.name_worker().split("/")
    assert worker.is_dead(f"{host}/{pid}/1/{serial}")


@pytest.mark.parametrize("name", ["elsewhere/1/1/1", "", "elsewhere", "/x/y"])
def test_of_another_host_nothing_is_known(name: str) -> None:
    assert not worker.is_dead(name)
