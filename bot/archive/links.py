"""Links as pages write them, made absolute; broken ones become empty."""

from urllib.parse import quote, urljoin, urlsplit

LONGEST = 2000
"""Characters of an address: more is no article's, and more than an index of PostgreSQL takes."""


def join(base: str, href: str | None) -> str:
    """The absolute address of a link on a page; empty when there is none or it cannot be one."""
    if not href:
        return ""
    try:
        url = urljoin(base, href.strip())
        urlsplit(url)
    except ValueError:
        return ""
    shown = url if url.isprintable() else "".join(map(_escape, url))
    return shown if len(shown) <= LONGEST else ""


def site_of(url: str) -> str:
    """The name of an address's site: its host without "www."; empty when it has none."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def is_same_site(url: str, other: str) -> bool:
    """Whether two addresses lie on one site, with or without "www."."""
    return site_of(url) == site_of(other)


def _escape(character: str) -> str:
    """What a reader would not see, or a terminal would obey, as percent escapes."""
    return character if character.isprintable() else quote(character, errors="replace")
