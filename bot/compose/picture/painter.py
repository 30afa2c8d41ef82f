"""Paint a share image: stage, photo, head, date band, title, foot."""

from functools import lru_cache

from PIL import Image

from bot.compose.picture import band, colours, foot, head, layouts, logos, photos, shapes, title
from bot.compose.picture.card import Brand, Card
from bot.compose.picture.palettes import make_palette
from bot.compose.picture.scene import Scene

Size = tuple[int, int]


def paint(card: Card, layout: layouts.Layout, size: Size, *, mirrored: bool) -> Image.Image:
    """Paint a card whose texts hold drawable characters only. Raises PhotoUnusable."""
    stage = _paint_stage(layout, card.brand, size, logos.read_stamp(card.brand.logo), mirrored=mirrored)
    scene = _make_scene(stage.copy(), card, layout, mirrored=mirrored)
    planned = title.plan(scene, foot.find_end(scene))
    if card.photo and scene.shape.photo:
        _paint_photo(scene, card.photo, planned)
        if scene.shape.plate:
            head.paint(scene, _open_logo(scene))
    if scene.shape.band:
        band.paint(scene)
    title.paint(scene, planned)
    foot.paint(scene)
    return scene.canvas


@lru_cache(maxsize=2)
def _paint_stage(
    layout: layouts.Layout, brand: Brand, size: Size, _stamp: int, *, mirrored: bool
) -> Image.Image:
    """What is the same for all articles: background, logo, name."""
    palette = make_palette(layout.ground, colours.parse(brand.color))
    canvas = shapes.make_gradient(size, palette.ground, palette.deep)
    if layout.ornament == "rings":
        shapes.draw_rings(canvas, palette.ring, mirrored=mirrored)
    scene = _make_scene(canvas, Card(layout=layout.name, title="", brand=brand), layout, mirrored=mirrored)
    if scene.shape.band:
        band.paint_ground(canvas, scene.px(scene.shape.band), scene.band_palette, mirrored=mirrored)
    head.paint(scene, _open_logo(scene))
    return canvas


def _make_scene(canvas: Image.Image, card: Card, layout: layouts.Layout, *, mirrored: bool) -> Scene:
    shape, scale = layouts.get_shape(layout, canvas.size)
    brand = colours.parse(card.brand.color)
    return Scene(
        canvas=canvas,
        card=card,
        layout=layout,
        shape=shape,
        scale=scale,
        palette=make_palette(layout.ground, brand),
        band_palette=make_palette("brand", brand),
        mirrored=mirrored,
    )


def _open_logo(scene: Scene) -> Image.Image | None:
    return logos.open_logo(scene.card.brand.logo, round(scene.px(scene.shape.logo) * head.LOGO_SHARE))


def _paint_photo(scene: Scene, data: bytes, planned: title.Plan) -> None:
    """A photo above the title, or beside it in landscape, that runs out into the ground."""
    canvas, fade, most = scene.canvas, scene.px(scene.shape.photo_fade), scene.px(scene.shape.photo)
    if canvas.width > canvas.height:
        photo = photos.open_photo(data, (most, canvas.height))
        fading = (0, 0, fade, canvas.height)
        corner = (canvas.width - most, 0)
        turn = Image.Transpose.ROTATE_270
        if scene.mirrored:
            fading, corner, turn = (most - fade, 0, most, canvas.height), (0, 0), Image.Transpose.ROTATE_90
    else:
        photo = photos.open_photo(data, (canvas.width, min(most, round(_find_edge(scene, planned)))))
        fading, corner, turn = (0, photo.height - fade, canvas.width, photo.height), (0, 0), None
    mask = shapes.make_fade(fading[2] - fading[0], fading[3] - fading[1], turn)
    under = canvas.crop(
        (corner[0] + fading[0], corner[1] + fading[1], corner[0] + fading[2], corner[1] + fading[3])
    )
    under.paste(photo.crop(fading), mask=mask)
    photo.paste(under, fading)
    canvas.paste(photo, corner)


def _find_edge(scene: Scene, planned: title.Plan) -> float:
    """Where the photo ends: behind the middle of the badge, or shortly above the title."""
    if scene.card.category:
        return planned.badge_top + scene.px(scene.shape.badge_size)
    return planned.top - scene.px(scene.shape.badge_size * 0.2)
