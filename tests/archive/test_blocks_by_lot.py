"""Rows of blocks by lot, as long as a limit or a little more: what each is taken for, and what is kept.

`python -m tests.archive.test_blocks_by_lot` writes the record anew; read its differences like the code's.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from bot.archive.articles import block_kinds, body, html_article, main_text, title
from bot.archive.html_tree import Block, list_blocks, parse_html
from tests.lots import hold, keep

RECORD = Path(__file__).with_name("blocks_by_lot.txt")
URL = "https://verein.example/a"
LIMITS = (12, 20, 30, 40, 60, 80, 90, 120, 150, 180, 200, 400, 500, 600)
SHARES = (0.0, 0.0, 0.0, 0.0, 0.29, 0.3, 0.31, 0.39, 0.4, 0.5, 0.51, 0.84, 0.85, 1.0)
STARTS = (
    *("", "", "", "", "", "", "", "", "", "", "Foto: Anna ", "© Anna ", "Lesen Sie auch: ", "Folge uns "),
    *("Weitere Artikel ", "Von links nach rechts: ", "Mit freundlichen Grüßen ", "Datum ", "Ort ", "Alle"),
    *(
        "Weitere Artikel",
        "Foto:",
        "Datum",
        "Ort",
        "Liebe Leser",
        "Anna Test",
        "Mehr zum Thema",
        "3. Mai 2026",
    ),
    *("03.05.2026", "Quelle: Stadt Essen ", "Ihre Anna Test", "Downloads", "***", "Zusammenfassung von KI"),
)
ENDS = (".", ".", ".", ".", "", "", "!", "…", "→", ":", ",", " © Anna Test", ". Quelle: Stadt Essen", "?")
TAGS = (
    "p",
    "p",
    "p",
    "p",
    "p",
    "p",
    "li",
    "li",
    "h2",
    "h3",
    "h1",
    "div",
    "figcaption",
    "address",
    "td",
    "h4",
)
BOXES = ("div", "div", "section", "article", "div class=content", "div class=box", "blockquote", "a href=/x")
PICTURE = "<figure><img src=/a.jpg alt='{}'></figure>"


def test_each_row_of_blocks_is_read_as_before() -> None:
    hold(RECORD, tell_all())


def tell_all() -> Iterator[str]:
    """What is read of each, line by line."""
    for number in range(300):
        chance = Random(number)
        blocks = list_blocks(parse_html(f"<html><body>{make_page(chance)}</body></html>", URL))
        yield f"{number} {tell_row(blocks, chance)}"


def make_page(chance: Random) -> str:
    """Some boxes of a few blocks."""
    boxes = []
    for _ in range(chance.choice((1, 2, 3, 4))):
        box = chance.choice(BOXES)
        parts = "".join(make_part(chance) for _ in range(chance.choice((1, 2, 3, 4, 6, 9))))
        boxes.append(f"<{box}>{parts}</{box.split()[0]}>")
    return "".join(boxes)


def make_part(chance: Random) -> str:
    """One block, or a row of a table."""
    number = chance.random()
    if number < 0.08:
        return PICTURE.format("x" * chance.choice((0, 19, 20, 60)))
    if number < 0.11:
        cells = [say(chance, chance.choice((9, 120, 121))) for _ in range(chance.choice((2, 2, 3)))]
        return f"<table><tr><td>{'</td><td>'.join(cells)}</td></tr><tr><td>Tee<td>Saal</tr></table>"
    if number < 0.14:
        return f"<blockquote><p>{say(chance, 60)}</p><cite>Anna Test</cite></blockquote>"
    text = say(chance, chance.choice(LIMITS) + chance.choice((-1, 0, 0, 1)))
    tag = chance.choice(TAGS)
    return f"<{tag}>{text}</{tag}>"


def say(chance: Random, length: int) -> str:
    """A text of so many characters, of which a share are those of a link."""
    start, end = chance.choice(STARTS), chance.choice(ENDS)
    if start and not start.endswith((" ", "e")):
        return start
    text = (start + "Ein Fest im Garten mit Musik " * 30)[: max(0, length - len(end))] + end
    linked = round(chance.choice(SHARES) * length) + chance.choice((-1, 0, 1))
    if linked < 2:
        return text
    return f"<a href='{chance.choice(('/x', '/y', 'mailto:a@v.example'))}'>{text[:linked]}</a>{text[linked:]}"


def tell_row(blocks: Sequence[Block], chance: Random) -> str:
    """What the blocks are, one letter or sign each; where the title is; what is kept; what it says."""
    marked = block_kinds.mark_captions(blocks)
    kinds = "".join(map(chr, (48 + tell_kind(block) for block in marked)))
    places = range(len(marked))
    kept = [place for place in places if marked[place].image is None and chance.random() < 0.7]
    start = main_text.find_start(marked, kept)
    announced = [marked[place].text[:90] for place in kept if chance.random() < 0.1]
    named = title.decide_title(marked, announced, "", URL, start)
    at = chance.choice((named.block if named else -1, named.block if named else -1, -1, len(marked) // 2))
    chosen = main_text.choose(marked, kept, at)
    inner, top = html_article._choose(marked, chosen, title.Title(text="Fest", block=at))
    said = body.decide_body(inner, top)
    told = (
        [len(text) for text in said.paragraphs],
        said.categories,
        said.source_line,
        said.author,
        said.date,
        said.pictures.choose().credit,
        said.pictures.choose().caption[:9],
    )
    return f"{kinds} {named and (named.text[:12], named.block)} {start} {at} {chosen} {told}"


def tell_kind(block: Block) -> int:
    """A number between 0 and 63."""
    signs = (
        block_kinds.is_running(block),
        block_kinds.is_running(block, may_be_heading=True),
        block_kinds.is_short_line(block),
        block_kinds.is_beside(block),
        block_kinds.is_aside(block, {}),
        block.tag == "figcaption",
    )
    return sum(sign << place for place, sign in enumerate(signs))


if __name__ == "__main__":
    keep(RECORD, tell_all())
