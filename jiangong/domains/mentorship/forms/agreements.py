"""The agreement as it is typed."""

from typing import Any

from django import forms
from django.utils import timezone

from jiangong.domains.mentorship import rules
from jiangong.domains.mentorship.actions.drafting import twin_sentence
from jiangong.domains.mentorship.forms.fields import person_field, unit_field
from jiangong.domains.mentorship.models import Agreement
from jiangong.domains.mentorship.queries.terms import twin_of
from jiangong.domains.people.choices import SkillGrade
from jiangong.kit.access.actor import Actor

BY_REGISTER = [("", "按人员资料"), *SkillGrade.choices]
GROUPS = (
    ("责任单位与编号", ("organization", "paper_number")),
    ("师徒双方", ("master", "master_grade", "apprentice", "from_grade")),
    ("培养目标", ("occupation", "to_grade", "skills")),
    ("期限与约定", ("starts_on", "ends_on", "terms")),
)


def _grade(label: str, hint: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=BY_REGISTER, required=False, help_text=hint)


class AgreementForm(forms.ModelForm):
    """Two people, one trade, from grade to grade, from day to day."""

    master_grade = _grade("师傅技能等级", "不选就按人员资料；补录的选当时的等级。")
    from_grade = _grade("徒弟现有等级", "不选就按人员资料；补录的选当时的等级。")

    field_order = tuple(name for _, names in GROUPS for name in names)

    class Meta:
        model = Agreement
        fields = (
            "organization",
            "master",
            "apprentice",
            "occupation",
            "master_grade",
            "from_grade",
            "to_grade",
            "skills",
            "terms",
            "starts_on",
            "ends_on",
            "paper_number",
        )
        widgets = {
            "skills": forms.Textarea(attrs={"rows": 4}),
            "terms": forms.Textarea(attrs={"rows": 3}),
        }
        error_messages = {
            "occupation": {"required": "请填写工种（职业）。"},
            "to_grade": {"required": "请选择培养目标等级。"},
            "skills": {"required": "请写明传授的技能，每行一项。"},
            "starts_on": {"required": "请填写期限开始日期。"},
            "ends_on": {"required": "请填写期限结束日期。"},
        }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.twin: Agreement | None = None
        unit = self._known("organization") or self.initial.get("organization") or actor.organization
        self.fields["organization"] = unit_field(actor, "责任单位", unit)
        for name, label in (("master", "师傅"), ("apprentice", "徒弟")):
            self.fields[name] = person_field(actor, label, self._known(name))
        self.initial.update(
            (name, self.fields[name].initial) for name in ("organization", "master", "apprentice")
        )
        self.order_fields(self.field_order)
        if not self.instance.pk:
            self.initial.setdefault("starts_on", timezone.localdate())

    def _known(self, name: str) -> Any:
        """Who or what stands there already."""
        return getattr(self.instance, name) if getattr(self.instance, f"{name}_id") else None

    @property
    def fieldsets(self) -> list[dict[str, Any]]:
        """The fields as they belong together."""
        return [{"title": title, "fields": [self[name] for name in names]} for title, names in GROUPS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        master, apprentice = cleaned.get("master"), cleaned.get("apprentice")
        if master and apprentice:
            if reason := rules.pair_refusal(master, apprentice):
                self.add_error("apprentice", reason)
                return cleaned
            cleaned["master_grade"] = cleaned.get("master_grade") or master.skill_grade or SkillGrade.NONE
            cleaned["from_grade"] = cleaned.get("from_grade") or apprentice.skill_grade or SkillGrade.NONE
        self._check_grades(cleaned)
        self._check_term(cleaned)
        return cleaned

    def _check_grades(self, cleaned: dict[str, Any]) -> None:
        grades = [cleaned.get(name) for name in ("master_grade", "from_grade", "to_grade")]
        if all(grades):
            field, reason = rules.grades_refusal(*map(str, grades))
            if reason:
                self.add_error(field, reason)

    def _check_term(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("starts_on") and cleaned.get("ends_on"):
            field, reason = rules.term_refusal(cleaned["starts_on"], cleaned["ends_on"])
            if reason:
                self.add_error(field, reason)

    def validate_constraints(self) -> None:
        """The rules have spoken at their fields; the database's constraints hold whoever writes."""

    def _post_clean(self) -> None:
        """Whether the two have an agreement already can be asked once the instance is complete."""
        super()._post_clean()
        if not self.errors:
            self.twin = twin_of(self.instance)
            if self.twin is not None:
                self.add_error("apprentice", twin_sentence(self.twin))
