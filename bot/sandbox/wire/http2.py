"""HTTP/2 on one connection: streams are answered in the order in which their requests are complete."""

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import h2.config
import h2.connection
import h2.errors
import h2.events
import h2.exceptions
import h2.settings

from bot.sandbox.exchange import Answerer, Break, Broken, Outcome, Request, Response
from bot.sandbox.wire.listener import BETWEEN_DRIPS, Line

CHUNK = 65536
WINDOW = 16 * 1024 * 1024
"""Receive window, so that an upload flows without waiting for us."""


@dataclass(slots=True)
class _Stream:
    headers: dict[str, str]
    body: bytearray = field(default_factory=bytearray)
    unsent: bytes = b""
    late: Callable[[], object] | None = None


class _Gone(Exception):
    """The connection has been ended by a fault."""


def serve(line: Line, answer: Answerer, *, host: str) -> None:
    """Answer requests on this connection until either side ends it."""
    session = _Session(line, answer, host)
    with contextlib.suppress(_Gone, h2.exceptions.ProtocolError):
        session.run()
    session.finish()


class _Session:
    def __init__(self, line: Line, answer: Answerer, host: str) -> None:
        self._line = line
        self._answer = answer
        self._host = host
        self._streams: dict[int, _Stream] = {}
        config = h2.config.H2Configuration(client_side=False, header_encoding="utf-8")
        self._protocol = h2.connection.H2Connection(config)

    def run(self) -> None:
        """Read until the client leaves."""
        self._protocol.initiate_connection()
        self._protocol.update_settings({h2.settings.SettingCodes.INITIAL_WINDOW_SIZE: WINDOW})
        self._protocol.increment_flow_control_window(WINDOW)
        self._flush()
        while data := self._line.receive(CHUNK):
            for event in self._protocol.receive_data(data):
                self._handle(event)
            self._flush()

    def finish(self) -> None:
        """The client has left: do what was put off."""
        for stream in self._streams.values():
            if stream.late is not None:
                stream.late()
        self._streams.clear()

    def _flush(self) -> None:
        data = self._protocol.data_to_send()
        if data:
            self._line.send(data)

    def _handle(self, event: h2.events.Event) -> None:
        if isinstance(event, h2.events.RequestReceived):
            assert event.stream_id is not None
            self._streams[event.stream_id] = _Stream(headers=dict(event.headers or []))  # type: ignore[arg-type]
        elif isinstance(event, h2.events.DataReceived):
            assert event.stream_id is not None
            self._streams[event.stream_id].body += event.data or b""
            self._protocol.acknowledge_received_data(event.flow_controlled_length or 0, event.stream_id)
        elif isinstance(event, h2.events.StreamEnded):
            assert event.stream_id is not None
            self._respond(event.stream_id, self._answer(self._request(self._streams[event.stream_id])))
        elif isinstance(event, h2.events.WindowUpdated):
            self._send_rest()
        elif isinstance(event, h2.events.StreamReset):
            self._forget(event.stream_id or 0)

    def _request(self, stream: _Stream) -> Request:
        headers = stream.headers
        return Request(
            method=headers[":method"],
            host=self._host,
            target=headers[":path"],
            headers={name: value for name, value in headers.items() if not name.startswith(":")},
            body=bytes(stream.body),
        )

    def _respond(self, stream_id: int, outcome: Outcome) -> None:
        if isinstance(outcome, Broken):
            self._break_off(stream_id, outcome)
            return
        self._streams[stream_id].unsent = outcome.body
        self._send_head(stream_id, outcome, end=not outcome.body)
        self._send_rest()

    def _send_head(self, stream_id: int, response: Response, *, end: bool) -> None:
        length = ("content-length", str(len(response.body)))
        headers = [(":status", str(response.status)), *response.headers, length]
        self._protocol.send_headers(stream_id, headers, end_stream=end)
        if end:
            del self._streams[stream_id]

    def _send_rest(self) -> None:
        for stream_id, stream in list(self._streams.items()):
            while stream.unsent:
                size = min(
                    self._protocol.local_flow_control_window(stream_id),
                    self._protocol.max_outbound_frame_size,
                )
                if size <= 0:
                    break
                part, stream.unsent = stream.unsent[:size], stream.unsent[size:]
                self._protocol.send_data(stream_id, part, end_stream=not stream.unsent)
                if not stream.unsent:
                    del self._streams[stream_id]

    def _break_off(self, stream_id: int, broken: Broken) -> None:
        if broken.how is Break.HANG:
            self._streams[stream_id].late = broken.late
            return
        if broken.how is Break.RST_STREAM:
            self._protocol.reset_stream(stream_id, h2.errors.ErrorCodes.INTERNAL_ERROR)
            del self._streams[stream_id]
            return
        if broken.how is Break.TRUNCATE and broken.response is not None:
            self._send_head(stream_id, broken.response, end=False)
            self._protocol.send_data(stream_id, broken.response.body[: len(broken.response.body) // 2])
            self._flush()
        if broken.how is Break.DRIP and broken.response is not None:
            self._drip(stream_id, broken.response)
        if broken.how is Break.RESET:
            self._line.reset()
        raise _Gone

    def _drip(self, stream_id: int, response: Response) -> None:
        self._send_head(stream_id, response, end=False)
        for place in range(len(response.body)):
            self._protocol.send_data(stream_id, response.body[place : place + 1])
            self._flush()
            time.sleep(BETWEEN_DRIPS)

    def _forget(self, stream_id: int) -> None:
        stream = self._streams.pop(stream_id, None)
        if stream is not None and stream.late is not None:
            stream.late()
