"""Writers of one file take turns: left to itself SQLite lets each sleep, longer and longer, while the file stands idle."""

import fcntl
import os
import threading
import time
from contextlib import suppress

# Seconds between two looks at what another process holds: most hold it for milliseconds, an import for seconds.
SOON, LATER = 0.0001, 0.002
SHORT = 0.05
YOUNG = 0.02  # seconds for which a turn has the threads beside it wait


class Turns:
    """Whose turn it is to write to one file: of the threads here by a lock, of all processes by a lock on a file.

    SQLite's own lock still decides; this one only spares sleeping. A process that dies gives its turn back.

    Python runs one thread at a time, so those beside the one whose turn it is would make its turn twice as long, and
    all processes wait for its end. They give way before each statement, as long as the turn may be a short one.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._here = threading.Lock()
        self._file: int | None = None
        self._since: float | None = None
        self._over = threading.Event()
        os.register_at_fork(after_in_child=self._begin_anew)

    def take(self, seconds: float) -> bool:
        """Wait until nobody else writes; whether it is one's turn now."""
        began = time.monotonic()
        if not self._here.acquire(timeout=seconds):
            return False
        while not self._lock():
            waited = time.monotonic() - began
            if waited > seconds:
                self._here.release()
                return False
            time.sleep(SOON if waited < SHORT else LATER)
        self._over.clear()
        self._since = time.monotonic()
        return True

    def give_way(self) -> None:
        """Let a thread of this process whose turn it is come to its end, unless it takes long."""
        since = self._since
        if since is not None and (left := since + YOUNG - time.monotonic()) > 0:
            self._over.wait(left)

    def give_back(self) -> None:
        self._since = None
        self._over.set()
        with suppress(OSError):
            if self._file is not None:
                fcntl.flock(self._file, fcntl.LOCK_UN)
        self._here.release()

    def _lock(self) -> bool:
        try:
            if self._file is None:
                self._file = os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # no such lock here: the threads of this process take turns all the same
        return True

    def _begin_anew(self) -> None:
        """A child shares neither the threads nor, with them, the lock of its parent."""
        self._here, self._over, self._since = threading.Lock(), threading.Event(), None
        if self._file is not None:
            os.close(self._file)
            self._file = None


_known: dict[str, Turns] = {}


def turns_at(path: str) -> Turns:
    """The turns of the database of this name, the same for all connections of the process."""
    return _known.get(path) or _known.setdefault(path, Turns(f"{path}-turn"))
