"""The content-addressed store: a file lies under its SHA-256, is written once and never changed.

Order of writing: temporary file → fsync → rename → fsync of the directory → only then a database row. A crash
in between leaves at most an orphan, which ``sweep_orphans`` removes; never a row without its file.
"""

import errno
import fcntl
import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import structlog
from django.conf import settings

from jiangong.kit.commands.errors import Refusal

log = structlog.get_logger("jiangong.attachments")
BLOCK = 1 << 20
ORPHAN_AGE_SECONDS = 24 * 3600
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class StorageRefusal(Refusal):
    """The disk did not take or give a file; nothing was half-written."""

    status = 503


class StorageFull(StorageRefusal):
    """No room is left."""

    status = 507


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the store."""

    digest: str
    size: int


def keep(source: Path) -> Kept:
    """Bring a file into the store; the same contents lie there only once."""
    try:
        with source.open("rb") as stream:
            return _keep(stream)
    except OSError as error:
        log.exception("attachment_not_stored")
        if error.errno in _FULL:
            raise StorageFull("存储空间已满，文件没有保存。请联系系统管理员清理空间后再上传。") from error
        raise StorageRefusal("文件没有存好。请稍后再上传一次，仍不行请联系系统管理员。") from error


def open_kept(digest: str) -> BinaryIO:
    """The stored bytes for reading."""
    try:
        return path_of(digest).open("rb")
    except OSError as error:
        log.exception("attachment_not_readable", digest=digest)
        raise StorageRefusal("这个文件暂时取不到。请把文件名告诉系统管理员，由其核对附件存储。") from error


def path_of(digest: str) -> Path:
    return settings.ATTACHMENT_DIR / digest[:2] / digest[2:4] / digest


def _keep(stream: BinaryIO) -> Kept:
    incoming = settings.ATTACHMENT_DIR / "incoming"
    _make_directory(incoming)
    draft = incoming / secrets.token_hex(16)
    try:
        kept = _copy(stream, draft)
        final = path_of(kept.digest)
        if not _is_kept_already(final, kept):
            _make_directory(final.parent)
            draft.rename(final)
            _sync_directory(final.parent)
    finally:
        draft.unlink(missing_ok=True)
    return kept


def _copy(stream: BinaryIO, draft: Path) -> Kept:
    digest, size = hashlib.sha256(), 0
    with draft.open("xb") as target:
        while block := stream.read(BLOCK):
            digest.update(block)
            size += len(block)
            target.write(block)
        target.flush()
        os.fsync(target.fileno())
    return Kept(digest.hexdigest(), size)


def _is_kept_already(final: Path, kept: Kept) -> bool:
    """Whether the same bytes lie there undamaged; made young under a lock that the sweep respects."""
    try:
        with final.open("rb") as stream:
            fcntl.flock(stream, fcntl.LOCK_SH)
            if os.fstat(stream.fileno()).st_nlink == 0:
                return False
            os.utime(stream.fileno())
            return hashlib.file_digest(stream, "sha256").hexdigest() == kept.digest
    except FileNotFoundError:
        return False


def _make_directory(path: Path) -> None:
    """Create a directory so that its own name survives a power cut."""
    if path.is_dir():
        return
    _make_directory(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    _sync_directory(path.parent)


def _sync_directory(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def kept_files() -> Iterator[Path]:
    """Every file under its digest."""
    yield from settings.ATTACHMENT_DIR.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")


def drafts() -> Iterator[Path]:
    """What interrupted uploads left behind."""
    yield from (settings.ATTACHMENT_DIR / "incoming").glob("*")


def discard_if_old(path: Path) -> bool:
    """Delete a file nobody refers to, unless an upload has just adopted it."""
    oldest = time.time() - ORPHAN_AGE_SECONDS
    try:
        with path.open("rb") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            if os.fstat(stream.fileno()).st_mtime > oldest:
                return False
            path.unlink()
    except FileNotFoundError:
        return False
    return True


def digest_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
