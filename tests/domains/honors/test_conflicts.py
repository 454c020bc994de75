"""Who is tied to a candidate keeps out of everything that is said about them; who is not goes on."""

import pytest
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.honors.actions import (
    certificates,
    lists,
    nominations,
    notices,
    opinions,
    programmes,
)
from jiangong.domains.honors.choices import NominationState, ProgrammeState, StageKind
from jiangong.domains.honors.models import Certificate, Objection
from jiangong.domains.honors.queries.conflicts import recusals
from jiangong.domains.honors.queries.findings import blocking
from jiangong.domains.honors.queries.lists import reserve
from jiangong.domains.people.actions import move_person
from jiangong.domains.people.models import Person
from jiangong.kit.access.actor import system_actor
from jiangong.kit.commands.errors import NotAllowed
from tests.factories.honors import (
    again,
    draft,
    lists_of,
    make_list,
    make_noticed,
    make_open,
    nominated,
    pass_stage,
)
from tests.factories.mentorship import make_valid
from tests.factories.people import make_person

KEEPS_OUT = "应当回避（.+），请由其他人办理"


def make_judge(cast, place, name: str = "city_officer") -> Person:
    """The officer as a person of this place."""
    person = make_person("评审干部", place)
    Person.objects.ungated("test").filter(pk=person.pk).update(user=cast.users[name])
    return person


def test_nothing_is_said_about_a_candidate_by_who_is_tied_to_them(cast):
    """Every act that judges one candidate, refused in one sentence; nothing has changed afterwards."""
    make_judge(cast, cast.union)
    actor, today = cast.actor("city_officer"), timezone.localdate()
    asking = ((StageKind.OPINIONS, "部门意见"), (StageKind.DECISION, "公布"))
    programme = make_list(cast.federation, cast.union, stages=asking)
    chosen, spare = lists_of(programme)[0], reserve(programme)[0]
    (letter,) = opinions.consult_departments(programme, ["市税务局"], today, today, "", actor=actor)
    noticed = make_noticed(cast.federation, cast.union)
    about = lists_of(noticed.programme)[0]
    notices.raise_objection(noticed, about.pk, ("事迹不实", "0371"), "10.0.0.9", actor=actor)
    objection = Objection.objects.ungated("test").select_related("notice__programme", "nomination").get()
    waiting = nominated(make_open(cast.federation), cast.union)
    acts = (
        lambda: lists.arrange_list(programme, {spare.pk: "enlist"}, "补入", actor=actor),
        lambda: lists.adopt_swaps(programme, [(chosen.pk, spare.pk)], "更换", actor=actor),
        lambda: opinions.record_reply(letter, {chosen.pk: "欠税"}, actor=actor, version=0),
        lambda: opinions.record_reply(letter, {}, actor=actor, version=0),
        lambda: notices.settle_objection(objection, "dismiss", "不属实", actor=actor),
        lambda: nominations.send_back_nomination(waiting, "请补齐", actor=actor),
    )
    for act in acts:
        with pytest.raises(NotAllowed, match=KEEPS_OUT) as refused:
            act()
        assert "现属东城机床厂工会" in refused.value.sentence
    assert [again(one).state for one in (chosen, spare, waiting)] == [
        NominationState.LISTED,
        NominationState.RESERVE,
        NominationState.SUBMITTED,
    ]
    page = cast.client("city_officer").get(
        reverse("honors:objection_contact", args=[objection.pk]), headers={"accept": "text/html"}
    )
    assert (page.status_code, "应当回避" in page.content.decode()) == (403, True)


def test_nobody_moves_a_whole_list_that_somebody_of_theirs_is_on(cast):
    """Compiled, advanced and decided by others only; whoever left the list ties nobody any more."""
    actor, today = cast.actor("city_officer"), timezone.localdate()
    stages = ((StageKind.REVIEW, "评审"), (StageKind.DECISION, "公布"))
    opened, reviewed = make_open(cast.federation), make_list(cast.federation, cast.union, stages=stages)
    decided = pass_stage(make_list(cast.federation, cast.union, stages=stages))
    waiting = nominated(opened, cast.union)
    nominated(opened, cast.neighbour_union)
    judge = make_judge(cast, cast.union)

    def decide(one):
        return certificates.decide_programme(one, today, "河工发〔2026〕30号", actor=actor)

    acts = (
        (opened, lambda one: lists.compile_list(one, actor=actor)),
        (reviewed, lambda one: programmes.advance_programme(one, "通过", actor=actor)),
        (decided, decide),
    )
    for programme, act in acts:
        with pytest.raises(NotAllowed, match=KEEPS_OUT) as refused:
            act(again(programme))
        page = cast.client("city_officer").get(programme.get_absolute_url()).content.decode()
        assert refused.value.sentence in page
        assert (again(programme).state, again(programme).stage) == (programme.state, programme.stage)
    assert Certificate.objects.ungated("test").count() == 0
    nominations.withdraw_nomination(waiting, "退休", actor=system_actor())
    assert lists.compile_list(again(opened), actor=actor).state == ProgrammeState.REVIEWING
    Person.objects.ungated("test").filter(pk=judge.pk).update(user=None)
    assert programmes.advance_programme(again(reviewed), "通过", actor=actor).stage == 2
    assert decide(again(decided)).state == ProgrammeState.DECIDED


def test_who_is_tied_does_not_answer_for_what_a_candidate_lacks(cast):
    programme = make_list(cast.federation, cast.union)
    one = lists_of(programme)[0]
    type(one)._base_manager.filter(pk=one.pk).update(meeting="")
    programme = again(programme)
    (finding,) = blocking(programme)
    judge, actor = make_judge(cast, cast.union), cast.actor("city_officer")
    with pytest.raises(NotAllowed, match=KEEPS_OUT):
        programmes.waive_finding(programme, finding.key, "情况特殊", actor=actor)
    Person.objects.ungated("test").filter(pk=judge.pk).update(user=None)
    assert programmes.waive_finding(again(programme), finding.key, "情况特殊", actor=actor).pk


def test_ties_of_every_origin_reach_the_candidates(cast):
    """Where one belongs and belonged, master and apprentice; strangers and one's own department are free."""
    programme = make_open(cast.federation)
    agreement = make_valid(cast.actor("union_officer"), cast.union)
    apprentice = draft(programme, cast.union, person=agreement.apprentice)
    ours, theirs = draft(programme, cast.union), draft(programme, cast.neighbour_union)
    actor = cast.actor("city_officer")
    assert recusals(programme, [ours, theirs], actor) == {}  # no entry among people: nothing to compare
    judge = make_judge(cast, cast.department)
    assert recusals(programme, [ours, theirs, apprentice], actor) == {}
    Person.objects.ungated("test").filter(pk=judge.pk).update(user=None)
    Person.objects.ungated("test").filter(pk=agreement.master_id).update(user=cast.users["city_officer"])
    move_person(agreement.master, cast.neighbour_union, actor=cast.actor("city_officer"))
    found = recusals(programme, [ours, theirs, apprentice], actor)
    assert set(found) == {ours.pk, theirs.pk, apprentice.pk}
    assert "前属东城机床厂工会" in found[ours.pk]
    assert found[theirs.pk].startswith("现属西城纺织厂工会")


@pytest.mark.database
def test_a_district_judges_its_own_grass_roots_but_nobody_their_own(cast):
    """Everybody in a district's programme belongs to the district: that ties nobody, a shared factory does."""
    programme = make_list(cast.district, cast.union)
    spare = reserve(programme)[0]
    officer, judge = cast.actor("district_officer"), make_judge(cast, cast.district, "district_officer")
    assert recusals(programme, [spare], officer) == {}
    move_person(judge, cast.union, actor=cast.actor("city_officer"))
    assert set(recusals(programme, [spare], officer)) == {spare.pk}


def test_a_whole_list_is_asked_about_at_once(cast, django_assert_max_num_queries):
    programme = make_list(cast.federation, cast.union, places=20, number=20)
    make_judge(cast, cast.union)
    people = lists_of(programme)
    with django_assert_max_num_queries(20):
        assert len(recusals(programme, people, cast.actor("city_officer"))) == len(people)


def test_the_page_says_why_before_anybody_presses(cast):
    programme = make_list(cast.federation, cast.union)
    make_judge(cast, cast.union)
    text = cast.client("city_officer").get(lists_of(programme)[0].get_absolute_url()).content.decode()
    assert "应当回避（现属东城机床厂工会），请由其他人办理" in text
