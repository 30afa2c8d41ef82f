"""What the sample archive shows, and what its editors may do."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.sandbox.archive.samples import Sample, load_samples

AT_START = 8
NEWS = "/aktuelles/nachrichten"
ARCHIVE = "/servicecenter/archiv/nachrichten"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """An article on the site; `section` is its address without the slug."""

    sample: Sample
    section: str
    published_at: datetime
    changed_at: datetime

    @property
    def path(self) -> str:
        return f"{self.section}/{self.sample.slug}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """The site answers with this status, so many times."""

    status: int
    times: int


class SampleArchive:
    """The site. Articles that wait can be published by verbs; the newest stands first."""

    def __init__(self, clock: Callable[[], datetime], at_start: int = AT_START) -> None:
        self.clock = clock
        self.base = "http://archive.invalid"
        samples = load_samples()
        self._waiting = list(samples[at_start:])
        self._shown: dict[str, Published] = {}
        self.moved: dict[str, str] = {}
        self.failure = Failure(status=500, times=0)
        self.is_hidden = False
        start = clock().replace(microsecond=0)
        for age, sample in enumerate(reversed(samples[:at_start]), start=2):
            self._show(sample, start - timedelta(days=3 * age))
        self._shown = dict(reversed(self._shown.items()))

    # where it is

    @property
    def url(self) -> str:
        """The list page."""
        return self.base + NEWS

    @property
    def feed_url(self) -> str:
        """The RSS feed of the same articles."""
        return f"{self.base}/feed.xml"

    def address(self, slug: str) -> str:
        """Where an article stands now."""
        return self.base + self._shown[slug].path

    @property
    def waiting(self) -> tuple[str, ...]:
        """Slugs of the articles which are not yet published, in order."""
        return tuple(sample.slug for sample in self._waiting)

    def shown(self, section: str | None = None) -> tuple[Published, ...]:
        """Published articles, newest first, of one section or of all."""
        articles = reversed(tuple(self._shown.values()))
        return tuple(article for article in articles if section in {None, article.section})

    def find(self, path: str) -> Published | None:
        """The article at this address."""
        return next((article for article in self.shown() if article.path == path), None)

    # what editors do

    def publish(self, slug: str) -> str:
        """Publish one of the waiting articles; returns its address."""
        sample = next(sample for sample in self._waiting if sample.slug == slug)
        self._waiting.remove(sample)
        return self.add(sample)

    def publish_next(self, count: int = 1) -> tuple[str, ...]:
        """Publish the next waiting articles; returns their addresses."""
        return tuple(self.publish(slug) for slug in self.waiting[:count])

    def add(self, sample: Sample) -> str:
        """Publish an article of your own; returns its address."""
        self._show(sample, self.clock())
        return self.address(sample.slug)

    def edit(self, slug: str, *, title: str | None = None, text: str | None = None) -> None:
        """Change title or text; the slug stays, as on the real site."""
        article = self._shown[slug]
        changes: dict[str, object] = {} if title is None else {"title": title}
        if text is not None:
            changes["paragraphs"] = tuple(text.split("\n\n"))
        sample = replace(article.sample, **changes)  # type: ignore[arg-type]
        self._shown[slug] = replace(article, sample=sample, changed_at=self.clock())

    def move_to_archive(self, slug: str, *, redirect: bool = True) -> str:
        """Move an article to the archive section; returns its new address.

        The old address redirects or is gone.
        """
        article = self._shown[slug]
        self._shown[slug] = replace(article, section=ARCHIVE, changed_at=self.clock())
        if redirect:
            self.moved[article.path] = self._shown[slug].path
        return self.address(slug)

    def withdraw(self, slug: str) -> None:
        """Take an article off the site."""
        del self._shown[slug]

    def fail(self, status: int = 500, times: int = 1) -> None:
        """Answer the next requests with an error."""
        self.failure = Failure(status=status, times=times)

    def hide_all(self) -> None:
        """Show empty listings: a relaunch or an accident."""
        self.is_hidden = True

    def show_again(self) -> None:
        """Undo `hide_all`."""
        self.is_hidden = False

    def _show(self, sample: Sample, at: datetime) -> None:
        at = at.astimezone(UTC)
        self._shown[sample.slug] = Published(sample=sample, section=NEWS, published_at=at, changed_at=at)
