"""Input shapes of a round: how it works, whom it scores, who judges."""

from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.assessments.actions.rounds import DATES
from jiangong.domains.assessments.choices import Drawing, JudgeRole, TieRule
from jiangong.domains.assessments.models import Judge, Round, Rubric, RubricGroup, Subject
from jiangong.domains.assessments.queries.panels import candidates, judge_meant, judge_spelled
from jiangong.domains.assessments.queries.rounds import group_rules
from jiangong.domains.assessments.queries.shares import offers
from jiangong.domains.organizations.queries import organization_meant
from jiangong.domains.people.models import Person
from jiangong.domains.people.queries import people_meant
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.fields import MeantField
from jiangong.lib.digits import whole_number

TIES = 3
EARLIEST = 1990
SPAN = ("starts_on", "ends_on")


class DatesForm(forms.ModelForm):
    """The days stages end on, which may move."""

    class Meta:
        model = Round
        fields: tuple[str, ...] = DATES
        widgets = dict.fromkeys(DATES, forms.DateInput)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        last: date | None = None
        for name in DATES:
            day = cleaned.get(name)
            if day and last and day < last:
                self.add_error(name, "各环节的截止日期应当一个比一个晚，请核对。")
            last = day or last
        return cleaned


class RoundForm(DatesForm):
    """Everything about how a round works."""

    class Meta(DatesForm.Meta):
        fields = (
            "title",
            "rubric",
            "year",
            *SPAN,
            *DATES,
            "aggregation",
            "dropped",
            "least",
            "each",
            "cap",
            "decimals",
            "alert",
            "is_blind",
            "months",
        )
        widgets = dict.fromkeys((*SPAN, *DATES), forms.DateInput)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        rubrics = Rubric.objects.visible_to(actor).order_by("-year", "-edition", "-pk")
        self.fields["rubric"].queryset, self.fields["rubric"].empty_label = rubrics, "请选择"
        self.fields["rubric"].label_from_instance = attrgetter("dated")
        if not self.instance.pk:
            self._begin()
        for name, unit in (
            ("alert", "分"),
            ("cap", "个"),
            ("each", "名"),
            ("least", "份"),
            ("months", "个月"),
        ):
            self.fields[name].unit = unit
        choices = [("", "—"), *group_rules(self._rubric()), *TieRule.choices]
        held = self.instance.ties or []
        for place in range(TIES):
            self.fields[f"tie{place}"] = forms.ChoiceField(
                label=f"同分时第{'一二三'[place]}看",
                choices=choices,
                required=False,
                initial=held[place] if place < len(held) else "",
            )

    def _begin(self) -> None:
        """The year of the rubric that was chosen, or else the one that closed last."""
        year = self.initial.setdefault("year", timezone.localdate().year - 1)
        self.initial.setdefault("starts_on", date(year, 1, 1))
        self.initial.setdefault("ends_on", date(year, 12, 31))

    def _rubric(self) -> int | None:
        """The one that was chosen, within reach."""
        chosen = self.data.get("rubric") if self.is_bound else None
        key = whole_number(str(chosen or self.instance.rubric_id or self.initial.get("rubric") or ""))
        return key if self.fields["rubric"].queryset.filter(pk=key).exists() else None

    def clean_year(self) -> int:
        year, latest = self.cleaned_data["year"], timezone.localdate().year + 1
        if not EARLIEST <= year <= latest:
            raise ValidationError(f"年度请填{EARLIEST}到{latest}之间的年份。")
        return year

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("starts_on") and cleaned.get("ends_on") and cleaned["ends_on"] < cleaned["starts_on"]:
            self.add_error("ends_on", "数据截止日期不能早于开始日期。")
        each, least = cleaned.get("each"), cleaned.get("least")
        if each is not None and least is not None and each < least:
            self.add_error("each", f"每个对象至少要分派{least}名评委，才够“至少几份评分才有得分”。")
        chosen = [cleaned.get(f"tie{place}") for place in range(TIES)]
        ties = [one for one in chosen if one]
        if len(set(ties)) < len(ties):
            self.add_error("tie1", "同分时的先后规则重复了，请改选。")
        rubric = cleaned.get("rubric")
        if rubric is not None and not RubricGroup.objects.filter(rubric=rubric).exists():
            self.add_error("rubric", "这份评分标准还没有评分项目，请先补充。")
        self.instance.ties = ties
        return cleaned


class TakeUnitsForm(forms.Form):
    """Which programme's units are scored."""

    key = forms.ChoiceField(
        label="专案", help_text="带入有任务的单位，按文件顺序和组别排列；任务数用于按完成率计分。"
    )

    def __init__(self, *args: Any, actor: Actor, instance: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = [(one.key, one.label) for one in offers(actor, instance.rubric)]


class SubjectForm(forms.ModelForm):
    """One more unit, or a work with its authors."""

    authors = forms.CharField(
        label="作者", max_length=300, required=False, help_text="评作品、项目时填写，多人用顿号分开。"
    )

    class Meta:
        model = Subject
        fields = ("title", "group")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["organization"] = MeantField(
            partial(organization_meant, actor=actor), label="单位", names=["organizations"]
        )
        self.fields["title"].help_text = "评单位的留空。"
        self.fields["group"].help_text = "留空按单位类别分组。"
        self.order_fields(("organization", "title", "authors", "group"))

    def clean_authors(self) -> list[Person]:
        names = [one.strip() for one in self.cleaned_data["authors"].split("、") if one.strip()]
        meant = people_meant(names, self.actor)
        unknown = [one for one in meant.values() if isinstance(one, str)]
        if unknown:
            raise ValidationError(unknown[0])
        return [one for one in meant.values() if isinstance(one, Person)]


class JudgeForm(forms.ModelForm):
    """Who judges, as what, with which weight."""

    class Meta:
        model = Judge
        fields = ("role", "weight")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"] = MeantField(
            partial(judge_meant, actor=actor),
            label="评委",
            spelled=judge_spelled,
            suggestions=[judge_spelled(one) for one in candidates(actor)[:200]],
            help_text="有“填写评分”权限的账号，可以写姓名或账号。",
        )
        self.fields["role"].initial = JudgeRole.MEMBER
        self.fields["weight"].help_text = "按权重加权平均时使用，一般为1。"
        self.order_fields(("user", "role", "weight"))

    def clean_user(self) -> User:
        return self.cleaned_data["user"]


class DrawForm(forms.Form):
    """From which published seed, and how, judges are drawn."""

    drawing = forms.ChoiceField(label="方式", choices=Drawing.choices, widget=forms.RadioSelect)
    seed = forms.CharField(
        label="种子",
        max_length=60,
        help_text="事先公布的一串数字或文字，例如某日的开奖号码；同一种子得到同样的分派。",
        error_messages={"required": "请填写种子。"},
    )

    def __init__(self, *args: Any, actor: Actor, instance: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["drawing"].initial = Drawing.EVEN
