"""Keeps the web server and the worker running side by side; plain Python, so that it costs 10 MiB and not 60."""

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import FrameType

PDEATHSIG = 1
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 30.0
PATIENCE_SECONDS = 25.0
STAGGER_SECONDS = 2.0  # the first page need not share the processor with the worker's start


@dataclass
class Child:
    """One program to keep alive, restarted with growing pauses when it dies."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE
    due: float = field(default_factory=time.monotonic)

    def watch(self) -> None:
        """Start it when it is due; notice when it has died."""
        now = time.monotonic()
        if self.process is not None and (code := self.process.poll()) is not None:
            steady = now - self.started > STEADY_SECONDS
            self.pause = FIRST_PAUSE if steady else min(self.pause * 2, LONGEST_PAUSE)
            self.process, self.due = None, now + self.pause
            sys.stderr.write(f"{self.name} ended with {code}; starting it again in {self.pause:.0f} s\n")
        if self.process is None and now >= self.due:
            self.process = subprocess.Popen(self.command, preexec_fn=die_with_parent)  # noqa: S603
            self.started = now

    def signal(self, number: int) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)

    def wait(self, deadline: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def die_with_parent() -> None:
    """On Linux a process is told to stop when its parent is killed; no orphan keeps the port with old code."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PDEATHSIG, signal.SIGTERM)


def supervise(children: Sequence[Child]) -> None:
    """Run until SIGTERM or SIGINT, then stop all of them in order."""
    stopping: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.append(number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping:
        for child in children:
            child.watch()
        time.sleep(0.2)
    deadline = time.monotonic() + PATIENCE_SECONDS
    for child in children:
        child.signal(signal.SIGTERM)
    for child in children:
        child.wait(deadline)


def main(argument: str) -> None:
    """``argument`` is a JSON object of names and commands."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiangong.config.settings")
    now, found = time.monotonic(), json.loads(argument).items()
    children = [
        Child(name, command, due=now + n * STAGGER_SECONDS) for n, (name, command) in enumerate(found)
    ]
    supervise(children)


if __name__ == "__main__":
    main(sys.argv[1])
