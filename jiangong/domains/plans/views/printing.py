"""A plan as the notice it is, its allocation table, and a unit's task sheet: described once, printed in every format."""

from typing import Any

from django.http import Http404

from jiangong.domains.plans.models import Plan, Recipient
from jiangong.domains.plans.queries.printing import allocation_document, notice_document, sheet_document
from jiangong.domains.plans.queries.sheets import recipient_of, sheet_of
from jiangong.domains.plans.rules import manages
from jiangong.kit.commands.errors import NotAllowed
from jiangong.kit.printing.pages import PrintPage
from jiangong.kit.printing.printed import Kind
from jiangong.lib.officialdoc.writing import OfficialDocument


class PlanPrintPage(PrintPage):
    """Something printed of a plan."""

    permission = "plans.view"
    model = Plan

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization", "drafter")


class PlanPrint(PlanPrintPage):
    """The notice with its annexes; whoever reads the whole division prints it."""

    def describe(self, instance: Plan) -> OfficialDocument:
        if not manages(instance, self.actor) and not self.actor.sees_everything:
            raise NotAllowed("整份通知由制订单位打印，您可以打印本单位的任务书。")
        return notice_document(instance)


class AllocationPrint(PlanPrint):
    """The allocation tables alone, in the notice's layout."""

    kinds = (Kind.DOCX, Kind.PDF, Kind.XLSX)

    def describe(self, instance: Plan) -> OfficialDocument:
        super().describe(instance)
        return allocation_document(instance)


class SheetPrint(PlanPrintPage):
    """One unit's task sheet."""

    def recipient(self, plan: Plan) -> Recipient:
        wanted = self.request.GET.get("unit", "")
        found = recipient_of(plan, self.actor, wanted)
        if found is None and wanted:
            raise Http404
        if found is None:
            raise NotAllowed("请先打开一家单位的任务书，再打印。")
        return found

    def describe(self, instance: Plan) -> OfficialDocument:
        return sheet_document(sheet_of(instance, self.recipient(instance), self.actor))
