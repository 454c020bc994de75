"""The assistant's dialog: asks what its method needs, shows before and after, writes nothing."""

import html
import json
import re

import pytest

from tests.factories.editions import give, make_issued
from tests.factories.plans import make_plan


@pytest.fixture
def plan(cast):
    made = make_plan(cast.actor("city_officer"), [cast.district, cast.neighbour], total=11)
    give(made.editions.get(), 1, None)
    return made


def ask(cast, plan, who="city_officer", **fields):
    fields.setdefault("goal", plan.programs.get().goals.get().pk)
    return cast.client(who).get(f"/plans/{plan.pk}/grid/propose/", fields)


def test_a_method_asks_for_what_it_needs(cast, plan):
    names = {
        basis: set(re.findall(r'name="(\w+)"', ask(cast, plan, basis=basis).content.decode()))
        for basis in ("evenly", "last_year", "formula")
    }
    common = {"asked", "edition", "basis", "goal", "includes_unassigned"}
    assert names == {
        "evenly": common,
        "last_year": common | {"factor"},
        "formula": common | {"formula", "fits_total"},
    }


def test_the_result_is_shown_and_handed_to_the_sheet(cast, plan):
    page = ask(cast, plan, asked=1, basis="evenly", includes_unassigned="on").content.decode()
    assert "取整用最大余数法，合计11家，目标11家。" in page
    (cells,) = re.findall(r'data-fill="([^"]+)"', page)
    first, second = plan.recipients.all()
    goal = plan.programs.get().goals.get().pk
    assert json.loads(html.unescape(cells)) == [[first.pk, goal, "6"], [second.pk, goal, "5"]]


def test_a_refusal_stands_at_its_field(cast, plan):
    page = ask(cast, plan, asked=1, basis="formula", formula="现在×").content.decode()
    assert "公式没有写完，请补充。" in page
    assert "data-fill" not in page
    assert "在往年已下发的计划里没有分解过" in ask(cast, plan, asked=1, basis="last_year").content.decode()


@pytest.mark.parametrize(
    "fields", [{"basis": "magic", "asked": 1}, {"goal": "x", "asked": 1, "basis": "evenly"}]
)
def test_what_is_not_offered_is_refused_on_the_form(cast, plan, fields):
    answer = ask(cast, plan, **fields)
    assert answer.status_code == 200
    assert "data-fill" not in answer.content.decode()


def test_who_cannot_fill_is_told_why(cast):
    plan = make_issued(cast.actor("city_officer"), [cast.district])
    answer = ask(cast, plan, basis="evenly")
    assert answer.status_code == 403
    assert "需要修改请启动调整" in answer.content.decode()
    assert ask(cast, plan, "city_leader", basis="evenly").status_code == 403
