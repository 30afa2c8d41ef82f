"""Which channels exist is no longer the database's business: a channel is a folder of the code."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_BEFORE = "CONSTRAINT ck_posts_channel_known CHECK (channel IN ('facebook', 'instagram'))"
_AFTER = "CONSTRAINT ck_posts_channel_named CHECK (channel <> '')"


def upgrade() -> None:
    """Let a post be for any channel that has a name."""
    if op.get_bind().dialect.name == "sqlite":
        _rebuild_posts()
        return
    op.drop_constraint(op.f("ck_posts_channel_known"), "posts", type_="check")
    op.create_check_constraint(op.f("ck_posts_channel_named"), "posts", "channel <> ''")


def _rebuild_posts() -> None:
    """SQLite changes a CHECK only with its table. Made from the table's own words: Alembic's copy would
    depend on what its version reads of the old one."""
    connection = op.get_bind()
    found = "SELECT sql FROM sqlite_master WHERE tbl_name = 'posts' AND type = :type AND sql IS NOT NULL"
    table = connection.execute(sa.text(found), {"type": "table"}).scalar_one()
    indexes = connection.execute(sa.text(found), {"type": "index"}).scalars().all()
    if _BEFORE not in table:
        sentence = "the table posts is not the one that migration 0001 made"
        raise RuntimeError(sentence)
    made = table.replace("CREATE TABLE posts", "CREATE TABLE posts_new", 1).replace(_BEFORE, _AFTER)
    copy = ("INSERT INTO posts_new SELECT * FROM posts", "DROP TABLE posts")
    for statement in (made, *copy, "ALTER TABLE posts_new RENAME TO posts", *indexes):
        connection.exec_driver_sql(statement)
