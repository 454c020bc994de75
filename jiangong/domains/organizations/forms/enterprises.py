"""An enterprise's file."""

from typing import Any

from django import forms

from jiangong.domains.organizations.forms.fields import if_given, organization_field
from jiangong.domains.organizations.models import Enterprise
from jiangong.domains.organizations.queries.dictionaries import chain_names
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.fields import ReadField
from jiangong.lib.codes import normalize_credit_code


class EnterpriseForm(forms.ModelForm):
    """Who keeps the file, what the enterprise is, and its union if it has one."""

    credit_code = ReadField(
        if_given(normalize_credit_code),
        label="统一社会信用代码",
        required=False,
        help_text="18位。校验位不符只提醒，不阻止保存。",
    )

    class Meta:
        model = Enterprise
        fields = (
            "name",
            "credit_code",
            "organization",
            "union",
            "above_scale",
            "ownership",
            "industry",
            "chain",
            "high_risk",
            "workers_count",
        )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"] = organization_field(
            actor, "所属组织", help_text="由哪个工会管理这份企业资料。"
        )
        self.fields["union"] = organization_field(
            actor,
            "企业工会",
            required=False,
            help_text="还没有建立工会的，不填。",
        )
        known = self.instance.pk is not None
        self.initial["organization"] = self.instance.organization if known else actor.organization
        self.initial["union"] = self.instance.union
        chains = chain_names()
        if self.instance.chain and self.instance.chain not in chains:
            chains.append(self.instance.chain)
        self.fields["chain"] = forms.ChoiceField(
            label="产业链", required=False, choices=[("", "不填"), *((name, name) for name in chains)]
        )
