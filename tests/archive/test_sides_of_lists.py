"""What belongs to a list beside its heaviest group: played from both sides of each share."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.archive.html_tree import parse_html
from bot.archive.lists import html_list, items
from tests.archive.test_limits_of_reading import HOME, NOW, URL

LISTED = "<ul>{}</ul>"


def parse_items(body: str, *, weight: float = 1, is_heading: bool = True, **more: Any) -> list[items.Item]:
    """An item for each link; its box is the element around it."""
    root = parse_html(f"<html><body>{body}</body></html>")
    return [
        items.Item(
            box=link.getparent(), url=link.get("href"), links=[link], title="x", weight=weight,
            is_heading=is_heading, **more,
        )
        for link in root.iter("a")
    ]  # fmt: skip


def group(found: list[items.Item], *path: str, factor: float = 1) -> items.Group:
    return items.Group(items=found, path=path, factor=factor)


def links(count: int, start: int = 0, tag: str = "li") -> str:
    return "".join(f"<{tag}><a href='{HOME}n/{start + at}'>x</a></{tag}>" for at in range(count))


@pytest.mark.parametrize(("weight", "belongs"), [(3.9, False), (4, True), (4.1, True), (20, True)])
def test_a_group_of_the_same_make_is_part_of_the_list_by_its_average(weight: float, *, belongs: bool) -> None:
    listed = group(parse_items(links(4), weight=10), "li")
    other = parse_items(links(2, 9), weight=weight)
    assert (
        html_list._is_of_its_make(group(other, "li"), listed, {each.box for each in listed.items}) is belongs
    )
    assert not html_list._is_of_its_make(group(other, "p"), listed, {each.box for each in listed.items})


@pytest.mark.parametrize(("weight", "is_good"), [(7.4, False), (7.5, True), (7.6, True)])
@pytest.mark.parametrize(("count", "is_long"), [(1, False), (2, True), (3, True), (4, True)])
def test_a_column_of_the_list_is_half_as_long_and_nearly_as_good(
    weight: float, count: int, *, is_good: bool, is_long: bool
) -> None:
    rows = "".join(
        f"<li><a href='{HOME}n/{at}'>x</a><b><a href='{HOME}m/{at}'>y</a></b></li>" for at in range(4)
    )
    found = parse_items(rows, weight=10)
    listed = group([each for each in found if "/n/" in each.url], "li")
    column = [each for each in found if "/m/" in each.url][:count]
    for each in column:
        each.weight = weight
    boxes = {each.box for each in listed.items}
    assert html_list._is_of_its_make(group(column, "li"), listed, boxes) is (is_good and is_long)


@pytest.mark.parametrize(
    ("inside", "outside", "is_inside"), [(2, 2, False), (3, 2, True), (1, 0, True), (0, 2, False)]
)
def test_a_group_stands_in_the_list_where_most_of_it_does(
    inside: int, outside: int, *, is_inside: bool
) -> None:
    rows = "".join(f"<li><p><a href='{HOME}m/{at}'>y</a></p></li>" for at in range(inside))
    found = parse_items(f"<ul>{rows}</ul><div>{links(outside, 9, 'p')}</div>")
    boxes = {each.box.getparent() for each in found[:inside]}
    assert html_list._stands_inside(group(found), boxes) is is_inside


@pytest.mark.parametrize(("weight", "is_equal"), [(7.7, False), (7.75, True), (10, True)])
@pytest.mark.parametrize(("count", "factor", "is_list"), [(1, 1, False), (4, 1, True), (4, 0.5, False)])
def test_another_list_of_headings_is_a_peer(
    weight: float, count: int, factor: float, *, is_equal: bool, is_list: bool
) -> None:
    listed = group(parse_items(links(4), weight=10), factor=factor)
    boxes = {each.box for each in listed.items}
    other = parse_items(f"<div>{links(count, 9, 'p')}</div>", weight=weight)
    assert html_list._is_peer(group(other), listed, boxes) is (is_equal and is_list)
    plain = parse_items(f"<div>{links(count, 9, 'p')}</div>", weight=weight, is_heading=False)
    assert not html_list._is_peer(group(plain), listed, boxes)
    assert not html_list._is_peer(group([*other, *plain]), listed, boxes)


@pytest.mark.parametrize(
    ("where", "leads"),
    [
        ("{lead}<ul>{rows}</ul>", True),
        ("{lead}<p>a</p><p>b</p><p>c</p><ul>{rows}</ul>", True),
        ("{lead}<p>a</p><p>b</p><p>c</p><p>d</p><ul>{rows}</ul>", False),
        ("<ul>{rows}</ul>{lead}", False),
        ("{lead}<div><ul>{rows}</ul></div>", True),
        ("{lead}<div><div><ul>{rows}</ul></div></div>", True),
        ("{lead}<div><div><div><ul>{rows}</ul></div></div></div>", False),
        ("<div>{lead}</div><ul>{rows}</ul>", True),
    ],
)
def test_what_leads_a_list_stands_right_before_it(where: str, *, leads: bool) -> None:
    lead = f"<div><h2><a href='{HOME}n/9'>x</a></h2></div>"
    found = parse_items(where.format(lead=lead, rows=links(3)), weight=4)
    (item,) = [each for each in found if each.url.endswith("9")]
    listed = group([each for each in found if each is not item])
    assert html_list._leads(item, listed) is leads


@pytest.mark.parametrize(
    ("item", "listed", "leads"),
    [
        ({"weight": 3}, {}, True),
        ({"weight": 2.9}, {}, False),
        ({"url": f"{HOME}b/9"}, {}, False),
        ({"url": f"{HOME}n/9?a=/b/c"}, {}, True),
        ({"url": HOME}, {}, False),
        ({"url": "https://b.example/"}, {"published_at": NOW}, False),
        ({"url": f"{HOME}b/9", "published_at": NOW}, {"published_at": NOW}, True),
        ({"url": f"{HOME}b/9", "published_at": NOW}, {}, False),
        ({"url": f"{HOME}b/9"}, {"published_at": NOW}, False),
        ({}, {"factor": 0.9}, False),
    ],
)
def test_what_leads_a_list_is_told_like_what_is_in_it(
    item: dict[str, Any], listed: dict[str, Any], *, leads: bool
) -> None:
    lead = f"<div><h2><a href='{HOME}n/9'>x</a></h2></div>"
    found = parse_items(f"{lead}<ul>{links(3)}</ul>", weight=4)
    for name, value in item.items():
        setattr(found[0], name, value)
    found[1].published_at = listed.get("published_at")
    assert html_list._leads(found[0], group(found[1:], factor=listed.get("factor", 1))) is leads


@pytest.mark.parametrize(
    ("title", "is_heading", "day", "beside", "url", "weight"),
    [
        ("x" * 12, False, False, 0, URL, 0.0),
        ("x" * 22, False, False, 0, URL, 1.0),
        ("x" * 90, False, False, 0, URL, 7.8),
        ("x" * 91, False, False, 0, URL, 7.8),
        ("x" * 220, False, False, 0, URL, 7.8),
        ("x" * 221, False, False, 0, URL, 0.0),
        ("x" * 22, True, False, 0, URL, 4.0),
        ("x" * 22, False, True, 0, URL, 3.0),
        ("x" * 22, False, False, 80, URL, 1.0),
        ("x" * 22, False, False, 81, URL, 2.0),
        ("x" * 22, False, False, 0, f"{URL}/b", 1.3),
        ("\u2e80" * 10, False, False, 0, URL, 1.3),
        ("\u2e7f" * 22, False, False, 0, URL, 1.0),
        ("x", True, True, 0, URL, 0.0),
        ("12345", True, True, 0, URL, 0.0),
    ],
)
def test_an_item_weighs_by_its_title_day_and_text(
    title: str, day: bool, beside: int, url: str, weight: float, *, is_heading: bool
) -> None:
    box = parse_html(f"<div>{title}{'y' * beside}</div>").find(".//div")
    link = parse_html("<a href=/x>x</a>").find(".//a")
    item = items.Item(
        box=box, url=url, links=[link], title=title, is_heading=is_heading,
        published_at=datetime(2026, 5, 1, tzinfo=UTC) if day else None,
    )  # fmt: skip
    assert items.weigh(item, URL, NOW) == pytest.approx(weight)


@pytest.mark.parametrize(
    ("count", "weight", "factor", "told"),
    [(1, 4, 1, 8), (2, 4, 1, 22.63), (16, 4, 1, 64), (17, 4, 1, 64), (4, 4, 0.5, 16), (4, 2, 1, 8)],
)
def test_good_items_count_for_more_than_many(count: int, weight: float, factor: float, told: float) -> None:
    found = group(parse_items(links(count), weight=weight), factor=factor)
    assert found.weight == pytest.approx(told, abs=0.01)


@pytest.mark.parametrize(
    ("card", "title"),
    [
        (
            "<ul><li><p>Ein Fest im Garten</p></li></ul> <i>am See in Essen</i>",
            "Ein Fest im Garten am See in Essen",
        ),
        ("<p>Ein Fest im Garten für alle</p> <p>am See in Essen</p>", "Ein Fest im Garten für alle"),
        ("<p>Ein Fest im Garten</p> <i>am See in Essen</i>", "Ein Fest im Garten am See in Essen"),
        ("<p>Ein Fest</p> <div>am See in Essen für alle</div>", "am See in Essen für alle"),
        (f"<i>Ein Fest im Garten</i> {'x' * 141}", f"Ein Fest im Garten {'x' * 141}"),
        (f"<i>Ein Fest im Garten</i> {'x' * 142}", "Ein Fest im Garten"),
        ("<i class=title>Ein Fest im Garten</i> am See", "Ein Fest im Garten"),
        ("<i class=title>Ein Fest am</i> See in Essen", "Ein Fest am See in Essen"),
        (f"<i class=title>{'x' * 160}</i> See", "x" * 160),
        (f"<i class=title>{'x' * 161}</i> See", f"{'x' * 161} See"),
    ],
)
def test_a_card_that_leads_somewhere_is_named_by_its_first_part(card: str, title: str) -> None:
    page = "".join(f"<li><a href='{HOME}n/{at}'>{card}</a></li>" for at in (1, 2, 3))
    entries = html_list.parse_list(f"<html><body><ul>{page}</ul></body></html>", HOME, NOW).entries
    assert {entry.title.replace("\n", " ") for entry in entries} == {title}
