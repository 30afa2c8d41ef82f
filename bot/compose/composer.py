"""Makes the post of an article for one channel: caption, share image, alt text."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from bot.compose import captions, events, phrases
from bot.compose.cards import CardMaker
from bot.compose.draft import Draft, Drafting
from bot.domain.article import Article, FactKind, Photo
from bot.domain.channel import utf16_length
from bot.domain.errors import BotError, StorageError, explain_refusal
from bot.domain.post import UNSTYLED, Channel, Composition, Image, Styling
from bot.files import write_whole
from bot.i18n import say
from bot.share_image import draw, photos
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
        self._drawn: tuple[Card, Drawing] | None = None

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
        if self._drawn is None or self._drawn[0] != card:
            self._drawn = (card, draw.draw(card, template_dirs=self._template_dirs))
        return self._drawn[1]

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
            short_address=get_short_address(link),
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


_LONGEST = 1000
SHOWN = (FactKind.WHERE, FactKind.DEADLINE)
"""Facts that the alt text repeats from the picture."""


def describe(card: Card, photo: Photo | None, event: str, language: str) -> str:
    """At most 1000 UTF-16 units: "Textkarte: „Titel“. Rubrik: Politik. 5. März 2021. Verbund.".

    event: when the announced event is, in words, or empty; a card with a date block shows no other date.
    """
    words = phrases.get_phrases(language)
    kind = words["photo_card"] if card.photo else words["text_card"]
    opening, closing = ("„", "“") if language == "de" else ("“", "”")
    title = card.title.replace("„", "‚").replace("“", "‘").replace('"', "'")
    pieces = [f"{kind}: {opening}{title}{closing}"]
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


def get_short_address(url: str) -> str:
    """The host without "www.", as it is read aloud: "immigrantenverbund.de"."""
    host = urlsplit(url).hostname or ""
    return host.removeprefix("www.")
