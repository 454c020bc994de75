"""A visit, what came of it, and what people said."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from jiangong.domains.places import rules
from jiangong.domains.places.choices import FACILITIES
from jiangong.domains.places.models import Inspection, Place
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.acting import ActingForm
from jiangong.kit.pages.offline import needed

TIME_TO_MEND = timedelta(days=15)


class InspectionForm(forms.Form):
    """Tick what is there, write what is wrong, say until when it is mended."""

    inspected_on = forms.DateField(label="检查日期", error_messages={"required": "请填写检查日期。"})
    defects = forms.CharField(
        label="其他问题",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "没有问题的不填"}),
        help_text="没有开门、环境脏乱、无人管理等。",
    )
    due_on = forms.DateField(
        label="整改期限", required=False, help_text="缺少必备设施或有其他问题时必填，一般不超过15天。"
    )

    def __init__(self, *args: Any, actor: Actor, instance: Place | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = instance
        listed = FACILITIES[instance.kind] if instance else ()
        self.fields["present"] = forms.MultipleChoiceField(
            label="现场有、能正常使用的设施",
            required=False,
            choices=[(one.code, one.label if one.required else f"{one.label}（选配）") for one in listed],
            widget=forms.CheckboxSelectMultiple,
            initial=instance.facilities if instance else [],
        )
        lacks = [f"[name=present][value={one.code}]:not(:checked)" for one in listed if one.required]
        wrong = "[name=defects]:not(:placeholder-shown)"
        self.fields["due_on"].widget.attrs |= needed(", ".join([*lacks, wrong]), rules.NO_DAY)
        self.fields["inspected_on"].initial = timezone.localdate
        self.order_fields(("inspected_on", "present", "defects", "due_on"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        visited, due = cleaned.get("inspected_on"), cleaned.get("due_on")
        if visited and due and due < visited:
            self.add_error("due_on", "整改期限不能早于检查日期。")
        return cleaned


class RectificationForm(ActingForm):
    """What was done about it."""

    rectified_on = forms.DateField(
        label="整改完成日期", error_messages={"required": "请填写整改完成日期。"}, initial=timezone.localdate
    )
    rectification = forms.CharField(
        label="整改情况",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明怎么整改的。"},
    )


class SendBackForm(forms.Form):
    """Why it is not put right, and the new day."""

    reason = forms.CharField(
        label="理由", max_length=200, error_messages={"required": "请写明哪里没有整改到位。"}
    )
    due_on = forms.DateField(label="新的整改期限", error_messages={"required": "请填写新的整改期限。"})

    def __init__(self, *args: Any, actor: Actor, instance: Inspection | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial = lambda: timezone.localdate() + TIME_TO_MEND
