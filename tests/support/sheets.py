"""What an officer's browser sends when a sheet is submitted, without the page around it."""

import http.client
import json
import subprocess
import sys
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.support.live import Installation

TOKEN = "0123456789abcdefghijklmnopqrstuv"  # the browser's own secret: cookie and field have to be the same
TIMEOUT = 60
FIGURES = 12


@dataclass(frozen=True)
class Officer:
    """One union's officer with an open session and a sheet."""

    session: str
    report: int
    organization: int
    figures: tuple[int, ...]
    goals: tuple[int, ...]
    key: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def path(self) -> str:
        return f"/reports/{self.report}/fill/"

    @property
    def number(self) -> int:
        """Of the sheet."""
        return self.report

    @property
    def leads_to(self) -> str:
        """Where the browser is sent once the sheet is in."""
        return f"/reports/{self.report}/"

    @property
    def headers(self) -> dict[str, str]:
        return headers(self.session)

    def body(self, **further: str) -> str:
        said = zip(self.goals, self.figures, strict=True)
        fields = {f"stated-{goal}": str(figure) for goal, figure in said}
        return urlencode({**fields, "command_key": self.key, "csrfmiddlewaretoken": TOKEN, **further})


def headers(session: str) -> dict[str, str]:
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"session={session}; csrf={TOKEN}",
    }


def figure(place: int, number: int) -> int:
    """What the unit in this place states of the goal with this number; never twice the same row."""
    return (place * 7 + number * 13) % 90 + 1


def prepared(made: Installation, count: int, counts_from: str) -> tuple[dict[str, Any], list[Officer]]:
    """As many unions with sheets and sessions in the installation."""
    file = Path(made.place) / "reporters.json"
    command = [sys.executable, "-m", "tests.support.reporters", str(file), str(count), counts_from]
    done = subprocess.run(
        command, env=made.environment, cwd=made.code, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    told = json.loads(file.read_text(encoding="utf-8"))
    goals = tuple(told["goals"])
    found = [
        Officer(**one, goals=goals, figures=tuple(figure(place, number) for number in range(len(goals))))
        for place, one in enumerate(told["units"])
    ]
    return told, found


class Line:
    """One kept connection that asks again after a break."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)

    def ask(self, method: str, path: str, body: str | None, sent: dict[str, str]) -> tuple[int, str, bytes]:
        """Status, where it leads, and the page."""
        try:
            self.connection.request(method, path, body, sent)
            answer = self.connection.getresponse()
            return answer.status, answer.getheader("Location") or "", answer.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
            raise

    def close(self) -> None:
        self.connection.close()
