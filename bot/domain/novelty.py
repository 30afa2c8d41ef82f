"""What is new: pure judgements about a look at a source and about an article that nobody knew."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.article import Article, ArticleStatus, Verdict
from bot.domain.identity import Fingerprint, Likeness, compare, fingerprint
from bot.domain.source import Look, Source
from bot.domain.words import say

FEWEST_TO_JUDGE = 4
"""Fewer articles say nothing about a changed layout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a judgement about one look rests on.

    bottom: the oldest date among the listed articles that are known and young enough to be news, or None.
    """

    now: datetime
    max_age: timedelta
    bottom: datetime | None = None


def take_sight(look: Look, known: Container[str], *, now: datetime, max_age: timedelta) -> Sight:
    """The sight of a look, of whose addresses some are known; a pinned old article is no bottom."""
    dates = [entry.published_at for entry in look.entries if entry.published_at and entry.url in known]
    return Sight(
        now=now, max_age=max_age, bottom=min((day for day in dates if now - day <= max_age), default=None)
    )


def is_recognised(look: Look, known: Container[str]) -> bool:
    """Whether half of what is listed is known, so that it needs no counting of what else is."""
    known_ones = sum(entry.url in known for entry in look.entries)
    return bool(look.entries) and known_ones * 2 >= len(look.entries)


def find_alarm(source: Source, look: Look, known: Container[str], *, known_here: int) -> str:
    """Why this look must not be believed: empty, or fewer than half recognisable; empty string when fine.

    known: the listed addresses that are known; known_here: how many articles are known of this source.
    """
    if not source.baseline_at or not known_here:
        return ""
    listed = len(look.entries)
    if not listed:
        return say(
            "The source suddenly shows no articles at all. Nothing was changed; is its address still right?"
        )
    recognised = [entry.url in known for entry in look.entries]
    if sum(recognised) * 2 >= min(known_here, listed) or _is_burst(recognised):
        return ""
    if known_here < FEWEST_TO_JUDGE or (listed < FEWEST_TO_JUDGE and any(recognised)):
        return ""
    return say(
        "Only {recognised} of {listed} listed articles are known: layout or addresses have changed. "
        "Nothing of this look was posted; check with `bot preview SOURCE`.",
        recognised=sum(recognised),
        listed=listed,
    )


def _is_burst(recognised: Sequence[bool]) -> bool:
    """Many new articles above older ones, as in a feed whose window is short: a busy day, no new layout."""
    return any(recognised) and all(recognised[recognised.index(True) :])


def find_same(article: Article, alike: Sequence[tuple[int, Fingerprint]]) -> tuple[Likeness, int | None]:
    """The most alike known article and how alike it is."""
    content = fingerprint(article.title, article.text)
    ranking = {Likeness.SAME: 0, Likeness.UNSURE: 1, Likeness.DIFFERENT: 2}
    compared = [(compare(known, content), known_id) for known_id, known in alike]
    return min(compared, key=lambda pair: ranking[pair[0]], default=(Likeness.DIFFERENT, None))


def decide_verdict(article: Article, source: Source, sight: Sight, doubt: str) -> Verdict:
    """Baseline, new, or too old by its own date to be news.

    What was published after the first look cannot slide in from below: it was missed, and is still news.
    """
    if not source.baseline_at:
        return Verdict(status=ArticleStatus.BASELINE)
    published = article.published_at
    if published and sight.now - published > sight.max_age:
        reason = say("published on {day}, which is too long ago to be news", day=f"{published:%Y-%m-%d}")
        return Verdict(status=ArticleStatus.SKIPPED, reason=reason)
    is_from_before = published is not None and published < source.baseline_at
    if published and sight.bottom and is_from_before and published < sight.bottom:
        reason = say("older than all that was listed: it slid into the list when another was removed")
        return Verdict(status=ArticleStatus.SKIPPED, reason=reason)
    return Verdict(status=ArticleStatus.NEW, doubt=doubt)
