"""The kinds of picture files that are read; naming a kind makes Pillow load its plugin."""

from PIL import (
    AvifImagePlugin,
    GifImagePlugin,
    JpegImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
)

FORMATS = tuple(
    kind.format
    for kind in (
        JpegImagePlugin.JpegImageFile,
        PngImagePlugin.PngImageFile,
        WebPImagePlugin.WebPImageFile,
        GifImagePlugin.GifImageFile,
        AvifImagePlugin.AvifImageFile,
    )
)
"""MPO, the JPEG of some cameras, comes with JPEG. Anything else is refused before a decoder sees it."""
