"""Filling score sheets in, at a desk or on a phone, also without a network; from paper; what was handed in."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from jiangong.domains.assessments.actions import sheets as actions
from jiangong.domains.assessments.actions.assigning import refuse_tied
from jiangong.domains.assessments.choices import SheetState, Stage
from jiangong.domains.assessments.forms.sheets import PaperForm, ScoreForm
from jiangong.domains.assessments.models import PaperEntry, Sheet, Subject
from jiangong.domains.assessments.queries.mine import own_sheets
from jiangong.domains.assessments.queries.names import numbered_names
from jiangong.domains.assessments.queries.sheets import Line, lines_of, sheet_to_score
from jiangong.domains.assessments.rules import rounds as rules
from jiangong.domains.assessments.tables import SHEET_TONES
from jiangong.domains.assessments.views.links import MINE, SECTION, shown_name
from jiangong.kit.attachments.queries import attachments_of
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.pages.base import Page
from jiangong.kit.pages.forms import FormPage
from jiangong.kit.pages.heads import Action, Badge, Head, Link
from jiangong.lib.dates import format_day

SAVE = "save"
RELATED = (
    "round__rubric",
    "round__organization",
    "subject__organization",
    "subject__round",
    "organization",
    "judge__person",
    "submitted_by",
)


class MySheets(Page):
    """Everything the actor has to score: as a judge, for their unit, for whoever organizes."""

    permission = "assessments.score"
    title = "评分"
    section = SECTION
    template_name = "assessments/mine.html"

    def head(self) -> Head:
        found: tuple[Action, ...] = ()
        if self.actor.can("assessments.declare"):
            found = (Action("回避申报", reverse("assessments:declaration_list"), "shield"),)
        return Head(self.title, actions=found)

    def context(self) -> dict[str, Any]:
        return {"rounds": own_sheets(self.actor)}


class SheetPage(FormPage):
    """One sheet as a form of lines."""

    permission = "assessments.score"
    model = Sheet
    section = SECTION
    template_name = "assessments/score.html"
    form_class: type[ScoreForm] = ScoreForm
    explained = True  # whether who differs from what data said has to say why
    crumbs = (MINE,)

    def find(self, pk: Any) -> Sheet | None:
        """What is handed in is checked without what a page would show beside it."""
        return super().find(pk) if self.request.method == "GET" else sheet_to_score(pk, self.actor)

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED)

    @cached_property
    def lines(self) -> list[Line]:
        return lines_of(self.get_object(), beside=self.request.method == "GET")

    def shown_again(self, form: ScoreForm, status: int) -> HttpResponseBase:
        """Levels and earlier points stand beside the items here as well."""
        form.lines = self.lines = lines_of(self.get_object(), beside=True)
        if status == 422 and form.errors and self.request.POST.get("act") != SAVE:
            self.tell_all(form)
        return super().shown_again(form, status)

    def tell_all(self, form: ScoreForm) -> None:
        """What cannot be read as a figure keeps nobody from hearing of the other items too."""
        for field, sentence in actions.faults_of(self.lines, form.scoring(), explained=self.explained):
            if field not in form.errors:
                form.add_error(field, sentence)

    def refusal(self) -> str:
        return rules.scoring_refusal(self.get_object(), self.actor)

    def form_arguments(self) -> dict[str, Any]:
        return {"actor": self.actor, "lines": self.lines, "instance": self.get_object()}

    def explain(self, form: Any, refusal: Refusal) -> None:
        """Every item says at its own place what is missing."""
        if not isinstance(refusal, actions.Unfinished):
            super().explain(form, refusal)
            return
        form.is_valid()
        for field, sentence in refusal.faults:
            form.add_error(field if field in form.fields else None, sentence)

    def context(self) -> dict[str, Any]:
        sheet = self.get_object()
        return {
            **super().context(),
            "sheet": sheet,
            "round": sheet.round,
            "lines": self.lines,
            "evidence": evidence_of(sheet),
            "adds_evidence": not rules.attaching_refusal(
                sheet.subject, Subject.attachment_slots[0], self.actor
            ),
        }


class Score(SheetPage):
    """What a judge, a unit or the department gives; goes on without a network."""

    offline = True
    submit_label = "提交评分"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A tie that came to light since is told before anybody begins."""
        sheet = self.get_object()
        if sheet.judge is not None and not self.refusal():
            refuse_tied(sheet.judge, sheet.subject)
        return super().get(request, *args, **kwargs)

    @property
    def saves(self) -> bool:
        return self.request.POST.get("act") == SAVE

    def perform(self, form: ScoreForm) -> Sheet:
        act = actions.save_sheet if self.saves else actions.submit_sheet
        return act(self.get_object(), form.scoring(), actor=self.actor, lines=self.lines)

    def location(self, result: Sheet) -> str:
        return self.request.path if self.saves else reverse("assessments:mine")

    def message(self, result: Sheet) -> str:
        return "草稿已保存。" if self.saves else f"已提交，总分{result.round.written(result.total)}分。"

    def head(self) -> Head:
        sheet = self.get_object()
        one = sheet.round
        until = {Stage.SELF: one.self_until, Stage.FIRST: one.first_until, Stage.FINAL: one.final_until}
        last = until[Stage(sheet.stage)]
        meta = [one.title, f"{format_day(last)}截止" if last else ""]
        if sheet.review > 1:
            meta.append("复评")
        badge = Badge(sheet.get_state_display(), SHEET_TONES[SheetState(sheet.state)])
        title = f"{sheet.get_stage_display()}：{shown_name(sheet)}"
        return Head(title, self.crumbs, tuple(filter(None, meta)), badge)


class Paper(SheetPage):
    """What a clerk reads from a judge's paper sheet."""

    permission = "assessments.enter_paper"
    template_name = "assessments/paper.html"
    form_class = PaperForm
    explained = False
    submit_label = "录入"

    def refusal(self) -> str:
        return rules.paper_refusal(self.get_object(), self.actor)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        sheet = self.get_object()
        return (Link(str(sheet.round), sheet.round.get_absolute_url()),)

    def perform(self, form: PaperForm) -> tuple[Sheet, list[str]]:
        return actions.enter_paper(self.get_object(), form.scoring(), actor=self.actor)

    def location(self, result: tuple[Sheet, list[str]]) -> str:
        return result[0].subject.get_absolute_url()

    def message(self, result: tuple[Sheet, list[str]]) -> str:
        sheet, differing = result
        if not sheet.is_open:
            return "两人录入一致，评分已生效。"
        if differing:
            return f"与另一人录入的不一致：{actions.named(differing)}。请核对原件，由录错的一方重新录入。"
        return "已录入，等另一人录入后比对。"

    def head(self) -> Head:
        sheet = self.get_object()
        return Head(f"录入纸质评分：{sheet.judge}评{sheet.subject}", self.crumbs)

    def context(self) -> dict[str, Any]:
        others = PaperEntry.objects.filter(sheet=self.get_object()).exclude(clerk=self.actor.user)
        return {**super().context(), "is_second": others.exists()}


def evidence_of(sheet: Sheet) -> list[tuple[str, Any]]:
    """The subject's files; where it must not be known whose they are, by number instead of name."""
    files = attachments_of(sheet.subject)
    if sheet.round.is_blind and sheet.stage == Stage.FINAL:
        told = numbered_names(sheet.subject)
        return [(told[one.pk], one) for one in files]
    return [(one.name, one) for one in files]
