"""Where a caption is hidden behind "… more"."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.channel import get_traits, list_channels, utf16_length
from bot.domain.post import Channel
from bot.preview.view import fold_caption
from tests.known_channels import INSTAGRAM


@pytest.mark.parametrize("channel", list_channels())
def test_a_short_caption_is_shown_whole(channel: Channel) -> None:
    assert fold_caption("Kurz.\n#Tag", channel).hidden == ""


def test_a_long_caption_is_cut_between_words() -> None:
    folded = fold_caption("Wort " * 200, INSTAGRAM)
    assert set(folded.shown.split()) == {"Wort"}
    assert set(folded.hidden.split()) == {"Wort"}


def test_one_endless_word_is_cut_all_the_same() -> None:
    folded = fold_caption("x" * 500, INSTAGRAM)
    assert len(folded.shown) == get_traits(INSTAGRAM).limits.fold


@given(st.text(max_size=900), st.sampled_from(list_channels()))
def test_nothing_but_blanks_is_lost_and_the_shown_part_fits(caption: str, channel: Channel) -> None:
    folded = fold_caption(caption, channel)
    assert (folded.shown + folded.hidden).split() == caption.split() or "".join(
        (folded.shown + folded.hidden).split()
    ) == "".join(caption.split())
    assert utf16_length(folded.shown) <= get_traits(channel).limits.fold or not folded.hidden


def test_an_emoji_is_never_cut_in_half() -> None:
    folded = fold_caption("🎉" * 300, INSTAGRAM)
    assert folded.shown + folded.hidden == "🎉" * 300
    assert utf16_length(folded.shown) == get_traits(INSTAGRAM).limits.fold
