"""The frozen picture of a post: its exact bytes, and the crop of the profile grid."""

import base64
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from bot.domain.post import Composition
from bot.domain.words import say

_JPEG = b"\xff\xd8\xff"
GRID_SIZE = (324, 432)
"""The profile grid shows every post as 3:4, cut from the middle (Instagram, January 2025)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as it lies on the disk; content is empty and `problem` a sentence when it cannot be shown."""

    content: bytes
    problem: str = ""

    @property
    def data_uri(self) -> str:
        """The exact bytes for an `img` element; empty without a picture."""
        return _data_uri(self.content) if self.content else ""

    @property
    def grid_uri(self) -> str:
        """The 3:4 crop of the profile grid, made small; empty without a picture."""
        tile = _crop_to_grid(self.content) if self.content else b""
        return _data_uri(tile) if tile else ""


def load_picture(composition: Composition) -> Picture:
    """Read the picture that will be sent and compare it with the hash that was frozen with the post."""
    try:
        content = Path(composition.image).read_bytes()
    except OSError:
        return Picture(content=b"", problem=say("The picture is no longer on this machine."))
    if hashlib.sha256(content).hexdigest() != composition.image_sha256:
        problem = say("The picture on the disk is not the one that was composed; it would not be sent.")
        return Picture(content=content if content.startswith(_JPEG) else b"", problem=problem)
    return Picture(content=content)


def _data_uri(content: bytes) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(content).decode("ascii")


def _crop_to_grid(content: bytes) -> bytes:
    """The crop; nothing for a file that somebody damaged. No other decoder than JPEG's ever sees it."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(content), formats=("JPEG",)) as image:
            tile = ImageOps.fit(image.convert("RGB"), GRID_SIZE, Image.Resampling.LANCZOS)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return b""
    made = io.BytesIO()
    tile.save(made, "JPEG", quality=82, optimize=True)
    return made.getvalue()
