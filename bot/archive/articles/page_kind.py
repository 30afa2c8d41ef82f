"""Of what kind a page is that stays: an offer, a recipe, a forum, a guide. News speak of a day."""

import functools
import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote, urlsplit

from bot.archive.articles import opinion
from bot.archive.articles.metadata import Meta
from bot.archive.articles.unavailable import Signs
from bot.archive.html_tree import Block
from bot.domain.article import Article
from bot.i18n import list_months, list_weekdays, mark, say

_OFFER = mark("an offer")
_RECIPE = mark("a recipe")
_FORUM = mark("a forum")
_REFERENCE = mark("a reference book")
_GUIDE = mark("a guide")
_TEST = mark("a test of a product")
_ADVERT = mark("an advertisement")
_BLOG = mark("a personal blog")
_LASTING = mark("a page that always stands there")

_TYPES = {
    **dict.fromkeys(("Product", "ProductGroup", "SoftwareApplication"), _OFFER),
    **dict.fromkeys(("DiscussionForumPosting", "QAPage"), _FORUM),
    **dict.fromkeys(("HowTo", "FAQPage"), _GUIDE),
    "DefinedTerm": _REFERENCE,
    "Recipe": _RECIPE,
}
"""Types of schema.org for pages that stay; an event has an Offer, too."""
_FOLDERS = {
    _REFERENCE: re.compile(r"(?:^|[/._-])(?:lexikon|glossar|wiki)[/._-]", re.IGNORECASE),
    _RECIPE: re.compile(r"(?:^|[/._-])rezepte?[/._-]", re.IGNORECASE),
    _OFFER: re.compile(r"(?:^|[/._-])shop[/._-]", re.IGNORECASE),
    _FORUM: re.compile(r"(?:^|[/._-])(?:for[ue]m|foren|threads?)[/._-]", re.IGNORECASE),
    _GUIDE: re.compile(r"/ratgeber/", re.IGNORECASE),
    _ADVERT: re.compile(
        r"/(?:[\w-]{0,20}advert(?:s|orials?|ising)?|sponsored[\w-]{0,20}|anzeigen?|promotion)/", re.IGNORECASE
    ),
}
"""What an address has before its last part."""
_FILE_OF_FORUMS = re.compile("viewtopic|showthread")
_OTHER_FOLDER = re.compile(
    r"(?:^|[/._-])(?:lexikon|glossar|wiki|rezepte?|shop|produkte?|leistungen|services?|kredit|angebote?|"
    r"vergleich|ratgeber|downloads?|ueber-uns|uber-uns|about(?:-us)?|impressum)(?=$|[/._-])",
    re.IGNORECASE,
)
_FOLDER_OF_GUIDES = re.compile(
    r"[/._-](?:tipps?|guides?|im-test|ideen|horoskope?|deals?|gutscheine?|kaufen|geschichte|themen|"
    r"verbraucher\w*)(?=[/._-])",
    re.IGNORECASE,
)
_FOLDER_OF_NEWS = re.compile(r"[/._-](?:news|nachrichten|presse|aktuell|meldung)", re.IGNORECASE)
_TITLE_OF_GUIDES = re.compile(
    r"(?:so|wie|was (?:ist|sind)|welche|ab wann|ich|meine?)\b[^„“”\"»«]*$|"
    r".*(?:\b(?:tipps?|ratgeber|im (?:\w+ )?test|selbe?r \w+en|vergleich|ideen|kaufen|pflegen?|richtig \w+n|"
    r"wissenswertes?|so geht['’]?s|liebsten?|lieblings\w+|must-?haves?|geheimtipp)\b|guide\b|anleitung|"
    r"rezept|horoskop)",
    re.IGNORECASE,
)
_TITLE_OF_TESTS = re.compile(r"im test\b|.*\b(?:im (?:\w+-)?test$|testbericht)", re.IGNORECASE)
_OF_SHOPS = re.compile(
    r"\b(?:[Kk]aufen|[Bb]estellen|Versand\w*|versand\w*|Lieferung|Lieferumfang|Warenkorb|[Bb]uchen Sie|"
    r"[Kk]ontaktieren [Ss]ie|[Jj]etzt anfragen|Rabatt|Gutschein\w*)\b"
)
_OF_PRODUCTS = re.compile(
    r"\b(?:UVP|Preise?|erhältlich|Produkt\w*|Hersteller\w*|Marke|Garantie|Qualität|Design)\b"
)
_INGREDIENT = re.compile(
    r"(?<![\w,.])(?:\d[\d,.]{0,4}|[½¼¾]) ?(?:EL|TL|Esslöffel|Teelöffel|Prisen?|ml|cl|dl|g|Zehen?|"
    r"Bund|Tassen?)\b"
)
_TO_READERS = re.compile(
    r"\b(?:[Dd](?:u|ich|ir|eine?[nmrs]?)|[Ee](?:uch|ure?[nmrs]?)|"
    r"(?<=[\w,] )(?:Sie|I(?:hnen|hre[nmrs]?)|ihr))\b"
)
_TELLS_READERS = re.compile(
    r"(?:^|[.!?:] |\n)(?:[A-ZÄÖÜ][a-zäöü]+(?:en|ern|eln) Sie\b|"
    r"(?:Schaut?|Nimm|Achte|Probier|Mach|Lass|Stell|Nutze|Such|Wähle|Klick|Füge|Lege|Verwende|Vergiss|Entdecke)e?\b)"
)
_QUOTED = re.compile(r"[„»«“\"][^„“”«»\"]{1,600}[“”«»\"]")
_OF_ONESELF = re.compile(r"\b(?:[Ii]ch|[Mm](?:ich|ir|eine?[mnrs]?))\b")
_MARKED = re.compile(
    r"\W*(?:advertorial|sponsored (?:post|content)|paid (?:post|content)|gesponserter? (?:beitrag|inhalt)|"
    r"bezahlte (?:partnerschaft|anzeige)|(?:anzeige|werbung)\W{1,3}(?:dies\w*|enthält|beinhaltet|da|wegen|"
    r"durch|in kooperation)|[^()]{1,60}\(sponsored post\))(?!\w)",
    re.IGNORECASE,
)
_LONGEST_MARK = 150
_PRICE = re.compile(r"\d\s?(?:€|EUR\b|Euro\b|CHF\b)|€\s?\d")
_TIME = (
    r"\b(?:Sonnabend|(?:heute|gestern|morgen|kürzlich|jüngst|bisher|derzeit)\b|aktuell|vergangene[nrs]?\b|"
    r"kommende[nr]?\b|letzte[nrs]? (?:Woche|Monat|Jahr)|"
    r"diese[nrs]? (?:Woche|Jahr|Monat|Sommer|Winter|Herbst|Frühjahr)|(?:19|20)\d\d\b)|\d{1,2}\.\s?\d{1,2}\."
)
_REPORTED = re.compile(
    r"\b(?:sagt|erklärt|betont|berichtet|kündigt|fordert|kritisiert|meldet|warnt|begrüßt|mitgeteilt|laut\b|"
    r"zufolge|heißt es|so (?:der|die)\b|teilte)"
)
_SHORTEST, _SHORT = 400, 700
"""Characters of a text that says enough to be judged: with no day in it, and otherwise."""
_HEAD = 1500
_MUCH = 6000
"""Characters of a text that tell of what kind it is."""
_MANY_PRICES = 5
_MANY_INGREDIENTS = 4
_SOME_TO_READERS = 4
_MANY_TO_READERS = 8
"""Words of this kind in a text."""
_ENOUGH = 2


def is_advertisement(blocks: Iterable[Block]) -> bool:
    """Whether one of a page's lines, menus and links aside, calls all of it an advertisement.

    A bare "Anzeige" stands above what others advertise on a page of news.
    """
    lines = (block.text for block in blocks if block.tag != "li" and not block.links)
    return any(len(line) <= _LONGEST_MARK and _MARKED.match(line) for line in lines)


def list_doubts(
    signs: Signs, article: Article, facts: Meta, blocks: Sequence[Block], at: int
) -> tuple[str, ...]:
    """What speaks against a page as news of one's own: of what other kind it is, and that it is an opinion.

    at: the title's place in the page's blocks, -1 without.
    """
    kind = tell_other_kind(
        signs, article.url, article.title, article.text, has_day=article.published_at is not None,
        is_german=article.language[:2] in {"de", ""}, is_advertisement=is_advertisement(blocks),
    )  # fmt: skip
    call = opinion.find_opinion(signs, article, facts, blocks, at).capitalize()
    doubts = (
        kind and say("It reads like {kind} and not like news: is it to be posted?", kind=kind),
        call and say("The page calls it “{kind}”: are its words to be posted as your own?", kind=call),
    )
    return tuple(filter(None, doubts))


def tell_other_kind(  # noqa: PLR0913  what a page shows
    signs: Signs,
    url: str,
    name: str,
    text: str,
    *,
    has_day: bool,
    is_german: bool = True,
    is_advertisement: bool = False,
) -> str:
    """Of what kind a page is that is rather one that stays than news, such as "a recipe"; empty for news.

    It says so, to machines or in words, by its address, its title or a list of ingredients; or at least two
    hints do.
    """
    kind = _ADVERT if is_advertisement else _find_certain(signs, url, name, text[:_MUCH])
    kind = kind or _guess(signs, url, name, text, has_day=has_day, is_german=is_german)
    return say(kind) if kind else ""


def _find_certain(signs: Signs, url: str, name: str, text: str) -> str:
    folder, _, file = _path_of(url).rpartition("/")
    told = next((kind for each, kind in _TYPES.items() if each in signs.types), "")
    if told and "NewsArticle" not in signs.types:
        return told
    if _FILE_OF_FORUMS.match(file):
        return _FORUM
    if kind := next((kind for kind, named in _FOLDERS.items() if named.search(f"{folder}/")), ""):
        return kind
    if _TITLE_OF_TESTS.match(name):
        return _TEST
    return _RECIPE if len(_INGREDIENT.findall(text)) >= _MANY_INGREDIENTS else ""


def _guess(signs: Signs, url: str, name: str, whole: str, *, has_day: bool, is_german: bool) -> str:
    """By two hints, of which the first that tells a kind names it."""
    text, path = whole[:_MUCH], _path_of(url)
    words = max(len(text.split()), 1)
    prices, readers = len(_PRICE.findall(text)), len(_TO_READERS.findall(text))
    is_at_root = not (urlsplit(url).path.strip("/") or urlsplit(url).query)
    is_in_news = "NewsArticle" in signs.types or _FOLDER_OF_NEWS.search(urlsplit(url).path) is not None
    own = 0 if is_in_news else len(_OF_ONESELF.findall(_QUOTED.sub(" ", text)))
    is_timeless = is_german and not is_in_news and _has_no_time(text)
    hints = (
        (len(_OF_SHOPS.findall(text)) >= _ENOUGH, _OFFER),
        (is_timeless and len(_OF_PRODUCTS.findall(text)) >= _ENOUGH, _OFFER),
        (prices >= _MANY_PRICES and prices > words / 100, _OFFER),
        (bool(_FOLDER_OF_GUIDES.search(f"{path.rpartition('/')[0]}/")), _GUIDE),
        (bool(_TITLE_OF_GUIDES.match(name)), _GUIDE),
        (len(_TELLS_READERS.findall(text)) >= _ENOUGH, _GUIDE),
        (readers >= _MANY_TO_READERS and readers > words / 40, _GUIDE),
        (readers >= _MANY_TO_READERS and readers > words / 20, _GUIDE),
        (is_timeless and readers >= _SOME_TO_READERS and readers > words / 100, _GUIDE),
        (own >= _MANY_TO_READERS and own > words / 50, _BLOG),
        (_OTHER_FOLDER.search(path) is not None or is_at_root, _LASTING),
        (len(name.split()) == 1, _LASTING),
        (is_timeless, _LASTING),
        (not has_day, _LASTING),
    )
    found = [kind for is_so, kind in hints if is_so]
    is_long = len(whole) >= (_SHORTEST if is_timeless else _SHORT)
    return found[0] if is_long and len(found) >= _ENOUGH else ""


def _path_of(url: str) -> str:
    """An address's host and path, without a slash at its end."""
    address = urlsplit(url)
    return unquote(address.netloc + address.path).rstrip("/")


def _has_no_time(text: str) -> bool:
    """Whether a German text begins without any day or time, and reports what nobody has said."""
    return not _find_time().search(text[:_HEAD]) and not _REPORTED.search(text)


@functools.cache
def _find_time() -> re.Pattern[str]:
    """What names a day, a month, a year, or a time as seen from today."""
    names = "|".join((*list_weekdays("de"), *(rf"{month}\b" for month in list_months("de"))))
    return re.compile(rf"\b(?:{names})|{_TIME}")
