"""Installations that measurements run on, made once and kept between rounds."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.cluster import Cluster
from tests.support.live import Installation


@contextmanager
def installation(database: str = "sqlite", *, people: int = 0) -> Iterator[Installation]:
    """A demo installation, with ``people`` more people (spread over 15,583 unions) where wanted."""
    with tempfile.TemporaryDirectory(prefix="jiangong-bench-") as place:
        if database == "sqlite":
            yield _filled(Installation(Path(place) / "var"), people)
            return
        with Cluster(durable=True, options=("max_wal_size=4GB",)) as cluster:
            yield _filled(Installation(Path(place) / "var", database_url=cluster.create("bench")), people)


def _filled(made: Installation, people: int) -> Installation:
    made.prepare()
    if people:
        done = made.command("seed_scale", "--people", str(people))
        if done.returncode:
            raise RuntimeError(done.stderr)
    return made


def python(made: Installation, module: str, *arguments: str) -> str:
    """Run a measurement inside the installation's own environment."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(
        command, env=made.environment, cwd=made.code, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return done.stdout
