"""`bot edit POST --publish`: the public text is changed by a person's yes only."""

from collections.abc import Callable

import pytest
from typer.testing import Result

from bot.domain.post import PostStatus
from bot.domain.state import Stop, StopKind
from bot.pipeline.refresh import propose_withdrawal
from tests.cli.conftest import Desk
from tests.known_channels import FACEBOOK

Bot = Callable[..., Result]


def test_the_given_text_is_shown_and_becomes_public(desk: Desk, bot: Bot) -> None:
    post_id = desk.add_post(status=PostStatus.PUBLISHED)
    result = bot("edit", str(post_id), "--publish", "--caption", "Neu.", "--yes")
    assert result.exit_code == 0, result.output
    assert "Neu." in result.stderr
    assert desk.publishers[FACEBOOK].edited == {post_id: "Neu."}
    assert desk.get_post(post_id).composition.caption == "Neu."
    assert ": edited in public" in bot("show", str(post_id)).stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--caption", "Neu."], "add --yes"),
        (["--caption", "", "--yes"], "must not be empty"),
        (["--yes"], "What shall be changed?"),
        (["--alt-text", "Ein Fest", "--yes"], "Only the text"),
    ],
    ids=["nobody to ask", "empty", "nothing proposed", "alt text"],
)
def test_what_is_wrong_is_said_and_nothing_becomes_public(
    desk: Desk, bot: Bot, words: list[str], said: str
) -> None:
    post_id = desk.add_post(status=PostStatus.PUBLISHED)
    result = bot("edit", str(post_id), "--publish", *words)
    assert (result.exit_code, desk.publishers[FACEBOOK].edited) == (2, {})
    assert said in result.stderr


def test_a_post_that_is_not_public_is_refused_before_anybody_is_asked(desk: Desk, bot: Bot) -> None:
    post_id = desk.add_post(status=PostStatus.DRAFT)
    result = bot("edit", str(post_id), "--publish", "--caption", "Neu.")
    assert (result.exit_code, "waits for approval" in result.stderr) == (1, True)


def test_editing_a_public_post_without_publish_names_the_way(desk: Desk, bot: Bot) -> None:
    post_id = desk.add_post(status=PostStatus.PUBLISHED)
    result = bot("edit", str(post_id), "--caption", "Neu.")
    assert (result.exit_code, "bot edit --publish" in result.stderr) == (1, True)


def test_a_post_is_left_as_it_is_by_a_word(desk: Desk, bot: Bot) -> None:
    post_id = desk.add_post(status=PostStatus.PUBLISHED)
    with desk.open() as app:
        propose_withdrawal(app, app.posts.get_post(post_id))
    assert f"bot edit {post_id} --keep" in " ".join(bot("show", str(post_id)).stdout.split())
    assert bot("edit", str(post_id), "--keep").exit_code == 0
    told = bot("show", str(post_id)).stdout
    assert (": kept as it is (article withdrawn)" in told, "--keep" in told) == (True, False)


def test_leaving_and_changing_at_once_is_wrong_usage(desk: Desk, bot: Bot) -> None:
    post_id = desk.add_post(status=PostStatus.PUBLISHED)
    assert bot("edit", str(post_id), "--keep", "--caption", "Neu.").exit_code == 2


@pytest.mark.parametrize(
    "words", [["edit", "1", "--publish", "--caption", "Neu."], ["withdraw", "1"]], ids=str
)
def test_a_post_made_by_hand_is_not_changed_on_the_platform(desk: Desk, bot: Bot, words: list[str]) -> None:
    """Nobody knows which one it is there."""
    bot("mark-posted", str(desk.add_post()), "https://www.facebook.com/1")
    result = bot(*words, "--yes")
    assert (result.exit_code, "made by hand" in result.stderr) == (1, True)
    publisher = desk.publishers[FACEBOOK]
    assert (publisher.edited, publisher.withdrawn) == ({}, [])


def test_why_a_scheduled_post_waits_is_shown(desk: Desk, bot: Bot) -> None:
    post_id = desk.add_post()
    with desk.open() as app:
        post = app.posts.get_post(post_id)
        app.posts.change(post, allowed=[post.status], reason="a sober post went out")
    assert "Why it waits: a sober post went out" in bot("show", str(post_id)).stdout


@pytest.mark.parametrize(
    ("status", "kind", "is_told"),
    [
        (PostStatus.SCHEDULED, StopKind.PAUSE, True),
        (PostStatus.SCHEDULED, StopKind.UNAUTHORIZED, True),
        (PostStatus.UNCONFIRMED, StopKind.UNAUTHORIZED, True),
        (PostStatus.UNCONFIRMED, StopKind.PAUSE, False),
        (PostStatus.PUBLISHED, StopKind.UNAUTHORIZED, False),
    ],
)
def test_a_stop_that_holds_a_post_is_told_with_it(
    desk: Desk, bot: Bot, status: PostStatus, kind: StopKind, *, is_told: bool
) -> None:
    """While its channel is stopped, nothing goes on by itself."""
    post_id = desk.add_post(status=status)
    with desk.open() as app:
        app.stops.stop(Stop(scope="facebook", kind=kind, reason="Token dead.", since=desk.now))
        app.stops.stop(Stop(scope="instagram", kind=kind, reason="Elsewhere.", since=desk.now))
    told = bot("show", str(post_id)).stdout
    assert ("Nothing is sent: Token dead. (until `bot resume`)" in told) is is_told
    assert "Elsewhere" not in told
