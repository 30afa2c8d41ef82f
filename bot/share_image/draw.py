"""Draw a share image, a story or the slides of a carousel from a card."""

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageFilter, ImageOps

from bot.i18n import say
from bot.share_image import layouts, logo, painter, photos, text
from bot.share_image.card import Brand, Card, Drawing

PORTRAIT = (1080, 1350)
"""4:5: the tallest picture that feeds of pictures and their clients leave uncut."""
STORY = (1080, 1920)
"""9:16: texts keep 270 pixels above and 350 below free, where the apps show their own buttons."""
MOST_SLIDES = 10
PLAIN = "card"
KEPT_BLOCKS = 2
"""Blocks of memory that Pillow keeps for the next picture: to be given new ones costs a tenth of the time."""
Image.core.set_blocks_max(KEPT_BLOCKS)  # type: ignore[attr-defined]  # known as PILLOW_BLOCKS_MAX


def draw(card: Card, size: tuple[int, int] = PORTRAIT, *, template_dirs: Sequence[Path]) -> Drawing:
    """Draw a card at a size in pixels; the same card gives the same bytes.

    template_dirs: where `layouts/NAME.toml` is looked for, first hit wins. What goes wrong with the photo,
    the logo or a single sign becomes a warning; a title that lost letters is drawn as far as it goes, and
    the drawing's `cure` says why it must not go out. Raises BotError when there is no title at all, the
    layout or the brand colour is wrong, or the fonts are not installed.
    """
    cleaned = clean_card(card)
    clean, warnings = replace(cleaned.card, layout=_choose_drawable(cleaned.card)), list(cleaned.warnings)
    try:
        canvas, tone = _paint(clean, size, template_dirs)
    except photos.PhotoUnusable as error:
        warnings.append(say("{problem} The share image is a card without it.", problem=error))
        clean = replace(clean, photo=None)
        clean = replace(clean, layout=_choose_drawable(clean))
        canvas, tone = _paint(clean, size, template_dirs)
    return Drawing(
        jpeg=encode(canvas),
        width=canvas.width,
        height=canvas.height,
        warnings=tuple(warnings),
        layout=clean.layout,
        tone=tone,
        cure=cleaned.cure,
    )


def draw_slides(
    card: Card, more: Sequence[tuple[bytes, str]], *, template_dirs: Sequence[Path]
) -> tuple[Drawing, ...]:
    """A carousel: the card, then each further photo with its credit; ten at most.

    A photo that cannot be drawn is left out with a warning on the first slide.
    """
    first = draw(card, template_dirs=template_dirs)
    slides, warnings = [first], list(first.warnings)
    layout = layouts.get_layout("photo", template_dirs)
    bare = replace(clean_card(card).card, layout="photo", tone=first.tone)
    for photo, credit in more[: MOST_SLIDES - 1]:
        try:
            canvas = painter.paint_slide(
                replace(bare, photo=photo, credit=credit), layout, PORTRAIT, mirrored=_is_mirrored(card)
            )
        except photos.PhotoUnusable as error:
            warnings.append(say("{problem} The carousel goes without it.", problem=error))
            continue
        jpeg = encode(canvas)
        slides.append(replace(first, jpeg=jpeg, warnings=(), cure=""))
    return (replace(first, warnings=tuple(warnings)), *slides[1:])


NARROWEST, WIDEST = 4 / 5, 1.91
"""Width by height that every channel's feed takes; what is narrower or wider is refused there, or cut."""
LEAST = 200
"""Pixels of the shorter side below which a picture is a blur on a phone."""


def take_in(data: bytes) -> Drawing:
    """A person's own picture, whole and upright, on a ground where it is too tall or too wide for a feed.

    Raises PhotoUnusable.
    """
    picture = photos.open_whole(data)
    if min(picture.size) < LEAST:
        size = f"{picture.width}×{picture.height}"
        raise photos.PhotoUnusable(
            say("It has {size} pixels; at least {least} each way are needed.", size=size, least=LEAST)
        )
    canvas = _set_on_ground(picture)
    jpeg = encode(canvas)
    return Drawing(jpeg=jpeg, width=canvas.width, height=canvas.height, warnings=(), layout="", tone="")


def _set_on_ground(picture: Image.Image) -> Image.Image:
    """Platforms refuse other shapes, or cut them; the ground is the picture itself, out of focus."""
    width, height = picture.size
    if NARROWEST <= width / height <= WIDEST:
        return picture
    size = (max(width, math.ceil(height * NARROWEST)), max(height, math.ceil(width / WIDEST)))
    blurred = ImageOps.fit(picture, (size[0] // 16, size[1] // 16)).filter(ImageFilter.GaussianBlur(4))
    canvas = blurred.resize(size, Image.Resampling.BICUBIC)
    canvas.paste(picture, ((size[0] - width) // 2, (size[1] - height) // 2))
    return canvas


def _choose_drawable(card: Card) -> str:
    """The layout asked for, or the plain one where the card lacks what stands large on it."""
    lacking = {
        "photo": not card.photo,
        "event": not card.event_day,
        "dates": sum(fact.kind == "when" for fact in card.facts) < 2,
        "number": layouts.split_number(card.title) is None,
        "quote": layouts.split_quote(card.title) is None,
    }
    return PLAIN if lacking.get(card.layout) else card.layout


def _paint(card: Card, size: tuple[int, int], template_dirs: Sequence[Path]) -> tuple[Image.Image, str]:
    layout = layouts.get_layout(card.layout, template_dirs)
    return painter.paint(card, layout, size, mirrored=_is_mirrored(card))


def _is_mirrored(card: Card) -> bool:
    return text.is_right_to_left(card.title)


LONGEST_TITLE = 180
EVENT_TEXTS = ("event_weekday", "event_day", "event_month", "event_time")
TEXTS = ("title", "category", "date", "source", "credit", *EVENT_TEXTS)
LETTERS = frozenset("LMN")
"""Kinds of signs without which words say something else: letters, marks, numbers."""
CJK_WHEEL = "manimgx-fonts-cjk"
CJK = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "IDEOGRAPHIC", "FULLWIDTH", "BOPOMOFO"})
DEBIAN_CJK, DEBIAN_ELSE = "fonts-noto-cjk", "fonts-noto-core"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A card that can be drawn. cure: what a person must do so that the picture says its title; or empty."""

    card: Card
    warnings: tuple[str, ...]
    cure: str


def clean_card(card: Card) -> Cleaned:
    """The card as it can be drawn, and what was lost."""
    drawable = {name: text.keep_drawable(getattr(card, name)) for name in TEXTS}
    drawable["name"] = text.keep_drawable(card.brand.name)
    facts = [(fact, *text.keep_drawable(fact.text)) for fact in card.facts]
    missing = list(dict.fromkeys(part for _, parts in drawable.values() for part in parts))
    missing += [part for _, _, parts in facts for part in parts if part not in missing]
    texts: dict[str, Any] = {key: value for key, (value, _) in drawable.items()}
    brand, warnings = _clean_logo(replace(card.brand, name=texts.pop("name")))
    if missing:
        characters = _list_characters(missing)
        warnings.append(
            say("No font can draw {characters}; the share image leaves it out.", characters=characters)
        )
    cure = _find_cure(card.title, texts["title"], drawable["title"][1])
    title = set_signs(texts["title"], card.language)
    texts["title"] = shorten(title) if _is_visible(title) else brand.name or "…"
    texts["facts"] = tuple(replace(fact, text=words) for fact, words, _ in facts if _is_visible(words))
    return Cleaned(replace(card, brand=brand, **texts), tuple(warnings), cure)


QUOTATION = {"de": "„“", "en": "“”"}
"""Opening and closing marks; other languages keep what was typed."""


def set_signs(title: str, language: str) -> str:
    """Dashes, apostrophes and quotation marks as they are printed, for those of a typewriter."""
    set_title = re.sub(r"(?<=[^\W\d_])'(?=[^\W\d_])", "’", title.replace(" - ", " – ").replace("...", "…"))
    marks = QUOTATION.get(language.split("-", maxsplit=1)[0].lower())
    if marks is None or title.count('"') % 2:
        return set_title
    return re.sub(r'"([^"]+)"', rf"{marks[0]}\1{marks[1]}", set_title)


def shorten(title: str) -> str:
    """Cut a title of more than 180 characters at a word, with an ellipsis."""
    if len(title) <= LONGEST_TITLE:
        return title
    kept = title[: LONGEST_TITLE - 1]
    return (kept.rsplit(" ", 1)[0] if " " in kept[LONGEST_TITLE // 2 :] else kept).rstrip(" ,;:–-") + "…"


def advise_fonts(missing: Iterable[str]) -> str:
    """One sentence with the commands that bring a font for these signs."""
    scripts = {unicodedata.name(sign[0], "?").split(" ")[0].split("-")[0] for sign in missing}
    if scripts & CJK:
        return say(
            "Install a font for Chinese, Japanese and Korean: pip install {wheel} (or on Debian: apt install "
            "{debian}).",
            wheel=CJK_WHEEL,
            debian=DEBIAN_CJK,
        )
    return say("Install a font for them, for example on Debian: apt install {debian}.", debian=DEBIAN_ELSE)


def find_cure(words: str) -> str:
    """Which letters no font can draw, and what to install; empty when there are fonts for all."""
    _, missing = text.keep_drawable(words)
    letters = [part for part in missing if unicodedata.category(part[0])[0] in LETTERS]
    if not letters:
        return ""
    lost = say("No font can draw {characters}.", characters=_list_characters(letters))
    return f"{lost} {advise_fonts(letters)}"


def _find_cure(title: str, drawn: str, missing: Sequence[str]) -> str:
    """Why a picture does not say its title; a sign or an emoji that is left out changes no word."""
    letters = [part for part in missing if unicodedata.category(part[0])[0] in LETTERS]
    if not letters and _is_visible(drawn):
        return ""
    if not title.strip():
        return say("The article has no title.")
    signs = _list_characters(letters or missing)
    lost = say("No font can draw {characters} of the title.", characters=signs)
    return f"{lost} {advise_fonts(letters or missing)}"


def _clean_logo(brand: Brand) -> tuple[Brand, list[str]]:
    if brand.logo is None or logo.open_logo(brand.logo, 64):
        return brand, []
    warning = say(
        "The logo {file} (BOT_BRAND_LOGO) is missing or cannot be drawn; the share image has none. "
        "A PNG with a transparent background is best.",
        file=brand.logo.name,
    )
    return replace(brand, logo=None), [warning]


def _is_visible(title: str) -> bool:
    return any(not character.isspace() and character not in text.IGNORABLE for character in title)


def _list_characters(missing: Sequence[str]) -> str:
    shown = ", ".join(
        say("“{sign}” (U+{code})", sign=part, code=f"{ord(part[0]):04X}") for part in missing[:6]
    )
    return f"{shown} …" if len(missing) > 6 else shown


QUALITIES = (88, 80, 70, 55, 40)
"""The first is used unless the file would be too large."""
MOST_BYTES = 4_000_000
"""Less than either platform takes, so that one file serves both."""


def encode(canvas: Image.Image) -> bytes:
    """An sRGB JPEG of less than 4 MB; the same pixels give the same bytes with the same Pillow."""
    jpeg = b""
    for quality in QUALITIES:
        file = BytesIO()
        canvas.save(file, "JPEG", quality=quality, icc_profile=_make_profile())
        jpeg = file.getvalue()
        if len(jpeg) < MOST_BYTES:
            break
    return jpeg


@cache
def _make_profile() -> bytes:
    """An sRGB profile without its time of creation (header bytes 24-35), so that bytes repeat."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile[:24] + bytes(12) + profile[36:]
