"""One POST to a permitted place: no redirects, no proxies, bounded in time and size."""

import http.client
import json
import socket
import ssl
import time
from dataclasses import dataclass
from typing import Any

from jiangong.kit.messaging.allowed import Place, resolved

TIMEOUT = 10.0
LONGEST = 30.0
LARGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side said."""

    status: int
    body: bytes

    @property
    def values(self) -> dict[str, Any]:
        """Its JSON object, if it is one."""
        try:
            found = json.loads(self.body)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


class _Plain(http.client.HTTPConnection):
    """Connects to the address that was checked, whatever the name means a moment later."""

    def __init__(self, place: Place, address: str) -> None:
        super().__init__(place.host, place.port, timeout=TIMEOUT)
        self.checked = address

    def connect(self) -> None:
        self.sock = socket.create_connection((self.checked, self.port), self.timeout)


class _Encrypted(_Plain):
    """The same with the certificate checked against the name."""

    def connect(self) -> None:
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def post(place: Place, body: bytes, headers: dict[str, str]) -> Answer:
    """Send once; ``OSError`` and ``HTTPException`` mean nobody knows whether it arrived."""
    connection = (_Plain if place.scheme == "http" else _Encrypted)(place, resolved(place))
    until = time.monotonic() + LONGEST
    try:
        connection.request(
            "POST", place.path, body, {"Content-Type": "application/json; charset=utf-8", **headers}
        )
        response = connection.getresponse()
        found = b""
        while len(found) < LARGEST and time.monotonic() < until and (piece := response.read1(4096)):
            found += piece
        return Answer(response.status, found)
    finally:
        connection.close()
