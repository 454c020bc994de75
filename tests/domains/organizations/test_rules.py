"""What stands in the way of a change, said in Chinese."""

from datetime import date

import pytest

from jiangong.domains.organizations import rules
from jiangong.domains.organizations.choices import KINDS_BELOW
from jiangong.domains.organizations.choices import OrganizationKind as Kind
from tests.cast import Cast


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.FEDERATION])
def test_every_kind_but_the_root_has_a_place(kind: str) -> None:
    assert any(kind in below for below in KINDS_BELOW.values())


def test_unfit_kind_names_both(cast: Cast) -> None:
    assert rules.unfit_kind(Kind.TOWNSHIP, cast.district) == ""
    assert rules.unfit_kind(Kind.TOWNSHIP, cast.partner) == (
        "“乡镇（街道）工会”不能设在“河州市应急管理局”（联合部门）之下，请另选上级组织。"
    )


def test_inside_tells_itself_from_its_members(cast: Cast) -> None:
    assert rules.inside(cast.district, cast.neighbour) == ""
    assert rules.inside(cast.district, cast.district) == "“东城区”不能以自己为上级或承接组织，请另选一个。"
    assert rules.inside(cast.district, cast.union) == (
        "“东城机床厂工会”是“东城区”的下级，不能作为它的上级或承接组织，请另选一个。"
    )


def test_not_there_yet_names_the_first_day(cast: Cast) -> None:
    assert rules.not_there_yet(cast.union, date(2020, 1, 1)) == ""
    assert rules.not_there_yet(cast.union, date(2019, 12, 31)) == (
        "“东城机床厂工会”2020年1月1日才成立，请填写这一天或以后的日期。"
    )
