"""Screens of the register of studios: list, file, opening, correcting."""

from dataclasses import replace
from typing import Any

from django.urls import reverse, reverse_lazy

from jiangong.domains.studios import actions, rules
from jiangong.domains.studios.choices import StudioState
from jiangong.domains.studios.forms import StudioForm
from jiangong.domains.studios.models import Studio
from jiangong.domains.studios.tables import STATE_TONES, StudioTable, show_review
from jiangong.domains.studios.views.panels import panels_of
from jiangong.domains.studios.views.printing import StudioPrint
from jiangong.domains.studios.workflow import studio_workflow
from jiangong.kit.listing import Column
from jiangong.kit.pages import Action, CreatePage, DetailPage, EditPage, Link, ListPage, Panel
from jiangong.kit.printing.ledgers import LEDGER_EXPORTS
from jiangong.kit.printing.pages import print_actions
from jiangong.kit.ui.parts import Banner, Step
from jiangong.lib.dates import format_day

SECTION = "studios"
CRUMBS = (Link("创新工作室", reverse_lazy("studios:list")),)
FORM_STEPS = {"register", "name", "revoke"}
BY_REVIEW = {"confirm", "warn"}


class StudioList(ListPage):
    """Studios within reach: what is being built, what is late, what waits for its yearly confirmation."""

    permission = "studios.view"
    export_permission = "studios.export"
    further_exports = LEDGER_EXPORTS
    model = Studio
    table = StudioTable
    title = "创新工作室"
    section = SECTION

    def actions(self) -> tuple[Action, ...]:
        found = []
        if self.actor.can("studios.edit"):
            found.append(Action("登记工作室", reverse("studios:create"), "plus", primary=True))
        if self.actor.can("studios.import"):
            found.append(Action("批量导入", reverse("importing:start", args=["studios.studio"]), "upload"))
        found.append(Action("登记期限", reverse("studios:deadline_list"), "calendar-due"))
        return tuple(found)


class StudioPage:
    """What the pages of one studio share: the way back."""

    @property
    def crumbs(self) -> tuple[Link, ...]:
        studio = self.get_object()
        return (*CRUMBS, Link(studio.name, studio.get_absolute_url()))


class StudioDetail(DetailPage):
    """One studio: where it stands, what it lacks, its team, work, money and course."""

    permission = "studios.view"
    model = Studio
    section = SECTION
    crumbs = CRUMBS
    workflow = studio_workflow
    state_tones = STATE_TONES
    sections = (
        (
            "基本情况",
            (
                "kind",
                "level",
                Column("organization", "所属工会", ("organization__name",)),
                "industry",
                "founded_on",
                "place",
                "equipment",
                "rules_text",
                "introduction",
            ),
        ),
    )

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization", "leader__organization")

    @property
    def course(self) -> tuple[str | Column, ...]:
        """Facts of the course that are there already."""
        studio = self.get_object()
        found: list[str | Column] = [
            name for name in ("due_on", "registered_on", "named_on", "revoked_on") if getattr(studio, name)
        ]
        if studio.reviewed_year:
            found.append(Column("review", "最近复核", ("reviewed_year", "review_result"), show=show_review))
        return (*found, "closing_reason") if studio.closing_reason else tuple(found)

    def context(self) -> dict[str, Any]:
        found = super().context()
        if course := self.course:
            found["sections"] = [*found["sections"], ("登记与命名", self._facts(course))]
        return {**found, "steps": self.steps(), "banners": self.banners()}

    def meta(self) -> tuple[str, ...]:
        studio = self.get_object()
        leader = f"领衔人{studio.leader.name}" if studio.leader else "还没有领衔人"
        return (studio.get_level_display(), studio.get_kind_display(), str(studio.organization), leader)

    def actions(self) -> tuple[Action, ...]:
        studio = self.get_object()
        done = {"name"} if rules.raising_refusal(studio, self.actor) else set()  # nothing is left to name
        offered = [one for one in super().actions() if one.name not in BY_REVIEW | done]
        found = [
            replace(one, primary=one.name in FORM_STEPS - {"revoke"}, danger=one.name in {"revoke", "void"})
            for one in offered
        ]
        if not rules.editing_refusal(studio, self.actor):
            found.insert(0, Action("修改", reverse("studios:edit", args=[studio.pk]), "pencil"))
        if self.actor.can("studios.review") and studio.state in (StudioState.NAMED, StudioState.WARNED):
            address = reverse("studios:review", args=[studio.pk])
            blocked = rules.reviewing_refusal(studio, self.actor)
            found.insert(0, Action("年度复核", address, "clipboard-check", primary=True, blocked=blocked))
            found = [replace(one, primary=one.name == "" and one.primary) for one in found]
        return tuple(found)

    def _offered(self, offer: Any, namespace: str) -> Action:
        """What only a yearly confirmation brings about has no page of its own."""
        if offer.transition.name in BY_REVIEW:
            return Action(offer.transition.label, "", name=offer.transition.name)
        return super()._offered(offer, namespace)

    def transition_method(self, name: str) -> str:
        return "get" if name in FORM_STEPS else "post"

    def prints(self) -> tuple[Action, ...]:
        return print_actions(reverse("studios:print", args=[self.get_object().pk]), StudioPrint.kinds)

    def panels(self) -> list[Panel]:
        return panels_of(self.get_object(), self.actor, self.request.build_absolute_uri)

    def steps(self) -> list[Step]:
        """建设 → 登记 → 命名, with the day of each."""
        studio = self.get_object()
        if studio.state == StudioState.VOID:
            return [Step("建设", state="done"), Step("作废", state="stop")]
        building = studio.state == StudioState.BUILDING
        registered, named = studio.registered_on, studio.named_on
        shown = [
            Step(
                "建设",
                format_day(studio.founded_on) if studio.founded_on else "",
                "current" if building else "done",
            )
        ]
        shown.append(_step("登记", registered, current=False, done=not building))
        shown.append(
            _step("命名", named, current=studio.state == StudioState.REGISTERED, done=named is not None)
        )
        if studio.state == StudioState.REVOKED:
            shown.append(Step("撤销", format_day(studio.revoked_on) if studio.revoked_on else "", "stop"))
        elif studio.state == StudioState.WARNED:
            shown.append(Step("警告", f"{studio.reviewed_year}年复核", "stop"))
        return shown

    def banners(self) -> list[Banner]:
        studio = self.get_object()
        found = []
        if studio.days_overdue:
            text = f"应在{format_day(studio.due_on)}前补齐要素并确认登记，现在还缺{studio.missing_count}项。"
            found.append(Banner(text, tone="crit", lead=f"已逾期{studio.days_overdue}天。"))
        if studio.state == StudioState.WARNED:
            text = "整改后请在下一次复核时说明情况。"
            found.append(Banner(text, tone="warn", lead="复核结果为警告。"))
        leader = studio.leader
        if (
            leader
            and studio.is_in_force
            and not leader.organization.path.startswith(studio.organization.path)
        ):
            text = f"现属{leader.organization}，请核对是否需要更换领衔人。"
            found.append(Banner(text, tone="warn", lead=f"领衔人{leader.name}已不在所属工会。"))
        return found


def _step(label: str, day: Any, *, current: bool, done: bool) -> Step:
    return Step(label, format_day(day) if day else "", "done" if done else "current" if current else "")


class StudioCreate(CreatePage):
    """Open a studio's file."""

    permission = "studios.edit"
    model = Studio
    form_class = StudioForm
    title = "登记工作室"
    section = SECTION
    crumbs = CRUMBS
    submit_label = "登记"
    intro = "先建档，登记要素补齐后再确认登记；团队、课题、经费在建档后填写。"

    def initial(self) -> dict[str, Any]:
        organization = self.actor.organization
        is_own = organization is not None and organization.path == organization.scope_path
        return {"organization": organization} if is_own else {}

    def perform(self, form: StudioForm) -> Studio:
        return actions.open_studio(form.facts, actor=self.actor)

    def message(self, result: Studio) -> str:
        return f"已建档，还缺{result.missing_count}项登记要素。" if result.missing_count else "已建档。"


class StudioEdit(StudioPage, EditPage):
    """Correct the facts of a studio."""

    permission = "studios.edit"
    model = Studio
    form_class = StudioForm
    title = "修改工作室"
    section = SECTION
    rule = staticmethod(rules.editing_refusal)

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization", "leader__organization")

    def perform(self, form: StudioForm) -> Studio:
        return actions.revise_studio(form.instance, form.facts, self.posted_version(), actor=self.actor)
