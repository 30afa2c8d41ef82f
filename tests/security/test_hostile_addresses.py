"""Addresses of strangers: no request goes where it should not, and none of them stops the bot."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.archive.archive import HttpArchive
from bot.archive.ssrf import AddressRefused, GuardedBackend
from bot.domain.article import Article, Entry, Source
from bot.domain.errors import BotError, NotReachable
from tests.archive.sites import NOW, Site
from tests.security.conftest import Compose

PAGE = "<article><h1>Das Fest</h1><p>" + "Ein schöner Tag für alle Vereine der Stadt. " * 9 + "</p></article>"


@pytest.mark.parametrize(
    "address",
    [
        *(
            "http://[::1",
            "http://xn--/",
            "http://ex\u202eample.de/",
            "http://\ud83d.de/",
            "http://host:99999/",
        ),
        *("http://.../", "http:///a", "https://", "//", "", "\x00", "http://a\r\nHost: b/", "http://%/"),
    ],
    ids=ascii,
)
def test_an_address_that_is_none_is_one_sentence(address: str, archive: HttpArchive) -> None:
    for ask in (
        lambda: archive.read(Entry(url=address)),
        lambda: archive.fetch_photo(address),
    ):
        with pytest.raises(NotReachable):
            ask()


@pytest.mark.parametrize(
    "slug", ["a\r\nX-Evil: 1", "a%0d%0aX-Evil:%201", "a\nX-Evil: 1", "a\tX-Evil: 1"], ids=ascii
)
def test_a_slug_writes_no_header(slug: str, site: Site, archive: HttpArchive) -> None:
    with pytest.raises(BotError):
        archive.read(Entry(url=f"{site.url}/{slug}"))
    assert not [request for request in site.requests if "X-Evil" in request.headers]


@pytest.mark.parametrize(
    "slug", ["../../../../tmp/evil", "..%2f..%2fevil", "/etc/passwd", "a" * 5000, "CON", ".env"]
)
def test_a_slug_names_no_file(slug: str, compose: Compose, tmp_path: Path) -> None:
    """Made images are named by their hash alone."""
    made = compose(Article(url=f"https://verein.example/{slug}", title="Das Fest", text=PAGE))
    assert made.image == str(tmp_path / "media" / "made" / f"{made.image_sha256}.jpg")


def test_a_name_that_changes_its_mind_is_checked_where_it_leads() -> None:
    """DNS rebinding: the address that was checked is the one that is connected to, each time anew."""
    answers: Iterator[list[str]] = iter([["93.184.216.34"], ["127.0.0.1"]])
    asked = []

    def rebind(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    backend = GuardedBackend([], rebind)
    backend._backend = Refusing()  # type: ignore[assignment]
    with pytest.raises(ConnectionTo, match=r"93\.184\.216\.34"):
        backend.connect_tcp("rebind.example", 80)
    with pytest.raises(AddressRefused):
        backend.connect_tcp("rebind.example", 80)
    assert asked == ["rebind.example"] * 2


class ConnectionTo(Exception):
    """Where a connection would have gone."""


class Refusing:
    """A network that says where somebody wants to go."""

    def connect_tcp(self, host: str, *_: object) -> None:
        """Nowhere."""
        raise ConnectionTo(host)


@pytest.mark.parametrize("place", ["og:image", "img", "redirect"])
def test_an_image_link_into_a_private_network_is_not_followed(
    place: str, site: Site, other_site: Site
) -> None:
    inside = other_site.show("/geheim.jpg", b"\xff\xd8\xff" + b"x" * 99, "image/jpeg")
    site.answer("/umweg.jpg", 302, Location=inside)
    head = {"og:image": f'<meta property="og:image" content="{inside}">'}.get(place, "")
    source = f"{site.url}/umweg.jpg" if place == "redirect" else inside
    body = PAGE.replace("<p>", f'<img src="{source}" width="900" height="600"><p>', 1)
    with HttpArchive(sources=[site.url], timeout=timedelta(seconds=5), clock=lambda: NOW) as archive:
        photo = archive.read(Entry(url=site.show("/a", f"<head>{head}</head>{body}"))).photo
        assert photo is not None
        with pytest.raises(NotReachable, match="private network"):
            archive.fetch_photo(photo.url)
    assert other_site.requests == []


@pytest.mark.parametrize(
    "host", ["127.1", "2130706433", "0x7f000001", "0x7f.1", "foo.localhost", "localhost."]
)
@pytest.mark.parametrize("way", ["direct", "proxy"])
def test_this_machine_is_not_reached_under_any_of_its_names(
    host: str, way: str, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    if way == "proxy":
        monkeypatch.setenv("HTTP_PROXY", site.url)
        monkeypatch.setenv("NO_PROXY", "")
    port = urlsplit(site.url).port
    with HttpArchive(
        sources=[], timeout=timedelta(seconds=5), clock=lambda: NOW, sleep=lambda s: None
    ) as archive:
        with pytest.raises(NotReachable):
            archive.read(Entry(url=f"http://{host}:{port}/latest/meta-data"))
        with pytest.raises(NotReachable):
            archive.look(Source(url=f"http://{host}:{port}/feed"))
    assert site.requests == []


def test_the_password_of_a_source_is_in_no_error(site: Site) -> None:
    url = site.answer("/a", 500).replace("http://", "http://redaktion:geheim@")
    with (
        HttpArchive(
            sources=[url], timeout=timedelta(seconds=5), clock=lambda: NOW, sleep=lambda s: None
        ) as archive,
        pytest.raises(NotReachable) as failure,
    ):
        archive.look(Source(url=url))
    assert "geheim" not in str(failure.value)


@pytest.mark.parametrize("way", ["connect", "connect_ex"])
def test_no_test_reaches_another_machine(way: str) -> None:
    """Nor could it: whatever it asks, with whatever library, goes through one of the two."""
    with socket.socket() as outside, pytest.raises(RuntimeError, match="tried to reach 192"):
        getattr(outside, way)(("192.0.2.1", 80))
