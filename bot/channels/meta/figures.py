"""What Meta's official interface says people did with posts: reactions, comments, shares, reach.

Sources: Meta, "Page Post" (reactions, comments, shares) and "Page Insights"; the metric for reach is
`post_total_media_view_unique` ("Deprecated Page Insights Metrics", 2 March 2026) and needs the right
`read_insights` and a Page with 100 likes. "IG Media" (like_count, comments_count) and "Instagram Media
Insights" (18 June 2026): `reach` with the right `instagram_manage_insights`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.channels.base import Act
from bot.channels.matching import parse_time
from bot.channels.meta.graph import Graph
from bot.domain.errors import ChannelError
from bot.domain.post import Channel
from bot.domain.year import Figures, Measured
from bot.i18n import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Where an account's posts are listed, and how each figure is asked for.

    edge: the listing; stamp: the field with the time; fields: figure to field expression; reach: the
    metric's expression; right: what a token needs for it.
    """

    channel: Channel
    edge: str
    stamp: str
    fields: Mapping[str, str]
    reach: str
    right: str


def measure(graph: Graph, question: Question, *, since: datetime, until: datetime, now: datetime) -> Measured:
    """Figures of all posts made between two aware instants. Raises ChannelError when nothing is told."""
    try:
        rows = list(_list_rows(graph, question, since, until, with_reach=True))
    except ChannelError as error:
        rows = list(_list_rows(graph, question, since, until, with_reach=False))
        gap = say(
            "Reach was not told (is the right {right} missing?): {problem}",
            right=question.right,
            problem=error,
        )
        return _make_measured(question, rows, now, gap=gap)
    return _make_measured(question, rows, now, gap="")


def _list_rows(
    graph: Graph, question: Question, since: datetime, until: datetime, *, with_reach: bool
) -> Iterator[dict[str, Any]]:
    """Newest first; to Meta `since` and `until` are hints, so we filter."""
    graph.heed_usage(Act.READ)
    asked = [*question.fields.values(), *([question.reach] if with_reach else [])]
    fields = ",".join(["id", question.stamp, *asked])
    first, last = int(since.timestamp()), int(until.timestamp())
    for page in graph.list_rows(question.edge, fields=fields, since=first, until=last):
        times = [parse_time(row.get(question.stamp)) for row in page]
        yield from (row for row, at in zip(page, times, strict=True) if at and since <= at < until)
        if any(at and at < since for at in times):
            return


def _make_measured(question: Question, rows: list[dict[str, Any]], now: datetime, *, gap: str) -> Measured:
    by_id = {str(row["id"]): _read_figures(row) for row in rows if row.get("id")}
    names = {**question.fields, "reach": question.reach}
    told = {
        name: expression.partition(".limit")[0].removeprefix("insights.metric(").removesuffix(")")
        for name, expression in names.items()
        if any(getattr(figures, name) is not None for figures in by_id.values())
    }
    return Measured(channel=question.channel, at=now, by_id=by_id, fields=told, gap=gap)


def _read_figures(row: Mapping[str, Any]) -> Figures:
    return Figures(
        reactions=_first(_total(row.get("reactions")), row.get("like_count")),
        comments=_first(_total(row.get("comments")), row.get("comments_count")),
        shares=_count(row.get("shares")),
        reach=_read_metric(row.get("insights")),
    )


def _first(*values: object) -> int | None:
    return next((value for value in values if isinstance(value, int) and not isinstance(value, bool)), None)


def _total(edge: object) -> int | None:
    summary = edge.get("summary") if isinstance(edge, Mapping) else None
    return _first(summary.get("total_count")) if isinstance(summary, Mapping) else None


def _count(shares: object) -> int | None:
    """Graph leaves the field out for a post that nobody shared, which is not the same as not saying it."""
    return _first(shares.get("count")) if isinstance(shares, Mapping) else None


def _read_metric(insights: object) -> int | None:
    """The one metric that was asked for: `{"data": [{"values": [{"value": 12}]}]}`."""
    rows = insights.get("data") if isinstance(insights, Mapping) else None
    values = (
        rows[0].get("values") if isinstance(rows, list) and rows and isinstance(rows[0], Mapping) else None
    )
    first = values[0] if isinstance(values, list) and values else None
    return _first(first.get("value")) if isinstance(first, Mapping) else None
