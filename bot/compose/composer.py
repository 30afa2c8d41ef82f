"""Makes the post of an article for one channel: teaser, caption, hashtags, share image, alt text."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.compose import (
    alt_text,
    events,
    hashtags,
    links,
    notices,
    phrases,
    picture,
    reading,
    teaser,
    tone,
    wordlists,
)
from bot.compose import caption as captions
from bot.domain.article import Article, Photo
from bot.domain.errors import BotError, StorageError
from bot.domain.post import Channel, Composition

TEASER_BUDGET = {Channel.FACEBOOK: 280, Channel.INSTAGRAM: 220}
"""UTF-16 units. Facebook folds at about 400, which leaves room for a headline; Instagram at about 220."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """What is decided about an article before anything is drawn."""

    teaser: str
    headline: str
    is_sober: bool
    event: events.Event | None
    tags: tuple[str, ...]
    warnings: tuple[str, ...]


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
        self._lists = wordlists.WordLists(template_dirs=self._template_dirs)
        self._captions = captions.Captions(self._template_dirs, language)

    def compose(self, article: Article, channel: Channel, *, now: datetime) -> Composition:
        """Compose caption and share image; see the port. Raises NeedsPerson, StorageError."""
        draft = self._draft(article, channel, now)
        photo, photo_warning = self._get_photo(article, draft)
        card = self._lay_out(article, draft, photo)
        drawing = picture.draw(card, template_dirs=self._template_dirs)
        digest, image = _keep_image(self._made_dir, drawing.jpeg)
        link = links.add_tags(article.url, self._link_tags, channel.value)
        credit = card.credit
        return Composition(
            channel=channel,
            teaser=draft.teaser,
            caption=self._render_caption(article, channel, draft, link, credit),
            link=link,
            hashtags=draft.tags,
            image=str(image),
            image_sha256=digest,
            width=drawing.width,
            height=drawing.height,
            alt_text=alt_text.describe(card, article.photo, self._language),
            warnings=(*draft.warnings, *photo_warning, *drawing.warnings),
            sober=draft.is_sober,
            not_after=draft.event.get_not_after(self._timezone) if draft.event else None,
        )

    def _draft(self, article: Article, channel: Channel, now: datetime) -> _Draft:
        language = article.language or self._language
        read = reading.read(article, self._lists.list_words("boilerplate", language))
        seen_at = article.published_at or now
        found = events.find_event(
            article.title, read.all, seen_at.astimezone(self._timezone).date(), language
        )
        is_sober = tone.is_sober(article.title, read.all, self._get_tone_words(language))
        text = teaser.choose(article.title, read.quotable, TEASER_BUDGET[channel], language=language)
        title = tone.calm(article.title) if is_sober else article.title
        text = tone.calm(text) if is_sober else text
        warnings = notices.list_notices(article, read, found, self._language)
        return _Draft(
            teaser=text,
            headline=title if teaser.needs_headline(article.title, text) else "",
            is_sober=is_sober,
            event=found.event,
            tags=hashtags.list_hashtags(
                article.categories,
                article.title,
                "\n".join(read.all),
                self._get_vocabulary(language),
                is_sober=is_sober,
            ),
            warnings=warnings,
        )

    def _get_tone_words(self, language: str) -> tone.Words:
        lists = self._lists
        return tone.Words(
            grave=lists.list_words("sober", language),
            cheerful=lists.list_words("cheerful", language),
            harmless=lists.list_words("harmless", language),
        )

    def _get_vocabulary(self, language: str) -> hashtags.Vocabulary:
        lists = self._lists
        return hashtags.Vocabulary(
            stop=lists.list_words("tags-stop", language),
            subjects=lists.get_table("tags-subjects", language),
            places=lists.get_table("tags-places", language),
            usual=lists.list_words("tags-usual", language),
        )

    def _get_photo(self, article: Article, draft: _Draft) -> tuple[bytes | None, tuple[str, ...]]:
        photo = article.photo
        if photo is None or draft.is_sober or self._fetch_photo is None or not self._may_use(photo):
            return None, ()
        try:
            return self._fetch_photo(photo.url), ()
        except BotError as error:
            return None, (notices.describe_missing_photo(error, self._language),)

    def _may_use(self, photo: Photo) -> bool:
        credit = photo.credit.casefold()
        return any(
            allowed == "*" or allowed.casefold() in credit for allowed in self._photo_credits if allowed
        )

    def _lay_out(self, article: Article, draft: _Draft, photo: bytes | None) -> picture.Card:
        published = article.published_at.astimezone(self._timezone) if article.published_at else None
        return picture.Card(
            layout=_choose_layout(draft, photo),
            title=tone.calm(article.title) if draft.is_sober else article.title,
            category=article.categories[0] if article.categories else "",
            date=phrases.render_local_date(published, self._language),
            source=article.source_line,
            language=article.language,
            brand=self._brand,
            photo=photo,
            credit=article.photo.credit if article.photo and photo else "",
            **events.render_block(draft.event, self._language),
        )

    def _render_caption(
        self, article: Article, channel: Channel, draft: _Draft, link: str, credit: str
    ) -> str:
        parts = captions.Parts(
            headline=draft.headline,
            teaser=draft.teaser,
            event=events.render_event(draft.event, self._language) if draft.event else "",
            link=link,
            short_address=links.get_short_address(article.url),
            source=article.source_line,
            credit=credit,
            hashtags=draft.tags,
        )
        return self._captions.render(channel, parts, is_sober=draft.is_sober)


def _choose_layout(draft: _Draft, photo: bytes | None) -> str:
    if draft.is_sober:
        return "sober"
    if photo is not None:
        return "photo"
    return "event" if draft.event and not draft.event.is_deadline else "card"


def _keep_image(directory: Path, jpeg: bytes) -> tuple[str, Path]:
    """Write the image once, named by its hash; a file of that name with other bytes is replaced."""
    digest = hashlib.sha256(jpeg).hexdigest()
    path = (directory / f"{digest}.jpg").absolute()
    try:
        if not (path.is_file() and path.read_bytes() == jpeg):
            _write_atomically(path, jpeg)
    except OSError as error:
        raise StorageError(
            f"The share image cannot be written to {directory} ({error.strerror}); nothing was queued. "
            "Free some space or give the bot the right to write there."
        ) from error
    return digest, path


def _write_atomically(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".made-", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def compose(  # noqa: PLR0913  the fewest settings a preview needs
    article: Article,
    channels: Iterable[Channel],
    *,
    now: datetime,
    brand: picture.Brand,
    template_dirs: Sequence[Path],
    media_dir: Path,
    timezone: ZoneInfo,
) -> Mapping[Channel, Composition]:
    """What an article would look like on each channel, with everything else as by default."""
    composer = Composer(brand=brand, template_dirs=template_dirs, media_dir=media_dir, timezone=timezone)
    return {channel: composer.compose(article, channel, now=now) for channel in channels}
