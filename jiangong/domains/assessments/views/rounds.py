"""Rounds: list, one with all that belongs to it, setting up, whom it scores, who judges."""

from dataclasses import replace
from typing import Any

from django.urls import reverse, reverse_lazy

from jiangong.domains.assessments.choices import RoundState, Stage
from jiangong.domains.assessments.models import Round, Subject
from jiangong.domains.assessments.queries.mine import own_sheets
from jiangong.domains.assessments.queries.names import standing_findings
from jiangong.domains.assessments.queries.results import OUTDATED, has_changed, latest_result
from jiangong.domains.assessments.queries.rounds import (
    judges_of,
    missing_scorers,
    open_by_judge,
    progress_of,
    subjects_of,
    tie_words,
)
from jiangong.domains.assessments.queries.rubrics import rubric_differences
from jiangong.domains.assessments.rules import rounds as rules
from jiangong.domains.assessments.tables import ROUND_TONES, RoundTable
from jiangong.domains.assessments.views.links import ROUNDS, SECTION, round_link
from jiangong.domains.assessments.workflow import round_workflow
from jiangong.kit.listing import Column
from jiangong.kit.pages.details import DetailPage
from jiangong.kit.pages.heads import Action, Link, Panel
from jiangong.kit.pages.lists import ListPage
from jiangong.kit.ui.parts import Banner, Step
from jiangong.lib.amounts import plain

RELATED = ("organization", "rubric")
MOST_NAMED = 5
TO_SCORE = Action("去评分", reverse_lazy("assessments:mine"))
NEXT = {
    RoundState.PREPARING: ("open_self", "open_first", "open_final"),
    RoundState.SELF_SCORING: ("open_first", "open_final"),
    RoundState.FIRST_SCORING: ("open_final",),
}
OPENS = {Stage.SELF: "open_self", Stage.FIRST: "open_first", Stage.FINAL: "open_final"}


class RoundList(ListPage):
    """This year's rounds and those before."""

    permission = "assessments.view"
    model = Round
    title = "考评"
    section = SECTION
    table = RoundTable

    def actions(self) -> tuple[Action, ...]:
        found = [Action("评分标准", reverse("assessments:list"), "clipboard-check")]
        if self.actor.can("assessments.organize"):
            found.append(Action("组织考评", reverse("assessments:round_create"), "plus", primary=True))
        return tuple(found)


class RoundPage:
    """What every page about one round reads."""

    model = Round

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (ROUNDS, round_link(self.get_object()))


class RoundDetail(RoundPage, DetailPage):
    """One round: where it stands, whom it scores, who judges, what came of it."""

    permission = "assessments.view"
    section = SECTION
    workflow = round_workflow
    state_tones = ROUND_TONES
    sections = (
        (
            "办法",
            (
                Column("rubric", "评分标准", ("rubric__title",)),
                Column("span", "数据起止", ("starts_on", "ends_on"), show=lambda a, b: f"{a}至{b}"),
                "aggregation",
                Column("ties", "同分时", ("ties", "rubric_id"), show=tie_words),
                Column("least", "至少", ("least",), show=lambda n: f"{n}份评分才有得分"),
                Column("each", "每个对象", ("each",), show=lambda n: f"{n}名评委"),
                Column("cap", "每名评委最多", ("cap",), show=lambda n: f"{n}个" if n else "不限"),
                Column(
                    "alert", "分歧提示", ("alert",), show=lambda n: f"超过{plain(n)}分" if n else "不提示"
                ),
                Column("blind", "匿名评分", ("is_blind",)),
                Column("months", "回避原单位", ("months",), show=lambda n: f"{n}个月内"),
            ),
        ),
    )

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (ROUNDS,)

    @property
    def taken_elsewhere(self) -> frozenset[str]:
        """Of the stages only the next one of this round is offered, and to whoever runs it."""
        one = self.get_object()
        if not self.is_run_here:
            return frozenset(round_workflow.transitions)
        following = [OPENS[stage] for stage in one.stages if OPENS[stage] in NEXT.get(one.state, ())]
        return frozenset(OPENS.values()) - frozenset(following[:1])

    def meta(self) -> tuple[str, ...]:
        one = self.get_object()
        return (f"{one.year}年度", str(one.organization))

    def actions(self) -> tuple[Action, ...]:
        one = self.get_object()
        found = [self._telling(action) for action in super().actions()]
        if self.is_run_here:
            found += self._further(one)
        if latest_result(one, self.actor) is not None:
            address = reverse("assessments:ranking", args=[one.pk])
            found.insert(0, Action("得分排名", address, "medal"))
        return tuple(sorted(found, key=lambda action: action.needs_reason))  # undoing comes last

    def _telling(self, action: Action) -> Action:
        """Before the next stage is opened it is told who has not scored in this one."""
        one = self.get_object()
        if action.name not in OPENS.values() or one.stage is None or action.blocked:
            return action
        missing = missing_scorers(one) if one.stage == Stage.SELF else []
        if not missing:
            return action
        more = f"等{len(missing)}家" if len(missing) > MOST_NAMED else ""
        told = f"{'、'.join(missing[:MOST_NAMED])}{more}还没有提交自评。"
        return replace(action, consequences=(told, *action.consequences))

    @property
    def is_run_here(self) -> bool:
        return not rules.organizing_refusal(self.get_object(), self.actor)

    def _further(self, one: Round) -> list[Action]:
        found = []
        if one.state == RoundState.FINAL_SCORING:
            tally = reverse("assessments:tally", args=[one.pk])
            blocked = rules.tallying_refusal(one, self.actor)
            found.append(Action("汇总得分", tally, "calculator", method="post", blocked=blocked))
        if not rules.urging_refusal(one, self.actor):
            found.append(Action("催办", reverse("assessments:urge", args=[one.pk]), "bell"))
        if one.judges.exists() or not rules.panel_refusal(one, self.actor):
            found.append(Action("评委分派", reverse("assessments:panel", args=[one.pk]), "users"))
        if not rules.panel_refusal(one, self.actor):
            reckon = reverse("assessments:reckon", args=[one.pk])
            found.append(Action("计算数据得分", reckon, "calculator", method="post"))
        if one.is_blind and one.state not in (RoundState.CONCLUDED, RoundState.VOID):
            check = reverse("assessments:check_names", args=[one.pk])
            found.append(Action("检查材料中的名称", check, "search", method="post"))
        found.append(Action("评分标准", one.rubric.get_absolute_url(), "clipboard-check"))
        edit = "round_edit" if one.state == RoundState.PREPARING else "round_dates"
        if not rules.dating_refusal(one, self.actor):
            label = "修改" if one.state == RoundState.PREPARING else "改截止日期"
            found.append(Action(label, reverse(f"assessments:{edit}", args=[one.pk]), "pencil"))
        return found

    def panels(self) -> list[Panel]:
        one = self.get_object()
        rows = Subject.objects.visible_to(self.actor).filter(round=one)
        subjects = list(rows.select_related("organization", "round").order_by("position"))
        shown = {"round": one, "subjects": subjects, "is_run_here": self.is_run_here}
        found = [
            Panel(
                "考评对象",
                "assessments/_subjects.html",
                shown,
                count=len(subjects),
                actions=self._subject_actions(one),
            )
        ]
        if self.is_run_here:
            waiting = open_by_judge(one)
            panel = {
                "round": one,
                "judges": [(judge, waiting.get(judge.pk, 0)) for judge in judges_of(one)],
                "may_change": not rules.panel_refusal(one, self.actor),
            }
            found.insert(
                0, Panel("评委", "assessments/_judges.html", panel, actions=self._judge_actions(one))
            )
            progress = {"stages": progress_of(one), "round": one}
            found.append(Panel("进度", "assessments/_progress.html", progress, side=True))
        return found

    def _subject_actions(self, one: Round) -> tuple[Action, ...]:
        if rules.preparing_refusal(one, self.actor):
            return ()
        return (
            Action("从计划带入", reverse("assessments:take_units", args=[one.pk]), "download"),
            Action("添加", reverse("assessments:subject_create", args=[one.pk]), "plus"),
        )

    def _judge_actions(self, one: Round) -> tuple[Action, ...]:
        if rules.panel_refusal(one, self.actor):
            return ()
        return (Action("添加评委", reverse("assessments:judge_create", args=[one.pk]), "plus"),)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "steps": self.steps(), "banners": self.banners()}

    def steps(self) -> list[Step]:
        """The stages this round has, with their last days."""
        one = self.get_object()
        days = {Stage.SELF: one.self_until, Stage.FIRST: one.first_until, Stage.FINAL: one.final_until}
        labels = [("筹备", "")]
        labels += [(stage.label, f"{day:%m-%d}前" if (day := days[stage]) else "") for stage in one.stages]
        labels.append(("出结果", ""))
        current = {
            RoundState.PREPARING: 0,
            RoundState.CONCLUDED: len(labels),
            **{_state(stage): place for place, stage in enumerate(one.stages, start=1)},
        }
        reached = current.get(RoundState(one.state))
        if reached is None:
            return [Step("筹备", state="done"), Step(one.get_state_display(), one.void_reason, "stop")]
        return [
            Step(label, note, "done" if place < reached else "current" if place == reached else "")
            for place, (label, note) in enumerate(labels)
        ]

    def banners(self) -> list[Banner]:
        one = self.get_object()
        if one.state == RoundState.VOID:
            return [Banner(one.void_reason, lead="已作废：")]
        if one.state == RoundState.PREPARING and self.is_run_here:
            wrong = [Banner(words, "warn", lead="评分标准：") for words in rubric_differences(one.rubric)]
            if wrong:
                return wrong
        if one.is_blind and self.is_run_here and one.state in NEXT:
            named = list(dict.fromkeys(str(found.subject) for found in standing_findings(subjects_of(one))))
            if named:
                more = f"等{len(named)}个对象" if len(named) > 3 else ""
                told = f"{'、'.join(named[:3])}{more}的材料里出现单位或作者的名称，请让单位更换后再开始终评。"
                return [Banner(told, "warn", lead="匿名评分：")]
        if rules.owes(one, self.actor):
            return [Banner("您还有评分没有提交，提交后才能看别人的评分和得分。", "warn", action=TO_SCORE)]
        if one.state == RoundState.CONCLUDED and self.is_run_here:
            result = latest_result(one, self.actor)
            if result is not None and has_changed(result):
                return [Banner(OUTDATED[result.is_official], "warn")]
        if any(own.open for own in own_sheets(self.actor) if own.round.pk == one.pk):
            return [
                Banner(f"您还没有提交{one.stage.label if one.stage else '评分'}。", "warn", action=TO_SCORE)
            ]
        return []


def _state(stage: Stage) -> RoundState:
    return {
        Stage.SELF: RoundState.SELF_SCORING,
        Stage.FIRST: RoundState.FIRST_SCORING,
        Stage.FINAL: RoundState.FINAL_SCORING,
    }[stage]
