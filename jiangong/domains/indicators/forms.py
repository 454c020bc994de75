"""Input shapes of indicators."""

from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.utils import timezone

from jiangong.domains.indicators.choices import IndicatorKind, SourceMode
from jiangong.domains.indicators.measures import find_measure, measures
from jiangong.domains.indicators.models import Indicator, SourceRule
from jiangong.domains.indicators.queries.catalogue import is_used
from jiangong.domains.indicators.queries.sourcing import NOT_UNIONS, unions_of
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries.parties import organization_meant
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.acting import ActingForm
from jiangong.kit.pages.fields import MeantField

PARTS = ("numerator", "denominator")
FIXED = ("unit", "kind")


class IndicatorForm(forms.ModelForm):
    """What is counted and how; a ratio names its two parts."""

    class Meta:
        model = Indicator
        fields = (
            "name",
            "unit",
            "definition",
            "kind",
            "numerator",
            "denominator",
            "direction",
            "decimals",
            "source_mode",
            "measure",
        )
        widgets = {
            "definition": forms.Textarea(attrs={"rows": 4}),
            "kind": forms.RadioSelect,
            "direction": forms.RadioSelect,
            "source_mode": forms.RadioSelect,
        }
        error_messages = {
            "name": {"required": "请填写名称。"},
            "unit": {"required": "请填写计量单位。"},
        }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Indicator.objects.visible_to(actor).filter(retired_on=None)
        for name in PARTS:
            field = self.fields[name]
            field.queryset = known.exclude(kind=IndicatorKind.RATIO).exclude(pk=self.instance.pk)
            field.empty_label = "不是比率"
            field.help_text = "比率必填。" if name == "numerator" else ""
        self.fields["measure"] = forms.ChoiceField(
            label="取数台账",
            required=False,
            choices=[("", "不从台账取数"), *((one.key, f"{one.label}（{one.unit}）") for one in measures())],
            help_text="数据来源是台账时必选；汇总方式随台账。",
            initial=self.instance.measure,
        )
        self.fields["decimals"].help_text = "填报和显示时保留几位小数，最多4位。"
        if is_used(self.instance):
            for name in FIXED:
                self.fields[name].disabled = True
                self.fields[name].help_text = "已有计划使用，不能再改；口径变了请停用后另行定义。"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == IndicatorKind.RATIO:
            for name in PARTS:
                if not cleaned.get(name):
                    self.add_error(name, f"比率请选择{self.fields[name].label}。")
            if cleaned.get("numerator") and cleaned.get("numerator") == cleaned.get("denominator"):
                self.add_error("denominator", "分子和分母不能是同一个指标。")
        elif "kind" in cleaned:
            for name in PARTS:
                if cleaned.get(name):
                    self.add_error(name, "只有比率才有分子和分母，请清空或把汇总方式改为比率。")
        return self._with_ledger(cleaned)

    def _with_ledger(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """A ledger's own kind goes before: what it counts once cannot be added up."""
        measure = find_measure(cleaned.get("measure", ""))
        if cleaned.get("source_mode") == SourceMode.LEDGER and measure is None:
            self.add_error("measure", "请选择从哪个台账取数，或把数据来源改为填报。")
        if measure is not None and cleaned.get("kind") == IndicatorKind.RATIO:
            self.add_error("measure", "比率由分子和分母算出，不从台账取数，请清空。")
        elif measure is not None:
            cleaned["kind"] = measure.kind
        return cleaned


def offered_months(today: date) -> list[tuple[str, str]]:
    """The months of last year, this year and the next, as they are chosen."""
    years = range(today.year - 1, today.year + 2)
    return [(f"{year}-{month:02d}-01", f"{year}年{month}月") for year in years for month in range(1, 13)]


class SourceForm(ActingForm):
    """Of which unit the figure comes from where, from which month on, and why."""

    mode = forms.ChoiceField(
        label="数据来源",
        widget=forms.RadioSelect,
        error_messages={"required": "请选择数据来源。", "invalid_choice": "请从列出的来源里选一项。"},
        help_text="“上级核定总数”只用上级代填、核定的一个数，所属单位的数只在本单位显示，不再相加。",
    )
    starts_on = forms.TypedChoiceField(
        label="起用月份",
        coerce=date.fromisoformat,
        error_messages={"required": "请选择从哪个月起用。", "invalid_choice": "请从列出的月份里选一个。"},
        help_text="从这个月1日起，到另行指定为止。",
    )
    reason = forms.CharField(
        label="原因",
        max_length=200,
        help_text="各级单位都看得到。例如：原始凭证在区里，台账补录完成前按填报计。",
        error_messages={"required": "请写明原因，各级单位都看得到。"},
    )
    agreed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        units = [one.name for one in unions_of(self.actor)]
        self.fields["unit"] = MeantField(
            partial(union_meant, actor=self.actor),
            label="单位",
            suggestions=units,
            help_text="所属各单位没有另行指定的，随它。",
            error_messages={"required": "请填写单位。"},
        )
        modes = [one for one in SourceMode if self.instance.measure or one != SourceMode.LEDGER]
        self.fields["mode"].choices = [(one.value, one.label) for one in modes]
        self.fields["starts_on"].choices = offered_months(timezone.localdate())
        self.order_fields(("unit", "mode", "starts_on", "reason", "agreed"))

    def rule(self) -> SourceRule:
        """What was asked for, not stored yet."""
        cleaned = self.cleaned_data
        return SourceRule(
            indicator=self.instance,
            organization=cleaned["unit"],
            mode=SourceMode(cleaned["mode"]),
            starts_on=cleaned["starts_on"],
            reason=cleaned["reason"],
        )


def union_meant(text: str, actor: Actor) -> Organization:
    """Departments count for the union they stand in."""
    found = organization_meant(text, actor)
    if found.kind in NOT_UNIONS:
        raise ValueError(f"“{found}”不是工会组织，没有自己的数，请填写它所在的工会。")
    return found
