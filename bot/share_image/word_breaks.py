"""Where a line of a title may end, and how well it reads there.

A piece stays whole. The cost of ending a line behind it says what a reader would: after a colon is good,
between a preposition and its noun, or in the middle of a name, is not.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

import pyphen  # type: ignore[import-untyped]

from bot.share_image import text

Measure = Callable[[str], float]
NO_BREAK = "\u00a0"
ZERO_WIDTH_SPACE = "\u200b"
LEADING_VOWELS = frozenset("เแโใไເແໂໃໄ")
OPENING_MARKS = frozenset('(„«「『（《“"')
STOPS = "：，。、！？・"
NEVER_FIRST = frozenset("ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々")
ALWAYS_GLUED = frozenset({"§", "Nr.", "Dr.", "Prof.", "St.", "Str.", "No.", "Mr.", "Mrs.", "Hl.", "bzw."})
LEGAL_FORMS = frozenset({"e.V.", "eV", "e.", "gGmbH", "GmbH"})
OPENING, CLOSING = "(„“‚«»‹\"'¿¡[「『（《“", ")“”‘’»«›\"'!?.…]」』）》"
JUNCTIONS = {
    **dict.fromkeys(":|!?：。！？؟", -0.3),
    **dict.fromkeys(".।።", -0.25),
    **dict.fromkeys("–—", -0.22),
    **dict.fromkeys("…;·؛", -0.2),
    **dict.fromkeys(",،、，", -0.12),
    **dict.fromkeys("/・", -0.05),
}
"""What a reader pauses at, and how good it is to end a line there."""

# What it costs to end a line …
WEAK = 0.62  # … behind an article, a preposition, a conjunction
SMALL = 0.22  # … behind another short word or a bare number
NAME = 0.4  # … between two words that belong to one name or "Große Demo"
ATTRIBUTE = 0.42  # … between an adjective and its noun
COMPOUND = 0.45  # … within a word that its language writes with a space, such as "lễ hội"
SEAM, HYPHEN, TORN = 0.25, 0.8, 1.4  # … within a word
STRANDED, STRONG = 0.3, -0.2  # … behind the first word of a new sentence, as after a colon
BEFORE_GROUP = -0.07  # … before a preposition or a conjunction
BEFORE_QUOTE = -0.12

FUNCTION_WORDS = {
    "de": """der die das den dem des ein eine einen einem einer eines kein keine und oder aber denn sowie als
        wie in im ins an am ans auf aus bei beim bis durch für gegen hinter mit nach ohne per
        pro seit statt trotz über um unter vom von vor während wegen zu zum zur zwischen ist
        sind wird werden nicht auch so sich dass weil wenn ob ich du er es wir sie man dein
        deine ihr ihre ihren sein seine mein meine unser unsere unseren euer eure alle jede
        jeder jedes diese dieser dieses zwei drei vier""",
    "en": """a an the and or but nor in on at to of for from by with without into over under against between
        as is are be our your their his her my its this that these those not no how why who what
        when""",
    "fr": """le la les un une des de du d l et ou à au aux en dans sur sous par pour avec sans chez vers
        entre ce cette ces son sa ses notre nos votre vos leur leurs est sont ne pas que qui""",
    "es": "el la los las un una unos unas de del y e o u a al en con sin por para sobre entre su que es no",
    "it": "il lo la i gli le un una uno di del della dei delle e o a al alla in nel nella con su per che è",
    "pt": "o a os as um uma de do da dos das e ou em no na nos nas com sem por para sobre que é não",
    "nl": "de het een en of in op aan te van voor met zonder door naar bij over onder tegen is zijn niet ook",
    "pl": "i a o w we z ze na do od dla po przy przez za nad pod bez oraz lub nie się jest są czy jak",
    "tr": "ve ile için bir bu şu o da de ki mi mı mu mü ya veya gibi kadar en çok",
    "ru": "и а но или в во на с со к ко о об от до для из у за по при без над под не что как это",
    "uk": "і й та а але або в у на з із зі до від для по при без над під не що як це за про",
    "ro": "și sau de la în pe cu fără din pentru un o cel cea ai ale al a nu este sunt",
    "sq": "e të i së dhe ose në me pa për nga një te tek është janë nuk",
    "ku": "û an li bi ji di de ji bo ya yê yên ne",
    "el": "ο η το οι τα του της των τον την και ή σε στο στη στον στην με για από προς ένα μια δεν είναι",
    "vi": "và của cho với trong ở tại từ đến là một các những về không",
}
VIETNAMESE = """
    lễ hội|năm mới|gia đình|cộng đồng|tiếng việt|việt nam|trẻ em|học sinh|sinh viên|văn hóa|
    thông tin|miễn phí|sức khỏe|phụ nữ|người việt|hướng dẫn|lớp học|tiếng đức|nước đức|hội thảo|
    giao lưu|gặp gỡ|tư vấn|đăng ký|chương trình|buổi tối|chào mừng|chúc mừng|âm nhạc|nghệ thuật|
    thiếu nhi|mùa hè|mùa xuân|trung thu|tết nguyên|nguyên đán|thành phố|bóng đá|thể thao|công việc|
    việc làm|nhà ở|ngày hội|kỷ niệm|hội nhập|bạn bè|hỗ trợ
"""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text that stays whole; widths in ems.

    behind: what follows it in the same line; dash: width of the hyphen that is drawn when the line ends
    here, or 0; cost: of ending a line here.
    """

    text: str
    behind: str
    width: float
    space: float
    dash: float = 0
    cost: float = 0


def split_words(title: str, measure: Measure, language: str) -> list[Piece]:
    """Pieces that are words, or single signs of Chinese and Japanese."""
    words = glue(title, language)
    space, has_kana = measure("n n") - measure("nn"), any("\u3041" <= sign <= "\u30ff" for sign in title)
    pieces: list[Piece] = []
    for word, cost in zip(words, _judge_ends(words, language), strict=True):
        signs = split_signs(word)
        pieces += [
            Piece(sign, "", measure(sign), 0, 0, _judge_signs(sign, behind, has_kana=has_kana))
            for sign, behind in pairwise(signs)
        ]
        pieces.append(Piece(signs[-1], " ", measure(signs[-1]), space, 0, cost))
    return pieces


def split_seams(title: str, measure: Measure, language: str) -> list[Piece]:
    """Pieces that end at the seams of compounds, too: "Integrations-", "beauftragte"."""
    return _split_parts(title, measure, language, only_seams=True)


def split_anywhere(title: str, measure: Measure, language: str) -> list[Piece]:
    """Pieces that end wherever a hyphen may stand."""
    return _split_parts(title, measure, language, only_seams=False)


def tear(title: str, measure: Measure, language: str, most: float) -> list[Piece]:
    """Pieces of which none is wider than a line: an address is cut between any two signs."""
    torn: list[Piece] = []
    for piece in split_anywhere(title, measure, language):
        is_wide = piece.width + piece.dash > most
        signs = _join_thai(text.list_clusters(piece.text)) if is_wide else [piece.text]
        torn += [Piece(sign, "", measure(sign), 0, 0, TORN / len(signs)) for sign in signs[:-1]]
        torn.append(replace(piece, text=signs[-1], width=measure(signs[-1])))
    return torn


def join(line: list[Piece]) -> str:
    """The text of a line."""
    text = "".join(piece.text + piece.behind for piece in line[:-1]) + line[-1].text
    return text + ("-" if line[-1].dash else "")


def glue(title: str, language: str) -> list[str]:
    """Words of a title; what must stay together is one word: "18 Uhr", "z. B.", a dash and its left side."""
    small = _list_function_words(language.split("-", maxsplit=1)[0].lower())
    words: list[str] = []
    for word in title.split(" "):
        if words and _clings(words[-1], word, small):
            words[-1] += NO_BREAK + word
        elif word:
            words.append(word)
    return words


def split_signs(word: str) -> list[str]:
    """Scripts without spaces: a line may end between signs of Chinese and Japanese but not before a stop,
    before the vowels that begin a Thai or Lao syllable, and at zero-width spaces."""
    pieces: list[str] = []
    for cluster in text.list_clusters(word):
        if pieces and not _may_part(pieces[-1][-1], cluster[0]):
            pieces[-1] += cluster
        else:
            pieces.append(cluster)
    return pieces


def _may_part(before: str, behind: str) -> bool:
    if before == ZERO_WIDTH_SPACE:
        return True
    if behind in LEADING_VOWELS:
        return (before not in LEADING_VOWELS and before.isalpha()) or unicodedata.category(before) == "Mn"
    if not _is_ideograph(behind) or behind in NEVER_FIRST:
        return False
    return _is_ideograph(before) or (before in CLOSING + STOPS)


def _split_parts(title: str, measure: Measure, language: str, *, only_seams: bool) -> list[Piece]:
    space, dash = measure("n n") - measure("nn"), measure("-")
    words = glue(title, language)
    pieces: list[Piece] = []
    for word, cost in zip(words, _judge_ends(words, language), strict=True):
        parts = list_parts(word, language)
        parts = join_parts(parts) if only_seams else parts
        for part in parts[:-1]:
            price = SEAM if part.seam or not part.hyphen else HYPHEN
            pieces.append(Piece(part.text, "", measure(part.text), 0, dash if part.hyphen else 0, price))
        pieces.append(Piece(parts[-1].text, " ", measure(parts[-1].text), space, 0, cost))
    return pieces


def _clings(before: str, word: str, small: frozenset[str]) -> bool:
    if not any(character.isalnum() for character in word):
        return len(word) == 1 or (len(word) == 2 and word.isascii())
    last = before.rsplit(NO_BREAK, maxsplit=1)[-1]
    if word.rstrip(",;:)!?") in LEGAL_FORMS:
        return True
    is_abbreviation = last.endswith(".") and len(last) <= 3 and not last.isupper()
    is_count = last.strip("()„“").replace(".", "").replace(",", "").isdigit()
    is_count = is_count and len(word) <= 12 and word.casefold() not in small
    return is_abbreviation or is_count or last in ALWAYS_GLUED


def _judge_ends(words: list[str], language: str) -> Iterator[float]:
    """The cost of ending a line behind each word."""
    code = language.split("-", maxsplit=1)[0].lower()
    small = _list_function_words(code)
    tells_names = len(words) > 2 and (code == "de" or not _is_title_case(words))
    is_begun = False
    for before, behind in zip(words, [*words[1:], ""], strict=True):
        cost = _judge_end(before, behind, code, small, tells_names=tells_names)
        yield cost + (STRANDED if is_begun and cost > STRONG else 0)
        is_begun = cost <= STRONG


def _judge_end(before: str, behind: str, code: str, small: frozenset[str], *, tells_names: bool) -> float:
    last, following = before.rsplit(NO_BREAK, maxsplit=1)[-1], behind.split(NO_BREAK, maxsplit=1)[0]
    if mark := _find_junction(last):
        return mark
    plain, next_plain = (word.strip(OPENING + CLOSING + ",:;–—") for word in (last, following))
    cost = BEFORE_QUOTE if following[:1] in OPENING_MARKS else 0.0
    if plain.casefold() in small:
        return cost + WEAK
    if code == "vi" and f"{plain} {next_plain}".casefold() in _list_compounds():
        return cost + COMPOUND
    if (len(plain) <= 3 and plain.islower()) or plain.replace(".", "").isdigit():
        return cost + SMALL
    if next_plain.casefold() in small:
        return cost + BEFORE_GROUP
    return cost + _judge_names(plain, next_plain, is_german=code == "de", tells_names=tells_names)


def _judge_names(plain: str, following: str, *, is_german: bool, tells_names: bool) -> float:
    if not following[:1].isupper():
        return 0
    if tells_names and plain[:1].isupper():
        return NAME
    is_attribute = is_german and plain.islower() and plain.endswith(("e", "en", "er", "es", "em"))
    return ATTRIBUTE if is_attribute else 0


def _find_junction(word: str) -> float:
    bare = word.rstrip("“”‘’»«›\"')]」』）》")
    mark = bare[-1:]
    if mark == "." and (len(bare) <= 4 or bare[:-1].isdigit()):
        return 0
    return JUNCTIONS.get(mark, 0)


def _judge_signs(sign: str, following: str, *, has_kana: bool) -> float:
    """Between two signs of a script without spaces: at a stop, or where a new word may begin."""
    if sign[-1] in JUNCTIONS:
        return JUNCTIONS[sign[-1]]
    before, behind = _name_script(sign[-1]), _name_script(following[0])
    if before == "HIRAGANA" and behind != "HIRAGANA":
        return -0.05
    if before == behind == "KATAKANA" or behind == "HIRAGANA":
        return 0.5
    return (0.4 if has_kana else 0.1) if before == behind == "CJK" else 0.1


@cache
def _name_script(character: str) -> str:
    return unicodedata.name(character, "?").split(" ", maxsplit=1)[0].split("-", maxsplit=1)[0]


def _is_ideograph(character: str) -> bool:
    is_wide = unicodedata.east_asian_width(character) == "W" and character.isalpha()
    return is_wide and not unicodedata.name(character, "").startswith("HANGUL")


def _join_thai(signs: list[str]) -> list[str]:
    """Thai and Lao vowels that are written before their consonant stay with it."""
    joined: list[str] = []
    for sign in signs:
        if joined and (joined[-1][-1] in "เแโใไເແໂໃໄ" or sign[0] in "ะาำๆฯະາຳ"):
            joined[-1] += sign
        else:
            joined.append(sign)
    return joined


@cache
def _list_function_words(code: str) -> frozenset[str]:
    return frozenset(FUNCTION_WORDS.get(code, "").split())


@cache
def _list_compounds() -> frozenset[str]:
    return frozenset(word.strip() for word in VIETNAMESE.split("|"))


def _is_title_case(words: list[str]) -> bool:
    """English headlines capitalise every word, which then says nothing about names."""
    long = [word for word in words if len(word) >= 4 and word[0].isalpha()]
    return sum(word[0].isupper() for word in long) >= len(long) * 0.7


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a word. hyphen: one is drawn when the line ends behind it; seam: a good place for that."""

    text: str
    hyphen: bool = False
    seam: bool = False


SHORTEST_WORD = 10
SHORTEST_PART = 4
OWN_HYPHEN = re.compile(r"(?<=\w[-–/])(?=\w{2})")
SOFT_HYPHEN = "\u00ad"


def list_parts(word: str, language: str) -> list[Part]:
    """Split a word where it may be broken.

    A hyphen or slash of the word itself breaks without a second hyphen, a soft hyphen with one.
    """
    *glued, last = re.split(f"(?<={NO_BREAK})", word)
    pieces = [piece for piece in OWN_HYPHEN.split(last) if piece]
    pieces[0] = "".join(glued) + pieces[0]
    return [part for piece in pieces for part in _split_piece(piece, language)]


def join_parts(parts: list[Part]) -> list[Part]:
    """The same word with its seams and own hyphens only."""
    joined = [parts[0]]
    for part in parts[1:]:
        before = joined[-1]
        if before.hyphen and not before.seam:
            joined[-1] = Part(before.text + part.text, part.hyphen, part.seam)
        else:
            joined.append(part)
    return joined


def _split_piece(piece: str, language: str) -> list[Part]:
    if SOFT_HYPHEN in piece:
        *soft, last = [text for text in piece.split(SOFT_HYPHEN) if text] or [""]
        return [*(Part(text, hyphen=True, seam=True) for text in soft), Part(last)]
    letters = re.fullmatch(rf"((?:.*{NO_BREAK})?\W*)([^\W\d_]+)(\W*)", piece)
    if letters is None or len(letters[2]) < SHORTEST_WORD:
        return [Part(piece)]
    return _split_word(letters[1], letters[2], letters[3], language)


def _split_word(lead: str, word: str, trail: str, language: str) -> list[Part]:
    is_german = language.startswith("de")
    found = {*_find_places(word, language), *(_find_heads(word) if is_german else ())}
    places = sorted(place for place in found if SHORTEST_PART <= place <= len(word) - SHORTEST_PART)
    parts: list[Part] = []
    for start, end in pairwise([0, *places]):
        parts.append(Part(word[start:end], hyphen=True, seam=is_german and is_seam(word[:end], word[end:])))
    texts = [*parts, Part(word[places[-1] if places else 0 :] + trail)]
    return [Part(lead + texts[0].text, texts[0].hyphen, texts[0].seam), *texts[1:]]


@lru_cache(maxsize=256)
def _find_places(word: str, language: str) -> tuple[int, ...]:
    """Where a word may be hyphenated, by Liang's patterns: where the greatest of their numbers is odd."""
    pointed = f".{word.lower()}."
    worth = [0] * (len(pointed) + 1)
    plain, numbered = _read_patterns(language)
    for letters, pattern in zip(plain.split("\n"), numbered.split("\n"), strict=True):
        start = pointed.find(letters)
        while start >= 0 and letters:
            _add_pattern(worth, start, pattern)
            start = pointed.find(letters, start + 1)
    return tuple(place - 1 for place, value in enumerate(worth) if value % 2)


def _add_pattern(worth: list[int], place: int, pattern: str) -> None:
    for sign in pattern:
        if sign.isdigit():
            worth[place] = max(worth[place], int(sign))
        else:
            place += 1


@lru_cache(maxsize=2)
def _read_patterns(language: str) -> tuple[str, str]:
    """Pyphen's patterns of a language without and with their numbers, one a line.

    They stay text: as the objects Pyphen makes of them, the German ones take 25 MB and half a second.
    """
    name = pyphen.language_fallback(language.replace("-", "_"))
    if name is None:
        return "", ""
    encoding, _, patterns = pyphen.LANGUAGES[name].read_bytes().partition(b"\n")
    numbered = patterns.decode(encoding.strip().decode("ascii")).replace("\r", "")
    return re.sub(r"[0-9]", "", numbered), numbered


LINK = re.compile(
    r"(?:aat|aft|eit|ung|ion|tät|ing|tum|und|iet|cht|ahrt|ort|amt|urt|ahr|eb|ismu)s$", re.IGNORECASE
)
"""Endings that take a linking s: behind it a new word begins."""

WORDS = """
abend aktion amt angebot arbeit archiv aufruf ausbildung ausschuss ausstellung auszeichnung beauftragte
begegnung begleitung beirat beratung bericht bewegung bibliothek bildung bund bündnis büro café chor
demokratie dialog dienst diskriminierung diskussion ehrung empfang erfahrung erziehung fahrt familie
feier fest film flucht fonds forum frage frau freiwillig frieden frühstück förder führung garten gebäude
gemeinde gemeinschaft geschichte gesellschaft gesetz gespräch gewalt gipfel gruppe halle haus heim
helfer hilfe initiative integration jugend kampagne kandidat kapitän karte kinder kirche konferenz
konzept konzert kraft kreis krieg kritik kultur kurs küche land leben lehrer leistung leitung lesung
liste lotse markt migration minister mittel musik nacht netz opfer ordnung organisation partner
paten pflege plan platz politik preis programm projekt prävention rassismus rat raum recht reise runde
schiff schule schutz schüler selbst seminar sitzung sport sprach stadt stelle stiftung straße studie tag
teil theater training treff turnier unterkunft unterricht verband verbund verein verfahren versammlung
vertretung vielfalt vorsitzende vorstand wahl welt werk wettbewerb wirtschaft woche wohnung workshop
zeit zeitung zentrum
"""
HEADS = tuple(WORDS.split())
LONG_HEADS = re.compile("|".join(head for head in HEADS if len(head) >= 8))
"""Second halves of the compounds that associations, towns and newspapers make most."""


PREFIXED = re.compile(
    r"(?:an|auf|aus|be|bei|ein|ent|nach|über|unter|ver|vor)[^\W\d_]{3,}(?:ung|ungen|nis|heit|keit)$"
)
BARE = re.compile(r"(?:an|ab|auf|aus|ein|mit|nach|über|um|un|unter|ver|vor|zer|zu)$")
"""A verb's prefix begins a word, as in "Stellen-ausschreibung", unless another stands before it."""


def _find_heads(word: str) -> Iterator[int]:
    """Where a long second half begins, which the patterns do not always know."""
    return (found.start() for found in LONG_HEADS.finditer(word.lower()))


def is_seam(before: str, behind: str) -> bool:
    """True when a new word begins between these two parts of a German word."""
    small = behind.lower()
    if before.lower().endswith(("ver", "zer")) or small.startswith("los"):
        return False
    if PREFIXED.match(small) and not BARE.search(before.lower()):
        return True
    heads = [head for head in HEADS if small.startswith(head)]
    return LINK.search(before) is not None or any(len(h) > 3 or len(small) <= len(h) + 2 for h in heads)
