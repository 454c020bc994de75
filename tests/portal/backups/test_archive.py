"""Backup and restore: bit-identical, unreadable without the key, refused when touched."""

import random
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.models import IntegerField
from django.utils import timezone

from jiangong.domains.accounts.models import ActivationSlip, User
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access import keyring
from jiangong.kit.access.actor import system_actor
from jiangong.kit.audit.recording import record
from jiangong.kit.audit.sealing import seal_pending
from jiangong.kit.audit.verifying import verify
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.messaging.models import Preference
from jiangong.portal.backups import archive, sealed
from jiangong.portal.backups.archive import restore_backup, write_backup
from jiangong.portal.backups.sealed import KeySource
from jiangong.portal.backups.tables import clear_tables, stored_models
from tests.cast import CANARY
from tests.factories.rural import make_funding, make_project

RING = KeySource()


@pytest.fixture
def federation(cast):
    """The cast with an audit trail, an attachment and every awkward character."""
    for number in range(30):
        record(
            system_actor(), "people.person.edit", cast.union, fields={"name": ['引"号\\\n\u2028😀', number]}
        )
    seal_pending()
    someone = cast.users["district_officer"]
    ActivationSlip.objects.create(
        user=someone, batch=uuid4(), made_by=someone, sealed="x", expires_at=timezone.now()
    )
    Preference.objects.create(user=someone)
    officer = cast.actor("district_officer")
    make_funding(officer, make_project(officer))
    place = Path(settings.ATTACHMENT_DIR) / "ab" / "cd"
    place.mkdir(parents=True)
    (place / "picture").write_bytes(random.Random(1).randbytes(3 << 20))
    return cast


def erase() -> None:
    """An empty installation with the same keys."""
    clear_tables(stored_models())
    (Path(settings.ATTACHMENT_DIR) / "ab" / "cd" / "picture").unlink()
    Path(settings.ANCHOR_FILE).unlink()


@pytest.mark.database
def test_round_trip_gives_back_everything_with_the_same_digest(federation, tmp_path):
    saved = write_backup(tmp_path / "one", RING)
    erase()
    restored = restore_backup(tmp_path / "one", RING)
    assert (restored.digest, restored.rows) == (saved.digest, saved.rows)
    assert write_backup(tmp_path / "two", RING).digest == saved.digest
    assert Organization.objects.ungated("test").get(pk=federation.district.pk).opened_on == date(2020, 1, 1)
    assert verify().sound
    size = (Path(settings.ATTACHMENT_DIR) / "ab" / "cd" / "picture").stat().st_size
    assert size == 3 << 20


def test_what_goes_round_holds_every_kind_of_column(federation):
    """A kind that no row here has would be tried for the first time by whoever needs their backup."""
    kinds, tried = set(), set()
    for model in stored_models():
        for field in model._meta.concrete_fields:
            column = field.target_field if field.is_relation else field
            kind = "integer" if isinstance(column, IntegerField) else column.get_internal_type()
            kinds.add(kind)
            if kind not in tried and model._base_manager.exclude(**{field.attname: None}).exists():
                tried.add(kind)
    assert kinds - tried == set()


@pytest.mark.database
def test_keys_go_on_after_the_last_restored_one(federation, tmp_path):
    write_backup(tmp_path / "one", RING)
    last = User.objects.order_by("pk").last().pk
    erase()
    restore_backup(tmp_path / "one", RING)
    assert User.objects.create(username="later", name="后来").pk > last


def test_backup_shows_nothing_without_the_key(federation, tmp_path):
    write_backup(tmp_path / "one", RING)
    contents = (tmp_path / "one").read_bytes()
    assert CANARY.encode() not in contents
    assert (tmp_path / "one").stat().st_mode & 0o077 == 0
    ring = Path(settings.KEYRING_FILE).read_bytes()
    assert ring[20:60] not in contents


def test_another_ring_does_not_open_it(federation, tmp_path):
    write_backup(tmp_path / "one", RING)
    erase()
    Path(settings.KEYRING_FILE).unlink()
    keyring.forget_keys()
    with pytest.raises(Refusal, match="密钥不对，或者文件被改动"):
        restore_backup(tmp_path / "one", RING)


def test_passphrase_opens_it_without_the_ring(federation, tmp_path, monkeypatch):
    (tmp_path / "pass").write_text("correct horse battery staple\n")
    source = KeySource(tmp_path / "pass")
    saved = write_backup(tmp_path / "one", source)
    erase()
    with pytest.raises(Refusal, match="密码文件（--passphrase-file）"):
        restore_backup(tmp_path / "one", RING)
    assert restore_backup(tmp_path / "one", source).digest == saved.digest


def test_short_passphrase_is_refused(federation, tmp_path):
    (tmp_path / "pass").write_text("short")
    with pytest.raises(Refusal, match="至少要16个字符"):
        write_backup(tmp_path / "one", KeySource(tmp_path / "pass"))
    assert not (tmp_path / "one").exists()


@pytest.mark.parametrize("seed", range(12))
def test_touched_backup_restores_nothing(federation, tmp_path, seed):
    write_backup(tmp_path / "one", RING)
    contents, dice = bytearray((tmp_path / "one").read_bytes()), random.Random(seed)
    if seed % 3 == 0:
        contents = contents[: dice.randrange(1, len(contents))]
    else:
        contents[dice.randrange(len(contents))] ^= 1 << dice.randrange(8)
    (tmp_path / "one").write_bytes(contents)
    erase()
    with pytest.raises(Refusal):
        restore_backup(tmp_path / "one", RING)
    assert User.objects.count() == 0
    assert not Path(settings.ANCHOR_FILE).exists()


def test_swapped_chunks_are_noticed(federation, tmp_path, monkeypatch):
    monkeypatch.setattr(sealed, "CHUNK", 4096)
    write_backup(tmp_path / "one", RING)
    contents = (tmp_path / "one").read_bytes()
    start = contents.index(b"\n", len(sealed.MAGIC)) + 1
    step = 4096 + 16 + 5
    first, second = contents[start : start + step], contents[start + step : start + 2 * step]
    (tmp_path / "one").write_bytes(contents[:start] + second + first + contents[start + 2 * step :])
    erase()
    with pytest.raises(Refusal, match="打不开"):
        restore_backup(tmp_path / "one", RING)


def test_restore_into_a_used_database_is_refused(federation, tmp_path):
    write_backup(tmp_path / "one", RING)
    with pytest.raises(Refusal, match="数据库里已有内容，没有恢复"):
        restore_backup(tmp_path / "one", RING)


def test_backup_of_another_version_is_refused(federation, tmp_path, monkeypatch):
    write_backup(tmp_path / "one", RING)
    erase()
    monkeypatch.setattr(archive, "applied_migrations", lambda: ["people.0099_later"])
    with pytest.raises(Refusal, match="版本不同"):
        restore_backup(tmp_path / "one", RING)


def test_failed_backup_leaves_no_file(federation, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive, "_write_table", full)
    with pytest.raises(CommandError, match="请检查目录和剩余空间"):
        call_command("backup", str(tmp_path / "one"))
    assert list(tmp_path.glob("one*")) == []


def test_backup_overwrites_nothing(federation, tmp_path):
    (tmp_path / "one").write_text("mine")
    with pytest.raises(CommandError, match="没有覆盖"):
        call_command("backup", str(tmp_path / "one"))
    assert (tmp_path / "one").read_text() == "mine"


def test_other_file_is_no_backup(federation, tmp_path):
    (tmp_path / "one").write_text("hello")
    erase()
    with pytest.raises(Refusal, match="这不是建功的备份文件"):
        restore_backup(tmp_path / "one", RING)
