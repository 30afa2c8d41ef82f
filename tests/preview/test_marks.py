"""What a platform shows as a link inside a caption."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.preview.view import mark_caption


@pytest.mark.parametrize(
    ("caption", "linked"),
    [
        ("Mehr: https://verein.example/fest.", ["https://verein.example/fest"]),
        ("(https://verein.example/a?b=c)", ["https://verein.example/a?b=c"]),
        ("#Fest und #Grüße", ["#Fest", "#Grüße"]),
        ("Mail an info@verein.example", []),
        ("Nr.#5 C#", []),
        ("Danke @stadt_essen!", ["@stadt_essen"]),
        ("nichts", []),
    ],
    ids=["address", "in brackets", "hashtags", "mail address", "no hashtag", "mention", "plain"],
)
def test_addresses_hashtags_and_mentions_are_linked(caption: str, linked: list[str]) -> None:
    assert [mark.text for mark in mark_caption(caption) if mark.is_linked] == linked


@given(st.text(max_size=300))
def test_marks_joined_are_the_caption(caption: str) -> None:
    assert "".join(mark.text for mark in mark_caption(caption)) == caption
