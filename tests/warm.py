"""`bot` as a process of its own, forked from one that has its libraries loaded: a second cheaper each time.

That `python -m bot` itself starts is held by tests/cli/test_failures.py, tests/daemon and tests/packaging.
"""

import json
import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parent.parent
PATIENCE = 120
_LOADED = (
    "tests.warm",
    "trafilatura",
    "bot.archive.archive",
    "bot.channels.facebook.publisher",
    "bot.channels.instagram.instagrapi.publisher",
    "bot.channels.instagram.official",
    "bot.cli.commands.posts",
    "bot.cli.commands.run",
    "bot.compose.composer",
    "bot.daemon.child",
    "bot.preview.page",
    "bot.storage.migrations",
    "bot.storage.posts",
    "bot.factories",
)
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(list(_LOADED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a command said on both streams and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output."""
        return json.loads(self.out)


def list_environment() -> dict[str, str]:
    """The environment without anybody's settings."""
    return {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}


def run_bot(*words: str, environ: Mapping[str, str], typed: str = "") -> Run:
    """Run a command to its end. Raises subprocess.TimeoutExpired.

    A library that the loader puts before all others (LD_PRELOAD) needs a start from the very beginning.
    """
    if "LD_PRELOAD" in environ:
        return run_anew(*words, environ=environ)
    with tempfile.TemporaryDirectory() as folder:
        streams = [str(Path(folder) / name) for name in ("in", "out", "err")]
        for stream in streams:
            Path(stream).write_text(typed if stream is streams[0] else "", encoding="utf-8")
        process = start_bot(*words, environ=environ, streams=streams)
        status = wait_for(process, PATIENCE)
        out, err = (Path(stream).read_text(encoding="utf-8") for stream in streams[1:])
    return Run(status=status, out=out, err=err)


def run_anew(*words: str, environ: Mapping[str, str]) -> Run:
    """Run a command as a person does, in an interpreter of its own. Raises subprocess.TimeoutExpired."""
    command = [sys.executable, "-m", "bot", *words]
    done = subprocess.run(
        command, env=environ, cwd=PROJECT, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    return Run(status=done.returncode, out=done.stdout, err=done.stderr)


def start_bot(*words: str, environ: Mapping[str, str], streams: list[str]) -> BaseProcess:
    """Start a command. streams: paths of what becomes its standard input, output and error."""
    process = _FORKS.Process(target=_be_bot, args=(words, dict(environ), streams))
    process.start()
    return process


def wait_for(process: BaseProcess, seconds: float) -> int:
    """Its exit status; one that does not end is killed. Raises subprocess.TimeoutExpired."""
    process.join(seconds)
    if process.exitcode is None:
        process.kill()
        process.join()
        raise subprocess.TimeoutExpired("bot", seconds)
    return process.exitcode


def _be_bot(words: tuple[str, ...], environ: dict[str, str], streams: list[str]) -> None:
    os.setsid()
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(PROJECT)
    time.tzset()
    for number, stream in enumerate(streams):
        os.dup2(os.open(stream, os.O_RDWR), number)
    _renew_streams()
    sys.argv = ["bot", *words]
    runpy.run_module("bot", run_name="__main__", alter_sys=True)


def _renew_streams() -> None:
    """Python's own three know what stood behind them when the first process began."""
    sys.stdin = sys.__stdin__ = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = sys.__stdout__ = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = sys.__stderr__ = os.fdopen(
        2, "w", encoding="utf-8", errors="backslashreplace", closefd=False
    )
