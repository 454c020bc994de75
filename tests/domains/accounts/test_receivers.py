"""The database itself keeps administrators and business apart."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.receivers import accounts_inside
from tests.factories.accounts import appoint


@pytest.mark.database
def test_an_administrator_cannot_be_appointed_by_any_writer(cast):
    with pytest.raises(DatabaseError, match="administrators hold no appointment"), transaction.atomic():
        appoint(cast.users["audit_admin"], cast.federation, "city_officer")


@pytest.mark.database
def test_an_appointed_user_cannot_become_an_administrator(cast):
    with pytest.raises(DatabaseError, match="administrators hold no appointment"), transaction.atomic():
        User.objects.filter(username="worker").update(console="system")


@pytest.mark.database
def test_an_administrator_cannot_become_another_or_none(cast):
    for console in ("security", ""):
        with pytest.raises(DatabaseError), transaction.atomic():
            User.objects.filter(username="audit_admin").update(console=console)


@pytest.mark.database
def test_everyday_changes_pass(cast):
    User.objects.filter(username="audit_admin").update(name="新人")
    user = User.objects.get(username="worker")
    user.save()
    assert User.objects.get(username="audit_admin").name == "新人"


def test_accounts_below_an_organization_are_counted_once_each(cast, django_assert_num_queries):
    appoint(cast.users["district_officer"], cast.union, "grassroots_officer")
    with django_assert_num_queries(1):
        assert accounts_inside(cast.district.path, date(2024, 1, 1)) == "3个账号"
    assert accounts_inside(cast.neighbour_union.path, date(2024, 1, 1)) == ""
