"""``make test``: the suite on SQLite, then its database part on a throwaway PostgreSQL; says what it skipped."""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.support.cluster import MIGRATED, Cluster, migrated_cluster
from tests.support.live import Installation
from tests.support.system import CHROMIUM, POSTGRES, STRACE, missing
from tests.support.templates import KEPT, ROOT, TEMPLATE

SUITE = ["-n", "2", "--dist", "loadgroup"]
DATABASE_PART = ["-n", "2", "--dist", "worksteal", "-m", "database and not prove and not browser"]
MARKED = "mark.database"


def pytest(arguments: list[str], **environment: str) -> int:
    command = [sys.executable, "-m", "pytest", *arguments, *sys.argv[1:]]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode


def marked_files() -> list[str]:
    """Where tests of the database part are: each worker would read every other file for nothing."""
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    return [str(file) for file in files if MARKED in file.read_text(encoding="utf-8")]


def keep_bytecode() -> None:
    """Each worker and server compiles the whole product unless what another compiled is kept, whatever the shell says."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(KEPT / "bytecode")


def make_templates() -> None:
    """The installation begins with the SQLite template; the cluster's is made beside them."""
    with ThreadPoolExecutor() as beside:
        cluster = None if missing(POSTGRES) else beside.submit(migrated_cluster)
        with tempfile.TemporaryDirectory() as place:
            Installation(Path(place)).prepare()
        if cluster:
            cluster.result()


def main() -> int:
    began = time.monotonic()
    keep_bytecode()
    skipped = [line for line in map(missing, (CHROMIUM, POSTGRES, STRACE)) if line]
    print("== templates of the databases and of an installation, unless kept", flush=True)
    make_templates()
    print("== the suite on SQLite", flush=True)
    failed = pytest(SUITE)
    if not missing(POSTGRES):
        print("== the database part on PostgreSQL", flush=True)
        with Cluster() as cluster:
            part = DATABASE_PART if sys.argv[1:] else [*DATABASE_PART, *marked_files()]
            failed = pytest(part, DATABASE_URL=cluster.url(), **{TEMPLATE: MIGRATED}) or failed
    for line in skipped:
        print(line)
    print(f"took {time.monotonic() - began:.0f} s", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
