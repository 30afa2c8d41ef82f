"""Whether a page shows its article, or a challenge, a notice, a sign-in, a soft 404, a consent wall."""

import re
from dataclasses import dataclass

from bot.archive.html_tree import Element

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


_CONSENT_SHARE = 0.07
_HIDDEN_TEXT = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What a page's elements say: the script of a challenge, a detour away from it, a password's field."""

    has_challenge: bool = False
    is_detour: bool = False
    has_password: bool = False


def read_signs(root: Element) -> Signs:
    """Read a page before anything of it is dropped."""
    named = {_name(meta): (meta.get("content") or "").lower() for meta in root.iter("meta")}
    scripts = "\n".join(
        f"{script.get('src') or ''} {(script.text or '')[:_HIDDEN_TEXT]}" for script in root.iter("script")
    )
    return Signs(
        has_challenge=any(sign in scripts for sign in _CHALLENGES),
        is_detour="noindex" in named.get("robots", "") and "refresh" in named,
        has_password=any((field.get("type") or "").lower() == "password" for field in root.iter("input")),
    )


def _name(meta: Element) -> str:
    return (meta.get("name") or meta.get("http-equiv") or "").lower()


def is_certain(signs: Signs, text: str) -> bool:
    """Whether a text is no article whatever was told of it: a challenge, a detour, or a wall of consent."""
    words = text.split()[:_MOST_WORDS]
    consent = sum(1 for word in words if _CONSENT.search(word))
    is_wall = len(words) > 20 and consent >= _CONSENT_SHARE * len(words)
    return is_wall or (len(text) < _SHORT and (signs.has_challenge or signs.is_detour))


def is_likely(signs: Signs, title: str, text: str) -> bool:
    """Whether a short text looks like a notice or a sign-in, as long as nothing else is known of it."""
    return len(text) < _SHORT and (signs.has_password or bool(_SAYS_SO.search(title[:_SHORT])))
