"""Which of two is taken of what a platform answers: played from both sides."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime

import facebook
import pytest
import requests
from channel_bench import AlwaysAnswers, Bench

from bot.channels import matching
from bot.channels.base import Act, Answer, ErrorRule, Person, build_error
from bot.channels.facebook import publisher
from bot.channels.instagram import official
from bot.channels.instagram.instagrapi import error_table as private_table
from bot.channels.meta import error_table, graph, token_check
from bot.domain.errors import ChannelError, OutcomeUnknown, Rejected, Throttled, Unauthorized, Unavailable
from bot.domain.post import Presence, Receipt, Search
from bot.i18n import speak
from tests.channels.test_matching import CAPTION, LINK, NOW, make_post, row


def test_what_bears_our_upload_goes_before_what_bears_our_link() -> None:
    linked = row("Schaut mal", links=(LINK,))
    own = replace(
        row("Anders", links=(LINK,), uploads=frozenset({"photo-1"})),
        receipt=Receipt(remote_id="1_78", permalink=""),
    )
    strange = replace(
        row("Auch", links=(LINK,), uploads=frozenset({"photo-2"})),
        receipt=Receipt(remote_id="1_79", permalink=""),
    )
    same = replace(row(CAPTION), receipt=Receipt(remote_id="1_80", permalink=""))
    for rows, found in (
        ((linked, own), "1_78"),
        ((own, linked), "1_78"),
        ((linked, strange), "1_77"),
        ((strange, linked, same), "1_80"),
    ):
        finding = matching.find_match(rows, make_post(), Search(since=NOW), uploads=frozenset({"photo-1"}))
        assert finding.presence is Presence.YES
        assert finding.receipt
        assert finding.receipt.remote_id == found


def test_long_texts_of_few_words_are_alike() -> None:
    assert matching._compare("Tee und Kuchen. " * 100, "Kuchen, Tee und " * 100) > 0.9


def test_a_moment_is_a_number_of_seconds_above_nothing() -> None:
    told = [token_check._moment(seconds) for seconds in (1, 0, -1, "1", None)]
    assert told == [datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC), None, None, None, None]


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("status", [0, 200, 399, 400, 500])
def test_a_refusal_in_an_answer_that_tells_success_may_hide_a_post(act: Act, status: int) -> None:
    error = facebook.GraphAPIError({"error": {"code": 36001, "message": "no"}})
    rule, _ = error_table.judge(error, act, status)
    assert (rule is error_table.UNREADABLE) is (act is Act.PUBLISH and status in {200, 399})


def test_a_container_tells_a_wrong_format_from_a_large_file() -> None:
    told = {code: rule.what for code, rule in official.CONTAINER.items() if code in {"2207004", "2207005"}}
    assert told == {
        "2207004": "The picture file is too large.",
        "2207005": "The picture format is not allowed.",
    }


@pytest.mark.parametrize(
    ("attachments", "targets", "links"),
    [
        ([], set(), set()),
        ([{}], set(), set()),
        ([{"target": {"id": 7}, "unshimmed_url": "https://v.example/a"}], {"7"}, {"https://v.example/a"}),
        ([{"target": {"id": "7"}}, {"unshimmed_url": "https://v.example/a"}], {"7"}, {"https://v.example/a"}),
        ([{"target": "7", "unshimmed_url": None}], set(), set()),
        (
            [{"subattachments": {"data": [{"target": {"id": "8"}}, {}, {"target": {"id": "9"}}]}}],
            {"8", "9"},
            set(),
        ),
        ([{"target": {"id": "7"}, "subattachments": {"data": [{"target": {"id": "8"}}]}}], {"7", "8"}, set()),
    ],
)
def test_what_hangs_on_a_post_is_told_by_ids_and_addresses(
    attachments: list[object], targets: set[str], links: set[str]
) -> None:
    assert publisher._attached({"attachments": {"data": attachments}}) == (targets, links)


@pytest.mark.parametrize(
    "rows", [None, {}, {"0": 1}, "x", 3, [], [3], [{}], [{"quota_usage": 100}]], ids=repr
)
def test_a_quota_of_another_shape_stops_nobody(graph_instagram: Bench, rows: object) -> None:
    page = graph_instagram.publisher
    page._user_id = "17"
    page.graph.session.mount("https://", AlwaysAnswers({"data": rows}))
    page._require_quota(Act.PREPARE)


@pytest.mark.parametrize(("used", "total"), [(99, 100), (100, 100), (101, 100), ("100", 100), (100, "100")])
def test_a_quota_stops_what_would_be_more(graph_instagram: Bench, used: object, total: object) -> None:
    page = graph_instagram.publisher
    page._user_id = "17"
    answer = {"data": [{"quota_usage": used, "config": {"quota_total": total}}]}
    page.graph.session.mount("https://", AlwaysAnswers(answer))
    with nullcontext() if (used, total) not in {(100, 100), (101, 100)} else pytest.raises(Throttled):
        page._require_quota(Act.PREPARE)


def test_media_are_listed_up_to_a_page_of_older_ones(
    graph_instagram: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, asked = graph_instagram.publisher, []
    page._user_id = "17"
    days = [[3, 2], [2, 1], [1, 0], [3, 3]]

    def list_rows(path: str, *, fields: str) -> Iterator[list[dict[str, str]]]:
        for number, page_of_days in enumerate(days):
            asked.append(number)
            yield [{"id": f"{number}{day}", "timestamp": f"2026-11-0{day + 1}"} for day in page_of_days]

    monkeypatch.setattr(type(page.graph), "list_rows", lambda self, path, **more: list_rows(path, **more))
    rows = page._rows_since(datetime(2026, 11, 3, tzinfo=UTC))
    assert [row["id"] for row in rows] == ["03", "02", "12"]
    assert asked == [0, 1, 2]


@pytest.mark.parametrize("act", Act)
def test_a_login_before_a_post_is_only_its_preparation(instagram: Bench, act: Act) -> None:
    session = instagram.publisher._session
    instagram.session_file.parent.mkdir()
    instagram.session_file.write_text("{ half")
    with pytest.raises(Unauthorized):
        session._open(act)
    assert session._act is (Act.PREPARE if act is Act.PUBLISH else act)


ONE = {"items": [{"id": 1}], "more_available": True}
OLD = {"taken_at": 1}


@pytest.mark.parametrize(
    ("pages", "ids", "asked"),
    [
        ([ONE], [1, "?"], 1),
        ([{**ONE, "next_max_id": "b"}], [1, 1, 1, 1, 1, "?"], 5),
        ([{"items": []}, ONE], [], 1),
        ([{**ONE, "next_max_id": 7}, {"items": [{"id": 2}]}], [1, 2], 2),
        ([{**ONE, "next_max_id": 7}, {"items": "x"}], [1, "?"], 2),
        ([{**ONE, "items": [OLD], "next_max_id": "b"}, ONE], [None], 1),
        ([{**ONE, "items": [OLD, {}], "next_max_id": "b"}, {"items": [{"id": 2}]}], [None, None, 2], 2),
    ],
)
def test_a_feed_is_asked_for_as_long_as_it_says_how_it_goes_on(
    instagram: Bench, monkeypatch: pytest.MonkeyPatch, pages: list[object], ids: list[object], asked: int
) -> None:
    profile, answers, found, calls = instagram.publisher, iter(pages * 9), [], []
    monkeypatch.setattr(
        type(profile._session), "ask", lambda self, act, _: calls.append(act) or next(answers)
    )
    monkeypatch.setattr("bot.channels.instagram.instagrapi.publisher.MOST_PAGES", 5)
    try:
        found.extend(item.get("id") for item in profile._items_since(datetime(2026, 11, 3, tzinfo=UTC)))
    except Unavailable:
        found.append("?")
    assert found == ids
    assert calls == [Act.READ] * asked


@pytest.mark.parametrize("act", Act)
def test_what_libcurl_could_not_connect_to_was_never_sent(act: Act) -> None:
    def fail(code: int | None) -> Exception:
        kind = type("CurlError", (Exception,), {"__module__": "curl_cffi.curl", "code": code})
        error: Exception = kind("failed")
        return error

    rules = {code: private_table.judge(fail(code), act)[0] for code in (*range(100), None)}
    assert [code for code, rule in rules.items() if rule is private_table.NOT_SENT] == [5, 6, 7]
    assert [code for code, rule in rules.items() if rule is private_table.BAD_CERTIFICATE] == [60]


@pytest.mark.parametrize(
    ("status", "words", "name"),
    [
        (400, '{"message": "x"}', "UnknownError"),
        (400, "x", "server error"),
        (200, '{"message": "x"}', "server error"),
        (500, '{"message": "x"}', "server error"),
        (401, "x", "ClientUnauthorizedError"),
        (403, "x", "ClientForbiddenError"),
        (404, "x", "ChallengeError"),
        (429, "x", "PleaseWaitFewMinutes"),
        (500, "sentry_block", "SentryBlock"),
        (200, "media_needs_reupload", "upload again"),
    ],
)
def test_a_refused_upload_is_called_by_its_words_or_its_status(status: int, words: str, name: str) -> None:
    response = requests.Response()
    response.status_code, response._content = status, words.encode()
    assert private_table._name_of_upload(response) == name
    assert private_table._name_of_upload(None) == "server error"


@pytest.mark.parametrize(
    ("status", "code"),
    [(399, "Strange"), (400, "Strange 400"), (401, "Strange 401"), (500, "Strange 500"), ("400", "Strange")],
)
def test_an_error_is_noted_with_the_status_of_a_refusal(status: object, code: str) -> None:
    error = type("Strange", (Exception,), {"code": status})()
    assert private_table._code(error, private_table._name(error)).replace("server error", "Strange") == code
    assert (private_table._name(error) == "server error") is (status == 500)


@pytest.mark.parametrize(
    ("code", "page", "is_gone"),
    [((100, 33), "17", True), ((100, 33), "", False), ((100, 33), "18", False)]
    + [(code, "17", False) for code in ((10, None), (100, None), (100, 32), (100, 34), (9, 33), (200, 33))],
)
def test_a_page_is_gone_where_that_is_the_object_that_is_missing(
    code: tuple[int, int | None], page: str, *, is_gone: bool
) -> None:
    told = {"code": code[0], "error_subcode": code[1], "message": "Object with ID '17' does not exist"}
    rule, _ = error_table.judge(facebook.GraphAPIError({"error": told}), Act.READ, 400, page_id=page)
    assert (rule is error_table.PAGE_GONE) is is_gone


@pytest.mark.parametrize(
    ("pages", "ids", "asked"),
    [
        ([[4, 3], [2, 1], [0]], ["4", "3", "2"], 2),
        ([[4], [3], [2]], ["4", "3", "2"], 3),
        ([[None, 4], [1, 3], [2]], ["4", "3"], 2),
        ([[], [5, 4]], ["4"], 2),
    ],
)
def test_figures_are_asked_for_back_to_the_first_day(
    facebook: Bench,
    monkeypatch: pytest.MonkeyPatch,
    pages: list[list[int | None]],
    ids: list[str],
    asked: int,
) -> None:
    calls = []

    def list_rows(self: object, edge: str, **more: object) -> Iterator[list[dict[str, object]]]:
        for page in pages:
            calls.append(edge)
            yield [{"id": str(day), "created_time": day and f"2026-11-0{day + 1}"} for day in page]

    monkeypatch.setattr(graph.Graph, "list_rows", list_rows)
    first, last = (datetime(2026, 11, day, tzinfo=UTC) for day in (3, 6))
    assert list(facebook.publisher.measure(since=first, until=last).by_id) == ids
    assert len(calls) == asked


NOTHING, OPEN = "Nothing has been published.", "Whether the post is visible is still open."
UNREAD, SAME = "Whether the post is visible could not be read.", "The post has not changed."


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            OutcomeUnknown,
            [NOTHING, OPEN, UNREAD, "", "Whether the change arrived is open; it may be repeated."],
        ),
        (Rejected, [NOTHING, NOTHING, UNREAD, "", SAME]),
        (Unavailable, [NOTHING, NOTHING, UNREAD, "", SAME]),
    ],
)
def test_an_error_says_in_each_act_whether_anybody_can_see_something(
    error: type[ChannelError], said: list[str]
) -> None:
    speak("en")
    rule = ErrorRule(error=error, person=Person.NOBODY, what="What.", advice="")
    told = [str(build_error(rule, act, Answer())).removeprefix("What.").strip() for act in Act]
    assert told == said
