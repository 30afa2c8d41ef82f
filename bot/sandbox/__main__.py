"""Keeps the sandbox running, so that people can practise without an account: python -m bot.sandbox [DIR]

An instance set up in it asks, posts and tells like a real one; what it tells somebody appears here.
"""

import json
import shlex
import shutil
import sys
import textwrap
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from bot import environment
from bot.i18n import say, speak
from bot.sandbox.sandbox import Sandbox

LONGEST = 1_000_000
"""Bytes of a message; a page of previews comes along with some."""


def main(words: list[str]) -> None:
    """Until Ctrl-C or the end of what is typed; Enter publishes the next sample article."""
    speak(environment.find_language(Path()))
    folder = Path(words[0] if words else "practice").resolve()
    with Sandbox(folder) as world, HTTPServer(("127.0.0.1", 0), _Mailbox) as mailbox:
        threading.Thread(target=mailbox.serve_forever, daemon=True).start()
        place = folder / "practice.env"
        place.write_text(_render_exports(world), encoding="utf-8")
        for line in _list_lines(world, place, mailbox.server_port):
            print(_fit(line))  # noqa: T201  # a program of its own
        _take_turns(lambda: world.archive.publish_next(1))
        mailbox.shutdown()


def _render_exports(world: Sandbox) -> str:
    """Only how the world is reached: the instance's own settings are to be asked for."""
    reach = {name: value for name, value in world.environment().items() if not name.startswith("BOT_")}
    return "".join(f"export {name}={shlex.quote(value)}\n" for name, value in reach.items())


def _list_lines(world: Sandbox, place: Path, port: int) -> list[str]:
    page = world.facebook
    answers = (
        (say("Address of the news"), world.archive.url),
        (say("Facebook token"), page.user_token),
        (say("App ID"), page.app_id),
        (say("App secret"), page.app_secret),
        (say("Who is told: the third way, with this address"), f"json://127.0.0.1:{port}/"),
    )
    return [
        say("This computer plays website, Facebook and Instagram until Ctrl-C. In a second terminal:"),
        f"  . {shlex.quote(str(place))}",
        f"  {_find_command()} init ../practice-bot",
        say("What to answer there:"),
        *(f"  {name}: {answer}" for name, answer in answers),
        say("Enter here: the editors publish the next article."),
    ]


def _fit(line: str) -> str:
    """Between words, on a terminal; what is to be copied has no blanks to break at."""
    if not sys.stdout.isatty() or line.startswith(" "):
        return line
    return textwrap.fill(line, shutil.get_terminal_size().columns, break_long_words=False)


def _find_command() -> str:
    """The bot beside this Python, as it can be typed in the other terminal."""
    beside = Path(sys.executable).with_name("bot")
    return "bot" if not beside.exists() or shutil.which("bot") == str(beside) else shlex.quote(str(beside))


def _take_turns(publish: Callable[[], tuple[str, ...]]) -> None:
    try:
        for _ in sys.stdin:
            for address in publish():
                print(f"  {address}")  # noqa: T201
    except KeyboardInterrupt:
        return


class _Mailbox(BaseHTTPRequestHandler):
    """Shows what the bot tells somebody, sent as Apprise's JSON."""

    def do_POST(self) -> None:
        """One message."""
        size = min(int(self.headers.get("content-length") or 0), LONGEST)
        try:
            message = json.loads(self.rfile.read(size))
            print(f"✉ {message.get('title')}\n{message.get('message')}", flush=True)  # noqa: T201
        except (ValueError, AttributeError):
            print("✉ ?", flush=True)  # noqa: T201
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """The messages are enough."""


if __name__ == "__main__":
    main(sys.argv[1:])
