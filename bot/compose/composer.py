"""Makes the post of an article for one channel: caption, share image, alt text."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.compose import alt_text, drafting, event_words, events, frame, links, made, notices, phrases, picture
from bot.compose import caption as captions
from bot.domain.article import Article, Photo
from bot.domain.errors import BotError
from bot.domain.post import Channel, Composition, Image


class Composer:
    """The port Composer of bot.domain.ports.

    template_dirs: the instance's directory first, packaged defaults after; link_tags: query with
    {channel}; photo_credits: fragments of credits that allow a photo, "*" any, empty never;
    fetch_photo: bytes of an address, raising BotError, or None where nothing may be fetched.
    """

    def __init__(  # noqa: PLR0913  one argument per setting that shapes a post
        self,
        *,
        brand: picture.Brand,
        template_dirs: Sequence[Path],
        media_dir: Path,
        timezone: ZoneInfo,
        language: str = "de",
        link_tags: str = "",
        photo_credits: tuple[str, ...] = (),
        fetch_photo: Callable[[str], bytes] | None = None,
    ) -> None:
        self._brand = brand
        self._template_dirs = tuple(template_dirs)
        self._made_dir = media_dir / "made"
        self._timezone = timezone
        self._language = language
        self._link_tags = link_tags
        self._photo_credits = photo_credits
        self._fetch_photo = fetch_photo
        self._drafting = drafting.Drafting(self._template_dirs, timezone, language)
        self._captions = captions.Captions(self._template_dirs, language)
        self._drawn: tuple[picture.Card, picture.Drawing] | None = None

    def compose(self, article: Article, channel: Channel, *, now: datetime) -> Composition:
        """Compose caption and share image; see the port. Raises NeedsPerson, StorageError."""
        draft = self._drafting.draft(article, channel, now)
        link = links.add_tags(article.url, self._link_tags, channel.value)
        event = (
            event_words.render_event(draft.event, self._language)
            if draft.event and draft.is_event_shown
            else ""
        )
        photo, photo_notices = self._get_photo(article, draft)
        asked = self._lay_out(article, draft, photo)
        drawing = self._draw(asked)
        card = _get_drawn(asked, drawing)
        caption = self._render_caption(channel, draft, event, link, card.credit)
        digest, image = made.keep_image(self._made_dir, drawing.jpeg)
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
            alt_text=alt_text.describe(card, article.photo, event, self._language),
            warnings=(*draft.warnings, *photo_notices, *drawing.warnings),
            sober=draft.is_sober,
            cheerful=draft.is_cheerful,
            not_after=draft.event.get_not_after(self._timezone) if draft.event else None,
        )

    def take_image(self, data: bytes) -> Image:
        """Keep a person's own picture; see the port. Raises PhotoUnusable, StorageError."""
        own = picture.take_in(data)
        digest, path = made.keep_image(self._made_dir, own.jpeg)
        return Image(path=str(path), sha256=digest, width=own.width, height=own.height)

    def _draw(self, card: picture.Card) -> picture.Drawing:
        """Kept for the article's other channel, which shows the same picture."""
        if self._drawn is None or self._drawn[0] != card:
            self._drawn = (card, picture.draw(card, template_dirs=self._template_dirs))
        return self._drawn[1]

    def _get_photo(self, article: Article, draft: drafting.Draft) -> tuple[bytes | None, tuple[str, ...]]:
        photo = article.photo
        if photo is None or draft.is_sober or self._fetch_photo is None or not self._may_use(photo):
            return None, ()
        try:
            return self._fetch_photo(photo.url), ()
        except BotError as error:
            return None, (notices.describe_missing_photo(error),)

    def _may_use(self, photo: Photo) -> bool:
        credit = photo.credit.casefold()
        allowed = (fragment.strip().casefold() for fragment in self._photo_credits)
        return any(fragment == "*" or (fragment and fragment in credit) for fragment in allowed)

    def _lay_out(self, article: Article, draft: drafting.Draft, photo: bytes | None) -> picture.Card:
        published = article.published_at.astimezone(self._timezone) if article.published_at else None
        event = draft.event if draft.is_event_shown else None
        return picture.Card(
            layout=_choose_layout(draft, photo),
            title=draft.title,
            category=article.categories[0] if article.categories else "",
            date=phrases.render_local_date(published, self._language),
            source=draft.source,
            language=article.language,
            brand=self._brand,
            photo=photo,
            credit=frame.strip_credit_sign(article.photo.credit) if article.photo and photo else "",
            **event_words.render_block(event, self._language),
        )

    def _render_caption(
        self, channel: Channel, draft: drafting.Draft, event: str, link: str, credit: str
    ) -> str:
        parts = captions.Parts(
            headline=draft.headline,
            teaser=draft.teaser,
            event=event,
            link=link if links.is_public(link) else "",
            short_address=links.get_short_address(link),
            source=draft.source,
            credit=credit,
            hashtags=draft.tags,
        )
        return self._captions.render(channel, parts, is_sober=draft.is_sober)


def _get_drawn(asked: picture.Card, drawing: picture.Drawing) -> picture.Card:
    """What the picture really shows: a photo that could not be used is neither described nor credited."""
    if asked.photo is None or drawing.layout == "photo":
        return asked
    return replace(asked, layout=drawing.layout, photo=None, credit="")


def _choose_layout(draft: drafting.Draft, photo: bytes | None) -> str:
    if draft.is_sober:
        return "sober"
    if photo is not None:
        return "photo"
    return "event" if draft.is_event_shown and _is_about(draft.event) else "card"


def _is_about(event: events.Event | None) -> bool:
    """A report's "next time on …" stands in the caption, not large above the report's title."""
    return event is not None and event.is_main and not event.is_deadline
