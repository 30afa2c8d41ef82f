"""A real WordPress on loopback, started by the kit beside the project."""

import json
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


class WordPress:
    """A real WordPress on loopback, run by the kit beside the project."""

    def __init__(self, kit: Path, directory: Path, port: int) -> None:
        self._script = kit / "wp_up.sh"
        self._directory = directory
        self.feed_url = f"http://127.0.0.1:{port}/?feed=rss2"
        self._port = str(port)

    def up(self) -> None:
        """Start with a few seeded posts."""
        self._run("up", self._port, "8", str(self._directory))

    def down(self) -> None:
        """Stop both processes."""
        self._run("down", self._port, "8", str(self._directory))

    def add(self, title: str) -> int:
        """Publish a post; its id."""
        return int(self.change("add", title)["id"])

    def change(self, *words: str) -> dict[str, Any]:
        """One editorial change, such as ("trash", "12"); what the site answers."""
        said = self._run("op", str(self._directory), *words)
        return dict(json.loads(said.splitlines()[-1]))

    def _run(self, *words: str) -> str:
        finished = subprocess.run(
            ["bash", str(self._script), *words],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env={**os.environ, "WIPE": "1"},
        )
        assert finished.returncode == 0, finished.stderr + finished.stdout
        return finished.stdout


def start(kit: Path) -> Iterator[WordPress]:
    """A site until the generator is closed; skips where WordPress, PHP and MariaDB are not installed."""
    if not (Path("/usr/share/wordpress").is_dir() and shutil.which("php") and shutil.which("mariadbd")):
        pytest.skip("WordPress, PHP and MariaDB are not installed")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="wordpress-") as directory:
        Path(directory).chmod(0o755)  # the database runs as another user
        site = WordPress(kit, Path(directory) / "site", port)
        site.up()
        try:
            yield site
        finally:
            site.down()
