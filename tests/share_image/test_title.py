"""The title: as large as fits, at most five lines, balanced, inside what Instagram's grid shows."""

import looking
import pytest

from bot.share_image import draw, line_breaking

BOX = line_breaking.Box(width=912, height=780, largest=150, smallest=44, leading=1.14)
SHORT, USUAL = "Sommerfest", "Sommerfest der Kulturen: 18 Vereine laden am Samstag in den Westpark ein"
TITLES = {"short": SHORT, "usual": USUAL, "longest": looking.LONGEST, "compound": looking.COMPOUND}


def fit(title: str, language: str = "de") -> line_breaking.Setting:
    """Fit with letters that are all half an em wide."""
    return line_breaking.fit(title, BOX, lambda text: len(text) / 2, language)


def test_the_longest_title_has_the_173_characters_it_is_named_for() -> None:
    assert len(looking.LONGEST) == 173


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
@pytest.mark.parametrize("layout", looking.LAYOUTS)
@pytest.mark.parametrize("size", ["portrait", "square"])
def test_the_title_stays_inside_the_3_to_4_crop_of_the_profile_grid(
    title: str, layout: str, size: str
) -> None:
    width, height = looking.SIZES[size]
    hidden = (width - height * 3 / 4) / 2
    left, top, right, bottom = looking.find_title(looking.make_bare(title, layout=layout), size)
    assert hidden <= left
    assert right <= width - hidden
    assert 150 < top < bottom < height - 50


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
@pytest.mark.parametrize("layout", looking.LAYOUTS)
@pytest.mark.parametrize("size", looking.SIZES)
def test_the_title_keeps_clear_of_head_badge_and_foot(title: str, layout: str, size: str) -> None:
    card = looking.make_card(title, layout=layout)
    left, top, right, bottom = looking.find_title(card, size)
    other = looking.find_title(looking.make_card(title, layout=layout, source="Heute"), size)
    assert (left, top, right, bottom) == pytest.approx(other, abs=3)
    assert top > looking.SIZES[size][1] * 0.15


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_title_has_at_most_five_lines(title: str) -> None:
    assert 1 <= len(fit(title).lines) <= 5
    assert "".join(fit(title).lines).replace("-", "").replace("\u00a0", " ").replace(" ", "") == (
        title.replace(" ", "")
    )


def test_a_short_title_is_as_large_as_the_layout_allows() -> None:
    assert fit(SHORT) == line_breaking.Setting((SHORT,), 150, pytest.approx(147))


def test_a_title_could_not_be_set_larger() -> None:
    setting = fit(USUAL)
    widest = max(len(line) for line in setting.lines) / 2
    assert min(BOX.width / widest, BOX.height / (BOX.leading * len(setting.lines))) < setting.size * 1.1


def test_a_compound_is_broken_at_its_seams() -> None:
    lines = fit(f"{looking.COMPOUND} im Ruhestand").lines
    assert lines[:3] == ("Donaudampf-", "schifffahrts-", "gesellschafts-")


def test_a_linking_s_shows_a_seam() -> None:
    parts = line_breaking.list_parts("Versicherungspflichtgrenze", "de")
    assert [part.text for part in parts if part.seam] == ["rungs"]


def test_no_word_is_broken_where_little_is_gained() -> None:
    assert not any(line.endswith("-") for line in fit("Migrationsberatung bleibt kostenlos").lines)


def test_a_word_with_its_own_hyphen_breaks_there_without_a_second_one() -> None:
    parts = line_breaking.list_parts("Baden-Württemberg", "de")
    assert [part.text for part in parts][:1] == ["Baden-"]
    assert not parts[0].hyphen


def test_a_soft_hyphen_of_the_editor_is_used_and_never_seen() -> None:
    parts = line_breaking.list_parts("Vereins\u00adhaus", "de")
    assert [(part.text, part.hyphen) for part in parts] == [("Vereins", True), ("haus", False)]


@pytest.mark.parametrize("word", ["Besucher*innen", "www.beispiel-verein.de", "COVID19Lage"])
def test_words_that_are_not_only_letters_are_not_hyphenated(word: str) -> None:
    assert not any(part.hyphen for part in line_breaking.list_parts(word, "de"))


def test_an_unknown_language_is_not_hyphenated() -> None:
    assert line_breaking.list_parts("Donaudampfschifffahrt", "xx") == [
        line_breaking.Part("Donaudampfschifffahrt")
    ]


def test_an_endless_word_is_torn_rather_than_made_unreadable() -> None:
    setting = fit("https://beispiel.de/" + "a1" * 40)
    assert setting.size >= BOX.smallest
    assert len(setting.lines) <= 5


@pytest.mark.parametrize(
    ("title", "together"),
    [
        ("Beginn ist um 18 Uhr im Haus", "18\u00a0Uhr"),
        ("Tipps z. B. für Familien", "z.\u00a0B."),
        ("Lesung – ein Abend", "Lesung\u00a0–"),
        ("Am 12. Mai", "12.\u00a0Mai"),
        ("Gespräch mit Dr. Demir", "Dr.\u00a0Demir"),
    ],
)
def test_what_belongs_together_is_not_torn(title: str, together: str) -> None:
    assert together in line_breaking.glue(title)


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("日本の文化。", ["日", "本", "の", "文", "化。"]),
        ("パーティー", ["パー", "ティー"]),
        ("한국문화", ["한국문화"]),
        ("Fest", ["Fest"]),
    ],
)
def test_lines_may_end_between_ideographs(word: str, pieces: list[str]) -> None:
    assert line_breaking.split_ideographs(word) == pieces


def test_the_last_line_is_no_lonely_word() -> None:
    assert len(fit("Wir laden alle Familien zum großen Fest der Vereine ein").lines[-1]) > 6


def test_lines_do_not_end_in_an_article_where_it_can_be_helped() -> None:
    lines = fit("Der neue Kurs für Eltern und Kinder beginnt im Mai").lines
    assert lines == ("Der neue Kurs", "für Eltern", "und Kinder", "beginnt im Mai")


def test_a_title_is_cut_only_beyond_180_characters_and_at_a_word() -> None:
    exact, long = "Wort " * 35 + "Enden", "Wort " * 40
    assert draw.shorten(exact) == exact
    assert draw.shorten(long.strip()) == "Wort " * 34 + "Wort…"
