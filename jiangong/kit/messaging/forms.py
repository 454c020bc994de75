"""Forms about reminders and the ways they travel."""

from datetime import time
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from jiangong.kit.access.actor import Actor
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.messaging.allowed import permitted, told
from jiangong.kit.messaging.choosing import mail_is_set_up
from jiangong.kit.messaging.models import RungName, Target, Via
from jiangong.kit.messaging.targets import OPEN_FIELDS, offered_targets
from jiangong.kit.pages.acting import ActingForm

TIMES = [time(hour, minute) for hour in range(7, 20) for minute in (0, 30)]


class PreferenceForm(forms.Form):
    """How and when one is reminded."""

    via = forms.ChoiceField(label="提醒方式", widget=forms.RadioSelect)
    at = forms.TypedChoiceField(
        label="每天几点",
        coerce=time.fromisoformat,
        choices=[(one.isoformat("minutes"), one.isoformat("minutes")) for one in TIMES],
        help_text="每个工作日最多一条，没有事项就不发；夜间和休息日不发。",
    )
    email = forms.EmailField(
        label="邮箱", required=False, help_text="选“邮件”时填写。先收到一封确认信，点开确认后才开始发。"
    )
    target = forms.ModelChoiceField(
        label="群机器人、消息接口", queryset=Target.objects.none(), required=False, empty_label="请选择"
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = offered_targets(actor)
        shut = set()
        if not mail_is_set_up():
            shut.add(Via.EMAIL)
            del self.fields["email"]
        if offered.exists():
            self.fields["target"].queryset = offered
        else:
            shut.add(Via.TARGET)
            del self.fields["target"]
        self.fields["via"].choices = [pair for pair in Via.choices if pair[0] not in shut]

    def clean(self) -> dict[str, Any]:
        """The chosen way must lead somewhere."""
        cleaned = super().clean() or {}
        values = {**cleaned, "email": cleaned.get("email", ""), "target": cleaned.get("target")}
        if values.get("via") == Via.EMAIL and not values["email"] and "email" not in self.errors:
            raise ValidationError({"email": "请填写邮箱，或改选“只在平台内”。"})
        if values.get("via") == Via.TARGET and values["target"] is None and "target" not in self.errors:
            raise ValidationError({"target": "请选择一个群机器人或消息接口，或改选“只在平台内”。"})
        return values


class EmailConfirmForm(ActingForm):
    """The token of the link."""

    token = forms.CharField(max_length=300, widget=forms.HiddenInput)


class LadderForm(forms.Form):
    """How many days before and after; the rungs must follow each other."""

    before = forms.IntegerField(label="到期前几天提醒单位", min_value=1, max_value=30)
    above = forms.IntegerField(label="逾期几天后提醒上级", min_value=1, max_value=30)
    leader = forms.IntegerField(
        label="逾期几天后提醒分管领导",
        min_value=1,
        max_value=60,
        help_text="到期当天总会提醒单位。每一级只提醒一次，并入每日提醒；办结后不再提醒。",
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.unit = "天"

    def clean(self) -> dict[str, Any]:
        """Nobody's leader hears of it before the level above."""
        cleaned = super().clean() or {}
        if {"above", "leader"} <= set(cleaned) and cleaned["leader"] < cleaned["above"]:
            raise ValidationError({"leader": "提醒分管领导应不早于提醒上级，请改大。"})
        return cleaned

    @property
    def days(self) -> dict[str, int]:
        """By rung, counted from the day something is due."""
        said = self.cleaned_data
        return {
            RungName.BEFORE.value: -said["before"],
            RungName.DUE.value: 0,
            RungName.ABOVE.value: said["above"],
            RungName.LEADER.value: said["leader"],
        }


class TargetForm(forms.ModelForm):
    """A target; what is kept sealed is never shown again."""

    address = forms.CharField(
        label="地址",
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="从机器人设置里完整复制的网址，加密保存，以后不再显示。",
    )
    secret = forms.CharField(
        label="签名密钥",
        max_length=200,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="钉钉选“加签”时的密钥，或消息接口约定的密钥；企业微信没有。钉钉用关键词的，关键词设为“建功”。",
    )

    class Meta:
        model = Target
        fields = OPEN_FIELDS

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organizations = apps.get_model("organizations", "Organization").unscoped.filter(closed_on=None)
        near = models.Q(parent=None) | models.Q(parent__parent=None)
        self.fields["organization"].queryset = organizations.filter(near).exclude(
            kind__in=("department", "partner")
        )
        self.fields["organization"].empty_label = "不属于某个单位"
        self.fields["address"].help_text = f"{self.fields['address'].help_text}{told()}"
        if self.instance.pk:
            for name in ("address", "secret"):
                self.fields[name].required = False
                self.fields[name].help_text = f"不改就留空。{told() if name == 'address' else ''}"

    def clean_address(self) -> str:
        """Only where the operator allows."""
        address = self.cleaned_data["address"].strip()
        try:
            if address:
                permitted(address)
        except Refusal as refusal:
            raise ValidationError(refusal.sentence) from None
        return address
