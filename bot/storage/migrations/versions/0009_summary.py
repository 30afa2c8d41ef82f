"""An article keeps what its page itself says it is about, for texts whose beginning no post can open with."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the column; articles read before have none."""
    op.add_column("articles", sa.Column("summary", sa.Text(), server_default="", nullable=False))
