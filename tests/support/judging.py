"""Hundreds of judges hand their sheets in at the same moment, with double clicks and broken lines."""

import json
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass, field
from queue import Queue
from typing import Any
from urllib.parse import urlencode

from tests.support.deadline import Client, Hour
from tests.support.live import Installation
from tests.support.sheets import TOKEN, headers

EACH, ITEMS = 5, 5  # judges of a work, items of the rubric
HEAD_START = 3.0  # until every thread stands ready


def points(sheet: int) -> list[int]:
    """What is given on this sheet, item by item."""
    return [(sheet * 7 + item * 13) % 21 for item in range(ITEMS)]


@dataclass(frozen=True)
class Scorer:
    """A judge with an open session and one sheet."""

    session: str
    sheet: int
    items: tuple[int, ...]
    key: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def number(self) -> int:
        return self.sheet

    @property
    def path(self) -> str:
        return f"/assessments/sheets/{self.sheet}/score/"

    @property
    def leads_to(self) -> str:
        return "/assessments/mine/"

    @property
    def headers(self) -> dict[str, str]:
        return headers(self.session)

    def body(self) -> str:
        given = {f"p{item}": str(value) for item, value in zip(self.items, points(self.sheet), strict=True)}
        return urlencode({**given, "command_key": self.key, "csrfmiddlewaretoken": TOKEN, "act": "submit"})


def inside(made: Installation, *arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.judges", *arguments],
        env=made.environment,
        cwd=made.code,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def judge_at_once(made: Installation, judges: int, seed: int = 7) -> Hour:
    """Everybody presses in the same moment; what they were told and what is stored."""
    told = inside(made, "make", str(judges))
    hour, queue = Hour(judges), Queue()
    made.start()
    try:
        at = time.monotonic() + HEAD_START
        for one in told["sheets"]:
            queue.put((at, Scorer(items=tuple(told["items"]), **one)))
        clients = [Client(made.port, queue, hour, seed + number) for number in range(judges)]
        for one in clients:
            one.start()
        for one in clients:
            one.join()
    finally:
        made.stop()
    hour.counted = inside(made, "count", str(told["round"]))
    verified = made.command("scores", "verify")
    hour.verified = verified.stdout.strip() if not verified.returncode else verified.stdout + verified.stderr
    return hour
