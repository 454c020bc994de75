"""What must hold when things go wrong: crashes, tampering, expiry, two at once, hostile files."""

import os
import re
import time
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from jiangong.domains.documents.models import Document
from jiangong.kit.commands.errors import Conflict, Refusal
from jiangong.kit.importing import batches, staging
from jiangong.kit.importing.batches import check_batch, commit_batch, confirm_batch, upload_batch
from jiangong.kit.importing.jobs import sweep
from jiangong.kit.importing.models import ImportBatch
from jiangong.kit.importing.specs import spec_of
from jiangong.kit.jobs.models import Job, JobState
from jiangong.kit.jobs.running import run_due
from tests.cast import assemble
from tests.hostile import corpus
from tests.kit.importing.conftest import KEY, workbook

GOOD = [["甲", 3, ""], ["乙", 4, ""], ["甲", 5, ""]]
SENTENCE = re.compile(r"^[^。]*[\u4e00-\u9fff].*。$")


def quiet(done):
    """A report nobody listens to."""


def titles():
    return sorted(Document.unscoped.values_list("title", flat=True))


def fresh(batch):
    return ImportBatch.unscoped.get(pk=batch.pk)


def part_of(batch, part):
    return staging.place_of(batch.pk) / part


@pytest.fixture
def actor(cast):
    return cast.actor("district_officer")


def uploaded(actor, content=None, name="名单.xlsx"):
    upload = SimpleUploadedFile(name, workbook(GOOD) if content is None else content)
    return upload_batch(spec_of(KEY), upload, actor=actor)


def checked(actor):
    batch = uploaded(actor)
    check_batch(batch, actor=actor, report=quiet)
    return fresh(batch)


@pytest.fixture
def confirmed(actor):
    return confirm_batch(checked(actor), actor=actor)


def make_due():
    """As if the pause before the next attempt had passed."""
    Job.objects.update(run_at=timezone.now() - timedelta(seconds=1))


def test_a_commit_killed_in_its_transaction_imports_once_when_tried_again(confirmed, actor, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(batches, "record", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            commit_batch(confirmed, actor=actor, report=quiet)
    assert (titles(), fresh(confirmed).state) == ([], "importing")
    commit_batch(fresh(confirmed), actor=actor, report=quiet)
    assert (titles(), fresh(confirmed).imported) == (["乙", "甲"], 2)


def test_a_commit_killed_right_after_it_is_not_done_again(confirmed, actor):
    commit_batch(fresh(confirmed), actor=actor, report=quiet)
    commit_batch(fresh(confirmed), actor=actor, report=quiet)
    assert titles() == ["乙", "甲"]


def test_a_commit_that_lost_the_race_writes_nothing(confirmed, actor):
    late, staged = fresh(confirmed), part_of(confirmed, staging.GOOD).read_bytes()
    commit_batch(confirmed, actor=actor, report=quiet)
    part_of(confirmed, staging.GOOD).write_bytes(staged)
    with pytest.raises(Conflict, match="状态已经变化"):
        commit_batch(late, actor=actor, report=quiet)
    assert titles() == ["乙", "甲"]


def test_a_crash_is_tried_again_by_the_worker(confirmed, monkeypatch):
    real, failures = batches.record, iter([RuntimeError("killed")])

    def once(*args, **kwargs):
        if (failure := next(failures, None)) is not None:
            raise failure
        return real(*args, **kwargs)

    monkeypatch.setattr(batches, "record", once)
    run_due()
    assert titles() == []
    make_due()
    run_due()
    assert (titles(), fresh(confirmed).state) == (["乙", "甲"], "imported")


def test_a_check_done_already_is_not_done_again(actor):
    batch = uploaded(actor)
    stale = fresh(batch)
    check_batch(batch, actor=actor, report=quiet)
    check_batch(fresh(batch), actor=actor, report=quiet)
    with pytest.raises(Conflict):
        check_batch(stale, actor=actor, report=quiet)
    assert fresh(batch).state == "checked"


@pytest.mark.database
def test_of_many_who_confirm_at_once_one_does(race):
    actor = assemble().actor("district_officer")
    batch = checked(actor)
    copies = [fresh(batch) for _ in range(6)]
    results = race([lambda one=one: confirm_batch(one, actor=actor) for one in copies])
    assert sum(isinstance(result, ImportBatch) for result in results) == 1
    assert sum(isinstance(result, Conflict) for result in results) == 5
    assert Job.objects.filter(name="importing.commit").count() == 1


@pytest.mark.database
def test_of_two_workers_with_one_commit_one_writes(race):
    actor = assemble().actor("district_officer")
    batch = confirm_batch(checked(actor), actor=actor)
    copies = [fresh(batch) for _ in range(4)]
    race([lambda one=one: commit_batch(one, actor=actor, report=quiet) for one in copies])
    assert (titles(), fresh(batch).imported) == (["乙", "甲"], 2)


def flip(content):
    return content[:-3] + bytes([content[-3] ^ 1]) + content[-2:]


INJURIES = {
    "a changed byte": flip,
    "a lost end": lambda content: content[: -(staging.SIZE.size + staging.NONCE + 2 + 16)],
    "cut inside a chunk": lambda content: content[:20],
    "emptied": lambda content: b"",
    "a chunk twice": lambda content: content + content,
    "plain text": lambda content: b'[{"title":"x"}]',
    "a size beyond all": lambda content: b"\xff\xff\xff\xff" + content,
}


@pytest.mark.parametrize("injury", sorted(set(INJURIES) - {"a chunk twice"}))
def test_staged_rows_that_were_touched_are_refused_as_a_whole(confirmed, actor, injury):
    path = part_of(confirmed, staging.GOOD)
    path.write_bytes(INJURIES[injury](path.read_bytes()))
    with pytest.raises(Refusal, match="暂存的数据已损坏，没有导入。请重新上传文件。"):
        commit_batch(confirmed, actor=actor, report=quiet)
    assert titles() == []


def test_what_follows_the_end_mark_is_never_read(confirmed, actor):
    path = part_of(confirmed, staging.GOOD)
    path.write_bytes(INJURIES["a chunk twice"](path.read_bytes()))
    commit_batch(confirmed, actor=actor, report=quiet)
    assert titles() == ["乙", "甲"]


def test_rows_of_another_batch_or_part_do_not_open(actor):
    first, second = checked(actor), checked(actor)
    part_of(second, staging.GOOD).write_bytes(part_of(first, staging.GOOD).read_bytes())
    part_of(first, staging.GOOD).write_bytes(part_of(first, staging.BAD).read_bytes())
    for batch in (first, second):
        with pytest.raises(Refusal, match="已损坏"):
            list(staging.read_rows_of(batch.pk, staging.GOOD))


def test_a_damaged_preview_is_a_page_with_a_sentence(wizard):
    batch = wizard.upload(workbook(GOOD))
    part_of(batch, staging.BAD).write_bytes(b"x")
    for url in (f"/imports/{batch.pk}/", f"/imports/{batch.pk}/errors/"):
        response = wizard.client.get(url)
        assert response.status_code == 422
        assert "暂存的数据已损坏" in response.content.decode()


def test_staged_rows_are_sealed_and_the_servers_own(actor, settings):
    batch = uploaded(actor, workbook([["绝密标题甲", 3, "13812345678"], ["", 1, "13812345678"]]))
    check_batch(batch, actor=actor, report=quiet)
    place = staging.place_of(batch.pk)
    assert place.stat().st_mode & 0o777 == 0o700
    for part in (staging.GOOD, staging.BAD, staging.SAMPLE):
        path = place / part
        assert path.stat().st_mode & 0o777 == 0o600
        assert b"13812345678" not in path.read_bytes()
        assert "绝密".encode() not in path.read_bytes()


def test_the_sweep_forgets_what_expired_and_closes_its_batch(actor, wizard, settings):
    old, young = checked(actor), checked(actor)
    past = time.time() - staging.KEPT_SECONDS - 60
    for path in staging.place_of(old.pk).iterdir():
        os.utime(path, (past, past))
    assert sweep(None, actor=actor) == {"files": 4, "batches": 1}
    assert (fresh(old).state, fresh(young).state) == ("cancelled", "checked")
    assert [place.name for place in settings.STAGING_DIR.iterdir()] == [f"import-{young.pk}"]


def test_what_was_checked_again_late_waits_as_long_as_its_rows(actor, wizard):
    batch = checked(actor)
    past = time.time() - staging.KEPT_SECONDS - 60
    os.utime(part_of(batch, staging.UPLOAD), (past, past))
    assert sweep(None, actor=actor) == {"files": 1, "batches": 0}
    assert fresh(batch).state == "checked"


@pytest.mark.parametrize(("state", "closed"), [(JobState.FAILED, True), (JobState.RUNNING, False)])
def test_the_sweep_closes_what_stopped_and_was_left_but_nothing_that_runs(confirmed, actor, state, closed):
    Job.objects.filter(pk=confirmed.job_id).update(state=state)
    past = time.time() - staging.KEPT_SECONDS - 60
    for path in staging.place_of(confirmed.pk).iterdir():
        os.utime(path, (past, past))
    assert sweep(None, actor=actor)["batches"] == closed
    assert fresh(confirmed).state == ("cancelled" if closed else "importing")


def test_made_keys_outlive_the_rows_and_expire_too(confirmed, actor):
    commit_batch(confirmed, actor=actor, report=quiet)
    path = part_of(confirmed, staging.MADE)
    days = [29, 31]
    kept = []
    for age in days:
        past = time.time() - age * 24 * 3600
        os.utime(path, (past, past))
        staging.sweep()
        kept.append(path.exists())
    assert kept == [True, False]
    with pytest.raises(Refusal, match="撤销期限已过"):
        batches.undo_batch(fresh(confirmed), actor=actor)
    assert (fresh(confirmed).state, titles()) == ("imported", ["乙", "甲"])


def test_a_batch_whose_rows_expired_says_so_and_imports_nothing(wizard, actor):
    batch = wizard.upload(workbook(GOOD))
    staging.clear(batch.pk)
    assert "上传的数据已过期清理，请重新上传文件。" in wizard.page(batch)
    wizard.settle(batch, "confirm")
    assert titles() == []
    assert "上传的数据已过期清理" in wizard.page(batch)


def test_a_file_beyond_the_largest_is_refused_before_it_is_kept(actor, monkeypatch, settings):
    monkeypatch.setattr(batches, "LARGEST", 10)
    with pytest.raises(Refusal, match="请拆分成几个文件"):
        uploaded(actor)
    assert (ImportBatch.unscoped.count(), list(settings.STAGING_DIR.iterdir())) == (0, [])


@pytest.mark.parametrize("name", ["x" * 300 + ".xlsx", "../../etc/passwd.xlsx", "名 单(1).xlsx", "<b>.xlsx"])
def test_odd_file_names_are_kept_short_and_harmless(wizard, name):
    batch = wizard.upload(workbook(GOOD), name)
    assert batch.state == "checked"
    assert "/" not in batch.file_name
    assert len(batch.file_name) <= 200
    assert "<b>.xlsx" not in wizard.page(batch)


@pytest.mark.parametrize("killer", corpus.WORKBOOKS)
def test_a_hostile_file_is_refused_with_a_sentence(wizard, killer, settings):
    name, make = corpus.WORKBOOKS[killer]
    began = time.perf_counter()
    response = wizard.send(make(), name)
    if response.status_code == 422:  # nothing in it at all
        assert "文件是空的" in response.content.decode()
        return
    assert run_due() == 1
    batch = wizard.latest()
    assert (batch.state, titles()) == ("refused", [])
    assert SENTENCE.match(batch.refusal), batch.refusal
    assert batch.refusal.split("“")[0] in wizard.page(batch)
    assert time.perf_counter() - began < 10
    assert list(settings.STAGING_DIR.glob("import-*")) == []
