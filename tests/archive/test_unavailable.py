"""A page that answers 200 with something else than the article is read again later, never taken for it."""

from contextlib import nullcontext
from datetime import timedelta
from email.utils import format_datetime

import pytest

from bot.archive.archive import HttpArchive
from bot.domain.article import Entry
from bot.domain.errors import NotReachable, PageUnavailable
from tests.archive.sites import NOW, Site

TITLE = "Nachbarschaftsküche sucht Köchinnen und Köche"
TEXT = (
    "Die Nachbarschaftsküche am Kanal sucht Menschen, die donnerstags gemeinsam kochen möchten. "
    "Gekocht wird ab siebzehn Uhr, gegessen um neunzehn Uhr, und niemand zahlt mehr als zwei Euro."
)
CHALLENGE = (
    '<html><head><title>Just a moment...</title><meta name="robots" content="noindex,nofollow">'
    '<meta http-equiv="refresh" content="390"><script '
    'src="/cdn-cgi/challenge-platform/h/b/x.js"></script></head>'
    "<body><h1>verein.example</h1><p>Checking if the site connection is secure. This may take a few seconds."
    "</p></body></html>"
)
MAINTENANCE = (
    "<html><head><title>Wartungsmodus</title></head><body><h1>Wir sind bald zurück</h1><p>Unsere "
    "Seiten werden "
    "gerade überarbeitet und stehen in wenigen Stunden wieder zur Verfügung. Danke für Ihre "
    "Geduld.</p></body></html>"
)
SIGN_IN = (
    "<html><head><title>Anmelden</title></head><body><h1>Anmelden</h1><p>Bitte melden Sie sich mit "
    "Ihrem Konto an, "
    'um diesen Bereich zu sehen.</p><form><input name="user"><input type="password" '
    'name="pw"></form></body></html>'
)
SUSPENDED = (
    "<html><head><title>Account Suspended</title></head><body><h1>Account Suspended</h1><p>This "
    "account has been "
    "suspended. Contact your hosting provider for more information about it.</p></body></html>"
)
NOT_FOUND = (
    "<html><head><title>Seite nicht gefunden</title></head><body><h1>Hoppla!</h1><p>Diese Seite "
    "konnte leider nicht "
    "gefunden werden. Vielleicht hilft Ihnen die Suche oder ein Blick auf unsere Startseite "
    "weiter.</p></body></html>"
)
CONSENT = (
    "<html><head><title>Ihre Privatsphäre</title></head><body><h1>Wir brauchen Ihre "
    "Einwilligung</h1><p>Wir und unsere "
    "Partner verwenden Cookies für Tracking und personalisierte Werbung. Wenn Sie zustimmen, "
    "akzeptieren Sie alle "
    "Cookies. Näheres steht im Datenschutz; Ihre Einwilligung lässt sich jederzeit "
    "widerrufen.</p></body></html>"
)
NOTICES = {
    "challenge": CHALLENGE,
    "maintenance": MAINTENANCE,
    "sign-in": SIGN_IN,
    "suspended": SUSPENDED,
    "soft 404": NOT_FOUND,
    "consent": CONSENT,
}


def render(title: str, text: str, more: str = "") -> str:
    main = f"<main><h1>{title}</h1><p>{text}</p></main>"
    return f"<html><head><title>{title}</title></head><body>{main}{more}</body></html>"


@pytest.mark.parametrize("notice", NOTICES.values(), ids=NOTICES)
def test_a_notice_in_the_articles_place_is_not_the_article(
    notice: str, site: Site, archive: HttpArchive
) -> None:
    url = site.show("/aktuelles/kueche", notice)
    with pytest.raises(PageUnavailable) as raised:
        archive.read(Entry(url=url, title=TITLE))
    assert isinstance(raised.value, NotReachable)
    with pytest.raises(PageUnavailable):
        archive.read(Entry(url=url, title=TITLE, summary=TEXT))
    site.show("/aktuelles/kueche", render(TITLE, TEXT))
    assert archive.read(Entry(url=url, title=TITLE)).text == TEXT


@pytest.mark.parametrize("notice", NOTICES.values(), ids=NOTICES)
def test_of_a_page_nobody_told_of_a_person_is_warned(notice: str, site: Site, archive: HttpArchive) -> None:
    read = archive.read(Entry(url=site.show("/aktuelles/kueche", notice)))
    assert len(read.doubts) == 1


def test_a_consent_wall_that_bears_the_articles_title_is_still_none(site: Site, archive: HttpArchive) -> None:
    wall = CONSENT.replace("<head>", f'<head><meta property="og:title" content="{TITLE}">')
    with pytest.raises(PageUnavailable):
        archive.read(Entry(url=site.show("/aktuelles/kueche", wall), title=TITLE))


def test_a_feed_that_carries_the_whole_text_is_believed_before_such_a_page(
    site: Site, archive: HttpArchive
) -> None:
    url = site.show("/aktuelles/kueche", MAINTENANCE)
    read = archive.read(Entry(url=url, title=TITLE, html=f"<p>{TEXT}</p><p>{TEXT[::1]}</p>", guid="7"))
    assert (read.title, read.guid, read.url) == (TITLE, "7", url)
    assert read.text.startswith(TEXT)
    whole = f"<p>{TEXT}</p>"
    for length, is_believed in ((298, False), (299, False), (300, True), (301, True)):
        told = Entry(url=url, title=TITLE, html=whole + "\n" * (length - len(whole)))
        with nullcontext() if is_believed else pytest.raises(PageUnavailable):
            assert archive.read(told).text == TEXT


@pytest.mark.parametrize(
    ("title", "listed"),
    [
        ("Wartung am Aufzug im Bürgerhaus", "Wartung am Aufzug im Bürgerhaus"),
        ("Nachbarschaftsküche sucht noch mehr Köchinnen", TITLE),
        ("Gemeinsam kochen am Kanal", "Küche"),
    ],
    ids=["about maintenance", "title edited", "title shortened in the list"],
)
def test_an_article_is_read_whatever_its_title(
    title: str, listed: str, site: Site, archive: HttpArchive
) -> None:
    login = '<form><input type="password" name="pw"></form>'
    url = site.show("/aktuelles/kueche", render(title, TEXT, login))
    read = archive.read(Entry(url=url, title=listed, summary=TEXT))
    assert (read.title, read.doubts) == (title, ())


def test_another_title_over_the_same_text_is_an_edit(site: Site, archive: HttpArchive) -> None:
    url = site.show("/aktuelles/kueche", render("Donnerstags wird gekocht", TEXT))
    assert archive.read(Entry(url=url, title="Völlig anderer Titel", summary=TEXT)).text == TEXT


def test_the_same_text_at_two_addresses_is_doubted(site: Site, archive: HttpArchive) -> None:
    page = render("Unser Haus", TEXT)
    first, second = (archive.read(Entry(url=site.show(path, page))) for path in ("/a/eins", "/a/zwei"))
    assert not first.doubts
    assert second.doubts


def test_a_page_without_any_text_that_was_told_of_is_tried_again(site: Site, archive: HttpArchive) -> None:
    url = site.show("/aktuelles/kueche", "<html><body><h1>Wartung</h1></body></html>")
    with pytest.raises(PageUnavailable):
        archive.read(Entry(url=url, title=TITLE))


@pytest.mark.parametrize(
    ("days", "day", "is_doubted"), [(90, "", True), (2, "", False), (90, "17.11.2026", False)]
)
def test_a_page_without_a_day_that_stood_there_for_long_is_asked_about(
    days: int, day: str, is_doubted: bool, site: Site, archive: HttpArchive
) -> None:
    changed = format_datetime(NOW - timedelta(days=days), usegmt=True)
    page = f"<main><article><h1>{TITLE}</h1><p class='date'>{day}</p><p>{TEXT}</p></article></main>"
    url = site.show("/alt.html", page, Last_Modified=changed)
    assert bool(archive.read(Entry(url=url, title=TITLE)).doubts) is is_doubted
