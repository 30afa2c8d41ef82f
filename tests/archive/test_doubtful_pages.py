"""What is no article, and what may be none: each sign by how long the text is, from both sides."""

import dataclasses
from collections.abc import Sequence

import pytest

from bot.archive import boilerplate
from bot.archive.articles.html_article import Page, parse_article
from bot.archive.articles.page_kind import Shown, find_marked, tell_other_kind
from bot.archive.articles.unavailable import Signs, is_certain, is_likely, list_doubts, read_signs
from bot.archive.html_tree import Block, parse_html
from bot.archive.linked_data import read_linked
from bot.domain.article import Entry
from tests.archive.sites import NOW

NONE = Signs()
CHALLENGE, DETOUR = Signs(has_challenge=True), Signs(is_detour=True)
OTHER_KIND = Signs(types=frozenset({"Product"}))
SENTENCE = "Das ist ein Satz von genau sechzig Zeichen, nicht mehr, gut."


@pytest.mark.parametrize(
    ("signs", "length", "is_none"),
    [
        (NONE, 0, False),
        (CHALLENGE, 699, True),
        (CHALLENGE, 700, False),
        (DETOUR, 699, True),
        (DETOUR, 700, False),
    ],
)
def test_a_challenge_or_a_detour_shows_no_article_where_little_is_said(
    signs: Signs, length: int, *, is_none: bool
) -> None:
    assert is_certain(signs, "x" * length) is is_none


@pytest.mark.parametrize(
    ("consent", "others", "is_wall"),
    [
        (8, 92, True),
        (6, 94, False),
        (2, 19, True),
        (20, 0, False),
        (21, 0, True),
        (29, 371, True),
        (27, 999, False),
    ],
)
def test_a_wall_of_consent_is_told_by_its_words(consent: int, others: int, *, is_wall: bool) -> None:
    assert is_certain(NONE, "Cookies " * consent + "wort " * others) is is_wall


@pytest.mark.parametrize(
    ("signs", "title", "length", "is_notice"),
    [
        (NONE, "Wartungsarbeiten", 699, True),
        (NONE, "Wartungsarbeiten", 700, False),
        (NONE, "Das Sommerfest", 1, False),
        (Signs(has_password=True), "Das Sommerfest", 699, True),
        (Signs(has_password=True), "Das Sommerfest", 700, False),
        (NONE, "x" * 690 + " not found", 1, True),
        (NONE, "x" * 700 + " not found", 1, False),
    ],
)
def test_a_notice_is_likely_where_little_is_said(
    signs: Signs, title: str, length: int, *, is_notice: bool
) -> None:
    assert is_likely(signs, title, "x" * length) is is_notice


@pytest.mark.parametrize(
    ("page", "signs"),
    [
        ("<p>x</p>", NONE),
        ("<script src='/cdn-cgi/challenge-platform/a.js'></script>", CHALLENGE),
        ("<script>var a='datadome'</script>", CHALLENGE),
        (f"<script>{' ' * 2000}datadome</script>", NONE),
        ("<meta name='robots' content='NOINDEX'><meta http-equiv='refresh' content='0'>", DETOUR),
        ("<meta name='robots' content='noindex'>", NONE),
        ("<meta http-equiv='refresh' content='0'>", NONE),
        ("<input type='Password'>", Signs(has_password=True)),
        ("<input type='text'><input>", NONE),
        (
            "<script type='application/ld+json'>{\"isAccessibleForFree\": false}</script>",
            Signs(is_for_subscribers=True),
        ),
        ('<script>{"isAccessibleForFree": false}</script>', NONE),
        ("<div itemscope itemtype='https://schema.org/Recipe'>x</div>", Signs(types=frozenset({"Recipe"}))),
        ("<meta property='og:type' content='product'>", OTHER_KIND),
        ("<meta property='og:type' content='article'>", Signs(types=frozenset({"Article"}))),
        (
            '<script type=\'application/ld+json\'>{"@type": ["FAQPage"]}</script>',
            Signs(types=frozenset({"FAQPage"})),
        ),
        (
            '<script type=\'application/ld+json\'>[{"@type": "Offer"}, {"@type": "NewsArticle"}]</script>',
            Signs(types=frozenset({"Offer", "NewsArticle"})),
        ),
    ],
)
def test_the_elements_of_a_page_give_signs(page: str, signs: Signs) -> None:
    root = parse_html(f"<html><head></head><body>{page}</body></html>")
    assert read_signs(root, read_linked(root)) == signs


@pytest.mark.parametrize(
    ("paragraphs", "words"),
    [
        ([SENTENCE], ""),
        (["Eine Zeile"] * 3 + [SENTENCE], ""),
        (["Eine Zeile"] * 4 + [SENTENCE], "begins with many lines"),
        (["Eine Zeile"] * 4, "begins with many lines"),
        (["X" * 59], "Most of its text"),
        ([SENTENCE, "x" * 30, "y" * 30], ""),
        ([SENTENCE, "x" * 30, "y" * 31], "Most of its text"),
        ([f"{SENTENCE} Mehr lesen"] * 2, ""),
        ([f"{SENTENCE} Mehr lesen"] * 3, "leads to several others"),
        ([f"{SENTENCE} Mehr lesen"] * 3 + [SENTENCE] * 28, ""),
        ([SENTENCE, *["mehr"] * 6], ""),
        ([f"und so {SENTENCE}"], "begins in the middle"),
        ([f"Zudem {SENTENCE}"], "begins in the middle"),
    ],
)
def test_lines_in_place_of_sentences_are_doubted(paragraphs: Sequence[str], words: str) -> None:
    doubts = list_doubts(NONE, paragraphs, "Das Sommerfest", paragraphs)
    assert len(doubts) == bool(words)
    assert words in "".join(doubts)


POST = '<h2><a href="{link}">{name}</a></h2><p>{name}: ' + f"{SENTENCE} " * 5 + "</p>"


@pytest.mark.parametrize(
    ("posts", "is_doubted"),
    [
        (("/fest/", "/ausflug/", "/wahl/"), True),
        (("/fest/", "/ausflug/"), False),
        (("/fest/", "/fest/#comments", "/fest"), False),
        (("/blog/", "/ausflug/", "/wahl/"), False),
        (("https://anderswo.example/", "/ausflug/", "/wahl/", "/chor/"), False),
    ],
    ids=["three posts", "two", "one thrice", "its own and two to read next", "a report on another site"],
)
def test_a_page_of_several_articles_is_no_article(posts: Sequence[str], *, is_doubted: bool) -> None:
    names = ("Das Sommerfest war schön", "Der Ausflug ins Grüne", "Die Wahl des Vorstands", "Der Chor singt")
    told = "".join(POST.format(link=link, name=name) for link, name in zip(posts, names, strict=False))
    page = Page(url="https://verein.example/blog/", text=f"<body><main>{told}</main></body>")
    article = parse_article(page, Entry(url=page.url, title=""), boilerplate.LearnedFrame(), NOW)
    assert article.title == names[0]
    assert any("leads to several others" in doubt for doubt in article.doubts) is is_doubted


@pytest.mark.parametrize(
    ("signs", "line", "length", "is_stub"),
    [
        (Signs(is_for_subscribers=True), "", 899, True),
        (Signs(is_for_subscribers=True), "", 900, False),
        (NONE, "Weiterlesen mit Abo", 899, True),
        (NONE, "Weiterlesen mit Abo", 900, False),
        (NONE, "Nichts davon", 100, False),
    ],
)
def test_a_beginning_for_subscribers_is_doubted(
    signs: Signs, line: str, length: int, *, is_stub: bool
) -> None:
    doubts = list_doubts(signs, ["Kopf", line], "Das Sommerfest", ["X" * length])
    assert bool(doubts) is is_stub


def test_a_title_that_is_the_sites_name_is_doubted() -> None:
    told = [
        bool(list_doubts(NONE, [], name, [SENTENCE], f"https://{host}/fest"))
        for name, host in (
            ("Gartenfreunde Nord", "www.gartenfreunde-nord.example"),
            ("Gartenfreunde Nord e. V.", "gartenfreundenord.example"),
            ("Gartenfreunde Nord laden ein", "gartenfreunde-nord.example"),
            ("Garten", "garten.example"),
            ("Gartenfest", ""),
        )
    ]
    assert told == [True, True, False, False, False]


def test_a_page_about_the_site_is_doubted_by_its_title() -> None:
    told = [
        bool(list_doubts(NONE, [], name, [SENTENCE]))
        for name in ("Über uns", "Über uns und euch", "Termine!", "Herzlich willkommen", "Willkommen im Team")
    ]
    assert told == [True, False, True, True, False]


def shown(path: str, name: str, text: str, *, has_day: bool = True) -> Shown:
    return Shown(url=f"https://verein.example/{path}", name=name, text=text, has_day=has_day)


def test_a_forum_and_a_lexicon_are_told_by_their_folder_alone() -> None:
    told = [
        tell_other_kind(NONE, shown(path, "Das Sommerfest", SENTENCE))
        for path in (
            "forum/fest",
            "lexikon/f/fest",
            "viewtopic.php?t=5",
            "fest-im-forum",
            "glossar-erschienen",
        )
    ]
    assert told == ["a forum", "a reference book", "a forum", "", ""]


@pytest.mark.parametrize(
    ("signs", "path", "name", "words", "has_day", "is_other"),
    [
        (NONE, "/aktuelles/fest", "Das Sommerfest", "wort", True, False),
        (OTHER_KIND, "/aktuelles/fest", "Das Sommerfest", "wort", True, True),
        (NONE, "/aktuelles/fest", "Das Sommerfest", "wort", False, False),
        (NONE, "/aktuelles/fest", "Sommerfest", "wort", False, True),
        (NONE, "/aktuelles/fest", "Sommerfest", "wort", True, False),
        (NONE, "/lexikonfest", "Das Sommerfest", "wort", False, False),
        (NONE, "/angebote/fest", "Das Sommerfest", "wort", False, True),
        (NONE, "/aktuelles/fest", "So feiern wir richtig", "wort", True, False),
        (NONE, "/aktuelles/fest", "So feiern wir richtig", "wort", False, True),
        (NONE, "/aktuelles/fest", "Fünf Tipps für den Sommer", "Jetzt bestellen und sparen", True, True),
        (NONE, "/aktuelles/tipps", "Fünf Tipps für den Sommer", "wort", True, False),
        (NONE, "/tipps/sommer", "Fünf Tipps für den Sommer", "wort", True, True),
        (NONE, "/", "Das Sommerfest", "wort", False, True),
        (NONE, "/?p=5", "Das Sommerfest", "wort", False, False),
        (NONE, "/aktuelles/fest", "Das Sommerfest", "nur 20 € je Nacht und ein Zimmer", False, True),
        (NONE, "/aktuelles/fest", "Das Sommerfest", "bei uns buchst du deine Reise", True, True),
        (NONE, "/aktuelles/fest", "Das Sommerfest", "sagen sie. Sie sind noch da und", True, False),
    ],
)
def test_a_page_of_another_kind_is_told_by_two_hints_or_by_what_it_says_it_is(
    signs: Signs, path: str, name: str, words: str, *, has_day: bool, is_other: bool
) -> None:
    page = shown(path[1:], name, f"Am Freitag {words}" + f" {words}" * 175, has_day=has_day)
    assert bool(tell_other_kind(signs, page)) is is_other
    if signs is NONE:
        assert not tell_other_kind(signs, dataclasses.replace(page, text=page.text[:699])), (
            "too short to tell"
        )


def test_of_what_kind_a_page_is_stands_in_its_words() -> None:
    plain = "Der Tisch hat eine Platte aus Holz, und seine Beine sind rund und schwer. " * 8
    told = {
        words: tell_other_kind(NONE, shown(path, name, words + plain, has_day=has_day))
        for path, name, words, has_day in (
            ("tisch", "Der runde Tisch", "", True),
            ("tisch", "Der runde Tisch", "Er steht. ", False),
            ("tisch", "Der runde Tisch", "Am Freitag kam er. ", False),
            ("tisch", "Der runde Tisch", "Das Beste sei er, sagte Rosa. ", False),
            ("nachrichten/tisch", "Der runde Tisch", "Er kam. ", False),
            ("tisch", "Der runde Tisch", "Das Produkt ist im Laden erhältlich. ", True),
            ("tisch", "Der runde Tisch", "Hast du einen? Dann hol dir noch ihn, wenn du dich traust. ", True),
            ("tisch", "Der runde Tisch", "Nehmen Sie zwei. Stellen Sie ihn auf. ", False),
            ("tisch", "Der runde Tisch im Test", "Am Montag kam er an. ", True),
            (
                "tisch",
                "Der runde Kuchen",
                "Dazu 200 g Mehl, 2 EL Zucker, 3 Tassen Milch und 1 TL Salz. ",
                True,
            ),
            ("advertorial/tisch", "Der runde Tisch", "Am Montag kam er. ", True),
            ("tisch", "Mein Tisch", "Am Montag kam er, " + "ich mag ihn. " * 9, True),
            ("tisch", "Mein Tisch", "Am Montag rief sie: „" + "Ich mag ihn. " * 9 + "“", True),
        )
    }
    assert list(told.values()) == [
        *("", "a page that always stands there", "", "", "", "an offer", "a guide", "a guide"),
        *("a test of a product", "a recipe", "an advertisement", "a guide", ""),
    ]


def test_of_what_kind_a_page_is_is_hinted_at_around_its_words() -> None:
    news = shown("bank/gelb", "Die gelbe Bank", "Am Freitag kam die gelbe Bank an den Kanal. " * 20)
    advice = "Am Freitag ist sie da. " + "Man kann sie je nach Wetter streichen, muss sie aber ölen. " * 20
    change = dataclasses.replace
    told = [
        (tell_other_kind(Signs(sorts=frozenset(sorts), types=frozenset(types)), page) or "news").split(
            maxsplit=1
        )[-1]
        for sorts, types, page in (
            (("promo",), (), news),
            (("podcast",), (), news),
            (("page",), (), news),
            (("page",), (), change(news, has_day=False)),
            ((), ("Website",), change(news, has_day=False)),
            ((), ("Website", "NewsArticle"), change(news, has_day=False)),
            ((), ("LiveBlogPosting", "NewsArticle"), news),
            ((), (), change(news, name="Streit um Bank +++ Rat tagt bis in die Nacht")),
            ((), (), change(news, name="+++ Bank ist da +++")),
            ((), (), change(news, filed=("Bau-Ratgeber",))),
            (
                (),
                (),
                change(news, filed=("Bau-Ratgeber",), said="Die Bank ist da. Erfahren Sie, wie sie bleibt."),
            ),
            ((), (), change(news, text=advice)),
            ((), (), change(news, text=advice, name="Drei Schritte zur Bank")),
            (
                (),
                (),
                change(
                    news, url="https://verein.example/presse/gelb", text=advice[:2000], name="Wie wir sitzen"
                ),
            ),
            ((), (), change(news, name="Bank-Deals der Woche", is_earning=True)),
            ((), ("Product",), news),
            ((), ("Product",), change(news, name="Das sollten Sie über Bänke wissen")),
            ((), (), change(news, text="Presseeinladung: Bank am Kanal")),
            ((), (), change(news, text="Wir laden am Montag um 10 Uhr herzlich zum Pressegespräch ein.")),
            ((), (), change(news, text="Beim Pressegespräch am Montag lud die Stadt alle auf die Bank ein.")),
        )
    ]
    assert told == [
        *("advertisement", "episode of a programme", "news", "page that always stands there"),
        *("page that always stands there", "news", "live ticker", "live ticker", "news"),
        *("news", "guide", "news", "guide", "guide", "offer"),
        *("offer", "guide", "invitation for the press", "invitation for the press", "news"),
    ]


def test_a_line_may_call_all_of_a_page_an_advertisement() -> None:
    marks = (
        "– Advertorial Tischlerei –",
        "*Werbung. Dieser Beitrag entstand mit",
        "Autor: Rosa (Sponsored Post)",
        "Dieser Artikel entstand in Kooperation mit",
    )
    others = (
        "Anzeige",
        "- ANZEIGE -",
        "Anzeige: Kredite",
        "Werbung für mehr Demokratie",
        "Sponsored content",
    )
    told = [find_marked([Block(text=line)]) for line in (*marks, *others, f"Advertorial {'x' * 150}")]
    assert told == [*("an advertisement" for _ in marks), *("" for _ in others), ""]
    told = [find_marked([Block(text=line)]) for line in ("MP3-Download (1:00 h)", "Das MP3 zum Fest")]
    assert told == ["an episode of a programme", ""]
    told = [find_marked([Block(text=line)]) for line in ("Es gilt das gesprochene Wort!", "Es gilt das Wort")]
    assert told == ["a speech", ""]


def test_a_page_may_tell_machines_only_that_it_advertises() -> None:
    body = f"<h1>{TITLE}</h1><p>{LEAD}</p><p>{SENTENCE}</p>"
    for said, kinds in (
        ("*Werbung. Dieser Beitrag enthält Werbung für Bänke.", 1),
        ("Werbung für Bänke.", 0),
    ):
        head = f"<title>{TITLE}</title><meta property='og:description' content='{said}'>"
        page = Page(url="https://v.example/bank", text=f"<html><head>{head}</head><body>{body}</body></html>")
        article = parse_article(page, Entry(url=page.url), boilerplate.LearnedFrame(), NOW)
        assert sum("an advertisement" in doubt for doubt in article.doubts) == kinds


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Die 10 schönsten Bänke am Kanal", "a guide"),
        ("Unsere 3 besten Bänke", "a guide"),
        ("Die 10 neuen Bänke am Kanal", ""),
        ("Es gibt 10 der schönsten Bänke", ""),
    ],
)
def test_a_list_of_the_best_is_rather_a_guide(name: str, kind: str) -> None:
    page = Shown(url="https://v.example/tipps/baenke", name=name, text=LEAD * 9, has_day=True)
    assert tell_other_kind(NONE, page) == kind


TITLE = "Mehr Bänke am Kanal"
LEAD = f"Am Montag hat der Rat über zwölf neue Bänke am Kanal gesprochen. {SENTENCE}"
PAGE = f"<h1>{TITLE}</h1><p>{LEAD}</p><p>{SENTENCE}</p>"
WAY = """<script type="application/ld+json">
{"@type": "BreadcrumbList", "itemListElement": [{"name": "Kolumnen"}]}</script>"""


def doubt(page: str, path: str = "aktuelles/baenke") -> str:
    """All that is doubted of a page below a path."""
    found = Page(url=f"https://verein.example/{path}", text=f"<html lang=de>{page}</html>")
    return " ".join(parse_article(found, Entry(url=found.url), boilerplate.LearnedFrame(), NOW).doubts)


def test_what_a_page_calls_an_opinion_is_asked_about() -> None:
    under = f"</h1><p>{{}} Rosa Beispiel</p>{PAGE.partition('</h1>')[2]}"
    opinions = {
        "filed": doubt(f"<body class='post-template-kolumne'>{PAGE}"),
        "sort": doubt(f"<body><article class='article-type-commentary'>{PAGE}</article>"),
        "way": doubt(f"<body>{WAY}{PAGE}"),
        "folder": doubt(f"<body>{PAGE}", "kolumnen-rosa/baenke"),
        "type": doubt(f"<body>{WAY.replace('BreadcrumbList', 'OpinionNewsArticle')}{PAGE}"),
        "title": doubt(f"<head><meta property=og:title content='Kommentar: {TITLE}'></head><body>{PAGE}"),
        "summary": doubt(
            f"<head><meta name=description content='Wo sitzen wir? Eine Glosse.'></head><body>{PAGE}"
        ),
        "told": doubt(f"<head><meta property=article:opinion content=true></head><body>{PAGE}"),
        "named": doubt(f"<head><meta name=page-kicker content=Leserkommentar></head><body>{PAGE}"),
        "kicker": doubt(f"<body><div>MEINUNG Stadtbild</div>{PAGE}"),
        "linked": doubt(
            f"<body><div><a href=/m>Leserbriefe</a></div>{PAGE}".replace("Leserbriefe", "Leserbrief")
        ),
        "byline": doubt(f"<body><h1>{TITLE}{under.format('Ein Gastbeitrag von')}"),
    }
    others = (
        doubt(f"<body>{PAGE}", "meinungsfreiheit/kommentar"),
        doubt(f"<head><meta property=article:opinion content=false></head><body>{PAGE}"),
        doubt(f"<body><ul><li><a href=/m>Meinung</a></li></ul>{PAGE}"),
        doubt(f"<body><div><a href=/m>Meinung</a></div><div><a href=/s>Sport</a></div>{PAGE}"),
        doubt(f"<body><h1>{TITLE}{under.format('Fotos von')}<h2>Kommentar von Cem</h2>"),
        doubt(
            f"<head><meta name=description content='Er sprach lange. Ein Kommentar blieb aus.'></head>{PAGE}"
        ),
    )
    assert [name for name, told in opinions.items() if "The page calls it “" not in told] == []
    assert not any(map(str.strip, others))
