"""The same commands where a person sits: in a pseudo-terminal."""

import fcntl
import os
import pty
import select
import signal
import socket
import struct
import termios
import time
from pathlib import Path

import pytest

from bot.domain.article import ArticleStatus
from bot.domain.post import PostStatus
from tests.cli.conftest import Desk
from tests.warm import list_environment, start_bot, wait_for

PATIENCE = 30


class Terminal:
    """A child process on a pseudo-terminal of 80 columns, with somebody who types."""

    def __init__(self, home: Path, *words: str, has_size: bool = True, **environ: str) -> None:
        self._ours, self._theirs = pty.openpty()
        if has_size:
            fcntl.ioctl(self._theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 80, 0, 0))
        environ = {**list_environment(), "COLUMNS": "80", "TERM": "xterm-256color", **environ}
        screen = [os.ttyname(self._theirs)] * 3
        self._child = start_bot("--home", str(home), *words, environ=environ, streams=screen)
        self.seen = ""

    def read_until(self, words: str) -> None:
        """Wait for words on the screen."""
        self._read_for(PATIENCE, words)
        assert words in self.seen, self.seen

    def _read_for(self, seconds: float, words: str) -> None:
        end = time.monotonic() + seconds
        while words not in self.seen and time.monotonic() < end and self._read():
            pass

    def _read(self) -> bool:
        """Read what stands there; False once the child has left and nothing does."""
        has_left = self._child.exitcode is not None
        if select.select([self._ours], [], [], 0 if has_left else 0.1)[0]:
            self.seen += os.read(self._ours, 4096).decode(errors="replace")
            return True
        return not has_left

    def type(self, words: str) -> None:
        """Type a line."""
        os.write(self._ours, f"{words}\n".encode())

    def interrupt_until(self, words: str) -> None:
        """Ctrl-C, and again after some seconds: one that comes just before Python starts reading is lost."""
        end = time.monotonic() + PATIENCE
        while words not in self.seen and time.monotonic() < end:
            os.kill(self._child.pid or 0, signal.SIGINT)
            self._read_for(5, words)
        assert words in self.seen, self.seen

    def leave(self) -> int:
        """Read to the end; the exit status."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self._read():
            pass
        os.close(self._ours)
        os.close(self._theirs)
        return wait_for(self._child, PATIENCE)


@pytest.mark.slow
def test_a_verb_without_a_post_offers_the_candidates(desk: Desk) -> None:
    post_id = desk.add_post("Fest der Kulturen", status=PostStatus.DRAFT)
    terminal = Terminal(desk.home, "approve")
    terminal.read_until("Which ones?")
    assert "Fest der Kulturen" in terminal.seen
    terminal.type(str(post_id))
    assert terminal.leave() == 0, terminal.seen
    assert desk.get_post(post_id).status is PostStatus.SCHEDULED


@pytest.mark.slow
@pytest.mark.parametrize(("answer", "made"), [("n", 0), ("y", 2)], ids=["no", "yes"])
def test_older_articles_get_posts_only_after_a_yes(desk: Desk, answer: str, made: int) -> None:
    desk.add_article("Alt", ArticleStatus.BASELINE)
    desk.write_env("BOT_FACEBOOK_PAGE_ID=1", "BOT_FACEBOOK_TOKEN=t", "BOT_INSTAGRAM_BACKEND=graph")
    terminal = Terminal(desk.home, "backfill", "--limit", "1")
    terminal.read_until("[y/N]")
    assert "Alt" in terminal.seen, "what is about to be posted is named"
    terminal.type(answer)
    assert terminal.leave() == 0
    with desk.open() as bot:
        assert len(bot.posts.list_posts()) == made


@pytest.mark.slow
def test_the_editor_gets_the_caption_and_its_words_are_kept(desk: Desk, tmp_path: Path) -> None:
    post_id = desk.add_post(caption="Alter Text")
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\ngrep -q "Alter Text" "$1" && printf "Neuer Text" > "$1"\n')
    editor.chmod(0o755)
    assert Terminal(desk.home, "edit", str(post_id), EDITOR=str(editor)).leave() == 0
    assert desk.get_post(post_id).composition.caption == "Neuer Text"


@pytest.mark.slow
def test_no_color_is_obeyed(desk: Desk) -> None:
    desk.add_post(status=PostStatus.FAILED)
    coloured, plain = Terminal(desk.home, "posts"), Terminal(desk.home, "posts", NO_COLOR="1")
    assert (coloured.leave(), plain.leave()) == (0, 0)
    assert "\x1b[1;31m" in coloured.seen
    assert "31m" not in plain.seen


@pytest.mark.slow
@pytest.mark.parametrize("has_size", [True, False], ids=["80 columns", "a terminal without a size"])
def test_the_picture_is_shown_where_there_is_room(desk: Desk, has_size: bool) -> None:
    terminal = Terminal(desk.home, "show", str(desk.add_post()), has_size=has_size)
    assert terminal.leave() == 0, terminal.seen
    assert ("▀" in terminal.seen or "▄" in terminal.seen) == has_size


@pytest.mark.slow
@pytest.mark.parametrize(("language", "asked", "yes"), [("de", "[j/N]", "ja"), ("en", "[y/N]", "Y")])
def test_a_question_is_asked_and_answered_in_the_persons_language(
    desk: Desk, language: str, asked: str, yes: str
) -> None:
    desk.add_article("Alt", ArticleStatus.BASELINE)
    accounts = ("BOT_FACEBOOK_PAGE_ID=1", "BOT_FACEBOOK_TOKEN=t")
    (desk.home / ".env").write_text("\n".join((f"BOT_LANGUAGE={language}", *accounts)))
    terminal = Terminal(desk.home, "backfill", "--limit", "1")
    for answer in ("vielleicht", yes):
        terminal.read_until(asked)
        terminal.seen = ""
        terminal.type(answer)
    assert terminal.leave() == 0, terminal.seen
    with desk.open() as bot:
        assert len(bot.posts.list_posts()) == 1


@pytest.mark.slow
def test_ctrl_c_at_a_question_is_no_traceback(desk: Desk) -> None:
    post_id = desk.add_post(status=PostStatus.DRAFT)
    terminal = Terminal(desk.home, "approve")
    terminal.read_until("Which ones?")
    terminal.interrupt_until("Stopped. Nothing more was done.")
    assert terminal.leave() == 1
    assert "Traceback" not in terminal.seen
    assert desk.get_post(post_id).status is PostStatus.DRAFT


@pytest.mark.slow
def test_ctrl_c_while_a_command_works_is_no_traceback(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(PATIENCE)
        terminal = Terminal(desk.home, "preview", f"http://127.0.0.1:{silent.getsockname()[1]}/aktuelles/")
        asking, _ = silent.accept()
        with asking:
            terminal.interrupt_until("Stopped. Nothing more was done.")
    assert terminal.leave() == 130
    assert "Traceback" not in terminal.seen
