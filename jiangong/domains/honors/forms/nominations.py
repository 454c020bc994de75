"""The form of a nomination."""

from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiangong.domains.honors.choices import Trait
from jiangong.domains.honors.forms.days import PlausibleDays
from jiangong.domains.honors.models import OWN_STEPS, Nomination, Programme
from jiangong.domains.honors.queries.evidence import suggested_traits
from jiangong.domains.honors.queries.programmes import open_programmes, quotas_of, traits_asked
from jiangong.domains.honors.rules.nominations import counting_refusals
from jiangong.domains.organizations.queries import (
    home_of,
    organization_meant,
    party_meant,
)
from jiangong.domains.people.queries import person_meant, person_spelled
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.acting import ActingModelForm
from jiangong.kit.pages.fields import MeantField, SuggestingInput

PLAIN = ("programme", "team", "position", "category", "is_separate", "rank", "deeds", *OWN_STEPS)
COLLECTIVES = ("enterprises", "organizations")
PERSON_HELP = "写姓名；同名的写“姓名（单位）”，也可以写完整的身份证号或手机号。"
UNIT_HELP = "写单位全称。"


class SupplementForm(PlausibleDays, ActingModelForm):
    """How the unit came to propose a candidate: its meeting and its notice."""

    past = ("met_on",)

    class Meta:
        model = Nomination
        fields = OWN_STEPS

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for field, why in counting_refusals(cleaned):
            self.add_error(field, why)
        return cleaned


class NominationForm(SupplementForm):
    """A candidate, what they did, and how the unit came to propose them."""

    candidate = forms.CharField(
        label="推荐对象",
        max_length=120,
        help_text=f"个人{PERSON_HELP}集体{UNIT_HELP}",
        # it may hold a number of a person: no draft keeps it
        widget=SuggestingInput(attrs={"data-private": ""}, names=("people", *COLLECTIVES)),
    )
    traits = forms.MultipleChoiceField(
        label="结构",
        choices=Trait.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="性别、农民工、新就业形态和单位所有制按人员档案自动补上。",
    )
    field_order = (
        "programme", "organization", "candidate", "team", "position", "category", "is_separate", "rank",
        "traits", "deeds",
    )  # fmt: skip

    class Meta:
        model = Nomination
        fields = PLAIN
        widgets = {"deeds": forms.Textarea(attrs={"rows": 10})}
        help_texts = {"category": "项目分类别的必填。", "team": "推荐班组、科室的填写，个人不填。"}

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, actor=actor, **options)
        one = self.instance
        programme: Any = self.fields["programme"]
        programme.queryset = open_programmes(actor) if actor.scope_path else Programme.objects.none()
        if one.pk:
            programme.queryset = Programme.objects.visible_to(actor).filter(pk=one.programme_id)
            self.initial["candidate"] = _spelled(one)
            self.initial["traits"] = one.traits
        programme.empty_label = "请选择"
        known = one.organization if one.organization_id else home_of(actor)
        self.fields["organization"] = MeantField(
            partial(organization_meant, actor=actor),
            known=known,
            spelled=lambda place: place.name,
            names=["organizations"],
            label="推荐单位",
        )
        self.order_fields(self.field_order)
        self._suit(self._programme_meant())

    def _programme_meant(self) -> Programme | None:
        """The programme that is nominated for, where it is known when the page is drawn."""
        if self.instance.programme_id:
            return self.instance.programme
        field: Any = self.fields["programme"]
        try:
            return field.clean(self["programme"].value())
        except ValidationError:
            return None

    def _suit(self, programme: Programme | None) -> None:
        """Ask only what this programme asks: a phone is small. Whatever was sent all the same is still read."""
        traits: Any = self.fields["traits"]
        traits.asked = traits_asked(programme) if programme else frozenset()
        if programme is None:
            return
        needless = {
            "team": programme.is_for_people,
            "category": not programme.categories,
            "is_separate": not any(one.is_separate for one in quotas_of(programme)),
        }
        for name in [name for name, is_needless in needless.items() if is_needless]:
            if not self[name].value():
                del self.fields[name]
        least, most = programme.deeds_min, programme.deeds_max
        self.fields["deeds"].help_text = (
            f"{least}至{most}字，空格和换行不计。" if least else f"不超过{most}字。"
        )
        self.fields["candidate"].widget.names = ("people",) if programme.is_for_people else COLLECTIVES
        self.fields["candidate"].help_text = PERSON_HELP if programme.is_for_people else UNIT_HELP
        if programme.categories and "category" in self.fields:
            choices = [("", "请选择"), *((one, one) for one in programme.categories)]
            self.fields["category"].widget = forms.Select(choices=choices)
            self.fields["category"].help_text = ""

    def clean_rank(self) -> int:
        if self.cleaned_data["rank"] < 1:
            raise ValidationError("推荐顺序从1开始。")
        return self.cleaned_data["rank"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        programme, text = cleaned.get("programme"), cleaned.get("candidate")
        if programme is None or not text:
            return cleaned
        self._check_category(cleaned, programme)
        self._find(programme, text.strip())
        place = cleaned.get("organization")
        if place is not None:
            self.instance.organization = place
        found = set(cleaned.get("traits") or ())
        if self.instance.person is not None:
            found |= set(suggested_traits(self.instance.person))
        self.instance.traits = [value for value in Trait.values if value in found]
        return cleaned

    def _check_category(self, cleaned: dict[str, Any], programme: Programme) -> None:
        category = (cleaned.get("category") or "").strip()
        if programme.categories and category not in programme.categories:
            self.add_error("category", f"请从这些类别里选一个填写：{'、'.join(programme.categories)}。")
        if category and not programme.categories:
            self.add_error("category", "这个项目不分类别，请留空。")

    def _find(self, programme: Programme, text: str) -> None:
        """Whom the words mean: a person for a title of people, a unit or enterprise for one of collectives."""
        one = self.instance
        if one.pk and text == _spelled(one):
            return
        try:
            if programme.is_for_people:
                one.person, one.unit, one.enterprise = person_meant(text, self.actor), None, None
            else:
                party = party_meant(text, self.actor)
                one.person, one.unit, one.enterprise = None, party.unit, party.enterprise
        except ValueError as unclear:
            self.add_error("candidate", ValidationError(str(unclear)))


def _spelled(one: Nomination) -> str:
    if one.person is not None:
        return person_spelled(one.person)
    return one.enterprise.name if one.enterprise is not None else str(one.unit.name if one.unit else "")
