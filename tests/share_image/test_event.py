"""The date of an event: large on its band, whatever its length; the publication date not beside it."""

from dataclasses import replace

import looking
import pytest

from bot.domain.article import Fact, FactKind
from bot.share_image import draw

EVENT = looking.make_card("Lesung im Park", layout="event", date="")
BANDS = {"portrait": (1080, 500), "square": (1080, 360), "landscape": (300, 630)}


@pytest.mark.parametrize("size", looking.SIZES)
@pytest.mark.parametrize("day", ["3", "12", "12–14", "30.–31."])
@pytest.mark.parametrize("month", ["Mai", "September", "Nov. – 2. Dezember"])
def test_the_date_stays_on_its_band(size: str, day: str, month: str) -> None:
    card = replace(EVENT, event_day=day, event_month=month, event_weekday="Donnerstag")
    dated = {day, month, "Donnerstag", card.event_time}
    boxes = [box for line, *_, box in looking.Recorder(card, size).lines if line in dated]
    assert len(boxes) == 4
    for left, top, right, bottom in boxes:
        assert left >= 40
        assert top >= 20
        assert right <= BANDS[size][0] - 30
        assert bottom <= BANDS[size][1]


def test_an_event_without_a_day_is_a_plain_card() -> None:
    drawing = draw.draw(replace(EVENT, event_day=""), template_dirs=looking.TEMPLATES)
    assert drawing.layout == "card"


@pytest.mark.parametrize("layout", ["photo", "call", "card", "sober"])
def test_facts_stand_on_the_picture_with_what_is_weightiest_first(layout: str) -> None:
    lines = [line for line, *_ in looking.Recorder(looking.make_for(layout, facts=looking.FACTS)).lines]
    said = [looking.fold(line) for line in lines]
    assert said.index(looking.fold(looking.FACTS[0].text)) < said.index(looking.fold(looking.FACTS[1].text))


def test_the_day_on_the_band_is_not_said_twice() -> None:
    lines = [line for line, *_ in looking.Recorder(replace(EVENT, facts=looking.FACTS)).lines]
    assert not any("12. Dezember" in line for line in lines)
    assert any("Villa" in line for line in lines)


def test_a_list_of_days_has_a_row_for_each() -> None:
    days = [
        f"{day}, {number}. Januar, {number} Uhr"
        for day, number in (("Montag", 11), ("Mittwoch", 13), ("Freitag", 15))
    ]
    facts = tuple(Fact(kind=FactKind.WHEN, text=day) for day in days)
    lines = [line for line, *_ in looking.Recorder(looking.make_for("dates", facts=facts)).lines]
    for day in days:
        first, second = day.rsplit(", ", 1)
        assert first in lines
        assert second in lines


def test_a_fact_too_long_for_its_line_is_wrapped_and_stays_on_its_plate() -> None:
    where = Fact(
        kind=FactKind.WHERE, text="Kulturzentrum Grend, Westfalenstraße 311, 45276 Essen, großer Saal im Hof"
    )
    for *_, (left, _, right, _) in looking.Recorder(looking.make_for("call", facts=(where,))).lines:
        assert left >= 80
        assert right <= 1000


@pytest.mark.parametrize("size", ["portrait", "square", "story"])
def test_neither_times_nor_addresses_are_cut(size: str) -> None:
    times = ("10 bis 13 Uhr", "10.30–13.45 Uhr")
    when = [
        Fact(kind=FactKind.WHEN, text=f"Donnerstag, {day}. September, {times[day % 2]}") for day in (16, 23)
    ]
    mail = "bewerbung@ein-recht-langer-name-eines-verbands.example"
    street = "Kulturzentrum Zeche Carl, Wilhelm-Nieswandt-Allee 100, 45326 Essen-Altenessen, Erdgeschoss"
    others = [Fact(kind=FactKind.REGISTER, text=mail), Fact(kind=FactKind.WHERE, text=street)]
    for layout, facts in (("dates", when), ("call", others)):
        card = looking.make_card(layout=layout, facts=tuple(facts))
        drawn = [line for line, *_ in looking.Recorder(card, size).lines]
        assert not [line for line in drawn if "…" in line]
        said = "".join(drawn).replace(" ", "")
        assert all(part.replace(" ", "") in said for part in (times if layout == "dates" else (mail,)))
        assert layout == "dates" or {"Kulturzentrum Zeche Carl,", "Wilhelm-Nieswandt-Allee 100"} <= set(drawn)
