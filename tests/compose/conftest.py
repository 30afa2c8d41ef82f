"""A composer with the packaged templates, and articles made by hand."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.compose.composer import Composer
from bot.domain.article import Article
from bot.i18n import speak
from bot.share_image.card import Brand

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)

MakeArticle = Callable[..., Article]
MakeComposer = Callable[..., Composer]


@pytest.fixture(autouse=True)
def _english() -> None:
    speak("en")


@pytest.fixture
def now() -> datetime:
    """Monday, 4 May 2026, 11:00 in Berlin."""
    return NOW


@pytest.fixture
def make_article() -> MakeArticle:
    def make(title: str, text: str, **more: object) -> Article:
        url = "https://www.verband.example/aktuelles/neues"
        return Article(**({"url": url, "title": title, "text": text, "published_at": NOW} | more))  # type: ignore[arg-type]

    return make


@pytest.fixture
def make_composer(tmp_path: Path) -> MakeComposer:
    def make(**more: object) -> Composer:
        settings: dict[str, object] = {
            "brand": Brand(name="Verband der Vereine", color="#0a5fa5", logo=None),
            "template_dirs": [tmp_path / "templates", ROOT / "templates"],
            "media_dir": tmp_path / "media",
            "timezone": ZoneInfo("Europe/Berlin"),
        }
        return Composer(**(settings | more))  # type: ignore[arg-type]

    return make
