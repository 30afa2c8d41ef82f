"""Meta's usage headers slow us down before they stop us; and no secret reaches an error or a log."""

import logging
from collections.abc import Callable
from datetime import timedelta
from email.utils import format_datetime

import pytest
from channel_bench import CAPTION, AlwaysAnswers, Bench, MakeBench

from bot.channels import base
from bot.domain.errors import ChannelError, Rejected, Throttled
from bot.sandbox.exchange import json_answer


def test_a_rate_limit_waits_as_long_as_meta_says(facebook: Bench) -> None:
    facebook.break_next("facebook.feed", "rate_limit")
    with pytest.raises(Throttled) as caught:
        facebook.publish()
    assert caught.value.retry_after is not None
    assert timedelta(minutes=6) < caught.value.retry_after <= timedelta(minutes=7)


@pytest.mark.parametrize("backend", ["facebook", "instagram-graph"])
def test_headers_that_say_nearly_all_is_used_hold_us_back_before_meta_does(
    make_bench: MakeBench, backend: str
) -> None:
    """The answers to the invisible steps say so; nothing has been refused yet."""
    bench = make_bench(backend)
    bench.world.facebook.use_up(95)
    with pytest.raises(Throttled, match="fast verbraucht"):
        bench.publish()
    assert bench.requests(bench.visible_point) == 0
    bench.world.facebook.use_up(30)
    bench.clock.forward(timedelta(minutes=16))
    bench.publish()
    assert bench.captions() == [CAPTION]


def test_while_limited_nothing_is_asked(facebook: Bench) -> None:
    """Calling on while limited prolongs it."""
    facebook.break_next("facebook.feed", "rate_limit")
    with pytest.raises(Throttled):
        facebook.publish()
    before = len(facebook.world.ledger.entries)
    with pytest.raises(Throttled, match="fast verbraucht"):
        facebook.publish()
    with pytest.raises(Throttled, match="nicht nachsehen"):
        facebook.find()
    assert len(facebook.world.ledger.entries) == before


def test_after_the_wait_it_goes_on(facebook: Bench) -> None:
    facebook.break_next("facebook.feed", "rate_limit")
    with pytest.raises(Throttled):
        facebook.publish()
    facebook.clock.forward(timedelta(minutes=8))
    facebook.publish()
    assert len(facebook.captions()) == 1


@pytest.mark.parametrize("backend", ["facebook", "instagram-graph", "instagram"])
def test_a_retry_after_is_read_as_seconds_and_as_a_date_and_nonsense_is_none(
    make_bench: MakeBench, backend: str
) -> None:
    bench = make_bench(backend)
    real, refusals = bench.world.answer, [None]
    bench.world._proxy._answer = lambda request: refusals[-1] or real(request)
    bench.find()

    def ask(words: str) -> timedelta | None:
        body = {"message": "slow down", "status": "fail"}
        refusals.append(json_answer(body, status=429, headers=(("retry-after", words),)))
        with pytest.raises(Throttled) as caught:
            bench.find()
        return caught.value.retry_after

    usual = ask("")
    in_half_an_hour = ask(format_datetime(bench.clock() + timedelta(minutes=30, seconds=1), usegmt=True))
    assert in_half_an_hour is not None
    assert timedelta(minutes=29) < in_half_an_hour <= timedelta(minutes=30, seconds=1)
    assert ask("1800") == timedelta(minutes=30)
    assert ask("99999999999") == timedelta(days=1)
    for nonsense in ("bald", "-5", "Mon, 1 Foo", "Mon, 1 Jan 2026 00:00 +999999999"):
        assert ask(nonsense) == usual


FAULTS = ("drop", "token_expired", "http_500", "garbage_json", "slow", "html_502", "invalid")


@pytest.mark.parametrize("kind", FAULTS)
def test_no_secret_reaches_an_error_or_a_log(
    bench: Bench, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "hpack")  # the stand-in's own view of what it was sent
    caplog.set_level(logging.DEBUG)
    bench.start(timeout=timedelta(seconds=0.5))
    bench.prepare()
    errors = [
        provoke(bench, bench.visible_point, kind, bench.publish),
        provoke(bench, bench.listing_point, kind, lambda: bench.find(bench.post(handles={}))),
    ]
    account = bench.world.instagram
    sessions = [session.id for session in account.sessions.values()]
    told = [
        text for error in errors for text in (str(error), error.code, error.advice, repr(error.__context__))
    ]
    everything = "\n".join([*told, caplog.text])
    assert caplog.text
    secrets = [bench.world.facebook.token, account.password, *sessions]
    assert [secret for secret in secrets if secret in everything] == []


def test_a_token_quoted_by_meta_is_hidden(facebook: Bench) -> None:
    publisher = facebook.start(token="planted-token")
    refusal = {"error": {"code": 100, "message": "Cannot parse planted-token"}}
    publisher.graph.session.mount("https://graph.facebook.com", AlwaysAnswers(refusal, status=400))
    with pytest.raises(Rejected, match="Cannot parse") as caught:
        facebook.publish()
    assert "planted-token" not in str(caught.value)


def test_a_secret_is_hidden_before_long_words_are_cut(facebook: Bench) -> None:
    """Half a secret is not recognised any more."""
    publisher = facebook.start(token="planted-token")
    words = "x" * (base.LONGEST_WORDS - len("planted-to")) + "planted-token"
    refusal = {"error": {"code": 100, "message": words}}
    publisher.graph.session.mount("https://graph.facebook.com", AlwaysAnswers(refusal, status=400))
    with pytest.raises(Rejected) as caught:
        facebook.publish()
    assert "planted" not in str(caught.value)


def provoke(bench: Bench, point: str, kind: str, act: Callable[[], object]) -> ChannelError:
    bench.break_next(point, kind, times=2)
    with pytest.raises(ChannelError) as caught:
        act()
    bench.world.faults.clear()
    return caught.value
