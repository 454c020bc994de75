"""Inspections and what people said: lists, details, entering a visit."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy

from jiangong.domains.places.actions.inspecting import Finding, inspect_place
from jiangong.domains.places.choices import InspectionState
from jiangong.domains.places.forms.inspections import InspectionForm
from jiangong.domains.places.models import Inspection, PlaceReport
from jiangong.domains.places.tables import (
    INSPECTION_TONES,
    REPORT_TONES,
    InspectionTable,
    PlaceReportTable,
    show_due,
)
from jiangong.domains.places.views.register import PLACES, SECTION, StandingPlacePage
from jiangong.domains.places.workflow import inspection_workflow, report_workflow
from jiangong.kit.attachments.panels import attachment_panel
from jiangong.kit.listing import Cell, Column
from jiangong.kit.pages import Action, DetailPage, Link, ListPage, Panel
from jiangong.kit.ui.parts import Banner

INSPECTIONS = Link("检查", reverse_lazy("places:inspection_list"))
REPORTS = Link("群众反映", reverse_lazy("places:report_list"))
PLACE = Column("place", "阵地", ("place",), show=lambda place: Cell(place.name, url=place.get_absolute_url()))


class InspectionList(ListPage):
    """What was found, and what is not put right yet."""

    permission = "places.view"
    export_permission = "places.export"
    model = Inspection
    table = InspectionTable
    title = "阵地检查"
    section = SECTION
    crumbs = (PLACES,)


class PlaceInspect(StandingPlacePage):
    """Enter a visit, on the spot with a phone; goes on without a network."""

    form_class = InspectionForm
    offline = True
    title = "登记检查"
    done = "检查已登记。"
    submit_label = "登记检查"
    intro = "按现场实际勾选；没勾的必备设施记为缺少，须写明整改期限。照片不是必须上传的。"

    def perform(self, form: Any) -> Inspection:
        typed, place = form.cleaned_data, self.get_object()
        place.version = self.posted_version()
        finding = Finding(typed["inspected_on"], tuple(typed["present"]), typed["defects"], typed["due_on"])
        return inspect_place(place, finding, actor=self.actor)


class InspectionDetail(DetailPage):
    """One visit and what became of it."""

    permission = "places.view"
    model = Inspection
    section = SECTION
    workflow = inspection_workflow
    state_tones = INSPECTION_TONES
    crumbs = (PLACES, INSPECTIONS)
    sections = (
        (
            "检查",
            (
                PLACE,
                Column("organization", "管理单位", ("organization__name",)),
                "inspected_on",
                Column("inspector", "登记人", ("inspector__name",)),
                Column("missing", "缺少或损坏的设施", ("missing_labels",)),
                "defects",
            ),
        ),
        (
            "整改",
            (
                Column("due_on", "整改期限", ("due_on", "state"), show=show_due),
                "rectified_on",
                "rectification",
            ),
        ),
    )

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("place", "organization", "inspector")

    def _offered(self, offer: Any, namespace: str) -> Action:
        name = offer.transition.name
        return Action(
            offer.transition.label,
            reverse(f"places:inspection_{name}", args=[self.get_object().pk]),
            method="post" if name == "void" else "get",
            primary=name == "rectify",
            danger=name == "void",
            blocked=offer.blocked,
            needs_reason=name == "void",
            consequences=offer.transition.consequences,
            name=name,
        )

    def panels(self) -> list[Panel]:
        return [attachment_panel(self.get_object(), self.actor)]

    def context(self) -> dict[str, Any]:
        inspection, banners = self.get_object(), []
        if late := inspection.days_overdue:
            banners.append(Banner("请整改后登记整改情况。", "crit", lead=f"整改已逾期{late}天。"))
        elif inspection.state == InspectionState.DEFECTIVE:
            banners.append(Banner("整改后请登记整改情况。", "warn"))
        return {**super().context(), "banners": banners}


class ReportList(ListPage):
    """What people said at the doors."""

    permission = "places.view"
    export_permission = "places.export"
    model = PlaceReport
    table = PlaceReportTable
    title = "群众反映"
    section = SECTION
    crumbs = (PLACES,)


class ReportDetail(DetailPage):
    """One thing that was said, how often, and what was done."""

    permission = "places.view"
    model = PlaceReport
    section = SECTION
    workflow = report_workflow
    state_tones = REPORT_TONES
    crumbs = (PLACES, REPORTS)
    sections = (
        (
            "反映",
            (
                PLACE,
                Column("organization", "管理单位", ("organization__name",)),
                Column("kind", "反映"),
                Column("times", "次数", show=lambda times: f"{times}次"),
                "first_at",
                "last_at",
            ),
        ),
        ("处理", ("settled_on", "answer")),
    )

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("place", "organization")

    def _offered(self, offer: Any, namespace: str) -> Action:
        transition = offer.transition
        return Action(
            transition.label,
            reverse("places:report_settle", args=[self.get_object().pk]),
            method="post",
            primary=True,
            blocked=offer.blocked,
            needs_reason=True,
            consequences=transition.consequences,
            name=transition.name,
        )
