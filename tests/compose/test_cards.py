"""What stands on the picture: facts before the day of publication, a title that does not shout, a rhythm."""

from datetime import datetime
from pathlib import Path

import pytest

from benchmarks import sample_people
from bot.compose.tone import calm_capitals
from bot.domain.article import Photo
from bot.domain.post import Composition, Styling
from bot.share_image import draw, photos, text
from tests.compose.conftest import MakeArticle, MakeComposer
from tests.known_channels import FACEBOOK, INSTAGRAM

FEST = (
    "Am Samstag, 9. Mai, von 15 bis 18 Uhr feiert der Verein Brücke im Bürgerhaus am Kanal sein Sommerfest."
)
CALL = "Wir suchen eine Sozialarbeiterin. Bewerbungen bitte bis zum 15. Juni an bewerbung@verein.example."
GRAVE = (
    "Mehmet Aydın ist tot. Der Verein trauert um seinen Gründer, der nach schwerer Krankheit gestorben ist."
)
PHOTO = Photo(url="https://www.verband.example/foto.jpg", credit="Foto: Verein")
PORTRAIT = sample_people.make_people((1000, 1500), ((500, 460, 330),), 3)
GROUP = sample_people.make_group((1600, 1000), 5, 2)


@pytest.fixture
def compose(make_composer: MakeComposer, make_article: MakeArticle, now: datetime, monkeypatch):  # type: ignore[no-untyped-def]
    """Composes an article and tells what was written on its picture."""

    def run(title: str, words: str, **more: object) -> tuple[Composition, list[str]]:
        data, styling, recent = (more.pop(name, None) for name in ("data", "styling", "recent"))
        settings = {"photo_credits": ("*",), "fetch_photo": lambda _: data} if data else {}
        composer = make_composer(**settings)
        written: list[str] = []
        really = text.draw
        monkeypatch.setattr(text, "draw", lambda *a, **k: (written.append(a[2]), really(*a, **k)))
        article = make_article(title, words, photo=PHOTO if data else None, **more)
        wishes = {"styling": styling or Styling(), "recent": recent or ()}
        made = composer.compose(article, FACEBOOK, now=now, **wishes)
        monkeypatch.setattr(text, "draw", really)
        return made, written

    return run


def test_an_invitation_with_a_photo_says_when_and_where_instead_of_the_day_it_was_written(compose) -> None:  # type: ignore[no-untyped-def]
    made, written = compose("Sommerfest der Brücke", FEST, data=GROUP)
    said = " ".join(written)
    assert made.layout == "photo"
    assert "Samstag, 9. Mai, 15 bis 18 Uhr" in said
    assert "Bürgerhaus" in said
    assert "4. Mai" not in said
    assert "2026" not in said


@pytest.mark.parametrize(("day", "has_year"), [("28. Februar 2027", False), ("1. März 2027", True)])
def test_a_day_within_three_hundred_days_needs_no_year(compose, day: str, *, has_year: bool) -> None:  # type: ignore[no-untyped-def]
    _, written = compose(
        "Sommerfest der Brücke", f"Am {day} um 15 Uhr feiert der Verein sein Fest.", data=GROUP
    )
    assert ("2027" in " ".join(written)) is has_year


def test_an_invitation_without_a_photo_has_the_day_large_with_its_weekday(compose) -> None:  # type: ignore[no-untyped-def]
    made, written = compose("Sommerfest der Brücke", FEST)
    assert made.layout == "event"
    assert {"Samstag", "9", "Mai", "15 bis 18 Uhr"} <= set(written)


@pytest.mark.parametrize(
    ("days", "written"),
    [
        ("Vom 9. bis 11. Mai", {"9–11", "Mai"}),
        ("Vom 30. Mai bis 2. Juni", {"30", "Mai – 2. Juni"}),
        ("Vom 9. Mai bis 9. Juni", {"9", "Mai – 9. Juni"}),
    ],
)
def test_several_days_stand_large_without_a_weekday(compose, days: str, written: set[str]) -> None:  # type: ignore[no-untyped-def]
    made, told = compose("Sommerfest der Brücke", f"{days} feiert der Verein im Bürgerhaus am Kanal.")
    assert made.layout == "event"
    assert written <= set(told)
    assert not any(day in told for day in ("Samstag", "Montag", "Dienstag"))


def test_each_day_of_a_series_is_a_line_with_its_time(compose) -> None:  # type: ignore[no-untyped-def]
    made, told = compose(
        "Tanzkurs", "Am 9. Mai, 16. Mai und 23. Mai um 15 Uhr tanzt der Verein im Bürgerhaus."
    )
    assert made.layout == "dates"
    days = [line for day in (9, 16, 23) for line in (f"Samstag, {day}. Mai", "15 Uhr")]
    assert told[1:7] == days


def test_a_call_says_until_when(compose) -> None:  # type: ignore[no-untyped-def]
    made, written = compose("Sozialarbeiterin gesucht", CALL)
    assert made.layout == "call"
    assert any("bis 15. Juni" in line for line in written)


def test_a_report_shows_the_day_it_tells_of(compose) -> None:  # type: ignore[no-untyped-def]
    words = "Am 2. Mai haben zwölf Vereine den Park gesäubert. Alle waren danach müde und froh."
    _, written = compose("Zwölf Vereine räumen auf", words)
    assert any("2. Mai 2026" in line for line in written)


def test_the_day_of_publication_stands_where_nothing_better_is_known(compose) -> None:  # type: ignore[no-untyped-def]
    _, written = compose("Neue Broschüre", "Unsere neue Broschüre ist da. Sie erklärt das Wahlrecht.")
    assert any("4. Mai 2026" in line for line in written)


@pytest.mark.skipif(not photos.has_detector(), reason="no face detector for this computer")
@pytest.mark.parametrize(("data", "kept"), [(PORTRAIT, True), (GROUP, False)], ids=["portrait", "group"])
def test_a_sober_post_keeps_a_portrait_and_nothing_else(compose, data: bytes, *, kept: bool) -> None:  # type: ignore[no-untyped-def]
    made, written = compose("Wir trauern um Mehmet Aydın", GRAVE, data=data)
    assert (made.sober, made.layout) == (True, "sober")
    assert any("Foto: Verein" in line for line in written) is kept


def test_the_ground_differs_from_its_neighbours_and_is_kept_when_drawn_again(compose) -> None:  # type: ignore[no-untyped-def]
    words = "Unsere neue Broschüre ist da. Sie erklärt das Wahlrecht."
    tones = [compose("Neue Broschüre", words, recent=recent)[0].styling.tone for recent in ((), ("brand",))]
    assert tones == ["brand", "paper"]
    again, _ = compose("Neue Broschüre", words, styling=Styling(tone="deep"), recent=("deep",))
    assert again.styling.tone == "deep"


def test_what_a_person_wants_is_drawn_and_described(compose) -> None:  # type: ignore[no-untyped-def]
    styling = Styling(title="Kommt alle!", layout="card", focus="50,10")
    made, written = compose("Sommerfest der Brücke", FEST, styling=styling)
    assert (made.layout, made.styling.title) == ("card", "Kommt alle!")
    assert "Kommt alle!" in " ".join(written).replace("\u00a0", " ")
    assert "„Kommt alle!“" in made.alt_text


def test_both_channels_show_the_same_picture(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime
) -> None:
    composer, article = make_composer(), make_article("Sommerfest der Brücke", FEST)
    made = [composer.compose(article, channel, now=now).image_sha256 for channel in (FACEBOOK, INSTAGRAM)]
    assert made[0] == made[1]


def test_a_title_without_letters_that_can_be_drawn_is_neither_claimed_nor_published(compose) -> None:  # type: ignore[no-untyped-def]
    made, _ = compose("\U00012000\U00012001:", "Ein Text.")
    assert "U+12000" in made.cure
    assert "\U00012000" not in made.alt_text
    assert Path(made.image).is_file()


def test_a_font_that_is_missing_is_known_before_anything_is_drawn(make_composer: MakeComposer) -> None:
    assert make_composer().find_cure("Sommerfest, Πάρτι, مهرجان, ☀️") == ""
    assert "apt install" in make_composer().find_cure("Fest \U00012000")
    assert draw.find_cure("") == ""


@pytest.mark.parametrize(
    ("title", "words", "language", "calm"),
    [
        ("GROSSE DEMO: WIR SIND MEHR", "Die große Demo beginnt.", "de", "Große Demo: Wir sind mehr"),
        (
            "AWO UND VHS ESSEN LADEN ZUM FEST EIN",
            "Die VHS Essen.",
            "de",
            "AWO und VHS Essen laden zum Fest ein",
        ),
        ("ЗУСТРІЧ УКРАЇНСЬКИХ РОДИН", "", "uk", "Зустріч українських родин"),
        ("NEW COURSE FOR WOMEN IN ESSEN", "It is in Essen.", "en", "New course for women in Essen"),
        ("TAG DER OFFENEN TÜR BEI DER AWO", "", "de", "Tag der offenen Tür bei der AWO"),
        ("Große Demo", "", "de", "Große Demo"),
        ("VHS und AWO laden ein", "", "de", "VHS und AWO laden ein"),
        ("DANKE!", "", "de", "DANKE!"),
        ("مهرجان", "", "ar", "مهرجان"),
    ],
)
def test_a_title_in_capitals_is_written_as_a_person_would(
    title: str, words: str, language: str, calm: str
) -> None:
    assert calm_capitals(title, words, language) == calm


def test_a_section_that_says_nothing_is_left_out_and_the_next_one_taken(compose) -> None:  # type: ignore[no-untyped-def]
    words = "Der Verein hat einen neuen Raum. Er liegt am Markt."
    _, written = compose("Ein neuer Raum", words, categories=("Uncategorized", "Stadtteil"))
    assert "Stadtteil" in written
    assert "Uncategorized" not in written
