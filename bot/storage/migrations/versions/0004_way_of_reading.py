"""How a source's list is read, so that a list read another way is no flood of news."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Sources remember it from their next look on."""
    for name in ("way", "uncertain"):
        op.add_column("sources", sa.Column(name, sa.Text(), server_default="", nullable=False))
