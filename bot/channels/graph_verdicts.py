"""Verdicts on the Graph API that do not follow from one error code of Meta's."""

from datetime import timedelta

from bot.channels.verdicts import Person, Verdict, Words
from bot.domain.errors import OutcomeUnknown, Rejected, Throttled, Unauthorized, Unavailable

HOUR = timedelta(hours=1)

WAIT = Words(
    "Nichts zu tun: der Bot versucht es von selbst wieder.", "Nothing to do: the bot tries again by itself."
)
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
NOT_READY = Verdict(
    error=Unavailable,
    person=Person.NOBODY,
    what=Words("Instagram verarbeitet das Bild noch.", "Instagram is still processing the picture."),
    advice=WAIT,
    wait=timedelta(minutes=1),
)
NOT_PROCESSED = Verdict(
    error=Unavailable,
    person=Person.NOBODY,
    what=Words("Instagram hat das Bild nicht verarbeitet.", "Instagram has not processed the picture."),
    advice=WAIT,
    wait=timedelta(minutes=2),
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
NO_EDITING = Verdict(
    error=Rejected,
    person=Person.EDITOR,
    what=Words(
        "Instagrams offizielle Schnittstelle kann Texte nicht ändern.",
        "Instagram's official interface cannot change captions.",
    ),
    advice=Words("Den Text in der Instagram-App ändern.", "Change the caption in the Instagram app."),
)
