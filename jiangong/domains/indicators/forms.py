"""Input shapes of indicators."""

from typing import Any

from django import forms

from jiangong.domains.indicators.choices import IndicatorKind, SourceMode
from jiangong.domains.indicators.measures import find_measure, measures
from jiangong.domains.indicators.models import Indicator
from jiangong.domains.indicators.queries.catalogue import is_used
from jiangong.kit.access.actor import Actor

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
