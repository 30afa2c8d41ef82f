"""The sandbox as a program of its own, for people who practise."""

import json
import os
import re
import subprocess
import sys
import urllib.request
from pathlib import Path


def test_it_says_what_to_type_publishes_at_enter_and_shows_what_the_bot_tells(tmp_path: Path) -> None:
    environ = {**os.environ, "BOT_LANGUAGE": "de", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "bot.sandbox", str(tmp_path / "welt")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environ, cwd=tmp_path
    ) as world:
        assert world.stdin
        assert world.stdout
        said = ""
        while "Eingabetaste" not in said:
            said += world.stdout.readline()
        news, mailbox = (re.search(rf"{word}: (\S+)", said) for word in ("Nachrichten", "Adresse"))
        assert news
        assert mailbox
        message = json.dumps({"title": "Eine Probe", "message": "Er braucht Sie."}).encode()
        with urllib.request.urlopen(mailbox[1].replace("json:", "http:"), message, timeout=30) as answer:
            assert answer.status == 204
        assert [world.stdout.readline().strip() for _ in range(2)] == ["✉ Eine Probe", "Er braucht Sie."]
        world.stdin.write("\n")
        world.stdin.flush()
        assert news[1] in world.stdout.readline()
        world.stdin.close()
        assert world.wait(60) == 0
    exports = (tmp_path / "welt" / "practice.env").read_text()
    assert "HTTPS_PROXY=" in exports
    assert "BOT_" not in exports
