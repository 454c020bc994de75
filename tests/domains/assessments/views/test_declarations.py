"""Ties declared by oneself and for others."""

import pytest
from django.utils import timezone

from jiangong.domains.assessments.models import (
    Declaration,
)
from jiangong.domains.people.models import Person
from tests.factories.people import make_person
from tests.support.scoring_pages import browser, key, text, url

pytestmark = pytest.mark.django_db


def test_a_judge_declares_a_tie_without_seeing_other_people(cast, judging):
    judge = judging.judges.first()
    client = browser(cast, judge)
    make_person("王五", cast.neighbour_union, phone="13812345678")
    assert client.get(url("declaration_create")).status_code == 200
    looked = client.post(url("declaration_create"), key(relation="spouse", relative="王五"))
    assert "没有登记“王五”" in text(looked)
    told = client.post(url("declaration_create"), key(relation="spouse", unit="东城区"), follow=True)
    assert "1份评分因此作废" in text(told)
    made = Declaration.objects.ungated("test").get()
    assert (made.person, made.unit, made.declared_by) == (judge.person, cast.district, judge.user)
    assert "配偶" in text(client.get(url("declaration_list")))
    assert "配偶" not in text(cast.client("district_officer").get(url("declaration_list")))
    client.post(url("declaration_end", made.pk), key())
    made.refresh_from_db()
    assert made.ended_on == timezone.localdate()


def test_an_officer_enters_a_tie_for_somebody_else_with_the_number_of_the_relative(cast):
    judge = make_person("李评委", cast.federation)
    relative = make_person("王五", cast.union, phone="13812345678")
    form = key(person="李评委", relation="sibling", relative="王五，13812345678")
    cast.client("city_officer").post(url("declaration_create"), form)
    made = Declaration.objects.ungated("test").get()
    assert (made.person, made.relative) == (judge, relative)


def test_nobody_declares_nothing(cast):
    Person.objects.create(name="组织者", organization=cast.federation, user=cast.users["city_officer"])
    answer = cast.client("city_officer").post(url("declaration_create"), key(relation="other_kin"))
    assert "请填写相关人员或者相关单位。" in text(answer)
