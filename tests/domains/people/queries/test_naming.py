"""Who a written name means."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiangong.domains.people.queries import Mention, people_meant, person_as_written, read_mention
from tests.cast import CANARY
from tests.factories.people import make_id_number, make_person


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("张三", Mention("张三")),
        ("张 三", Mention("张 三")),
        ("张三（1975）", Mention("张三", year="1975")),
        ("张三(1975年生)", Mention("张三", year="1975")),
        ("张三，东城机床厂工会", Mention("张三", place="东城机床厂工会")),
        ("张三 东城机床厂工会", Mention("张三", place="东城机床厂工会")),
        ("张三（1975），东城机床厂工会", Mention("张三", year="1975", place="东城机床厂工会")),
        ("张三,13812345678", Mention("张三", number="13812345678")),
        ("张三 138 1234 5678", Mention("张三 138 1234 5678")),
        ("张三，138 1234 5678", Mention("张三", number="138 1234 5678")),
        ("张三，41010319800506123X", Mention("张三", number="41010319800506123X")),
        ("John Smith", Mention("John Smith")),
        ("", Mention("")),
    ],
)
def test_names_are_read_with_what_stands_beside_them(text, mention):
    assert read_mention(text) == mention


@pytest.fixture
def actor(cast):
    return cast.actor("district_officer")


def meant(actor, text):
    mention = read_mention(text)
    return people_meant([mention], actor)[mention]


def test_one_of_that_name_within_reach_is_meant(cast, actor):
    person = make_person("张三", cast.union)
    make_person("张三", cast.neighbour_union)
    assert meant(actor, "张三").person_id == person.pk


def test_namesakes_are_told_apart_by_year_unit_or_number(cast, actor):
    number = make_id_number(date(1990, 1, 1))
    old = make_person("张三", cast.union, birth_on=date(1975, 1, 1))
    young = make_person("张三", cast.district, birth_on=date(1990, 1, 1), id_number=number)
    answer = meant(actor, "张三")
    assert answer.person_id is None
    assert "有2人同名（东城机床厂工会1975年生、东城区1990年生）" in answer.problem
    assert meant(actor, "张三（1975）").person_id == old.pk
    assert meant(actor, f"张三，{cast.union.name}").person_id == old.pk
    assert meant(actor, f"张三，{number}").person_id == young.pk
    assert meant(actor, "张三，没有的单位").problem.startswith("您管理范围内没有“没有的单位”")


def test_beyond_reach_a_name_or_a_number_alone_finds_nobody(cast, actor):
    number = make_id_number()
    there = make_person("李四", cast.neighbour_union, id_number=number, phone="13812345678")
    assert meant(actor, "李四").person_id is None
    assert CANARY not in meant(actor, "李四").problem
    assert meant(actor, f"王五，{number}").problem == meant(actor, f"李四，{make_id_number()}").problem
    assert meant(actor, f"李四，{number}").person_id == there.pk
    assert meant(actor, "李四，13812345678").person_id == there.pk
    assert "看不懂这个号码" in meant(actor, "李四，12345678").problem


def test_two_of_one_name_and_phone_are_not_guessed(cast, actor):
    for _ in range(2):
        make_person("赵六", cast.union, phone="13812345678")
    assert "有几名人员的姓名和号码都相符" in meant(actor, "赵六，13812345678").problem


def test_as_written_means_the_same_again(cast, actor):
    person = make_person("张三", cast.union, birth_on=date(1975, 1, 1))
    make_person("张三", cast.union, birth_on=date(1985, 1, 1))
    assert meant(actor, person_as_written(person)).person_id == person.pk


def test_many_are_found_in_a_constant_number_of_queries(cast, actor):
    people = [make_person(f"张{chr(0x4E00 + n)}", cast.union, id_number=make_id_number()) for n in range(40)]
    few = [Mention(one.name) for one in people[:2]] + [Mention("张三", number=make_id_number())]
    many = [Mention(one.name) for one in people] + [
        Mention("张三", number=make_id_number()) for _ in range(40)
    ]
    people_meant(few, actor)
    counts = []
    for wanted in (few, many):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            found = people_meant(wanted, actor)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 4
    assert sum(one.person_id is not None for one in found.values()) == 40
