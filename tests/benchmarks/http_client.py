"""A small HTTP client for measuring: it keeps its connections and reads no more than it must."""

import re
import socket
import statistics
import time
from selectors import EVENT_READ, DefaultSelector
from typing import NamedTuple

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


class Response(NamedTuple):
    """A response, as far as a benchmark looks at it."""

    status: int
    head: bytes
    body: bytes


class Connection:
    """One connection, kept open, that sends the same or other requests one after another."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = b""
        self._missing = 0

    def send(self, request: bytes) -> None:
        """Send ``request``; the response before it must have been read."""
        self._received, self._missing = b"", 0
        self.socket.sendall(request)

    def receive(self) -> bool:
        """Read what has come; return whether the response is complete."""
        chunk = self.socket.recv(1 << 20)
        if not chunk:
            raise ConnectionError("The server closed the connection.")
        self._received += chunk
        if not self._missing:
            end = self._received.find(b"\r\n\r\n")
            if end < 0:
                return False
            length = _LENGTH.search(self._received, 0, end)
            self._missing = end + 4 + (int(length[1]) if length else 0)
        return len(self._received) >= self._missing

    def get(self, path: str, **headers: str) -> Response:
        """Send a GET request, and return the response. An error is an AssertionError."""
        self.send(request(path, **headers))
        while not self.receive():
            pass
        head, _, body = self._received.partition(b"\r\n\r\n")
        status = int(head.split(None, 2)[1])
        assert status < 400, f"{path} answers {status}."
        return Response(status, head, body)


def request(path: str, **headers: str) -> bytes:
    """Return a GET request as a browser sends it; ``if_none_match`` gives ``If-None-Match``."""
    fields = {"Host": "localhost", "Accept-Encoding": "gzip", "Accept": "text/html"}
    fields |= {name.replace("_", "-").title(): value for name, value in headers.items()}
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def requests_per_second(port: int, path: str, seconds: float, **headers: str) -> float:
    """Return how many requests a second eight connections get answered, each sending the next one
    when it has the answer to the one before."""
    data = request(path, **headers)
    selector = DefaultSelector()
    for _ in range(8):
        _register(selector, port, data)
    count, start = 0, time.perf_counter()
    while (now := time.perf_counter()) - start < seconds:
        for key, _ in selector.select(timeout=1):
            connection = key.data
            try:
                if connection.receive():
                    count += 1
                    connection.send(data)
            except ConnectionError:
                # A server may close a connection between two requests.
                _close(selector, connection)
                _register(selector, port, data)
    for key in list(selector.get_map().values()):
        _close(selector, key.data)
    return count / (now - start)


def _register(selector: DefaultSelector, port: int, data: bytes) -> None:
    connection = Connection(port)
    selector.register(connection.socket, EVENT_READ, connection)
    connection.send(data)


def _close(selector: DefaultSelector, connection: Connection) -> None:
    selector.unregister(connection.socket)
    connection.socket.close()


def median_milliseconds(port: int, paths: list[str]) -> float:
    """Return the median time from request to response of ``paths``, one after another."""
    connection, times = Connection(port), []
    for path in paths:
        start = time.perf_counter()
        connection.get(path)
        times.append(1_000 * (time.perf_counter() - start))
    connection.socket.close()
    return statistics.median(times)
