"""Input shapes of activities."""

from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from jiangong.domains.activities import rules
from jiangong.domains.activities.choices import ActivityState
from jiangong.domains.activities.models import Activity
from jiangong.domains.activities.queries.activities import (
    people_written,
    places_near,
    plans_to_serve,
    twin_of,
)
from jiangong.domains.organizations.queries import home_of, organization_meant
from jiangong.domains.organizations.queries.dictionaries import chain_names
from jiangong.domains.people.queries import person_spelled
from jiangong.kit.access.actor import NOWHERE, Actor
from jiangong.kit.pages.fields import MeantField, SuggestingInput

QUICK = ("kind", "title", "starts_on", "people_count")
REST = (
    "organization",
    "ends_on",
    "venue",
    "mode",
    "speakers",
    "co_hosts",
    "chain",
    "theme",
    "plan",
    "summary",
    "results",
)
_WRITTEN = tuple(name for name in (*QUICK, *REST) if name != "speakers")


class ActivityForm(forms.ModelForm):
    """Four facts and it is registered; the rest may follow."""

    doubt_accepted = forms.BooleanField(label="已核对，仍要登记", required=False)
    speakers = forms.CharField(
        label="主讲人",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="每行一位。已登记的人员只写姓名；外请的写明单位，例如“王敏，市委党校副教授”。不写电话。",
    )
    chain = forms.CharField(
        label="产业链",
        required=False,
        max_length=60,
        widget=SuggestingInput,
        help_text="针对某条产业链的，从提示中选择。",
    )

    class Meta:
        model = Activity
        fields = _WRITTEN
        widgets = {
            "mode": forms.RadioSelect,
            "venue": SuggestingInput,
            "summary": forms.Textarea(attrs={"rows": 3}),
            "results": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "people_count": "还没有举办的不填，举办后再登记。",
            "ends_on": "只有一天的不填。",
            "co_hosts": "其他单位，用顿号隔开。",
            "venue": "写明场所；本单位的阵地可从提示中选择，会计入那个阵地。",
        }
        error_messages = {
            "kind": {"required": "请选择类别。"},
            "title": {"required": "请填写名称。"},
            "starts_on": {"required": "请填写日期。"},
        }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.twin: Activity | None = None
        nobody, known = actor.scope_path == NOWHERE, self.instance.organization_id is not None
        self.fields["organization"] = MeantField(
            partial(organization_meant, actor=actor),
            known=self.instance.organization if known else None,
            spelled=lambda one: one.name,
            names=["organizations"],
            label="举办单位",
            help_text="只填本单位或所属单位。",
        )
        self.fields["plan"] = forms.ModelChoiceField(
            plans_to_serve(actor), label="服务的计划", required=False, empty_label="不填"
        )
        self.fields["venue"].widget.suggestions = tuple(places_near(actor))
        self.fields["chain"].widget.suggestions = () if nobody else tuple(chain_names())
        self.initial["organization"] = self.instance.organization if known else home_of(actor)
        if known and not nobody:
            self.initial["speakers"] = self._typed_speakers()
        self.order_fields(("kind", "title", "starts_on", "people_count", "doubt_accepted", *REST))
        if not self.is_bound or not self._doubts():
            del self.fields["doubt_accepted"]

    def _typed_speakers(self) -> str:
        seats = self.instance.speakers.select_related("person__organization")
        return "\n".join(
            (person_spelled(one.person) if one.person else one.name) + (f"，{one.note}" if one.note else "")
            for one in seats
        )

    def clean_chain(self) -> str:
        chain = self.cleaned_data["chain"].strip()
        if chain and chain != self.instance.chain and chain not in (known := chain_names()):
            raise ValidationError(f"字典里没有“{chain}”这条产业链，请从“{'、'.join(known)}”中选择，或留空。")
        return chain

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts_on, today = cleaned.get("starts_on"), timezone.localdate()
        if starts_on:
            field, fault = rules.dates_fault(starts_on, cleaned.get("ends_on"), today)
            if fault:
                self.add_error(field, fault)
            elif fault := self._count_fault(cleaned, today):
                self.add_error("people_count", fault)
        self._read_speakers(cleaned)
        if not cleaned.get("doubt_accepted"):
            for field, sentence in self._doubts():
                if field not in self.errors:
                    self.add_error(field, f"{sentence}确认无误的，请勾选“已核对，仍要登记”。")
        return cleaned

    def _count_fault(self, cleaned: dict[str, Any], today: date) -> str:
        count, held = cleaned.get("people_count"), self.instance.state == ActivityState.HELD
        if "people_count" in self.errors or count == 0:  # the number itself is told of elsewhere
            return ""
        if held and count is None:
            return "已举办的活动请填写参加人数。"
        last_on = cleaned.get("ends_on") or cleaned["starts_on"]
        return rules.count_fault(last_on, count, today, is_new=self.instance.pk is None)

    def _read_speakers(self, cleaned: dict[str, Any]) -> None:
        text = cleaned.get("speakers", "")
        try:
            self.spoken = rules.read_speakers(
                text, people_written(*rules.names_in(rules.lines_of(text)), self.actor)
            )
        except ValueError as fault:
            self.add_error("speakers", str(fault))

    def _doubts(self) -> list[tuple[str, str]]:
        """The field and the sentence of what is possible but seldom true; worked out from what was typed."""
        starts_on, ends_on = (_day(self.data.get(name, "")) for name in ("starts_on", "ends_on"))
        if starts_on is None:
            return []
        typed = self.data.get("people_count", "")
        count = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None
        told = rules.doubts(starts_on, ends_on, count, self.data.get("mode", ""))
        found = [("people_count" if "线下" in one else "ends_on", one) for one in told]
        try:
            organization = organization_meant(self.data.get("organization", "")[:120], self.actor)
        except ValueError:
            return found
        title = self.data.get("title", "").strip()[:120]
        self.twin = twin_of(title, starts_on, organization, self.instance.pk)
        if self.twin is not None:
            found.append(("title", f"{organization}{starts_on:%Y-%m-%d}的“{self.twin.title}”已经登记过。"))
        return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


class HoldingForm(forms.Form):
    """How it went."""

    people_count = forms.IntegerField(
        label="参加人数",
        min_value=1,
        max_value=2_000_000,
        error_messages={
            "required": "请填写参加人数。",
            "min_value": "参加人数至少1人；没有人参加的，请取消活动。",
            "max_value": "参加人数太大，请核对。",
        },
    )
    summary = forms.CharField(
        label="内容", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    results = forms.CharField(
        label="成效", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, actor: Actor, instance: Activity | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if instance is not None:
            self.initial = {"summary": instance.summary, "results": instance.results, **self.initial}
