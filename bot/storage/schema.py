"""Tables. The invariants of the first promise stand here as constraints, so that no code can break them."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

from bot.domain.article import ArticleStatus
from bot.domain.post import PostStatus, Step
from bot.domain.state import Role

LARGEST_ID = 2**31 - 1
"""The largest number an id column holds; PostgreSQL refuses to compare with larger ones."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """Aware UTC times; SQLite keeps them without zone, PostgreSQL with. A naive time is a bug and refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store in UTC. Raises ValueError for a naive time."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            sentence = f"naive time {value}"
            raise ValueError(sentence)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back aware UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _one_of(column: str, values: type[PostStatus | ArticleStatus | Step | Role]) -> CheckConstraint:
    allowed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({allowed})", name=f"{column}_known")


def _words(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


_CONDITIONS = {"uq_article_keys_exact": "kind <> 'print'", "uq_posts_running": "status = 'publishing'"}
"""Of which rows an index keeps its columns unique."""


def _unique_where(name: str, *columns: str) -> Index:
    return Index(name, *columns, unique=True, sqlite_where=text(_CONDITIONS[name]))


def suit_postgresql() -> None:
    """Give these indexes their condition on PostgreSQL too.

    Only where it is used: naming that dialect loads it with all its drivers, a tenth of what a command costs.
    """
    for index in (index for table in metadata.tables.values() for index in table.indexes):
        if condition := _CONDITIONS.get(str(index.name)):
            index.dialect_kwargs["postgresql_where"] = text(condition)


sources = Table(
    "sources",
    metadata,
    Column("url", Text, primary_key=True),
    _words("kind"),
    Column("baseline_at", Instant),
    _words("etag"),
    _words("last_modified"),
    _words("body_hash"),
    Column("seen", LargeBinary),
    Column("looked_at", Instant),
    Column("full_look_at", Instant),
    Column("next_look_at", Instant),
    Column("failures", Integer, nullable=False, server_default="0"),
    _words("alarm"),
    _words("moved_to"),
    _words("listing_url"),
    Column("listed", Integer, nullable=False, server_default="0"),
    _words("way"),
    _words("uncertain"),
    _words("standing"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("url", Text, nullable=False, unique=True),
    _words("title"),
    _words("text"),
    _words("summary"),
    Column("categories", JSON, nullable=False),
    Column("language", String(35), nullable=False),
    Column("published_at", Instant),
    _words("source_line"),
    _words("author"),
    Column("photo", JSON),
    _words("guid"),
    _words("fingerprint"),
    Column("status", String(16), nullable=False),
    _words("reason"),
    Column("doubt", Text, nullable=False, server_default=""),
    Column("first_seen_at", Instant, nullable=False),
    _one_of("status", ArticleStatus),
    Index("ix_articles_status", "status", "id"),
)

article_keys = Table(
    "article_keys",
    metadata,
    Column("kind", String(8), primary_key=True),
    Column("value", Text, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    CheckConstraint("kind IN ('url', 'guid', 'print')", name="kind_known"),
    _unique_where("uq_article_keys_exact", "kind", "value"),
    Index("ix_article_keys_article_id", "article_id"),
)

posts = Table(
    "posts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("account", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("overdue_since", Instant),
    _words("teaser"),
    _words("caption"),
    _words("link"),
    Column("hashtags", JSON, nullable=False),
    _words("image"),
    _words("image_sha256"),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    _words("alt_text"),
    Column("warnings", JSON, nullable=False),
    Column("sober", Boolean, nullable=False),
    Column("cheerful", Boolean, nullable=False),
    Column("not_after", Instant),
    Column("unsure", Boolean, nullable=False, server_default=text("false")),
    _words("layout"),
    Column("event", JSON),
    Column("facts", JSON, nullable=False, server_default="[]"),
    Column("styling", JSON, nullable=False, server_default="{}"),
    _words("cure"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("handles", JSON, nullable=False),
    Column("sent_at", Instant),
    Column("lands_until", Instant),
    Column("not_found_at", Instant),
    Column("doubted_since", Instant),
    _words("remote_id"),
    _words("permalink"),
    Column("error", JSON),
    _words("reason"),
    _words("approved_by"),
    Column("approved_at", Instant),
    Column("edited", Boolean, nullable=False, server_default=text("false")),
    Column("pinned", Boolean, nullable=False, server_default=text("false")),
    Column("forgiven", Integer, nullable=False, server_default="0"),
    _words("lease_owner"),
    Column("lease_until", Instant),
    Column("created_at", Instant, nullable=False),
    Column("published_at", Instant),
    UniqueConstraint("article_id", "channel"),
    CheckConstraint("channel <> ''", name="channel_named"),
    _one_of("status", PostStatus),
    CheckConstraint(
        "(status = 'publishing') = (lease_owner <> '' AND lease_until IS NOT NULL)",
        name="lease_with_publishing",
    ),
    CheckConstraint(
        "status <> 'published' OR (remote_id <> '' AND published_at IS NOT NULL)",
        name="receipt_with_published",
    ),
    CheckConstraint(
        "status <> 'unconfirmed'"
        " OR (sent_at IS NOT NULL AND lands_until IS NOT NULL AND doubted_since IS NOT NULL)",
        name="sent_with_unconfirmed",
    ),
    Index("ix_posts_status", "status", "due_at"),
    Index("ix_posts_account", "account", "published_at"),
    Index("ix_posts_status_channel", "status", "channel"),
    Index("ix_posts_status_published_at", "status", "published_at"),
    _unique_where("uq_posts_running", "account"),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("post_id", ForeignKey("posts.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("step", String(16), nullable=False),
    Column("at", Instant, nullable=False),
    _words("worker"),
    _words("kind"),
    _words("detail"),
    _one_of("step", Step),
    CheckConstraint("number >= 1", name="number_counts_from_one"),
    Index("ix_attempts_post_id", "post_id", "id"),
)

stops = Table(
    "stops",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("kind", String(16), primary_key=True),
    _words("reason"),
    Column("since", Instant, nullable=False),
    Column("until", Instant),
    CheckConstraint("kind IN ('pause', 'unauthorized', 'blocked', 'throttled')", name="kind_known"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    _words("who"),
    Column("verb", String(32), nullable=False),
    Column("post_id", ForeignKey("posts.id")),
    _words("detail"),
    Index("ix_audit_post_id", "post_id", "id"),
)

people = Table(
    "people",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", String(16), nullable=False),
    Column("created_at", Instant, nullable=False),
    _one_of("role", Role),
)

sign_in_links = Table(
    "sign_in_links",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("person", ForeignKey("people.name"), nullable=False),
    Column("until", Instant, nullable=False),
)

devices = Table(
    "devices",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("person", ForeignKey("people.name"), nullable=False),
    Column("since", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Index("ix_devices_person", "person"),
)

notes = Table(
    "notes",
    metadata,
    Column("name", Text, primary_key=True),
    _words("value"),
    Column("at", Instant, nullable=False),
)
