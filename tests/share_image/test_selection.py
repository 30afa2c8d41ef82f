"""Layouts by what an article says, grounds by what stands beside it in the grid."""

from pathlib import Path

import looking
import pytest

from bot.domain.article import Fact, FactKind
from bot.domain.errors import SettingsWrong
from bot.share_image import draw, layouts

TONES = ("brand", "paper", "deep", "tint")


def make_facts(*kinds: FactKind) -> tuple[Fact, ...]:
    return tuple(Fact(kind=kind, text="bis 15. Januar") for kind in kinds)


@pytest.mark.parametrize(
    ("fields", "layout"),
    [
        ({}, "card"),
        ({"photo": b"jpeg"}, "photo"),
        ({"event_day": "12"}, "event"),
        ({"facts": make_facts(FactKind.WHEN, FactKind.WHEN)}, "dates"),
        ({"facts": make_facts(FactKind.DEADLINE)}, "call"),
        ({"facts": make_facts(FactKind.WHEN, FactKind.WHEN), "photo": b"jpeg"}, "photo"),
        ({"title": "43 % der Befragten sagen Ja"}, "number"),
        ({"title": "Ayşe Demir: „Ich bin geblieben“"}, "quote"),
    ],
)
def test_a_layout_is_chosen_by_what_there_is_to_say(fields: dict[str, object], layout: str) -> None:
    card = looking.make_card(**({"event_day": ""} | fields))  # type: ignore[arg-type]
    assert layouts.choose_layout(card, is_sober=False) == layout
    assert layouts.choose_layout(card, is_sober=True) == "sober"


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("43 % der Befragten", ("43\u00a0%", "der Befragten")),
        ("500 Menschen feiern", ("500", "Menschen feiern")),
        ("12.000 Euro für die Jugend", ("12.000\u00a0Euro", "für die Jugend")),
        ("98 %", ("98\u00a0%", "")),
        ("25 Jahre Verbund", ("25\u00a0Jahre", "Verbund")),
        ("2026 wird gut", None),
        ("12. Mai: Fest", None),
        ("18 Uhr: Treffen", None),
        ("3 Tipps für Eltern", None),
        ("Fest mit 500 Gästen", None),
        ("0201 123456 anrufen", None),
    ],
)
def test_a_number_opens_a_title_only_where_it_counts_something(
    title: str, parts: tuple[str, str] | None
) -> None:
    assert layouts.split_number(title) == parts


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Ayşe Demir: „Ich bin geblieben“", ("Ich bin geblieben", "Ayşe Demir")),
        ("„Wir warteten vierzig Tage“", ("Wir warteten vierzig Tage", "")),
        ("«Wir warteten 40 Tage»", ("Wir warteten 40 Tage", "")),
        ("Anna von Berg: „Wir bleiben noch lange dran“", ("Wir bleiben noch lange dran", "Anna von Berg")),
        ("“We are here to stay”, says mayor", None),
        ("Gemeinsam in der Stadt: „Ihr nehmt uns die Arbeit weg“", None),
        ("Ausstellung „Heimat“ eröffnet im Museum", None),
        ("Kein Zitat", None),
    ],
)
def test_a_quotation_is_one_where_it_is_most_of_the_title(title: str, parts: tuple[str, str] | None) -> None:
    assert layouts.split_quote(title) == parts


def test_no_ground_stands_beside_or_above_itself_in_a_grid_of_three() -> None:
    recent: list[str] = []
    for _ in range(30):
        recent.insert(0, layouts.choose_tone(TONES, recent))
    for place in range(len(recent) - 3):
        assert recent[place] != recent[place + 1]
        assert recent[place] != recent[place + 3]
    assert {recent.count(tone) for tone in TONES} <= {6, 7, 8, 9}


def test_the_same_history_gives_the_same_ground() -> None:
    assert {layouts.choose_tone(TONES, ["paper", "brand"]) for _ in range(20)} == {"deep"}


def test_a_layout_with_one_ground_keeps_it() -> None:
    assert layouts.choose_tone(("muted",), ["muted", "muted"]) == "muted"


@pytest.mark.parametrize("layout", looking.LAYOUTS)
def test_every_layout_says_its_whole_title(layout: str) -> None:
    card = looking.make_for(layout)
    said = looking.fold("".join(line for line, *_ in looking.Recorder(card).lines))
    for word in card.title.replace("„", "").replace("“", "").replace(":", "").split():
        assert looking.fold(word) in said


def test_a_layout_that_lacks_what_it_shows_large_is_a_plain_card() -> None:
    for layout in ("photo", "number", "quote", "dates"):
        drawing = draw.draw(looking.make_card(layout=layout), template_dirs=looking.TEMPLATES)
        assert drawing.layout == "card"


@pytest.mark.parametrize("name", ["poster", "../layouts/card", "x" * 300, "card\0"])
def test_only_a_layout_of_the_folder_is_one_and_others_are_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "card.toml").write_text("")
    with pytest.raises(SettingsWrong, match=r"There are: card\."):
        layouts.get_layout(name, [tmp_path])
