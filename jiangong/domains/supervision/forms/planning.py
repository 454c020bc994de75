"""Plans and draws: what is asked."""

from operator import attrgetter
from typing import Any

from django import forms
from django.utils import timezone

from jiangong.domains.assessments.models import Rubric
from jiangong.domains.documents.rules import document_meant
from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import home_of
from jiangong.domains.plans.choices import PUBLISHED_STATES
from jiangong.domains.plans.models import Plan
from jiangong.domains.supervision.actions.drawing import SHORTEST_SECRET, Absence, Seed, seed_text
from jiangong.domains.supervision.choices import SeedKind
from jiangong.domains.supervision.models import InspectionPlan
from jiangong.domains.supervision.queries.pools import NOT_INSPECTED, inspector_pool, live_draw
from jiangong.domains.supervision.rules import seed_day_fault
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.acting import ActingForm
from jiangong.kit.pages.fields import MeantField

WHAT = ("title", "year", "purpose", "basis", "document", "starts_on", "ends_on")
CHECKED = ("plan", "rubric", "own_items")
DRAWN = ("kinds", "unit_count", "pool", "team_size", "most_visits", "is_announced")
WEIGHTS = ("weight_never", "weight_long", "long_months", "avoid_years")
GROUPS = (
    ("计划", WHAT, False),
    ("查什么（至少选一样）", CHECKED, False),
    ("怎么抽", DRAWN, False),
    ("权重和回避", WEIGHTS, True),
)
UNITS = {
    "unit_count": "家",
    "team_size": "人",
    "most_visits": "次",
    "long_months": "个月",
    "avoid_years": "年",
}


class InspectionPlanForm(forms.ModelForm):
    """What is inspected, why, when, and how units are drawn."""

    class Meta:
        model = InspectionPlan
        fields = (*WHAT[:4], *WHAT[5:], *CHECKED, *DRAWN, *WEIGHTS)
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 2}),
            "own_items": forms.Textarea(attrs={"rows": 3}),
            "pool": forms.RadioSelect,
        }
        help_texts = {
            "plan": "按计划分给单位的任务核对上报数。",
            "rubric": "按评分标准的各项生成检查表。",
            "weight_never": "抽中的机会是近期检查过的单位的几倍。",
            "weight_long": "抽中的机会是近期检查过的单位的几倍。",
            "avoid_years": "从被检查单位调离不满这么多年的督导员须回避。",
            "most_visits": "本级和所属单位的各项督导计划合并计算。",
        }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"] = MeantField(
            lambda text: document_meant(text, actor),
            label="依据文件",
            required=False,
            max_length=200,
            known=self.instance.document,
            help_text="已登记文件的文号、登记号或标题；没有登记的可以不填。",
        )
        self.fields["plan"] = forms.ModelChoiceField(
            Plan.objects.visible_to(actor).filter(state__in=PUBLISHED_STATES),
            label="所查计划",
            required=False,
            empty_label="不核对计划数",
            help_text=self.fields["plan"].help_text,
        )
        self.fields["rubric"] = forms.ModelChoiceField(
            Rubric.objects.visible_to(actor),
            label="检查标准",
            required=False,
            empty_label="不用评分标准",
            help_text=self.fields["rubric"].help_text,
        )
        self.fields["rubric"].label_from_instance = attrgetter("dated")
        self.fields["kinds"] = forms.MultipleChoiceField(
            label="抽取范围",
            required=False,
            choices=_kinds_below(actor),
            widget=forms.CheckboxSelectMultiple,
            help_text="不选就是全部直接下级单位。",
        )
        for name, unit in UNITS.items():
            self.fields[name].unit = unit
        if not self.instance.pk:
            self.initial["year"] = timezone.localdate().year
        self.order_fields((*WHAT, *CHECKED, *DRAWN, *WEIGHTS))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "检查结束不能早于检查开始，请核对。")
        if last and cleaned.get("year") and last.year != cleaned["year"]:
            self.add_error("ends_on", f"检查应在{cleaned['year']}年内结束；跨年的请分开拟定。")
        chosen = [name for name in CHECKED if name in self.errors or cleaned.get(name)]
        if not chosen:
            self.add_error("plan", "请选择所查计划、检查标准，或写明另查事项，检查表由它们生成。")
        self.instance.document = cleaned.get("document")
        return cleaned


def _kinds_below(actor: Actor) -> list[tuple[str, str]]:
    home = home_of(actor)
    below = Organization.objects.visible_to(actor).filter(parent=home, closed_on=None)
    there = set(below.exclude(kind__in=NOT_INSPECTED).values_list("kind", flat=True))
    return [(value, label) for value, label in OrganizationKind.choices if value in there]


class DrawForm(forms.Form):
    """How the seed is fixed, who cannot go; a second draw also says why."""

    seed_kind = forms.ChoiceField(
        label="种子",
        choices=(
            (SeedKind.PUBLIC, "公开事件：今天或以后公开产生的号码，谁也不能事先知道"),
            (SeedKind.SEALED, "先公布摘要：由监督人员写一段文字封存，先公布它的摘要"),
        ),
        widget=forms.RadioSelect,
        initial=SeedKind.PUBLIC,
        error_messages={"required": "请选择种子怎么产生。"},
    )
    seed_source = forms.CharField(
        label="种子来源",
        max_length=200,
        help_text="写到别人也能查到，例如：2026年11月29日双色球第2026138期开奖号码。",
        error_messages={"required": "请写明种子来源。"},
    )
    seed_on = forms.DateField(
        label="种子产生日期",
        help_text="到这天才能抽取。",
        error_messages={"required": "请填写种子产生日期。"},
    )
    secret = forms.CharField(
        label="封存的种子文字",
        max_length=200,
        required=False,
        help_text=f"只在先公布摘要时填写，至少{SHORTEST_SECRET}个字符。系统只保存摘要，请另行封存原文，抽取时再填一次。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-private": ""}),
    )
    absent = forms.MultipleChoiceField(
        label="不能参加的督导员", required=False, widget=forms.CheckboxSelectMultiple
    )
    absent_for = forms.CharField(label="不能参加的原因", max_length=200, required=False)
    reason = forms.CharField(
        label="重抽理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="原来的抽取作废，记录保留；还没有开始的检查一并取消。",
        error_messages={"required": "重抽须写明理由。"},
    )

    def __init__(self, *args: Any, actor: Actor, plan: InspectionPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["absent"].choices = [
            (user.pk, f"{user.name}（{place}）") for user, place in inspector_pool(plan)
        ]
        self.fields["absent"].asked = frozenset()  # rarely anybody, and the pool is long
        self.fields["seed_on"].initial = timezone.localdate
        if live_draw(plan) is None:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if fault := seed_day_fault(cleaned.get("seed_on")):
            self.add_error("seed_on", fault)
        sealed = cleaned.get("seed_kind") == SeedKind.SEALED
        if sealed and len(seed_text(cleaned.get("secret", ""))) < SHORTEST_SECRET:
            self.add_error("secret", f"种子文字至少{SHORTEST_SECRET}个字符，以免被猜出。")
        if cleaned.get("absent") and not cleaned.get("absent_for", "").strip():
            self.add_error("absent_for", "请写明这些督导员为什么不能参加。")
        return cleaned

    def seed(self) -> Seed:
        said = self.cleaned_data
        return Seed(said["seed_kind"], said["seed_source"], said["seed_on"], said["secret"])

    def absence(self) -> Absence:
        said = self.cleaned_data
        return Absence(tuple(int(one) for one in said["absent"]), said["absent_for"].strip())


class SeedForm(ActingForm):
    """The seed, once it is known."""

    seed = forms.CharField(
        label="种子文字",
        max_length=200,
        help_text="照来源原样填写；首尾空格不计，连续的空格算一个。",
        error_messages={"required": "请填写种子文字。"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
