"""X3: import 100,000 rows × 12 columns, every row checked, previewed, committed; beside django-import-export.

``--large`` adds a million rows, once on each database and without the peer.
"""

import json
import sqlite3
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import keep, median
from benchmarks.places import installation, python
from benchmarks.workbooks import write_people

ROWS, LARGE, PEER_ROWS, ROUNDS = 100_000, 1_000_000, 10_000, 3
TARGETS = {ROWS: {"target s": "≤ 5"}, LARGE: {"target s": "≤ 60", "target MiB": "≤ +300"}}


def organizations(var: Path) -> list[str]:
    with sqlite3.connect(var / "jiangong.sqlite3") as database:
        return [
            name
            for (name,) in database.execute(
                "SELECT name FROM organizations_organization WHERE kind='grassroots'"
            )
        ]


def once(database: str, book: Path, names: list[str], rows: int) -> dict:
    with installation(database) as made:
        if not names:
            names += organizations(made.place)
        if not book.exists():
            write_people(book, rows, names)
        return json.loads(python(made, "benchmarks.x3_inside", str(book)).splitlines()[-1])


def peer(book: Path, names: list[str]) -> dict:
    with installation() as made:
        if not book.exists():
            write_people(book, PEER_ROWS, names)
        return json.loads(python(made, "benchmarks.x3_peer", str(book)).splitlines()[-1])


def seconds(run: dict, part: int) -> float:
    """Of the whole import: on the clock (0) or on the processor (1)."""
    return sum(step[part] for step in run["steps"].values())


def told(database: str, runs: list[dict], rows: int) -> dict[str, str]:
    """The figures of one database's runs."""
    steps = {name: f"{median([run['steps'][name][0] for run in runs]):.2f}" for name in runs[0]["steps"]}
    wrong = sum(run["failed"] for run in runs) + sum(run["imported"] != rows for run in runs)
    return {
        "what": f"X3: {rows:,} rows × 12 columns, {database}",
        "median s": f"{median([seconds(run, 0) for run in runs]):.2f}",
        **TARGETS[rows],
        "CPU s": f"{median([seconds(run, 1) for run in runs]):.2f}",
        "steps": "、".join(f"{name} {taken}" for name, taken in steps.items()),
        "grown MiB": str(max(run["grown_mib"] for run in runs)),
        "parser's child MiB": str(max(run["child_mib"] for run in runs)),
        "errors": str(wrong),
    }


def beside(theirs: list[dict], ours: list[dict]) -> dict[str, str]:
    """The peer's time per row against ours."""
    taken = median([run["seconds"] for run in theirs])
    ratio = taken / PEER_ROWS * ROWS / median([seconds(run, 0) for run in ours])
    return {
        "what": f"django-import-export, {PEER_ROWS:,} rows × 4 fields, sqlite",
        "median s": f"{taken:.2f}",
        "ratio per row": f"{ratio:.1f} × slower",
    }


def measure(rows: int, rounds: int, *, with_peer: bool) -> list[dict[str, str]]:
    """The sides in turn, round after round."""
    names: list[str] = []
    ours: dict[str, list[dict]] = {"sqlite": [], "postgresql": []}
    theirs = []
    with tempfile.TemporaryDirectory() as place:
        book, small = Path(place) / "people.xlsx", Path(place) / "few.xlsx"
        for _ in range(rounds):
            for database, runs in ours.items():
                runs.append(once(database, book, names, rows))
            if with_peer:
                theirs.append(peer(small, names))
    figures = [told(database, runs, rows) for database, runs in ours.items()]
    return [*figures, beside(theirs, ours["sqlite"])] if with_peer else figures


def main() -> None:
    keep("X3", measure(ROWS, ROUNDS, with_peer=True))
    if "--large" in sys.argv:
        keep("X3 large", measure(LARGE, 1, with_peer=False))


if __name__ == "__main__":
    main()
