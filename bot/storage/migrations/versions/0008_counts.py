"""Counting posts by status, and finding what was published lately, reads no whole table any more."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make both indexes."""
    op.create_index("ix_posts_status_channel", "posts", ["status", "channel"])
    op.create_index("ix_posts_status_published_at", "posts", ["status", "published_at"])
