"""A score sheet as it stands: read, set aside, printed."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from jiangong.domains.assessments.actions import sheets as actions
from jiangong.domains.assessments.choices import SheetState
from jiangong.domains.assessments.models import Sheet
from jiangong.domains.assessments.queries.printing import sheet_document
from jiangong.domains.assessments.queries.sheets import lines_of
from jiangong.domains.assessments.rules import rounds as rules
from jiangong.domains.assessments.tables import SHEET_TONES
from jiangong.domains.assessments.views.links import DRAFTS, MINE, SECTION, shown_name
from jiangong.domains.assessments.views.scoring import RELATED
from jiangong.kit.audit.presenting import history_of_several
from jiangong.kit.pages.actions import ActionPage
from jiangong.kit.pages.base import Page
from jiangong.kit.pages.heads import Action, Badge, Head, Link
from jiangong.kit.printing.pages import PrintPage, print_actions
from jiangong.kit.printing.printed import Kind
from jiangong.kit.ui.parts import Banner
from jiangong.lib.officialdoc.writing import OfficialDocument

UNSPOKEN = "评委还没有提交，评分内容不显示。"


def empty(sheet: Sheet) -> None:
    """The sheet as it was given out: blank paper for who signs by hand, and something to set aside."""
    sheet.marks, sheet.comment = {}, ""


class SheetDetail(Page):
    """A sheet as it was handed in, or as it stands."""

    permission = "assessments.score"
    model = Sheet
    section = SECTION
    template_name = "assessments/sheet.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED)

    def get_object(self) -> Sheet:
        sheet = super().get_object()
        if rules.is_unspoken(sheet, self.actor):
            if rules.voiding_refusal(sheet, self.actor):
                raise Http404
            empty(sheet)
        return sheet

    def head(self) -> Head:
        sheet = self.get_object()
        badge = Badge(sheet.get_state_display(), SHEET_TONES[SheetState(sheet.state)])
        crumbs = (Link(str(sheet.round), sheet.round.get_absolute_url()),) if self.sees_round else (MINE,)
        meta = [str(sheet.judge) if sheet.judge else "", "复评" if sheet.review > 1 else ""]
        name = str(sheet.subject) if self.sees_round else shown_name(sheet)
        title = f"{sheet.get_stage_display()}：{name}"
        prints = print_actions(reverse("assessments:sheet_print", args=[sheet.pk]), SheetPrint.kinds)
        return Head(title, crumbs, tuple(filter(None, meta)), badge, self.actions(), prints)

    @property
    def sees_round(self) -> bool:
        return self.actor.can("assessments.view")

    def actions(self) -> tuple[Action, ...]:
        sheet = self.get_object()
        found = []
        if not rules.voiding_refusal(sheet, self.actor) and sheet.state != SheetState.VOID:
            void = reverse("assessments:sheet_void", args=[sheet.pk])
            found.append(Action("作废", void, "ban", method="post", danger=True, needs_reason=True))
        if not rules.scoring_refusal(sheet, self.actor):
            found.append(
                Action("填写", reverse("assessments:score", args=[sheet.pk]), "pencil", primary=True)
            )
        return tuple(found)

    def context(self) -> dict[str, Any]:
        sheet = self.get_object()
        banners = [Banner(UNSPOKEN, "mute", "lock")] if rules.is_unspoken(sheet, self.actor) else []
        history = history_of_several([sheet], DRAFTS)
        return {
            "sheet": sheet,
            "lines": lines_of(sheet),
            "round": sheet.round,
            "banners": banners,
            "history": history,
        }


class SheetVoid(ActionPage):
    """Set a judge's sheet aside."""

    permission = "assessments.organize"
    model = Sheet
    done = "已作废，原评分留存。"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED)

    def run(self, instance: Sheet, note: str) -> Any:
        actions.void_sheet(instance, note, actor=self.actor)
        return instance.subject


class SheetPrint(PrintPage):
    """The sheet on paper: filled in as far as it is, with places for signatures."""

    permission = "assessments.score"
    model = Sheet
    kinds = (Kind.DOCX, Kind.PDF, Kind.XLSX)

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED)

    def describe(self, instance: Sheet) -> OfficialDocument:
        if rules.is_unspoken(instance, self.actor):
            empty(instance)
        return sheet_document(instance, shown_name(instance))

    def name(self, instance: Sheet) -> str:
        return f"{instance.get_stage_display()}评分表-{shown_name(instance)}"
