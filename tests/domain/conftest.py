"""Every test begins and ends in English."""

from collections.abc import Iterator

import pytest

from bot.i18n import speak


@pytest.fixture(autouse=True)
def speaking_english() -> Iterator[None]:
    """Whatever a test speaks, the next one does not hear it."""
    speak("en")
    yield
    speak("en")
