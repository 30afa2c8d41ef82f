"""What stands on the share image of an article: its title, when and where."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.compose import dates, phrases, quotable
from bot.compose.draft import Draft
from bot.domain.article import Article, Event, Fact, FactKind
from bot.domain.post import Styling
from bot.share_image import layouts
from bot.share_image.card import Brand, Card

WEIGHT = (
    FactKind.WHEN,
    FactKind.DEADLINE,
    FactKind.WHERE,
    FactKind.PRICE,
    FactKind.REGISTER,
    FactKind.CONTACT,
)
"""What a picture says first; it has room for few."""
DATED = (FactKind.WHEN, FactKind.DEADLINE)
_NO_SECTION = re.compile(
    r"un(?:categori[sz]ed|kategorisiert)|nicht kategorisiert|archive?|anzeigen?|all(?:e|gemein)?|alle news"
    r"|startseite|home|blog(?:artikel)?|sonstiges|other",
    re.IGNORECASE,
)
"""Sections that say nothing to a reader of a picture."""
LEAD = 500
"""Characters of an article in which the day it reports of is looked for."""
LATELY = timedelta(days=21)
YEAR = re.compile(r"(?<=[^\W\d]) 20\d\d\b")
"""The year of "12. Dezember 2026", which everybody knows of a day within the next months."""
NEAR = timedelta(days=300)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardMaker:
    """Makes cards for one association; timezone, language: the instance's."""

    brand: Brand
    template_dirs: Sequence[Path]
    timezone: ZoneInfo
    language: str

    def make_card(
        self, article: Article, draft: Draft, photo: bytes | None, styling: Styling, recent: Sequence[str]
    ) -> Card:
        """The card with its layout and ground; recent: grounds of earlier pictures, newest first."""
        event = draft.event if draft.event and draft.event.is_main else None
        facts = self._list_facts(article, draft)
        is_dated = event is not None or any(fact.kind in DATED for fact in facts)
        card = Card(
            layout="",
            title=styling.title or draft.title,
            category=next((name for name in article.categories if not _NO_SECTION.fullmatch(name)), ""),
            date="" if is_dated else self._render_day(article, draft.language),
            source=draft.source,
            language=draft.language,
            brand=self.brand,
            photo=photo,
            focus=styling.focus,
            credit=quotable.strip_credit_sign(article.photo.credit) if article.photo and photo else "",
            facts=facts,
        )
        card = self._write_day(card, event) if event else card
        layout = styling.layout or layouts.choose_layout(card, is_sober=draft.is_sober)
        tones = layouts.get_layout(layout, self.template_dirs).tones
        tone = styling.tone if styling.tone in tones else layouts.choose_tone(tones, recent)
        return replace(card, layout=layout, tone=tone)

    def _list_facts(self, article: Article, draft: Draft) -> tuple[Fact, ...]:
        """The facts by weight; a series of days as one fact each."""
        facts = sorted(draft.facts, key=lambda fact: WEIGHT.index(fact.kind))
        event, today = draft.event, self._find_published(article)
        if event and len(event.days) > 1:
            others = [fact for fact in facts if fact.kind is not FactKind.WHEN]
            clock = _render_clock(event, self.language)
            days = [phrases.render_date(day, self.language, has_weekday=True) for day in event.days]
            series = [Fact(kind=FactKind.WHEN, text=", ".join(filter(None, (day, clock)))) for day in days]
            facts = [*series, *others]
        is_near = event is None or today is None or event.last - today <= NEAR
        if is_near:
            facts = [
                replace(fact, text=YEAR.sub("", fact.text)) if fact.kind in DATED else fact for fact in facts
            ]
        kinds = {fact.kind for fact in facts}
        if not kinds & {*DATED, FactKind.WHERE}:
            return ()  # a price or a number to call says nothing alone
        is_asked = bool(kinds & {FactKind.DEADLINE, FactKind.REGISTER})
        return tuple(fact for fact in facts if fact.kind is not FactKind.CONTACT or is_asked)

    def _write_day(self, card: Card, event: Event) -> Card:
        first, last = event.first, event.last
        month, weekday = phrases.get_month(last, self.language), phrases.get_weekday(last, self.language)
        day = str(first.day)
        if first.month == last.month and first != last:
            day = f"{first.day}–{last.day}"
        elif first != last:
            short = phrases.get_short_month(first, self.language)
            month = f"{short} – {last.day}. {phrases.get_short_month(last, self.language)}"
        return replace(
            card,
            event_weekday=weekday if first == last else "",
            event_day=day,
            event_month=month,
            event_time=_render_clock(event, self.language),
        )

    def _render_day(self, article: Article, language: str) -> str:
        """The day an article reports of, or the day of its publication."""
        published = self._find_published(article)
        if published is None:
            return ""
        spans = (
            dates.resolve(mention, published)
            for mention in dates.list_mentions(article.text[:LEAD], language)
        )
        told = [span.last for span in spans if span and published - LATELY <= span.last <= published]
        return phrases.render_date(told[0] if told else published, self.language)

    def _find_published(self, article: Article) -> date | None:
        moment = article.published_at
        return moment.astimezone(self.timezone).date() if moment else None


def _render_clock(event: Event, language: str) -> str:
    if event.starts_at is None:
        return ""
    end = event.ends_at.time() if event.ends_at else None
    return phrases.render_clock(event.starts_at.time(), end, language)
