"""Pings an address after each good pass, as healthchecks.io and its kind expect."""

import urllib.request
from http.client import HTTPException


def ping(url: str, *, timeout: float) -> bool:
    """GET the address; False when that failed. Through the standard proxies. timeout: seconds."""
    if not url.startswith(("https://", "http://")):
        return False
    try:
        request = urllib.request.Request(url, headers={"User-Agent": "bot heartbeat"})  # noqa: S310 - http(s) only
        with urllib.request.urlopen(request, timeout=timeout) as answer:  # noqa: S310 - http(s) only
            return bool(answer.status < 400)
    except (OSError, ValueError, HTTPException):
        return False
