"""From an upload to a checked file in the store; nothing here touches the database."""

import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.files.base import File

from jiangong.kit.attachments.slots import MEBIBYTE, Slot
from jiangong.kit.attachments.store import keep
from jiangong.kit.commands.errors import Refusal
from jiangong.lib.filetypes import PICTURES, FileType, check_upload
from jiangong.lib.pictures import clean_picture
from jiangong.lib.refused import Refused

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Received:
    """A checked file in the store, not yet anybody's."""

    name: str
    kind: FileType
    size: int
    digest: str
    cleaned: bool


def receive(slot: Slot, upload: File) -> Received:
    """Check what an upload really is, clean a picture, and keep it; hostile files are refused by name."""
    name = clean_name(upload.name or "")
    if upload.size > slot.max_size:
        raise Refusal(f"“{name}”超过{slot.max_size // MEBIBYTE}MB。请压缩或拆分后再上传。")
    try:
        with _on_disk(upload) as source:
            kind = check_upload(source, name, slot.kinds)
            return _clean(source, name) if kind in PICTURES else _received(source, name, kind)
    except Refused as refused:
        raise Refusal(f"“{name}”没有上传：{refused.sentence}") from refused


def clean_name(name: str) -> str:
    """The last part of a name without what could mislead: directories, control and direction marks."""
    last = PurePosixPath(name.replace("\\", "/")).name
    visible = "".join(
        char for char in last if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    stem, dot, suffix = visible.strip().rpartition(".")
    if not dot:
        return visible.strip()[:LONGEST_NAME] or "未命名"
    return f"{stem[: LONGEST_NAME - len(suffix[:10]) - 1] or '未命名'}.{suffix[:10]}"


def _received(source: Path, name: str, kind: FileType, *, cleaned: bool = False) -> Received:
    kept = keep(source)
    return Received(name, kind, kept.size, kept.digest, cleaned)


def _clean(source: Path, name: str) -> Received:
    """Only the re-encoded picture is kept: without place, time, device and whatever hid behind the pixels."""
    target = settings.STAGING_DIR / f"picture-{secrets.token_hex(16)}"
    try:
        kind = {"jpeg": FileType.JPG, "png": FileType.PNG}[clean_picture(source, target).format]
        return _received(target, f"{PurePosixPath(name).stem}.{kind}", kind, cleaned=True)
    finally:
        target.unlink(missing_ok=True)


@contextmanager
def _on_disk(upload: File) -> Iterator[Path]:
    """Uploads of forms already lie on disk; files made by code are written there first."""
    if hasattr(upload, "temporary_file_path"):
        yield Path(upload.temporary_file_path())
        return
    path = settings.STAGING_DIR / f"upload-{secrets.token_hex(16)}"
    try:
        with path.open("xb") as target:
            target.writelines(upload.chunks())
        yield path
    finally:
        path.unlink(missing_ok=True)
