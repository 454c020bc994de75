"""Nominations come in by the sheet as drafts with their evidence, and can be taken back."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.honors.actions.nominations import submit_nomination, withdraw_nomination
from jiangong.domains.honors.imports import NominationImport
from jiangong.domains.honors.models import Nomination
from jiangong.domains.titles.choices import TitleFamily
from tests.factories.honors import deeds, draft, make_open
from tests.factories.organizations import make_enterprise
from tests.factories.people import make_person
from tests.factories.titles import make_award, make_title
from tests.support.importing import Sheet, refused

SHEET = Sheet(NominationImport())


@pytest.fixture
def officer(cast):
    return cast.actor("district_officer")


def facts(programme, name: str, **more) -> dict:
    return {"programme": programme.name, "name": name, **more}


def whole(programme, name: str, **more) -> dict:
    told = {
        "position": "钳工",
        "traits": "一线职工、产业工人",
        "deeds": deeds(),
        "meeting": "职工代表大会",
        "met_on": "2026年3月2日",
        "expected": 60,
        "attended": "55",
        "agreed": 50,
        "noticed_from": date(2026, 3, 3),
        "noticed_until": "2026-03-20",
    }
    return facts(programme, name, **told, **more)


@pytest.mark.database
def test_a_sheet_becomes_drafts_that_can_be_handed_in(cast, officer):
    programme = make_open(cast.federation, places=9)
    collective = make_open(cast.federation, title=make_title("先进班组", TitleFamily.COLLECTIVE))
    first, second = (make_person(name, cast.union) for name in ("甲一", "乙二"))
    make_award(programme.title, person=first, given_on=date(2020, 5, 1))
    firm = make_enterprise("东城机床厂", cast.union)
    rows = SHEET.checked(
        officer,
        whole(programme, "甲一"),
        facts(programme, "乙二", rank=2, union=cast.union.name),
        facts(collective, firm.name, team="焊接班"),
        facts(collective, cast.union.name),
    )
    assert refused(rows) == [[], [], [], []]
    keys = SHEET.loaded(officer, rows)
    one, other, team, unit = Nomination.objects.ungated("test").filter(pk__in=keys).order_by("pk")
    assert (one.person, one.bearer, one.organization, one.state) == (first, "甲一", cast.district, "draft")
    assert one.trait_labels == ["产业工人", "一线职工"]
    assert (one.met_on, one.expected, one.noticed_until) == (date(2026, 3, 2), 60, date(2026, 3, 20))
    assert [fact.text for fact in one.evidence.all()] == ["2020年市级先进个人"]
    assert (other.person, other.rank, other.organization) == (second, 2, cast.union)
    assert (team.enterprise, team.bearer) == (firm, "东城机床厂焊接班")
    assert (unit.unit, unit.bearer_key) == (cast.union, f"o{cast.union.pk}:")
    assert submit_nomination(one, actor=officer).state == "submitted"
    assert SHEET.spec.undo(keys, actor=officer) == 3  # what was handed in stays


def test_what_cannot_be_is_refused_at_its_cell(cast, officer):
    programme = make_open(cast.federation, categories=["职工", "集体"])
    late = make_open(cast.federation, nominate_until=timezone.localdate() - timedelta(days=1))
    for name in ("甲一", "乙二", "丙三"):
        make_person(name, cast.union)
    taken = draft(programme, cast.union, category="职工")
    ours = {"category": "职工"}
    rows = SHEET.checked(
        officer,
        facts(programme, "甲一", **ours),
        facts(programme, "甲一", **ours),  # the same again
        facts(programme, taken.bearer, **ours),
        facts(programme, "没有登记的人", **ours),
        facts(programme, "乙二", category="别的"),
        facts(programme, "乙二", team="焊接班", **ours),
        {"programme": "没有的项目", "name": "乙二"},
        facts(late, "乙二"),
        facts(programme, "乙二", traits="产业工人、神仙", **ours),
        facts(programme, "乙二", expected=50, attended=60, agreed=61, **ours),
        facts(programme, "乙二", noticed_from="2026-03-09", noticed_until="2026-03-02", **ours),
        facts(programme, "乙二", met_on=timezone.localdate() + timedelta(days=1), **ours),
        facts(programme, "乙二", noticed_from="1202-03-09", **ours),
        {"name": "丙三"},
    )
    assert refused(rows) == [
        [],
        ["name"],
        ["name"],
        ["name"],
        ["category"],
        ["team"],
        ["programme"],
        ["programme"],
        ["traits"],
        ["attended", "agreed"],
        ["noticed_until"],
        ["met_on"],
        ["noticed_from"],
        ["programme"],
    ]
    assert all(found.sentence.endswith("。") for row in rows for found in row.findings)
    withdraw_nomination(taken, "本人申请", actor=officer)
    (again,) = SHEET.checked(officer, facts(programme, taken.bearer, **ours))
    assert not again.findings


def test_a_unit_without_places_hears_so_before_it_writes(cast, officer):
    programme = make_open(cast.federation, {cast.neighbour: 1}, places=2)
    make_person("甲一", cast.union)
    (row,) = SHEET.checked(officer, facts(programme, "甲一"))
    assert [(found.tone, "没有分配给" in found.sentence) for found in row.findings] == [("warn", True)]


def test_two_programmes_of_one_name_are_told_apart_by_their_year(cast, officer):
    year = timezone.localdate().year
    last, this = (make_open(cast.federation, name="先进评选", year=number) for number in (year - 1, year))
    make_person("甲一", cast.union)
    (unclear, clear) = SHEET.checked(
        officer, {"programme": "先进评选", "name": "甲一"}, {"programme": f"{year}年先进评选", "name": "甲一"}
    )
    assert "有两个正在推荐的“先进评选”" in unclear.findings[0].sentence
    assert (clear.findings, clear.values["programme"], last.pk != this.pk) == ([], this.pk, True)


def test_a_sheet_of_two_hundred_asks_and_writes_in_constant_statements(
    cast, officer, django_assert_max_num_queries
):
    programme = make_open(cast.federation, places=200)
    for number in range(200):
        make_person(f"人选{number}", cast.union)
    lines = [facts(programme, f"人选{number}") for number in range(200)]
    with django_assert_max_num_queries(40):
        rows = SHEET.checked(officer, *lines)
        assert refused(rows) == [[]] * 200
        assert len(SHEET.loaded(officer, rows)) == 200


def test_the_list_leads_to_the_import_and_its_template(cast):
    client, address = cast.client("district_officer"), reverse("importing:start", args=["honors.nomination"])
    assert address in client.get(reverse("honors:nomination_list")).content.decode()
    assert client.get(address).status_code == 200
    template = client.get(reverse("importing:template", args=["honors.nomination"]))
    assert (template.status_code, template["Content-Type"].endswith("sheet")) == (200, True)
