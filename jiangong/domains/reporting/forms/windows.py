"""How and when units report: a plan's rhythm, one window, an unlock, what is expected of figures."""

from typing import Any

from django import forms
from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.models import Goal
from jiangong.domains.reporting.models import Expectation, Schedule, Window
from jiangong.domains.reporting.queries.settings import running_plans
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.acting import ActingModelForm
from jiangong.lib.amounts import plain

COURSE = ("rhythm", "grace_days", "counts_from", "needs_endorsement", "needs_sign_off")


class ScheduleForm(ActingModelForm):
    """The rhythm of a plan."""

    class Meta:
        model = Schedule
        fields = (
            "rhythm",
            "starts_on",
            "ends_on",
            "lead_days",
            "due_days",
            "grace_days",
            "counts_from",
            "needs_endorsement",
            "needs_sign_off",
        )
        widgets = {"starts_on": forms.DateInput, "ends_on": forms.DateInput}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "结束日期不能早于起始日期。")
        if first and last and (last - first).days > 800:
            self.add_error("ends_on", "起止不能超过两年，请缩短。")
        return cleaned


class WindowForm(forms.ModelForm):
    """One window of its own."""

    class Meta:
        model = Window
        fields = ("plan", "label", "starts_on", "ends_on", "opens_on", "due_on", *COURSE)
        widgets = dict.fromkeys(("starts_on", "ends_on", "opens_on", "due_on"), forms.DateInput)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = running_plans(actor)
        self.fields["plan"].empty_label = "请选择"
        self.initial.setdefault("rhythm", "custom")
        self.initial.setdefault("opens_on", timezone.localdate())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for first, last, sentence in (
            ("starts_on", "ends_on", "统计止日不能早于统计起日。"),
            ("opens_on", "due_on", "报送期限不能早于开放日期。"),
        ):
            if cleaned.get(first) and cleaned.get(last) and cleaned[last] < cleaned[first]:
                self.add_error(last, sentence)
        return cleaned


class UnlockForm(forms.Form):
    """For whom, how long, why."""

    until = forms.DateField(
        label="开放到", widget=forms.DateInput, error_messages={"required": "请填写开放到哪一天。"}
    )
    reason = forms.CharField(
        label="原因",
        max_length=200,
        help_text="例如：3月漏报一家，经核实同意更正。",
        error_messages={"required": "请写明开锁的原因。"},
    )

    def __init__(self, *args: Any, actor: Actor, window: Window, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reporting = window.reports.order_by("position", "pk").values("organization_id")
        units = Organization.objects.visible_to(actor).filter(pk__in=reporting).order_by("position", "pk")
        self.fields["unit"] = forms.ModelChoiceField(
            units, label="单位", required=False, empty_label="全部单位", help_text="只给需要的单位开锁。"
        )
        self.order_fields(("unit", "until", "reason"))


class ExpectationsForm(forms.Form):
    """Bounds, jumps, relations and evidence for every goal of a plan."""

    def __init__(self, *args: Any, actor: Actor, goals: list[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = goals
        others = [("", "不比较"), *((str(one.pk), str(one)) for one in goals)]
        for goal in goals:
            self._add(goal, [one for one in others if one[0] != str(goal.pk)])

    def _add(self, goal: Goal, others: list[tuple[str, str]]) -> None:
        kept: Any = getattr(goal, "expectation", None) or Expectation(goal=goal)
        for name, label, value in (("minimum", "下限", kept.minimum), ("maximum", "上限", kept.maximum)):
            self.fields[f"{name}-{goal.pk}"] = forms.DecimalField(
                label=label,
                required=False,
                min_value=0,
                max_digits=16,
                decimal_places=4,
                initial=None if value is None else plain(value),
                widget=forms.TextInput(attrs={"class": "input num", "inputmode": "decimal"}),
            )
        self.fields[f"jump_percent-{goal.pk}"] = forms.IntegerField(
            label="变动提示（%）",
            min_value=0,
            max_value=10000,
            initial=kept.jump_percent,
            widget=forms.TextInput(attrs={"class": "input num", "inputmode": "numeric"}),
        )
        self.fields[f"not_above-{goal.pk}"] = forms.ChoiceField(
            label="不应超过", choices=others, required=False, initial=str(kept.not_above_id or "")
        )
        self.fields[f"needs_evidence-{goal.pk}"] = forms.BooleanField(
            label="须附佐证", required=False, initial=kept.needs_evidence
        )

    def rows(self) -> list[tuple[Goal, list[forms.BoundField]]]:
        names = ("minimum", "maximum", "jump_percent", "not_above", "needs_evidence")
        return [(goal, [self[f"{name}-{goal.pk}"] for name in names]) for goal in self.goals]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for goal in self.goals:
            low, high = cleaned.get(f"minimum-{goal.pk}"), cleaned.get(f"maximum-{goal.pk}")
            if low is not None and high is not None and high < low:
                self.add_error(f"maximum-{goal.pk}", "上限不能小于下限。")
        return cleaned

    def expectations(self) -> list[Expectation]:
        cleaned = self.cleaned_data
        return [
            Expectation(
                goal=goal,
                minimum=cleaned[f"minimum-{goal.pk}"],
                maximum=cleaned[f"maximum-{goal.pk}"],
                jump_percent=cleaned[f"jump_percent-{goal.pk}"],
                not_above_id=int(cleaned[f"not_above-{goal.pk}"] or 0) or None,
                needs_evidence=cleaned[f"needs_evidence-{goal.pk}"],
            )
            for goal in self.goals
        ]
