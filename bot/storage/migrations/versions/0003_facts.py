"""A post keeps what it tells as data: event, facts, the picture's layout, and whether the rules were unsure."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns; posts made before know nothing of it."""
    op.add_column("posts", sa.Column("unsure", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column("posts", sa.Column("layout", sa.Text(), server_default="", nullable=False))
    op.add_column("posts", sa.Column("event", sa.JSON(), nullable=True))
    op.add_column("posts", sa.Column("facts", sa.JSON(), server_default="[]", nullable=False))
