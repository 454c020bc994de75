"""What is typed about titles."""

from typing import Any

from django import forms
from django.utils import timezone

from jiangong.domains.organizations.models import Enterprise, Organization
from jiangong.domains.organizations.queries import unit_meant
from jiangong.domains.people.queries import person_meant, person_spelled
from jiangong.domains.titles import rules
from jiangong.domains.titles.models import FIRST_YEAR, LAST_YEAR, Award, Title
from jiangong.domains.titles.queries import offered_titles
from jiangong.domains.titles.rules import AwardFacts
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.acting import ActingForm, ActingModelForm
from jiangong.kit.pages.fields import MeantField

BASIS_HELP = "表彰决定的文号，例如：郑工〔2021〕3号。已登记在“文件”里的会自动关联。"
PERSON_HELP = "写姓名；同名的写“姓名（单位）”。也可以写完整的身份证号或手机号。"
PLAIN = ("team", "year", "given_on", "basis", "note")


class AwardForm(forms.Form):
    """A title somebody was given; whether a person or a unit is asked for follows from the title."""

    title = forms.ModelChoiceField(
        Title.objects.none(),
        label="称号",
        to_field_name="name",
        empty_label="请选择",
        help_text="劳模、奖章、工匠、先进个人填写获得人；先进集体填写获得单位。",
        error_messages={"invalid_choice": "称号目录里没有这个称号，请从菜单中选择。"},
    )
    team = forms.CharField(
        label="班组（集体）", max_length=80, required=False, help_text="授予单位里的班组、车间时填写名称。"
    )
    year = forms.IntegerField(
        label="年度", min_value=FIRST_YEAR, max_value=LAST_YEAR, help_text="称号所属的年度。"
    )
    given_on = forms.DateField(label="授予日期", widget=forms.DateInput, help_text="表彰决定的成文日期。")
    basis = forms.CharField(label="依据", max_length=60, required=False, help_text=BASIS_HELP)
    note = forms.CharField(
        label="说明", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    field_order = ("title", "person", "unit", "team", "year", "given_on", "basis", "note")

    def __init__(self, *args: Any, actor: Actor, instance: Award | None = None, **options: Any) -> None:
        initial = {**_stored(instance), **(options.pop("initial", None) or {})}
        super().__init__(*args, initial=initial, **options)
        self.actor, self.instance = actor, instance if instance is not None else Award()
        title = initial.get("title")
        self.fields["title"].queryset = offered_titles(actor, title)
        self.fields["person"] = MeantField(
            lambda text: person_meant(text, actor),
            names=["people"],
            known=initial.get("person"),
            spelled=person_spelled,
            label="获得人",
            required=False,
            help_text=PERSON_HELP,
        )
        self.fields["unit"] = MeantField(
            lambda text: unit_meant(text, actor),
            known=initial.get("unit"),
            spelled=lambda place: place.name,
            names=["enterprises", "organizations"],
            label="获得单位",
            required=False,
            help_text="工会或企业的全称、简称。",
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        title: Title | None = cleaned.get("title")
        if title is not None:
            self._check_bearer(title, cleaned)
        year, given_on = cleaned.get("year"), cleaned.get("given_on")
        if year and given_on and (reason := rules.dating_refusal(year, given_on)):
            self.add_error("given_on", reason)
        return cleaned

    def _check_bearer(self, title: Title, cleaned: dict[str, Any]) -> None:
        wanted, other = ("person", "unit") if title.is_for_people else ("unit", "person")
        label = "个人" if title.is_for_people else "集体"
        if wanted not in self.errors and not cleaned.get(wanted):
            self.add_error(wanted, f"“{title}”授予{label}，请填写{self.fields[wanted].label}。")
        if cleaned.get(other):
            self.add_error(other, f"“{title}”授予{label}，这里请留空。")
        if title.is_for_people and cleaned.get("team"):
            self.add_error("team", f"“{title}”授予个人，班组请留空。")

    @property
    def facts(self) -> AwardFacts:
        cleaned = self.cleaned_data
        place = cleaned["unit"]
        return AwardFacts(
            title=cleaned["title"],
            person=cleaned["person"],
            unit=place if isinstance(place, Organization) else None,
            enterprise=place if isinstance(place, Enterprise) else None,
            **{name: cleaned[name] for name in PLAIN},
        )


def _stored(award: Award | None) -> dict[str, Any]:
    """What stands on the row, under the names of the form."""
    if award is None or award.title_id is None:
        return {"year": timezone.localdate().year}
    known = {name: getattr(award, name) for name in PLAIN}
    return {**known, "title": award.title, "person": award.person, "unit": award.unit or award.enterprise}


class RevocationForm(forms.Form):
    """Why, by what and from which day a title is taken back."""

    revoked_on = forms.DateField(label="撤销日期", widget=forms.DateInput)
    basis = forms.CharField(label="撤销依据", max_length=60, required=False, help_text="撤销决定的文号。")
    reason = forms.CharField(
        label="理由",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明撤销的理由。"},
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.initial.get("revoked_on"):
            self.initial["revoked_on"] = timezone.localdate()


class TitleForm(ActingModelForm):
    """A title of the catalogue."""

    class Meta:
        model = Title
        fields = ("name", "level", "family", "position", "note")
        help_texts = {
            "family": "先进集体类授予单位和班组，其他各类授予个人；统计按类别归口。",
            "position": "菜单里的先后，小的在前。",
        }


class NothingForm(ActingForm):
    """A decision that asks nothing."""
