"""A process that has loaded the product and waits to be forked: what is made apart begins at once.

It is forked from the web server's process before that has threads or connections, and holds no more than that did:
one socket to its parent, at whose end it ends. What it is asked for arrives in a fork of its own.
"""

import ctypes
import gc
import os
import select
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

SET_NAME = 15
PATIENCE = 5.0  # seconds a fork may take to begin
DONE = b"\0"
_SIZE = struct.Struct(">Q")


class Unprepared(Exception):
    """Nothing waits to be forked, or what did has died."""


class ForkedChild:
    """A fork that works on one order: the part of `subprocess.Popen` that whoever waits for it needs."""

    def __init__(self, talk: socket.socket, order: bytes) -> None:
        self._talk = talk
        self._code: int | None = None
        talk.settimeout(PATIENCE)
        _, handles, _, _ = socket.recv_fds(talk, 1, 1)
        if not handles:
            raise Unprepared
        self._handle = handles[0]
        talk.settimeout(None)
        with suppress(BrokenPipeError, ConnectionResetError):
            talk.sendall(_SIZE.pack(len(order)) + order)

    def poll(self) -> int | None:
        """0 once it has ended and said that all went well, 1 when it ended otherwise; nothing while it runs."""
        if self._code is None and self._has_ended(0):
            self._code = 0 if self._last_word() == DONE else 1
            self._talk.close()
            os.close(self._handle)
        return self._code

    def wait(self, timeout: float | None = None) -> int:
        if self._code is None and not self._has_ended(timeout):
            raise subprocess.TimeoutExpired("a forked process", timeout or 0)
        return self.poll() or 0

    def kill(self) -> None:
        if self._code is None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def _has_ended(self, timeout: float | None) -> bool:
        poll = select.poll()
        poll.register(self._handle, select.POLLIN)
        return bool(poll.poll(None if timeout is None else timeout * 1000))

    def _last_word(self) -> bytes:
        try:
            return self._talk.recv(1, socket.MSG_DONTWAIT)
        except OSError:
            return b""


class Prepared:
    """The parent's side of the process that waits."""

    def __init__(self, work: Callable[[bytes, int], None]) -> None:
        self._control, theirs = socket.socketpair()
        gc.freeze()
        self.pid = os.fork()
        if not self.pid:
            self._control.close()
            _wait_for_orders(theirs, work)
        theirs.close()

    def start(self, order: bytes, output: int) -> ForkedChild:
        """A fork that carries the order out, writing to the open file ``output``."""
        mine, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self._control, [DONE], [theirs.fileno(), output])
            return ForkedChild(mine, order)
        except (OSError, Unprepared) as error:
            mine.close()
            raise Unprepared from error

    def close(self) -> None:
        """Let it end."""
        self._control.close()
        os.waitpid(self.pid, 0)


def is_single() -> bool:
    """Whether this process may be forked: one thread, those that Python does not know included."""
    try:
        return len(list(Path("/proc/self/task").iterdir())) == 1 and hasattr(os, "pidfd_open")
    except OSError:
        return False


def _wait_for_orders(control: socket.socket, work: Callable[[bytes, int], None]) -> NoReturn:
    """The life of the process that waits; nothing it inherited stays open, the port least of all."""
    code = 0
    try:
        kept = control.fileno()
        os.closerange(3, kept)
        os.closerange(kept + 1, os.sysconf("SC_OPEN_MAX"))
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGCHLD, _take_leave)
        _name(b"jiangong-ready")
        while True:
            said, handles, _, _ = socket.recv_fds(control, 1, 2)
            if not said:
                break
            if not os.fork():
                control.close()
                code = 1
                code = _carry_out(work, *handles)
                break
            for handle in handles:
                os.close(handle)
    finally:
        os._exit(code)


def _carry_out(work: Callable[[bytes, int], None], talk: int, output: int) -> int:
    """The life of a fork: it says how it can be watched, is told what to do, and says when that went well."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _name(b"jiangong-export")
    with socket.socket(fileno=talk) as asked:
        socket.send_fds(asked, [DONE], [os.pidfd_open(os.getpid())])
        with asked.makefile("rb") as stream:
            order = stream.read(_SIZE.unpack(stream.read(_SIZE.size))[0])
        try:
            work(order, output)
        except BaseException:
            sys.excepthook(*sys.exc_info())
            return 1
        asked.sendall(DONE)
    return 0


def _take_leave(number: int, frame: FrameType | None) -> None:
    """Of every fork that has ended: what it used of the processor is counted with this process."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _name(name: bytes) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_NAME, name)
