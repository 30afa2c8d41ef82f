"""How a source's list showed what is known, so that one shuffled or dated anew proves nothing by that."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Sources remember it from their next look on."""
    op.add_column("sources", sa.Column("standing", sa.Text(), server_default="", nullable=False))
