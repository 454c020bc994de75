"""What the system knows stands beside a candidate, from every ledger; what falls is flagged."""

from datetime import date

import pytest

from jiangong.domains.activities.actions import hold_activity
from jiangong.domains.activities.rules import Spoken
from jiangong.domains.assessments.actions import stages
from jiangong.domains.assessments.actions.assigning import assign
from jiangong.domains.assessments.actions.rounds import add_subject
from jiangong.domains.competitions.actions.enrolments import confirm_enrolment
from jiangong.domains.honors.actions.nominations import draw_evidence, submit_nomination
from jiangong.domains.honors.models import Evidence, Nomination
from jiangong.domains.honors.queries.evidence import known_about
from jiangong.domains.reform.actions import void_entry as void_pilot
from jiangong.domains.rural.actions.entries import void_entry
from jiangong.domains.titles.actions import revoke_award
from jiangong.domains.titles.choices import TitleFamily
from tests.factories.activities import make_activity
from tests.factories.assessments import (
    make_judging,
    make_round,
    make_rubric,
    score,
    sheet_of,
    subjects_of,
)
from tests.factories.competitions import make_competition, make_submitted
from tests.factories.honors import draft, make_open
from tests.factories.people import make_person
from tests.factories.reform import make_pilot
from tests.factories.rural import make_collective, make_participation
from tests.factories.titles import make_award, make_title


@pytest.fixture
def officer(cast):
    return cast.actor("city_officer")


def told(nomination: Nomination) -> dict[str, str]:
    """By source, the one thing said."""
    draw_evidence([nomination])
    return dict(nomination.evidence.values_list("source", "text"))


def flags(nomination: Nomination) -> dict[str, str]:
    return dict(Evidence.objects.filter(nomination=nomination).exclude(flag="").values_list("source", "flag"))


def conclude(judging, officer, *points) -> None:
    """Two judges give every subject these points."""
    for subject, given in zip(subjects_of(judging), points, strict=True):
        for judge in judging.judges.all():
            score(sheet_of(judge, subject), *given)
    stages.tally(judging, actor=officer)
    stages.conclude_round(judging, actor=officer)


def unit_of(cast, unit) -> Nomination:
    programme = make_open(cast.federation, title=make_title("红旗单位", TitleFamily.COLLECTIVE))
    return draft(programme, unit, unit=unit)


@pytest.mark.database
def test_a_unit_shows_its_points_and_place_once_they_are_official(cast, officer):
    judging = make_judging(officer, make_rubric(cast.federation), cast.district, cast.neighbour)
    one, other = unit_of(cast, cast.district), unit_of(cast, cast.union)
    assert told(one) == {}
    conclude(judging, officer, (5, 3), (4, 2.5))
    assert told(one) == {"考评": "2026年出彩行动考评得8.00分，第1名，区县（市）和开发区第1名"}
    assert told(other) == {}  # a grass-roots union is not its district
    stages.reopen_round(judging, "复核", actor=officer)
    assert flags(one) == {"考评": "结果撤回重评"}
    assert told(one) == {}


def test_an_author_shows_what_their_work_came_to(cast, officer):
    programme = make_open(cast.federation)
    round_ = make_round(officer, make_rubric(cast.federation), judges=2)
    one = draft(programme, cast.union)
    add_subject(round_, cast.union, "焊接机器人改造", "工艺组", [one.person], actor=officer)
    (work,) = subjects_of(round_)
    for judge in round_.judges.all():
        assign(judge, work, actor=officer)
        work.round.refresh_from_db()
    round_.refresh_from_db()
    conclude(stages.open_final_scoring(round_, actor=officer), officer, (6, 3.25))
    assert told(one) == {"考评": "2026年出彩行动考评“焊接机器人改造”得9.25分，第1名，工艺组第1名"}


@pytest.mark.database
def test_ledgers_speak_for_people_and_bodies_until_their_entries_are_voided(cast, officer):
    person = make_person("带头人", cast.union, birth_on=date(1985, 3, 4))
    one = draft(make_open(cast.federation), cast.union, person=person)
    body = unit_of(cast, cast.union)
    union_officer, award = cast.actor("union_officer"), make_award(make_title("省级先进"), person=person)
    part = make_participation(union_officer, person, role="种植指导")
    together = make_collective(union_officer, cast.union.name, unit=cast.union)
    pilot = make_pilot(officer, cast.union, named_by="河工发〔2026〕2号")
    entry = confirm_enrolment(
        make_submitted(union_officer, make_competition(cast.federation), cast.union), actor=officer
    )
    hold_activity(
        make_activity(officer, Spoken("", person=person)), {"people_count": 30, "results": ""}, actor=officer
    )
    assert told(one) == {
        "荣誉称号": f"{award.year}年{award.title}",
        "乡村振兴": "参加乡村振兴行动，种植指导",
        "活动": "主讲活动1场",
    }
    assert told(body) == {
        "乡村振兴": "参加乡村振兴行动",
        "产改": "市级产改试点示范（河工发〔2026〕2号）",
        "竞赛": f"{entry.competition.short_name}参赛",
    }
    for row in (part, together):
        void_entry(row, "登记有误", actor=union_officer)
    void_pilot(pilot, "登记有误", actor=officer)
    revoke_award(award, "弄虚作假", date(2026, 11, 1), actor=officer)
    assert flags(one) == {"乡村振兴": "先进人物参加已作废", "荣誉称号": "荣誉称号已撤销"}
    assert flags(body) == {"乡村振兴": "先进集体参加已作废", "产改": "试点示范已作废"}


def test_a_team_is_not_its_unit(cast, officer):
    make_pilot(officer, cast.union)
    programme = make_open(cast.federation, title=make_title("先进班组", TitleFamily.COLLECTIVE))
    assert told(draft(programme, cast.union, unit=cast.union, team="焊接班")) == {}


def test_what_is_handed_in_says_what_is_known_that_day(cast, officer):
    one = draft(make_open(cast.federation), cast.union)
    make_award(make_title("市级先进"), person=one.person, given_on=date(2026, 5, 1))
    submit_nomination(one, actor=officer)
    assert one.evidence.get().text == "2026年市级先进"


def test_a_hundred_candidates_are_asked_about_at_once(cast, django_assert_max_num_queries):
    programme = make_open(cast.federation, places=40)
    people = [draft(programme, cast.union) for _ in range(8)]
    for one in people:
        make_award(programme.title, person=one.person, given_on=date(2020, 5, 1))
    with django_assert_max_num_queries(12):
        assert {len(facts) for facts in known_about(people).values()} == {1}
