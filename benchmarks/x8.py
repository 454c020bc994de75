"""X8: a notice of 100 pages with 20 tables is read, child process and checks included."""

import resource
import tempfile
from pathlib import Path

from benchmarks.measuring import keep, median, timed
from benchmarks.notices import PAGES, TABLES, save_all
from jiangong.lib.officialdoc.opening import read

TIMES, TARGET = 5, 2.0


def spent() -> float:
    """Processor time of this process and of the children it has waited for."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def measure(path: Path) -> dict[str, str]:
    reading = read(path, path.name)
    if len(reading.tables) != TABLES or any(
        value != "0" for table in reading.tables for value in table.difference
    ):
        raise RuntimeError(f"{path.name} was not read right")
    times = 1 if path.suffix == ".pdf" else TIMES
    before = spent()
    seconds = [timed(lambda: read(path, path.name)) for _ in range(times)]
    used = (spent() - before) / times
    goal = "reported apart" if path.suffix == ".pdf" else f"target ≤ {TARGET:.0f}"
    return {
        "what": f"X8: {PAGES} pages, {TABLES} tables, {len(reading.text):,} characters, {path.suffix}",
        "s": f"{median(seconds):.2f} ({goal})",
        "processor s": f"{used:.2f}",
        "measures": str(len(reading.measures)),
        "targets": str(len(reading.targets)),
        "steps": str(len(reading.steps)),
        "table rows": str(sum(len(table.rows) for table in reading.tables)),
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        keep("X8", [measure(path) for path in save_all(Path(place)).values()])


if __name__ == "__main__":
    main()
