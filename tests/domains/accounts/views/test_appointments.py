"""Granting, revoking and handing over in a browser."""

from jiangong.domains.accounts.models import Appointment
from jiangong.domains.plans.models import Plan
from jiangong.kit.audit.models import AuditEntry
from tests.cast import CANARY
from tests.factories.accounts import appoint, make_user
from tests.factories.plans import make_plan


def own(cast, name: str) -> Appointment:
    return Appointment.unscoped.get(user=cast.users[name])


def test_list_and_export_hold_the_subtree_only(cast):
    client = cast.client("district_officer")
    page = client.get("/account/appointments/").content.decode()
    assert "东城机床厂工会" in page
    assert CANARY not in page
    text = b"".join(client.get("/account/appointments/?export=csv")).decode("utf-8-sig")
    assert len(text.strip().splitlines()) == 4
    assert CANARY not in text
    assert AuditEntry.objects.filter(verb="accounts.appointment.export").count() == 1


def test_security_administrator_exports_every_grant(cast):
    response = cast.client("security_admin").get("/account/appointments/?export=csv")
    text = b"".join(response).decode("utf-8-sig")
    assert len(text.strip().splitlines()) == 1 + Appointment.unscoped.count()


def test_grant_from_the_page_takes_effect_with_the_next_request(cast, post):
    worker = cast.client("worker")
    assert worker.get("/account/users/").status_code == 403
    Appointment.unscoped.filter(user=cast.users["worker"]).delete()
    response = post(
        cast.client("security_admin"),
        f"/account/users/{cast.users['worker'].pk}/grant/",
        organization=cast.district.pk,
        role="unit_officer",
        starts_on="2026-01-01",
    )
    assert response["Location"] == f"/account/users/{cast.users['worker'].pk}/"
    assert worker.get("/account/users/").status_code == 200


def test_revoked_right_is_gone_with_the_next_request(cast, post):
    neighbour, pk = cast.client("neighbour_officer"), own(cast, "neighbour_officer").pk
    assert neighbour.get("/account/users/").status_code == 200
    post(cast.client("city_officer"), f"/account/appointments/{pk}/revoke/", reason="调离")
    assert neighbour.get("/account/users/").status_code == 403


def test_refusal_is_shown_on_the_form_with_what_was_typed(cast, post):
    response = post(
        cast.client("district_officer"),
        f"/account/users/{cast.users['worker'].pk}/grant/",
        organization=cast.union.pk,
        role="unit_officer",
        starts_on="2026-01-01",
        title="干事",
    )
    assert response.status_code == 403
    assert "只能在" in response.context["form"].non_field_errors()[0]
    assert 'value="干事"' in response.content.decode()


def test_another_units_appointment_is_404_for_every_act(cast, post):
    client, pk = cast.client("district_officer"), own(cast, "neighbour_officer").pk
    assert post(client, f"/account/appointments/{pk}/revoke/", reason="x").status_code == 404
    assert client.get(f"/account/appointments/{pk}/hand-over/").status_code == 404
    assert post(client, f"/account/appointments/{pk}/hand-over/", username="worker").status_code == 404


def test_approval_belongs_to_the_security_administrator(cast, post):
    waiting = own(cast, "worker")
    Appointment.unscoped.filter(pk=waiting.pk).update(approved_at=None)
    url = f"/account/appointments/{waiting.pk}/approve/"
    assert post(cast.client("district_officer"), url).status_code == 403
    post(cast.client("security_admin"), url)
    assert own(cast, "worker").approved_at is not None


def test_handover_from_the_page(cast, post):
    pk = own(cast, "union_officer").pk
    client = cast.client("district_officer")
    assert client.get(f"/account/appointments/{pk}/hand-over/").status_code == 200
    response = post(client, f"/account/appointments/{pk}/hand-over/", username="district_officer")
    assert response["Location"] == f"/account/users/{cast.users['union_officer'].pk}/"
    assert own(cast, "union_officer").revoked_at is not None


def test_handover_of_ones_own_post_is_offered_told_and_leads_home(cast, post):
    """Whoever leaves finds the way, reads what goes to whom, and does not end on a page no longer theirs."""
    make_plan(cast.actor("district_officer"), [cast.union])
    colleague = make_user("colleague")
    appoint(colleague, cast.district, "unit_officer")
    client, address = (
        cast.client("district_officer"),
        f"/account/appointments/{own(cast, 'district_officer').pk}/hand-over/",
    )
    assert f'href="{address}"' in client.get("/account/").content.decode()
    assert (
        f'href="{address}"'
        in client.get(f"/account/users/{cast.users['district_officer'].pk}/").content.decode()
    )
    assert "名下未办结的有未下发的计划1件，全部转给接收人" in client.get(address).content.decode()
    for wrong, why in (
        ("district_officer", "不能交接给同一个人"),
        ("neighbour_officer", "看不到要交接的工作"),
    ):
        refused = post(client, address, username=wrong)
        assert refused.status_code == 422
        assert why in refused.content.decode()
        assert f'value="{wrong}"' in refused.content.decode()
    assert post(client, address, username="colleague")["Location"] == "/account/"
    assert client.get("/account/").status_code == 200
    assert Plan.unscoped.get().drafter == colleague
