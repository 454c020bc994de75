"""From preparing to an official result: stages, results that can be reckoned again, ties that came to light late."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.assessments.actions import stages
from jiangong.domains.assessments.actions.assigning import assign
from jiangong.domains.assessments.actions.declarations import declare_tie
from jiangong.domains.assessments.actions.rounds import add_judge, take_units
from jiangong.domains.assessments.actions.sheets import ask_second_review, void_sheet
from jiangong.domains.assessments.choices import Relation, RoundState, SheetState, Stage
from jiangong.domains.assessments.models import Declaration, Result, ResultRow, Round, Sheet
from jiangong.domains.assessments.queries.verifying import verify_scores
from jiangong.domains.people.models import Person
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from tests.factories.assessments import (
    make_judge_user,
    make_judging,
    make_round,
    make_rubric,
    score,
    sheet_of,
    subjects_of,
)
from tests.factories.editions import make_issued

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(cast):
    return cast.actor("city_officer")


@pytest.fixture
def rubric(cast):
    return make_rubric(cast.federation)


@pytest.fixture
def judging(cast, officer, rubric) -> Round:
    """Two districts, two judges, judging open."""
    return make_judging(officer, rubric, cast.district, cast.neighbour)


def score_all(one: Round) -> None:
    """The first district gets 9 and 8, the second 5 and 6."""
    first, second = subjects_of(one)
    for judge, mine, others in zip(one.judges.all(), ((6, 3), (5, 3)), ((3, 2), (4, 2)), strict=True):
        score(sheet_of(judge, first), *mine)
        score(sheet_of(judge, second), *others)


def rows(result: Result) -> list[tuple]:
    found = ResultRow.objects.ungated("test").filter(result=result).order_by("position")
    return [(one.subject.organization.pk, one.official, one.rank, one.group_rank) for one in found]


@pytest.mark.database
def test_a_result_ranks_what_judges_handed_in(cast, officer, judging):
    score_all(judging)
    result = stages.tally(judging, actor=officer)
    assert rows(result) == [
        (cast.district.pk, Decimal("8.5"), 1, 1),
        (cast.neighbour.pk, Decimal("5.5"), 2, 2),
    ]
    stages.conclude_round(judging, actor=officer)
    assert judging.state == RoundState.CONCLUDED
    assert Result.objects.ungated("test").get().is_official


@pytest.mark.database
def test_what_nobody_scored_is_no_zero_and_has_no_rank(cast, officer, judging):
    first, _ = subjects_of(judging)
    for judge in judging.judges.all():
        score(sheet_of(judge, first), 0, 0)
    assert rows(stages.tally(judging, actor=officer)) == [
        (cast.district.pk, Decimal(0), 1, 1),
        (cast.neighbour.pk, None, None, None),
    ]


def test_no_result_while_scores_are_missing_or_have_changed_since(officer, judging):
    first, second = subjects_of(judging)
    one, two = judging.judges.all()
    for judge in (one, two):
        score(sheet_of(judge, first), 6, 3)
    score(sheet_of(one, second), 3, 2)
    stages.tally(judging, actor=officer)
    with pytest.raises(NotAllowed, match="还有1份评分没有提交"):
        stages.conclude_round(judging, actor=officer)
    score(sheet_of(two, second), 3, 3)
    with pytest.raises(Refusal, match="请重新汇总"):
        stages.conclude_round(judging, actor=officer)
    stages.tally(judging, actor=officer)
    stages.conclude_round(judging, actor=officer)


def test_judging_needs_enough_judges_for_each(cast, officer, rubric):
    one = make_round(officer, rubric, cast.district, judges=2, aggregation="trimmed", least=3)
    with pytest.raises(NotAllowed, match="评委只有2名，按现在的算法至少要3名"):
        stages.open_final_scoring(one, actor=officer)
    add_judge(one, make_judge_user(cast.federation), "member", Decimal(1), actor=officer)
    with pytest.raises(NotAllowed, match="分派的评委不够3名"):
        stages.open_final_scoring(one, actor=officer)


def test_the_panel_is_locked_when_judging_begins(cast, officer, judging):
    with pytest.raises(NotAllowed, match="评委名单和分派已锁定"):
        add_judge(judging, make_judge_user(cast.federation), "member", Decimal(1), actor=officer)
    stale = Round.objects.ungated("test").get(pk=judging.pk)
    stale.state = RoundState.PREPARING  # as a page opened before saw it
    with pytest.raises(Conflict, match="刚刚进入别的环节"):
        add_judge(stale, make_judge_user(cast.federation), "member", Decimal(1), actor=officer)


def test_units_with_a_share_are_taken_from_a_plan_in_their_groups(cast, officer, rubric):
    plan = make_issued(officer, [cast.district])
    one = make_round(officer, rubric)
    key = f"plans.program:{plan.programs.get().pk}"
    assert take_units(one, key, actor=officer) == 1
    (subject,) = subjects_of(one)
    assert (subject.organization, subject.group) == (cast.district, "区县（市）和开发区")
    assert take_units(one, key, actor=officer) == 0
    with pytest.raises(Refusal, match="没有分解到单位"):
        take_units(one, "plans.program:0", actor=officer)


def test_units_score_themselves_then_the_department_then_the_judges(cast, officer, rubric):
    soon = timezone.localdate() + timedelta(days=3)
    one = make_round(officer, rubric, cast.district, self_until=soon, first_until=soon)
    stages.open_self_scoring(one, actor=officer)
    assert Sheet.objects.visible_to(cast.actor("district_officer")).get().stage == Stage.SELF
    assert not Sheet.objects.visible_to(cast.actor("neighbour_officer")).exists()
    stages.open_first_scoring(one, actor=officer)
    kept = Sheet.objects.ungated("test").filter(round=one).values_list("stage", "organization")
    assert set(kept) == {(Stage.SELF, cast.district.pk), (Stage.FIRST, cast.federation.pk)}


def test_a_tie_that_comes_to_light_voids_the_score_and_leaves_its_trace(cast, officer, judging):
    score_all(judging)
    stages.tally(judging, actor=officer)
    first, _ = subjects_of(judging)
    judge = judging.judges.first()
    told = declare_tie(
        Declaration(person=judge.person, unit=cast.union, relation=Relation.SPOUSE),
        actor=current_actor(judge.user),
    )
    assert told == {judging: 1}
    sheet = sheet_of(judge, first)
    assert (sheet.state, sheet.total) == (SheetState.VOID, Decimal(9))
    assert sheet.void_reason == "发现应当回避：已申报配偶关系。"
    with pytest.raises(Refusal, match="请重新汇总"):
        stages.conclude_round(judging, actor=officer)
    assert rows(stages.tally(judging, actor=officer))[0][:2] == (cast.district.pk, Decimal(8))


def test_a_tie_found_when_the_result_is_due_is_not_swept_under(cast, officer, judging):
    score_all(judging)
    stages.tally(judging, actor=officer)
    judge = judging.judges.first()
    Person.objects.ungated("test").filter(pk=judge.person_id).update(organization=cast.union)
    with pytest.raises(Refusal, match="有1份评分的评委应当回避"):
        stages.conclude_round(judging, actor=officer)
    assert stages.recheck_running_rounds() == {judging: 1}


@pytest.mark.database
def test_a_second_review_decides_and_the_first_stays(cast, officer, rubric):
    one = make_judging(officer, rubric, cast.district, alert=Decimal(2))
    (subject,) = subjects_of(one)
    judges = list(one.judges.all())
    score(sheet_of(judges[0], subject), 6, 4)
    with pytest.raises(NotAllowed, match="还有评分没有提交"):
        ask_second_review(subject, judges, actor=officer)
    score(sheet_of(judges[1], subject), 1, 1)
    row = ResultRow.objects.ungated("test").get(result=stages.tally(one, actor=officer))
    assert (row.official, row.alert) == (Decimal(6), True)
    for sheet in ask_second_review(subject, judges, actor=officer):
        score(sheet_of(sheet.judge, subject, review=2), 5, 3)
    row = ResultRow.objects.ungated("test").get(result=stages.tally(one, actor=officer))
    assert (row.official, row.first_review, row.alert) == (Decimal(8), Decimal(6), False)
    assert Sheet.objects.ungated("test").filter(subject=subject, state=SheetState.SUBMITTED).count() == 4


def test_a_result_can_be_opened_again_and_stays_to_be_read(officer, judging):
    score_all(judging)
    stages.tally(judging, actor=officer)
    stages.conclude_round(judging, actor=officer)
    stages.reopen_round(judging, "发现漏评。", actor=officer)
    assert judging.state == RoundState.FINAL_SCORING
    assert not Result.objects.ungated("test").get().is_official


@pytest.mark.database
def test_a_judge_who_has_still_to_score_sees_no_result(cast, officer, rubric):
    """Not even one who organizes."""
    user = cast.users["city_officer"]
    Person.objects.create(name="组织者", organization=cast.federation, user=user)
    one = make_round(officer, rubric, cast.district, judges=1)
    add_judge(one, user, "member", Decimal(1), actor=officer)
    (subject,) = subjects_of(one)
    for judge in one.judges.all():
        assign(judge, subject, actor=officer)
        subject.round.refresh_from_db()
    one.refresh_from_db()
    stages.open_final_scoring(one, actor=officer)
    peer, own = one.judges.order_by("pk")
    score(sheet_of(peer, subject), 6, 4)
    assert list(Sheet.objects.visible_to(officer)) == [sheet_of(own, subject)]
    with pytest.raises(NotAllowed, match="您还有评分没有提交"):
        stages.tally(one, actor=officer)
    score(sheet_of(own, subject), 5, 4)
    assert Sheet.objects.visible_to(officer).count() == 2
    stages.tally(one, actor=officer)


@pytest.mark.database
def test_every_score_is_reckoned_again(officer, judging, capsys):
    with pytest.raises(CommandError, match="没有任何评分可以核对"):
        call_command("scores", "verify")
    score_all(judging)
    stages.tally(judging, actor=officer)
    call_command("scores", "verify")
    assert "4份评分表、0个数据得分、1次汇总的2个得分和名次，差异0处" in capsys.readouterr().out
    Sheet.objects.ungated("test").filter(total=9).update(total=8)
    ResultRow.objects.ungated("test").filter(rank=2).update(rank=1)
    found = verify_scores()
    assert len(found.differing) == 2
    with pytest.raises(CommandError, match="2处不一致"):
        call_command("scores", "verify")


@pytest.mark.database
def test_a_stored_result_that_was_tampered_with_is_found(officer, judging):
    score_all(judging)
    result = stages.tally(judging, actor=officer)
    inputs = result.inputs
    inputs["sheets"][0]["points"] = dict.fromkeys(inputs["sheets"][0]["points"], "0.00")
    Result.objects.ungated("test").filter(pk=result.pk).update(inputs=inputs)
    assert any("内容摘要不符" in one for one in verify_scores().differing)


def test_who_organizes_may_set_a_sheet_aside_with_a_reason(officer, judging):
    first, _ = subjects_of(judging)
    sheet = sheet_of(judging.judges.first(), first)
    with pytest.raises(NotAllowed, match="须写明理由"):
        void_sheet(sheet, "", actor=officer)
    assert void_sheet(sheet, "评委因病退出。", actor=officer).state == SheetState.VOID
