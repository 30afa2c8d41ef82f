"""Article pages of the usual content management systems: the text, and nothing around it."""

from pathlib import Path

import pytest

from bot.archive import boilerplate
from bot.archive.articles import html_article
from bot.domain.article import Article, Entry
from tests.archive.sites import NOW

PAGES = Path(__file__).parent / "pages"
URL = "https://verein.example/nachrichten/neue-raeume-fuer-die-hausaufgabenhilfe"
TEXT = (
    "Die Hausaufgabenhilfe ist in das alte Postamt gezogen und hat dort nun vier helle Räume.",
    "Zwölf Ehrenamtliche betreuen an drei Nachmittagen der Woche rund fünfzig Kinder aus dem Viertel.",
    "Wer helfen möchte, meldet sich im Büro.",
)
SYSTEMS = ("typo3", "joomla", "wordpress", "tables")


def read(system: str) -> Article:
    text = (PAGES / f"{system}.html").read_text("utf-8")
    found = html_article.Page(url=URL, text=text)
    return html_article.parse_article(found, Entry(url=URL), boilerplate.LearnedFrame(), NOW)


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_article_and_nothing_else_is_read(system: str) -> None:
    found = read(system)
    assert found.title == "Neue Räume für die Hausaufgabenhilfe"
    assert found.text == "\n\n".join(TEXT)


@pytest.mark.parametrize("system", SYSTEMS)
def test_its_photo_is_found(system: str) -> None:
    photo = read(system).photo
    assert photo is not None
    assert "raeume" in photo.url
    assert photo.credit == ("" if system == "joomla" else "R. Haddad")


@pytest.mark.parametrize("system", ["typo3", "joomla", "wordpress"])
def test_its_category_is_found(system: str) -> None:
    assert read(system).categories == ("Bildung",)


@pytest.mark.parametrize("system", ["typo3", "joomla", "wordpress"])
def test_its_date_is_found(system: str) -> None:
    published_at = read(system).published_at
    assert published_at is not None
    assert published_at.date().isoformat() == "2026-11-18"
