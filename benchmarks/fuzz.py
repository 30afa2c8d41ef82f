"""Coverage-guided fuzzing with atheris, for minutes or for a night.

python -m benchmarks.fuzz TARGET [FOLDER] [-max_total_time=SECONDS] [any other option of libFuzzer]

FOLDER keeps the inputs that reached new code; a crash writes its input beside it. Atheris is not among the
locked requirements: `make fuzz` installs it. It shares its targets with tests/fuzz.
"""

import importlib
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.fuzz.seeds import SEEDS

NAMES = tuple(SEEDS)


def load_targets() -> Mapping[str, Callable[[bytes], None]]:
    """Every target as a function of bytes; imports the rooms."""
    targets = importlib.import_module("tests.fuzz.targets")
    answers = importlib.import_module("tests.fuzz.answers")
    texts = {name: _of_text(target) for name, target in targets.TEXTS.items()}
    platforms = {"graph": answers.read_graph_answer, "instagram": answers.read_instagram_answer}
    return {**targets.BYTES, **texts, **platforms}


def _of_text(target: Callable[[str], None]) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        target(data.decode("utf-8", "surrogateescape"))

    return run


def main() -> None:
    """Fuzz one target."""
    if len(sys.argv) < 2 or sys.argv[1] not in NAMES:
        sys.exit(f"Which target? One of: {', '.join(NAMES)}")
    import atheris

    name = sys.argv.pop(1)
    with atheris.instrument_imports(include=["bot"]):
        target = load_targets()[name]
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(SEEDS[name]):
            (Path(folder) / str(number)).write_bytes(seed)
        folders = [word for word in sys.argv[1:] if not word.startswith("-")]
        atheris.Setup([*sys.argv, *([] if folders else [tempfile.mkdtemp()]), folder], target)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
