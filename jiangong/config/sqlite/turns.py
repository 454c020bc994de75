"""Writers of one file take turns: left to itself SQLite lets each sleep, longer and longer, while the file stands idle."""

import fcntl
import os
import threading
import time
from contextlib import suppress

# Seconds between two looks at what another process holds: most hold it for milliseconds, an import for seconds.
SOON, LATER = 0.0001, 0.002
SHORT = 0.05


class Turns:
    """Whose turn it is to write to one file: of the threads here by a lock, of all processes by a lock on a file.

    SQLite's own lock still decides; this one only spares sleeping. A process that dies gives its turn back.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._here = threading.Lock()
        self._file: int | None = None
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
        return True

    def give_back(self) -> None:
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
        self._here = threading.Lock()
        if self._file is not None:
            os.close(self._file)
            self._file = None


_known: dict[str, Turns] = {}


def turns_at(path: str) -> Turns:
    """The turns of the database of this name, the same for all connections of the process."""
    return _known.get(path) or _known.setdefault(path, Turns(f"{path}-turn"))
