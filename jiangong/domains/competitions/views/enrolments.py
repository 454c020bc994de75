"""Enrolments: list, detail, entering, steps, progress and results."""

from dataclasses import replace
from typing import Any

from django.urls import reverse

from jiangong.domains.competitions import rules
from jiangong.domains.competitions.actions import enrolments as actions
from jiangong.domains.competitions.choices import CompetitionKind, EnrolmentState, Step
from jiangong.domains.competitions.forms import EnrolmentForm, ProgressForm, ResultForm
from jiangong.domains.competitions.models import Competition, Enrolment
from jiangong.domains.competitions.tables import STATE_TONES, EnrolmentTable, show_saved, show_size
from jiangong.domains.competitions.views.links import COMPETITIONS, SECTION, enrolment_crumbs
from jiangong.domains.competitions.workflow import enrolment_workflow
from jiangong.kit.attachments.panels import attachment_panel
from jiangong.kit.listing import Cell, Column
from jiangong.kit.listing.columns import EMPTY
from jiangong.kit.pages.details import DetailPage
from jiangong.kit.pages.forms import EditPage, FormPage
from jiangong.kit.pages.heads import Action, Head, Link, Panel
from jiangong.kit.pages.lists import ListPage
from jiangong.kit.printing.ledgers import LEDGER_EXPORTS
from jiangong.kit.ui.parts import Banner
from jiangong.kit.ui.parts import Step as ShownStep
from jiangong.lib.amounts import shown

REACHED = {
    EnrolmentState.DRAFT: 0,
    EnrolmentState.RETURNED: 0,
    EnrolmentState.SUBMITTED: 1,
    EnrolmentState.CONFIRMED: 2,
}


class EnrolmentList(ListPage):
    """Everything enrolled within reach."""

    permission = "competitions.view"
    export_permission = "competitions.export"
    further_exports = LEDGER_EXPORTS
    model = Enrolment
    title = "参赛台账"
    section = SECTION
    crumbs = (COMPETITIONS,)
    table = EnrolmentTable

    def bulk_actions(self) -> tuple[Action, ...]:
        if not self.actor.can("competitions.confirm"):
            return ()
        return (Action("确认", reverse("competitions:confirm_many"), "check"),)


def _baseline(value: Any, year: Any, unit: str) -> str:
    return f"{shown(value)}{unit}（{year}年）" if value is not None else ""


def _result(value: Any, day: Any, unit: str) -> str:
    return f"{shown(value)}{unit}（截至{day}）" if value is not None else ""


def _saved(saved: Any, metric: str, share: Any) -> Cell:
    if saved is None:
        return Cell(EMPTY)
    return Cell(show_saved(saved, metric), sub=f"占基准值{share}%", tone="ok" if saved > 0 else "warn")


def _amount(value: Any) -> str:
    return shown(value) if value is not None else ""


PARTY = (
    Column("party", "参赛单位"),
    Column("size", "企业属性", ("above_scale", "high_risk"), show=show_size),
    Column("organization", "责任工会", ("organization__name",)),
    "workers",
)
OF_KIND: dict[str, tuple[str | Column, ...]] = {
    CompetitionKind.CONSTRUCTION: (
        "project",
        Column("investment", "项目投资（万元）", show=_amount),
        "starts_on",
        "ends_on",
        "teams",
    ),
    CompetitionKind.ENERGY: (
        "project",
        "metric",
        Column("baseline", "基准值", ("baseline", "baseline_year", "metric_unit"), show=_baseline),
        Column("result", "成果值", ("result", "result_on", "metric_unit"), show=_result),
        Column("saved", "节约（减排）量", ("saved", "metric", "saved_share"), show=_saved),
        "starts_on",
        "ends_on",
    ),
    CompetitionKind.SAFETY: ("teams",),
}


class EnrolmentDetail(DetailPage):
    """One enrolment: who, with what, how far."""

    permission = "competitions.view"
    model = Enrolment
    section = SECTION
    workflow = enrolment_workflow
    state_tones = STATE_TONES

    @property
    def sections(self) -> Any:
        enrolment = self.get_object()
        return (
            (
                "参赛",
                (*PARTY, *OF_KIND[enrolment.kind], "approach", "contact", "enrolled_on", "confirmed_on"),
            ),
            ("进展", ("progress", "progress_on")),
        )

    def get_queryset(self) -> Any:
        related = ("organization", "competition__organization", "enterprise", "unit")
        return super().get_queryset().select_related(*related)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return enrolment_crumbs(self.get_object())[:2]

    def meta(self) -> tuple[str, ...]:
        return (self.get_object().competition.short_name, str(self.get_object().organization))

    def actions(self) -> tuple[Action, ...]:
        enrolment = self.get_object()
        found = [replace(one, danger=one.name == Step.VOID) for one in super().actions()]
        for label, name, icon, refusal in (
            ("登记成果", "result", "chart-bar", rules.result_refusal),
            ("登记进展", "progress", "notes", rules.progress_refusal),
            ("修改", "enrolment_edit", "pencil", rules.revising_refusal),
        ):
            if not refusal(enrolment, self.actor):
                found.insert(0, Action(label, reverse(f"competitions:{name}", args=[enrolment.pk]), icon))
        return tuple(found)

    def panels(self) -> list[Panel]:
        return [attachment_panel(self.get_object(), self.actor)]

    def context(self) -> dict[str, Any]:
        return {**super().context(), "steps": self.steps(), "banners": self.banners()}

    def steps(self) -> list[ShownStep]:
        """填写 → 报名 → 确认, or where it stopped."""
        enrolment = self.get_object()
        reached = REACHED.get(EnrolmentState(enrolment.state))
        if reached is None:
            return [ShownStep("填写", state="done"), ShownStep(enrolment.get_state_display(), state="stop")]
        days = (None, enrolment.enrolled_on, enrolment.confirmed_on)
        shown_steps = []
        for place, (label, day) in enumerate(zip(("填写", "报名", "确认"), days, strict=True)):
            done = place < reached or reached == len(days) - 1
            state = "done" if done else "current" if place == reached else ""
            shown_steps.append(ShownStep(label, f"{day:%m-%d}" if day and done else "", state))
        return shown_steps

    def banners(self) -> list[Banner]:
        enrolment = self.get_object()
        found = []
        if enrolment.reason and enrolment.state == EnrolmentState.RETURNED:
            found.append(Banner(enrolment.reason, tone="warn", lead="上级工会退回："))
        elif enrolment.reason and enrolment.state in {EnrolmentState.QUIT, EnrolmentState.VOID}:
            found.append(Banner(enrolment.reason, lead=f"{enrolment.get_state_display()}："))
        if warning := rules.saving_warning(enrolment):
            found.append(Banner(warning, tone="warn"))
        return found


class EnrolmentCreate(FormPage):
    """Enter who takes part in one competition."""

    permission = "competitions.enrol"
    model = Competition
    section = SECTION
    form_class = EnrolmentForm
    submit_label = "保存"
    done = "已登记。核对后请点“报名”。"
    rule = staticmethod(rules.enrolling_refusal)
    kept_when_shut = True

    def head(self) -> Head:
        return Head(f"登记参赛：{self.get_object().short_name}", crumbs=self.crumbs)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (COMPETITIONS, Link(self.get_object().short_name, self.get_object().get_absolute_url()))

    def form_arguments(self) -> dict[str, Any]:
        return {"actor": self.actor, "competition": self.get_object()}

    def perform(self, form: Any) -> Enrolment:
        cleaned = form.cleaned_data
        return actions.enrol(
            form.instance, self.get_object(), cleaned["union"], cleaned["party"], actor=self.actor
        )


class EnrolmentPage(EditPage):
    """A page that changes one enrolment, under a rule of its own."""

    permission = "competitions.enrol"
    model = Enrolment
    section = SECTION

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization", "competition", "enterprise", "unit")

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return enrolment_crumbs(self.get_object())


class EnrolmentEdit(EnrolmentPage):
    """Correct a draft, or what came back."""

    title = "修改参赛登记"
    form_class = EnrolmentForm
    rule = staticmethod(rules.revising_refusal)

    def form_arguments(self) -> dict[str, Any]:
        return {
            "actor": self.actor,
            "instance": self.get_object(),
            "competition": self.get_object().competition,
        }

    def perform(self, form: Any) -> Enrolment:
        return revise(form, self.posted_version(), self.actor)


def revise(form: Any, version: int, actor: Any) -> Enrolment:
    """Save what a bound form changed."""
    changed = [name for name in form.changed_data if name in form._meta.fields]
    cleaned = form.cleaned_data
    return actions.revise_enrolment(
        form.instance, changed, union=cleaned["union"], party=cleaned["party"], version=version, actor=actor
    )


class EnrolmentProgress(EnrolmentPage):
    """Note how it goes."""

    title = "登记进展"
    form_class = ProgressForm
    rule = staticmethod(rules.progress_refusal)
    done = "已登记进展。"

    def perform(self, form: Any) -> Enrolment:
        text = form.cleaned_data["progress"]
        return actions.note_progress(self.get_object(), text, self.posted_version(), actor=self.actor)


class EnrolmentResult(EnrolmentPage):
    """Enter what an energy project uses now."""

    title = "登记节能减排成果"
    form_class = ResultForm
    rule = staticmethod(rules.result_refusal)

    def perform(self, form: Any) -> Enrolment:
        cleaned = form.cleaned_data
        return actions.enter_result(
            self.get_object(),
            cleaned["result"],
            cleaned["result_on"],
            self.posted_version(),
            actor=self.actor,
        )

    def message(self, result: Enrolment) -> str:
        return (
            rules.saving_warning(result) or f"已登记，节约（减排）{show_saved(result.saved, result.metric)}。"
        )
