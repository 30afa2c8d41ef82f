"""The site's HTML and RSS. Its frame has the order and the defects of the association's real pages."""

from collections.abc import Sequence
from email.utils import format_datetime
from html import escape
from importlib import resources
from string import Template

from bot.sandbox.archive.state import ARCHIVE, NEWS, Published

HEADINGS = {NEWS: "Aktuelle Nachrichten und Beiträge", ARCHIVE: "Archivierte Nachrichten und Beiträge"}
PER_PAGE = 5
TEASER = 160


def _frame() -> Template:
    return Template((resources.files("bot.sandbox") / "archive" / "frame.html").read_text("utf-8"))


FRAME = _frame()


def render_article(article: Published, base: str) -> str:
    """One article page."""
    sample = article.sample
    picture = _picture(article, base)
    meta = f'<meta property="og:title" content="{escape(sample.title)}">'
    if picture:
        meta += f'<meta property="og:image" content="{base}/bilder/{sample.slug}.jpg">'
    links = "".join(
        f'<a href="{article.section}?thema={escape(name)}">{escape(name)}</a>' for name in sample.categories
    )
    body = (
        f'<article class="news-single"><h1 itemprop="headline">{escape(sample.title)}</h1>'
        f'<div class="categories"><a href="{article.section}">Alle</a>{links}</div>'
        f'{picture}<div class="news-text">{_text(article)}</div></article>'
    )
    return FRAME.substitute(
        title=escape(sample.title), heading=HEADINGS[article.section], main=body, meta=meta
    )


def _picture(article: Published, base: str) -> str:
    sample = article.sample
    if not sample.picture:
        return ""
    return f'<figure><img src="{base}/bilder/{sample.slug}.jpg" width="1200" height="800" alt=""></figure>'


def _text(article: Published) -> str:
    sample = article.sample
    paragraphs = list(sample.paragraphs)
    if sample.kicker:
        paragraphs[0] = sample.kicker + paragraphs[0]
    if sample.is_glued:
        paragraphs = ["".join(paragraphs) + (f" {sample.source}" if sample.source else "")]
    captions = ([sample.lead_caption], [sample.tail_caption])
    source = [sample.source] if sample.source and not sample.is_glued else []
    return "\n".join(
        f"<p>{escape(part)}</p>" for part in [*captions[0], *paragraphs, *captions[1], *source] if part
    )


def render_list(section: str, articles: Sequence[Published], page: int, base: str) -> str:
    """One page of a section's list, five articles each."""
    rows = articles[(page - 1) * PER_PAGE : page * PER_PAGE]
    items = "\n".join(_item(article, base) for article in rows)
    pages = -(-len(articles) // PER_PAGE)
    links = "".join(_page_link(section, number, page) for number in range(1, pages + 1))
    following = (
        f'<li class="next"><a rel="next" href="{section}?page={page + 1}">weiter</a></li>'
        if page < pages
        else ""
    )
    main = f'<div class="news-list">{items}</div><nav class="pagination"><ul>{links}{following}</ul></nav>'
    meta = f'<link rel="alternate" type="application/rss+xml" title="Nachrichten" href="{base}/feed.xml">'
    return FRAME.substitute(title=HEADINGS[section], heading=HEADINGS[section], main=main, meta=meta)


def _item(article: Published, base: str) -> str:
    sample = article.sample
    image = (
        f'<img src="{base}/bilder/{sample.slug}.jpg" width="300" height="200" alt="">'
        if sample.picture
        else ""
    )
    return (
        f'<div class="news-item"><a href="{article.path}">{image}</a>'
        f'<h2><a href="{article.path}" title="{escape(sample.title)}">{escape(sample.title)}</a></h2>'
        f'<p>{escape(_teaser(article))} <a class="more" href="{article.path}">Weiterlesen</a></p></div>'
    )


def _page_link(section: str, number: int, current: int) -> str:
    if number == current:
        return f'<li class="current">{number}</li>'
    return f'<li><a href="{section}?page={number}">{number}</a></li>'


def _teaser(article: Published) -> str:
    text = article.sample.paragraphs[0]
    return text if len(text) <= TEASER else text[:TEASER].rpartition(" ")[0] + " …"


def render_feed(articles: Sequence[Published], base: str) -> str:
    """RSS 2.0 of the news section."""
    items = "".join(_feed_item(article, base) for article in articles)
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Verbund der Vereine Auenstadt: Nachrichten</title><link>{base}{NEWS}</link>"
        f"<description>Nachrichten des Verbundes</description>"
        f"<language>de-DE</language>{items}</channel></rss>"
    )


def _feed_item(article: Published, base: str) -> str:
    sample = article.sample
    categories = "".join(f"<category>{escape(name)}</category>" for name in sample.categories)
    return (
        f"<item><title>{escape(sample.title)}</title><link>{base}{article.path}</link>"
        f'<guid isPermaLink="false">news-{sample.order}-{escape(sample.slug)}</guid>'
        f"<pubDate>{format_datetime(article.published_at)}</pubDate>{categories}"
        f"<description>{escape(_teaser(article))}</description>"
        f"<content:encoded>{escape(_text(article))}</content:encoded></item>"
    )
