"""What every run would make again, kept by what it is made of: a migrated database, a prepared installation."""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEPT = Path(tempfile.gettempdir()) / f"jiangong-templates-{os.geteuid()}"
TEMPLATE = "TESTS_TEMPLATE"  # names the migrated database of the suite's own PostgreSQL
A_DAY = 86_400


def made_of(files: Iterable[Path], root: Path, *more: str) -> str:
    """A digest of files and of what else decides the outcome."""
    digest = hashlib.sha256(repr((sys.version, version("django"), *more)).encode())
    for file in sorted(files):
        digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:20]


def kept(name: str, digest: str, make: Callable[[Path], None]) -> Path:
    """The place that ``make`` filled: now, or in an earlier run from the same sources."""
    KEPT.mkdir(mode=0o700, exist_ok=True)
    if KEPT.stat().st_uid != os.geteuid():
        raise PermissionError(f"{KEPT} belongs to somebody else")
    place = KEPT / f"{name}-{digest}"
    with (KEPT / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            forget_old(name)
            making = Path(tempfile.mkdtemp(dir=KEPT, prefix="making-"))
            try:
                make(making)
                making.rename(place)
            finally:
                shutil.rmtree(making, ignore_errors=True)
    os.utime(place)
    return place


def forget_old(name: str) -> None:
    for place in KEPT.glob(f"{name}-*"):
        if place.stat().st_mtime < time.time() - A_DAY:
            shutil.rmtree(place)


def migrate(place: Path, database_url: str = "") -> None:
    """An empty database with every migration applied."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("JIANGONG_")},
        "JIANGONG_VAR": str(place),
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "jiangong.config.settings",
    }
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0", "--skip-checks"]
    subprocess.run(command, env=environment, cwd=ROOT, check=True)


def migrations() -> str:
    """A digest of what makes the tables."""
    return made_of((ROOT / "jiangong").glob("**/migrations/*.py"), ROOT)


def migrated_sqlite() -> Path:
    """The file of a migrated SQLite database."""
    return kept("database", migrations(), migrate) / "jiangong.sqlite3"


def copied_into_memory(address: str) -> sqlite3.Connection:
    """SQLite's shared memory, filled from the template; it lives as long as the connection."""
    memory = sqlite3.connect(address, uri=True)
    with sqlite3.connect(migrated_sqlite()) as file:
        file.backup(memory)
    file.close()
    return memory


def prepared_installation(code: Path, demo: bool, prepare: Callable[[Path], None]) -> Path:
    """The data directory of an installation of ``code``, prepared today."""
    files = (
        one for one in (code / "jiangong").rglob("*") if one.is_file() and "__pycache__" not in one.parts
    )
    digest = made_of(files, code, str(demo), date.today().isoformat())
    return kept("installation", digest, prepare)
