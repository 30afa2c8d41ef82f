"""Cues in German and English sentences: who speaks, what is named, what points back."""

import re


def any_of(words: str) -> str:
    """Alternatives of a pattern, from words separated by blanks."""
    return "|".join(words.split())


_NOT_A_PLACE = any_of(
    r"Januar Februar März April Mai Juni Juli August September Oktober November Dezember Jahr\w* Montag "
    r"Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag Rahmen Namen Alter Anschluss Mittelpunkt "
    r"Vordergrund Tag Ende Anfang Beginn Ziel Abend Woche Monat Zeit Anlage"
)
_NOT_A_UNIT = any_of(
    r"Uhr Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
)
_COUNT = any_of(
    r"[Zz]wei [Dd]rei [Vv]ier [Ff]ünf [Ss]echs [Ss]ieben [Aa]cht [Nn]eun [Zz]ehn [Ee]lf [Zz]wölf "
    r"[Hh]undert\w* [Tt]ausend\w*"
)
_BACKWARD = any_of(
    r"Er Sie Ihm Ihr Ihnen Ihn Ihre[nmrs]? Seine?[nmrs]? Diese?[nmrs]? Dies Jene[nmrs]? Solche?[nmrs]? "
    r"Dort Dabei Damit Dazu Dafür Dagegen Daran Darauf Daraus Darin Darum Darunter Darüber Davon Davor "
    r"Danach Dadurch Daher Deshalb Deswegen Dann Denn Doch Aber Und Oder Sondern Außerdem Zudem Ferner "
    r"Weiterhin Auch Ebenso Ebenfalls Hier Hierzu Hierbei Hierfür Deren Dessen Diesmal So Somit "
    r"Anschließend Zuvor Vorher Nachher Beide Beides Letztere\w* Allerdings Jedoch Trotzdem Dennoch "
    r"Insgesamt Begegnet Eingeladen Wieder Schließlich Gleichzeitig Zugleich Zuletzt Nun Danke Sofort He "
    r"She It They This That These Those There But And Then His Her Their"
)

QUOTE_SIGNS = '"„»“'
NOUN = re.compile(r"\b[A-ZÄÖÜ][\wäöüß*’-]{2,}")
LONG_WORD = re.compile(r"\b[^\W\d_]{6,}")
NAME = re.compile(r"\b[A-ZÄÖÜ][\w’-]+\s[A-ZÄÖÜ][\w’-]{2,}")
QUOTED = re.compile('["„“»]([^"“”«]+)["“”«]')
PLACE = re.compile(
    r"\b(?:[Ii]m|[Ii]n|[Ii]n de[rn]|[Ii]n die|[Ii]ns|[Aa]m|[Aa]n der|[Aa]uf de[mr]|[Bb]eim|[Nn]ach"
    r"|[Vv]or de[mr])\s+"
    rf"(?!(?:\w+ )?(?:{_NOT_A_PLACE})\b)(?:\w+[en] )?([A-ZÄÖÜ][\w’-]+(?:[ -][A-ZÄÖÜ\d][\w/’-]*)*)"
)
NUMBER = re.compile(
    rf"\b\d[\d.,]*(?:\s(?:Mio|Mrd)\.)?\s?(?:Euro|Prozent|%|(?!{_NOT_A_UNIT})[A-ZÄÖÜ][a-zäöüß]+)"
    rf"|\b(?:{_COUNT})\s(?:[a-zäöüß]+e[nr]?\s)?[A-ZÄÖÜ][a-zäöüß]+"
)
ROLE = re.compile(
    r"\b(?:Ober)?[Bb]ürgermeister\w*|\bStadtoberhaupt|\bMinister\w*|\bVorsitzende\w*|\bVerbund\w*|\be\. ?V\."
    r"|\b\w*verein\w*|\b\w*verband\w*|\bDr\.|\bProf\.|\bStadt [A-ZÄÖÜ]\w+|\bLand\w* [A-ZÄÖÜ]\w+"
)
ADMISSION = re.compile(
    r"\bEintritt\b|\bkosten(?:los|frei)\w*|\bAnmeldung\w*|\banmelden\b|\bfree\b|\bregist\w+", re.IGNORECASE
)
ADDRESS = re.compile(r"(?:str\.|Str\.|straße|Straße|platz|Platz|weg|allee)\s\d|\b\d{5}\s[A-ZÄÖÜ]")
LEGAL = re.compile(r"§|\bAbs\.|\bArt\. \d|\bGesetz\w*")
ADDRESS_ON_THE_WEB = re.compile(r"\bwww\.|https?://")
THANKS = re.compile(r"\b(?:danken|danke|dankt|bedanken)\b")
FIRST_PERSON = re.compile(r"\b(?:[Ii]ch|mich|mir|[Mm]ein(?:e[nmrs]?)?|I)\b")
WE = re.compile(r"\b(?:[Ww]ir|uns|[Uu]nser(?:e[nmrs]?)?)\b")
ATTRIBUTED = re.compile(
    r"[\"“”«],?\s+(?:so|sagte?|betonte?|erklärte?|meinte?|lautet|said|says)\b|[“\"”«]:|:\s*[\"„»]"
)
POINTS_BACK = re.compile(
    rf"(?:{_BACKWARD}|Zum (?:Abschluss|Ausklang|Schluss)|Im Anschluss|Den Abschluss|Nach der Begrüßung"
    r"|Es (?!gibt|wurde|wird|\w+en\b)\w+|Das (?:[a-zäöü]\w*t|war|sind|wurde|kann|soll|muss|will)"
    r"|Der (?:ist|hat)|Die (?:sind|haben))\b"
)
"""At a sentence's start. "Es moderieren A und B" does not point back: a plural verb's subject follows."""
POINTS_BACK_SOFTLY = re.compile(
    r"\bdiese[nmrs]? (?!(?:Ausgabe|Heft|Jahr|Jahres|Woche|Tagen?|Monat|Nummer|Ausstellung|Winter|Sommer)\b)"
)

WORD = re.compile(r"[^\W\d_][\w’*-]*")
POLITE = frozenset({"Sie", "Ihr", "Ihre", "Ihren", "Ihrem", "Ihrer", "Ihnen"})
PRONOUNS = frozenset(
    any_of(
        "er sie ihn ihm ihr ihre ihren ihrem ihrer ihnen sein seine seinen seinem seiner dies diese diesen "
        "diesem dieser dieses jene jenen solche solchen dort dorthin dabei davon dazu daraus daran darauf "
        "darüber darunter daneben danach davor dafür dagegen damals beide beides beiden letztere letzterer "
        "ebenfalls"
    ).split("|")
)
DOES_THAT = re.compile(r"\w+ (?:macht|machte|machten|zeigt|freut|ist|war|gilt|geht) das\b")
SOURCE = re.compile(r"(?:Das|Dies) (?:geht|teilt|teilte|ergab|ergibt|berichtet|zeigt|meldet|sagt)\b")
DEICTIC = re.compile(
    r"[Dd]iese[nmrs]?\s(?:Ausgabe|Heft|Jahr|Jahres|Woche|Tagen?|Monat|Stelle|Nummer|Ausstellung|Seite)"
)
MAY_BEGIN = re.compile(r"(?:Auch|Wieder|Nun|Heute|Insgesamt|So) (?!er\b|sie\b|dort\b|das\b|dies)")
"""What points back inside a text only looks around at its beginning: "Auch in diesem Jahr sammelt …"."""
