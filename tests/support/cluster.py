"""A throwaway PostgreSQL of the suite's own, as a child process that can be killed and started again.

Its databases are copies of one that holds every migration, which is kept as long as the migrations are the same.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self

from tests.support.system import POSTGRES, provide
from tests.support.templates import kept, migrate, migrations

OPTIONS = (
    "listen_addresses=127.0.0.1",
    "max_connections=60",
    "shared_buffers=256MB",
    "autovacuum=on",
    "log_min_messages=fatal",
    "unix_socket_directories=",
)
MIGRATED = "migrated"  # the database that others are copies of


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Cluster:
    """``with Cluster() as cluster: cluster.url(...)``. ``durable=False`` skips fsync: for plain tests only."""

    def __init__(
        self, *, durable: bool = False, options: tuple[str, ...] = (), from_nothing: bool = False
    ) -> None:
        self.from_nothing = from_nothing
        self.programs = Path(provide(POSTGRES)).parent
        # initdb refuses root; as root the cluster runs as the user its package brings.
        self.account = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        self.options = (*OPTIONS, *options, *(() if durable else ("fsync=off", "synchronous_commit=off")))
        self.process: subprocess.Popen | None = None

    def __enter__(self) -> Self:
        self.place = Path(tempfile.mkdtemp(prefix="jiangong-pg-"))
        self.port = free_port()
        if self.from_nothing:
            self._own()
            self._run(
                "initdb",
                "-D",
                self.place / "data",
                "-U",
                "jiangong",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
            )
        else:
            shutil.copytree(migrated_cluster(), self.place, dirs_exist_ok=True)
            self._own()
        self.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self.stop()
        shutil.rmtree(self.place, ignore_errors=True)

    def start(self, patience: float = 60) -> None:
        """Start and wait; a new postmaster refuses while a killed one's backends still hold its memory."""
        settings = [part for option in self.options for part in ("-c", option)]
        command = [self.programs / "postgres", "-D", self.place / "data", "-p", str(self.port), *settings]
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if self.process is None or self.process.poll() is not None:
                self.process = self._spawn(command)
            if self._quiet("pg_isready", "-h", "127.0.0.1", "-p", str(self.port), "-q"):
                return
            time.sleep(0.1)
        raise RuntimeError("the throwaway PostgreSQL did not start")

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=60)

    def kill(self) -> None:
        """As a power cut would: the postmaster and with it every backend."""
        if self.process:
            self.process.kill()
            self.process.wait(timeout=60)

    def create(self, name: str, *, empty: bool = False) -> str:
        origin = () if empty or self.from_nothing else ("-T", MIGRATED)
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "jiangong", *origin, name)
        return self.url(name)

    def url(self, name: str = "postgres") -> str:
        return f"postgresql://jiangong@127.0.0.1:{self.port}/{name}"

    def _own(self) -> None:
        """Everything there belongs to the account the cluster runs as."""
        if self.account:
            for place in (self.place, *self.place.rglob("*")):
                os.chown(place, self.account.pw_uid, self.account.pw_gid)

    def _as_owner(self) -> dict:
        if self.account is None:
            return {}
        return {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}

    def _spawn(self, command: list) -> subprocess.Popen:
        return subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.place, **self._as_owner()
        )

    def _quiet(self, program: str, *arguments: object) -> bool:
        found = subprocess.run(
            [self.programs / program, *map(str, arguments)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        return found.returncode == 0

    def _run(self, program: str, *arguments: object) -> None:
        subprocess.run(
            [self.programs / program, *map(str, arguments)],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.place,
            **self._as_owner(),
        )


def _make_migrated(place: Path) -> None:
    with Cluster(from_nothing=True) as cluster, tempfile.TemporaryDirectory() as var:
        migrate(Path(var), cluster.create(MIGRATED))
        cluster.stop()
        shutil.copytree(cluster.place, place, dirs_exist_ok=True)


def migrated_cluster() -> Path:
    """The files of a cluster at rest."""
    return kept("cluster", migrations(), _make_migrated)
