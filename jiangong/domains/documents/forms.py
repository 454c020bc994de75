"""Input shapes of documents."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.documents.choices import Direction
from jiangong.domains.documents.models import Document
from jiangong.domains.documents.queries import (
    Candidate,
    possible_handlers,
    possible_leaders,
    same_official_number,
)
from jiangong.domains.documents.rules import normalize_official_number
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.acting import ActingForm

OPINION = forms.Textarea(attrs={"rows": 4})


class DocumentForm(forms.ModelForm):
    """The facts of a document as they stand on it."""

    duplicate_accepted = forms.BooleanField(
        label="文号相同，仍要登记", required=False, help_text="确属另一份文件时勾选，例如附件单独来文。"
    )

    field_order = ("direction", "title", "official_number", "duplicate_accepted")

    class Meta:
        model = Document
        fields = (
            "direction",
            "title",
            "official_number",
            "issuer_name",
            "issued_on",
            "received_on",
            "due_on",
            "urgency",
            "pages",
            "copies",
            "summary",
        )
        widgets = {
            "direction": forms.RadioSelect,
            "urgency": forms.RadioSelect,
            "summary": forms.Textarea(attrs={"rows": 4}),
        }
        error_messages = {"title": {"required": "请填写标题。"}}

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["received_on"].help_text = "收文必填。"
        self.fields["issuer_name"].help_text = "收文必填，写全称；发文空着就是本单位。"
        if self.instance.pk:
            del self.fields["direction"]
        if not self.is_bound or not self._twins(self._typed_number()).exists():
            del self.fields["duplicate_accepted"]

    @property
    def direction(self) -> str:
        return self.instance.direction if self.instance.pk else self.data.get("direction", "")

    def clean_official_number(self) -> str:
        return normalize_official_number(self.cleaned_data["official_number"])

    def clean_received_on(self) -> Any:
        received = self.cleaned_data["received_on"]
        if received and received > timezone.localdate():
            raise ValidationError("收文日期不能晚于今天。")
        return received

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.direction == Direction.INCOMING:
            self._require("issuer_name", "收文请填写来文单位。")
            self._require("received_on", "收文请填写收文日期。")
        self._check_dates(cleaned)
        self._check_twins(cleaned)
        return cleaned

    def _require(self, field: str, sentence: str) -> None:
        if field not in self.errors and not self.cleaned_data.get(field):
            self.add_error(field, sentence)

    def _check_dates(self, cleaned: dict[str, Any]) -> None:
        issued, received, due = (cleaned.get(name) for name in ("issued_on", "received_on", "due_on"))
        if issued and received and received < issued:
            self.add_error("received_on", "收文日期不能早于成文日期。请核对两个日期。")
        if due and (start := received or issued) and due < start:
            self.add_error("due_on", "办理期限不能早于收文（成文）日期。")

    def _check_twins(self, cleaned: dict[str, Any]) -> None:
        """The same number twice is usually the same document twice: say which, and let the clerk insist."""
        if cleaned.get("duplicate_accepted"):
            return
        twin = self._twins(cleaned.get("official_number", "")).first()
        if twin is not None:
            self.add_error(
                "official_number",
                f"这个文号已登记为{twin.register_number}《{twin.title}》。确属另一份文件的，请勾选“文号相同，仍要登记”。",
            )

    def _twins(self, number: str) -> Any:
        if not number:
            return Document.objects.none()
        found = same_official_number(number, self.actor.organization_id, self.direction)
        return found.exclude(pk=self.instance.pk)

    def _typed_number(self) -> str:
        return normalize_official_number(self.data.get("official_number", "")[:200])


class PersonField(forms.TypedChoiceField):
    """One of the people who may be asked, grouped by organization; cleans to the user."""

    def __init__(self, candidates: list[Candidate], *, empty: str = "请选择", **kwargs: Any) -> None:
        choices = [("", empty), *_grouped(candidates)]
        super().__init__(choices=choices, coerce=_user, empty_value=None, **kwargs)


class PeopleField(forms.TypedMultipleChoiceField):
    """Several of them."""

    def __init__(self, candidates: list[Candidate], **kwargs: Any) -> None:
        super().__init__(choices=_grouped(candidates), coerce=_user, **kwargs)


def _user(pk: str) -> User:
    return User.objects.get(pk=pk)


def _grouped(candidates: Iterable[Candidate]) -> list[tuple[str, list[tuple[int, str]]]]:
    return [
        (
            organization,
            [(one.user_id, f"{one.name}（{one.title}）" if one.title else one.name) for one in group],
        )
        for organization, group in groupby(candidates, key=lambda one: one.organization)
    ]


class ProposalForm(ActingForm):
    """What should be done, and who decides."""

    opinion = forms.CharField(
        label="拟办意见", max_length=1000, widget=OPINION, error_messages={"required": "请填写拟办意见。"}
    )
    due_on = forms.DateField(label="办理期限", required=False, widget=forms.DateInput)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["leader"] = PersonField(
            possible_leaders(actor), label="批示领导", error_messages={"required": "请选择批示领导。"}
        )
        self.order_fields(("opinion", "leader", "due_on"))


class InstructionForm(ActingForm):
    """What is to be done, and who does it."""

    opinion = forms.CharField(
        label="批示意见", max_length=1000, widget=OPINION, error_messages={"required": "请填写批示意见。"}
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        people = possible_handlers(actor)
        self.fields["handler"] = PersonField(
            people, label="承办人", error_messages={"required": "请选择承办人。"}
        )
        self.fields["co_handlers"] = PeopleField(
            people, label="协办人", required=False, help_text="可选多人，协办人能看到文件并上传办理结果。"
        )


class CompletionForm(ActingForm):
    """What came of it."""

    opinion = forms.CharField(
        label="办理结果", max_length=1000, widget=OPINION, error_messages={"required": "请填写办理结果。"}
    )
