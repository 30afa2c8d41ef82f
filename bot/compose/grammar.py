"""What the sentence scan knows of each language: abbreviations, words that open sentences, months."""

from dataclasses import dataclass


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """Words of one language, as the sentence scan needs them.

    inner: abbreviations (lower case, without the last full stop) which never end a sentence;
    final: abbreviations which end one only before a word of `openers`;
    openers: words (as written) which hardly ever stand with a capital inside a sentence;
    has_ordinals: "3." means "third", so a number and a full stop seldom end a sentence.
    """

    inner: frozenset[str] = frozenset()
    final: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    has_ordinals: bool = False


GERMAN = Grammar(
    inner=_words(
        "a a.a.o abb abs allg anm aufl b bd bearb bes betr bez bspw bzgl bzw c ca d d.h dgl dipl "
        "dipl.-ing dr dres e ebd einschl entspr etw evtl exkl f fr frl g geb gem gest ggf ggü h h.c "
        "hbf hl hr hrn hrsg i i.a i.d i.d.r i.e i.h.v i.r i.v ing inh inkl insb insg j jur k kath l "
        "lt m m.e max med min mind mo n nat nr nrn o o.a o.ä o.g p p.m pfr phil pol prof r rd red rer "
        "röm s s.a s.o s.u sa sog sr st stellv t tel u u.a u.a.m u.ä u.u u.v.a u.v.m u.z urspr v v.a "
        "v.l v.l.n.r v.r vgl vorm w x y z z.b z.t z.zt zzgl zus di mi do so evang ev franz "
        "griech lat türk"
    ),
    final=_words(
        "a.d apr art aug b.a b.sc chr co corp dez e.g e.k e.v etc feb febr ff i.l inc jan jh "
        "jhd jr jun jul m.a m.sc mio mrd mär n.chr nov okt ph.d rgnl sec sek sep sept std str straß "
        "tsd usf usw v.chr gmbh i.gr zt"
    ),
    openers=_words(
        "Der Die Das Den Dem Des Ein Eine Einen Einem Einer Eines Es Er Sie Wir Ich Ihr Du Man In Im "
        "An Am Auf Bei Beim Mit Nach Von Vom Zu Zum Zur Für Durch Um Über Unter Vor Aus Ab Bis Seit "
        "Während Wegen Trotz Ohne Gegen Als Wenn Weil Da Dabei Dadurch Dafür Dagegen Daher Damit "
        "Danach Dann Daran Darauf Daraus Darin Darüber Darum Davon Davor Dazu Dort Hier Hierzu "
        "Hierbei Heute Gestern Nun Jetzt So Auch Aber Und Oder Doch Denn Außerdem Zudem Deshalb "
        "Anschließend Zuvor Zuletzt Zuerst Zunächst Später Schließlich Wer Was Wie Wo Wann Warum "
        "Weshalb Welche Welcher Welches Alle Alles Viele Einige Mehr Manche Beide Beides Jede Jeder "
        "Jedes Diese Dieser Dieses Diesen Diesem Jene Jener Sein Seine Seinen Ihre Ihren Unser Unsere "
        "Unseren Mein Meine Kein Keine Keiner Niemand Jemand Nur Noch Schon Weitere Weiterhin Neben "
        "Zwischen Allerdings Ebenso Ebenfalls Gemeinsam Insgesamt Inzwischen Mittlerweile Obwohl Ob "
        "Nachdem Bevor Sobald Sofern Falls Sowohl Statt Wieder Zwar Leider Gerade Besonders Vielen "
        "Wem Wen Erst Erstmals Bereits Immer Nicht Nichts Etwas Zahlreiche Mehrere Bitte Danke "
        "Eingeladen Dass Zurzeit"
    ),
    has_ordinals=True,
)

ENGLISH = Grammar(
    inner=_words(
        "mr mrs ms dr prof rev hon gen col capt lt sgt st mt no vs e.g i.e cf fig vol pp approx dept "
        "est a b c d e f g h j k l m n o p r s t u v w x y z mon tue tues wed thu thur fri sat sun"
    ),
    final=_words(
        "inc ltd co corp etc jr sr u.s u.k a.m p.m ave blvd rd jan feb mar apr aug sept sep oct nov dec"
    ),
    openers=_words(
        "The A An It He She We They I You In On At By For From To With After Before When While If As "
        "But And Or So This That These Those There Here His Her Its Our Their My Your What Who Where "
        "Why How Many Some All Most More Both Each Every No Not Now Then Today Since During Under "
        "Over Between Because Although"
    ),
)

POLISH = Grammar(
    inner=_words(
        "a b c d e f g h i j k l m n o p s t u w z al art br cd dot dr doc gen godz hab im in inż "
        "kard ks lek lic mgr min m.in np nr ok os pl pod por prof pt pw red s.a sp st str św "
        "tel tj tzn tzw ul ur woj wg zł zob"
    ),
    final=_words("r itd itp etc wieku"),
    openers=_words(
        "W Z Na Do Po Od Dla O Za To Ten Ta Te Jest Są Nie Ale I Oraz Jak Gdy Kiedy Wszyscy Każdy"
    ),
    has_ordinals=True,
)

TURKISH = Grammar(
    inner=_words(
        "a b c d e f g h j k l m n o p r s t u v y z alb apt av bkz bl böl bul cad çev doç dr ecz hz "
        "ing mad mah müh no ör öğr org prof sk sn sok st şb tel uzm vd yard yrd"
    ),
    final=_words("vb vs a.ş ltd şti"),
    openers=_words(
        "Bu Bir Ve Ama Ancak Biz Siz O Onlar Ben İki Her Tüm Çok En Daha Şimdi Bugün Yarın Ayrıca"
    ),
    has_ordinals=True,
)

CYRILLIC = Grammar(
    inner=_words(
        "а б в г д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ю я акад вул див доц др ім "
        "напр обл пр проф рис смт ст стор тел тис м р рр с св см т.д т.п т.е т.ч ул им гр г.г пл "
        "просп бул"
    ),
    final=_words("млн млрд грн руб т.ін ін"),
    openers=_words(
        "У В На З До Від Для За Це Цей Ця Ми Ви Він Вона Вони Я Та І А Але Як Коли Усі Кожен Также Это Мы"
    ),
)

GRAMMARS = {
    "de": GERMAN,
    "en": ENGLISH,
    "pl": POLISH,
    "tr": TURKISH,
    "uk": CYRILLIC,
    "ru": CYRILLIC,
}

PLAIN = Grammar(inner=_words("dr prof st nr no a b c d e f g h i j k l m n o p q r s t u v w x y z"))
"""For every other language: only what is shared widely."""


def get_grammar(language: str) -> Grammar:
    """The grammar of a BCP 47 language ("de", "de-at", "tr"), or the plain one."""
    return GRAMMARS.get(language.lower().split("-")[0], PLAIN)
