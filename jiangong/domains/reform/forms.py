"""Input shapes of the ledgers of the reform."""

from typing import Any

from django import forms
from django.utils import timezone

from jiangong.domains.documents.rules import document_meant, normalize_official_number
from jiangong.domains.organizations.queries import (
    home_of,
    organization_meant,
    party_meant,
)
from jiangong.domains.reform.models import Pilot, Policy, ReformTask
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.acting import EntryForm
from jiangong.kit.pages.fields import MeantField


class LedgerRowForm(EntryForm):
    """A row of a union's ledger: whose it is, and what the model asks."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["union"] = self.union_field("登记工会", "这条记录计入哪个工会的进展。")
        known = self.instance.organization_id is not None
        self.initial["union"] = self.instance.organization if known else home_of(actor)

    def union_field(self, label: str, hint: str) -> MeantField:
        return MeantField(
            lambda text: organization_meant(text, self.actor),
            label=label,
            names=["organizations"],
            help_text=hint,
        )

    def document_field(self, label: str) -> MeantField:
        return MeantField(
            lambda text: document_meant(text, self.actor),
            label=label,
            required=False,
            max_length=200,
            help_text="已登记文件的文号、登记号或标题。",
        )


class TaskForm(LedgerRowForm):
    """What is to be done, by whom, by when."""

    class Meta:
        model = ReformTask
        fields = ("year", "text", "field", "lead", "partners", "responsible", "due_on")
        widgets = {"text": forms.Textarea(attrs={"rows": 3}), "due_on": forms.DateInput}

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["union"].label, self.fields["union"].help_text = "列清单的工会", "哪个工会的责任清单。"
        self.fields["lead"] = self.union_field("牵头单位", "由谁牵头完成，完成后计入这个单位。")
        if self.instance.lead_id is not None:
            self.initial["lead"] = self.instance.lead
        if not self.instance.pk:
            self.fields["year"].initial = timezone.localdate().year
        self.order_fields(("year", "text", "field", "lead", "partners", "responsible", "due_on", "union"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        year, due = cleaned.get("year"), cleaned.get("due_on")
        if year and due and not year <= due.year <= year + 1:
            self.add_error("due_on", f"{year}年的任务，完成时限应在当年或次年，请核对。")
        return cleaned


class ProgressForm(forms.ModelForm):
    """How a task goes."""

    progress = forms.CharField(label="进展情况", max_length=1000, widget=forms.Textarea(attrs={"rows": 5}))

    class Meta:
        model = ReformTask
        fields = ()

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["progress"] = self.instance.progress


class CompletionForm(forms.Form):
    """When a task was done, what came of it, and what shows it."""

    done_on = forms.DateField(label="完成日期", widget=forms.DateInput)
    progress = forms.CharField(
        label="完成情况",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "请写明完成情况。"},
    )

    def __init__(self, *args: Any, actor: Actor, instance: ReformTask | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"] = MeantField(
            lambda text: document_meant(text, actor),
            label="佐证文件",
            required=False,
            max_length=200,
            help_text="已登记文件的文号、登记号或标题；照片等材料可在附件里上传。",
        )
        self.initial["done_on"] = timezone.localdate()
        if instance is not None:
            self.initial["progress"] = instance.progress


class PolicyForm(LedgerRowForm):
    """What was issued, by whom, when."""

    past = ("issued_on",)

    class Meta:
        model = Policy
        fields = ("title", "number", "issuer", "issued_on", "field", "document", "summary")
        widgets = {"issued_on": forms.DateInput, "summary": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["document"] = self.document_field("登记的文件")
        if self.instance.document_id is not None:
            self.initial["document"] = self.instance.document
        self.order_fields(self.Meta.fields)

    def clean_number(self) -> str:
        return normalize_official_number(self.cleaned_data["number"])


class PilotForm(LedgerRowForm):
    """Who goes ahead, named by whom, and what others can learn from it."""

    past = ("named_on", "ended_on")

    class Meta:
        model = Pilot
        fields = ("level", "named_on", "named_by", "ended_on", "experience")
        widgets = {
            "named_on": forms.DateInput,
            "ended_on": forms.DateInput,
            "experience": forms.Textarea(attrs={"rows": 6}),
        }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["party"] = MeantField(
            lambda text: party_meant(text, actor),
            label="试点单位",
            names=["enterprises", "organizations"],
            help_text="企业名称、统一社会信用代码，或工会全称。",
        )
        if self.instance.party:
            self.initial["party"] = self.instance.party
        self.order_fields(("party", *self.Meta.fields))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        named, ended = cleaned.get("named_on"), cleaned.get("ended_on")
        if named and ended and ended <= named:
            self.add_error("ended_on", "期满（撤销）日期应晚于命名日期，请核对。")
        if party := cleaned.get("party"):
            pilot = self.instance
            pilot.enterprise, pilot.unit, pilot.party = party.enterprise, party.unit, party.name
        return cleaned
