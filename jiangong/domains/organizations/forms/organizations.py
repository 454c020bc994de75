"""Opening an organization and changing its card."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.forms.fields import DayField, if_given, organization_field
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import kinds_to_open
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.fields import ReadField
from jiangong.lib.codes import normalize_credit_code, normalize_division_code

FIRST_YEAR = 1949
CARD = (
    "territory", "credit_code", "division_code", "division_year", "address", "phone", "members_count",
)  # fmt: skip


class CardForm(forms.ModelForm):
    """What an organization's card says besides its place in the tree."""

    credit_code = ReadField(
        if_given(normalize_credit_code),
        label="统一社会信用代码",
        required=False,
        help_text="18位，工会以81或89开头。校验位不符只提醒，不阻止保存。",
    )
    division_code = ReadField(
        if_given(normalize_division_code),
        label="行政区划代码",
        required=False,
        help_text="GB/T 2260的6位数字，须同时填写年份；开发区没有法定代码可以不填。",
    )

    class Meta:
        model = Organization
        fields: tuple[str, ...] = ("short_name", *CARD, "position")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grounds = Q(kind__in=(OrganizationKind.DISTRICT, OrganizationKind.ZONE), closed_on=None)
        field = self.fields["territory"]
        field.queryset = (
            Organization.objects.visible_to(actor)
            .filter(grounds | Q(pk=self.instance.territory_id))
            .order_by("position", "pk")
        )
        field.empty_label = "不填"
        field.help_text = "组织所在的区县（市）或开发区。"
        self.fields["division_year"].min_value = FIRST_YEAR

    def clean_division_year(self) -> int | None:
        year = self.cleaned_data["division_year"]
        latest = timezone.localdate().year
        if year is not None and not FIRST_YEAR <= year <= latest:
            raise ValidationError(f"年份应在{FIRST_YEAR}至{latest}之间，请改正。")
        return year

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("division_code") and not cleaned.get("division_year"):
            self.add_error("division_year", "区划会调整，请填写这个代码所属的年份。")
        return cleaned


class OpeningForm(CardForm):
    """A new organization with the day it begins."""

    name = forms.CharField(label="名称", max_length=120, help_text="公文中使用的全称。")
    short_name = forms.CharField(label="简称", max_length=40, required=False)
    kind = forms.ChoiceField(label="类别")
    starts_on = DayField(label="成立日期", help_text="可以是过去或将来的日期。")
    basis = forms.CharField(
        label="依据", max_length=200, required=False, help_text="批复或文件的名称、文号。"
    )
    field_order = ("name", "short_name", "kind", "parent", "starts_on", "basis", *CARD)

    class Meta(CardForm.Meta):
        fields = ("short_name", *CARD)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds_to_open(actor)]
        self.fields["parent"] = organization_field(
            actor, "上级组织", help_text="填写名称或简称，从提示中选择。"
        )
        self.order_fields(self.field_order)

    def facts(self) -> dict[str, Any]:
        """Columns of the card that were filled in."""
        return {name: self.cleaned_data[name] for name in CARD}
