"""Registered, named, confirmed each year, warned, revoked."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from jiangong.domains.studios import actions
from jiangong.domains.studios.choices import StudioLevel, StudioState
from jiangong.domains.studios.measures import BENEFIT, IN_FORCE, NEW, RESULTS
from jiangong.domains.studios.models import Result, Review, Studio
from jiangong.kit.access.actor import system_actor
from jiangong.kit.commands.errors import NotAllowed, Refusal
from tests.factories.documents import make_document
from tests.factories.studios import (
    NAMED,
    REGISTERED,
    again,
    make_complete,
    make_named,
    make_registered,
    make_studio,
)


def confirmed(studio: Studio, result: str = "pass", year: int = 2025, reason: str = "", **facts) -> Review:
    facts.setdefault("reviewed_on", date(year, 12, 1))
    return Review(year=year, result=result, reason=reason, **facts)


def test_an_incomplete_studio_is_not_registered(cast):
    studio = make_studio(cast.union)
    with pytest.raises(NotAllowed, match="还缺9项登记要素：领衔人、领衔人荣誉、"):
        actions.register_studio(studio, REGISTERED, actor=cast.actor("district_officer"))
    assert again(studio).state == StudioState.BUILDING


def test_a_complete_studio_counts_from_its_registration(cast):
    studio = make_complete(cast.union)
    assert list(NEW.rows()) == []
    actions.register_studio(studio, REGISTERED, actor=cast.actor("district_officer"))
    assert [row.effective_on for row in NEW.rows()] == [REGISTERED]
    actions.reopen_studio(again(studio), "场所不实", actor=cast.actor("district_officer"))
    assert (list(NEW.rows()), again(studio).effective_on) == ([], None)


def test_it_is_not_registered_in_the_future_nor_before_it_was_founded(cast):
    studio, actor = make_complete(cast.union), cast.actor("district_officer")
    for day, words in (
        (timezone.localdate() + timedelta(days=1), "不能晚于今天"),
        (date(2024, 1, 1), "不能早于创建日期"),
    ):
        with pytest.raises(Refusal, match=words):
            actions.register_studio(studio, day, actor=actor)


def test_a_union_officer_does_not_confirm_the_own_studio(cast):
    with pytest.raises(NotAllowed, match="确认创新工作室登记"):
        actions.register_studio(make_complete(cast.union), REGISTERED, actor=cast.actor("union_officer"))


def test_naming_keeps_document_and_level(cast):
    actor = cast.actor("district_officer")
    document = make_document(actor, body=False, official_number="东工〔2025〕8号")
    studio = make_registered(cast.union)
    actions.name_studio(studio, StudioLevel.DISTRICT, NAMED, "东工[2025]08号", actor=actor)
    row = again(studio)
    assert (row.state, row.level, row.named_on, row.effective_on) == (
        StudioState.NAMED,
        StudioLevel.DISTRICT,
        NAMED,
        REGISTERED,
    )
    naming = row.namings.get()
    assert (naming.basis, naming.document) == ("东工〔2025〕8号", document)


@pytest.mark.parametrize(
    ("name", "level", "words"),
    [
        ("district_officer", StudioLevel.CITY, "市级工作室由上一级工会办理"),
        ("city_officer", StudioLevel.UNIT, "已经命名为企业级，请选择更高的级别"),
    ],
)
def test_who_names_up_to_which_level(cast, name, level, words):
    studio = make_named(cast.union)
    with pytest.raises(Refusal, match=words):
        actions.name_studio(studio, level, NAMED, actor=cast.actor(name))
    actions.name_studio(studio, StudioLevel.CITY, NAMED, actor=cast.actor("city_officer"))
    assert again(studio).level == StudioLevel.CITY


def test_naming_is_offered_only_for_levels_that_are_left(cast):
    studio = make_named(cast.union, StudioLevel.DISTRICT)
    district, city = cast.client("district_officer"), cast.client("city_officer")
    offered = f'"/studios/{studio.pk}/name/"'
    assert offered not in district.get(studio.get_absolute_url()).content.decode()
    refused = district.get(f"/studios/{studio.pk}/name/")
    assert (refused.status_code, "更高的级别由上一级工会命名" in refused.content.decode()) == (403, True)
    page = city.get(f"/studios/{studio.pk}/name/")
    levels = [value for value, _ in page.context["form"].fields["level"].choices]
    assert levels == [StudioLevel.CITY, StudioLevel.PROVINCE, StudioLevel.NATIONAL]


def test_a_good_year_confirms_and_a_bad_one_warns(cast):
    studio, actor = make_named(cast.union), cast.actor("district_officer")
    with pytest.raises(Refusal, match="请写明理由"):
        actions.review_studio(studio, confirmed(studio, "warn"), actor=actor)
    actions.review_studio(studio, confirmed(studio, "warn", reason="没有新课题"), actor=actor)
    row = again(studio)
    assert (row.state, row.reviewed_year, row.review_result) == (StudioState.WARNED, 2025, "warn")
    with pytest.raises(Refusal, match="2025年度已有复核结论"):
        actions.review_studio(row, confirmed(row), actor=actor)
    actions.review_studio(row, confirmed(row, year=2026, reviewed_on=date(2026, 1, 5)), actor=actor)
    assert again(studio).state == StudioState.NAMED
    assert [str(one) for one in row.reviews.all()] == ["2026年合格", "2025年警告"]


def test_a_year_may_end_a_studio(cast):
    studio = make_named(cast.union)
    review = confirmed(studio, "revoke", reason="连续两年没有成果")
    actions.review_studio(studio, review, actor=cast.actor("district_officer"))
    row = again(studio)
    assert (row.state, row.revoked_on, row.closing_reason) == (
        StudioState.REVOKED,
        date(2025, 12, 1),
        "连续两年没有成果",
    )
    assert [(one.effective_on, one.revoked_on) for one in IN_FORCE.rows()] == [
        (REGISTERED, date(2025, 12, 1))
    ]
    assert NEW.rows().count() == 1


def test_whoever_did_not_name_it_does_not_confirm_it(cast):
    studio = make_named(cast.union, StudioLevel.CITY)
    with pytest.raises(NotAllowed, match="市级工作室由上一级工会办理"):
        actions.review_studio(studio, confirmed(studio), actor=cast.actor("district_officer"))
    with pytest.raises(NotAllowed, match="市级工作室由上一级工会办理"):
        actions.revoke_studio(studio, "理由", NAMED, actor=cast.actor("district_officer"))
    actions.review_studio(studio, confirmed(studio), actor=cast.actor("city_officer"))


def test_what_is_not_named_is_not_confirmed(cast):
    studio = make_registered(cast.union)
    with pytest.raises(NotAllowed, match="命名后才按年度复核"):
        actions.review_studio(studio, confirmed(studio), actor=cast.actor("district_officer"))


def test_a_revoked_studio_closes_its_card(cast):
    studio, actor = make_named(cast.union), cast.actor("district_officer")
    actions.publish_studio(studio, True, False, studio.version, actor=actor)
    with pytest.raises(Refusal, match="不能早于登记日期2024年9月1日"):
        actions.revoke_studio(studio, "企业注销", date(2024, 1, 1), actor=actor)
    actions.revoke_studio(studio, "企业注销", date(2026, 1, 1), actor=actor)
    assert (again(studio).is_public, again(studio).revoked_on) == (False, date(2026, 1, 1))


def test_results_of_a_void_studio_count_no_longer(cast):
    studio, actor = make_registered(cast.union), cast.actor("district_officer")
    actions.add_part(studio, Result(title="夹具", obtained_on=date(2025, 1, 1), benefit=3), actor=actor)
    actions.add_part(studio, Result(title="论文", obtained_on=date(2025, 1, 1)), actor=actor)
    assert (RESULTS.rows().count(), [row.benefit for row in BENEFIT.rows()]) == (2, [3])
    actions.void_studio(again(studio), "重复建档", actor=actor)
    assert (RESULTS.rows().count(), BENEFIT.rows().count(), NEW.rows().count()) == (0, 0, 0)
    make_studio(cast.union, name=studio.name)


def test_a_named_studio_is_revoked_not_voided(cast):
    with pytest.raises(Refusal):
        actions.void_studio(make_named(cast.union), "理由", actor=system_actor())
