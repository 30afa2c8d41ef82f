"""The page and its parts, made for one test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.i18n import speak
from bot.preview.page import render_page
from bot.preview.view import Preview
from tests.preview.samples import NOW, draw_picture

TEMPLATES = Path(__file__).parent.parent.parent / "templates"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A share image on the disk."""
    return draw_picture(tmp_path)


@pytest.fixture(autouse=True)
def speaking_english() -> Iterator[None]:
    """Every test begins in English."""
    speak("en")
    yield
    speak("en")


@pytest.fixture
def render() -> Callable[..., str]:
    """Renders previews to a page."""

    def make(*previews: Preview, language: str = "en", template_dirs: tuple[Path, ...] = (TEMPLATES,)) -> str:
        return render_page(
            previews,
            brand_name="Verbund & Freunde",
            language=language,
            timezone=ZoneInfo("Europe/Berlin"),
            now=NOW,
            template_dirs=template_dirs,
        )

    return make
