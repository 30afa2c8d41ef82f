"""Wheel and sdist: what is in them, what is not, and that the wheel alone does the work."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from bot.cli.registry import list_entries

PROJECT = Path(__file__).parent.parent.parent
UV = Path(sys.executable).with_name("uv")
PARTS = ("bot", "templates", "media", "docs", "tests", "benchmarks", "requirements", "deploy")
PRIVATE = {".env": "BOT_FACEBOOK_TOKEN=planted", "state/bot.db": "planted", "media/made/x.jpg": "planted"}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not UV.exists(), reason="uv is not installed beside this Python"),
]


def run(*words: object, folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("BOT_", "PYTHON", "VIRTUAL"))
    }
    return subprocess.run(
        [str(word) for word in words],
        cwd=folder,
        env={**kept, **environ},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with wheel and sdist, built from a clone that is also somebody's instance."""
    clone = tmp_path_factory.mktemp("clone")
    for part in PARTS:
        if (PROJECT / part).is_dir():
            shutil.copytree(
                PROJECT / part, clone / part, ignore=shutil.ignore_patterns("__pycache__", "made")
            )
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", ".gitignore", ".env.example"):
        shutil.copy(PROJECT / name, clone)
    for name, content in PRIVATE.items():
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        (clone / name).write_text(content)
    # both from the clone itself: a wheel made by way of the sdist would hide what .gitignore hides
    made = run(UV, "build", "--quiet", "--sdist", "--wheel", "--out-dir", clone / "dist", folder=clone)
    if "error sending request" in made.stderr or "Failed to fetch" in made.stderr:
        pytest.skip("the build tool cannot be fetched without a network")
    assert made.returncode == 0, made.stderr
    return clone / "dist"


@pytest.fixture(scope="module")
def wheel_names(built: Path) -> set[str]:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        return set(wheel.namelist())


@pytest.fixture(scope="module")
def sdist_names(built: Path) -> set[str]:
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        return {name.partition("/")[2] for name in sdist.getnames()}


@pytest.mark.parametrize("name", PRIVATE)
def test_nothing_of_an_instance_is_in_the_release(
    name: str, wheel_names: set[str], sdist_names: set[str]
) -> None:
    assert name not in sdist_names
    assert not [found for found in wheel_names if found.endswith(Path(name).name)]


def test_every_file_of_the_package_is_in_the_wheel(wheel_names: set[str]) -> None:
    """Code, migrations, the sandbox's articles, the compiled catalogue."""
    written = {
        str(path.relative_to(PROJECT))
        for path in (PROJECT / "bot").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert written - wheel_names == set()
    assert {name for name in wheel_names if name.endswith(".mo")}


def test_every_template_is_in_the_wheel(wheel_names: set[str]) -> None:
    templates = {
        f"bot/_defaults/{path.relative_to(PROJECT)}"
        for path in (PROJECT / "templates").rglob("*")
        if path.is_file()
    }
    assert templates - wheel_names == set()
    assert "bot/_defaults/media/logo.svg" in wheel_names


def test_tests_and_benchmarks_are_in_the_sdist_only(wheel_names: set[str], sdist_names: set[str]) -> None:
    assert "tests/conftest.py" in sdist_names
    assert "requirements/run.txt" in sdist_names
    assert not [name for name in wheel_names if not name.startswith(("bot/", "verbund_bot-"))]


@pytest.fixture(scope="module")
def bot(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an environment that holds the wheel and what the lock names, nothing of the clone."""
    place = tmp_path_factory.mktemp("installed")
    run(UV, "venv", "--quiet", "--python", sys.executable, place, folder=place)
    target = {"VIRTUAL_ENV": str(place)}
    locked = run(
        UV,
        "pip",
        "install",
        "--quiet",
        "--require-hashes",
        "-r",
        PROJECT / "requirements/run.txt",
        folder=place,
        **target,
    )
    if locked.returncode:
        pytest.skip(f"the locked requirements cannot be installed here: {locked.stderr[-200:]}")
    wheel = next(built.glob("*.whl"))
    installed = run(UV, "pip", "install", "--quiet", "--no-deps", wheel, folder=place, **target)
    assert installed.returncode == 0, installed.stderr
    return place / "bin" / "bot"


def test_the_installed_command_says_its_version(bot: Path, tmp_path: Path) -> None:
    said = run(bot, "--version", folder=tmp_path)
    assert said.stdout.startswith("bot ")
    assert "not installed" not in said.stdout


@pytest.mark.parametrize(("language", "word"), [("de", "Befehl"), ("en", "command")])
def test_the_installed_command_helps_in_both_languages(
    language: str, word: str, bot: Path, tmp_path: Path
) -> None:
    said = run(bot, "--help", folder=tmp_path, BOT_LANGUAGE=language)
    assert said.returncode == 0
    assert all(entry.name in said.stdout for entry in list_entries())
    assert word.lower() in said.stdout.lower()


def test_the_installed_bot_previews_a_file_in_an_empty_folder(bot: Path, tmp_path: Path) -> None:
    """Templates, fonts and word lists come from the wheel; no network, no database."""
    text = "Am Samstag feierte der Verein im Rathaus der Stadt Essen ein Fest für alle Nachbarn. " * 3
    (tmp_path / "fest.md").write_text(f"# Ein Fest der Vereine\n\n{text}\n")
    said = run(bot, "preview", "fest.md", "--json", folder=tmp_path)
    assert said.returncode == 0, said.stderr
    made = json.loads(said.stdout)
    assert {each["channel"] for each in made} == {"facebook", "instagram"}
    assert all(Path(each["image"]).read_bytes().startswith(b"\xff\xd8\xff") for each in made)
    assert not (tmp_path / "state").exists()


def test_the_installed_bot_makes_its_database_in_an_empty_folder(bot: Path, tmp_path: Path) -> None:
    said = run(bot, "posts", "--json", folder=tmp_path)
    assert (said.returncode, json.loads(said.stdout)) == (0, [])
    assert (tmp_path / "state" / "bot.db").exists()


def test_the_installed_bot_renders_its_page(bot: Path, tmp_path: Path) -> None:
    said = run(bot, "preview", "--html", "page.html", folder=tmp_path)
    assert said.returncode == 0, said.stderr
    assert "Content-Security-Policy" in (tmp_path / "page.html").read_text(encoding="utf-8")
