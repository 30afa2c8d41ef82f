"""Of what kind a page is that stays: an offer, a recipe, a forum, a guide. News speak of a day.

And whether it calls its article an opinion: a comment, a column, a review, satire. Its words would be read as
the judgement of whoever posts them.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, takewhile
from urllib.parse import unquote, urlsplit

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
_TICKER = mark("a live ticker")
_EPISODE = mark("an episode of a programme")
_FOR_PRESS = mark("an invitation for the press")
_LASTING = mark("a page that always stands there")
_SPEECH = mark("a speech")

_TYPES = {
    **dict.fromkeys(("Product", "ProductGroup", "SoftwareApplication"), _OFFER),
    **dict.fromkeys(("DiscussionForumPosting", "QAPage"), _FORUM),
    **dict.fromkeys(("HowTo", "FAQPage"), _GUIDE),
    **dict.fromkeys(("PodcastEpisode", "RadioEpisode", "TVEpisode", "Episode", "Video.Episode"), _EPISODE),
    "LiveBlogPosting": _TICKER,
    "DefinedTerm": _REFERENCE,
    "Recipe": _RECIPE,
}
"""Types of schema.org for pages that stay; an event has an Offer, too."""
_SORTS = {
    _ADVERT: re.compile(r"promo|advert|sponsor|anzeige"),
    _OFFER: re.compile(r"product|produkt|deal\b|angebot"),
    _RECIPE: re.compile(r"recipe|rezept"),
    _REFERENCE: re.compile(r"lexi[kc]on|gloss[ae]r|encyclop"),
    _EPISODE: re.compile(r"podcast|episode"),
    _GUIDE: re.compile(r"\b(?:guide|ratgeber|how-?to|tutorial|faq)"),
}
"""What the site's own system calls a kind of post."""
_FILED_AS_GUIDE = re.compile(
    r"(?:[\w-]+[ -])?ratgeber(?: .+)?|(?:.* )?tipps(?: .+)?|(?:.* )?tutorials?|how-?to'?s?|anleitungen|"
    r"guides?|kaufberatung|diy",
    re.IGNORECASE,
)
_FOLDERS = {
    _REFERENCE: re.compile(r"(?:^|[/._-])(?:lexikon|glossar|wiki)[/._-]", re.IGNORECASE),
    _RECIPE: re.compile(r"(?:^|[/._-])rezepte?[/._-]", re.IGNORECASE),
    _OFFER: re.compile(r"(?:^|[/._-])shop[/._-]", re.IGNORECASE),
    _FORUM: re.compile(r"(?:^|[/._-])(?:for[ue]m|foren|threads?)[/._-]", re.IGNORECASE),
    _GUIDE: re.compile(r"/[\w-]{0,20}ratgeber[\w-]{0,20}/", re.IGNORECASE),
    _ADVERT: re.compile(
        r"/(?:[\w-]{0,20}advert(?:s|orials?|ising)?|sponsored[\w-]{0,20}|anzeigen?|promotion)/", re.IGNORECASE
    ),
}
"""What an address has before its last part."""
_FILE_OF_FORUMS = re.compile("viewtopic|showthread")
_OTHER_FOLDER = re.compile(
    r"/(?:lexikon|glossar|wiki|shop|produkte?|leistungen|services?|kredit|angebote?|"
    r"vergleich|ratgeber|downloads?|ueber-uns|uber-uns|about(?:-us)?|impressum)(?=$|[/.])",
    re.IGNORECASE,
)
_FOLDER_OF_GUIDES = re.compile(
    r"[/._-](?:tipps?|guides?|im-test|ideen|horoskope?|deals?|gutscheine?|kaufen|geschichte|themen|"
    r"verbraucher\w*)(?=[/._-])",
    re.IGNORECASE,
)
_FOLDER_OF_NEWS = re.compile(r"[/._-](?:news|nachrichten|presse|aktuell|meldung)", re.IGNORECASE)
_TITLE_OF_GUIDES = re.compile(
    r"(?:die |top |unsere ){0,2}\d+ \w+sten \w|"
    r"(?:so|wie|was (?:ist|sind)|welche|ab wann|ich|meine?)\b[^„“”\"»«]*$|"
    r".*(?:\b(?:tipps?|ratgeber|im (?:\w+ )?test|selbe?r \w+en|vergleich|ideen|kaufen|pflegen?|richtig \w+n|"
    r"wissenswertes?|so geht['’]?s|liebsten?|lieblings\w+|must-?haves?|geheimtipp|"
    r"wissen müss(?:en|t)|sollt\w{1,3} (?:\w{1,30} ){1,4}wissen|erfahren sie|live (?:sehen|im (?:tv|stream))|"
    r"(?:\d+|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf) (?:\w+ )?(?:übungen|schritte|dinge|"
    r"fehler|regeln|tricks|wege))\b|guide\b|anleitung|rezept|horoskop)",
    re.IGNORECASE,
)
_SAYS_TO_READERS = re.compile(
    r"(?:^|[.!?:✓➥✔►»] ?)(?:(?:erfahren|lesen|entdecken) sie|erfahre[ ,]|so (?:\w+ ){1,4}sie\b|"
    r"wir (?:\w+ )?(?:zeigen|erklären|verraten|geben|sagen)(?: (?:dir|ihnen|euch)\b|,)|"
    r"tipps (?:und|&) tricks)",
    re.IGNORECASE,
)
_ADVISES = re.compile(
    r"\b(?:[Kk]ann|[Kk]önnen|[Ss]oll(?:te|ten)|muss|müssen|[Mm]an|darf|dürfen|lässt sich|lassen sich|"
    r"empf(?:iehlt|ehlen)|ratsam|wichtig|am besten|meist(?:ens)?|[Ii]n der Regel|[Jj]e nach|achten|"
    r"beachten)\b"
)
_TELLS_OF_PAST = re.compile(
    r"\b(?:war(?:en)?|wurden?|hat(?:ten?)?|haben?|kam(?:en)?|ging|gab|sagte|erklärte|worden|gewesen|sei(?:en)?)\b"
)
_TITLE_OF_OFFERS = re.compile(r"\b(?:deals?|rabatte?|gutscheine?|black friday)\b", re.IGNORECASE)
_INVITES_PRESS = re.compile(
    r"\b(?:Presse?|Medien)-?[Ee]?inladung|\b[Ee]inladung (?:zu[mr]|zu eine[mr]|an die) (?:Presse|Medien)|"
    r"\b(?:laden|lädt)\b[^.!?]{0,120}\b(?:zu[mr]|zu eine[mr]) (?:[\w-]+ ){0,2}(?:Online-)?Presse"
)
_TITLE_OF_TALKS = re.compile(r"interview|talk\b|gespräch", re.IGNORECASE)
_TITLES = {
    _TICKER: re.compile(r"[^+]+\+\+\+ ?\w|.*\b(?:live|news)-?(?:ticker|blog)\b|.*-ticker\b", re.IGNORECASE),
    _TEST: re.compile(r"im test\b|.*\b(?:im (?:\w+-)?test$|testbericht)", re.IGNORECASE),
}
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
_INVITES = re.compile(r"\b(?:laden|lädt)\b[^.!?]{0,200}\bein\b|\b[Ee]inladung|\b[Ee]ingeladen\b")
_TELLS_READERS = re.compile(
    r"(?:^|[.!?:] |\n)(?:[A-ZÄÖÜ][a-zäöü]+(?:en|ern|eln) Sie\b|"
    r"(?:Schaut?|Nimm|Achte|Probier|Mach|Lass|Stell|Nutze|Such|Wähle|Klick|Füge|Lege|Verwende|Vergiss|Entdecke)e?\b)"
)
_QUOTED = re.compile(r"[„»«“\"][^„“”«»\"]{1,600}[“”«»\"]")
_OF_ONESELF = re.compile(r"\b(?:[Ii]ch|[Mm](?:ich|ir|eine?[mnrs]?))\b")
_MARKED = re.compile(
    r"\W*(?:(?:(?:sponsored|paid) (?:post|content)|gesponserter? (?:beitrag|inhalt))(?=\W+\w)|"
    r"bezahlte (?:partnerschaft|anzeige)|"
    r"dieser (?:beitrag|artikel|text|post) (?:ist |entstand |wurde )?in (?:\w+ )?"
    r"(?:kooperation|zusammenarbeit) mit|"
    r"(?:anzeige|werbung)\W{1,3}(?:dies\w*|enthält|beinhaltet|da|wegen|"
    r"durch|in kooperation)|[^()]{1,60}\(sponsored post\))(?!\w)",
    re.IGNORECASE,
)
_MARKED_ABOVE = re.compile(r"\W*advertorial\b", re.IGNORECASE)
"""What stands in one word above an advertisement, and within others' pages above a link to one."""
_AS_SPOKEN = re.compile(r"\bEs gilt das gesprochene Wort", re.IGNORECASE)
"""Above a manuscript."""
_AUDIO = re.compile(r"\W*(?:mp3\W{0,3}download|download\W{0,3}mp3)\b", re.IGNORECASE)
_EARNS = re.compile(r"\bAffiliate-? ?Link|\bProvision\b")
_LONGEST_MARK = 150
_NEAR = 4
"""Lines below a title that still stand above the text."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a page shows of itself.

    has_day: it says when it was published; marked: the kind that one of its lines calls it; filed: its
    categories; said: what it tells machines that it is about; is_foreign: it is not in German;
    is_earning: it is paid for links.
    """

    url: str
    name: str
    text: str
    has_day: bool
    is_foreign: bool = False
    marked: str = ""
    filed: tuple[str, ...] = ()
    said: str = ""
    is_earning: bool = False


def list_doubts(
    signs: Signs, article: Article, facts: Meta, blocks: Sequence[Block], at: int
) -> tuple[str, ...]:
    """What speaks against a page as news of one's own: of what other kind it is, and that it is an opinion.

    at: the title's place in the page's blocks, -1 without.
    """
    kind = tell_other_kind(
        signs,
        Shown(
            url=article.url,
            name=article.title,
            text=article.text,
            has_day=article.published_at is not None,
            is_foreign=article.language[:2] not in {"de", ""},
            marked=find_marked(blocks, at) or (_ADVERT if any(map(_MARKED.match, facts.summaries)) else ""),
            filed=(*article.categories, *signs.filed),
            said=" ".join(facts.summaries)[:_HEAD],
            is_earning=any("Link" in block.text and _EARNS.search(block.text[:_HEAD]) for block in blocks),
        ),
    )
    call = _find_opinion(signs, article, facts, blocks, at).capitalize()
    doubts = (
        kind and say("It reads like {kind} and not like news: is it to be posted?", kind=kind),
        call and say("The page calls it “{kind}”: are its words to be posted as your own?", kind=call),
    )
    return tuple(filter(None, doubts))


def find_marked(blocks: Iterable[Block], at: int = -1) -> str:
    """The kind that one of a page's lines, menus and links aside, calls all of it; empty without.

    at: the title's place, -1 where nobody knows. A bare "Anzeige" or "Sponsored content" stands above what
    others advertise on a page of news.
    """
    for place, block in enumerate(blocks):
        if block.tag != "li" and len(block.text) <= _LONGEST_MARK:
            is_above = (at < 0 or place <= at + _NEAR) and _MARKED_ABOVE.match(block.text)
            if not block.links and (is_above or _MARKED.match(block.text)):
                return _ADVERT
            if _AUDIO.match(block.text):
                return _EPISODE
            if _AS_SPOKEN.search(block.text):
                return _SPEECH
    return ""


def tell_other_kind(signs: Signs, page: Shown) -> str:
    """Of what kind a page is that is rather one that stays than news, such as "a recipe"; empty for news.

    It says so, to machines or in words, by its address, its title or a list of ingredients; or at least two
    hints do.
    """
    kind = page.marked or next(_list_certain(signs, page, page.text[:_MUCH]), "") or _guess(signs, page)
    return say(kind) if kind else ""


def _list_certain(signs: Signs, page: Shown, text: str) -> Iterator[str]:
    folder, _, file = _path_of(page.url).rpartition("/")
    told = (kind for each, kind in _TYPES.items() if each in signs.types)
    told = (_GUIDE if kind == _OFFER and _is_titled_as_guide(page.name) else kind for kind in told)
    yield from (kind for kind in told if kind == _TICKER or "NewsArticle" not in signs.types)
    yield from (kind for kind, sort in _SORTS.items() if any(map(sort.search, signs.sorts)))
    if _FILE_OF_FORUMS.match(file):
        yield _FORUM
    filed = (kind for kind, named in _FOLDERS.items() if named.search(f"{folder}/"))
    yield from (kind for kind in filed if kind != _RECIPE or _INGREDIENT.search(text))
    yield from (kind for kind, named in _TITLES.items() if named.match(page.name))
    if _INVITES_PRESS.search(f"{page.name}\n{text[:_HEAD]}"):
        yield _FOR_PRESS
    if len(_INGREDIENT.findall(text)) >= _MANY_INGREDIENTS:
        yield _RECIPE


def _guess(signs: Signs, page: Shown) -> str:
    """By two hints; the kind that most of them tell, or the first of them, names it."""
    is_in_news = "NewsArticle" in signs.types or _FOLDER_OF_NEWS.search(urlsplit(page.url).path) is not None
    is_timeless = not page.is_foreign and not is_in_news and _has_no_time(page.text[:_MUCH])
    hints = (
        *_list_hints_outside(signs, page, is_in_news=is_in_news),
        *_list_hints_of_words(page, page.text[:_MUCH], is_in_news=is_in_news, is_timeless=is_timeless),
    )
    found = [kind for is_so, kind in hints if is_so]
    is_long = len(page.text) >= (_SHORTEST if is_timeless else _SHORT) or len(found) > 2 * _ENOUGH
    told = [kind for kind in found if kind != _LASTING] or found
    return max(told, key=told.count) if is_long and len(found) >= _ENOUGH else ""


def _list_hints_outside(signs: Signs, page: Shown, *, is_in_news: bool) -> Iterator[tuple[bool, str]]:
    """What a page's address, title and categories hint at, and what it tells machines."""
    path, address = _path_of(page.url), urlsplit(page.url)
    is_at_root = not (address.path.strip("/") or address.query)
    yield bool(_FOLDER_OF_GUIDES.search(f"{path.rpartition('/')[0]}/")), _GUIDE
    yield _is_titled_as_guide(page.name), _GUIDE
    yield any(map(_FILED_AS_GUIDE.fullmatch, page.filed)), _GUIDE
    yield bool(_SAYS_TO_READERS.search(page.said)), _GUIDE
    yield page.is_earning, _OFFER
    yield bool(_TITLE_OF_OFFERS.search(page.name)), _OFFER
    yield bool(_OTHER_FOLDER.search(path)) or is_at_root, _LASTING
    yield "page" in signs.sorts, _LASTING
    yield "Website" in signs.types and not is_in_news, _LASTING
    yield len(page.name.split()) == 1, _LASTING
    yield not page.has_day, _LASTING


def _list_hints_of_words(
    page: Shown, text: str, *, is_in_news: bool, is_timeless: bool
) -> Iterator[tuple[bool, str]]:
    words = len(text.split())
    is_talk = _TITLE_OF_TALKS.search(page.name) is not None and not _is_titled_as_guide(page.name)
    readers = 0 if is_talk else len(_TO_READERS.findall(text))
    own = 0 if is_talk or is_in_news else len(_OF_ONESELF.findall(_QUOTED.sub(" ", text)))
    prices = len(_PRICE.findall(text))
    advises = len(_ADVISES.findall(text)) if not page.is_foreign and (page.has_day or is_timeless) else 0
    is_advice = advises > words / (40 if is_in_news else 30 if is_timeless else 50)
    yield is_advice and len(_TELLS_OF_PAST.findall(text)) < words / 90, _GUIDE
    yield len(_TELLS_READERS.findall(text)) >= _ENOUGH, _GUIDE
    yield readers >= _MANY_TO_READERS and readers > words / 40, _GUIDE
    yield readers >= _MANY_TO_READERS and readers > words / 20 and not _INVITES.search(text[:_HEAD]), _GUIDE
    yield is_timeless and readers >= _SOME_TO_READERS and readers > words / 100, _GUIDE
    yield own >= _MANY_TO_READERS and own > words / 50, _BLOG
    yield len(_OF_SHOPS.findall(text)) >= _ENOUGH, _OFFER
    yield is_timeless and len(_OF_PRODUCTS.findall(text)) >= _ENOUGH, _OFFER
    yield prices >= _MANY_PRICES and prices > words / 100, _OFFER
    yield is_timeless, _LASTING


def _is_titled_as_guide(name: str) -> bool:
    return bool(_TITLE_OF_GUIDES.match(name) or _TO_READERS.search(name))


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


_OPINION = (
    r"(?:(?:gast|leser|user)-?)?kommentar|kolumne|glosse|gastbeitrag|leitartikel|meinungs(?:beitrag|artikel|stück)|meinung|"
    r"debattenbeitrag|leserbrief|polemik|satire|(?:buch|film)?rezension|buchbesprechung|opinion|commentary|op-ed"
)
_FILED_AS_OPINION = re.compile(rf"(?:{_OPINION})(?:e|n|en)?", re.IGNORECASE)
_FOLDER_OF_OPINIONS = re.compile(rf"[/_]((?:{_OPINION})(?:e|n|en)?)(?:-[\w-]*)?/", re.IGNORECASE)
_TITLE_OF_OPINIONS = re.compile(rf"\W*({_OPINION})\s?[:|–-]\s|.*[\[(]({_OPINION})[\])]$", re.IGNORECASE)
_BYLINE_OF_OPINIONS = re.compile(
    rf"\W*(?:eine?\s)?({_OPINION})\s(?:von|über|zu[rm]?|vo[nm]|de[sr])\b", re.IGNORECASE
)
_KICKER_OF_OPINIONS = re.compile(rf"\W*({_OPINION})(?:\W*$|:?\s+(?=[A-ZÄÖÜ„»]))", re.IGNORECASE)
_ENDS_AS_OPINION = re.compile(
    rf"(?:^|[.!?…:–-]\s+)(?:Ein|Eine) ((?i:{_OPINION}))"
    r"(?: (?:von|über|zu[rm]?|vo[nm]) [^.!?]{1,60})?[.!?]?$"
)
_LONGEST_LINE = 120
_BEFORE, _BEHIND = 4, 6
"""Lines around a title that may say of what sort its article is."""
_LEAD, _LONGEST_LEAD = 2, 1500
"""Paragraphs of a text that may end in what it is, and characters of them."""


def _find_opinion(signs: Signs, article: Article, facts: Meta, blocks: Sequence[Block], at: int) -> str:
    """What a page calls its article, if that is an opinion, such as "Kolumne"; empty otherwise.

    at: the title's place in the page's blocks, -1 without.
    """
    lead = article.text[:_LONGEST_LEAD].split("\n\n")[:_LEAD]
    filed = (*article.categories, *sorted(signs.filed | signs.sorts))
    folder = unquote(urlsplit(article.url).path).rstrip("/").rpartition("/")[0]
    calls = chain(
        (name for name in filed if _FILED_AS_OPINION.fullmatch(name)),
        _find_called(_FOLDER_OF_OPINIONS.search, [f"{folder}/"]),
        _find_called(_TITLE_OF_OPINIONS.match, (article.title, *facts.titles)),
        _find_called(_ENDS_AS_OPINION.search, (*facts.summaries, *lead)),
        _find_called(_KICKER_OF_OPINIONS.match, filter(_is_line, _list_kickers(blocks, at))),
        _find_called(
            _BYLINE_OF_OPINIONS.match,
            takewhile(_is_line, (block.text for block in blocks[max(0, at) :][:_BEHIND])),
        ),
    )
    return next(calls, say("opinion") if "OpinionNewsArticle" in signs.types else "")


def _list_kickers(blocks: Sequence[Block], at: int) -> Iterator[str]:
    """Lines above a title that are no menu, and a heading beneath it."""
    for block in blocks[max(0, at - _BEFORE) : max(0, at)]:
        if block.tag != "li" and (not block.links or block is blocks[at - 1]):
            yield block.text
    around = blocks[max(0, at) : at + 2]
    yield from (block.text for block in around if block.tag in {"h1", "h2"} and not block.links)


def _find_called(match: Callable[[str], re.Match[str] | None], texts: Iterable[str]) -> Iterator[str]:
    return (found[found.lastindex or 1] for text in texts if (found := match(text[:_LONGEST_LEAD])))


def _is_line(text: str) -> bool:
    return len(text) <= _LONGEST_LINE
