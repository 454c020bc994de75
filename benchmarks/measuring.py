"""Timing, memory and tables for every measurement."""

import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

PLACE = Path(__file__).resolve().parent
RESULTS = PLACE / "results.json"


def timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(values: list[float]) -> float:
    return statistics.median(values)


def tree(pid: int) -> Iterator[int]:
    """A process and everything below it."""
    queue = [pid]
    while queue:
        current = queue.pop()
        with suppress(OSError):
            for thread in Path(f"/proc/{current}/task").iterdir():
                queue += [int(child) for child in (thread / "children").read_text().split()]
            yield current


def proportional_set(pid: int) -> int:
    """Memory of a process and everything below it in MiB, shared pages counted once (PSS)."""
    total = 0
    for current in tree(pid):
        with suppress(OSError):
            rollup = Path(f"/proc/{current}/smaps_rollup").read_text()
            total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total // 1024


def processor_seconds(pid: int) -> float:
    """Processor time that a process and everything below it have used so far, those that have ended included."""
    ticks = 0
    for current in tree(pid):
        with suppress(OSError):
            after_name = Path(f"/proc/{current}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, after_name[11:15]))  # its own, and its ended children's
    return ticks / os.sysconf("SC_CLK_TCK")


def yardstick() -> float:
    """Milliseconds of a fixed piece of Python: how fast the machine is today."""
    return min(timed(lambda: sum(len(f"{n:,}") for n in range(100_000))) for _ in range(5)) * 1000


def keep(name: str, rows: list[dict[str, str]]) -> None:
    """Put one measurement's rows into the results file and print them."""
    known = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    known[name] = {
        "when": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
        "load": f"{os.getloadavg()[1]:.1f}",  # other work on the machine tells in every figure
        "yardstick": f"{yardstick():.0f}",
        "rows": rows,
    }
    RESULTS.write_text(json.dumps(known, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for row in rows:
        print(" | ".join(f"{key}: {value}" for key, value in row.items()), flush=True)
