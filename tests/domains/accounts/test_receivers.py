"""The database itself keeps administrators and business apart."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from jiangong.domains.accounts.management.commands.init import open_federation
from jiangong.domains.accounts.models import Appointment, User
from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.accounts.receivers import accounts_inside, first_account_todos, grant_todos
from tests.factories.accounts import appoint, make_user


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


def test_the_first_account_waits_for_the_system_administrator_of_a_federation_just_opened(db):
    open_federation("河州市总工会", {})
    system, security = (current_actor(User.objects.get(username=name)) for name in ("xitong", "anquan"))
    assert [todo.url for todo in first_account_todos(system)] == ["/account/users/open/"]
    assert list(first_account_todos(security)) == []
    make_user("zhangming")
    assert list(first_account_todos(system)) == []


def test_accounts_without_rights_wait_for_the_security_administrator(cast):
    User.objects.filter(appointments=None, console="").update(is_active=False)
    idle = make_user("zhangming")
    security = cast.actor("security_admin")
    assert [todo.url for todo in grant_todos(security)] == [f"/account/users/{idle.pk}/grant/"]
    right = appoint(idle, cast.federation, "city_officer")
    assert list(grant_todos(security)) == []
    Appointment.objects.ungated("made here").filter(pk=right.pk).update(approved_at=None)
    assert [todo.title for todo in grant_todos(security)] == ["1项任职待批准"]
    assert list(grant_todos(cast.actor("city_officer"))) == []
