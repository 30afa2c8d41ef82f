"""Faults of the account are told as such: the channel stops once and its posts wait."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from channel_bench import BACKENDS, Bench, MakeBench

from bot.domain.errors import Rejected, Unauthorized, Unavailable
from bot.domain.post import Search

GRAPH = ("facebook", "facebook-link", "instagram-graph")


@pytest.fixture(params=GRAPH)
def bench(request: pytest.FixtureRequest, make_bench: MakeBench) -> Bench:
    return make_bench(request.param)


def look(bench: Bench) -> object:
    return bench.publisher.find(bench.post(), Search(since=bench.clock()))


@pytest.mark.parametrize("act", [look, Bench.publish])
def test_a_page_that_is_gone_is_named(bench: Bench, act: Callable[[Bench], object]) -> None:
    bench.world.facebook.vanish()
    with pytest.raises(Unauthorized) as caught:
        act(bench)
    assert "BOT_FACEBOOK_PAGE_ID" in caught.value.advice


def test_a_missing_object_that_is_not_the_page_is_no_fault_of_the_account(make_bench: MakeBench) -> None:
    bench = make_bench("facebook")
    bench.prepare()
    bench.world.facebook.drop_photo(bench.kept["photo_id"])
    with pytest.raises(Rejected):
        bench.publisher.publish(bench.post(), bench.kept)


@pytest.mark.parametrize("act", [look, Bench.publish])
def test_a_token_of_another_page_is_named_and_posts_nowhere(
    bench: Bench, act: Callable[[Bench], object]
) -> None:
    """The same person manages both, and one of the two settings was copied from the other Page."""
    bench.start(token=bench.world.facebook.add_neighbour("4711", "Nachbarn"))
    with pytest.raises(Unauthorized, match="BOT_FACEBOOK_PAGE_ID"):
        act(bench)
    assert (bench.captions(), bench.world.facebook.unpublished_photos()) == ([], ())


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_renamed_account_goes_on_and_is_named_by_its_new_name(make_bench: MakeBench, backend: str) -> None:
    """Token and session know the account by its number."""
    bench = make_bench(backend)
    bench.publish()
    settings = {"username": bench.world.instagram.username} if backend == "instagram" else {}
    bench.world.facebook.name = bench.world.instagram.username = "umbenannt"
    bench.kept.clear()
    bench.start(**settings)
    bench.publish(bench.post(caption="Noch eine Nachricht"))
    assert len(bench.captions()) == 2
    told = [f"{line.mark} {line.message} {line.advice}" for line in bench.publisher.check()]
    assert any("umbenannt" in line for line in told), told
    assert any("BOT_INSTAGRAM_USERNAME" in line for line in told) is (backend == "instagram")


def test_missing_rights_are_not_told_as_a_dead_token(bench: Bench) -> None:
    for point in ("facebook.published_posts", "graph_instagram.media", "facebook.page"):
        bench.break_next(point, "impersonating")
    with pytest.raises(Unauthorized) as caught:
        look(bench)
    assert "pages_manage_posts" in caught.value.advice
    assert "BOT_FACEBOOK_TOKEN" not in caught.value.advice


def test_an_app_that_demands_a_proof_gets_it_where_the_secret_is_known(bench: Bench) -> None:
    bench.world.facebook.demand_proof()
    with pytest.raises(Unauthorized) as caught:
        bench.publish()
    assert "BOT_FACEBOOK_APP_SECRET" in caught.value.advice
    bench.start(app_id=bench.world.facebook.app_id, app_secret=bench.world.facebook.app_secret)
    assert bench.publish().remote_id
    assert all(line.mark == "ok" for line in bench.publisher.check())


def test_another_linked_instagram_account_is_not_posted_to_until_a_person_says_so(
    make_bench: MakeBench, tmp_path: Path
) -> None:
    bench = make_bench("instagram-graph")
    file = tmp_path / "new" / "state" / "instagram-account"
    bench.start(account_file=file)
    bench.publish()
    bench.world.instagram.relink()
    bench.kept.clear()
    bench.start(account_file=file)
    with pytest.raises(Unauthorized, match="anderes Instagram-Konto") as caught:
        bench.publish()
    assert "bot resume" in caught.value.advice
    assert len(bench.captions()) == 1
    bench.publisher.readmit()
    assert bench.publish().remote_id
    assert len(bench.captions()) == 2


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (2207005, Rejected),
        (2207009, Rejected),
        (2207004, Rejected),
        (2207020, Unavailable),
        (2207003, Unavailable),
        (2207050, Unauthorized),
        (2207999, Unavailable),
    ],
)
def test_a_failed_container_keeps_metas_words_and_is_judged_by_its_code(
    make_bench: MakeBench, code: int, error: type[Exception]
) -> None:
    bench = make_bench("instagram-graph")
    bench.world.instagram.let_containers_take(1, end="ERROR", because=code)
    with pytest.raises(error, match=f"error code {code}") as caught:
        bench.publish()
    assert type(caught.value) is error
    assert str(code) in getattr(caught.value, "code", "")


def test_after_the_session_was_refused_an_explicit_resume_allows_one_login(make_bench: MakeBench) -> None:
    bench = make_bench("instagram")
    bench.publish()
    bench.world.instagram.expire_session()
    bench.kept.clear()
    with pytest.raises(Unauthorized, match="heute schon gesendet"):
        bench.publish()
    bench.publisher.readmit()
    bench.start()
    assert bench.publish(replace(bench.post(), id=2)).remote_id
    bench.world.instagram.expire_session()
    bench.kept.clear()
    with pytest.raises(Unauthorized, match="heute schon gesendet"):
        bench.publish()
