"""Keeps the web server and the worker running side by side.

Both are forked from the supervisor, which has loaded the product once: they start at once, also when one has
died, and share its memory. So it must stay as it was loaded: no thread, no connection, nothing open.
"""

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from types import FrameType

SET_PDEATHSIG, SET_NAME = 1, 15
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 30.0
PATIENCE_SECONDS = 25.0
STAGGER_SECONDS = 0.5  # the first page need not share the processor with the worker's start
ROUND_SECONDS = 0.1


@dataclass
class Child:
    """One program to keep alive, restarted with growing pauses when it dies."""

    name: str
    run: Callable[[], None]
    process: ForkProcess | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE
    due: float = field(default_factory=time.monotonic)

    def watch(self) -> None:
        """Start it when it is due; notice when it has died."""
        now = time.monotonic()
        if self.process is not None and not self.process.is_alive():
            code = self.process.exitcode
            steady = now - self.started > STEADY_SECONDS
            self.pause = FIRST_PAUSE if steady else min(self.pause * 2, LONGEST_PAUSE)
            self.process, self.due = None, now + self.pause
            sys.stderr.write(f"{self.name} ended with {code}; starting it again in {self.pause:.0f} s\n")
        if self.process is None and now >= self.due:
            self.process = apart(self.name, self.run)
            self.started = now

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()

    def wait(self, deadline: float) -> None:
        if self.process is None:
            return
        self.process.join(max(deadline - time.monotonic(), 0.1))
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def apart(name: str, run: Callable[[], None]) -> ForkProcess:
    """Run something in a process of its own that ends with this one."""
    process = get_context("fork").Process(target=_begin, args=(name, run, os.getpid()), name=name)
    process.start()
    return process


def _begin(name: str, run: Callable[[], None], parent: int) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    die_with_parent()
    if os.getppid() != parent:
        sys.exit(1)  # it died before it could be watched
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_NAME, f"jiangong-{name}".encode())
    run()


def die_with_parent() -> None:
    """On Linux a process is told to stop when its parent is killed; no orphan keeps the port with old code."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PDEATHSIG, signal.SIGTERM)


def supervise(children: Sequence[Child]) -> None:
    """Run until SIGTERM or SIGINT, then stop all of them in order."""
    if threading.active_count() > 1:
        raise RuntimeError(f"a process with threads must not be forked: {threading.enumerate()}")
    stopping: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.append(number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    for place, child in enumerate(children):
        child.due += place * STAGGER_SECONDS
    while not stopping:
        for child in children:
            child.watch()
        time.sleep(ROUND_SECONDS)
    deadline = time.monotonic() + PATIENCE_SECONDS
    for child in children:
        child.stop()
    for child in children:
        child.wait(deadline)
