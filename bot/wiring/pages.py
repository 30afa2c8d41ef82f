"""Writes the preview page."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot import resources
from bot.domain.errors import StorageError
from bot.domain.words import say
from bot.preview.item import Preview
from bot.preview.page import render_page
from bot.settings import Settings


def write_page(previews: Sequence[Preview], place: Path, settings: Settings, now: datetime) -> None:
    """Render these previews into one self-contained file. Raises StorageError when it cannot be written."""
    page = render_page(
        previews,
        brand_name=settings.brand_name,
        language=settings.language,
        timezone=settings.timezone,
        now=now,
        template_dirs=resources.list_layers(settings.home, "templates"),
    )
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(page, encoding="utf-8")
    except OSError as error:
        sentence = say("The page {place} cannot be written: {problem}.", place=place, problem=error.strerror)
        raise StorageError(sentence) from None
