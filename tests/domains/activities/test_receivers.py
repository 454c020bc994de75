"""What activities tell the rest."""

from datetime import timedelta

from django.utils import timezone

from jiangong.domains.activities.receivers import activities_panel
from jiangong.domains.activities.rules import Spoken
from jiangong.domains.people.queries import roles_of
from jiangong.kit.listing.searching import search
from jiangong.kit.messaging.todos import todos_of
from tests.factories.activities import make_activity
from tests.factories.people import make_person


def titles(actor) -> list[str]:
    return [todo.title for todo in todos_of(actor) if "登记结果" in todo.title]


def test_what_is_over_waits_for_its_result_at_its_own_unit(cast):
    officer = cast.actor("district_officer")
    make_activity(officer)
    make_activity(officer, title="已办", people_count=3)
    make_activity(officer, title="将来", starts_on=timezone.localdate() + timedelta(days=3))
    assert titles(officer) == ["登记结果：工会法宣讲"]
    assert titles(cast.actor("neighbour_officer")) == []
    assert titles(cast.actor("city_officer")) == []


def test_search_finds_own_activities_by_title_and_speaker(cast):
    officer = cast.actor("district_officer")
    make_activity(officer, Spoken("李明", "市委党校"))
    for word in ("工会法", "李明"):
        found = [hit.title for g in search(officer, word, 5) if g.label == "活动" for hit in g.hits]
        assert found == ["工会法宣讲"], word
    theirs = [g for g in search(cast.actor("neighbour_officer"), "工会法", 5) if g.label == "活动" and g.hits]
    assert theirs == []


def test_an_organizations_card_counts_this_year_by_kind(cast):
    officer, today = cast.actor("district_officer"), timezone.localdate()
    make_activity(officer, starts_on=today, people_count=10)
    make_activity(officer, title="二", starts_on=today, people_count=5, organization=cast.union)
    make_activity(officer, title="去年", people_count=99)
    panel = activities_panel(cast.district, officer)
    assert [row[:3] for row in panel.context["rows"]] == [("宣讲", 2, 15)]
    assert activities_panel(cast.union, officer).count == 1


def test_a_person_page_says_how_often_somebody_spoke(cast):
    officer = cast.actor("district_officer")
    person = make_person("王敏", cast.district)
    make_activity(officer, Spoken("王敏", "", person), people_count=10)
    make_activity(officer, Spoken("王敏", "", person), title="二", people_count=10)
    make_activity(officer, Spoken("王敏", "", person), title="计划")
    assert [role.detail for role in roles_of(person, officer)] == ["2场活动"]
