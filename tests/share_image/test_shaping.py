"""What is drawn where the system's FriBidi is missing, as on a small Linux."""

import ctypes.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.share_image import fonts
from tests.warm import PROJECT

DRAW = """
import sys, warnings
warnings.simplefilter("error")
from PIL import Image, features
from bot.share_image import text
assert not features.check("raqm"), "FriBidi is still there"
canvas = Image.new("RGB", (900, 90))
try:
    text.draw(canvas, (9, 60), sys.argv[1], text.Style(weight=600, size=40), (255, 255, 255))
except Exception as error:
    print(type(error).__name__, error)
print(canvas.getbbox())
"""


@pytest.fixture(scope="module")
def hide_fribidi() -> list[str]:
    """What makes a command run without the library; skips where that is not possible."""
    name = ctypes.util.find_library("fribidi")
    found = [path for path in Path("/usr/lib").rglob(f"{name}*") if name and not path.is_symlink()]
    hide = ["unshare", "--mount", "sh", "-c", 'mount --bind /dev/null "$0" && exec "$@"', *map(str, found)]
    if len(found) != 1 or not shutil.which("unshare"):
        pytest.skip("FriBidi is not where it could be hidden")
    if subprocess.run([*hide, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this user may not hide a file")
    return hide


@pytest.mark.parametrize(
    "words",
    ["Größe – Čaj", "Ελλάδα, Україна", "\U0001f5d3\ufe0e 12\u200b345"],
    ids=["Latin", "Greek and Cyrillic", "a sign that is told to be no picture"],
)
def test_most_scripts_are_drawn_without_it(hide_fribidi: list[str], words: str) -> None:
    drawn = subprocess.run(
        [*hide_fribidi, sys.executable, "-c", DRAW, words],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    left, top, right, bottom = eval(drawn.stdout)
    assert right - left > 50
    assert bottom - top > 20


@pytest.mark.parametrize(
    "words", ["مرحبا", "שלום", "नमस्ते", "ยินดีต้อนรับ"], ids=["Arabic", "Hebrew", "Hindi", "Thai"]
)
def test_what_would_come_out_wrong_is_refused_in_one_sentence(hide_fribidi: list[str], words: str) -> None:
    drawn = subprocess.run(
        [*hide_fribidi, sys.executable, "-c", DRAW, words],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert drawn.stdout.startswith("NeedsPerson The share image cannot be drawn")
    assert "libfribidi0" in drawn.stdout


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fest", False),
        ("Çağrı", False),
        ("日本", False),
        ("e\u0308", True),
        ("ش", True),
        ("ש", True),
        ("कि", True),
    ],
    ids=ascii,
)
def test_what_needs_shaping_is_known(text: str, *, expected: bool) -> None:
    assert fonts.needs_shaping(text) is expected
