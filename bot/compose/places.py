"""Places: the venue of what a text announces, with its address where the text gives one."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.compose import tense
from bot.compose.dates import MONTH, WEEKDAY

FOREIGN_BODY = re.compile(
    r"\b(?:Pressekontakt|Herausgeber(?:in)?:|Impressum|V\.\s?i\.\s?S\.\s?d\.\s?P|Redaktion(?:sleitung)?\b"
    r"|Autor(?:in|en|/-?in|\*in)?:"
    r"|Pressestelle|Presseamt|Medienkontakt|Bankverbindung|IBAN)",
    re.IGNORECASE,
)
"""Sentences for journalists, and of accounts: what they name is no place or person to turn to."""
_STREET_END = (
    r"(?:straße|strasse|str\.|platz|markt|weg|allee|gasse|ring|damm|ufer|wall|wiese|hof|berg|graben|feld"
    r"|chaussee"
    r"|steig|pfad|brücke|tor|bogen|kamp|heide|busch|aue|stieg|kai|hang|höhe|winkel|anger|promenade|park|burg)"
)
_HOUSE_NUMBER = (
    r"\d{1,3}\s?(?:[a-z](?!\w))?(?!\w)"
    rf"(?!\.?\s?[/&]|\.\s?(?:\d|{MONTH})|\s(?:{MONTH})\b)"
    r"(?:\s?[-–/+]\s?\d{1,3}(?!\d))?"
)
_STREET = (
    r"(?!Tabelle|Platz \d)"
    rf"(?:[A-ZÄÖÜ][\w’.-]+(?:er)?[ -]){{0,3}}(?:[A-ZÄÖÜ][\w’-]*{_STREET_END}|(?:Straße|Str\.|Platz|Markt"
    rf"|Weg|Allee|Ring|Damm|Ufer|Hof))\s{_HOUSE_NUMBER}"
    rf"|(?:Am|An der|An den|Auf der|Auf dem|Im|In der|Zur|Zum|Alte[rn]?) "
    rf"(?!(?:Wochenende|Abend|Tag|Ende|Anfang|Abschnitt|Kapitel|Artikel|Absatz|Alter|Jahr"
    rf"|{WEEKDAY})\b)[A-ZÄÖÜ][\w’-]+(?: "
    rf"[A-ZÄÖÜ][\w’-]+)?\s{_HOUSE_NUMBER}"
)
_ADDRESS = re.compile(_STREET)
_TOWN = (
    r"(?:,\s*(?:\d{5}\s)?(?!(?:Telefon|Tel|Raum|Eingang|Hinterhaus|und|auf|in|von|um|ab)\b)"
    r"[A-ZÄÖÜ][\w-]+(?=[.,;)]|$|\s(?:statt|ein|aus|zu|gefeiert)))?"
)
_VENUE_END = (
    r"(?:haus|hauses|häuser|heim|heims|zentrum|zentrums|markt|platz|kirche|moschee|synagoge|tempel|saal"
    r"|saals|säle|halle|theater|schule|gymnasium"
    r"|gymnasiums|bibliothek|bücherei|museum|museums|park|hof|höfe|garten|café|cafés|cafe|treff|rathaus"
    r"|rathauses|stadion|zeche|bahnhof|"
    r"büro|gelände|laden|lokal|werkstatt|aula|foyer|kapelle|friedhof|friedhofs|ostfriedhofs|universität"
    r"|hochschule|klinikum|klinik|krankenhaus|"
    r"station|raum|räumen|räume|studio|forum|galerie|turm|mensa|kino|bad|becken|lehrbecken|burg|schloss"
    r"|villa|club|klub|bühne|scheune|akademie|küche|"
    r"kita|institut|agentur|amt|amtes|wache|depot|filiale|gemeinde|pfarre|kloster|dom|münster|lichtburg"
    r"|grugahalle|messehaus|"
    r"philharmonie|oper|arena|sporthalle|wiese|festwiese|(?<!lä)ufer|see|kanal|bergwerk|kokerei|zollverein"
    r"|centre"
    r"|center|stadtteilbüro|stätte|"
    r"geschäftsstelle|brunnen|denkmal|mahnmal|pavillon|zelt|hospiz|hotel|restaurant|archiv|campus|bunker"
    r"|planetarium|saalbau|zoo|kantine|flughafen|hafen|fabrik|mühle|hütte|keller|biergarten|speicher"
    r"|schiff|straße|strasse|allee"
    r"|vereinsraum|atelier|foyers|kreuzer|(?<!\w)kd)"
)
_PREPOSITION = (
    r"(?:[Ii]m|[Ii]n der|[Ii]n den|[Ii]n dem|[Ii]ns|[Ii]n|[Aa]uf dem|[Aa]uf der|[Aa]uf den|[Ii]n das|[Ii]n "
    r"die|[Vv]or dem|[Vv]or der|[Aa]m|[Aa]n der|[Bb]eim|[Bb]ei der"
    r"|(?:[Aa]t|[Oo]n|[Ii]n front of|[Oo]utside)(?: the)?|[Zz]um|[Zz]ur|[Vv]orm|[Vv]or|[Hh]interm"
    r"|[Ii]n unsere[mnr]|[Aa]uf unsere[mnr]|[Aa]uf(?= (?:Schloss|Burg|Gut|Zeche|Kloster)\b))"
)
_PIECE = (
    r"St\.(?:-[\w-]+)?|(?:Dr|Ev|Evang|Kath|Städt)\.|(?!(?:Sie|Ihnen|Ihre?[nmrs]?|Euch|Dich"
    r"|Uns)\b)[„\"‚]?[A-ZÄÖÜ][\w’'/*-]*[“\"‘]?"
    r"|\d{1,2}/\d{1,2}"
)
_LINK = r"(?:der|des|dem|von|vom|am|an der|im|in|in der|zu|zur|für|und|auf dem|auf der)"
_ANY_STREET = (
    rf"(?!Tel|Telefon|Fax|{MONTH}|{WEEKDAY})[A-ZÄÖÜ][\w-]{{3,}}(?:\s[A-ZÄÖÜ][\w-]+)?\s{_HOUSE_NUMBER}"
    r"(?=[,.)]|$)"
)
""" "Caffamacherreihe 1-3" right behind a house."""
_VENUE = re.compile(
    rf"\b{_PREPOSITION}\s((?:[a-zäöü]+e[nrs]?\s)?(?:{_PIECE})(?:\s(?:{_LINK}\s)?(?:{_PIECE}))*)"
    rf"((?:,|\s\()\s?(?:{_STREET}|{_ANY_STREET})\)?{_TOWN})?"
)
_VENUE_HEAD = re.compile(rf"(?:^|[\s„\"/-])\w*{_VENUE_END}[“\"]?(?=$|\s)", re.IGNORECASE)
_TOWN_ALONE = re.compile(
    r"(?:(?:\w*[Ss]tadt|Gemeinde|Kreis|Land\w*|Region|Stadtteil|Ortsteil|Bezirk|\w+ischen|deutschen) )?"
    r"[A-ZÄÖÜ][\w/-]*(?:burg|heim|münster|hof|feld|see|berg|ufer|hafen)(?: (?:am|an der|im) [A-ZÄÖÜ]\w+)?"
)
""" "in Duisburg", "in der Landeshauptstadt Magdeburg": a town, though it ends as a house may."""
_FORMAT = re.compile(r"\w+(?:café|cafe|treff|werkstatt|forum|markt|wache|küche|kino|akademie|station|studio)")
_INFLECTED = re.compile(
    r"(?!Essen\b)[A-ZÄÖÜa-zäöü][\w-]+(?:en|em)\s(?:der\s|von\s)?[A-ZÄÖÜ]|Räumen\b|Räumlichkeiten\b"
)
_ROOMS = re.compile(r"Räume?n?\b|Räumlichkeiten\b")
_BARE_VENUE = re.compile(
    rf"(?<!\bmit )(?<!\bvon )(?<!\bdurch )\b(?:[Dd]ie|[Dd]as|[Dd]er)\s"
    rf"((?:{_PIECE})(?:\s(?:{_LINK}\s)?(?:{_PIECE}))*)"
)
"""Where a house itself does something: "verwandelt sich die Zeche Carl in Altenessen"."""
_GOAL = re.compile(
    rf"\b(?:lädt|laden)\b.*\b(?:in die|ins"
    rf"|in den)\s((?:{_PIECE})(?:\s(?:{_LINK}\s)?(?:{_PIECE})){{0,4}})\sein\b"
)
_BARE_PLACE = re.compile(rf"(?:{_PIECE})(?:\s(?:{_LINK}\s)?(?:{_PIECE})){{0,4}}(?:, {_STREET}{_TOWN})?")
"""A line of a poster: "ALTE KIRCHE ALTENESSEN"."""
_TITLES = re.compile(r'(?<!\b[Ii]m )(?<!\bin )(?<!\bder )[„"»][^“”"«]*[“”"«]')
_ARTICLE = re.compile(r"^(?:[Dd]er|[Dd]em|[Dd]en|[Dd]ie|[Dd]as)\s")
_OWN_NAME = re.compile(
    r"\s[„\"»][^“”\"«]{2,40}[“”\"«]|(?:(?<=Treff|Halle|lokal|Bühne)|(?<=\s[A-Z])"
    r"|(?<=straße))\s\d{1,3}(?:-\d{1,3})?(?=\.?(?:\s[a-zäöü]|$)|,)(?!\sUhr)"
)
_OCCASION = re.compile(r"([\w -]+?)\s(?:im|in der|in|auf dem)\s")
""" "zum Frühstück im Treffpunkt Altendorf": the first noun is what takes place."""
_HOUSE_BEFORE = re.compile(rf"(?:^|[,:;–|-]\s)((?:{_PIECE})(?:\s(?:{_LINK}\s)?(?:{_PIECE})){{0,3}}),\s$")
_HOUSE_ON_STREET = re.compile(
    rf"\b(?:[Ii]m|[Ii]n der|[Bb]eim|[Bb]ei der)\s((?:{_PIECE})(?:\s(?:{_PIECE}))*)\s(?:an der|in der"
    rf"|auf der|am)\s$"
)
""" "in der Kulle" before "an der Langemarkstraße 1"."""
_ELSEWHERE = re.compile(
    r"\b(?:nicht|(?<!findet )(?<!finden )statt|anstatt|anstelle)\s(?:wie \w+ )?$|\b(?:Ausflug|Abstecher"
    r"|Exkursion|\w*[Bb]rand|\w*[Ff]euer|\w*[Uu]nfall|\w*[Ee]inbruch|\w*[Üü]berfall|\w*[Aa]nschlag"
    r"|\w*[Ss]chaden|Explosion|Neuheiten|Neues|Trends)\s$"
)
""" "nicht im Bürgerladen, sondern im Gemeindehaus", "nach dem Brand im Nachbarhaus"."""
_BESIDE = 40
"""Characters before a venue that may say that it is none."""
_NO_VENUE = re.compile(
    r"^(?:Richtung\b|(?:\w+ )?Breakout|(?:k?eine?[nmrs]?|diese[nmrs]?|viele[nr]?|mehrere[nr]?|alle[nr]?"
    r"|(?:sein|ihr|unser)e?[nmrs]?) "
    r"|(?:Arbeits|Wohnungs|Immobilien|Finanz|Stellen)m[aä]rkt\w*|(?:Arbeits|Ausbildungs|Studien)pl[aä]tz\w*"
    r"|(?:Zeit|Sozial|Lebens|Welt)r[aä]um\w*|\w+ Raum$|Ehrenamt\w*|Mahnwache|Fragebogen"
    rf"|(?:Rahmen|Namen|Jahr|{MONTH}|{WEEKDAY}"
    r"|Thema|Motto|Titel|Stichwort|Anschluss|Mittelpunkt|Alter|Haltestelle|Verein|Gruppe|Kommunen?"
    r"|Vorverkauf|Programm|Web-?[Ss]eite\w*|Homepage|Internet\w*|Newsletter|Netz|Online\S*|Bezirke?n?|Zoom"
    r"|YouTube|Facebook"
    r"|Instagram)\b"
    r"|(?:Platz|Gelände|Kirche|Raum|Halle|Saal|Haus|Park|Garten|Schule|Büro|Laden|Club|Klub|Bühne|Parkplatz"
    r"|Rasenplatz|See|Ufer|Küche|Station|Foyer|Hof|Zentrum|Gemeinde|Turm|Bad|Center|Centre|Studio|Forum|Amt"
    r"|Räumen?|Keller)(?: \d)?$)"
)
_LABEL_PLACE = re.compile(
    r"(?:^(?:[-–•*·▪]\s+)?|(?<=[a-zäöü\d.)] ))(?:(?:[Oo]rt|ORT|Wo|WO|wo|Veranstaltungsort|VERANSTALTUNGSORT"
    r"|Austragungsort"
    r"|Spielort"
    r"|Location|Treffpunkt|TREFFPUNKT|Start und Ziel|Adresse"
    r"|Der Ort|Die Adresse|Der Treffpunkt)(?:\s?:|\?| ist:?| "
    r"bleibt(?: gleich| unverändert)?[:,]?)|📍\ufe0f?|🏠)\s+(?:im |in der |in dem |auf dem |die |der |das "
    r")?(.{4,120}?)[.]?$"
)
_EASY_PLACE = re.compile(
    r"(?:Der (?:Ort|Treffpunkt)|Das [\w-]*[Ll]okal|Die Adresse) ist:?\s+(?:im |in der |in dem |auf dem "
    r"|die |der |das )?(.{4,90}?)\.?$"
)
_MEETS_AT = re.compile(
    r"\b[Tt]reffpunkt ist (?:um \d{1,2}(?:[.:]\d\d)? Uhr )?(?:wieder )?(?:der|die|das|am|beim|im"
    rf"|auf dem|vor dem|an der|in der|vor der) ((?:{_PIECE})(?:\s(?:{_LINK}\s)?(?:{_PIECE})){{0,3}})"
)
_OTHER_PLACE = re.compile(
    r"\b(?:[Vv]ermutlich|Regen\w*|Wetter\w*|Ausweich\w*|erhältlich|liegt aus|liegen aus|Anmelde\w*"
    r"|Anmeldung(?:en)?|\w*[Ff]ormulare?|anmelden"
    r"|angemeldet|Karten|Vorverkauf|Haltestelle|Briefkasten|angefordert|Kondolenz\w*|ausleihen|verkauft)\b"
)

_NAMES_TOWN = re.compile(rf"\b[Ii]n (?!(?:{MONTH}|{WEEKDAY})\b)[A-ZÄÖÜ][a-zäöüß-]{{3,}}\b")
""" "das Heimspiel in Heidelberg": what the opening names is another place."""
_TAKES_PLACE = re.compile(
    r"\bfinde[nt]\b.*\bstatt\b|\btrifft sich\b|\btreffen (?:wir uns|sich)\b|\b[Bb]eginn ist\b|\b[Ll]os geht"
)
_RECURS = re.compile(rf"\b[Jj]ede[mnr]?\s(?:\w+\s){{0,2}}(?:{WEEKDAY})\b")
""" "an jedem ersten Montag": what it names, or the sentence behind it, is the place of those days."""


def find_place(sentences: Sequence[str], near: Sequence[int]) -> str:
    """The venue of what takes place; near: positions of the sentences that tell when, best first."""
    return next(filter(None, _list_places(sentences, near)), "")


def _list_places(sentences: Sequence[str], near: Sequence[int]) -> Iterator[str]:
    """What may be the venue, the surest first, "" where one way finds none."""
    is_elsewhere = any(map(_NAMES_TOWN.search, (sentences[at] for at in near if at)))
    steps = (1, 2) if is_elsewhere else (1, 2, -1)
    told = set(near)
    recurring = {at for at, text in enumerate(sentences) if at not in told and _RECURS.search(text)}
    own = [at for at in range(len(sentences)) if recurring.isdisjoint({at - 1, at})]
    around = [position + step for position in near for step in steps if position + step in own]
    around = [at for at in around if at - 1 in told or not _REACHES.search(sentences[at - 1])]
    for position in near:
        if place := _find_venue(sentences[position]):
            yield _add_address(place, sentences, position)
    yield _find_labelled(sentences, own)
    yield from (_read_bare(sentences, position) for position in (*near, *around))
    if len(near) == 1:
        yield _find_listed(sentences[near[0]])
    for position in around:
        text = sentences[position]
        if not FOREIGN_BODY.search(text) and not _OTHER_PLACE.search(text) and (place := _find_venue(text)):
            yield _add_address(place, sentences, position)
    yield from (_find_goal(sentences[position]) for position in near)
    yield from (_find_acting_house(sentences[position]) for position in near)
    for position in own:
        text = sentences[position]
        if _TAKES_PLACE.search(text) and not (tense.has_past(text) or _OTHER_PLACE.search(text)):
            yield _add_address(place, sentences, position) if (place := _find_venue(text)) else ""
    lead = sentences[0]
    if not (is_elsewhere or tense.has_past(lead) or _OTHER_PLACE.search(lead)):
        yield _find_venue(lead)
    yield _find_only_street(sentences)
    yield _find_online((*(sentences[at] for at in near), *sentences))


def _find_labelled(sentences: Sequence[str], positions: Iterable[int]) -> str:
    """ "Wo: Café Konsulat", "Der Ort ist die Lehrküche."."""
    for position in positions:
        text = sentences[position]
        label = _LABEL_PLACE.search(text) or _EASY_PLACE.search(text)
        if label and not FOREIGN_BODY.search(text) and (place := _trim(label[1])):
            return _add_address(place, sentences, position)
    return ""


def are_several(sentences: Sequence[str]) -> bool:
    """Whether a list names a place of its own for each of its days."""
    told = {label[1].strip() for text in sentences if (label := _LABEL_PLACE.match(text))}
    return len(told) > 1


def _read_bare(sentences: Sequence[str], position: int) -> str:
    """A line that names a venue and says nothing else, as on a poster."""
    place = sentences[position]
    if not _BARE_PLACE.fullmatch(place) or not _VENUE_HEAD.search(place):
        return ""
    return _add_address(place.title() if place.isupper() else place, sentences, position)


def _find_listed(text: str) -> str:
    """ "31.12., 20 Uhr, Saalbau West.": a venue between commas."""
    pieces = (piece.strip(" .") for piece in text.split(","))
    return next((piece for piece in pieces if _BARE_PLACE.fullmatch(piece) and _VENUE_HEAD.search(piece)), "")


_REACHES = re.compile(r"\b0\d{2,5}[\s/–-]{1,3}\d")
""" "Kontakt: Mira Sol, 0201 1234567": the street below is where she can be reached."""


def _find_only_street(sentences: Sequence[str]) -> str:
    beside = zip(("", *sentences), sentences, strict=False)
    told = (
        text
        for above, text in beside
        if not (FOREIGN_BODY.search(text) or _OTHER_PLACE.search(text) or _REACHES.search(above))
    )
    streets = {match[0].strip() for text in told for match in _ADDRESS.finditer(text)}
    return streets.pop() if len(streets) == 1 else ""


_NOT_ALSO = r"(?<!und )(?<!oder )(?<!sowie )(?<!auch )"
""" "in Frankfurt und online": who comes needs to know the house."""
_ONLINE = re.compile(
    rf"{_NOT_ALSO}\b(?:per|via|über|auf|bei) "
    r"(?P<with>Zoom|(?:MS |Microsoft )?Teams|Webex|Jitsi|Skype|Google Meet|BigBlueButton)\b"
    rf"|\bfinde[nt]\b.{{0,60}}{_NOT_ALSO}\bonline\b|\bWebinar\b"
    r"|\b[Oo]nline-(?:Vortrag|Seminar|Veranstaltung|Treffen|Workshop|Kurs|Sprechstunde|Gespräch"
    r"|\w*[Aa]bend)\b"
)


def _find_online(texts: Iterable[str]) -> str:
    """ "online (Zoom)": who takes part needs no way."""
    found = next(filter(None, map(_ONLINE.search, texts)), None)
    if found is None:
        return ""
    return f"online ({found['with']})" if found["with"] else "online"


_ASIDE = re.compile(r"\s?\([^()]*\)?$")
_TELLS = re.compile(r"\b(?:Stadtplan|Karte|Anfahrt|wird|werden|wir|schicken|folgt|siehe|Details)\b")
_LONGEST_ASIDE = 40
_CLAUSE = re.compile(r",\s(?:de[nmr]|die|das|wenn|bitte|wo|genau\w*|siehe|weitere)\b.*$")
_NO_NAME = re.compile(
    r"(?!(?:im|in|auf|am|an|vor|bei|beim|hinter|unter|neben)\b)[a-zäöü]|Nach (?:Vereinba|Absprache)"
    r"|(?:Steht|Wird|Noch|Folgt|Siehe|TBA)\b|.*:$"
    r"|(?:Herrn?|Frau|Dr\.|Prof\.|Pfarrer(?:in)?|Pastor(?:in)?|Diakon(?:in)?|Bischof|Vorsitzende[r]?)(?:\s|$)"
)
""" "jeweils zehn Minuten vor", "auch in diesem Jahr", "Frau Sol": behind a label, but no place."""


_WHEN_BEFORE = re.compile(
    rf"^(?:(?:{WEEKDAY}|\d{{1,2}}\.|{MONTH}|\d{{4}}|(?:ab|um)?\s?\d{{1,2}}(?:[.:]\d\d)?\s?Uhr)[\s,]*)+"
    r"(?:[Aa]m |[Ii]m |an der )?"
)
""" "Treffpunkt: Freitag, 11. Dezember, 17 Uhr, Parkplatz am See": when stands on a line of its own."""


_LABEL_AGAIN = re.compile(
    r"^(?:(?:Wo|Ort|Treffpunkt|Adresse)\s?:\s+)?(?:Treffpunkt\s(?=(?:vor|am|an|im|in|auf|bei|beim)\b))?"
)
""" "📍 Wo: Treffpunkt vor der Schule"."""


def _trim(place: str) -> str:
    """Without the label that follows, and without an aside that says no more where, or never ends."""
    bare = _WHEN_BEFORE.sub("", _NEXT_LABEL.sub("", _LABEL_AGAIN.sub("", place.strip(" >*•."))))
    bare = _NOT_NAMED.sub("", _CLAUSE.sub("", bare))
    if _NO_NAME.match(bare):
        return ""
    aside = _ASIDE.search(bare)
    if aside is None:
        return bare
    is_whole = bare.endswith(")") and len(aside[0]) <= _LONGEST_ASIDE and not _TELLS.search(aside[0])
    return bare if is_whole else bare[: aside.start()].rstrip(" ,")


def has_address(text: str) -> bool:
    """Whether a street with its number stands in a text."""
    return _ADDRESS.search(text) is not None


def find_counter(sentences: Sequence[str], positions: Sequence[int]) -> str:
    """Where something is handed in or offered each week, if its address is given."""
    if not positions:
        return ""
    labelled = (at for at, text in enumerate(sentences) if _LABEL_PLACE.match(text))
    if place := _find_labelled(sentences, labelled):
        return place
    found = (_find_venue(sentences[position]) for position in positions)
    return next((place for place in found if _ADDRESS.search(place)), "")


def _find_venue(text: str) -> str:
    """The venue that a preposition leads to, or as what it is named where people meet."""
    found, meets = _find_led_to(text), _MEETS_AT.search(text)
    if meets is None or _NO_VENUE.match(meets[1]) or found not in meets[1]:
        return found
    return meets[1]


def _find_led_to(text: str) -> str:
    """The first venue that a preposition leads to; one with an address is better than one without."""
    bare = _TITLES.sub(lambda found: " " * len(found[0]), text)
    best = ""
    for match in _VENUE.finditer(bare):
        street = _ADDRESS.match(bare, match.start(1))
        address = (match[2] or "").strip(" ,(").rstrip(")")
        if street and len(street[0]) >= len(match[1]):
            return street[0].strip()
        if (
            _ELSEWHERE.search(bare[: match.start()][-_BESIDE:])
            or (_NO_VENUE.match(match[1]) and not _find_own_name(text, match))
            or (not address and (_is_town(match) or _is_format(match)))
            or not (address or _VENUE_HEAD.search(match[1]))
        ):
            continue
        if address:
            return f"{_name_venue(match)}, {address}"
        name = _name_venue(match) + _find_own_name(text, match)
        best = best or ("" if _NO_VENUE.match(name) else name)
    return best or _find_street(bare)


def _find_own_name(text: str, venue: re.Match[str]) -> str:
    """ " „die flora“" behind "im Kulturraum"."""
    named = _OWN_NAME.match(text, venue.end())
    return named[0] if named and _VENUE_HEAD.search(venue[1].split()[-1]) else ""


def _is_format(venue: re.Match[str]) -> bool:
    """ "zum Sprachcafé", "zum Flohmarkt": what takes place rather than where; not "zum Café Ost"."""
    is_goal = venue[0][: venue.start(1) - venue.start()].strip().lower() in {"zum", "zur"}
    return is_goal and _FORMAT.fullmatch(venue[1]) is not None


def _is_town(venue: re.Match[str]) -> bool:
    """ "in Mannheim" and "in der Stadt Mannheim", not "im Altenheim"."""
    town = _TOWN_ALONE.fullmatch(venue[1])
    is_bare = venue[0][: venue.start(1) - venue.start()].strip().lower() in {"in", "at", "vor"}
    return town is not None and (is_bare or " " in venue[1])


_POSTAL_TOWN = re.compile(r", \d{5} [A-ZÄÖÜ][\w-]+")


def _find_street(text: str) -> str:
    """A street and number, with the house that is named before it: "AWO-Treff, Kettwiger Str. 8"."""
    street = _ADDRESS.search(text)
    if street is None:
        return ""
    before = text[: street.start()]
    named = _HOUSE_BEFORE.search(before)
    house = named if named and _VENUE_HEAD.search(named[1]) else _HOUSE_ON_STREET.search(before)
    is_house = house is not None and not _NO_VENUE.match(house[1])
    town = _POSTAL_TOWN.match(text, street.end())
    address = street[0].strip() + (town[0] if town else "")
    return f"{_ARTICLE.sub('', house[1])}, {address}" if house and is_house else address


def _find_goal(text: str) -> str:
    """ "lädt in die Black Box ein", whatever it is."""
    goal = _GOAL.search(text) or (_HOSTS.search(text) and _IN_TOWN.search(text))
    return goal[1] if goal and not _NO_VENUE.match(goal[1]) else ""


def _find_acting_house(text: str) -> str:
    if _GIVES.search(text):
        return ""
    is_host = _HOSTS.search(text) is not None
    named = (match[1] for match in _BARE_VENUE.finditer(_TITLES.sub(" , ", text)))
    names = (name for name in named if not (is_host and _GUEST.search(name)))
    return next(
        (name for name in names if _VENUE_HEAD.search(name.split(" in ")[0]) and not _NO_VENUE.match(name)),
        "",
    )


_NOT_NAMED = re.compile(
    r" zu[mr]? (?:Verfügung|Einsatz|Gast|Sprache|Ausklang|Abschluss|Wort|Abfahrt|Probe|Übung)\b.*$"
    r"| (?:am|von|ab|bis) (?:\w*(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|woche)\b).*$"
    r"| (?:Mo|Di|Mi|Do|Fr|Sa|So)$",
    re.IGNORECASE,
)
_NEXT_LABEL = re.compile(
    r",? (?:(?:Zeit|Uhrzeit|Beginn|Einlass|Eintritt|Anmeldung|Kosten|Datum|Wann|Telefon|Tel\.)\b"
    r"|[A-ZÄÖÜ][\w-]{2,24}:\s).*$"
)
_GUEST = re.compile(r"kirche|gemeinde|verein|verband|agentur|kreis|\w[ -][ck]lub\b", re.IGNORECASE)
_IN_TOWN = re.compile(
    rf"\bzu[mr] (?:{_PIECE})(?: (?:{_PIECE}))*,? (?:im|in der|in dem|auf dem|auf der|am|beim) "
    rf"((?:{_PIECE})(?: (?:{_PIECE})){{0,3}} in (?!(?:{MONTH}|{WEEKDAY})\b)[A-ZÄÖÜ][\w-]+)"
)
""" "lädt zum Advent im Hirtendorf in Neustadt": a house of any name, by the town that it stands in."""
_GIVES = re.compile(r"\b(?:vergibt|verleiht|fördert|unterstützt|fordert)\b")
_HOSTS = re.compile(
    r"\b(?:lädt|laden|bittet|sucht|veranstaltet|organisiert|informiert|bietet|ruft|weist"
    r"|plant|berät|stellt)\b"
)
"""What an organisation does anywhere, not only in its own house."""


_OBJECT = re.compile(r"\s(?:[A-ZÄÖÜ][\w’-]*\s)+(?:und|von|für|über|mit)\s.*$")


def _cut_object(name: str) -> str:
    """ "zeigt in der Bibliothek Bilder von Kindern": what stands behind the venue is shown there."""
    heads = list(_VENUE_HEAD.finditer(name))
    rest = _OBJECT.match(name, heads[-1].end()) if heads else None
    return name[: heads[-1].end()] if heads and rest else name


def _name_venue(match: re.Match[str]) -> str:
    """The venue as it stands alone; where its first word is inflected, with what stands before it."""
    name = _cut_object(_NOT_NAMED.sub("", match[1].strip()))
    occasion = _OCCASION.match(name)
    if occasion and not _VENUE_HEAD.search(occasion[1]):
        return name[occasion.end() :]
    if _INFLECTED.match(name) and (_ROOMS.match(name) or not _VENUE_HEAD.search(name.split()[0])):
        return f"{match[0][: match.start(1) - match.start()].strip().lower()} {name}"
    return _ARTICLE.sub("", name)


_SAYS_WHERE = re.compile(r"(?:Die Adresse|Adresse|Ort|Wo)\b")


def _add_address(place: str, sentences: Sequence[str], position: int) -> str:
    """A venue without an address gets the one that the text gives for it, if only one stands near."""
    if _ADDRESS.search(place):
        return place
    for step in (0, 1, 2):
        if position + step < len(sentences):
            text = sentences[position + step]
            found = {m[0].strip() for m in _ADDRESS.finditer(text)}
            if (
                len(found) == 1
                and not FOREIGN_BODY.search(text)
                and (not step or _SAYS_WHERE.match(text) or _ADDRESS.fullmatch(text.strip(" .,")))
            ):
                return _join_address(place, found.pop())
    return place


def _join_address(place: str, address: str) -> str:
    """ "Café an der Gladbecker Straße" and "Gladbecker Straße 413" are one."""
    street = address.rpartition(" ")[0].rstrip(".")
    return place.removesuffix(street) + address if place.endswith(street) else f"{place}, {address}"
