"""Input shape of the allocation assistant."""

from typing import Any

from django import forms

from jiangong.domains.plans.queries.grid import Grid
from jiangong.domains.plans.queries.proposals import QUANTITIES, Basis, Wish
from jiangong.kit.access.actor import Actor


class ProposalForm(forms.Form):
    """Which indicator is divided, by what, among whom."""

    goal = forms.ChoiceField(label="指标")
    basis = forms.ChoiceField(label="方法", choices=Basis)
    factor = forms.DecimalField(
        label="系数",
        required=False,
        min_value=0,
        max_value=1000,
        max_digits=12,
        decimal_places=6,
        help_text="例如1.1表示比上年增长一成；不填则按目标值取齐。",
    )
    formula = forms.CharField(
        label="公式",
        required=False,
        max_length=200,
        help_text=f"例如：上年×1.1，或 最大(会员数×2%, 10)。可以用：{'、'.join(QUANTITIES)}。",
    )
    fits_total = forms.BooleanField(label="按目标值取齐（公式只作比例）", required=False)
    includes_unassigned = forms.BooleanField(label="“—”的单位也参加分配", required=False)

    def __init__(self, *args: Any, actor: Actor, grid: Grid, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.goals = {str(one.pk): one for one in grid.goals}
        self.fields["goal"].choices = [
            (key, f"{one.indicator.name}（{one.indicator.unit}）") for key, one in self.goals.items()
        ]
        if (self.data or self.initial).get("basis") != Basis.LAST_YEAR:
            del self.fields["factor"]
        if (self.data or self.initial).get("basis") != Basis.FORMULA:
            del self.fields["formula"], self.fields["fits_total"]

    def wish(self) -> Wish:
        cleaned = self.cleaned_data
        return Wish(
            Basis(cleaned["basis"]),
            cleaned.get("factor"),
            cleaned.get("formula", ""),
            cleaned.get("fits_total", True),
            cleaned["includes_unassigned"],
        )
