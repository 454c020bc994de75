"""Reasons for settling findings, and what a written name means."""

from typing import Any

from django import forms

from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import Suggestion, resolve_name
from jiangong.domains.plans.forms.fields import UnitField
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.acting import ActingForm

OTHER = ""


class WaiverForm(ActingForm):
    """Why a blocking finding may stand."""

    reason = forms.CharField(
        label="理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="至少10个字，写明依据，例如“原文件即如此，已向主办部门核实”。",
        error_messages={"required": "请写明放行的理由，至少10个字。"},
    )


class FillForm(ActingForm):
    """Which suggestion is taken over, and why."""

    choice = forms.CharField(widget=forms.HiddenInput(), max_length=500)
    reason = forms.CharField(
        label="理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例如：经电话向该单位核实，印发时漏列。",
        error_messages={"required": "请写明采纳的理由。"},
    )


class MeaningForm(forms.Form):
    """Which organization a written name means: one of the likely ones, or another by its name."""

    def __init__(self, *args: Any, actor: Actor, written: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.suggestions: tuple[Suggestion, ...] = resolve_name(written, actor).candidates[:5]
        choices = [(str(one.organization_id), f"{one.name}（{one.explanation}）") for one in self.suggestions]
        if choices:
            self.fields["meant"] = forms.ChoiceField(
                label="可能是",
                required=False,
                choices=[*choices, (OTHER, "都不是")],
                widget=forms.RadioSelect,
            )
        self.fields["other"] = UnitField(
            actor=actor,
            label="其他单位" if choices else "单位",
            required=False,
            help_text="填写单位全称或简称。",
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = cleaned.get("meant")
        if chosen and not cleaned.get("other"):
            found = Organization.objects.visible_to(self.actor).filter(pk=int(chosen)).first()
            cleaned["other"] = found
        if not self.errors and not cleaned.get("other"):
            self.add_error("other", "请选择或填写单位。")
        return cleaned
