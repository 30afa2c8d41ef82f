"""The page in a real browser: nothing is wider than the screen, on a phone and on a desk."""

import html
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.domain.post import Channel
from tests.preview.samples import make_composition, make_preview

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
FRAME = """<!doctype html><iframe width="{width}" height="4000" srcdoc="{page}"></iframe><pre></pre><script>
onload = () => {{
  const inner = document.querySelector("iframe").contentDocument;
  const pictures = [...inner.images].every((image) => image.naturalWidth > 0);
  const styled = getComputedStyle(inner.querySelector(".card")).borderTopLeftRadius !== "0px";
  document.querySelector("pre").textContent =
    `measured=${{inner.documentElement.scrollWidth}} pictures=${{pictures}} styled=${{styled}}`;
}};
</script>"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


def look(page: str, width: int, folder: Path) -> dict[str, str]:
    """What Chromium says about the page in a window of this width."""
    assert CHROMIUM is not None
    harness = folder / "harness.html"
    harness.write_text(FRAME.format(width=width, page=html.escape(page)), encoding="utf-8")
    profile = folder / f"profile-{width}"
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", "--dump-dom", harness.as_uri()]
    seen = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    return dict(re.findall(r"(measured|pictures|styled)=(\w+)", seen.rpartition("<pre>")[2]))


@pytest.mark.parametrize("width", [390, 1280], ids=["phone", "desk"])
def test_nothing_overflows_and_the_policy_lets_style_and_pictures_in(
    render: Callable[..., str], picture: Path, tmp_path: Path, width: int
) -> None:
    endless = "https://verein.example/" + "sehr-langer-pfad-" * 30
    previews = [
        make_preview(
            make_composition(
                picture, channel, caption="مهرجان " + "x" * 900, link=endless, warnings=(endless,)
            ),
            article_title="مهرجان الثقافات في إسن " + "Donaudampfschifffahrtsgesellschaft" * 4,
            article_url=endless,
        )
        for channel in Channel
    ]
    seen = look(render(*previews), width, tmp_path)
    assert seen == {"measured": str(width), "pictures": "true", "styled": "true"}
