"""Time share images beside what one would use instead: satori + resvg + sharp, Chromium, and the floor.

Run as `python -m benchmarks.image [--rounds 15] [--modules DIR]`. DIR holds node_modules with satori,
@resvg/resvg-js, sharp and playwright-core (default: the environment's BENCH_NODE_DIR); the floor needs cc and
libjpeg-turbo's header. What is missing is skipped by name. All engines are asked in turn, each round with
other words; ratios are medians of per-round ratios.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from statistics import median

from PIL import Image

from benchmarks import image_sample, sample_photo
from benchmarks.idle import list_tree
from bot.share_image import draw, fonts, photos

HERE = Path(__file__).parent
FLOOR_CASES = {"card": ("card",), "photo": ("photo",), "pair": ("photo", "wide")}
Answer = dict[str, float]


@dataclass(frozen=True, slots=True)
class Engine:
    """A worker that answers one line for each line it is asked."""

    name: str
    process: subprocess.Popen[str]

    def ask(self, case: str, number: int) -> Answer:
        """Let it draw once; `cpu` counts its whole tree of processes where it cannot say itself."""
        title, sizes = image_sample.make_title(number), image_sample.SIZES[case]
        before = measure_tree(self.process.pid)
        asked = json.dumps({"case": case, "number": number, "title": title, "sizes": sizes})
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(asked + "\n")
        self.process.stdin.flush()
        answer: Answer = json.loads(self.process.stdout.readline())
        return {"cpu": measure_tree(self.process.pid) - before} | answer


def measure_tree(pid: int) -> float:
    """CPU milliseconds of a process and all below it (Linux)."""
    ticks = 0
    for member in list_tree(pid):
        try:
            fields = Path(f"/proc/{member}/stat").read_text("ascii").rsplit(")", 1)[1].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def list_commands(modules: Path | None, folder: Path) -> Iterator[tuple[str, list[str]]]:
    """The engines that can be run here; the others are named on standard error."""
    photo, logo = folder / "photo.jpg", image_sample.ROOT / "media/logo.png"
    yield "ours", [sys.executable, "-m", "benchmarks.image_ours", str(photo)]
    photo.write_bytes(sample_photo.make_photo((3000, 2000)))
    node, chromium = shutil.which("node"), shutil.which("chromium")
    if modules is None or node is None or not (modules / "node_modules/satori").is_dir():
        sys.stderr.write("skipped: satori + resvg + sharp (no node, or no node_modules with satori)\n")
    else:
        files = [str(modules), str(fonts.list_fonts()[1]), str(photo), str(logo)]
        yield "satori, photo by sharp", [node, str(HERE / "image_satori.mjs"), *files]
        yield "satori, photo in SVG", [node, str(HERE / "image_satori.mjs"), *files, "inside"]
        yield "the same, by asPng()", [node, str(HERE / "image_satori.mjs"), *files, "png"]
    if (
        modules is None
        or node is None
        or chromium is None
        or not (modules / "node_modules/playwright-core").is_dir()
    ):
        sys.stderr.write("skipped: Chromium (no chromium, or no node_modules with playwright-core)\n")
    else:
        files = [str(modules), str(fonts.list_fonts()[1]), str(photo), str(logo), chromium]
        yield "Chromium, kept open", [node, str(HERE / "image_chromium.mjs"), *files]


def build_floor(folder: Path) -> Path | None:
    """Compile the floor, if there is a compiler and libjpeg-turbo."""
    program, compiler = folder / "floor", shutil.which("cc")
    if compiler is None:
        sys.stderr.write("skipped: floor (no cc)\n")
        return None
    command = [compiler, "-O2", "-o", str(program), str(HERE / "image_floor.c"), "-ljpeg"]
    built = subprocess.run(command, capture_output=True, check=False)
    if built.returncode:
        sys.stderr.write("skipped: floor (no libjpeg-turbo header)\n")
        return None
    for part, case, size in (("card", "card", 0), ("photo", "photo", 0), ("wide", "pair", 1)):
        drawing = draw.draw(
            image_sample.make_card(case, 1, folder / "photo.jpg"),
            image_sample.SIZES[case][size],
            template_dirs=[image_sample.ROOT / "templates"],
        )
        pixels = Image.open(BytesIO(drawing.jpeg)).convert("RGB").tobytes()
        (folder / part).write_bytes(pixels)
    return program


def run_floor(program: Path, folder: Path, case: str) -> float:
    """CPU milliseconds of the floor of a case, the median of three."""
    total = 0.0
    for part in FLOOR_CASES[case]:
        command = [str(program), str(folder / "photo.jpg"), str(folder / part), part, "4"]
        lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")
        total += median(float(line.split()[0]) for line in lines[1:] if line)
    return total


def start(command: list[str]) -> subprocess.Popen[str]:
    """Start a worker in the project's folder."""
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=image_sample.ROOT,
    )


def measure(engines: list[Engine], floor: Path | None, folder: Path, rounds: int) -> None:
    """Run and print one table for each case."""
    for case in image_sample.CASES:
        answers: dict[str, list[Answer]] = {engine.name: [] for engine in engines}
        floors: list[float] = []
        for number in range(rounds + 2):
            for engine in engines:
                answers[engine.name].append(engine.ask(case, number + 100 * image_sample.CASES.index(case)))
            if floor:
                floors.append(run_floor(floor, folder, case))
        print_table(case, {name: found[2:] for name, found in answers.items()}, floors[2:])


def print_table(case: str, answers: dict[str, list[Answer]], floors: list[float]) -> None:
    """Medians and ratios: the floor's CPU to each engine's, each engine's time to ours."""
    ours = answers["ours"]
    write = sys.stdout.write
    write(f"\n{case}: {' + '.join(f'{w}x{h}' for w, h in image_sample.SIZES[case])}\n")
    heads = ("wall ms", "CPU ms", "x floor", "wall/ours", "CPU/ours", "RSS MB")
    write(f"{'engine':26}" + "".join(f"{head:>10}" for head in heads) + "\n")
    if floors:
        write(f"{'floor (libjpeg-turbo)':26}{'':10}{median(floors):10.1f}{1:10.2f}\n")
    for name, found in answers.items():
        times = f"{median(a['ms'] for a in found):10.1f}{median(a['cpu'] for a in found):10.1f}"
        over = median(a["cpu"] / f for a, f in zip(found, floors, strict=True)) if floors else 0
        walls = median(a["ms"] / o["ms"] for a, o in zip(found, ours, strict=True))
        cpus = median(a["cpu"] / o["cpu"] for a, o in zip(found, ours, strict=True))
        rss = f"{found[-1]['rss']:10.0f}" if "rss" in found[-1] else ""
        write(f"{name:26}{times}{over:10.2f}{walls:10.2f}{cpus:10.2f}{rss}\n")


def measure_faces(photo: Path) -> None:
    """What looking for faces costs, once for each photo; the tables above are of a photo that is known."""
    picture = Image.open(photo)
    picture.draft("RGB", (1080, 900))
    picture.load()
    times = []
    for _ in range(9):
        begun = time.process_time()
        photos.find_faces(picture)
        times.append((time.process_time() - begun) * 1e3)
    found = "" if photos.has_detector() else " (no detector here)"
    sys.stdout.write(f"\nlooking for faces, once for each photo: {median(times):.1f} ms CPU{found}\n")


def main() -> None:
    """Read the command line, start all engines, measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    default = os.environ.get("BENCH_NODE_DIR")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--modules", type=Path, default=Path(default) if default else None)
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        engines = []
        for name, command in list_commands(options.modules, folder):
            process = stack.enter_context(start(command))
            stack.callback(process.terminate)
            engines.append(Engine(name, process))
        measure(engines, build_floor(folder), folder, options.rounds)
        measure_faces(folder / "photo.jpg")


if __name__ == "__main__":
    main()
