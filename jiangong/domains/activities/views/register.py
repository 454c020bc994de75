"""The register of activities: list, detail, entering, correcting, and how it went."""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from jiangong.domains.activities import actions, rules
from jiangong.domains.activities.choices import TONES
from jiangong.domains.activities.forms import QUICK, REST, ActivityForm, HoldingForm
from jiangong.domains.activities.models import Activity
from jiangong.domains.activities.tables import ActivityTable, show_days
from jiangong.domains.activities.views.printing import ActivityPrint
from jiangong.domains.activities.workflow import activity_workflow
from jiangong.kit.attachments.panels import attachment_panel
from jiangong.kit.listing import Cell, Column
from jiangong.kit.pages import (
    Action,
    ActionPage,
    CreatePage,
    DetailPage,
    EditPage,
    Link,
    ListPage,
    Panel,
    StepPage,
)
from jiangong.kit.printing.ledgers import LEDGER_EXPORTS
from jiangong.kit.printing.pages import print_actions
from jiangong.kit.ui.parts import Banner
from jiangong.lib.dates import format_day

SECTION = "activities"
ACTIVITIES = Link("活动", reverse_lazy("activities:list"))
QUICKLY = ("kind", "title", "starts_on", "people_count", "doubt_accepted")


def crumbs_of(activity: Activity) -> tuple[Link, ...]:
    """The way back from a page about one activity."""
    return (ACTIVITIES, Link(activity.title, activity.get_absolute_url()))


class ActivityList(ListPage):
    """What is planned, what was held, what waits for its result."""

    permission = "activities.view"
    export_permission = "activities.export"
    further_exports = LEDGER_EXPORTS
    model = Activity
    table = ActivityTable
    title = "活动"
    section = SECTION

    def actions(self) -> tuple[Action, ...]:
        found = []
        if self.actor.can("activities.edit"):
            found.append(Action("登记活动", reverse("activities:create"), "plus", primary=True))
        found.append(Action("月历", reverse("activities:calendar"), "calendar"))
        if self.actor.can("activities.edit") and self.actor.can("importing.use"):
            address = reverse("importing:start", args=["activities.activity"])
            found.append(Action("批量导入", address, "upload"))
        return tuple(found)


class ActivityDetail(DetailPage):
    """One activity: when and where, who came, what came of it."""

    permission = "activities.view"
    model = Activity
    section = SECTION
    workflow = activity_workflow
    state_tones = TONES
    crumbs = (ACTIVITIES,)
    facts = (
        (
            "活动",
            (
                Column("kind", "类别"),
                Column("days", "日期", ("starts_on", "ends_on"), show=show_days),
                Column("organization", "举办单位", ("organization__name",)),
                "co_hosts",
                Column(
                    "venue",
                    "地点",
                    ("venue", "place"),
                    show=lambda venue, place: Cell(venue, url=place.get_absolute_url() if place else ""),
                ),
                Column("mode", "方式"),
                Column("speakers", "主讲人", ("speaker_names",)),
                "chain",
                "theme",
                Column(
                    "plan",
                    "服务的计划",
                    ("plan",),
                    show=lambda plan: Cell(plan.title, url=plan.get_absolute_url()) if plan else "",
                ),
            ),
        ),
    )

    @property
    def sections(self) -> tuple[tuple[str, tuple[str | Column, ...]], ...]:
        """A reason is shown where there is one, results where there can be."""
        told = ("people_count", "summary", "results") if self.get_object().is_live else ("reason",)
        return (*self.facts, ("结果", told))

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("organization", "place", "plan")

    def meta(self) -> tuple[str, ...]:
        activity = self.get_object()
        day = format_day(activity.starts_on)
        return (activity.get_kind_display(), day, str(activity.organization))

    def actions(self) -> tuple[Action, ...]:
        found = [replace(one, danger=one.name == "void") for one in super().actions()]
        if not rules.revising_refusal(self.get_object(), self.actor):
            edit = reverse("activities:edit", args=[self.get_object().pk])
            found.insert(1 if found and found[0].primary else 0, Action("修改", edit, "pencil"))
        return tuple(found)

    def transition_method(self, name: str) -> str:
        return "get" if name == "hold" else "post"

    def prints(self) -> tuple[Action, ...]:
        return print_actions(reverse("activities:print", args=[self.get_object().pk]), ActivityPrint.kinds)

    def panels(self) -> list[Panel]:
        return [attachment_panel(self.get_object(), self.actor)]

    def context(self) -> dict[str, Any]:
        activity, banners = self.get_object(), []
        if activity.awaits_result:
            text = "请登记参加人数和成效；没有举办的，请取消并写明原因。"
            banners.append(Banner(text, "warn", lead="活动日期已过。"))
        return {**super().context(), "banners": banners}


class ActivityCreate(CreatePage):
    """Register an activity in under a minute."""

    permission = "activities.edit"
    model = Activity
    form_class = ActivityForm
    section = SECTION
    title = "登记活动"
    crumbs = (ACTIVITIES,)
    groups = (("活动", QUICKLY, False), ("更多（可以不填）", REST, True))
    offline = True
    submit_label = "登记"
    intro = "已经举办的填参加人数，一次登记完；还没有举办的先登记计划。照片不是必须上传的。"

    def initial(self) -> dict[str, Any]:
        return {"starts_on": timezone.localdate()}

    def perform(self, form: Any) -> Activity:
        return actions.register_activity(form.instance, form.spoken, actor=self.actor)

    def message(self, result: Activity) -> str:
        return "已登记，活动已举办。" if rules.is_held(result) else "已登记计划，举办后请登记结果。"


class ActivityEdit(EditPage):
    """Correct the facts."""

    permission = "activities.edit"
    model = Activity
    form_class = ActivityForm
    section = SECTION
    title = "修改活动"
    groups = (("活动", QUICKLY, False), ("更多", REST, False))
    rule = staticmethod(rules.revising_refusal)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return crumbs_of(self.get_object())

    def perform(self, form: Any) -> Activity:
        changed = [name for name in form.changed_data if name in (*QUICK, *REST) and name != "speakers"]
        speakers = form.spoken if "speakers" in form.changed_data else None
        return actions.revise_activity(
            form.instance, changed, self.posted_version(), speakers, actor=self.actor
        )


class ActivityHold(StepPage):
    """How it went: who came, what came of it."""

    permission = "activities.edit"
    model = Activity
    section = SECTION
    workflow = activity_workflow
    transition = "hold"
    form_class = HoldingForm
    submit_label = "登记结果"
    done = "已登记结果。"

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return crumbs_of(self.get_object())

    def take(self, instance: Activity, cleaned: dict[str, Any]) -> Activity:
        return actions.hold_activity(instance, cleaned, actor=self.actor)


class ActivityCancel(ActionPage):
    """It will not take place."""

    permission = "activities.edit"
    model = Activity
    done = "已取消。"

    def run(self, instance: Activity, note: str) -> None:
        actions.cancel_activity(instance, note, actor=self.actor)


class ActivityVoid(ActionPage):
    """It should not have been registered."""

    permission = "activities.void"
    model = Activity
    done = "已作废。"

    def run(self, instance: Activity, note: str) -> None:
        actions.void_activity(instance, note, actor=self.actor)
