"""The store: written once, whole or not at all, swept with care."""

import errno
import hashlib
import os
import time
from pathlib import Path

import pytest

from jiangong.kit.attachments import store
from jiangong.kit.attachments.store import StorageFull, StorageRefusal, keep, open_kept, path_of

CONTENT = "工会经费收支明细".encode()
DAY = 24 * 3600


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source"
    path.write_bytes(CONTENT)
    return path


def make_old(path: Path, seconds: int = 2 * DAY) -> None:
    moment = time.time() - seconds
    os.utime(path, (moment, moment))


def test_keep_puts_a_file_under_its_digest(source):
    kept = keep(source)
    assert kept.digest == hashlib.sha256(CONTENT).hexdigest()
    assert kept.size == len(CONTENT)
    assert open_kept(kept.digest).read() == CONTENT
    assert list(store.drafts()) == []


def test_keep_the_same_contents_twice_keeps_one_file(source):
    first = path_of(keep(source).digest).stat().st_ino
    assert path_of(keep(source).digest).stat().st_ino == first
    assert len(list(store.kept_files())) == 1


def test_keep_replaces_a_damaged_copy(source):
    path = path_of(keep(source).digest)
    path.write_bytes(b"rot")
    keep(source)
    assert path.read_bytes() == CONTENT


def test_keep_syncs_the_file_before_the_rename_and_the_directory_after(source, monkeypatch):
    calls = []
    sync, rename = os.fsync, Path.rename

    def watched_sync(descriptor: int) -> None:
        calls.append("directory" if Path(f"/proc/self/fd/{descriptor}").resolve().is_dir() else "file")
        sync(descriptor)

    def watched_rename(self: Path, target: Path) -> Path:
        calls.append("rename")
        return rename(self, target)

    keep(source)
    path_of(hashlib.sha256(CONTENT).hexdigest()).unlink()
    monkeypatch.setattr(os, "fsync", watched_sync)
    monkeypatch.setattr(Path, "rename", watched_rename)
    keep(source)
    assert calls == ["file", "rename", "directory"]


@pytest.mark.parametrize(
    ("number", "expected", "status"),
    [(errno.ENOSPC, StorageFull, 507), (errno.EDQUOT, StorageFull, 507), (errno.EIO, StorageRefusal, 503)],
)
@pytest.mark.parametrize("failing", ["fsync", "rename"])
def test_keep_on_a_failing_disk_says_so_and_leaves_nothing(
    source, monkeypatch, number, expected, status, failing
):
    def fail(*args: object) -> None:
        raise OSError(number, os.strerror(number))

    store._make_directory(store.settings.ATTACHMENT_DIR / "incoming")
    monkeypatch.setattr(os if failing == "fsync" else Path, failing, fail)
    with pytest.raises(expected) as caught:
        keep(source)
    assert caught.value.status == status
    assert caught.value.sentence.endswith("。")
    assert list(store.kept_files()) == []
    assert list(store.drafts()) == []


def test_open_kept_without_the_file_is_a_refusal():
    with pytest.raises(StorageRefusal, match="暂时取不到"):
        open_kept("0" * 64)


def test_discard_spares_a_young_file(source):
    path = path_of(keep(source).digest)
    assert store.discard_if_old(path) is False
    assert path.exists()


def test_discard_spares_a_file_an_upload_has_just_adopted(source):
    path = path_of(keep(source).digest)
    make_old(path)
    keep(source)
    assert store.discard_if_old(path) is False


def test_discard_removes_an_old_file(source):
    path = path_of(keep(source).digest)
    make_old(path)
    assert store.discard_if_old(path) is True
    assert not path.exists()


def test_discard_of_what_is_gone_is_no_error(tmp_path):
    assert store.discard_if_old(tmp_path / "gone") is False
