"""Screens of titles: the happy paths, strangers, and what is told when something is wrong."""

from datetime import date

import pytest

from jiangong.domains.titles.choices import AwardState, TitleFamily
from jiangong.domains.titles.models import Award, Title
from jiangong.kit.audit.models import AuditEntry
from tests.cast import CANARY
from tests.factories.organizations import make_enterprise
from tests.factories.people import make_person
from tests.factories.titles import make_award, make_title
from tests.support.posting import submit

FACTS = {"title": "市劳动模范", "year": "2025", "given_on": "2025-04-28"}


def page(cast, name: str, address: str) -> str:
    return cast.client(name).get(address).content.decode()


@pytest.fixture
def held(cast) -> Award:
    return make_award(make_title(), person=make_person("张三", cast.union), basis="郑工〔2025〕3号")


def test_list_shows_by_family_and_no_neighbours(cast, held):
    make_award(make_title(), person=make_person(f"邻居{CANARY}", cast.neighbour_union))
    make_award(make_title("市工人先锋号", TitleFamily.COLLECTIVE), unit=cast.union, team="一车间")
    own = page(cast, "district_officer", "/titles/?view=model")
    assert "张三" in own
    assert "一车间" not in own
    assert CANARY not in own
    assert "东城机床厂工会一车间" in page(cast, "district_officer", "/titles/?view=collective")


def test_list_reads_a_constant_number_of_rows(cast, django_assert_max_num_queries):
    for number in range(5):
        make_award(make_title(), person=make_person(f"张三{number}", cast.union))
    client = cast.client("district_officer")
    with django_assert_max_num_queries(30):
        assert client.get("/titles/").status_code == 200


def test_register_a_title_for_a_person(cast):
    make_title()
    person = make_person("张三", cast.union)
    answer = submit(cast.client("district_officer"), "/titles/new/", **FACTS, person="张三")
    made = Award.objects.ungated("test").get()
    assert answer.headers["Location"] == f"/titles/{made.pk}/"
    assert (made.person, made.organization) == (person, cast.union)


def test_register_a_title_for_an_enterprise(cast):
    make_title("市五一劳动奖状", TitleFamily.COLLECTIVE)
    enterprise = make_enterprise("东城纺织有限公司", cast.district)
    sent = {**FACTS, "title": "市五一劳动奖状", "unit": enterprise.name}
    assert submit(cast.client("district_officer"), "/titles/new/", **sent).status_code == 302
    assert Award.objects.ungated("test").get().enterprise == enterprise


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"person": "王五"}, "您管理范围内没有登记“王五”"),
        ({"person": ""}, "“市劳动模范”授予个人，请填写获得人。"),
        ({"person": "张三", "team": "一班"}, "班组请留空"),
        ({"person": "张三", "given_on": "2024-01-01"}, "请核对其中一项"),
        ({"person": "张三", "title": "没有的称号"}, "称号目录里没有这个称号"),
    ],
)
def test_wrong_input_says_what_to_do_and_keeps_what_was_typed(cast, changes, words):
    make_title()
    make_person("张三", cast.union)
    make_person(f"王五{CANARY}", cast.neighbour_union)
    answer = submit(cast.client("district_officer"), "/titles/new/", **{**FACTS, "note": "一线", **changes})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert "一线" in text
    assert not Award.objects.ungated("test").exists()


def test_a_twin_is_named(cast, held):
    answer = submit(cast.client("district_officer"), "/titles/new/", **FACTS, person="张三")
    assert answer.status_code == 422
    assert "张三2025年度的“市劳动模范”已登记" in answer.content.decode()


def test_detail_shows_bearer_other_titles_and_basis(cast, held):
    make_award(
        make_title("全国五一劳动奖章", TitleFamily.MEDAL), person=held.person, given_on=date(2026, 4, 30)
    )
    text = page(cast, "union_officer", f"/titles/{held.pk}/")
    assert "郑工〔2025〕3号" in text
    assert "全国五一劳动奖章" in text
    assert held.person.get_absolute_url() in text


def test_a_stranger_finds_nothing(cast, held):
    for address in ("", "edit/", "revoke/"):
        assert cast.client("neighbour_officer").get(f"/titles/{held.pk}/{address}").status_code == 404


def test_edit_keeps_the_person_when_the_words_are_untouched(cast, held):
    make_person("张三", cast.union)  # the name alone would now be doubtful
    client = cast.client("district_officer")
    assert "张三（东城机床厂工会）" in client.get(f"/titles/{held.pk}/edit/").content.decode()
    answer = submit(
        client, f"/titles/{held.pk}/edit/", **FACTS, person="张三（东城机床厂工会）", note="改正", version="0"
    )
    assert answer.status_code == 302
    row = Award.objects.ungated("test").get(pk=held.pk)
    assert (row.note, row.person) == ("改正", held.person)


def test_revoke_then_the_page_says_so(cast, held):
    client = cast.client("district_officer")
    assert "从撤销之日起不再计入" in client.get(f"/titles/{held.pk}/revoke/").content.decode()
    sent = {"revoked_on": "2026-01-05", "reason": "违反纪律", "basis": "郑工〔2026〕1号", "version": "0"}
    assert submit(client, f"/titles/{held.pk}/revoke/", **sent).status_code == 302
    text = client.get(f"/titles/{held.pk}/").content.decode()
    assert "称号已撤销。" in text
    assert "违反纪律" in text
    assert submit(client, f"/titles/{held.pk}/restore/", reason="录错").status_code == 302
    assert Award.objects.ungated("test").get(pk=held.pk).state == AwardState.HELD


def test_where_nothing_is_held_there_is_nothing_to_revoke(cast, held):
    """Whoever comes late hears it before typing; what they had typed meanwhile stays."""
    client, address = cast.client("district_officer"), f"/titles/{held.pk}/revoke/"
    sent = {"revoked_on": "2026-01-05", "reason": "违反纪律", "basis": "", "version": "0"}
    submit(client, address, **sent)
    assert "这项称号已于2026年1月5日撤销，不用再撤销" in client.get(address).content.decode()
    again = submit(client, address, **sent | {"reason": "另一个理由"})
    assert again.status_code in (403, 409)
    assert "另一个理由" in again.content.decode()
    submit(client, f"/titles/{held.pk}/restore/", reason="录错")
    submit(client, f"/titles/{held.pk}/void/", reason="重复登记")
    assert "这项登记已作废，没有可以撤销的称号。" in client.get(address).content.decode()
    assert "的权限。" in page(cast, "union_officer", address)


def test_void_needs_a_reason(cast, held):
    client = cast.client("union_officer")
    submit(client, f"/titles/{held.pk}/void/")
    assert Award.objects.ungated("test").get(pk=held.pk).state == AwardState.HELD
    submit(client, f"/titles/{held.pk}/void/", reason="重复登记")
    assert Award.objects.ungated("test").get(pk=held.pk).state == AwardState.VOID


def test_person_page_and_organization_card_show_titles(cast, held):
    assert "市劳动模范" in page(cast, "district_officer", held.person.get_absolute_url())
    assert "荣誉称号" in page(cast, "district_officer", cast.union.get_absolute_url())
    assert "市劳动模范" not in page(cast, "neighbour_officer", "/search/?q=张三")
    assert "市劳动模范" in page(cast, "district_officer", "/search/?q=张三")


def test_roster_prints_what_is_filtered(cast, held):
    make_award(make_title("市工人先锋号", TitleFamily.COLLECTIVE), unit=cast.union, team="一车间")
    client = cast.client("district_officer")
    assert "/titles/?view=model&amp;export=print_docx" in client.get("/titles/?view=model").content.decode()
    answer = client.get("/titles/?view=model&export=print_docx")
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert AuditEntry.objects.get(verb="titles.award.print").changes == {"rows": 1, "kind": "docx"}
    assert cast.client("worker").get("/titles/?export=print_docx").status_code == 403


def test_catalogue_is_kept_by_the_city(cast, held):
    client = cast.client("city_officer")
    sent = {"name": "郑州大工匠", "level": "city", "family": "craftsman", "position": "5"}
    assert submit(client, "/titles/catalogue/new/", **sent).status_code == 302
    made = Title.objects.get(name="郑州大工匠")
    assert made.bearer == "person"
    assert (
        submit(client, f"/titles/catalogue/{made.pk}/edit/", **sent, note="市级", version="0").status_code
        == 302
    )
    for step in ("retire", "restore"):
        assert submit(client, f"/titles/catalogue/{made.pk}/{step}/").status_code == 302
    assert submit(client, "/titles/catalogue/complete/").status_code == 302
    assert "全国劳动模范" in client.get("/titles/catalogue/").content.decode()
    assert "张三" in page(cast, "district_officer", held.title.get_absolute_url())
    assert cast.client("district_officer").get("/titles/catalogue/new/").status_code == 403


def test_a_known_name_is_refused_in_the_catalogue(cast):
    make_title()
    sent = {"name": "市劳动模范", "level": "city", "family": "model", "position": "5"}
    answer = submit(cast.client("city_officer"), "/titles/catalogue/new/", **sent)
    assert answer.status_code == 422
    assert "目录里已有这个称号" in answer.content.decode()
