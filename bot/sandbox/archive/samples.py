"""Sample articles: self-written texts about invented people, read from `articles/*.md`."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

FENCE = "---"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One article as an editor typed it.

    `order`: smaller is older. `paragraphs`: plain text. `kicker`: stands glued before the first sentence.
    `lead_caption` and `tail_caption`: picture captions that stand as paragraphs before and after the text.
    `is_glued`: the whole text is one paragraph, as migrations leave it. `picture`: name of a painted motif,
    empty for none.
    """

    slug: str
    title: str
    paragraphs: tuple[str, ...]
    order: int = 100
    categories: tuple[str, ...] = ()
    kicker: str = ""
    lead_caption: str = ""
    tail_caption: str = ""
    source: str = ""
    picture: str = ""
    is_glued: bool = False


def load_samples() -> tuple[Sample, ...]:
    """All shipped articles, oldest first."""
    folder = resources.files("bot.sandbox") / "articles"
    texts = (file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".md"))
    return tuple(sorted((parse_sample(text) for text in texts), key=lambda sample: sample.order))


def parse_sample(text: str) -> Sample:
    """Read front matter (`name: value` lines between fences) and paragraphs (separated by empty lines)."""
    _, head, body = text.split(f"{FENCE}\n", 2)
    facts = dict(line.split(": ", 1) for line in head.strip().splitlines())
    return Sample(
        slug=facts["slug"],
        title=facts["title"],
        paragraphs=tuple(part.replace("\n", " ").strip() for part in body.strip().split("\n\n")),
        order=int(facts["order"]),
        categories=_parse_list(facts, "categories"),
        kicker=facts.get("kicker", ""),
        lead_caption=facts.get("lead_caption", ""),
        tail_caption=facts.get("tail_caption", ""),
        source=facts.get("source", ""),
        picture=facts.get("picture", ""),
        is_glued=facts.get("is_glued") == "yes",
    )


def _parse_list(facts: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in facts.get(name, "").split("|") if part.strip())
