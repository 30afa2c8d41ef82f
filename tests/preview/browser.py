"""A real browser: shows the page in frames of a screen's width and tells what it sees."""

import html
import json
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
SCHEMES = {"dark": "0", "light": "1"}
"""The browser's preferred colour scheme, by the number it is set with."""
HARNESS = """<!doctype html><meta name="color-scheme" content="light dark">{frames}<pre></pre><script>
onload = async () => {{
  const frames = [...document.querySelectorAll("iframe")].map((frame) => frame.contentWindow);
  const seen = await Promise.all(frames.map({look}));
  document.querySelector("pre").textContent = JSON.stringify(seen);
}};
</script>"""


def find_axe() -> Path | None:
    """axe-core's script; None when it is not installed."""
    package = find_spec("axe_playwright_python")
    return Path(package.origin).with_name("axe.min.js") if package and package.origin else None


def look(page: str, widths: list[int], how: str, folder: Path, scheme: str = "light") -> list[Any]:
    """What a function of JavaScript, given the frame's window, returns for each width."""
    assert CHROMIUM is not None
    frames = "".join(
        f'<iframe width="{width}" height="4000" srcdoc="{html.escape(page)}"></iframe>' for width in widths
    )
    harness = folder / f"harness-{scheme}.html"
    harness.write_text(HARNESS.format(frames=frames, look=how), encoding="utf-8")
    command = [
        *(CHROMIUM, *FLAGS, f"--user-data-dir={folder / f'profile-{scheme}'}"),
        *(f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}", "--virtual-time-budget=60000"),
        *("--dump-dom", harness.as_uri()),
    ]
    seen = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    _, _, written = seen.rpartition("<pre>")
    result: list[Any] = json.loads(html.unescape(written.partition("</pre>")[0]))
    return result


def count_sheets(page: str, folder: Path) -> int:
    """How many sheets of paper the page takes."""
    assert CHROMIUM is not None
    shown, printed = folder / "print.html", folder / "print.pdf"
    shown.write_text(page, encoding="utf-8")
    profile = f"--user-data-dir={folder / 'profile-print'}"
    command = [CHROMIUM, *FLAGS, profile, f"--print-to-pdf={printed}", shown.as_uri()]
    subprocess.run(command, capture_output=True, timeout=60, check=True)
    return len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes()))
