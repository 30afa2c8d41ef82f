"""One article that leads composing astray holds nothing up, and is told."""

from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot import confined
from bot.app import Instance
from bot.config import load_settings
from bot.pipeline.attention import list_causes
from bot.pipeline.run import run_pass
from bot.sandbox.sandbox import Sandbox
from tests.instance import AT_ONCE

LOOP = "{% for a in range(9999) %}{% for b in range(9999) %}{% set c = a * b %}{% endfor %}{% endfor %}"


@pytest.fixture
def open_bot(
    world: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], AbstractContextManager[Instance]]:
    """Opens the instance anew, as each pass of the command does."""
    home = tmp_path / "home"
    (home / "templates" / "captions").mkdir(parents=True)
    for name, value in {**world.environment(), **AT_ONCE}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(confined, "COMPOSING", timedelta(seconds=3))
    return lambda: closing(Instance(load_settings(home), confined=True))


def test_a_template_that_loops_sets_articles_aside_and_what_is_due_goes_out(
    world: Sandbox, open_bot: Callable[[], AbstractContextManager[Instance]]
) -> None:
    with open_bot() as bot:
        run_pass(bot)
        world.archive.publish_next(1)
        run_pass(bot)
        captions = bot.settings.home / "templates" / "captions"
    for name in ("facebook", "instagram"):
        (captions / f"{name}.jinja").write_text(LOOP)
    world.archive.publish_next(2)
    with open_bot() as bot:
        run_pass(bot)
        causes = [cause for cause in list_causes(bot) if cause.command.startswith("bot preview http")]
    assert len(world.facebook.posts()) == 1
    assert len(causes) == 2
    assert all("beiseite" in cause.sentence or "aside" in cause.sentence for cause in causes)
