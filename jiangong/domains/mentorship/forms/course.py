"""What is typed while an agreement is signed and runs."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from jiangong.domains.mentorship.choices import (
    COMPLETION_RESULTS,
    GOAL_CHOICES,
    MIDTERM_RESULTS,
    Party,
    ReviewResult,
)
from jiangong.domains.mentorship.models import SCAN, Agreement
from jiangong.kit.attachments.forms import FilesField
from jiangong.kit.pages.acting import ActingForm

SCAN_SLOT = next(slot for slot in Agreement.attachment_slots if slot.name == SCAN)


def _text(label: str, *, required: bool = True, most: int = 1000, **options: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4})
    told = {"required": f"请填写{label}。"}
    return forms.CharField(
        label=label, max_length=most, widget=area, required=required, error_messages=told, **options
    )


def _day(label: str, **options: Any) -> forms.DateField:
    told = {"required": f"请填写{label}。"}
    return forms.DateField(label=label, widget=forms.DateInput, error_messages=told, **options)


def _results(results: tuple[ReviewResult, ...]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label="结果",
        choices=[(one.value, one.label) for one in results],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择结果。"},
    )


class SignForm(ActingForm):
    """One's own signature, on the contents that were shown."""

    contents = forms.CharField(widget=forms.HiddenInput, max_length=64)
    agreed = forms.BooleanField(
        label="我已阅读协议全部内容，同意签署",
        error_messages={"required": "请先阅读协议，勾选同意后再签署。"},
    )


class PaperForm(ActingForm):
    """Signatures on paper, with the scan."""

    master_signed_on = _day("师傅签字日期", required=False)
    apprentice_signed_on = _day("徒弟签字日期", required=False)
    scan = FilesField(SCAN_SLOT, label="签字协议扫描件", required=False)

    def __init__(self, *args: Any, instance: Agreement | None = None, **options: Any) -> None:
        super().__init__(*args, instance=instance, **options)
        for party in Party:
            if instance is not None and party not in instance.unsigned:
                del self.fields[f"{party}_signed_on"]


def signing_days(cleaned: dict[str, Any]) -> dict[Party, date]:
    """When each who signed on paper did."""
    given = ((party, cleaned.get(f"{party}_signed_on")) for party in Party)
    return {party: day for party, day in given if day}


class NoteForm(ActingForm):
    """A line in the course of the training."""

    held_on = _day("日期", initial=timezone.localdate)
    text = _text("培养内容", help_text="教了什么、练了什么、进展如何。")


class MidtermForm(ActingForm):
    """Half-way."""

    held_on = _day("检查日期", initial=timezone.localdate)
    assessor = forms.CharField(
        label="检查人", max_length=40, error_messages={"required": "请填写检查人姓名。"}
    )
    result = _results(MIDTERM_RESULTS)
    text = _text("检查情况", required=False)


class AssessmentForm(ActingForm):
    """What the apprentice has reached at the end."""

    held_on = _day("考核日期", initial=timezone.localdate)
    assessor = forms.CharField(
        label="考核人", max_length=40, error_messages={"required": "请填写考核人姓名。"}
    )
    result = _results(COMPLETION_RESULTS)
    score = forms.DecimalField(
        label="成绩",
        required=False,
        min_value=0,
        max_value=100,
        max_digits=4,
        decimal_places=1,
        help_text="百分制，可以不填。",
    )
    grade_reached = forms.ChoiceField(
        label="达到等级", choices=[("", "未达到"), *GOAL_CHOICES], required=False, help_text="合格的必选。"
    )
    text = _text("考核意见", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("result") == ReviewResult.PASSED and not cleaned.get("grade_reached"):
            self.add_error("grade_reached", "考核合格的，请选择达到的等级。")
        return cleaned


class ExtensionForm(ActingForm):
    """More time."""

    ends_on = _day("延期后的结束日期")
    reason = _text("延期原因", most=500)


class TerminationForm(ActingForm):
    """The last day and why."""

    terminated_on = _day("终止日期", initial=timezone.localdate, help_text="协议有效的最后一天。")
    reason = _text("终止原因", most=500)

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"].strip()
        if len(reason) < 2:
            raise ValidationError("请写明终止的原因。")
        return reason
