"""The whole post for one channel."""

import hashlib
import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from bot.compose import phrases
from bot.domain.article import Photo
from bot.domain.channel import get_traits, list_channels, utf16_length
from bot.domain.errors import BotError, NotReachable, StorageError
from bot.domain.post import Channel
from tests.compose.conftest import MakeArticle, MakeComposer
from tests.known_channels import FACEBOOK, INSTAGRAM

FEST = "Am Samstag, 9. Mai, ab 15 Uhr feiert der Verein Brücke im Stadtgarten sein Sommerfest."
GRAVE = "Auf das Gemeindehaus ist in der Nacht ein Brandanschlag verübt worden! Verletzt wurde niemand."


@pytest.mark.parametrize("channel", list_channels())
def test_the_same_article_gives_the_same_post(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime, channel: Channel
) -> None:
    article = make_article("Sommerfest", FEST)
    assert make_composer().compose(article, channel, now=now) == make_composer().compose(
        article, channel, now=now
    )


def test_the_image_lies_in_media_under_its_hash(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime, tmp_path: Path
) -> None:
    post = make_composer().compose(make_article("Sommerfest", FEST), FACEBOOK, now=now)
    image = Path(post.image)
    assert image == tmp_path / "media/made" / f"{post.image_sha256}.jpg"
    assert hashlib.sha256(image.read_bytes()).hexdigest() == post.image_sha256
    assert list(image.parent.iterdir()) == [image]


def test_an_image_that_is_there_already_is_neither_drawn_nor_written_again(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime
) -> None:
    article, composer = make_article("Sommerfest", FEST), make_composer()
    before = Path(composer.compose(article, FACEBOOK, now=now).image).stat()
    drawn = composer._drawn
    after = Path(composer.compose(article, INSTAGRAM, now=now).image).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert composer._drawn is drawn
    composer.compose(replace(article, title="Winterfest"), FACEBOOK, now=now)
    assert composer._drawn is not drawn


def test_a_spoilt_image_is_replaced(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime
) -> None:
    article = make_article("Sommerfest", FEST)
    image = Path(make_composer().compose(article, FACEBOOK, now=now).image)
    for spoilt in (b"half", b"\xff\xff\xff"):
        image.write_bytes(spoilt)
        make_composer().compose(article, FACEBOOK, now=now)
        assert hashlib.sha256(image.read_bytes()).hexdigest() == image.stem


def test_a_media_directory_that_refuses_is_one_sentence(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime, tmp_path: Path
) -> None:
    (tmp_path / "media").write_text("a file, not a directory")
    with pytest.raises(StorageError, match="share image cannot be written"):
        make_composer().compose(make_article("Sommerfest", FEST), FACEBOOK, now=now)


def test_a_caption_begins_with_its_words_and_leaves_the_title_to_the_picture(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime
) -> None:
    post = make_composer().compose(make_article("Zehn Jahre Nachbarschaft", FEST), INSTAGRAM, now=now)
    assert post.caption.startswith("Am Samstag, 9. Mai, ab 15 Uhr")
    assert "Zehn Jahre" not in post.caption


def test_a_coming_event_stands_in_caption_and_picture_and_ends_with_its_day(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime
) -> None:
    post = make_composer().compose(make_article("Sommerfest", FEST), FACEBOOK, now=now)
    assert "📅 Samstag, 9. Mai 2026, 15 Uhr" in post.caption
    assert "Termin: Samstag, 9. Mai 2026, 15 Uhr" in post.alt_text
    assert post.not_after == datetime(2026, 5, 9, 21, 59, 59, tzinfo=UTC)


def test_a_date_in_a_list_counts_though_a_list_is_not_quoted(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime
) -> None:
    text = (
        "Der Verein Brücke lädt zum Sommerfest ein.\n\n- Wann: Samstag, 9. Mai, 15 Uhr\n\n- Wo: Stadtgarten"
    )
    post = make_composer().compose(make_article("Sommerfest", text), FACEBOOK, now=now)
    assert post.teaser == "Der Verein Brücke lädt zum Sommerfest ein."
    assert "📅 Samstag, 9. Mai 2026, 15 Uhr" in post.caption


def test_a_side_event_outside_the_teaser_shows_no_date_but_ends_the_post(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime
) -> None:
    report = "Der Verein Brücke hat am Samstag (2.5.) mit 300 Gästen sein 25-jähriges Bestehen gefeiert. "
    side = (
        "Zum Abschluss war Tanz. Am 30. Mai folgt ein Tag der offenen Tür mit Führungen und Theater für alle"
    )
    text = f"{report}Es gab Musik. Alle tanzten. {side}, {'die sich freuen, ' * 20}und mehr."
    post = make_composer().compose(make_article("25 Jahre", text), FACEBOOK, now=now)
    assert "30. Mai" not in post.caption + post.alt_text
    assert post.not_after == datetime(2026, 5, 30, 21, 59, 59, tzinfo=UTC)


def test_grave_words_count_in_the_articles_own_language_too(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime
) -> None:
    article = make_article("Arson attack on a mosque", "The mosque burned down at night.", language="en")
    assert make_composer(language="de").compose(article, FACEBOOK, now=now).sober


def test_an_english_obituary_is_sober(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime
) -> None:
    article = make_article("Joe Asante", "Our member Joe Asante passed away on Friday.", language="en")
    assert make_composer().compose(article, FACEBOOK, now=now).sober


CALLED_OFF = [
    pytest.param(
        "Sommerfest abgesagt", "Das Sommerfest am Samstag, 9. Mai, muss abgesagt werden.", id="cancelled"
    ),
    pytest.param(
        "Konzert entfällt", "Das Konzert am Samstag, 9. Mai, um 20 Uhr entfällt.", id="does not take place"
    ),
]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Das Treffen wird vom 12. Mai auf Dienstag, 2. Juni, verschoben."),
        ("en", "The meeting of 12 May has been postponed to Tuesday, 2 June, because of repairs."),
    ],
)
def test_what_is_postponed_is_announced_on_its_new_day(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime, language: str, text: str
) -> None:
    post = make_composer().compose(make_article("Treffen", text, language=language), FACEBOOK, now=now)
    assert text in post.caption
    assert post.event
    assert post.event.start == "2026-06-02"


@pytest.mark.parametrize(("title", "text"), CALLED_OFF)
def test_what_is_called_off_is_not_announced(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime, title: str, text: str
) -> None:
    post = make_composer().compose(make_article(title, text), FACEBOOK, now=now)
    assert text in post.caption
    assert "📅" not in post.caption
    assert "Termin" not in post.alt_text
    assert post.not_after is not None


def test_a_picture_of_ones_own_is_kept_upright_and_without_metadata(
    make_composer: MakeComposer, tmp_path: Path
) -> None:
    own = Image.new("RGB", (1500, 1000), (180, 30, 40))
    exif = Image.Exif()
    exif[0x0112] = 6  # held sideways
    exif.get_ifd(0x8825)[1] = "N"  # where it was taken
    file = io.BytesIO()
    own.save(file, "JPEG", exif=exif)
    kept = make_composer().take_image(file.getvalue())
    with Image.open(kept.path) as stored:
        assert stored.size == (kept.width, kept.height) == (1200, 1500)
        assert not stored.getexif()
    assert hashlib.sha256(Path(kept.path).read_bytes()).hexdigest() == kept.sha256


def test_a_picture_of_ones_own_that_is_damaged_is_refused(make_composer: MakeComposer) -> None:
    with pytest.raises(BotError, match="no picture"):
        make_composer().take_image(b"\xff\xd8\xff and nothing more")


def test_a_firm_no_calls_nothing_off(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime
) -> None:
    text = "Eine Absage an Rassismus ist die Kundgebung am Samstag, 9. Mai, um 14 Uhr am Rathaus."
    post = make_composer().compose(make_article("Kundgebung", text), FACEBOOK, now=now)
    assert "📅 Samstag, 9. Mai 2026, 14 Uhr" in post.caption


def test_a_report_that_names_the_next_date_is_no_event_card(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime
) -> None:
    report = "Am Samstag (2.5.) haben 2.000 Menschen gefeiert. Es gab Musik. Alle tanzten."
    text = f"{report}\n\nDas nächste Fest findet am 8. August 2026 statt."
    post = make_composer().compose(make_article("2.000 Gäste beim Fest", text), FACEBOOK, now=now)
    assert "📅 Samstag, 8. August 2026" in post.caption
    assert "Termin" not in post.alt_text


def test_a_past_event_is_recognised_by_its_last_day(
    make_composer: MakeComposer, make_article: MakeArticle
) -> None:
    later = datetime(2026, 5, 10, 9, tzinfo=UTC)
    post = make_composer().compose(make_article("Sommerfest", FEST), FACEBOOK, now=later)
    assert post.not_after is not None
    assert post.not_after < later


@pytest.mark.parametrize("channel", list_channels())
def test_a_grave_subject_gets_a_sober_post(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime, channel: Channel
) -> None:
    text = f"{GRAVE}\n\n{FEST}"
    post = make_composer().compose(make_article("Anschlag auf Gemeindehaus!", text), channel, now=now)
    assert post.sober
    assert "!" not in post.caption + post.alt_text
    assert "Sommerfest" not in post.caption
    assert all(sign not in post.caption for sign in "📅🔗")


def test_the_source_line_names_who_wrote_it_without_a_second_address(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime
) -> None:
    article = make_article("Sommerfest", FEST, source_line="Stadt Essen, www.essen.de")
    caption = make_composer().compose(article, FACEBOOK, now=now).caption
    assert caption.endswith("Quelle: Stadt Essen")
    assert "www.essen.de" not in caption


def test_the_source_line_is_found_in_the_text_when_the_archive_left_it_there(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime
) -> None:
    article = make_article("Sommerfest", f"{FEST} Quelle: Stadt Essen, www.essen.de")
    caption = make_composer().compose(article, FACEBOOK, now=now).caption
    assert caption.endswith("Quelle: Stadt Essen")
    assert caption.count("Quelle") == 1


def test_links_carry_the_channels_tags(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime
) -> None:
    post = make_composer(link_tags="utm_source={channel}").compose(
        make_article("Sommerfest", FEST), FACEBOOK, now=now
    )
    assert post.link.endswith("?utm_source=facebook")
    assert post.link in post.caption


def load_photo(url: str) -> bytes:
    assert url == "https://v.example/foto.png"
    made = io.BytesIO()
    Image.effect_noise((1200, 900), 40).convert("RGB").save(made, "JPEG")
    return made.getvalue()


PHOTO = Photo(url="https://v.example/foto.png", caption="Tanz im Park", credit="© Ada Kaya, Stadt Essen")


@pytest.mark.parametrize(
    ("allowed", "is_used"),
    [
        ((), False),
        (("",), False),
        (("Ben Roth",), False),
        (("ada kaya",), True),
        (("Ben Roth", "Stadt Essen"), True),
        (("*",), True),
    ],
    ids=["none by default", "an empty fragment", "another name", "a fragment", "one of several", "any"],
)
def test_a_photo_is_used_only_when_its_credit_is_allowed(
    make_composer: MakeComposer,
    make_article: MakeArticle,
    now: datetime,
    allowed: tuple[str, ...],
    is_used: bool,
) -> None:
    composer = make_composer(photo_credits=allowed, fetch_photo=load_photo)
    post = composer.compose(make_article("Sommerfest", FEST, photo=PHOTO), FACEBOOK, now=now)
    assert ("Foto: Ada Kaya, Stadt Essen" in post.caption) is is_used
    assert post.alt_text.startswith("Foto mit Überschrift" if is_used else "Textkarte")
    assert ("Tanz im Park" in post.alt_text) is is_used


def test_a_grave_subject_shows_no_photo(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime
) -> None:
    composer = make_composer(photo_credits=("*",), fetch_photo=load_photo)
    post = composer.compose(make_article("Anschlag auf Gemeindehaus", GRAVE, photo=PHOTO), FACEBOOK, now=now)
    assert post.alt_text.startswith("Textkarte")
    assert "Ada Kaya" not in post.caption


def test_a_photo_that_cannot_be_had_leaves_the_card_and_a_warning(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime
) -> None:
    def refuse(url: str) -> bytes:
        raise NotReachable("v.example does not answer now.")

    composer = make_composer(photo_credits=("*",), fetch_photo=refuse)
    post = composer.compose(make_article("Sommerfest", FEST, photo=PHOTO), FACEBOOK, now=now)
    assert post.alt_text.startswith("Textkarte")
    assert any("v.example does not answer now." in warning for warning in post.warnings)


def test_a_photo_that_cannot_be_drawn_is_neither_described_nor_credited(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime
) -> None:
    composer = make_composer(photo_credits=("*",), fetch_photo=lambda _: b"\xff\xd8\xff broken")
    post = composer.compose(make_article("Sommerfest", FEST, photo=PHOTO), FACEBOOK, now=now)
    assert "Ada Kaya" not in post.caption
    assert post.alt_text.startswith("Textkarte")
    assert post.warnings


def test_a_doubtful_date_is_a_warning(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime
) -> None:
    article = make_article("Treffen", "Das Treffen findet am Freitag, 7. Mai, im Rathaus statt.")
    post = make_composer().compose(article, FACEBOOK, now=now)
    assert post.not_after is None
    assert any("Freitag, 7. Mai" in warning for warning in post.warnings)
    holiday = make_article("Treffen", "Das Treffen findet am Osterfreitag, 7. Mai, im Rathaus statt.")
    post = make_composer().compose(holiday, FACEBOOK, now=now)
    assert not any("7. Mai" in warning for warning in post.warnings)


@pytest.mark.parametrize("channel", list_channels())
def test_a_long_article_stays_within_every_limit(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime, channel: Channel
) -> None:
    article = make_article("Überschrift 🎉 " * 12, f"{FEST} " * 400, categories=("Sehr lange Rubrik",) * 9)
    post = make_composer().compose(article, channel, now=now)
    assert utf16_length(post.caption) <= get_traits(channel).limits.caption
    assert utf16_length(post.alt_text) <= get_traits(channel).limits.alt_text
    assert len(post.hashtags) <= get_traits(channel).limits.hashtags


def test_an_article_without_text_posts_its_title_and_says_so(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime
) -> None:
    post = make_composer().compose(make_article("Sommerfest", ""), FACEBOOK, now=now)
    assert post.teaser == "Sommerfest"
    assert post.caption.count("Sommerfest") == 1
    assert any("No sentence" in warning for warning in post.warnings)


FOREIGN = [
    pytest.param(
        "en",
        "A new home. Mr. Smith opens it today. All are welcome there.",
        "Mr. Smith opens it today.",
        id="English",
    ),
    pytest.param(
        "tr", "Yeni ev açıldı. Dr. Yılmaz herkesi davet ediyor.", "Dr. Yılmaz herkesi davet", id="Turkish"
    ),
    pytest.param("uk", "Новий дім відкрито. Зустріч на вул. Миру щосуботи.", "на вул. Миру", id="Ukrainian"),
    pytest.param(
        "ar", "افتتح البيت الجديد اليوم. هل أنتم مستعدون للقاء؟", "افتتح البيت الجديد اليوم.", id="Arabic"
    ),
]


@pytest.mark.parametrize(("language", "text", "quoted"), FOREIGN)
def test_fixed_words_are_the_instances_whatever_the_article_is_written_in(
    make_composer: MakeComposer,
    make_article: MakeArticle,
    now: datetime,
    language: str,
    text: str,
    quoted: str,
) -> None:
    page = f"Zum Hauptinhalt springen\n\n{text}"
    post = make_composer().compose(make_article("Neu", page, language=language), FACEBOOK, now=now)
    assert quoted in post.teaser
    assert "Hauptinhalt" not in post.teaser
    assert f"{phrases.get_phrases('de')['read_on']}: https" in post.caption
    post = make_composer(language="en").compose(
        make_article("Neu", page, language=language), FACEBOOK, now=now
    )
    assert f"{phrases.get_phrases('en')['read_on']}: https" in post.caption


@pytest.mark.parametrize("channel", list_channels())
def test_a_local_file_shows_no_address(
    make_composer: MakeComposer, make_article: MakeArticle, now: datetime, channel: Channel
) -> None:
    article = make_article("Sommerfest", FEST, url="file:///home/ada/fest.txt")
    caption = make_composer(link_tags="a=b").compose(article, channel, now=now).caption
    assert "file:" not in caption
    assert "Mehr dazu" not in caption
    assert "·" not in caption
