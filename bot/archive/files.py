"""Local files as articles: .html pages, .md and .txt notes."""

import html
import re
from datetime import datetime
from pathlib import Path

from bot.archive import article, frame, page
from bot.domain.article import Article, Entry
from bot.domain.errors import NotAnArticle, NotReachable

SUFFIXES = frozenset((".html", ".htm", ".md", ".txt"))
_FRONT_MATTER = re.compile(r"\A---\n(?P<fields>.*?)\n---\n", re.DOTALL)
_LARGEST = 12_000_000


def read_file(path: Path, now: datetime) -> Article:
    """Read one article from a file. Raises NotReachable, NotAnArticle."""
    if path.suffix.lower() not in SUFFIXES:
        raise NotAnArticle(f"{path} is no .html, .md or .txt file.")
    try:
        if path.stat().st_size > _LARGEST:
            raise NotAnArticle(f"{path} is larger than {_LARGEST // 1_000_000} MB.")
        body = path.read_bytes()
    except OSError as failure:
        raise NotReachable(f"{path} cannot be read: {failure.strerror}.") from failure
    text = page.decode(body)
    if path.suffix.lower() in {".md", ".txt"}:
        text = render_plain(text)
    found = article.Page(url=path.resolve().as_uri(), text=text)
    return article.parse_article(found, Entry(url=found.url), frame.LearnedFrame(), now)


def render_plain(text: str) -> str:
    """Plain text or Markdown as a page, so that one reading serves all files."""
    text = text.replace("\r\n", "\n")
    front = _FRONT_MATTER.match(text)
    facts = _render_front(front["fields"]) if front else ""
    body = text[front.end() :] if front else text
    blocks = (
        re.split(r"\n\s*\n|\n(?=#{1,6} )|(?<=\S)\n(?=[-*] )", body) if "\n\n" in body else body.split("\n")
    )
    return f"<html><head>{facts}</head><body>{''.join(map(_render_block, blocks))}</body></html>"


def _render_front(fields: str) -> str:
    """Front matter (title, date, categories, url, author) as the meta elements of a page."""
    lines = (line.partition(":") for line in fields.split("\n"))
    named = {name.strip().lower(): html.escape(value.strip(" \"'[]")) for name, _, value in lines}
    categories = named.get("categories") or named.get("category") or ""
    return "".join(
        (
            f'<meta property="og:title" content="{named.get("title", "")}">',
            f'<meta name="date" content="{named.get("date", "")}">',
            f'<meta name="author" content="{named.get("author", "")}">',
            f'<meta property="article:section" content="{categories}">',
            f'<link rel="canonical" href="{named.get("url", "")}">',
        )
    )


def _render_block(block: str) -> str:
    heading = re.match(r"(#{1,6})\s+(.*)", block.strip(), re.DOTALL)
    text = html.escape(heading[2] if heading else re.sub(r"^[-*>]\s+", "", block.strip()), quote=False)
    text = re.sub(r"!\[([^]]*)\]\(([^) ]+)[^)]*\)", r'<img alt="\1" src="\2">', text)
    text = re.sub(r"\[([^]]+)\]\(([^) ]+)[^)]*\)", r'<a href="\2">\1</a>', text)
    text = re.sub(r"(\*\*|__|\*|_)(?=\S)([^*_\n]+?)(?<=\S)\1(?!\w)", r"\2", text)
    tag = f"h{len(heading[1])}" if heading else "p"
    return f"<{tag}>{text}</{tag}>"
