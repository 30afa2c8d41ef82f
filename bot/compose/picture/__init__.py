"""Share images: the picture drawn for one channel."""

from bot.compose.picture.card import Brand, Card, Drawing
from bot.compose.picture.drawing import draw, take_in

__all__ = ["Brand", "Card", "Drawing", "draw", "take_in"]
