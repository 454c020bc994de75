"""Bringing in the responsibility list from a workbook."""

from datetime import date
from typing import Any

from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import home_of, organizations_meant
from jiangong.domains.reform.choices import Field, TaskState
from jiangong.domains.reform.models import ReformTask
from jiangong.kit.access.actor import Actor
from jiangong.kit.importing import cells
from jiangong.kit.importing.plain import PlainImport
from jiangong.kit.importing.specs import Checker, ImportColumn, Row, register

FIELDS = {label: value for value, label in Field.choices}
_BATCH = 500
Key = tuple[int, int, str]  # year, lead, text


class TaskChecker(Checker):
    """Leads resolved once per spelling; what the list holds already is looked up once per chunk."""

    def __init__(self, actor: Actor) -> None:
        super().__init__(actor)
        self.home = home_of(actor)
        self._leads: dict[str, Organization | str] = {}
        self._first_row: dict[Key, int] = {}

    def check(self, rows: list[Row]) -> None:
        spellings = {row.values["lead"] for row in rows if row.values.get("lead")} - set(self._leads)
        self._leads |= organizations_meant(spellings, self.actor)
        for row in rows:
            self._place(row)
        sure = [row for row in rows if not row.failed and {"text", "due_on"} <= row.values.keys()]
        taken = self._taken(sure)
        for row in sure:
            key = (row.values["year"], row.values["lead"], row.values["text"])
            if key in taken:
                row.refuse("text", "清单里已有这项任务，这一行不必再导入。")
            first = self._first_row.setdefault(key, row.number)
            if first != row.number:
                row.refuse("text", f"与第{first}行相同，请只保留一行。")

    def _place(self, row: Row) -> None:
        values = row.values
        values.setdefault("year", timezone.localdate().year)
        lead = self._leads[values["lead"]] if values.get("lead") else self.home
        if isinstance(lead, Organization):
            values["lead"] = lead.pk
        else:
            row.refuse("lead", lead or "请填写牵头单位。")
        if "due_on" in values and not 0 <= date.fromisoformat(values["due_on"]).year - values["year"] <= 1:
            row.refuse("due_on", f"{values['year']}年的任务，完成时限应在当年或次年，请核对。")

    def _taken(self, rows: list[Row]) -> set[Key]:
        texts = sorted({row.values["text"] for row in rows})
        listed = ReformTask.objects.ungated("nothing is listed twice").filter(organization=self.home)
        found: set[Key] = set()
        for start in range(0, len(texts), _BATCH):
            near = listed.filter(text__in=texts[start : start + _BATCH]).exclude(state=TaskState.VOID)
            found |= set(near.values_list("year", "lead_id", "text"))
        return found


class TaskImport(PlainImport):
    """Tasks of the list of the actor's own union."""

    model = ReformTask
    key = "reform.reformtask"
    label = "产改责任清单"
    permission = "reform.edit"
    list_url = "reform:task_list"
    checker = TaskChecker
    notes = (
        "每行一项任务，列入您任职的工会的责任清单。",
        "牵头单位填写您管理范围内组织的全称或简称，不填的由本工会牵头。",
        "年度不填的，算今年。",
    )
    columns = (
        ImportColumn("text", "任务措施", read=cells.words(300), required=True, also=("改革任务",), width=50),
        ImportColumn("field", "领域", read=cells.one_of(FIELDS), required=True, choices=tuple(FIELDS)),
        ImportColumn("lead", "牵头单位", read=cells.words(120), width=24),
        ImportColumn("partners", "配合单位", read=cells.words(200), width=24),
        ImportColumn("responsible", "责任部门（人）", read=cells.words(60), also=("责任部门", "责任人")),
        ImportColumn("due_on", "完成时限", read=cells.day, required=True),
        ImportColumn("year", "年度", read=cells.whole(2100, 2000)),
    )

    def draft(self, row: dict[str, Any], actor: Actor) -> ReformTask:
        return ReformTask(
            organization=home_of(actor),
            lead_id=row["lead"],
            due_on=date.fromisoformat(row["due_on"]),
            **{name: row[name] for name in ("year", "text", "field")},
            **{name: row.get(name) or "" for name in ("partners", "responsible")},
        )

    def untouched(self, rows: Any) -> Any:
        return rows.filter(state=TaskState.ONGOING)


register(TaskImport())
