"""Windows: the list, one with who has reported, the rhythm of a plan, lock and unlock, whole districts at once."""

from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone

from jiangong.domains.plans.models import Plan
from jiangong.domains.plans.queries.grid import divided_goals
from jiangong.domains.reporting import rules
from jiangong.domains.reporting.actions import windows as acts
from jiangong.domains.reporting.choices import WAITING_STATES, ReportState, WindowStanding
from jiangong.domains.reporting.forms.windows import ExpectationsForm, ScheduleForm, UnlockForm, WindowForm
from jiangong.domains.reporting.models import Report, Schedule, Unlock, Window
from jiangong.domains.reporting.queries.reports import Tally, tallies, tally
from jiangong.domains.reporting.queries.settings import settings_of
from jiangong.domains.reporting.queries.windows import closing_day, standing_of
from jiangong.domains.reporting.tables import STANDING_TONES, WindowTable
from jiangong.domains.reporting.views.links import WINDOWS
from jiangong.kit.pages.actions import ActionPage
from jiangong.kit.pages.base import Page
from jiangong.kit.pages.forms import CreatePage, FormPage
from jiangong.kit.pages.heads import Action, Badge, Head, Link
from jiangong.kit.pages.lists import ListPage
from jiangong.lib.dates import format_day

SECTION = "reporting_windows"
SHOWN = 60


class WindowList(ListPage):
    """Every window within reach."""

    permission = "reporting.view"
    model = Window
    title = "填报期"
    section = SECTION
    table = WindowTable
    export_permission = "reporting.export"

    def actions(self) -> tuple[Action, ...]:
        if not self.actor.can("reporting.schedule"):
            return ()
        return (
            Action("填报周期", reverse("reporting:settings"), "settings"),
            Action("开设填报期", reverse("reporting:window_create"), "plus", primary=True),
        )


class Settings(Page):
    """How the running plans of one's own union are reported on."""

    permission = "reporting.schedule"
    title = "填报周期和要求"
    section = SECTION
    crumbs = (WINDOWS,)
    template_name = "reporting/settings.html"

    def context(self) -> dict[str, Any]:
        return {"settings": settings_of(self.actor)}


class WindowPage(Page):
    """A page about one window the actor may see."""

    permission = "reporting.view"
    model = Window
    section = SECTION

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("plan__organization__parent", "organization")

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (WINDOWS, Link(str(self.get_object()), self.get_object().get_absolute_url()))


class WindowDetail(WindowPage):
    """Who has reported, by district where there are several, and the acts on all of them."""

    template_name = "reporting/window.html"

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (WINDOWS, Link(str(self.get_object())))

    @cached_property
    def manages(self) -> bool:
        window = self.get_object()
        return self.actor.can("reporting.schedule") and not rules.scheduling_refusal(window, self.actor)

    def head(self) -> Head:
        window = self.get_object()
        meta = (
            str(window.plan),
            f"{window.starts_on}至{window.ends_on}",
            f"{format_day(window.due_on)}前报送",
        )
        return Head(str(window), self.crumbs, meta, self.badge(), self.actions())

    @cached_property
    def verb(self) -> str:
        """Who takes the reports in confirms them; a district between looks at them first."""
        return "确认" if rules.takes_in(self.get_object(), self.actor) else "审核"

    @cached_property
    def standing(self) -> WindowStanding:
        return standing_of(self.get_object(), timezone.localdate())

    @cached_property
    def tally(self) -> Tally:
        return tally(self.get_object(), self.actor)

    def badge(self) -> Badge:
        icon = "lock" if self.standing == WindowStanding.LOCKED else ""
        return Badge(self.standing.label, STANDING_TONES[self.standing], icon)

    def actions(self) -> tuple[Action, ...]:
        window, found = self.get_object(), []
        if self.actor.can("reporting.review") and self.tally.mine:
            url = reverse("reporting:window_approve", args=[window.pk])
            said = ("有差异说明、异常、代填未确认或台账有变化的，留下单独办理。",)
            found.append(
                Action(f"整批{self.verb}", url, "checks", method="post", primary=True, consequences=said)
            )
        if self.tally.total and self.actor.can("reporting.export"):
            found.append(
                Action("导出填报表", reverse("reporting:window_export", args=[window.pk]), "download")
            )
        if self.tally.total and (self.actor.can("reporting.fill") or self.actor.can("reporting.review")):
            found.append(
                Action("导入填报表", reverse("reporting:window_take_in", args=[window.pk]), "upload")
            )
        if self.manages:
            found.append(Action("开锁", reverse("reporting:window_unlock", args=[window.pk]), "lock-open"))
            if window.locked_at is None:
                said = ("各单位不能再填报、更正；需要时可以给单位开锁。",)
                url = reverse("reporting:window_lock", args=[window.pk])
                found.append(Action("锁定", url, "lock", method="post", consequences=said))
        return tuple(found)

    def context(self) -> dict[str, Any]:
        window = self.get_object()
        rows = Report.objects.visible_to(self.actor).filter(window=window)
        reports = rows.select_related("organization").order_by("position", "pk")
        unsent = reports.exclude(state__in=(*WAITING_STATES, ReportState.APPROVED))
        return {
            "object": window,
            "tally": self.tally,
            "districts": tallies(window, self.actor),
            "reports": list(reports[:SHOWN]),
            "more": max(rows.count() - SHOWN, 0),
            "verb": self.verb,
            "may_review": self.actor.can("reporting.review"),
            "list_url": f"{reverse('reporting:list')}?window={window.pk}",
            "closes_on": closing_day(window),
            "unlocks": Unlock.objects.filter(window=window).select_related("unit", "by"),
            "reminder": self.reminder([str(one.organization) for one in unsent[:SHOWN]]),
        }

    def reminder(self, missing: list[str]) -> str:
        """The text for the group chat, with those who are missing and the way in, as long as they can report."""
        window = self.get_object()
        if not missing or not self.manages or self.standing != WindowStanding.OPEN:
            return ""
        url = self.request.build_absolute_uri(reverse("reporting:mine"))
        return (
            f"【填报提醒】{window}上报表请于{format_day(window.due_on)}前报送，"
            f"还有{len(missing)}家没有报：{'、'.join(missing)}。请登录核对后报送：{url}"
        )


class WindowCreate(CreatePage):
    """A window no rhythm gives."""

    permission = "reporting.schedule"
    title = "开设填报期"
    section = SECTION
    crumbs = (WINDOWS,)
    form_class = WindowForm
    submit_label = "开设"
    done = "已开设填报期。"
    intro = "按固定周期填报的，请在计划里设置填报周期，各期会自动开放；这里开设自定起止的一期。"

    def perform(self, form: Any) -> Window:
        return acts.create_window(form.instance, actor=self.actor)


class PlanCoursePage(FormPage):
    """Something set for the reports of one plan."""

    permission = "reporting.schedule"
    model = Plan
    section = SECTION

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization__parent")

    @property
    def crumbs(self) -> tuple[Link, ...]:
        plan = self.get_object()
        return (Link(plan.title, plan.get_absolute_url()),)

    def refusal(self) -> str:
        return rules.scheduling_refusal(Window(plan=self.get_object()), self.actor)


class ScheduleEdit(PlanCoursePage):
    """The rhythm in which a plan's units report."""

    title = "填报周期"
    form_class = ScheduleForm
    done = "已设置填报周期。"
    intro = "保存后，到期的各期立即开放，以后的按时开放；已有的填报期不变。"

    def form_arguments(self) -> dict[str, Any]:
        plan = self.get_object()
        found = Schedule.objects.filter(plan=plan).first()
        if found is None:
            found = Schedule(plan=plan, starts_on=date(plan.year, 1, 1), ends_on=date(plan.year, 12, 31))
        found.plan = plan
        return {**super().form_arguments(), "instance": found}

    def initial(self) -> dict[str, Any]:
        return {}

    def perform(self, form: Any) -> Schedule:
        return acts.set_schedule(form.instance, actor=self.actor)

    def location(self, result: Schedule) -> str:
        return reverse("reporting:window_list")


class ExpectationsEdit(PlanCoursePage):
    """What is expected of a plan's figures."""

    title = "填报要求"
    template_name = "reporting/expectations.html"
    form_class = ExpectationsForm
    done = "已保存填报要求。"

    def form_arguments(self) -> dict[str, Any]:
        goals = list(divided_goals(self.get_object()).select_related("expectation"))
        return {**super().form_arguments(), "goals": goals}

    def perform(self, form: Any) -> Plan:
        acts.set_expectations(self.get_object(), form.expectations(), actor=self.actor)
        return self.get_object()


class WindowLock(WindowPage, ActionPage):
    """Nothing is reported any more."""

    permission = "reporting.schedule"
    http_method_names = ("post",)
    done = "已锁定。"

    def run(self, instance: Window, note: str) -> None:
        acts.lock_window(instance, actor=self.actor)


class WindowUnlock(WindowPage, FormPage):
    """Open again for a unit, by name and with a reason."""

    permission = "reporting.schedule"
    title = "开锁"
    form_class = UnlockForm
    submit_label = "开锁"
    done = "已开锁，到期自动锁上。"
    template_name = FormPage.template_name

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "window": self.get_object()}

    def initial(self) -> dict[str, Any]:
        return {"until": timezone.localdate() + timedelta(days=3)}

    def perform(self, form: Any) -> Window:
        cleaned = form.cleaned_data
        key = acts.Key(cleaned["unit"], cleaned["until"], cleaned["reason"])
        acts.unlock_window(self.get_object(), key, actor=self.actor)
        return self.get_object()
