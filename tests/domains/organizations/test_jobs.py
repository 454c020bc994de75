"""The nightly job lets planned changes take effect."""

from datetime import date
from unittest.mock import Mock

import pytest

from jiangong.domains.organizations.actions import rename_organization
from jiangong.domains.organizations.jobs import apply_changes_due_today
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import system_actor
from tests.cast import Cast

SYSTEM = system_actor()


@pytest.mark.django_db
def test_apply_changes_due_today_reports_what_happened(cast: Cast, time_machine) -> None:
    time_machine.move_to("2024-05-01 09:00+08:00")
    rename_organization(cast.district, name="东湖区总工会", starts_on=date(2024, 6, 1), actor=SYSTEM)
    time_machine.move_to("2024-06-01 00:05+08:00")
    assert apply_changes_due_today(Mock(), actor=SYSTEM) == {"message": "生效1项，未能生效0项。"}
    assert Organization.unscoped.get(pk=cast.district.pk).name == "东湖区总工会"
