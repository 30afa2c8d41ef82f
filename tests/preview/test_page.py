"""The page: what stands in it, and what can never get in."""

import base64
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.domain.channel import list_channels
from bot.domain.errors import SettingsWrong
from bot.domain.post import PostStatus
from tests.known_channels import INSTAGRAM
from tests.preview.samples import make_composition, make_preview

Render = Callable[..., str]


class Elements(HTMLParser):
    """Every element with its attributes, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def test_both_channels_of_an_article_stand_under_one_heading(render: Render, picture: Path) -> None:
    page = render(*(make_preview(make_composition(picture, channel)) for channel in list_channels()))
    assert len(Elements(page).of("h2")) == 1
    assert re.findall(r"<h3[^>]*>(\w+)", page) == ["Facebook", "Instagram"]


def test_the_picture_is_there_byte_by_byte_with_its_alt_text(render: Render, picture: Path) -> None:
    image = Elements(render(make_preview(make_composition(picture)))).of("img")[0]
    assert base64.b64decode((image["src"] or "").partition(",")[2]) == picture.read_bytes()
    assert image["alt"] == "Textkarte: Fest der Kulturen"


def test_the_page_loads_nothing_and_runs_nothing(render: Render, picture: Path) -> None:
    elements = Elements(
        render(*(make_preview(make_composition(picture, channel)) for channel in list_channels()))
    )
    sources = [image["src"] or "" for image in elements.of("img")]
    assert all(source.startswith("data:image/jpeg;base64,") for source in sources)
    assert not [tag for tag, _ in elements.found if tag in {"script", "link", "iframe", "object", "form"}]
    assert not [
        attributes for _, attributes in elements.found for name in attributes if name.startswith("on")
    ]
    policy = next(meta["content"] for meta in elements.of("meta") if "http-equiv" in meta)
    assert policy is not None
    assert policy.startswith("default-src 'none'")


@pytest.mark.parametrize("field", ["caption", "alt_text", "link", "warnings", "hashtags"])
def test_no_markup_of_an_article_becomes_an_element(render: Render, picture: Path, field: str) -> None:
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    value = (evil,) if field in {"warnings", "hashtags"} else evil
    elements = Elements(render(make_preview(make_composition(picture, **{field: value}))))
    assert not elements.of("script")
    assert len(elements.of("img")) == 1


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://["]
)
def test_only_web_addresses_become_links(render: Render, picture: Path, url: str) -> None:
    page = render(make_preview(make_composition(picture), article_url=url, permalink=url))
    assert Elements(page).of("a") == []


def test_what_lies_behind_the_fold_is_marked(render: Render, picture: Path) -> None:
    page = render(make_preview(make_composition(picture)), language="de")
    assert "… mehr" in page
    assert "Erst nach Tippen auf" in page


def test_only_instagram_has_a_profile_grid(render: Render, picture: Path) -> None:
    facebook, instagram = (
        render(make_preview(make_composition(picture, channel))) for channel in list_channels()
    )
    assert 'class="tiles"' not in facebook
    assert 'class="tiles"' in instagram


def test_a_limit_that_is_passed_is_named(render: Render, picture: Path) -> None:
    tags = ("a", "b", "c", "d", "e", "f")
    assert "6 of 5 – too much" in render(make_preview(make_composition(picture, hashtags=tags)))


def test_a_changed_picture_is_told(render: Render, picture: Path) -> None:
    composition = make_composition(picture)
    picture.write_bytes(picture.read_bytes() + b"\0")
    assert "not the one that was composed" in render(make_preview(composition))


def test_a_lost_picture_is_told_and_the_page_is_made_all_the_same(render: Render, picture: Path) -> None:
    composition = make_composition(picture, INSTAGRAM)
    picture.unlink()
    page = render(make_preview(composition))
    assert "no longer on this machine" in page
    assert not Elements(page).of("img")


@pytest.mark.parametrize("status", [None, *PostStatus], ids=str)
def test_every_status_is_said(render: Render, picture: Path, status: PostStatus | None) -> None:
    page = render(make_preview(make_composition(picture), status=status), language="de")
    assert re.search(r'<p class="chip \w+">[^<]+</p>', page)


def test_times_are_the_instances(render: Render, picture: Path) -> None:
    assert "So., 22. Nov. 2026, 17:05" in render(make_preview(make_composition(picture)), language="de")


def test_nothing_to_preview_is_said(render: Render) -> None:
    assert "there is nothing to preview" in render()


def test_an_instance_may_bring_its_own_page(render: Render, picture: Path, tmp_path: Path) -> None:
    own = tmp_path / "templates" / "preview"
    own.mkdir(parents=True)
    (own / "page.html.j2").write_text("{{ brand_name }}: {{ sections | length }}")
    (own / "page.css").write_text("")
    assert render(make_preview(make_composition(picture)), template_dirs=(tmp_path / "templates",)) == (
        "Verbund &amp; Freunde: 1"
    )


@pytest.mark.parametrize(
    "template",
    [b"{% if %}", b"{{ ''.__class__.__mro__[1].__subclasses__() }}", b"{{ nobody }}", b"Gr\xfc\xdfe"],
    ids=["broken", "prying", "unknown name", "not UTF-8"],
)
def test_a_broken_or_prying_template_is_one_sentence(render: Render, tmp_path: Path, template: bytes) -> None:
    own = tmp_path / "preview"
    own.mkdir()
    (own / "page.html.j2").write_bytes(template)
    (own / "page.css").write_text("")
    with pytest.raises(SettingsWrong, match=r"^The preview template .*\.$"):
        render(template_dirs=(tmp_path,))
