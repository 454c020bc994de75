"""Organizations come in top down, from one file, and can be taken back."""

from typing import Any

import pytest

from jiangong.domains.organizations.actions import rename_organization
from jiangong.domains.organizations.choices import OrganizationKind as Kind
from jiangong.domains.organizations.imports import OrganizationChecker, OrganizationImport
from jiangong.domains.organizations.models import NameQuestion, Organization, OrganizationSpan
from jiangong.kit.importing.specs import Row
from tests.cast import Cast

pytestmark = pytest.mark.django_db

SPEC = OrganizationImport()


def row(number: int, **values: Any) -> Row:
    return Row(number, (), {"kind": Kind.GRASSROOTS.value, "opened_on": "2023-03-01", **values})


def check(cast: Cast, *rows: Row, who: str = "city_officer") -> dict[int, list[tuple[str, str]]]:
    """Findings by row number."""
    OrganizationChecker(cast.actor(who)).check(list(rows))
    return {one.number: [(finding.column, finding.sentence) for finding in one.findings] for one in rows}


def bring_in(cast: Cast, *rows: Row) -> list[int]:
    assert all(not found for found in check(cast, *rows).values())
    values = iter([one.values for one in rows])
    return SPEC.load(values, actor=cast.actor("city_officer"), report=lambda done: None)()


def test_load_opens_parents_of_the_same_file_first(cast: Cast) -> None:
    keys = bring_in(
        cast,
        row(2, name="文峰街道总工会", kind=Kind.TOWNSHIP.value, parent="东城区"),
        row(3, name="文峰厂工会", parent="文峰街道总工会", members_count=120),
        row(4, name="文峰二厂工会", parent="文峰街道总工会"),
    )
    made = {one.name: one for one in Organization.unscoped.filter(pk__in=keys)}
    assert made["文峰街道总工会"].parent == cast.district
    assert made["文峰厂工会"].parent == made["文峰街道总工会"]
    assert made["文峰厂工会"].members_count == 120
    assert OrganizationSpan.unscoped.filter(organization__in=keys).count() == 3


@pytest.mark.parametrize(
    ("values", "column", "part"),
    [
        ({"parent": "火星"}, "parent", "没有找到与“火星”相近的组织"),
        ({"kind": Kind.DISTRICT.value}, "kind", "不能设在“东城区”"),
        ({"opened_on": "2019-01-01"}, "opened_on", "2020年1月1日才成立"),
        ({"name": "东城机床厂工会"}, "name", "之下已有“东城机床厂工会”"),
        ({"division_code": "410103"}, "division_year", "请填写这个代码所属的年份"),
    ],
)
def test_check_says_what_is_wrong_with_a_row(cast: Cast, values: dict, column: str, part: str) -> None:
    found = check(cast, row(2, **{"name": "某厂工会", "parent": "东城区", **values}))
    [(where, sentence)] = found[2]
    assert where == column
    assert part in sentence


def test_check_reminds_of_a_doubtful_code_without_refusing(cast: Cast) -> None:
    one = row(2, name="某厂工会", parent="东城区", credit_code="91410103MC0000001X")
    check(cast, one)
    assert not one.failed
    assert [finding.tone for finding in one.findings] == ["warn", "warn"]


def test_check_refuses_repeated_rows_and_children_of_refused_ones(cast: Cast) -> None:
    found = check(
        cast,
        row(2, name="甲厂工会", parent="东城区"),
        row(3, name="甲厂工会", parent="东城区"),
        row(4, name="乙街道总工会", kind=Kind.TOWNSHIP.value, parent="火星"),
        row(5, name="乙厂工会", parent="乙街道总工会"),
    )
    assert found[2] == []
    assert "在表里出现过" in found[3][0][1]
    assert found[5][0][0] == "parent"


def test_check_tells_all_that_is_wrong_with_a_row_at_once(cast: Cast) -> None:
    """What cannot be read in one cell hides nothing of the others: neither an unknown parent nor a taken name."""
    known = {"name": "东城机床厂工会", "parent": "东城区"}
    unread = [row(number, **{**known, "parent": "火星"}) for number in range(2, 6)]
    for one, column in zip(unread, ("name", "kind", "opened_on", "division_year"), strict=True):
        one.values.pop(column, None)
        one.refuse(column, "读不懂。")
        one.values |= {"division_code": "410103"}
    unread[0].values["division_year"] = unread[1].values["division_year"] = 2020
    unread[2].values["division_year"] = 2020
    taken = row(6, **known)
    del taken.values["opened_on"]
    early = row(7, **{**known, "name": "某厂工会", "opened_on": "2019-01-01", "kind": Kind.DISTRICT.value})
    found = check(cast, *unread, taken, early)
    columns = {number: [column for column, _ in told] for number, told in found.items()}
    assert columns == {
        2: ["name", "parent"],
        3: ["kind", "parent"],
        4: ["opened_on", "name", "parent"],  # the third of one name under one parent
        5: ["division_year", "name", "parent"],
        6: ["name"],
        7: ["kind", "opened_on"],
    }


def test_check_points_to_the_faulty_row_of_a_parent_and_asks_nobody_about_it(cast: Cast) -> None:
    faulty = row(2, name="乙街道总工会", kind=Kind.TOWNSHIP.value, parent="东城区")
    del faulty.values["opened_on"]
    faulty.refuse("opened_on", "日期读不懂。")
    found = check(cast, faulty, row(3, name="乙厂工会", parent="乙街道总工会"))
    assert found[3] == [("parent", "上级“乙街道总工会”在第2行，那一行有错，请一起改正后再导入。")]
    assert not NameQuestion.unscoped.exists()


def test_check_asks_once_about_unknown_parents_and_stays_within_reach(cast: Cast) -> None:
    found = check(cast, row(2, name="某厂工会", parent=cast.neighbour.name), who="district_officer")
    assert found[2][0][0] == "parent"
    assert NameQuestion.unscoped.get().text == cast.neighbour.name


def test_undo_takes_back_what_nobody_touched(cast: Cast) -> None:
    keys = bring_in(
        cast,
        row(2, name="甲厂工会", parent="东城区"),
        row(3, name="乙厂工会", parent="东城区"),
        row(4, name="乙厂车间工会", parent="乙厂工会"),
    )
    first = Organization.unscoped.get(name="甲厂工会")
    rename_organization(
        first, name="丙厂工会", starts_on=first.opened_on.replace(year=2024), actor=cast.actor("city_officer")
    )
    assert SPEC.undo(keys, actor=cast.actor("city_officer")) == 2
    assert set(Organization.unscoped.filter(pk__in=keys).values_list("name", flat=True)) == {"丙厂工会"}
