"""Instagram manners: one device, one session file, a password at most once a day."""

import errno
import json
import stat
from contextlib import suppress
from datetime import timedelta

import pytest
from channel_bench import CAPTION, AlwaysAnswers, Bench, client_of

from bot.channels.instagram.instagrapi import session
from bot.domain.errors import Blocked, OutcomeUnknown, Rejected, Unauthorized, Unavailable
from bot.sandbox.exchange import Request
from bot.sandbox.kinds import Moment
from bot.sandbox.ledger import Act
from bot.sandbox.sandbox import Sandbox

LOGIN = "instagram.login"


def devices(world: Sandbox) -> set[str]:
    """The phones which Instagram has seen."""
    asked = (entry for entry in world.ledger.entries if entry.point.startswith("instagram."))
    return {entry.parameters["device"] for entry in asked if entry.act is Act.REQUEST} - {""}


def test_nothing_is_sent_before_something_is_asked(instagram: Bench) -> None:
    assert instagram.world.ledger.entries == ()
    assert not instagram.session_file.exists()


def test_a_second_process_needs_no_second_login(instagram: Bench) -> None:
    instagram.prepare()
    instagram.start()
    instagram.publish()
    assert instagram.requests(LOGIN) == 1
    assert instagram.captions() == [CAPTION]


def test_the_session_file_is_readable_for_its_owner_only(instagram: Bench) -> None:
    instagram.prepare()
    assert stat.S_IMODE(instagram.session_file.stat().st_mode) == 0o600
    assert [path.name for path in instagram.session_file.parent.iterdir()] == ["session.json"]


def test_the_device_is_saved_before_instagram_sees_it(instagram: Bench) -> None:
    """A login that fails must not make the next one come from a second phone."""
    for _ in range(2):
        instagram.break_next("instagram.preflight", "http_500")
        with pytest.raises(Unavailable):
            instagram.prepare()
        instagram.start()
    instagram.prepare()
    assert len(devices(instagram.world)) == 1


def test_the_password_is_not_in_the_session_file(instagram: Bench) -> None:
    instagram.prepare()
    assert instagram.world.instagram.password not in instagram.session_file.read_text()


def test_a_crash_while_saving_keeps_the_old_session(
    instagram: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    instagram.prepare()
    before = instagram.session_file.read_bytes()

    def crash(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", crash)
        with pytest.raises(KeyboardInterrupt):
            session.save(instagram.session_file, session.Session())
    assert instagram.session_file.read_bytes() == before


def test_a_damaged_session_file_makes_no_second_phone(instagram: Bench) -> None:
    instagram.session_file.parent.mkdir()
    instagram.session_file.write_text("{ half")
    with pytest.raises(Unauthorized, match="beschädigt") as caught:
        instagram.prepare()
    assert "Sicherung" in caught.value.advice
    assert instagram.world.ledger.entries == ()


def test_a_full_disk_stops_before_the_login(instagram: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(Unavailable, match="nicht schreiben") as caught:
        instagram.prepare()
    assert "Platz" in caught.value.advice
    assert instagram.requests(LOGIN) == 0


def test_a_full_disk_does_not_deny_a_change_that_arrived(
    instagram: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = instagram.published()

    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    client_of(instagram).mid = "a new one, as Instagram gives it out now and then"
    instagram.publisher.edit(post, "Berichtigt")
    assert instagram.captions() == ["Berichtigt"]


def test_a_dead_session_is_renewed_once_a_day_by_itself(instagram: Bench) -> None:
    instagram.prepare()
    instagram.clock.forward(timedelta(hours=25))
    instagram.world.instagram.expire_session()
    instagram.publish()
    assert instagram.requests(LOGIN) == 2
    assert len(devices(instagram.world)) == 1


def test_a_session_that_dies_twice_a_day_waits_for_a_person(instagram: Bench) -> None:
    instagram.prepare()
    for _ in range(3):
        instagram.world.instagram.expire_session()
        with pytest.raises(Unauthorized, match="heute schon gesendet"):
            instagram.prepare()
        instagram.start()
    assert instagram.requests(LOGIN) == 1


def test_a_dead_session_says_nothing_about_a_post_that_was_sent(instagram: Bench) -> None:
    instagram.prepare()
    instagram.world.instagram.expire_session()
    with pytest.raises(Unauthorized, match="ließ sich nicht nachsehen"):
        instagram.find()


def test_a_session_that_dies_at_the_visible_call_is_renewed_before_the_next_try(instagram: Bench) -> None:
    handles = instagram.prepare()
    instagram.clock.forward(timedelta(hours=25))
    instagram.world.instagram.expire_session()
    with pytest.raises(Unavailable, match="nichts veröffentlicht"):
        instagram.publisher.publish(instagram.post(), handles)
    instagram.publish()
    assert instagram.captions() == [CAPTION]


def test_after_the_fence_nobody_logs_in(instagram: Bench) -> None:
    """A login is eight requests; nothing may stand between the fence and the visible call."""
    handles = instagram.prepare()
    instagram.clock.forward(timedelta(hours=25))
    instagram.world.instagram.expire_session()
    with pytest.raises(Unavailable):
        instagram.publisher.publish(instagram.post(), handles)
    instagram.start()
    with pytest.raises(Unavailable, match="nichts veröffentlicht"):
        instagram.publisher.publish(instagram.post(), handles)
    assert instagram.requests(LOGIN) == 1


def test_a_crash_after_the_password_went_out_is_told_in_words(instagram: Bench) -> None:
    post = instagram.published()
    data = json.loads(instagram.session_file.read_text())
    data["settings"]["authorization_data"] = {}
    instagram.session_file.write_text(json.dumps(data))
    instagram.start()
    with pytest.raises(Unauthorized, match="heute schon gesendet"):
        instagram.publisher.withdraw(post)


def test_a_refused_password_is_not_tried_again_the_same_day(instagram: Bench) -> None:
    instagram.start(password="falsch")
    with pytest.raises(Unauthorized, match="Anmeldung nicht"):
        instagram.prepare()
    instagram.start(password="falsch")
    with pytest.raises(Unauthorized, match="heute schon gesendet"):
        instagram.prepare()
    assert instagram.requests(LOGIN) == 1


def test_a_changed_password_may_be_tried_at_once(instagram: Bench) -> None:
    instagram.start(password="falsch")
    with pytest.raises(Unauthorized):
        instagram.prepare()
    instagram.start()
    instagram.publish()
    assert instagram.captions() == [CAPTION]


def test_another_user_name_does_not_post_through_the_old_session(instagram: Bench) -> None:
    """Else what was tried out with a spare account goes on there, and counts as published."""
    instagram.prepare()
    instagram.start(username="anderer.verein")
    with pytest.raises(Unauthorized, match="Anmeldung nicht"):
        instagram.publish()
    assert instagram.captions() == []


def test_the_same_user_name_in_capitals_needs_no_second_login(instagram: Bench) -> None:
    instagram.prepare()
    instagram.start(username=instagram.world.instagram.username.upper())
    instagram.publish()
    assert instagram.requests(LOGIN) == 1


def test_a_clock_that_was_years_ahead_at_a_login_bars_the_next_one_for_a_day_only(instagram: Bench) -> None:
    instagram.clock.forward(timedelta(days=400))
    instagram.prepare()
    instagram.clock.forward(timedelta(days=-400))
    instagram.world.instagram.expire_session()
    for hours, logins in ((0, 1), (23, 1), (2, 2)):
        instagram.clock.forward(timedelta(hours=hours))
        instagram.start()
        with suppress(Unauthorized):
            instagram.prepare()
        assert instagram.requests(LOGIN) == logins


def test_a_login_that_never_got_to_the_password_does_not_count(instagram: Bench) -> None:
    instagram.break_next("instagram.preflight", "http_500")
    with pytest.raises(Unavailable):
        instagram.prepare()
    instagram.prepare()
    assert instagram.requests(LOGIN) == 1


def test_a_second_factor_is_answered_with_a_code_of_this_moment(instagram: Bench) -> None:
    seed = instagram.world.instagram.require_two_factor()
    instagram.start(totp_seed=seed)
    instagram.publish()
    assert instagram.requests("instagram.two_factor") == 1
    assert instagram.captions() == [CAPTION]


def test_a_missing_second_factor_names_the_setting(instagram: Bench) -> None:
    instagram.world.instagram.require_two_factor()
    instagram.start(totp_seed="")
    with pytest.raises(Unauthorized) as caught:
        instagram.prepare()
    assert "BOT_INSTAGRAM_TOTP_SEED" in caught.value.advice


def test_a_challenge_stops_and_says_what_to_do_by_hand(instagram: Bench) -> None:
    instagram.prepare()
    instagram.world.instagram.challenge()
    with pytest.raises(Unauthorized, match="Bestätigung") as caught:
        instagram.prepare()
    assert "mark-posted" in caught.value.advice
    assert instagram.requests(LOGIN) == 1


def test_a_confirmed_challenge_goes_on_with_the_same_session(instagram: Bench) -> None:
    instagram.prepare()
    instagram.world.instagram.challenge()
    with pytest.raises(Unauthorized):
        instagram.prepare()
    instagram.world.instagram.settle()
    instagram.publish()
    assert instagram.requests(LOGIN) == 1


def test_feedback_required_blocks(instagram: Bench) -> None:
    instagram.prepare()
    instagram.world.instagram.hold_back()
    with pytest.raises(Blocked) as caught:
        instagram.publish()
    assert caught.value.retry_after == timedelta(days=1)


def test_the_upload_id_is_kept_before_the_upload(instagram: Bench) -> None:
    """Else a crash in between would lose the evidence."""
    kept_when_uploaded: list[bool] = []

    def note(request: Request) -> None:
        if "rupload" in request.target:
            kept_when_uploaded.append("upload_id" in instagram.kept)

    instagram.watch(note)
    instagram.prepare()
    assert kept_when_uploaded == [True]


def test_the_upload_id_is_never_the_same_twice(instagram: Bench) -> None:
    first = instagram.prepare()["upload_id"]
    instagram.kept.clear()
    second = instagram.prepare()["upload_id"]
    assert first.isdigit()
    assert int(second) > int(first)


def test_two_processes_choose_different_upload_ids_at_the_same_moment(instagram: Bench) -> None:
    """Found by the state machine: what one of them found on the profile was the other's post."""
    now = instagram.clock()
    chosen = []
    for post_id in (7, 8):
        instagram.kept.clear()
        instagram.start(clock=lambda: now)
        chosen.append(instagram.prepare(instagram.post(id=post_id))["upload_id"])
    assert chosen[0] != chosen[1]


def test_an_upload_id_that_instagram_does_not_take_is_replaced(instagram: Bench) -> None:
    instagram.break_next("instagram.rupload", "duplicate")
    with pytest.raises(Unavailable):
        instagram.prepare()
    refused = instagram.kept["upload_id"]
    assert instagram.prepare()["upload_id"] != refused


def test_the_feed_is_read_over_several_pages(instagram: Bench) -> None:
    receipt = instagram.publish()
    ours = dict(instagram.kept)
    for number in range(14):
        instagram.kept.clear()
        instagram.publish(instagram.post(caption=f"Später {number}"))
    instagram.kept = ours
    found = instagram.find()
    assert found is not None
    assert found.remote_id == receipt.remote_id


def test_a_feed_that_goes_on_nobody_knows_where_is_not_read_to_its_end(instagram: Bench) -> None:
    page = {"items": [], "more_available": True, "status": "ok"}
    client_of(instagram).private.mount("https://i.instagram.com/api/v1/feed/user", AlwaysAnswers(page))
    with pytest.raises(Unavailable, match="nicht zu lesen"):
        instagram.find()


def test_a_refused_upload_is_told_in_instagrams_words(instagram: Bench) -> None:
    instagram.break_next("instagram.rupload", "invalid")
    with pytest.raises(Rejected, match="„Uploaded image isn't in an allowed aspect ratio“"):
        instagram.prepare()


def test_a_clock_that_is_far_off_does_not_hide_the_post(instagram: Bench) -> None:
    instagram.publish()
    instagram.clock.forward(timedelta(hours=1))
    assert instagram.find() is not None


def test_a_post_with_a_changed_text_is_known_by_its_upload_id(instagram: Bench) -> None:
    receipt = instagram.publish()
    instagram.world.instagram.edit_medium(receipt.remote_id.partition("_")[0], "Von Hand geändert")
    found = instagram.find()
    assert found is not None
    assert found.remote_id == receipt.remote_id


def test_a_feed_that_lags_shows_the_post_later(instagram: Bench) -> None:
    instagram.prepare()
    instagram.world.instagram.set_listing_lag(reads=1)
    instagram.break_next("instagram.configure", "drop", Moment.AFTER)
    with pytest.raises(OutcomeUnknown):
        instagram.publish()
    assert instagram.find() is None
    assert instagram.find() is not None


def test_a_bare_session_from_another_phone_is_a_challenge(instagram: Bench) -> None:
    instagram.prepare()
    instagram.world.instagram.move_session()
    with pytest.raises(Unauthorized):
        instagram.prepare()


def test_check_names_a_dead_session(instagram: Bench) -> None:
    instagram.prepare()
    instagram.world.instagram.expire_session()
    [line] = instagram.publisher.check()
    assert line.mark == "problem"
    assert "heute schon gesendet" in line.message


def test_the_session_survives_a_change_of_the_settings_file_by_another_process(instagram: Bench) -> None:
    """`bot doctor` may have logged in meanwhile."""
    instagram.prepare()
    other = Bench("instagram", instagram.world, instagram.folder)
    instagram.clock.forward(timedelta(hours=25))
    other.clock.forward(timedelta(hours=25))
    instagram.world.instagram.expire_session()
    other.publisher.check()
    instagram.publish()
    assert instagram.requests(LOGIN) == 2
    assert json.loads(instagram.session_file.read_text())["refused"] == ""


def test_a_session_file_that_is_lost_meanwhile_makes_no_second_phone(instagram: Bench) -> None:
    instagram.prepare()
    instagram.session_file.unlink()
    with suppress(Unauthorized):  # whether the password may go out again is asked anew
        instagram.publish()
    assert instagram.session_file.exists()
    assert len(devices(instagram.world)) == 1
