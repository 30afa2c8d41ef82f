"""The command line in this process, over an instance with a real database and made-up edges."""

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.app import Instance
from bot.cli.context import Session
from bot.cli.main import app
from bot.config import Settings
from bot.domain.article import Article, ArticleStatus, Entry, Look, Source, Triage, Validators
from bot.domain.channel import list_channels
from bot.domain.errors import NotReachable
from bot.domain.ports import Check
from bot.domain.post import UNSTYLED, Channel, Composition, Image, NewPost, Post, PostStatus, Styling
from bot.i18n import speak
from bot.share_image import photos
from tests.known_channels import FACEBOOK
from tests.preview.samples import draw_picture, make_composition

NOW = datetime(2026, 11, 22, 16, 5, tzinfo=UTC)
GOT_THERE: dict[PostStatus, dict[str, Any]] = {
    PostStatus.PUBLISHED: {"remote_id": "7", "permalink": "https://fb.example/7", "published_at": NOW},
    PostStatus.UNCONFIRMED: {"sent_at": NOW, "lands_until": NOW, "doubted_since": NOW},
}
"""What the database wants beside a status that only publishing gives."""


@dataclass
class PaperArchive:
    """Reads articles that somebody wrote down."""

    articles: dict[str, Article] = field(default_factory=dict)
    lists: dict[str, tuple[Entry, ...]] = field(default_factory=dict)

    def read(self, entry: Entry) -> Article:
        """The article, or the site is down."""
        if entry.url not in self.articles:
            sentence = f"{entry.url} cannot be read: the site is down."
            raise NotReachable(sentence)
        return self.articles[entry.url]

    def glance(self, url: str) -> Look:
        """No page lists others here, but those that somebody said do."""
        return Look(kind="html", entries=self.lists.get(url, ()), validators=Validators())

    def look(self, source: Source, *, conditional: bool = True) -> Look:
        """The same, with all its pages."""
        del conditional
        return self.glance(source.url)

    def read_file(self, path: Path) -> Article:
        """The article of a file."""
        return self.read(Entry(url=path.as_uri()))


@dataclass
class PaperComposer:
    """Composes the article's title on one picture."""

    picture: Path

    def compose(
        self,
        article: Article,
        channel: Channel,
        *,
        now: datetime,
        styling: Styling = UNSTYLED,
        recent: Sequence[str] = (),
    ) -> Composition:
        """Title and link."""
        del now, recent
        return make_composition(
            self.picture,
            channel,
            caption=f"{article.title}\n\n{article.url}",
            link=article.url,
            layout="card",
            styling=replace(styling, tone=styling.tone or "paper"),
        )

    def find_cure(self, words: str) -> str:
        """All fonts are there."""
        return ""

    def take_image(self, data: bytes) -> Image:
        """Nothing is kept; what is no picture is refused."""
        photos.open_whole(data)
        return Image(path=str(self.picture), sha256=hashlib.sha256(data).hexdigest(), width=1080, height=1350)


@dataclass
class PaperPublisher:
    """An account on which nothing is published, but edited and deleted."""

    channel: Channel
    withdrawn: list[int] = field(default_factory=list)
    edited: dict[int, str] = field(default_factory=dict)

    @property
    def account(self) -> str:
        """As in the posts."""
        return f"{self.channel}:1"

    def edit(self, post: Post, caption: str) -> None:
        """Change its text."""
        self.edited[post.id] = caption

    def withdraw(self, post: Post) -> None:
        """Delete it."""
        self.withdrawn.append(post.id)

    def check(self) -> tuple[Check, ...]:
        """All is well."""
        return (Check(name=self.account, mark="ok", message="fine"),)


class Desk:
    """An instance at a fixed time, and what stands in it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.now = NOW
        self.picture = draw_picture(home)
        self.archive = PaperArchive()
        self.publishers = {channel: PaperPublisher(channel) for channel in list_channels()}

    def write_env(self, *lines: str) -> None:
        """The instance's `.env`."""
        (self.home / ".env").write_text("\n".join(("BOT_LANGUAGE=en", *lines)), encoding="utf-8")

    @contextlib.contextmanager
    def open_app(self, settings: Settings, **options: Any) -> Iterator[Instance]:
        """The real instance with made-up edges."""
        with contextlib.closing(Instance(settings, clock=lambda: self.now, **options)) as instance:
            instance.__dict__.update(
                archive=self.archive, composer=PaperComposer(self.picture), publishers=self.publishers
            )
            yield instance

    def open(self) -> contextlib.AbstractContextManager[Instance]:
        """For a test's own look."""
        from bot.config import load_settings

        return self.open_app(load_settings(self.home))

    def add_article(self, title: str = "Fest", status: ArticleStatus = ArticleStatus.NEW) -> int:
        """One known article."""
        article = Article(url=f"https://verein.example/{title}", title=title, text=f"{title}. " * 30)
        with self.open() as bot:
            article_id = bot.articles.add(
                article,
                source="https://verein.example/",
                listed=Entry(url=article.url),
                triage=Triage(status=status),
                now=self.now,
            )
        assert article_id is not None
        return article_id

    def add_post(
        self,
        title: str = "Fest",
        *,
        channel: Channel = FACEBOOK,
        status: PostStatus = PostStatus.SCHEDULED,
        **changes: Any,
    ) -> int:
        """One post of a new article."""
        article_id = self.add_article(title)
        at_first = PostStatus.SCHEDULED if status in GOT_THERE else status
        new = NewPost(
            composition=make_composition(self.picture, channel, **changes),
            account=f"{channel}:1",
            status=at_first,
            due_at=self.now + timedelta(hours=2),
        )
        with self.open() as bot:
            post_id = bot.posts.add_all(article_id, [new], now=self.now)[0]
            if status in GOT_THERE:
                post = bot.posts.get_post(post_id)
                assert bot.posts.change(post, allowed=[at_first], status=status, **GOT_THERE[status])
        return post_id

    def get_post(self, post_id: int) -> Post:
        """How a post stands."""
        with self.open() as bot:
            return bot.posts.get_post(post_id)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """An instance in English, untouched by the tester's own environment."""
    for name in ("BOT_HOME", "BOT_LANGUAGE", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    speak("en")
    desk = Desk(tmp_path)
    desk.write_env()
    yield desk
    speak("en")


@pytest.fixture
def bot(desk: Desk) -> Callable[..., Result]:
    """Runs a command line."""

    def run(*words: str, stdin: str | None = None) -> Result:
        session = Session(open_app=desk.open_app)
        return CliRunner().invoke(app, ["--home", str(desk.home), *words], obj=session, input=stdin)

    return run
