"""Screens of the register: masks, reach, numbers kept out of addresses, typed input kept."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from jiangong.domains.people.models import PHONE, Person
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.models import CommandReceipt
from tests.cast import CANARY
from tests.factories.people import make_committee, make_id_number, make_person

PHONE_NUMBER = "13812345678"
ID = make_id_number(date(1985, 3, 4), sequence=7)


@pytest.fixture
def person(cast) -> Person:
    return make_person("张三丰", cast.union, phone=PHONE_NUMBER, id_number=ID, occupation="电工")


@pytest.fixture
def stranger(cast) -> Person:
    return make_person(f"赵{CANARY}", cast.neighbour_union, phone="13912345678")


def submission(cast, **values) -> dict[str, str]:
    return {
        "command_key": str(uuid.uuid4()),
        "name": "李四",
        "organization": cast.union.name,
        "skill_grade": "none",
        **values,
    }


def test_list_shows_masked_numbers_of_people_within_reach_only(cast, person, stranger):
    page = cast.client("district_officer").get(reverse("people:list")).content.decode()
    assert "张三丰" in page
    assert "138****5678" in page
    assert f"{ID[:4]}**********{ID[-4:]}" in page
    assert not any(secret in page for secret in (PHONE_NUMBER, ID, CANARY))


def test_list_finds_by_the_beginning_of_a_name(cast, person):
    make_person("李张", cast.union)
    page = cast.client("district_officer").get(reverse("people:list"), {"q": "张"}).content.decode()
    assert "张三丰" in page
    assert "李张" not in page


@pytest.mark.parametrize("typed", [PHONE_NUMBER, "138 1234 5678", ID, ID.lower()])
def test_a_whole_number_in_the_search_box_leads_to_an_address_without_it(cast, person, typed):
    client = cast.client("district_officer")
    answer = client.get(reverse("people:list"), {"q": typed})
    assert answer.status_code == 302
    assert PHONE_NUMBER not in answer.url
    assert ID[:-1] not in answer.url
    assert "张三丰" in client.get(answer.url).content.decode()


def test_a_whole_number_typed_with_scripts_changes_the_address_too(cast, person):
    answer = cast.client("district_officer").get(
        reverse("people:list"), {"q": PHONE_NUMBER}, HTTP_HX_REQUEST="true"
    )
    assert answer.headers["HX-Redirect"].startswith("/people/?match=phone-")


def test_a_number_out_of_reach_finds_nobody(cast, stranger):
    client = cast.client("district_officer")
    answer = client.get(reverse("people:list"), {"q": "13912345678"}, follow=True)
    assert CANARY not in answer.content.decode()
    form = {"number": "13912345678", "command_key": str(uuid.uuid4())}
    refused = client.post(reverse("people:find"), form)
    assert refused.status_code == 422
    assert "您管理范围内没有登记这个号码" in refused.content.decode()


def test_find_by_number_opens_the_person_and_stores_nothing_of_it(cast, person):
    form = {"number": PHONE_NUMBER, "command_key": str(uuid.uuid4())}
    answer = cast.client("district_officer").post(reverse("people:find"), form)
    assert answer.url == person.get_absolute_url()
    receipt = CommandReceipt.objects.get()
    assert PHONE_NUMBER not in repr(vars(receipt))


def test_forged_match_words_are_ignored(cast, person):
    client = cast.client("district_officer")
    for word in ("phone-", "name-" + "a" * 32, "phone-" + "Z" * 32, "x", "phone-'\"<>"):
        assert client.get(reverse("people:list"), {"match": word}).status_code == 200


def test_export_is_masked_like_the_screen(cast, person):
    answer = cast.client("district_officer").get(reverse("people:list"), {"export": "csv"})
    text = b"".join(answer).decode()
    assert "138****5678" in text
    assert PHONE_NUMBER not in text
    assert ID not in text


def test_another_units_person_is_404_on_every_page(cast, stranger):
    client = cast.client("district_officer")
    for name, *more in (
        ("detail",),
        ("edit",),
        ("reveal", "phone"),
        ("copy_out",),
        ("erase",),
        ("merge", stranger.pk + 1),
    ):
        address = reverse(f"people:{name}", args=[stranger.pk, *more])
        assert client.get(address).status_code == 404, name
        posted = client.post(address, {"command_key": str(uuid.uuid4()), "reason": "核对身份信息"})
        assert posted.status_code == (405 if name == "detail" else 404), name


def test_detail_masks_numbers_and_links_to_the_reveal_page(cast, person):
    make_committee("东城女职工委员会", cast.district, person)
    page = cast.client("district_officer").get(person.get_absolute_url()).content.decode()
    assert "138****5678" in page
    assert "东城女职工委员会" in page
    assert reverse("people:reveal", args=[person.pk, "phone"]) in page
    assert PHONE_NUMBER not in page
    grassroots = cast.client("union_officer").get(person.get_absolute_url()).content.decode()
    assert reverse("people:reveal", args=[person.pk, "phone"]) not in grassroots


def test_detail_reminds_of_an_odd_identity_number_without_telling_it(cast, person):
    client = cast.client("district_officer")
    assert "校验位不符" not in client.get(person.get_absolute_url()).content.decode()
    wrong = ID[:17] + ("0" if ID[17] != "0" else "1")
    odd = make_person("李四光", cast.union, id_number=wrong)
    page = client.get(odd.get_absolute_url()).content.decode()
    assert "身份证号的校验位不符，请对照证件核对。" in page
    assert wrong not in page
    Person.objects.ungated("test").filter(pk=odd.pk).update(id_number_sealed="damaged")
    damaged = client.get(odd.get_absolute_url())
    assert (damaged.status_code, damaged.context["banners"]) == (200, [])


def test_pages_on_one_person_lead_back_to_them(cast, person):
    client = cast.client("district_officer")
    for name in ("edit", "copy_out", "erase"):
        head = client.get(reverse(f"people:{name}", args=[person.pk])).context["head"]
        assert [link.label for link in head.crumbs] == ["人员", "张三丰"], name
        assert head.crumbs[-1].url == person.get_absolute_url()


def test_reveal_shows_the_number_once_and_keeps_it_nowhere(cast, person):
    client = cast.client("district_officer")
    address = reverse("people:reveal", args=[person.pk, "phone"])
    form = {"reason": "电话通知领取慰问品", "command_key": str(uuid.uuid4())}
    answer = client.post(address, form)
    assert PHONE_NUMBER in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert AuditEntry.objects.filter(verb="people.person.reveal").count() == 1
    assert PHONE_NUMBER not in repr(list(CommandReceipt.objects.values()))
    again = client.post(address, form)
    assert PHONE_NUMBER not in again.content.decode()
    assert "这次查看已经用过" in again.content.decode()
    assert AuditEntry.objects.filter(verb="people.person.reveal").count() == 1


def test_reveal_refuses_without_reason_permission_or_field(cast, person):
    address = reverse("people:reveal", args=[person.pk, "phone"])
    form = {"reason": "核对", "command_key": str(uuid.uuid4())}
    refused = cast.client("district_officer").post(address, form)
    assert refused.status_code == 422
    assert "至少4个字" in refused.content.decode()
    assert cast.client("union_officer").post(address, form).status_code == 403
    wrong = reverse("people:reveal", args=[person.pk, "name"])
    assert cast.client("district_officer").get(wrong).status_code == 404


def test_create_registers_once_however_often_it_is_sent(cast):
    client = cast.client("union_officer")
    form = submission(cast, phone=PHONE_NUMBER, is_migrant_worker="on")
    answers = [client.post(reverse("people:create"), form) for _ in range(3)]
    made = Person.objects.ungated("test").get()
    assert [answer.url for answer in answers] == [made.get_absolute_url()] * 3
    assert (made.name, made.is_migrant_worker, PHONE.of(made)) == ("李四", True, PHONE_NUMBER)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "<b>", "姓名应为2至20个汉字"),
        ("id_number", "123", "身份证号应为18位"),
        ("phone", "12345", "手机号应为11位"),
        ("birth_on", "2999-01-01", "出生日期应在1900年至今天之间"),
        ("organization", "没有的组织", "您管理范围内没有这个组织"),
        ("skill_grade", "九段", "请从菜单中选择技能等级"),
    ],
)
def test_create_refuses_bad_input_in_one_sentence_and_keeps_the_rest(cast, field, value, sentence):
    form = submission(cast, occupation="车工") | {field: value}
    answer = cast.client("union_officer").post(reverse("people:create"), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "车工" in page
    assert not Person.objects.ungated("test").exists()


def test_edit_keeps_numbers_and_refuses_an_old_version(cast, person):
    client = cast.client("union_officer")
    address = reverse("people:edit", args=[person.pk])
    page = client.get(address).content.decode()
    assert PHONE_NUMBER not in page
    form = submission(cast, name="张三丰", title="班长", version="0")
    assert client.post(address, form).status_code == 302
    stored = Person.objects.ungated("test").get()
    assert (stored.title, PHONE.of(stored)) == ("班长", PHONE_NUMBER)
    late = client.post(address, submission(cast, name="张三丰", title="组长", version="0"))
    assert late.status_code == 409
    assert "组长" in late.content.decode()


def test_list_and_detail_use_the_same_number_of_queries_for_more_rows(
    cast, person, django_assert_max_num_queries
):
    client = cast.client("district_officer")
    client.get(reverse("people:list"))
    for n in range(30):
        make_person("王五", cast.union, phone=f"138123456{n:02d}")
    with django_assert_max_num_queries(14):
        client.get(reverse("people:list"))


def test_merged_entry_leads_to_the_one_that_was_kept(cast, person):
    double = make_person("张三丰", cast.union, merged_into=person)
    answer = cast.client("district_officer").get(double.get_absolute_url())
    assert answer.url == person.get_absolute_url()


def test_own_entry_is_shown_to_a_worker_without_any_right(cast):
    client = cast.client("worker")
    assert "您还没有登记信息" in client.get(reverse("people:mine")).content.decode()
    make_person("小王", cast.union, phone=PHONE_NUMBER, user=cast.users["worker"])
    page = client.get(reverse("people:mine")).content.decode()
    assert "小王" in page
    assert "138****5678" in page
    assert client.get(reverse("people:list")).status_code == 403


def test_copy_is_handed_out_as_a_file_and_erasing_asks_first(cast, person):
    client = cast.client("district_officer")
    form = {"reason": "本人书面申请", "form": "json", "command_key": str(uuid.uuid4())}
    answer = client.post(reverse("people:copy_out", args=[person.pk]), form)
    assert answer.json()["登记资料"][0]["手机号码"] == PHONE_NUMBER
    sheet = client.post(reverse("people:copy_out", args=[person.pk]), form | {"form": "xlsx"})
    assert sheet.content[:2] == b"PK"
    address = reverse("people:erase", args=[person.pk])
    assert "不能恢复" in client.get(address).content.decode()
    client.post(address, {"reason": "本人书面申请", "command_key": str(uuid.uuid4())})
    assert Person.objects.ungated("test").get().name == "已删除"


def test_duplicates_and_merging_side_by_side(cast, person):
    double = make_person("张三峰", cast.union, phone=PHONE_NUMBER)
    client = cast.client("district_officer")
    page = client.get(reverse("people:duplicate_list")).content.decode()
    address = reverse("people:merge", args=[person.pk, double.pk])
    assert address in page
    assert PHONE_NUMBER not in page
    assert "张三峰" in client.get(address).content.decode()
    form = {"name": "drop", "command_key": str(uuid.uuid4())}
    assert client.post(address, form).url == person.get_absolute_url()
    person.refresh_from_db()
    assert person.name == "张三峰"


def test_telling_apart_takes_a_pair_off_the_page(cast, person):
    double = make_person("张三峰", cast.union, phone=PHONE_NUMBER)
    client = cast.client("district_officer")
    client.post(reverse("people:tell_apart", args=[person.pk, double.pk]), {"command_key": str(uuid.uuid4())})
    page = client.get(reverse("people:duplicate_list")).content.decode()
    assert "没有发现疑似重复" in page
