"""Forms of single steps: letters and answers, notices and objections, decisions, certificates, services."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from jiangong.domains.honors.forms.days import PlausibleDays
from jiangong.domains.honors.forms.programmes import PARTS, SHORT, StepForm
from jiangong.domains.honors.models import Consultation, Nomination, Notice, Programme, Service
from jiangong.domains.honors.queries.opinions import asked_before
from jiangong.domains.honors.queries.public import called_before
from jiangong.domains.honors.rules.notices import next_opening
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.forms import FilesField
from jiangong.kit.pages.acting import ActingModelForm

MOST_DEPARTMENTS = 30
LONGEST_REASON = 300
FORTNIGHT = timedelta(days=14)


class ConsultForm(StepForm):
    """Whom to ask, and until when they should answer."""

    departments = forms.CharField(
        label="部门",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="每行一个部门，每个部门生成一份函。",
    )
    letter_number = forms.CharField(label="函号", max_length=60, required=False)
    sent_on = forms.DateField(label="发函日期", widget=forms.DateInput, initial=timezone.localdate)
    due_on = forms.DateField(label="请于此前回复", widget=forms.DateInput)

    def __init__(self, *args: Any, actor: Actor, instance: Programme, **options: Any) -> None:
        super().__init__(*args, actor=actor, instance=instance, **options)
        self.initial.setdefault("due_on", timezone.localdate() + FORTNIGHT)
        self.initial.setdefault("departments", "\n".join(asked_before(instance)))

    def clean_departments(self) -> list[str]:
        found = [line.strip() for line in self.cleaned_data["departments"].splitlines() if line.strip()]
        if any(len(one) > 60 for one in found):
            raise ValidationError("部门名称不超过60个字，请每行写一个。")
        if len(found) > MOST_DEPARTMENTS:
            raise ValidationError(f"一次最多向{MOST_DEPARTMENTS}个部门征求意见。")
        return list(dict.fromkeys(found))


class ReplyForm(PlausibleDays, ActingModelForm):
    """What came back; whom the department is against stands line by line."""

    against = forms.CharField(
        label="有异议的对象",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="没有异议的留空。每行一个：姓名（名称），意见内容。",
    )

    class Meta:
        model = Consultation
        fields = ("replied_on", "valid_until", "reply_number")
        help_texts = {"valid_until": "部门意见一般有有效期，到期要重新征求；长期有效的留空。"}

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, actor=actor, **options)
        if not self.instance.replied_on:
            self.initial["replied_on"] = timezone.localdate()
        self.fields["replied_on"].required = True
        slot = Consultation.attachment_slots[0]
        self.fields["files"] = FilesField(slot, label=slot.label, required=False)
        self.order_fields(("replied_on", "valid_until", "reply_number", "files", "against"))

    def clean_against(self) -> dict[int, str]:
        known: dict[str, list[int]] = {}
        for one in self.instance.covered.select_related("organization"):
            for name in {one.bearer, *(f"{one.bearer}（{place}）" for place in _places(one))}:
                known.setdefault(name, []).append(one.pk)
        found: dict[int, str] = {}
        for line in (one.strip() for one in self.cleaned_data["against"].splitlines() if one.strip()):
            name, *rest = PARTS.split(line, maxsplit=1)
            keys = known.get(name.strip().replace("(", "（").replace(")", "）"), [])
            if len(keys) != 1 or not rest or not rest[0].strip():
                why = (
                    "不在这份函的名单里"
                    if not keys
                    else "有同名的，请写成“姓名（单位）”"
                    if len(keys) > 1
                    else "没有写意见内容"
                )
                raise ValidationError(f"“{name.strip()[:20]}”{why}。请写成：姓名，意见内容。")
            if len(rest[0].strip()) > LONGEST_REASON:
                raise ValidationError(
                    f"对“{name.strip()[:20]}”的意见内容超过{LONGEST_REASON}字，请写得简短些。"
                )
            found[keys[0]] = rest[0].strip()
        return found


def _places(one: Nomination) -> tuple[str, ...]:
    """How a unit is named beside a candidate, to tell namesakes apart."""
    return (one.workplace, one.organization.name, one.organization.short_name)


class LiftForm(StepForm):
    """On what the department takes its objection back."""

    basis = forms.CharField(label="撤回依据", max_length=120, help_text="部门书面撤回意见的函号。")


class NoticeForm(StepForm):
    """When the public sees the list, and whom it calls."""

    opens_on = forms.DateField(label="公示开始", widget=forms.DateInput)
    opens_time = forms.TimeField(
        label="开始时间",
        initial=time(9),
        widget=forms.TimeInput(attrs={"type": "time"}),
        help_text="9时以前（含）开始的，当天计为第1个工作日；以后开始的从下一个工作日算起。",
    )
    contact = forms.CharField(label="受理电话", max_length=60, help_text="工作时间有人接听的办公电话。")

    def __init__(self, *args: Any, actor: Actor, instance: Programme, **options: Any) -> None:
        super().__init__(*args, actor=actor, instance=instance, **options)
        self.initial.setdefault("opens_on", next_opening(timezone.now()))
        self.initial.setdefault("contact", called_before(instance))

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("opens_on") and said.get("opens_time"):
            said["opens_at"] = timezone.make_aware(datetime.combine(said["opens_on"], said["opens_time"]))
        return said


class RecallForm(StepForm):
    """Why a notice is taken down before its time."""

    reason = forms.CharField(label="撤下理由", max_length=300, widget=SHORT)


class ObjectionForm(forms.Form):
    """What anybody may say to a public notice."""

    about = forms.TypedChoiceField(label="对谁有异议", required=False, coerce=int, empty_value=None)
    text = forms.CharField(
        label="情况说明",
        min_length=5,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="请写明具体事实，便于核实。请不要写身份证号。",
        error_messages={"required": "请写明情况。", "min_length": "请写得具体一些，便于核实。"},
    )
    contact = forms.CharField(
        label="联系方式",
        max_length=100,
        required=False,
        help_text="可以不填。填写的加密保存，只供核实人员联系您。",
    )

    def __init__(self, *args: Any, notice: Notice, lines: Any = (), **options: Any) -> None:
        super().__init__(*args, **options)
        about: Any = self.fields["about"]
        about.choices = [("", "整个名单"), *((one.nomination_id, one.name) for one in lines)]


class DecisionForm(StepForm):
    """The document by which the title is given."""

    decided_on = forms.DateField(
        label="决定日期", widget=forms.DateInput, initial=timezone.localdate, help_text="表彰决定的成文日期。"
    )
    decision_number = forms.CharField(label="决定文号", max_length=60)


class RevocationForm(StepForm):
    """From which day, by what and why an honour is taken back."""

    revoked_on = forms.DateField(label="撤销日期", widget=forms.DateInput, initial=timezone.localdate)
    basis = forms.CharField(label="撤销文号", max_length=60, required=False)
    reason = forms.CharField(
        label="理由", max_length=300, widget=SHORT, error_messages={"required": "请写明撤销的理由。"}
    )


class ServiceForm(PlausibleDays, ActingModelForm):
    """Something done for somebody honoured."""

    class Meta:
        model = Service
        fields = ("kind", "served_on", "note")


class AdvanceForm(StepForm):
    """What the stage came to."""

    reason = forms.CharField(
        label="结论", max_length=300, widget=SHORT, help_text="例如：评审委员会11月20日会议审议通过。"
    )


class SwapForm(StepForm):
    """Swaps as the page proposes them."""

    code = forms.RegexField(r"^\d{1,18}-\d{1,18}(,\d{1,18}-\d{1,18}){0,60}$", max_length=2400)
    reason = forms.CharField(label="原因", max_length=300)

    @property
    def pairs(self) -> list[tuple[int, int]]:
        found = (one.partition("-") for one in self.cleaned_data["code"].split(","))
        return [(int(out), int(come)) for out, _, come in found]
