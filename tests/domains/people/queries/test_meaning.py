"""Whom a written name means."""

from datetime import date

import pytest

from jiangong.domains.people.queries import people_meant, person_meant, person_spelled
from tests.cast import CANARY
from tests.factories.organizations import make_organization
from tests.factories.people import make_id_number, make_person


def refusal(text: str, actor) -> str:
    with pytest.raises(ValueError, match=r".") as refused:
        person_meant(text, actor)
    return str(refused.value)


def test_a_name_borne_once_within_reach_is_enough(cast):
    person = make_person("张三", cast.union)
    make_person("张三", cast.neighbour_union)
    assert person_meant(" 张三 ".strip(), cast.actor("district_officer")) == person
    assert "叫“张三”的有2人" in refusal("张三", cast.actor("city_officer"))


def test_unit_year_or_number_settles_a_tie(cast):
    actor = cast.actor("city_officer")
    number = make_id_number(date(1975, 3, 4), sequence=5)
    here = make_person("张三", cast.union, id_number=number, birth_on=date(1975, 3, 4))
    there = make_person("张三", cast.neighbour_union, birth_on=date(1990, 1, 1), phone="13912345678")
    assert person_meant(person_spelled(here), actor) == here
    assert person_meant("张三(1990)", actor) == there
    assert person_meant(f"张三#{there.pk}", actor) == there
    assert person_meant(number, actor) == here
    assert person_meant("13912345678", actor) == there


def test_a_units_own_brackets_do_not_end_it(cast):
    works = make_organization("东城煤炭（集团）公司工会", "grassroots", cast.district)
    person = make_person("张三", works)
    make_person("张三", cast.union)
    assert person_meant(person_spelled(person), cast.actor("district_officer")) == person


def test_a_higher_unit_in_brackets_holds_those_below(cast):
    person = make_person("张三", cast.union)
    assert person_meant("张三（东城区）", cast.actor("city_officer")) == person


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("王五", "您管理范围内没有登记“王五”"),
        ("张三（没有的厂）", "括号里的“没有的厂”不是您管理范围内的组织"),
        ("张三（1999）", "“1999”没有登记“张三”"),
        ("（）", "看不懂这个姓名"),
        ("13900000000", "没有登记这个号码的人"),
    ],
)
def test_what_is_not_clear_says_what_to_do(cast, text, words):
    make_person("张三", cast.union, birth_on=date(1975, 3, 4))
    assert words in refusal(text, cast.actor("district_officer"))


def test_two_of_one_name_in_one_unit_are_offered_by_their_numbers(cast):
    first, second = make_person("张三", cast.union), make_person("张三", cast.union)
    said = refusal("张三", cast.actor("district_officer"))
    assert f"“张三#{first.pk}”、“张三#{second.pk}”" in said


def test_many_are_read_in_a_constant_number_of_queries(cast, django_assert_max_num_queries):
    names = [f"职工{one}" for one in "甲乙丙丁戊己庚辛"]
    for name in names:
        make_person(name, cast.union)
    actor = cast.actor("district_officer")
    with django_assert_max_num_queries(7):
        found = people_meant([f"{name}（{cast.union.name}）" for name in names], actor)
    assert all(not isinstance(one, str) for one in found.values())


def test_merged_and_erased_entries_are_nobody(cast):
    keep = make_person("李四", cast.union)
    make_person("张三", cast.union, merged_into=keep)
    assert "没有登记“张三”" in refusal("张三", cast.actor("district_officer"))


def test_beyond_reach_name_and_number_are_needed_together(cast):
    actor, number = cast.actor("district_officer"), make_id_number()
    there = make_person("李四", cast.neighbour_union, id_number=number, phone="13812345678")
    assert "没有登记“李四”" in refusal("李四", actor)
    assert "没有登记这个号码的人" in refusal(number, actor)
    assert refusal(f"王五，{number}", actor) == refusal(f"李四，{make_id_number()}", actor)
    assert CANARY not in refusal(f"王五，{number}", actor)
    for text in (f"李四，{number}", f"李四, {number}", "李四 138 1234 5678", "李四、13812345678"):
        assert person_meant(text, actor) == there
    assert "看不懂这个号码" in refusal("李四，12345", actor)


def test_two_of_one_name_and_phone_are_not_guessed(cast):
    for _ in range(2):
        make_person("赵六", cast.union, phone="13812345678")
    assert "姓名和号码都相符" in refusal("赵六，13812345678", cast.actor("district_officer"))


def test_names_with_numbers_are_read_in_a_constant_number_of_queries(cast, django_assert_max_num_queries):
    actor, written = cast.actor("district_officer"), []
    for name in "甲乙丙丁戊己庚辛":
        number = make_id_number()
        make_person(f"职工{name}", cast.neighbour_union, id_number=number)
        written.append(f"职工{name}，{number}")
    with django_assert_max_num_queries(2):
        found = people_meant(written, actor)
    assert all(not isinstance(one, str) for one in found.values())
