"""HTTP/1.1 on one connection."""

import h11

from bot.sandbox.exchange import Answerer, Break, Broken, Request, Response
from bot.sandbox.wire.listener import Line

CHUNK = 65536


def serve(line: Line, answer: Answerer, *, host: str) -> None:
    """Answer requests on this connection until either side ends it; all of them go to `host`."""
    protocol = h11.Connection(h11.SERVER, max_incomplete_event_size=CHUNK)
    while True:
        request = _receive(line, protocol, host)
        if request is None:
            return
        outcome = answer(request)
        if isinstance(outcome, Broken):
            _break_off(line, protocol, outcome)
            return
        _send(line, protocol, outcome, whole=True, method=request.method)
        if protocol.our_state is not h11.DONE or protocol.their_state is not h11.DONE:
            return
        protocol.start_next_cycle()


def _receive(line: Line, protocol: h11.Connection, host: str) -> Request | None:
    head: h11.Request | None = None
    body = bytearray()
    while True:
        try:
            event = protocol.next_event()
        except h11.RemoteProtocolError:
            return None
        if event is h11.NEED_DATA:
            if protocol.they_are_waiting_for_100_continue:
                line.send(_bytes(protocol.send(_go_on())))
            protocol.receive_data(line.receive(CHUNK))
        elif isinstance(event, h11.Request):
            head = event
        elif isinstance(event, h11.Data):
            body += event.data
        elif isinstance(event, h11.EndOfMessage) and head is not None:
            return _request(head, bytes(body), host)
        else:
            return None


def _go_on() -> h11.InformationalResponse:
    return h11.InformationalResponse(status_code=100, headers=[])


def _request(head: h11.Request, body: bytes, host: str) -> Request:
    headers = {name.decode(): value.decode("latin-1") for name, value in head.headers}
    return Request(
        method=head.method.decode(),
        host=host,
        target=head.target.decode("latin-1"),
        headers=headers,
        body=body,
    )


def _send(
    line: Line,
    protocol: h11.Connection,
    response: Response,
    *,
    whole: bool,
    method: str = "GET",
) -> None:
    headers = [*response.headers, ("content-length", str(len(response.body)))]
    data = _bytes(protocol.send(h11.Response(status_code=response.status, headers=headers)))
    body = response.body if whole else response.body[: len(response.body) // 2]
    if body and method != "HEAD" and response.status != 304:
        data += _bytes(protocol.send(h11.Data(data=body)))
    if whole:
        data += _bytes(protocol.send(h11.EndOfMessage()))
    line.send(data)


def _drip(line: Line, protocol: h11.Connection, response: Response) -> None:
    headers = [*response.headers, ("content-length", str(len(response.body)))]
    line.send(_bytes(protocol.send(h11.Response(status_code=response.status, headers=headers))))
    line.drip(response.body)


def _bytes(data: bytes | None) -> bytes:
    return data or b""


def _break_off(line: Line, protocol: h11.Connection, broken: Broken) -> None:
    if broken.how is Break.TRUNCATE and broken.response is not None:
        _send(line, protocol, broken.response, whole=False)
    if broken.how is Break.DRIP and broken.response is not None:
        _drip(line, protocol, broken.response)
    if broken.how in {Break.RESET, Break.RST_STREAM}:
        line.reset()
    if broken.how is Break.HANG:
        wait_until_gone(line)
        if broken.late is not None:
            broken.late()


def wait_until_gone(line: Line) -> None:
    """Return when the client has closed the connection."""
    try:
        while line.receive(CHUNK):
            pass
    except OSError:
        return
