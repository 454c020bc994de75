"""A list is drawn, keeps to its rules, and rests on evidence and opinions."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from jiangong.domains.honors.actions import lists, nominations, opinions, programmes
from jiangong.domains.honors.choices import StageKind
from jiangong.domains.honors.models import Evidence, Nomination, Programme, StructureRule
from jiangong.domains.honors.queries.findings import blocking, findings_of
from jiangong.domains.honors.queries.lists import listed, moves_between, proposals, reserve
from jiangong.domains.honors.queries.programmes import forget
from jiangong.kit.access.actor import system_actor
from jiangong.kit.commands.errors import NotAllowed, Refusal
from tests.factories.honors import deeds, draft, lists_of, make_list, make_open, nominated, pass_stage, said
from tests.factories.titles import make_award


def waive_all(programme: Programme, actor) -> None:
    forget(programme)
    for one in list(blocking(programme)):
        programmes.waive_finding(programme, one.key, "情况特殊，集体研究同意", actor=actor)


def test_the_first_of_each_unit_make_the_list(cast):
    programme = make_open(cast.federation, {cast.district: 1, cast.neighbour: 1}, places=2)
    second, first = nominated(programme, cast.union, rank=2), nominated(programme, cast.union, rank=1)
    other = nominated(programme, cast.neighbour_union)
    forget(programme)
    lists.compile_list(programme, actor=system_actor())
    assert {one.pk for one in listed(programme)} == {first.pk, other.pk}
    assert [one.pk for one in reserve(programme)] == [second.pk]
    edition = programme.editions.get()
    assert (edition.number, edition.standing) == (
        1,
        {first.pk: "listed", other.pk: "listed", second.pk: "reserve"},
    )


def test_a_list_that_breaks_a_rule_is_held_until_the_swap(cast):
    programme = make_open(cast.federation, places=2)
    rule = StructureRule(trait="migrant", share=50, source="评选办法第五条")
    programmes.set_rule(programme, rule, actor=system_actor())
    first, second = (nominated(programme, cast.union, rank=rank) for rank in (1, 2))
    spare = nominated(programme, cast.union, rank=3, traits=["migrant"])
    forget(programme)
    lists.compile_list(programme, actor=system_actor())
    with pytest.raises(NotAllowed, match="农民工0%，要求≥50%（现0人，需1人）"):
        pass_stage(programme)
    (proposal, *_) = proposals(programme, timezone.localdate())
    assert [(one.out.pk, one.come.pk) for one in proposal.pairs] == [(second.pk, spare.pk)]
    lists.adopt_swaps(programme, [(second.pk, spare.pk)], "结构要求", actor=system_actor())
    later, earlier = programme.editions.all()
    moved = [(one.nomination.pk, one.before, one.after) for one in moves_between(programme, earlier, later)]
    assert moved == [(spare.pk, "reserve", "listed"), (second.pk, "listed", "reserve")]
    assert (later.reason, first.pk in later.standing) == ("结构要求", True)
    assert pass_stage(programme).stage == 2


def test_a_named_person_may_answer_for_the_structure(cast):
    programme = make_list(cast.federation, cast.union)
    rule = StructureRule(trait="woman", number=1, source="第五条")
    programmes.set_rule(programme, rule, actor=system_actor())
    forget(programme)
    (finding,) = blocking(programme)
    with pytest.raises(NotAllowed, match="由本人办理"):
        programmes.waive_finding(programme, finding.key, "行业特点", actor=system_actor())
    programmes.waive_finding(programme, finding.key, "行业特点", actor=cast.actor("city_officer"))
    assert said(programme) == ""
    (told,) = findings_of(programme)
    assert (told.waiver.by, told.waiver.reason) == (cast.users["city_officer"], "行业特点")
    out, spare = listed(programme)[0], reserve(programme)[0]
    lists.adopt_swaps(programme, [(out.pk, spare.pk)], "调整", actor=system_actor())
    assert said(programme) == ""  # the same numbers: the waiver still says the truth


def test_copied_passages_are_found(cast):
    programme = make_open(cast.federation)
    words = deeds(60)
    nominated(programme, cast.union, "甲一", deeds=f"{deeds(30)}{words}", rank=1)
    nominated(programme, cast.union, "乙二", deeds=f"{words}，{deeds(30)}", rank=2)
    forget(programme)
    lists.compile_list(programme, actor=system_actor())
    assert "甲一与乙二的事迹有60字相同" in said(programme)


def test_evidence_is_drawn_from_what_is_known(cast):
    programme = make_open(cast.federation)
    held = make_award(programme.title, person=draft(programme, cast.union).person, given_on=date(2020, 5, 1))
    one = Nomination.objects.ungated("test").get()
    nominations.draw_evidence([one])
    (fact,) = Evidence.objects.all()
    assert (fact.source, fact.text) == ("荣誉称号", "2020年市级先进个人")
    assert fact.reference == f"titles.award:{held.pk}"


def test_a_veto_blocks_and_nobody_can_waive_it(cast):
    stages = ((StageKind.OPINIONS, "部门意见"), (StageKind.DECISION, "公布"))
    programme = make_list(cast.federation, cast.union, stages=stages)
    today, actor = timezone.localdate(), cast.actor("city_officer")
    assert "还没有向部门征求意见" in said(programme)
    letters = opinions.consult_departments(
        programme,
        ["市应急管理局", "市税务局"],
        today,
        today + timedelta(days=9),
        "河工函〔2026〕3号",
        actor=actor,
    )
    assert said(programme).count("还没有回复") == 2
    chosen, spare = lists_of(programme)[0], reserve(programme)[0]
    opinions.record_reply(letters[0], {chosen.pk: "处罚未结"}, actor=actor, version=0)
    opinions.record_reply(letters[1], {}, actor=actor, version=0)
    assert said(programme) == f"市应急管理局对{chosen.bearer}有异议：处罚未结"
    with pytest.raises(NotAllowed, match="有异议：处罚未结"):
        pass_stage(programme)
    (finding,) = blocking(programme)
    with pytest.raises(NotAllowed, match="这一项不能放行"):
        programmes.waive_finding(programme, finding.key, "研究同意", actor=actor)
    lists.adopt_swaps(programme, [(chosen.pk, spare.pk)], "部门有异议", actor=actor)
    assert pass_stage(programme).stage == 2


def test_a_veto_falls_when_the_department_takes_it_back(cast):
    programme = make_list(cast.federation, cast.union)
    today, actor = timezone.localdate(), cast.actor("city_officer")
    (letter,) = opinions.consult_departments(programme, ["市税务局"], today, today, "", actor=actor)
    opinions.record_reply(letter, {lists_of(programme)[0].pk: "欠税"}, actor=actor, version=0)
    assert "欠税" in said(programme)
    with pytest.raises(Refusal, match="请填写部门撤回意见的函号"):
        opinions.lift_veto(letter.vetoes.get(), " ", actor=actor)
    opinions.lift_veto(letter.vetoes.get(), "税函〔2026〕8号", actor=actor)
    assert said(programme) == ""


def test_an_opinion_lapses(cast):
    stages = ((StageKind.OPINIONS, "部门意见"), (StageKind.DECISION, "公布"))
    programme = make_list(cast.federation, cast.union, stages=stages)
    today, actor = timezone.localdate(), cast.actor("city_officer")
    (letter,) = opinions.consult_departments(
        programme, ["市税务局"], today - timedelta(days=9), today, "", actor=actor
    )
    letter.replied_on = letter.valid_until = today - timedelta(days=1)
    opinions.record_reply(letter, {}, actor=actor, version=0)
    assert "已过有效期，请重新征求" in said(programme)
    waive_all(programme, actor)
    assert pass_stage(programme).stage == 2


def test_who_came_later_was_not_asked_about(cast):
    stages = ((StageKind.OPINIONS, "部门意见"), (StageKind.DECISION, "公布"))
    programme = make_list(cast.federation, cast.union, stages=stages)
    today, actor = timezone.localdate(), cast.actor("city_officer")
    dropped = reserve(programme)[0]
    lists.arrange_list(programme, {dropped.pk: "drop"}, "不参评", actor=actor)
    (letter,) = opinions.consult_departments(programme, ["市税务局"], today, today, "", actor=actor)
    opinions.record_reply(letter, {}, actor=actor, version=0)
    out = lists_of(programme)[0]
    lists.arrange_list(programme, {out.pk: "reserve", dropped.pk: "enlist"}, "改列", actor=actor)
    assert said(programme) == f"没有就{dropped.bearer}征求市税务局意见"
