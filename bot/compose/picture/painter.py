"""Paint a share image: stage, photo, head, date band, title, foot."""

from dataclasses import replace
from functools import lru_cache

from PIL import Image

from bot.compose.picture import band, colours, foot, head, layouts, logos, panel, photos, shapes, title
from bot.compose.picture.card import Brand, Card
from bot.compose.picture.palettes import make_palette
from bot.compose.picture.scene import Scene

Size = tuple[int, int]


def paint(card: Card, layout: layouts.Layout, size: Size, *, mirrored: bool) -> Image.Image:
    """Paint a card whose texts hold drawable characters only. Raises PhotoUnusable."""
    stage = _paint_stage(layout, card.brand, size, logos.read_stamp(card.brand.logo), mirrored=mirrored)
    scene = _make_scene(stage, card, layout, mirrored=mirrored)
    planned = title.plan(scene, foot.find_end(scene))
    if card.photo and scene.shape.photo:
        room = panel.plan(scene, planned)
        photo = photos.open_photo(card.photo, room.size)
        scene = replace(scene, canvas=stage.copy())  # not before: both are large
        panel.paint(scene, room, photo)
    else:
        scene = replace(scene, canvas=stage.copy())
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
    if not scene.shape.plate:
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
