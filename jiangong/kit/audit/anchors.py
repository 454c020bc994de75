"""The chain's head outside the database: one fsynced, keyed line per sealing, so that cutting the end shows."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from jiangong.kit.audit.keys import audit_key, audit_suite
from jiangong.lib.macs import row_mac, same_mac

_LINE = re.compile(r"(\d{1,18}) ([0-9a-f]{64}) (\S{10,40}) ([0-9a-f]{64})")
_TAIL = 4096


@dataclass(frozen=True, slots=True)
class Anchor:
    """How many rows were sealed and the chain's head at that moment; ``genuine`` only with the key."""

    count: int
    head: str
    at: str
    mac: str

    @property
    def genuine(self) -> bool:
        return same_mac(self.mac, _mac(self.count, self.head, self.at))


def append_anchor(count: int, head: str) -> Anchor:
    """Write the line and return only when it lies on the disk."""
    path = Path(settings.ANCHOR_FILE)
    at = timezone.now().isoformat(timespec="seconds")
    anchor = Anchor(count, head, at, _mac(count, head, at))
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        torn = "" if _ends_whole(path) else "\n"
        os.write(descriptor, f"{torn}{count} {head} {at} {anchor.mac}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return anchor


def last_anchor() -> Anchor | None:
    """The newest whole line, read from the end of the file."""
    path = Path(settings.ANCHOR_FILE)
    if not path.exists():
        return None
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - _TAIL))
        lines = stream.read().decode("ascii", errors="replace").splitlines()
    return next((found for line in reversed(lines) if (found := _parse(line))), None)


def read_anchors() -> Iterator[tuple[int, Anchor | None]]:
    """Every line with its number; ``None`` where it cannot be read."""
    path = Path(settings.ANCHOR_FILE)
    if not path.exists():
        return
    with path.open(encoding="ascii", errors="replace") as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                yield number, _parse(line.rstrip("\n"))


def _parse(line: str) -> Anchor | None:
    match = _LINE.fullmatch(line)
    return Anchor(int(match[1]), match[2], match[3], match[4]) if match else None


def _ends_whole(path: Path) -> bool:
    """Whether the last line ended: a crash may have cut it."""
    with path.open("rb") as stream:
        if stream.seek(0, os.SEEK_END) == 0:
            return True
        stream.seek(-1, os.SEEK_END)
        return stream.read(1) == b"\n"


def _mac(count: int, head: str, at: str) -> str:
    fields = {"anchor": "audit", "count": count, "head": head, "at": at}
    return row_mac(audit_key(), fields, suite=audit_suite())
