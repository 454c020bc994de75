"""What the form of a place accepts, asks for and warns of."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from jiangong.domains.places import rules
from jiangong.domains.places.choices import FACILITIES
from jiangong.domains.places.forms.inspections import InspectionForm
from jiangong.domains.places.forms.places import PlaceForm
from tests.factories.organizations import make_organization
from tests.factories.people import make_person
from tests.factories.places import make_place


def filled(**facts):
    return {
        "kind": "station",
        "name": "东风路爱心驿站",
        "address": "东风路3号",
        "opened_on": "2025-05-01",
        "organization": "东城区总工会",
        "level": "unit",
        **facts,
    }


def test_the_browser_knows_when_a_check_needs_a_day(cast):
    place = make_place(cast.actor("district_officer"))
    attrs = InspectionForm(actor=cast.actor("district_officer"), instance=place).fields["due_on"].widget.attrs
    asked = [one.code for one in FACILITIES[place.kind] if one.required]
    assert all(f"[name=present][value={code}]:not(:checked)" in attrs["data-needed-when"] for code in asked)
    assert "[name=defects]:not(:placeholder-shown)" in attrs["data-needed-when"]
    assert attrs["data-needed-says"] == rules.NO_DAY


@pytest.fixture
def form(cast):
    def make(**facts):
        return PlaceForm(data=filled(**facts), actor=cast.actor("district_officer"))

    return make


def test_four_facts_are_enough_and_the_district_follows_from_the_unit(cast, form):
    one = form()
    assert one.is_valid(), one.errors
    assert one.cleaned_data["organization"] == cast.district
    assert one.cleaned_data["territory"] == cast.district


@pytest.mark.parametrize(
    ("facts", "field", "said"),
    [
        ({"phone": "13800001111"}, "phone", "不填个人手机号"),
        ({"longitude": "34.7", "latitude": "113.6"}, "longitude", "填反"),
        ({"longitude": "113.6"}, "latitude", "要么都填"),
        ({"opened_on": str(timezone.localdate() + timedelta(days=2))}, "opened_on", "晚于今天"),
        ({"kind": "show_base"}, "basis", "命名依据"),
        ({"organization": "西城区"}, "organization", "管理范围"),
        ({"keeper": "没有这人"}, "keeper", "没有登记"),
        ({"name": ""}, "name", "请填写名称"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(form, facts, field, said):
    one = form(**facts)
    assert not one.is_valid()
    assert any(said in sentence for sentence in one.errors[field]), one.errors


def test_a_twin_is_named_until_somebody_insists(cast, form):
    twin = make_place(cast.actor("district_officer"), name="东风路爱心驿站", address="东风路1号")
    one = form(name="东风路 爱心驿站")
    assert not one.is_valid()
    assert "已登记“东风路爱心驿站”" in one.errors["name"][0]
    assert one.twin == twin
    assert form(name="东风路爱心驿站", duplicate_accepted="on").is_valid()


def test_the_keeper_is_a_registered_person_and_a_year_settles_a_tie(cast, form):
    make_person("王敏", cast.district, birth_on=date(1975, 1, 1))
    second = make_person("王敏", cast.union, birth_on=date(1982, 1, 1))
    unclear = form(keeper="王敏")
    assert not unclear.is_valid()
    assert "有2人" in unclear.errors["keeper"][0]
    clear = form(keeper="王敏（1982）")
    assert clear.is_valid(), clear.errors
    assert clear.cleaned_data["keeper"] == second


def test_a_district_names_its_own_ground_and_an_industry_any(cast):
    industry = make_organization("河州市纺织工会", "industry", cast.federation)
    district = cast.actor("district_officer")
    assert [label for _, label in PlaceForm(actor=district).fields["territory"].choices] == [
        "按管理单位",
        "东城区",
    ]
    from dataclasses import replace

    weaver = replace(district, organization=industry, scope_path=industry.path)
    assert len(PlaceForm(actor=weaver).fields["territory"].choices) == 3
