"""Keeps this release's database for the tests of later ones: python -m tests.storage.keep_schema."""

import contextlib
import sqlite3
import tempfile
from datetime import timedelta
from pathlib import Path

from bot.domain.post import Ending, PostStatus, Receipt, Step
from bot.storage.database import Database
from bot.storage.migrations import HEAD, migrate
from bot.storage.posts import Posts
from bot.storage.publishing import Publishing
from tests.databases import NOW
from tests.known_channels import INSTAGRAM
from tests.storage.samples import add_article, add_post, make_composition, make_new_post

SOON = NOW + timedelta(minutes=5)


def fill(database: Database) -> None:
    """One post of each interesting status."""
    protocol, store = Publishing(database, "w"), Posts(database)
    published = store.get_post(add_post(database, 1))
    receipt = Receipt(remote_id="1_2", permalink="https://platform.example/1", published_at=NOW)
    protocol.record_receipt(published, receipt, step=Step.PUBLISHED, now=NOW)
    article_id = add_article(database, 2)
    insta = make_new_post(INSTAGRAM, composition=make_composition(INSTAGRAM))
    draft = make_new_post(status=PostStatus.DRAFT)
    store.add_all(article_id, [insta, draft], now=NOW)
    claimed = protocol.claim(store.get_post(2), now=NOW, until=SOON)
    assert claimed is not None
    protocol.fence(claimed, now=NOW, until=SOON)
    unknown = Ending(status=PostStatus.UNCONFIRMED, due_at=SOON, error=None, lands_until=SOON)
    protocol.record_error(claimed, unknown, step=Step.UNKNOWN, now=NOW)


def keep() -> None:
    """Write the dump beside this file."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database("sqlite:///kept.db", home=Path(folder))
        migrate(database, now=NOW)
        fill(database)
        with contextlib.closing(sqlite3.connect(Path(folder) / "kept.db")) as connection:
            dump = "\n".join(connection.iterdump())
    target = Path(__file__).parent / "old" / f"{HEAD}.sql"
    target.parent.mkdir(exist_ok=True)
    target.write_text(dump + "\n", encoding="utf-8")


if __name__ == "__main__":
    keep()
