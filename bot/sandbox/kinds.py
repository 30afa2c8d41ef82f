"""Fault kinds: what a row of `catalogue.py` says, and the points at which faults can be ordered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.sandbox.exchange import Break, Response


class Moment(StrEnum):
    """When a fault strikes, seen from the platform's commit."""

    BEFORE = "before"
    AFTER = "after"
    LATE = "late"  # the client has given up, then the platform carries the request out


class Family(StrEnum):
    """Who answers, and so in which language."""

    GRAPH = "graph"
    PRIVATE = "private"
    WEB = "web"


POINTS: Mapping[str, Family] = {
    "facebook.photos": Family.GRAPH,
    "facebook.feed": Family.GRAPH,
    "facebook.published_posts": Family.GRAPH,
    "facebook.photo": Family.GRAPH,
    "facebook.post": Family.GRAPH,
    "facebook.page": Family.GRAPH,
    "facebook.accounts": Family.GRAPH,
    "facebook.debug_token": Family.GRAPH,
    "facebook.access_token": Family.GRAPH,
    "facebook.app": Family.GRAPH,
    "facebook.edit": Family.GRAPH,
    "facebook.delete": Family.GRAPH,
    "graph_instagram.account": Family.GRAPH,
    "graph_instagram.container": Family.GRAPH,
    "graph_instagram.status": Family.GRAPH,
    "graph_instagram.publish": Family.GRAPH,
    "graph_instagram.media": Family.GRAPH,
    "graph_instagram.quota": Family.GRAPH,
    "instagram.preflight": Family.PRIVATE,
    "instagram.password_key": Family.PRIVATE,
    "instagram.login": Family.PRIVATE,
    "instagram.two_factor": Family.PRIVATE,
    "instagram.warmup": Family.PRIVATE,
    "instagram.current_user": Family.PRIVATE,
    "instagram.rupload": Family.PRIVATE,
    "instagram.configure": Family.PRIVATE,
    "instagram.feed": Family.PRIVATE,
    "instagram.info": Family.PRIVATE,
    "instagram.edit": Family.PRIVATE,
    "instagram.delete": Family.PRIVATE,
    "archive.list": Family.WEB,
    "archive.article": Family.WEB,
    "archive.feed": Family.WEB,
    "archive.picture": Family.WEB,
}

ALWAYS = frozenset({Moment.BEFORE, Moment.AFTER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One row: a broken connection (`how`), or the answer each family gives instead of its own.

    `only`: the points where it makes sense; empty is everywhere where there is an answer.
    """

    moments: frozenset[Moment] = ALWAYS
    how: Break | None = None
    answers: Mapping[Family, Response] = field(default_factory=dict)
    only: frozenset[str] = frozenset()

    def fits(self, point: str) -> bool:
        """Whether a client at this point can meet it."""
        if self.only:
            return point in self.only
        return self.how is not None or POINTS[point] in self.answers
