"""The form that issues a token."""

from typing import Any

from django import forms

from jiangong.kit.access.actor import Actor
from jiangong.kit.rest.tokens import offered_scopes, offered_writing


class TokenForm(forms.Form):
    """What the token is for, what it may read and do, and until when."""

    name = forms.CharField(
        label="用途", max_length=60, help_text="写明给哪个系统使用，例如：市大数据平台同步。"
    )
    scopes = forms.MultipleChoiceField(label="可读内容", widget=forms.CheckboxSelectMultiple, required=False)
    writing = forms.MultipleChoiceField(
        label="可办事项",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="不选就只能读。勾选后，持有令牌的系统可以本组织的名义办理。",
    )
    expires_on = forms.DateField(label="到期日", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = offered_scopes(actor)
        self.fields["writing"].choices = offered_writing(actor)

    def clean(self) -> dict[str, Any]:
        """Reading and writing are asked apart and kept together."""
        cleaned = super().clean() or {}
        writing = cleaned.pop("writing", [])
        return {**cleaned, "scopes": [*cleaned.get("scopes", []), *writing]}
