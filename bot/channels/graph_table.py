"""The error table of the Graph API: Facebook Page and official Instagram publishing.

Sources: Meta, "Handle Errors" and "Rate Limits" (Graph API), Page and Photo reference, Instagram Platform
"Error Codes"; 1346003, 1366046, 1366051, 1404082, 1404102, 1404112 and 1609008 are known from practice only.
"""

from collections.abc import Mapping
from datetime import timedelta

from bot.channels import graph_verdicts
from bot.channels.verdicts import Person, Verdict, Words
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

_NEW_TOKEN = Words(
    "Ein neues Seiten-Token holen, als BOT_FACEBOOK_TOKEN eintragen, dann `bot doctor`.",
    "Get a new Page token, set it as BOT_FACEBOOK_TOKEN, then run `bot doctor`.",
)
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
    return _row(Throttled, Person.NOBODY, what, graph_verdicts.WAIT, wait)


def _token(what: Words) -> Verdict:
    return _row(Unauthorized, Person.ADMIN, what, _NEW_TOKEN)


def _right(what: Words) -> Verdict:
    return _row(Unauthorized, Person.ADMIN, what, _RIGHTS)


def _content(what: Words, advice: Words = _EDIT) -> Verdict:
    return _row(Rejected, Person.EDITOR, what, advice)


def _held(what: Words, wait: timedelta = DAY) -> Verdict:
    return _row(Blocked, Person.ADMIN, what, _PEOPLE, wait)


def _twin(what: Words) -> Verdict:
    return _row(OutcomeUnknown, Person.NOBODY, what, graph_verdicts.LOOK)


def _later(what: Words, wait: timedelta) -> Verdict:
    return _row(Unavailable, Person.NOBODY, what, graph_verdicts.WAIT, wait)


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

FACEBOOK: Mapping[Code, Verdict] = {
    (1, None): graph_verdicts.DOWN,
    (2, None): graph_verdicts.DOWN,
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
    (1609005, None): _later(
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

INSTAGRAM: Mapping[Code, Verdict] = {
    (-1, None): graph_verdicts.DOWN,
    (-2, None): graph_verdicts.NOT_PROCESSED,
    (4, 2207051): _held(Words("Instagram vermutet Spam.", "Instagram suspects spam.")),
    (9, None): _limit(
        Words("Instagrams Tageskontingent ist verbraucht.", "Instagram's daily quota is used up."), DAY
    ),
    (24, None): _later(
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
    (9004, None): _later(
        Words("Instagram kann das Bild nicht abholen.", "Instagram cannot fetch the picture."),
        timedelta(minutes=10),
    ),
    (9007, None): graph_verdicts.NOT_READY,
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
    return _PERMISSION if 200 <= code <= 299 else graph_verdicts.UNKNOWN_CODE
