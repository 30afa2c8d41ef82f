"""What a page tells machines of an event is told to people, too."""

import json
from typing import Any

import pytest

from tests.archive.test_article import LEAD, MORE, page, read

TITLE = "Das große Sommerfest am Kanal"
HOUSE = {
    "@type": "Place",
    "name": "Haus am Kanal",
    "address": {"streetAddress": "Weg 3", "postalCode": "45127", "addressLocality": "Essen"},
}
EVENT = {
    "@type": "MusicEvent",
    "name": "Sommerfest am Kanal",
    "startDate": "2026-07-04T16:00:00Z",
    "endDate": "2026-07-04T20:00:00Z",
    "location": HOUSE,
}
WHEN, WHERE = "Wann: 04.07.2026, 18:00–22:00 Uhr", "Ort: Haus am Kanal, Weg 3, 45127 Essen"


def list_lines(*told: Any, text: str = MORE) -> list[str]:
    """The lines below the text of a page with these objects."""
    script = f'<script type="application/ld+json">{json.dumps(told)}</script>'
    return read(script + page(LEAD, text, title=TITLE)).text.split("\n\n")[2:]


def test_when_and_where_it_is_at_our_clocks() -> None:
    assert list_lines(EVENT) == [WHEN, WHERE]


@pytest.mark.parametrize(
    ("starts", "ends", "when"),
    [
        ("2026-07-04", "", "Wann: 04.07.2026"),
        ("2026-07-04T00:00", "", "Wann: 04.07.2026"),
        ("2026-07-04T18:00", "", "Wann: 04.07.2026, 18:00 Uhr"),
        ("2026-07-04T18:00+02:00", "2026-07-05T00:00+02:00", "Wann: 04.07.2026, 18:00 Uhr"),
        ("2026-07-04T18:00", "2026-07-06T12:00", "Wann: 04.07.2026 bis 06.07.2026"),
        ("2026-07-04T18:00", "2026-07-03T12:00", "Wann: 04.07.2026, 18:00 Uhr"),
        ("bald", "2026-07-03T12:00", ""),
        ("0001-01-01T00:00Z", "", ""),
        ("9999-12-31T23:59-05:00", "", ""),
    ],
)
def test_days_and_hours(starts: str, ends: str, when: str) -> None:
    told = list_lines({**EVENT, "startDate": starts, "endDate": ends, "location": None})
    assert told == ([when] if when else [])


@pytest.mark.parametrize(
    ("location", "where"),
    [
        ("Haus am Kanal", "Ort: Haus am Kanal"),
        ([HOUSE], WHERE),
        (
            {"@type": "Place", "name": "Weg 3, 45127 Essen", "address": "Weg 3, 45127 Essen"},
            "Ort: Weg 3, 45127 Essen",
        ),
        ({"@type": "VirtualLocation", "url": "https://zoom.example/1"}, "Ort: online"),
        ({"@type": "Place", "name": {"a": 1}, "address": [1]}, ""),
        (7, ""),
    ],
)
def test_places(location: Any, where: str) -> None:
    assert list_lines({**EVENT, "startDate": "", "location": location}) == ([where] if where else [])


@pytest.mark.parametrize(
    "told",
    [
        pytest.param([{**EVENT, "name": "Flohmarkt der Nachbarn"}], id="another"),
        pytest.param([{**EVENT, "name": ["x"]}], id="no name"),
        pytest.param([EVENT, {**EVENT, "startDate": "2026-08-01"}], id="several"),
        pytest.param([{**EVENT, "eventStatus": "https://schema.org/EventCancelled"}], id="called off"),
        pytest.param([{**EVENT, "@type": "Article"}], id="no event"),
    ],
)
def test_what_is_not_told(told: list[Any]) -> None:
    assert list_lines(*told) == []


def test_what_the_text_labels_itself_is_not_told_twice() -> None:
    assert list_lines(EVENT, text=f"{MORE}</p><p>Wann: am Samstag um 18 Uhr") == [
        "Wann: am Samstag um 18 Uhr",
        WHERE,
    ]
    assert list_lines(EVENT, text=f"{MORE}</p><p>Treffpunkt: am Tor") == ["Treffpunkt: am Tor", WHEN]
