"""X1: a node's children × 12 indicators × 12 months as a page. X2: a figure opened. X13: the summary made anew. X9: ten times the size."""

import json
import statistics
import sys
import time
from typing import NamedTuple

from benchmarks.measuring import keep, median, percentile
from benchmarks.places import installation, python
from tests.support.live import Installation
from tests.support.visitor import Visitor

UNIONS, TENTH = 15_583, 1_558
FEW = 12  # a larger federation has more pages of many rows: growth is compared between pages of few
FACTS = ("seed_scale", "--people", "0", "--facts", "--unions")


class Alike(NamedTuple):
    """Median seconds of the pages of nodes with few unions below."""

    table: float
    records: float


def opened(visitor: Visitor, paths: list[str]) -> list[float]:
    taken = []
    for path in paths:
        began = time.perf_counter()
        answer = visitor.get(path)
        taken.append(time.perf_counter() - began)
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
    return taken


def pages(made: Installation, inside: dict) -> tuple[list[float], list[float]]:
    """The table below every node, and the records of one figure of each."""
    visitor = Visitor(made.port)
    visitor.sign_in("shizong", made.password)
    year, indicators = inside["year"], inside["indicators"]
    chosen = "&".join(f"indicator={key}" for key in indicators)
    tables = [f"/boards/table/?unit={node}&year={year}&{chosen}" for node in inside["nodes"]]
    records = [
        f"/boards/records/{indicators[0]}/{node}/?from={year}-01-01&to={year}-12-31"
        for node in inside["nodes"]
    ]
    for warm in (tables[0], records[0]):
        visitor.get(warm)
    return opened(visitor, tables), opened(visitor, records)


def measure(database: str, unions: int) -> tuple[list[dict[str, str]], Alike]:
    """The rows of one size, and what pages of few unions took, which another size has as well."""
    where = f"{unions:,} unions, {database}"
    with installation(database) as made:
        done = made.command(*FACTS, str(unions))
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        inside = json.loads(python(made, "benchmarks.figures_inside").splitlines()[-1])
        made.start()
        try:
            tables, records = pages(made, inside)
        finally:
            made.stop()
    bare, ours = median(inside["bare"]), median(inside["ours"])
    alike = Alike(
        *(
            median([one for one, count in zip(found, inside["below"], strict=True) if count <= FEW])
            for found in (tables, records)
        )
    )
    rows = [
        {
            "what": f"X1: the page of children × 12 × 12, 100 random nodes, {where}",
            "median ms": f"{median(tables) * 1000:.1f}",
            "p95 ms": f"{percentile(tables, 0.95) * 1000:.1f}",
            "target ms": "p95 ≤ 40",
        },
        {
            "what": f"X1: the same figures without the page, {where}",
            "median ms": f"{ours * 1000:.1f}",
            "mean ms": f"{statistics.mean(inside['ours']) * 1000:.1f}",
            "bare join": f"median {bare * 1000:.1f} ms, mean {statistics.mean(inside['bare']) * 1000:.1f} ms",
            "target ms": "≥ 4 × faster than the bare join",
        },
        {
            "what": f"X2: a figure opened to its first 50 records, {where}",
            "median ms": f"{median(records) * 1000:.1f}",
            "p95 ms": f"{percentile(records, 0.95) * 1000:.1f}",
            "bare query": f"median {median(inside['first']) * 1000:.1f} ms",
            "target ms": "≤ 100",
        },
        {
            "what": f"X13: the whole summary made anew, {inside['cells']:,} cells, {where}",
            "median s": f"{median(inside['rebuild']):.2f}",
            "into empty tables": f"{median(inside['from nothing']):.2f} s",
            "bare group-by, nothing written": f"{inside['grouped']:.2f} s",
            "target s": "≤ 2",
        },
    ]
    return rows, alike


def growth(database: str, tenth: Alike, whole: Alike) -> dict[str, str]:
    return {
        "what": f"X9: ten times the unions, nodes with at most {FEW} below, {database}",
        "X1": f"× {whole.table / tenth.table:.2f}",
        "X2": f"× {whole.records / tenth.records:.2f}",
        "target": "≤ × 1.2",
    }


def main() -> None:
    sizes = (TENTH, UNIONS) if "--growth" in sys.argv else (UNIONS,)
    rows = []
    for database in ("sqlite", "postgresql"):
        found = [measure(database, size) for size in sizes]
        rows += [row for told, _ in found for row in told]
        if len(found) > 1:
            rows.append(growth(database, *(alike for _, alike in found)))
    keep("figures", rows)


if __name__ == "__main__":
    main()
