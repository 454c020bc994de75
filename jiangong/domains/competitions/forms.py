"""Input shapes of competitions and enrolments."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from jiangong.domains.competitions.choices import SHORT_NAMES, CompetitionKind
from jiangong.domains.competitions.models import LONGEST_BASELINE, Competition, Enrolment
from jiangong.domains.competitions.queries.enrolments import open_competitions, party_of
from jiangong.domains.documents.rules import document_meant
from jiangong.domains.organizations.queries import (
    home_of,
    organization_meant,
    party_meant,
)
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.fields import MeantField

DAYS = ("starts_on", "ends_on", "opens_on", "closes_on")
# What each kind asks besides party, union and workers; in brackets nothing, the first must be filled in.
ASKED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    CompetitionKind.CONSTRUCTION: (("project", "investment", "starts_on", "ends_on"), ("teams",)),
    CompetitionKind.ENERGY: (("project", "metric", "baseline_year", "baseline"), ("starts_on", "ends_on")),
    CompetitionKind.SAFETY: ((), ("teams",)),
}
OF_KINDS = ("project", "teams", "investment", "starts_on", "ends_on", "metric", "baseline_year", "baseline")


class CompetitionForm(forms.ModelForm):
    """The facts of a competition."""

    class Meta:
        model = Competition
        fields = ("kind", "year", "title", "partners", *DAYS, "requirements")
        widgets = {
            "kind": forms.RadioSelect,
            "requirements": forms.Textarea(attrs={"rows": 4}),
            **dict.fromkeys(DAYS, forms.DateInput),
        }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"] = MeantField(
            lambda text: document_meant(text, actor),
            label="依据文件",
            required=False,
            max_length=200,
            help_text="已登记文件的文号、登记号或标题。",
        )
        self.initial["document"] = self.instance.document
        if self.instance.pk:
            del self.fields["kind"], self.fields["year"]
        else:
            self.fields["kind"].choices = CompetitionKind.choices  # nothing is chosen beforehand
            self.fields["year"].initial = timezone.localdate().year

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for first, last, sentence in (
            ("starts_on", "ends_on", "竞赛结束不能早于开始，请核对。"),
            ("opens_on", "closes_on", "报名截止不能早于报名开始，请核对。"),
        ):
            if cleaned.get(first) and cleaned.get(last) and cleaned[last] < cleaned[first]:
                self.add_error(last, sentence)
        if cleaned.get("closes_on") and cleaned.get("ends_on") and cleaned["closes_on"] > cleaned["ends_on"]:
            self.add_error("closes_on", "报名截止不能晚于竞赛结束，请核对。")
        self.instance.document = cleaned.get("document")
        return cleaned


class EnrolmentForm(forms.ModelForm):
    """Who takes part, with what. A page names the competition; a program chooses one."""

    workers_accepted = forms.BooleanField(
        label="人数属实，仍要保存", required=False, help_text="含劳务派遣、外包等人员的，确认后勾选。"
    )

    class Meta:
        model = Enrolment
        fields = ("project", "workers", "teams", *OF_KINDS[2:], "approach", "contact")
        widgets = {
            "starts_on": forms.DateInput,
            "ends_on": forms.DateInput,
            "approach": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(
        self, *args: Any, actor: Actor, competition: Competition | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["party"] = MeantField(
            lambda text: party_meant(text, actor),
            label="参赛单位",
            names=["enterprises", "organizations"],
            help_text="企业名称、统一社会信用代码，或工会全称。企业名录里没有的，请先登记企业。",
        )
        self.fields["union"] = MeantField(
            lambda text: organization_meant(text, actor),
            label="责任工会",
            names=["organizations"],
            help_text="负责组织这家单位参赛的工会，进展计入这个工会。",
        )
        self._begin(competition)
        for name, unit in (("workers", "人"), ("investment", "万元"), ("teams", "个")):
            if name in self.fields:
                self.fields[name].unit = unit
        if not (self.is_bound and self._too_many()):
            del self.fields["workers_accepted"]
        self.order_fields(("competition", "party", "union", "project", "workers", "workers_accepted"))

    def _begin(self, competition: Competition | None) -> None:
        """What the form shows before anybody has typed, and which fields it shows at all."""
        known = self.instance.pk is not None and self.instance.competition_id is not None
        self.competition = competition or (self.instance.competition if known else None)
        self.initial["union"] = self.instance.organization if known else home_of(self.actor)
        if known:
            self.initial["party"] = party_of(self.instance).name
        if competition is not None:
            must, may = ASKED[competition.kind]
            for name in OF_KINDS:
                if name not in must + may:
                    del self.fields[name]
            for name in must:
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = f"请填写{self.fields[name].label}。"
        elif self.instance.pk is None:
            choices = [(one.pk, one.short_name) for one in open_competitions(self.actor)[:60]]
            self.fields["competition"] = forms.TypedChoiceField(
                label="竞赛", choices=choices, coerce=self._chosen, empty_value=None
            )

    def _chosen(self, key: str) -> Competition:
        return open_competitions(self.actor).get(pk=key)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.competition = cleaned.get("competition") or self.competition
        if self.competition is not None:
            self._check_kind(cleaned, self.competition)
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "结束日期不能早于开始日期，请核对。")
        if cleaned.get("workers") == 0:
            self.add_error("workers", "参赛职工人数应大于0。")
        if "workers_accepted" in self.fields and not cleaned.get("workers_accepted"):
            listed = self._listed()
            self.add_error(
                "workers",
                f"多于企业名录里的{listed:,}人。请核对；确实如此的，请勾选“人数属实，仍要保存”，或先更新企业资料。",
            )
        return cleaned

    def _check_kind(self, cleaned: dict[str, Any], competition: Competition) -> None:
        """What this kind of competition must say, and what it does not ask."""
        must, may = ASKED[competition.kind]
        for name in OF_KINDS:
            if name not in self.fields or name in self.errors:
                continue
            label, empty = self.fields[name].label, cleaned.get(name) in (None, "")
            if name in must and empty:
                self.add_error(name, f"请填写{label}。")
            elif name not in must + may and not empty:
                self.add_error(name, f"“{SHORT_NAMES[competition.kind]}”竞赛不填写{label}。")
        year = cleaned.get("baseline_year")
        if year and not competition.year - LONGEST_BASELINE <= year <= competition.year:
            first = competition.year - LONGEST_BASELINE
            self.add_error("baseline_year", f"基准年度应在{first}至{competition.year}之间，请核对。")
        if cleaned.get("baseline") == Decimal(0):
            self.add_error("baseline", "基准值应大于0，否则无法比较。")

    def _too_many(self) -> bool:
        listed = self._listed()
        typed = self.data.get("workers", "")
        return bool(listed) and typed.isascii() and typed.isdigit() and int(typed[:9]) > listed

    def _listed(self) -> int:
        """How many workers the enterprise's file says, 0 where it says nothing."""
        try:
            party = party_meant(self.data.get("party", "")[:120].strip(), self.actor)
        except ValueError:
            return 0
        return (party.enterprise.workers_count or 0) if party.enterprise else 0


class ProgressForm(forms.ModelForm):
    """How it goes."""

    progress = forms.CharField(
        label="进展情况",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="开展了哪些活动、完成到什么程度。",
    )

    class Meta:
        model = Enrolment
        fields = ()

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["progress"] = self.instance.progress


class ResultForm(forms.ModelForm):
    """What an energy project uses or emits now."""

    result = forms.DecimalField(label="成果值", max_digits=14, decimal_places=4, min_value=0)
    result_on = forms.DateField(label="成果统计日", widget=forms.DateInput)

    class Meta:
        model = Enrolment
        fields = ()

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        enrolment = self.instance
        self.initial["result"] = enrolment.result
        self.initial["result_on"] = enrolment.result_on or timezone.localdate()
        if enrolment.metric:
            self.fields["result"].unit = enrolment.metric_unit
            told = f"{enrolment.baseline_year}年基准值{enrolment.baseline}{enrolment.metric_unit}"
            self.fields["result"].help_text = f"与{told}同口径、同统计期的数值。"

    def clean_result_on(self) -> Any:
        day = self.cleaned_data["result_on"]
        if day > timezone.localdate():
            raise ValidationError("成果统计日不能晚于今天。")
        return day
