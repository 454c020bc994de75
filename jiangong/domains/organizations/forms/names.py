"""Other spellings, and answers to open names."""

from typing import Any

from django import forms

from jiangong.domains.organizations.forms.fields import organization_field
from jiangong.domains.organizations.models import NameQuestion
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.acting import ActingForm


class AliasForm(ActingForm):
    """Another way to write an organization's name."""

    text = forms.CharField(
        label="别名", max_length=120, help_text="文件、表格里出现过的写法。空格和全角半角不必区分。"
    )


class AnswerForm(forms.Form):
    """Which organization a name means."""

    def __init__(self, *args: Any, actor: Actor, instance: NameQuestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance = instance
        self.fields["organization"] = organization_field(
            actor, "对应的组织", help_text="填写名称或简称，从提示中选择。"
        )
