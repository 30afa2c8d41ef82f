"""Every fault at every sending step: one request, at most one post, the right class, a truthful reconcile."""

import os
from pathlib import Path

import pytest
from fault_matrix import KINDS, NOT_FOR_WRITES, Case, list_cases, make_bench, play, render_table
from whim_matrix import BOUND, play_whims

from bot.sandbox.kinds import Moment
from bot.sandbox.sandbox import Sandbox

EXPECTATIONS = """
outcome_unknown: drop reset rst_stream slow truncated http_500 http_503 html_502 garbage_json empty
outcome_unknown: drip no_content_type throttled http_408 fail_without_error media_missing unparsable_media
outcome_unknown: duplicate photos_already_posted server_error_2207001 http_412 masked_challenge
throttled: rate_limit rate_limit_4 rate_limit_17 rate_limit_32 rate_limit_341 rate_limit_613 rate_limit_80001
throttled: rate_limit_80002 rate_limit_error daily_quota
unauthorized: token_expired password_changed app_removed checkpoint unconfirmed_user token_invalid role_lost
unauthorized: impersonating session_invalid permission permission_10 capability unauthorized challenge
unauthorized: suspended needs_upgrade account_restricted
blocked: blocked feedback_required sentry_block forbidden spam_suspected
rejected: unreadable_photo community_standards bad_url invalid object_missing
unavailable: link_not_scraped not_ready media_expired image_not_fetched
"""
"""The class of each fault at the visible call."""

EXPECTED = {
    kind: name
    for name, _, kinds in (line.partition(":") for line in EXPECTATIONS.split("\n"))
    for kind in kinds.split()
}
SESSION_ENDED = {"token_expired", "unauthorized"}
"""At Instagram's configure call the bot may log in again by itself."""

CASES = tuple(list_cases())
VISIBLE = [case for case in CASES if case.is_visible]
INVISIBLE = [case for case in CASES if not case.is_visible]


@pytest.mark.parametrize("case", VISIBLE, ids=str)
def test_a_fault_at_the_visible_call_never_doubles_and_never_lies(
    case: Case, world: Sandbox, tmp_path: Path
) -> None:
    row = play(case, make_bench(case, world, tmp_path))
    assert row.requests == 1
    assert row.live == (0 if case.when is Moment.BEFORE else 1)
    assert row.error == expected_class(case)
    if row.error == "outcome_unknown":
        assert row.found == ("found" if row.live else "not found")
    else:
        assert row.live == 0


@pytest.mark.parametrize("case", INVISIBLE, ids=str)
def test_a_fault_before_the_fence_shows_nothing_and_names_the_next_step(
    case: Case, world: Sandbox, tmp_path: Path
) -> None:
    row = play(case, make_bench(case, world, tmp_path))
    assert row.error != "outcome_unknown"
    assert row.live == (0 if row.error else 1)
    if row.error:
        assert "nichts veröffentlicht" in row.message
        assert row.advice


def expected_class(case: Case) -> str:
    if case.point == "instagram.configure" and case.kind in SESSION_ENDED:
        return "unavailable"
    return EXPECTED[case.kind]


def test_every_fault_of_the_sandbox_has_an_expectation() -> None:
    asked = {case.kind for case in CASES}
    assert asked <= set(EXPECTED)
    assert asked | NOT_FOR_WRITES <= set(KINDS)


def test_what_platforms_do_without_being_asked_never_doubles() -> None:
    before = dict(os.environ)
    rows = list(play_whims())
    os.environ.clear()
    os.environ.update(before)
    assert {row.live for row in rows if row.whim != BOUND} <= {0, 1}
    assert not [row for row in rows if row.said == "not noticed"]
    unseen = [row for row in rows if row.said.startswith("no,") and "late" not in row.whim]
    assert not unseen


def test_the_table_has_a_line_for_each_row(world: Sandbox, tmp_path: Path) -> None:
    row = play(VISIBLE[0], make_bench(VISIBLE[0], world, tmp_path))
    lines = render_table([row, row]).splitlines()
    assert [line for line in lines if VISIBLE[0].kind in line] == lines[-2:]
    assert lines[-1].count("|") == 11
