"""What accounts ask for."""

import re
from typing import Any, cast

from django import forms
from django.contrib.auth.password_validation import get_default_password_validators
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from jiangong.domains.accounts.actions.own_account import prove_password
from jiangong.domains.accounts.actions.users import MOST_AT_ONCE
from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.queries import (
    appointable_organizations,
    grantable_roles,
    nearby_organizations,
    units_without_account,
)
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import Actor
from jiangong.kit.commands.errors import Refusal
from jiangong.lib.digits import whole_number

USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,39}")


class SignInForm(forms.Form):
    """Account and password."""

    username = forms.CharField(
        label="账号",
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label="密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    large = forms.BooleanField(label="长辈版大字", required=False)

    def clean_username(self) -> str:
        return self.cleaned_data["username"].strip().lower()


class ActingForm(forms.Form):
    """A form that knows who fills it in."""

    def __init__(self, *args: Any, actor: Actor | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Only the second step of signing in has none, and its form asks for none.
        self.actor = cast("Actor", actor)


class CodeForm(ActingForm):
    """The six digits on the phone, or a recovery code."""

    code = forms.CharField(
        label="验证码",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )


class ProofForm(ActingForm):
    """The current password, asked again before something that matters."""

    current = forms.CharField(
        label="当前密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_current(self) -> str:
        # Before the command's transaction, so that a wrong guess stays counted.
        try:
            prove_password(self.actor.user, self.cleaned_data["current"])
        except Refusal as refusal:
            raise ValidationError(refusal.sentence) from refusal
        return self.cleaned_data["current"]


class PasswordForm(ProofForm):
    """A new password, typed twice."""

    password = forms.CharField(
        label="新密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    repeated = forms.CharField(
        label="再输入一次新密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        least = max(getattr(one, "min_length", 0) for one in get_default_password_validators())
        self.fields[
            "password"
        ].help_text = f"至少{least}个字符；不能全是数字，不能是常见密码，也不能与姓名、账号相近。"

    def clean_repeated(self) -> str:
        if self.cleaned_data["repeated"] != self.cleaned_data.get("password"):
            raise ValidationError("两次输入的新密码不一致，请重新输入。")
        return self.cleaned_data["repeated"]


class NameForm(ActingForm):
    """How a user is called on every page."""

    name = forms.CharField(label="姓名", max_length=40)


class AccountForm(NameForm):
    """A person's account without rights, as the system administrator opens it."""

    username = forms.CharField(
        label="账号",
        max_length=40,
        help_text="3到40个小写字母、数字、点、横线或下划线，以字母开头。",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_username(self) -> str:
        username = self.cleaned_data["username"].strip().lower()
        if not USERNAME.fullmatch(username):
            raise ValidationError("账号应为3到40个小写字母、数字、点、横线或下划线，并以字母开头。")
        if User.objects.filter(username=username).exists():
            raise ValidationError("这个账号已有人使用，请换一个。")
        return username


class PlaceFields(ActingForm):
    """Role and organization, offered as far as the actor may appoint."""

    organization = forms.ModelChoiceField(label="任职组织", queryset=Organization.objects.none())
    role = forms.ChoiceField(label="角色")
    title = forms.CharField(label="职务", max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = grantable_roles(self.actor)
        self.fields["role"].choices = [("", "请选择"), *((role.key, role.label) for role in roles)]
        field = self.fields["organization"]
        reach = field.queryset = appointable_organizations(self.actor)
        near = nearby_organizations(self.actor).order_by("path", "position")
        offered = {one.pk: one.name for one in near}
        field.choices = [("", "请选择"), *self._with_chosen(reach, offered).items()]

    def _with_chosen(self, reach: QuerySet[Organization], offered: dict[int, str]) -> dict[int, str]:
        """What came with the address or the submission stands in the list too, if it is in reach."""
        chosen = str(self.data.get("organization") or self.initial.get("organization") or "")
        if (key := whole_number(chosen)) is not None and key not in offered:
            offered.update(reach.filter(pk=key).values_list("pk", "name"))
        return offered


class AppointedAccountForm(AccountForm, PlaceFields):
    """A person's account with the first appointment."""

    field_order = ("name", "username", "organization", "role", "title")


class GrantForm(PlaceFields):
    """One more appointment for a user."""

    starts_on = forms.DateField(label="开始日期", initial=timezone.localdate, widget=forms.DateInput)
    ends_on = forms.DateField(
        label="结束日期", required=False, widget=forms.DateInput, help_text="不含当天；不填表示长期。"
    )
    reason = forms.CharField(label="理由", max_length=200, required=False)


class UnitAccountsForm(ActingForm):
    """One account for each chosen union of the level below that has none."""

    organizations = forms.ModelMultipleChoiceField(
        label="为这些单位各开通一个账号",
        queryset=Organization.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, parent: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = units_without_account(self.actor, parent)
        field = self.fields["organizations"]
        field.queryset = found
        field.choices = [(one.pk, one.name) for one in found[:MOST_AT_ONCE]]


class PeopleAccountsForm(PlaceFields):
    """One account for each name, all in one organization and role."""

    names = forms.CharField(
        label="姓名",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=f"一行一个，可以从Excel粘贴一列，最多{MOST_AT_ONCE}个。",
    )

    def clean_names(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if too_long := next((name for name in names if len(name) > 40), ""):
            raise ValidationError(f"“{too_long[:12]}…”超过40个字，请一行只填一个姓名。")
        return names


class ReceiverForm(ActingForm):
    """Another user, named exactly; no list of accounts is offered to those who may not see it."""

    username = forms.CharField(
        label="对方账号",
        max_length=40,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_username(self) -> User:
        username = self.cleaned_data["username"].strip().lower()
        found = User.objects.filter(username=username, console="", is_active=True).first()
        if found is None:
            raise ValidationError("没有这个可用的账号，请向对方核对后重新填写。")
        return found


class DelegationForm(ReceiverForm):
    """To whom a post is lent, until when and why."""

    ends_on = forms.DateField(
        label="结束日期", widget=forms.DateInput, help_text="不含当天；到期自动收回，也可以提前收回。"
    )
    reason = forms.CharField(label="委托理由", max_length=200)
