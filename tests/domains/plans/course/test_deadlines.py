"""What plans put on the ladder, and the text that urges."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from jiangong.domains.plans.actions import issuing
from jiangong.domains.plans.models import Delivery, Edition, Step
from jiangong.domains.plans.receivers.deadlines import deliveries_due, receipts_due
from jiangong.kit.messaging.deadlines import Span
from jiangong.kit.messaging.models import RungName
from tests.cast import CANARY

pytestmark = pytest.mark.django_db
EVER = Span(date(2000, 1, 1), date(2100, 1, 1))


def heard(deadline):
    return {
        rung: ([one.username for one in found.people], found.organization_id)
        for rung, found in deadline.people_by_rung.items()
    }


def test_material_is_owed_by_each_unit_until_it_is_handed_in(cast, issued):
    first, second = deliveries_due(EVER)
    own = Delivery.objects.ungated("the district's").get(organization=cast.district)
    assert first.title == "东城区：报送实施方案（建功行动专案）"
    assert (first.key, first.url) == (f"plans.delivery:{own.pk}", own.get_absolute_url())
    assert first.due_on == timezone.localdate() + timedelta(days=9)
    unit = (["district_officer"], cast.district.pk)
    above = ["city_officer", "reviewer"]
    assert heard(first) == {
        RungName.BEFORE: unit,
        RungName.DUE: unit,
        RungName.ABOVE: (above, cast.federation.pk),
        RungName.LEADER: (["city_leader"], None),
    }
    assert CANARY in second.title
    Delivery.objects.ungated("handed in").filter(pk=own.pk).update(state="handed_in")
    assert [one.key for one in deliveries_due(EVER)] == [second.key]


def test_only_what_is_due_in_the_span_is_named(cast, issued):
    day = timezone.localdate()
    assert list(deliveries_due(Span(day, day + timedelta(days=8)))) == []
    assert len(list(deliveries_due(Span(day, day + timedelta(days=9))))) == 2


def test_a_sheet_is_to_be_signed_three_working_days_after_it_went_out(cast, issued):
    Edition.objects.update(effective_at=timezone.now().replace(year=2026, month=11, day=26, hour=4))
    mine, others = receipts_due(EVER)
    assert mine.due_on == date(2026, 12, 1)
    assert mine.title == "东城区：签收任务书（全市重点工作计划）"
    assert heard(mine)[RungName.DUE] == (["district_officer"], cast.district.pk)
    issuing.sign_plan(issued, actor=cast.actor("district_officer"))
    assert [one.key for one in receipts_due(EVER)] == [others.key]


def test_sources_take_as_many_queries_for_many_units(cast, issued, django_assert_max_num_queries):
    for number in range(2, 8):
        step = Step.objects.create(
            program=issued.programs.get(), position=number, text=f"报送{number}", ends_on=timezone.localdate()
        )
        Delivery.objects.create(step=step, organization=cast.district)
    with django_assert_max_num_queries(6):
        assert len(list(deliveries_due(EVER))) == 8
    with django_assert_max_num_queries(14):
        assert len(list(receipts_due(EVER))) == 2


def test_the_urging_text_names_who_has_not_handed_in_in_the_notices_order(cast, issued):
    step = Step.objects.get(program__plan=issued)
    client = cast.client("city_officer")
    address = f"/plans/{issued.pk}/steps/{step.pk}/urge/"
    text = re.search(r'id="reminder"[^>]*>([^<]+)<', client.get(address).content.decode())[1]
    assert text.startswith(f"【催办】《{step.program.title}》须报送实施方案（报送实施方案），期限")
    assert (
        f"还有2家没有报送：东城区、西城区总工会{CANARY}。请登录报送：http://testserver/plans/deliveries/"
        in text
    )
    assert address in client.get(f"/plans/{issued.pk}/?part=materials").content.decode()
    dialog = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert dialog.startswith('<div class="dialog__in">') or "<html" not in dialog
    assert cast.client("district_officer").get(address).status_code == 403
    for delivery in Delivery.objects.ungated("all"):
        Delivery.objects.ungated("all").filter(pk=delivery.pk).update(state="received")
    assert "不用催办" in client.get(address).content.decode()
