"""X6: a list page of 50 out of many people: filter, sort, page 1 and page 500. X4: the export beside other pages."""

import http.client
import json
import sys
import threading
import time
from urllib.parse import quote

from benchmarks.measuring import keep, median, percentile, processor_seconds, proportional_set
from benchmarks.places import installation, python
from tests.support.live import Installation
from tests.support.visitor import Visitor

REQUESTS = 40
SMALL, LARGE, PEER_ROWS = 100_000, 1_720_000, 10_000
TARGETS = {SMALL: 25, LARGE: 60}
PATHS = {
    "page 1": "/people/",
    "page 500": "/people/?page=500",
    "sorted by name, page 1": "/people/?sort=name",
    "sorted by name, page 500": "/people/?sort=name&page=500",
    "filtered by grade, sorted, page 1": "/people/?skill_grade=senior&sort=-name",
    "searched by name": f"/people/?q={quote('王伟')}",
}
OTHER = "/documents/"  # what somebody else looks at while an export runs


def seconds_of(visitor: Visitor, path: str) -> float:
    began = time.perf_counter()
    answer = visitor.get(path)
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return time.perf_counter() - began


def pages(made: Installation, visitor: Visitor, where: str, target: int) -> list[dict[str, str]]:
    """Every page in turn, so that noise falls on all of them alike."""
    for path in PATHS.values():
        seconds_of(visitor, path)
    taken: dict[str, list[float]] = {name: [] for name in PATHS}
    used: dict[str, float] = dict.fromkeys(PATHS, 0.0)
    for _ in range(REQUESTS // 10):
        for name, path in PATHS.items():
            before = processor_seconds(made.process.pid)
            taken[name] += [seconds_of(visitor, path) for _ in range(10)]
            used[name] += processor_seconds(made.process.pid) - before
    return [
        {
            "what": f"X6: {where}, {name}",
            "median ms": f"{median(seconds) * 1000:.1f}",
            "p95 ms": f"{percentile(seconds, 0.95) * 1000:.1f}",
            "server CPU ms": f"{used[name] / len(seconds) * 1000:.1f}",
            "target ms": f"≤ {target}",
        }
        for name, seconds in taken.items()
    ]


def export(made: Installation, visitor: Visitor, where: str) -> dict[str, str]:
    """Everything exported three times alone and three times while another keeps opening pages."""
    calm = percentile([seconds_of(visitor, OTHER) for _ in range(REQUESTS)], 0.95)
    exporter = Visitor(made.port)
    exporter.connection = http.client.HTTPConnection("127.0.0.1", made.port, timeout=120)
    exporter.sign_in("shizong", made.password)
    alone = [one_export(exporter) for _ in range(3)]
    before = processor_seconds(made.process.pid)
    both = [beside(exporter, visitor) for _ in range(3)]
    used = (processor_seconds(made.process.pid) - before) / 3
    took = median([seconds for seconds, _ in both])
    pages = percentile([seconds for _, opened in both for seconds in opened], 0.95)
    theirs = json.loads(python(made, "benchmarks.x4_peer", str(PEER_ROWS)).splitlines()[-1])["seconds"]
    return {
        "what": f"X4: export of {where} to .xlsx, 12 columns",
        "median s": f"{took:.2f} beside another visitor, {median(alone):.2f} alone",
        "target s": "≤ 3",
        "server CPU s": f"{used:.2f}, other pages included",
        "other pages' p95": f"{pages * 1000:.0f} ms, × {pages / calm:.1f} (target ≤ × 2)",
        "django-import-export": f"{theirs:.2f} s for {PEER_ROWS:,} rows: per row "
        f"{theirs / PEER_ROWS * SMALL / median(alone):.1f} × slower than ours alone",
    }


def one_export(exporter: Visitor) -> float:
    """How long one takes until its last byte."""
    began = time.perf_counter()
    answer = exporter.get("/people/?export=xlsx&columns=" + ",".join(COLUMNS))
    if answer.status != 200 or len(answer.body) < 1_000_000:
        raise RuntimeError(f"the export answered {answer.status} with {len(answer.body)} bytes")
    return time.perf_counter() - began


def beside(exporter: Visitor, visitor: Visitor) -> tuple[float, list[float]]:
    """One export, and how long each page took that was opened meanwhile."""
    took: list[float] = []
    thread = threading.Thread(target=lambda: took.append(one_export(exporter)))
    thread.start()
    opened = []
    while thread.is_alive():
        opened.append(seconds_of(visitor, OTHER))
    thread.join()
    return took[0], opened


COLUMNS = (
    "name", "gender", "birth_on", "organization", "occupation", "skill_grade", "phone", "id_number",
    "is_migrant_worker", "is_new_employment", "is_union_official", "created_at",
)  # fmt: skip


def measure(database: str, people: int) -> list[dict[str, str]]:
    where = f"{people:,} people, {database}"
    began = time.perf_counter()
    with installation(database, people=people) as made:
        filled = time.perf_counter() - began
        made.start()
        try:
            visitor = Visitor(made.port)
            visitor.sign_in("shizong", made.password)
            rows = pages(made, visitor, where, TARGETS[people])
            if people == SMALL:
                rows.append(export(made, visitor, where))
            peak = proportional_set(made.process.pid)
        finally:
            made.stop()
    seeded = {"what": f"installed and filled: 15,583 unions, {where}", "s": f"{filled:.0f}", "MiB": f"{peak}"}
    return [seeded, *rows]


def main() -> None:
    large = "--large" in sys.argv
    for people in (SMALL, LARGE) if large else (SMALL,):
        rows = [row for database in ("sqlite", "postgresql") for row in measure(database, people)]
        keep("X6 and X4" if people == SMALL else "X6 large", rows)


if __name__ == "__main__":
    main()
