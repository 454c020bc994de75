"""X3: import 100,000 rows × 12 columns, every row checked, previewed, committed; beside django-import-export."""

import json
import sqlite3
import tempfile
from pathlib import Path

from benchmarks.measuring import keep, median
from benchmarks.places import installation, python
from benchmarks.workbooks import write_people

ROWS, PEER_ROWS, ROUNDS = 100_000, 10_000, 3


def organizations(var: Path) -> list[str]:
    with sqlite3.connect(var / "jiangong.sqlite3") as database:
        return [
            name
            for (name,) in database.execute(
                "SELECT name FROM organizations_organization WHERE kind='grassroots'"
            )
        ]


def once(database: str, book: Path, names: list[str]) -> dict:
    with installation(database) as made:
        if not names:
            names += organizations(made.place)
        if not book.exists():
            write_people(book, ROWS, names)
        return json.loads(python(made, "benchmarks.x3_inside", str(book)).splitlines()[-1])


def peer(book: Path, names: list[str]) -> dict:
    with installation() as made:
        if not book.exists():
            write_people(book, PEER_ROWS, names)
        return json.loads(python(made, "benchmarks.x3_peer", str(book)).splitlines()[-1])


def seconds(run: dict, part: int) -> float:
    """Of the whole import: on the clock (0) or on the processor (1)."""
    return sum(step[part] for step in run["steps"].values())


def main() -> None:
    names: list[str] = []
    with tempfile.TemporaryDirectory() as place:
        book, small = Path(place) / "people.xlsx", Path(place) / "few.xlsx"
        ours: dict[str, list[dict]] = {"sqlite": [], "postgresql": []}
        theirs = []
        for _ in range(ROUNDS):
            for database, runs in ours.items():
                runs.append(once(database, book, names))
            theirs.append(peer(small, names))
    rows = []
    for database, runs in ours.items():
        totals, used = ([seconds(run, part) for run in runs] for part in (0, 1))
        steps = {name: f"{median([run['steps'][name][0] for run in runs]):.2f}" for name in runs[0]["steps"]}
        said = "、".join(f"{name} {seconds}" for name, seconds in steps.items())
        wrong = sum(run["failed"] for run in runs) + sum(run["imported"] != ROWS for run in runs)
        memory = max(run["grown_mib"] for run in runs)
        rows.append(
            {
                "what": f"X3: {ROWS:,} rows × 12 columns, {database}",
                "median s": f"{median(totals):.2f}",
                "target s": "≤ 5",
                "CPU s": f"{median(used):.2f}",
                "steps": said,
                "grown MiB": str(memory),
                "parser's child MiB": str(max(run["child_mib"] for run in runs)),
                "errors": str(wrong),
            }
        )
    each = median([run["seconds"] for run in theirs]) / PEER_ROWS
    ratio = each * ROWS / median([seconds(run, 0) for run in ours["sqlite"]])
    rows.append(
        {
            "what": f"django-import-export, {PEER_ROWS:,} rows × 4 fields, sqlite",
            "median s": f"{median([run['seconds'] for run in theirs]):.2f}",
            "ratio per row": f"{ratio:.1f} × slower",
        }
    )
    keep("X3", rows)


if __name__ == "__main__":
    main()
