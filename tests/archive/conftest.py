"""Web sites on loopback, and an archive that reads them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.archive.archive import HttpArchive
from tests.archive.sites import NOW, Site


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


@pytest.fixture
def other_site() -> Iterator[Site]:
    with Site() as running:
        yield running


@pytest.fixture
def archive(site: Site) -> Iterator[HttpArchive]:
    with HttpArchive(
        sources=[site.url], timeout=timedelta(seconds=5), clock=lambda: NOW, sleep=lambda seconds: None
    ) as opened:
        yield opened
