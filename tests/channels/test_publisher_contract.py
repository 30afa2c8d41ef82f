"""The contract of the port Publisher, kept by every backend."""

from dataclasses import replace
from datetime import timedelta

import facebook
import pytest
from channel_bench import CAPTION, Bench, compose

from bot.domain.errors import (
    Blocked,
    ChannelError,
    OutcomeUnknown,
    Rejected,
    Throttled,
    Unauthorized,
    Unavailable,
)
from bot.i18n import speak
from bot.sandbox.kinds import Moment


def test_publishing_shows_exactly_one_post_with_the_caption(bench: Bench) -> None:
    receipt = bench.publish()
    assert bench.captions() == [CAPTION]
    assert receipt.remote_id
    assert receipt.permalink.startswith("https://www.")


def test_preparing_shows_nothing(bench: Bench) -> None:
    bench.prepare()
    assert bench.captions() == []


def test_preparing_twice_shows_nothing_and_reuses_its_handles(bench: Bench) -> None:
    first = dict(bench.prepare())
    assert dict(bench.prepare()) == first
    assert bench.captions() == []


def test_a_crash_between_any_two_steps_of_preparing_costs_nothing(bench: Bench) -> None:
    steps = len(bench.prepare())
    for survived in range(steps + 1):
        bench.kept = dict(list(bench.kept.items())[:survived])
        bench.start()
        bench.prepare()
    bench.publish()
    assert bench.captions() == [CAPTION]


def test_the_visible_call_is_the_first_request_after_the_fence(bench: Bench) -> None:
    """Also by a new process with stored handles; whatever came before it could stand still for long."""
    bench.prepare()
    bench.start()
    handles = bench.prepare()
    seen = len(bench.world.ledger.entries)
    bench.publisher.publish(bench.post(), handles)
    asked = [entry.point for entry in bench.world.ledger.entries[seen:] if entry.act == "request"]
    assert asked[0] == bench.visible_point


def test_find_says_none_before_publishing(bench: Bench) -> None:
    bench.prepare()
    assert bench.find() is None


def test_find_gives_the_receipt_of_what_stands(bench: Bench) -> None:
    receipt = bench.publish()
    bench.start()
    found = bench.find()
    assert found is not None
    assert found.remote_id == receipt.remote_id


def test_find_recognises_the_post_without_any_handle(bench: Bench) -> None:
    receipt = bench.publish()
    bench.kept.clear()
    found = bench.find()
    assert found is not None
    assert found.remote_id == receipt.remote_id


def test_find_takes_no_older_post_with_the_same_caption(bench: Bench) -> None:
    bench.publish()
    bench.kept.clear()
    bench.pass_time(timedelta(days=2))
    assert bench.find() is None


def test_a_clock_that_was_fast_when_a_post_was_sent_does_not_hide_it(bench: Bench) -> None:
    """Found by the state machine: whatever is not found is sent again."""
    bench.clock.forward(timedelta(hours=20))
    receipt = bench.publish()
    found = bench.find()
    assert found is not None
    assert found.remote_id == receipt.remote_id


@pytest.mark.parametrize("kind", ["drop", "http_500", "garbage_json", "slow", "html_502", "throttled"])
def test_a_listing_that_cannot_be_read_is_never_not_found(bench: Bench, kind: str) -> None:
    bench.publisher = bench.start(timeout=timedelta(seconds=0.5))
    bench.prepare()
    bench.break_next(
        bench.listing_point, kind, times=2
    )  # libcurl may ask once more by itself, reading is harmless
    with pytest.raises(ChannelError) as caught:
        bench.find()
    assert not isinstance(caught.value, OutcomeUnknown | Rejected)


def test_a_lost_answer_leaves_the_outcome_open_and_find_settles_it(bench: Bench) -> None:
    bench.prepare()
    bench.break_next(bench.visible_point, "drop", Moment.AFTER)
    with pytest.raises(OutcomeUnknown):
        bench.publish()
    assert bench.find() is not None
    assert bench.captions() == [CAPTION]


def test_a_late_success_is_found_by_another_process(bench: Bench) -> None:
    """The two looks found nothing, then the platform carried the old request out after all."""
    bench.prepare()
    bench.break_next(bench.visible_point, "drop", Moment.AFTER)
    with pytest.raises(OutcomeUnknown):
        bench.publish()
    bench.start()
    found = bench.find(bench.post(attempts=2, sent_at=None))
    assert bench.captions() == [CAPTION]
    assert found is not None


def test_a_changed_picture_is_uploaded_anew(bench: Bench) -> None:
    if bench.backend == "facebook-link":
        pytest.skip("a link card has no picture of ours")
    bench.prepare()
    composition = compose(bench.publisher.channel, bench.folder, color="#ff8800")
    bench.publish(bench.post(composition=composition))
    [picture] = pictures(bench)
    assert picture[0] > 200


def pictures(bench: Bench) -> list[tuple[int, int, int]]:
    """The colour in the middle of each public picture."""
    import io

    from PIL import Image

    posts = bench.world.facebook.posts()
    raw = [data for post in posts for data in post.pictures]
    raw += [medium.picture for medium in bench.world.instagram.posts()]
    return [Image.open(io.BytesIO(data)).convert("RGB").getpixel((500, 500)) for data in raw]


def test_the_picture_carries_its_alt_text(bench: Bench) -> None:
    bench.publish()
    if bench.backend == "facebook-link":
        assert bench.world.facebook.posts()[0].link
        return
    alt_texts = [text for post in bench.world.facebook.posts() for text in post.alt_texts]
    alt_texts += [medium.alt_text for medium in bench.world.instagram.posts()]
    assert alt_texts == ["Grüne Fläche mit dem Titel des Artikels"]


def test_withdrawing_deletes_the_post(bench: Bench) -> None:
    bench.publisher.withdraw(bench.published())
    assert bench.captions() == []


def test_withdrawing_what_a_person_deleted_is_a_success_whatever_stands_beside_it(bench: Bench) -> None:
    bench.publish(bench.post("Davor"))
    bench.kept.clear()
    post = bench.published()
    bench.kept.clear()
    bench.publish(bench.post("Danach"))
    bench.publisher.withdraw(post)
    bench.publisher.withdraw(post)
    assert bench.captions() == ["Davor", "Danach"]


def test_editing_changes_the_public_text_or_is_refused(bench: Bench) -> None:
    post = bench.published()
    if bench.backend == "instagram-graph":
        with pytest.raises(Rejected, match="nicht ändern"):
            bench.publisher.edit(post, "Berichtigt")
        return
    bench.publisher.edit(post, "Berichtigt")
    assert bench.captions() == ["Berichtigt"]


def test_a_change_without_an_answer_may_be_repeated(bench: Bench) -> None:
    post = bench.published()
    point = "instagram.delete" if bench.backend == "instagram" else "facebook.delete"
    bench.break_next(point, "http_500", Moment.AFTER)
    with pytest.raises(Unavailable, match="wiederholt"):
        bench.publisher.withdraw(post)
    bench.publisher.withdraw(post)
    assert bench.captions() == []


def test_check_has_no_complaint_about_a_good_account(bench: Bench) -> None:
    assert [line for line in bench.publisher.check() if line.mark == "problem"] == []


def test_check_never_raises_when_nothing_answers(bench: Bench) -> None:
    bench.world.__exit__(None, None, None)
    lines = bench.publisher.check()
    assert any(line.mark == "problem" and line.advice for line in lines)
    assert not [line for line in lines if "Beitrag" in line.message]


def test_a_refused_connection_certainly_sent_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.prepare()
    bench.world.__exit__(None, None, None)
    monkeypatch.setattr(facebook, "FACEBOOK_GRAPH_URL", "http://127.0.0.1:9/")  # no proxy here
    with pytest.raises(Unavailable, match="nicht zu erreichen"):
        bench.publisher.publish(bench.post(), dict(bench.kept))


@pytest.mark.parametrize(
    ("kind", "error"),
    [("token_expired", Unauthorized), ("rate_limit", Throttled), ("blocked", Blocked), ("invalid", Rejected)],
)
def test_a_refusal_names_what_may_happen_next(bench: Bench, kind: str, error: type[ChannelError]) -> None:
    bench.prepare()
    bench.break_next(bench.visible_point, kind)
    if bench.backend == "instagram" and kind == "token_expired":
        error = Unavailable
    with pytest.raises(error) as caught:
        bench.publish()
    assert "nichts veröffentlicht" in str(caught.value)
    assert caught.value.code
    assert caught.value.advice
    assert bench.captions() == []


def test_errors_speak_english_when_asked(bench: Bench) -> None:
    speak("en")
    bench.prepare()
    bench.break_next(bench.visible_point, "drop", Moment.AFTER)
    with pytest.raises(OutcomeUnknown, match="still open") as caught:
        bench.publish()
    assert "looks before it sends again" in caught.value.advice


def test_white_space_changed_by_the_platform_does_not_hide_the_post(bench: Bench) -> None:
    bench.publish(bench.post(caption="Zeile eins\n\nZeile zwei"))
    bench.kept.clear()
    twin = replace(
        bench.post(), composition=compose(bench.publisher.channel, bench.folder, "Zeile eins Zeile  zwei ")
    )
    assert bench.find(twin) is not None
