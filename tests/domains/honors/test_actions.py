"""The course of selection: from a basis to a list, to a notice, to an award."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jiangong.domains.honors.actions import certificates, lists, nominations, notices, opinions, programmes
from jiangong.domains.honors.choices import (
    EligibilityKind,
    NominationState,
    ProgrammeKind,
    ProgrammeState,
    StageKind,
)
from jiangong.domains.honors.models import (
    Certificate,
    EligibilityRule,
    Evidence,
    Nomination,
    Objection,
    Programme,
    Quota,
    StructureRule,
)
from jiangong.domains.honors.queries.findings import blocking, findings_of
from jiangong.domains.honors.queries.lists import listed, moves_between, proposals, reserve
from jiangong.domains.honors.queries.programmes import forget
from jiangong.domains.honors.receivers.links import honours_panel
from jiangong.domains.people.queries import roles_of
from jiangong.domains.titles.models import Award
from jiangong.kit.access.actor import system_actor
from jiangong.kit.commands.errors import NotAllowed, Refusal
from tests.factories.honors import (
    BASIS,
    again,
    certificate_of,
    deeds,
    draft,
    lists_of,
    long_past,
    make_decided,
    make_list,
    make_noticed,
    make_open,
    make_programme,
    nominated,
    pass_stage,
)
from tests.factories.people import make_person
from tests.factories.titles import make_award

NOBODY = dict.fromkeys(("basis_number", "basis_authority"), "") | {"valid_from": None}


def said(programme: Programme) -> str:
    forget(programme)
    return "；".join(one.sentence for one in blocking(programme))


def waive_all(programme: Programme, actor) -> None:
    forget(programme)
    for one in list(blocking(programme)):
        programmes.waive_finding(programme, one.key, "情况特殊，集体研究同意", actor=actor)


@pytest.mark.parametrize("lacking", ["basis_number", "basis_authority", "valid_from"])
def test_without_a_basis_nothing_opens(cast, lacking):
    programme = make_programme(cast.federation, **{lacking: NOBODY[lacking]})
    with pytest.raises(NotAllowed, match="不能开始"):
        programmes.open_programme(programme, actor=system_actor())
    assert again(programme).state == ProgrammeState.DRAFT
    setattr(programme, lacking, BASIS[lacking])
    programmes.revise_programme(programme, [lacking], programme.version, actor=system_actor())
    assert programmes.open_programme(programme, actor=system_actor()).state == ProgrammeState.OPEN


def test_a_creation_of_models_is_on_the_retained_list(cast):
    programme = make_programme(cast.federation, kind=ProgrammeKind.MODEL)
    with pytest.raises(NotAllowed, match="缺保留目录条目"):
        programmes.open_programme(programme, actor=system_actor())
    programme.basis_entry = "省保留目录第12项"
    programmes.revise_programme(programme, ["basis_entry"], programme.version, actor=system_actor())
    assert programmes.open_programme(programme, actor=system_actor()).state == ProgrammeState.OPEN


def test_a_basis_that_has_lapsed_or_not_begun_opens_nothing(cast):
    today = timezone.localdate()
    old = make_programme(cast.federation, valid_until=today - timedelta(days=1))
    early = make_programme(cast.federation, valid_from=today + timedelta(days=1))
    for programme, words in ((old, "已到期"), (early, "起生效")):
        with pytest.raises(NotAllowed, match=words):
            programmes.open_programme(programme, actor=system_actor())


def test_an_open_programme_keeps_its_basis(cast):
    programme = make_open(cast.federation)
    programme.basis_authority = ""
    with pytest.raises(Refusal, match="缺批准机关"):
        programmes.revise_programme(programme, ["basis_authority"], programme.version, actor=system_actor())


def test_quotas_are_no_more_than_the_places(cast):
    programme = make_programme(cast.federation, places=3)
    rows = [Quota(unit=cast.district, places=3), Quota(unit=cast.neighbour, places=1, is_separate=True)]
    with pytest.raises(Refusal, match="分配了4个名额，项目名额只有3个"):
        programmes.allot_quotas(programme, rows, actor=system_actor())


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


def test_a_stage_of_notice_waits_for_its_end_and_for_objections(cast):
    notice = make_noticed(cast.federation, cast.union)
    programme = notice.programme
    assert "期满前不能进入下一步" in said(programme)
    one = notices.raise_objection(
        notice, lists_of(programme)[0].pk, ("事迹不实", "13812345678"), "10.0.0.1", actor=system_actor()
    )
    long_past(notice)
    assert "异议，还没有办结" in said(programme)
    with pytest.raises(NotAllowed):
        pass_stage(programme)
    objection = Objection.objects.ungated("test").select_related("notice__programme", "nomination").get()
    assert (objection.read_contact(), "138" in objection.contact_sealed) == ("13812345678", False)
    assert objection.pk == one.pk
    notices.settle_objection(objection, "dismiss", "经核实不属实", actor=system_actor())
    assert said(programme) == ""
    assert pass_stage(again(programme)).stage == 3


def test_an_upheld_objection_takes_the_candidate_off_the_list(cast):
    notice = make_noticed(cast.federation, cast.union)
    about = lists_of(notice.programme)[0]
    notices.raise_objection(notice, about.pk, ("冒名", ""), "10.0.0.1", actor=system_actor())
    objection = Objection.objects.ungated("test").select_related("notice__programme", "nomination").get()
    notices.settle_objection(objection, "uphold", "属实", actor=cast.actor("city_officer"))
    assert again(about).state == NominationState.DROPPED
    assert again(notice.programme).edition == 2


def test_who_was_not_shown_needs_a_notice_of_their_own(cast):
    notice = make_noticed(cast.federation, cast.union)
    programme = notice.programme
    long_past(notice)
    out, spare = lists_of(programme)[0], reserve(programme)[0]
    programme = again(programme)
    lists.adopt_swaps(programme, [(out.pk, spare.pk)], "更换", actor=system_actor())
    assert said(programme) == f"{spare.bearer}还没有公示，请补充公示"


def test_a_decision_makes_titles_and_certificates(cast):
    make_decided(cast.federation, cast.union, number_prefix="河工荣")
    year = timezone.localdate().year
    found = list(Certificate.objects.ungated("test").order_by("number"))
    assert [one.number for one in found] == [f"河工荣〔{year}〕第001号", f"河工荣〔{year}〕第002号"]
    awards = Award.objects.ungated("test")
    assert {one.award_id for one in found} == set(awards.values_list("pk", flat=True))
    assert {one.basis for one in awards} == {"河工发〔2026〕30号"}
    states = Nomination.objects.ungated("test").order_by("rank").values_list("state", flat=True)
    assert list(states) == ["awarded", "awarded", "dropped"]
    more = make_decided(cast.federation, cast.union, number_prefix="河工荣")
    assert certificate_of(more).number == f"河工荣〔{year}〕第003号"


@pytest.mark.database
def test_a_decision_over_many_is_as_many_statements_as_over_few(cast):
    """Titles, certificates and states of a whole list at once; who holds the title already stops all of it."""
    said = []
    for number in (2, 40):
        stages = ((StageKind.DECISION, "公布"),)
        programme = make_list(cast.federation, cast.union, number, places=number, stages=stages)
        with CaptureQueriesContext(connection) as seen:
            certificates.decide_programme(
                programme, timezone.localdate(), "河工发〔2026〕30号", actor=system_actor()
            )
        said.append(len(seen))
        assert Certificate.objects.ungated("test").filter(nomination__programme=programme).count() == number
    assert said[0] == said[1]
    assert {one.is_counted for one in Award.objects.ungated("test")} == {True}
    again_ = make_list(cast.federation, cast.union, 2, stages=((StageKind.DECISION, "公布"),))
    one = lists_of(again_)[0]
    make_award(again_.title, person=one.person, given_on=timezone.localdate())
    with pytest.raises(Refusal, match=f"{one.bearer}.+已登记.+请修改原来的登记"):
        certificates.decide_programme(
            again_, timezone.localdate(), "河工发〔2026〕31号", actor=system_actor()
        )
    assert (again(again_).state, Award.objects.ungated("test").count()) == (ProgrammeState.REVIEWING, 43)


def test_a_decision_waits_for_the_stages_before_it(cast):
    programme = make_list(cast.federation, cast.union)
    with pytest.raises(NotAllowed, match="前面的环节都完成后才能决定"):
        certificates.decide_programme(programme, timezone.localdate(), "1号", actor=system_actor())


def test_a_revoked_certificate_takes_everything_with_it(cast):
    certificate = certificate_of(make_decided(cast.federation, cast.union))
    other = draft(make_open(cast.federation), cast.union, person=certificate.nomination.person)
    fact = other.evidence.get()
    assert (fact.reference, fact.flag) == (f"titles.award:{certificate.award_id}", "")
    certificates.revoke_certificate(
        certificate, "弄虚作假", timezone.localdate(), "河工发〔2026〕40号", actor=cast.actor("city_officer")
    )
    assert certificate_of(certificate.nomination.programme).is_valid is False
    fact.refresh_from_db()
    assert (fact.flag, fact.flagged_on) == ("荣誉称号已撤销", timezone.localdate())
    with pytest.raises(NotAllowed, match="这项荣誉已经撤销"):
        certificates.revoke_certificate(
            certificate_of(certificate.nomination.programme),
            "再撤",
            timezone.localdate(),
            "",
            actor=system_actor(),
        )


def test_a_person_page_leads_to_honours_where_there_are_any(cast):
    officer = cast.actor("city_officer")
    assert roles_of(make_person("王敏", cast.district), officer) == []
    person = nominated(make_open(cast.federation), cast.district).person
    (led,) = roles_of(person, officer)
    assert (led.label, led.detail) == ("历年荣誉", "推荐1次")


def test_a_card_tells_what_was_tried_under_it(cast):
    nominated(make_open(cast.federation), cast.district)
    officer = cast.actor("city_officer")
    told = [honours_panel(unit, officer).context["told"] for unit in (cast.district, cast.neighbour)]
    assert told == [["推荐1次"], []]
    assert honours_panel(cast.district, cast.actor("outsider")) is None
