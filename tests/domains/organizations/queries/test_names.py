"""Names are resolved within the actor's reach, explained, remembered and asked about once."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiangong.domains.organizations.actions import (
    add_alias,
    answer_name_question,
    close_organization,
    dismiss_name_question,
    remove_alias,
    rename_organization,
    settle_names,
)
from jiangong.domains.organizations.choices import AliasSource
from jiangong.domains.organizations.choices import OrganizationKind as Kind
from jiangong.domains.organizations.models import NameQuestion, Organization, OrganizationAlias
from jiangong.domains.organizations.queries import resolve_many, resolve_name
from jiangong.kit.access.actor import system_actor
from jiangong.kit.commands.errors import Conflict, Refusal
from tests.cast import Cast
from tests.factories.organizations import make_organization

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SYSTEM = system_actor()


@pytest.fixture
def zone(cast: Cast) -> Organization:
    return make_organization("河州经济技术开发区总工会", Kind.ZONE, cast.federation)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("河州经济技术开发区总工会", "exact"),
        ("河州 经济技术\n开发区总工会", "exact"),
        ("经济技术开发区", "abbreviation"),
        ("经开区", "abbreviation"),
        ("河州市经济技术开发区工会", "abbreviation"),
    ],
)
def test_resolve_name_explains_every_way_of_writing(zone: Organization, text: str, how: str) -> None:
    resolution = resolve_name(text, SYSTEM)
    assert (resolution.organization, resolution.how) == (zone, how)
    assert resolution.explanation.endswith("。")


def test_resolve_name_leaves_the_unknown_open(zone: Organization) -> None:
    resolution = resolve_name("火星工会", SYSTEM)
    assert (resolution.organization, resolution.how, resolution.candidates) == (None, "none", ())
    assert resolution.explanation == "没有找到与“火星工会”相近的组织。"


def test_resolve_name_never_decides_between_two_equals(cast: Cast) -> None:
    for district in (cast.district, cast.neighbour):
        make_organization("人民路街道总工会", Kind.TOWNSHIP, district)
    assert resolve_name("人民路街道总工会", SYSTEM).organization is None
    assert len(resolve_name("人民路街道总工会", SYSTEM).candidates) == 2
    found = resolve_name("人民路街道总工会", cast.actor("district_officer")).organization
    assert found.parent_id == cast.district.pk


def test_resolve_name_shows_nothing_beyond_the_actors_reach(cast: Cast) -> None:
    resolution = resolve_name(cast.neighbour.name, cast.actor("district_officer"))
    assert (resolution.organization, resolution.candidates) == (None, ())


def test_resolve_name_leads_to_the_successor_or_to_the_unit_of_that_day(cast: Cast) -> None:
    close_organization(cast.neighbour, successor=cast.district, starts_on=date(2023, 1, 1), actor=SYSTEM)
    today = resolve_name(cast.neighbour.name, SYSTEM)
    assert today.organization == cast.district
    assert today.explanation.endswith(f"“{cast.neighbour.name}”已于2023年1月1日撤销，由“东城区总工会”承接。")
    assert resolve_name(cast.neighbour.name, SYSTEM, date(2021, 1, 1)).organization == cast.neighbour


def test_resolve_name_knows_former_names(cast: Cast) -> None:
    rename_organization(cast.district, name="东湖区总工会", starts_on=date(2023, 1, 1), actor=SYSTEM)
    assert resolve_name("东城区总工会", SYSTEM).organization == cast.district
    assert resolve_name("东湖区总工会", SYSTEM).how == "exact"


def test_resolve_many_costs_the_same_for_many_names(cast: Cast) -> None:
    resolve_name("热身", SYSTEM)
    with CaptureQueriesContext(connection) as few:
        resolve_many(["东城区总工会"], SYSTEM)
    with CaptureQueriesContext(connection) as many:
        resolve_many([f"{cast.district.name}{number}" for number in range(200)], SYSTEM)
    assert len(few) == len(many) == 2


def test_settle_names_remembers_guesses_with_their_reason(zone: Organization) -> None:
    settle_names([resolve_name("经开区", SYSTEM)], actor=SYSTEM)
    alias = OrganizationAlias.unscoped.get()
    assert (alias.organization, alias.text, alias.source) == (zone, "经开区", AliasSource.GUESSED)
    assert "经开区" in alias.explanation
    assert resolve_name("经开区", SYSTEM).how == "alias"


def test_settle_names_asks_once_about_each_unknown_name(cast: Cast) -> None:
    unknown = resolve_many(["火星工会", "火 星工会", "金星工会"], SYSTEM).values()
    assert len(settle_names(unknown, context="2021年任务分解表", actor=SYSTEM)) == 2
    assert settle_names(unknown, actor=SYSTEM) == []
    assert NameQuestion.unscoped.filter(context="2021年任务分解表").count() == 2


def test_settle_names_does_not_impose_a_districts_guess_on_the_city(cast: Cast) -> None:
    for district in (cast.district, cast.neighbour):
        make_organization("人民路街道总工会", Kind.TOWNSHIP, district)
    officer = cast.actor("district_officer")
    resolution = resolve_name("人民路街道", officer)
    assert resolution.organization.parent_id == cast.district.pk
    settle_names([resolution], actor=officer)
    assert OrganizationAlias.unscoped.count() == 0


def test_answer_name_question_learns_the_alias(cast: Cast) -> None:
    (question,) = settle_names([resolve_name("火星工会", SYSTEM)], actor=SYSTEM)
    answer_name_question(question, cast.district, actor=SYSTEM)
    assert resolve_name("火星工会", SYSTEM).organization == cast.district
    with pytest.raises(Conflict, match="已由别人确认"):
        dismiss_name_question(question, actor=SYSTEM)


def test_dismiss_name_question_is_not_asked_again(cast: Cast) -> None:
    (question,) = settle_names([resolve_name("合计", SYSTEM)], actor=SYSTEM)
    dismiss_name_question(question, actor=SYSTEM)
    assert settle_names([resolve_name("合计", SYSTEM)], actor=SYSTEM) == []


def test_add_alias_refuses_a_spelling_of_another_organization(cast: Cast) -> None:
    alias = add_alias(cast.district, text="东区", source=AliasSource.LEARNED, actor=SYSTEM)
    assert add_alias(cast.district, text="东 区", source=AliasSource.LEARNED, actor=SYSTEM) == alias
    with pytest.raises(Refusal) as refused:
        add_alias(cast.neighbour, text="东区", source=AliasSource.LEARNED, actor=SYSTEM)
    assert refused.value.sentence == "“东区”已是“东城区”的别名，请先在那里删除，或换一种写法。"
    remove_alias(alias, actor=SYSTEM)
    assert OrganizationAlias.unscoped.count() == 0
