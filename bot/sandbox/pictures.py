"""The pictures that clients send, really decoded."""

import io
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that was really decoded. `format` is Pillow's name, such as "JPEG"."""

    content: bytes
    format: str
    width: int
    height: int

    @property
    def aspect(self) -> float:
        return self.width / self.height


def parse_picture(content: bytes) -> Picture | None:
    """Decode the whole picture; None when it is none or broken."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            image.load()
            return Picture(content=content, format=image.format or "", width=image.width, height=image.height)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return None
