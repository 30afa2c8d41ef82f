"""The same commands where a person sits: in a pseudo-terminal."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from bot.domain.article import ArticleStatus
from bot.domain.post import PostStatus
from tests.cli.conftest import Desk

PATIENCE = 30


class Terminal:
    """A child process on a pseudo-terminal of 80 columns, with somebody who types."""

    def __init__(self, home: Path, *words: str, has_size: bool = True, **environ: str) -> None:
        self._ours, theirs = pty.openpty()
        if has_size:
            fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 80, 0, 0))
        kept = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
        self._child = subprocess.Popen(
            [sys.executable, "-m", "bot", "--home", str(home), *words],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**kept, "COLUMNS": "80", "TERM": "xterm-256color", **environ},
            start_new_session=True,
        )
        os.close(theirs)
        self.seen = ""

    def read_until(self, words: str) -> None:
        """Wait for words on the screen."""
        end = time.monotonic() + PATIENCE
        while words not in self.seen and time.monotonic() < end:
            if not select.select([self._ours], [], [], 1)[0]:
                continue
            try:
                self.seen += os.read(self._ours, 4096).decode(errors="replace")
            except OSError:
                break
        assert words in self.seen, self.seen

    def type(self, words: str) -> None:
        """Type a line."""
        os.write(self._ours, f"{words}\n".encode())

    def interrupt(self) -> None:
        """Ctrl-C."""
        self._child.send_signal(signal.SIGINT)

    def leave(self) -> int:
        """Read to the end; the exit status."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if not select.select([self._ours], [], [], 1)[0]:
                continue
            try:
                part = os.read(self._ours, 4096)
            except OSError:
                break
            if not part:
                break
            self.seen += part.decode(errors="replace")
        os.close(self._ours)
        try:
            return self._child.wait(PATIENCE)
        finally:
            self._child.kill()


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
    terminal.interrupt()
    assert terminal.leave() == 1
    assert "Stopped. Nothing more was done." in terminal.seen
    assert "Traceback" not in terminal.seen
    assert desk.get_post(post_id).status is PostStatus.DRAFT
