"""The door for cells: once per key, all or none, conflicts cell by cell, anything else in one sentence."""

import json
import uuid

import pytest

from jiangong.domains.plans.models import Edition, Target
from jiangong.kit.audit.models import AuditEntry
from tests.factories.editions import give, make_issued
from tests.factories.plans import make_plan


@pytest.fixture
def plan(cast):
    return make_plan(cast.actor("city_officer"), [cast.district, cast.neighbour])


def place(plan, row=0):
    return plan.recipients.all()[row].pk, plan.programs.get().goals.get().pk


def block(plan, *cells, key=None, edition=1):
    return {"key": key or str(uuid.uuid4()), "edition": edition, "cells": list(cells)}


def send(cast, plan, body, who="city_officer"):
    content = body if isinstance(body, str | bytes) else json.dumps(body)
    return cast.client(who).post(f"/plans/{plan.pk}/grid/cells/", content, content_type="application/json")


def values(plan):
    rows = Target.objects.ungated("a test's own").filter(edition__plan=plan).order_by("recipient__position")
    return list(rows.values_list("value", flat=True))


def test_a_block_is_saved_and_told(cast, plan):
    answer = send(cast, plan, block(plan, [*place(plan), "5", "7"], [*place(plan, 1), "5", None]))
    assert (answer.status_code, answer.json()) == (200, {"sentence": "已保存2格。"})
    assert values(plan) == [7]


def test_the_same_block_sent_twice_is_saved_once(cast, plan):
    body = block(plan, [*place(plan), "5", "7"])
    answers = [send(cast, plan, body).json() for _ in range(2)]
    assert answers == [{"sentence": "已保存1格。"}] * 2
    assert AuditEntry.objects.filter(verb="plans.plan.allocate").count() == 1


def test_other_cells_under_the_same_key_are_refused(cast, plan):
    body = block(plan, [*place(plan), "5", "7"])
    send(cast, plan, body)
    answer = send(cast, plan, {**body, "cells": [[*place(plan), "7", "8"]]})
    assert answer.status_code == 422
    assert values(plan) == [7, 5]


def test_a_conflict_names_each_cell_and_what_stands_there(cast, plan):
    give(plan.editions.get(), 0, 9)
    give(plan.editions.get(), 1, None)
    cells = [[*place(plan), "5", "7"], [*place(plan, 1), "5", "6"]]
    answer = send(cast, plan, block(plan, *cells))
    assert answer.status_code == 409
    assert answer.json()["cells"] == [
        {"recipient": place(plan)[0], "goal": place(plan)[1], "theirs": "9"},
        {"recipient": place(plan, 1)[0], "goal": place(plan, 1)[1], "theirs": None},
    ]
    assert values(plan) == [9]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("-1", "不是数字"),
        ("1e3", "不是数字"),
        ("NaN", "不是数字"),
        ("Infinity", "不是数字"),
        ("１", "不是数字"),
        (7, "不是数字"),
        (True, "不是数字"),
        ([], "不是数字"),
        ("", "不是数字"),
        ("1.5", "保留0位小数"),
        ("9" * 16, "过大"),
    ],
)
def test_what_is_no_amount_is_refused_whole(cast, plan, value, said):
    answer = send(cast, plan, block(plan, [*place(plan), "5", value], [*place(plan, 1), "5", "6"]))
    assert answer.status_code == 422
    assert said in answer.json()["sentence"]
    assert values(plan) == [5, 5]


@pytest.mark.parametrize(
    "body",
    ["", "x", "[]", "{}", '"a"', "[" * 5000, '{"key": 1, "edition": 1, "cells": []}', b"\xff\xfe"],
)
def test_anything_else_is_refused_in_a_sentence(cast, plan, body):
    answer = send(cast, plan, body)
    assert (answer.status_code, answer.json()["sentence"]) == (
        422,
        "提交的内容不完整，没有保存。请刷新页面后再填。",
    )


@pytest.mark.parametrize(
    "cell", [[], [1], [1, 2, 3], "abcd", None, [None, None, None, None], [-1, 1, None, "1"]]
)
def test_a_crooked_cell_is_refused(cast, plan, cell):
    assert send(cast, plan, block(plan, cell)).status_code == 422


def test_rows_of_another_plan_are_refused(cast, plan):
    other = make_plan(cast.actor("city_officer"), [cast.district])
    answer = send(cast, plan, block(plan, [*place(other), None, "7"]))
    assert answer.json()["sentence"] == "分解表的行或列已经变动，请刷新页面后再填。"


def test_too_many_cells_at_once_are_refused(cast, plan):
    answer = send(cast, plan, block(plan, *[[*place(plan), "5", "7"]] * 5001))
    assert answer.json()["sentence"] == "一次最多保存5000格，请分几次粘贴。"


def test_what_is_in_force_is_refused_with_the_reason(cast):
    plan = make_issued(cast.actor("city_officer"), [cast.district])
    answer = send(cast, plan, block(plan, [*place(plan), "5", "7"]))
    assert answer.status_code == 403
    assert answer.json()["sentence"] == "第1版是“已生效”，不能修改；需要修改请启动调整。"


def test_versions_and_plans_out_of_reach_are_404(cast, plan):
    assert send(cast, plan, block(plan, edition=7)).status_code == 404
    assert send(cast, plan, block(plan), "district_officer").status_code == 404
    assert send(cast, plan, block(plan), "city_leader").status_code == 403


def test_a_thousand_cells_take_few_statements(cast, django_assert_max_num_queries):
    plan = make_plan(cast.actor("city_officer"), [cast.district])
    client = cast.client("city_officer")
    client.get("/")
    with django_assert_max_num_queries(30):
        body = json.dumps(block(plan, [*place(plan), "5", "7"]))
        client.post(f"/plans/{plan.pk}/grid/cells/", body, content_type="application/json")
    assert Edition.objects.get(plan=plan).version == 1
