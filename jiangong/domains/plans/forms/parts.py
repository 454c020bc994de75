"""The rows of a plan as they are edited, one small form each."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiangong.domains.assessments.models import RubricGroup, RubricItem
from jiangong.domains.indicators.models import MOST_DECIMALS
from jiangong.domains.plans.choices import Deliverable, Division, DutyRole, Operator
from jiangong.domains.plans.forms.fields import NamesField, UnitField
from jiangong.domains.plans.models import Goal, Plan, Program, Recipient, Step, Task
from jiangong.domains.plans.queries.drafts import FACTS, PARTS, Part, names_by_role
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.acting import ActingModelForm

ROWS = forms.Textarea(attrs={"rows": 3})
FIRST_YEAR, LAST_YEAR = 2000, 2100


class FactsForm(ActingModelForm):
    """What the head of a notice says."""

    class Meta:
        model = Plan
        fields = FACTS
        widgets = {"addressees": forms.Textarea(attrs={"rows": 2})}
        error_messages = {"title": {"required": "请填写标题。"}, "year": {"required": "请填写年度。"}}

    def clean_year(self) -> int:
        year = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValidationError(f"年度应在{FIRST_YEAR}至{LAST_YEAR}之间，请改正。")
        return year

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FACTS}


class RowForm(forms.ModelForm):
    """What the forms of all rows share: their plan, and their values as the action takes them."""

    def __init__(
        self, *args: Any, actor: Actor, plan: Plan, within: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.plan, self.within = actor, plan, within
        if "program" in self.fields:
            self._offer_programs()

    def _offer_programs(self) -> None:
        programs = self.plan.programs.all()
        field = self.fields["program"]
        field.queryset, field.empty_label = programs, None
        field.error_messages["invalid_choice"] = "这个专案已不在计划里，请重新选择。"
        if self.within and not self.instance.pk:
            self.initial["program"] = self.within
        if len(programs) == 1:
            field.widget = forms.HiddenInput()
            self.initial.setdefault("program", programs[0].pk)

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class ProgramForm(RowForm):
    """A programme."""

    class Meta:
        model = Program
        fields = ("title", "aim")
        widgets = {"aim": forms.Textarea(attrs={"rows": 4})}
        error_messages = {"title": {"required": "请填写专案名称。"}}


class TaskForm(RowForm):
    """A measure with who leads it, answers for it, takes part in it."""

    lead = NamesField(label="牵头单位", required=False, help_text="多个单位用顿号隔开。")
    responsible = NamesField(label="责任单位", required=False)
    joint = NamesField(label="配合单位", required=False)

    class Meta:
        model = Task
        fields = ("program", "ref", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        error_messages = {"text": {"required": "请填写任务内容。"}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for role, names in names_by_role(self.instance).items():
                self.initial[str(role)] = "、".join(names)

    def values(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        found["duties"] = {role.value: found.pop(role.value) for role in DutyRole}
        return found


class StepForm(RowForm):
    """A dated step."""

    class Meta:
        model = Step
        fields = ("program", "text", "starts_on", "ends_on", "deliverable")
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
        error_messages = {"text": {"required": "请填写事项。"}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["deliverable"]
        field.choices = Deliverable.choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begin, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if begin and end and end < begin:
            self.add_error("ends_on", "截止日期不能早于开始日期，请核对两个日期。")
        return cleaned


class GoalForm(RowForm):
    """What is wanted of one indicator in all; a new name defines a new indicator."""

    indicator_name = forms.CharField(label="指标名称", max_length=80)
    indicator_unit = forms.CharField(label="计量单位", max_length=12, help_text="例如：名、家、万人次。")

    field_order = ("program", "indicator_name", "indicator_unit", "operator", "total", "total_to")

    class Meta:
        model = Goal
        fields = ("program", "operator", "total", "total_to", "per", "period", "division")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator_name"].error_messages["required"] = "请填写指标名称。"
        self.fields["indicator_unit"].error_messages["required"] = "请填写计量单位。"
        self.fields["holder"] = UnitField(
            actor=self.actor, label="掌握部门", required=False, help_text="本级掌握的目标由谁负责。"
        )
        if self.instance.pk:
            indicator = self.instance.indicator
            self.initial["indicator_name"], self.initial["indicator_unit"] = indicator.name, indicator.unit
            self.initial["holder"] = self.instance.holder
        for name in ("total", "total_to"):
            self.fields[name].localize = False
            if self.initial.get(name) is not None:
                self.initial[name] = f"{self.initial[name].normalize():f}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        total, upper = cleaned.get("total"), cleaned.get("total_to")
        for name in ("total", "total_to"):
            value = cleaned.get(name)
            if value is not None and value < 0:
                self.add_error(name, "目标值不能是负数。")
            elif value is not None and value != round(value, MOST_DECIMALS):
                self.add_error(name, f"最多保留{MOST_DECIMALS}位小数。")
        if cleaned.get("operator") == Operator.BETWEEN and (total is None or upper is None):
            self.add_error("total_to", "区间目标请同时填写下限和上限。")
        if total is not None and upper is not None and upper < total:
            self.add_error("total_to", "上限不能小于下限。")
        if cleaned.get("division") == Division.DIVIDED:
            cleaned["holder"] = None
        return cleaned


class RecipientForm(RowForm):
    """A unit the plan gives work to."""

    class Meta:
        model = Recipient
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitField(
            actor=self.actor, label="单位", help_text="写全称、简称或别名都可以。"
        )
        self.fields["unit"].error_messages["required"] = "请填写单位名称。"
        if self.instance.pk and self.instance.organization_id:
            self.initial["unit"] = self.instance.organization_id

    def values(self) -> dict[str, Any]:
        unit = self.cleaned_data["unit"]
        written = self.instance.written if self.instance.pk else str(unit)
        return {"organization": unit, "written": written}


class GroupForm(RowForm):
    """A group of a rubric."""

    class Meta:
        model = RubricGroup
        fields = ("name", "points")
        error_messages = {"name": {"required": "请填写大项名称。"}}

    def values(self) -> dict[str, Any]:
        rubric = next(
            (one.rubric for one in self.plan.programs.select_related("rubric") if one.pk == self.within), None
        )
        return {**self.cleaned_data, **({"rubric": rubric} if rubric else {})}


class ItemForm(RowForm):
    """One thing that is judged."""

    class Meta:
        model = RubricItem
        fields = ("text", "points", "kind")
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
        error_messages = {"text": {"required": "请填写评分内容。"}}

    def values(self) -> dict[str, Any]:
        group = RubricGroup.objects.filter(pk=self.within).first() if self.within else None
        return {**self.cleaned_data, **({"group": group} if group else {})}


FORMS: dict[str, type[RowForm]] = {
    "programs": ProgramForm,
    "tasks": TaskForm,
    "steps": StepForm,
    "goals": GoalForm,
    "recipients": RecipientForm,
    "groups": GroupForm,
    "items": ItemForm,
}


def form_of(part: Part) -> type[RowForm]:
    return FORMS[part.name]


__all__ = ["FACTS", "PARTS", "FactsForm", "RowForm", "form_of"]
