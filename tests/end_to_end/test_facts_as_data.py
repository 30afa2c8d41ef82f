"""What a follower needs, from a page to the preview: as data, as lines of the caption, on its page."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.archive.samples import Sample
from bot.sandbox.sandbox import Sandbox
from tests.instance import Instance

BERLIN = ZoneInfo("Europe/Berlin")
PAGE = """<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Repair-Café</title></head><body>
<main><article><h1>Repair-Café zieht um</h1><p>Von Ina Kaya, {today:%d.%m.%Y}</p>
<p>Kaputte Toaster und stumpfe Scheren finden ein neues Zuhause: Am {day:%d.%m.%Y}, von 14 bis 17 Uhr,
öffnet das Repair-Café zum ersten Mal im Bürgerhaus Ost, Schulweg 12. Fünf Leute schrauben.</p>
<p>Der Eintritt ist frei. Um Anmeldung bis {until:%d.%m.%Y} bittet Ina Kaya, Telefon 0201 000-1290,
reparieren@verein.example.</p></article></main></body></html>"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """An invitation for in ten days, published today as its date line says."""
    today = datetime.now(BERLIN).date()
    file = tmp_path / "repair.html"
    text = PAGE.format(today=today, day=today + timedelta(days=10), until=today + timedelta(days=8))
    file.write_text(text, encoding="utf-8")
    return file


def test_event_and_facts_are_data_lines_and_shown(instance: Instance, page: Path, tmp_path: Path) -> None:
    run = instance.bot("preview", str(page), "--json", BOT_LANGUAGE="de")
    assert run.status == 0
    day = datetime.now(BERLIN).date() + timedelta(days=10)
    for preview in run.json:
        assert preview["event"]["start"][:16] == f"{day}T14:00"
        assert preview["event"]["end"][:16] == f"{day}T17:00"
        facts = {fact["kind"]: fact["text"] for fact in preview["facts"]}
        assert facts["when"] == preview["event"]["text"]
        assert facts["where"] == "Bürgerhaus Ost, Schulweg 12"
        assert facts["price"] == "Eintritt frei"
        assert facts["deadline"].startswith("Anmeldung bis ")
        assert facts["contact"] == "reparieren@verein.example"
        assert (
            f"📅 {facts['when']}\n📍 {facts['where']}\n💶 Eintritt frei\n✍️ Anmeldung bis"
            in preview["caption"]
        )
        assert "Von Ina Kaya" not in preview["caption"]
        assert preview["layout"]
    shown = tmp_path / "shown.html"
    assert instance.bot("preview", str(page), "--html", str(shown)).status == 0
    kinds = re.findall(r'data-fact="(\w+)"', shown.read_text(encoding="utf-8"))
    assert kinds == 2 * ["when", "where", "price", "deadline", "contact", "contact"]


def test_an_invitation_that_is_over_is_skipped_and_told_and_a_date_line_announces_nothing(
    world: Sandbox, instance: Instance
) -> None:
    today = datetime.now(BERLIN).date()
    assert instance.bot("run", "--once").status == 0
    over = f"Der Verein lädt am {today - timedelta(days=2):%d.%m.%Y} um 18 Uhr zum Tanz ein. Eintritt frei."
    dated = (
        f"Von Ina Kaya, {today:%d.%m.%Y}",
        "Auf dem Schulhof steht jetzt eine Tischtennisplatte aus Beton.",
    )
    world.archive.add(Sample(slug="tanz", title="Tanz im Saal", paragraphs=(over,)))
    world.archive.add(Sample(slug="platte", title="Neue Platte", paragraphs=dated))
    instance.bot("run", "--once")
    posts = {(post["article_title"], post["status"]) for post in instance.bot("posts", "--json").json}
    assert posts == {("Tanz im Saal", "skipped"), ("Neue Platte", "published")}
    status = instance.bot("status")
    assert status.status == 1
    assert "Tanz im Saal" in status.out
