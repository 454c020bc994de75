"""The file of a studio: opened, completed, led, worked in."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jiangong.domains.people.actions import erase_person, merge_people
from jiangong.domains.studios import actions
from jiangong.domains.studios.choices import StudioKind, StudioState
from jiangong.domains.studios.models import Grant, Leadership, Result, Studio, Topic
from jiangong.domains.studios.queries.elements import checklist
from jiangong.domains.studios.rules import StudioFacts
from jiangong.domains.titles.actions import restore_award, revoke_award
from jiangong.kit.access.actor import system_actor
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from tests.factories.people import make_person
from tests.factories.studios import (
    FOUNDED,
    again,
    make_complete,
    make_leader,
    make_named,
    make_registered,
    make_studio,
    title_of,
)


def facts_of(studio: Studio, **changes) -> StudioFacts:
    names = ("name", "kind", "level", "organization", "industry", "founded_on", "place", "equipment", "rules_text", "introduction")  # fmt: skip
    return StudioFacts(**({name: getattr(studio, name) for name in names} | changes))


def test_a_new_file_knows_what_it_lacks(cast):
    studio = make_studio(cast.union, actor=cast.actor("union_officer"))
    assert (studio.state, studio.missing_count, studio.effective_on) == (StudioState.BUILDING, 9, None)
    assert AuditEntry.objects.get(verb="studios.studio.create").changes == {"kind": "craftsmen"}


def test_a_complete_file_lacks_nothing(cast):
    studio = make_complete(cast.union)
    assert studio.missing_count == 0
    assert all(one.is_there for one in checklist(studio))


def test_only_the_studio_of_a_craftsman_asks_for_a_title(cast):
    plain = make_person("张三", cast.union)
    workers = make_studio(cast.union, kind=StudioKind.WORKERS, leader=plain)
    craftsmen = make_studio(cast.union, leader=plain)
    assert [one.key for one in checklist(workers)][:2] == ["leader", "members"]
    assert [(one.key, one.is_there) for one in checklist(craftsmen)][1] == ("title", False)


def test_a_name_is_given_once_in_a_union(cast):
    make_studio(cast.union, name="张三工作室")
    with pytest.raises(Refusal, match="东城机床厂工会已有同名的工作室（建设中）") as refused:
        make_studio(cast.union, name="张三工作室")
    assert refused.value.field == "name"
    make_studio(cast.district, name="张三工作室")


@pytest.mark.database
def test_the_database_knows_since_when_a_studio_stands(cast):
    studio = make_registered(cast.union)
    rows = Studio.objects.ungated("test").filter(pk=studio.pk)
    for wrong in ({"effective_on": None}, {"revoked_on": FOUNDED}, {"leader_consents": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)


def test_a_correction_says_what_changed_and_counts_anew(cast):
    studio = make_studio(cast.union)
    actions.revise_studio(
        studio, facts_of(studio, place="二楼"), studio.version, actor=cast.actor("union_officer")
    )
    assert again(studio).missing_count == 8
    said = AuditEntry.objects.get(verb="studios.studio.edit").changes["fields"]
    assert said == {"place": ["", "二楼"]}
    with pytest.raises(Conflict):
        actions.revise_studio(studio, facts_of(studio), 0, actor=cast.actor("union_officer"))


def test_a_studio_that_moves_takes_its_results_along(cast):
    studio = make_complete(cast.union)
    actions.add_part(studio, Result(title="夹具", obtained_on=date(2025, 1, 1)), actor=system_actor())
    actions.revise_studio(
        again(studio),
        facts_of(studio, organization=cast.district),
        again(studio).version,
        actor=system_actor(),
    )
    assert Result.objects.ungated("test").get().organization == cast.district


def test_the_level_of_a_named_studio_changes_by_naming_only(cast):
    studio = make_named(cast.union)
    with pytest.raises(Refusal, match="级别随命名改变"):
        actions.revise_studio(studio, facts_of(studio, level="city"), studio.version, actor=system_actor())


def test_a_change_of_leader_ends_the_term_and_the_consent(cast):
    studio = make_registered(cast.union)
    former = studio.leader
    actions.publish_studio(studio, True, True, studio.version, actor=system_actor())
    heir = make_leader("钱七", cast.union)
    actions.change_leader(
        again(studio),
        heir,
        date(2026, 1, 1),
        "退休",
        again(studio).version,
        actor=cast.actor("union_officer"),
    )
    row = again(studio)
    assert (row.leader, row.leader_consents, row.consented_on) == (heir, False, None)
    terms = Leadership.objects.filter(studio=studio).values_list("person", "starts_on", "ends_on", "reason")
    assert list(terms) == [
        (heir.pk, date(2026, 1, 1), None, "退休"),
        (former.pk, FOUNDED, date(2026, 1, 1), ""),
    ]


def test_a_leader_is_not_changed_to_the_same_nor_into_the_past(cast):
    studio = make_registered(cast.union)
    actor = cast.actor("union_officer")
    with pytest.raises(Refusal, match="已经是领衔人"):
        actions.change_leader(studio, studio.leader, date(2026, 1, 1), "", studio.version, actor=actor)
    with pytest.raises(Refusal, match="现任领衔人2024年3月1日开始任职"):
        actions.change_leader(
            studio, make_person("钱七", cast.union), date(2024, 1, 1), "", studio.version, actor=actor
        )


def test_the_team_is_seated_in_order_and_counts(cast):
    studio, actor = (
        make_studio(cast.union, leader=make_leader("张三", cast.union)),
        cast.actor("union_officer"),
    )
    first, second = make_person("李四", cast.union), make_person("王五", cast.union)
    actions.seat_members(studio, [(second, "core"), (first, "member")], studio.version, actor=actor)
    assert [one.person for one in studio.members.all()] == [second, first]
    actions.seat_members(again(studio), [(first, "adviser")], again(studio).version, actor=actor)
    assert [(one.person, one.role) for one in studio.members.all()] == [(first, "adviser")]
    for seats, words in (
        ([(studio.leader, "core")], "领衔人不用列入"),
        ([(first, "core")] * 2, "出现了两次"),
    ):
        with pytest.raises(Refusal, match=words):
            actions.seat_members(again(studio), seats, again(studio).version, actor=actor)


def test_a_wrong_result_is_voided_and_stays_readable(cast):
    studio, actor = make_registered(cast.union), cast.actor("union_officer")
    part = actions.add_part(
        studio, Result(title="夹具", obtained_on=date(2025, 1, 1), benefit=Decimal(3)), actor=actor
    )
    with pytest.raises(Refusal, match="2025年1月1日已登记过同名成果"):
        actions.add_part(studio, Result(title="夹具", obtained_on=date(2025, 2, 1)), actor=actor)
    actions.void_part(studio, part, "重复登记", actor=actor)
    assert Result.objects.ungated("test").get(pk=part.pk).void_reason == "重复登记"
    actions.add_part(studio, Result(title="夹具", obtained_on=date(2025, 2, 1)), actor=actor)
    with pytest.raises(NotAllowed, match="已经作废"):
        actions.void_part(studio, part, "再一次", actor=actor)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (
            Topic(title="课题", started_on=date(2025, 5, 1), due_on=date(2025, 4, 1)),
            "计划完成日期不能早于立项日期",
        ),
        (
            Topic(title="课题", started_on=date(2025, 5, 1), finished_on=date(2025, 4, 1)),
            "完成日期不能早于立项日期",
        ),
        (Result(title="成果", obtained_on=date(2999, 1, 1)), "取得日期不能晚于今天"),
        (Grant(year=1901, amount=1), "年度应在1980至"),
        (Grant(year=2025, amount=0), "金额应大于零"),
    ],
)
def test_implausible_entries_are_refused(cast, part, words):
    studio = make_studio(cast.union)
    with pytest.raises(Refusal, match=words):
        actions.add_part(studio, part, actor=cast.actor("union_officer"))


def test_a_topic_voided_is_lacking_again(cast):
    studio = make_complete(cast.union)
    topic = Topic.objects.get(studio=studio)
    actions.void_part(studio, topic, "立错", actor=cast.actor("union_officer"))
    assert again(studio).missing_count == 1


def test_a_leaders_title_that_is_revoked_is_lacking(cast):
    studio = make_complete(cast.union)
    award = title_of(studio.leader)
    revoke_award(award, "违纪", date(2026, 1, 1), actor=system_actor())
    assert again(studio).missing_count == 1
    restore_award(award, "录错", actor=system_actor())
    assert again(studio).missing_count == 0


def test_merged_people_sit_once(cast):
    studio = make_complete(cast.union)
    member = studio.members.first().person
    double = make_person(member.name, cast.union)
    actions.seat_members(
        studio, [(member, "member"), (double, "member")], studio.version, actor=system_actor()
    )
    merge_people(member, double, {}, actor=cast.actor("district_officer"))
    assert [one.person for one in studio.members.all()] == [member]
    assert again(studio).missing_count == 1


def test_an_erased_leader_is_named_nowhere_in_public(cast):
    studio = make_registered(cast.union)
    actions.publish_studio(studio, True, True, studio.version, actor=system_actor())
    erase_person(studio.leader, "本人申请删除", actor=cast.actor("district_officer"))
    assert (again(studio).leader_consents, again(studio).consented_on) == (False, None)


def test_only_what_stands_is_made_public(cast):
    actor = cast.actor("union_officer")
    with pytest.raises(NotAllowed, match="登记以后的工作室才能公开名片"):
        actions.publish_studio(make_studio(cast.union), True, False, 0, actor=actor)


def test_a_deadline_reaches_everybody_below_who_builds(cast):
    city = cast.actor("city_officer")
    below, registered = make_studio(cast.union), make_registered(cast.union)
    away = make_studio(cast.neighbour_union)
    year = timezone.localdate().year
    due = date(year, 6, 30)
    actions.set_deadlines([cast.district], year, due, actor=city)
    assert (again(below).due_on, again(registered).due_on, again(away).due_on) == (due, None, None)
    assert make_studio(cast.union).due_on == due
    later = date(year, 9, 30)
    [deadline] = actions.set_deadlines([cast.district], year, later, "延期", actor=city)
    assert again(below).due_on == later
    actions.revise_deadline(deadline, due, "", deadline.version, actor=city)
    assert again(below).due_on == due


def test_of_one_year_the_nearest_units_deadline_holds_and_the_latest_year_wins(cast):
    city, year = cast.actor("city_officer"), timezone.localdate().year
    studio = make_studio(cast.union)
    actions.set_deadlines([cast.district], year - 1, date(year - 1, 6, 30), actor=city)
    actions.set_deadlines([cast.union], year - 1, date(year - 1, 3, 31), actor=city)
    assert again(studio).due_on == date(year - 1, 3, 31)
    assert again(studio).days_overdue == (timezone.localdate() - date(year - 1, 3, 31)).days
    actions.set_deadlines([cast.district], year, date(year, 6, 30), actor=city)
    assert again(studio).due_on == date(year, 6, 30)


def test_a_deadline_needs_the_right_and_a_plausible_day(cast):
    today = timezone.localdate()
    with pytest.raises(NotAllowed):
        actions.set_deadlines([cast.district], today.year, today, actor=cast.actor("district_officer"))
    for year, day, field in (
        (today.year + 5, today, "year"),
        (today.year, today + timedelta(days=900), "due_on"),
    ):
        with pytest.raises(Refusal) as refused:
            actions.set_deadlines([cast.district], year, day, actor=cast.actor("city_officer"))
        assert refused.value.field == field
