"""What a person should know of a draft before it goes out: what was not decided, what may be wrong."""

import re
from collections.abc import Iterator

from bot.compose import dates, events, phrases, quotable, sentences, teaser, tense
from bot.compose.dates import MONTH, WEEKDAY
from bot.domain.article import Article, Event
from bot.i18n import say, say_count

_LONGEST_TITLE = 180
_MOST_DOUBTFUL = 3


def list_doubts(
    found: events.Findings,
    *,
    has_teaser: bool,
    has_words: bool,
    is_shouting: bool = False,
    lacks_day: bool = False,
) -> tuple[str, ...]:
    """What the rules could not decide, so that a person should look before the post goes out."""
    doubts = [
        say("Weekday and date do not go together: “{date}”. Please check.", date=written)
        for written in found.doubtful[:_MOST_DOUBTFUL]
    ]
    if more := len(found.doubtful[_MOST_DOUBTFUL:]):
        doubts.append(
            say_count("So it is with {count} more date.", "So it is with {count} more dates.", more)
        )
    if not has_teaser:
        doubts.append(say("No sentence of its beginning can be quoted; the teaser is its title."))
    if is_shouting:
        doubts.append(say("The text is written in capitals; please check how its words are written now."))
    if lacks_day:
        doubts.append(say("It invites to something, and its text names no day: please say when."))
    if not has_words:
        doubts.append(
            say("For this language there are no word lists; please check whether the topic is a sober one.")
        )
    return tuple(doubts)


_INVITES = re.compile(
    r"\b(?:lädt|laden)\b[^.!?]{0,140}\b(?:ein\b|zu[mr]?\s(?:\w+e[nmr] )*[A-ZÄÖÜ])"
    r"|\b(?:herzlich|alle|[Ss]eid|[Ss]ind) (?:\w+ ){0,3}eingeladen\b|\b[Kk]ommt (?:vorbei|alle|zahlreich)\b"
)
_TITLE_INVITES = re.compile(r"\bEinladung\b|^Save the [Dd]ate")
_WHEN = re.compile(
    r"\b(?:heute|morgen|täglich|wöchentlich|jede[nrs]?|\w*wochenende)\b"
    rf"|\b(?:{MONTH})\b|\b(?:{WEEKDAY})s?\b|\d{{1,2}}(?:[.:]\d\d)? ?Uhr\b|\d{{1,2}}\.\s?\d{{1,2}}\.",
    re.IGNORECASE,
)


def invites_without_day(article: Article, words: str) -> bool:
    """Whether the title or the chosen words invite to what neither they nor the text say the time of."""
    if not article.language.startswith("de"):
        return False
    is_invitation = _TITLE_INVITES.search(article.title) or _INVITES.search(words)
    return is_invitation is not None and not _WHEN.search(f"{article.title}\n{article.text}")


_SHORT_TEXT, _LONG_TEXT = 150, 600
_TAGGED = re.compile(r"#\w+.*#\w|(?<!\w)@\w|https?://")
_PRONOUN = re.compile(
    r"(?:Er|Ihm|Ihn|Ihnen|Deren|Dessen|Seine[mnrs]?|Sie (?:ist|war|hat|hatte|wird|wurde|kann|soll|gilt)"
    rf"|{tense.ES_STANDS_FOR})\b"
)
_FEW_WORDS = 50
_ENDS = (".", "!", "?", "…", "“", "”", "»", "«", '"', ")", "‘", "’", "؟", "。")
_CUT_WORD = re.compile(
    r"\s(?![A-Z]+s?\.|GmbH|pm\.|[\d.,]+\.)(?:[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ]{2,}|[A-Z]{2,}[a-z]+"
    r"|[a-z]+[A-Z]\w*)\.$"
)
"""An unusual abbreviation at the end of the words."""
_ADVERTISING = re.compile(r"anzeigen?|werbung|advertorials?|sponsored.*|gesponsert|promotion", re.IGNORECASE)
_QUOTATION = re.compile(r"[«»„“\"][^«»„“”\"]+[«»“”\"]")
_LEFTOVER = re.compile(
    r"[^.!?]*(?:\b(?:lesen|hören|sehen) sie (?:hier|auch|mehr)|\baffiliate|\bcookies?\b|\bnewsletter\b|"
    r"credits?:|\bfotos?:|©|\bklicken sie|\bwählen sie eine? (?:seite|sprache)\b|\bbrowser\b|"
    r"\babonnier|\bread more\b|\bweiterlesen\b|\bkommentare?\b.{0,9}\d|\bgesponsert|\bsponsored|"
    r"\be-paper\b|\bim abo\b|\bkiosk\b|journalismus kostet|unterstützen? (?:sie )?uns\b)",
    re.IGNORECASE,
)
"""A sentence that may be the page's and not the article's."""


def list_notices(article: Article, found: events.Findings) -> tuple[str, ...]:
    """What a person should know about an article, which keeps no post back."""
    notices = []
    if found.is_over and found.not_after:
        day = phrases.render_date(found.not_after, article.language)
        notices.append(say("What the article invites to is over ({day}); it is not posted.", day=day))
    if len(article.text) < _SHORT_TEXT:
        notices.append(say("Its text is very short; please check whether that is all of it."))
    if not _shares_words(article.title, article.text):
        notices.append(say("The title shares no word with the text: do they belong together?"))
    if len(article.title) > _LONGEST_TITLE:
        count = len(article.title)
        notices.append(say("The title has {count} characters; the picture shortens it.", count=count))
    return tuple(notices)


def list_doubts_of_words(
    article: Article,
    found: events.Findings,
    words: str,
    *,
    is_hardly_taken: bool = False,
    left_out: int = 0,
) -> tuple[str, ...]:
    """What may be wrong with the words chosen of an article, so that a person should read them first.

    is_hardly_taken: most of its sentences could not be quoted; left_out: characters of its sentences
    before the words.
    """
    doubts = []
    if found.event and (other := _find_other_day(found.event, words, article.language)):
        day = phrases.render_date(found.event.first, article.language, has_weekday=True)
        doubts.append(say("The words say “{words}”, the day told is {day}.", words=other, day=day))
    if found.event and found.rivals:
        day = phrases.render_date(found.rivals[0], article.language)
        doubts.append(say("Another day is announced, too: {day}. Is the one told the right one?", day=day))
    if any(_ADVERTISING.fullmatch(category) for category in article.categories):
        doubts.append(say("The page marks this as advertising; please check whether it is to be posted."))
    if _TAGGED.search(article.title):
        doubts.append(say("The title has hashtags, names or addresses in it; they go onto the picture, too."))
    if not found.event and _says_little_of_title(article, words):
        doubts.append(
            say("The words name nothing of the title; please check whether they tell what it is about.")
        )
    found_in = _list_found_in_words(words, article, is_hardly_taken=is_hardly_taken, left_out=left_out)
    return (*doubts, *found_in)


def _find_other_day(event: Event, words: str, language: str) -> str:
    """A bare weekday in the words, as they say it, on which the event's only day does not fall; else ""."""
    if event.first != event.last:
        return ""
    coming = (text for text in sentences.split(words, language) if not tense.has_past(text))
    told = ((text, m) for text in coming for m in dates.list_mentions(text, language) if not m.day)
    bare = (
        (text[m.start : m.end].strip(), m.weekday)
        for text, m in told
        if m.weekday is not None and not tense.is_told(text, m)
    )
    return next((said for said, day in bare if day != event.first.weekday()), "")


_MOST_GAPS = 2
_FEWEST_OF_A_TITLE, _COMPOUND = 2, 9
"""Words of a title that says what it is about; characters from which on a word's end tells that, too."""
_SIGNS = ' .,:;!?…–-“”„»«"\n'
_REFERS = re.compile(
    r"(?:\S+\s+){0,3}(?:so|solche[rnms]?|diese[rsnm]?|da(?:bei|mit|zu|für|ran|rin|nach|von|durch|gegen|her|rum|"
    r"rauf|raus|neben|zwischen)?|ebenfalls|auch|jedoch|allerdings|aber|nun|dann|sondern|hingegen|dagegen|zudem|"
    r"weitere[nr]?|anderen?|beiden?|hier|dort|es|sie|er|ihn|ihm|ihnen|sein(?:e[rnms]?)?|ihr(?:e[rnms]?)?|deren|"
    r"dessen|denn|doch|schon|bereits|natürlich|sogar|selbst|genau|eben|stattdessen|trotzdem|dennoch|zugleich)\b",
    re.IGNORECASE,
)
"""A sentence that refers to another by one of its first words."""
_TURNS = re.compile(
    rf"(?:{teaser.LIMITING}|Leider)\b"
    r"|(?:[\wäöüß’-]+\s){1,7}(?:aber|jedoch|allerdings|hingegen|dennoch)\b"
)
"""What limits the sentence before it, or says the opposite."""


def _is_patched(words: str, article: Article) -> bool:
    """Whether words skip parts of the text time and again, what their next sentence refers to, or a "but"."""
    end, gaps = 0, 0
    for sentence in sentences.split(words, article.language):
        at = article.text.find(sentence[: quotable.SAME], end)
        if at < 0:
            continue
        skipped = article.text[end:at].strip(_SIGNS) if end else ""
        if quotable.match_dateline(f"{skipped} – {sentence}"):
            skipped = ""
        if skipped and article.text[at - 1] != "\n" and _REFERS.match(sentence):
            return True
        if _TURNS.match(skipped):
            return True
        gaps += bool(skipped)
        end = at + len(sentence)
    return gaps > _MOST_GAPS


def _list_found_in_words(
    words: str, article: Article, *, is_hardly_taken: bool, left_out: int
) -> Iterator[str]:
    if _PRONOUN.match(words):
        yield say("The words begin with “{word}”; please check who is meant.", word=words.partition(" ")[0])
    elif left_out > teaser.LEFT_OUT and words != article.title:
        yield say("The words begin in the middle of the text; please check whether they make sense alone.")
    if _is_patched(words, article):
        yield say("The words leave out parts of the text in between; please check whether they make sense.")
    is_title = words == article.title
    is_short = len(words) < _FEW_WORDS and len(article.text) >= _SHORT_TEXT
    if not is_title and (is_short or is_hardly_taken):
        yield say("Hardly a sentence of the text could be taken; please write what it is about.")
    elif not is_title and (not words.endswith(_ENDS) or _CUT_WORD.search(words)):
        yield say("The words may end in the middle: “{words}”", words=words[-_FEW_WORDS:])
    if leftover := _LEFTOVER.search(words):
        yield say("These words may be the page's and not the article's: “{words}”", words=leftover[0].strip())


def _says_little_of_title(article: Article, words: str) -> bool:
    """Whether the words chosen of a long text stay where it sets out, before it comes to its subject.

    A lead that the page gives as its summary, too, tells it in other words.
    """
    lead = article.summary if article.text.startswith(article.summary) else ""
    is_told = lead and words.startswith(lead[: quotable.SAME])
    is_long = len(article.text) >= _LONG_TEXT
    return is_long and not is_told and not _shares_words(article.title, words, fewest=1)


def _shares_words(title: str, text: str, *, fewest: int = _FEWEST_OF_A_TITLE) -> bool:
    """Whether a text has the beginning or the end of one of its title's longer words; true for short titles.

    What somebody is quoted with as a whole title seldom stands in a short text.
    """
    if _QUOTATION.fullmatch(title):
        return True
    words = [word.casefold() for word in re.findall(r"[^\W\d_]{4,}|(?<=\s)[A-ZÄÖÜ][^\W\d_]{2}\b", title)]
    said = text.casefold()
    is_told = any(word[:4] in said or (len(word) > _COMPOUND and word[-5:] in said) for word in words)
    return is_told or len(words) < fewest
