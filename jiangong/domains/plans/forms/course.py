"""What is entered while a plan takes its course: paper receipts, answers, parts done, material."""

from typing import Any

from django import forms
from django.utils import timezone

from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.choices import Channel, CosignState
from jiangong.domains.plans.models import Cosignature, Delivery, Plan, Receipt
from jiangong.domains.plans.queries.receipts import receipt_lines
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.forms import FilesField
from jiangong.kit.pages.acting import ActingForm

OFFLINE = tuple(pair for pair in Channel.choices if pair[0] != Channel.ONLINE)
NOTE = forms.Textarea(attrs={"rows": 3})


def _channel(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=OFFLINE,
        widget=forms.RadioSelect,
        error_messages={"required": f"请选择{label}。"},
    )


class StandInForm(forms.Form):
    """How a unit that is not online got its task sheet."""

    channel = _channel("签收方式")
    received_on = forms.DateField(
        label="收到日期", widget=forms.DateInput, error_messages={"required": "请填写对方收到的日期。"}
    )
    note = forms.CharField(
        label="说明", max_length=200, required=False, help_text="例如：对方经办人、回执编号。"
    )

    def __init__(self, *args: Any, actor: Actor, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = {
            str(one.recipient.pk): one.recipient for one in receipt_lines(plan, actor) if not one.is_signed
        }
        self.fields["recipient"] = forms.TypedChoiceField(
            label="单位",
            choices=[("", "请选择"), *((key, str(one)) for key, one in self.waiting.items())],
            coerce=lambda key: self.waiting[key],
            error_messages={
                "required": "请选择代签收的单位。",
                "invalid_choice": "这个单位已经签收，不用代签收。",
            },
        )
        slot = Receipt.attachment_slots[0]
        self.fields["files"] = FilesField(slot, label=slot.label, required=False)
        self.order_fields(("recipient", "channel", "received_on", "files", "note"))


class CosignForm(ActingForm):
    """A department's word."""

    state = forms.ChoiceField(
        label="会签结果",
        choices=[(one.value, one.label) for one in (CosignState.AGREED, CosignState.OBJECTED)],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择会签结果。"},
    )
    opinion = forms.CharField(
        label="会签意见", max_length=1000, required=False, widget=NOTE, help_text="有意见的必填。"
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("state") == CosignState.OBJECTED and not cleaned.get("opinion", "").strip():
            self.add_error("opinion", "有意见的请写明意见。")
        return cleaned


class CosignRecordForm(CosignForm):
    """The same as it came on paper."""

    channel = _channel("会签方式")
    answered_on = forms.DateField(
        label="会签日期", widget=forms.DateInput, error_messages={"required": "请填写会签日期。"}
    )

    def __init__(self, *args: Any, actor: Actor, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        waiting = plan.cosignatures.filter(state=CosignState.ASKED).select_related("organization")
        self.waiting: dict[str, Cosignature] = {str(one.pk): one for one in waiting}
        self.fields["cosignature"] = forms.TypedChoiceField(
            label="会签部门",
            choices=[("", "请选择"), *((key, str(one.organization)) for key, one in self.waiting.items())],
            coerce=lambda key: self.waiting[key],
            error_messages={"required": "请选择会签部门。", "invalid_choice": "这个部门已经会签。"},
        )
        slot = Plan.attachment_slots[0]
        self.fields["files"] = FilesField(slot, label="会签扫描件", required=False)
        self.order_fields(("cosignature", "state", "opinion", "channel", "answered_on", "files"))


class CosignersForm(forms.Form):
    """Which partner departments are asked."""

    def __init__(self, *args: Any, actor: Actor, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partners = Organization.objects.visible_to(actor).filter(
            kind=OrganizationKind.PARTNER, closed_on=None
        )
        self.partners = {str(one.pk): one for one in partners.order_by("position", "pk")}
        self.fields["departments"] = forms.TypedMultipleChoiceField(
            label="会签部门",
            choices=[(key, one.name) for key, one in self.partners.items()],
            coerce=lambda key: self.partners[key],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            initial=[str(one) for one in plan.cosignatures.values_list("organization_id", flat=True)],
            help_text="不选就是不需要会签；核稿人核稿后送给选中的部门。",
        )


class DutyForm(ActingForm):
    """What came of one's part."""

    note = forms.CharField(
        label="完成情况",
        max_length=500,
        widget=NOTE,
        error_messages={"required": "请写一句完成情况。"},
        help_text="例如：已于4月12日联合发文，42家单位参赛。",
    )


class StepForm(forms.Form):
    """When a step was done."""

    done_on = forms.DateField(
        label="完成日期", widget=forms.DateInput, error_messages={"required": "请填写完成日期。"}
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("done_on", timezone.localdate())
        super().__init__(*args, **kwargs)


class HandInForm(forms.Form):
    """Files and a word about them."""

    note = forms.CharField(label="说明", max_length=500, required=False, widget=NOTE)

    def __init__(self, *args: Any, actor: Actor, has_files: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slot = Delivery.attachment_slots[0]
        self.fields["files"] = FilesField(slot, label=slot.label, required=not has_files)
        self.order_fields(("files", "channel", "note"))


class DeliveryStandInForm(HandInForm):
    """The same in a unit's stead."""

    channel = _channel("报送方式")


class DivisionForm(forms.Form):
    """Down to which unions a share is divided."""

    def __init__(
        self, *args: Any, actor: Actor, levels: dict[str, tuple[str, list[Organization]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.levels = levels
        self.fields["level"] = forms.ChoiceField(
            label="分解到",
            choices=[(key, label) for key, (label, _) in levels.items()],
            widget=forms.RadioSelect,
            initial=next(iter(levels), None),
            error_messages={"required": "请选择分解到哪一级。"},
        )

    @property
    def units(self) -> list[Organization]:
        return self.levels[self.cleaned_data["level"]][1]
