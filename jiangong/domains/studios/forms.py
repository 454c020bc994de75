"""What is typed about studios."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import organization_meant, units
from jiangong.domains.people.queries import person_meant, person_spelled
from jiangong.domains.studios import rules
from jiangong.domains.studios.choices import ReviewResult, StudioLevel
from jiangong.domains.studios.models import PARTS, Deadline, Grant, Result, Studio, Topic
from jiangong.domains.studios.queries.team import Seats, team_as_text, team_from_text
from jiangong.domains.studios.rules import StudioFacts
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.acting import ActingForm, ActingModelForm
from jiangong.kit.pages.fields import MeantField

PLAIN = (
    "name", "kind", "level", "industry", "founded_on", "place", "equipment", "rules_text", "introduction",
)  # fmt: skip
SHORT = forms.Textarea(attrs={"rows": 3})
MOST_UNITS = 500
PERSON_HELP = "写姓名；同名的写“姓名（单位）”。也可以写完整的身份证号或手机号。"


def person_field(actor: Actor, label: str, **options: Any) -> MeantField:
    """Somebody registered within reach, by name or number."""
    return MeantField(
        lambda text: person_meant(text, actor),
        names=["people"],
        spelled=person_spelled,
        label=label,
        help_text=PERSON_HELP,
        **options,
    )


class StudioForm(forms.ModelForm):
    """The facts of a studio; the leader is named here once, and changed by an act of its own."""

    field_order = (
        "name", "organization", "kind", "level", "leader", "industry", "founded_on", "place", "equipment",
        "rules_text", "introduction",
    )  # fmt: skip

    class Meta:
        model = Studio
        fields = PLAIN
        widgets = dict.fromkeys(("equipment", "rules_text", "introduction"), SHORT)
        help_texts = {"level": "命名以前填写设立工作室的级别，命名以后随命名改变。"}
        error_messages = {"name": {"required": "请填写名称。"}}

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.actor = actor
        studio = self.instance
        known = studio.organization if studio.organization_id else self.initial.get("organization")
        self.fields["organization"] = MeantField(
            lambda text: organization_meant(text, actor),
            known=known,
            spelled=lambda place: place.name,
            names=["organizations"],
            label="所属工会",
            help_text="管理这个工作室、计入其工作数的工会。",
        )
        if not studio.pk:
            self.fields["leader"] = person_field(actor, "领衔人", required=False)
        self.order_fields(self.field_order)

    @property
    def facts(self) -> StudioFacts:
        cleaned = self.cleaned_data
        return StudioFacts(
            organization=cleaned["organization"],
            leader=cleaned.get("leader"),
            **{name: cleaned[name] for name in PLAIN},
        )


class RegistrationForm(ActingForm):
    """From which day a complete studio counts."""

    registered_on = forms.DateField(label="登记日期", widget=forms.DateInput, initial=timezone.localdate)


class NamingForm(ActingForm):
    """A naming by a document."""

    level = forms.ChoiceField(label="命名级别", choices=StudioLevel.choices)
    named_on = forms.DateField(label="命名日期", widget=forms.DateInput, help_text="命名文件的成文日期。")
    basis = forms.CharField(
        label="命名文号",
        max_length=60,
        required=False,
        help_text="例如：郑工〔2021〕8号。已登记在“文件”里的会自动关联。",
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, actor=actor, **options)
        if self.instance is not None:
            open_ones = rules.levels_to_name(self.instance, actor)
            self.fields["level"].choices = [(one.value, one.label) for one in open_ones]
            if self.instance.level in open_ones:
                self.initial.setdefault("level", self.instance.level)


class RevocationForm(ActingForm):
    """From which day and why the sign comes down."""

    revoked_on = forms.DateField(label="撤销日期", widget=forms.DateInput, initial=timezone.localdate)
    reason = forms.CharField(
        label="理由", max_length=300, widget=SHORT, error_messages={"required": "请写明撤销的理由。"}
    )


class ReviewForm(ActingForm):
    """A year's confirmation."""

    year = forms.IntegerField(label="复核年度", min_value=2000, max_value=2100)
    result = forms.ChoiceField(label="结果", choices=ReviewResult.choices, widget=forms.RadioSelect)
    reviewed_on = forms.DateField(label="复核日期", widget=forms.DateInput, initial=timezone.localdate)
    reason = forms.CharField(
        label="理由", max_length=300, required=False, widget=SHORT, help_text="警告、撤销的必填。"
    )
    basis = forms.CharField(
        label="依据", max_length=60, required=False, help_text="复核文件的文号，可以不填。"
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, actor=actor, **options)
        self.initial.setdefault("year", timezone.localdate().year)


class LeaderForm(ActingForm):
    """Who leads from a day on."""

    from_on = forms.DateField(label="开始日期", widget=forms.DateInput, initial=timezone.localdate)
    reason = forms.CharField(
        label="更换原因", max_length=200, required=False, help_text="例如：退休、调离、岗位调整。"
    )

    field_order = ("person", "from_on", "reason")

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, actor=actor, **options)
        self.fields["person"] = person_field(actor, "新领衔人")
        self.order_fields(self.field_order)


class TeamForm(ActingForm):
    """The team in order, one per line: pasted from Excel or typed."""

    members = forms.CharField(
        label="团队名单",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="每行一人：姓名，角色。角色写骨干成员、成员、技术顾问或联络员，不写就是成员。"
        "可以从Excel复制两列粘贴；同名的写“姓名（单位）”。领衔人不用写。",
    )

    def __init__(self, *args: Any, actor: Actor, instance: Studio, **options: Any) -> None:
        super().__init__(*args, actor=actor, instance=instance, **options)
        self.initial.setdefault("members", team_as_text(instance))

    def clean_members(self) -> Seats:
        seats, problems = team_from_text(self.cleaned_data["members"], self.instance, self.actor)
        if problems:
            raise ValidationError(problems)
        return seats


class PublishingForm(ActingForm):
    """What everybody may see."""

    shown = forms.BooleanField(
        label="公开名片", required=False, help_text="任何人凭链接或二维码都能打开，不用登录；搜索引擎不收录。"
    )
    consents = forms.BooleanField(
        label="领衔人同意公开姓名",
        required=False,
        help_text="已取得领衔人本人同意才能勾选；不勾选时名片上不显示姓名。",
    )


class PartForm(forms.ModelForm):
    """One entry of the file; the studio it belongs to is given by the page."""

    def __init__(self, *args: Any, actor: Actor, studio: Studio, **options: Any) -> None:
        super().__init__(*args, **options)
        self.studio = studio
        if "topic" in self.fields:
            self.fields["topic"].queryset = studio.topics.filter(voided_at=None)
            self.fields["topic"].empty_label = "不属于某个课题"


class TopicForm(PartForm):
    """A problem the team works on."""

    class Meta:
        model = Topic
        fields = ("title", "started_on", "due_on", "finished_on", "outcome")


class ResultForm(PartForm):
    """What came of it."""

    class Meta:
        model = Result
        fields = ("title", "kind", "topic", "obtained_on", "benefit", "note")


class GrantForm(PartForm):
    """Money given."""

    class Meta:
        model = Grant
        fields = ("year", "amount", "source", "received_on", "note")


PART_FORMS: dict[str, type[PartForm]] = dict(zip(PARTS, (TopicForm, ResultForm, GrantForm), strict=True))


class DeadlinesForm(ActingForm):
    """One date for several units at once."""

    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    due_on = forms.DateField(label="登记期限", widget=forms.DateInput)
    units = forms.CharField(
        label="单位",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="每行一个单位；不填就是全部区县、产业、直属工会。已有期限的改为新期限。",
    )
    note = forms.CharField(label="说明", max_length=200, required=False)

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, actor=actor, **options)
        self.initial.setdefault("year", timezone.localdate().year)

    def clean_units(self) -> list[Organization]:
        lines = [line.strip() for line in self.cleaned_data["units"].splitlines() if line.strip()]
        if not lines:
            return list(units(self.actor))
        if len(lines) > MOST_UNITS:
            raise ValidationError(f"一次最多填写{MOST_UNITS}个单位，请分几次办理。")
        found, problems = [], []
        for line in dict.fromkeys(lines):
            try:
                found.append(organization_meant(line, self.actor))
            except ValueError as unclear:
                problems.append(str(unclear))
        if problems:
            raise ValidationError(problems)
        return list(dict.fromkeys(found))


class DeadlineForm(ActingModelForm):
    """Another date for one unit."""

    class Meta:
        model = Deadline
        fields = ("due_on", "note")


class VoidForm(ActingForm):
    """Why an entry is wrong."""

    reason = forms.CharField(
        label="理由", max_length=300, widget=SHORT, error_messages={"required": "请写明作废的理由。"}
    )
