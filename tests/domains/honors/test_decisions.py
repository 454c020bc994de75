"""From the notice to the award, and what falls with it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jiangong.domains.honors.actions import certificates, lists, notices
from jiangong.domains.honors.choices import NominationState, ProgrammeState, StageKind
from jiangong.domains.honors.models import Certificate, Nomination, Objection
from jiangong.domains.honors.queries.lists import reserve
from jiangong.domains.honors.receivers.links import honours_panel
from jiangong.domains.people.queries import roles_of
from jiangong.domains.titles.models import Award
from jiangong.kit.access.actor import system_actor
from jiangong.kit.commands.errors import NotAllowed, Refusal
from tests.factories.honors import (
    again,
    certificate_of,
    draft,
    lists_of,
    long_past,
    make_decided,
    make_list,
    make_noticed,
    make_open,
    nominated,
    pass_stage,
    said,
)
from tests.factories.people import make_person
from tests.factories.titles import make_award


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
