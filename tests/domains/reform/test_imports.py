"""A responsibility list comes in once, and can be taken back."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.reform.imports import TaskChecker, TaskImport
from jiangong.domains.reform.models import ReformTask
from jiangong.kit.importing.specs import Row
from tests.factories.reform import make_task

pytestmark = pytest.mark.django_db


def row(line: int, **values: Any) -> Row:
    facts = {"text": f"任务{line}", "field": "skills", "due_on": f"{timezone.localdate().year}-11-30"}
    return Row(line, (), {**facts, **values})


def refused(rows: list[Row]) -> list[list[str]]:
    return [[found.column for found in one.findings if found.tone == "crit"] for one in rows]


def test_tasks_come_in_and_go_back_untouched(cast):
    actor = cast.actor("district_officer")
    rows = [row(2), row(3, lead=cast.union.name, responsible="张三")]
    TaskChecker(actor).check(rows)
    assert refused(rows) == [[], []]
    spec = TaskImport()
    keys = spec.load(iter([one.values for one in rows]), actor=actor, report=lambda done: None)()
    first, second = ReformTask.objects.visible_to(actor).order_by("pk")
    assert (first.lead, first.organization, first.year) == (
        cast.district,
        cast.district,
        timezone.localdate().year,
    )
    assert (second.lead, second.responsible) == (cast.union, "张三")
    ReformTask.objects.visible_to(actor).filter(pk=second.pk).update(version=1)
    assert spec.undo(keys, actor=actor) == 1


def test_what_cannot_stand_is_refused_at_its_cell(cast):
    actor = cast.actor("district_officer")
    make_task(actor, text="任务2")
    rows = [row(2), row(3), row(4, text="任务3"), row(5, lead="火星工会"), row(6, due_on="2999-01-01")]
    TaskChecker(actor).check(rows)
    assert refused(rows) == [["text"], [], ["text"], ["lead"], ["due_on"]]


def test_the_list_leads_to_its_import(cast):
    client, address = cast.client("district_officer"), reverse("importing:start", args=["reform.reformtask"])
    assert address in client.get(reverse("reform:task_list")).content.decode()
    assert client.get(address).status_code == 200
