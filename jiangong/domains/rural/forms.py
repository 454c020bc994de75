"""Input shapes of the rural ledgers."""

from typing import Any

from django import forms
from django.utils import timezone

from jiangong.domains.organizations.queries import (
    home_of,
    organization_meant,
    party_meant,
)
from jiangong.domains.people.queries import person_meant, person_spelled
from jiangong.domains.rural.choices import Source
from jiangong.domains.rural.models import Base, Collective, Funding, Participation, Project
from jiangong.domains.rural.queries.ledgers import project_meant, project_names
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.acting import EntryForm
from jiangong.kit.pages.fields import MeantField


class LedgerRowForm(EntryForm):
    """A row of a union's ledger: whose it is, and what the model asks."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["union"] = MeantField(
            lambda text: organization_meant(text, actor),
            label="登记工会",
            names=["organizations"],
            help_text="这条记录计入哪个工会的进展。",
        )
        known = self.instance.organization_id is not None
        self.initial["union"] = self.instance.organization if known else home_of(actor)

    def offer_project(self, *, required: bool) -> None:
        """A text box that names a project within reach."""
        self.fields["project"] = MeantField(
            lambda text: project_meant(text, self.actor),
            label="投入项目" if required else "参加项目",
            required=required,
            suggestions=project_names(self.actor),
            help_text="" if required else "不属于某个项目的可以不填。",
        )
        if self.instance.project_id is not None:
            self.initial["project"] = self.instance.project


class ProjectForm(LedgerRowForm):
    """What is done, where, from when to when."""

    class Meta:
        model = Project
        fields = ("name", "town", "village", "industry", "content", "starts_on", "ends_on")
        widgets = {
            "content": forms.Textarea(attrs={"rows": 4}),
            "starts_on": forms.DateInput,
            "ends_on": forms.DateInput,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "计划完成不能早于计划开始，请核对。")
        return cleaned


class ParticipationForm(LedgerRowForm):
    """Who takes part, as what, from when."""

    past = ("joined_on",)

    class Meta:
        model = Participation
        fields = ("person", "honour", "project", "role", "joined_on", "note")
        widgets = {"joined_on": forms.DateInput}

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["person"] = MeantField(
            lambda text: person_meant(text, actor),
            names=["people"],
            known=self.instance.person if self.instance.person_id is not None else None,
            spelled=person_spelled,
            label="人员",
            help_text="已登记人员的姓名；有同名的，写成“姓名（单位）”或“姓名，手机号”。",
        )
        self.offer_project(required=False)
        if self.instance.person_id is not None:
            self.initial["person"] = self.instance.person
        self.order_fields(("person", "honour", "project", "role", "joined_on", "union", "note"))


class CollectiveForm(LedgerRowForm):
    """Which collective takes part, as what, from when."""

    past = ("joined_on",)

    class Meta:
        model = Collective
        fields = ("name", "honour", "project", "role", "joined_on", "note")
        widgets = {"joined_on": forms.DateInput}

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["name"].help_text = "企业、工会、班组、创新工作室的全称；与名录里的相同时自动对应。"
        self.offer_project(required=False)
        self.order_fields(("name", "honour", "project", "role", "joined_on", "union", "note"))

    def clean(self) -> dict[str, Any]:
        """A name that means an enterprise or organization is that; any other stands for itself."""
        cleaned = super().clean()
        self.instance.enterprise = self.instance.unit = None
        if name := cleaned.get("name"):
            try:
                party = party_meant(name, self.actor)
            except ValueError:
                return cleaned
            if party.unit is None or name in {party.unit.name, party.unit.short_name}:
                self.instance.enterprise, self.instance.unit = party.enterprise, party.unit
                cleaned["name"] = party.name
        return cleaned


class BaseForm(LedgerRowForm):
    """A base, by whom and when it was named."""

    past = ("named_on", "ended_on")

    class Meta:
        model = Base
        fields = ("name", "level", "town", "industry", "named_on", "named_by", "ended_on", "note")
        widgets = {"named_on": forms.DateInput, "ended_on": forms.DateInput}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        named, ended = cleaned.get("named_on"), cleaned.get("ended_on")
        if named and ended and ended <= named:
            self.add_error("ended_on", "撤销日期应晚于命名日期，请核对。")
        return cleaned


class FundingForm(LedgerRowForm):
    """How much, whose, for which project, when."""

    past = ("paid_on",)
    another = forms.BooleanField(label="另一笔，仍要登记", required=False)

    class Meta:
        model = Funding
        fields = ("project", "source", "giver", "amount", "paid_on", "note")
        widgets = {"paid_on": forms.DateInput, "source": forms.RadioSelect}

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.offer_project(required=True)
        self.fields["amount"].label, self.fields["amount"].unit = "金额", "元"
        self.fields["source"].choices = Source.choices  # nothing is chosen beforehand
        if not self.is_bound:  # there is nothing to insist on yet
            del self.fields["another"]
        self.order_fields(("project", "source", "giver", "amount", "another", "paid_on", "union", "note"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("source") == Source.SOCIAL and not cleaned.get("giver"):
            self.add_error("giver", "社会资金请写明出资方。")
        if cleaned.get("another") and not cleaned.get("note"):
            self.add_error("note", "确属另一笔的，请在备注里写明区别。")
        return cleaned


class StartForm(forms.Form):
    """From when a project runs."""

    begun_on = forms.DateField(label="启动日期", widget=forms.DateInput)

    def __init__(self, *args: Any, actor: Actor, instance: Project | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["begun_on"] = timezone.localdate()


class ProgressForm(forms.ModelForm):
    """How a project goes."""

    progress = forms.CharField(
        label="进展和成效",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="做了什么、带动多少农户、增收多少。",
    )

    class Meta:
        model = Project
        fields = ()

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["progress"] = self.instance.progress
