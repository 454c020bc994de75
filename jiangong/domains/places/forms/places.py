"""The facts of a place, its checklist, and how it is suspended or ended."""

from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import (
    ground_of,
    grounds,
    grounds_for,
    home_of,
    organization_meant,
)
from jiangong.domains.people.queries import person_meant, person_spelled
from jiangong.domains.places import rules
from jiangong.domains.places.choices import FACILITIES
from jiangong.domains.places.models import Place
from jiangong.domains.places.queries.places import twin_of
from jiangong.kit.access.actor import NOWHERE, Actor
from jiangong.kit.pages.acting import ActingForm
from jiangong.kit.pages.fields import MeantField

FACTS = (
    "kind",
    "name",
    "address",
    "opened_on",
    "hours",
    "phone",
    "is_public",
    "organization",
    "level",
    "territory",
    "basis",
    "keeper",
    "area",
    "longitude",
    "latitude",
    "summary",
)


class PlaceForm(forms.ModelForm):
    """What a place is, where it stands, when one may go there, who keeps it."""

    duplicate_accepted = forms.BooleanField(
        label="确实是另一个阵地，仍要登记", required=False, help_text="名称或地址与已登记的阵地相同时勾选。"
    )
    longitude = forms.CharField(
        label="经度",
        required=False,
        max_length=20,
        help_text="国家2000坐标（天地图），例如113.625300；高德、百度、腾讯地图的坐标有偏移，请换算后再填。",
    )
    latitude = forms.CharField(label="纬度", required=False, max_length=20, help_text="例如34.746600。")

    class Meta:
        model = Place
        fields = FACTS
        widgets = {"summary": forms.Textarea(attrs={"rows": 3}), "level": forms.RadioSelect}
        help_texts = {
            "hours": "例如：每天8:00—20:00。公开页面照此显示。",
            "phone": "场所的座机、400电话或12351，不填个人手机号。",
            "is_public": "勾选后，职工不用登录就能在“身边的工会服务点”里查到。",
            "basis": "命名文件的名称和文号；示范基地必填。",
            "area": "平方米。",
        }
        error_messages = {
            "name": {"required": "请填写名称。"},
            "kind": {"required": "请选择类别。"},
            "address": {"required": "请填写地址，写到门牌号。"},
            "opened_on": {"required": "请填写建成开放日期。"},
        }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.grounds = [] if actor.scope_path == NOWHERE else grounds_for(actor)
        self._name_things(actor)
        known = self.instance.organization_id is not None
        self.initial["organization"] = self.instance.organization if known else home_of(actor)
        self.initial["keeper"] = self.instance.keeper
        self.initial["territory"] = self.instance.territory_id
        self.order_fields((*FACTS[:2], "duplicate_accepted", *FACTS[2:]))
        self.twin = self._twin() if self.is_bound else None
        if self.twin is None:
            del self.fields["duplicate_accepted"]

    def _name_things(self, actor: Actor) -> None:
        """Fields that find a unit, a person and a district by name."""
        known = self.instance.organization if self.instance.organization_id else None
        self.fields["organization"] = MeantField(
            partial(organization_meant, actor=actor),
            known=known,
            spelled=lambda one: one.name,
            names=["organizations"],
            label="管理单位",
            help_text="由哪个工会管理；只填本单位或所属单位。",
        )
        self.fields["keeper"] = MeantField(
            partial(person_meant, actor=actor),
            names=["people"],
            known=self.instance.keeper,
            spelled=person_spelled,
            label="负责人",
            required=False,
            help_text="填写已登记人员的姓名，同名的在括号里写单位或出生年份，例如“王敏（1975）”。",
        )
        self.fields["territory"] = forms.TypedChoiceField(
            label="所在区县",
            required=False,
            choices=[("", "按管理单位"), *((one.pk, str(one)) for one in self.grounds)],
            coerce=int,
            empty_value=None,
            help_text="阵地不在管理单位所在区县的，在这里选择。",
        )

    def clean_phone(self) -> str:
        return self._read(rules.read_phone, "phone")

    def clean_longitude(self) -> Any:
        return self._read_degrees("longitude", "经度")

    def clean_latitude(self) -> Any:
        return self._read_degrees("latitude", "纬度")

    def clean_territory(self) -> Organization | None:
        pk = self.cleaned_data["territory"]
        return next((one for one in self.grounds if one.pk == pk), None)

    def clean_opened_on(self) -> Any:
        day = self.cleaned_data["opened_on"]
        if fault := rules.opening_fault(day, timezone.localdate()):
            raise ValidationError(fault)
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("longitude")) != bool(cleaned.get("latitude")) and not (
            {"longitude", "latitude"} & set(self.errors)
        ):
            self.add_error("latitude", "经度和纬度要么都填，要么都不填。")
        if fault := rules.basis_fault(cleaned.get("kind", ""), cleaned.get("basis", "")):
            self.add_error("basis", fault)
        organization = cleaned.get("organization")
        if organization is not None and cleaned.get("territory") is None:
            cleaned["territory"] = self._ground(organization)
        if not cleaned.get("duplicate_accepted") and self.twin is not None:
            self.add_error(
                "name",
                f"{self.twin.organization}已登记“{self.twin.name}”（{self.twin.address}）。"
                "同一个阵地不用再登记；确实是另一个的，请勾选“仍要登记”。",
            )
        return cleaned

    @staticmethod
    def _ground(organization: Organization) -> Organization | None:
        known = {one.pk: one for one in grounds()}
        return known.get(ground_of(organization, known) or 0)

    def _twin(self) -> Place | None:
        """Somebody's entry of the same place, by what was typed."""
        typed = {name: self.data.get(name, "").strip()[:160] for name in ("name", "kind", "address")}
        try:
            organization = organization_meant(self.data.get("organization", "")[:120], self.actor)
        except ValueError:
            return None
        own = self.instance.pk
        return twin_of(typed["name"], typed["kind"], typed["address"], organization, own)

    def _read(self, reader: Any, name: str) -> Any:
        try:
            return reader(self.cleaned_data[name])
        except ValueError as fault:
            raise ValidationError(str(fault)) from None

    def _read_degrees(self, name: str, label: str) -> Any:
        if not self.cleaned_data[name]:
            return None
        return self._read(lambda text: rules.read_coordinate(text, label), name)


class FacilitiesForm(forms.Form):
    """The checklist of a place's kind."""

    def __init__(self, *args: Any, actor: Actor, instance: Place | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = FACILITIES[instance.kind] if instance else ()
        self.fields["facilities"] = forms.MultipleChoiceField(
            label="现场有、能正常使用的设施",
            required=False,
            choices=[(one.code, one.label if one.required else f"{one.label}（选配）") for one in listed],
            widget=forms.CheckboxSelectMultiple,
            initial=instance.facilities if instance else [],
        )


class SuspensionForm(ActingForm):
    """Why nobody can enter, and until when."""

    reason = forms.CharField(
        label="原因",
        max_length=200,
        help_text="公开页面会显示，例如：内部装修。",
        error_messages={"required": "请填写暂停开放的原因。"},
    )
    resumes_on = forms.DateField(label="预计恢复日期", required=False, help_text="说不准的可以不填。")


class ClosingForm(ActingForm):
    """From which day it is no more, and why."""

    closed_on = forms.DateField(label="撤销日期", error_messages={"required": "请填写撤销日期。"})
    reason = forms.CharField(
        label="撤销原因", max_length=200, error_messages={"required": "请填写撤销原因。"}
    )
