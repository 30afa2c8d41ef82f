"""The error tables: whole, bilingual, and read the right way in each act."""

from datetime import UTC, datetime, timedelta

import facebook
import pytest
import requests
from instagrapi.exceptions import ClientThrottledError, PhotoNotUpload

from bot.channels import base, list_specs
from bot.channels.base import Act, Answer, ErrorRule, Person, build_error
from bot.channels.instagram.instagrapi import error_table as instagram_table
from bot.channels.meta import error_table as graph_table
from bot.channels.meta.graph import Usage, parse_usage
from bot.domain.errors import (
    Blocked,
    ChannelError,
    OutcomeUnknown,
    Rejected,
    Throttled,
    Unauthorized,
    Unavailable,
)
from bot.i18n import say, speak

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
NAMED = {
    f"{module.__name__.rpartition('.')[2]}.{name}": row
    for module in (graph_table, instagram_table)
    for name, row in vars(module).items()
    if isinstance(row, ErrorRule)
}
ROWS = {
    **{f"graph {code}/{subcode}": row for (code, subcode), row in graph_table.GRAPH.items()},
    **{f"instagram {name}": row for name, row in instagram_table.RULES.items()},
    **NAMED,
}
PERSON_FOR = {
    Rejected: {Person.EDITOR},
    Throttled: {Person.NOBODY},
    OutcomeUnknown: {Person.NOBODY},
    Blocked: {Person.ADMIN},
    Unauthorized: {Person.ADMIN, Person.NOBODY},
    Unavailable: {Person.NOBODY, Person.ADMIN},
}


def test_every_row_speaks_both_languages_and_names_who_acts() -> None:
    speak("de")
    for name, row in ROWS.items():
        for words in (row.what, row.advice):
            assert (words[-1], say(words)[-1]) == (".", "."), name
            assert say(words) != words, name
        assert row.person in PERSON_FOR[row.error], name


def test_every_row_is_listed_by_the_channel_that_may_meet_it() -> None:
    listed = {rule for spec in list_specs() for rule in spec.list_rules()}
    assert set(ROWS.values()) <= listed


@pytest.mark.parametrize("act", [Act.PREPARE, Act.READ, Act.CHECK, Act.CHANGE], ids=str)
def test_only_the_visible_call_leaves_an_outcome_open(act: Act) -> None:
    made = {name: build_error(row, act, Answer()) for name, row in ROWS.items()}
    assert [name for name, error in made.items() if isinstance(error, OutcomeUnknown)] == []


@pytest.mark.parametrize(
    ("code", "subcode", "error"),
    [
        (1, None, OutcomeUnknown),
        (1, 99, Rejected),
        (2, None, OutcomeUnknown),
        (3, None, Unauthorized),
        (4, None, Throttled),
        (4, 2207051, Blocked),
        (9, 2207042, Throttled),
        (10, None, Unauthorized),
        (17, 2446079, Throttled),
        (25, 2207050, Unauthorized),
        (32, None, Throttled),
        (100, None, Rejected),
        (100, 33, Rejected),
        (100, 1366046, Rejected),
        (100, 1366051, OutcomeUnknown),
        (102, None, Unauthorized),
        (190, 463, Unauthorized),
        (2635, None, Unauthorized),
        (190, 99999, Unauthorized),
        (197, None, Rejected),
        (200, None, Unauthorized),
        (294, None, Unauthorized),
        (324, None, Rejected),
        (341, None, Throttled),
        (368, 1390008, Blocked),
        (368, 1404082, OutcomeUnknown),
        (368, 77, Blocked),
        (506, None, OutcomeUnknown),
        (613, 1996, Throttled),
        (1500, None, Rejected),
        (1609005, None, Unavailable),
        (9004, 2207052, Unavailable),
        (9007, 2207027, Unavailable),
        (36003, 2207009, Rejected),
        (80001, None, Throttled),
        (-1, 2207001, OutcomeUnknown),
        (987654, None, OutcomeUnknown),
    ],
)
def test_a_code_at_the_visible_call_means(code: int, subcode: int | None, error: type[ChannelError]) -> None:
    body = {"message": "x", "code": code, "error_subcode": subcode, "fbtrace_id": "A1b2"}
    rule, said = graph_table.judge(facebook.GraphAPIError({"error": body}), Act.PUBLISH, 400)
    made = build_error(rule, Act.PUBLISH, said)
    assert type(made) is error
    assert made.code == (f"{code}/{subcode}" if subcode else str(code))
    assert made.trace == "A1b2"


def test_a_transient_refusal_is_not_taken_for_final() -> None:
    body = {"message": "x", "code": 100, "is_transient": True}
    rule, _ = graph_table.judge(facebook.GraphAPIError({"error": body}), Act.PUBLISH, 400)
    assert rule.error is OutcomeUnknown


def test_a_refusal_while_reading_says_nothing_about_the_post() -> None:
    rule = graph_table.find_row(100, 33)
    made = build_error(rule, Act.READ, Answer())
    assert isinstance(made, Unavailable)
    assert "ließ sich nicht nachsehen" in str(made)


def test_the_platforms_own_words_are_quoted() -> None:
    made = build_error(graph_table.find_row(100, None), Act.PUBLISH, Answer(words="(#100) Param link"))
    assert "„(#100) Param link“" in str(made)


@pytest.mark.parametrize(
    ("error", "rule"),
    [
        (ValueError("an image nobody can read"), instagram_table.UNKNOWN),
        (KeyError("media"), instagram_table.UNKNOWN),
        (requests.exceptions.Timeout(), instagram_table.RULES["RequestException"]),
        (FileNotFoundError("gone.jpg"), instagram_table.RULES["no such file"]),
    ],
    ids=["bad value", "missing key", "timeout", "missing file"],
)
def test_what_instagrapi_lets_through_has_a_row(error: Exception, rule: ErrorRule) -> None:
    assert instagram_table.judge(error, Act.PREPARE)[0] is rule


@pytest.mark.parametrize(
    ("headers", "percent", "regain"),
    [
        ({"x-app-usage": '{"call_count":95,"total_cputime":1,"total_time":2}'}, 95, 0),
        (
            {
                "x-business-use-case-usage": '{"1":[{"type":"pages","call_count":10,"total_cputime":96,'
                '"total_time":3,"estimated_time_to_regain_access":7}]}'
            },
            96,
            7,
        ),
    ],
    ids=["app", "business"],
)
def test_usage_headers_are_percentages_and_minutes(
    headers: dict[str, str], percent: int, regain: int
) -> None:
    usage = parse_usage(headers, NOW)
    assert usage == Usage(percent=percent, regain=timedelta(minutes=regain), seen_at=NOW)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-app-usage": "{"},
        {"x-app-usage": "[]"},
        {"x-app-usage": '{"call_count":1e999}'},
        {"x-business-use-case-usage": '{"1": 3}'},
        {"x-business-use-case-usage": '{"1":[{"estimated_time_to_regain_access":1e15}]}'},
    ],
    ids=["none", "cut off", "a list", "endless", "a number", "for ever"],
)
def test_missing_or_garbled_usage_headers_are_ignored(headers: dict[str, str]) -> None:
    assert parse_usage(headers, NOW) is None


def test_holding_back_ends_when_the_time_is_over() -> None:
    usage = Usage(percent=95, regain=timedelta(minutes=7), seen_at=NOW)
    assert usage.wait_at(NOW) == timedelta(minutes=7)
    assert usage.wait_at(NOW + timedelta(minutes=8)) == timedelta()
    assert Usage(percent=89, seen_at=NOW).wait_at(NOW) == timedelta()


SECRETS = (
    "https://graph.facebook.com/v25.0/1?access_token=EAAplantedSecret0000001&fields=id",
    '{"access_token": "EAAplantedSecret0000001"}',
    "Authorization: Bearer IGT:2:eyJkcyI6IjEifQ==",
    "IGT:2:eyJkcyI6IjEifQ== and more",
    "client_secret=0123456789abcdef&x=1",
    "sessionid=123%3Aabc; path=/",
    "#PWD_INSTAGRAM:4:1700000000:AbCdEf==",
    "fb_exchange_token=EAAplantedSecret0000001",
    "my own planted-password in a sentence",
)
PLANTED = ("EAAplanted", "eyJkcyI6", "0123456789abcdef", "123%3Aabc", "AbCdEf==", "planted-password")


@pytest.mark.parametrize("text", SECRETS)
def test_no_secret_survives_redaction(text: str) -> None:
    clean = base.redact(text, "planted-password")
    assert not [secret for secret in PLANTED if secret in clean]
    assert base.HIDDEN in clean


def test_long_words_of_a_platform_are_cut_to_one_line() -> None:
    line = base.shorten("viele\nWorte " * 200)
    assert len(line) == base.LONGEST_WORDS
    assert "\n" not in line


def test_what_instagram_itself_did_not_refuse_leaves_the_visible_call_open_and_no_other() -> None:
    bare = ClientThrottledError("slow down", code=429)
    told = {act: instagram_table.judge(bare, act)[0] for act in Act}
    throttled = instagram_table.RULES["ClientThrottledError"]
    assert told == {act: instagram_table.UNKNOWN if act is Act.PUBLISH else throttled for act in Act}
    own = ClientThrottledError("slow down", code=429, status="fail")
    assert {instagram_table.judge(own, act)[0] for act in Act} == {throttled}


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (400, '{"message": "This picture is too small."}', "UnknownError 400"),
        (400, "{}", "server error 400"),
        (404, '{"message": "not here"}', "ChallengeError 404"),
        (500, '{"message": "down"}', "server error 500"),
        (500, "", "server error 500"),
    ],
)
def test_only_a_refused_upload_that_says_why_is_the_pictures_fault(status: int, body: str, code: str) -> None:
    response = requests.Response()
    response.status_code, response._content = status, body.encode()
    rule, said = instagram_table.judge(PhotoNotUpload(response=response, code=status), Act.PREPARE)
    assert said.code == code
    assert (rule.error is Rejected) is code.startswith("UnknownError")
