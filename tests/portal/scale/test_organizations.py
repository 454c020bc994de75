"""The large federation is whole: every union has its place and its span, and new ones can follow."""

import pytest
from django.db.models import F

from jiangong.domains.organizations.actions import create_organization
from jiangong.domains.organizations.choices import OrganizationKind as Kind
from jiangong.domains.organizations.models import Organization, OrganizationSpan
from jiangong.domains.organizations.queries import federation
from jiangong.kit.access.actor import system_actor
from jiangong.portal.demo.organizations import FOUNDED
from jiangong.portal.scale.organizations import load

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_load_reaches_the_count_with_a_span_for_each() -> None:
    assert load(500) == 500
    assert Organization.unscoped.filter(kind=Kind.GRASSROOTS).count() == 500
    apart = OrganizationSpan.unscoped.exclude(
        path=F("organization__path"), parent=F("organization__parent"), name=F("organization__name")
    )
    assert not apart.filter(organization__parent__isnull=False).exists()
    assert OrganizationSpan.unscoped.count() == Organization.unscoped.count()
    for row in Organization.unscoped.select_related("parent").exclude(parent=None):
        assert row.path == f"{row.parent.path}{row.pk}/"


def test_load_twice_adds_only_what_is_missing_and_keys_go_on() -> None:
    load(100)
    assert load(150) == 50
    assert load(150) == 0
    made = create_organization(
        name="新设分局", kind=Kind.DEPARTMENT, parent=federation(), starts_on=FOUNDED, actor=system_actor()
    )
    assert made.pk == Organization.unscoped.order_by("-pk").first().pk
