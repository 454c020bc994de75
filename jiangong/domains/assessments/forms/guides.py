"""The form of how one item of a rubric is applied: evidence, levels, a rule over figures."""

from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from django import forms

from jiangong.domains.assessments.actions.rubrics import Guide, LevelFacts
from jiangong.domains.assessments.choices import STEPPED, RuleKind
from jiangong.domains.assessments.forms.rubrics import points_field
from jiangong.domains.assessments.models import RubricItem
from jiangong.domains.indicators.models import Indicator
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.fields import MeantField
from jiangong.lib.amounts import plain

LEVELS = 4


def indicator_meant(text: str, actor: Actor) -> Indicator:
    """An indicator of the catalogue by its name or code."""
    known = Indicator.objects.visible_to(actor).filter(retired_on=None)
    found = list(known.filter(name=text)[:2]) or list(known.filter(code=text)[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise ValueError(f"叫“{text}”的指标不止一个，请填写编号，例如：{found[0].code}。")
    raise ValueError(f"指标目录里没有“{text}”，请从提示中选择。")


class GuideForm(forms.Form):
    """Evidence, levels, and how data scores one item."""

    hint = forms.CharField(
        label="评分依据", max_length=200, required=False, help_text="看什么材料、数据，例如：督导记录、台账。"
    )
    kind = forms.ChoiceField(
        label="数据计分", choices=[("", "不按数据计分"), *RuleKind.choices], required=False
    )
    each = forms.DecimalField(
        label="每一个计多少分", max_digits=9, decimal_places=4, min_value=0, required=False
    )
    steps = forms.CharField(
        label="分档",
        max_length=200,
        required=False,
        help_text="从高到低写“达到：得分”，例如：100：6；80：4。",
    )

    def __init__(self, *args: Any, actor: Actor, instance: RubricItem, **kwargs: Any) -> None:
        rule = getattr(instance, "rule", None)
        kwargs["initial"] = {
            "hint": instance.hint,
            "kind": rule.kind if rule else "",
            "each": rule.each if rule else None,
            "steps": "；".join(f"{least}：{points}" for least, points in rule.steps) if rule else "",
        }
        super().__init__(*args, **kwargs)
        self.item = instance
        known = Indicator.objects.visible_to(actor).filter(retired_on=None)
        self.fields["indicator"] = MeantField(
            partial(indicator_meant, actor=actor),
            label="指标",
            required=False,
            known=rule.indicator if rule else None,
            suggestions=known.order_by("name").values_list("name", flat=True)[:200],
            help_text="数从这个指标来，按考评的起止日期取各单位的数。",
        )
        levels = list(instance.levels.all())
        for row in range(LEVELS):
            self._add_level(row, levels[row] if row < len(levels) else None)
        self.order_fields(("hint", "kind", "indicator", "each", "steps"))

    def _add_level(self, row: int, level: Any) -> None:
        self.fields[f"l{row}"] = forms.CharField(
            label="档次", max_length=20, required=False, initial=level.name if level else ""
        )
        self.fields[f"l{row}_least"] = points_field("最低分", level.least if level else None)
        self.fields[f"l{row}_most"] = points_field("最高分", level.most if level else None)
        self.fields[f"l{row}_text"] = forms.CharField(
            label="表现", max_length=200, required=False, initial=level.text if level else ""
        )

    def levels(self) -> list[dict[str, Any]]:
        """Lines of levels, as the template draws them."""
        return [
            {
                "name": self[f"l{row}"],
                "least": self[f"l{row}_least"],
                "most": self[f"l{row}_most"],
                "text": self[f"l{row}_text"],
            }
            for row in range(LEVELS)
        ]

    def clean_steps(self) -> list[list[str]]:
        """``100：6；80：4`` as pairs."""
        pairs = []
        for part in self.cleaned_data["steps"].replace(";", "；").split("；"):
            if not part.strip():
                continue
            try:
                least, points = (Decimal(one.strip()) for one in part.replace(":", "：").split("："))
            except (ValueError, InvalidOperation):
                raise forms.ValidationError(
                    f"“{part.strip()}”看不懂，请写成“达到：得分”，例如：100：6。"
                ) from None
            if self.item.points is not None and not 0 <= points <= self.item.points:
                raise forms.ValidationError(f"每档得分应在0和{plain(self.item.points)}分之间。")
            pairs.append([plain(least), plain(points)])
        return pairs

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._check_rule(cleaned)
        for row in range(LEVELS):
            self._check_level(cleaned, f"l{row}")
        return cleaned

    def _check_rule(self, cleaned: dict[str, Any]) -> None:
        kind = cleaned.get("kind")
        if not kind:
            return
        if self.item.points is None:
            self.add_error("kind", "这一项没有分值，请先在评分表里填写分值。")
        if not cleaned.get("indicator") and "indicator" not in self.errors:
            self.add_error("indicator", "请填写数从哪个指标来。")
        if kind == RuleKind.PIECES and not cleaned.get("each"):
            self.add_error("each", "请填写每一个计多少分。")
        if kind in STEPPED and not cleaned.get("steps") and "steps" not in self.errors:
            self.add_error("steps", "请填写分档。")

    def _check_level(self, cleaned: dict[str, Any], name: str) -> None:
        if not cleaned.get(name, "").strip():
            return
        least, most = cleaned.get(f"{name}_least"), cleaned.get(f"{name}_most")
        if least is None or most is None:
            self.add_error(f"{name}_least", "请填写这一档的最低分和最高分。")
        elif most < least:
            self.add_error(f"{name}_most", "最高分不能低于最低分。")
        elif self.item.points is not None and most > self.item.points:
            self.add_error(f"{name}_most", f"这一项最多{plain(self.item.points)}分。")
        if not cleaned.get(f"{name}_text", "").strip():
            self.add_error(f"{name}_text", "请写明达到什么程度属于这一档。")

    def guide(self) -> Guide:
        """What was entered."""
        cleaned = self.cleaned_data
        levels = tuple(
            LevelFacts(
                cleaned[f"l{row}"].strip(),
                cleaned[f"l{row}_least"],
                cleaned[f"l{row}_most"],
                cleaned[f"l{row}_text"],
            )
            for row in range(LEVELS)
            if cleaned[f"l{row}"].strip()
        )
        kind = cleaned["kind"]
        rule = {
            "kind": kind,
            "indicator": cleaned["indicator"],
            "each": cleaned["each"] if kind == RuleKind.PIECES else None,
            "steps": cleaned["steps"] if kind in STEPPED else [],
        }
        return Guide(cleaned["hint"], levels, rule if kind else {})
