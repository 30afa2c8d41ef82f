"""What people are told, read in the mailbox of a real SMTP server."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import open_app
from bot.config import load_settings
from bot.domain.state import REPORT
from bot.notify import AppriseNotifier
from bot.pipeline.run import run_pass
from bot.sandbox.sandbox import Sandbox
from tests.instance import Instance
from tests.mailbox import Mailbox

NOBODY = "mailto://127.0.0.1:9?from=a@example.org&to=b@example.org"


def test_a_mail_arrives_with_title_body_and_file(mailbox: Mailbox, tmp_path: Path) -> None:
    """The plain case, umlauts included."""
    page = tmp_path / "posts.html"
    page.write_text("<p>Müßig</p>", encoding="utf-8")
    assert AppriseNotifier([mailbox.address]).send(
        "Bitte schauen: 1 Sache", "• Müßig\n  → bot show 1", [page]
    )
    assert mailbox.subjects == ["Bitte schauen: 1 Sache"]
    assert "Müßig" in mailbox.text
    assert mailbox.pages == ["<p>Müßig</p>"]


def test_an_unreachable_server_is_told_not_raised() -> None:
    """The pass goes on; the cause is told with the next one."""
    assert not AppriseNotifier([NOBODY]).send("x", "y")


def test_who_was_reached_is_not_written_to_again_because_of_who_was_not(mailbox: Mailbox) -> None:
    """One dead address beside a living one: sent all the same, and it counts as sent."""
    assert AppriseNotifier([NOBODY, "nonsense://x", mailbox.address]).send("x", "y")
    assert len(mailbox.mails) == 1


def test_an_address_nobody_understands_is_counted() -> None:
    """For `bot doctor`."""
    assert AppriseNotifier(["nonsense://x", "json://127.0.0.1"]).count_unknown() == 1


@pytest.mark.slow
def test_a_stopped_channel_is_told_once(world: Sandbox, instance: Instance, mailbox: Mailbox) -> None:
    """Several passes with the same refused token: one mail, with the next step."""
    instance.settings["BOT_NOTIFY_URLS"] = mailbox.address
    instance.bot("run", "--once")
    world.archive.publish_next(1)
    world.facebook.expire_token()
    for _ in range(3):
        instance.bot("run", "--once")
    assert len(mailbox.mails) == 1
    assert "Facebook" in mailbox.text
    assert "bot doctor" in mailbox.text
    assert instance.settings["BOT_FACEBOOK_TOKEN"] not in mailbox.text


def test_a_draft_comes_with_its_page_and_the_week_is_reported_once(
    world: Sandbox, instance: Instance, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A draft waits: one mail with the preview page. A fortnight later: one report, however often it runs."""
    wishes = {"BOT_NOTIFY_URLS": mailbox.address, "BOT_APPROVAL": "manual", "BOT_LANGUAGE": "en"}
    for name, value in (instance.settings | wishes).items():
        monkeypatch.setenv(name, value)
    settings = load_settings(instance.home)
    with open_app(settings) as app:
        run_pass(app)
        world.archive.publish_next(1)
        run_pass(app)
        assert len(mailbox.mails) == 1
        assert "bot approve" in mailbox.text
        assert ["data:image/jpeg" in page for page in mailbox.pages] == [True]
        app.journal.note(REPORT, "", now=app.clock() - timedelta(days=14))
        run_pass(app)
    with open_app(settings) as app:
        run_pass(app)
    assert mailbox.subjects[1:] == ["Weekly report: 0 posts published, 2 matters wait for you"]
    assert "→ bot approve 1" in mailbox.text
