"""The sample archive as visitors, feed readers and editors meet it."""

from collections.abc import Iterator
from datetime import timedelta

import feedparser
import httpx
import pytest
from lxml import html

from bot.sandbox.archive.samples import Sample
from bot.sandbox.faults import Fault
from bot.sandbox.sandbox import Sandbox


@pytest.fixture
def browser() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False, follow_redirects=True) as client:
        yield client


def _titles(browser: httpx.Client, url: str) -> list[str]:
    return [
        str(node.text_content())
        for node in html.fromstring(browser.get(url).text).xpath("//div[@class='news-item']//h2")
    ]


def _page(browser: httpx.Client, url: str) -> html.HtmlElement:
    return html.fromstring(browser.get(url).text)


def _plain(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_eight_articles_stand_at_the_start_and_four_wait(world: Sandbox) -> None:
    assert (len(world.archive.shown()), len(world.archive.waiting)) == (8, 4)


def test_the_list_shows_five_a_page_and_leads_on(world: Sandbox, browser: httpx.Client) -> None:
    first, second = world.archive.url, f"{world.archive.url}?page=2"
    assert [len(_titles(browser, url)) for url in (first, second)] == [5, 3]
    assert _page(browser, first).xpath("//a[@rel='next']")[0].get("href").endswith("?page=2")
    assert _page(browser, second).xpath("//a[@rel='next']") == []


def test_a_published_article_stands_first(world: Sandbox, browser: httpx.Client) -> None:
    (address,) = world.archive.publish_next()
    title = _page(browser, address).xpath("//h1")[0].text_content()
    assert _titles(browser, world.archive.url)[0] == title


def test_a_page_has_the_frame_of_the_associations_site(world: Sandbox, browser: httpx.Client) -> None:
    page = _page(browser, world.archive.address("neue-deutschkurse-am-abend-starten-im-april"))
    assert page.xpath("/html/body/a")[0].text_content() == "Zum Hauptinhalt springen"
    assert (
        page.xpath("//*[@class='section-heading']")[0].text_content() == "Aktuelle Nachrichten und Beiträge"
    )
    assert page.xpath("//*[@class='categories']")[0].text_content() == "AlleBildungSprache"
    assert "die digitale Mitgliederzeitschrift" in _plain(page.xpath("//aside//h3")[0])
    assert "ist ein Dachverband" in _plain(page.xpath("//footer//p")[0])
    assert "zum Instagram-Profil" in _plain(page.xpath("//footer//ul")[0])
    assert page.xpath("//time | //*[@class='date']") == []


DEFECTS = {
    "mitgliederversammlung-waehlt-neuen-vorstand": "(v.l.n.r.):",
    "strassenfest-am-lindenplatz-6000-gaeste-und-ein-langer-tisch": "der Tisch ere Meter",
    "212-neue-deutsche-feiern-im-rathaus": "sagte er.Für die",
    "fruehling-im-verbund": "Liebe Leserinnen und Leser, der Winter",
    "foerderfonds-nachbarschaft-bis-zum-30-juni-bewerben": "Pressemitteilung vom 4.5.:Bis zu",
}


@pytest.mark.parametrize(("slug", "words"), DEFECTS.items(), ids=list(DEFECTS))
def test_articles_have_the_defects_of_real_ones(
    world: Sandbox, browser: httpx.Client, slug: str, words: str
) -> None:
    text = _plain(_page(browser, world.archive.address(slug)).xpath("//*[@class='news-text']")[0])
    assert words in text


def test_entities_are_escaped_once(world: Sandbox, browser: httpx.Client) -> None:
    source = browser.get(world.archive.publish("ausstellung-ich-du-wir-zeigt-64-portraets")).text
    assert 'headline">„Ich &amp; Du = Wir“' in source
    assert "&lt;herzlich willkommen&gt;" in source


def test_the_feed_carries_the_same_articles(world: Sandbox, browser: httpx.Client) -> None:
    world.archive.publish_next(4)
    feed = feedparser.parse(browser.get(world.archive.feed_url).content)
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == [each.sample.title for each in world.archive.shown()]
    assert len({entry.id for entry in feed.entries}) == 12


@pytest.mark.parametrize("header", ["etag", "last-modified"])
@pytest.mark.parametrize("place", ["url", "feed_url"])
def test_an_unchanged_listing_answers_304(
    world: Sandbox, browser: httpx.Client, place: str, header: str
) -> None:
    url = getattr(world.archive, place)
    known = browser.get(url).headers[header]
    name = "if-none-match" if header == "etag" else "if-modified-since"
    answer = browser.get(url, headers={name: known})
    assert (answer.status_code, answer.content) == (304, b"")


def test_a_changed_listing_answers_in_full(world: Sandbox, browser: httpx.Client) -> None:
    known = browser.get(world.archive.url).headers["etag"]
    world.archive.publish_next()
    assert browser.get(world.archive.url, headers={"if-none-match": known}).status_code == 200


def test_an_archived_article_moves_with_its_slug(world: Sandbox, browser: httpx.Client) -> None:
    old = world.archive.address("fruehling-im-verbund")
    new = world.archive.move_to_archive("fruehling-im-verbund")
    assert new.endswith("/servicecenter/archiv/nachrichten/fruehling-im-verbund")
    assert str(browser.get(old).url) == new
    assert _titles(browser, f"{world.archive.base}/servicecenter/archiv/nachrichten") == [
        "Frühling im Verbund"
    ]


def test_an_archived_article_may_leave_nothing_behind(world: Sandbox, browser: httpx.Client) -> None:
    old = world.archive.address("fruehling-im-verbund")
    world.archive.move_to_archive("fruehling-im-verbund", redirect=False)
    assert browser.get(old).status_code == 404


def test_an_edit_keeps_the_address(world: Sandbox, browser: httpx.Client) -> None:
    world.archive.edit("fruehling-im-verbund", title="Sommer im Verbund", text="Eins.\n\nZwei.")
    page = _page(browser, world.archive.address("fruehling-im-verbund"))
    assert page.xpath("//h1")[0].text_content() == "Sommer im Verbund"
    assert [_plain(node) for node in page.xpath("//*[@class='news-text']//p")] == ["Eins.", "Zwei."]


def test_a_withdrawn_article_is_gone(world: Sandbox, browser: httpx.Client) -> None:
    address = world.archive.address("fruehling-im-verbund")
    world.archive.withdraw("fruehling-im-verbund")
    assert browser.get(address).status_code == 404


def test_an_article_of_your_own_can_be_added(world: Sandbox, browser: httpx.Client) -> None:
    address = world.archive.add(Sample(slug="eigen", title="Eigen & neu", paragraphs=("Ein Satz.",)))
    assert _page(browser, address).xpath("//h1")[0].text_content() == "Eigen & neu"


def test_the_site_fails_as_often_as_told(world: Sandbox, browser: httpx.Client) -> None:
    world.archive.fail(503, times=2)
    assert [browser.get(world.archive.url).status_code for _ in range(3)] == [503, 503, 200]


def test_all_can_be_hidden(world: Sandbox, browser: httpx.Client) -> None:
    world.archive.hide_all()
    assert _titles(browser, world.archive.url) == []
    world.archive.show_again()
    assert len(_titles(browser, world.archive.url)) == 5


def test_pictures_are_jpegs(world: Sandbox, browser: httpx.Client) -> None:
    page = _page(browser, world.archive.address("neue-deutschkurse-am-abend-starten-im-april"))
    answer = browser.get(page.xpath("//figure//img")[0].get("src"))
    assert (answer.headers["content-type"], answer.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")


def test_an_archive_can_break_off(world: Sandbox, browser: httpx.Client) -> None:
    world.faults.add(Fault(point="archive.list", kind="drop"))
    with pytest.raises(httpx.RemoteProtocolError):
        browser.get(world.archive.url)


def test_the_oldest_articles_are_weeks_old(world: Sandbox) -> None:
    ages = [world.archive.clock() - each.published_at for each in world.archive.shown()]
    assert ages == sorted(ages)
    assert timedelta(days=5) < ages[0] < ages[-1] < timedelta(days=40)
