"""From what facebook-sdk raises to a row of the table.

facebook-sdk 3.1.0 lets requests' exceptions through, ignores the HTTP status, reports unreadable answers as
refusals without a code, and raises KeyError and ValueError for others.
"""

import ssl
from collections.abc import Mapping
from typing import Any

import facebook
import requests
import urllib3

from bot.channels import graph_table, graph_verdicts
from bot.channels.verdicts import Act, Answer, Verdict
from bot.domain.errors import Rejected

MISSING = "100/33"
"""The code of an object that is gone, hidden, or (as an outage of May 2026 showed) merely not readable."""

_NEVER_CONNECTED = (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError)


def judge(error: Exception, act: Act, http_status: int) -> tuple[Verdict, Answer]:
    """The row for an exception, and what Meta said; `http_status` of the last answer, 0 without one."""
    if isinstance(error, facebook.GraphAPIError) and isinstance(error.code, int):
        return _judge_refusal(error)
    name = type(error).__name__
    if isinstance(error, requests.RequestException) and not http_status:
        return _judge_transport(error), Answer(code=name)
    if http_status == 429 and act is not Act.PUBLISH:
        return graph_verdicts.EMPTY_429, Answer(code="http 429")
    return graph_verdicts.UNREADABLE, Answer(code=f"http {http_status}" if http_status else name)


def _judge_refusal(error: facebook.GraphAPIError) -> tuple[Verdict, Answer]:
    body: Mapping[str, Any] = error.result.get("error", {})
    subcode = body.get("error_subcode")
    verdict = graph_table.find_row(error.code, subcode if isinstance(subcode, int) else None)
    if body.get("is_transient") and verdict.error is Rejected:
        verdict = graph_verdicts.DOWN
    answer = Answer(
        code=f"{error.code}/{subcode}" if subcode else str(error.code),
        words=str(body.get("error_user_msg") or body.get("message") or ""),
        trace=str(body.get("fbtrace_id") or ""),
    )
    return verdict, answer


def _judge_transport(error: requests.RequestException) -> Verdict:
    if has_bad_certificate(error):
        return graph_verdicts.BAD_CERTIFICATE
    return graph_verdicts.NOT_SENT if was_never_sent(error) else graph_verdicts.NO_ANSWER


def was_never_sent(error: requests.RequestException) -> bool:
    """Whether no connection ever stood: refused, no such host, or no answer to the connect.

    Never true behind a proxy: urllib3 then gives the proxy as the reason and forgets the tunnel.
    """
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return isinstance(reason, _NEVER_CONNECTED)


def has_bad_certificate(error: requests.RequestException) -> bool:
    """Whether TLS failed on the certificate, and so before any request."""
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return any(isinstance(part, ssl.SSLCertVerificationError) for part in getattr(reason, "args", ()))
