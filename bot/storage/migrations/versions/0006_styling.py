"""A post keeps how its picture was drawn, so that it is drawn alike again, and why it must not go out."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the columns; of posts made before nothing is settled."""
    op.add_column("posts", sa.Column("styling", sa.JSON(), server_default="{}", nullable=False))
    op.add_column("posts", sa.Column("cure", sa.Text(), server_default="", nullable=False))
