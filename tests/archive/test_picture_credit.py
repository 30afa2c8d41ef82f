"""Whose a picture is: in its line, its markup, the page's meta data and its file's name; and which it is."""

import pytest

from bot.archive.articles import picture_credit
from bot.archive.articles.photo import find_photo, may_be_photo
from bot.archive.credit_lines import PictureLine, find_picture_line
from bot.archive.html_tree import list_blocks, parse_html
from bot.domain.article import Photo
from tests.archive.test_article import LEAD, MORE, URL, page, read

NEXT = "<figure><img src='/b.svg'><figcaption>Foto: Bo</figcaption></figure>"
LINES = (
    ("Der Saal. Bild: dpa", ("Der Saal.", "dpa")),
    ("Der Saal (Foto: iFixit)", ("Der Saal", "iFixit")),
    ("Der Saal (Foto: verein.de)", ("Der Saal", "verein.de")),
    ("Der Saal (Foto: mia7 – stock.adobe.com)", ("Der Saal", "mia7 – stock.adobe.com")),
    ("Der Saal (Photo by Mia M on Unsplash)", ("Der Saal", "Mia M on Unsplash")),
    ("Der Saal. © Foto: Mia M", ("Der Saal.", "Mia M")),
    ("Der Saal (Bild: Mia M) Quelle: Netz", ("Der Saal", "Mia M")),
    ("Der Saal (Foto: dpa) Foto: Mia M", ("Der Saal", "Mia M / dpa")),
    ("Der Saal. Foto: Von Mia, CC BY 3.0, https://bilder.example/x?y=1", ("Der Saal.", "Mia, CC BY 3.0")),
    ("Bild: Mia (r.) und Bo im Saal / Quelle: Sender/Bo", ("Mia (r.) und Bo im Saal", "Sender/Bo")),
    ("© bank.de/bo Viele Gäste sitzen am großen See", ("Viele Gäste sitzen am großen See", "bank.de/bo")),
    ("Bildcredit: (c) mia - bank.example", ("", "mia - bank.example")),
    ("Photocredits Verein: Mia M", ("", "Mia M")),
    ("Symbolbild: Viele Gäste", ("Viele Gäste", "")),
    ("© Verein. Alle Rechte vorbehalten", ("", "")),
    ("© dpa, dpa:220124-99-1/5", ("", "")),
    ("x" * 251 + " Foto: pixabay", None),
    ("Im Bild: der neue Bus, den alle loben", None),
)  # fmt: skip


def test_a_line_tells_a_name_in_any_writing() -> None:
    for line, told in LINES:
        found = find_picture_line(line)
        assert (found and (found.caption, found.credit)) == told, line


def test_the_name_of_a_banks_file_says_whose_it_is() -> None:
    named = {
        "mia-muster-CX26UZSsrQM-unsplash-1024x683.jpg": "Mia Muster / Unsplash",
        "pexels-mia-muster-2990603.jpg": "Mia Muster / Pexels",
        "saal_r_k_b_by_mia_pixelio.de.jpg": "Mia / pixelio.de",
        "AdobeStock_94729890.jpeg": "Adobe Stock",
        "saal-istock-1234567.jpg": "iStock",
        "imago0171339405h.jpg": "imago",
        "imagologie-heute.jpg": "",
        "saal.jpg": "",
    }
    assert {name: picture_credit.read_file_name(f"https://a.example/x/{name}") for name in named} == named


def find(body: str, announced: str = "", **more: object) -> Photo | None:
    blocks = list_blocks(parse_html(f"<html><body>{body}</body></html>"))
    return find_photo(blocks, URL, announced, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<img src='/a.jpg' alt='Saal (Credit: Mia M)'>", ("Saal", "Mia M")),
        ("<img src='/a.jpg' title='Saal &amp;copy; Mia M'>", ("Saal", "Mia M")),
        ("<img src='/a.jpg' alt='Saal' data-copyright='Mia M'>", ("Saal", "Mia M")),
        ("<img src='/a.jpg' alt='Foto: Gäste, die am Saal stehen'>", ("Gäste, die am Saal stehen", "")),
        ("<img src='/a.jpg' alt='Saal von oben.jpg'>", ("", "")),
        ("<img src='/a.jpg'><div class='caption'>Artikel von Mia Muster</div>", ("", "")),
        ("<figure><img src='/a.jpg'><figcaption>Am See (dpa / Bo)</figcaption>", ("Am See", "dpa / Bo")),
        ("<figure><img src='/a.jpg'><figcaption>Bank20/@MiaM</figcaption></figure>", ("", "Bank20/@MiaM")),
        ("<figure><img src='/a.jpg'><figcaption><i>© Mia</i> Am See</figcaption>", ("Am See", "Mia")),
        (
            "<figure><img src='/a.jpg'><figcaption><p class='copyright'>Bild: dpa <span>Am See</span>",
            ("Am See", "dpa"),
        ),
        ("<img src='/a.jpg' alt='Saal' data-copyright='(Mia M)'>", ("Saal", "Mia M")),
        ("<img src='/a.jpg' alt='Saal' data-copyright='Mia M)'>", ("Saal", "Mia M")),
        ("<img src='/a.jpg' alt='Saal' data-copyright='(Mia M) und (Bo)'>", ("Saal", "(Mia M) und (Bo)")),
        (
            "<figure><img src='/a.jpg' data-copyright='Mia M'><figcaption>Foto: Mia M Der Saal",
            ("Der Saal", "Mia M"),
        ),
        (
            "<figure><img src='/a.jpg' data-copyright='Mia M'><figcaption>Der Saal Foto: Mia M und Bo",
            ("Der Saal", "Mia M und Bo"),
        ),
        (
            "<figure><img src='/a.jpg'><span class='credit'>Foto: Mi<span>Der Saal</span></span>",
            ("Der Saal", "Mi"),
        ),
        ("<figure><img src='/a.jpg'><figcaption>Mia / Bo</figcaption>", ("", "Mia / Bo")),
        (
            "<img src='/a.jpg' alt='Saal'><img src='/b.jpg' alt='Saal'><p>Am See. Foto: Mia M</p>",
            ("Am See.", "Mia M"),
        ),
        ("<img src='/a.jpg' alt='Saal'><img src='/b.jpg'><p>Am See. Foto: Mia M</p>", ("Saal", "")),
        (
            "<img src='/a.jpg'><noscript><img src='/b.jpg' alt='Turm'></noscript><p>Am See. Foto: Mia M</p>",
            ("Am See.", "Mia M"),
        ),
        ("<img src='/a.jpg'><img src='/b.jpg'><p>Copyright: Mia M</p>", ("", "Mia M")),
        ("<img src='/a.jpg'><img src='/b.jpg'><p>Der See. Foto: Mia M</p>", ("", "")),
        ("<p>Der Saal. Foto: Bo</p><img src='/a.jpg'>", ("Der Saal.", "Bo")),
        ("<p>So.</p><p>Der Saal. Foto: Bo</p><img src='/a.jpg'>", ("Der Saal.", "Bo")),
        ("<img src='/a.svg'><p>Der Saal. Foto: Bo</p><img src='/a.jpg'>", ("", "")),
        (
            f"<figure><img src='/a.jpg'><figcaption></figcaption></figure>{NEXT}",
            ("", ""),
        ),
        ("<div><img src='/a.jpg'></div><div><p>Foto: Bo</p></div>", ("", "Bo")),
        ("<figure><img src='/a.jpg'></figure><p>Foto: Bo</p>", ("", "Bo")),
        ("<img src='/a.jpg' alt='Der Saal (Symbolbild: Bo M)'>", ("Der Saal", "Bo M (Symbolbild)")),
        ("<img src='/a.jpg'><p>Symbolbild: Bo / pixabay</p>", ("", "Bo / pixabay (Symbolbild)")),
        ("<img src='/a.jpg'><p>Der Saal (Foto: Symbolbild Bo)</p>", ("Der Saal", "Symbolbild Bo")),
        ("<img src='/a.jpg' alt='Der neue Saal. Bild Mia Muster'>", ("Der neue Saal.", "Mia Muster")),
        ("<img src='/a.jpg' alt='Der neue Saal. Fotos zvg'>", ("Der neue Saal.", "zvg")),
        ("<img src='/a.jpg' alt='Der neue Saal. Bild des Tages'>", ("Der neue Saal. Bild des Tages", "")),
        (
            "<img src='/a.jpg' alt='Am Kanal früh. Screenshot aus Netz'>",
            ("Am Kanal früh.", "Screenshot aus Netz"),
        ),
        ("<div><img src='/a.jpg' alt='S'><i></i><p class='o-imagesource'>Amt Kray</p>", ("S", "Amt Kray")),
        ("<div><img src='/a.jpg' alt='S'><span class='source'>dpa/Mia</span></div>", ("S", "dpa/Mia")),
        ("<div><img src='/a.jpg' alt='Saal'><span class='source-of-all'>dpa/M</span></div>", ("Saal", "")),
    ],
)  # fmt: skip
def test_what_stands_at_a_picture_or_in_its_markup_is_its_credit(body: str, told: tuple[str, str]) -> None:
    photo = find(body)
    assert photo is not None
    assert (photo.caption, photo.credit) == told


def test_the_announced_picture_takes_its_words_from_where_it_stands_on_the_page() -> None:
    head = f"<title>Das Sommerfest war schön</title><meta property='og:image' content='{URL}/saal-4711.jpg'>"
    above = f"<div><img src='saal-4711-300x200.jpg'><p class='credit'>Foto: Mia M</p></div>{'<p>M.</p>' * 5}"
    photo = read(f"{above}{page(LEAD, MORE, LEAD)}", head=head).photo
    assert photo == Photo(url=f"{URL}/saal-4711.jpg", credit="Mia M")
    linked = '{"@type": "NewsArticle", "image": {"@type": "ImageObject", "author": "dpa/Mia M"}}'
    told = read(page(LEAD, MORE), head=f"{head}<script type='application/ld+json'>{linked}</script>").photo
    assert told == Photo(url=f"{URL}/saal-4711.jpg", credit="dpa/Mia M")
    alt = read(page(LEAD, MORE), head=f"{head}<meta property='og:image:alt' content='Saal (Foto: Bo)'>").photo
    assert alt == Photo(url=f"{URL}/saal-4711.jpg", credit="Bo")


@pytest.mark.parametrize(
    ("around", "credit"),
    [
        ("<aside class='sidebar'><div>{}<span class='source'>Foto: Mia M</span></div></aside>", "Mia M"),
        ("<nav><figure>{}<footer><span class='credit'>Mia M/dpa</span></footer></figure></nav>", "Mia M/dpa"),
        ("<nav><div>{}<p>Der Saal (Bildquelle: Mia M)</p></div></nav>", "Mia M"),
        ("<nav><div>{}<p>Der Saal</p><h4><a>Foto: Mia M</a></h4></div></nav>", "Mia M"),
        ("<nav><div>{}<p>Der Saal</p><p>Der Garten. Foto: Mia M</p></div></nav>", ""),
        ("<nav><div>{}<p>Der Saal</p><p>Der Garten</p><p>Foto: Mia M</p></div></nav>", ""),
        ("<nav><div>{}<img src='b.jpg'><p>Foto: Mia M</p></div></nav>", ""),
        ("<nav>{}</nav><footer><p class='copyright'>Gebaut von Bo</p></footer>", ""),
    ],
    ids=[
        *("beside the text", "in a figure's foot", "a caption", "below a caption", "another caption"),
        *("far below", "another picture", "the page's foot"),
    ],
)
def test_who_took_the_photo_may_stand_at_a_copy_that_is_no_part_of_the_text(around: str, credit: str) -> None:
    head = f"<title>Das Sommerfest war schön</title><meta property='og:image' content='{URL}/saal-4711.jpg'>"
    above = around.format("<img src='saal-4711-300x200.jpg'>")
    assert read(f"{above}{page(LEAD, MORE, LEAD)}", head=head).photo == Photo(
        url=f"{URL}/saal-4711.jpg", credit=credit
    )


def test_a_line_about_the_picture_above_the_text_is_the_announced_ones() -> None:
    head = f"<title>Das Sommerfest war schön</title><meta property='og:image' content='{URL}/saal.jpg'>"
    body = page(LEAD, "<img src='/andere.jpg'>", MORE, LEAD, "Beitragsbild: Mia M")
    assert read(body, head=head).photo == Photo(url=f"{URL}/saal.jpg", credit="Mia M")


@pytest.mark.parametrize(
    ("name", "credit", "lines", "told"),
    [
        ("saal", "", ["Titelbild: Mia M"], ("oben", "", "Mia M")),
        ("saal", "Bo", ["Titelbild: Mia M"], ("saal", "", "Bo")),
        ("mia-muster-AbCdEfGhIjK-unsplash", "Unsplash", [], ("mia-", "", "Mia Muster / Unsplash")),
        ("mia-muster-AbCdEfGhIjK-unsplash", "Pixabay", [], ("mia-", "", "Pixabay")),
        ("mia-muster-AbCdEfGhIjK-unsplash", "Mia", [], ("mia-", "", "Mia")),
        ("saal", "", ["Mia/Bo"], ("saal", "", "Mia/Bo")),
        ("saal", "", ["Mia/Bo", "Foto: Anna A"], ("saal", "", "Anna A")),
        ("saal", "", ["Am See (dpa)"], ("saal", "Am See", "dpa")),
        ("saal", "", ["Am See (dpa)", "Foto: Anna A"], ("saal", "Am See", "Anna A")),
    ],
)
def test_what_the_text_and_the_file_say_completes_a_picture(
    name: str, credit: str, lines: list[str], told: tuple[str, str, str]
) -> None:
    said = picture_credit.SaidOfPictures()
    for text in lines:
        line = find_picture_line(text) or PictureLine(caption=text, credit="")
        said.add(text, line, is_at_top=True)
    photo = picture_credit.complete(Photo(url=f"/{name}.jpg", credit=credit), said, "/oben.jpg")
    assert photo is not None
    assert (photo.url[1:5], photo.caption, photo.credit) == told


def test_of_two_pictures_the_one_that_the_title_tells_of_is_taken() -> None:
    announced = "https://verein.example/sommerfest-im-garten.jpg"
    other = find("<img src='/mia.jpg' alt='Mia'>", announced, title="Das Sommerfest war schön")
    assert other == Photo(url=announced)
    own = find("<img src='/mia.jpg' alt='Sommerfest'>", announced, title="Das Sommerfest war schön")
    assert own == Photo(url="https://verein.example/mia.jpg", caption="Sommerfest")


def test_a_sites_header_and_its_furniture_are_no_photos() -> None:
    assert find("<a href='/'><img src='/a.jpg' alt='Verein'></a>") is None
    assert find("<a href='/anderes'><img src='/a.jpg'></a>") is None
    assert find("<a href='/bild-1'><img src='/a.jpg' alt='Saal'></a>") is not None
    furniture = (
        "themes/x/kopf.jpg",
        "files/fallback/big/1.jpg",
        "forum/Profile-Picture-mia.png",
        "account/mia.jpg",
    )
    assert not any(may_be_photo(f"https://verein.example/{name}") for name in furniture)


def test_a_caption_glued_in_front_of_its_credit_is_no_part_of_it() -> None:
    said = picture_credit.SaidOfPictures()
    for photo, title, credit in (
        (Photo(url="/a.jpg", caption="Am See", credit="Am See / Mia M/Bank"), "Fest", "Mia M/Bank"),
        (Photo(url="/a.jpg", caption="", credit="Das Fest / Mia M"), "Das Fest", "Mia M"),
        (Photo(url="/a.jpg", caption="Am See", credit="Mia M / Am See"), "Fest", "Mia M / Am See"),
    ):
        found = picture_credit.complete(photo, said, "", title=title)
        assert found is not None
        assert found.credit == credit


SHOWN = "<div class='top'><img src='/kanalboot.jpg'></div>"


@pytest.mark.parametrize(
    ("beside", "own", "found"),
    [
        (SHOWN, "/saal.jpg", "/kanalboot.jpg"),
        ("", "/saal.jpg", "/saal.jpg"),
        (SHOWN, "/fest.jpg", "/fest.jpg"),
        (SHOWN.replace("kanalboot", "kanalboot-thumb"), "/saal.jpg", "/saal.jpg"),
    ],
    ids=["on the page", "announced only", "named by the title", "a small one"],
)
def test_the_announced_photo_wins_where_the_page_shows_it_and_the_title_names_none(
    beside: str, own: str, found: str
) -> None:
    announced = "kanalboot-thumb.jpg" if "thumb" in beside else "kanalboot.jpg"
    page = list_blocks(parse_html(f"<html><body>{beside}</body></html>"))
    photo = find(f"<img src='{own}'>", f"{URL}/{announced}", title="Das Fest", elsewhere=page)
    assert photo is not None
    assert photo.url.endswith(found)


@pytest.mark.parametrize(
    ("image", "found"),
    [
        ("<img class='lazy' data-src='/saal.jpg'>", "/saal.jpg"),
        ("<img class='lazyload' data-src='/saal.jpg'>", "/saal.jpg"),
        ("<img class='blank' src='/saal.jpg'>", ""),
        ("<img src='/lazy.jpg'>", ""),
        ("<img src='/forum/styles/verein/images/saal.jpg'>", ""),
        (
            "<img src='/files/styles/large/public/images/saal.jpg'>",
            "/files/styles/large/public/images/saal.jpg",
        ),
    ],
)
def test_a_photo_that_a_script_loads_is_one_and_a_picture_of_a_theme_is_none(image: str, found: str) -> None:
    photo = find(image)
    assert (photo.url.removeprefix("https://a.example") if photo else "").endswith(found)
    assert bool(photo) is bool(found)


@pytest.mark.parametrize(
    ("own", "announced", "found"),
    [
        ("saal-300x200.jpg", "saal.jpg", "saal.jpg"),
        ("saal-599x400.jpg", "saal.jpg", "saal.jpg"),
        ("saal-600x400.jpg", "saal.jpg", "saal-600x400.jpg"),
        ("saal.jpg?resize=300%2C200", "saal.jpg", "saal.jpg"),
        ("saal.jpg?resize=1300%2C200", "saal.jpg", "saal.jpg?resize=1300%2C200"),
        ("styles/s_small/saal.jpg", "styles/large/saal.jpg", "styles/large/saal.jpg"),
        ("saal-300x200.jpg", "saal-400x300.jpg", "saal-300x200.jpg"),
    ],
)
def test_of_two_copies_the_larger_one_is_taken(own: str, announced: str, found: str) -> None:
    photo = find(f"<img src='{URL}/{own}'>", f"{URL}/{announced}")
    assert photo is not None
    assert photo.url == f"{URL}/{found}"


@pytest.mark.parametrize(
    ("own", "announced", "is_taken"),
    [
        ("/b/fest-am-kanal.jpg", "/b/plakat.jpg", False),
        ("/b/plakat-300.jpg", "/b/plakat.jpg", True),
        ("/a/fest-am-kanal.jpg", "/b/plakat.jpg", True),
        ("/b/fest-am-kanal.jpg", "/b/1234.jpg", True),
    ],
    ids=["another", "a copy", "elsewhere", "a number"],
)
def test_what_stands_below_one_picture_is_not_said_of_another(
    own: str, announced: str, *, is_taken: bool
) -> None:
    said = picture_credit.SaidOfPictures()
    said.above = parse_html(f"<html><body><img src='https://a.example{own}'></body></html>").find(".//img")
    line = PictureLine(caption="Am Kanal", credit="Mia M")
    said.add("Am Kanal. Foto: Mia M", line, is_at_top=True)
    found = picture_credit.complete(Photo(url=f"https://a.example{announced}"), said, "")
    assert found is not None
    assert (found.caption, found.credit) == (("Am Kanal", "Mia M") if is_taken else ("", ""))


def test_the_first_line_at_the_top_belongs_to_the_picture_above_it() -> None:
    said = picture_credit.SaidOfPictures()
    line = PictureLine(caption="", credit="Mia M")
    said.add("Foto: Mia M", line, is_at_top=True)
    said.above = parse_html("<html><body><img src='/b/kanal.jpg'></body></html>").find(".//img")
    said.add("Foto: Bo", PictureLine(caption="", credit="Bo"), is_at_top=True)
    assert (said.credit, said.named) == ("Mia M", None)


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Fotos: Mia M", "Mia M"),
        ("(bo; Fotos: Mia M)", "Mia M"),
        ("Text: Bo Kahl Bild: Mia M", "Mia M"),
        ("Bericht und Foto: Mia M", "Mia M"),
        ("Bildnachweise: Mia M", "Mia M"),
        ("Foto: Mia M", ""),
        ("Der Hof am Abend. Foto: Mia M", ""),
    ],
)
def test_who_took_all_of_a_texts_pictures_stands_below_the_last_of_them(line: str, credit: str) -> None:
    first, last = (f"<img src='/bilder/{name}-im-hof.jpg' width='800'>" for name in ("fest", "chor"))
    article = read(page(first, LEAD, MORE, LEAD[:60], last, line))
    assert article.photo is not None
    assert article.photo.url.endswith("/fest-im-hof.jpg")
    assert article.photo.credit == credit
    assert "Mia" not in article.text
