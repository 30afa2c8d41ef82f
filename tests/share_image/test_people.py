"""People on photos: no face is cut, none lies under a text, a person's wish wins."""

from dataclasses import replace

import looking
import pytest
from PIL import Image, ImageChops

from benchmarks import sample_people
from bot.share_image import draw, photos
from bot.share_image.photos import Face

needs_detector = pytest.mark.skipif(not photos.has_detector(), reason="no face detector for this computer")
Person = tuple[float, float, float]
SCENES: dict[str, tuple[tuple[int, int], tuple[Person, ...]]] = {
    "tall portrait": ((900, 1900), ((450, 260, 300),)),
    "tall portrait, face low": ((900, 1900), ((450, 1300, 260),)),
    "close portrait": ((1000, 1500), ((520, 520, 420),)),
    "face at the left edge": ((1600, 900), ((220, 330, 150),)),
    "face at the right edge": ((1600, 900), ((1400, 330, 150),)),
    "two apart": ((2400, 1000), ((500, 380, 210), (1900, 420, 160))),
    "row of six": (
        (2400, 900),
        tuple((300 + 360 * place, 380 + 60 * (place % 2), 130) for place in range(6)),
    ),
}
ROOMS = {
    "photo of a portrait picture": (1080, 700),
    "low": (1080, 430),
    "square": (1080, 420),
    "beside": (520, 630),
}


def list_kept(scene: str, room: tuple[int, int]) -> list[str]:
    """For each face of a scene in the crop for a room: "whole", "out" or "cut"."""
    size, people = SCENES[scene]
    picture = sample_people.draw_people(size, people)
    found = photos.find_faces(picture)
    photo = photos.Photo(picture=picture, people=found, profile=None, focus="")
    height = photo.choose_height(room[0], min(430, room[1]), room[1]) if room[0] == 1080 else room[1]
    width = photos._find_width(size, (room[0], height), found)
    left, top, right, bottom = photos.find_crop(picture, (width, height), found)
    kept = []
    for x, y, wide in people:
        face = (x - wide / 2, y - wide * 0.55, x + wide / 2, y + wide * 0.62)
        if face[0] >= left - 2 and face[1] >= top - 2 and face[2] <= right + 2 and face[3] <= bottom + 2:
            kept.append("whole")
        else:
            is_out = face[2] <= left or face[0] >= right or face[3] <= top or face[1] >= bottom
            kept.append("out" if is_out else "cut")
    return kept


@needs_detector
@pytest.mark.parametrize("scene", SCENES)
def test_faces_are_found_where_they_are(scene: str) -> None:
    size, people = SCENES[scene]
    found = photos.find_faces(sample_people.draw_people(size, people))
    middles = sorted((face.left + face.width / 2) * size[0] for face in found)
    assert middles == pytest.approx(sorted(x for x, _, _ in people), abs=size[0] * 0.03)


@needs_detector
@pytest.mark.parametrize("room", ROOMS.values(), ids=ROOMS)
@pytest.mark.parametrize("scene", SCENES)
def test_no_face_is_cut_and_the_largest_are_kept(scene: str, room: tuple[int, int]) -> None:
    kept = list_kept(scene, room)
    assert "cut" not in kept
    assert "whole" in kept
    if room[0] == 1080:
        assert "out" not in kept or scene == "two apart"


@needs_detector
@pytest.mark.parametrize(
    ("scene", "size", "layout"),
    [(scene, "portrait", "photo") for scene in SCENES]
    + [("tall portrait", size, layout) for size in ("square", "landscape") for layout in ("photo", "sober")]
    + [("row of six", "square", "photo"), ("two apart", "portrait", "sober")],
)
def test_nothing_lies_on_a_face(scene: str, size: str, layout: str) -> None:
    """All of a face changes with the photo's brightness; what is drawn on it would not."""
    picture = sample_people.draw_people(*SCENES[scene]).point(
        [round(value * 0.8) for value in range(256)] * 3
    )
    brighter = picture.point([min(value + 40, 255) for value in range(256)] * 3)
    card = looking.make_card("Sommerfest der Kulturen im Westpark", layout=layout, facts=looking.FACTS)
    dark, light = (
        looking.show(replace(card, photo=looking.save(each, quality=95)), size)
        for each in (picture, brighter)
    )
    shown = photos.find_faces(dark)
    assert shown
    for face in shown:
        box = looking.get_box(face, dark.size)
        difference = ImageChops.difference(dark.crop(box), light.crop(box)).convert("L")
        unchanged = sum(difference.histogram()[:12]) / (difference.width * difference.height)
        assert unchanged < 0.03


@needs_detector
def test_cups_cats_and_crowds_of_shapes_are_no_faces() -> None:
    plain = Image.effect_mandelbrot((800, 600), (-2, -1.2, 1, 1.2), 60).convert("RGB")
    assert photos.find_faces(plain) == ()


def test_without_a_detector_a_tall_portrait_is_cropped_to_its_upper_third() -> None:
    picture = sample_people.draw_people((900, 1900), ((450, 400, 300),))
    _, top, _, bottom = photos.find_crop(picture, (1080, 700), ())
    assert top < 1900 * 0.15
    assert bottom > 400 + 300 * 0.66


@pytest.mark.parametrize(
    ("focus", "corner"), [("top", 0), ("center", 650), ("50,100", 1300), ("50%, 0%", 0), ("0,75", 1125)]
)
def test_a_person_says_where_the_crop_shall_be(focus: str, corner: int) -> None:
    picture = Image.new("RGB", (900, 1900))
    face = Face(0.3, 0.7, 0.2, 0.1)
    assert photos.find_crop(picture, (900, 600), (face,), focus)[1] == pytest.approx(corner, abs=1)


@pytest.mark.parametrize("focus", ["left", "50", "120,10", "a,b", "10,-3"])
def test_a_focus_that_is_none_is_refused(focus: str) -> None:
    with pytest.raises(ValueError, match="50,30"):
        photos.parse_focus(focus)


@needs_detector
def test_a_sober_post_keeps_a_portrait_in_grey() -> None:
    data = sample_people.make_people((1000, 1500), ((500, 460, 330),))
    drawn = looking.show(looking.make_card("Wir trauern um Mehmet Aydın", layout="sober", photo=data))
    (face, *_) = photos.find_faces(drawn)
    region = drawn.crop(looking.get_box(face, drawn.size))
    found = region.getcolors(region.width * region.height) or []
    assert all(max(color) - min(color) < 12 for _, color in found)  # type: ignore[arg-type,type-var]


@needs_detector
def test_faces_are_looked_for_once_for_each_photo(monkeypatch: pytest.MonkeyPatch) -> None:
    data = sample_people.make_people((1000, 1500), ((500, 460, 331),))
    photos.find_people(data)
    monkeypatch.setattr(photos, "find_faces", lambda _: pytest.fail("looked for again"))
    card = looking.make_card("Ein Titel", layout="photo", photo=data)
    for size in looking.SIZES.values():
        draw.draw(card, size, template_dirs=looking.TEMPLATES)
