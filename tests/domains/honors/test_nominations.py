"""Who may be nominated, with what, and how often."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from jiangong.domains.honors.actions import nominations, programmes
from jiangong.domains.honors.choices import EligibilityKind, NominationState
from jiangong.domains.honors.models import EligibilityRule
from jiangong.kit.access.actor import system_actor
from jiangong.kit.commands.errors import NotAllowed, Refusal
from tests.factories.honors import draft, make_open, nominated
from tests.factories.titles import make_award


def test_a_unit_nominates_within_its_quota(cast):
    programme = make_open(cast.federation, {cast.district: 1}, places=2)
    for _ in range(3):  # one place, two spare
        nominated(programme, cast.union)
    fourth = draft(programme, cast.union)
    with pytest.raises(NotAllowed, match="名额1名（另可多报2名备选），已推荐3名，不能再推荐"):
        nominations.submit_nomination(fourth, actor=system_actor())
    stranger = draft(programme, cast.neighbour)
    with pytest.raises(NotAllowed, match="没有分配给"):
        nominations.submit_nomination(stranger, actor=system_actor())


@pytest.mark.database
def test_one_candidate_stands_once(cast):
    programme = make_open(cast.federation)
    first = nominated(programme, cast.union)
    with pytest.raises(Refusal, match="一个对象在一个项目里只推荐一次"):
        draft(programme, cast.district, person=first.person)
    nominations.withdraw_nomination(first, "本人申请", actor=system_actor())
    assert draft(programme, cast.district, person=first.person).state == NominationState.DRAFT


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"deeds": "太短"}, "主要事迹2字，至少10字"),
        ({"meeting": ""}, "没有登记民主程序的会议"),
        ({"expected": 60, "attended": 39, "agreed": 39}, "不足应到60人的三分之二"),
        ({"expected": 60, "attended": 55, "agreed": 30}, "没有超过应到人数的半数"),
    ],
)
def test_what_is_incomplete_is_not_handed_in(cast, facts, words):
    one = draft(make_open(cast.federation), cast.union, **facts)
    with pytest.raises(NotAllowed, match=words):
        nominations.submit_nomination(one, actor=system_actor())


def test_two_thirds_present_and_half_for_it_will_do(cast):
    one = draft(make_open(cast.federation), cast.union, expected=60, attended=40, agreed=31)
    assert nominations.submit_nomination(one, actor=system_actor()).state == NominationState.SUBMITTED


def test_required_files_are_asked_for(cast):
    one = draft(make_open(cast.federation, required_files=["form"]), cast.union)
    with pytest.raises(NotAllowed, match="缺推荐审批表"):
        nominations.submit_nomination(one, actor=system_actor())


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"kind": EligibilityKind.MAX_AGE, "number": 30}, "超过30周岁"),
        ({"kind": EligibilityKind.MIN_AGE, "number": 60}, "不满60周岁"),
        ({"kind": EligibilityKind.PRIOR_LEVEL, "level": "province"}, "没有登记省级以上荣誉"),
        ({"kind": EligibilityKind.REQUIRED_TRAIT, "trait": "member"}, "没有注明是工会会员"),
        ({"kind": EligibilityKind.BARRED_TRAIT, "trait": "industrial"}, "是产业工人，按规定不参评"),
    ],
)
def test_conditions_with_their_source(cast, rule, words):
    programme = make_open(cast.federation)
    programmes.set_rule(programme, EligibilityRule(source="评选办法第三条", **rule), actor=system_actor())
    one = draft(programme, cast.union, traits=["industrial"])
    with pytest.raises(NotAllowed, match=f"{words}（评选办法第三条）"):
        nominations.submit_nomination(one, actor=system_actor())


def test_no_repeat_within_some_years(cast):
    programme = make_open(cast.federation)
    rule = EligibilityRule(source="第四条", kind=EligibilityKind.NO_REPEAT, number=5)
    programmes.set_rule(programme, rule, actor=system_actor())
    year = timezone.localdate().year
    held, lapsed = draft(programme, cast.union), draft(programme, cast.union)
    make_award(programme.title, person=held.person, given_on=date(year - 4, 5, 1))
    make_award(programme.title, person=lapsed.person, given_on=date(year - 5, 5, 1))
    with pytest.raises(NotAllowed, match=f"{year - 4}年度已获得过本称号，5年内不重复授予"):
        nominations.submit_nomination(held, actor=system_actor())
    assert nominations.submit_nomination(lapsed, actor=system_actor()).state == NominationState.SUBMITTED


def test_a_rule_counts_only_in_its_time(cast):
    programme = make_open(cast.federation)
    rule = EligibilityRule(
        source="旧办法",
        kind=EligibilityKind.MAX_AGE,
        number=30,
        until_on=timezone.localdate() - timedelta(days=1),
    )
    programmes.set_rule(programme, rule, actor=system_actor())
    assert nominated(programme, cast.union).state == NominationState.SUBMITTED
