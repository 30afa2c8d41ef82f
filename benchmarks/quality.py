"""How good the words are: teasers, events and tone on the sample articles, and the sentence splitter.

Run as `python -m benchmarks.quality [GOLD.json]` in the project's folder. Other splitters are measured
beside ours when they are installed: pip install SoMaJo pysbd sentence-splitter.
"""

import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks import gold
from bot.compose import sentences
from bot.compose.draft import Draft, Drafting
from bot.domain.post import Channel

BERLIN = ZoneInfo("Europe/Berlin")
KILOBYTES = 5


def main(arguments: Sequence[str]) -> int:
    """Print the tables; 0 also when there is nothing to measure."""
    path = Path(arguments[0]) if arguments else gold.CORPUS / "gold_dev.json"
    if not path.is_file():
        _say(f"Nothing to measure: there is no {path.name} in ../shared/corpus beside the project.")
        return 0
    samples = gold.load(path)
    _print_teasers(samples)
    _print_splitters(samples)
    return 0


def _print_teasers(samples: Sequence[gold.Sample]) -> None:
    writer = Drafting([gold.ROOT / "templates"], BERLIN, "de")
    _say(f"{'article':<18}{'teaser':>7}{'facts':>7}  opening end  forbidden sober not after   missing")
    verdicts, dates_right = [], 0
    for sample in samples:
        assert sample.article.published_at
        made = writer.draft(sample.article, Channel.FACEBOOK, sample.article.published_at)
        verdict = gold.judge(sample, made.teaser)
        verdicts.append(verdict)
        last = made.event.get_not_after(BERLIN).astimezone(BERLIN).date() if made.event else None
        dates_right += last == sample.stale_after
        _say(_render_row(sample, made, verdict, last))
    facts = sum(verdict.facts for verdict in verdicts)
    held = facts - sum(len(verdict.missing) for verdict in verdicts)
    _say(
        f"\n{len(samples)} articles: forbidden strings in {sum(bool(v.forbidden) for v in verdicts)}, "
        f"accepted openings {sum(v.is_opening_accepted for v in verdicts)}, "
        f"clean ends {sum(v.is_end_clean for v in verdicts)}, "
        f"facts {held}/{facts} ({held / facts:.1%}), not after as marked {dates_right}"
    )
    pages = [replace(s, article=replace(s.article, text=s.raw)) for s in samples]
    drafts = [writer.draft(p.article, Channel.FACEBOOK, p.article.published_at) for p in pages]  # type: ignore[arg-type]
    spoilt = sum(
        bool(gold.judge(page, made.teaser).forbidden) for page, made in zip(pages, drafts, strict=True)
    )
    _say(f"The same from whole pages as plain text, frame included: forbidden strings in {spoilt}\n")


def _render_row(sample: gold.Sample, made: Draft, verdict: gold.Verdict, last: date | None) -> str:
    marks = ("ok" if verdict.is_opening_accepted else "NO", "ok" if verdict.is_end_clean else "NO")
    facts = f"{verdict.facts - len(verdict.missing)}/{verdict.facts}"
    when = str(last or "-") + ("" if last == sample.stale_after else f" (marked {sample.stale_after})")
    return (
        f"{sample.id:<18}{len(made.teaser):>7}{facts:>7}  {marks[0]:<8}{marks[1]:<5}"
        f"{len(verdict.forbidden):>9} {'yes' if made.is_sober else '-':<6}{when:<12}"
        f"{', '.join(verdict.missing)}"
    )


def _print_splitters(samples: Sequence[gold.Sample]) -> None:
    text = "\n\n".join(sample.article.text for sample in samples)
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
