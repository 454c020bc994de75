"""``make prove``: every fault test at full length, then every mutant; results go to ``benchmarks/prove.md``."""

import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.faults.mutants import MUTANTS, ROOT, Mutant

RESULTS = ROOT / "benchmarks" / "prove.md"
FULL = {"KILLS": "200", "FSYNCS": "50"}
PROOFS = (
    "tests/faults/test_kill.py::test_sqlite_survives_kills_of_the_server",
    "tests/faults/test_kill.py::test_postgresql_survives_kills_of_postmaster_and_server",
    "tests/faults/test_fsync.py",
)
LONG = "prove"


@dataclass(frozen=True)
class Result:
    """One line of the report."""

    name: str
    expected: str
    seen: str
    seconds: float
    said: str = ""

    @property
    def good(self) -> bool:
        return self.expected == self.seen


def run(place: Path, arguments: list[str], **environment: str) -> tuple[int, str]:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-s",
        "-p",
        "no:cacheprovider",
        "--timeout=5400",
        *arguments,
    ]
    done = subprocess.run(
        command,
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(place), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def prove(name: str, arguments: list[str]) -> Result:
    began = time.monotonic()
    code, output = run(ROOT, arguments, **FULL)
    said = "; ".join(line for line in output.splitlines() if line[:1].isdigit() and "," in line)
    if code:
        said += " — " + next(
            (line for line in reversed(output.splitlines()) if line.startswith("E ")), f"exit {code}"
        )
    return Result(name, "passes", "passes" if code == 0 else "FAILS", time.monotonic() - began, said)


def refute(mutant: Mutant) -> Result:
    """The defect must be caught: exit code 1 is a failing test, anything else is no verdict."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="jiangong-mutant-") as place:
        planted = mutant.plant(Path(place))
        code, _ = run(planted, [mutant.test], **dict(mutant.environment))
    seen = {0: "NOT CAUGHT", 1: "caught"}.get(code, f"no verdict (exit {code})")
    return Result(f"{mutant.name} — `{mutant.test}`", "caught", seen, time.monotonic() - began)


def report(results: list[Result]) -> str:
    rows = [f"| {r.name} | {r.seen} | {r.seconds:.0f} s | {r.said} |" for r in results]
    head = (
        "# Fault tests and their mutants",
        f"`make prove`, {datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {os.cpu_count()} cores.",
        "| what | seen | took | said |\n|---|---|---|---|\n" + "\n".join(rows),
    )
    return "\n\n".join(head) + "\n"


def main() -> int:
    """One after the other; the report is written anew after each, so that a long run can be read while it lasts."""
    results: list[Result] = []

    def note(result: Result) -> None:
        results.append(result)
        RESULTS.write_text(report(results), encoding="utf-8")
        print(f"{result.seen}: {result.name} ({result.seconds:.0f} s) {result.said}", flush=True)

    for proof in PROOFS:
        note(prove(proof, [proof]))
    for mutant in MUTANTS:
        note(refute(mutant))
    note(prove("long tests of the suite", ["-m", LONG, "tests/kit", "tests/lib", "tests/domains"]))
    bad = [result for result in results if not result.good]
    print(f"{len(results) - len(bad)} passed, {len(bad)} failed")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
