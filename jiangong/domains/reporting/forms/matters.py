"""What is entered about matters and forms."""

from typing import Any

from django import forms

from jiangong.domains.documents.models import Document
from jiangong.domains.plans.choices import PlanState
from jiangong.domains.plans.models import Plan
from jiangong.domains.reporting import rules
from jiangong.domains.reporting.choices import AnswerKind
from jiangong.domains.reporting.models import Answer, Inquiry, Matter, Question
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.forms import FilesField
from jiangong.kit.pages.acting import ActingForm, ActingModelForm

LONG = forms.Textarea(attrs={"rows": 5})


class MatterForm(forms.ModelForm):
    """A problem, a suggestion or a result."""

    class Meta:
        model = Matter
        fields = ("kind", "title", "text", "plan")
        widgets = {"kind": forms.RadioSelect, "text": LONG}

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plans = Plan.objects.visible_to(actor).filter(state=PlanState.ISSUED)
        self.fields["plan"].queryset = plans
        self.fields["plan"].empty_label = "不涉及具体计划"
        slot = Matter.attachment_slots[0]
        self.fields["files"] = FilesField(slot, label=slot.label, required=False)


class AnswerMatterForm(ActingForm):
    """The answer."""

    answer = forms.CharField(
        label="答复", max_length=2000, widget=LONG, error_messages={"required": "请写明答复。"}
    )


class InquiryForm(forms.ModelForm):
    """What a form is for, on what basis, until when."""

    class Meta:
        model = Inquiry
        fields = ("title", "purpose", "document", "basis", "plan", "due_on", "expires_on")
        widgets = {"due_on": forms.DateInput, "expires_on": forms.DateInput}

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        documents = Document.objects.visible_to(actor).order_by("-pk")
        self.fields["document"].queryset = documents[:200] if not self.is_bound else documents
        self.fields["document"].empty_label = "没有登记的文件"
        self.fields["plan"].queryset = Plan.objects.visible_to(actor).filter(state=PlanState.ISSUED)
        self.fields["plan"].empty_label = "不涉及具体计划"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        due, expires = cleaned.get("due_on"), cleaned.get("expires_on")
        if due and expires and expires < due:
            self.add_error("expires_on", "停用日期不能早于填报期限。")
        elif expires and (reason := rules.expiry_refusal(expires)):
            self.add_error("expires_on", reason)
        if not cleaned.get("document") and not cleaned.get("basis", "").strip():
            self.add_error("basis", "请写明依据的文件；没有依据的，不能要求基层填报。")
        return cleaned


class QuestionForm(ActingModelForm):
    """One item."""

    class Meta:
        model = Question
        fields = ("label", "kind", "unit", "choices", "is_required", "asked_because")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == AnswerKind.CHOICE and "、" not in cleaned.get("choices", ""):
            self.add_error("choices", "请写出选项，用顿号分开，至少两个。")
        return cleaned


class AnswerForm(forms.Form):
    """A form as its units fill it in."""

    def __init__(
        self, *args: Any, actor: Actor, questions: list[Question], answer: Answer | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        kept = answer.values if answer else {}
        for one in questions:
            self.fields[str(one.pk)] = _field(one, kept.get(str(one.pk), ""))

    def values(self) -> dict[str, str]:
        found = ((key, self.cleaned_data.get(key)) for key in self.fields)
        return {key: "" if value is None else str(value) for key, value in found}


def _field(question: Question, initial: str) -> forms.Field:
    label = f"{question.label}（{question.unit}）" if question.unit else question.label
    common: dict[str, Any] = {"label": label, "required": question.is_required, "initial": initial}
    if question.kind == AnswerKind.NUMBER:
        widget = forms.TextInput(attrs={"class": "input num", "inputmode": "decimal"})
        return forms.DecimalField(max_digits=16, decimal_places=4, widget=widget, **common)
    if question.kind == AnswerKind.DAY:
        return forms.DateField(widget=forms.DateInput, **common)
    if question.kind == AnswerKind.CHOICE:
        return forms.ChoiceField(
            choices=[("", "请选择"), *((one, one) for one in question.options)], **common
        )
    return forms.CharField(max_length=500, **common)
