"""``make test``: the suite on SQLite, then its database part on a throwaway PostgreSQL; says what it skipped."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.support.cluster import MIGRATED, Cluster, migrated_cluster
from tests.support.live import Installation
from tests.support.system import CHROMIUM, POSTGRES, STRACE, missing
from tests.support.templates import TEMPLATE, migrated_sqlite

SUITE = ["-n", "2", "--dist", "loadgroup"]
DATABASE_PART = ["-n", "2", "--dist", "worksteal", "-m", "database and not prove and not browser"]


def pytest(arguments: list[str], **environment: str) -> int:
    command = [sys.executable, "-m", "pytest", *arguments, *sys.argv[1:]]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode


def main() -> int:
    began = time.monotonic()
    skipped = [line for line in map(missing, (CHROMIUM, POSTGRES, STRACE)) if line]
    print("== templates of the databases and of an installation, unless kept", flush=True)
    migrated_sqlite()
    if not missing(POSTGRES):
        migrated_cluster()
    Installation(Path(tempfile.mkdtemp(prefix="jiangong-unused-"))).prepare()
    print("== the suite on SQLite", flush=True)
    failed = pytest(SUITE)
    if not missing(POSTGRES):
        print("== the database part on PostgreSQL", flush=True)
        with Cluster() as cluster:
            failed = pytest(DATABASE_PART, DATABASE_URL=cluster.url(), **{TEMPLATE: MIGRATED}) or failed
    for line in skipped:
        print(line)
    print(f"took {time.monotonic() - began:.0f} s", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
