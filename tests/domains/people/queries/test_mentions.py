"""Who is meant where somebody is named."""

import pytest

from jiangong.domains.people.queries import Mention, people_meant, person_meant
from tests.factories.people import make_id_number, make_person

pytestmark = pytest.mark.django_db


def test_a_name_a_number_and_a_key_each_find_the_one_person(cast):
    number = make_id_number()
    person = make_person("韩志强", cast.union, id_number=number, phone="13800001111")
    actor = cast.actor("district_officer")
    for text in ("韩志强", number, "13800001111", f"韩志强#{person.pk}"):
        assert person_meant(text, actor) == person


def test_namesakes_are_listed_with_what_to_write(cast):
    twins = [make_person("李伟", place) for place in (cast.union, cast.district)]
    actor = cast.actor("district_officer")
    with pytest.raises(ValueError, match="有2位“李伟”") as refusal:
        person_meant("李伟", actor)
    assert all(f"李伟#{one.pk}" in str(refusal.value) for one in twins)
    narrowed = Mention("李伟", path=cast.union.path)
    assert people_meant([narrowed], actor) == {narrowed: twins[0]}


def test_a_neighbours_person_is_told_apart_from_nobody_by_nothing(cast):
    number = make_id_number()
    make_person("王敏", cast.neighbour_union, id_number=number)
    actor = cast.actor("district_officer")
    said = people_meant([Mention("王敏"), Mention("王敏", number), Mention("无此人")], actor)
    assert [text for text in said.values() if not isinstance(text, str)] == []
    assert said[Mention("王敏")].replace("王敏", "无此人") == said[Mention("无此人")]


def test_a_number_under_another_name_is_refused_in_bulk(cast, django_assert_max_num_queries):
    numbers = [make_id_number() for _ in range(3)]
    people = [make_person(f"赵{i}", cast.union, id_number=n) for i, n in enumerate(numbers)]
    mentions = [Mention("赵0", numbers[0]), Mention("钱一", numbers[1]), Mention("赵2", numbers[2])]
    with django_assert_max_num_queries(3):
        said = people_meant(mentions, cast.actor("district_officer"))
    assert (said[mentions[0]], said[mentions[2]]) == (people[0], people[2])
    assert said[mentions[1]] == "这个号码登记在另一个姓名下，请核对姓名和号码。"
