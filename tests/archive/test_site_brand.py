"""Name and logo of a site, from whatever its front page gives."""

from pathlib import Path

import pytest
from PIL import Image

from bot import factories
from bot.archive.archive import HttpArchive
from bot.archive.site_brand import find_front_page, read_brand
from tests.archive.sites import Site

BASE = "https://verein.example/aktuelles"
THEME = """
<title>Start – Verein Lindenhof e.V.</title>
<header><div class="logo-link"><a href="/"><img class="custom-logo" src="/up/hof.png"></a></div></header>
"""
LAZY = """
<title>Aktuelles | Verbund</title>
<div class="page-header"><a href="/"><img src="data:image/gif;base64,R0" data-src="/kopf.jpg"></a></div>
"""
JSON_LD = """
<script type="application/ld+json">{"@type": </script>
<script type="application/ld+json">
{"@graph": [{"@type": "Organization", "name": "Haus der Kulturen",
             "logo": {"@type": "ImageObject", "url": "https://cdn.example/l.png"}}]}
</script>
"""
ODD_JSON_LD = """
<title>Start</title>
<script type="application/ld+json">[{"@type": [{}]}, {"@type": {}},
{"@type": "NGO", "name": "Tafel", "description": "in two
lines", "logo": "/tafel.png"}]</script>
"""
ICONS = """
<meta property="og:site_name" content="Chor am Kanal"><link rel="apple-touch-icon" href="/t.png">
<link rel="icon" sizes="any" href="/tab.ico">
<link rel="icon" sizes="16x16" href="/klein.png"><link rel="icon" sizes="192x192" href="/gross.png">
"""
STRANGERS = """
<title>Startseite</title><footer><img src="/logo-land.png"></footer>
<div class="partner"><img class="logo" src="/bank.png"></div><main><img src="/logo-fest.png"></main>
"""
DRAWING = '<title>Tauschring</title><header><img class="logo" src="/logo.svg"></header>'


@pytest.mark.parametrize(
    ("html", "name", "logos"),
    [
        (THEME, "Verein Lindenhof e.V.", ["https://verein.example/up/hof.png"]),
        (LAZY, "Verbund", ["https://verein.example/kopf.jpg"]),
        (JSON_LD, "Haus der Kulturen", ["https://cdn.example/l.png"]),
        (ODD_JSON_LD, "Tafel", ["https://verein.example/tafel.png"]),
        (ICONS, "Chor am Kanal", ["https://verein.example/gross.png", "https://verein.example/t.png"]),
        (STRANGERS, "", []),
        (DRAWING, "Tauschring", ["https://verein.example/logo.svg"]),
        ("", "", []),
    ],
    ids=[
        "a theme's",
        "lazy",
        "JSON-LD, once broken",
        "JSON-LD of odd types",
        "icons",
        "strangers' only",
        "a drawing",
        "nothing",
    ],
)
def test_name_and_logo_are_found_where_sites_show_them(html: str, name: str, logos: list[str]) -> None:
    brand = read_brand(html, BASE)
    assert (brand.name, list(brand.logos)) == (name, logos)


@pytest.mark.parametrize(
    ("url", "front"),
    [
        ("https://verein.example/a/b?c", "https://verein.example/"),
        ("http://[::1]:8080/x", "http://[::1]:8080/"),
        ("file:///tmp/news", ""),
        ("http://[", ""),
    ],
)
def test_the_front_page_of_an_address(url: str, front: str) -> None:
    assert find_front_page(url) == front


def test_a_drawing_in_the_header_becomes_a_logo(site: Site, archive: HttpArchive, tmp_path: Path) -> None:
    """Many sites have theirs as SVG only."""
    site.show("/", DRAWING)
    path = '<path fill="#084" d="M0 0h40v20z"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{path}</svg>'
    site.show("/logo.svg", svg, "image/svg+xml")
    (address,) = archive.read_brand(f"{site.url}/aktuelles").logos
    factories.keep_logo(archive.fetch_logo(address), tmp_path / "logo.png")
    with Image.open(tmp_path / "logo.png") as logo:
        assert logo.width == 2 * logo.height
