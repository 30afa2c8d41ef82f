"""Compositions and previews to look at."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PIL import Image

from bot.domain.post import Channel, Composition, PostStatus
from bot.preview.view import Preview
from tests.known_channels import FACEBOOK

NOW = datetime(2026, 11, 22, 16, 5, tzinfo=UTC)
SENTENCE = "Am Samstag feiern wir das Fest der Kulturen auf dem Lindenplatz, alle sind eingeladen. "


def draw_picture(folder: Path) -> Path:
    """A share image: teal on the left, orange on the right."""
    image = Image.new("RGB", (1080, 1350), "#0b5d7a")
    image.paste("#e07020", (540, 0, 1080, 1350))
    path = folder / "share.jpg"
    image.save(path, "JPEG", quality=80)
    return path


def make_composition(picture: Path, channel: Channel = FACEBOOK, **changes: Any) -> Composition:
    """A composition whose hash fits its picture."""
    made = Composition(
        channel=channel,
        teaser=SENTENCE,
        caption=SENTENCE * 6 + "\n\nhttps://verein.example/fest\n\n#Fest #Auenstadt",
        link="https://verein.example/fest",
        hashtags=("Fest", "Auenstadt"),
        image=str(picture),
        image_sha256=hashlib.sha256(picture.read_bytes()).hexdigest(),
        width=1080,
        height=1350,
        alt_text="Textkarte: Fest der Kulturen",
    )
    return replace(made, **changes)


def make_preview(composition: Composition, **changes: Any) -> Preview:
    """A scheduled post."""
    made = Preview(
        composition=composition,
        article_title="Fest der Kulturen",
        article_url="https://verein.example/fest",
        status=PostStatus.SCHEDULED,
        post_id=12,
        due_at=NOW,
    )
    return replace(made, **changes)
