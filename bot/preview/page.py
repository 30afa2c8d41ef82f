"""Self-contained HTML pages: posts as people will see them, and the yearly report; no script, no network."""

import base64
import hashlib
import io
from collections.abc import Iterator, Sequence
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
from bot.domain.post import Post
from bot.domain.times import format_day, format_moment, name_month
from bot.domain.year import News, Year
from bot.i18n import say, say_count, speak
from bot.preview.view import (
    Bar,
    Mark,
    Picture,
    Preview,
    Standing,
    describe_standing,
    fold_caption,
    format_number,
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
    return _render(
        template_dirs,
        TEMPLATE,
        STYLE,
        language=language,
        brand_name=brand_name,
        sections=sections,
        summary=_summarize(previews, sections),
        made_at=format_moment(now, timezone),
        timezone=str(timezone),
    )


def _render(template_dirs: Sequence[Path], template: str, style_sheet: str, **facts: object) -> str:
    """A page with its style sheet in it. Raises SettingsWrong when a template is missing or broken."""
    environment = make_environment(template_dirs)
    try:
        style = read_source(environment, style_sheet)
        page = environment.get_template(template).render(
            style=Markup(style),  # noqa: S704  # our own or the instance's style sheet, not article text
            style_hash=hash_style(style),
            **facts,
        )
    except (jinja2.TemplateError, UnicodeDecodeError) as error:
        raise SettingsWrong(explain(error)) from None
    return page.lstrip()


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


REPORT_TEMPLATE = "preview/report.html.j2"
REPORT_STYLE = "preview/report.css"
THUMBNAIL = (320, 400)
"""Twice the size at which it is shown, for paper."""
LARGEST_LOGO = (480, 320)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """Whose report it is; logo: a file that may be missing, or None."""

    name: str
    logo: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its name, ready to be shown."""

    name: str
    value: str


def render_report(
    year: Year,
    *,
    brand: Brand,
    language: str,
    timezone: tzinfo,
    now: datetime,
    template_dirs: Sequence[Path],
) -> str:
    """The page as text; `now` is aware. Raises SettingsWrong when a template is missing or broken."""
    speak(language)
    name = brand.name or say("Our association")
    return _render(
        template_dirs,
        REPORT_TEMPLATE,
        REPORT_STYLE,
        language=language,
        title=say("{name}: annual report {year}", name=name, year=year.year),
        logo=_load(brand.logo, LARGEST_LOGO, "PNG"),
        made_at=format_day(now, timezone),
        figures=list(_list_figures(year)),
        channels=[name_channel(channel) for channel in year.channels],
        months=list(_list_months(year)),
        subjects=list(_list_subjects(year)),
        news=[_show_news(item, year, timezone) for item in year.news],
        notes=list(_list_notes(year, timezone)),
    )


def _list_figures(year: Year) -> Iterator[Figure]:
    yield Figure(name=say("News items published"), value=format_number(len(year.news)))
    yield Figure(name=say("Posts in all"), value=format_number(year.posts))
    for channel, count in year.channels.items():
        yield Figure(
            name=say("Posts on {channel}", channel=name_channel(channel)), value=format_number(count)
        )
    if year.approved:
        yield Figure(name=say("Posts that a person approved"), value=format_number(year.approved))
    for channel in year.channels:
        for name, words in _name_figures().items():
            total = year.add_up(channel, name)
            if total is not None:
                yield Figure(name=f"{words}, {name_channel(channel)}", value=format_number(total))


def _name_figures() -> dict[str, str]:
    return {
        "reach": say("Reach"),
        "reactions": say("Reactions"),
        "comments": say("Comments"),
        "shares": say("Shares"),
    }


def _list_months(year: Year) -> Iterator[dict[str, object]]:
    most = max((sum(counts.values()) for counts in year.months.values()), default=0) or 1
    for month, counts in year.months.items():
        start, bars = 0.0, []
        for channel in year.channels:
            width = round(100 * counts[channel] / most, 1)
            bars.append({"start": start, "width": width})
            start = round(start + width, 1)
        numbers = [counts[channel] for channel in year.channels]
        yield {"name": name_month(month), "counts": numbers, "bars": bars}


def _list_subjects(year: Year) -> Iterator[dict[str, object]]:
    most = max((count for _, count in year.subjects), default=1)
    for name, count in year.subjects:
        yield {"name": name, "count": count, "width": round(100 * count / most, 1)}
    without = sum(not item.subjects for item in year.news)
    if year.subjects and without:
        yield {"name": say("without a subject"), "count": without, "width": round(100 * without / most, 1)}


def _show_news(item: News, year: Year, timezone: tzinfo) -> dict[str, object]:
    first = item.posts[0].composition
    return {
        "title": item.title,
        "link": keep_web_address(item.url),
        "day": format_day(item.published_at, timezone),
        "picture": _load(Path(first.image), THUMBNAIL, "JPEG"),
        "alt_text": first.alt_text,
        "posts": [_show_post(post, year) for post in item.posts],
    }


def _show_post(post: Post, year: Year) -> dict[str, str]:
    figures = year.find(post)
    values = ((words, getattr(figures, name)) for name, words in _name_figures().items())
    words = ", ".join(f"{name} {format_number(value)}" for name, value in values if value is not None)
    return {"channel": name_channel(post.channel), "link": keep_web_address(post.permalink), "words": words}


def _list_notes(year: Year, timezone: tzinfo) -> Iterator[str]:
    """Where every number comes from, so that nobody has to believe it."""
    seen = say_count("{count} news item appeared", "{count} news items appeared", year.seen)
    yield say(
        "On the website {seen} in {year}. Counted are posts that are public.", seen=seen, year=year.year
    )
    for answer in year.measured:
        channel = name_channel(answer.channel)
        if answer.fields:
            fields = ", ".join(f"{_name_figures()[name]} = {field}" for name, field in answer.fields.items())
            day = format_day(answer.at, timezone)
            yield say("{channel}, asked on {day}: {fields}.", channel=channel, day=day, fields=fields)
        if answer.gap:
            yield f"{channel}: {answer.gap}"


def _load(place: Path | None, size: tuple[int, int], form: str) -> str:
    """A picture made small, for an `img` element; empty where there is none that can be drawn."""
    from PIL import Image

    if place is None or not place.is_file():
        return ""
    made = io.BytesIO()
    try:
        with Image.open(place, formats=("JPEG", "PNG")) as picture:
            picture.thumbnail(size)
            small = picture.convert("RGB" if form == "JPEG" else "RGBA")
        small.save(made, form, quality=80, optimize=True)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return ""
    return f"data:image/{form.lower()};base64," + base64.b64encode(made.getvalue()).decode("ascii")
