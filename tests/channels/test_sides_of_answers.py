"""Which of two is taken of what a platform answers: played from both sides."""

from dataclasses import replace
from datetime import UTC, datetime

import facebook
import pytest

from bot.channels import matching
from bot.channels.base import Act
from bot.channels.facebook import publisher
from bot.channels.instagram import official
from bot.channels.meta import error_table, token_check
from bot.domain.post import Presence, Receipt, Search
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
