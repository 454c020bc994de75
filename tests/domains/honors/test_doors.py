"""Evidence leads to the record it comes from, and only whoever may open that record is led there."""

from dataclasses import replace

import pytest

from jiangong.domains.activities.actions import hold_activity
from jiangong.domains.activities.rules import Spoken
from jiangong.domains.assessments.actions import stages
from jiangong.domains.competitions.actions.enrolments import confirm_enrolment
from jiangong.domains.honors.actions.nominations import draw_evidence
from jiangong.domains.honors.models import Nomination
from jiangong.domains.honors.queries.doors import doors_of
from jiangong.domains.people.models import Person
from jiangong.domains.titles.choices import TitleFamily
from tests.factories.activities import make_activity
from tests.factories.assessments import make_judging, make_rubric, score, sheet_of, subjects_of
from tests.factories.competitions import make_competition, make_submitted
from tests.factories.honors import draft, make_open
from tests.factories.mentorship import make_master, make_valid
from tests.factories.people import make_person
from tests.factories.reform import make_pilot
from tests.factories.rural import make_collective, make_participation
from tests.factories.studios import make_studio
from tests.factories.titles import make_award, make_title

pytestmark = pytest.mark.django_db


def doors(one: Nomination, actor) -> dict[str, str]:
    """By source, the address its evidence leads to."""
    draw_evidence([one])
    return {fact.source: url for fact, url in doors_of(one.evidence.all(), actor)}


def test_every_kind_of_evidence_leads_to_a_page_that_opens(cast):
    officer = cast.actor("city_officer")
    person = make_person("带头人", cast.union)
    award = make_award(make_title("省级先进"), person=person)
    part = make_participation(cast.actor("union_officer"), person)
    talk = make_activity(officer, Spoken("", person=person))
    hold_activity(talk, {"people_count": 30, "results": ""}, actor=officer)
    one = draft(make_open(cast.federation), cast.union, person=person)
    unit = draft(
        make_open(cast.federation, title=make_title("红旗单位", TitleFamily.COLLECTIVE)),
        cast.district,
        unit=cast.district,
    )
    together = make_collective(cast.actor("district_officer"), cast.district.name, unit=cast.district)
    pilot = make_pilot(officer, cast.district)
    entry = confirm_enrolment(
        make_submitted(cast.actor("district_officer"), make_competition(cast.federation), cast.district),
        actor=officer,
    )
    judging = make_judging(officer, make_rubric(cast.federation), cast.district)
    (subject,) = subjects_of(judging)
    for judge in judging.judges.all():
        score(sheet_of(judge, subject), 5, 3)
    stages.tally(judging, actor=officer)
    stages.conclude_round(judging, actor=officer)
    own, theirs = doors(one, officer), doors(unit, officer)
    expected = {"荣誉称号": award, "乡村振兴": part, "活动": person}
    assert own == {source: row.get_absolute_url() for source, row in expected.items()}
    expected = {"乡村振兴": together, "产改": pilot, "竞赛": entry, "考评": subject}
    assert theirs == {source: row.get_absolute_url() for source, row in expected.items()}
    client = cast.client("city_officer")
    assert {client.get(url).status_code for url in (*own.values(), *theirs.values())} == {200}
    page = client.get(one.get_absolute_url()).content.decode()
    assert all(f'href="{url}"' in page for url in own.values())


def test_apprentices_lead_to_the_master_and_a_studio_to_its_file(cast):
    officer = cast.actor("union_officer")
    leader = make_master(cast.union)
    make_award(make_title(), person=leader)
    studio = make_studio(cast.union, leader=leader)
    make_valid(officer, cast.union, master=leader)
    one = draft(make_open(cast.federation), cast.union, person=leader)
    own = doors(one, cast.actor("city_officer"))
    assert (own["师带徒"], own["创新工作室"]) == (leader.get_absolute_url(), studio.get_absolute_url())
    client = cast.client("city_officer")
    assert {client.get(own[source]).status_code for source in ("师带徒", "创新工作室")} == {200}
    stranger = replace(officer, permissions=officer.permissions - {"people.view", "studios.view"})
    assert {doors(one, stranger)[source] for source in ("师带徒", "创新工作室")} == {""}


def test_no_door_stands_where_the_reader_would_be_turned_away(cast):
    """What was done elsewhere is told and not opened; likewise where the reader lacks the right."""
    person = make_person("来人", cast.neighbour_union)
    part = make_participation(cast.actor("neighbour_officer"), person)
    Person.objects.ungated("test").filter(pk=person.pk).update(organization=cast.union)
    person.refresh_from_db()
    one = draft(make_open(cast.federation), cast.union, person=person)
    city, district = cast.actor("city_officer"), cast.actor("district_officer")
    assert doors(one, city) == {"乡村振兴": part.get_absolute_url()}
    assert doors(one, district) == {"乡村振兴": ""}
    page = cast.client("district_officer").get(one.get_absolute_url()).content.decode()
    assert ("参加乡村振兴" in page, part.get_absolute_url() in page) == (True, False)
    unentitled = replace(city, permissions=city.permissions - {"rural.view"})
    assert doors(one, unentitled) == {"乡村振兴": ""}
