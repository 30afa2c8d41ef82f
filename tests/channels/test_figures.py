"""What people did with our posts, as the platforms tell it; and when Meta's quota makes us hold back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from channel_bench import AlwaysAnswers, Bench

from bot.channels.meta.graph import Usage, measure_ahead, parse_usage
from bot.domain.errors import ChannelError
from bot.domain.year import Figures

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def test_a_page_tells_reactions_and_with_the_right_to_it_reach(facebook: Bench) -> None:
    post, page = facebook.published(), facebook.world.facebook
    page.react(post.remote_id, reactions=5, comments=2, shares=1, reach=90)
    span = {"since": facebook.clock() - DAY, "until": facebook.clock() + DAY}
    blind = facebook.publisher.measure(**span)
    assert blind.by_id == {post.remote_id: Figures(reactions=5, comments=2, shares=1)}
    assert "read_insights" in blind.gap
    page.grant("read_insights")
    told = facebook.publisher.measure(**span)
    assert told.by_id == {post.remote_id: Figures(reactions=5, comments=2, shares=1, reach=90)}
    assert dict(told.fields) == {
        "reactions": "reactions",
        "comments": "comments",
        "shares": "shares",
        "reach": "post_total_media_view_unique",
    }
    assert told.gap == ""


def test_a_profile_tells_likes_and_comments(graph_instagram: Bench) -> None:
    post = graph_instagram.published()
    graph_instagram.world.instagram.react(post.remote_id, likes=7, comments=3, reach=40)
    now = graph_instagram.clock()
    graph_instagram.world.facebook.grant("instagram_manage_insights")
    told = graph_instagram.publisher.measure(since=now - DAY, until=now + DAY)
    assert told.by_id == {post.remote_id: Figures(reactions=7, comments=3, reach=40)}


def answer_with(facebook: Bench, *rows: object, status: int = 200) -> None:
    facebook.publisher.graph.session.mount("https://", AlwaysAnswers({"data": list(rows)}, status=status))


def test_posts_count_from_the_first_instant_up_to_the_last_one(facebook: Bench) -> None:
    times = [NOW + DAY, NOW + DAY - SECOND, NOW, NOW - SECOND]
    rows = [{"id": str(place), "created_time": at.isoformat()} for place, at in enumerate(times)]
    answer_with(facebook, *rows, {"id": "9"}, {"created_time": NOW.isoformat()})
    told = facebook.publisher.measure(since=NOW, until=NOW + DAY)
    assert sorted(told.by_id) == ["1", "2"]
    assert (dict(told.fields), told.gap) == ({}, "")


@pytest.mark.parametrize(
    ("row", "figures"),
    [
        ({"reactions": {"summary": {"total_count": 0}}, "like_count": 4}, Figures(reactions=0)),
        ({"reactions": {"summary": []}, "like_count": 4}, Figures(reactions=4)),
        ({"reactions": 3, "comments": {"summary": {"total_count": True}}}, Figures()),
        ({"comments": {"summary": {"total_count": "3"}}, "comments_count": 2}, Figures(comments=2)),
        ({"shares": {"count": 6}}, Figures(shares=6)),
        ({"shares": 6}, Figures()),
        ({"insights": {"data": [{"values": [{"value": 12}, {"value": 13}]}]}}, Figures(reach=12)),
        ({"insights": {"data": [{"values": []}]}}, Figures()),
        ({"insights": {"data": [{"values": [12]}]}}, Figures()),
        ({"insights": {"data": [{}]}}, Figures()),
        ({"insights": {"data": [7]}}, Figures()),
        ({"insights": {"data": []}}, Figures()),
        ({"insights": {"data": {"a": 1}}}, Figures()),
        ({"insights": []}, Figures()),
    ],
)
def test_a_figure_of_another_shape_is_none(facebook: Bench, row: dict[str, object], figures: Figures) -> None:
    answer_with(facebook, {"id": "1", "created_time": NOW.isoformat(), **row})
    told = facebook.publisher.measure(since=NOW, until=NOW + DAY)
    assert told.by_id == {"1": figures}
    names = {
        name for name in ("reactions", "comments", "shares", "reach") if getattr(figures, name) is not None
    }
    assert set(told.fields) == names


@pytest.mark.parametrize("answer", [{"data": [{"id": "1"}]}, {"data": 3}, {"data": [3]}, []])
def test_an_answer_with_an_error_status_or_without_rows_is_no_figure(facebook: Bench, answer: object) -> None:
    status = 400 if answer == {"data": [{"id": "1"}]} else 200
    facebook.publisher.graph.session.mount("https://", AlwaysAnswers(answer, status=status))
    with pytest.raises(ChannelError):
        facebook.publisher.measure(since=NOW, until=NOW + DAY)


def test_a_change_that_says_no_success_is_none(facebook: Bench) -> None:
    for answer in ({}, {"success": "true"}, {"success": False}):
        facebook.publisher.graph.session.mount("https://", AlwaysAnswers(answer))
        with pytest.raises(ChannelError):
            facebook.publisher.edit(facebook.post(remote_id="1"), "Neu")


def test_the_app_proves_itself_unless_it_shows_its_secret(facebook: Bench) -> None:
    page = facebook.world.facebook
    facebook.start(app_id=page.app_id, app_secret=page.app_secret)
    page.demand_proof()
    assert facebook.publish()
    assert {check.mark for check in facebook.publisher.check()} == {"ok"}


@pytest.mark.parametrize(
    ("percent", "regain", "later", "wait"),
    [
        (90, 7, 0, 0),
        (91, 7, 0, 7),
        (91, 7, 6, 1),
        (91, 7, 7, 0),
        (91, 7, 8, 0),
        (91, 0, 0, 15),
        (91, 0, 14, 1),
        (91, 361, 0, 360),
        (91, 360, 0, 360),
    ],
)
def test_we_hold_back_above_nine_tenths_of_the_quota(
    percent: int, regain: int, later: int, wait: int
) -> None:
    usage = Usage(percent=percent, regain=timedelta(minutes=regain), seen_at=NOW)
    assert usage.wait_at(NOW + timedelta(minutes=later)) == timedelta(minutes=wait)
    assert replace(usage, seen_at=None).wait_at(NOW) == timedelta()


def test_the_largest_of_all_figures_counts() -> None:
    headers = {
        "x-app-usage": '{"call_count": 3, "total_cputime": 40, "total_time": 5}',
        "x-business-use-case-usage": '{"1": [{"call_count": 1, "estimated_time_to_regain_access": 2},'
        ' {"total_time": 60, "estimated_time_to_regain_access": 9}], "2": [{"total_cputime": 7}]}',
    }
    assert parse_usage(headers, NOW) == Usage(percent=60, regain=timedelta(minutes=9), seen_at=NOW)
    assert parse_usage({"x-app-usage": "{}"}, NOW) is None
    assert parse_usage({"x-app-usage": '{"other": 1}'}, NOW) == Usage(seen_at=NOW)
    assert parse_usage({"x-app-usage": '{"call_count": []}'}, NOW) is None
    assert parse_usage({"x-app-usage": '{"call_count": "many"}'}, NOW) is None


def test_our_clock_is_ahead_by_whole_hours() -> None:
    dates = {
        "Mon, 04 May 2026 09:00:01 GMT": 0,
        "Mon, 04 May 2026 08:00:01 GMT": 0,
        "Mon, 04 May 2026 08:00:00 GMT": 1,
        "Sun, 03 May 2026 07:30:00 GMT": 25,
        "Mon, 04 May 2026 08:00:00 -0000": 0,
        "Mon, 04 May 2026 08:00:00 +99999999999999999": 0,
        "neulich": 0,
    }
    ahead = [measure_ahead(date, NOW) for date in dates]
    assert ahead == [timedelta(hours=hours) for hours in dates.values()]
