"""Score sheets: whole, within their points, explained where data says otherwise; paper by two clerks."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.assessments.actions import rubrics, sheets, stages
from jiangong.domains.assessments.actions.assigning import assign, draw_judges, unassign
from jiangong.domains.assessments.actions.rounds import add_judge
from jiangong.domains.assessments.actions.sheets import Scoring, Unfinished
from jiangong.domains.assessments.choices import Channel, Drawing, RoundState, SheetState, Stage
from jiangong.domains.assessments.models import PaperEntry, Reckoning, Round, Sheet
from jiangong.domains.assessments.queries.sheets import lines_of
from jiangong.domains.indicators.actions.facts import Figure, put_facts
from jiangong.domains.people.models import Person
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from tests.factories.accounts import appoint, make_user
from tests.factories.assessments import (
    items_of,
    make_judge_user,
    make_judging,
    make_round,
    make_rubric,
    sheet_of,
    subjects_of,
)
from tests.factories.plans import make_indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(cast):
    return cast.actor("city_officer")


@pytest.fixture
def rubric(cast):
    return make_rubric(cast.federation)


@pytest.fixture
def judging(cast, officer, rubric) -> Round:
    return make_judging(officer, rubric, cast.district)


def said(rubric, *points) -> Scoring:
    given = (None if one is None else Decimal(str(one)) for one in points)
    return Scoring({str(item.pk): one for item, one in zip(items_of(rubric), given, strict=True)})


def first_sheet(one: Round) -> tuple[Sheet, object]:
    judge = one.judges.first()
    return sheet_of(judge, subjects_of(one)[0]), current_actor(judge.user)


def test_every_item_is_scored_and_none_beyond_its_points(judging, rubric):
    sheet, judge = first_sheet(judging)
    first, second = items_of(rubric)
    with pytest.raises(Unfinished) as missing:
        sheets.submit_sheet(sheet, said(rubric, 6, None), actor=judge)
    assert missing.value.faults == ((f"p{second.pk}", "请评分；这一项确实得0分的请填0。"),)
    with pytest.raises(Unfinished, match="这一项最多6分") as beyond:
        sheets.submit_sheet(sheet, said(rubric, "6.01", 0), actor=judge)
    assert beyond.value.faults[0][0] == f"p{first.pk}"
    sheets.submit_sheet(sheet, said(rubric, "5.5", 0), actor=judge)
    assert (sheet.state, sheet.total) == (SheetState.SUBMITTED, Decimal("5.50"))


def test_a_draft_need_not_be_whole(judging, rubric):
    sheet, judge = first_sheet(judging)
    sheets.save_sheet(sheet, said(rubric, 6, None), actor=judge)
    assert (sheet.state, list(sheet.marks.values())) == (SheetState.DRAFT, [{"points": "6.00"}])


def test_what_was_handed_in_stays(judging, rubric):
    sheet, judge = first_sheet(judging)
    stale = sheet_of(sheet.judge, sheet.subject)
    sheets.submit_sheet(sheet, said(rubric, 6, 4), actor=judge)
    with pytest.raises(NotAllowed, match="已经提交，不能再改"):
        sheets.submit_sheet(sheet, said(rubric, 1, 1), actor=judge)
    with pytest.raises(Conflict, match="已提交"):
        sheets.submit_sheet(stale, said(rubric, 1, 1), actor=judge)


def test_nobody_scores_for_another_nor_after_the_last_day(cast, judging, rubric):
    sheet, judge = first_sheet(judging)
    other = current_actor(judging.judges.last().user)
    with pytest.raises(NotAllowed, match="由别的评委填写"):
        sheets.submit_sheet(sheet, said(rubric, 6, 4), actor=other)
    Round.objects.ungated("test").update(final_until=timezone.localdate() - timedelta(days=1))
    sheet = sheet_of(sheet.judge, sheet.subject)
    with pytest.raises(NotAllowed, match="截止，请联系河州市总工会延期"):
        sheets.submit_sheet(sheet, said(rubric, 6, 4), actor=judge)


def test_a_judge_with_a_tie_is_given_nothing(cast, officer, rubric):
    one = make_round(officer, rubric, cast.district, cast.neighbour, judges=1, each=1)
    (free,) = one.judges.all()
    tied = add_judge(one, make_judge_user(cast.union), "member", Decimal(1), actor=officer)
    first, second = subjects_of(one)
    with pytest.raises(Refusal, match="应当回避“东城区”：现属东城机床厂工会。"):
        assign(tied, first, actor=officer)
    found = draw_judges(one, "2026", Drawing.EVEN, actor=officer)
    assert found.pairs == {(free.pk, first.pk), (tied.pk, second.pk)}
    assert draw_judges(one, "2026", Drawing.EVEN, actor=officer).pairs == found.pairs
    second.round.refresh_from_db()
    unassign(tied, second, actor=officer)
    assert Sheet.objects.ungated("test").get().judge == free


def test_a_cap_is_kept_by_hand_too(cast, officer, rubric):
    one = make_round(officer, rubric, cast.district, cast.neighbour, judges=1, cap=1)
    first, second = subjects_of(one)
    assign(one.judges.get(), first, actor=officer)
    second.round.refresh_from_db()
    with pytest.raises(Refusal, match="到了每名评委的上限"):
        assign(one.judges.get(), second, actor=officer)


def test_an_account_without_a_person_is_no_judge(cast, officer, rubric):
    one = make_round(officer, rubric, cast.district)
    user = make_user("nobody")
    appoint(user, cast.federation, "judge")
    with pytest.raises(Refusal, match="没有关联人员档案"):
        add_judge(one, user, "member", Decimal(1), actor=officer)


@pytest.fixture
def with_data(cast, officer, rubric) -> Round:
    """The first item is scored from a figure: 3 of the 6 points by pieces of half a point."""
    indicator = make_indicator(cast.federation, "参与人数", unit="名")
    figure = Figure("test:1", indicator.pk, cast.district.pk, date(2026, 3, 1), Decimal(6))
    put_facts(["test:1"], [figure])
    item = items_of(rubric)[0]
    rule = {"indicator": indicator, "kind": "pieces", "each": Decimal("0.5"), "steps": []}
    rubrics.guide_item(item, rubrics.Guide("看台账", (), rule), rubric.version, actor=officer)
    rubric.refresh_from_db()
    return make_round(officer, rubric, cast.district, judges=1)


def open_judging(one: Round, officer) -> Sheet:
    assign(one.judges.get(), subjects_of(one)[0], actor=officer)
    one.refresh_from_db()
    stages.open_final_scoring(one, actor=officer)
    return first_sheet(one)[0]


def test_a_rule_nobody_adopted_scores_nothing(with_data, officer):
    open_judging(with_data, officer)
    assert not Reckoning.objects.exists()


def test_data_scores_what_was_adopted_and_an_override_is_explained(with_data, officer, rubric):
    item = items_of(rubric)[0]
    rule = rubrics.adopt_rule(item, actor=officer)
    assert (rule.adopted_by, rule.words) == (officer.user, "“参与人数”每1名计0.5分，最高6分。")
    sheet = open_judging(with_data, officer)
    judge = current_actor(sheet.judge.user)
    line = lines_of(sheet)[0]
    assert (line.data_points, line.reckoning.words) == (Decimal(3), "完成6名，计3分。")
    with pytest.raises(Unfinished, match="数据得分是3分，改动请写明理由"):
        sheets.submit_sheet(sheet, said(rubric, 4, 4), actor=judge)
    explained = Scoring(said(rubric, 4, 4).points, {str(item.pk): "核实多1名。"})
    sheets.submit_sheet(sheet, explained, actor=judge)
    assert sheet.marks[str(item.pk)] == {"points": "4.00", "note": "核实多1名。", "data": "3.00"}


def test_left_alone_the_figure_stands(with_data, officer, rubric):
    rubrics.adopt_rule(items_of(rubric)[0], actor=officer)
    sheet = open_judging(with_data, officer)
    sheets.submit_sheet(sheet, said(rubric, None, 4), actor=current_actor(sheet.judge.user))
    assert sheet.total == Decimal(7)


def test_a_rule_that_changes_is_off_again(with_data, officer, rubric):
    item = items_of(rubric)[0]
    rubrics.adopt_rule(item, actor=officer)
    rule = {"indicator": item.rule.indicator, "kind": "pieces", "each": Decimal(1), "steps": []}
    rubrics.guide_item(item, rubrics.Guide("", (), rule), rubric.version, actor=officer)
    item = items_of(rubric)[0]
    assert not item.rule.is_adopted


@pytest.fixture
def clerks(cast):
    names = ("city_officer", "second")
    user = make_user("second")
    appoint(user, cast.department, "city_officer")
    cast.users["second"] = user
    return [cast.actor(name) for name in names]


def test_two_clerks_who_read_the_same_make_the_score(judging, rubric, clerks):
    sheet, _ = first_sheet(judging)
    one, two = clerks
    assert sheets.enter_paper(sheet, said(rubric, 6, 3), actor=one)[1] == []
    assert sheet.state == SheetState.ASSIGNED
    sheets.enter_paper(sheet, said(rubric, 6, 3), actor=one)  # the same clerk twice is one reading
    assert sheet.state == SheetState.ASSIGNED
    assert sheets.enter_paper(sheet, said(rubric, 6, 2), actor=two)[1] == ["第2项"]
    assert sheet.state == SheetState.ASSIGNED
    sheets.enter_paper(sheet, said(rubric, 6, 3), actor=two)
    assert (sheet.state, sheet.total, sheet.channel) == (SheetState.SUBMITTED, Decimal(9), Channel.PAPER)
    assert PaperEntry.objects.filter(sheet=sheet).count() == 2


def test_a_judge_is_no_clerk_of_the_own_sheet(cast, officer, rubric):
    Person.objects.create(name="组织者", organization=cast.federation, user=officer.user)
    one = make_round(officer, rubric, cast.district)
    judge = add_judge(one, officer.user, "member", Decimal(1), actor=officer)
    assign(judge, subjects_of(one)[0], actor=officer)
    one.refresh_from_db()
    stages.open_final_scoring(one, actor=officer)
    with pytest.raises(NotAllowed, match="不能录入自己的纸质评分表"):
        sheets.enter_paper(first_sheet(one)[0], said(rubric, 6, 3), actor=officer)


def test_a_unit_scores_itself_while_that_is_open(cast, officer, rubric):
    one = make_round(officer, rubric, cast.district, self_until=timezone.localdate(), judges=1)
    stages.open_self_scoring(one, actor=officer)
    sheet = Sheet.objects.ungated("test").select_related("round", "subject", "organization").get()
    with pytest.raises(NotAllowed, match="自评由本单位填写"):
        sheets.submit_sheet(sheet, said(rubric, 6, 4), actor=cast.actor("neighbour_officer"))
    sheets.submit_sheet(sheet, said(rubric, 6, 4), actor=cast.actor("district_officer"))
    assert (sheet.stage, sheet.total) == (Stage.SELF, Decimal(10))
    judged = open_judging(one, officer)
    assert [line.self_points for line in lines_of(judged, beside=True)] == [Decimal(6), Decimal(4)]


def test_deductions_are_taken_away(cast, officer):
    rubric = make_rubric(cast.federation, 10)
    rubric.groups.get().items.create(position=2, text="发生事故", points=5, kind="deduction")
    one = make_judging(officer, rubric, cast.district)
    sheet, judge = first_sheet(one)
    sheets.submit_sheet(sheet, said(rubric, 9, 2), actor=judge)
    assert sheet.total == Decimal(7)
    other = sheet_of(one.judges.last(), sheet.subject)
    sheets.submit_sheet(other, said(rubric, 9, None), actor=current_actor(other.judge.user))
    assert other.total == Decimal(9)
    assert one.state == RoundState.FINAL_SCORING
