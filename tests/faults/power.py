"""Clients that keep submitting while the power keeps failing, and the count afterwards."""

import http.client
import random
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.support.live import Installation
from tests.support.visitor import Visitor

CLIENTS = 8
PATH = "/documents/new/"
PATIENCE = 60.0


@dataclass
class Tally:
    """What clients were told, what the database holds, how long each return took."""

    acknowledged: set[str] = field(default_factory=set)
    stored: dict[str, int] = field(default_factory=dict)
    kills: int = 0
    returns: list[float] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    audited: int = 0
    receipts: int = 0
    intact: str = ""

    @property
    def lost(self) -> set[str]:
        return self.acknowledged - set(self.stored)

    @property
    def doubled(self) -> dict[str, int]:
        return {title: count for title, count in self.stored.items() if count > 1}


class Client(threading.Thread):
    """Registers documents; each one is retried under its key until the server acknowledges it."""

    def __init__(self, visitor: Visitor, tally: Tally, stop: threading.Event, prefix: str) -> None:
        super().__init__(daemon=True)
        self.visitor, self.tally, self.stopping, self.prefix = visitor, tally, stop, prefix

    def run(self) -> None:
        number = 0
        while not self.stopping.is_set():
            number += 1
            self.submit(f"{self.prefix}-{number:05d}")

    def submit(self, title: str) -> None:
        fields = {
            "direction": "incoming",
            "title": title,
            "issuer_name": "河州市总工会",
            "received_on": "2026-01-05",
            "urgency": "normal",
            "command_key": str(uuid.uuid4()),
        }
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                token = self.visitor.hidden(PATH)["csrfmiddlewaretoken"]
                answer = self.visitor.post(PATH, {**fields, "csrfmiddlewaretoken": token})
            except (OSError, http.client.HTTPException, RuntimeError, KeyError):
                time.sleep(0.05)
                continue
            if answer.status == 302 and "/documents/" in answer.location:
                self.tally.acknowledged.add(title)
                return
            if answer.status not in {503, 502}:
                self.tally.unexpected.append(f"{title}: {answer.status}")
            time.sleep(0.05)
        self.tally.unexpected.append(f"{title}: never acknowledged")


def endure(
    installation: Installation,
    rounds: int,
    power_cut: Callable[[int], None],
    restore: Callable[[int], None],
    count: Callable[[Tally], None],
    seed: int = 7,
) -> Tally:
    """``rounds`` power cuts under eight clients, then the count."""
    tally, stop, chance = Tally(), threading.Event(), random.Random(seed)
    clients = [Client(_signed_in(installation), tally, stop, f"cut-{n}") for n in range(CLIENTS)]
    for client in clients:
        client.start()
    for number in range(rounds):
        time.sleep(chance.uniform(0.3, 1.0))
        power_cut(number)
        began = time.monotonic()
        restore(number)
        tally.kills += 1
        tally.returns.append(time.monotonic() - began)
    time.sleep(0.5)
    stop.set()
    for client in clients:
        client.join(PATIENCE + 30)
    count(tally)
    return tally


def _signed_in(installation: Installation) -> Visitor:
    visitor = Visitor(installation.port)
    answer = visitor.sign_in("erqi", installation.password)
    if answer.status != 302:
        raise RuntimeError(f"sign-in answered {answer.status}")
    return visitor
