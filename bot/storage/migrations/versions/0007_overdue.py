"""A post knows since when it should have gone out, however often it was put off since."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema import Instant

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column; of posts made before it is not known."""
    op.add_column("posts", sa.Column("overdue_since", Instant(), nullable=True))
