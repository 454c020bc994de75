"""Rosters come in once per person and project, and can be taken back."""

from typing import Any

import pytest
from django.urls import reverse

from jiangong.domains.rural.imports import (
    CollectiveChecker,
    CollectiveImport,
    ParticipationChecker,
    ParticipationImport,
)
from jiangong.domains.rural.models import Collective, Participation
from jiangong.kit.importing.specs import Row
from tests.factories.organizations import make_enterprise
from tests.factories.people import make_id_number, make_person
from tests.factories.rural import make_participation, make_project

pytestmark = pytest.mark.django_db


def row(line: int, **values: Any) -> Row:
    return Row(line, (), {"name": "韩志强", "honour": "model_worker", "joined_on": "2026-03-01", **values})


def refused(rows: list[Row]) -> list[list[str]]:
    return [[found.column for found in one.findings if found.tone == "crit"] for one in rows]


def test_people_come_in_and_go_back_untouched(cast):
    actor, number = cast.actor("district_officer"), make_id_number()
    person = make_person("韩志强", cast.union, id_number=number)
    project = make_project(actor)
    rows = [row(2, project=project.name, number=number), row(3, union=cast.union.name)]
    ParticipationChecker(actor).check(rows)
    assert refused(rows) == [[], []]
    assert "number" not in rows[0].values  # no number is staged
    spec = ParticipationImport()
    keys = spec.load(iter([one.values for one in rows]), actor=actor, report=lambda done: None)()
    first, second = Participation.objects.visible_to(actor).order_by("pk")
    assert (first.person, first.project, first.organization, first.year) == (
        person,
        project,
        cast.district,
        2026,
    )
    assert (second.project, second.organization) == (None, cast.union)
    Participation.objects.visible_to(actor).filter(pk=second.pk).update(version=1)
    assert spec.undo(keys, actor=actor) == 1


def test_what_cannot_stand_is_refused_at_its_cell(cast):
    actor = cast.actor("district_officer")
    person, project = make_person("韩志强", cast.union), make_project(actor)
    make_participation(actor, person, project=project)
    rows = [
        row(2, project=project.name),
        row(3),
        row(4),
        row(5, name="查无此人"),
        row(6, project="没有的项目"),
        row(7, joined_on="2999-01-01"),
        row(8, union="火星工会"),
    ]
    ParticipationChecker(actor).check(rows)
    assert refused(rows) == [["name"], [], ["name"], ["name"], ["project"], ["joined_on"], ["union"]]
    assert rows[0].findings[0].sentence == "东城区总工会已登记过，这一行不必再导入。"
    assert rows[2].findings[0].sentence == "与第3行相同，请只保留一行。"


def test_collectives_are_matched_with_the_registers(cast):
    actor = cast.actor("district_officer")
    plant = make_enterprise("东城化工厂", cast.district)
    rows = [row(2, name="东城化工厂", honour="pioneer"), row(3, name="先锋班组", honour="pioneer")]
    CollectiveChecker(actor).check(rows)
    assert refused(rows) == [[], []]
    CollectiveImport().load(iter([one.values for one in rows]), actor=actor, report=lambda done: None)()
    found = (
        Collective.objects.visible_to(actor).order_by("pk").values_list("name", "enterprise_id", "identity")
    )
    assert list(found) == [("东城化工厂", plant.pk, f"e{plant.pk}"), ("先锋班组", None, "n先锋班组")]


def test_the_lists_lead_to_their_imports(cast):
    client = cast.client("district_officer")
    for name in ("participation", "collective"):
        address = reverse("importing:start", args=[f"rural.{name}"])
        assert address in client.get(reverse(f"rural:{name}_list")).content.decode()
        assert client.get(address).status_code == 200
