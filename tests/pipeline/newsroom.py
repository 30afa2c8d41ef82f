"""An archive whose articles come, change and go, and a composer that writes their titles down."""

import functools
import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PIL import Image

from bot.domain import errors
from bot.domain.article import Article, Entry, Look, Source, Validators
from bot.domain.post import UNSTYLED, Channel, Composition, Styling
from bot.domain.post import Image as KeptImage

SOURCE = "https://verband.example/aktuelles"
SECOND_SOURCE = "https://verband.example/presse"


def _nothing() -> None:
    """Nothing happens meanwhile."""


class FakeArchive:
    """An Archive. Articles are told apart by their addresses."""

    def __init__(self) -> None:
        self.articles: dict[str, Article] = {}
        self.down: dict[str, Exception] = {}
        self.reads: list[str] = []
        self.listed = 12
        self.while_reading: Callable[[], None] = _nothing

    def publish(self, number: int, *, source: str = SOURCE) -> str:
        """A new article; its address."""
        url = f"{source}/{number}"
        words = " ".join(f"wort{number}x{place}" for place in range(12))
        self.articles[url] = Article(url=url, title=f"Meldung {number}", text=words)
        return url

    def correct(self, url: str) -> None:
        """The editors change an article."""
        article = self.articles[url]
        self.articles[url] = replace(article, title=article.title + " (korrigiert)")

    def withdraw(self, url: str) -> None:
        """The editors take an article away."""
        self.down[url] = errors.ArticleGone("410")

    def break_down(self, url: str, error: Exception | None = None) -> None:
        """A source or an article cannot be read."""
        self.down[url] = error or errors.NotReachable("The server does not answer.")

    def come_back(self, url: str) -> None:
        """It can be read again."""
        del self.down[url]

    def look(self, source: Source, *, conditional: bool = True) -> Look:
        """The listing, newest first."""
        self._meet(source.url)
        listed = [a for a in self.articles.values() if a.url.startswith(source.url)]
        entries = tuple(Entry(url=a.url, title=a.title) for a in reversed(listed[-self.listed :]))
        return Look(kind="html", entries=entries, validators=Validators())

    def read(self, entry: Entry) -> Article:
        """One article."""
        self.reads.append(entry.url)
        self.while_reading()
        self._meet(entry.url)
        return self.articles[entry.url]

    def _meet(self, url: str) -> None:
        if url in self.down:
            raise self.down[url]


class FakeComposer:
    """A Composer: caption of title and address, one small picture for all."""

    def __init__(self, folder: Path) -> None:
        self.image = folder / "media" / "made" / "share.jpg"
        self.image.parent.mkdir(parents=True, exist_ok=True)
        if not self.image.exists():
            self.image.write_bytes(_draw())
        self.sha256 = hashlib.sha256(self.image.read_bytes()).hexdigest()
        self.sick: dict[str, Exception] = {}
        self.words = ""
        self.sober = False
        self.unsure = False
        self.cheerful = True
        self.not_after: datetime | None = None
        self.cure = ""

    def compose(
        self,
        article: Article,
        channel: Channel,
        *,
        now: datetime,
        styling: Styling = UNSTYLED,
        recent: Sequence[str] = (),
    ) -> Composition:
        """Title and address."""
        if article.url in self.sick:
            raise self.sick[article.url]
        return Composition(
            channel=channel,
            teaser=article.title,
            caption=f"{self.words or article.title}\n{article.url}",
            link=article.url,
            hashtags=(),
            image=str(self.image),
            image_sha256=self.sha256,
            width=1080,
            height=1350,
            alt_text=article.title,
            sober=self.sober,
            unsure=self.unsure,
            cheerful=self.cheerful and not self.sober,
            not_after=self.not_after,
            styling=replace(styling, tone=styling.tone or f"tone {len(recent)}"),
            layout=styling.layout,
            cure=self.cure,
        )

    def find_cure(self, words: str) -> str:
        """All fonts are there."""
        return ""

    def take_image(self, data: bytes) -> KeptImage:
        """A file of its own beside the share image."""
        sha256 = hashlib.sha256(data).hexdigest()
        kept = self.image.with_name(f"{sha256}.jpg")
        kept.write_bytes(data)
        return KeptImage(path=str(kept), sha256=sha256, width=1080, height=1350)


@functools.cache
def _draw() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (1080, 1350), "#205030").save(file, "JPEG", quality=80)
    return file.getvalue()
