"""A plan of the city for two districts, issued when a test wants it so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jiangong.domains.plans.actions import issuing, moving
from jiangong.domains.plans.choices import Deliverable
from jiangong.domains.plans.models import Plan, Step
from tests.factories.accounts import appoint, make_user
from tests.factories.plans import make_plan


@pytest.fixture
def reviewer(cast):
    """A second officer of the department: nobody reviews their own draft."""
    cast.users["reviewer"] = make_user("reviewer")
    appoint(cast.users["reviewer"], cast.department, "city_officer")
    return cast.actor("reviewer")


@pytest.fixture
def draft(cast) -> Plan:
    plan = make_plan(cast.actor("city_officer"), [cast.district, cast.neighbour], title="全市重点工作计划")
    Step.objects.create(
        program=plan.programs.get(),
        position=1,
        text="报送实施方案",
        ends_on=timezone.localdate() + timedelta(days=9),
        deliverable=Deliverable.SCHEME,
    )
    return plan


@pytest.fixture
def endorsed(cast, draft, reviewer) -> Plan:
    moving.submit_plan(draft, actor=cast.actor("city_officer"))
    return moving.endorse_plan(draft, actor=reviewer)


@pytest.fixture
def issued(cast, endorsed) -> Plan:
    return issuing.issue_plan(endorsed, actor=cast.actor("city_leader"))
