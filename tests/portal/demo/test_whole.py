"""The whole demo, loaded once: plausible in every part, each figure from where it should come."""

from datetime import UTC, date, datetime

import time_machine
from django.conf import settings as product
from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.activities.models import Activity
from jiangong.domains.assessments.models import PaperEntry, Round, Sheet
from jiangong.domains.assessments.queries.results import has_changed
from jiangong.domains.indicators.choices import SourceMode
from jiangong.domains.indicators.measures import find_measure
from jiangong.domains.indicators.models import Indicator
from jiangong.domains.mentorship.choices import STANDING_STATES, AgreementState, rank
from jiangong.domains.mentorship.measures import VALID_AGREEMENTS
from jiangong.domains.mentorship.models import Agreement, NumberCounter
from jiangong.domains.mentorship.queries.lists import waiting_for_signature
from jiangong.domains.mentorship.queries.terms import busiest
from jiangong.domains.organizations.queries import units
from jiangong.domains.people.models import ID_NUMBER, PHONE, Committee, Person
from jiangong.domains.people.queries import DUPLICATE_KINDS, twins
from jiangong.domains.places.models import Place
from jiangong.domains.statistics.choices import Stage
from jiangong.domains.statistics.models import Circular, TilePlace
from jiangong.domains.statistics.queries.board import board_of
from jiangong.domains.statistics.queries.circulars import changes_since, is_intact
from jiangong.domains.statistics.queries.plans import boarded_plans, current_plan
from jiangong.domains.statistics.queries.rows import BANDS, place_of
from jiangong.domains.statistics.queries.snapshots import board_from
from jiangong.domains.statistics.queries.tiles import tile_bands
from jiangong.domains.supervision.models import Finding
from jiangong.kit.access.actor import system_actor
from jiangong.kit.audit.presenting import history_of
from jiangong.kit.audit.sealing import seal_pending
from jiangong.kit.audit.verifying import verify
from jiangong.portal.demo import load_demo
from jiangong.portal.demo.accounts import ACCOUNTS, demo_notice, demo_password
from jiangong.portal.demo.indicators import LEDGERS
from jiangong.portal.demo.services import LECTURES, STATIONS

WHY = "a test's own"
ANSWERED = ["登记问题", "落实整改", "答复整改"]
STEPS = {
    "open": ANSWERED[:1],
    "answered": ANSWERED,
    "returned": [*ANSWERED, "退回再整改"],
    "closed": [*ANSWERED, "销号"],
    "void": [*ANSWERED[:1], "作废"],
}


def every_account_is_told_of_signs_in_and_left_a_trail_that_verifies():
    places = {}
    for account in ACCOUNTS:
        user = User.objects.get(username=account.username)
        assert user.check_password(demo_password())
        actor = current_actor(user)
        places[account.username] = str(actor.organization.name) if actor.organization else user.console
    assert places["erqi"] == "郑州市二七区总工会" or places["erqi"].startswith("二七区")
    assert "宇通" in places["yutong"]
    assert (places["xitong"], places["anquan"], places["shenji"]) == ("system", "security", "audit")
    assert current_actor(User.objects.get(username="jiceng")).scope_path.startswith(
        current_actor(User.objects.get(username="erqi")).scope_path
    )
    assert demo_password() in demo_notice()
    assert all(account.username in demo_notice() for account in ACCOUNTS)
    seal_pending()
    assert verify().sound


def people_are_sealed_and_fill_the_committees():
    people = Person.objects.ungated(WHY)
    assert people.count() > 1_100
    some = people.exclude(phone_sealed="").exclude(id_number_sealed="").first()
    assert (len(PHONE.of(some)), len(ID_NUMBER.of(some))) == (11, 18)
    committees = Committee.objects.ungated(WHY)
    assert committees.count() == 4 * (1 + len(units(system_actor())))
    assert all(3 <= committee.members.count() <= 5 for committee in committees[:20])


def a_district_has_duplicates_and_the_worker_is_registered():
    actor = current_actor(User.objects.get(username="erqi"))
    for kind in DUPLICATE_KINDS.values():
        assert twins(kind, actor), kind.name
    worker = User.objects.get(username="zhigong")
    assert worker.person.name == worker.name


def agreements_keep_every_rule():
    rows = Agreement.objects.ungated(WHY)
    counted = VALID_AGREEMENTS.rows()
    assert 1_300 < counted.count() < 1_900
    for unit in units(system_actor()):
        assert counted.filter(organization__path__startswith=unit.path).exists(), unit
    assert set(rows.values_list("state", flat=True)) == set(AgreementState)
    taught, teaching = {}, {}
    for one in rows.filter(state__in=STANDING_STATES):
        taught.setdefault(one.apprentice_id, []).append((one.starts_on, one.lapses_on))
        teaching.setdefault(one.master_id, []).append((one.starts_on, one.lapses_on))
        assert rank(one.master_grade) > rank(one.from_grade)
    assert max(map(busiest, taught.values())) == 1
    assert max(map(busiest, teaching.values())) <= product.MOST_APPRENTICES
    for counter in NumberCounter.objects.all():
        numbered = rows.filter(organization=counter.organization_id, number_year=counter.year)
        assert counter.last == numbered.latest("number_serial").number_serial
    worker = current_actor(User.objects.get(username="zhigong"))
    assert waiting_for_signature(worker).count() == 1


def figures_come_from_ledgers_and_circulars_from_figures():
    known = {one.name: one for one in Indicator.objects.ungated(WHY).filter(name__in=LEDGERS)}
    assert set(known) == set(LEDGERS)
    for name, key in LEDGERS.items():
        measure = find_measure(key)
        expected = (SourceMode.TYPED, "") if measure is None else (SourceMode.LEDGER, key)
        assert (known[name].source_mode, known[name].measure) == expected
    issued, draft = Circular.objects.ungated(WHY).order_by("pk").select_related("plan__organization")
    assert (issued.state, draft.state) == ("issued", "draft")
    for circular in (issued, draft):
        assert is_intact(circular)
        assert changes_since(circular) == []
    assert TilePlace.objects.ungated(WHY).count() == 12
    board = board_from(draft.figures)
    assert [(band.label, len(band.tiles), band.is_placed) for band in tile_bands(board, 0)] == [
        (BANDS["district"], 15, True),
        (BANDS["zone"], 4, False),
        (BANDS["industry"], 8, False),
        (BANDS["enterprise"], 10, False),
    ]
    agreements = next(one for one in board.goals if one.name == "签订师带徒协议")
    assert board.head.cells[board.place_of(agreements)].amount > 0


def a_second_board_shows_places_and_activities():
    clerk = current_actor(User.objects.get(username="shizong"))
    main, services = boarded_plans(clerk).filter(state="issued")[:2]
    assert current_plan(clerk) == main
    board = board_of(place_of(services, clerk), timezone.localdate())
    assert [one.name for one in board.goals] == [LECTURES, STATIONS]
    held = Activity.objects.ungated(WHY).filter(state="held", kind="lecture")
    assert [cell.amount for cell in board.head.cells] == [
        held.filter(starts_on__year=services.year).count(),
        Place.objects.ungated(WHY).filter(kind="station", closed_on=None).exclude(state="void").count(),
    ]
    assert len(board.rows) == 34
    assert {Stage.DONE, Stage.BEHIND} <= {cell.stage for row in board.rows for cell in row.cells}


def closed_findings_tell_who_answered_and_who_looked_again():
    closed = Finding.objects.ungated(WHY).filter(state="closed").select_related("visit")
    assert closed.count() >= 2
    for one in Finding.objects.ungated(WHY).select_related("answered_by", "rechecked_by"):
        told = [event.label for event in reversed(history_of(one, system_actor()))]
        assert told == STEPS[one.state], one.state
    for one in closed:
        history = list(reversed(history_of(one, system_actor())))
        days = [timezone.localdate(event.at) for event in history]
        assert (days[0], days[2], days[3]) == (one.visit.visited_on, one.answered_on, one.rechecked_on)
        assert days == sorted(days)
        assert (history[2].who, history[3].who) == (one.answered_by.name, one.rechecked_by.name)
        assert one.answered_by.appointments.get().organization_id == one.organization_id


def paper_scores_wait_for_either_clerk_and_one_was_settled_between_them():
    entries = {}
    for one in PaperEntry.objects.select_related("sheet", "clerk").order_by("sheet", "pk"):
        entries.setdefault(one.sheet, []).append(one.clerk.username)
    settled, *waiting = entries
    assert (settled.state, settled.channel) == ("submitted", "paper")
    assert [entries[one] for one in entries] == [["shizong", "luru"], ["shizong"], ["luru"]]
    assert {one.state for one in waiting} == {"assigned"}
    told = [event.label for event in reversed(history_of(settled, system_actor()))]
    closed = Round.objects.ungated(WHY).get(state="concluded")
    assert not has_changed(closed.results.get())
    assert not Sheet.objects.ungated(WHY).filter(submitted_at__gt=timezone.now()).exists()
    course = list(reversed(history_of(closed, system_actor())))
    assert {event.at.year for event in course} == {2021}
    assert [event.label for event in course][-5:] == [
        "开始自评",
        "开始初评",
        "开始终评",
        "汇总得分",
        "出结果",
    ]
    assert Sheet.objects.ungated(WHY).filter(round=closed, submitted_by=None).count() == 0
    assert told == ["录入纸质评分"] * 3 + ["采用纸质评分"]


CHECKS = (
    every_account_is_told_of_signs_in_and_left_a_trail_that_verifies,
    people_are_sealed_and_fill_the_committees,
    a_district_has_duplicates_and_the_worker_is_registered,
    agreements_keep_every_rule,
    figures_come_from_ledgers_and_circulars_from_figures,
    a_second_board_shows_places_and_activities,
    closed_findings_tell_who_answered_and_who_looked_again,
    paper_scores_wait_for_either_clerk_and_one_was_settled_between_them,
)


def test_the_whole_demo_is_believable(db, settings, tmp_path, subtests):
    settings.VAR_DIR = tmp_path
    load_demo(actor=system_actor())
    for check in CHECKS:
        with subtests.test(check.__name__):
            check()


def test_it_loads_on_the_first_day_of_a_year_as_well(db, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    with time_machine.travel(datetime(2027, 1, 1, 4, tzinfo=UTC), tick=True):
        load_demo(actor=system_actor())
        days = Finding.objects.ungated(WHY).values_list("answered_on", "rechecked_on")
        assert max(day for pair in days for day in pair if day) == date(2027, 1, 1)
