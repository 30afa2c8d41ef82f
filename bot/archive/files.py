"""Local files as articles: .html pages, .md and .txt notes."""

import html
import re
from datetime import datetime
from pathlib import Path

from bot.archive import article, frame, page
from bot.domain.article import Article, Entry
from bot.domain.errors import NotAnArticle, NotReachable
from bot.domain.words import say

SUFFIXES = frozenset((".html", ".htm", ".md", ".txt"))
_FRONT_MATTER = re.compile(r"\A---\n(?P<fields>.*?)\n---\n", re.DOTALL)
_BLOCK_END = re.compile(r"\n\s*\n|\n(?=#{1,6} )|(?<=\S)\n(?=[-*] )")
_LARGEST = 12_000_000


def read_file(path: Path, now: datetime) -> Article:
    """Read one article from a file. Raises NotReachable, NotAnArticle."""
    if path.suffix.lower() not in SUFFIXES:
        raise NotAnArticle(say("{path} is no .html, .md or .txt file.", path=path))
    try:
        if path.stat().st_size > _LARGEST:
            raise NotAnArticle(say("{name} is larger than {most} MB.", name=path, most=_LARGEST // 1_000_000))
        body = path.read_bytes()
    except OSError as failure:
        raise NotReachable(
            say("{url} cannot be read: {reason}.", url=path, reason=failure.strerror)
        ) from failure
    text = page.decode(body)
    front: dict[str, str] = {}
    if path.suffix.lower() in {".md", ".txt"}:
        front, text = _split_front(text.replace("\r\n", "\n"))
        text = _render_plain(front, text)
    found = article.Page(url=path.resolve().as_uri(), text=text)
    categories = re.split(r"\s*[,|]\s*", front.get("categories") or front.get("category") or "")
    entry = Entry(url=found.url, categories=tuple(filter(None, categories)))
    return article.parse_article(found, entry, frame.LearnedFrame(), now)


def _split_front(text: str) -> tuple[dict[str, str], str]:
    """The front matter's fields (title, date, author, categories, url), and the text below it."""
    match = _FRONT_MATTER.match(text)
    if not match:
        return {}, text
    fields = (line.partition(":") for line in match["fields"].split("\n"))
    return {name.strip().lower(): value.strip(" \"'[]") for name, _, value in fields}, text[match.end() :]


def _render_plain(front: dict[str, str], text: str) -> str:
    """Plain text or Markdown as a page, so that one reading serves all files."""
    blocks = _BLOCK_END.split(text) if "\n\n" in text else text.split("\n")
    body = "".join(map(_render_block, blocks))
    return f"<html><head>{_render_front(front)}</head><body>{body}</body></html>"


def _render_front(front: dict[str, str]) -> str:
    named = {name: html.escape(value) for name, value in front.items()}
    return (
        f'<meta property="og:title" content="{named.get("title", "")}">'
        f'<meta name="date" content="{named.get("date", "")}">'
        f'<meta name="author" content="{named.get("author", "")}">'
        f'<link rel="canonical" href="{named.get("url", "")}">'
    )


def _render_block(block: str) -> str:
    heading = re.match(r"(#{1,6})\s+(.*)", block.strip(), re.DOTALL)
    text = html.escape(heading[2] if heading else re.sub(r"^[-*>]\s+", "", block.strip()), quote=False)
    text = re.sub(r"!\[([^]]*)\]\(([^) ]+)[^)]*\)", r'<img alt="\1" src="\2">', text)
    text = re.sub(r"\[([^]]+)\]\(([^) ]+)[^)]*\)", r'<a href="\2">\1</a>', text)
    text = re.sub(r"(\*\*|__|\*|_)(?=\S)([^*_\n]+?)(?<=\S)\1(?!\w)", r"\2", text)
    tag = f"h{len(heading[1])}" if heading else "p"
    return f"<{tag}>{text}</{tag}>"
