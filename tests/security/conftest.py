"""What a stranger's article meets: a site on loopback, the archive, the composer, the command line."""

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import files
from bot.compose.composer import Composer
from bot.domain.article import Article
from bot.domain.post import Channel, Composition
from bot.share_image.card import Brand
from tests.archive.conftest import archive, other_site, site
from tests.archive.sites import NOW
from tests.cli.conftest import bot, desk
from tests.known_channels import FACEBOOK

__all__ = ["archive", "bot", "desk", "other_site", "site"]

Compose = Callable[..., Composition]


@pytest.fixture
def compose(tmp_path: Path) -> Compose:
    """Composes an article with the packaged templates; any photo may be used."""

    def run(article: Article, channel: Channel = FACEBOOK, *, photo: bytes | None = None) -> Composition:
        composer = Composer(
            brand=Brand(name="Verein", color="#0b5d7a", logo=None),
            template_dirs=files.list_layers(tmp_path, "templates"),
            media_dir=tmp_path / "media",
            timezone=ZoneInfo("Europe/Berlin"),
            photo_credits=("*",),
            fetch_photo=(lambda url: photo) if photo else None,
        )
        return composer.compose(article, channel, now=NOW)

    return run
