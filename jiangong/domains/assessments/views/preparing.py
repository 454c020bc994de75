"""Setting a round up: how it works, whom it scores, who judges."""

from typing import Any

from django.http import Http404

from jiangong.domains.assessments.actions import rounds as actions
from jiangong.domains.assessments.forms.rounds import (
    DatesForm,
    JudgeForm,
    RoundForm,
    SubjectForm,
    TakeUnitsForm,
)
from jiangong.domains.assessments.models import Judge, Round, Rubric, Subject
from jiangong.domains.assessments.rules import rounds as rules
from jiangong.domains.assessments.views.links import ROUNDS, SECTION
from jiangong.domains.assessments.views.rounds import RoundPage
from jiangong.kit.pages.actions import ActionPage
from jiangong.kit.pages.forms import CreatePage, EditPage, FormPage
from jiangong.lib.digits import whole_number


class RoundCreate(CreatePage):
    """Set one up."""

    permission = "assessments.organize"
    model = Round
    title = "组织考评"
    section = SECTION
    crumbs = (ROUNDS,)
    form_class = RoundForm
    submit_label = "保存"
    done = "考评已建立。请带入考评对象、添加评委。"
    template_name = "assessments/round_form.html"

    def initial(self) -> dict[str, Any]:
        wanted = self.request.GET.get("rubric", "")
        rubric = Rubric.objects.visible_to(self.actor).filter(pk=whole_number(wanted)).first()
        if rubric is None:
            return {}
        title = f"{rubric.title.removesuffix('评分标准')}考评"
        return {"rubric": rubric.pk, "title": title, "year": rubric.year}

    def perform(self, form: RoundForm) -> Round:
        return actions.set_up_round(form.instance, actor=self.actor)


class RoundEdit(RoundPage, EditPage):
    """Change how it works while it is prepared."""

    permission = "assessments.organize"
    title = "修改考评"
    section = SECTION
    form_class: Any = RoundForm
    template_name = "assessments/round_form.html"
    rule = staticmethod(rules.preparing_refusal)

    def refusal(self) -> str:
        return self.rule(self.get_object(), self.actor)

    def perform(self, form: Any) -> Round:
        columns = [name for name in form.changed_data if not name.startswith("tie")]
        if isinstance(form, RoundForm):
            columns.append("ties")
        return actions.revise_round(form.instance, columns, self.posted_version(), actor=self.actor)


class RoundDates(RoundEdit):
    """Move the days stages end on."""

    title = "改截止日期"
    form_class = DatesForm
    template_name = "ui/form_page.html"
    rule = staticmethod(rules.dating_refusal)


class AddPage(RoundPage, FormPage):
    """Adds something to a round that is being prepared."""

    permission = "assessments.organize"
    section = SECTION
    rule = staticmethod(rules.preparing_refusal)

    def refusal(self) -> str:
        return self.rule(self.get_object(), self.actor)

    def location(self, result: Any) -> str:
        return self.get_object().get_absolute_url()


class TakeUnits(AddPage):
    """Take in the units with a share of a programme."""

    title = "从计划带入考评单位"
    form_class = TakeUnitsForm
    submit_label = "带入"

    def form_arguments(self) -> dict[str, Any]:
        return {"actor": self.actor, "instance": self.get_object()}

    def perform(self, form: TakeUnitsForm) -> int:
        return actions.take_units(self.get_object(), form.cleaned_data["key"], actor=self.actor)

    def message(self, result: int) -> str:
        return f"已带入{result}家单位。" if result else "有任务的单位都已在考评对象里。"


class SubjectCreate(AddPage):
    """One more unit or work."""

    title = "添加考评对象"
    form_class = SubjectForm
    submit_label = "添加"
    done = "已添加。"

    def perform(self, form: SubjectForm) -> Subject:
        said = form.cleaned_data
        return actions.add_subject(
            self.get_object(),
            said["organization"],
            said["title"],
            said["group"],
            said["authors"],
            actor=self.actor,
        )


class JudgeCreate(AddPage):
    """Seat somebody on the panel."""

    title = "添加评委"
    form_class = JudgeForm
    submit_label = "添加"
    done = "已添加。"
    rule = staticmethod(rules.panel_refusal)

    def perform(self, form: JudgeForm) -> Judge:
        said = form.cleaned_data
        return actions.add_judge(
            self.get_object(), said["user"], said["role"], said["weight"], actor=self.actor
        )


class JudgeRemove(RoundPage, ActionPage):
    """Take a judge off the panel."""

    permission = "assessments.organize"
    done = "已移除。"

    def run(self, instance: Round, note: str) -> None:
        judge = (
            instance.judges.filter(pk=self.kwargs["judge"]).first() if self.kwargs["judge"] < 2**63 else None
        )
        if judge is None:
            raise Http404
        judge.round = instance
        actions.remove_judge(judge, actor=self.actor)


class SubjectRemove(ActionPage):
    """Take one out while the round is prepared."""

    permission = "assessments.organize"
    model = Subject
    done = "已移除。"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("round__organization", "organization")

    def run(self, instance: Subject, note: str) -> Round:
        return actions.remove_subject(instance, actor=self.actor)
