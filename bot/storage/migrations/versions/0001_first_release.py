"""All tables of the first release."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema import Instant

revision = "0001"
down_revision = None

_APPEND_ONLY_SQLITE = """
CREATE TRIGGER attempts_append_only BEFORE UPDATE ON attempts
BEGIN SELECT RAISE(ABORT, 'attempts are append-only'); END
"""

_APPEND_ONLY_POSTGRESQL = """
CREATE FUNCTION refuse_update() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'attempts are append-only'; END $$;
CREATE TRIGGER attempts_append_only BEFORE UPDATE ON attempts
FOR EACH ROW EXECUTE FUNCTION refuse_update()
"""


def upgrade() -> None:
    """Make the tables, their constraints, and the trigger that keeps attempts append-only."""
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("categories", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("published_at", Instant(), nullable=True),
        sa.Column("source_line", sa.Text(), server_default="", nullable=False),
        sa.Column("author", sa.Text(), server_default="", nullable=False),
        sa.Column("photo", sa.JSON(), nullable=True),
        sa.Column("guid", sa.Text(), server_default="", nullable=False),
        sa.Column("fingerprint", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("doubt", sa.Text(), server_default="", nullable=False),
        sa.Column("first_seen_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "status IN ('baseline', 'new', 'posted', 'skipped', 'gone')",
            name=op.f("ck_articles_status_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("url", name=op.f("uq_articles_url")),
    )
    op.create_index("ix_articles_status", "articles", ["status", "id"], unique=False)
    op.create_table(
        "notes",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), server_default="", nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_notes")),
    )
    op.create_table(
        "sources",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("baseline_at", Instant(), nullable=True),
        sa.Column("etag", sa.Text(), server_default="", nullable=False),
        sa.Column("last_modified", sa.Text(), server_default="", nullable=False),
        sa.Column("body_hash", sa.Text(), server_default="", nullable=False),
        sa.Column("seen", sa.LargeBinary(), nullable=True),
        sa.Column("looked_at", Instant(), nullable=True),
        sa.Column("full_look_at", Instant(), nullable=True),
        sa.Column("next_look_at", Instant(), nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("alarm", sa.Text(), server_default="", nullable=False),
        sa.Column("moved_to", sa.Text(), server_default="", nullable=False),
        sa.Column("listing_url", sa.Text(), server_default="", nullable=False),
        sa.Column("listed", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_sources")),
    )
    op.create_table(
        "stops",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('pause', 'unauthorized', 'blocked', 'throttled')", name=op.f("ck_stops_kind_known")
        ),
        sa.PrimaryKeyConstraint("scope", "kind", name=op.f("pk_stops")),
    )
    op.create_table(
        "article_keys",
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('url', 'guid', 'print')", name=op.f("ck_article_keys_kind_known")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_article_keys_article_id")),
        sa.PrimaryKeyConstraint("kind", "value", "article_id", name=op.f("pk_article_keys")),
    )
    op.create_index("ix_article_keys_article_id", "article_keys", ["article_id"], unique=False)
    op.create_index(
        "uq_article_keys_exact",
        "article_keys",
        ["kind", "value"],
        unique=True,
        sqlite_where=sa.text("kind <> 'print'"),
        postgresql_where=sa.text("kind <> 'print'"),
    )
    op.create_table(
        "posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("teaser", sa.Text(), server_default="", nullable=False),
        sa.Column("caption", sa.Text(), server_default="", nullable=False),
        sa.Column("link", sa.Text(), server_default="", nullable=False),
        sa.Column("hashtags", sa.JSON(), nullable=False),
        sa.Column("image", sa.Text(), server_default="", nullable=False),
        sa.Column("image_sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("alt_text", sa.Text(), server_default="", nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("sober", sa.Boolean(), nullable=False),
        sa.Column("cheerful", sa.Boolean(), nullable=False),
        sa.Column("not_after", Instant(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("handles", sa.JSON(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.Column("lands_until", Instant(), nullable=True),
        sa.Column("not_found_at", Instant(), nullable=True),
        sa.Column("doubted_since", Instant(), nullable=True),
        sa.Column("remote_id", sa.Text(), server_default="", nullable=False),
        sa.Column("permalink", sa.Text(), server_default="", nullable=False),
        sa.Column("error", sa.JSON(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("approved_by", sa.Text(), server_default="", nullable=False),
        sa.Column("approved_at", Instant(), nullable=True),
        sa.Column("edited", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("pinned", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("forgiven", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lease_owner", sa.Text(), server_default="", nullable=False),
        sa.Column("lease_until", Instant(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("published_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "(status = 'publishing') = (lease_owner <> '' AND lease_until IS NOT NULL)",
            name=op.f("ck_posts_lease_with_publishing"),
        ),
        sa.CheckConstraint("channel IN ('facebook', 'instagram')", name=op.f("ck_posts_channel_known")),
        sa.CheckConstraint(
            "status <> 'published' OR (remote_id <> '' AND published_at IS NOT NULL)",
            name=op.f("ck_posts_receipt_with_published"),
        ),
        sa.CheckConstraint(
            "status <> 'unconfirmed' OR (sent_at IS NOT NULL AND lands_until IS NOT NULL AND doubted_since IS NOT NULL)",
            name=op.f("ck_posts_sent_with_unconfirmed"),
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'scheduled', 'publishing', 'published', 'unconfirmed', 'failed', 'missed', 'cancelled', 'skipped')",
            name=op.f("ck_posts_status_known"),
        ),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_posts_article_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
        sa.UniqueConstraint("article_id", "channel", name=op.f("uq_posts_article_id_channel")),
    )
    op.create_index("ix_posts_account", "posts", ["account", "published_at"], unique=False)
    op.create_index("ix_posts_status", "posts", ["status", "due_at"], unique=False)
    op.create_index(
        "uq_posts_running",
        "posts",
        ["account"],
        unique=True,
        sqlite_where=sa.text("status = 'publishing'"),
        postgresql_where=sa.text("status = 'publishing'"),
    )
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=16), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("worker", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "step IN ('claimed', 'released', 'prepared', 'sending', 'published', 'refused', 'unknown', 'found', 'marked', 'not_found', 'unreadable', 'abandoned')",
            name=op.f("ck_attempts_step_known"),
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_attempts_number_counts_from_one")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_attempts_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    op.create_index("ix_attempts_post_id", "attempts", ["post_id", "id"], unique=False)
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("who", sa.Text(), server_default="", nullable=False),
        sa.Column("verb", sa.String(length=32), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_audit_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_post_id", "audit", ["post_id", "id"], unique=False)
    # ### end Alembic commands ###
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(_APPEND_ONLY_SQLITE if sqlite else _APPEND_ONLY_POSTGRESQL)
