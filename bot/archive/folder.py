"""A local folder of .html, .md and .txt files as a source."""

import html
import os
import re
from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from bot.archive import boilerplate, html_tree
from bot.archive.articles import html_article
from bot.archive.detect import Kind
from bot.domain.article import Article, Entry, Look, Source, Validators
from bot.domain.errors import NotAnArticle, NotReachable, explain_refusal
from bot.i18n import say


def find_folder(url: str) -> Path | None:
    """The folder that a configured source names, as a path or a file address; None for web addresses."""
    if url.startswith("file://"):
        return _to_path(url)
    return None if "://" in url else Path(url)


def look(source: Source, folder: Path, *, conditional: bool) -> Look:
    """List a folder's files, newest first. Raises NotReachable."""
    try:
        files = [file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES and file.is_file()]
        stats = sorted((-file.stat().st_mtime_ns, file.stat().st_size, file) for file in files)
    except OSError as failure:
        raise NotReachable(
            say(
                "The folder {folder} cannot be read: {reason}.",
                folder=folder,
                reason=explain_refusal(failure),
            )
        ) from failure
    validators = Validators(body_hash=blake2b(repr(stats).encode(), digest_size=16).hexdigest())
    if conditional and validators == source.validators:
        return Look(kind=Kind.FOLDER, entries=(), validators=validators, unchanged=True)
    entries = tuple(Entry(url=file.resolve().as_uri()) for _, _, file in stats)
    return Look(kind=Kind.FOLDER, entries=entries, validators=validators)


def find_file(url: str, folders: list[Path]) -> Path | None:
    """The file of an entry, if it lies in one of the configured folders; links that lead out do not count."""
    if not url.startswith("file://"):
        return None
    file = _to_path(url).resolve()
    return file if any(file.parent == folder.resolve() for folder in folders) else None


def _to_path(url: str) -> Path:
    """The path in a file address, whatever encoding its name is in."""
    return Path(os.fsdecode(unquote_to_bytes(urlsplit(url).path)))


SUFFIXES = frozenset((".html", ".htm", ".md", ".txt"))
_FRONT_MATTER = re.compile(r"\A(?P<fence>---|\+\+\+)\n(?P<fields>.*?)\n(?P=fence)\n", re.DOTALL)
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
            say("{url} cannot be read: {reason}.", url=path, reason=explain_refusal(failure))
        ) from failure
    text = html_tree.decode(body)
    front: dict[str, str] = {}
    if path.suffix.lower() in {".md", ".txt"}:
        front, text = _split_front(text.replace("\r\n", "\n"))
        text = _render_plain(front, text)
    found = html_article.Page(url=path.resolve().as_uri(), text=text)
    categories = re.split(r"\s*[,|]\s*", front.get("categories") or front.get("category") or "")
    entry = Entry(url=found.url, categories=tuple(filter(None, categories)))
    return html_article.parse_article(found, entry, boilerplate.LearnedFrame(), now)


def _split_front(text: str) -> tuple[dict[str, str], str]:
    """The front matter's fields (title, date, author, categories, url), and the text below it."""
    match = _FRONT_MATTER.match(text)
    if not match:
        return {}, text
    sign = "=" if match["fence"] == "+++" else ":"
    fields = (line.partition(sign) for line in match["fields"].split("\n"))
    return {name.strip().lower(): value.strip(" \"'[]") for name, _, value in fields}, text[match.end() :]


_KRAMDOWN = re.compile(r"\{:[^{}\n]*\}|\\+[ \t]*$", re.MULTILINE)
"""Attributes of a link, and what breaks a line."""


def _render_plain(front: dict[str, str], text: str) -> str:
    """Plain text or Markdown as a page, so that one reading serves all files."""
    text = _KRAMDOWN.sub("", text)
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


_TAG = re.compile(r"&lt;(/?[a-zA-Z][a-zA-Z0-9]*(?:\s(?:(?!&lt;|&gt;).)*)?/?)&gt;", re.DOTALL)
_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")


def _render_block(block: str) -> str:
    """A heading, table or paragraph; tags of a page stay tags, as Markdown has it."""
    rows = [line.strip() for line in block.strip().split("\n")]
    if "|" in rows[0] and any(map(_RULE.fullmatch, rows[1:2])):
        return _render_table(rows)
    heading = re.match(r"(#{1,6})\s+(.*)", block.strip(), re.DOTALL)
    bare = heading[2] if heading else re.sub(r"^[-*>]\s+", "", block.strip())
    text = _keep_tags(bare)
    text = re.sub(r"!\[([^]]*)\]\(([^) ]+)[^)]*\)", r'<img alt="\1" src="\2">', text)
    text = re.sub(r"\[([^]]+)\]\(([^) ]+)[^)]*\)", r'<a href="\2">\1</a>', text)
    text = re.sub(r"(\*\*|__|\*|_)(?=\S)([^*_\n]+?)(?<=\S)\1(?!\w)", r"\2", text)
    tag = f"h{len(heading[1])}" if heading else "p"
    return f"<{tag}>{text}</{tag}>"


def _keep_tags(text: str) -> str:
    return _TAG.sub(r"<\1>", html.escape(text, quote=False))


def _render_table(rows: Sequence[str]) -> str:
    table = []
    for at, row in enumerate(rows):
        tag = "td" if at else "th"
        cells = "".join(f"<{tag}>{_keep_tags(cell.strip())}</{tag}>" for cell in row.strip("|").split("|"))
        if at != 1:
            table.append(f"<tr>{cells}</tr>")
    return f"<table>{''.join(table)}</table>"
