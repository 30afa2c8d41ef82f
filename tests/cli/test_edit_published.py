"""`bot edit POST --publish`: the public text is changed by a person's yes only."""

from collections.abc import Callable

import pytest
from typer.testing import Result

from bot.domain.post import Channel, PostStatus
from tests.cli.conftest import Desk

Bot = Callable[..., Result]


def test_the_given_text_is_shown_and_becomes_public(desk: Desk, bot: Bot) -> None:
    post_id = desk.add_post(status=PostStatus.PUBLISHED)
    result = bot("edit", str(post_id), "--publish", "--caption", "Neu.", "--yes")
    assert result.exit_code == 0, result.output
    assert "Neu." in result.stderr
    assert desk.publishers[Channel.FACEBOOK].edited == {post_id: "Neu."}
    assert desk.get_post(post_id).composition.caption == "Neu."
    assert "edit-published" in bot("show", str(post_id)).stdout


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
    assert (result.exit_code, desk.publishers[Channel.FACEBOOK].edited) == (2, {})
    assert said in result.stderr


def test_a_post_that_is_not_public_is_refused_before_anybody_is_asked(desk: Desk, bot: Bot) -> None:
    post_id = desk.add_post(status=PostStatus.DRAFT)
    result = bot("edit", str(post_id), "--publish", "--caption", "Neu.")
    assert (result.exit_code, "waits for approval" in result.stderr) == (1, True)


def test_editing_a_public_post_without_publish_names_the_way(desk: Desk, bot: Bot) -> None:
    post_id = desk.add_post(status=PostStatus.PUBLISHED)
    result = bot("edit", str(post_id), "--caption", "Neu.")
    assert (result.exit_code, "bot edit --publish" in result.stderr) == (1, True)


def test_why_a_scheduled_post_waits_is_shown(desk: Desk, bot: Bot) -> None:
    post_id = desk.add_post()
    with desk.open() as app:
        post = app.posts.get_post(post_id)
        app.posts.change(post, allowed=[post.status], reason="a sober post went out")
    assert "Why it waits: a sober post went out" in bot("show", str(post_id)).stdout
