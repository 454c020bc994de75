"""Visits: what is asked before, on the spot and afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.supervision.actions.visiting import Appointment, Sheet
from jiangong.domains.supervision.choices import Verdict
from jiangong.domains.supervision.models import CheckLine, FigureCheck, InspectionPlan, Visit
from jiangong.domains.supervision.queries.pools import inspector_pool, units_below
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.forms import FilesField
from jiangong.kit.pages.offline import needed
from jiangong.lib.amounts import plain

WRONG = {"invalid": "请填写数字。", "min_value": "不能小于0。"}
TOO_LARGE = "这个数太大，请检查单位。"
MOST_FURTHER = 20
NO_DAY = "发现了问题，请填写整改期限。"


class InspectorsField(forms.TypedMultipleChoiceField):
    """Inspectors of a plan's pool."""

    def __init__(self, plan: InspectionPlan, **options: Any) -> None:
        self.pool = {user.pk: (user, place) for user, place in inspector_pool(plan)}
        choices = [(key, f"{user.name}（{place}）") for key, (user, place) in self.pool.items()]
        super().__init__(
            label="督导员",
            choices=choices,
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "请至少选择一名督导员。"},
            **options,
        )

    def clean(self, value: Any) -> list[User]:
        return [self.pool[key][0] for key in super().clean(value)]


class AppointmentForm(forms.Form):
    """A unit that was not drawn, and why it is inspected all the same."""

    unit: forms.ModelChoiceField = forms.ModelChoiceField(
        None,
        label="被检查单位",
        empty_label="请选择",
        error_messages={"required": "请选择被检查单位。"},
    )
    reason = forms.CharField(
        label="指定检查的理由",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="例如：群众反映、数据异常、领导批示。",
        error_messages={"required": "请写明为什么指定检查这家单位。"},
    )
    planned_on = forms.DateField(label="计划日期", required=False)
    waiver = forms.CharField(
        label="超次批准理由",
        max_length=300,
        required=False,
        help_text="这家单位当年检查次数已到上限时才填写。",
    )

    def __init__(self, *args: Any, actor: Actor, plan: InspectionPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_below(plan)
        self.fields["inspectors"] = InspectorsField(plan)
        if not actor.can("supervision.waive"):
            del self.fields["waiver"]
        self.order_fields(("unit", "reason", "inspectors", "planned_on", "waiver"))

    def appointment(self) -> Appointment:
        said = self.cleaned_data
        return Appointment(
            said["reason"], tuple(said["inspectors"]), said["planned_on"], said.get("waiver", "")
        )


class ScheduleForm(forms.Form):
    """The day."""

    planned_on = forms.DateField(label="计划日期", error_messages={"required": "请填写计划日期。"})

    def __init__(self, *args: Any, actor: Actor, instance: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["planned_on"].initial = instance.planned_on


class ReassignmentForm(forms.Form):
    """Who goes instead, and why."""

    reason = forms.CharField(
        label="更换的理由",
        max_length=200,
        help_text="抽取结果不变，更换和理由记入经过。",
        error_messages={"required": "请写明更换的理由。"},
    )

    def __init__(self, *args: Any, actor: Actor, instance: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seated = list(instance.inspectors.values_list("user_id", flat=True))
        self.fields["inspectors"] = InspectorsField(instance.plan, initial=seated)
        self.order_fields(("inspectors", "reason"))


@dataclass(frozen=True, slots=True)
class FormLine:
    """One item with its controls."""

    line: CheckLine
    verdict: BoundField
    remark: BoundField


@dataclass(frozen=True, slots=True)
class FormFigure:
    """One figure with its controls."""

    figure: FigureCheck
    verified: BoundField
    explanation: BoundField

    @property
    def faults(self) -> list[str]:
        return [str(text) for one in (self.verified, self.explanation) for text in one.errors]


class SheetForm(forms.Form):
    """The check sheet: a verdict for every item, a figure where one was read, what else was found."""

    visited_on = forms.DateField(label="检查日期", error_messages={"required": "请填写检查日期。"})
    further = forms.CharField(
        label="其他问题",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="检查表以外的问题，每行一个；没有的不填。",
    )
    due_on = forms.DateField(
        label="整改期限",
        required=False,
        help_text="发现问题时必填，所有问题先用同一期限，以后可以个别延期。",
        widget=forms.DateInput(attrs=needed("[value=fails]:checked", NO_DAY)),
    )
    summary = forms.CharField(
        label="总体情况", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, actor: Actor, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(visit.lines.all())
        self.figures = list(visit.figures.select_related("indicator"))
        for line in self.lines:
            self._add_line(line)
        for figure in self.figures:
            self._add_figure(figure)
        self.fields["visited_on"].initial = visit.visited_on
        slot = Visit.attachment_slots[0]
        self.fields["photos"] = FilesField(slot, label=slot.label, required=False)

    def _add_line(self, line: CheckLine) -> None:
        self.fields[f"verdict-{line.pk}"] = forms.ChoiceField(
            label=f"{line.position}. {line.text}",
            choices=Verdict.choices,
            widget=forms.RadioSelect,
            error_messages={"required": f"第{line.position}项还没有结论。"},
        )
        self.fields[f"remark-{line.pk}"] = forms.CharField(
            label="说明问题",
            max_length=400,
            required=False,
            widget=forms.Textarea(
                attrs={
                    "rows": 2,
                    "placeholder": "看到了什么、缺什么",
                    **needed(f"[name=verdict-{line.pk}][value=fails]:checked"),
                }
            ),
        )

    def _add_figure(self, figure: FigureCheck) -> None:
        one = figure.indicator
        places = f"最多{one.decimals}位小数。" if one.decimals else "请填写整数。"
        self.fields[f"verified-{figure.pk}"] = forms.DecimalField(
            label=f"{one.name}的核实数",
            required=False,
            min_value=Decimal(0),
            max_digits=16,
            decimal_places=one.decimals,
            error_messages={
                **WRONG,
                "max_decimal_places": places,
                "max_digits": TOO_LARGE,
                "max_whole_digits": TOO_LARGE,
            },
            widget=forms.TextInput(
                attrs={"class": "input num", "inputmode": "decimal", "autocomplete": "off"}
            ),
        )
        self.fields[f"explanation-{figure.pk}"] = forms.CharField(
            label=f"{one.name}的差异说明",
            max_length=300,
            required=False,
            widget=forms.TextInput(
                attrs={"class": "input grow", "placeholder": "与上报数不同时说明，例如：3对没有协议"}
            ),
        )

    def groups(self) -> Iterator[tuple[str, list[FormLine]]]:
        """Items under their headings."""
        for name, lines in groupby(self.lines, key=lambda one: one.group):
            yield (
                name or "检查项",
                [FormLine(one, self[f"verdict-{one.pk}"], self[f"remark-{one.pk}"]) for one in lines],
            )

    def figure_rows(self) -> list[FormFigure]:
        return [
            FormFigure(one, self[f"verified-{one.pk}"], self[f"explanation-{one.pk}"]) for one in self.figures
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("visited_on") and cleaned["visited_on"] > timezone.localdate():
            self.add_error("visited_on", "检查日期不能晚于今天。")
        self._check_lines(cleaned)
        self._check_figures(cleaned)
        if len(self._further(cleaned)) > MOST_FURTHER:
            self.add_error("further", f"一次最多填{MOST_FURTHER}个其他问题，其余的提交后再登记。")
        if self._found(cleaned) and not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", NO_DAY)
        return cleaned

    def _check_lines(self, cleaned: dict[str, Any]) -> None:
        for line in self.lines:
            fails = cleaned.get(f"verdict-{line.pk}") == Verdict.FAILS
            if fails and not cleaned.get(f"remark-{line.pk}", "").strip():
                self.add_error(f"remark-{line.pk}", f"第{line.position}项不符合，请写明问题。")

    def _check_figures(self, cleaned: dict[str, Any]) -> None:
        for one in self.figures:
            verified = cleaned.get(f"verified-{one.pk}")
            differs = verified is not None and verified != one.reported
            if differs and not cleaned.get(f"explanation-{one.pk}", "").strip():
                said = (
                    "没有上报数" if one.reported is None else f"上报{plain(one.reported)}{one.indicator.unit}"
                )
                self.add_error(f"explanation-{one.pk}", f"{said}，与核实数不同，请说明差异。")

    def _further(self, cleaned: dict[str, Any]) -> list[str]:
        return [line.strip()[:500] for line in cleaned.get("further", "").splitlines() if line.strip()]

    def _found(self, cleaned: dict[str, Any]) -> bool:
        fails = any(cleaned.get(f"verdict-{line.pk}") == Verdict.FAILS for line in self.lines)
        return fails or bool(self._further(cleaned))

    def sheet(self) -> Sheet:
        said = self.cleaned_data
        return Sheet(
            visited_on=said["visited_on"],
            verdicts={one.pk: (said[f"verdict-{one.pk}"], said[f"remark-{one.pk}"]) for one in self.lines},
            figures={
                one.pk: (said[f"verified-{one.pk}"], said[f"explanation-{one.pk}"]) for one in self.figures
            },
            summary=said["summary"],
            further=tuple(self._further(said)),
            due_on=said["due_on"],
        )


class CorrectionForm(forms.Form):
    """What the figure really is."""

    verified = forms.DecimalField(
        label="核实数",
        min_value=Decimal(0),
        max_digits=16,
        decimal_places=4,
        error_messages={**WRONG, "required": "请填写核实数。"},
    )
    explanation = forms.CharField(label="差异说明", max_length=300, required=False)

    def __init__(self, *args: Any, actor: Actor, figure: FigureCheck, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verified"].initial = None if figure.verified is None else plain(figure.verified)
        self.fields["verified"].unit = figure.indicator.unit
        self.fields["explanation"].initial = figure.explanation
