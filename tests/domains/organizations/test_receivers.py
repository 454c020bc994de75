"""What can be found and what waits for whom."""

from datetime import date

from jiangong.domains.organizations.actions import add_alias, settle_names
from jiangong.domains.organizations.choices import ChangeState
from jiangong.domains.organizations.models import Organization, OrganizationChange
from jiangong.domains.organizations.queries import resolve_name
from jiangong.domains.organizations.receivers import (
    failed_change_todos,
    find_enterprises,
    find_organizations,
    first_union_todos,
    name_todos,
)
from jiangong.kit.access.actor import system_actor
from tests.cast import Cast
from tests.factories.organizations import make_enterprise

SYSTEM = system_actor()


def test_name_todos_are_one_row_for_those_who_settle_names(cast: Cast) -> None:
    settle_names([resolve_name("火星工会", SYSTEM), resolve_name("金星工会", SYSTEM)], actor=SYSTEM)
    (todo,) = name_todos(cast.actor("city_officer"))
    assert (todo.title, todo.url) == ("2个组织名称待确认", "/organizations/names/")
    assert list(name_todos(cast.actor("district_officer"))) == []


def test_failed_changes_wait_for_those_who_change_the_tree(cast: Cast) -> None:
    OrganizationChange.objects.create(
        organization=cast.district,
        kind="rename",
        effective_on=date(2024, 1, 1),
        summary="“东城区总工会”更名为“东湖区总工会”。",
        state=ChangeState.FAILED,
        refusal="上级组织之下已有“东湖区总工会”，请换一个名称。",
    )
    (todo,) = failed_change_todos(cast.actor("city_officer"))
    assert todo.url == f"/organizations/{cast.district.pk}/"
    assert todo.why.startswith("上级组织之下已有")
    assert list(failed_change_todos(cast.actor("union_officer"))) == []


def test_search_finds_by_alias_within_reach(cast: Cast) -> None:
    add_alias(cast.district, text="老东区", source="learned", actor=SYSTEM)
    make_enterprise("东城机床有限公司", cast.district)
    actor = cast.actor("district_officer")
    assert [hit.title for hit in find_organizations(actor, "老东", 5)] == ["东城区总工会"]
    assert list(find_organizations(actor, "西城", 5)) == []
    assert [hit.sub for hit in find_enterprises(actor, "机床", 5)] == ["东城区"]
    assert list(find_enterprises(cast.actor("neighbour_officer"), "机床", 5)) == []


def test_whoever_may_build_up_a_federation_of_nothing_but_its_root_is_told_where_to_begin(cast: Cast) -> None:
    officer = cast.actor("city_officer")
    assert list(first_union_todos(officer)) == []
    Organization.unscoped.exclude(parent=None).update(parent=None)
    (todo,) = first_union_todos(officer)
    assert todo.url == "/imports/new/organizations.organization/"
    assert list(first_union_todos(cast.actor("district_officer"))) == []
