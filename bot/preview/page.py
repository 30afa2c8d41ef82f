"""One self-contained HTML page of posts, as people will see them: no script, no network."""

import base64
import hashlib
import io
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from bot.domain.channel import LIMITS, utf16_length
from bot.domain.errors import SettingsWrong
from bot.domain.post import Composition
from bot.domain.times import format_moment
from bot.i18n import get_language, say, say_count, speak
from bot.preview.caption import Mark, fold_caption, mark_caption
from bot.preview.view import Preview, Standing, describe_standing

TEMPLATE = "preview/page.html.j2"
STYLE = "preview/page.css"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One limit: its name, how much is used, how much is allowed, and both in words."""

    name: str
    used: int
    allowed: int
    words: str

    @property
    def is_over(self) -> bool:
        """Whether the platform would refuse or cut."""
        return self.used > self.allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as it lies on the disk; content is empty and `problem` a sentence when it cannot be shown."""

    content: bytes
    problem: str = ""

    @property
    def data_uri(self) -> str:
        """The exact bytes for an `img` element; empty without a picture."""
        return _data_uri(self.content) if self.content else ""

    @property
    def grid_uri(self) -> str:
        """The 3:4 crop of the profile grid, made small; empty without a picture."""
        tile = crop_to_grid(self.content)
        return _data_uri(tile) if tile else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One channel's view of one article, ready for the template; `permalink` is empty or a web address."""

    preview: Preview
    label: str
    shown: tuple[Mark, ...]
    hidden: tuple[Mark, ...]
    picture: Picture
    bars: tuple[Bar, ...]
    standing: Standing
    warnings: tuple[str, ...]
    permalink: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One article and its cards; `link` is empty when the address is no web address."""

    title: str
    url: str
    link: str
    cards: tuple[Card, ...]


def render_page(
    previews: Sequence[Preview],
    *,
    brand_name: str,
    language: str,
    timezone: tzinfo,
    now: datetime,
    template_dirs: Sequence[Path],
) -> str:
    """The page as text; `now` is aware, times are shown in `timezone`.

    template_dirs: directories that may hold `preview/page.html.j2`, the first one wins.
    Raises SettingsWrong when a template is missing or broken.
    """
    speak(language)
    sections = [_make_section(url, list(group), now, timezone) for url, group in _group(previews)]
    environment = make_environment(template_dirs)
    try:
        style = read_source(environment, STYLE)
        page = environment.get_template(TEMPLATE).render(
            language=language,
            brand_name=brand_name,
            sections=sections,
            summary=_summarize(previews, sections),
            made_at=format_moment(now, timezone),
            timezone=str(timezone),
            style=Markup(style),  # noqa: S704  # our own or the instance's style sheet, not article text
            style_hash=hash_style(style),
        )
        return page.lstrip()
    except (jinja2.TemplateError, UnicodeDecodeError) as error:
        raise SettingsWrong(explain(error)) from None


def _group(previews: Sequence[Preview]) -> "groupby[str, Preview]":
    order = {preview.article_url: place for place, preview in reversed(list(enumerate(previews)))}
    ordered = sorted(previews, key=lambda preview: order[preview.article_url])
    return groupby(ordered, key=lambda preview: preview.article_url)


def _make_section(url: str, previews: list[Preview], now: datetime, timezone: tzinfo) -> Section:
    return Section(
        title=previews[0].article_title,
        url=url,
        link=keep_web_address(url),
        cards=tuple(make_card(preview, now, timezone) for preview in previews),
    )


def make_card(preview: Preview, now: datetime, timezone: tzinfo) -> Card:
    """What a template needs to show a post, its picture's bytes among it; times are shown in `timezone`."""
    composition = preview.composition
    folded = fold_caption(composition.caption, composition.channel)
    picture = load_picture(composition)
    return Card(
        preview=preview,
        label=preview.channel.capitalize(),
        shown=mark_caption(folded.shown),
        hidden=mark_caption(folded.hidden),
        picture=picture,
        bars=list_bars(composition, len(picture.content)),
        standing=describe_standing(preview, now, timezone),
        warnings=(*composition.warnings, *([picture.problem] if picture.problem else [])),
        permalink=keep_web_address(preview.permalink),
    )


def keep_web_address(url: str) -> str:
    """The address when it may stand in a link, so that no other scheme ever does."""
    with suppress(ValueError):
        return url if urlsplit(url).scheme in {"http", "https"} else ""
    return ""


def _summarize(previews: Sequence[Preview], sections: Sequence[Section]) -> str:
    posts = say_count("{count} post", "{count} posts", len(previews))
    articles = say_count("{count} article", "{count} articles", len(sections))
    return say("{posts} for {articles}", posts=posts, articles=articles)


def make_environment(template_dirs: Sequence[Path]) -> SandboxedEnvironment:
    """Templates of these directories, the first one wins; everything is escaped, nothing is run."""
    environment = SandboxedEnvironment(
        loader=jinja2.FileSystemLoader(template_dirs),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    environment.globals["gettext"] = environment.globals["_"] = say
    return environment


def read_source(environment: SandboxedEnvironment, name: str) -> str:
    """A template's own text, such as a style sheet's. Raises jinja2.TemplateError."""
    assert environment.loader is not None
    source, _, _ = environment.loader.get_source(environment, name)
    return source


def hash_style(style: str) -> str:
    """What the page's Content-Security-Policy allows: this style sheet and nothing else."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")


def explain(error: jinja2.TemplateError | UnicodeDecodeError) -> str:
    """What is wrong with a template, in a sentence."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return say(
            "The preview template {name} has a mistake in line {line}: {problem}.",
            name=error.name or TEMPLATE,
            line=error.lineno,
            problem=error.message,
        )
    return say("The preview template cannot be used: {problem}.", problem=error)


def list_bars(composition: Composition, image_bytes: int) -> tuple[Bar, ...]:
    """The limits a person should look at, in order of importance."""
    limits = LIMITS[composition.channel]
    return (
        _count(say("Text"), utf16_length(composition.caption), limits.caption),
        _count(say("Hashtags"), len(composition.hashtags), limits.hashtags),
        _count(say("Alt text"), utf16_length(composition.alt_text), limits.alt_text),
        _weigh(say("Picture file"), image_bytes, limits.image_bytes),
    )


def _count(name: str, used: int, allowed: int) -> Bar:
    words = say("{used} of {allowed}", used=format_number(used), allowed=format_number(allowed))
    return Bar(name=name, used=used, allowed=allowed, words=words)


def _weigh(name: str, used: int, allowed: int) -> Bar:
    words = say(
        "{used} of {allowed}", used=f"{round(used / 1000)} kB", allowed=f"{round(allowed / 1_000_000)} MB"
    )
    return Bar(name=name, used=used, allowed=allowed, words=words)


def format_number(number: int) -> str:
    """A whole number with the language's thousands separator."""
    return f"{number:,}".replace(",", ".") if get_language() == "de" else f"{number:,}"


_JPEG = b"\xff\xd8\xff"
GRID_SIZE = (324, 432)
"""The profile grid shows every post as 3:4, cut from the middle (Instagram, January 2025)."""


def load_picture(composition: Composition) -> Picture:
    """Read the picture that will be sent and compare it with the hash that was frozen with the post."""
    try:
        content = Path(composition.image).read_bytes()
    except OSError:
        return Picture(content=b"", problem=say("The picture is no longer on this machine."))
    if hashlib.sha256(content).hexdigest() != composition.image_sha256:
        problem = say("The picture on the disk is not the one that was composed; it would not be sent.")
        return Picture(content=content if content.startswith(_JPEG) else b"", problem=problem)
    return Picture(content=content)


def _data_uri(content: bytes) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(content).decode("ascii")


def crop_to_grid(content: bytes) -> bytes:
    """The crop; nothing for a file that somebody damaged. No other decoder than JPEG's ever sees it."""
    return _make_small(content, GRID_SIZE)


def shrink(content: bytes, width: int) -> bytes:
    """All of a picture, at most this wide in pixels; nothing for a damaged one."""
    return _make_small(content, (width, 0))


def _make_small(content: bytes, size: tuple[int, int]) -> bytes:
    """A height of 0 keeps the proportions."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(content), formats=("JPEG",)) as image:
            width, height = size
            if not height:
                width = min(width, image.width)
                height = max(1, round(image.height * width / image.width))
            image.draft("RGB", (width, height))
            tile = ImageOps.fit(image.convert("RGB"), (width, height), Image.Resampling.LANCZOS)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return b""
    made = io.BytesIO()
    tile.save(made, "JPEG", quality=82, optimize=True)
    return made.getvalue()
