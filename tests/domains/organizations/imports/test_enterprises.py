"""Enterprises come in with their keeper and union, once per credit code, and can be taken back."""

from typing import Any

from django.urls import reverse

from jiangong.domains.organizations.imports import EnterpriseChecker, EnterpriseImport
from jiangong.domains.organizations.models import Enterprise, NameQuestion
from jiangong.kit.importing.specs import Row
from tests.cast import Cast
from tests.factories.organizations import make_enterprise

SPEC = EnterpriseImport()
CODE = "91410100MA3X0AKT9H"


def row(number: int, **values: Any) -> Row:
    return Row(number, (), {"name": "某厂", "organization": "东城区", **values})


def check(cast: Cast, *rows: Row) -> list[list[str]]:
    """Columns refused, row by row."""
    EnterpriseChecker(cast.actor("district_officer")).check(list(rows))
    return [[found.column for found in one.findings if found.tone == "crit"] for one in rows]


def test_rows_become_enterprises_and_are_taken_back_untouched(cast: Cast) -> None:
    actor = cast.actor("district_officer")
    rows = [
        row(2, name="东城机床厂", union=cast.union.name, high_risk=True, workers_count=310),
        row(3, name="东城轴承厂"),
    ]
    assert check(cast, *rows) == [[], []]
    keys = SPEC.load(iter([one.values for one in rows]), actor=actor, report=lambda done: None)()
    first, second = Enterprise.objects.visible_to(actor).filter(pk__in=keys).order_by("pk")
    assert (first.organization, first.union, first.workers_count) == (cast.district, cast.union, 310)
    assert (second.union, second.high_risk, second.workers_count) == (None, False, None)
    Enterprise.objects.visible_to(actor).filter(pk=second.pk).update(version=1)
    assert SPEC.undo(keys, actor=actor) == 1
    assert list(Enterprise.objects.visible_to(actor)) == [second]


def test_what_cannot_stand_is_refused_at_its_cell(cast: Cast) -> None:
    make_enterprise("邻厂", cast.neighbour, credit_code=CODE)
    found = check(
        cast,
        row(2, credit_code=CODE),
        row(3, credit_code="91410100MA3X0AKT8J"),
        row(4, credit_code="91410100MA3X0AKT8J"),
        row(5, chain="没有的产业链"),
        row(6, organization=cast.neighbour.name),
        row(7, union="火星工会"),
    )
    assert found == [["credit_code"], [], ["credit_code"], ["chain"], ["organization"], ["union"]]
    asked = NameQuestion.objects.ungated("test").values_list("text", flat=True)
    assert set(asked) == {cast.neighbour.name, "火星工会"}


def test_the_list_leads_to_the_import_and_its_template(cast: Cast) -> None:
    client = cast.client("district_officer")
    address = reverse("importing:start", args=["organizations.enterprise"])
    assert address in client.get(reverse("organizations:enterprise_list")).content.decode()
    assert client.get(address).status_code == 200
    assert client.get(reverse("importing:template", args=["organizations.enterprise"])).status_code == 200
