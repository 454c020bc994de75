"""What happens to a batch: uploaded, checked, confirmed, committed once, taken back."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Conflict, Refusal
from jiangong.kit.importing import staging
from jiangong.kit.importing.checking import check_file
from jiangong.kit.importing.models import BatchState, ImportBatch
from jiangong.kit.importing.specs import ImportSpec, spec_of
from jiangong.kit.importing.undoing import left
from jiangong.kit.jobs.models import FINISHED, Job
from jiangong.kit.jobs.queue import enqueue

RUNNING = (BatchState.CHECKING, BatchState.IMPORTING)
LARGEST = 100 * 1024 * 1024
TOUCHED = "这次导入的行都已改动过、被引用过或加了附件，没有可以撤销的。请逐条修改或作废。"
EXPIRED = "撤销期限已过，或这批数据的记录已清理，不能撤销。请逐条修改。"


def spec_for(batch: ImportBatch) -> ImportSpec:
    spec = spec_of(batch.kind)
    if spec is None:
        raise Refusal("这类数据已不支持导入。")
    return spec


@transaction.atomic
def upload_batch(spec: ImportSpec, upload: UploadedFile, *, actor: Actor) -> ImportBatch:
    """Keep the file and queue its check."""
    if upload.size is None or upload.size > LARGEST:
        raise Refusal(f"文件超过{LARGEST >> 20}MB，请拆分成几个文件后分别上传。", field="file")
    digest = hashlib.sha256()
    for piece in upload.chunks():
        digest.update(piece)
    batch = ImportBatch.objects.create(
        organization=actor.organization,
        kind=spec.key,
        file_name=(upload.name or "")[-200:],
        digest=digest.hexdigest(),
        user_id=actor.user_id,
        appointment_id=actor.appointment_id,
    )
    staging.keep_upload(batch.pk, upload.chunks())
    record(actor, "importing.importbatch.upload", batch, kind=spec.key, size=upload.size)
    return _queue(batch, "importing.check", actor)


def check_batch(batch: ImportBatch, *, actor: Actor, report: Callable[[int], None]) -> None:
    """The check itself; a file that cannot be read says why and is forgotten."""
    if batch.state != BatchState.CHECKING:  # the job was killed between its work and its own end
        return
    spec = spec_for(batch)
    try:
        found = check_file(batch, spec, actor, report)
    except Refusal as refusal:
        _change(batch, BatchState.CHECKING, BatchState.REFUSED, refusal=refusal.sentence[:500])
        staging.clear(batch.pk)
        return
    _change(batch, BatchState.CHECKING, BatchState.CHECKED, **found)


@transaction.atomic
def recheck_batch(batch: ImportBatch, *, actor: Actor) -> ImportBatch:
    """Check again, after names were settled for instance."""
    _change(batch, _waiting_state(batch), BatchState.CHECKING)
    record(actor, "importing.importbatch.recheck", batch)
    return _queue(batch, "importing.check", actor)


@transaction.atomic
def confirm_batch(batch: ImportBatch, *, actor: Actor) -> ImportBatch:
    """Bring the good rows in; the commit runs beside the page."""
    if not batch.importable:
        raise Refusal("没有可以导入的行。请下载错误行，改好后重新上传。")
    _change(batch, BatchState.CHECKED, BatchState.IMPORTING)
    record(actor, "importing.importbatch.confirm", batch, rows=batch.importable)
    return _queue(batch, "importing.commit", actor)


@transaction.atomic
def cancel_batch(batch: ImportBatch, *, actor: Actor) -> None:
    """Drop an unconfirmed batch with its staged rows."""
    _change(batch, _waiting_state(batch), BatchState.CANCELLED, finished_at=timezone.now())
    record(actor, "importing.importbatch.cancel", batch)
    transaction.on_commit(lambda: staging.clear(batch.pk))


def commit_batch(batch: ImportBatch, *, actor: Actor, report: Callable[[int], None]) -> None:
    """Everything in one transaction, once: a retry after a kill finds the state and starts afresh or stops."""
    if batch.state != BatchState.IMPORTING:
        return
    write = spec_for(batch).load(staging.read_rows_of(batch.pk, staging.GOOD), actor=actor, report=report)
    with transaction.atomic():
        _change(batch, BatchState.IMPORTING, BatchState.IMPORTED, finished_at=timezone.now())
        keys = write()
        ImportBatch.objects.ungated("the batch this job was given").filter(pk=batch.pk).update(
            imported=len(keys)
        )
        staging.keep_made(batch.pk, keys)
        record(actor, "importing.importbatch.commit", batch, rows=len(keys))
    staging.clear(batch.pk, staging.UPLOAD, staging.GOOD, staging.SAMPLE)


@transaction.atomic
def undo_batch(batch: ImportBatch, *, actor: Actor) -> None:
    """Take the rows back, except those that were worked on since; refused when that is all of them."""
    _change(batch, BatchState.IMPORTED, BatchState.UNDONE, finished_at=timezone.now())
    keys = staging.made_keys(batch.pk)
    if keys is None:
        raise Refusal(EXPIRED)
    spec = spec_for(batch)
    gone = spec.undo(keys, actor=actor)
    if keys and not gone:
        raise Refusal(TOUCHED)
    stayed = left(spec.model, keys) if gone < len(keys) else []
    batch.kept = len(stayed)
    batch.save(update_fields=("kept",))
    record(actor, "importing.importbatch.undo", batch, rows=gone, kept=batch.kept)
    transaction.on_commit(lambda: staging.keep_stayed(batch.pk, stayed))


def stopped_job(batch: ImportBatch) -> Job | None:
    """The job of a batch that still waits for it although it has ended: given up, or stopped by the user."""
    if batch.state not in RUNNING:
        return None
    return Job.objects.filter(pk=batch.job_id, state__in=FINISHED).first()


def expire_batches() -> int:
    """Close batches that wait for their user, unconfirmed or stopped, although the file is gone."""
    waiting = ImportBatch.objects.ungated("expiry asks for nobody's sake").filter(
        Q(state=BatchState.CHECKED) | Q(state__in=RUNNING, job_id__in=Job.objects.filter(state__in=FINISHED))
    )
    needed = {BatchState.CHECKED.value: staging.GOOD}  # to go on; a stopped one is checked anew
    rows = waiting.values_list("pk", "state")
    gone = [pk for pk, state in rows if not staging.is_kept(pk, needed.get(state, staging.UPLOAD))]
    return waiting.filter(pk__in=gone).update(state=BatchState.CANCELLED, finished_at=timezone.now())


def earlier_import(batch: ImportBatch, actor: Actor) -> ImportBatch | None:
    """The same file, already imported."""
    same = ImportBatch.objects.visible_to(actor).filter(digest=batch.digest, kind=batch.kind)
    return same.filter(state=BatchState.IMPORTED).exclude(pk=batch.pk).first()


def _waiting_state(batch: ImportBatch) -> str:
    """The state from which a batch may be cancelled or checked again."""
    return batch.state if stopped_job(batch) else BatchState.CHECKED


def _queue(batch: ImportBatch, job: str, actor: Actor) -> ImportBatch:
    batch.job_id = enqueue(job, actor=actor, batch_id=batch.pk).pk
    batch.save(update_fields=("job_id",))
    return batch


def _change(batch: ImportBatch, before: str, after: str, **values: Any) -> None:
    """Compare-and-set, as every change of state."""
    mine = ImportBatch.objects.ungated("the caller came through the gate").filter(pk=batch.pk, state=before)
    if not mine.update(state=after, **values):
        raise Conflict("这批导入的状态已经变化，请刷新页面查看。")
    for name, value in {"state": after, **values}.items():
        setattr(batch, name, value)
