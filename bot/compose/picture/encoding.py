"""Write a picture as the file that is uploaded."""

from functools import cache
from io import BytesIO

from PIL import Image, ImageCms

QUALITIES = (88, 80, 70, 55, 40)
"""The first is used unless the file would be too large."""
MOST_BYTES = 4_000_000
"""Less than either platform takes, so that one file serves both."""


def encode(canvas: Image.Image) -> bytes:
    """An sRGB JPEG of less than 4 MB; the same pixels give the same bytes with the same Pillow."""
    jpeg = b""
    for quality in QUALITIES:
        file = BytesIO()
        canvas.save(file, "JPEG", quality=quality, icc_profile=_make_profile())
        jpeg = file.getvalue()
        if len(jpeg) < MOST_BYTES:
            break
    return jpeg


@cache
def _make_profile() -> bytes:
    """An sRGB profile without its time of creation (header bytes 24-35), so that bytes repeat."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile[:24] + bytes(12) + profile[36:]
