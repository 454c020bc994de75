"""Rename, move, merge, split, close: each asked twice, the second time with its consequences."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiangong.domains.organizations.forms.fields import DayField, OrganizationsField, organization_field
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import kinds_to_open
from jiangong.kit.access.actor import Actor

PARTS = 4
INTO_THIS, INTO_NEW = "this", "new"
KEEP, END = "keep", "end"


class ChangeForm(forms.Form):
    """What every change needs: from when, on what ground, and whether its consequences were read."""

    starts_on = DayField(label="生效日期", help_text="可以是过去或将来的日期；将来的到期自动生效。")
    basis = forms.CharField(
        label="依据", max_length=200, required=False, help_text="批复或文件的名称、文号。"
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, instance: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.instance = actor, instance
        self.build()
        self.order_fields([*self.leading(), "starts_on", "basis", "confirmed"])

    def build(self) -> None:
        """Add the fields that depend on who acts on what."""

    def leading(self) -> list[str]:
        return [name for name in self.fields if name not in {"starts_on", "basis", "confirmed"}]

    def hide(self) -> None:
        """Carry everything along unseen while the consequences are shown."""
        for field in self.fields.values():
            field.widget = forms.HiddenInput()


class RenameForm(ChangeForm):
    """A new name from a day on."""

    name = forms.CharField(label="新名称", max_length=120)
    short_name = forms.CharField(label="新简称", max_length=40, required=False)


class MoveForm(ChangeForm):
    """Another parent from a day on, and another kind where the place asks for it."""

    new_kind = forms.ChoiceField(label="类别", required=False)

    def build(self) -> None:
        self.fields["parent"] = organization_field(self.actor, "新的上级组织")
        kinds = [(kind.value, kind.label) for kind in kinds_to_open(self.actor)]
        self.fields["new_kind"].choices = [("", "不变"), *kinds]

    def leading(self) -> list[str]:
        return ["parent", "new_kind"]


class MergeForm(ChangeForm):
    """Others merge with this one, into it or into something new."""

    into = forms.ChoiceField(
        label="合并方式",
        choices=((INTO_THIS, "并入本组织"), (INTO_NEW, "合并为一个新组织")),
        initial=INTO_THIS,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label="新组织名称", max_length=120, required=False, help_text="合并为新组织时填写。"
    )
    short_name = forms.CharField(label="新组织简称", max_length=40, required=False)

    def build(self) -> None:
        self.fields["others"] = OrganizationsField(
            actor=self.actor, label="与之合并的组织", help_text="每行一个名称，可以从表格中粘贴。"
        )

    def leading(self) -> list[str]:
        return ["others", "into", "name", "short_name"]

    def clean_others(self) -> list[Organization]:
        others = self.cleaned_data["others"]
        if self.instance in others:
            raise ValidationError("这里只填写其他组织，请去掉本组织。")
        return others

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("into") == INTO_NEW and not cleaned.get("name"):
            self.add_error("name", "合并为新组织时，请填写新组织的名称。")
        return cleaned


class SplitForm(ChangeForm):
    """New organizations leave this one; each line names a member that goes along."""

    remains = forms.ChoiceField(
        label="本组织",
        choices=((KEEP, "保留，只分出新组织"), (END, "撤销，由第一个新组织承接其余下级")),
        initial=KEEP,
        widget=forms.RadioSelect,
    )

    def build(self) -> None:
        for number in range(1, PARTS + 1):
            self.fields[f"name_{number}"] = forms.CharField(
                label=f"新组织{number}的名称", max_length=120, required=number == 1
            )
            self.fields[f"members_{number}"] = OrganizationsField(
                actor=self.actor,
                label=f"划给新组织{number}的下级",
                required=False,
                help_text="每行一个名称，可以从表格中粘贴。",
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in range(2, PARTS + 1):
            if cleaned.get(f"members_{number}") and not cleaned.get(f"name_{number}"):
                self.add_error(f"name_{number}", "已划给它下级组织，请填写它的名称。")
        return cleaned

    def parts(self) -> list[dict[str, Any]]:
        return [
            {"name": name, "children": self.cleaned_data[f"members_{number}"]}
            for number in range(1, PARTS + 1)
            if (name := self.cleaned_data[f"name_{number}"])
        ]


class CloseForm(ChangeForm):
    """An end, and who takes over."""

    def build(self) -> None:
        self.fields["successor"] = organization_field(
            self.actor,
            "承接组织",
            initial=self.instance.parent,
            help_text="下级组织和今后的查看权限归它。",
        )
