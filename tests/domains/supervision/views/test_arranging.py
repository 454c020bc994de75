"""What is settled before anybody goes."""

import pytest

from jiangong.domains.supervision.models import Visit
from tests.factories.supervision import (
    make_inspection_plan,
)
from tests.support.inspection_pages import TODAY, at, text
from tests.support.posting import submit

pytestmark = pytest.mark.django_db


def test_appointing_scheduling_changing_and_cancelling(cast, city, desk, inspector):
    plan = make_inspection_plan(city)
    facts = {"unit": str(cast.district.pk), "reason": "群众反映"}
    assert "请至少选择一名督导员" in submit(desk, at("appoint", plan.pk), **facts).content.decode()
    own = cast.users["district_officer"]
    refused = submit(desk, at("appoint", plan.pk), **facts, inspectors=[str(own.pk)])
    assert "须回避" in refused.content.decode()
    submit(desk, at("appoint", plan.pk), **facts, inspectors=[str(inspector.pk)])
    visit = Visit.objects.ungated("test").get()
    submit(desk, at("visit_schedule", visit.pk), planned_on=TODAY.isoformat(), version="0")
    other = cast.users["city_officer"]
    submit(desk, at("visit_reassign", visit.pk), inspectors=[str(other.pk)], reason="生病", version="1")
    visit.refresh_from_db()
    assert (visit.planned_on, visit.inspectors.get().user) == (TODAY, other)
    submit(desk, at("visit_cancel", visit.pk), reason="改期")
    assert "已取消：" in text(desk, visit.get_absolute_url())
