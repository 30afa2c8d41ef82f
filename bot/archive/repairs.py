"""Safe repairs of text: what a migration or a print template broke, and nothing a person meant."""

import html
import re
import unicodedata

LONGEST_GUID = 1000
"""Characters: longer ones would not go into an index of PostgreSQL, and cut ones would be taken for equal."""
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Bidi controls that make text read otherwise than it is stored; scripts need none of them."""
_C1 = re.compile("[\x80-\x9f]")
_GLUED_SENTENCE = re.compile(
    r"(?<=[a-zäöüß]{3}[.!?])(?=[A-ZÄÖÜ][a-zäöüß]+(?:[,.:]|$))(?!(?:De|Com|Org|Net|Eu|Js)\b)"
)
_GLUED_QUOTE = re.compile(r"(?<=[a-zäöüß]{3}[.!?][“\"])(?=[A-ZÄÖÜ][a-zäöüß]+(?:,|$))")
_GLUED_DATE = re.compile(r"(?<=\.(?:19|20)\d\d)(?=[A-ZÄÖÜ][a-zäöüß])")
_GLUED_COMMA = re.compile(r"(?<=[a-zäöüß]{2}),(?=[a-zäöüß]{2})")
# A linking s before the hyphen proves that the compound goes on; "CO2-neutral" and "Ruhr-typisch" have none.
_PRINT_HYPHEN = re.compile(
    r"\b([A-ZÄÖÜ][a-zäöüß]*(?:ungs|heits|keits|schafts|ions|täts|tums))-(?=[a-zäöüß]{4})"
)
_SPACE_BEFORE = re.compile(r" +(?=[,;](?:\s|$)|\.(?:\s|$)(?!\.))")


def squeeze(text: str) -> str:
    """One line in NFC without invisible characters; blanks are single."""
    text = _C1.sub(lambda c: c[0].encode("latin-1").decode("cp1252", "ignore"), text)
    text = _CONTROL.sub("", _TURNING.sub("", _INVISIBLE.sub("", text)))
    return unicodedata.normalize("NFC", " ".join(text.split()))


def clean_guid(text: str) -> str:
    """A feed's id on one line; empty when it is too long to be one."""
    guid = squeeze(text)
    return guid if len(guid) <= LONGEST_GUID else ""


def repair(text: str) -> str:
    """Squeeze a paragraph and part what was glued; addresses stay as they are."""
    text = _PRINT_HYPHEN.sub(r"\1", squeeze(text))
    text = _SPACE_BEFORE.sub("", text)
    return " ".join(word if _is_address(word) else _part(word) for word in text.split(" "))


def strip_markup(text: str) -> str:
    """Escaped text to plain text: tags out, entities decoded exactly once."""
    return squeeze(html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", " ", text)))


def _is_address(word: str) -> bool:
    return any(sign in word for sign in ("www.", "://", "@", "/"))


def _part(word: str) -> str:
    for glued in (_GLUED_SENTENCE, _GLUED_QUOTE, _GLUED_DATE):
        word = glued.sub(" ", word)
    return _GLUED_COMMA.sub(", ", word)
