"""Honours and services of a person or a unit through the years."""

from django.utils import timezone

from jiangong.domains.honors.models import (
    Certificate,
    Service,
)
from jiangong.domains.titles.choices import TitleFamily
from tests.factories.honors import (
    certificate_of,
    make_decided,
)
from tests.factories.titles import make_award, make_title
from tests.support.honors_pages import page
from tests.support.posting import submit


def test_services_and_honours_through_the_years(cast):
    one = certificate_of(make_decided(cast.federation, cast.union))
    client = cast.client("district_officer")
    address = f"/honors/certificates/{one.pk}/serve/"
    late = submit(client, address, kind="visit", served_on="2000-01-01", note="")
    assert "服务日期不能更早" in late.content.decode()
    assert (
        submit(
            client, address, kind="visit", served_on=f"{timezone.localdate()}", note="上门慰问"
        ).status_code
        == 302
    )
    assert Certificate.objects.ungated("test").get(pk=one.pk).served == 1
    person = one.nomination.person
    text = page(cast, "district_officer", f"/honors/people/{person.pk}/")
    assert "上门慰问" in text
    assert f"{one.year}年度{one.title}" in text
    assert f"/honors/people/{person.pk}/" in page(cast, "district_officer", f"/people/{person.pk}/")
    text = page(cast, "district_officer", f"/honors/organizations/{cast.district.pk}/")
    assert (f"{one.year}年" in text, "集体荣誉" in text) == (True, False)
    team = make_award(
        make_title("市工人先锋号", TitleFamily.COLLECTIVE), unit=cast.union, team="维修班"
    ).get_absolute_url()
    text = page(cast, "district_officer", f"/honors/organizations/{cast.district.pk}/")
    assert ("集体荣誉" in text, team in text) == (True, True)
    assert f"/honors/organizations/{cast.district.pk}/" in page(
        cast, "district_officer", f"/organizations/{cast.district.pk}/"
    )
    row = Service.objects.get()
    submit(client, f"/honors/certificates/{one.pk}/services/{row.pk}/remove/")
    assert Certificate.objects.ungated("test").get(pk=one.pk).served == 0
