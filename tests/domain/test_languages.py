"""Which language a text is in, and where a second one begins: what tips the scale, from both sides."""

import pytest

from bot.domain.languages import decide_language, find_language, find_main_language, split_languages

GERMAN = "Wir laden euch mit der Familie und den Nachbarn ein"
ENGLISH = "You are invited with your family and the neighbours"
TURKISH = "Bu bir davet ve herkes için"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (GERMAN, "de"),
        (ENGLISH, "en"),
        ("the house and dog is", "en"),
        ("the house and dog", ""),
        ("der Hund and the Katze die", ""),
        ("der Hund and the Katze die das", "de"),
        ("", ""),
        ("12 34", ""),
        ("при вет", "ru"),
        ("привіт", "uk"),
        ("سلام", "ar"),
        ("سلام پدر", "fa"),
        ("Γεια σου", "el"),
        ("שלום", "he"),
        ("வணக்கம்", "ta"),
        ("ሰላም", "am"),
        ("你好", "zh"),
        ("abв", ""),
        ("abвг", ""),
        ("abвгд", "ru"),
        ("С нами the and is you", "en"),
        ("n’est the and of", "en"),
    ],
)
def test_the_language_of_a_text_is_told_by_script_or_stop_words(text: str, code: str) -> None:
    assert find_language(text) == code


@pytest.mark.parametrize(
    ("announced", "text", "code"),
    [
        ("", "", "de"),
        ("fr", "", "fr"),
        ("", ENGLISH, "en"),
        ("de", ENGLISH, "en"),
        ("eo", ENGLISH, "eo"),
        ("de", "the house and dog is", "de"),
        ("de", "the house and dog is of", "en"),
        ("de", "the the the and", "de"),
        ("de", "the the and is", "en"),
        ("", "the house and dog is", "de"),
        ("de", "the dog and cat is of der Hund die", "en"),
        ("de", "the dog and cat is of you we der Hund die Katze das", "en"),
        ("de", "the dog and cat is of you der Hund die Katze das", "de"),
        ("de", "привет", "ru"),
        ("uk", "привет", "ru"),
        ("de", "x " * 1500 + ENGLISH, "de"),
        ("de", ENGLISH + " x" * 3000, "en"),
    ],
)
def test_a_page_is_believed_unless_its_text_clearly_speaks_another_language(
    announced: str, text: str, code: str
) -> None:
    assert decide_language(announced, text) == code


@pytest.mark.parametrize(
    ("text", "own", "code"),
    [
        (GERMAN, "de", "de"),
        (ENGLISH, "de", "en"),
        (f"{ENGLISH}\n\n{GERMAN}", "de", "de"),
        (f"{ENGLISH}\n" * 5 + f"{GERMAN}", "de", "en"),
        (f"{ENGLISH}\n" * 4 + f"{GERMAN}", "de", "de"),
        ("", "de", ""),
        ("Ja", "de", ""),
    ],
)
def test_a_text_is_read_in_the_own_language_where_a_good_part_is_written_in_it(
    text: str, own: str, code: str
) -> None:
    assert find_main_language(text, own) == code


SHORT, LATER = "Danke", "Thanks"


@pytest.mark.parametrize(
    ("paragraphs", "split"),
    [
        ([GERMAN], ([GERMAN], [], "")),
        ([GERMAN, ENGLISH], ([GERMAN], [ENGLISH], "en")),
        ([SHORT, GERMAN, ENGLISH, LATER], ([SHORT, GERMAN], [ENGLISH, LATER], "en")),
        ([ENGLISH, TURKISH], ([ENGLISH, TURKISH], [], "")),
        ([GERMAN, ENGLISH, TURKISH, ENGLISH], ([GERMAN], [ENGLISH, ENGLISH], "en")),
        ([GERMAN, ENGLISH, TURKISH], ([GERMAN], [ENGLISH], "en")),
        ([GERMAN, TURKISH, ENGLISH], ([GERMAN], [TURKISH], "tr")),
        ([GERMAN] * 3 + [ENGLISH], ([GERMAN] * 3, [ENGLISH], "en")),
        ([GERMAN] * 5 + [ENGLISH], ([GERMAN] * 5 + [ENGLISH], [], "")),
        ([], ([], [], "")),
    ],
)
def test_a_second_language_is_one_when_it_has_its_share(
    paragraphs: list[str], split: tuple[list[str], list[str], str]
) -> None:
    assert split_languages(paragraphs, "de") == split


@pytest.mark.parametrize(
    ("first", "is_kept"),
    [
        ("Sevgili komşular ve dostlar,", False),
        ("Dear friends and neighbours!", False),
        ("Αγαπητέ λαέ της Ευρώπης!", False),
        ("Дорогі друзі,", False),
        ("أعزائي الأصدقاء،", False),
        ("Sevgili komşular, sizi bahçe şenliğine davet ediyoruz.", True),
        ("Hepinizi bahçemize bekliyoruz!", True),
    ],
)
def test_a_second_language_is_told_without_whom_it_greets_first(first: str, *, is_kept: bool) -> None:
    own, other, _ = split_languages([GERMAN, first, TURKISH], "de")
    assert TURKISH in other
    assert (first in (*own, *other)) is is_kept
    assert split_languages([GERMAN, first], "de")[0][:1] == [GERMAN]


def test_a_fifth_of_the_letters_is_enough_for_a_language() -> None:
    other = "the and is of you"
    for size, is_there in ((4 * len(other), True), (4 * len(other) + 1, False)):
        own = "der die das ".ljust(size, "x")
        assert bool(split_languages([own, other], "de")[1]) is is_there
        mine = f"{'the and is '.ljust(size, 'x')}\nder die das Hund."
        assert (find_main_language(mine, "de") == "de") is is_there
