"""What is typed about people and committees; every reader is shared with the import."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import resolve_name
from jiangong.domains.people import rules
from jiangong.domains.people.choices import CommitteeKind, Gender, SkillGrade
from jiangong.domains.people.models import SEALED, Committee, Person
from jiangong.domains.people.queries import seats_from_text
from jiangong.domains.people.rules import PersonFacts
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.acting import ActingForm
from jiangong.kit.pages.fields import MeantField, ReadField

CLEARED = "无"


def choice(label: str, choices: list[tuple[str, str]], **options: Any) -> forms.ChoiceField:
    """A menu whose refusal says what to do."""
    told = {"invalid_choice": f"请从菜单中选择{label}。"}
    return forms.ChoiceField(label=label, choices=choices, error_messages=told, **options)


class OrganizationField(MeantField):
    """An organization by its name or short name, within the actor's reach; a guess will not do."""

    def __init__(self, label: str) -> None:
        super().__init__(str, spelled=lambda one: one.name, names=["organizations"], label=label)

    def within(self, actor: Actor) -> None:
        """Find what the actor reaches; called by the form once it knows who acts."""
        self.meaning = partial(certainly_meant, actor=actor)


def certainly_meant(text: str, actor: Actor) -> Organization:
    """The organization of this name; ``ValueError`` says what to write instead."""
    meant = resolve_name(text, actor)
    if meant.is_certain and (found := meant.organization) is not None:
        return found
    if meant.candidates:
        names = "、".join(f"“{one.name}”" for one in meant.candidates[:3])
        raise ValueError(f"您管理范围内没有叫这个名称的组织，相近的有{names}，请填写全称。")
    raise ValueError("您管理范围内没有这个组织。请从提示中选择，或核对名称。")


class PersonForm(forms.Form):
    """A person's entry. A number left empty on an existing entry stays as it is."""

    name = ReadField(rules.read_name, label="姓名", max_length=60)
    id_number = ReadField(rules.read_id_number, label="身份证号", required=False, max_length=40)
    gender = choice("性别", [("", "未填"), *Gender.choices], required=False)
    birth_on = ReadField(
        rules.read_birth,
        label="出生日期",
        required=False,
        widget=forms.DateInput,
        help_text="填写身份证号后可以不填。",
    )
    organization = OrganizationField("所属组织")
    phone = ReadField(rules.read_phone, label="手机号码", required=False, max_length=40)
    occupation = ReadField(rules.read_occupation, label="工种（职业）", required=False, max_length=60)
    skill_grade = choice("技能等级", SkillGrade.choices, initial=SkillGrade.NONE)
    title = ReadField(rules.read_title, label="职务", required=False, max_length=60)
    is_migrant_worker = forms.BooleanField(label="农民工", required=False)
    is_new_employment = forms.BooleanField(label="新就业形态劳动者", required=False)
    is_union_official = forms.BooleanField(label="工会干部", required=False)

    def __init__(self, *args: Any, actor: Actor, instance: Person | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.instance = instance
        self.fields["organization"].within(actor)
        for name in ("id_number", "phone"):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "inputmode": "text"}
        if instance is not None:
            self._keep_numbers(instance)

    def _keep_numbers(self, person: Person) -> None:
        for name, column in SEALED.items():
            field = self.fields[name]
            field.reader = _unless_kept(field.reader)
            if masked := column.masked(person.pk, getattr(person, f"{name}_sealed")):
                field.help_text = f"现为{masked}，不修改请留空；要删去请填“{CLEARED}”。"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and cleaned.get("id_number"):
            try:
                cleaned["gender"], cleaned["birth_on"] = rules.agree_with_id_number(
                    cleaned["id_number"], cleaned["gender"], cleaned["birth_on"]
                )
            except rules.Contradiction as found:
                self.add_error(found.field, str(found))
        return cleaned

    @property
    def facts(self) -> PersonFacts:
        return PersonFacts.of(self.cleaned_data)


def _unless_kept(reader: Callable[[object], Any]) -> Callable[[object], Any]:
    """Empty keeps the number, 无 clears it, anything else is read."""

    def read(value: object) -> str | None:
        if not value:
            return None
        return "" if value == CLEARED else reader(value)

    return read


class NumberForm(ActingForm):
    """A whole phone or identity number to look for; posted, so that it stands in no address and no log."""

    number = forms.CharField(
        label="手机号码或身份证号", max_length=40, widget=forms.TextInput({"autocomplete": "off"})
    )


class ReasonForm(ActingForm):
    """Why a personal number is looked at, copied or erased."""

    reason = forms.CharField(
        label="理由",
        max_length=200,
        widget=forms.Textarea({"rows": 3}),
        help_text="至少4个字，会记入审计。请不要在这里填写号码。",
    )


class CopyOutForm(ReasonForm):
    """In which form a person's own copy is made."""

    form = choice("格式", [("xlsx", "Excel工作簿（.xlsx）"), ("json", "JSON（便于转移）")])


class TransferForm(forms.Form):
    """Whom a unit asks to take over."""

    name = ReadField(rules.read_name, label="姓名", max_length=60)
    id_number = ReadField(rules.read_id_number, label="身份证号", max_length=40)
    organization = OrganizationField("调入组织")
    reason = ReadField(
        lambda value: rules.read_words(value, 200, "理由"),
        label="理由",
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organization"].within(actor)
        self.fields["id_number"].widget.attrs["autocomplete"] = "off"


class CommitteeForm(forms.Form):
    """A committee's own facts; its members have a page of their own."""

    name = forms.CharField(label="名称", max_length=100)
    kind = choice("类别", CommitteeKind.choices)
    organization = OrganizationField("所属组织")
    term_from = forms.DateField(label="任期开始", widget=forms.DateInput)
    term_to = forms.DateField(
        label="任期结束", required=False, widget=forms.DateInput, help_text="没有届期的可以不填。"
    )
    duty = forms.CharField(label="职责", required=False, max_length=300, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, actor: Actor, instance: Committee | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organization"].within(actor)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("term_from"), cleaned.get("term_to")
        if start and end and end < start:
            self.add_error("term_to", "任期结束不能早于开始，请核对。")
        return cleaned


class MembersForm(ActingForm):
    """The members in order, one per line: pasted from Excel or typed."""

    members = forms.CharField(
        label="成员名单",
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 14}),
        help_text="每行一人，按排名先后：姓名，职务。可以从Excel复制两列粘贴。同名的请写成“张三（1975），委员”。",
    )

    def clean_members(self) -> list[tuple[Person, str]]:
        seats, problems = seats_from_text(self.cleaned_data["members"], self.instance, self.actor)
        if problems:
            raise ValidationError(problems)
        return seats
