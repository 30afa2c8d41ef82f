"""Word lists of `templates/words/`: plain text files which a comms team may edit.

The instance's own file replaces the packaged one. Empty lines and lines starting with "# " are comments.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.errors import NeedsPerson
from bot.domain.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLists:
    """Finds and reads the lists; `template_dirs` in order, the instance's directory first."""

    template_dirs: Sequence[Path]

    def list_words(self, name: str, language: str) -> tuple[str, ...]:
        """Lines of `words/<name>.<language>.txt`; empty when no directory has one. Raises NeedsPerson."""
        for directory in self.template_dirs:
            path = directory / "words" / f"{name}.{language.split('-', maxsplit=1)[0]}.txt"
            if path.is_file():
                return _read(path)
        return ()

    def get_table(self, name: str, language: str) -> Mapping[str, tuple[str, ...]]:
        """Lines of the form "Key: word, word". Raises NeedsPerson when a line has no colon."""
        table = {}
        for line in self.list_words(name, language):
            key, colon, words = line.partition(":")
            if not colon:
                raise NeedsPerson(
                    say(
                        "In the word list {name} the line “{line}” has no colon; "
                        "write it as “Hashtag: word, word”.",
                        name=f"{name}.{language}.txt",
                        line=line,
                    )
                )
            table[key.strip()] = tuple(word.strip() for word in words.split(",") if word.strip())
        return table


def _read(path: Path) -> tuple[str, ...]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NeedsPerson(
            say("The word list {path} cannot be read; save it as UTF-8 text.", path=path)
        ) from error
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith(("# ", "#\t")) and line != "#")
