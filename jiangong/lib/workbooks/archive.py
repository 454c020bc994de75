"""Walks a zip by its real bytes: nothing the archive says about itself is believed.

Python's reader stops at the declared size; here every entry is inflated to its end and counted, so a lie
about size, checksum or position is found before any parser sees the file.
"""

import contextlib
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from jiangong.lib.refused import Refused

BLOCK = 1 << 18
_RAW_BLOCK = 1 << 16
_SMALL = 10 * (1 << 20)
_END_RECORD = 22
_DAMAGED = "文件已损坏，请用Excel或WPS打开并另存后重新上传。"
_FOREIGN = "文件夹带了不属于文档的内容，请用Excel或WPS打开并另存后重新上传。"
_EXPLODES = "文件解压后体积异常，请把内容复制到新建的文件中另存后重新上传。"
_PASSWORD = "文件设有密码，请取消密码后再上传。"  # noqa: S105 - a sentence for the clerk
_MAGIC_ZIP, _MAGIC_END = b"PK\x03\x04", b"PK\x05\x06"


@dataclass(frozen=True)
class Caps:
    """How much an archive may hold."""

    entries: int = 2_000
    inflated_bytes: int = 200 * (1 << 20)
    ratio: int = 100
    nested: bool = False


def walk(path: Path, caps: Caps) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yields (name, blocks) of each entry; blocks left unread are read and checked all the same."""
    with path.open("rb") as raw, _damage_as_refusal(), zipfile.ZipFile(raw) as archive:
        raw.seek(-_END_RECORD, 2)
        if not raw.read().startswith(_MAGIC_END):
            raise Refused(_FOREIGN)
        entries = _checked_entries(archive, caps)
        budget = [caps.inflated_bytes]
        for entry in entries:
            blocks = _inflate(raw, entry, caps, budget)
            yield entry.filename, blocks
            for _ in blocks:
                pass


@contextlib.contextmanager
def _damage_as_refusal() -> Iterator[None]:
    """Whatever the zip or deflate reader stumbles over is, to the clerk, a damaged file."""
    try:
        yield
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
    ) as error:
        raise Refused(_DAMAGED) from error


def _checked_entries(archive: zipfile.ZipFile, caps: Caps) -> list[zipfile.ZipInfo]:
    entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    if not entries:
        raise Refused(_DAMAGED)
    if len(entries) > caps.entries:
        raise Refused(f"文件内含{len(entries):,}个部件，超过{caps.entries:,}个，请另存为新的文件后重新上传。")
    if len({entry.filename.lower() for entry in entries}) != len(entries):
        raise Refused(_DAMAGED)
    if entries[0].header_offset != 0 or archive.comment:
        raise Refused(_FOREIGN)
    for entry in entries:
        _check_entry(entry)
    ends = [entry.header_offset for entry in entries[1:]] + [archive.start_dir]
    for entry, end in zip(entries, ends, strict=True):
        if entry.header_offset + 30 + entry.compress_size > end:
            raise Refused(_EXPLODES)
    return entries


def _check_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 0x1:
        raise Refused(_PASSWORD)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused(_DAMAGED)
    name = entry.orig_filename
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or ":" in name or "\0" in name:
        raise Refused(_FOREIGN)


def _inflate(raw: BinaryIO, entry: zipfile.ZipInfo, caps: Caps, budget: list[int]) -> Iterator[bytes]:
    """Runs while the caller of `walk` iterates, so it needs the guard of its own."""
    with _damage_as_refusal():
        yield from _inflated(raw, entry, caps, budget)


def _inflated(raw: BinaryIO, entry: zipfile.ZipInfo, caps: Caps, budget: list[int]) -> Iterator[bytes]:
    left = _seek_content(raw, entry)
    inflater = zlib.decompressobj(-15) if entry.compress_type == zipfile.ZIP_DEFLATED else None
    total, checksum, pending, first = 0, 0, b"", True
    position = raw.tell()
    while True:
        if not pending and left:
            raw.seek(position)
            pending = raw.read(min(_RAW_BLOCK, left))
            position, left = raw.tell(), left - len(pending)
            if not pending:
                raise Refused(_DAMAGED)
        block, pending = _next_block(inflater, pending)
        if not block and not pending and not left:
            break
        total += len(block)
        checksum = zlib.crc32(block, checksum)
        budget[0] -= len(block)
        _check_growth(entry, total, budget[0], caps)
        if first and block:
            first = False
            if block.startswith(_MAGIC_ZIP) and not caps.nested:
                raise Refused("文件里嵌入了另一个压缩包或文档，请删除嵌入的对象后重新上传。")
        if block:
            yield block
        if inflater is not None and inflater.eof:
            break
    is_whole = not left and not pending and (inflater is None or inflater.eof)
    if not is_whole or (total, checksum) != (entry.file_size, entry.CRC):
        raise Refused(_DAMAGED)


def _seek_content(raw: BinaryIO, entry: zipfile.ZipInfo) -> int:
    raw.seek(entry.header_offset)
    header = raw.read(30)
    if not header.startswith(_MAGIC_ZIP):
        raise Refused(_DAMAGED)
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    name = raw.read(name_length)
    if name != entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437"):
        raise Refused(_DAMAGED)
    raw.seek(extra_length, 1)
    return entry.compress_size


def _next_block(inflater: "zlib._Decompress | None", pending: bytes) -> tuple[bytes, bytes]:
    if inflater is None:
        return pending, b""
    block = inflater.decompress(pending, BLOCK)
    return block, inflater.unconsumed_tail or (inflater.unused_data if inflater.eof else b"")


def _check_growth(entry: zipfile.ZipInfo, total: int, budget: int, caps: Caps) -> None:
    if budget < 0:
        raise Refused(f"文件解压后超过{caps.inflated_bytes >> 20}MB，请拆分成几个文件后分别上传。")
    if total > _SMALL and total > caps.ratio * max(entry.compress_size, 1):
        raise Refused(_EXPLODES)
