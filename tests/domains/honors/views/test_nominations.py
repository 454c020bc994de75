"""Units nominate; what is wrong with it is told; who arranges the list."""

import pytest

from jiangong.domains.honors.choices import NominationState
from jiangong.domains.honors.models import (
    Evidence,
    Nomination,
    Programme,
)
from jiangong.domains.titles.choices import TitleFamily
from tests.factories.honors import (
    again,
    deeds,
    draft,
    lists_of,
    make_list,
    make_open,
)
from tests.factories.people import make_person
from tests.factories.titles import make_title
from tests.support.honors_pages import page
from tests.support.posting import submit


def nomination_facts(programme: Programme, **facts) -> dict:
    whole = {
        "programme": programme.pk, "rank": "1", "deeds": deeds(), "position": "钳工", "meeting": "congress",
        "met_on": "2026-03-02", "expected": "60", "attended": "55", "agreed": "50",
    }  # fmt: skip
    return whole | facts


def test_a_unit_nominates_from_its_pages(cast):
    programme, client = make_open(cast.federation), cast.client("district_officer")
    make_person("张三", cast.union, gender="female", is_migrant_worker=True)
    assert f"programme={programme.pk}" in page(cast, "district_officer", f"/honors/{programme.pk}/")
    facts = nomination_facts(
        programme, candidate="张三", organization=cast.district.name, traits=["industrial"]
    )
    answer = submit(client, "/honors/nominations/new/", **facts)
    one = Nomination.objects.ungated("test").get()
    assert answer.headers["Location"] == f"/honors/nominations/{one.pk}/"
    assert one.trait_labels == ["产业工人", "农民工", "女职工"]
    assert submit(client, f"/honors/nominations/{one.pk}/submit/").status_code == 302
    assert again(one).state == NominationState.SUBMITTED
    city = cast.client("city_officer")
    submit(city, f"/honors/nominations/{one.pk}/send-back/", reason="缺佐证")
    assert again(one).state == NominationState.RETURNED
    assert "缺佐证" in page(cast, "district_officer", f"/honors/nominations/{one.pk}/")
    home = page(cast, "district_officer", "/")
    assert "补齐推荐" in home
    facts |= {"position": "高级钳工", "version": again(one).version, "noticed_from": "2026-03-03"}
    answer = submit(client, f"/honors/nominations/{one.pk}/edit/", **facts)
    assert answer.status_code == 302, answer.content.decode()
    assert again(one).position == "高级钳工"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"candidate": "无此人"}, "没有登记“无此人”"),
        ({"agreed": "58"}, "赞成人数不能多于实到人数"),
        ({"attended": "61"}, "实到人数不能多于应到人数"),
        ({"category": "农民"}, "这个项目不分类别"),
    ],
)
def test_a_wrong_nomination_says_what_to_do(cast, facts, words):
    programme = make_open(cast.federation)
    make_person("张三", cast.union)
    sent = nomination_facts(programme, candidate="张三", organization=cast.district.name) | facts
    answer = submit(cast.client("district_officer"), "/honors/nominations/new/", **sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert sent["deeds"] in answer.content.decode()


def test_a_collective_is_nominated_by_name(cast):
    title = make_title("市级先进集体", TitleFamily.COLLECTIVE)
    programme = make_open(cast.federation, title=title)
    sent = nomination_facts(
        programme, candidate=cast.union.name, organization=cast.district.name, team="一车间"
    )
    assert submit(cast.client("district_officer"), "/honors/nominations/new/", **sent).status_code == 302
    one = Nomination.objects.ungated("test").get()
    assert (one.unit, one.bearer) == (cast.union, "东城机床厂工会一车间")


def test_who_runs_no_programme_may_not_arrange_its_list(cast):
    programme = make_list(cast.federation, cast.union)
    one = lists_of(programme)[0]
    submit(cast.client("district_officer"), f"/honors/nominations/{one.pk}/drop/", reason="自己撤")
    assert again(one).state == NominationState.LISTED
    submit(cast.client("city_officer"), f"/honors/nominations/{one.pk}/drop/", reason="核实有误")
    assert (again(one).state, again(one).reason) == (NominationState.DROPPED, "核实有误")


def test_a_person_who_was_erased_leaves_no_words_behind(cast):
    from jiangong.domains.people.actions import erase_person

    one = draft(make_open(cast.federation), cast.union, "要删除的人")
    erase_person(one.person, "本人要求", actor=cast.actor("city_officer"))
    stored = again(one)
    assert (stored.deeds, stored.position, "要删除的人" in stored.bearer) == ("", "", False)
    assert Evidence.objects.count() == 0
