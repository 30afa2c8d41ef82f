"""Do the tests bite? Changes the code at random places and sees whether the room's own tests notice.

Run as `make mutants`, or `python -m benchmarks.mutants [--seed 20261129] [--sample 33] [--rooms storage]`.
Cosmic Ray makes the changes (an `and` becomes `or`, a comparison turns round, a loop never runs ...), one
at a time, in a copy that stands beside the project, so that tests find what they find here. A room's tests
run once under coverage, which tells those that reach a line; a change runs these alone, the quickest first,
in a process that has the libraries loaded. Prints a line for each and the survivors' diffs: read each, then
make the code simpler, write the test that kills it, or say why nothing changes for anybody.
"""

import argparse
import ast
import difflib
import importlib.util
import json
import multiprocessing
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import coverage
import pytest
from cosmic_ray.commands import init
from cosmic_ray.mutating import mutate_code, use_mutation
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import WorkItem

ROOT = Path(__file__).parent.parent
ROOMS = ("archive", "channels", "compose", "domain", "pipeline", "storage")
UNTELLING = re.compile(
    r"BitOr|RemoveDecorator|ReplaceUnaryOperator_Delete|_(Is_Eq|IsNot_NotEq|Eq_Is|NotEq_IsNot)$"
)
"""Kinds of change that mostly hit annotations such as `int | None`, or what every test needs; `is` that
becomes `==`, for what we ask so, None and members of enums, equals nothing but itself; and `==` that becomes
`is`: of numbers and words of the code itself there is one object only, as the interpreter pleases."""
LIBRARIES = (
    "PIL.Image", "aiosmtpd.controller", "alembic.command", "apprise", "babel.dates", "facebook", "feedparser",
    "hypothesis.stateful", "instagrapi", "jinja2", "lxml.html", "pydantic_settings", "regex", "requests",
    "sqlalchemy.orm", "trafilatura", "typer", "uharfbuzz",
)  # fmt: skip
"""Loaded once for all changes; those that are not there are left out."""
PATIENCE = 3
"""So many times as long as before may tests take, and a minute; a change that makes them hang is noticed."""
_LOADED_BEFORE = "ignore::pytest.PytestAssertRewriteWarning"
_OPTIONS = ("-q", "-W", _LOADED_BEFORE, "-p", "no:randomly", "-p", "no:cacheprovider")
_FORKS = multiprocessing.get_context("fork")


@dataclass(frozen=True, slots=True)
class Reach:
    """What a room's tests do. seconds: of each test that passes; tests: those that run a line of a file."""

    seconds: Mapping[str, float]
    tests: Mapping[str, Mapping[int, frozenset[str]]]

    def list_reaching(self, path: str, lines: range) -> frozenset[str]:
        """The tests that run one of these lines; of none, and where they run with the import only, all: what
        an import leaves, such as a column or which records may change, any of the room may look at."""
        by_line = self.tests.get(path, {})
        return frozenset().union(*(by_line.get(line, ()) for line in lines)) or frozenset(self.seconds)


def main() -> int:
    """Exit status 1 when fewer than nine of ten changes were noticed."""
    asked = _read_arguments()
    with tempfile.TemporaryDirectory(dir=ROOT.parent, prefix="mutants-") as folder:
        ignored = shutil.ignore_patterns(".git", ".venv", ".hypothesis", "demo")
        shutil.copytree(ROOT, folder, ignore=ignored, dirs_exist_ok=True)
        os.chdir(folder)
        _load_libraries()
        chosen = _choose(asked.rooms, asked.sample, random.Random(asked.seed))
        reaches = {room: _measure_reach(room) for room in sorted({_name_room(item) for item in chosen})}
        survivors = [diff for item in chosen if (diff := _try_out(item, reaches[_name_room(item)]))]
    sys.stdout.writelines(f"\n{diff}\n" for diff in survivors)
    killed = len(chosen) - len(survivors)
    sys.stdout.write(f"{killed} of {len(chosen)} changes were noticed (seed {asked.seed})\n")
    return int(killed < 0.9 * len(chosen))


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=20261129)
    parser.add_argument("--sample", type=int, default=33)
    parser.add_argument("--rooms", nargs="*", default=ROOMS, choices=ROOMS)
    return parser.parse_args()


def _load_libraries() -> None:
    """Once for all the forks. What they say while they load is nobody's business here."""
    with warnings.catch_warnings(action="ignore"):
        for name in LIBRARIES:
            if importlib.util.find_spec(name.partition(".")[0]):
                importlib.import_module(name)


def _choose(rooms: Sequence[str], sample: int, chance: random.Random) -> list[WorkItem]:
    """As many changes as asked for, each equally likely, of those that are still Python."""
    files = [path for room in rooms for path in sorted(Path("bot", room).rglob("*.py"))]
    files = [path for path in files if "versions" not in path.parts]
    with use_db("work.sqlite", WorkDB.Mode.create) as database:
        init(files, database, {})
        items = [item for item in database.work_items if not _is_untelling(item)]
    items.sort(key=_place)
    chance.shuffle(items)
    return list(islice(filter(_compiles, items), sample))


def _is_untelling(item: WorkItem) -> bool:
    return any(UNTELLING.search(mutation.operator_name) for mutation in item.mutations)


def _compiles(item: WorkItem) -> bool:
    """Python warns of "is 3"; mypy tells of a star before parameters that becomes no star or a slash, and of
    names that are imported for it alone; and of how many answers are kept nobody learns anything."""
    (mutation,) = item.mutations
    source = Path(mutation.module_path).read_text(encoding="utf-8")
    if re.search(r"TYPE_CHECKING|lru_cache\(maxsize=", source.splitlines()[mutation.start_pos[0] - 1]):
        return False
    operator = get_operator(mutation.operator_name)(**mutation.operator_args)
    changed = mutate_code(source, operator, mutation.occurrence)
    with warnings.catch_warnings(action="error"):
        try:
            tree = ast.parse(changed or "")
            compile(tree, str(mutation.module_path), "exec")
        except SyntaxError:
            return False
    return not any(isinstance(node, ast.arguments) and node.posonlyargs for node in ast.walk(tree))


def _place(item: WorkItem) -> tuple[str, str, int]:
    (mutation,) = item.mutations
    return str(mutation.module_path), mutation.operator_name, mutation.occurrence


def _name_room(item: WorkItem) -> str:
    return Path(_place(item)[0]).parts[1]


class _Watch:
    """A pytest plugin: which lines of a room each test runs, how long it takes, and whether it passes."""

    def __init__(self, room: str) -> None:
        self._coverage = coverage.Coverage(data_file=None, config_file=False, include=[f"bot/{room}/*"])
        self._seconds: dict[str, float] = defaultdict(float)
        self._failed: set[str] = set()

    def pytest_sessionstart(self) -> None:
        self._coverage.start()

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._coverage.switch_context(nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._seconds[report.nodeid] += report.duration
        if not report.passed:
            self._failed.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        self._coverage.stop()
        data = self._coverage.get_data()
        tests = {
            str(Path(path).relative_to(Path.cwd())): {
                line: sorted(set(contexts) - {""} - self._failed)
                for line, contexts in data.contexts_by_lineno(path).items()
            }
            for path in data.measured_files()
        }
        seconds = {test: spent for test, spent in self._seconds.items() if test not in self._failed}
        Path("reach.json").write_text(json.dumps({"seconds": seconds, "tests": tests}), encoding="utf-8")


class _Selection:
    """A pytest plugin: only these tests, quick files and in them quick tests first."""

    def __init__(self, seconds: Mapping[str, float]) -> None:
        self._seconds = seconds
        self._files: dict[str, float] = defaultdict(float)
        for test, spent in seconds.items():
            self._files[test.partition("::")[0]] += spent

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if item.nodeid in self._seconds]
        items.sort(key=lambda item: (self._files[item.nodeid.partition("::")[0]], self._seconds[item.nodeid]))


def _measure_reach(room: str) -> Reach:
    """Run a room's tests once."""
    _run_tests([f"tests/{room}"], _Watch(room), None)
    measured = json.loads(Path("reach.json").read_text(encoding="utf-8"))
    tests = {
        path: {int(line): frozenset(names) for line, names in by_line.items()}
        for path, by_line in measured["tests"].items()
    }
    return Reach(seconds=measured["seconds"], tests=tests)


def _try_out(item: WorkItem, reach: Reach) -> str:
    """The diff of a change that nothing noticed, else empty."""
    (mutation,) = item.mutations
    path, line = Path(mutation.module_path), mutation.start_pos[0]
    operator = get_operator(mutation.operator_name)(**mutation.operator_args)
    lines = _find_statement(path.read_text(encoding="utf-8"), line)
    tests = {test: reach.seconds[test] for test in reach.list_reaching(str(path), lines)}
    files = sorted({test.partition("::")[0] for test in tests})
    limit = 60 + PATIENCE * sum(tests.values())
    with use_mutation(path, operator, mutation.occurrence) as (before, after):
        survived = not tests or _run_tests(["-x", *files], _Selection(tests), limit) == pytest.ExitCode.OK
    kind = mutation.operator_name.rpartition("/")[2]
    sys.stdout.write(
        f"{'SURVIVED' if survived else 'noticed':<9} {path}:{line} {kind} ({len(tests)} tests)\n"
    )
    sys.stdout.flush()
    diff = difflib.unified_diff(
        (before or "").splitlines(), (after or "").splitlines(), str(path), n=2, lineterm=""
    )
    return "\n".join(diff) if survived else ""


def _find_statement(source: str, line: int) -> range:
    """The lines of the smallest statement around a line; of one with a body, those before the body.

    None of a function whose answers are kept: it runs for the first test that asks, and tells all.
    """
    found = range(line, line + 1)
    for node in ast.walk(ast.parse(source)):  # from the outside to the inside
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or line):
            if any("cache" in ast.unparse(each) for each in getattr(node, "decorator_list", [])):
                return range(0)
            body: list[ast.stmt] = getattr(node, "body", [])
            end = max(node.lineno, body[0].lineno - 1) if body else node.end_lineno or line
            found = range(node.lineno, end + 1)
    return found


def _run_tests(words: Sequence[str], plugin: object, seconds: float | None) -> int:
    """Exit status of pytest in a fork of this process; another one when it did not end in time."""
    process = _FORKS.Process(target=_be_pytest, args=(words, plugin))
    process.start()
    process.join(seconds)
    with suppress(ProcessLookupError):
        os.killpg(process.pid or 0, signal.SIGKILL)  # with what it started
    process.join()
    return process.exitcode or 0


def _be_pytest(words: Sequence[str], plugin: object) -> None:
    os.setsid()
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(Path.cwd()))
    with Path("said.txt").open("w", encoding="utf-8") as said:
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
        os._exit(pytest.main([*_OPTIONS, *words], plugins=[plugin]))


if __name__ == "__main__":
    sys.exit(main())
