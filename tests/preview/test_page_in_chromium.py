"""The page in a real browser: on a phone and on a desk, by day and by night, for people who hear it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.domain.channel import list_channels
from bot.domain.post import PostStatus
from bot.preview.view import Preview
from tests.known_channels import FACEBOOK, INSTAGRAM
from tests.preview.browser import CHROMIUM, count_sheets, find_axe, look
from tests.preview.samples import make_composition, make_preview

WIDTHS = [390, 1280]
ENDLESS = "https://verein.example/" + "sehr-langer-pfad-" * 30
MEASURE = """(frame) => ({
  width: frame.document.documentElement.scrollWidth,
  pictures: [...frame.document.images].every((image) => image.naturalWidth > 0),
  styled: frame.getComputedStyle(frame.document.querySelector(".card")).borderTopLeftRadius !== "0px",
  titles: [...frame.document.querySelectorAll("h2")].map((title) => frame.getComputedStyle(title).direction),
})"""
LISTEN = """async (frame) => {
  const heard = await frame.axe.run();
  return {
    dark: frame.matchMedia("(prefers-color-scheme: dark)").matches,
    passed: heard.passes.length,
    violations: heard.violations.map((broken) => ({
      rule: broken.id, nodes: broken.nodes.map((node) => node.html + " – " + node.failureSummary),
    })),
  };
}"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


def make_board(picture: Path) -> list[Preview]:
    """What a page may show: each tone, a fold, warnings, limits, a missing picture, an Arabic title."""
    previews = [
        make_preview(
            make_composition(
                picture, channel, caption="مهرجان " + "x" * 900, link=ENDLESS, warnings=(ENDLESS,)
            ),
            article_title="مهرجان الثقافات في إسن " + "Donaudampfschifffahrtsgesellschaft" * 4,
            article_url=ENDLESS,
        )
        for channel in list_channels()
    ]
    for status in (PostStatus.SCHEDULED, PostStatus.FAILED, PostStatus.PUBLISHED):
        url = f"https://verein.example/{status}"
        post = make_composition(picture, FACEBOOK)
        previews.append(make_preview(post, article_url=url, status=status, permalink=url))
    gone = picture.with_name("weg.jpg")
    missing = replace(make_composition(picture, INSTAGRAM), image=str(gone))
    return [*previews, make_preview(missing, article_url="https://verein.example/weg")]


def test_nothing_overflows_and_the_policy_lets_style_and_pictures_in(
    render: Callable[..., str], picture: Path, tmp_path: Path
) -> None:
    previews = make_board(picture)[:2]
    seen = look(render(*previews), WIDTHS, MEASURE, tmp_path)
    usual = {"pictures": True, "styled": True, "titles": ["rtl"]}
    assert seen == [{"width": width, **usual} for width in WIDTHS]


def test_an_article_is_printed_on_one_sheet(
    render: Callable[..., str], picture: Path, tmp_path: Path
) -> None:
    previews = [
        make_preview(make_composition(picture, channel), article_url=f"https://verein.example/{number}")
        for number in range(3)
        for channel in list_channels()
    ]
    assert count_sheets(render(*previews), tmp_path) == 3


@pytest.mark.skipif(find_axe() is None, reason="axe-core is not installed (requirements/axe.txt)")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_that_keeps_anybody_out(
    render: Callable[..., str], picture: Path, tmp_path: Path, scheme: str
) -> None:
    seen = listen(render(*make_board(picture), language="de"), tmp_path, scheme)
    assert [found["violations"] for found in seen] == [[], []]
    assert [found["dark"] for found in seen] == [scheme == "dark"] * 2
    assert min(found["passed"] for found in seen) > 20


@pytest.mark.skipif(find_axe() is None, reason="axe-core is not installed (requirements/axe.txt)")
def test_axe_would_find_what_keeps_somebody_out(
    render: Callable[..., str], picture: Path, tmp_path: Path
) -> None:
    page = (
        render(*make_board(picture)[:2])
        .replace("alt=", "data-alt=")
        .replace("--soft: #565c69", "--soft: #bbb")
    )
    for found in listen(page, tmp_path, "light"):
        assert {"image-alt", "color-contrast"} <= {broken["rule"] for broken in found["violations"]}


def listen(page: str, folder: Path, scheme: str) -> list[Any]:
    """What axe-core says; its script is put in the place of the policy that would keep it out."""
    axe = find_axe()
    assert axe is not None
    before, _, rest = page.partition('<meta http-equiv="Content-Security-Policy"')
    script = f"<script>{axe.read_text(encoding='utf-8')}</script>"
    return look(before + script + rest.partition(">")[2], WIDTHS, LISTEN, folder, scheme)
