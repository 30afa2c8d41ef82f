"""Addresses of articles: the one under which an article is known, and the one people get."""

import contextlib
import posixpath
import re
from urllib.parse import parse_qsl, quote, quote_plus, unquote, urlsplit, urlunsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(
    r"utm_\w+|(?:fb|g|d|y|ms|tt|tw)cl(?:k?id|src)|[gw]braid|mc_[ce]id|igsh(?:id)?|_ga|_gl|"
    r"(?:pk|mtm|piwik|matomo|hsa)_\w+|phpsessid|jsessionid",
    re.IGNORECASE,
)
_SESSION = re.compile(
    r"(?:\w*s(?:ess(?:ion)?)?[-_]?id|s|zenid|cftoken)=(?=[a-z]*\d)[0-9a-z]{26,}", re.IGNORECASE
)
"""A session's name is used for articles, too ("sid=12"); its value is long and drawn at random."""
_OF_SYSTEM = re.compile(r"chash|no_cache|tx_ttnews\[backpid\]", re.IGNORECASE)
"""Parameters of TYPO3 that tell no articles apart, but without which it may answer "not found": its cHash is
reckoned from all the others (TYPO3 Explained, "Caching variants - or: What is a cache hash?")."""
_LOGIN = re.compile(r"(?<=://)[^/?#]*@")
_TEXT_DIRECTIVE = ":~:text="
_ITEM = re.compile(r"(?!c\d|p\d|comment|more|reply|respond)[a-z]+[-_]?\d+", re.IGNORECASE)
"""Anchors of items that stand on one page, such as "m5"; those of comments and page parts are none."""


def canonical_url(url: str) -> str:
    """The address under which an article is known: never raises, and is its own canonical address.

    Drops scheme differences, www, default ports, trailing slash, index.html, tracking parameters and the
    fragment, except one that tells the articles of one page apart.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    if parts.scheme.lower() not in _DEFAULT_PORTS or not parts.hostname:
        return url.strip()
    host = _canonical_host(parts.hostname)
    if port is not None and port not in _DEFAULT_PORTS.values():
        host = f"{host}:{port}"
    fragment = _keep_fragment(parts.fragment)
    return urlunsplit(("https", host, _canonical_path(parts.path), _canonical_query(parts.query), fragment))


def without_tracking(url: str) -> str:
    """The address as people may get it: it still works, but names no campaign and no place in the page."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    pairs = [pair for pair in parts.query.split("&") if not _is_of_visit(*unquote(pair).partition("=")[::2])]
    fragment = _keep_fragment(parts.fragment)
    return urlunsplit(parts._replace(query="&".join(pairs), fragment=fragment))


def without_login(url: str) -> str:
    """The address as people may see it and as it is stored: without a user name and password."""
    return _LOGIN.sub("", url, count=1)


def site_of(url: str) -> str:
    """The name of an address's site: its host without "www."; empty when it has none."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def show_site(url: str) -> str:
    """The same as people write it: "müllerverein.de" instead of "xn--mllerverein-thb.de"."""
    site = site_of(url)
    try:
        return site.encode("ascii").decode("idna")
    except UnicodeError:
        return site


def is_same_site(url: str, other: str) -> bool:
    """Whether two addresses lie on one site: its host with or without "www.", or a subdomain of it."""
    one, two = site_of(url), site_of(other)
    return one == two or one.endswith(f".{two}") or two.endswith(f".{one}")


def _is_of_visit(name: str, value: str) -> bool:
    """Whether a parameter tells where a visitor comes from, or who it is, and not what is shown."""
    return bool(_TRACKING.fullmatch(name) or _SESSION.fullmatch(f"{name}={value}"))


def _keep_fragment(fragment: str) -> str:
    return fragment if _TEXT_DIRECTIVE in fragment or _ITEM.fullmatch(fragment) else ""


def _canonical_host(host: str) -> str:
    with contextlib.suppress(UnicodeError):
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    host = host.lower().rstrip(".").removeprefix("www.")
    return f"[{host}]" if ":" in host else host


def _canonical_path(path: str) -> str:
    path = re.sub(r";jsessionid=[^/]*", "", path, flags=re.IGNORECASE)
    path = re.sub("%([0-9a-fA-F]{2})", _canonical_escape, quote(path, safe="/%:@!$&'()*+,;=~-._"))
    path = re.sub(r"/index\.(?:html?|php)$", "/", path)
    return posixpath.normpath("/" + path.lstrip("/")).rstrip("/")


def _canonical_escape(escape: re.Match[str]) -> str:
    character = chr(int(escape[1], 16))
    is_unreserved = character.isascii() and (character.isalnum() or character in "-._~")
    return character if is_unreserved else escape[0].upper()


def _canonical_query(query: str) -> str:
    pairs = sorted(
        pair
        for pair in parse_qsl(query, keep_blank_values=True)
        if not _is_of_visit(*pair) and not _OF_SYSTEM.fullmatch(pair[0])
    )
    return "&".join(quote_plus(name) + (f"={quote_plus(value)}" if value else "") for name, value in pairs)
