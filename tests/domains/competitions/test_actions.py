"""Who takes part, once, with whose word; what is saved, to the last digit."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jiangong.domains.competitions.actions import competitions as organizing
from jiangong.domains.competitions.actions import enrolments as actions
from jiangong.domains.competitions.choices import CompetitionKind, EnrolmentState
from jiangong.domains.competitions.models import Competition, Enrolment
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.messaging.models import Message
from tests.factories.competitions import make_competition, make_enrolment, make_submitted, party
from tests.factories.organizations import make_enterprise

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def safety(cast):
    return make_competition(cast.federation)


@pytest.fixture
def energy(cast):
    return make_competition(cast.federation, CompetitionKind.ENERGY)


@pytest.fixture
def plant(cast):
    return make_enterprise("东城化工厂", cast.district, above_scale=True, high_risk=True, workers_count=420)


def test_an_enrolment_takes_its_marks_from_the_enterprise_and_counts_from_its_confirmation(
    cast, safety, plant
):
    union, district, city = (cast.actor(one) for one in ("union_officer", "district_officer", "city_officer"))
    enrolment = make_submitted(union, safety, plant.union or cast.union)
    assert (enrolment.state, enrolment.enrolled_on) == (EnrolmentState.SUBMITTED, timezone.localdate())
    actions.confirm_enrolment(enrolment, actor=district)
    assert (enrolment.state, enrolment.confirmed_on) == (EnrolmentState.CONFIRMED, timezone.localdate())
    marked = make_enrolment(district, safety, plant)
    assert (marked.above_scale, marked.high_risk, marked.kind, marked.year) == (
        True,
        True,
        "safety",
        safety.year,
    )
    type(plant).objects.ungated("test").filter(pk=plant.pk).update(high_risk=False)
    found = Enrolment.objects.visible_to(city).get(pk=marked.pk)
    actions.submit_enrolment(found, actor=district)
    actions.confirm_enrolment(Enrolment.objects.visible_to(city).get(pk=marked.pk), actor=city)
    assert Enrolment.objects.visible_to(city).get(pk=marked.pk).high_risk is False


def test_the_same_body_twice_names_the_twin(cast, safety, plant):
    first = make_enrolment(cast.actor("district_officer"), safety, plant)
    with pytest.raises(
        Refusal, match=f"“{first}”已在{safety.short_name}竞赛中，由东城区登记，现在是“填写中”"
    ):
        make_enrolment(cast.actor("district_officer"), safety, plant)


def test_an_enterprise_and_its_own_union_are_one_body(cast, safety, plant):
    type(plant).objects.ungated("test").filter(pk=plant.pk).update(union=cast.union)
    make_enrolment(cast.actor("union_officer"), safety, cast.union)
    plant.refresh_from_db()
    with pytest.raises(Refusal, match="不能重复参赛"):
        make_enrolment(cast.actor("district_officer"), safety, plant)


def test_two_projects_of_one_enterprise_are_two_but_one_written_otherwise_is_not(cast, energy, plant):
    district = cast.actor("district_officer")
    make_enrolment(district, energy, plant, project="余热回收改造（一期）")
    make_enrolment(district, energy, plant, project="余热回收改造（二期）")
    with pytest.raises(Refusal, match="不能重复参赛"):
        make_enrolment(district, energy, plant, project="余热回收改造 (一期)")


def test_the_database_holds_what_the_action_says(cast, safety, plant):
    made = make_enrolment(cast.actor("district_officer"), safety, plant)
    made.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)
    actions.void_enrolment(
        Enrolment.objects.ungated("test").get(), "登记错了单位", actor=cast.actor("district_officer")
    )
    made.save(force_insert=True)  # a void one is in nobody's way
    assert Enrolment.objects.ungated("test").count() == 2


def test_nobody_confirms_their_own_unions_enrolment(cast, safety):
    district = cast.actor("district_officer")
    own = make_submitted(district, safety, cast.district)
    with pytest.raises(NotAllowed, match="由上级工会确认"):
        actions.confirm_enrolment(own, actor=district)
    assert actions.confirm_enrolment(own, actor=cast.actor("city_officer")).state == EnrolmentState.CONFIRMED
    root = make_submitted(cast.actor("city_officer"), safety, cast.federation)
    assert actions.confirm_enrolment(root, actor=cast.actor("city_officer")).state == EnrolmentState.CONFIRMED


def test_outside_its_days_only_the_organizer_enrols(cast):
    today = timezone.localdate()
    past = make_competition(
        cast.federation, opens_on=today - timedelta(days=60), closes_on=today - timedelta(days=1)
    )
    district, city = cast.actor("district_officer"), cast.actor("city_officer")
    late = "今天不能报名。确需补报的，请联系河州市总工会代为报名"
    with pytest.raises(NotAllowed, match=late):
        make_enrolment(district, past, cast.district)
    entered = make_enrolment(city, past, cast.district)
    with pytest.raises(NotAllowed, match=late):
        actions.submit_enrolment(entered, actor=district)
    assert actions.submit_enrolment(entered, actor=city).state == EnrolmentState.SUBMITTED


def test_what_comes_back_says_why_and_tells_the_union(cast, safety):
    enrolment = make_submitted(cast.actor("district_officer"), safety, cast.district)
    actions.send_back_enrolment(enrolment, "人数与上年相差太大。", actor=cast.actor("city_officer"))
    assert (enrolment.state, enrolment.reason) == (EnrolmentState.RETURNED, "人数与上年相差太大。")
    told = Message.objects.get(user=cast.users["district_officer"])
    assert (told.kind, told.body) == ("returned", "人数与上年相差太大。")
    actions.submit_enrolment(enrolment, actor=cast.actor("district_officer"))
    assert enrolment.reason == ""


def test_leaving_needs_a_reason_and_frees_the_place(cast, safety, plant):
    district = cast.actor("district_officer")
    enrolment = make_submitted(district, safety, plant)
    with pytest.raises(NotAllowed, match="须写明理由"):
        actions.quit_enrolment(enrolment, " ", actor=district)
    actions.quit_enrolment(enrolment, "企业停产。", actor=district)
    assert make_enrolment(district, safety, plant).state == EnrolmentState.DRAFT


def test_many_are_confirmed_at_once_and_only_what_waits_for_one(cast, safety, plant):
    district, city = cast.actor("district_officer"), cast.actor("city_officer")
    waiting = make_submitted(district, safety, plant)
    draft = make_enrolment(district, safety, cast.district)
    assert actions.confirm_enrolments([waiting.pk, draft.pk], actor=city) == 1
    with pytest.raises(Refusal, match="没有等您确认的"):
        actions.confirm_enrolments([waiting.pk, draft.pk], actor=city)
    states = dict(Enrolment.objects.visible_to(city).values_list("pk", "state"))
    assert states == {waiting.pk: EnrolmentState.CONFIRMED, draft.pk: EnrolmentState.DRAFT}


def test_what_is_saved_is_exact(cast, energy, plant):
    district, city = cast.actor("district_officer"), cast.actor("city_officer")
    enrolment = make_submitted(district, energy, plant, baseline=Decimal("1000.3"))
    actions.confirm_enrolment(enrolment, actor=city)
    actions.enter_result(enrolment, Decimal("900.1"), timezone.localdate(), enrolment.version, actor=district)
    stored = Enrolment.objects.visible_to(city).get(pk=enrolment.pk)
    assert (stored.saved, stored.saved_share) == (Decimal("100.2"), Decimal("10.0"))
    entry = AuditEntry.objects.get(verb="competitions.enrolment.result")
    assert entry.changes == {"saved": "100.2"}


def test_a_result_is_for_energy_projects_and_not_of_tomorrow(cast, energy, safety, plant):
    district = cast.actor("district_officer")
    tomorrow = timezone.localdate() + timedelta(days=1)
    other = make_submitted(district, safety, plant)
    with pytest.raises(NotAllowed, match="只有“三比两降”项目"):
        actions.enter_result(other, Decimal(1), timezone.localdate(), other.version, actor=district)
    project = make_submitted(district, energy, plant)
    with pytest.raises(Refusal, match="不能晚于今天"):
        actions.enter_result(project, Decimal(1), tomorrow, project.version, actor=district)


def test_a_submitted_one_is_not_revised(cast, safety, plant):
    district = cast.actor("district_officer")
    enrolment = make_submitted(district, safety, plant)
    with pytest.raises(NotAllowed, match="请先撤回报名"):
        actions.revise_enrolment(
            enrolment,
            ["workers"],
            union=cast.district,
            party=party(plant),
            version=enrolment.version,
            actor=district,
        )


def test_one_competition_of_a_kind_and_year(cast):
    city = cast.actor("city_officer")
    first = make_competition(cast.federation)
    again = Competition(
        kind=first.kind,
        year=first.year,
        title="又一次",
        starts_on=first.starts_on,
        ends_on=first.ends_on,
        opens_on=first.opens_on,
        closes_on=first.closes_on,
    )
    with pytest.raises(Refusal, match="已经有了"):
        organizing.organize_competition(again, actor=city)
    with pytest.raises(NotAllowed, match="组织竞赛"):
        organizing.organize_competition(again, actor=cast.actor("district_officer"))
