"""A private certificate authority, made once per process."""

import functools
import ssl

import trustme


@functools.cache
def _authority() -> trustme.CA:
    return trustme.CA(organization_name="Verbund-Bot sandbox")


def authority_pem() -> bytes:
    """The certificate which clients have to trust."""
    return _authority().cert_pem.bytes()


@functools.cache
def server_context(hosts: tuple[str, ...]) -> ssl.SSLContext:
    """A TLS context which proves to be any of these hosts and speaks HTTP/2 or HTTP/1.1."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["h2", "http/1.1"])
    _authority().issue_cert(*hosts).configure_cert(context)
    return context
