"""Links: the article's address with the channel's tags, and the short form people can read."""

from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit


def add_tags(url: str, tags: str, channel: str) -> str:
    """The address with `tags` (a query in which {channel} stands for the channel) added.

    A tag that the address has already is kept as it is; the fragment stays at the end.
    """
    if not tags.strip("?& ") or not is_public(url):
        return url
    parts = urlsplit(url)
    present = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    wanted = parse_qsl(tags.replace("{channel}", quote(channel)).lstrip("?&"), keep_blank_values=True)
    added = urlencode([(name, value) for name, value in wanted if name not in present], quote_via=quote)
    query = "&".join(part for part in (parts.query, added) if part)
    return urlunsplit(parts._replace(query=query))


def is_public(url: str) -> bool:
    """Whether people can follow the address; a local file's they cannot."""
    return urlsplit(url).scheme in {"http", "https"}


def get_short_address(url: str) -> str:
    """The host without "www.", as it is read aloud: "immigrantenverbund.de"."""
    host = urlsplit(url).hostname or ""
    return host.removeprefix("www.")
