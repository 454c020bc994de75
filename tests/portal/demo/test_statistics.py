"""The demo's plan takes its figures from the ledgers there are; its circulars say what the board says."""

from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.activities.models import Activity
from jiangong.domains.indicators.choices import SourceMode
from jiangong.domains.indicators.measures import find_measure
from jiangong.domains.indicators.models import Indicator
from jiangong.domains.places.models import Place
from jiangong.domains.statistics.choices import Stage
from jiangong.domains.statistics.models import Circular, TilePlace
from jiangong.domains.statistics.queries.board import board_of
from jiangong.domains.statistics.queries.circulars import changes_since, is_intact
from jiangong.domains.statistics.queries.plans import boarded_plans, current_plan
from jiangong.domains.statistics.queries.rows import BANDS, place_of
from jiangong.domains.statistics.queries.snapshots import board_from
from jiangong.domains.statistics.queries.tiles import tile_bands
from jiangong.kit.access.actor import system_actor
from jiangong.portal.demo import load_demo
from jiangong.portal.demo.indicators import LEDGERS
from jiangong.portal.demo.services import LECTURES, STATIONS


def test_figures_come_from_ledgers_and_circulars_from_figures(db):
    load_demo(actor=system_actor())
    known = {one.name: one for one in Indicator.objects.ungated("a test's own").filter(name__in=LEDGERS)}
    assert set(known) == set(LEDGERS)
    for name, key in LEDGERS.items():
        measure = find_measure(key)
        expected = (SourceMode.TYPED, "") if measure is None else (SourceMode.LEDGER, key)
        assert (known[name].source_mode, known[name].measure) == expected
    issued, draft = (
        Circular.objects.ungated("a test's own").order_by("pk").select_related("plan__organization")
    )
    assert (issued.state, draft.state) == ("issued", "draft")
    for circular in (issued, draft):
        assert is_intact(circular)
        assert changes_since(circular) == []
    assert TilePlace.objects.ungated("a test's own").count() == 12
    board = board_from(draft.figures)
    assert [(band.label, len(band.tiles), band.is_placed) for band in tile_bands(board, 0)] == [
        (BANDS["district"], 15, True),
        (BANDS["zone"], 4, False),
        (BANDS["industry"], 8, False),
        (BANDS["enterprise"], 10, False),
    ]
    agreements = next(one for one in board.goals if one.name == "签订师带徒协议")
    assert board.head.cells[board.place_of(agreements)].amount > 0


def test_a_second_board_shows_places_and_activities_from_their_ledgers(db):
    load_demo(actor=system_actor())
    clerk = current_actor(User.objects.get(username="shizong"))
    main, services = boarded_plans(clerk).filter(state="issued")[:2]
    assert current_plan(clerk) == main
    board = board_of(place_of(services, clerk), timezone.localdate())
    assert [one.name for one in board.goals] == [LECTURES, STATIONS]
    held = Activity.objects.ungated("a test's own").filter(state="held", kind="lecture")
    assert [cell.amount for cell in board.head.cells] == [
        held.filter(starts_on__year=services.year).count(),
        Place.objects.ungated("a test's own")
        .filter(kind="station", closed_on=None)
        .exclude(state="void")
        .count(),
    ]
    assert len(board.rows) == 34
    assert {Stage.DONE, Stage.BEHIND} <= {cell.stage for row in board.rows for cell in row.cells}
