"""One self-contained HTML page of posts, as people will see them: no script, no network."""

import base64
import hashlib
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

from bot.domain.channel import name_channel
from bot.domain.errors import SettingsWrong
from bot.domain.times import format_moment
from bot.i18n import say, say_count, speak
from bot.preview.view import (
    Bar,
    Mark,
    Picture,
    Preview,
    Standing,
    describe_standing,
    fold_caption,
    list_bars,
    load_picture,
    mark_caption,
)

TEMPLATE = "preview/page.html.j2"
STYLE = "preview/page.css"


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
        label=name_channel(preview.channel),
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
