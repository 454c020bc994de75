"""The product itself, installed in a place of its own and served for real: what browsers and kill tests meet."""

import http.client
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

from tests.support.cluster import free_port
from tests.support.templates import migrated_sqlite, prepared_installation

ROOT = Path(__file__).resolve().parents[2]


class Installation:
    """A data directory, a database and a server; ``kill`` is a power cut, ``stop`` a shutdown."""

    def __init__(self, place: Path, *, database_url: str = "", code: Path = ROOT, demo: bool = True) -> None:
        self.place, self.code, self.demo, self.port = place, code, demo, free_port()
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("JIANGONG_")},
            "JIANGONG_VAR": str(place),
            "JIANGONG_DEMO": "true" if demo else "false",
            "JIANGONG_LOG_LEVEL": "WARNING",
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "jiangong.config.settings",
            "PYTHONPATH": str(code),
        }
        self.process: subprocess.Popen | None = None

    def command(self, *arguments: str, **changes: str) -> subprocess.CompletedProcess:
        """Run one ``jiangong`` command to its end."""
        return subprocess.run(
            [sys.executable, str(self.code / "manage.py"), *arguments],
            env={**self.environment, **changes},
            cwd=self.code,
            capture_output=True,
            text=True,
            check=False,
            timeout=900,
        )

    def prepare(self) -> Self:
        """Ready to start; on SQLite a copy of one that was prepared from the same code."""
        if self.environment["DATABASE_URL"]:
            self._prepare()
            return self
        made = prepared_installation(self.code, self.demo, self._prepare_in)
        shutil.copytree(made, self.place, dirs_exist_ok=True)
        return self

    def _prepare_in(self, place: Path) -> None:
        if self.code == ROOT:  # other code may know other tables
            shutil.copy(migrated_sqlite(), place)
        self._prepare(JIANGONG_VAR=str(place))

    def _prepare(self, **changes: str) -> None:
        done = self.command("prepare", **changes)
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)

    def start(self, timeout: float = 30) -> Self:
        log = (self.place / "server.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, str(self.code / "manage.py"), "serve", "--port", str(self.port)],
            env=self.environment,
            cwd=self.code,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        self.wait(timeout)
        return self

    def wait(self, timeout: float) -> None:
        """Until the server answers."""
        until = time.monotonic() + timeout
        while time.monotonic() < until:
            if self.answers():
                return
            if self.process and self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"the server did not answer: {(self.place / 'server.log').read_text()[-2000:]}")

    def wait_ready(self, timeout: float) -> None:
        """Until the server and its database are well again."""
        until = time.monotonic() + timeout
        while time.monotonic() < until:
            if self.answers({200}):
                return
            time.sleep(0.05)
        raise RuntimeError("the server did not recover")

    def answers(self, statuses: frozenset[int] | set[int] = frozenset({200, 503})) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status in statuses
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        """SIGKILL to every process of the server at once."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=30)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.kill()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def password(self) -> str:
        """The demo password of this installation."""
        return (self.place / "demo-password").read_text(encoding="utf-8").strip()

    def __enter__(self) -> Self:
        return self.prepare().start()

    def __exit__(self, *failure: object) -> None:
        self.stop()
