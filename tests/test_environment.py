"""What is read of the environment before the settings are."""

import os
from pathlib import Path

import pytest

from bot import environment


def test_settings_are_proven_in_a_folder_whose_name_is_no_text(tmp_path: Path) -> None:
    """Linux allows any bytes."""
    home = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xffheim"))
    (home / "state").mkdir(parents=True)
    environment.prove(home)
    assert environment.is_proven(home)
    (home / ".env").write_text("BOT_LANGUAGE=en")
    assert not environment.is_proven(home)


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
