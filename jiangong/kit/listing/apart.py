"""Makes a long file in a process of its own, so that nobody's page waits for it.

The file grows without a name in the staging directory and is sent while it grows: a slow reader keeps no query
open, and whoever goes away takes the process and the file with them.
"""

import gc
import io
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from tempfile import TemporaryFile
from typing import Any, Self

import django
import structlog
from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.db.models.base import ModelBase

from jiangong.kit.commands.errors import Refusal
from jiangong.kit.listing.prepared import ForkedChild, Prepared, Unprepared, is_single

MOST = 2  # processes at a time for one web process; more would only slow each other and the pages down
BLOCK = 1 << 18
PAUSE = 0.05
COURTESY = 2  # the pages go first when the processor is short
BUSY = "现在同时导出的人较多。请过一会儿再导出，或先筛选出需要的部分。"

log = structlog.get_logger("jiangong.export")
_running: list[subprocess.Popen[bytes] | ForkedChild] = []
_prepared: list[Prepared] = []
_lock = threading.Lock()


class Broken(Exception):
    """The other process died before the file was whole."""


class PiecesApart:
    """The bytes of ``make(*arguments)`` as they come from another process.

    Arguments travel as a pickle, down a pipe from this process to its own child and nowhere else. Should the
    child die on the way, ``last_words`` end the file: the web server cannot break a download off so that the
    browser notices. A format whose readers notice by themselves has none.
    """

    def __init__(
        self, make: Callable[..., Iterator[bytes]], *arguments: Any, last_words: bytes = b""
    ) -> None:
        order = packed(make, *arguments)
        self._file = TemporaryFile(dir=settings.STAGING_DIR)  # noqa: SIM115 - closed by ``close``
        self._sent, self._last_words = 0, last_words
        try:
            self._child = _started(self._file.fileno(), order)
            self._next = self._read()  # a child that cannot begin is an error page, not a file
        except BaseException:
            self.close()
            raise

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        piece, self._next = self._next, b""
        try:
            if piece := piece or self._read():
                return piece
        except Broken as broken:
            log.warning("export_broken", reason=str(broken))
            if words := self._last_words:
                self._last_words = b""
                return words
        raise StopIteration

    def close(self) -> None:
        """End what still runs; the nameless file goes with its last handle."""
        if (child := getattr(self, "_child", None)) is not None:
            child.kill()
            child.wait()
        self._file.close()

    def _read(self) -> bytes:
        """What has been written since; nothing at the end."""
        while True:
            code = self._child.poll()  # asked before reading: what it wrote last is not missed
            piece = os.pread(self._file.fileno(), BLOCK, self._sent)
            self._sent += len(piece)
            if piece:
                return piece
            if code is not None:
                if code:
                    raise Broken(f"the process that makes the file ended with {code}")
                return b""
            with suppress(subprocess.TimeoutExpired):
                self._child.wait(PAUSE)


def packed(*what: Any) -> bytes:
    """What goes down the pipe."""
    order = io.BytesIO()
    _Order(order).dump(what)
    return order.getvalue()


class _Order(pickle.Pickler):
    """Names a model by its label: the tables that Django makes between two models have no other address."""

    def reducer_override(self, what: Any) -> Any:
        if isinstance(what, ModelBase) and what._meta.auto_created:
            return _model, (what._meta.label,)
        return NotImplemented


def _model(label: str) -> type[Model]:
    return apps.get_model(label)


def prepare() -> None:
    """Keep a process ready for what is to come, where this one may still be forked; once, when all is loaded."""
    if not _prepared and is_single():
        _prepared.append(Prepared(_make))


def _started(output: int, order: bytes) -> subprocess.Popen[bytes] | ForkedChild:
    with _lock:
        _running[:] = [child for child in _running if child.poll() is None]
        if len(_running) >= MOST:
            raise Refusal(BUSY)
        child = _forked(output, order) or _begun(output, order)
        _running.append(child)
    return child


def _forked(output: int, order: bytes) -> ForkedChild | None:
    """A fork of what is ready; nothing where nothing is, or is any more."""
    try:
        return _prepared[0].start(order, output) if _prepared else None
    except Unprepared:
        log.warning("export_unprepared")
        _prepared.clear()
        return None


def _begun(output: int, order: bytes) -> subprocess.Popen[bytes]:
    """A process from the beginning, half a second later."""
    child = subprocess.Popen([sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=output)  # noqa: S603
    with suppress(BrokenPipeError), child.stdin as pipe:  # type: ignore[union-attr]
        pipe.write(order)
    return child


def _make(order: bytes, output: int) -> None:
    """The child: what the order says, written piece by piece."""
    os.nice(COURTESY)
    gc.disable()  # rows make no cycles, and looking for some takes a tenth of the time
    make, *arguments = pickle.loads(order)  # noqa: S301 - from our own parent
    with os.fdopen(output, "wb", closefd=False) as file:
        for piece in make(*arguments):
            file.write(piece)
            file.flush()


def main() -> None:
    """The child that is begun: Django first, because the arguments name models."""
    django.setup()
    _make(sys.stdin.buffer.read(), sys.stdout.fileno())


if __name__ == "__main__":
    main()
