"""Photos of every kind: upright, cropped, in sRGB, credited; what cannot be drawn gives a plain card."""

import random
import struct
import zlib
from io import BytesIO
from itertools import pairwise

import looking
import pytest
from PIL import Image, ImageCms, ImageDraw, ImageStat

from benchmarks import sample_people, sample_photo
from bot.share_image import blocks, draw, photos
from bot.share_image.card import Drawing

RED, BLUE = (200, 30, 30), (30, 30, 200)


def save(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def make_halves(size: tuple[int, int] = (1600, 1200), mode: str = "RGB") -> Image.Image:
    """Red above, blue below."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (0, size[1] // 2, *size))
    return image.convert(mode)


def draw_photo(data: bytes, **more: object) -> Drawing:
    card = looking.make_card("Sommerfest", layout="photo", photo=data, **more)
    return draw.draw(card, template_dirs=looking.TEMPLATES)


def open_drawing(drawing: Drawing) -> Image.Image:
    return Image.open(BytesIO(drawing.jpeg)).convert("RGB")


def is_near(colour: object, wanted: tuple[int, int, int], tolerance: int = 30) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(one - other) <= tolerance for one, other in zip(colour, wanted, strict=True))


MAKE = {
    "jpeg": lambda: save(make_halves(), quality=95),
    "progressive": lambda: save(make_halves(), progressive=True),
    "png": lambda: save(make_halves(), "PNG"),
    "palette": lambda: save(make_halves(mode="P"), "PNG"),
    "alpha": lambda: save(make_halves(mode="RGBA"), "PNG"),
    "webp": lambda: save(make_halves(), "WEBP"),
    "cmyk": lambda: save(make_halves(mode="CMYK")),
    "gif": lambda: save(make_halves(), "GIF"),
    "avif": lambda: save(make_halves(), "AVIF"),
    "animated-gif": lambda: save(
        make_halves(), "GIF", save_all=True, append_images=[Image.new("RGB", (1600, 1200))]
    ),
    "animated-webp": lambda: save(
        make_halves(), "WEBP", save_all=True, append_images=[Image.new("RGB", (1600, 1200))]
    ),
    "mpo": lambda: save(make_halves(), "MPO", save_all=True, append_images=[Image.new("RGB", (64, 64))]),
}


@pytest.mark.parametrize("kind", MAKE)
def test_every_kind_of_picture_is_drawn(kind: str) -> None:
    drawing = draw_photo(MAKE[kind]())
    image = open_drawing(drawing)
    assert drawing.warnings == ()
    assert is_near(image.getpixel((540, 250)), RED, 60)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_upright(orientation: int) -> None:
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    upright = make_halves()
    stored = upright.transpose(turns[orientation]) if orientation in turns else upright
    exif = Image.Exif()
    exif[photos.ORIENTATION] = orientation
    image = photos.open_photo(save(stored, exif=exif, quality=95), (1080, 800)).crop((1080, 800))
    assert is_near(image.getpixel((20, 20)), RED)
    assert is_near(image.getpixel((1060, 780)), BLUE)


def test_a_turned_photo_keeps_its_detail() -> None:
    upright = Image.new("L", (1200, 3000))
    for x in range(0, 1200, 4):
        upright.paste(255, (x, 0, x + 2, 3000))
    exif = Image.Exif()
    exif[photos.ORIENTATION] = 6
    stored = upright.transpose(Image.Transpose.ROTATE_90)
    sizes = (save(upright, quality=95), save(stored, quality=95, exif=exif))
    plain, turned = (photos.open_photo(data, (1080, 200)).crop((1080, 200)) for data in sizes)
    assert ImageStat.Stat(turned).stddev[0] == pytest.approx(ImageStat.Stat(plain).stddev[0], rel=0.05)


@pytest.mark.parametrize("size", [(4000, 1000), (1000, 4000), (1080, 1350), (3000, 2000), (900, 900)])
def test_a_photo_fills_its_room_without_being_squeezed(size: tuple[int, int]) -> None:
    image = Image.new("RGB", size)
    middle, radius = (size[0] / 2, size[1] * 0.45), min(size) * 0.2
    ImageDraw.Draw(image).ellipse(
        (middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius), fill="white"
    )
    cropped = photos.open_photo(save(image, "PNG"), (1080, 900)).crop((1080, 900))
    left, top, right, bottom = cropped.convert("L").point([0] * 128 + [255] * 128).getbbox() or (0, 0, 0, 0)
    assert cropped.size == (1080, 900)
    assert right - left == pytest.approx(bottom - top, abs=4)


def test_the_crop_goes_where_something_is_to_be_seen() -> None:
    image = Image.new("RGB", (3000, 1000), (120, 150, 180))
    chance = random.Random(1)
    for _ in range(400):
        x, y = chance.randint(2300, 2900), chance.randint(200, 900)
        ImageDraw.Draw(image).rectangle((x, y, x + 30, y + 30), fill=(chance.randint(0, 255), 40, 40))
    left, _, right, _ = photos.find_crop(image, (1000, 1000), ())
    assert left > 1400
    assert right - left == pytest.approx(1000)


def test_a_photo_with_a_wide_colour_space_becomes_srgb() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = bytearray(srgb.replace("sRGB".encode("utf-16-be"), "swap".encode("utf-16-be")))
    red, blue = profile.index(b"rXYZ"), profile.index(b"bXYZ")
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"
    image = photos.open_photo(save(make_halves(), icc_profile=bytes(profile), quality=95), (1080, 800)).crop(
        (1080, 800)
    )
    assert is_near(image.getpixel((20, 20)), BLUE, 60)


def test_a_damaged_colour_profile_is_ignored() -> None:
    image = photos.open_photo(save(make_halves(), icc_profile=b"no profile", quality=95), (1080, 800)).crop(
        (1080, 800)
    )
    assert is_near(image.getpixel((20, 20)), RED)


def make_bomb() -> bytes:
    """A PNG of a few bytes that claims 30000 x 30000 pixels."""
    header = struct.pack(">IIBBBBB", 30000, 30000, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    parts = [
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


USELESS = {
    "empty": (bytes, ""),
    "html": (lambda: b"<html>404</html>", "no picture"),
    "svg": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture"),
    "cut-jpeg": (lambda: save(make_halves())[:3000], "damaged"),
    "cut-png": (lambda: save(make_halves(), "PNG")[:1000], "damaged"),
    "torn": (lambda: b"\xff\xd8\xff\xe0" + bytes(500), "damaged|no picture"),
    "bomb": (make_bomb, "pixels|no picture"),
    "thumbnail": (lambda: save(make_halves((400, 300))), "too small"),
    "pixel": (lambda: save(Image.new("RGB", (1, 1))), "too small"),
    "huge": (lambda: bytes(photos.MOST_BYTES + 1), "MB"),
}


@pytest.mark.parametrize("kind", USELESS)
def test_what_cannot_be_drawn_gives_a_plain_card_and_a_warning(kind: str) -> None:
    make, reason = USELESS[kind]
    data = make()
    drawing = draw_photo(data, credit="Foto: Niemand")
    plain = draw.draw(looking.make_card("Sommerfest"), template_dirs=looking.TEMPLATES)
    assert (drawing.jpeg, drawing.layout) == (plain.jpeg, "card")
    assert not data or any(part in drawing.warnings[0] for part in reason.split("|"))


def test_the_credit_stands_in_the_picture() -> None:
    data = save(make_halves())
    with_credit, without = (open_drawing(draw_photo(data, credit=c)) for c in ("Foto: Mehmet Yılmaz", ""))
    box = looking.find_difference(with_credit, without)
    assert box[1] > 1200
    assert box[2] - box[0] > 200


@pytest.mark.parametrize(
    ("credit", "shown"),
    [
        ("Mehmet Yılmaz", "Foto: Mehmet Yılmaz"),
        ("© Stadt", "© Stadt"),
        ("Bild: Stadt", "Bild: Stadt"),
        ("", ""),
    ],
)
def test_a_credit_says_what_it_is(credit: str, shown: str) -> None:
    assert blocks.sign(credit) == shown


def test_even_noise_stays_under_four_megabytes() -> None:
    noise = Image.frombytes("RGB", (2400, 2400), random.Random(1).randbytes(2400 * 2400 * 3))
    assert len(save(noise, quality=draw.QUALITIES[0])) > 4_000_000
    assert len(draw.encode(noise)) < 4_000_000


def test_a_photo_for_another_layout_is_not_drawn_nor_credited() -> None:
    data = save(make_halves())
    with_photo = looking.show(looking.make_card(layout="call", photo=data, credit="Foto: Wer"))
    assert with_photo.tobytes() == looking.show(looking.make_card(layout="call")).tobytes()


def test_a_picture_of_16_bits_keeps_its_greys() -> None:
    grey = Image.new("I", (1600, 1200), 40000)
    grey.paste(10000, (0, 600, 1600, 1200))
    data = save(grey.convert("I;16"), "PNG")
    whole = photos.open_whole(data)
    cropped = photos.open_photo(data, (1080, 800)).crop((1080, 800))
    for picture in (whole, cropped):
        assert picture.mode == "RGB"
        assert picture.getpixel((20, 20)) == pytest.approx((156, 156, 156), abs=2)
        assert picture.getpixel((20, picture.height - 20)) == pytest.approx((39, 39, 39), abs=2)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF", "GIF"])
def test_a_person_s_own_picture_of_any_kind_is_taken_in(kind: str) -> None:
    own = draw.take_in(save(make_halves(), kind))
    image = Image.open(BytesIO(own.jpeg))
    assert (image.format, image.size) == ("JPEG", (own.width, own.height))
    assert is_near(image.getpixel((20, 20)), RED, 40)


@pytest.mark.parametrize(
    "size", [(900, 1600), (1500, 2000), (1000, 1250), (1910, 1000), (3000, 400), (201, 900)]
)
def test_a_picture_of_ones_own_is_shown_whole_in_a_shape_that_every_feed_takes(size: tuple[int, int]) -> None:
    flyer = Image.new("RGB", size, "white")
    ImageDraw.Draw(flyer).rectangle((0, 0, size[0] - 1, size[1] - 1), outline=RED, width=min(size) // 10)
    own = draw.take_in(save(flyer))
    assert 0.8 <= own.width / own.height <= 1.91
    image = Image.open(BytesIO(own.jpeg))
    shown = (
        (own.width, own.height) if 0.8 <= size[0] / size[1] <= 1.91 else photos.open_whole(save(flyer)).size
    )
    left, top = (own.width - shown[0]) // 2, (own.height - shown[1]) // 2
    inset = min(shown) // 20
    for x in (left + inset, left + shown[0] - inset - 1):
        for y in (top + inset, top + shown[1] - inset - 1):
            assert is_near(image.getpixel((x, y)), RED, 40)


@pytest.mark.parametrize("size", [(1, 1), (20000, 10), (199, 1000)])
def test_a_picture_of_ones_own_that_would_be_a_blur_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(photos.PhotoUnusable, match="at least 200 each way"):
        draw.take_in(save(Image.new("RGB", size)))


def make_flyer(size: tuple[int, int]) -> bytes:
    """Lines of words on an even ground, a red square in each corner."""
    flyer = Image.new("RGB", size, (250, 250, 246))
    pen, side = ImageDraw.Draw(flyer), min(size) // 12
    for row in range(side * 2, size[1] - side * 2, 48):
        pen.text((side * 2, row), "Flohmarkt am Samstag " * (size[0] // 500), "black", font_size=34)
    for x in (0, size[0] - side):
        for y in (0, size[1] - side):
            pen.rectangle((x, y, x + side, y + side), fill=RED)
    return save(flyer, quality=88)


@pytest.mark.parametrize("size", [(1200, 1700), (1600, 900), (2400, 3400)])
def test_nothing_of_a_flyer_is_cut_off_unless_a_person_says_where(size: tuple[int, int]) -> None:
    image = open_drawing(draw_photo(make_flyer(size)))
    assert count_squares(image) == 4
    assert count_squares(open_drawing(draw_photo(make_flyer(size), focus="top"))) < 4


def count_squares(image: Image.Image) -> int:
    """Red squares on the upper part of a picture, by the gaps between them."""
    red = [[is_near(image.getpixel((x, y)), RED, 50) for x in range(0, 1080, 8)] for y in range(0, 900, 8)]
    rows = [row for row in red if any(row)]
    across = sum(now and not before for before, now in pairwise([False, *map(any, zip(*rows, strict=True))]))
    down = sum(any(now) and not any(before) for before, now in pairwise([[False], *red]))
    return across * down


def test_a_photo_is_no_flyer() -> None:
    for photo in (sample_photo.make_photo((1500, 1000)), sample_people.make_group((1600, 1067), 5, 15)):
        assert not photos.open_photo(photo, (1080, 800)).is_graphic
