"""Versions of a division: the list, two of them side by side, and what is decided about one."""

from dataclasses import replace
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from jiangong.domains.plans import rules
from jiangong.domains.plans.actions import editions as actions
from jiangong.domains.plans.choices import EditionState
from jiangong.domains.plans.forms.editions import AdjustmentForm
from jiangong.domains.plans.models import Edition, Plan
from jiangong.domains.plans.queries.editions import (
    Comparison,
    changed_units,
    compare,
    edition_before,
    editions_for,
    reachable_units,
)
from jiangong.domains.plans.views.grid import EDITION_TONES, PLANS, SECTION
from jiangong.kit.pages.actions import ActionPage
from jiangong.kit.pages.base import Page
from jiangong.kit.pages.forms import FormPage
from jiangong.kit.pages.heads import Action, Badge, Head, Link


class PageOfPlan(Page):
    """A page below one plan's grid."""

    model = Plan
    section = SECTION
    permission = "plans.view"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization", "parent")

    @property
    def crumbs(self) -> tuple[Link, ...]:
        plan = self.get_object()
        grid = Link("任务分解", reverse("plans:grid", args=[plan.pk]))
        return (PLANS, Link(plan.title, plan.get_absolute_url()), grid)


class EditionList(PageOfPlan):
    """Every version with its reason, who decided, and what changed."""

    title = "分解版次"
    template_name = "plans/edition_list.html"

    @cached_property
    def editions(self) -> list[Edition]:
        plan = self.get_object()
        found = list(editions_for(plan, self.actor))
        for one in found:
            one.plan = plan
        return found

    def head(self) -> Head:
        plan = self.get_object()
        actions: tuple[Action, ...] = ()
        if self.actor.can("plans.edit") and not rules.adjusting_refusal(plan, self.actor):
            address = reverse("plans:edition_create", args=[plan.pk])
            actions = (Action("启动调整", address, "pencil", primary=True),)
        return Head(self.title, self.crumbs, (plan.title,), actions=actions)

    def context(self) -> dict[str, Any]:
        current = next((one.number for one in self.editions if one.state == EditionState.APPROVED), None)
        return {"rows": [self.row(one, current) for one in self.editions], "plan": self.get_object()}

    def row(self, edition: Edition, current: int | None) -> dict[str, Any]:
        tone, icon = EDITION_TONES[EditionState(edition.state)]
        before = edition_before(edition)
        label = "现行" if edition.number == current else edition.get_state_display()
        return {
            "edition": edition,
            "badge": Badge(label, tone, icon),
            "before": before,
            "changed": len(self.changed(edition)) if before else None,
        }

    def changed(self, edition: Edition) -> list[Any]:
        keys = reachable_units(edition.plan, self.actor)
        return [one for one in changed_units(edition) if keys is None or one.pk in keys]


class EditionCompare(PageOfPlan):
    """Two versions side by side: unit by indicator, old and new."""

    title = "版次对照"
    template_name = "plans/edition_compare.html"

    @cached_property
    def comparison(self) -> Comparison:
        plan = self.get_object()
        known = {str(one.number): one for one in editions_for(plan, self.actor)}
        newer = known.get(self.request.GET.get("to", ""), next(iter(known.values()), None))
        if newer is None:
            raise Http404
        newer.plan = plan
        older = known.get(self.request.GET.get("from", "")) or edition_before(newer) or newer
        older.plan = plan
        found = compare(older, newer)
        keys = reachable_units(plan, self.actor)
        return found if keys is None else _limited(found, keys)

    def head(self) -> Head:
        older, newer = self.comparison.older.edition, self.comparison.newer.edition
        actions = []
        if self.actor.can("plans.export"):
            export = reverse("plans:edition_export", args=[self.get_object().pk])
            actions.append(Action("导出", f"{export}?from={older.number}&to={newer.number}", "download"))
        actions.append(Action(f"看{newer}", newer.get_absolute_url(), "table"))
        title = f"{older}与{newer}对照"
        return Head(title, self.crumbs, (self.get_object().title,), actions=tuple(actions))

    def context(self) -> dict[str, Any]:
        plan = self.get_object()
        found = list(editions_for(plan, self.actor))
        return {"comparison": self.comparison, "plan": plan, "editions": found}


def _limited(found: Comparison, keys: set[int]) -> Comparison:
    """The rows a unit reads: its own."""
    sides = []
    for grid in (found.older, found.newer):
        inside = tuple(one for one in grid.recipients if one.pk in keys)
        shares = {place: value for place, value in grid.shares.items() if place[0] in keys}
        sides.append(replace(grid, recipients=inside, shares=shares))
    return Comparison(*sides)


class EditionCreate(FormPage, PageOfPlan):
    """Begin an adjustment."""

    permission = "plans.edit"
    title = "启动调整"
    form_class = AdjustmentForm
    submit_label = "启动调整"
    done = "已启动调整，现行任务数已复制过来，请在表中修改。"
    intro = "新的一版从现行任务数开始，审定生效以前各单位仍按现行版执行。"
    rule = staticmethod(rules.adjusting_refusal)

    def perform(self, form: Any) -> Edition:
        return actions.start_adjustment(self.get_object(), form.cleaned_data["reason"], actor=self.actor)


class EditionPage(ActionPage):
    """One decision about a version; whoever may read its plan gets here, the workflow decides."""

    permission = "plans.view"
    model = Edition

    def get_queryset(self) -> Any:
        plans = Plan.objects.visible_to(self.actor)
        return Edition.objects.filter(plan__in=plans).select_related("plan__organization")

    def location(self, instance: Edition) -> str:
        return reverse("plans:edition_list", args=[instance.plan_id])


class EditionSubmit(EditionPage):
    """Put it before whoever decides."""

    done = "已送审定。"

    def run(self, instance: Edition, note: str) -> None:
        actions.submit_edition(instance, actor=self.actor, note=note)


class EditionApprove(EditionPage):
    """Let it take effect."""

    done = "已生效，任务数有变化的单位须重新签收。"

    def run(self, instance: Edition, note: str) -> None:
        actions.approve_edition(instance, actor=self.actor, note=note)


class EditionSendBack(EditionPage):
    """Ask for another one."""

    done = "已退回修改。"

    def run(self, instance: Edition, note: str) -> None:
        actions.send_back_edition(instance, actor=self.actor, note=note)


class EditionDrop(EditionPage):
    """Give it up."""

    done = "已放弃这一版调整，现行任务数不变。"

    def run(self, instance: Edition, note: str) -> None:
        actions.drop_edition(instance, actor=self.actor, note=note)
