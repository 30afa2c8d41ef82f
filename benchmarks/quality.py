"""How good the words are: captions on the sample texts beside simpler ways, and the sentence splitter.

Run as `python -m benchmarks.quality [GOLD.json]` in the project's folder. LexRank and other splitters are
measured beside ours when they are installed: pip install sumy numpy SoMaJo pysbd sentence-splitter.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from benchmarks import gold, texts
from bot.compose import sentences
from bot.domain.channel import utf16_length
from bot.domain.post import Channel

KILOBYTES = 5
Way = Callable[[texts.Sample, int], str]


def main(arguments: Sequence[str]) -> int:
    """Print the tables; 0 also when there is nothing to measure."""
    path = Path(arguments[0]) if arguments else gold.CORPUS / "gold_dev.json"
    sets = [("own, looked at", texts.OWN, "looked at"), ("own, unseen", texts.OWN, "unseen")]
    sets += [(file.stem, file, "") for file in (texts.CORPUS / "serve_dev.json", path) if file.is_file()]
    columns = "facts  contacts  forbidden  openings   events   tags   tone   over"
    _say(f"{'texts':<16}{'channel':<11}{'way':<13} {columns}")
    for name, file, half in sets:
        samples = [sample for sample in texts.load(file) if sample.half == half]
        for channel in texts.CHANNELS:
            _compare(name, samples, channel)
    if path.is_file():
        _print_splitters(gold.load(path))
    return 0


def _compare(name: str, samples: Sequence[texts.Sample], channel: Channel) -> None:
    """Our captions, then as many characters of the article by other ways."""
    made = [texts.Captioned.make(sample, channel) for sample in samples]
    shown = [(one, verdict) for one in made if not one.sample.is_over and (verdict := one.judge())]
    row = _render_row([verdict for _, verdict in shown], [one.sample for one, _ in shown])
    judged = [one.judge() for one in made]
    events = sum(not verdict.wrong_event for _, verdict in shown)
    counts = [sum(not v.wrong_tags for v in judged), sum(v.is_tone_right for v in judged)]
    counts.append(sum(one.is_over_right for one in made))
    rest = "".join(f"{count:>3}/{len(made):<3}" for count in counts)
    _say(f"{name:<16}{channel:<11}{'ours':<13}{row}{events:>5}/{len(shown):<3}{rest}")
    for way, make in _list_ways():
        verdicts = [
            texts.judge(
                one.sample, make(one.sample, utf16_length(one.caption)), (), is_sober=one.sample.is_sober
            )
            for one, _ in shown
        ]
        _say(f"{'':<27}{way:<13}{_render_row(verdicts, [one.sample for one, _ in shown])}")


def _render_row(verdicts: Sequence[texts.Verdict], samples: Sequence[texts.Sample]) -> str:
    facts = sum(verdict.facts for verdict in verdicts)
    held = facts - sum(len(verdict.missing) for verdict in verdicts)
    asked = sum(bool(sample.contact) for sample in samples)
    kept = asked - sum(verdict.lost_contact for verdict in verdicts)
    openings = sum(verdict.is_opening_accepted for verdict in verdicts)
    forbidden = sum(bool(verdict.forbidden) for verdict in verdicts)
    return f"{held / facts:>6.1%}{kept:>6}/{asked:<4}{forbidden:>8}{openings:>9}/{len(verdicts):<3}"


def _list_ways() -> Iterator[tuple[str, Way]]:
    yield "title + lead", _quote_lead
    yield "plain cut", lambda sample, size: " ".join(sample.article.text.split())[:size]
    with suppress(ImportError):
        yield "LexRank", _make_lexrank()


def _quote_lead(sample: texts.Sample, size: int) -> str:
    """The first whole sentences that fit, at least one."""
    taken = ""
    for sentence in sentences.split(sample.article.text):
        if taken and utf16_length(f"{taken} {sentence}") > size:
            break
        taken = f"{taken} {sentence}".strip()
    return taken


def _make_lexrank() -> Way:
    """LexRank of sumy over our own sentences and words, the best ones in their order."""
    document = import_module("sumy.models.dom")
    summarizer = import_module("sumy.summarizers.lex_rank").LexRankSummarizer()
    tokenizer = type("Words", (), {"to_words": staticmethod(lambda text: text.lower().split())})()

    def summarise(sample: texts.Sample, size: int) -> str:
        found = sentences.split(sample.article.text)
        rows = [document.Sentence(text, tokenizer) for text in found]
        ranked = [str(row) for row in _rank(summarizer, document, rows)]
        chosen: list[str] = []
        for text in ranked:
            if utf16_length(" ".join((*chosen, text))) <= size:
                chosen.append(text)
        return " ".join(text for text in found if text in chosen)

    return summarise


def _rank(summarizer: object, document: object, rows: Sequence[object]) -> list[object]:
    """Sentences, best first: asked for one more each time, as sumy returns them in their order."""
    whole = document.ObjectDocumentModel([document.Paragraph(rows)])  # type: ignore[attr-defined]
    ranked: list[object] = []
    for count in range(1, len(rows) + 1):
        ranked += [row for row in summarizer(whole, count) if row not in ranked]  # type: ignore[operator]
    return ranked


def _print_splitters(samples: Sequence[gold.Sample]) -> None:
    text = "\n\n".join(sample.text for sample in samples)
    size = len(text.encode()) / 1000 / KILOBYTES
    _say(f"{'sentence splitter':<20}{'F1':>7}{'wrong':>7}{'missed':>8}{'ms per 5 kB':>13}")
    for name, split in _list_splitters():
        found = gold.count_boundaries(samples, split)
        took = _measure(split, text) / size
        _say(f"{name:<20}{found.f1:>7.3f}{found.wrong:>7}{found.overlooked:>8}{took:>13.2f}")


def _list_splitters() -> Iterator[tuple[str, gold.Splitter]]:
    yield "ours", sentences.split
    for name, make in (
        ("SoMaJo", _make_somajo),
        ("pysbd", _make_pysbd),
        ("sentence-splitter", _make_sentence_splitter),
    ):
        try:
            yield name, make()
        except ImportError:
            _say(f"{name:<20}not installed")


def _make_somajo() -> gold.Splitter:
    tool = import_module("somajo").SoMaJo("de_CMC")

    def split(text: str) -> list[str]:
        parts = ([text],) if "\n\n" not in text else (text.split("\n\n"),)
        return [
            "".join(token.text + (" " if token.space_after else "") for token in sentence)
            for paragraphs in parts
            for sentence in tool.tokenize_text(paragraphs)
        ]

    return split


def _make_pysbd() -> gold.Splitter:
    split: gold.Splitter = import_module("pysbd").Segmenter(language="de", clean=False).segment
    return split


def _make_sentence_splitter() -> gold.Splitter:
    split: gold.Splitter = import_module("sentence_splitter").SentenceSplitter(language="de").split
    return split


def _measure(split: gold.Splitter, text: str) -> float:
    """Median CPU milliseconds of five rounds."""
    rounds = []
    for _ in range(5):
        begin = time.process_time()
        split(text)
        rounds.append((time.process_time() - begin) * 1000)
    return statistics.median(rounds)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
