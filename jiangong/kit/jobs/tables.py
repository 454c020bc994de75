"""The list of one's own jobs."""

from django.db.models import Q

from jiangong.kit.jobs.models import FINISHED, Job, JobState
from jiangong.kit.jobs.registry import label_of
from jiangong.kit.listing import ChoiceFilter, Column, Table, View

STATE_TONES = {
    JobState.QUEUED: "mute",
    JobState.RUNNING: "info",
    JobState.SUCCEEDED: "ok",
    JobState.FAILED: "crit",
    JobState.CANCELLED: "mute",
}


def _how_far(done: int, total: int) -> str:
    return f"{done:,}/{total:,}" if total else (f"{done:,}" if done else "")


class JobTable(Table):
    """What was asked for, how far it is, when it ended."""

    model = Job
    columns = (
        Column("name", "任务", fields=("name",), show=label_of, export=label_of, phone="title"),
        Column("state", "状态", kind="state", tones=STATE_TONES, phone="corner"),
        Column("progress", "进度", fields=("done", "total"), show=_how_far, export=_how_far),
        Column("created_at", "提交时间", kind="moment", sort=("created_at",)),
        Column("finished_at", "结束时间", kind="moment", sort=("finished_at",)),
        Column("error", "未完成原因", phone="wide"),
    )
    views = (
        View("open", "进行中", ~Q(state__in=FINISHED)),
        View("failed", "未完成", Q(state=JobState.FAILED)),
    )
    filters = (ChoiceFilter("state", "状态", choices=JobState.choices),)
    ordering = ("-pk",)
    url_name = "jobs:detail"
    export_name = "后台任务"
    empty_title = "没有后台任务"
    empty_text = "导入、导出等较费时的工作会在后台办理，进度显示在这里。"
