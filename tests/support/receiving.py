"""A receiver on loopback that keeps what it is sent and answers as told."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest


@dataclass
class Receiver:
    """``answers`` are used up in order, the last one again and again: (status, object)."""

    port: int = 0
    answers: list[tuple[int, Any]] = field(default_factory=lambda: [(200, {"errcode": 0, "errmsg": "ok"})])
    taken: list[dict[str, Any]] = field(default_factory=list)

    @property
    def host(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def answer(self) -> tuple[int, Any]:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    kept = Receiver()

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.taken.append(
                {"path": self.path, "headers": dict(self.headers), "raw": body, "json": json.loads(body)}
            )
            status, said = kept.answer()
            found = json.dumps(said).encode()
            self.send_response(status)
            if status in {301, 302}:
                self.send_header("Location", f"{kept.host}/elsewhere")
            self.send_header("Content-Length", str(len(found)))
            self.end_headers()
            self.wfile.write(found)

        def log_message(self, *arguments: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Taking)
    kept.port = server.server_address[1]
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()  # half a second to stop otherwise
    yield kept
    server.shutdown()
    server.server_close()
