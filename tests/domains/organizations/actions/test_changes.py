"""Changes of the tree: what happens, what is refused, what it costs."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jiangong.domains.organizations.actions import (
    apply_due_changes,
    cancel_change,
    close_organization,
    create_organization,
    merge_organizations,
    move_organization,
    rename_organization,
    split_organization,
)
from jiangong.domains.organizations.choices import ChangeState
from jiangong.domains.organizations.choices import OrganizationKind as Kind
from jiangong.domains.organizations.models import Organization, OrganizationChange, OrganizationSpan
from jiangong.domains.organizations.signals import reorganized
from jiangong.kit.access.actor import system_actor
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Conflict, Refusal
from tests.factories.organizations import make_organization

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DAY = date(2023, 3, 1)
SYSTEM = system_actor()


@pytest.fixture
def city() -> Organization:
    return make_organization("河州市总工会", Kind.FEDERATION)


@pytest.fixture
def east(city: Organization) -> Organization:
    return make_organization("东城区总工会", Kind.DISTRICT, city)


@pytest.fixture
def west(city: Organization) -> Organization:
    return make_organization("西城区总工会", Kind.DISTRICT, city)


def spans_of(organization: Organization) -> list[tuple]:
    """(name, parent, path, from, to) in order."""
    found = organization.spans.order_by("starts_on")
    return list(found.values_list("name", "parent_id", "path", "starts_on", "ends_on"))


def fresh(organization: Organization) -> Organization:
    return Organization.unscoped.get(pk=organization.pk)


def test_create_organization_gives_path_span_change_and_audit(city: Organization) -> None:
    made = create_organization(
        name="东城区总工会", kind=Kind.DISTRICT, parent=city, starts_on=DAY, basis="会字1号", actor=SYSTEM
    )
    assert made.path == f"{city.path}{made.pk}/"
    assert spans_of(made) == [("东城区总工会", city.pk, made.path, DAY, None)]
    change = OrganizationChange.unscoped.get(organization=made)
    assert (change.kind, change.effective_on, change.basis, change.state) == (
        "create",
        DAY,
        "会字1号",
        ChangeState.APPLIED,
    )
    assert AuditEntry.objects.filter(verb="organizations.organization.create", target_id=made.pk).count() == 1


def test_create_organization_in_the_past_follows_its_parents_moves(
    city: Organization, east: Organization, west: Organization
) -> None:
    township = make_organization("文峰街道总工会", Kind.TOWNSHIP, east)
    move_organization(township, parent=west, starts_on=DAY, actor=SYSTEM)
    union = create_organization(
        name="文峰机床厂工会",
        kind=Kind.GRASSROOTS,
        parent=fresh(township),
        starts_on=date(2022, 1, 1),
        actor=SYSTEM,
    )
    assert [(path, start, end) for _, _, path, start, end in spans_of(union)] == [
        (f"{east.path}{township.pk}/{union.pk}/", date(2022, 1, 1), DAY),
        (f"{west.path}{township.pk}/{union.pk}/", DAY, None),
    ]
    assert union.path == f"{west.path}{township.pk}/{union.pk}/"


@pytest.mark.parametrize(
    ("kind", "under", "sentence"),
    [
        (Kind.FEDERATION, None, "全市组织的根已是“河州市总工会”，请为新组织选择上级组织。"),
        (
            Kind.TOWNSHIP,
            "city",
            "“乡镇（街道）工会”不能设在“河州市总工会”（市总工会）之下，请另选上级组织。",
        ),
        (
            Kind.DISTRICT,
            "east",
            "“区县（市）总工会”不能设在“东城区总工会”（区县（市）总工会）之下，请另选上级组织。",
        ),
    ],
)
def test_create_organization_refuses_a_wrong_place(
    city: Organization, east: Organization, kind: str, under: str | None, sentence: str
) -> None:
    parent = {"city": city, "east": east, None: None}[under]
    with pytest.raises(Refusal) as refused:
        create_organization(name="某工会", kind=kind, parent=parent, starts_on=DAY, actor=SYSTEM)
    assert refused.value.sentence == sentence
    assert Organization.unscoped.count() == 2


def test_create_organization_refuses_a_name_taken_among_siblings(
    city: Organization, east: Organization
) -> None:
    with pytest.raises(Refusal, match="上级组织之下已有“东城区总工会”，请换一个名称。"):
        create_organization(name="东城区总工会", kind=Kind.DISTRICT, parent=city, starts_on=DAY, actor=SYSTEM)


def test_create_organization_refuses_to_begin_before_its_parent(east: Organization) -> None:
    with pytest.raises(Refusal, match="2020年1月1日才成立"):
        create_organization(
            name="某工会", kind=Kind.GRASSROOTS, parent=east, starts_on=date(2019, 1, 1), actor=SYSTEM
        )


def test_rename_organization_keeps_the_former_name_as_an_alias(east: Organization) -> None:
    rename_organization(east, name="东湖区总工会", short_name="东湖区", starts_on=DAY, actor=SYSTEM)
    renamed = fresh(east)
    assert (renamed.name, renamed.short_name) == ("东湖区总工会", "东湖区")
    assert [(name, start, end) for name, _, _, start, end in spans_of(east)] == [
        ("东城区总工会", date(2020, 1, 1), DAY),
        ("东湖区总工会", DAY, None),
    ]
    assert list(east.aliases.values_list("text", "source")) == [("东城区总工会", "former")]


def test_rename_organization_on_the_day_of_an_earlier_change_replaces_it(east: Organization) -> None:
    rename_organization(east, name="东湖区总工会", starts_on=DAY, actor=SYSTEM)
    rename_organization(fresh(east), name="东海区总工会", starts_on=DAY, actor=SYSTEM)
    assert [name for name, *_ in spans_of(east)] == ["东城区总工会", "东海区总工会"]


def test_rename_organization_refuses_a_day_before_the_last_change(east: Organization) -> None:
    rename_organization(east, name="东湖区总工会", starts_on=DAY, actor=SYSTEM)
    with pytest.raises(Refusal) as refused:
        rename_organization(fresh(east), name="东海区总工会", starts_on=date(2022, 1, 1), actor=SYSTEM)
    assert refused.value.sentence == (
        "“东湖区总工会”在2023年3月1日已有变动，新的变动不能早于它，请填写2023年3月1日或以后的日期。"
    )


def test_move_organization_takes_its_subtree_along_from_that_day(
    east: Organization, west: Organization
) -> None:
    township = make_organization("文峰街道总工会", Kind.TOWNSHIP, east)
    union = make_organization("文峰机床厂工会", Kind.GRASSROOTS, township)
    change = move_organization(township, parent=west, starts_on=DAY, actor=SYSTEM)
    assert change.summary == "“文峰街道总工会”由“东城区总工会”改隶“西城区总工会”。"
    assert fresh(township).parent_id == west.pk
    assert fresh(union).path == f"{west.path}{township.pk}/{union.pk}/"
    assert spans_of(union) == [
        ("文峰机床厂工会", township.pk, union.path, date(2020, 1, 1), DAY),
        ("文峰机床厂工会", township.pk, f"{west.path}{township.pk}/{union.pk}/", DAY, None),
    ]


def test_move_organization_refuses_its_own_subtree(east: Organization) -> None:
    union = make_organization("机床厂工会", Kind.GRASSROOTS, east)
    workshop = make_organization("机床厂一分厂工会", Kind.GRASSROOTS, union)
    with pytest.raises(Refusal) as refused:
        move_organization(union, parent=workshop, starts_on=DAY, actor=SYSTEM)
    assert refused.value.sentence == (
        "“机床厂一分厂工会”是“机床厂工会”的下级，不能作为它的上级或承接组织，请另选一个。"
    )


def test_move_organization_refuses_a_closed_parent(east: Organization, west: Organization) -> None:
    union = make_organization("机床厂工会", Kind.GRASSROOTS, east)
    close_organization(west, starts_on=DAY, actor=SYSTEM)
    with pytest.raises(Refusal, match="“西城区总工会”已于2023年3月1日撤销，请选择仍在运行的组织。"):
        move_organization(union, parent=fresh(west), starts_on=date(2023, 4, 1), actor=SYSTEM)


def test_move_organization_refuses_the_federation(city: Organization, east: Organization) -> None:
    with pytest.raises(Refusal, match="是全市组织的根，只能更名"):
        move_organization(city, parent=east, starts_on=DAY, actor=SYSTEM)


@pytest.mark.parametrize("size", [5, 500])
def test_move_organization_costs_the_same_whatever_hangs_below(
    east: Organization, west: Organization, size: int
) -> None:
    township = make_organization("文峰街道总工会", Kind.TOWNSHIP, east)
    for number in range(size):
        make_organization(f"第{number}工会", Kind.GRASSROOTS, township)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        move_organization(township, parent=west, starts_on=DAY, actor=SYSTEM)
    assert Organization.unscoped.filter(path__startswith=f"{west.path}{township.pk}/").count() == size + 1
    assert OrganizationSpan.unscoped.filter(starts_on=DAY).count() == size + 1
    assert len(queries) <= 40
    costs.add(len(queries))
    assert len(costs) == 1


costs: set[int] = set()


def test_merge_organizations_into_a_new_one_closes_the_sources_under_it(
    city: Organization, east: Organization, west: Organization
) -> None:
    union = make_organization("机床厂工会", Kind.GRASSROOTS, east)
    change = merge_organizations(
        [east, west], name="新城区总工会", short_name="新城区", starts_on=DAY, basis="民政批复", actor=SYSTEM
    )
    merged = change.organization
    assert (merged.name, merged.parent_id, merged.kind, merged.opened_on) == (
        "新城区总工会",
        city.pk,
        Kind.DISTRICT,
        DAY,
    )
    for source in (east, west):
        closed = fresh(source)
        assert (closed.closed_on, closed.successor_id, closed.parent_id) == (DAY, merged.pk, merged.pk)
        assert closed.path == f"{merged.path}{source.pk}/"
        assert spans_of(source)[-1][4] == DAY
    assert fresh(union).path == f"{merged.path}{union.pk}/"
    assert set(change.others.values_list("pk", flat=True)) == {east.pk, west.pk}


def test_merge_organizations_into_one_of_them(east: Organization, west: Organization) -> None:
    change = merge_organizations([west], into=east, starts_on=DAY, actor=SYSTEM)
    assert change.summary == "“西城区总工会”并入“东城区总工会”。"
    assert fresh(west).path == f"{east.path}{west.pk}/"


def test_merge_organizations_refuses_members_that_cannot_stand_there(
    city: Organization, east: Organization
) -> None:
    make_organization("文峰街道总工会", Kind.TOWNSHIP, east)
    industry = make_organization("机械冶金工会", Kind.INDUSTRY, city)
    with pytest.raises(Refusal) as refused:
        merge_organizations([east], into=industry, starts_on=DAY, actor=SYSTEM)
    assert refused.value.sentence == (
        "“东城区总工会”之下有乡镇（街道）工会，不能设在产业工会之下，请先把它们移到别处，或另选组织。"
    )


def test_split_organization_gives_each_part_its_members(east: Organization) -> None:
    first, second, third = (
        make_organization(f"{name}街道总工会", Kind.TOWNSHIP, east) for name in ("文峰", "明月", "清泉")
    )
    change = split_organization(
        east,
        parts=[
            {"name": "东南区总工会", "children": [first]},
            {"name": "东北区总工会", "children": [second]},
        ],
        starts_on=DAY,
        keep=False,
        actor=SYSTEM,
    )
    south, north = (Organization.unscoped.get(name=f"东{side}区总工会") for side in "南北")
    assert change.summary == "“东城区总工会”分设为“东南区总工会”、“东北区总工会”。"
    assert [fresh(each).parent_id for each in (first, second, third)] == [south.pk, north.pk, south.pk]
    assert fresh(east).successor_id == south.pk


def test_split_organization_may_keep_the_original(east: Organization) -> None:
    township = make_organization("文峰街道总工会", Kind.TOWNSHIP, east)
    split_organization(
        east, parts=[{"name": "文峰区总工会", "children": [township]}], starts_on=DAY, actor=SYSTEM
    )
    assert fresh(east).closed_on is None
    assert fresh(township).parent.name == "文峰区总工会"


def test_close_organization_hands_its_members_and_predecessors_to_the_successor(
    city: Organization, east: Organization, west: Organization
) -> None:
    north = make_organization("北城区总工会", Kind.DISTRICT, city)
    union = make_organization("机床厂工会", Kind.GRASSROOTS, north)
    close_organization(north, successor=west, starts_on=DAY, actor=SYSTEM)
    close_organization(fresh(west), successor=east, starts_on=date(2024, 1, 1), actor=SYSTEM)
    assert fresh(union).path == f"{east.path}{union.pk}/"
    assert fresh(north).path == f"{east.path}{north.pk}/"
    assert fresh(north).successor_id == west.pk
    assert [(parent, end) for _, parent, _, _, end in spans_of(union)] == [
        (north.pk, DAY),
        (west.pk, date(2024, 1, 1)),
        (east.pk, None),
    ]


def test_close_organization_refuses_its_opening_day(east: Organization) -> None:
    with pytest.raises(Refusal, match="2020年1月1日才成立，请填写这一天以后的日期。"):
        close_organization(east, starts_on=date(2020, 1, 1), actor=SYSTEM)


def test_future_change_waits_until_its_day(east: Organization, time_machine) -> None:
    time_machine.move_to("2024-05-01 09:00+08:00")
    change = rename_organization(east, name="东湖区总工会", starts_on=date(2024, 6, 1), actor=SYSTEM)
    assert change.state == ChangeState.PENDING
    assert fresh(east).name == "东城区总工会"
    assert apply_due_changes(date(2024, 5, 31), actor=SYSTEM) == []
    (applied,) = apply_due_changes(date(2024, 6, 1), actor=SYSTEM)
    assert applied.state == ChangeState.APPLIED
    assert fresh(east).name == "东湖区总工会"
    assert apply_due_changes(date(2024, 6, 2), actor=SYSTEM) == []


def test_future_change_overtaken_by_another_keeps_its_reason(
    east: Organization, west: Organization, time_machine
) -> None:
    time_machine.move_to("2024-05-01 09:00+08:00")
    rename_organization(east, name="东湖区总工会", starts_on=date(2024, 6, 1), actor=SYSTEM)
    close_organization(east, successor=west, starts_on=date(2024, 5, 1), actor=SYSTEM)
    (failed,) = apply_due_changes(date(2024, 6, 1), actor=SYSTEM)
    assert failed.state == ChangeState.FAILED
    assert failed.refusal == "“东城区总工会”已于2024年5月1日撤销，请选择仍在运行的组织。"


def test_cancel_change_works_once(east: Organization) -> None:
    future = timezone.localdate().replace(year=timezone.localdate().year + 1, day=1)
    change = rename_organization(east, name="东湖区总工会", starts_on=future, actor=SYSTEM)
    assert cancel_change(change, actor=SYSTEM).state == ChangeState.CANCELLED
    with pytest.raises(Conflict, match="不能再取消"):
        cancel_change(change, actor=SYSTEM)
    assert apply_due_changes(future, actor=SYSTEM) == []


def test_change_is_announced_inside_its_transaction(east: Organization, west: Organization) -> None:
    heard = []

    def listen(sender: type, organization: Organization, kind: str, **rest) -> None:
        heard.append((organization.pk, kind))

    reorganized.connect(listen)
    try:
        merge_organizations([west], into=east, starts_on=DAY, actor=SYSTEM)
    finally:
        reorganized.disconnect(listen)
    assert heard == [(east.pk, "merge")]


def test_a_chain_of_unions_cannot_outgrow_its_path(east: Organization) -> None:
    Organization.unscoped.filter(pk=east.pk).update(path="/1/" + "2345678901234567/" * 14)
    with pytest.raises(Refusal) as refused:
        create_organization(
            name="末梢工会", kind=Kind.GRASSROOTS, parent=fresh(east), starts_on=DAY, actor=SYSTEM
        )
    assert refused.value.sentence == "“东城区总工会”已在很深的层级，请选择层级更高的上级组织。"
