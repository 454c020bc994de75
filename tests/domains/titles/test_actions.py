"""Registering, correcting, revoking and voiding titles; who stands in the stock."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jiangong.domains.people.actions import erase_person, merge_people
from jiangong.domains.titles import actions
from jiangong.domains.titles.choices import AwardState, TitleFamily, TitleLevel
from jiangong.domains.titles.models import Award, Title
from jiangong.domains.titles.rules import AwardFacts
from jiangong.kit.access.actor import system_actor
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from tests.factories.documents import make_document
from tests.factories.organizations import make_enterprise
from tests.factories.people import make_person
from tests.factories.titles import make_award, make_title

GIVEN = date(2025, 4, 28)


def awards():
    return Award.objects.ungated("test")


def counted(person) -> list[str]:
    rows = awards().filter(person=person, is_counted=True).order_by("given_on")
    return [str(award.title) for award in rows.select_related("title")]


def test_a_person_is_given_a_title_and_it_counts_for_their_union(cast):
    person = make_person("张三", cast.union)
    award = make_award(
        make_title(), actor=cast.actor("district_officer"), person=person, basis="郑工[2025]03号"
    )
    assert (award.organization, award.family, award.level) == (cast.union, "model", "city")
    assert (award.basis, award.document, award.collective_key) == ("郑工〔2025〕3号", None, "")
    assert award.is_counted is False  # the instance; the row itself is marked in the same transaction
    assert counted(person) == ["市劳动模范"]
    assert AuditEntry.objects.get(verb="titles.award.create").target_id == str(award.pk)


def test_the_basis_finds_the_registered_document(cast):
    actor = cast.actor("district_officer")
    document = make_document(actor, body=False, official_number="郑工〔2025〕3号")
    award = make_award(
        make_title(), actor=actor, person=make_person("张三", cast.union), basis="郑工〔2025〕3号"
    )
    assert award.document == document


@pytest.mark.parametrize("team", ["", "一车间"])
def test_a_unit_or_its_team_is_given_a_title(cast, team):
    title = make_title("市工人先锋号", TitleFamily.COLLECTIVE)
    award = make_award(title, unit=cast.union, team=team)
    assert award.collective_key == f"o{cast.union.pk}:{team}"
    assert str(award) == f"东城机床厂工会{team}　市工人先锋号"
    assert award.organization == cast.union


def test_an_enterprise_counts_for_its_union_or_for_who_keeps_its_file(cast):
    title = make_title("市五一劳动奖状", TitleFamily.COLLECTIVE)
    alone = make_enterprise("东城纺织有限公司", cast.district)
    joined = make_enterprise("东城机床厂", cast.district, union=cast.union)
    assert make_award(title, enterprise=alone).organization == cast.district
    assert make_award(title, enterprise=joined).organization == cast.union


def test_the_same_title_of_one_year_is_refused_and_the_twin_named(cast):
    person = make_person("张三", cast.union)
    make_award(make_title(), person=person)
    with pytest.raises(Refusal, match="张三2025年度的“市劳动模范”已登记，授予日期2025年4月28日") as refused:
        make_award(make_title(), person=person)
    assert refused.value.field == "title"
    make_award(make_title(), person=person, given_on=date(2020, 4, 28))


@pytest.mark.database
def test_the_database_refuses_what_two_clerks_enter_at_once(cast):
    person = make_person("张三", cast.union)
    award = make_award(make_title(), person=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.bulk_create(
            [
                Award(
                    title=award.title, level="city", family="model", person=person,
                    organization=cast.union, year=2025, given_on=GIVEN,
                )
            ]
        )  # fmt: skip


@pytest.mark.database
def test_the_database_knows_one_bearer_only(cast):
    title = make_title()
    bare = {"title": title, "level": "city", "family": "model", "organization": cast.union, "year": 2025}
    person = make_person("张三", cast.union)
    for bearers in ({}, {"person": person, "unit": cast.union}, {"person": person, "team": "一班"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Award.objects.create(given_on=GIVEN, **bare, **bearers)


@pytest.mark.parametrize(
    ("year", "given_on", "words"),
    [
        (2025, date(2100, 1, 1), "不能晚于今天"),
        (2025, date(2024, 12, 31), "请核对其中一项"),
        (2020, date(2023, 1, 1), "请核对其中一项"),
    ],
)
def test_year_and_day_must_go_together(cast, year, given_on, words):
    with pytest.raises(Refusal, match=words) as refused:
        make_award(make_title(), person=make_person("张三", cast.union), year=year, given_on=given_on)
    assert refused.value.field == "given_on"


def test_a_correction_says_what_changed_and_moves_the_count(cast):
    actor = cast.actor("district_officer")
    first, second = make_person("张三", cast.union), make_person("李四", cast.union)
    award = make_award(make_title(), person=first)
    facts = AwardFacts(title=award.title, person=second, year=2025, given_on=GIVEN)
    actions.revise_award(award, facts, 0, actor=actor)
    assert (counted(first), counted(second)) == ([], ["市劳动模范"])
    said = AuditEntry.objects.get(verb="titles.award.edit").changes["fields"]
    assert said == {"person": "已变更"}
    with pytest.raises(Conflict):
        actions.revise_award(awards().get(pk=award.pk), facts, 0, actor=actor)


def test_a_revoked_title_counts_no_longer_and_stays_readable(cast):
    actor, person = cast.actor("district_officer"), make_person("张三", cast.union)
    award = make_award(make_title(), person=person)
    actions.revoke_award(award, "违反廉洁纪律", date(2026, 1, 5), "郑工〔2026〕1号", actor=actor)
    row = awards().get(pk=award.pk)
    assert (row.state, row.revoked_on, row.revoked_basis) == ("revoked", date(2026, 1, 5), "郑工〔2026〕1号")
    assert (row.closing_reason, row.is_counted) == ("违反廉洁纪律", True)  # it counted until that day
    with pytest.raises(NotAllowed, match="已撤销，登记内容不能再改"):
        actions.revise_award(
            row,
            AwardFacts(title=row.title, person=person, year=2025, given_on=GIVEN),
            row.version,
            actor=actor,
        )
    actions.restore_award(row, "登记有误", actor=actor)
    assert awards().get(pk=award.pk).revoked_on is None


def test_a_title_is_not_revoked_before_it_was_given_nor_in_the_future(cast):
    actor = cast.actor("district_officer")
    award = make_award(make_title(), person=make_person("张三", cast.union))
    tomorrow = timezone.localdate() + timedelta(days=1)
    for day, words in ((date(2025, 4, 27), "不能早于授予日期2025年4月28日"), (tomorrow, "不能晚于今天")):
        with pytest.raises(Refusal, match=words):
            actions.revoke_award(award, "理由", day, actor=actor)


def test_revoking_needs_a_reason_and_the_right(cast):
    award = make_award(make_title(), person=make_person("张三", cast.union))
    with pytest.raises(NotAllowed, match="须写明理由"):
        actions.revoke_award(award, " ", GIVEN, actor=cast.actor("district_officer"))
    with pytest.raises(NotAllowed, match="撤销荣誉称号"):
        actions.revoke_award(award, "理由", GIVEN, actor=cast.actor("union_officer"))


def test_a_voided_title_may_be_entered_again(cast):
    person = make_person("张三", cast.union)
    award = make_award(make_title(), person=person)
    actions.void_award(award, "年度录错", actor=cast.actor("union_officer"))
    assert counted(person) == []
    assert make_award(make_title(), person=person).state == AwardState.HELD
    assert counted(person) == ["市劳动模范"]


def test_of_several_titles_the_earliest_stands_for_the_person(cast):
    person = make_person("张三", cast.union)
    make_award(
        make_title("全国劳动模范", level=TitleLevel.NATIONAL), person=person, given_on=date(2020, 11, 24)
    )
    city = make_award(make_title(), person=person, given_on=date(2010, 4, 28))
    assert counted(person) == ["市劳动模范"]
    actions.revoke_award(city, "理由", date(2022, 1, 1), actor=system_actor())
    assert counted(person) == ["全国劳动模范"]


def test_a_title_revoked_before_the_next_was_given_counted_in_its_time(cast):
    person = make_person("张三", cast.union)
    old = make_award(make_title(), person=person, given_on=date(2010, 4, 28))
    actions.revoke_award(old, "理由", date(2012, 1, 1), actor=system_actor())
    make_award(make_title("省劳动模范"), person=person, given_on=date(2020, 4, 28))
    assert counted(person) == ["市劳动模范", "省劳动模范"]


def test_merged_people_hold_a_title_once(cast):
    actor = cast.actor("district_officer")
    keep, drop = make_person("张三", cast.union), make_person("张三", cast.union)
    make_award(make_title(), person=keep)
    double = make_award(make_title(), person=drop)
    other = make_award(make_title("省劳动模范"), person=drop, given_on=date(2024, 4, 28))
    merge_people(keep, drop, {}, actor=actor)
    assert awards().get(pk=double.pk).state == AwardState.VOID
    assert awards().get(pk=other.pk).person == keep
    assert counted(keep) == ["省劳动模范"]


def test_an_erased_person_keeps_the_title_but_not_the_remark(cast):
    person = make_person("张三", cast.union)
    award = make_award(make_title(), person=person, note="张三同志事迹")
    erase_person(person, "本人申请删除", actor=cast.actor("district_officer"))
    assert awards().get(pk=award.pk).note == ""


def test_the_usual_titles_are_added_once(cast):
    actor = cast.actor("city_officer")
    make_title("全国劳动模范", level=TitleLevel.NATIONAL)
    added = actions.complete_catalogue(actor=actor)
    assert added == 26
    assert actions.complete_catalogue(actor=actor) == 0
    assert Title.objects.filter(bearer="collective", family="collective").count() == 10
    with pytest.raises(NotAllowed):
        actions.complete_catalogue(actor=cast.actor("district_officer"))


def test_a_corrected_title_takes_what_was_given_along(cast):
    actor, person = cast.actor("city_officer"), make_person("张三", cast.union)
    title = make_title("郑州大工匠", TitleFamily.INDIVIDUAL)
    award = make_award(title, person=person)
    title.family = TitleFamily.CRAFTSMAN
    actions.revise_title(title, ["family"], 0, actor=actor)
    assert awards().get(pk=award.pk).family == TitleFamily.CRAFTSMAN
    title.family = TitleFamily.COLLECTIVE
    with pytest.raises(Refusal, match="不能在个人和集体之间改变"):
        actions.revise_title(title, ["family"], 1, actor=actor)


def test_a_retired_title_is_no_longer_offered(cast):
    actor = cast.actor("city_officer")
    title = actions.retire_title(make_title(), actor=actor)
    assert title.is_retired
    with pytest.raises(NotAllowed, match="已经停用"):
        actions.retire_title(title, actor=actor)
    assert not actions.restore_title(title, actor=actor).is_retired
