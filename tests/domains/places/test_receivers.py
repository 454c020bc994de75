"""What places tell the rest: whose turn it is, what is found, what an organization and a person have to do with them."""

from datetime import timedelta

from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.actions import merge_people
from jiangong.domains.people.queries import roles_of
from jiangong.domains.places.actions.places import close_place
from jiangong.domains.places.models import Place, PlaceReport
from jiangong.domains.places.receivers import places_inside, places_panel
from jiangong.kit.listing.searching import search
from jiangong.kit.messaging.todos import todos_of
from tests.factories.people import make_person
from tests.factories.places import make_inspection, make_place, make_report


def titles(actor) -> list[str]:
    return [todo.title for todo in todos_of(actor)]


def test_a_report_is_the_units_own_to_settle_and_only_later_its_superiors(cast):
    officer, city = cast.actor("district_officer"), cast.actor("city_officer")
    report = make_report(make_place(officer))
    assert "花园路爱心驿站：来了没开门" in titles(officer)
    assert [one for one in titles(city) if "反映" in one] == []
    late = timezone.now() - timedelta(days=4)
    PlaceReport.objects.ungated("t").filter(pk=report.pk).update(first_at=late)
    assert "所属单位有1项群众反映超过3天没有处理" in titles(city)
    assert [one for one in titles(cast.actor("neighbour_officer")) if "反映" in one or "驿站" in one] == []


def test_defects_are_a_to_do_when_their_day_is_near_and_none_after_closing(cast):
    officer = cast.actor("district_officer")
    place = make_place(officer)
    make_inspection(place, officer, "water", due_on=timezone.localdate() + timedelta(days=5))
    far = make_place(officer, name="远期", address="二号")
    make_inspection(far, officer, "water", due_on=timezone.localdate() + timedelta(days=60))
    assert [one for one in titles(officer) if one.startswith("整改")] == ["整改：花园路爱心驿站"]
    close_place(Place.objects.ungated("t").get(pk=place.pk), timezone.localdate(), "搬迁", actor=officer)
    assert [one for one in titles(officer) if one.startswith("整改")] == []


def test_search_finds_own_places_only(cast):
    make_place(cast.actor("district_officer"))
    found = [group for group in search(cast.actor("district_officer"), "花园路", 5) if group.label == "阵地"]
    assert [hit.title for hit in found[0].hits] == ["花园路爱心驿站"]
    assert [
        g for g in search(cast.actor("neighbour_officer"), "花园路", 5) if g.label == "阵地" and g.hits
    ] == []


def test_an_organizations_card_counts_by_kind(cast):
    officer = cast.actor("district_officer")
    make_place(officer)
    make_place(officer, organization=cast.union, name="厂里书屋", kind="library", address="厂里")
    panel = places_panel(cast.district, officer)
    rows = [(label, whole) for label, whole, _, _ in panel.context["rows"]]
    assert rows == [("职工书屋", 1), ("爱心驿站（户外劳动者服务站点）", 1)]
    assert places_panel(cast.union, officer).count == 1
    assert places_panel(cast.neighbour, cast.actor("neighbour_officer")) is None


def test_a_change_of_the_tree_says_how_many_places_it_takes_along(cast):
    make_place(cast.actor("district_officer"))
    district = Organization.objects.ungated("t").get(pk=cast.district.pk)
    assert places_inside(district.path, timezone.localdate()) == "1个阵地"
    assert places_inside(cast.neighbour.path, timezone.localdate()) == ""


def test_who_keeps_a_place_is_told_on_their_page_and_stays_with_a_merge(cast):
    officer = cast.actor("district_officer")
    first, second = make_person("王敏", cast.district), make_person("王敏", cast.district)
    make_place(officer, keeper=second)
    assert [role.detail for role in roles_of(second, officer)] == ["花园路爱心驿站"]
    merge_people(first, second, {}, actor=officer)
    assert Place.objects.ungated("t").get().keeper == first
