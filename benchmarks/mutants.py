"""Do the tests bite? Changes the code at random places and sees whether the room's own tests notice.

Run as `make mutants`, or `python -m benchmarks.mutants [--seed 20261129] [--sample 33] [--rooms storage]`.
Cosmic Ray makes the changes (an `and` becomes `or`, a comparison turns round, a loop never runs ...), one
at a time, in a copy that stands beside the project, so that tests find what they find here. Prints a line
for each and the survivors' diffs: read each, then write the test that kills it or say why nothing changes
for anybody.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import warnings
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from cosmic_ray.commands import init
from cosmic_ray.mutating import mutate_and_test, mutate_code
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkItem

ROOT = Path(__file__).parent.parent
ROOMS = ("archive", "channels", "compose", "domain", "pipeline", "storage")
UNTELLING = ("BitOr", "RemoveDecorator", "ReplaceUnaryOperator_Delete", "_Is_Eq", "_IsNot_NotEq")
"""Kinds of change that mostly hit annotations such as `int | None`, or what every test needs; and `is` that
becomes `==`, for what we ask so, None and members of enums, equals nothing but itself."""
TIME_LIMIT = 900.0
"""Seconds for a room's tests, also where others work beside; a change that makes them hang is noticed."""


def main() -> int:
    """Exit status 1 when fewer than nine of ten changes were noticed."""
    asked = _read_arguments()
    with tempfile.TemporaryDirectory(dir=ROOT.parent, prefix="mutants-") as folder:
        ignored = shutil.ignore_patterns(".git", ".venv", ".hypothesis", "demo")
        shutil.copytree(ROOT, folder, ignore=ignored, dirs_exist_ok=True)
        os.chdir(folder)
        chosen = _choose(asked.rooms, asked.sample, random.Random(asked.seed))
        survivors = [diff for diff in map(_try_out, chosen) if diff]
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


def _choose(rooms: Sequence[str], sample: int, chance: random.Random) -> list[WorkItem]:
    """As many changes as asked for, each equally likely, of those that are still Python."""
    files = [path for room in rooms for path in sorted(Path("bot", room).rglob("*.py"))]
    files = [path for path in files if "migrations" not in path.parts]
    with use_db("work.sqlite", WorkDB.Mode.create) as database:
        init(files, database, {})
        items = [item for item in database.work_items if not _is_untelling(item)]
    items.sort(key=_place)
    chance.shuffle(items)
    return list(islice(filter(_compiles, items), sample))


def _is_untelling(item: WorkItem) -> bool:
    return any(word in mutation.operator_name for mutation in item.mutations for word in UNTELLING)


def _compiles(item: WorkItem) -> bool:
    """The star before parameters is taken for a product, and Python warns of "is 3": that tells nothing."""
    (mutation,) = item.mutations
    operator = get_operator(mutation.operator_name)(**mutation.operator_args)
    changed = mutate_code(
        Path(mutation.module_path).read_text(encoding="utf-8"), operator, mutation.occurrence
    )
    with warnings.catch_warnings(action="error"):
        try:
            compile(changed or "", str(mutation.module_path), "exec")
        except SyntaxError:
            return False
    return True


def _place(item: WorkItem) -> tuple[str, str, int]:
    (mutation,) = item.mutations
    return str(mutation.module_path), mutation.operator_name, mutation.occurrence


def _try_out(item: WorkItem) -> str:
    """The diff of a change that nothing noticed, else empty."""
    module, operator, _ = _place(item)
    tests = Path("tests", Path(module).parts[1])
    command = (
        f'{sys.executable} -m pytest -q -x -p no:randomly -p no:cacheprovider -k "not postgresql" {tests}'
    )
    result = mutate_and_test(item.mutations, command, TIME_LIMIT)
    survived = result.test_outcome is TestOutcome.SURVIVED
    kind = operator.rpartition("/")[2]
    sys.stdout.write(f"{'SURVIVED' if survived else 'noticed':<9} {module}: {kind}\n")
    sys.stdout.flush()
    return result.diff or "" if survived else ""


if __name__ == "__main__":
    sys.exit(main())
