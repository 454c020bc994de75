"""X10: ``make run`` on an empty machine: a fresh clone, no environment, packages in pip's cache, to the first page."""

import http.client
import os
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from benchmarks.measuring import keep, median
from tests.support.cluster import free_port
from tests.support.live import ROOT

ROUNDS = 3
PATIENCE = 600.0
PAGE = "/account/sign-in/"
OWN = ("JIANGONG_", "DATABASE_URL", "DJANGO_", "PYTHONPATH", "VIRTUAL_ENV", "MAKE", "MFLAGS")


def environment() -> dict[str, str]:
    """What somebody has who has just cloned: nothing of ours."""
    return {name: value for name, value in os.environ.items() if not name.startswith(OWN)}


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with suppress(OSError, http.client.HTTPException):
        connection.request("GET", PAGE)
        return connection.getresponse().status == 200
    return False


def run(place: Path, port: int) -> float:
    """Seconds from ``make run`` to the sign-in page; the server is stopped again."""
    began = time.perf_counter()
    log = place / "make-run.log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            ["make", "run", f"PORT={port}"],
            cwd=place, env=environment(), stdout=stream, stderr=stream, start_new_session=True,
        )  # fmt: skip
    try:
        while not answers(port):
            if process.poll() is not None or time.perf_counter() - began > PATIENCE:
                raise RuntimeError(log.read_text()[-2000:])
            time.sleep(0.05)
        return time.perf_counter() - began
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def measure() -> list[dict[str, str]]:
    first, again = [], []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory(prefix="jiangong-empty-") as folder:
            place, port = Path(folder) / "jiangong", free_port()
            subprocess.run(["git", "clone", "--quiet", str(ROOT), str(place)], check=True)
            first.append(run(place, port))
            again.append(run(place, port))
    return [
        {
            "what": "X10: make run in a fresh clone, packages cached, to the first page",
            "median s": f"{median(first):.1f}",
            "target s": "≤ 60",
            "all rounds s": "、".join(f"{seconds:.1f}" for seconds in first),
        },
        {
            "what": "X10: make run again in the same clone, to the first page",
            "median s": f"{median(again):.2f}",
            "target s": "≤ 2, checking what make checks included",
        },
    ]


def main() -> None:
    keep("X10", measure())


if __name__ == "__main__":
    main()
