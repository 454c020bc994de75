"""The list of plans."""

from typing import Any

from django.urls import reverse

from jiangong.domains.plans.models import Plan
from jiangong.domains.plans.tables import PlanTable
from jiangong.domains.plans.views.links import SECTION
from jiangong.kit.pages.heads import Action
from jiangong.kit.pages.lists import ListPage
from jiangong.kit.ui.parts import Empty


class PlanList(ListPage):
    """Every plan within reach."""

    permission = "plans.view"
    model = Plan
    title = "计划"
    section = SECTION
    table = PlanTable
    export_permission = "plans.export"

    def context(self) -> dict[str, Any]:
        found = super().context()
        return {**found, "empty": self.empty(found["table"])}

    def empty(self, table: PlanTable) -> Empty | None:
        """Nothing there at all: what a plan is and how one begins."""
        if table.pills or table.active_view or table.total:
            return None
        if not self.actor.can("plans.edit"):
            text = "上级下发计划后，本单位的任务书会出现在这里，并发消息提醒您。"
            return Empty("还没有计划", text, "target-arrow")
        text = "把通知交给系统识读，专案、任务、时间、各单位任务数会自动列好，您核对后送核稿、签发。没有文件的，可以手工拟订。"
        return Empty("还没有计划", text, "target-arrow", self.actions())

    def actions(self) -> tuple[Action, ...]:
        if not self.actor.can("plans.edit"):
            return ()
        return (
            Action("识读通知", reverse("plans:reading_create"), "wand", primary=True),
            Action("手工拟订", reverse("plans:create"), "file-plus"),
        )
