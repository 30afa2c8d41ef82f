"""What is read of the environment before the settings are."""

import getpass
import sys
from pathlib import Path

import pytest

from bot import environment


@pytest.mark.parametrize(
    ("named", "command"),
    [
        ("code --wait", ["code", "--wait"]),
        ("'/opt/my editor'", ["/opt/my editor"]),
        ("", ["nano"]),
        ("nano '", ["nano '"]),
    ],
)
def test_an_editor_is_a_command_whatever_is_named(
    named: str, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", named)
    assert environment.find_editor() == command


@pytest.mark.parametrize("behind_sudo", [False, True], ids=["own shell", "sudo"])
def test_a_command_to_type_is_one_that_is_found(
    behind_sudo: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """sudo looks for programs in places of its own, not where the caller's PATH leads."""
    program = tmp_path / "bot"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "argv", [str(program)])
    monkeypatch.setenv("SUDO_USER", "admin" if behind_sudo else "")
    expected = f"sudo -u {getpass.getuser()} {program}" if behind_sudo else "bot"
    assert environment.find_own_command() == expected
