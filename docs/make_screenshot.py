"""Takes the picture of the desk that README.md shows: python docs/make_screenshot.py, with Chromium."""

import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parent.parent
PLACE = PROJECT / "docs" / "desk.png"


def take() -> None:
    """A phone on which one article waits for a yes, in the demo's world."""
    sys.path.insert(0, str(PROJECT))
    from bot.sandbox.sandbox import Sandbox
    from tests.desk.chromium import Browser
    from tests.desk.conftest import RealDesk, find_port, serve

    with tempfile.TemporaryDirectory() as folder, Sandbox(Path(folder) / "world") as world:
        place = Path(folder) / "instance"
        desk = RealDesk(place, world, f"http://127.0.0.1:{find_port()}", BOT_LANGUAGE="de", BOT_HOLD="40m")
        world.archive.publish_next(1)
        desk.bot("run", "--once")
        for _ in serve(desk):
            with Browser(Path(folder) / "chromium") as browser:
                page = browser.open_device(390, 1590)
                page.go(desk.invite())
                page.go(f"{desk.address}/posts/2")  # Instagram's, whose picture stands above its words
                page.show(PLACE)


if __name__ == "__main__":
    take()
