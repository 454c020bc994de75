"""A batch as its page shows it: how far it is, what was found, what is to be said about it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from jiangong.kit.access.actor import Actor
from jiangong.kit.importing import batches, staging
from jiangong.kit.importing.models import BatchState, ImportBatch
from jiangong.kit.importing.specs import ImportColumn, ImportSpec
from jiangong.kit.jobs.models import Job
from jiangong.kit.ui.parts import Banner, Check, Progress, RowError, SampleCell, Step

SHOWN_ROWS = 100
STEPS = ("选择文件", "检查", "确认", "导入")
STAGES = {
    BatchState.CHECKING: 1,
    BatchState.REFUSED: 1,
    BatchState.CHECKED: 2,
    BatchState.CANCELLED: 2,
    BatchState.IMPORTING: 3,
}


def steps(current: int, notes: dict[int, str] | None = None) -> list[Step]:
    """The wizard's four steps with the current one marked."""
    notes = notes or {}
    return [
        Step(label, notes.get(n, ""), "done" if n < current else "current" if n == current else "")
        for n, label in enumerate(STEPS)
    ]


def steps_of(batch: ImportBatch) -> list[Step]:
    """How far this batch is."""
    notes = {1: f"{batch.failed}行有误"} if batch.failed else {}
    return steps(STAGES.get(BatchState(batch.state), len(STEPS)), notes)


def progress_of(batch: ImportBatch) -> Progress | None:
    """The running job as a bar; nothing while nothing runs."""
    if batch.state not in batches.RUNNING or batches.stopped_job(batch):
        return None
    job = Job.objects.filter(pk=batch.job_id).first()
    label = "正在检查" if batch.state == BatchState.CHECKING else "正在导入"
    note = (job.error if job else "") or "可以离开本页，回来时进度还在。"
    url = reverse("importing:progress", args=[batch.pk])
    return Progress(label, job.done if job else 0, job.total if job else 0, url=url, note=note)


def banners_of(batch: ImportBatch, actor: Actor) -> list[Banner]:
    """What is to be said about the batch as a whole."""
    if job := batches.stopped_job(batch):
        return [Banner(job.error or "任务已停止，没有导入数据。", "crit", "alert-triangle")]
    if batch.state == BatchState.CHECKED and not staging.is_kept(batch.pk, staging.GOOD):
        return [Banner(staging.EXPIRED, "crit", "alert-triangle")]
    if batch.state == BatchState.REFUSED:
        return [Banner(batch.refusal, "crit", "alert-triangle")]
    if batch.state == BatchState.IMPORTED:
        return [Banner(f"已导入{batch.imported:,}行。", "ok", "check")]
    if batch.state == BatchState.UNDONE:
        kept = f"，{batch.kept:,}行因导入后改动过、被引用过或加了附件而保留" if batch.kept else ""
        return [Banner(f"这次导入已撤销{kept}。", "info", "info-circle")]
    if batch.state == BatchState.CHECKED and (earlier := batches.earlier_import(batch, actor)):
        return [
            Banner(
                f"这份文件{timezone.localtime(earlier.created_at):%Y-%m-%d}已经导入过一次，请确认不是重复导入。",
                "warn",
                "alert-triangle",
            )
        ]
    return []


def check_of(batch: ImportBatch, spec: ImportSpec) -> Check | None:
    """Counts, and the first rows with findings, personal values masked, while they are kept."""
    shown = batch.state in {BatchState.CHECKED, BatchState.IMPORTED}
    if not shown or not staging.is_kept(batch.pk, staging.BAD):
        return None
    errors_url = reverse("importing:errors", args=[batch.pk]) if batch.failed else ""
    return Check(batch.fine, batch.warned, batch.failed, _findings(batch, spec), errors_url)


def _findings(batch: ImportBatch, spec: ImportSpec) -> list[RowError]:
    columns = {column.name: column for column in spec.columns}
    found: list[RowError] = []
    for noted in staging.read_rows_of(batch.pk, staging.BAD):
        for name, sentence, tone in noted["findings"]:
            column = columns.get(name)
            shown = column.shown(noted["cells"].get(name)) if column else ""
            found.append(RowError(noted["number"], sentence, column.label if column else "", shown, tone))
        if len(found) >= SHOWN_ROWS:
            break
    return found[:SHOWN_ROWS]


@dataclass(frozen=True, slots=True)
class Sample:
    """The first rows that confirmation brings in, in the columns any of them fills."""

    heads: list[str]
    rows: list[tuple[int, list[SampleCell]]]


def sample_of(batch: ImportBatch, spec: ImportSpec) -> Sample | None:
    """What is about to be imported, personal values masked; nothing once it is in or gone."""
    if batch.state != BatchState.CHECKED or not staging.is_kept(batch.pk, staging.SAMPLE):
        return None
    rows = list(staging.read_rows_of(batch.pk, staging.SAMPLE))
    filled = {name for row in rows for name, cell in row["cells"].items() if cell not in {None, ""}}
    columns = [column for column in spec.columns if column.name in filled]
    return Sample(
        [column.label for column in columns],
        [(row["number"], [_cell(column, row["cells"]) for column in columns]) for row in rows],
    )


def _cell(column: ImportColumn, cells: dict[str, Any]) -> SampleCell:
    return SampleCell(column.label, column.shown(cells.get(column.name)))


@dataclass(frozen=True, slots=True)
class Stayed:
    """A row that an undone import left standing, and why."""

    row: Any
    reason: str


def stayed_of(batch: ImportBatch, spec: ImportSpec, actor: Actor) -> list[Stayed]:
    """The first rows that undoing left, while it is known which; only those the actor may see."""
    if batch.state != BatchState.UNDONE or not batch.kept:
        return []
    keys = (staging.made_keys(batch.pk) or [])[:SHOWN_ROWS]
    rows = spec.model.objects.visible_to(actor).filter(pk__in=keys).order_by("pk")
    return [Stayed(row, "导入后改动过" if row.version else "被引用过或加了附件") for row in rows]
