"""Open names are answered by a button; aliases come and go on the card."""

import pytest

from jiangong.domains.organizations.actions import settle_names
from jiangong.domains.organizations.models import NameQuestion, OrganizationAlias
from jiangong.domains.organizations.queries import resolve_name
from jiangong.kit.access.actor import system_actor
from tests.cast import Cast
from tests.support.posting import submit

pytestmark = pytest.mark.django_db

SYSTEM = system_actor()


def ask(text: str) -> NameQuestion:
    (question,) = settle_names([resolve_name(text, SYSTEM)], context="任务分解表", actor=SYSTEM)
    return question


def test_name_questions_offer_candidates_with_reasons(cast: Cast) -> None:
    question = ask("东城机械工会")
    client = cast.client("city_officer")
    page = client.get("/organizations/names/").content.decode()
    assert "东城机械工会" in page
    assert "任务分解表" in page
    assert f"就是{cast.union.name}" in page
    answer = submit(
        client,
        f"/organizations/names/{question.pk}/answer/",
        organization=f"{cast.union.name}#{cast.union.pk}",
    )
    assert answer["Location"] == "/organizations/names/"
    assert resolve_name("东城机械工会", SYSTEM).organization == cast.union
    assert "就是<a" in client.get("/organizations/names/").content.decode()


def test_name_question_may_be_dismissed(cast: Cast) -> None:
    question = ask("合计")
    submit(cast.client("city_officer"), f"/organizations/names/{question.pk}/dismiss/")
    question.refresh_from_db()
    assert question.dismissed


def test_name_questions_are_for_those_who_settle_names(cast: Cast) -> None:
    assert cast.client("district_officer").get("/organizations/names/").status_code == 403


def test_alias_is_added_and_removed_on_the_card(cast: Cast) -> None:
    client = cast.client("district_officer")
    submit(client, f"/organizations/{cast.district.pk}/aliases/new/", text="老东区")
    alias = OrganizationAlias.unscoped.get()
    assert (alias.text, alias.organization) == ("老东区", cast.district)
    submit(client, f"/organizations/aliases/{alias.pk}/remove/")
    assert not OrganizationAlias.unscoped.exists()
