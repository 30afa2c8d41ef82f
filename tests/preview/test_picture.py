"""The crop of the profile grid."""

import base64
import io
from pathlib import Path

from PIL import Image

from bot.preview.view import load_picture
from tests.preview.samples import make_composition


def test_the_grid_shows_the_middle_of_the_picture_as_three_by_four(picture: Path) -> None:
    grid = load_picture(make_composition(picture)).grid_uri
    with Image.open(io.BytesIO(base64.b64decode(grid.partition(",")[2]))) as tile:
        assert tile.width * 4 == tile.height * 3
        left, right = (tile.getpixel((x, 200)) for x in (10, tile.width - 10))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[2] > left[0]
    assert right[0] > right[2]
