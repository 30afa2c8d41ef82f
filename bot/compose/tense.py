"""Tense: whether a sentence reports or announces; who speaks, what is named, what points back."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.compose import dates, sentences
from bot.i18n import list_months, list_weekdays


def any_of(words: str) -> str:
    """Alternatives of a pattern, from words separated by blanks."""
    return "|".join(words.split())


_PAST_VERBS = any_of(
    "war waren wurden? hatten? fand fanden gab kam kamen ging gingen sprach sprachen traf trafen lud "
    "luden begann begannen nahm nahmen hieß hießen stand standen empfing erhielt erhielten erschien "
    "verlieh feierten? besuchten? gratulierten? dankten? eröffneten? ehrten? überreichten? würdigten? "
    "diskutierten? informierten? präsentierten? spielten? begrüßten? organisierten? veranstalteten? "
    "demonstrierten? trauerten? erinnerten? starben? starb lebten? zeigten? folgten? stellten? "
    "leiteten? endeten? fuhr fuhren lief liefen sang sangen half halfen trat "
    "traten wählten? verstarb bot boten brachte brachten verbrachte verbrachten lag lagen saß saßen schrieb "
    "schrieben blieb blieben rief riefen zog zogen trug trugen schlug schlugen fiel fielen gewann gewannen "
    "verlor verloren schloss schlossen unterschrieb unterschrieben flog flogen stieg stiegen wuchs wuchsen "
    "gelang gelangen entstand entstanden verließ verließen übergab übergaben vollzog vollzogen vertrat "
    "vertraten warb warben beschloss beschlossen verlief verliefen tat taten sah sahen "
    "durften? konnten? mussten? starteten? sammelten? spendeten? tanzten? kochten? machten? siegten? "
    "versammelten? nutzten? freuten? reisten? landeten? holten? sorgten? boten? beteiligten? "
    r"was were (?<!be\s)(?<!being\s)held celebrated visited opened"
)
_PARTICIPLES = any_of(
    r"(?!geht\b)[a-zäöü]*ge[a-zäöüß]+(?:t|en) [bev]\w*[^i]t \w+iert worden \w+unden "
    r"\w+nommen \w+schlossen \w+gonnen \w+fangen \w+sprochen"
)
_REPORTS = re.compile(
    rf"\b(?:{_PAST_VERBS}|took place)\b"
    rf"|\b(?:hat|haben|ist|sind|habe)\b(?:(?![;:]\s).)*?\b(?:{_PARTICIPLES})\b(?=\s*(?:[,.;!?(\"“”–]|-\s|und\b"
    rf"|$))"
)
_PLANNED = re.compile(
    r"\b(?:eingeladen|geplant|vorgesehen|angesetzt|gebeten|geöffnet|willkommen|aufgerufen|angekündigt|"
    r"angemeldet|gesorgt|gedacht|gewünscht|gestattet|begrenzt|reserviert|möglich|kostenlos|kostenfrei"
    r"|gefragt|gesucht|invited|planned|welcome)\b",
    re.IGNORECASE,
)
_CALLED_OFF = re.compile(
    r"\b(?:abgesagt|ausfallen|ausgefallen|ausfällt|Absage(?! (?:an|für)\b)|abzusagen|entfällt|entfallen(?! "
    r"auf\b)|(?<!Stunde )(?<!Stunden )(?<!Minuten )(?<!hinten )(?<!vorne )verschoben|verschiebt)\b"
    r"|\b(?:cancell?ed|postponed)\b|\bm(?:ü|u)ss(?:en|ten|t?e?) wir\b(?:[^.!?\n]|\d\.){0,80}\babsagen\b"
    r"|\bfällt\b[^.!?\n]{0,60}\baus(?=[.,;:!?\n]|$)"
    r"|\bnicht (?!nur\b)(?:\w+ ){0,3}(?:stattfinden|statt(?=[.,;:!?\n]|$))",
    re.IGNORECASE,
)
_PART_OF_DAY = re.compile(r"\s(?:früh|morgen|vormittag|mittag|nachmittag|abend|nacht)\b", re.IGNORECASE)
_IDIOM_BEFORE = re.compile(r"\b(?:von|und|bis|of|and)\s$")
_IDIOM_BEHIND = re.compile(r"\s(?:und|and|oder|or)\b|'s\b")
_DATE_BESIDE = 14
"""Characters between "gestern" and its date in "gestern, am Montag, 13.4."."""
_QUOTED = re.compile('["„“»][^"“”«]*["“”«]')
_RELATIVE = re.compile(
    r",\s(?:(?:mit|in|an|auf|bei|von|für|durch|aus|über|zu|um|unter)\s)?"
    r"(?:der|die|das|den|dem|deren|dessen|denen|wo|was|als|nachdem|weil|obwohl|bevor|dass|seit|womit"
    r"|welche[mnrs]?)\b"
    r"(?:[^,.;:!?]|(?<=\d)[.:](?=\s?[\dA-ZÄÖÜ]))*(?=[,.;:!?]|$)"
)
_NOT_PAST = (
    r"(?!(?:heute|bitte|weite|letzte|erste|möchten?|könnten?|sollten?|dürften?|müssten?|wollten?"
    r"|[a-zäöüß]*(?:treten|starten|bieten|bitten|arbeiten|warten|leiten|stalten|halten|richten|raten|reiten"
    r"|mieten|beten|kosten|testen|läuten|streiten|bereiten|falten|gelten|fasten|rasten)|beobachten|betrachten"
    r"|übernachten|beachten|verzichten)\b)"
)
"""Verbs whose present ends as others' past: "sie treten am 10. Dezember auf"."""
_PRETERITE = re.compile(rf"[\s),]*{_NOT_PAST}[a-zäöüß]{{3,}}ten?\b")
"""Right behind a date: "am 20. Januar tanzten", "am 20. Januar (Sonntag) kochte"."""
WAS_AT = re.compile(rf"\bUhr{_PRETERITE.pattern}")
""" "Bereits um 6:45 Uhr öffnete das Büro": the hour of what was."""
_PRETERITE_BEFORE = re.compile(rf"\b{_NOT_PAST}[a-zäöüß]{{3,}}ten?\s+(?:(?:am|vom|zum)\s+)?$")
"""Right before a date: "der Verein tanzte am 20. Januar"."""


def is_told(sentence: str, mention: dates.Mention) -> bool:
    """Whether a verb right beside a date tells what happened then."""
    before = _PRETERITE_BEFORE.search(sentence, mention.start - 30, mention.start)
    return mention.clock is None and bool(before or _PRETERITE.match(sentence, mention.end))


def is_report(sentence: str) -> bool:
    """Whether a sentence tells what has happened and announces nothing, outside its quotations."""
    return has_past(sentence) and not _PLANNED.search(_strip(sentence))


def has_past(sentence: str) -> bool:
    """Whether a main clause tells what has happened, outside its quotations."""
    return _REPORTS.search(_strip(sentence)) is not None


_DATE_COMMA = re.compile(
    r"(?<=tag|end),(?=\s(?:de[nm]\s)?\d)|,(?=\s(?:um\s|ab\s|von\s)?\d[\d.:]*(?:\s?(?:–|-"
    r"|bis)\s?\d[\d.:]*)?\s?Uhr\b)"
    r"|(?<=\bUhr),(?=\s[a-zäöüß]+(?:[.,;!?]|$))"
)
"""Commas of "zu dem sie am Montag, 26. April, 19.30 Uhr, einlädt" part no clauses."""


def _strip(sentence: str) -> str:
    return _RELATIVE.sub(" ", _DATE_COMMA.sub("", _QUOTED.sub("", sentence)))


_WEEKLY = re.compile(
    rf"(?:\b(?:[Jj]ede[nr]?\s|[Ii]mmer\s)?(?:{'|'.join(list_weekdays('de'))})s?\b"
    rf"|\b(?:{'|'.join(name.lower() for name in list_weekdays('de'))})s\b"
    r"|\b(?:Mo|Di|Mi|Do|Fr|Sa|So)\b\.?)"
    r"[^.!?]{0,60}?(?:\.[^.!?]{0,40}?)?(?<![\d.])\d{1,2}(?:[.:]\d\d)?\s?(?:Uhr|h\b|[–-]\s?\d|bis\s\d)"
)


def is_weekly(text: str) -> bool:
    """Whether a text tells a weekday and a time, and no date: "dienstags von 16 bis 18 Uhr"."""
    return _WEEKLY.search(text) is not None and not any(m.day for m in dates.list_mentions(text))


def is_called_off(text: str) -> bool:
    """Whether a text says that something does not take place, or not when it should."""
    return _CALLED_OFF.search(text) is not None


def is_bound_to_day(sentence: str, language: str) -> bool:
    """Whether a sentence is true on one day only: "Morgen um 17 Uhr beginnt …", without that day's date."""
    mentions = dates.list_mentions(sentence, language)
    return any(
        _is_bare(sentence, mention, mentions[index + 1 :])
        for index, mention in enumerate(mentions)
        if mention.offset is not None
    )


def _is_bare(sentence: str, near: dates.Mention, following: list[dates.Mention]) -> bool:
    """ "Today" alone may mean nowadays, and the "world of yesterday" no day at all."""
    if _IDIOM_BEFORE.search(sentence, 0, near.start) or _IDIOM_BEHIND.match(sentence, near.end):
        return False
    if following and following[0].day and following[0].start - near.end <= _DATE_BESIDE:
        return False
    if near.offset or near.clock is not None or _PART_OF_DAY.match(sentence, near.end) is not None:
        return True
    return _ON_THE_DAY.search(sentence) is not None


_ON_THE_DAY = re.compile(
    r"\b(?:findet|lädt|laden|beginnt|startet|starteten|feiern?|eröffnete?n?|wurden?|empfangen|tagte?|haben"
    r"|hat|kamen?) (?:(?!sich\b)\w+ ){0,1}heute\b"
    r"|\b[Hh]eute (?:findet|lädt|laden|beginnt|startet|feiern?|eröffnete?|wurden?|empfängt|empfangen|tagte?"
    r"|haben|hat|vor|nach|um|ab|früh|kam|kamen|war|waren)\b"
)
"""Beside such a word "heute" is this day, not nowadays."""


_NOT_A_PLACE = any_of(
    rf"{' '.join((*list_months('de'), *list_weekdays('de')))} "
    r"Jahr\w* Rahmen Namen Alter Anschluss Mittelpunkt "
    r"Vordergrund Tag Ende Anfang Beginn Ziel Abend Woche Monat Zeit Anlage"
)
_NOT_A_UNIT = any_of(f"Uhr {' '.join(list_months('de'))}")
_COUNT = any_of(
    r"[Zz]wei [Dd]rei [Vv]ier [Ff]ünf [Ss]echs [Ss]ieben [Aa]cht [Nn]eun [Zz]ehn [Ee]lf [Zz]wölf "
    r"[Hh]undert\w* [Tt]ausend\w*"
)
_BACKWARD = any_of(
    r"Er Sie Ihm Ihr Ihnen Ihn Ihre[nmrs]? Seine?[nmrs]? Diese?[nmrs]? Dies Jene[nmrs]? Solche?[nmrs]? "
    r"Dort Dabei Damit(?!\s(?:d(?:er|ie|as|e[nm])|eine?|wir|ihr|sich|sie|es|er|man|alle|[A-ZÄÖÜ]\w*)\b) "
    r"Dazu Dafür Dagegen Daran Darauf Daraus Darin Darum Darunter Darüber Davon Davor "
    r"Danach Dadurch Daher Deshalb Deswegen Dann Denn Doch Aber Und Oder Sondern Außerdem Zudem Ferner "
    r"Weiterhin Auch Ebenso Ebenfalls Hier Hierzu Hierbei Hierfür Deren Dessen Diesmal So Somit "
    r"Anschließend Zuvor Vorher Nachher Beide Beides Letztere\w* Allerdings Jedoch Trotzdem Dennoch "
    r"Insgesamt Insbesondere Begegnet Eingeladen Wieder Schließlich Gleichzeitig(?!\smit) "
    r"Zugleich(?!\smit) Zuletzt Nun Danke "
    r"Andererseits Hingegen Also Stattdessen Vielmehr Immerhin Umso Apropos Zweitens Drittens Umgekehrt "
    r"Folglich Sofort He She It They This That These Those There But And Then His Her Their"
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
    r"\b(?:Ober)?[Bb]ürgermeister\w*|\bStadtoberhaupt|\bMinister\w*|\bVorsitzende\w*|\bVerbund\w*"
    r"|\be\. ?V\."
    r"|\b\w*verein\w*|\b\w*verband\w*|\bDr\.|\bProf\.|\bStadt [A-ZÄÖÜ]\w+|\bLand\w* [A-ZÄÖÜ]\w+"
)
ADMISSION = re.compile(
    r"\bEintritt\b|\bkosten(?:los|frei)\w*|\bAnmeldung\w*|\banmelden\b|\bfree\b|\bregist\w+", re.IGNORECASE
)
ACCESS = re.compile(
    r"\bbarrierefrei\w*|\b[Rr]ollstuhl\w*|\bstufenlos\w*|\b[Aa]ufzug\b|\bGebärden\w*|\bKinderbetreuung\b"
    r"|\bwheelchair|\bsign language|\bchildcare"
)
SPOKEN = re.compile(
    r"\b(?:auf|ins|in|[Ss]prachen?:|spricht|sprechen|gesprochen|und|,) (?:Arabisch|Türkisch|Farsi|Persisch"
    r"|Dari"
    r"|Kurdisch|Ukrainisch|Russisch|Englisch|Französisch|Spanisch|Polnisch|Rumänisch|Bulgarisch|Tigrinya"
    r"|Somali|Urdu|Paschtu|Albanisch|Serbisch|Kroatisch|Italienisch|Leichter Sprache|Gebärdensprache)\w*"
    r"|\b(?:gedolmetscht|übersetzt|mehrsprachig\w*|zweisprachig\w*)\b"
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
    rf"(?:{_BACKWARD}|Zum (?:Abschluss|Ausklang|Schluss|anderen|Beispiel|Vergleich)|Im Anschluss"
    r"|Den Abschluss|Nach der Begrüßung|(?:Ganz )?[Ii]m Gegenteil|Noch (?:besser|schlimmer|wichtiger)"
    r"|Kein Wunder|Und zwar|Genau (?:das|deshalb|darum|dies\w*|hier|so)|Hinzu komm\w+"
    r"|Gemeint (?:ist|sind|war)|(?:Ein|Eine) weitere[rs]?"
    r"|Es (?:(?!gibt|wurde|wird|\w+en\b)\w+|\w*schien)"
    r"|Das (?:(?!(?:einst|jetzt|fast|längst|zuletzt|selbst|meist)\b)[a-zäöü]\w*t"
    r"|war|sind|wurde|kann|soll|muss|will)|Der (?:ist|hat)|Die (?:sind|haben)"
    r"|W(?:as|er|ie|o|arum|ann|o?zu|oher|eshalb|ieso)(?=(?:\s[a-zäöüß]+)+\?$)"
    r"(?=.*\s(?:das|dies|es|da(?:mit|hinter|zu|von|ran|gegen|rauf|für|bei|raus|rum))\b))\b"
)
"""At a sentence's start. "Es moderieren A und B" does not point back: a plural verb's subject follows; "Warum
ist das so?" does, as it names nothing."""
HOOK = re.compile(
    r"(?:Was|Warum|Weshalb|Wieso|Wo\w{0,7}|Wann|Wer|Welche[rnms]?"
    r"|Wie (?=de|di|da|es|sie|Sie|er|man|ein|[A-ZÄÖÜ]))[^,;:?!]*"
    r"(?:,\s(?:was|warum|wie|wer|wo\w{0,7}|wann|ob|welche[rnms]?|und)\b[^,;:?!]*)*(?<=[a-zäöüß][nt])\."
)
""" "Was dahinter steckt.", "Warum das so ist, und worauf man achten muss.": a clause of no sentence."""
CLAUSE_ALONE = re.compile(
    r"(?:Wenn|Weil|Obwohl|Dass|Falls|Sobald|Solange|Nachdem)\s[^,;:–]+"
    r"(?:,\s(?:was|wie|wer|wo\w*|wann|warum|ob|dass|weil|wenn|und|oder|(?:in |von |mit )?(?:de[rnms]|die|das)"
    r"|deren|dessen|denen|welche\w*|um [^,;:–]* zu)\b[^,;:–]*)*[.!]"
)
""" "Wenn man liest, was geschrieben wurde.": nothing follows from it."""
GOES_ON = re.compile(
    r"(?:Nebenbei|Übrigens|Ja(?=[\s,:!.–-])|Nein(?=[,:!.\s])"
    r"|(?:Richtig|Falsch|Genauer|Lösung|Nur|Sprich)(?=[:,.!])"
    r"|Natürlich|Selbstverständlich|Nichtsdestotrotz|Kurzum|Ohne (?:Zweifel|Frage)|In der Tat|Tatsächlich"
    r"|Auf der anderen Seite|Die (?:\w+ )?Antwort|Viel mehr noch|Ab dann|Zumindest|Jedenfalls"
    r"|(?:D(?:er|ie|as) )?[A-ZÄÖÜ][a-zäöüß]+ (?:dafür|hierfür|hierbei|daran|davon|darauf|dessen)"
    r"|(?:Der|Die|Das|Ein|Eine|Seit \w+ \w+) [^.!?]{0,30}?\bder \d\d-Jährige)\b"
)
"""At a sentence's start: an answer or an aside, unless the text itself begins so."""
_FUNCTION_WORD = re.compile(
    r"(?:im|in|ins|am|an|ans|auf|aus|bei|beim|mit|von|vom|zum|zur|zu|für|über|unter|vor|nach|durch|gegen"
    r"|ohne|um|statt"
    r"|seit|bis|und|oder|sowie|als|wie|auch|nur|noch|sehr|nicht|kein\w*|ganz|leider|manchmal|immer|oft"
    r"|hier|dort"
    r"|de[rnms]|die|das|eine?[nmrs]?|ihre?[nmrs]?|seine?[nmrs]?|unsere?[nmrs]?|\w+(?:ig|lich|isch|bar|sam"
    r"|los|voll)"
    r"|\w+e[rms])"
)
"""A small word, or an adjective by its ending: never a verb."""
_SHORTEST_VERB = 3
_DETERMINER = re.compile(
    r"(?:de[rnms]|die|das|eine?[nmrs]?|ihre?[nmrs]?|seine?[nmrs]?|unsere?[nmrs]?|kein\w*)"
)


def is_verbless(sentence: str) -> bool:
    """Whether a German statement has no verb: "Redakteur in der Wirtschaft.", "Manchmal leider nötig."."""
    if sentence.endswith("?"):
        return False
    words = WORD.findall(sentence)
    for place, word in enumerate(words):
        if not word[0].islower() or len(word) < _SHORTEST_VERB or _FUNCTION_WORD.fullmatch(word):
            continue
        if not (place and word.endswith(("e", "en")) and _DETERMINER.fullmatch(words[place - 1])):
            return False
    return True


CONTRASTS = re.compile(
    r"(?:[\wäöüß’-]+\s){1,6}(?:aber|jedoch|allerdings|hingegen|dagegen|dennoch|trotzdem|deshalb|daher"
    r"|nämlich|somit|folglich|demnach|wiederum|indes|z\.\s?B|also|dadurch|natürlich auch)\b"
)
"""At a sentence's start: "Es werden aber strenge Regeln gelten"."""
DEFINITE = re.compile(
    r"(?:Der|Die|Das|Den|Dem) ([A-ZÄÖÜ][\wäöüß-]+)(?! (?:der|des|von|für|im|in|am|an|zum|zur|\d|[A-ZÄÖÜ„]))"
)
"""A noun that stands alone behind its article."""
POINTS_BACK_SOFTLY = re.compile(
    r"\bdiese[nmrs]? (?!(?:Ausgabe|Heft|Jahr|Jahres|Woche|Tagen?|Monat|Nummer|Ausstellung|Winter|Sommer)\b)"
)
LEANS = re.compile(
    r"\b(?:solche[nmrs]? (?![^.!?]*\bwie\b)|derartige\w*|hierbei|hierfür|demnach|demzufolge|deshalb|daher"
    r"|hingegen|dagegen|dabei auch|sind dies|ist dies"
    r"|(?:Stunden|Tage|Wochen|Monate|Jahre) (?:zuvor|davor|danach|später))\b"
)
"""Somewhere in a sentence: nothing may be left out before it."""

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
PHRASE_THEN_PRONOUN = re.compile(
    r"(?:Noch|Schon|Seit|Im|In|Am|An|Mit|Nach|Vor|Bei|Auf|Aus|Zum|Zur|Heute|Später|Zuerst|Inzwischen|Für"
    r"|Trotz|Ohne"
    r"|Unter|Über)\b[^,.;:!?]{0,60}?\s[a-zäöüß]+\s(?:er|sie)\b"
    r"|(?:Gemeinsam|Zusammen) mit\b[^.;:!?]{0,200}?\s[a-zäöüß]+\s(?:er|sie)\b"
)
""" "Mit 14 kam sie nach Essen": the noun before the pronoun is not the one it stands for."""
POINTS_AHEAD = re.compile(
    r"(?:Für|Mit|In|Nach|Bei|Wegen|Trotz|An|Auf|Zu|Von) (?:ihr"
    r"|sein)(?:e[nmrs]?)? [^,.;:!?]{3,60}?\s[a-zäöüß]+\s"
    r"(?:(?:der|die|das|den|dem|jetzt|nun|heute"
    r"|am \w+) )?(?:[a-zäöüß]+ )?[A-ZÄÖÜİŞÇ][\w’-]+ [A-ZÄÖÜİŞÇ][\w’-]+"
    r"|(?:Weil|Als|Nachdem|Obwohl|Bevor|Da) (?:er|sie) [^.;:!?]{3,160}, [a-zäöüß]+ (?:(?:der|die|den|dem) )?"
    r"(?:[\w-]+ ){0,2}[A-ZÄÖÜİŞÇ][\w’-]+ [A-ZÄÖÜİŞÇ][\w’-]+"
)
""" "Für ihr Engagement erhält Ada Kaya …": the one it stands for follows."""
DOES_THAT = re.compile(r"\w+ (?:macht|machte|machten|zeigt|freut|ist|war|gilt|geht) das\b")
SOURCE = re.compile(r"(?:Das|Dies) (?:geht|teilt|teilte|ergab|ergibt|berichtet|zeigt|meldet|sagt)\b")
DEICTIC = re.compile(
    r"[Dd]iese[nmrs]?\s(?:Ausgabe|Heft|Jahr|Jahres|Woche|Tagen?|Monat|Stelle|Nummer|Ausstellung|Seite)"
)
ES_STANDS_FOR = (
    r"Es (?!gibt|ist|war|wird|geht|sind|waren|werden|braucht|kommt|heißt|lohnt|darf|kann|soll|muss|gab|hat"
    r"|fehlt|bleibt|steht|scheint|findet|folg|handelt|gilt|fand\b|\w+en\b)"
)
""" "Es wehrt sich": it is somebody; "Es gibt" and "Es singen" name who it is."""
MAY_BEGIN = re.compile(
    r"Unter diesem (?:Motto|Titel)\b"
    r"|Diese[rs]? (?!Artikel|Beitrag|Text|Thema|Frage)[A-ZÄÖÜ][\w-]{4,} [a-zäöüß]+t\b"
    rf"|(?!{ES_STANDS_FOR})"
    r"(?:Es|Auch|Wieder|Nun|Heute|Insgesamt|So) "
    r"(?!er\b|sie\b|dort\b|das\b|dies(?!e[ns]? (?:Jahr|Mal|Sommer|Winter|Herbst|Monat|Woche|Saison)\b))"
)
"""What points back inside a text only looks around at its beginning: "Auch in diesem Jahr sammelt …"."""

_IN_QUOTES = re.compile('["„“»«][^"“”„«»]*["“”«»]')
_GREETING = re.compile(
    r"(?:Herzlich |Ganz herzlich )?[Ww]illkommen (?:zu|zur|zum|in|im|bei|auf)\b|Schön, dass|Wie schön, dass"
    r"|Mit (?:großer )?Freude\b"
    r"|(?:Ich|Wir) (?:begrüße|heiße|freue|wünsche|hoffe|danke|grüße)\w*\b|Viel (?:Spaß|Freude|Vergnügen)\b"
    r"|(?:Vielen|Herzlichen|Besten) Dank (?:an|für)\b"
    r"|(?:Eine )?[Aa]nregende Lektüre"
    r"|Bleiben Sie (?:gesund|uns)|Hallo\b|Guten Tag\b|(?:Ein )?[Hh]erzliche[rs]? (?:Grüße|Gruß)|Auf ein "
    r"Wort\b|Heute halten Sie\b|Vor Ihnen liegt\b"
    r"|Mit (?:[\w.-]+ ){0,5}(?:Gruß|Grüßen)[.!]?$"
    r"|(?:Wir|Ich) (?:freuen|freue) (?:uns|mich)\b|Allen .{3,60} (?:herzlichen|ein herzliches) Dank"
)
_BREAKS_NEWS = re.compile(
    r"^Wir freuen uns\b(?!.*\b(?:Sie|[Ee]uch|viele|zahlreiche)\b.*\bbegrüßen\b).*\b"
    r"(?:(?:präsentieren|vorstellen|mitteilen|ankündigen|verkünden|bekannt ?geben|begrüßen) zu (?:können"
    r"|dürfen)|vorzustellen|mitzuteilen|anzukündigen|bekannt ?zu ?geben|(?:gewonnen|an Bord) zu haben"
    r"|zu (?:präsentieren|verkünden|begrüßen))\b"
)
""" "Wir freuen uns, unsere neue Seite vorstellen zu können": a greeting that tells what is new."""
_I = re.compile(r"\b(?:[Ii]ch|mich|mir|[Mm]ein(?:e[nmrs]?)?)\b")
_WE = re.compile(r"(?<!\bdass )(?<!\bweil )(?<!\bwenn )(?<!\bwie )(?<!\bob )(?<!\bwas )\b[Ww]ir\b")
"""In a subordinate clause, "we" speaks of people rather than as the page."""
_WE_REPORT = re.compile(r"\b(?:berichten|schreiben|sprechen|informieren) wir (?:Sie )?über\b")
_ROLES = frozenset({"Antwort", "Frage", "A", "F", "Redaktion", "Interviewer", "Interviewerin"})
_SALUTATION = re.compile(r"(?:Liebe[r]?|Sehr geehrte|Verehrte|Dear)\s")
_LABELLED = re.compile(r"^([A-ZÄÖÜ][\w’.-]+(?:\s[A-ZÄÖÜ][\w’.-]+){0,2}):\s+(?=\S)")
_NAME = re.compile(r"\b(?:(?:Dr|Prof)\.\s)?([A-ZÄÖÜ][\w’-]+\s(?:von |van |de |al-)?[A-ZÄÖÜ][\w’-]{2,})")
_ADDRESSED = re.compile(r"\b(?:Herr|Frau)\s(?:(?:Dr|Prof)\.\s)*([A-ZÄÖÜ][\wäöüß’-]+)")
_NO_NAMES = frozenset(
    any_of(
        "Der Die Das Den Dem Ein Eine Einen Im In Am Auf Bei Mit Nach Von Zum Zur Für Seit Vor Wir Ihr Unser "
        "Unsere Viele Alle Diese Dieser Dieses Jede Jeder Stadt Verein Kein Keine"
    ).split("|")
)
_LONGEST_QUESTION = 220
_INNER_END = re.compile(r"[a-zäöüß][.!?]\s")
_ANSWER = re.compile(r"^.{8,170}?[.!?](?=\s|$)")


def is_greeting(sentence: str) -> bool:
    """Whether somebody greets, thanks or wishes: no news, and another voice than the page's."""
    return _GREETING.match(sentence) is not None and not _BREAKS_NEWS.match(sentence)


FEWEST_WORDS = 6
"""From so many words on, what has the end of a sentence is one, and what ends in a colon before a list."""


def is_statement(text: str) -> bool:
    """Whether words tell something: no heading, greeting or question."""
    is_whole = len(text.split()) >= FEWEST_WORDS and sentences.ENDS.search(text) is not None
    return is_whole and not text.endswith("?") and not is_greeting(text)


def is_first_person(sentence: str) -> bool:
    """Whether "I" speaks outside quotation marks."""
    return _I.search(_IN_QUOTES.sub("", sentence)) is not None


def is_we(sentence: str) -> bool:
    """Whether "we" speaks outside quotation marks."""
    return _WE.search(_IN_QUOTES.sub("", sentence)) is not None


def is_editorial(paragraphs: Sequence[str], told: Sequence[str]) -> bool:
    """Whether one person greets the readers: a salutation or greeting, and "I" in running text."""
    greets = any(_SALUTATION.match(text) for text in paragraphs[:2]) or any(map(is_greeting, told[:3]))
    return greets and any(map(is_first_person, told))


def is_interview(paragraphs: Sequence[str]) -> bool:
    """Whether questions and answers alternate, in paragraphs or with speakers' names before them."""
    if has_speakers(paragraphs) and any(map(_is_question, paragraphs)):
        return True
    asked = [
        at
        for at in range(len(paragraphs) - 1)
        if _is_question(paragraphs[at]) and not _is_question(paragraphs[at + 1])
    ]
    return len(asked) >= 2 and len(asked) * 5 >= len(paragraphs) - asked[0]


def has_speakers(lines: Sequence[str]) -> bool:
    """Whether lines begin with the names of two speakers in turn."""
    labels = [match[1] for line in lines if (match := _LABELLED.match(line.strip()))]
    return len(labels) >= 3 and len(set(labels)) < len(labels)


def _is_question(paragraph: str) -> bool:
    text = paragraph.strip()
    return text.endswith("?") and len(text) <= _LONGEST_QUESTION and len(_INNER_END.findall(text)) <= 1


def find_first_question(paragraphs: Sequence[str]) -> int:
    """The number of the paragraph in which the talk begins; everything before introduces it."""
    for number, text in enumerate(paragraphs):
        if _LABELLED.match(text) or (_is_question(text) and number + 1 < len(paragraphs)):
            return number
    return len(paragraphs)


def tell_of(sentence: str) -> str:
    """ "In this issue we report on …" in the third person; other sentences stay as they are."""
    return _WE_REPORT.sub("geht es um", sentence)


def find_speaker(paragraphs: Sequence[str]) -> str:
    """Who answers: named before an answer and again, in a question, or in the introduction; may be empty."""
    first = find_first_question(paragraphs)
    labels = Counter(label[1] for text in paragraphs[first:] if (label := _LABELLED.match(text)))
    for question, answer in pairwise(paragraphs[first:]):
        label = _LABELLED.match(answer)
        if _is_question(question) and label and label[1] not in _ROLES and labels[label[1]] > 1:
            return label[1]
    called = next(
        (match[1] for text in paragraphs if text.endswith("?") and (match := _ADDRESSED.search(text))), ""
    )
    introduced = [
        match[1] for text in paragraphs[:first] for match in _NAME.finditer(text) if _is_name(match[1])
    ]
    if called:
        return next((name for name in introduced if name.endswith(called)), called)
    return introduced[0] if introduced and paragraphs[0].find(introduced[0]) in range(6) else ""


def _is_name(words: str) -> bool:
    """ "Der Sensor" is nobody, "Können Sie" either."""
    first, _, last = words.partition(" ")
    return first not in _NO_NAMES and last not in POLITE


def list_pairs(paragraphs: Sequence[str], speaker: str) -> Iterator[tuple[int, str]]:
    """Each question with the first sentence of its answer in quotation marks, and the paragraph's number."""
    if not speaker:
        return
    for number in range(find_first_question(paragraphs), len(paragraphs) - 1):
        question, answer = _strip_label(paragraphs[number]), _strip_label(paragraphs[number + 1])
        is_asked = _is_question(paragraphs[number]) and question[0].isalnum()
        if not is_asked or _is_question(paragraphs[number + 1]):
            continue
        said = _ANSWER.match(answer)
        if said and "@" not in said[0] and not _IN_QUOTES.search(said[0]):
            yield number, f"{question} {speaker}: „{said[0]}“"


def _strip_label(paragraph: str) -> str:
    label = _LABELLED.match(paragraph)
    return paragraph[label.end() :] if label else paragraph
