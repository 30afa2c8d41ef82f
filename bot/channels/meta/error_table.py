"""The error table of the Graph API: Facebook Page and official Instagram publishing.

Sources: Meta, "Handle Errors" and "Rate Limits" (Graph API), Page and Photo reference, Instagram Platform
"Error Codes"; 1346003, 1366046, 1366051, 1404082, 1404102, 1404112 and 1609008 are known from practice only.
"""

import ssl
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import facebook
import requests
import urllib3

from bot.channels.base import Act, Answer, Person, Verdict, Words
from bot.domain.errors import (
    Blocked,
    ChannelError,
    OutcomeUnknown,
    Rejected,
    Throttled,
    Unauthorized,
    Unavailable,
)

Code = tuple[int, int | None]
"""Meta's `code` and `error_subcode`; None stands for every subcode without a row of its own."""

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

NEW_TOKEN = Words(
    "Ein neues Token holen (docs/de/facebook.md, Schritt 3), mit `bot init` als BOT_FACEBOOK_TOKEN "
    "eintragen, dann `bot doctor`.",
    "Get a new token (docs/facebook.md, step 3), give it to `bot init`, which sets BOT_FACEBOOK_TOKEN, "
    "then run `bot doctor`.",
)
"""The one way back, whatever the reason; `docs/facebook.md` and the runbook say the same."""
_RIGHTS = Words(
    "Dem Token die fehlenden Rechte geben (pages_manage_posts, pages_read_engagement; für Instagram auch "
    "instagram_content_publish), der Person die Aufgabe „Inhalte erstellen“; dann `bot doctor`.",
    "Give the token the missing rights (pages_manage_posts, pages_read_engagement; for Instagram "
    "instagram_content_publish) and the person the Page task “Create content”, then run `bot doctor`.",
)
_PEOPLE = Words(
    "Im Seitenpostfach und unter „Kontoqualität“ nachsehen, was Meta beanstandet; danach `bot resume`.",
    "See the Page inbox and “Account quality” for what Meta objects to; then run `bot resume`.",
)
_EDIT = Words(
    "Text oder Bild mit `bot edit` ändern und den Beitrag neu einplanen.",
    "Change text or picture with `bot edit` and reschedule the post.",
)


def _row(
    error: type[ChannelError], person: Person, what: Words, advice: Words, wait: timedelta | None = None
) -> Verdict:
    return Verdict(error=error, person=person, what=what, advice=advice, wait=wait)


def _limit(what: Words, wait: timedelta = HOUR) -> Verdict:
    return _row(Throttled, Person.NOBODY, what, WAIT, wait)


def _token(what: Words) -> Verdict:
    return _row(Unauthorized, Person.ADMIN, what, NEW_TOKEN)


def _right(what: Words) -> Verdict:
    return _row(Unauthorized, Person.ADMIN, what, _RIGHTS)


def _content(what: Words, advice: Words = _EDIT) -> Verdict:
    return _row(Rejected, Person.EDITOR, what, advice)


def _held(what: Words, wait: timedelta = DAY) -> Verdict:
    return _row(Blocked, Person.ADMIN, what, _PEOPLE, wait)


def _twin(what: Words) -> Verdict:
    return _row(OutcomeUnknown, Person.NOBODY, what, LOOK)


def later(what: Words, wait: timedelta) -> Verdict:
    return _row(Unavailable, Person.NOBODY, what, WAIT, wait)


_TOO_MANY = Words("Meta bremst: zu viele Anfragen.", "Meta slows us down: too many calls.")
_SAME_POST = Words("Meta meldet einen gleichen Beitrag.", "Meta reports an equal post.")
_PERMISSION = _right(Words("Meta verweigert das Recht dazu.", "Meta denies the right to do this."))
_DEAD_TOKEN = _token(Words("Das Facebook-Token gilt nicht mehr.", "The Facebook token is no longer valid."))
_UNREADABLE_PICTURE = _content(Words("Meta kann das Bild nicht lesen.", "Meta cannot read the picture."))
_AGAINST_STANDARDS = _content(
    Words("Meta sieht die Gemeinschaftsstandards verletzt.", "Meta sees its Community Standards violated.")
)
_ABUSIVE = _content(Words("Meta hält den Inhalt für missbräuchlich.", "Meta calls the content abusive."))
_LIMITED_ACCOUNT = _held(Words("Das Konto ist eingeschränkt.", "The account is limited."))
LOOK = Words(
    "Nichts zu tun: der Bot sieht nach, bevor er noch einmal sendet.",
    "Nothing to do: the bot looks before it sends again.",
)

DOWN = Verdict(
    error=OutcomeUnknown,
    person=Person.NOBODY,
    what=Words("Meta meldet eine Störung bei sich.", "Meta reports a fault of its own."),
    advice=LOOK,
)

WAIT = Words(
    "Nichts zu tun: der Bot versucht es von selbst wieder.", "Nothing to do: the bot tries again by itself."
)

FACEBOOK: Mapping[Code, Verdict] = {
    (1, None): DOWN,
    (2, None): DOWN,
    (1, 99): _content(Words("Meta lehnt eine Angabe ab.", "Meta refuses a parameter.")),
    (3, None): _right(Words("Der App fehlt eine Fähigkeit.", "The app lacks a capability.")),
    (4, None): _limit(_TOO_MANY),
    (10, None): _PERMISSION,
    (17, None): _limit(_TOO_MANY),
    (32, None): _limit(_TOO_MANY),
    (100, None): _content(
        Words("Meta lehnt eine Angabe des Beitrags ab.", "Meta refuses a parameter of the post.")
    ),
    (100, 33): _content(
        Words(
            "Meta kennt das Objekt nicht oder zeigt es uns nicht.",
            "Meta does not know the object or does not show it to us.",
        ),
        Words(
            "Auf der Seite nachsehen; steht der Beitrag dort, `bot mark-posted`, sonst `bot reschedule`.",
            "Look at the Page; if the post stands there, `bot mark-posted`, else `bot reschedule`.",
        ),
    ),
    (100, 1366046): _UNREADABLE_PICTURE,
    (100, 1366051): _twin(
        Words("Meta meldet, das Bild sei schon veröffentlicht.", "Meta says the photo is already posted.")
    ),
    (102, None): _DEAD_TOKEN,
    (105, None): _content(Words("Meta lehnt eine Angabe ab.", "Meta refuses a parameter.")),
    (120, None): _content(Words("Meta kennt das Album nicht.", "Meta does not know the album.")),
    (190, None): _DEAD_TOKEN,
    (190, 458): _token(
        Words("Die App wurde aus dem Konto entfernt.", "The app was removed from the account.")
    ),
    (190, 459): _row(
        Unauthorized,
        Person.ADMIN,
        Words("Facebook verlangt eine Bestätigung der Person.", "Facebook wants the person to confirm."),
        Words(
            "Auf facebook.com anmelden und bestätigen, dann `bot doctor`.",
            "Log in at facebook.com and confirm, then run `bot doctor`.",
        ),
    ),
    (190, 460): _token(Words("Das Facebook-Passwort wurde geändert.", "The Facebook password was changed.")),
    (190, 463): _token(Words("Das Facebook-Token ist abgelaufen.", "The Facebook token has expired.")),
    (190, 464): _token(
        Words("Das Facebook-Konto ist nicht bestätigt.", "The Facebook account is not confirmed.")
    ),
    (190, 467): _token(Words("Das Facebook-Token ist ungültig.", "The Facebook token is invalid.")),
    (190, 492): _right(
        Words(
            "Die Person hat keine Rolle mehr auf der Seite.", "The person no longer has a role on the Page."
        )
    ),
    (197, None): _content(Words("Der Beitrag ist leer.", "The post is empty.")),
    (220, None): _PERMISSION,
    (321, None): _content(Words("Das Album ist voll.", "The album is full.")),
    (324, None): _content(Words("Dem Beitrag fehlt das Bild.", "The post lacks its picture.")),
    (341, None): _limit(_TOO_MANY),
    (368, None): _held(Words("Meta hält das Konto zurück.", "Meta holds the account back.")),
    (368, 1390008): _held(Words("Meta meldet: zu schnell veröffentlicht.", "Meta says: posting too fast.")),
    (368, 1404082): _twin(_SAME_POST),
    (368, 1404102): _AGAINST_STANDARDS,
    (368, 1346003): _ABUSIVE,
    (368, 1404112): _LIMITED_ACCOUNT,
    (368, 4854002): _held(
        Words("Meta will die Identität bestätigt haben.", "Meta wants the identity confirmed.")
    ),
    (506, None): _twin(_SAME_POST),
    (613, None): _limit(_TOO_MANY),
    (1346003, None): _ABUSIVE,
    (1366046, None): _UNREADABLE_PICTURE,
    (1366051, None): _twin(_SAME_POST),
    (1404082, None): _twin(_SAME_POST),
    (1404102, None): _AGAINST_STANDARDS,
    (1404112, None): _LIMITED_ACCOUNT,
    (1500, None): _content(Words("Meta hält die Adresse für ungültig.", "Meta calls the address invalid.")),
    (1609005, None): later(
        Words("Meta kann die verlinkte Seite nicht lesen.", "Meta cannot read the linked page."), HOUR
    ),
    (1609008, None): _content(
        Words("Auf facebook.com darf nicht verlinkt werden.", "Links to facebook.com are not allowed.")
    ),
    (2500, None): _token(Words("Das Facebook-Token fehlt.", "The Facebook token is missing.")),
    (5101, None): _content(Words("Die Bilddatei ist zu groß.", "The picture file is too large.")),
    (80001, None): _limit(_TOO_MANY),
    (80002, None): _limit(_TOO_MANY),
}
NOT_PROCESSED = Verdict(
    error=Unavailable,
    person=Person.NOBODY,
    what=Words("Instagram hat das Bild nicht verarbeitet.", "Instagram has not processed the picture."),
    advice=WAIT,
    wait=timedelta(minutes=2),
)
NOT_READY = Verdict(
    error=Unavailable,
    person=Person.NOBODY,
    what=Words("Instagram verarbeitet das Bild noch.", "Instagram is still processing the picture."),
    advice=WAIT,
    wait=timedelta(minutes=1),
)

INSTAGRAM: Mapping[Code, Verdict] = {
    (-1, None): DOWN,
    (-2, None): NOT_PROCESSED,
    (4, 2207051): _held(Words("Instagram vermutet Spam.", "Instagram suspects spam.")),
    (9, None): _limit(
        Words("Instagrams Tageskontingent ist verbraucht.", "Instagram's daily quota is used up."), DAY
    ),
    (24, None): later(
        Words(
            "Instagram findet den vorbereiteten Beitrag nicht.", "Instagram does not find the prepared post."
        ),
        timedelta(minutes=2),
    ),
    (25, None): _row(
        Unauthorized,
        Person.ADMIN,
        Words("Das Instagram-Konto ist eingeschränkt.", "The Instagram account is restricted."),
        Words(
            "In der Instagram-App unter „Kontostatus“ nachsehen, dann `bot doctor`.",
            "See “Account status” in the Instagram app, then run `bot doctor`.",
        ),
    ),
    (9004, None): later(
        Words("Instagram kann das Bild nicht abholen.", "Instagram cannot fetch the picture."),
        timedelta(minutes=10),
    ),
    (9007, None): NOT_READY,
    (36000, None): _content(Words("Die Bilddatei ist zu groß.", "The picture file is too large.")),
    (36001, None): _content(Words("Das Bildformat ist nicht erlaubt.", "The picture format is not allowed.")),
    (36003, None): _content(
        Words(
            "Das Seitenverhältnis des Bildes ist nicht erlaubt.", "The picture's aspect ratio is not allowed."
        )
    ),
    (36004, None): _content(Words("Der Text ist zu lang.", "The caption is too long.")),
}

GRAPH: Mapping[Code, Verdict] = {**FACEBOOK, **INSTAGRAM}


def find_row(code: int, subcode: int | None) -> Verdict:
    """The row for a code, the most special one first; the 200s are all permissions."""
    row = GRAPH.get((code, subcode)) or GRAPH.get((code, None))
    if row is not None:
        return row
    return _PERMISSION if 200 <= code <= 299 else UNKNOWN_CODE


UNKNOWN_CODE = Verdict(
    error=OutcomeUnknown,
    person=Person.NOBODY,
    what=Words("Meta antwortet mit einem unbekannten Fehler.", "Meta answers with an unknown error."),
    advice=LOOK,
)
UNREADABLE = Verdict(
    error=OutcomeUnknown,
    person=Person.NOBODY,
    what=Words("Metas Antwort ist nicht zu lesen.", "Meta's answer cannot be read."),
    advice=LOOK,
)
NO_ANSWER = Verdict(
    error=OutcomeUnknown,
    person=Person.NOBODY,
    what=Words("Von Meta kam keine Antwort.", "No answer came from Meta."),
    advice=LOOK,
)
NOT_SENT = Verdict(
    error=Unavailable,
    person=Person.NOBODY,
    what=Words("Meta ist nicht zu erreichen.", "Meta cannot be reached."),
    advice=Words(
        "Netz und Proxy prüfen, wenn es anhält; der Bot versucht es von selbst wieder.",
        "Check network and proxy if it lasts; the bot tries again by itself.",
    ),
)
BAD_CERTIFICATE = Verdict(
    error=Unavailable,
    person=Person.ADMIN,
    what=Words(
        "Dem Zertifikat der Gegenstelle ist nicht zu trauen.", "The other side's certificate is not trusted."
    ),
    advice=Words(
        "Die Uhr des Rechners und REQUESTS_CA_BUNDLE prüfen.",
        "Check the machine's clock and REQUESTS_CA_BUNDLE.",
    ),
)
EMPTY_429 = Verdict(
    error=Throttled,
    person=Person.NOBODY,
    what=Words("Meta nimmt zurzeit keine Anfragen an.", "Meta takes no requests at the moment."),
    advice=WAIT,
    wait=HOUR,
)
NEARLY_LIMITED = Verdict(
    error=Throttled,
    person=Person.NOBODY,
    what=Words(
        "Das Anfragenkontingent bei Meta ist fast verbraucht.",
        "The quota of calls to Meta is nearly used up.",
    ),
    advice=WAIT,
)
REFUSED_QUIETLY = Verdict(
    error=OutcomeUnknown,
    person=Person.NOBODY,
    what=Words("Meta antwortet ohne Kennung des Beitrags.", "Meta answers without the post's id."),
    advice=LOOK,
)


QUOTA_USED = Verdict(
    error=Throttled,
    person=Person.NOBODY,
    what=Words("Instagrams Tageskontingent ist verbraucht.", "Instagram's daily quota is used up."),
    advice=WAIT,
    wait=HOUR,
)
NOT_LISTED_YET = Verdict(
    error=Unavailable,
    person=Person.NOBODY,
    what=Words(
        "Instagram meldet den Beitrag als veröffentlicht, zeigt ihn aber noch nicht in der Liste.",
        "Instagram reports the post as published but does not list it yet.",
    ),
    advice=LOOK,
)
NO_ACCOUNT = Verdict(
    error=Unauthorized,
    person=Person.ADMIN,
    what=Words(
        "Mit der Facebook-Seite ist kein Instagram-Konto verbunden.",
        "No Instagram account is linked to the Facebook Page.",
    ),
    advice=Words(
        "Das Instagram-Konto zu einem professionellen machen und mit der Seite verbinden, dann `bot doctor`.",
        "Turn the Instagram account into a professional one, link it to the Page, then run `bot doctor`.",
    ),
)
NO_TOKEN = Verdict(
    error=Unauthorized,
    person=Person.ADMIN,
    what=Words(
        "Facebook nimmt dieses Token nicht an: Es ist nicht ganz kopiert, oder seine Zeit ist um. Eines aus "
        "dem Graph API Explorer gilt nur ein bis zwei Stunden.",
        "Facebook does not accept this token: it is not copied whole, or its time is over. One from the "
        "Graph API Explorer lives an hour or two.",
    ),
    advice=NEW_TOKEN,
)
PAGE_GONE = Verdict(
    error=Unauthorized,
    person=Person.ADMIN,
    what=Words(
        "Meta kennt die Facebook-Seite nicht oder zeigt sie uns nicht.",
        "Meta does not know the Facebook Page or does not show it to us.",
    ),
    advice=Words(
        "Auf facebook.com nachsehen, ob es die Seite noch gibt und BOT_FACEBOOK_PAGE_ID stimmt; danach "
        "`bot resume`.",
        "See on facebook.com whether the Page still exists and BOT_FACEBOOK_PAGE_ID is right; then run "
        "`bot resume`.",
    ),
)
PROOF_NEEDED = Verdict(
    error=Unauthorized,
    person=Person.ADMIN,
    what=Words(
        "Die App verlangt zu jedem Aufruf einen Nachweis mit dem App-Geheimcode.",
        "The app demands a proof by the App secret with each call.",
    ),
    advice=Words(
        "BOT_FACEBOOK_APP_ID und BOT_FACEBOOK_APP_SECRET eintragen, dann `bot doctor`.",
        "Set BOT_FACEBOOK_APP_ID and BOT_FACEBOOK_APP_SECRET, then run `bot doctor`.",
    ),
)
APP_REFUSED = Verdict(
    error=Unauthorized,
    person=Person.ADMIN,
    what=Words(
        "Meta nimmt App-ID und App-Geheimcode nicht an.", "Meta does not accept App ID and App secret."
    ),
    advice=Words(
        "BOT_FACEBOOK_APP_ID und BOT_FACEBOOK_APP_SECRET prüfen; am Seiten-Token liegt es nicht.",
        "Check BOT_FACEBOOK_APP_ID and BOT_FACEBOOK_APP_SECRET; the Page token is not the cause.",
    ),
)
TEXT_DROPPED = Verdict(
    error=Rejected,
    person=Person.EDITOR,
    what=Words(
        "Facebook zeigt nicht den Text, den es bekam.", "Facebook does not show the text it was given."
    ),
    advice=Words("Den Text auf Facebook von Hand richtigstellen.", "Put the text right on Facebook by hand."),
)
NO_EDITING = Verdict(
    error=Rejected,
    person=Person.EDITOR,
    what=Words(
        "Instagrams offizielle Schnittstelle kann Texte nicht ändern.",
        "Instagram's official interface cannot change captions.",
    ),
    advice=Words("Den Text in der Instagram-App ändern.", "Change the caption in the Instagram app."),
)

TELLING: Mapping[str, Verdict] = {
    "before impersonating": _PERMISSION,
    "require an appsecret_proof": PROOF_NEEDED,
    "Invalid appsecret_proof": APP_REFUSED,
}
"""Words in a refusal which tell more than its code."""

MISSING = "100/33"
"""The code of an object that is gone, hidden, or (as an outage of May 2026 showed) merely not readable."""

_NEVER_CONNECTED = (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError)


def judge(error: Exception, act: Act, http_status: int, *, page_id: str = "") -> tuple[Verdict, Answer]:
    """The row for an exception, and what Meta said; `http_status` of the last answer, 0 without one."""
    if isinstance(error, facebook.GraphAPIError) and isinstance(error.code, int):
        return _judge_refusal(error, page_id)
    name = type(error).__name__
    if isinstance(error, requests.RequestException) and not http_status:
        return _judge_transport(error), Answer(code=name)
    if http_status == 429 and act is not Act.PUBLISH:
        return EMPTY_429, Answer(code="http 429")
    return UNREADABLE, Answer(code=f"http {http_status}" if http_status else name)


def _judge_refusal(error: facebook.GraphAPIError, page_id: str) -> tuple[Verdict, Answer]:
    body: Mapping[str, Any] = error.result.get("error", {})
    subcode = body.get("error_subcode")
    verdict = find_row(error.code, subcode if isinstance(subcode, int) else None)
    verdict = _judge_by_words(str(body.get("message") or ""), page_id, f"{error.code}/{subcode}") or verdict
    if body.get("is_transient") and verdict.error is Rejected:
        verdict = DOWN
    answer = Answer(
        code=f"{error.code}/{subcode}" if subcode else str(error.code),
        words=str(body.get("error_user_msg") or body.get("message") or ""),
        trace=str(body.get("fbtrace_id") or ""),
    )
    return verdict, answer


def _judge_by_words(message: str, page_id: str, code: str) -> Verdict | None:
    """What Meta tells in words only: that the fault is one of the account, not of the post."""
    if code == MISSING and page_id and f"'{page_id}'" in message:
        return PAGE_GONE
    return next((verdict for words, verdict in TELLING.items() if words in message), None)


def _judge_transport(error: requests.RequestException) -> Verdict:
    if has_bad_certificate(error):
        return BAD_CERTIFICATE
    return NOT_SENT if was_never_sent(error) else NO_ANSWER


def was_never_sent(error: requests.RequestException) -> bool:
    """Whether no connection ever stood: refused, no such host, or no answer to the connect.

    Never true behind a proxy: urllib3 then gives the proxy as the reason and forgets the tunnel.
    """
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return isinstance(reason, _NEVER_CONNECTED)


def has_bad_certificate(error: requests.RequestException) -> bool:
    """Whether TLS failed on the certificate, and so before any request."""
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return any(isinstance(part, ssl.SSLCertVerificationError) for part in getattr(reason, "args", ()))
