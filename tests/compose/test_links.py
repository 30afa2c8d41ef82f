"""Links with tags."""

import pytest

from bot.compose import composer
from bot.domain.urls import site_of

TAGS = "utm_source={channel}&utm_medium=social"


@pytest.mark.parametrize(
    ("url", "tagged"),
    [
        ("https://v.example/a", "https://v.example/a?utm_source=facebook&utm_medium=social"),
        (
            "https://v.example/a?id=7#top",
            "https://v.example/a?id=7&utm_source=facebook&utm_medium=social#top",
        ),
        ("https://v.example/a?utm_source=x", "https://v.example/a?utm_source=x&utm_medium=social"),
    ],
    ids=["plain", "query and fragment kept", "a tag that is there already stays"],
)
def test_adds_tags(url: str, tagged: str) -> None:
    assert composer.add_tags(url, TAGS, "facebook") == tagged


def test_without_tags_the_address_stays_as_it_is() -> None:
    assert composer.add_tags("https://v.example/a?b=%20c", "", "facebook") == "https://v.example/a?b=%20c"


def test_the_short_address_is_the_bare_host() -> None:
    assert site_of("https://www.v.example/a/b?c=d") == "v.example"
