"""What newspapers put around and into an article stays out of its text, title and picture."""

from bot.archive.articles import main_text
from bot.archive.html_tree import list_blocks, parse_html
from tests.archive.test_article import LEAD, MORE, page, read

THIRD = "Im nächsten Jahr soll das Fest zwei Tage dauern, sagte die Vorsitzende am Abend unter dem Zelt."
PARTS = [LEAD, MORE, THIRD]
FACE = '<img src="/b/anna.jpg" alt="Anna Test">'
AUTHOR = '<meta name="author" content="Anna Test">'
TOLD = '<title>Das Sommerfest war schön - Verein</title><meta property="og:title" content="{}">'

FRAMES = {
    "a machine's translation": "<p>Dies ist eine maschinelle Übersetzung eines fremden Artikels.</p>",
    "a machine's summary": "<p>Diese Zusammenfassung wurde künstlich erzeugt. Sagen Sie uns Ihre Meinung.</p>"
    "<ul><li>Viele Familien kamen am Samstag in den Garten des Vereins am Kanal.</li></ul>",
    "links to others": "<ul><li><a href='/1'>Kanal: Der Verein hat ein neues Boot für die Jugend</a></li>"
    "<li>Stadtteil: <a href='/2'>Im Haus am Markt wird am Abend wieder gekocht</a></li></ul>",
    "a picture's words": "<img src='/b/fest.jpg' alt='Kinder am Kanal mit bunten Drachen'>"
    "<p>Kinder am Kanal mit bunten Drachen. dpa/Ben Muster</p>",
    "who wrote": f"<div><div>{FACE}</div><b>Anna Test</b><p>Der Kanal, das ist meine Heimat und mein Beruf."
    "</p></div>",
    "how long it takes": "<p>3 Minuten Lesezeit</p><p>Von: Anna TEST, Ben Muster</p>",
    "a heading for ears": "<h2 class='line hidden'>Hauptinhalt</h2>",
}
TAILS = (
    "<p>4</p><p>19.03.2024</p>",
    "<p>Freier Journalismus braucht deine Unterstützung.</p>",
    "<p>2 Wochen kostenlos testen</p><p>Das Blatt berichtet jeden Tag. Lesen Sie es gratis und ohne Abo.</p>",
)


def test_what_a_newspaper_puts_between_the_paragraphs_is_no_text() -> None:
    head = f"<title>Das Sommerfest war schön - Verein</title>{AUTHOR}"
    for name, frame in FRAMES.items():
        read_again = read(
            page(LEAD).replace("</main>", f"{frame}<p>{MORE}</p><p>{THIRD}</p></main>"), head=head
        )
        assert read_again.text == f"{LEAD}\n\n{MORE}\n\n{THIRD}", name


def test_a_text_that_advertisements_part_is_read_whole_without_its_authors_name() -> None:
    parts = "".join(
        f"<section><div class='article-body'><p>{text}</p><hr><p>Mehr.</p></div></section><div>Anzeige</div>"
        for text in PARTS
    )
    told = f"<h1>Das Fest</h1><p>Anna Test</p>{parts}"
    blocks = list_blocks(parse_html(told))
    chosen = main_text.choose(
        blocks, [place for place, block in enumerate(blocks) if block.text in PARTS[:2]], 0
    )
    assert [blocks[place].text for place in chosen] == PARTS
    assert read(told.replace("article-body", ""), head=AUTHOR).text.startswith(LEAD)


def test_what_a_newspaper_puts_below_is_no_text() -> None:
    for tail in TAILS:
        body = page(LEAD, MORE, THIRD).replace("</main>", f"{tail}</main>")
        assert read(body).text == f"{LEAD}\n\n{MORE}\n\n{THIRD}", tail


def test_a_lead_loses_its_place_its_author_and_its_torn_first_letter() -> None:
    summary = f'<meta name="description" content="{LEAD}">'
    assert read(page(f"Essen. {LEAD}", MORE), head=summary).text.startswith(LEAD)
    assert read(page(f"{LEAD} Von Anna Test", MORE)).text.startswith(f"{LEAD}\n")
    assert read(page(f"<span class='initial'>D</span> {LEAD[1:]}", MORE)).text.startswith(LEAD)
    assert read(page(f"<span>O</span> {MORE}")).text == f"O {MORE}"


def test_a_title_is_told_with_a_kicker_where_it_says_little_alone() -> None:
    body = page(LEAD, MORE, before="<p>Fest am Kanal</p>", title="Es war schön")
    assert read(body, head=TOLD.format("Fest am Kanal: Es war schön")).title == "Fest am Kanal: Es war schön"
    parts = (
        "<span class='line'>Fest am Kanal</span><span class='topline'>Hunderte kommen in den Garten</span>"
    )
    told = read(page(LEAD, title=parts), head=TOLD.format("Fest am Kanal: Verein zufrieden"))
    assert told.title == "Fest am Kanal: Hunderte kommen in den Garten"


def test_a_heading_among_the_breadcrumbs_is_not_the_title() -> None:
    crumbs = "<ol class='breadcrumb'><li><h1>Das Sommerfest war schön</h1></li></ol>"
    body = f"<main>{crumbs}<h2 class='headline'>Hunderte feiern am Kanal</h2><p>{LEAD}</p></main>"
    assert read(body, head=TOLD.format("Hunderte feiern am Kanal")).title == "Hunderte feiern am Kanal"


def test_a_text_right_below_the_title_is_taken_before_another_far_below() -> None:
    menu = "".join(f"<div>Rubrik {n}</div>" for n in range(20))
    told = f"<h1>Das Fest</h1><div><p>{LEAD}</p><p>{MORE}</p></div>{menu}<article><p>{THIRD}</p></article>"
    blocks = list_blocks(parse_html(told))
    chosen = main_text.choose(blocks, [len(blocks) - 1], 0)
    assert [blocks[place].text for place in chosen] == [LEAD, MORE]


def test_no_avatar_and_no_widget_is_the_photo_and_a_film_gives_it_no_name() -> None:
    avatar = "<p><img src='/b/anna-rund.jpg' alt='Avatar Autor:in'></p>"
    widget = (
        "<div class='portlet'><a href='/wetter'><img src='/b/warnung.jpg' alt='Warnung (© Amt)'></a></div>"
    )
    assert read(page(LEAD, MORE, before=avatar) + widget).photo is None
    film = "<img src='/b/fest.jpg' alt='Am Kanal'><figcaption>Boote und ihre Namen</figcaption>"
    photo = read(page(LEAD, MORE).replace("<p>", f"<figure class='player'>{film}</figure><p>", 1)).photo
    assert photo is not None
    assert photo.caption == "Am Kanal"


def test_a_note_a_point_and_a_quotation_have_sources_of_their_own() -> None:
    for part in (
        "<ol><li>Ein Wort. Quelle: Stadt</li></ol>",
        "<blockquote>Ein Wort.</blockquote><p>Quelle: Stadt</p>",
    ):
        assert read(page(LEAD, MORE).replace("</main>", f"{part}</main>")).source_line == "", part
    assert read(page(LEAD, MORE, "Quelle: Stadt")).source_line == "Stadt"
