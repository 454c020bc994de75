"""The history of one organization: each day of change once, with what it was from then on and why."""

from datetime import date

import pytest

from jiangong.domains.organizations.actions import (
    close_organization,
    create_organization,
    merge_organizations,
    move_organization,
    rename_organization,
)
from jiangong.domains.organizations.choices import OrganizationKind as Kind
from jiangong.domains.organizations.queries import annals
from jiangong.kit.access.actor import system_actor
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SYSTEM = system_actor()
OPENED, RENAMED, JOINED = date(2021, 3, 1), date(2022, 5, 1), date(2022, 9, 1)
MOVED, ENDED = date(2023, 1, 1), date(2024, 6, 1)


def test_annals_tell_every_day_of_change_once_with_what_began_and_why(cast: Cast) -> None:
    mill, other = (
        create_organization(
            name=name,
            kind=Kind.GRASSROOTS,
            parent=cast.district,
            starts_on=OPENED,
            basis="批复",
            actor=SYSTEM,
        )
        for name in ("纺织厂工会", "染厂工会")
    )
    rename_organization(mill, name="纺织公司工会", starts_on=RENAMED, actor=SYSTEM)
    merge_organizations([other], into=mill, starts_on=JOINED, actor=SYSTEM)
    move_organization(mill, parent=cast.neighbour, starts_on=MOVED, actor=SYSTEM)
    mill.refresh_from_db()
    standing = [(one.day, one.standing) for one in annals(mill)]
    assert standing == [(MOVED, True), (JOINED, False), (RENAMED, False), (OPENED, False)]
    close_organization(mill, successor=cast.neighbour, starts_on=ENDED, actor=SYSTEM)
    told = annals(mill)
    assert [(one.day, one.stretch and (one.stretch.name, one.stretch.parent)) for one in told] == [
        (ENDED, None),
        (MOVED, ("纺织公司工会", cast.neighbour.name)),
        (JOINED, None),
        (RENAMED, ("纺织公司工会", cast.district.name)),
        (OPENED, ("纺织厂工会", cast.district.name)),
    ]
    assert [[change.get_kind_display() for change in one.changes] for one in told] == [
        ["撤销"],
        ["改变隶属"],
        ["合并"],
        ["更名"],
        ["新建"],
    ]
    assert told[-1].changes[0].basis == "批复"
    assert not any(one.standing for one in told)


def test_annals_tell_the_end_of_what_stands_only_in_the_spans(cast: Cast) -> None:
    """Rows that came with a restored tree may have no act behind them."""
    cast.union.spans.update(ends_on=ENDED)
    newest = annals(cast.union)[0]
    assert (newest.day, newest.changes) == (ENDED, ())
