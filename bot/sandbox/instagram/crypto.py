"""The server's side of Instagram's password envelope and of one-time codes.

Source of the envelope: instagrapi 3.2.2 `mixins/password.py`; of the codes: RFC 6238.
"""

import base64
import binascii
import functools
import hashlib
import hmac
import struct
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

KEY_ID = 87
STEP = 30


@functools.cache
def _private_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def public_key() -> str:
    """The key for passwords, as the header of qe/sync carries it: base64 of a PEM."""
    pem = _private_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(pem).decode()


def open_password(envelope: str) -> str | None:
    """The password inside `#PWD_INSTAGRAM:4:time:payload`; None when it cannot be opened."""
    try:
        _, version, timestamp, payload = envelope.split(":", 3)
        raw = base64.b64decode(payload)
        size = int.from_bytes(raw[14:16], "little")
        key = _private_key().decrypt(raw[16 : 16 + size], padding.PKCS1v15())
        tag, text = raw[16 + size : 32 + size], raw[32 + size :]
        return (
            AESGCM(key).decrypt(raw[2:14], text + tag, timestamp.encode()).decode()
            if version == "4"
            else None
        )
    except (ValueError, InvalidTag, binascii.Error):
        return None


def is_code(seed: str, code: str, at: datetime) -> bool:
    """Whether a one-time code is right now, or was or will be 30 s from now."""
    step = int(at.timestamp()) // STEP
    return any(hmac.compare_digest(_code(seed, step + drift), code.strip()) for drift in (-1, 0, 1))


def _code(seed: str, step: int) -> str:
    secret = base64.b32decode(seed + "=" * (-len(seed) % 8), casefold=True)
    digest = hmac.new(secret, struct.pack(">Q", step), hashlib.sha1).digest()
    start = digest[-1] & 0xF
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"
