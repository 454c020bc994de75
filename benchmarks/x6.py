"""X6: a list page of 50 out of 100,000 and out of 1.72 M people: filter, sort, page 1 and page 500; beside X4's export."""

import statistics
import sys
import threading
import time

from benchmarks.measuring import keep, percentile
from benchmarks.places import installation
from tests.support.visitor import Visitor

REQUESTS = 30
PATHS = {
    "page 1": "/people/",
    "page 500": "/people/?page=500",
    "sorted by name, page 1": "/people/?sort=name",
    "sorted by name, page 500": "/people/?sort=name&page=500",
    "filtered by grade and sorted, page 1": "/people/?skill_grade=senior&sort=-name",
    "searched by name": "/people/?q=王伟",
}


def times(visitor: Visitor, path: str) -> list[float]:
    seconds = []
    for _ in range(REQUESTS):
        began = time.perf_counter()
        answer = visitor.get(path)
        seconds.append(time.perf_counter() - began)
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
    return seconds


def measure(database: str, people: int, target: int) -> list[dict[str, str]]:
    with installation(database, people=people) as made:
        made.start()
        try:
            visitor = Visitor(made.port)
            visitor.sign_in("shizong", made.password)
            visitor.get("/people/")
            rows = []
            for name, path in PATHS.items():
                seconds = times(visitor, path)
                rows.append(
                    {
                        "what": f"{people:,} people, {database}, {name}",
                        "median ms": f"{statistics.median(seconds) * 1000:.1f}",
                        "p95 ms": f"{percentile(seconds, 0.95) * 1000:.1f}",
                        "target ms": f"≤ {target}",
                    }
                )
            return [*rows, *(export(made, visitor, people, database) if people <= 100_000 else [])]
        finally:
            made.stop()


def export(made, visitor: Visitor, people: int, database: str) -> list[dict[str, str]]:
    """X4 beside other people's work: one exports everything, another keeps opening pages."""
    calm = percentile(times(visitor, "/documents/"), 0.95)
    exporter = Visitor(made.port)
    exporter.sign_in("shizong", made.password)
    took: list[float] = []
    sizes: list[int] = []

    def run() -> None:
        began = time.perf_counter()
        answer = exporter.get("/people/?export=xlsx")
        took.append(time.perf_counter() - began)
        sizes.append(len(answer.body))

    busy = []
    for _ in range(3):
        thread = threading.Thread(target=run)
        thread.start()
        while thread.is_alive():
            began = time.perf_counter()
            visitor.get("/documents/")
            busy.append(time.perf_counter() - began)
        thread.join()
    ratio = percentile(busy, 0.95) / calm
    return [
        {
            "what": f"X4: export of {people:,} people to .xlsx, {database}",
            "median s": f"{statistics.median(took):.2f}",
            "target s": "≤ 3",
            "size MB": f"{sizes[0] / 1e6:.1f}",
            "other pages' p95": f"× {ratio:.1f} (target ≤ × 2)",
        }
    ]


def main() -> None:
    rows = []
    large = "--large" in sys.argv
    for database in ("sqlite", "postgresql"):
        rows += measure(database, 100_000, 25)
        if large:
            rows += measure(database, 1_720_000, 60)
    keep("X6", rows)


if __name__ == "__main__":
    main()
