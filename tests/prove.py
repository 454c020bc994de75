"""``make prove``: every fault test at full length, then every mutant; results go to ``benchmarks/prove.md``.

``python -m tests.prove sqlite fsync`` runs only what has one of these words in its name; other results stay.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tests.faults.mutants import MUTANTS, ROOT, Mutant
from tests.support.cluster import MIGRATED, Cluster
from tests.support.templates import TEMPLATE

RESULTS = ROOT / "benchmarks" / "prove.md"
KEPT = ROOT / "benchmarks" / "prove.json"
FULL = {
    "KILLS": os.environ.get("KILLS", "200"),
    "FSYNCS": "50",
    "FOLD_KILLS": os.environ.get("FOLD_KILLS", "50"),
    "UNIONS": os.environ.get("UNIONS", "15583"),
    "FUZZ_REQUESTS": os.environ.get("FUZZ_REQUESTS", "50000"),
}
PROOFS = (
    "tests/faults/test_kill.py::test_sqlite_survives_kills_of_the_server",
    "tests/faults/test_kill.py::test_postgresql_survives_kills_of_postmaster_and_server",
    "tests/faults/test_fsync.py",
    "tests/faults/test_folding.py",
    "tests/faults/test_deadline.py",
    "tests/faults/test_judging.py",
    "tests/faults/test_fuzz.py::test_no_nonsense_leads_to_a_server_error_in_50_000_requests",
)
LONG = "prove"
LONG_TESTS = "long tests of the suite"


@dataclass(frozen=True)
class Result:
    """One line of the report."""

    name: str
    expected: str
    seen: str
    seconds: float
    said: str = ""
    when: str = field(default_factory=lambda: f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC")

    @property
    def good(self) -> bool:
        return self.expected == self.seen


def run(place: Path, arguments: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
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
    return subprocess.run(
        command,
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(place), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def prove(name: str, arguments: list[str]) -> Result:
    began = time.monotonic()
    done = run(ROOT, ["-m", "", *arguments], **FULL)
    code, output = done.returncode, done.stdout
    if code:  # of a proof that took half an hour everything is kept that tells why
        print(output[-6000:], done.stderr[-6000:], flush=True)
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
        with Cluster() if mutant.on_postgresql else nullcontext() as cluster:
            database = {"DATABASE_URL": cluster.url(), TEMPLATE: MIGRATED} if cluster else {}
            code = run(planted, [mutant.test], **database, **dict(mutant.environment)).returncode
    seen = {0: "NOT CAUGHT", 1: "caught"}.get(code, f"no verdict (exit {code})")
    return Result(named(mutant), "caught", seen, time.monotonic() - began)


def named(mutant: Mutant) -> str:
    return f"mutant: {mutant.name} — `{mutant.test}`"


def report(results: dict[str, Result]) -> str:
    rows = [f"| {r.name} | {r.seen} | {r.seconds:.0f} s | {r.when} | {r.said} |" for r in results.values()]
    head = (
        "# Fault tests and their mutants",
        f"Written by `make prove`; Python {platform.python_version()}, {os.cpu_count()} cores.",
        "| what | seen | took | when | said |\n|---|---|---|---|---|\n" + "\n".join(rows),
    )
    return "\n\n".join(head) + "\n"


def earlier() -> dict[str, Result]:
    """Results of earlier runs, by name."""
    if not KEPT.exists():
        return {}
    return {one["name"]: Result(**one) for one in json.loads(KEPT.read_text(encoding="utf-8"))}


def note(result: Result) -> None:
    """Kept at once, so that a long run can be read while it lasts."""
    results = {**earlier(), result.name: result}
    KEPT.write_text(
        json.dumps([asdict(r) for r in results.values()], ensure_ascii=False, indent=1) + "\n",
        encoding="utf-8",
    )
    RESULTS.write_text(report(results), encoding="utf-8")
    print(f"{result.seen}: {result.name} ({result.seconds:.0f} s) {result.said}", flush=True)


def main(words: list[str]) -> int:
    tasks: dict[str, Callable[[], Result]] = {proof: partial(prove, proof, [proof]) for proof in PROOFS}
    tasks |= {named(mutant): partial(refute, mutant) for mutant in MUTANTS}
    tasks[LONG_TESTS] = partial(prove, LONG_TESTS, ["-m", LONG, "tests/kit", "tests/lib", "tests/domains"])
    done = []
    for name, task in tasks.items():
        if not words or any(word in name for word in words):
            done.append(task())
            note(done[-1])
    bad = [result for result in done if not result.good]
    print(f"{len(done) - len(bad)} passed, {len(bad)} failed")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
