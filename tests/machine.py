"""What a computer does to a program: a disk that fills up or turns read-only, a clock that is set."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

SHIM = Path(__file__).parent / "wrong_clock.c"
SIZE = "16m"


class SmallDisk:
    """A file system of its own, in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self) -> None:
        """To the last byte."""
        with contextlib.suppress(OSError), self._filler.open("wb", buffering=0) as file:
            while file.write(b"x" * 4096):
                pass

    def free(self) -> None:
        """Somebody tidied up."""
        self._filler.unlink()

    def forbid_writing(self) -> None:
        """As the kernel does with a disk that reports errors. Raises where a file is open for writing."""
        _mount("-o", "remount,ro", str(self.folder))

    def allow_writing(self) -> None:
        """Repaired."""
        _mount("-o", "remount,rw", str(self.folder))


class Clock:
    """The time of day that processes see which run with `environment`."""

    def __init__(self, shim: Path, error: Path) -> None:
        self._error = error
        self.set_wrong(hours=0)
        self.environment = {"LD_PRELOAD": str(shim), "WRONG_CLOCK": str(error)}

    def set_wrong(self, *, hours: int) -> None:
        """From now on the clock shows so many hours more than it is."""
        draft = self._error.with_suffix(".draft")
        draft.write_text(f"{hours * 3600}\n")
        draft.replace(self._error)


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True, capture_output=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """The instance's directory lies on a small disk."""
    folder = tmp_path / "instance"
    folder.mkdir()
    try:
        _mount("-t", "tmpfs", "-o", f"size={SIZE},mode=0700", "small-disk", str(folder))
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this user may not mount a small disk")
    yield SmallDisk(folder)
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    """A clock to set."""
    compiler = shutil.which("cc")
    if compiler is None or os.uname().sysname != "Linux":
        pytest.skip("no C compiler on a Linux")
    shim = tmp_path / "wrong_clock.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", str(shim), str(SHIM), "-ldl"], check=True)
    return Clock(shim, tmp_path / "clock-error")
