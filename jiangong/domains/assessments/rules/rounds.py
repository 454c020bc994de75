"""What may be done with a round, and why not."""

from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from jiangong.domains.assessments.choices import (
    OPEN_SHEETS,
    STAGE_STATE,
    RoundState,
    SheetState,
    Stage,
)
from jiangong.domains.assessments.models import Round, RubricItem, Sheet, Subject
from jiangong.domains.people.models import Person
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.slots import Slot
from jiangong.lib.dates import format_day

WHY = "counted whoever looks"
OWN_FIRST = "您还有评分没有提交，提交后才能汇总、看别人的评分。"


def organizing_refusal(one: Round, actor: Actor) -> str:
    """A round is run where it was set up."""
    if not actor.can("assessments.organize"):
        return "您当前的任职没有“组织考评”的权限。"
    if not actor.is_system and actor.scope_path != one.organization.scope_path:
        return f"“{one}”由{one.organization}组织，请由该单位办理。"
    return ""


def preparing_refusal(one: Round, actor: Actor) -> str:
    """How points are reckoned, and by which rubric, is settled before anybody scores."""
    if reason := organizing_refusal(one, actor):
        return reason
    if one.state != RoundState.PREPARING:
        return f"考评现在是“{one.get_state_display()}”，评分办法和考评对象已经固定。"
    return ""


def dating_refusal(one: Round, actor: Actor) -> str:
    """Dates may move as long as there is no result."""
    if reason := organizing_refusal(one, actor):
        return reason
    if one.state in (RoundState.CONCLUDED, RoundState.VOID):
        return f"考评{one.get_state_display()}，不能再改日期。"
    return ""


def panel_refusal(one: Round, actor: Actor) -> str:
    """The panel and what each judge scores are locked when judging begins."""
    if reason := organizing_refusal(one, actor):
        return reason
    if one.state in (RoundState.FINAL_SCORING, RoundState.CONCLUDED, RoundState.VOID):
        return "终评已经开始，评委名单和分派已锁定。"
    return ""


def drawing_fault(has_judges: bool, has_subjects: bool) -> str:
    """A lot is drawn between somebody and something."""
    lacking = [("带入考评对象", has_subjects), ("添加评委", has_judges)]
    missing = "、".join(words for words, is_there in lacking if not is_there)
    return f"请先{missing}，再抽取。" if missing else ""


def joining_refusal(person: Person | None) -> str:
    """A judge nobody can name has ties nobody can find."""
    if person is None:
        return "这个账号没有关联人员档案，查不了回避关系。请先在“人员”里为本人建档并关联账号。"
    return ""


def self_opening_refusal(one: Round, actor: Actor) -> str:
    """Units score themselves where the round says so."""
    if reason := _beginning_refusal(one, actor):
        return reason
    return "" if one.self_until else "这次考评没有设自评，请直接进入下一环节，或在筹备时填写自评截止日期。"


def first_opening_refusal(one: Round, actor: Actor) -> str:
    if reason := _beginning_refusal(one, actor):
        return reason
    return "" if one.first_until else "这次考评没有设初评，请直接开始终评，或在筹备时填写初评截止日期。"


def final_opening_refusal(one: Round, actor: Actor) -> str:
    """Judging begins with a whole panel and everything given to enough judges."""
    if reason := _beginning_refusal(one, actor):
        return reason
    judges = one.judges.count()
    if judges < one.method.fewest:
        return f"评委只有{judges}名，按现在的算法至少要{one.method.fewest}名，请先补充评委。"
    short = [name for name, number in assigned_numbers(one) if number < one.method.fewest]
    if short:
        told = "、".join(short[:5]) + ("等" if len(short) > 5 else "")
        return f"{told}分派的评委不够{one.method.fewest}名，请先分派。"
    return ""


def assigned_numbers(one: Round) -> list[tuple[str, int]]:
    """How many judges each subject has been given to."""
    counts: dict[int, int] = {}
    rows = Sheet.objects.ungated(WHY).filter(round=one, stage=Stage.FINAL).exclude(state=SheetState.VOID)
    for subject in rows.values_list("subject_id", flat=True):
        counts[subject] = counts.get(subject, 0) + 1
    subjects = Subject.objects.ungated(WHY).filter(round=one).select_related("organization")
    return [(str(subject), counts.get(subject.pk, 0)) for subject in subjects]


def _beginning_refusal(one: Round, actor: Actor) -> str:
    if reason := organizing_refusal(one, actor):
        return reason
    if not Subject.objects.ungated(WHY).filter(round=one).exists():
        return "还没有考评对象，请先从计划带入单位，或逐个添加。"
    if not RubricItem.objects.filter(group__rubric=one.rubric_id).exists():
        return f"评分标准“{one.rubric}”还没有评分项目，请先补充。"
    return ""


def tallying_refusal(one: Round, actor: Actor) -> str:
    if reason := _judging_refusal(one, actor):
        return reason
    return OWN_FIRST if owes(one, actor) else ""


def concluding_refusal(one: Round, actor: Actor) -> str:
    """A result is official when nothing waits and nothing changed since it was reckoned."""
    if reason := _judging_refusal(one, actor):
        return reason
    open_sheets = Sheet.objects.ungated(WHY).filter(round=one, stage=Stage.FINAL, state__in=OPEN_SHEETS)
    own = Count("pk", filter=Q(judge__user=actor.user_id))
    waiting = open_sheets.aggregate(all=Count("pk"), own=own)
    if waiting["own"]:
        return OWN_FIRST
    if waiting["all"]:
        return f"还有{waiting['all']}份评分没有提交，请催办，或说明原因作废后再出结果。"
    return "" if one.results.exists() else "还没有汇总，请先汇总得分。"


def _judging_refusal(one: Round, actor: Actor) -> str:
    if reason := organizing_refusal(one, actor):
        return reason
    return "" if one.state == RoundState.FINAL_SCORING else "终评期间才能汇总。"


def owes(one: Round, actor: Actor) -> bool:
    """Whether the actor is a judge who has still to score."""
    if actor.user_id is None:
        return False
    mine = Sheet.objects.ungated(WHY).filter(round=one, judge__user=actor.user_id, state__in=OPEN_SHEETS)
    return one.state != RoundState.CONCLUDED and mine.exists()


def scoring_refusal(sheet: Sheet, actor: Actor, today: date | None = None) -> str:
    """Who scores, in which stage, until when."""
    one = sheet.round
    if reason := _scorer_refusal(sheet, actor):
        return reason
    if sheet.state == SheetState.VOID:
        return f"这份评分已作废：{sheet.void_reason}"
    if sheet.state == SheetState.SUBMITTED:
        return "这份评分已经提交，不能再改。"
    if one.state != STAGE_STATE[Stage(sheet.stage)]:
        return f"考评现在是“{one.get_state_display()}”，{sheet.get_stage_display()}没有开放。"
    until = {Stage.SELF: one.self_until, Stage.FIRST: one.first_until, Stage.FINAL: one.final_until}
    last = until[Stage(sheet.stage)]
    if last is not None and (today or timezone.localdate()) > last:
        return f"{sheet.get_stage_display()}已于{format_day(last)}截止，请联系{one.organization}延期。"
    return ""


def _scorer_refusal(sheet: Sheet, actor: Actor) -> str:
    if sheet.stage == Stage.FINAL:
        if sheet.judge is None or sheet.judge.user_id != actor.user_id:
            return "这份评分由别的评委填写。"
        return "" if actor.can("assessments.score") else "您当前的任职没有“填写评分”的权限。"
    if sheet.stage == Stage.SELF:
        if not actor.can("assessments.self_score"):
            return "您当前的任职没有“自评”的权限。"
        return "" if actor.scope_path == sheet.organization.scope_path else "自评由本单位填写。"
    if not actor.can("assessments.first_score"):
        return "您当前的任职没有“初评”的权限。"
    return "" if actor.scope_path == sheet.organization.scope_path else "初评由组织单位填写。"


def paper_refusal(sheet: Sheet, actor: Actor) -> str:
    """Two clerks type what a judge wrote on paper; a judge is not the clerk of the own sheet."""
    if not actor.can("assessments.enter_paper"):
        return "您当前的任职没有“录入纸质评分”的权限。"
    if reason := organizing_scope(sheet.round, actor):
        return reason
    if sheet.stage != Stage.FINAL or sheet.judge is None:
        return "只有评委的评分可以按纸质评分表录入。"
    if sheet.judge.user_id == actor.user_id:
        return "评委本人请直接在线评分，不能录入自己的纸质评分表。"
    if sheet.state == SheetState.VOID:
        return f"这份评分已作废：{sheet.void_reason}"
    if sheet.state == SheetState.SUBMITTED:
        return "这份评分已经提交，不能再录入。"
    return "" if sheet.round.state == RoundState.FINAL_SCORING else "终评期间才能录入纸质评分。"


def organizing_scope(one: Round, actor: Actor) -> str:
    if actor.is_system or actor.scope_path == one.organization.scope_path:
        return ""
    return f"“{one}”由{one.organization}组织，请由该单位办理。"


def is_unspoken(sheet: Sheet, actor: Actor) -> bool:
    """What a judge is still thinking about is nobody else's, on no page and on no paper."""
    if sheet.stage != Stage.FINAL or sheet.state not in OPEN_SHEETS:
        return False
    return sheet.judge is None or sheet.judge.user_id != actor.user_id


def urging_refusal(one: Round, actor: Actor) -> str:
    """Whoever organizes reminds those who score in the stage that is open; their own reviewers they know."""
    if reason := organizing_refusal(one, actor):
        return reason
    return "" if one.stage in (Stage.SELF, Stage.FINAL) else "自评和终评期间才需要催办。"


def voiding_refusal(sheet: Sheet, actor: Actor) -> str:
    """A judge's sheet is set aside by whoever organizes, with a reason, while there is no result."""
    if actor.is_system:  # a tie that was found late
        return ""
    if reason := organizing_refusal(sheet.round, actor):
        return reason
    if sheet.stage != Stage.FINAL:
        return "只有评委的评分可以作废。"
    return "" if sheet.round.state == RoundState.FINAL_SCORING else "终评期间才能作废评分。"


def reviewing_refusal(subject: Subject, actor: Actor) -> str:
    """A second review is asked for once, while judging is open."""
    if reason := tallying_refusal(subject.round, actor):
        return reason
    sheets = Sheet.objects.ungated(WHY).filter(subject=subject, stage=Stage.FINAL)
    if sheets.filter(review=2).exists():
        return f"“{subject}”已经安排复评。"
    if sheets.filter(state__in=OPEN_SHEETS).exists():
        return f"“{subject}”还有评分没有提交，全部提交后再安排复评。"
    return ""


def attaching_refusal(subject: Subject, slot: Slot, actor: Actor) -> str:
    """The unit hands in its evidence while it scores itself; whoever organizes may add some until judging begins."""
    one = subject.round
    is_own = actor.can("assessments.self_score") and actor.scope_path == subject.organization.scope_path
    if is_own and one.state == RoundState.SELF_SCORING:
        return ""
    if one.state in (RoundState.FINAL_SCORING, RoundState.CONCLUDED, RoundState.VOID):
        return f"考评现在是“{one.get_state_display()}”，材料不能再变动。"
    return organizing_refusal(one, actor)
