"""Steps of places, inspections and reports."""

from typing import Any

from jiangong.domains.places.actions import inspecting, reporting
from jiangong.domains.places.actions import places as actions
from jiangong.domains.places.forms.inspections import RectificationForm, SendBackForm
from jiangong.domains.places.forms.places import ClosingForm, SuspensionForm
from jiangong.domains.places.models import Inspection, Place, PlaceReport
from jiangong.domains.places.views.register import SECTION, crumbs_of
from jiangong.domains.places.workflow import inspection_workflow, place_workflow
from jiangong.kit.pages import ActionPage, Link, StepPage


class PlaceStep(StepPage):
    """A step of a place that asks something."""

    permission = "places.edit"
    model = Place
    section = SECTION
    workflow = place_workflow

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return crumbs_of(self.get_object())


class PlaceSuspend(PlaceStep):
    """Nobody can enter for a while."""

    transition = "suspend"
    form_class = SuspensionForm
    submit_label = "暂停开放"
    done = "已暂停开放，公开页面会显示原因。"

    def take(self, instance: Place, cleaned: dict[str, Any]) -> Place:
        return actions.suspend_place(instance, cleaned["reason"], cleaned["resumes_on"], actor=self.actor)


class PlaceClose(PlaceStep):
    """It has come to its end."""

    transition = "close"
    form_class = ClosingForm
    submit_label = "撤销阵地"
    done = "已撤销。"

    def take(self, instance: Place, cleaned: dict[str, Any]) -> Place:
        return actions.close_place(instance, cleaned["closed_on"], cleaned["reason"], actor=self.actor)


class PlaceResume(ActionPage):
    """The door is open again."""

    permission = "places.edit"
    model = Place
    done = "已恢复开放。"

    def run(self, instance: Place, note: str) -> None:
        actions.resume_place(instance, actor=self.actor)


class PlaceVoid(ActionPage):
    """It should not have been registered."""

    permission = "places.void"
    model = Place
    done = "已作废。"

    def run(self, instance: Place, note: str) -> None:
        actions.void_place(instance, note, actor=self.actor)


class InspectionStep(StepPage):
    """A step of an inspection that asks something."""

    permission = "places.edit"
    model = Inspection
    section = SECTION
    workflow = inspection_workflow

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("place")

    @property
    def crumbs(self) -> tuple[Link, ...]:
        inspection = self.get_object()
        return (*crumbs_of(inspection.place), Link("检查", inspection.get_absolute_url()))


class InspectionRectify(InspectionStep):
    """It is put right."""

    transition = "rectify"
    form_class = RectificationForm
    submit_label = "登记整改"
    done = "已登记整改，缺少的设施已补上。"

    def take(self, instance: Inspection, cleaned: dict[str, Any]) -> Inspection:
        day, told = cleaned["rectified_on"], cleaned["rectification"]
        return inspecting.rectify_inspection(instance, day, told, actor=self.actor)


class InspectionSendBack(InspectionStep):
    """It is not put right after all."""

    transition = "send_back"
    form_class = SendBackForm
    submit_label = "退回整改"
    done = "已退回整改。"

    def take(self, instance: Inspection, cleaned: dict[str, Any]) -> Inspection:
        return inspecting.send_back_inspection(
            instance, cleaned["reason"], cleaned["due_on"], actor=self.actor
        )


class InspectionVoid(ActionPage):
    """It was entered by mistake."""

    permission = "places.edit"
    model = Inspection
    done = "这次检查已作废。"

    def run(self, instance: Inspection, note: str) -> None:
        inspecting.void_inspection(instance, note, actor=self.actor)


class ReportSettle(ActionPage):
    """Somebody went to see."""

    permission = "places.edit"
    model = PlaceReport
    done = "已记下处理情况。"

    def run(self, instance: PlaceReport, note: str) -> None:
        reporting.settle_report(instance, note, actor=self.actor)
