"""The form in which somebody says whom they are tied to."""

from dataclasses import replace
from functools import partial
from typing import Any

from django import forms

from jiangong.domains.assessments.models import Declaration
from jiangong.domains.organizations.queries import organization_meant
from jiangong.domains.people.models import Person
from jiangong.domains.people.queries import person_meant, person_spelled
from jiangong.kit.access.actor import NOWHERE, Actor, system_actor
from jiangong.kit.pages.fields import MeantField


class DeclarationForm(forms.ModelForm):
    """A relation and whom or which unit it concerns; whoever organizes may enter it for somebody else."""

    class Meta:
        model = Declaration
        fields = ("relation", "note")

    def __init__(self, *args: Any, actor: Actor, declarer: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sees_people = actor.can("people.view")
        # Who may not look people up names them with their number, so that nothing can be found out by trying.
        looking = actor if sees_people else replace(actor, scope_path=NOWHERE)
        self.declarer = declarer
        if actor.can("assessments.organize"):
            self.fields["person"] = MeantField(
                partial(person_meant, actor=actor),
                names=["people"],
                label="申报人",
                spelled=person_spelled,
                required=declarer is None,
                help_text="留空为本人。" if declarer else "",
            )
        self.fields["relative"] = MeantField(
            partial(person_meant, actor=looking),
            names=["people"],
            label="相关人员",
            spelled=person_spelled,
            required=False,
            help_text="姓名（单位）。"
            if sees_people
            else "姓名和手机号，中间用逗号分开；不便填写的只填单位。",
        )
        self.fields["unit"] = MeantField(
            partial(organization_meant, actor=system_actor()),
            label="相关单位",
            required=False,
            help_text="亲属任职、参评或有利害关系的单位，写全称或常用简称。",
        )
        self.order_fields(("person", "relation", "relative", "unit", "note"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        person = cleaned.get("person") or self.declarer
        if not cleaned.get("relative") and not cleaned.get("unit") and not self.errors:
            self.add_error("unit", "请填写相关人员或者相关单位。")
        if person is not None and cleaned.get("relative") == person:
            self.add_error("relative", "相关人员不能是申报人本人。")
        if person is not None:
            self.instance.person = person
            self.instance.organization_id = person.organization_id
        self.instance.relative, self.instance.unit = cleaned.get("relative"), cleaned.get("unit")
        return cleaned
