"""Seams of German compounds: where two words meet inside one, the best place to break it."""

import re

LINK = re.compile(r"(?:aft|eit|ung|ion|tät|ing|tum|und|iet|cht|ahrt|ort|amt|urt|ahr|eb)s$", re.IGNORECASE)
"""Endings that take a linking s: behind it a new word begins."""

WORDS = """
abend aktion amt angebot arbeit archiv aufruf ausbildung ausschuss ausstellung auszeichnung
beauftragte begegnung begleitung beirat beratung bericht bewegung bibliothek bildung bund bündnis büro
café chor demokratie dialog dienst diskriminierung diskussion ehrung empfang erfahrung erziehung
fahrt familie feier fest film flucht förder forum frage frau freiwillig frieden führung
garten gebäude gemeinde gemeinschaft geschichte gesellschaft gespräch gesetz gewalt gipfel gruppe
haus hilfe initiative integration jugend kampagne kapitän kinder kirche konferenz konzept konzert kraft
krieg küche kultur kurs land leben lehrer leistung leitung lesung liste markt meister migration minister
mittel musik nacht netz opfer ordnung organisation partner paten pflege plan platz politik preis
programm projekt rassismus rat raum recht reise runde schiff schule schüler schutz selbst seminar sitzung
sport sprach stadt stelle stiftung straße studie tag teil theater training treff turnier
unterkunft unterricht verband verein verbund verfahren versammlung vertretung vielfalt vorsitzende
vorstand wahl welt werk wettbewerb wirtschaft woche wohnung workshop zeit zeitung zentrum
"""
HEADS = tuple(WORDS.split())
"""Second halves of the compounds that associations, towns and newspapers make most."""


def is_seam(before: str, behind: str) -> bool:
    """True when a new word begins between these two parts of a German word."""
    return LINK.search(before) is not None or behind.lower().startswith(HEADS)
