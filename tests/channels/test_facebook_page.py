"""What is special about the Facebook Page: the two steps, its listing, and what the doctor sees."""

from datetime import timedelta

import pytest
from channel_bench import CAPTION, LINK, AlwaysAnswers, Bench, MakeBench

from bot.channels.facebook.publisher import FacebookPage
from bot.domain.errors import OutcomeUnknown, Unauthorized, Unavailable
from bot.domain.ports import Check
from bot.domain.post import Presence, Search
from bot.sandbox.exchange import Request
from bot.sandbox.kinds import Moment


def app_of(bench: Bench) -> dict[str, str]:
    return {"app_id": bench.world.facebook.app_id, "app_secret": bench.world.facebook.app_secret}


def lines_with(bench: Bench, **changes: str) -> dict[str, Check]:
    """The doctor's lines by name, with the app's secret known."""
    return {line.name: line for line in bench.start(**app_of(bench), **changes).check()}


def test_the_picture_is_uploaded_unpublished_and_without_a_caption(facebook: Bench) -> None:
    facebook.prepare()
    [photo] = facebook.world.facebook.unpublished_photos()
    assert photo.caption == ""
    assert photo.alt_text
    assert facebook.kept["photo_id"] == photo.id


def test_the_post_carries_the_uploaded_picture(facebook: Bench) -> None:
    facebook.publish()
    [post] = facebook.world.facebook.posts()
    assert post.photo_ids == (facebook.kept["photo_id"],)
    assert facebook.world.facebook.unpublished_photos() == ()


def test_the_link_style_makes_a_card_and_uploads_nothing(make_bench: MakeBench) -> None:
    bench = make_bench("facebook-link")
    bench.publish()
    [post] = bench.world.facebook.posts()
    assert (post.link, post.photo_ids) == (LINK, ())
    assert bench.requests("facebook.photos") == 0


def test_every_call_names_the_configured_version(facebook: Bench) -> None:
    facebook.publish()
    assert all(entry.path.startswith("/v25.0/") for entry in facebook.world.ledger.entries if entry.path)


def test_the_token_never_stands_in_an_address_that_posts(facebook: Bench) -> None:
    asked: list[Request] = []
    facebook.watch(asked.append)
    facebook.publish()
    targets = [request.target for request in asked if request.method == "POST"]
    assert len(targets) == 2
    assert not [target for target in targets if "access_token" in target]


def test_the_listing_is_read_over_several_pages(facebook: Bench) -> None:
    receipt = facebook.publish()
    for number in range(60):
        facebook.kept.clear()
        facebook.publish(facebook.post(caption=f"Später {number}"))
    facebook.kept.clear()
    found = facebook.find()
    assert found is not None
    assert found.remote_id == receipt.remote_id
    assert facebook.requests("facebook.published_posts") == 3


def test_an_old_post_stays_old_when_meta_ignores_since(facebook: Bench) -> None:
    facebook.world.facebook.ignore_since()
    facebook.publish()
    facebook.kept.clear()
    facebook.pass_time(timedelta(days=2))
    assert facebook.find() is None


def test_the_photo_tells_of_the_post_while_the_listing_lags(facebook: Bench) -> None:
    facebook.prepare()
    facebook.world.facebook.set_listing_lag(reads=5)
    facebook.break_next("facebook.feed", "drop", Moment.AFTER)
    with pytest.raises(OutcomeUnknown):
        facebook.publish()
    assert facebook.find() is not None


def test_a_photo_that_is_gone_tells_nothing_and_the_listing_decides(facebook: Bench) -> None:
    facebook.prepare()
    facebook.break_next("facebook.photo", "object_missing")
    found = facebook.publisher.find(facebook.post(), Search(since=facebook.clock()))
    assert (found.presence, found.is_firm) == (Presence.NO, False)


@pytest.mark.parametrize("kind", ["fail_without_error", "html_502", "http_500", "empty", "drop"])
def test_a_photo_that_cannot_be_read_leaves_the_question_open(facebook: Bench, kind: str) -> None:
    """100/33 on a read was also an outage: it never means "not published"."""
    facebook.prepare()
    facebook.break_next("facebook.photo", kind)
    with pytest.raises(Unavailable):
        facebook.find()


def test_a_photo_that_cannot_be_read_does_not_hide_a_listed_post(facebook: Bench) -> None:
    facebook.publish()
    facebook.break_next("facebook.photo", "object_missing")
    assert facebook.find() is not None


def test_a_photo_that_cannot_be_read_hides_no_question_either(facebook: Bench) -> None:
    facebook.publish(facebook.post("Ein neuer Garten für alle, wir freuen uns darauf"))
    facebook.kept.clear()
    facebook.prepare()
    facebook.break_next("facebook.photo", "html_502")
    found = facebook.publisher.find(facebook.post(), Search(since=facebook.clock()))
    assert found.presence is Presence.ASK


def test_a_post_with_a_changed_text_is_known_by_its_picture(facebook: Bench) -> None:
    receipt = facebook.publish()
    facebook.world.facebook.edit_post(receipt.remote_id, "Von Hand geändert")
    facebook.break_next("facebook.photo", "object_missing")
    found = facebook.find()
    assert found is not None
    assert found.remote_id == receipt.remote_id


def test_a_link_card_with_a_changed_text_is_known_by_its_link(make_bench: MakeBench) -> None:
    bench = make_bench("facebook-link")
    receipt = bench.publish()
    bench.world.facebook.edit_post(receipt.remote_id, "Von Hand geändert")
    assert bench.find() is not None


def test_a_broken_proxy_proves_nothing(facebook: Bench) -> None:
    """urllib3 reports a proxy error also when the tunnel stood and the request was sent."""
    facebook.prepare()
    facebook.world.__exit__(None, None, None)
    with pytest.raises(OutcomeUnknown) as caught:
        facebook.publisher.publish(facebook.post(), facebook.kept)
    assert caught.value.code == "ProxyError"


@pytest.mark.parametrize("data", [None, {}, "x", ["x"], [None]], ids=repr)
def test_a_listing_of_another_shape_is_not_an_empty_one(facebook: Bench, data: object) -> None:
    facebook.publisher.graph.session.mount("https://graph.facebook.com", AlwaysAnswers({"data": data}))
    with pytest.raises(Unavailable, match="nicht zu lesen"):
        facebook.find()


def test_a_listing_that_goes_on_nobody_knows_where_is_not_read_to_its_end(facebook: Bench) -> None:
    page = {"data": [], "paging": {"next": "https://graph.facebook.com/v25.0/1/published_posts?until=1"}}
    facebook.publisher.graph.session.mount("https://graph.facebook.com", AlwaysAnswers(page))
    with pytest.raises(Unavailable, match="nicht zu lesen"):
        facebook.find()


@pytest.mark.parametrize("answer", [{"success": True}, {"id": True}, {"id": {"a": 1}}, {"id": "kein <b>"}])
def test_an_answer_without_an_id_proves_nothing(facebook: Bench, answer: object) -> None:
    facebook.prepare()
    facebook.publisher.graph.session.mount("https://graph.facebook.com", AlwaysAnswers(answer))
    with pytest.raises(OutcomeUnknown, match="ohne Kennung"):
        facebook.publisher.publish(facebook.post(), facebook.kept)
    with pytest.raises(Unavailable, match="ohne Kennung"):
        facebook.prepare(facebook.post(handles={}))


def test_a_photo_that_is_gone_is_uploaded_anew(facebook: Bench) -> None:
    first = facebook.prepare()["photo_id"]
    facebook.world.facebook.drop_photo(first)
    second = facebook.prepare()["photo_id"]
    assert second != first
    facebook.publish()
    assert facebook.captions() == [CAPTION]


def test_an_equal_post_refused_by_facebook_is_looked_for(facebook: Bench) -> None:
    facebook.publish()
    facebook.world.facebook.refuse_duplicates()
    with pytest.raises(OutcomeUnknown, match="schon veröffentlicht"):
        facebook.publisher.publish(facebook.post(), facebook.kept)
    assert facebook.find() is not None
    assert len(facebook.captions()) == 1


def test_a_withdrawn_post_can_be_posted_again(facebook: Bench) -> None:
    facebook.publisher.withdraw(facebook.published())
    facebook.publish()
    assert facebook.captions() == [CAPTION]


def test_withdrawing_is_no_success_when_the_post_still_stands(facebook: Bench) -> None:
    post = facebook.published()
    facebook.break_next("facebook.delete", "object_missing")
    with pytest.raises(Exception, match="kennt das Objekt nicht"):
        facebook.publisher.withdraw(post)
    assert facebook.captions() == [CAPTION]


def test_the_receipt_names_the_public_address(facebook: Bench) -> None:
    receipt = facebook.publish()
    assert receipt.permalink.startswith("https://www.facebook.com/")
    found = facebook.find()
    assert found is not None
    assert found.permalink == facebook.world.facebook.posts()[0].permalink
    assert found.published_at is not None
    assert found.published_at.tzinfo is not None


def test_the_doctor_sees_a_good_token(facebook: Bench) -> None:
    assert {line.mark for line in lines_with(facebook).values()} == {"ok"}


def test_the_doctor_asks_for_the_app_when_expiry_cannot_be_seen(facebook: Bench) -> None:
    lines = {line.name: line for line in facebook.publisher.check()}
    assert lines["Facebook-Token"].mark == "ok"
    assert "BOT_FACEBOOK_APP_SECRET" in lines["Facebook-Ablauf"].advice


def test_the_doctor_warns_before_the_token_ends(facebook: Bench) -> None:
    ends = facebook.clock() + timedelta(days=5)
    facebook.world.facebook.let_token_end(ends)
    line = lines_with(facebook)["Facebook-Ablauf"]
    assert (line.mark, f"{ends:%d.%m.%Y}" in line.message) == ("warning", True)
    assert "Token" in line.advice


def test_the_doctor_warns_before_the_data_access_ends(facebook: Bench) -> None:
    now = facebook.clock()
    facebook.world.facebook.let_token_end(now + timedelta(days=80), data_access_at=now + timedelta(days=3))
    assert lines_with(facebook)["Facebook-Ablauf"].mark == "warning"


def test_the_doctor_names_a_missing_right(facebook: Bench) -> None:
    facebook.world.facebook.revoke("pages_manage_posts")
    line = lines_with(facebook)["Facebook-Rechte"]
    assert (line.mark, line.message) == ("problem", "es fehlt: pages_manage_posts")


def test_the_doctor_names_a_user_token(facebook: Bench) -> None:
    lines = lines_with(facebook, token=facebook.world.facebook.user_token)
    assert lines["Facebook-Token"].mark == "problem"
    assert "Seiten-Token" in lines["Facebook-Token"].advice


def test_the_doctor_names_the_wrong_page(facebook: Bench) -> None:
    line = lines_with(facebook, page_id="999")["Facebook-Token"]
    assert line.mark == "problem"
    assert "999" in line.message


def test_the_doctor_says_what_to_do_about_an_expired_token(facebook: Bench) -> None:
    facebook.world.facebook.expire_token()
    [line] = facebook.publisher.check()
    assert line.mark == "problem"
    assert "abgelaufen" in line.message
    assert "BOT_FACEBOOK_TOKEN" in line.advice


def test_the_doctor_blames_the_app_and_not_the_good_token(facebook: Bench) -> None:
    """Meta answers 190 in both cases."""
    page = facebook.world.facebook
    lines = facebook.start(app_id=page.app_id, app_secret="falsch").check()
    assert [line.mark for line in lines] == ["problem"]
    assert "BOT_FACEBOOK_APP_SECRET" in lines[0].advice


def test_a_missing_right_stops_the_channel(facebook: Bench) -> None:
    facebook.world.facebook.revoke("pages_manage_posts")
    with pytest.raises(Unauthorized) as caught:
        facebook.publish()
    assert "pages_manage_posts" in caught.value.advice


def test_secrets_do_not_show_in_the_publisher_itself(facebook: Bench) -> None:
    publisher = facebook.start(**app_of(facebook))
    assert isinstance(publisher, FacebookPage)
    assert facebook.world.facebook.token not in repr(publisher)
    assert facebook.world.facebook.app_secret not in repr(publisher)
