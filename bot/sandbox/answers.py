"""The shapes in which the platforms refuse.

Sources: Meta's "Handle Errors" guide; instagrapi 3.2.2 `mixins/private.py`.
"""

import hashlib
from dataclasses import dataclass

from bot.sandbox.exchange import Headers, Response, json_answer


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphError:
    """One Graph refusal; `status` is the HTTP status."""

    code: int
    message: str
    status: int = 400
    subcode: int | None = None
    type: str = "OAuthException"
    transient: bool = False
    user_message: str = ""


def graph_refusal(error: GraphError, *, headers: Headers = ()) -> Response:
    """Meta's error body, with a trace id that is the same for the same error."""
    trace = "A" + hashlib.sha256(f"{error.code}/{error.subcode}/{error.message}".encode()).hexdigest()[:22]
    body: dict[str, object] = {"message": error.message, "type": error.type, "code": error.code}
    if error.subcode is not None:
        body["error_subcode"] = error.subcode
    if error.transient:
        body["is_transient"] = True
    if error.user_message:
        body |= {"error_user_title": "Das hat nicht geklappt", "error_user_msg": error.user_message}
    body["fbtrace_id"] = trace
    return json_answer({"error": body}, status=error.status, headers=(("x-fb-trace-id", trace), *headers))


def private_refusal(message: str, *, status: int = 400, **more: object) -> Response:
    """The error body of Instagram's private API."""
    return json_answer({"message": message, **more, "status": "fail"}, status=status)


class Refused(Exception):
    """Raised by a rule that does not carry a request out; holds the answer."""

    def __init__(self, answer: Response) -> None:
        super().__init__(answer.status)
        self.answer = answer


def graph_refused(code: int, message: str, *, status: int = 400, subcode: int | None = None) -> Refused:
    """A Graph refusal, ready to raise."""
    return Refused(graph_refusal(GraphError(code=code, message=message, status=status, subcode=subcode)))


def private_refused(message: str, *, status: int = 400, **more: object) -> Refused:
    """A refusal of the private API, ready to raise."""
    return Refused(private_refusal(message, status=status, **more))


def usage_headers(node: str, *, percent: int, minutes: int) -> Headers:
    """Meta's two usage headers; the waiting time is in minutes."""
    row = f'"call_count":{percent},"total_cputime":{percent},"total_time":{percent}'
    business = f'{{"{node}":[{{"type":"pages",{row},"estimated_time_to_regain_access":{minutes}}}]}}'
    return (("x-app-usage", f"{{{row}}}"), ("x-business-use-case-usage", business))


def object_missing(node: str, verb: str) -> Exception:
    """Meta's answer for an object that is gone or hidden: 100/33."""
    message = f"Unsupported {verb} request. Object with ID '{node}' does not exist or cannot be loaded."
    return graph_refused(100, message, subcode=33)
