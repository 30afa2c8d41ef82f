"""Desk, command line and two daemons at once on one database: nothing doubled, nothing lost."""

import random
import re
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from bot.domain.post import PostStatus
from tests.desk.conftest import RealDesk
from tests.desk.test_safety import read_form

pytestmark = pytest.mark.slow
ARTICLES = 4
TURNS = 12
TYPED = {"when": "tomorrow 9:30", "caption": "Ein neuer Text."}
FINE = {200, 303, 400, 409}
"""Done, or refused in plain words."""


def decide(client: httpx.Client, post_ids: list[int], chance: random.Random) -> list[int]:
    """One person at the desk, who looks and decides, again and again."""
    statuses = []
    for _ in range(TURNS):
        path = f"/posts/{chance.choice(post_ids)}"
        page = client.get(path).text
        if offered := re.findall(r'name="action" value="(\w+)"', page):
            form = {**read_form(page, chance.choice(offered)), **TYPED}
            statuses.append(client.post(path, data=form).status_code)
    return statuses


def test_whatever_people_decide_at_once_every_post_is_public_once_or_says_why_not(desk: RealDesk) -> None:
    pairs = [desk.add_waiting() for _ in range(ARTICLES)]
    post_ids = [post.id for pair in pairs for post in pair]
    people = [desk.sign_in(name) for name in ("Anna", "Bert")]
    numbers = [str(post_id) for post_id in post_ids]
    with ThreadPoolExecutor(6) as pool:
        desks = [
            pool.submit(decide, client, post_ids, random.Random(seed)) for seed, client in enumerate(people)
        ]
        typed = [pool.submit(desk.bot, verb, *numbers) for verb in ("approve", "cancel")]
        typed.append(pool.submit(desk.bot, "reschedule", *numbers, "--in", "0s"))
        daemons = [pool.submit(desk.bot, "run", "--once") for _ in range(2)]
        statuses = [status for done in desks for status in done.result()]
        said = [done.result() for done in (*typed, *daemons)]
    assert set(statuses) <= FINE
    assert "Traceback" not in "".join(run.out + run.err for run in said)
    for _ in range(2):
        desk.bot("run", "--once")
    check_promise(desk, post_ids)


def check_promise(desk: RealDesk, post_ids: list[int]) -> None:
    """What is called published stands on its platform once, and nothing else stands there."""
    visible = [post.id for post in desk.world.facebook.posts()]
    visible += [medium.pk for medium in desk.world.instagram.posts()]
    assert len(visible) == len(set(visible))
    with desk.open() as bot:
        known = bot.posts.list_posts(status=PostStatus.PUBLISHED)
    assert len(visible) == sum(post.remote_id != str(post.id) for post in known)  # others only say so
    for post in map(desk.get_post, post_ids):
        is_public = bool({post.remote_id, post.remote_id.partition("_")[0]} & set(visible))
        assert is_public == (post.status is PostStatus.PUBLISHED), post
        assert is_public or post.reason or post.error or post.status is PostStatus.SCHEDULED, post
