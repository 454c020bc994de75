"""The last hour before a deadline: unions submit, most of them at the very end, with double clicks and retries."""

import http.client
import json
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from queue import Empty, Queue
from random import Random
from urllib.parse import urlencode

from tests.support.live import Installation
from tests.support.sheets import TOKEN, Line, Officer, headers, prepared

LATE_SHARE, LAST_PART = 0.4, 0.1  # of the unions, of the time
CLIENTS = 60
PATIENCE = 300.0
CLICKS, BREAKS, LOOKS = 0.3, 0.2, 0.1  # who clicks twice, loses the line, opens the page first


@dataclass
class Hour:
    """What the clients were told, and what is in the database afterwards."""

    unions: int
    seconds: list[float] = field(default_factory=list)
    acknowledged: set[int] = field(default_factory=set)
    unexpected: list[str] = field(default_factory=list)
    clicked_twice: int = 0
    cut_off: int = 0
    endorsed: int = 0
    imported: int = 0
    counted: dict = field(default_factory=dict)
    verified: str = ""

    @property
    def p95(self) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def moments(count: int, length: float, random: Random) -> list[float]:
    """When each union submits: most spread over the hour, many in its last part."""
    late = round(count * LATE_SHARE)
    first = [random.random() * length * (1 - LAST_PART) for _ in range(count - late)]
    last = [length * (1 - LAST_PART * random.random()) for _ in range(late)]
    return sorted(first + last)


class Client(threading.Thread):
    """Takes the next officer whose moment has come and goes on until that sheet is acknowledged."""

    def __init__(self, port: int, queue: Queue, hour: Hour, seed: int) -> None:
        super().__init__(daemon=True)
        self.port, self.queue, self.hour, self.random = port, queue, hour, Random(seed)
        self.line, self.second = Line(port), Line(port)

    def run(self) -> None:
        try:
            self.work()
        finally:
            self.line.close()
            self.second.close()

    def work(self) -> None:
        while True:
            try:
                at, officer = self.queue.get_nowait()
            except Empty:
                return
            time.sleep(max(0.0, at - time.monotonic()))
            try:
                self.submit(officer)
            except Exception as error:
                self.hour.unexpected.append(f"{officer.path}: {error!r}")
            self.hour.seconds.append(time.monotonic() - at)

    def submit(self, officer: Officer) -> None:
        if self.random.random() < LOOKS:
            self.tell(officer, self.line.ask("GET", officer.path, None, officer.headers), {200})
        if self.random.random() < BREAKS:
            self.cut_off(officer)
        if self.random.random() < CLICKS:
            self.click_twice(officer)
            return
        self.acknowledge(officer, self.line)

    def acknowledge(self, officer: Officer, line: Line) -> None:
        """Send under the same key until there is an answer; a busy server may ask to wait."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                answer = line.ask("POST", officer.path, officer.body(), officer.headers)
            except (OSError, http.client.HTTPException):
                continue
            if answer[0] == 503:
                time.sleep(0.2)
                continue
            if answer[0] == 302 and answer[1] == officer.leads_to:
                self.hour.acknowledged.add(officer.number)
            else:
                self.tell(officer, answer, set())
            return
        self.hour.unexpected.append(f"{officer.path}: never acknowledged")

    def click_twice(self, officer: Officer) -> None:
        self.hour.clicked_twice += 1
        other = threading.Thread(target=self.acknowledge, args=(officer, self.second))
        other.start()
        self.acknowledge(officer, self.line)
        other.join()

    def cut_off(self, officer: Officer) -> None:
        """The request gets through, the answer does not."""
        self.hour.cut_off += 1
        gone = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        gone.request("POST", officer.path, officer.body(), officer.headers)
        time.sleep(self.random.random() * 0.2)
        gone.close()

    def tell(self, officer: Officer, answer: tuple[int, str, bytes], good: set[int]) -> None:
        if answer[0] not in good:
            self.hour.unexpected.append(f"{officer.path}: {answer[0]} {answer[1]}")


class Districts(threading.Thread):
    """Officers of the districts let through whatever has come, one after the other, until told to stop."""

    def __init__(self, port: int, told: dict, hour: Hour) -> None:
        super().__init__(daemon=True)
        self.port, self.told, self.hour, self.stopping = port, told, hour, threading.Event()

    def run(self) -> None:
        line, path = Line(self.port), f"/reports/windows/{self.told['window']}/approve/"
        while not self.stopping.is_set():
            for one in self.told["districts"]:
                body = urlencode({"command_key": str(uuid.uuid4()), "csrfmiddlewaretoken": TOKEN})
                status, _, page = line.ask("POST", path, body, headers(one["session"]))
                if status not in (302, 409, 503):  # overtaken by a union that takes back or corrects, or busy
                    self.hour.unexpected.append(f"{path}: {status} {page[:200]!r}")
                if self.stopping.wait(0.5):
                    break
        line.close()


def inside(made: Installation, *arguments: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "tests.support.deadline_inside", *arguments]
    return subprocess.Popen(
        command, env=made.environment, cwd=made.code, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def told_by(process: subprocess.Popen, said: str = "") -> dict:
    """The last line it prints, once it may end."""
    out, _ = process.communicate(said, timeout=600)
    if process.returncode:
        raise RuntimeError(f"{process.args}: {out}")
    return json.loads(out.splitlines()[-1])


def live_through(made: Installation, unions: int, length: float, seed: int = 5) -> Hour:
    """The whole hour on an installation that is prepared but not started."""
    told, officers = prepared(made, unions, "submitted")
    hour, random, queue = Hour(unions), Random(seed), Queue()
    random.shuffle(officers)
    made.start()
    districts, importing = Districts(made.port, told, hour), inside(made, "import")
    try:
        began = time.monotonic() + 1
        for moment, officer in zip(moments(unions, length, random), officers, strict=True):
            queue.put((began + moment, officer))
        clients = [Client(made.port, queue, hour, seed + number) for number in range(min(CLIENTS, unions))]
        for one in (districts, *clients):
            one.start()
        for one in clients:
            one.join()
        districts.stopping.set()
        districts.join()
        hour.imported = told_by(importing, "stop\n")["imported"]
    finally:
        importing.kill()
        made.stop()
    hour.counted = told_by(inside(made, "count", str(made.place / "reporters.json")))
    hour.endorsed = hour.counted["endorsed"]
    verified = made.command("summary", "verify")
    hour.verified = verified.stdout.strip() if not verified.returncode else verified.stdout + verified.stderr
    return hour


def sentences(hour: Hour) -> Iterator[str]:
    """The hour in figures."""
    yield f"{hour.unions:,} unions, {len(hour.acknowledged):,} acknowledged, p95 {hour.p95:.2f} s"
    yield f"{hour.clicked_twice:,} double clicks, {hour.cut_off:,} cut off and sent again"
    yield f"{hour.endorsed:,} endorsed and {hour.imported:,} people imported meanwhile"
    yield f"{len(hour.counted['lost'])} lost, {len(hour.counted['doubled'])} doubled; {hour.verified}"
