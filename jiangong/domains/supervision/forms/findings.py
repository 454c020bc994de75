"""Findings: what is asked of those who find, put right and look again."""

from datetime import timedelta
from functools import partial
from typing import Any

from django import forms
from django.utils import timezone

from jiangong.domains.people.queries import person_meant, person_spelled
from jiangong.domains.supervision.actions.findings import Answer
from jiangong.domains.supervision.models import Finding
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.acting import ActingForm
from jiangong.kit.pages.fields import MeantField

TIME_TO_MEND = timedelta(days=15)


def _in_two_weeks() -> Any:
    return timezone.localdate() + TIME_TO_MEND


def responsible_field(actor: Actor, finding: Finding | None) -> MeantField:
    """The person who puts it right, out of the register."""
    return MeantField(
        partial(person_meant, actor=actor),
        names=["people"],
        known=finding.responsible if finding is not None else None,
        spelled=person_spelled,
        label="责任人",
        help_text="写姓名；同名的写“姓名（单位）”。没有登记的人员请先在“人员”中登记。",
        error_messages={"required": "请写明责任人。"},
    )


class FindingForm(forms.ModelForm):
    """Something found that the sheet did not say."""

    class Meta:
        model = Finding
        fields = ("text", "demand", "due_on")
        widgets = {"text": forms.Textarea(attrs={"rows": 3}), "demand": forms.Textarea(attrs={"rows": 2})}
        error_messages = {
            "text": {"required": "请写明问题。"},
            "due_on": {"required": "请填写整改期限。"},
        }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial = _in_two_weeks


class ArrangementForm(forms.Form):
    """What will be done, and by whom."""

    measure = forms.CharField(
        label="整改措施",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明整改措施。"},
    )

    def __init__(self, *args: Any, actor: Actor, instance: Finding | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"] = responsible_field(actor, instance)
        if instance is not None:
            self.initial = {"measure": instance.measure, **self.initial}


class AnswerForm(ArrangementForm):
    """How it was put right."""

    answer = forms.CharField(
        label="整改情况",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "请写明整改情况。"},
    )
    answered_on = forms.DateField(
        label="整改完成日期",
        initial=timezone.localdate,
        error_messages={"required": "请填写整改完成日期。"},
    )

    def __init__(self, *args: Any, actor: Actor, instance: Finding | None = None, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, instance=instance, **kwargs)
        self.order_fields(("measure", "responsible", "answer", "answered_on"))


def answer_of(cleaned: dict[str, Any]) -> Answer:
    """What a bound form says."""
    return Answer(cleaned["measure"], cleaned["responsible"], cleaned["answer"], cleaned["answered_on"])


class ClosingForm(ActingForm):
    """What the second pair of eyes saw."""

    opinion = forms.CharField(
        label="复查意见",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明复查意见。"},
    )


class SendBackForm(ClosingForm):
    """What is still not right, and the new day."""

    due_on = forms.DateField(label="新的整改期限", error_messages={"required": "请填写新的整改期限。"})

    def __init__(self, *args: Any, actor: Actor, instance: Finding | None = None, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, instance=instance, **kwargs)
        self.fields["opinion"].label = "哪里没有整改到位"
        self.fields["due_on"].initial = _in_two_weeks


class PostponementForm(ActingForm):
    """A later day, and why."""

    due_on = forms.DateField(label="新的整改期限", error_messages={"required": "请填写新的整改期限。"})
    reason = forms.CharField(
        label="延期的理由", max_length=300, error_messages={"required": "请写明延期的理由。"}
    )
