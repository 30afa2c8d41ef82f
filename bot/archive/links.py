"""Links as pages write them, made absolute; broken ones become empty."""

from urllib.parse import quote, urljoin, urlsplit


def join(base: str, href: str | None) -> str:
    """The absolute address of a link on a page; empty when there is none or it cannot be one."""
    if not href:
        return ""
    try:
        url = urljoin(base, href.strip())
        urlsplit(url)
    except ValueError:
        return ""
    return url if url.isprintable() else "".join(map(_escape, url))


def _escape(character: str) -> str:
    """What a reader would not see, or a terminal would obey, as percent escapes."""
    return character if character.isprintable() else quote(character, errors="replace")
