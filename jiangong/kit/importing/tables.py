"""The list of imports."""

from jiangong.kit.importing.models import BatchState, ImportBatch
from jiangong.kit.importing.specs import spec_of
from jiangong.kit.listing import ChoiceFilter, Column, Table

TONES = {
    BatchState.CHECKING: "info",
    BatchState.CHECKED: "warn",
    BatchState.REFUSED: "crit",
    BatchState.IMPORTING: "info",
    BatchState.IMPORTED: "ok",
    BatchState.CANCELLED: "mute",
    BatchState.UNDONE: "mute",
}


def _kind(key: str) -> str:
    spec = spec_of(key)
    return spec.label if spec else key


class BatchTable(Table):
    """Imports in reach, the latest first."""

    model = ImportBatch
    columns = (
        Column("file_name", "文件", phone="title"),
        Column("kind", "内容", show=_kind),
        Column("organization", "上传单位", fields=("organization__name",)),
        Column("imported", "已导入", kind="number"),
        Column("failed", "有误", kind="number"),
        Column("created_at", "上传时间", kind="moment", sort=("created_at",)),
        Column("state", "状态", kind="state", tones=TONES, phone="corner"),
    )
    filters = (ChoiceFilter("state", "状态", choices=tuple(BatchState.choices)),)
    search = ("file_name",)
    search_hint = "文件名"
    url_name = "importing:detail"
    export_name = "导入记录"
    empty_title = "还没有导入过"
    empty_text = "在人员、组织等列表上点“导入”，按模板填写后上传。"
