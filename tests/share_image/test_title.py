"""The title: as large as fills its frame, broken by sense, inside what Instagram's grid shows."""

from dataclasses import replace

import looking
import pyphen
import pytest

from bot.share_image import draw, line_breaking, word_breaks

BOX = line_breaking.Box(width=912, height=780, largest=320, smallest=48, leading=1.13)
SHORT, USUAL = "Sommerfest", "Sommerfest der Kulturen: 18 Vereine laden am Freitag in den Westpark ein"
TITLES = {
    "sign": "!",
    "short": SHORT,
    "usual": USUAL,
    "longest": looking.LONGEST,
    "compound": looking.COMPOUND,
}
SIZED = [
    "Nein",
    *TITLES.values(),
    looking.LONGEST[:119],
    "Wort " * 23 + "End",
    looking.COMPOUND * 2,
    "a1" * 58,
]


def fit(title: str, language: str = "de", **box: float) -> line_breaking.Setting:
    """Fit with letters that are all 0.55 em wide."""
    return line_breaking.fit(title, replace(BOX, **box), lambda text: len(text) * 0.55, language)


def test_the_longest_title_has_the_173_characters_it_is_named_for() -> None:
    assert len(looking.LONGEST) == 173


@pytest.mark.parametrize("size", ["portrait", "square", "landscape"])
@pytest.mark.parametrize("layout", ["card", "photo", "event", "call", "sober"])
def test_a_title_is_never_too_small_and_facts_give_way(layout: str, size: str) -> None:
    for title in SIZED if size == "portrait" else SIZED[4:7]:
        card = looking.make_for(layout, title=title, facts=looking.FACTS)
        em = looking.Recorder(card, size).find_size(title) if title != "!" else 60
        assert em >= (60 if len(title) < 120 and size != "landscape" else 48), title


def test_a_word_alone_is_as_large_as_a_poster() -> None:
    for title in ("Danke", "Frieden"):
        assert looking.Recorder(looking.make_card(title)).find_size(title) >= 200
    number = looking.Recorder(looking.make_card("43 %", layout="number"))
    assert number.find_size("43 %") >= 350


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
@pytest.mark.parametrize("layout", ["card", "photo", "event"])
@pytest.mark.parametrize("size", ["portrait", "square"])
def test_the_title_stays_inside_the_3_to_4_crop_of_the_profile_grid(
    title: str, layout: str, size: str
) -> None:
    width, height = looking.SIZES[size]
    hidden = (width - height * 3 / 4) / 2
    for _, _, _, (left, top, right, bottom) in looking.Recorder(
        looking.make_for(layout, title=title), size
    ).lines:
        assert hidden <= left
        assert right <= width - hidden
        assert 40 < top < bottom < height - 40


@pytest.mark.parametrize("layout", looking.LAYOUTS)
@pytest.mark.parametrize("size", looking.SIZES)
def test_no_line_touches_another(layout: str, size: str) -> None:
    for title in ("Fußball verbindet", looking.LONGEST):
        fields = {} if layout in {"number", "quote"} else {"title": title}
        boxes = [
            box for line, *_, box in looking.Recorder(looking.make_for(layout, **fields), size).lines if line
        ]
        for place, one in enumerate(boxes):
            for other in boxes[place + 1 :]:
                is_apart = (
                    one[3] <= other[1] or other[3] <= one[1] or one[2] <= other[0] or other[2] <= one[0]
                )
                assert is_apart, (one, other)


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_no_letter_gets_lost_between_lines(title: str) -> None:
    assert looking.fold("".join(fit(title).lines)) == looking.fold(title)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("de", "Große Demo: / Wir sind mehr"),
        ("vi", "Tết Nguyên Đán: / Lễ hội mừng / năm mới"),
        ("de", "Sommerfest / der Kulturen: / 18 Vereine laden / in den Westpark ein"),
        ("de", "Der neue Kurs / für Eltern / und Kinder / beginnt im Mai"),
        ("de", "Podiumsdiskussion / mit Oberbürgermeister / Thomas Meier"),
        ("de", "Jetzt anmelden: / Deutschkurs B1 / startet / am 11. Januar"),
        ("de", "Verbund trifft / Verwaltung: / Gespräch über / Einbürgerung"),
        ("de", "Winterpause / vom 23. Dezember / bis 6. Januar"),
        ("zh", "春节联欢会： / 欢迎所有邻居 / 和朋友参加"),
        ("ja", "日本語の / 会話カフェを / 毎週金曜日に / 開きます"),
    ],
)
def test_lines_end_where_a_reader_would_pause(language: str, lines: str) -> None:
    recorder = looking.Recorder(
        looking.make_bare(lines.replace(" / ", "" if language in {"zh", "ja"} else " "), language=language)
    )
    if language in {"zh", "ja"} and not recorder.lines[0][0].startswith(lines[0]):
        pytest.skip("no font for Chinese and Japanese")
    assert " / ".join(line.replace("\u00a0", " ") for line, *_ in recorder.lines) == lines


@pytest.mark.parametrize(
    ("title", "never"),
    [
        (
            "Wir feiern das Jubiläum der Stadtbücherei mit einem großen Fest im Park",
            {"das", "der", "mit", "im"},
        ),
        ("Bürgermeisterin Aylin Öztürk besucht die Werkstatt am Kanal", {"die", "am", "Aylin"}),
        ("New swimming course for women of all ages starts in January", {"for", "of", "in"}),
        ("Soirée de contes africains à la bibliothèque de la ville", {"de", "à", "la"}),
    ],
)
def test_no_line_ends_in_a_word_that_leans_on_the_next(title: str, never: set[str]) -> None:
    language = "fr" if "Soirée" in title else "en" if "New" in title else "de"
    for height in (300, 500, 780):
        lines = fit(title, language, height=height).lines
        assert not {line.split()[-1] for line in lines[:-1]} & never, lines


def test_a_compound_is_broken_at_its_seams() -> None:
    lines = fit(f"{looking.COMPOUND} im Ruhestand").lines
    assert lines[:3] == ("Donaudampf-", "schifffahrts-", "gesellschafts-")


def test_no_word_is_broken_where_little_is_gained() -> None:
    assert not any(
        line.endswith("-") for line in fit("Migrationsberatung bleibt kostenlos", largest=112).lines
    )


def test_an_endless_word_is_torn_rather_than_made_unreadable() -> None:
    setting = fit("https://beispiel.de/" + "a1" * 40)
    assert setting.size >= BOX.smallest


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
    assert together in word_breaks.glue(title, "de")


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("日本の文化。", ["日", "本", "の", "文", "化。"]),
        ("パーティー", ["パー", "ティー"]),
        ("会：欢迎", ["会：", "欢", "迎"]),
        ("한국문화", ["한국문화"]),
        ("ไทยในเมือง", ["ไทย", "ใน", "เมือง"]),
        ("ភាសា\u200bខ្មែរ", ["ភាសា\u200b", "ខ្មែរ"]),
        ("Fest", ["Fest"]),
    ],
)
def test_scripts_without_spaces_have_places_to_break(word: str, pieces: list[str]) -> None:
    assert word_breaks.split_signs(word) == pieces


def test_the_last_line_is_no_lonely_word() -> None:
    assert len(fit("Wir laden alle Familien zum großen Fest der Vereine ein").lines[-1]) > 6


def test_a_title_is_cut_only_beyond_180_characters_and_at_a_word() -> None:
    exact, long = "Wort " * 35 + "Enden", "Wort " * 40
    assert draw.shorten(exact) == exact
    assert draw.shorten(long.strip()) == "Wort " * 34 + "Wort…"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "Mitgliederversammlung Donaudampfschifffahrtsgesellschaft Öffentlichkeitsarbeit"),
        ("fr", "bibliothèque internationalement"),
        ("uk", "благодійність"),
    ],
)
def test_words_are_hyphenated_where_pyphen_would(language: str, words: str) -> None:
    """Its patterns are read in a lighter way; what comes of them is the same."""
    pyphens = pyphen.Pyphen(lang=language)
    for word in words.split():
        places = [sum(map(len, before)) for before in _list_beginnings(word, language)]
        whole = [place for place in pyphens.positions(word) if 4 <= place <= len(word) - 4]
        assert whole, word
        assert places == whole


def _list_beginnings(word: str, language: str) -> list[list[str]]:
    parts = [part.text for part in word_breaks.list_parts(word, language)]
    return [parts[:end] for end in range(1, len(parts))]


def test_a_number_stays_with_what_it_counts_and_lets_a_small_word_go() -> None:
    assert "22.\u00a0Hauptversammlung" in word_breaks.glue("22. Hauptversammlung", "de")
    assert word_breaks.glue("am 23.09.2022 in Essen", "de")[1:] == ["23.09.2022", "in", "Essen"]


def test_a_long_word_behind_its_number_is_broken_where_that_lets_the_title_grow() -> None:
    assert fit("22. Hauptversammlung").lines == ("22.\u00a0Haupt-", "versammlung")


def test_a_legal_form_and_a_stroke_stay_with_what_stands_before() -> None:
    assert word_breaks.glue("Musikverein Sailauf e. V.", "de")[-1] == "Sailauf\u00a0e.\u00a0V."
    assert word_breaks.glue("Beratung // ab Mai", "de")[0] == "Beratung\u00a0//"
    assert word_breaks.glue("pane e vino", "it") == ["pane", "e", "vino"]


def test_two_words_are_a_poster_of_two_lines() -> None:
    assert fit("Friedrich Engels").lines == ("Friedrich", "Engels")
    assert fit("Vortrag: Friedrich Engels in Barmen und in Köln").lines[1].startswith("Friedrich Engels")
