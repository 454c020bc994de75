"""Checked rows wait in sealed files that expire: nothing unconfirmed is in the database or readable on disk."""

import marshal
import os
import shutil
import struct
import time
from array import array
from collections.abc import Iterable, Iterator
from itertools import chain, count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from jiangong.kit.access.keyring import derive_key
from jiangong.kit.commands.errors import Refusal

UPLOAD, GOOD, BAD, SAMPLE, MADE = "upload", "good", "bad", "sample", "made"
KEPT_SECONDS = 24 * 3600
MADE_KEPT_SECONDS = 30 * 24 * 3600
NONCE = 12
EXPIRED = "上传的数据已过期清理，请重新上传文件。"
DAMAGED = "暂存的数据已损坏，没有导入。请重新上传文件。"
SIZE = struct.Struct(">I")


def place_of(batch_id: int) -> Path:
    """The directory of one batch, readable by the server alone."""
    place = _place(batch_id)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def _place(batch_id: int) -> Path:
    return Path(settings.STAGING_DIR) / f"import-{batch_id}"


class Writer:
    """Appends sealed chunks, each bound to its batch, part and position; an empty one marks the end."""

    def __init__(self, batch_id: int, part: str) -> None:
        self.label, self.count = f"{batch_id}:{part}", 0
        self.cipher = AESGCM(derive_key("staging"))
        descriptor = os.open(place_of(batch_id) / part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self.stream = os.fdopen(descriptor, "wb")

    def write(self, rows: list[Any]) -> None:
        if rows:
            self._append(rows)

    def _append(self, rows: list[Any]) -> None:
        nonce = os.urandom(NONCE)
        packed = marshal.dumps(rows)  # four times as fast as JSON, and only we can seal what we open
        sealed = nonce + self.cipher.encrypt(nonce, packed, f"{self.label}:{self.count}".encode())
        self.stream.write(SIZE.pack(len(sealed)) + sealed)
        self.count += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._append([])
        self.stream.close()


def is_kept(batch_id: int, part: str) -> bool:
    return (_place(batch_id) / part).exists()


def read_chunks(batch_id: int, part: str) -> Iterator[list[Any]]:
    """The sealed chunks in order; a file that expired, was touched or cut short is refused."""
    if not is_kept(batch_id, part):
        raise Refusal(EXPIRED)
    try:
        yield from _opened(_place(batch_id) / part, f"{batch_id}:{part}")
    except (InvalidTag, ValueError, TypeError, EOFError, struct.error):
        raise Refusal(DAMAGED) from None


def _opened(path: Path, label: str) -> Iterator[list[Any]]:
    cipher = AESGCM(derive_key("staging"))
    with path.open("rb") as stream:
        for position in count():
            sealed = stream.read(SIZE.unpack(stream.read(SIZE.size))[0])
            packed = cipher.decrypt(sealed[:NONCE], sealed[NONCE:], f"{label}:{position}".encode())
            if not (rows := marshal.loads(packed)):  # noqa: S302 - authenticated: we wrote it
                return
            yield rows


def read_rows_of(batch_id: int, part: str) -> Iterator[Any]:
    return chain.from_iterable(read_chunks(batch_id, part))


def keep_upload(batch_id: int, content: Iterable[bytes]) -> Path:
    """The uploaded file itself, until the batch is settled or expires."""
    path = place_of(batch_id) / UPLOAD
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        for piece in content:
            stream.write(piece)
    return path


def keep_made(batch_id: int, keys: Iterable[int]) -> None:
    """Which rows an import made, so that it can be taken back."""
    path = place_of(batch_id) / MADE
    with path.open("wb") as stream:
        array("q", keys).tofile(stream)


def keep_stayed(batch_id: int, keys: Iterable[int]) -> None:
    """Forget all of an import that was taken back, but which of its rows could not be."""
    clear(batch_id)
    if stayed := list(keys):
        keep_made(batch_id, stayed)


def made_keys(batch_id: int) -> list[int] | None:
    """The keys, or nothing once they have expired."""
    path = _place(batch_id) / MADE
    if not path.exists():
        return None
    keys = array("q")
    keys.frombytes(path.read_bytes())
    return keys.tolist()


def clear(batch_id: int, *parts: str) -> None:
    """Forget these parts, or everything."""
    place = place_of(batch_id)
    for part in parts or (UPLOAD, GOOD, BAD, SAMPLE, MADE):
        (place / part).unlink(missing_ok=True)
    if not any(place.iterdir()):
        place.rmdir()


def sweep() -> int:
    """Remove what has expired; returns how many files went."""
    now, gone = time.time(), 0
    for path in Path(settings.STAGING_DIR).glob("import-*/*"):
        lifetime = MADE_KEPT_SECONDS if path.name == MADE else KEPT_SECONDS
        if now - path.stat().st_mtime > lifetime:
            path.unlink(missing_ok=True)
            gone += 1
    for place in Path(settings.STAGING_DIR).glob("import-*"):
        if place.is_dir() and not any(place.iterdir()):
            shutil.rmtree(place, ignore_errors=True)
    return gone
