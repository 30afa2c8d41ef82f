"""Where a photo stands on a share image and how it runs out into the ground."""

from dataclasses import dataclass

from PIL import Image

from bot.compose.picture import shapes, title
from bot.compose.picture.scene import Scene

Transpose = Image.Transpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Room of a photo in pixels. fading: the part of it that runs out; turn: which way it does."""

    corner: tuple[int, int]
    size: tuple[int, int]
    fading: tuple[int, int, int, int]
    turn: Transpose | None


def plan(scene: Scene, planned: title.Plan) -> Panel:
    """Above the title, or beside it in landscape."""
    canvas, most = scene.canvas, scene.px(scene.shape.photo)
    if canvas.width > canvas.height:
        return _plan_beside(scene, (most, canvas.height))
    height = min(most, round(_find_edge(scene, planned)))
    top = max(0, height - scene.px(scene.shape.photo_fade))
    fading = (0, top, canvas.width, height)
    return Panel(corner=(0, 0), size=(canvas.width, height), fading=fading, turn=None)


def paint(scene: Scene, panel: Panel, photo: Image.Image) -> None:
    """Paint a photo of the panel's size."""
    left, top, right, bottom = panel.fading
    x, y = panel.corner
    mask = shapes.make_fade(right - left, bottom - top, panel.turn)
    under = scene.canvas.crop((x + left, y + top, x + right, y + bottom))
    under.paste(photo.crop(panel.fading), mask=mask)
    photo.paste(under, panel.fading)
    scene.canvas.paste(photo, panel.corner)


def _plan_beside(scene: Scene, size: tuple[int, int]) -> Panel:
    fade = min(scene.px(scene.shape.photo_fade), size[0])
    if scene.mirrored:
        fading, turn = (size[0] - fade, 0, *size), Transpose.ROTATE_90
        return Panel(corner=(0, 0), size=size, fading=fading, turn=turn)
    corner = (scene.canvas.width - size[0], 0)
    return Panel(corner=corner, size=size, fading=(0, 0, fade, size[1]), turn=Transpose.ROTATE_270)


def _find_edge(scene: Scene, planned: title.Plan) -> float:
    """Where the photo ends: behind the middle of the badge, or shortly above the title."""
    if scene.card.category:
        return planned.badge_top + scene.px(scene.shape.badge_size)
    return planned.top - scene.px(scene.shape.badge_size * 0.2)
