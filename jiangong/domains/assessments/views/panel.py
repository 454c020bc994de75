"""Who scores what: the matrix of judges and subjects, with every tie in it; the draw."""

import re
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from jiangong.domains.assessments.actions import assigning as actions
from jiangong.domains.assessments.choices import Stage
from jiangong.domains.assessments.forms.rounds import DrawForm
from jiangong.domains.assessments.models import Judge, Round, Subject
from jiangong.domains.assessments.queries.rounds import MatrixRow, matrix, missing_scorers
from jiangong.domains.assessments.rules import rounds as rules
from jiangong.domains.assessments.views.links import SECTION
from jiangong.domains.assessments.views.preparing import AddPage
from jiangong.domains.assessments.views.rounds import RoundPage
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.pages.actions import ActionPage
from jiangong.kit.pages.base import Page
from jiangong.kit.pages.heads import Action, Head
from jiangong.kit.pages.urging import Urging, UrgingPage
from jiangong.lib.assigning import Division

PAIR = re.compile(r"(?P<judge>\d{1,18})\.(?P<subject>\d{1,18})\.(?P<act>assign|unassign)")


class PanelMatrix(RoundPage, Page):
    """Every judge against every subject: given, free, or barred and why."""

    permission = "assessments.organize"
    section = SECTION
    template_name = "assessments/panel.html"

    def get_object(self) -> Round:
        one = super().get_object()
        if reason := rules.organizing_scope(one, self.actor):
            raise NotAllowed(reason)
        return one

    @cached_property
    def matrix(self) -> tuple[list[Judge], list[MatrixRow]]:
        return matrix(self.get_object())

    def head(self) -> Head:
        one = self.get_object()
        found: tuple[Action, ...] = ()
        if not rules.panel_refusal(one, self.actor):
            judges, rows = self.matrix
            lacking = rules.drawing_fault(bool(judges), bool(rows))
            address = reverse("assessments:judge_create", args=[one.pk])
            add = Action("添加评委", address, "plus", primary=bool(lacking))
            draw = Action("抽取评委", reverse("assessments:draw", args=[one.pk]), "users-group", primary=True)
            found = (add,) if lacking else (add, draw)
        meta = (f"每个对象{one.each}名评委", f"种子：{one.seed}" if one.seed else "还没有抽取")
        return Head("评委分派", self.crumbs, meta, actions=found)

    def context(self) -> dict[str, Any]:
        one = self.get_object()
        judges, rows = self.matrix
        loads = {judge.pk: 0 for judge in judges}
        for row in rows:
            for cell in row.cells:
                loads[cell.judge.pk] += cell.sheet is not None
        refusal = rules.panel_refusal(one, self.actor)
        barred = sum(bool(cell.reasons) for row in rows for cell in row.cells)
        return {
            "round": one,
            "judges": [(judge, loads[judge.pk]) for judge in judges],
            "rows": rows,
            "refusal": refusal,
            "barred": barred,
        }


class Urge(RoundPage, UrgingPage):
    """Who has not scored yet, ready to paste."""

    permission = "assessments.organize"
    section = SECTION

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if reason := rules.urging_refusal(self.get_object(), self.actor):
            raise NotAllowed(reason)
        return super().get(request, *args, **kwargs)

    def urging(self) -> Urging:
        one = self.get_object()
        by_judges = one.stage == Stage.FINAL
        return Urging(
            mark="评分提醒",
            matter=f"“{one}”{one.stage.label if one.stage else ''}",
            lacking="没有提交",
            act="评分",
            units=missing_scorers(one),
            url=self.request.build_absolute_uri(reverse("assessments:mine")),
            due_on=one.final_until if by_judges else one.self_until,
            counter="名评委" if by_judges else "家",
        )


class Assign(RoundPage, ActionPage):
    """Give one subject to one judge, or take it back."""

    permission = "assessments.organize"
    done = ""

    def run(self, instance: Round, note: str) -> None:
        chosen = PAIR.fullmatch(self.request.POST.get("pair", ""))
        if chosen is None:
            raise Refusal("请在表里点要分派的一格。")
        judges = Judge.objects.filter(round=instance, pk=int(chosen["judge"]))
        subjects = Subject.objects.visible_to(self.actor).filter(round=instance, pk=int(chosen["subject"]))
        judge, subject = (
            judges.select_related("person").first(),
            subjects.select_related("organization").first(),
        )
        if judge is None or subject is None:
            raise Refusal("评委或考评对象刚刚有变动，请刷新页面后再分派。")
        subject.round = judge.round = instance
        act = actions.unassign if chosen["act"] == "unassign" else actions.assign
        act(judge, subject, actor=self.actor)

    def location(self, instance: Round) -> str:
        return reverse("assessments:panel", args=[instance.pk])


class Draw(AddPage):
    """Fill up from a published seed."""

    title = "抽取评委"
    form_class = DrawForm
    submit_label = "抽取"
    intro = "已分派的不动；应当回避的不会抽到；数量按考评办法。"
    rule = staticmethod(rules.panel_refusal)

    def form_arguments(self) -> dict[str, Any]:
        return {"actor": self.actor, "instance": self.get_object()}

    def perform(self, form: DrawForm) -> Division:
        said = form.cleaned_data
        return actions.draw_judges(self.get_object(), said["seed"], said["drawing"], actor=self.actor)

    def message(self, result: Division) -> str:
        if result.is_whole:
            return f"已分派{len(result.pairs)}份。"
        short = sum(result.lacking.values())
        return f"已分派{len(result.pairs)}份，还差{short}份：评委不够或者应当回避，请补充评委后再抽取。"

    def location(self, result: Any) -> str:
        return reverse("assessments:panel", args=[self.get_object().pk])
