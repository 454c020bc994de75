"""Forms of a programme: its facts, its stages and places as lines of text, its rules."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from jiangong.domains.honors.choices import EligibilityKind, StageKind
from jiangong.domains.honors.forms.days import PlausibleDays
from jiangong.domains.honors.models import (
    EligibilityRule,
    Nomination,
    Programme,
    Quota,
    Stage,
    StructureRule,
)
from jiangong.domains.honors.rules.days import EARLIEST
from jiangong.domains.organizations.queries import home_of, organizations_meant
from jiangong.domains.titles.queries import offered_titles
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.acting import ActingForm, ActingModelForm
from jiangong.lib.dates import parse_date

SHORT = forms.Textarea(attrs={"rows": 3})
PARTS = re.compile(r"[,，、\t]")
SEPARATE = "单列"
EVERYBODY = "全部"
MOST_LINES = 400
USUAL_STAGES = (
    "单位公示，单位公示\n评审，初审\n部门意见，征求部门意见\n评审，复审\n公示，市级公示\n决定，公布"
)


class StepForm(PlausibleDays, ActingForm):
    """A form of one step: it knows who fills it in, and for what; its days are plausible."""


class ProgrammeForm(PlausibleDays, ActingModelForm):
    """What a programme is, on what it rests and what it asks."""

    spans = (
        ("nominate_from", "nominate_until", "推荐截止不能早于推荐开始。"),
        ("valid_from", "valid_until", "依据有效期不能早于生效日期，请核对。"),
        ("deeds_min", "deeds_max", "事迹最多字数不能少于最少字数。"),
    )

    categories = forms.CharField(
        label="类别",
        required=False,
        max_length=400,
        widget=SHORT,
        help_text="每行一个，例如：企业职工、农民工、机关事业单位。不分类别的留空。",
    )
    required_files = forms.MultipleChoiceField(
        label="必备材料",
        required=False,
        choices=[(slot.name, slot.label) for slot in Nomination.attachment_slots],
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Programme
        fields = (
            "name", "year", "kind", "title", "places", "categories", "note",
            "basis_number", "basis_authority", "basis_entry", "valid_from", "valid_until",
            "nominate_from", "nominate_until", "deeds_min", "deeds_max", "required_files",
            "unit_notice_days", "notice_days", "notice_source", "issuer", "number_prefix",
        )  # fmt: skip
        widgets = {"note": SHORT}
        error_messages = {"name": {"required": "请填写项目名称。"}, "places": {"required": "请填写名额。"}}

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, actor=actor, **options)
        known = self.instance.title if self.instance.title_id else None
        title: Any = self.fields["title"]
        title.queryset = offered_titles(actor, known)
        title.empty_label = "请选择"
        if self.instance.pk:
            self.initial["categories"] = "\n".join(self.instance.categories)
        if home := home_of(actor):
            self.instance.organization = self.instance.organization if self.instance.pk else home

    def clean_categories(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["categories"].splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        if any(len(one) > 30 for one in found):
            raise ValidationError("每个类别不超过30个字。")
        return found

    def clean_year(self) -> int:
        year, latest = self.cleaned_data["year"], timezone.localdate().year + 2
        if not EARLIEST <= year <= latest:
            raise ValidationError(f"年度请填{EARLIEST}到{latest}之间的年份。")
        return year


class StagesForm(StepForm):
    """The pipeline, one stage per line."""

    lines = forms.CharField(
        label="环节",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 9, "spellcheck": "false"}),
        help_text="每行一个环节：类别，名称，计划日期（可以不写）。类别有单位公示、评审、部门意见、公示、决定；最后一个必须是决定。",
    )

    def __init__(self, *args: Any, actor: Actor, instance: Programme, **options: Any) -> None:
        super().__init__(*args, actor=actor, instance=instance, **options)
        told = [
            "，".join(filter(None, (one.get_kind_display(), one.name, str(one.planned_on or ""))))
            for one in instance.pipeline()
        ]
        self.initial.setdefault("lines", "\n".join(told) or USUAL_STAGES)

    def clean_lines(self) -> list[Stage]:
        lines = [line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        if len(lines) > 15:
            raise ValidationError("最多设置15个环节。")
        found = [_stage(number, line) for number, line in enumerate(lines, 1)]
        if not found or found[-1].kind != StageKind.DECISION:
            raise ValidationError("最后一个环节必须是决定，例如：决定，公布。")
        if sum(one.kind == StageKind.DECISION for one in found) > 1:
            raise ValidationError("只能有一个决定环节。")
        return found


def _stage(number: int, line: str) -> Stage:
    kind, *rest = [part.strip() for part in PARTS.split(line)]
    labels = {str(label): value for value, label in StageKind.choices}
    if kind not in labels:
        raise ValidationError(
            f"第{number}行的类别“{kind[:10]}”没有读懂，请写单位公示、评审、部门意见、公示或决定。"
        )
    name = rest[0] if rest and rest[0] else kind
    if len(name) > 30 or len(rest) > 2:
        raise ValidationError(f"第{number}行没有读懂，请写成：类别，名称，计划日期。")
    return Stage(
        kind=labels[kind], name=name, planned_on=_day(number, rest[1]) if len(rest) > 1 and rest[1] else None
    )


def _day(number: int, text: str) -> date:
    try:
        return parse_date(text)
    except ValueError as unclear:
        raise ValidationError(f"第{number}行：{unclear}") from None


class QuotasForm(StepForm):
    """The places of units and categories, one per line: typed or pasted from a sheet."""

    lines = forms.CharField(
        label="名额分配",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        help_text="每行：单位，名额，可多报备选，类别，单列。后三项可以不写；不限单位的写“全部”。不分配的全部留空。"
        "可以从Excel复制粘贴。",
    )

    def __init__(self, *args: Any, actor: Actor, instance: Programme, **options: Any) -> None:
        super().__init__(*args, actor=actor, instance=instance, **options)
        rows = instance.quotas.select_related("unit")
        self.initial.setdefault("lines", "\n".join(_spelled(one) for one in rows))

    def clean_lines(self) -> list[Quota]:
        lines = [line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise ValidationError(f"一次最多分配{MOST_LINES}行，请核对。")
        parts = [[part.strip() for part in PARTS.split(line)] for line in lines]
        meant = organizations_meant({one[0] for one in parts} - {EVERYBODY}, self.actor)
        problems: list[str] = []
        found: dict[tuple, Quota] = {}
        for number, one in enumerate(parts, 1):
            try:
                quota = self._quota(one, meant)
            except ValueError as unclear:
                problems.append(f"第{number}行：{unclear}")
                continue
            key = (quota.unit_id, quota.category, quota.is_separate)
            if key in found:
                problems.append(f"第{number}行和前面的行重复，请合并。")
            found[key] = quota
        if problems:
            raise ValidationError(problems[:8])
        return list(found.values())

    def _quota(self, parts: list[str], meant: dict[str, Any]) -> Quota:
        unit = None if parts[0] == EVERYBODY else meant[parts[0]]
        if isinstance(unit, str):
            raise ValueError(unit)
        is_separate = SEPARATE in parts[1:]
        rest = [part for part in parts[1:] if part and part != SEPARATE]
        numbers = [int(part) for part in rest[:2] if part.isascii() and part.isdigit() and len(part) < 6]
        words = rest[len(numbers) :]
        if not numbers or len(words) > 1:
            raise ValueError("没有读懂，请写成：单位，名额，可多报备选，类别。")
        category = words[0] if words else ""
        if category and category not in self.instance.categories:
            raise ValueError(f"项目没有“{category}”这个类别，请核对。")
        spare = numbers[1] if len(numbers) > 1 else 0
        return Quota(unit=unit, places=numbers[0], spare=spare, category=category, is_separate=is_separate)


def _spelled(one: Quota) -> str:
    unit = one.unit.name if one.unit else EVERYBODY
    separate = SEPARATE if one.is_separate else ""
    return "，".join(filter(None, (unit, str(one.places), str(one.spare or ""), one.category, separate)))


class RuleForm(PlausibleDays, ActingModelForm):
    """What every rule says: from where, from when until when."""

    spans = (("from_on", "until_on", "结束日期不能早于开始日期。"),)

    def __init__(self, *args: Any, actor: Actor, programme: Programme | None = None, **options: Any) -> None:
        super().__init__(*args, actor=actor, **options)
        self.programme = programme


class StructureForm(RuleForm):
    """A bound on the make-up of the list."""

    class Meta:
        model = StructureRule
        fields = (
            "trait", "comparison", "share", "number", "base", "rounding", "source", "from_on", "until_on",
        )  # fmt: skip

    def clean_base(self) -> str:
        base = self.cleaned_data["base"].strip()
        if base and self.programme is not None and base not in self.programme.categories:
            raise ValidationError(f"项目没有“{base}”这个类别，请核对。")
        return base


class EligibilityForm(RuleForm):
    """A condition each candidate must fulfil."""

    class Meta:
        model = EligibilityRule
        fields = ("kind", "number", "level", "trait", "source", "from_on", "until_on")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        needed = {
            EligibilityKind.MIN_AGE: "number",
            EligibilityKind.MAX_AGE: "number",
            EligibilityKind.NO_REPEAT: "number",
            EligibilityKind.PRIOR_LEVEL: "level",
            EligibilityKind.REQUIRED_TRAIT: "trait",
            EligibilityKind.BARRED_TRAIT: "trait",
        }.get(EligibilityKind(kind) if kind else EligibilityKind.MIN_AGE, "number")
        if kind and not cleaned.get(needed):
            self.add_error(needed, "这个条件需要填写这一项。")
        return cleaned


RULE_FORMS: dict[str, tuple[type[StructureForm] | type[EligibilityForm], type]] = {
    "structure": (StructureForm, StructureRule),
    "eligibility": (EligibilityForm, EligibilityRule),
}


class WaiveForm(StepForm):
    """Why one goes on in spite of a finding."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=120)
    reason = forms.CharField(
        label="放行理由",
        max_length=300,
        widget=SHORT,
        help_text="写明依据和研究情况；您的姓名和理由记入项目档案。",
        error_messages={"required": "请写明放行的理由。"},
    )
