"""Write a backup and read it back, each proving by a digest that nothing is missing or different."""

import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

from jiangong.domains.accounts.models import User
from jiangong.domains.organizations.models import Organization
from jiangong.kit.commands.errors import Refusal
from jiangong.portal.backups.sealed import KeySource, SealedReader, SealingWriter
from jiangong.portal.backups.tables import (
    clear_tables,
    dumped_rows,
    load_rows,
    reset_sequences,
    snapshot,
    stored_models,
    unhurried,
)

PART = 8 << 20  # tables travel in parts of this size: no plain copy ever touches the disk
MANIFEST = "manifest.json"
ANCHOR = "audit-anchor.log"
FILES = "attachments/"
TABLES = "tables/"


@dataclass
class Contents:
    """What a backup holds: rows and digest per table, digest per file, the state of the migrations."""

    tables: dict[str, tuple[int, str]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    migrations: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """One figure for all of it; equal exactly if every row and every file is."""
        facts = json.dumps([sorted(self.tables.items()), sorted(self.files.items())], ensure_ascii=False)
        return hashlib.sha256(facts.encode()).hexdigest()

    @property
    def rows(self) -> int:
        return sum(count for count, _ in self.tables.values())

    def as_json(self) -> bytes:
        facts = {"tables": self.tables, "files": self.files, "migrations": self.migrations}
        return json.dumps({**facts, "digest": self.digest}, ensure_ascii=False).encode()


def write_backup(target: Path, source: KeySource) -> Contents:
    """One moment of database, attachments and anchors into one sealed file; it appears only when complete."""
    partial = target.with_name(f"{target.name}.partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            sealed = SealingWriter(stream, source)
            with tarfile.open(fileobj=cast("BinaryIO", sealed), mode="w|gz") as tar:
                contents = _write_parts(tar)
            sealed.finish()
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return contents


def _write_parts(tar: tarfile.TarFile) -> Contents:
    contents = Contents()
    _write_anchor(tar, contents)  # first: the anchors may lag behind the rows, never run ahead of them
    with snapshot():
        contents.migrations = applied_migrations()
        for model in stored_models():
            contents.tables[model._meta.label_lower] = _write_table(tar, model)
    for name, path in _files():
        contents.files[name] = _file_digest(path)
        tar.add(path, arcname=name, recursive=False)
    _add(tar, MANIFEST, contents.as_json())
    return contents


def _write_anchor(tar: tarfile.TarFile, contents: Contents) -> None:
    anchor = Path(settings.ANCHOR_FILE)
    if anchor.is_file():
        lines = anchor.read_bytes()
        contents.files[ANCHOR] = hashlib.sha256(lines).hexdigest()
        _add(tar, ANCHOR, lines)


def _write_table(tar: tarfile.TarFile, model: type[models.Model]) -> tuple[int, str]:
    digest, rows, part = hashlib.sha256(), 0, bytearray()
    for line in dumped_rows(model):
        digest.update(line)
        part += line
        rows += 1
        if len(part) >= PART:
            _add(tar, f"{TABLES}{model._meta.label_lower}", bytes(part))
            part.clear()
    _add(tar, f"{TABLES}{model._meta.label_lower}", bytes(part))
    return rows, digest.hexdigest()


def _add(tar: tarfile.TarFile, name: str, contents: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(contents)
    tar.addfile(entry, io.BytesIO(contents))


def _table_digest(model: type[models.Model]) -> tuple[int, str]:
    digest, rows = hashlib.sha256(), 0
    for line in dumped_rows(model):
        digest.update(line)
        rows += 1
    return rows, digest.hexdigest()


def restore_backup(backup: Path, source: KeySource) -> Contents:
    """Restore into an empty installation: everything, proven equal, or nothing."""
    if User.objects.exists() or Organization.objects.ungated("a restore needs an empty database").exists():
        raise Refusal("数据库里已有内容，没有恢复。请换一个空的数据库（DATABASE_URL）或数据目录。")
    settings.ATTACHMENT_DIR.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=settings.ATTACHMENT_DIR.parent, prefix=".restore-") as place,
        backup.open("rb") as stream,
        unhurried(),
    ):
        manifest = _read_parts(SealedReader(stream, source), Path(place))
        reset_sequences(stored_models())
        contents = _require_equal(manifest, Path(place))
        _move_files(Path(place))
    return contents


def _read_parts(reader: SealedReader, place: Path) -> dict[str, Any]:
    """Load every part as it comes; the manifest is the last."""
    by_name = {model._meta.label_lower: model for model in stored_models()}
    clear_tables(by_name.values())
    manifest: dict[str, Any] = {}
    try:
        with tarfile.open(fileobj=cast("BinaryIO", reader), mode="r|gz") as tar:
            for entry in tar:
                body = tar.extractfile(entry)
                if body is None:
                    continue
                if entry.name == MANIFEST:
                    manifest = json.loads(body.read())
                elif entry.name.startswith(TABLES):
                    _load_part(by_name, entry.name.removeprefix(TABLES), body.read())
                else:
                    _write_file(place, entry.name, body)
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise Refusal(f"备份文件的内容无法读取（{type(error).__name__}），没有恢复任何内容。") from error
    return manifest


def _load_part(by_name: dict[str, type[models.Model]], label: str, part: bytes) -> None:
    if label not in by_name:
        raise Refusal(f"备份里的表{label}在当前版本中不存在。请用制作备份时的版本恢复，再升级。")
    load_rows(by_name[label], part.splitlines(keepends=False))


def _write_file(place: Path, name: str, body: Any) -> None:
    path = (place / name).resolve()
    if not path.is_relative_to(place.resolve()):
        raise Refusal("备份文件里有越出目录的路径，没有恢复任何内容。")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        shutil.copyfileobj(body, stream)
        stream.flush()
        os.fsync(stream.fileno())


def _require_equal(manifest: dict[str, Any], place: Path) -> Contents:
    """What was loaded must be what was saved, row by row and file by file."""
    if manifest.get("migrations") != applied_migrations():
        raise Refusal("备份与当前程序的版本不同。请用制作备份时的版本恢复，再升级。")
    tables = {model._meta.label_lower: _table_digest(model) for model in stored_models()}
    for label, (rows, digest) in tables.items():
        if manifest["tables"].get(label) != [rows, digest]:
            raise Refusal(f"恢复后的表{label}与备份不一致，没有恢复任何内容。")
    for name, digest in manifest["files"].items():
        path = place / name
        if not path.is_file() or _file_digest(path) != digest:
            raise Refusal(f"备份里的文件{name}缺失或损坏，没有恢复任何内容。")
    return Contents(tables, manifest["files"], manifest["migrations"])


def _move_files(place: Path) -> None:
    """The last step before the commit: attachments and anchors take their places."""
    if (place / FILES).is_dir():
        shutil.copytree(place / FILES, settings.ATTACHMENT_DIR, dirs_exist_ok=True)
    if (place / ANCHOR).is_file():
        Path(settings.ANCHOR_FILE).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(place / ANCHOR, settings.ANCHOR_FILE)


def applied_migrations() -> list[str]:
    """Which migrations this database has seen."""
    recorder = MigrationRecorder(connection)
    return sorted(f"{app}.{name}" for app, name in recorder.applied_migrations())


def _files() -> Iterator[tuple[str, Path]]:
    folder = Path(settings.ATTACHMENT_DIR)
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file():
            yield f"{FILES}{path.relative_to(folder).as_posix()}", path


def _file_digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
