"""A site whose https does not work: why, in the words of a person who can do something about it."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme

from bot.archive.archive import HttpArchive
from bot.domain.errors import NotReachable
from tests.archive.sites import NOW, Site


class QuietServer(ThreadingHTTPServer):
    """Says nothing about clients that hang up."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """They are right to."""


@contextmanager
def serve(certificate: trustme.LeafCert) -> Iterator[str]:
    """The address of a site on loopback that shows this certificate."""
    server = QuietServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"https://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def explain(url: str) -> str:
    """What is said of a site that cannot be read."""
    limits = {"timeout": timedelta(seconds=5), "clock": lambda: NOW, "sleep": lambda seconds: None}
    with HttpArchive(sources=[url], **limits) as archive, pytest.raises(NotReachable) as refused:  # type: ignore[arg-type]
        archive.glance(url)
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "years", "is_trusted", "told"),
    [
        ("127.0.0.1", (2019, 2090), False, "is vouched for by nobody whom this machine trusts"),
        ("127.0.0.1", (2019, 2020), True, "its certificate has expired"),
        ("127.0.0.1", (2089, 2090), True, "is not valid yet; is this machine's clock right?"),
        ("127.0.0.2", (2019, 2090), True, "its certificate belongs to another name"),
        ("verein.example", (2019, 2090), True, "its certificate belongs to another name"),
    ],
    ids=["made by the site itself", "expired", "of the future", "of another address", "of another name"],
)
def test_what_is_wrong_with_a_certificate_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    years: tuple[int, int],
    is_trusted: bool,
    told: str,
) -> None:
    authority = trustme.CA()
    if is_trusted:
        bundle = tmp_path / "ca.pem"
        bundle.write_bytes(authority.cert_pem.bytes())
        for variable in ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"):
            monkeypatch.setenv(variable, str(bundle))
    first, last = (datetime(year, 1, 1, tzinfo=UTC) for year in years)
    with serve(authority.issue_cert(name, not_before=first, not_after=last)) as url:
        assert told in explain(url)


def test_a_site_without_https_is_told(site: Site) -> None:
    said = explain(site.url.replace("http://", "https://"))
    assert "no secure connection comes about there; perhaps the address begins with http://" in said
