"""Opening accounts in a browser, one or many, and the slips."""

import time_machine
from django.test import Client

from jiangong.domains.accounts.actions.one_time import read_slip
from jiangong.domains.accounts.models import ActivationSlip, Appointment, User
from tests.cast import CANARY
from tests.factories.organizations import make_organization


def test_one_account_opens_and_leads_to_its_slip(cast, post):
    client = cast.client("district_officer")
    response = post(
        client,
        "/account/users/open/",
        name="王芳",
        username="WangFang",
        organization=cast.union.pk,
        role="grassroots_officer",
        title="主席",
    )
    page = client.get(response["Location"]).content.decode()
    assert "wangfang" in page
    assert Appointment.unscoped.get(user__username="wangfang").organization == cast.union


def test_form_offers_own_reach_only(cast):
    page = cast.client("district_officer").get("/account/users/open/")
    assert CANARY not in page.content.decode()
    roles = {key for key, _ in page.context["form"].fields["role"].choices}
    assert "city_leader" not in roles
    assert "city_officer" not in roles


def test_organization_beyond_reach_is_refused(cast, post):
    response = post(
        cast.client("district_officer"),
        "/account/users/open/",
        name="王芳",
        username="wangfang",
        organization=cast.neighbour_union.pk,
        role="grassroots_officer",
    )
    assert response.status_code == 422
    assert "organization" in response.context["form"].errors
    assert CANARY not in response.content.decode()
    assert not User.objects.filter(username="wangfang").exists()


def test_bad_account_names_are_explained(cast, post):
    for username, words in (("王芳", "小写字母"), ("worker", "已有人使用"), ("a", "小写字母")):
        response = post(cast.client("system_admin"), "/account/users/open/", name="王芳", username=username)
        assert words in response.context["form"].errors["username"][0]


def test_system_administrator_opens_without_rights(cast, post):
    client = cast.client("system_admin")
    assert "role" not in client.get("/account/users/open/").context["form"].fields
    post(client, "/account/users/open/", name="王芳", username="wangfang")
    assert not Appointment.unscoped.filter(user__username="wangfang").exists()


def test_units_without_account_get_one_each(cast, post):
    empty = make_organization("东城纺织厂工会", parent=cast.district)
    client = cast.client("district_officer")
    offered = client.get("/account/users/open/units/").context["form"].fields["organizations"].choices
    assert offered == [(empty.pk, "东城纺织厂工会")]
    response = post(client, "/account/users/open/units/", organizations=[empty.pk])
    assert "东城纺织厂工会经办人" in client.get(response["Location"]).content.decode()
    assert Appointment.unscoped.get(organization=empty).role == "grassroots_officer"


def test_a_city_officer_may_open_below_a_district(cast, post):
    empty = make_organization("东城纺织厂工会", parent=cast.district)
    client = cast.client("city_officer")
    address = f"/account/users/open/units/?under={cast.district.pk}"
    assert client.get(address).context["form"].fields["organizations"].choices == [(empty.pk, empty.name)]
    assert post(client, address, organizations=[empty.pk]).status_code == 302


def test_units_of_a_neighbour_are_404(cast):
    address = f"/account/users/open/units/?under={cast.neighbour.pk}"
    assert cast.client("district_officer").get(address).status_code == 404


def test_a_pasted_column_of_names_opens_accounts(cast, post):
    client = cast.client("district_officer")
    response = post(
        client,
        "/account/users/open/people/",
        organization=cast.union.pk,
        role="worker",
        names="张三\n李四\n\n 王五 \n",
    )
    assert response.status_code == 302
    assert list(
        Appointment.unscoped.filter(role="worker").order_by("pk").values_list("user__name", flat=True)
    ) == [
        "worker",
        "张三",
        "李四",
        "王五",
    ]


def test_slips_go_after_half_an_hour(cast, post):
    client = cast.client("district_officer")
    with time_machine.travel("2026-03-01T08:00:00+00:00") as clock:
        client.force_login(cast.users["district_officer"])
        Appointment.unscoped.update(starts_on="2026-01-01")
        address = post(client, f"/account/users/{cast.users['worker'].pk}/reset/")["Location"]
        assert client.get(address).status_code == 200
        clock.shift(31 * 60)
        assert client.get(address).status_code == 404


def test_slip_goes_once_its_owner_has_a_password(cast, post):
    client = cast.client("district_officer")
    address = post(client, f"/account/users/{cast.users['worker'].pk}/reset/")["Location"]
    password = read_slip(ActivationSlip.objects.get())
    owner = Client()
    owner.post("/account/sign-in/", {"username": "worker", "password": password})
    post(owner, "/account/password/", current=password, password="Own-Horse-11", repeated="Own-Horse-11")
    assert User.objects.get(username="worker").check_password("Own-Horse-11")
    assert client.get(address).status_code == 404
