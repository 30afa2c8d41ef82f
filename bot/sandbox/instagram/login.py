"""The login of the private API: device registration, preflight, password, one-time code.

Order and shape of the answers follow what instagrapi 3.2.2 reads in `mixins/bloks.py` and `attestation.py`;
the password's envelope its `mixins/password.py`, the codes RFC 6238.
"""

import base64
import binascii
import functools
import hashlib
import hmac
import json
import struct
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bot.sandbox.answers import Refused, private_refused
from bot.sandbox.catalogue import KINDS
from bot.sandbox.exchange import Request, Response, json_answer, parse_form
from bot.sandbox.instagram.state import InstagramAccount, Session, Trouble, bearer_of
from bot.sandbox.kinds import Family

ACCESS_CONTEXT = "sandbox-account-access-context"
TWO_STEP_CONTEXT = "sandbox-two-step-context"
KEY_ID = 87
STEP = 30


class Login:
    """The rules which end in a session."""

    def __init__(self, account: InstagramAccount) -> None:
        self._account = account

    def register_device(self, request: Request) -> Response:  # noqa: ARG002 - every rule takes the request
        """POST graphql_www: the phone's signing key"""
        return json_answer({"data": {"xdt_usdid_registration": {"success": True}}, "status": "ok"})

    def open_home(self, request: Request) -> Response:  # noqa: ARG002
        """POST process_client_data_and_redirect: hands out the account access context"""
        node = {"key": "CAA_ACCOUNT_ACCESS_CONTEXT:aac", "initial": ACCESS_CONTEXT}
        return json_answer({"layout": {"bloks_payload": {"data": [{"data": node}]}}, "status": "ok"})

    def attest(self, request: Request) -> Response:  # noqa: ARG002
        """POST attestation/create_android_keystore"""
        return json_answer({"challenge_nonce": "c2FuZGJveA", "key_nonce": "a2V5", "status": "ok"})

    def accept(self, request: Request) -> Response:  # noqa: ARG002
        """Any call whose answer nobody reads"""
        return json_answer({"layout": {"bloks_payload": {}}, "status": "ok"})

    def show_password_key(self, request: Request) -> Response:  # noqa: ARG002
        """GET qe/sync"""
        headers = (
            ("ig-set-password-encryption-key-id", str(KEY_ID)),
            ("ig-set-password-encryption-pub-key", public_key()),
        )
        return json_answer({"status": "ok"}, headers=headers)

    def send_password(self, request: Request) -> Response:
        """POST send_login_request"""
        given = _client_parameters(request)
        self._check_trouble()
        password = open_password(str(given.get("password", "")))
        if (given.get("contact_point"), password) != (self._account.username, self._account.password):
            message = "The password you entered is incorrect. Please try again."
            raise private_refused(message, error_type="bad_password", invalid_credentials=True)
        if self._account.totp_seed:
            action = {"two_step_verification_context": TWO_STEP_CONTEXT}
            return json_answer({"layout": {"bloks_payload": {"data": [action]}}, "status": "ok"})
        return self._open_session(request)

    def verify_code(self, request: Request) -> Response:
        """POST two_step_verification.verify_code.async"""
        code = str(_client_parameters(request).get("code", ""))
        if not is_code(self._account.totp_seed, code, self._account.clock()):
            message = "Please check the security code and try again."
            raise private_refused(message, error_type="sms_code_validation_code_invalid")
        return self._open_session(request)

    def _check_trouble(self) -> None:
        if self._account.trouble in {Trouble.CHALLENGE, Trouble.SUSPENDED}:
            raise Refused(KINDS[self._account.trouble.value].answers[Family.PRIVATE])

    def _open_session(self, request: Request) -> Response:
        session = self._account.log_in(request.headers.get("x-ig-device-id", ""))
        text = json.dumps(self._login_payload(session))
        action = f"(bk.action.caa.HandleLoginResponse, (bk.action.tree.Make, 13799, 35, {json.dumps(text)}))"
        return json_answer({"layout": {"bloks_payload": {"action": action}}, "status": "ok"})

    def _login_payload(self, session: Session) -> dict[str, str]:
        account = self._account
        user = {"pk": int(account.user_id), "username": account.username, "full_name": account.full_name}
        headers = {
            "IG-Set-Authorization": bearer_of(session, account.user_id),
            "ig-set-ig-u-rur": f"RVA,{account.user_id},1:sandbox",
            "x-ig-set-www-claim": "hmac.sandbox",
        }
        cookies = (
            f"Set-Cookie: sessionid={session.id}; Set-Cookie: ds_user_id={account.user_id}; csrftoken=sandbox"
        )
        return {
            "login_response": json.dumps({"logged_in_user": user, "status": "ok"}),
            "headers": json.dumps(headers),
            "cookies": cookies,
        }


def _client_parameters(request: Request) -> dict[str, object]:
    try:
        given = json.loads(parse_form(request).fields["params"])["client_input_params"]
    except (KeyError, ValueError, TypeError):
        raise private_refused("Invalid parameters") from None
    return dict(given)


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
