"""${message}"""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema import Instant

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Apply."""
    ${upgrades if upgrades else "pass"}
