"""The date of an event: large on its band, whatever its length."""

from dataclasses import replace

import looking
import pytest

from bot.share_image import colors, draw

EVENT = looking.make_card("Lesung im Park", layout="event")


@pytest.mark.parametrize("size", looking.SIZES)
@pytest.mark.parametrize("day", ["3", "12", "12–14", "30.–31."])
@pytest.mark.parametrize("month", ["Mai", "September"])
def test_the_date_stays_on_its_band(size: str, day: str, month: str) -> None:
    card = replace(EVENT, event_day=day, event_month=month)
    band = {"portrait": (1046, 600), "square": (945, 420), "landscape": (368, 630)}[size]
    left, top, right, bottom = looking.find_difference(
        looking.draw(card, size),
        looking.draw(replace(card, event_day=".", event_month="", event_time=""), size),
    )
    assert left >= 40
    assert top >= 100
    assert right <= band[0]
    assert bottom <= band[1]


@pytest.mark.parametrize("colour", ["#0b5d8f", "#f2b705", "#ffffff", "#808080"])
def test_the_date_can_be_read_whatever_the_brand_colour(colour: str) -> None:
    card = replace(EVENT, brand=replace(looking.BRAND, color=colour))
    drawn = looking.draw(card)
    for other in (replace(card, event_month="Juni"), replace(card, event_time="7")):
        box = looking.find_difference(drawn, looking.draw(other))
        assert looking.measure_inside(drawn.crop(box)) >= colors.ENOUGH


def test_the_day_of_the_news_does_not_stand_beside_the_day_of_the_event() -> None:
    assert looking.draw(EVENT).tobytes() == looking.draw(replace(EVENT, date="1. Mai 2026")).tobytes()


def test_an_event_without_a_day_is_a_plain_card() -> None:
    drawing = draw.draw(replace(EVENT, event_day=""), template_dirs=looking.TEMPLATES)
    assert drawing.layout == "card"
