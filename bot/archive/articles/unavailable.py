"""Whether a page shows its article, or a challenge, a notice, a sign-in, a soft 404."""

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from bot.archive.articles import title
from bot.archive.html_tree import Element
from bot.archive.linked_data import LinkedData
from bot.i18n import say

_CHALLENGES = (
    *("challenge-platform", "__cf_chl", "cf-chl", "cf_captcha", "_Incapsula_Resource", "ddos-guard"),
    *("captcha-delivery", "datadome", "hcaptcha.com/1/api", "recaptcha/api.js", "recaptcha/enterprise.js"),
    *("px-captcha", "/.well-known/sgcaptcha", "/.well-known/vercel", "aws-waf-token"),
)
"""What stands in the scripts of challenges."""
_SAYS_SO = re.compile(
    r"wartung(?:sarbeiten|smodus|sseite)?\b|im umbau|maintenance|under construction|coming soon|"
    r"account (?:has been )?suspended|"
    r"konto gesperrt|site (?:is )?(?:temporarily )?unavailable|vorübergehend nicht (?:verfügbar|erreichbar)|"
    r"(?:seite|page|inhalt|dokument)\b.{0,20}\bnicht (?:gefunden|verfügbar|vorhanden)|not found|\b404\b|"
    r"\b403\b|\b50[0234]\b|"
    r"(?:zugriff|zugang) (?:verweigert|gesperrt)|access denied|forbidden|just a moment|checking your browser|"
    r"attention required|(?:are you|sind sie ein) (?:human|mensch|roboter|robot)|sicherheitsüberprüfung|"
    r"^(?:anmelde\w*|login|log in|sign in|einloggen)$|bitte (?:melden sie sich an|loggen sie sich ein)|"
    r"domain (?:is )?(?:parked|for sale)|diese domain|website (?:is )?(?:expired|offline)",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"cookie|einwillig|consent|datenschutz|zustimm|tracking|akzeptier|werbefrei|partner\b|personalisiert",
    re.IGNORECASE,
)
_SHORT = 700
"""Characters of running text below which such signs count: an article about maintenance is longer."""
_MOST_WORDS = 400


_FOR_SUBSCRIBERS = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)
_CONSENT_SHARE = 0.07
_HIDDEN_TEXT = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What a page's elements say: the script of a challenge, a detour away from it, a password's field.

    is_for_subscribers: it tells machines that not everybody may read all of it; types: of what kind it is,
    by schema.org and Open Graph; sorts: what the site's own system takes it for, such as "page" or "podcast";
    filed: what it is filed under, in small letters.
    """

    is_for_subscribers: bool = False
    types: frozenset[str] = frozenset()
    sorts: frozenset[str] = frozenset()
    filed: frozenset[str] = frozenset()
    has_challenge: bool = False
    is_detour: bool = False
    has_password: bool = False


def read_signs(root: Element, linked: LinkedData) -> Signs:
    """Read a page before anything of it is dropped."""
    found = defaultdict[str, list[Element]](list)
    for element in root.iter("h1", "input", "meta", "script"):
        found[element.tag].append(element)
    named = {_name(meta): (meta.get("content") or "").lower() for meta in found["meta"]}
    scripts = "\n".join(
        f"{script.get('src') or ''} {(script.text or '')[:_HIDDEN_TEXT]}" for script in found["script"]
    )
    kinds = {kind for text in linked.texts for kind in _LINKED_KIND.findall(text)}
    kinds.update(itemtype.rpartition("/")[2] for itemtype in _ITEM_TYPES(root))
    kinds.add(named.get("og:type", "").title())
    kinds.add("OpinionNewsArticle" if named.get("article:opinion") == "true" else "")
    classes = _list_classes([*root.iterchildren("body"), *found["h1"][:2]])
    return Signs(
        is_for_subscribers=any(map(_FOR_SUBSCRIBERS.search, linked.texts)),
        types=frozenset(filter(None, kinds)),
        sorts=frozenset(filter(None, sum(_SORT.findall(classes), ()))),
        filed=frozenset(_find_filing(classes, named, linked.texts)),
        has_challenge=any(sign in scripts for sign in _CHALLENGES),
        is_detour="noindex" in named.get("robots", "") and "refresh" in named,
        has_password=any((field.get("type") or "").lower() == "password" for field in found["input"]),
    )


def _list_classes(elements: Iterable[Element]) -> str:
    """The classes of all that is around elements, in small letters."""
    around = dict.fromkeys(
        above for each in elements for above in (each, *islice(each.iterancestors(), _DEEP))
    )
    return " ".join(("", *(each.get("class") or "" for each in around)))[:_HIDDEN_TEXT].lower()


def _find_filing(classes: str, named: Mapping[str, str], told: Iterable[str]) -> Iterator[str]:
    """The names of categories in classes and meta data, and of the steps of the way to a page."""
    yield from (name.replace("-", " ") for name in _CATEGORY.findall(classes))
    yield from (said for name, said in named.items() if name.endswith(_FILES) and len(said) <= _LONGEST_NAME)
    for script in told:
        way = script.partition('"BreadcrumbList"')[2][:_HIDDEN_TEXT]
        yield from (html.unescape(name).lower() for name in _NAMED.findall(way))


_DEEP = 20
_SORT = re.compile(r"\s(?:single|(?:node-|article-|post-)?-?type)-([\w-]+)|\s(page)-id-\d")
_CATEGORY = re.compile(r"\s(?:category|(?:post-)?template(?:-template)?)-([\w-]+)")
_FILES = ("section", "kicker", "category", "channel", "genre", "ressort", "rubrik")
_LONGEST_NAME = 60
_NAMED = re.compile(r'"name"\s*:\s*"([^"]{1,60})"')
_LINKED_KIND = re.compile(r'"@type"\s*:\s*\[?\s*"(\w{1,40})"')
_ITEM_TYPES = etree.XPath("//@itemtype", smart_strings=False)


def _name(meta: Element) -> str:
    return (meta.get("name") or meta.get("property") or meta.get("http-equiv") or "").lower()


def is_certain(signs: Signs, text: str) -> bool:
    """Whether a text is no article whatever was told of it: a challenge, a detour, or a wall of consent."""
    words = text.split()[:_MOST_WORDS]
    consent = sum(1 for word in words if _CONSENT.search(word))
    is_wall = len(words) > 20 and consent >= _CONSENT_SHARE * len(words)
    return is_wall or (len(text) < _SHORT and (signs.has_challenge or signs.is_detour))


def is_likely(signs: Signs, title: str, text: str) -> bool:
    """Whether a short text looks like a notice or a sign-in, as long as nothing else is known of it."""
    return len(text) < _SHORT and (signs.has_password or bool(_SAYS_SO.search(title[:_SHORT])))


_RUNNING = 60
_MANY_LINES = 4
_MANY_TEASERS = 3
_READ_ON = re.compile(
    r"(?:\.\.\.|[…»“\"\]]|[.!?] )\s*[\[(]?(?:weiter(?:lesen)?|mehr(?: lesen)?|read more)\s*"
    r"(?:\.\.\.|[…»>→\])]+)?$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?!www\b|http)[a-zäöü]{2}|(?:Wobei|Sondern|Außerdem|Zudem|Ferner|Dennoch|Trotzdem|Weiterhin|Ebenfalls)\b"
)
_IS_OVER = re.compile(
    r"(?:Vergangene|Abgelaufene) Veranstaltung|Diese[rs]? (?:Veranstaltung|Termin|Event) (?:ist|hat|liegt) "
    r"(?:bereits |schon )?(?:vorbei|beendet|abgelaufen|stattgefunden|in der Vergangenheit)[.!]?|"
    r"This event has passed\.?"
)
_PLACEHOLDER = re.compile(
    r"\b[xX]{2}\.(?:[xX]{2}|\d\d)\.?\w*|\bTT\.MM\.?\w*|\b[Ll]orem ipsum\b|\b[xX]{2}:[xX]{2}\b"
    r"|\[(?:Datum|Ort|Uhrzeit|Name|Titel)\]"
)
_LONGEST_STUB = 900
"""Characters of a text that may be what a page shows of it to everybody."""
_SAYS_SUBSCRIBERS = re.compile(
    r"weiterlesen mit|mit (?:\w+ )?(?:abo|plus)\b.{0,40}\blesen|nur für abonnent|"
    r"(?:artikel|text|beitrag)\b.{0,60}\b(?:freischalten|freigeschaltet|abonnent|abonnieren|registrieren)|"
    r"jetzt (?:\w+ ){0,3}(?:abonnieren|freischalten|weiterlesen)|bereits (?:abonnent|abonniert|registriert)|"
    r"subscribe to (?:read|continue)|already a subscriber|only for subscribers",
    re.IGNORECASE,
)


_LONGEST_ADDITION = 7
_SHORTEST_HOST = 7


def names_site(name: str, url: str) -> bool:
    """Whether a title is hardly more than the site's own name, as its host tells that."""
    host = ((urlsplit(url).hostname or "").split(".")[-2:-1] or [""])[0].replace("-", "")
    bare = re.sub(r"\W", "", name.casefold())
    is_named = len(host) >= _SHORTEST_HOST and bare.startswith(host)
    return is_named and len(bare) - len(host) <= _LONGEST_ADDITION


def list_doubts(
    signs: Signs, lines: Iterable[str], name: str, paragraphs: Sequence[str], url: str = ""
) -> tuple[str, ...]:
    """What makes it uncertain that these are an article's title and paragraphs; lines: all of its page."""
    doubts = []
    opening = next((at for at, text in enumerate(paragraphs) if len(text) >= _RUNNING), len(paragraphs))
    whole = sum(map(len, paragraphs))
    running = sum(len(text) for text in paragraphs if len(text) >= _RUNNING)
    if opening >= _MANY_LINES:
        doubts.append(say("Its text begins with many lines that are no sentences: is that the article?"))
    elif running < whole / 2:
        doubts.append(say("Most of its text is lines that are no sentences: is that the article?"))
    if sum(bool(_READ_ON.search(text)) for text in paragraphs) >= max(_MANY_TEASERS, len(paragraphs) / 10):
        doubts.append(say("Its text leads to several others: is that a list and no article?"))
    if _GOES_ON.match(paragraphs[0]):
        doubts.append(say("Its text begins in the middle: “{words}”", words=paragraphs[0][:_RUNNING]))
    if title.names_section(name) or names_site(name, url):
        doubts.append(say("Its title is that of a page about the site itself: is that news?"))
    if any(map(_IS_OVER.fullmatch, lines)):
        doubts.append(say("Its page says that it is over: is that news?"))
    if placeholder := next(filter(None, map(_PLACEHOLDER.search, (name, *paragraphs))), None):
        doubts.append(say("Something is still to be filled in: “{words}”", words=placeholder[0]))
    if whole < _LONGEST_STUB and (signs.is_for_subscribers or any(map(_SAYS_SUBSCRIBERS.search, lines))):
        doubts.append(say("Only its beginning stands on the page: the rest may be for subscribers."))
    return tuple(doubts)
