"""One subject: what data says, who scored it how, its evidence; a second review."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from jiangong.domains.assessments.actions.sheets import ask_second_review
from jiangong.domains.assessments.choices import Channel, RoundState
from jiangong.domains.assessments.forms.sheets import ReviewForm
from jiangong.domains.assessments.models import (
    PaperEntry,
    Reckoning,
    ResultRow,
    Sheet,
    Subject,
)
from jiangong.domains.assessments.queries.names import standing_findings
from jiangong.domains.assessments.rules import rounds as rules
from jiangong.domains.assessments.views.links import DRAFTS, ROUNDS, SECTION, round_link
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.panels import attachment_panel
from jiangong.kit.audit.presenting import history_of_several
from jiangong.kit.listing import Column
from jiangong.kit.pages.details import DetailPage
from jiangong.kit.pages.forms import FormPage
from jiangong.kit.pages.heads import Action, Head, Link, Panel
from jiangong.kit.ui.parts import Banner

JUDGED = (RoundState.FINAL_SCORING, RoundState.CONCLUDED, RoundState.VOID)  # evidence stands still
RELATED = ("round__organization", "round__rubric", "organization")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A sheet with the doors that are open to this reader, and who typed it from paper so far."""

    sheet: Sheet
    url: str
    paper_url: str
    typed: str


def told_sheets(sheets: Sequence[Sheet], actor: Actor) -> list[SheetRow]:
    typed: dict[int, list[str]] = {}
    entries = PaperEntry.objects.filter(sheet__in=sheets).select_related("clerk").order_by("entered_at")
    for one in entries:
        typed.setdefault(one.sheet_id, []).append(str(one.clerk))
    return [_told(sheet, _typed(sheet, typed.get(sheet.pk, [])), actor) for sheet in sheets]


def _typed(sheet: Sheet, clerks: list[str]) -> str:
    """How far the typing from paper has come."""
    if not sheet.is_open:
        return f"纸质，{'、'.join(clerks)}录入一致" if sheet.channel == Channel.PAPER else ""
    if len(clerks) > 1:
        return f"{'、'.join(clerks)}录入不一致，请核对原件"
    return f"{clerks[0]}已录入，等另一人录入后比对" if clerks else ""


def _told(sheet: Sheet, typed: str, actor: Actor) -> SheetRow:
    url = sheet.get_absolute_url()
    if rules.is_unspoken(sheet, actor) and rules.voiding_refusal(sheet, actor):
        url = ""
    if sheet.is_open and not rules.scoring_refusal(sheet, actor):
        url = reverse("assessments:score", args=[sheet.pk])
    paper = "" if rules.paper_refusal(sheet, actor) else reverse("assessments:paper", args=[sheet.pk])
    return SheetRow(sheet, url, paper, typed)


class SubjectDetail(DetailPage):
    """Everything about one subject that the reader may know now."""

    permission = "assessments.view"
    model = Subject
    section = SECTION
    tells_gaps = False
    sections = (
        (
            "考评对象",
            (
                Column("organization", "单位", ("organization__name",)),
                "title",
                "group",
                Column("code", "编号", ("code",), show=lambda code: f"{code}号"),
            ),
        ),
    )

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (ROUNDS, round_link(self.get_object().round))

    def actions(self) -> tuple[Action, ...]:
        subject = self.get_object()
        found = []
        if not rules.preparing_refusal(subject.round, self.actor):
            remove = reverse("assessments:subject_remove", args=[subject.pk])
            told = ("已分派的评委一并取消。",)
            found.append(Action("移除", remove, "trash", method="post", danger=True, consequences=told))
        if subject.round.state == RoundState.FINAL_SCORING and not rules.organizing_refusal(
            subject.round, self.actor
        ):
            review = reverse("assessments:review", args=[subject.pk])
            blocked = rules.reviewing_refusal(subject, self.actor)
            found.append(Action("安排复评", review, "refresh", blocked=blocked))
        return tuple(found)

    @cached_property
    def sheets(self) -> list[Sheet]:
        rows = Sheet.objects.visible_to(self.actor).filter(subject=self.get_object())
        related = ("judge__person", "round", "subject", "submitted_by")
        return list(rows.select_related(*related).order_by("review", "pk"))

    def history(self) -> list[Any]:
        """What was done with its sheets, as far as the reader may see them."""
        return history_of_several(self.sheets, DRAFTS)

    def panels(self) -> list[Panel]:
        subject = self.get_object()
        found = []
        if rows := self.sheets:
            shown = {"rows": told_sheets(rows, self.actor)}
            found.append(Panel("评分", "assessments/_sheets.html", shown, count=len(rows)))
        reckoned = list(Reckoning.objects.filter(subject=subject).select_related("item"))
        if reckoned:
            told = {"reckonings": reckoned}
            found.append(Panel("数据得分", "assessments/_reckonings.html", told, count=len(reckoned)))
        found.append(attachment_panel(subject, self.actor))
        result = self._row()
        if result is not None:
            found.append(Panel("得分", "assessments/_row.html", {"row": result}, side=True))
        return found

    def _row(self) -> ResultRow | None:
        rows = ResultRow.objects.visible_to(self.actor).filter(subject=self.get_object())
        return (
            rows.select_related("result", "round").order_by("-result__is_official", "-result__number").first()
        )

    def context(self) -> dict[str, Any]:
        subject = self.get_object()
        hint = "" if subject.round.state in JUDGED else "请更换后再提交。"
        found = [f"{one}{hint}" for one in standing_findings([subject])]
        banners = [Banner(words, "warn", lead="匿名评分：") for words in found]
        return {**super().context(), "banners": banners}


class SecondReview(FormPage):
    """Have it scored once more."""

    permission = "assessments.organize"
    model = Subject
    section = SECTION
    form_class = ReviewForm
    submit_label = "安排复评"
    done = "已安排复评，评委会收到待办。两次评分都会保留，得分以复评为准。"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        subject = self.get_object()
        return (ROUNDS, round_link(subject.round), Link(str(subject), subject.get_absolute_url()))

    def head(self) -> Head:
        return Head(f"安排复评：{self.get_object()}", self.crumbs)

    def refusal(self) -> str:
        return rules.reviewing_refusal(self.get_object(), self.actor)

    def form_arguments(self) -> dict[str, Any]:
        judges = self.get_object().round.judges.select_related("person")
        return {"actor": self.actor, "judges": judges}

    def perform(self, form: ReviewForm) -> Subject:
        subject = self.get_object()
        ask_second_review(subject, list(form.cleaned_data["judges"]), actor=self.actor)
        return subject
