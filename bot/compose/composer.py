"""Makes the post of an article for one channel: caption, share image, alt text."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from bot.compose import captions, dates, events, phrases, quotable
from bot.compose.draft import Draft, Drafting
from bot.domain.article import Article, Event, Fact, FactKind, Photo
from bot.domain.channel import utf16_length
from bot.domain.errors import BotError, StorageError, explain_refusal
from bot.domain.post import UNSTYLED, Channel, Composition, Image, Styling
from bot.domain.urls import show_site
from bot.files import write_whole
from bot.i18n import say
from bot.share_image import draw, layouts, photos
from bot.share_image.card import Brand, Card, Drawing

WITH_PHOTO = ("photo", "sober")
"""Layouts that show a photo where there is one."""


class Composer:
    """The port Composer of bot.domain.ports.

    template_dirs: the instance's directory first, packaged defaults after; link_tags: query with
    {channel}; photo_credits: fragments of credits that allow a photo, "*" any, empty never;
    fetch_photo: bytes of an address, raising BotError, or None where nothing may be fetched.
    """

    def __init__(  # noqa: PLR0913  one argument per setting that shapes a post
        self,
        *,
        brand: Brand,
        template_dirs: Sequence[Path],
        media_dir: Path,
        timezone: ZoneInfo,
        language: str = "de",
        link_tags: str = "",
        photo_credits: tuple[str, ...] = (),
        fetch_photo: Callable[[str], bytes] | None = None,
    ) -> None:
        self._template_dirs = tuple(template_dirs)
        self._made_dir = media_dir / "made"
        self._timezone = timezone
        self._language = language
        self._link_tags = link_tags
        self._photo_credits = photo_credits
        self._fetch_photo = fetch_photo
        self._drafting = Drafting(self._template_dirs, timezone, language)
        self._captions = captions.Captions(self._template_dirs, language)
        self._cards = CardMaker(
            brand=brand, template_dirs=self._template_dirs, timezone=timezone, language=language
        )
        self._drawn: dict[Card, Drawing] = {}

    def compose(
        self,
        article: Article,
        channel: Channel,
        *,
        now: datetime,
        styling: Styling = UNSTYLED,
        recent: Sequence[str] = (),
    ) -> Composition:
        """Compose caption and share image; see the port. Raises NeedsPerson, SettingsWrong, StorageError."""
        draft = self._drafting.draft(article, channel, now)
        link = add_tags(article.url, self._link_tags, channel)
        event = draft.event.text if draft.event else ""
        photo, photo_notices = self._get_photo(article, draft)
        asked = self._cards.make_card(article, draft, photo, styling, recent)
        drawing = self._draw(asked)
        card = _get_drawn(asked, drawing)
        caption = self._render_caption(channel, draft, event, link, card.credit)
        digest, image = keep_image(self._made_dir, drawing.jpeg)
        return Composition(
            channel=channel,
            teaser=draft.teaser,
            caption=caption,
            link=link,
            hashtags=draft.tags,
            image=str(image),
            image_sha256=digest,
            width=drawing.width,
            height=drawing.height,
            alt_text=describe(card, article.photo, event, self._language),
            warnings=tuple(dict.fromkeys((*draft.warnings, *photo_notices, *drawing.warnings))),
            sober=draft.is_sober,
            cheerful=draft.is_cheerful,
            not_after=events.end_of_day(draft.not_after, self._timezone) if draft.not_after else None,
            unsure=bool(draft.unsure),
            layout=drawing.layout,
            event=draft.event,
            facts=draft.facts,
            styling=replace(styling, tone=drawing.tone),
            cure=drawing.cure,
        )

    def find_cure(self, words: str) -> str:
        """Advice on a font that is missing; see the port."""
        return draw.find_cure(words)

    def take_image(self, data: bytes) -> Image:
        """Keep a person's own picture; see the port. Raises PhotoUnusable, StorageError."""
        own = draw.take_in(data)
        digest, path = keep_image(self._made_dir, own.jpeg)
        return Image(path=str(path), sha256=digest, width=own.width, height=own.height)

    def _draw(self, card: Card) -> Drawing:
        """Kept for the article's other channel, which shows the same picture."""
        if card not in self._drawn:
            self._drawn = {card: draw.draw(card, template_dirs=self._template_dirs)}
        return self._drawn[card]

    def _get_photo(self, article: Article, draft: Draft) -> tuple[bytes | None, tuple[str, ...]]:
        photo = article.photo
        if photo is None or self._fetch_photo is None or not self._may_use(photo):
            return None, ()
        try:
            data = self._fetch_photo(photo.url)
        except BotError as error:
            return None, () if draft.is_sober else (describe_missing_photo(error),)
        return (None if draft.is_sober and not photos.is_portrait(data) else data), ()

    def _may_use(self, photo: Photo) -> bool:
        credit = photo.credit.casefold()
        allowed = (fragment.strip().casefold() for fragment in self._photo_credits)
        return any(fragment == "*" or (fragment and fragment in credit) for fragment in allowed)

    def _render_caption(self, channel: Channel, draft: Draft, event: str, link: str, credit: str) -> str:
        parts = captions.Parts(
            headline=draft.headline,
            teaser=draft.teaser,
            event=event,
            facts=draft.shown,
            link=link if is_public(link) else "",
            short_address=show_site(link),
            source=draft.source,
            credit=credit,
            hashtags=draft.tags,
            language=draft.language,
        )
        return self._captions.render(channel, parts, is_sober=draft.is_sober)


def _get_drawn(asked: Card, drawing: Drawing) -> Card:
    """What the picture really shows: a photo that could not be used is neither described nor credited."""
    asked = replace(draw.clean_card(asked).card, layout=drawing.layout)
    if asked.photo is None or drawing.layout in WITH_PHOTO:
        return asked
    return replace(asked, layout=drawing.layout, photo=None, credit="")


def keep_image(directory: Path, jpeg: bytes) -> tuple[str, Path]:
    """Write an image atomically and return its SHA-256 (hex) and absolute path.

    A file that holds the same bytes already is kept as it is. Raises StorageError.
    """
    digest = hashlib.sha256(jpeg).hexdigest()
    path = (directory / f"{digest}.jpg").absolute()
    try:
        if not (path.is_file() and path.read_bytes() == jpeg):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, jpeg, mode=0o644)  # readable for the web server that serves media/
    except OSError as error:
        raise StorageError(
            say(
                "The share image cannot be written to {directory} ({reason}); nothing was queued. "
                "Free some space or give the bot the right to write there.",
                directory=directory,
                reason=explain_refusal(error),
            )
        ) from error
    return digest, path


def describe_missing_photo(error: BotError) -> str:
    """Why the share image has no photo although it may."""
    return say("The photo could not be loaded, so the text card is used: {reason}", reason=error)


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
        if event and event.days:
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


_LONGEST = 1000
SHOWN = (FactKind.WHERE, FactKind.DEADLINE)
"""Facts that the alt text repeats from the picture."""


def describe(card: Card, photo: Photo | None, event: str, language: str) -> str:
    """At most 1000 UTF-16 units: "Textkarte: „Titel“. Rubrik: Politik. 5. März 2021. Verbund.".

    event: when the announced event is, in words, or empty; a card with a date block shows no other date.
    """
    words = phrases.get_phrases(language)
    kind = words["photo_card"] if card.photo else words["text_card"]
    title = card.title.replace("„", "‚").replace("“", "‘").replace('"', "'")
    pieces = [f"{kind}: {words['quoted'].format(title)}"]
    if card.photo and photo:
        pieces.append(photo.caption)
        pieces.append(f"{words['photo']}: {card.credit}" if card.credit else "")
    if card.event_day or card.layout == "dates":
        pieces.append(f"{words['event']}: {event}")
    pieces.extend(fact.text[:1].upper() + fact.text[1:] for fact in card.facts if fact.kind in SHOWN)
    pieces.append(f"{words['category']}: {card.category}" if card.category else "")
    pieces.extend(("" if card.event_day else card.date, card.brand.name))
    return _shorten(". ".join(piece.strip().rstrip(".") for piece in pieces if piece.strip()) + ".")


def _shorten(text: str) -> str:
    while utf16_length(text) > _LONGEST:
        text = text[: -(utf16_length(text) - _LONGEST) - 1].rsplit(" ", 1)[0] + "…"
    return text


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
