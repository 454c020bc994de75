"""X5: a report of twelve figures submitted, 100 in flight, beside a plain Django form; and the root's figure right after.

``--few`` measures a tenth of the submits.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measuring import keep, median, percentile, processor_seconds
from tests.support.cluster import Cluster, free_port
from tests.support.live import ROOT, Installation
from tests.support.sheets import Line, Officer, figure, prepared

IN_FLIGHT, ROUNDS, EACH = 100, 3, 10
SINGLE = 20
MAKE = "from benchmarks import plain_form; plain_form.make({})"
SERVE = "from benchmarks import plain_form; plain_form.serve({}, {}, {})"
# Processes and threads of the plain form: in one process, and as the product runs unless told otherwise.
ALONE, ALIKE = (1, 4), (2, 2)


@dataclass
class Rush:
    """What one round of submits took."""

    elapsed: float = 0
    cpu: float = 0
    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.elapsed

    @property
    def cpu_ms(self) -> float:
        return self.cpu * 1000 / len(self.seconds)


def rush(port: int, pid: int, officers: list[Officer]) -> Rush:
    """A hundred officers at once, each going on with the next sheet until all are in."""
    found, left, lock = Rush(), iter(officers), threading.Lock()
    barrier = threading.Barrier(IN_FLIGHT + 1)

    def run() -> None:
        line = Line(port)
        barrier.wait()
        while True:
            with lock:
                officer = next(left, None)
            if officer is None:
                return line.close()
            began = time.perf_counter()
            status, _, page = line.ask("POST", officer.path, officer.body(), officer.headers)
            found.seconds.append(time.perf_counter() - began)
            if status != 302:
                found.errors.append(f"{officer.path}: {status} {page[:200]!r}")

    threads = [threading.Thread(target=run) for _ in range(IN_FLIGHT)]
    for thread in threads:
        thread.start()
    cpu = processor_seconds(pid)
    barrier.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    found.elapsed, found.cpu = time.perf_counter() - began, processor_seconds(pid) - cpu
    return found


def make_plain(place: Path, url: str, count: int) -> list[Officer]:
    """The plain form's database, and who will send it in."""
    subprocess.run([sys.executable, "-c", MAKE.format(count)], env=around(place, url), cwd=ROOT, check=True)
    told, goals = json.loads((place / "reporters.json").read_text()), tuple(range(12))
    return [
        Officer(**one, goals=goals, figures=tuple(figure(n, g) for g in goals)) for n, one in enumerate(told)
    ]


def around(place: Path, url: str) -> dict[str, str]:
    return {**os.environ, "PLAIN_VAR": str(place), "PLAIN_DATABASE": url, "PYTHONPATH": str(ROOT)}


@contextmanager
def plain(place: Path, url: str, size: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The plain form, served by so many processes and threads: port, process."""
    port = free_port()
    command = [sys.executable, "-c", SERVE.format(port, *size)]
    process = subprocess.Popen(command, env=around(place, url), cwd=ROOT)
    try:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                Line(port).ask("GET", "/", None, {})
                break
            except OSError:
                time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(30)


def root_after(made: Installation, told: dict, sent: list[Officer], left: list[Officer]) -> list[float]:
    """Single submits, the federation's figure asked at once after each: seconds until the right one was there."""
    command = [
        sys.executable, "-m", "benchmarks.x5_inside", str(told["indicators"][0]), str(told["root"])
    ]  # fmt: skip
    asked = subprocess.Popen(
        command, env=made.environment, cwd=made.code, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert asked.stdin
    assert asked.stdout
    asked.stdout.readline()
    line, total, found = Line(made.port), sum(one.figures[0] for one in sent), []
    try:
        for officer in left:
            status, _, _ = line.ask("POST", officer.path, officer.body(), officer.headers)
            if status != 302:
                raise RuntimeError(f"{officer.path}: {status}")
            total += officer.figures[0]
            began = time.perf_counter()
            asked.stdin.write("?\n")
            asked.stdin.flush()
            answer = json.loads(asked.stdout.readline())
            found.append(time.perf_counter() - began)
            if float(answer["value"]) != total:
                raise RuntimeError(f"the root says {answer['value']}, not {total}")
    finally:
        asked.kill()
        asked.wait()
    return found


def measure(database: str, each: int) -> list[dict[str, str]]:
    count = ROUNDS * each + SINGLE
    with tempfile.TemporaryDirectory(prefix="jiangong-bench-") as place:
        if database == "sqlite":
            return compared(database, Path(place), "", "", count, each)
        with Cluster(durable=True, options=("max_wal_size=4GB",)) as cluster:
            urls = cluster.create("ours"), cluster.create("plain", empty=True)
            return compared(database, Path(place), *urls, count, each)


def compared(
    database: str, place: Path, url: str, plain_url: str, count: int, each: int
) -> list[dict[str, str]]:
    made = Installation(place / "var", database_url=url).prepare()
    told, officers = prepared(made, count, "submitted")
    beside = place / "plain"
    others = make_plain(beside, plain_url, 2 * ROUNDS * each)
    with plain(beside, plain_url, ALONE) as alone, plain(beside, plain_url, ALIKE) as alike:
        made.start()
        assert made.process
        try:
            ours, theirs, alikes = [], [], []
            for turn in range(ROUNDS):
                part = slice(turn * each, (turn + 1) * each)
                theirs.append(rush(*alone, others[part]))
                ours.append(rush(made.port, made.process.pid, officers[part]))
                alikes.append(rush(*alike, others[ROUNDS * each :][part]))
            sent = officers[: ROUNDS * each]
            root = root_after(made, told, sent, officers[ROUNDS * each :])
        finally:
            made.stop()
    verified = made.command("summary", "verify")
    if verified.returncode:
        raise RuntimeError(verified.stdout + verified.stderr)
    return [
        row(
            f"X5: {each * ROUNDS} submits of 12 figures, {IN_FLIGHT} in flight, {database}",
            ours,
            theirs,
            alikes,
        ),
        row(f"a plain Django form with the same rows, one process, {database}", theirs),
        row(f"the same form with the processes and threads of the product, {database}", alikes),
        {
            "what": f"X5: the federation's figure right after a submit, {database}",
            "median ms": f"{median(root) * 1000:.0f}",
            "slowest ms": f"{max(root) * 1000:.0f}",
            "target ms": "≤ 100",
            "verified": verified.stdout.strip(),
        },
    ]


def row(what: str, rounds: list[Rush], *beside: list[Rush]) -> dict[str, str]:
    seconds = [one for found in rounds for one in found.seconds]
    rate = median([one.rate for one in rounds])
    told = {
        "what": what,
        "per s": f"{rate:.0f}" + (" (target ≥ 300)" if beside else ""),
        "p95 ms": f"{percentile(seconds, 0.95) * 1000:.0f}" + (" (target ≤ 400)" if beside else ""),
        "server CPU ms each": f"{median([one.cpu_ms for one in rounds]):.1f}",
        "errors": str(sum(len(one.errors) for one in rounds)),
    }
    if beside:
        alone, alike = (100 * rate / median([one.rate for one in them]) for them in beside)
        told["of the plain form"] = f"{alone:.0f} % (target ≥ 85 %)"
        told["of it with as many processes"] = f"{alike:.0f} %"
    if errors := [text for one in rounds for text in one.errors]:
        told["first error"] = errors[0]
    return told


def main() -> None:
    each = IN_FLIGHT * EACH // (10 if "--few" in sys.argv else 1)
    keep("X5", [one for database in ("sqlite", "postgresql") for one in measure(database, each)])


if __name__ == "__main__":
    main()
