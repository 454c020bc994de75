"""Screens of programmes: list, file, setting up."""

from dataclasses import replace
from typing import Any

from django.urls import reverse

from jiangong.domains.honors.actions import programmes as actions
from jiangong.domains.honors.choices import ProgrammeState, StageKind
from jiangong.domains.honors.forms.programmes import RULE_FORMS, ProgrammeForm, QuotasForm, StagesForm
from jiangong.domains.honors.models import Programme
from jiangong.domains.honors.queries.findings import blocking
from jiangong.domains.honors.queries.lists import listed
from jiangong.domains.honors.queries.programmes import runs
from jiangong.domains.honors.rules import nominations as nominating
from jiangong.domains.honors.rules import programmes as rules
from jiangong.domains.honors.tables import PROGRAMME_TONES, ProgrammeTable
from jiangong.domains.honors.views.panels import panels_of, swaps_of
from jiangong.domains.honors.views.printing import ListPrint
from jiangong.domains.honors.views.steps import CRUMBS, SECTION, ProgrammePage, ProgrammeStep
from jiangong.domains.honors.workflow import programme_workflow
from jiangong.kit.commands.errors import NotAllowed
from jiangong.kit.listing import Column
from jiangong.kit.pages import Action, Badge, CreatePage, DetailPage, EditPage, Head, ListPage
from jiangong.kit.printing.lists import LIST_PRINTS
from jiangong.kit.printing.pages import print_actions
from jiangong.kit.ui.parts import Banner, Step
from jiangong.lib.dates import format_day

WITH_FORM = {"advance", "decide"}


class ProgrammeList(ListPage):
    """Programmes of one's own and of the unions above."""

    permission = "honors.view"
    export_permission = "honors.export"
    further_exports = LIST_PRINTS
    model = Programme
    table = ProgrammeTable
    title = "选树项目"
    section = SECTION

    def actions(self) -> tuple[Action, ...]:
        found = []
        if self.actor.can("honors.organize"):
            found.append(Action("建立项目", reverse("honors:create"), "plus", primary=True))
        found.append(Action("推荐对象", reverse("honors:nomination_list"), "users"))
        found.append(Action("荣誉证书", reverse("honors:certificate_list"), "certificate"))
        if self.actor.can("honors.examine"):
            found.append(Action("公示异议", reverse("honors:objection_list"), "message-circle"))
        return tuple(found)


class ProgrammeDetail(ProgrammePage, DetailPage):
    """One programme: its stage, what stands in the way, its list, rules, opinions and notices."""

    permission = "honors.view"
    crumbs = CRUMBS
    template_name = "honors/programme.html"
    workflow = programme_workflow
    state_tones = PROGRAMME_TONES

    @property
    def facts(self) -> tuple[tuple[str, tuple[str | Column, ...]], ...]:
        """What is written down about the programme; after the review has begun it stands below the list."""
        programme = self.get_object()
        basis = ("kind", "basis_number", "basis_authority", "basis_entry", "valid_from", "valid_until")
        asked = (
            Column("title", "授予称号", ("title__name",)),
            "places",
            Column("categories", "类别", show=lambda found: "、".join(found)),
            "nominate_from",
            "nominate_until",
            Column(
                "deeds", "事迹字数", ("deeds_min", "deeds_max"), show=lambda least, most: f"{least}至{most}字"
            ),
            "unit_notice_days",
            "notice_days",
            "notice_source",
        )
        further = tuple(
            name
            for name in ("note", "decided_on", "decision_number", "closing_reason")
            if getattr(programme, name)
        )
        return (("依据", basis), ("评选安排", asked + further))

    def context(self) -> dict[str, Any]:
        programme = self.get_object()
        runs_it = runs(programme, self.actor)
        found = super().context()
        if runs_it and programme.state in (ProgrammeState.REVIEWING, ProgrammeState.DECIDED):
            found["leading"], found["main_panels"] = (
                found["main_panels"],
                [],
            )  # the list before what is written
        return {
            **found,
            "sections": [(title, self._facts(fields)) for title, fields in self.facts],
            "swaps": swaps_of(programme, self.actor),
            "steps": self.steps() if programme.pipeline() else (),
            "banners": self.banners(runs_it),
        }

    def panels(self) -> list[Any]:
        return panels_of(self.get_object(), self.actor, self.request.build_absolute_uri)

    def meta(self) -> tuple[str, ...]:
        programme = self.get_object()
        basis = programme.basis_number if not rules.basis_refusal(programme) else "依据待补"
        found = [f"{programme.year}年度", str(programme.organization), str(programme.title), basis]
        if programme.edition and runs(programme, self.actor):
            found.append(f"第{programme.edition}稿")
        return tuple(found)

    def badge(self) -> Badge | None:
        programme = self.get_object()
        if programme.state == ProgrammeState.REVIEWING and runs(programme, self.actor):
            number = len(blocking(programme))
            return (
                Badge(f"{number}项待解决", "crit", "alert-triangle")
                if number
                else Badge("可以进入下一步", "ok")
            )
        return super().badge()

    def actions(self) -> tuple[Action, ...]:
        programme = self.get_object()
        stage = programme.current()
        is_last = stage is not None and stage.kind == StageKind.DECISION
        hidden = {"advance" if is_last else "decide"} if stage else set()
        found = [
            replace(
                one,
                primary=one.name != "cancel",
                danger=one.name == "cancel",
                label=f"完成“{stage.name}”" if one.name == "advance" and stage else one.label,
            )
            for one in super().actions()
            if one.name not in hidden and (one.name == "" or runs(programme, self.actor))
        ]
        if not nominating.nominating_refusal(programme, self.actor):
            address = f"{reverse('honors:nomination_create')}?programme={programme.pk}"
            found.insert(0, Action("推荐", address, "user-plus", primary=not runs(programme, self.actor)))
        if not rules.editing_refusal(programme, self.actor):
            found.append(Action("修改", reverse("honors:edit", args=[programme.pk]), "pencil"))
        if programme.edition > 1 and runs(programme, self.actor):
            found.append(Action("比较版本", reverse("honors:editions", args=[programme.pk]), "versions"))
        return tuple(found)

    def transition_method(self, name: str) -> str:
        return "get" if name in WITH_FORM else "post"

    def prints(self) -> tuple[Action, ...]:
        programme = self.get_object()
        if not runs(programme, self.actor) or not self.actor.can("honors.export") or not listed(programme):
            return ()
        return print_actions(reverse("honors:print", args=[programme.pk]), ListPrint.kinds)

    def steps(self) -> list[Step]:
        """The pipeline with the day of each stage."""
        programme = self.get_object()
        stuck = (
            programme.state == ProgrammeState.REVIEWING
            and runs(programme, self.actor)
            and blocking(programme)
        )
        shown = []
        for one in programme.pipeline():
            state = ""
            if one.finished_on is not None:
                state = "done"
            elif programme.current() is one:
                state = "stop" if stuck else "current"
            day = one.finished_on or one.planned_on
            note = f"{day.month}月{day.day}日" if day else ""
            shown.append(Step(one.name, f"{len(stuck or ())}项待解决" if state == "stop" else note, state))
        return shown

    def banners(self, runs_it: bool) -> list[Banner]:
        programme = self.get_object()
        why = rules.basis_refusal(programme)
        if why and runs_it and programme.state not in (ProgrammeState.DECIDED, ProgrammeState.CANCELLED):
            fix = Action("补登依据", reverse("honors:edit", args=[programme.pk]))
            may = not rules.editing_refusal(programme, self.actor)
            law = rules.law_of(programme)
            return [Banner(f"{why}{law}", "crit", lead="依据不完整。", action=fix if may else None)]
        if programme.state == ProgrammeState.OPEN and programme.nominate_until:
            return [Banner(f"推荐截止{format_day(programme.nominate_until)}。", "info")]
        return []


class ProgrammeCreate(CreatePage):
    """Set a programme up."""

    permission = "honors.organize"
    model = Programme
    form_class = ProgrammeForm
    title = "建立选树项目"
    section = SECTION
    crumbs = CRUMBS
    submit_label = "建立"
    done = "已建立，请接着设置环节和名额。"
    intro = "没有依据的项目可以先建立，但不能开始推荐。"
    groups = (
        ("项目", ("name", "year", "kind", "title", "places", "categories", "note"), False),
        (
            "依据",
            ("basis_number", "basis_authority", "basis_entry", "valid_from", "valid_until"),
            False,
        ),
        ("推荐", ("nominate_from", "nominate_until", "deeds_min", "deeds_max", "required_files"), False),
        (
            "公示和证书",
            ("unit_notice_days", "notice_days", "notice_source", "issuer", "number_prefix"),
            False,
        ),
    )

    def perform(self, form: ProgrammeForm) -> Programme:
        return actions.create_programme(form.instance, actor=self.actor)


class ProgrammeEdit(ProgrammePage, EditPage):
    """Correct what is said about a programme, its basis above all."""

    permission = "honors.organize"
    form_class = ProgrammeForm
    title = "修改选树项目"
    groups = ProgrammeCreate.groups

    def make_form(self, **submitted: Any) -> Any:
        if reason := rules.editing_refusal(self.get_object(), self.actor):
            raise NotAllowed(reason)
        return super().make_form(**submitted)

    def perform(self, form: ProgrammeForm) -> Programme:
        return actions.revise_programme(
            form.instance, form.changed_data, self.posted_version(), actor=self.actor
        )


class SettingUp(ProgrammeStep):
    """A part of a programme written as lines."""

    permission = "honors.organize"
    template_name = "ui/form_page.html"

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "instance": self.get_object()}


class ProgrammePlan(SettingUp):
    """The stages, in order."""

    title = "设置环节"
    form_class = StagesForm
    done = "环节已设置。"

    def refusal(self) -> str:
        return rules.planning_refusal(self.get_object(), self.actor)

    def take(self, programme: Programme, form: Any) -> Programme:
        return actions.plan_stages(programme, form.cleaned_data["lines"], actor=self.actor)


class ProgrammeAllot(SettingUp):
    """The places of units and categories."""

    title = "分配名额"
    form_class = QuotasForm
    done = "名额已分配。"

    def refusal(self) -> str:
        return rules.editing_refusal(self.get_object(), self.actor)

    def take(self, programme: Programme, form: Any) -> Programme:
        return actions.allot_quotas(programme, form.cleaned_data["lines"], actor=self.actor)


class RuleAdd(ProgrammeStep):
    """One more rule of structure or condition."""

    permission = "honors.organize"
    template_name = "ui/form_page.html"
    done = "规则已保存。"
    kind = "structure"

    def refusal(self) -> str:
        return rules.editing_refusal(self.get_object(), self.actor)

    def rule(self) -> Any:
        return RULE_FORMS[self.kind][1]()

    def head(self) -> Head:
        return Head(f"设置{RULE_FORMS[self.kind][1]._meta.verbose_name}", crumbs=self.crumbs)

    def make_form(self, **submitted: Any) -> Any:
        if reason := self.refusal():
            raise NotAllowed(reason)
        form_class, _ = RULE_FORMS[self.kind]
        return form_class(actor=self.actor, programme=self.get_object(), instance=self.rule(), **submitted)

    def take(self, programme: Programme, form: Any) -> Any:
        return actions.set_rule(programme, form.instance, actor=self.actor)


class RuleEdit(RuleAdd):
    """Correct a rule, or say until when it holds."""

    def rule(self) -> Any:
        _, model = RULE_FORMS[self.kind]
        return self.own(model._base_manager.filter(programme=self.get_object()))
