"""A whole area at once through the window's board: the district looks first, the city approves, the doubtful are held out."""

import uuid

from django.test import Client
from django.urls import reverse

from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.indicators.models import Fact
from jiangong.domains.organizations.choices import OrganizationKind as Kind
from jiangong.domains.reporting.actions import filling
from tests.factories.accounts import appoint, make_user
from tests.factories.organizations import make_organization
from tests.factories.reporting import make_running, make_window, report_of, say
from tests.support.posting import submit


def pressed(client: Client, address: str):
    """The button and the page it leads to."""
    return client.post(address, {"command_key": str(uuid.uuid4())}, follow=True)


def test_a_district_endorses_its_whole_area_but_for_the_doubtful_then_the_city_approves(cast):
    officer, city, district = (
        cast.actor("city_officer"),
        *(cast.client(one) for one in ("city_officer", "district_officer")),
    )
    unions = [
        cast.union,
        *(make_organization(name, Kind.GRASSROOTS, cast.district) for name in ("甲厂工会", "乙厂工会")),
    ]
    plan = make_running(officer, unions, share=5)
    window = make_window(plan, 3)
    for union, value, why in zip(unions, (3, 4, 50), ("", "", "补登上年漏报"), strict=True):
        user = make_user(union.name)
        appoint(user, union, "grassroots_officer")
        report = report_of(window, union)
        filling.submit_report(report, say(plan, value, why=why), actor=current_actor(user))
    board, act = (reverse(f"reporting:window_{name}", args=[window.pk]) for name in ("detail", "approve"))

    def states() -> list[str]:
        return [report_of(window, one).state for one in unions]

    assert "整批" not in city.get(board).content.decode()  # nothing is the city's turn yet
    page = district.get(board).content.decode()
    assert "整批审核" in page
    assert "整批确认" not in page
    told = pressed(district, act).content.decode()
    assert "已审核2份。" in told
    assert "留下1份单独办理。乙厂工会：有1项说明了差异或异常。" in told
    assert states() == ["endorsed", "endorsed", "submitted"]
    submit(city, act)
    assert states() == ["approved", "approved", "submitted"]
    submit(district, reverse("reporting:endorse", args=[report_of(window, unions[2]).pk]))
    assert "留下1份单独办理" in pressed(city, act).content.decode()
    submit(city, reverse("reporting:approve", args=[report_of(window, unions[2]).pk]))
    assert states() == ["approved"] * 3
    assert Fact.objects.ungated("all").count() == 3
