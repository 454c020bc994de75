"""The demo's plan takes its figures from the ledgers there are; its circulars say what the board says."""

from jiangong.domains.indicators.choices import SourceMode
from jiangong.domains.indicators.measures import find_measure
from jiangong.domains.indicators.models import Indicator
from jiangong.domains.statistics.models import Circular, TilePlace
from jiangong.domains.statistics.queries.circulars import changes_since, is_intact
from jiangong.domains.statistics.queries.rows import BANDS
from jiangong.domains.statistics.queries.snapshots import board_from
from jiangong.domains.statistics.queries.tiles import tile_bands
from jiangong.kit.access.actor import system_actor
from jiangong.portal.demo import load_demo
from jiangong.portal.demo.indicators import LEDGERS


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
