"""What is read of the environment before the settings are."""

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
