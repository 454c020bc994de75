"""The board with what inspectors found: marked, judged on its own day, never in the totals."""

import io
from datetime import date
from decimal import Decimal

import pytest
from docx import Document as Docx

from jiangong.domains.statistics.queries.board import board_of, verified_board
from jiangong.domains.statistics.queries.rows import whole_place
from jiangong.domains.supervision.choices import VisitState
from jiangong.domains.supervision.models import FigureCheck, InspectionPlan, Visit
from tests.domains.statistics.conftest import DAY


@pytest.fixture
def visit(cast, plan, goals, figures) -> Visit:
    """On 30 June inspectors found 40 agreements where 50 had been reported."""
    round_ = InspectionPlan.objects.create(
        organization=cast.federation,
        title="半年督导",
        year=2024,
        purpose="核实",
        basis="纪要",
        plan=plan,
        starts_on=date(2024, 6, 1),
        ends_on=date(2024, 7, 31),
        unit_count=1,
    )
    made = Visit.objects.create(
        organization=cast.district,
        plan=round_,
        year=2024,
        appointed_for="数据异常",
        state=VisitState.DONE,
        visited_on=date(2024, 6, 30),
    )
    FigureCheck.objects.create(
        visit=made,
        indicator=goals[1].indicator,
        position=1,
        starts_on=date(2024, 1, 1),
        ends_on=date(2024, 6, 30),
        target=100,
        reported=50,
        reported_at=made.created_at,
        verified=40,
        explanation="10份没有签字",
    )
    return made


def test_a_verified_cell_stands_beside_the_reported_one(cast, plan, goals, visit):
    board = board_of(whole_place(plan), DAY)
    shown = verified_board(board)
    place = next(n for n, row in enumerate(board.rows) if row.organization_id == cast.district.pk)
    before, after = board.rows[place].cells[1], shown.rows[place].cells[1]
    assert (before.amount, before.verified) == (Decimal(60), None)
    assert (after.amount, after.reported, after.verified.reported) == (Decimal(40), Decimal(60), Decimal(50))
    assert (after.verified.ends_on, after.verified.visit_id) == (date(2024, 6, 30), visit.pk)
    # 40 of 100 on 30 June is 80.4 % of the time gone; on 30 September it would be far behind.
    assert (after.stage, after.word) == ("warn", "略滞后")
    assert shown.head == board.head
    assert [row.cells[0] for row in shown.rows] == [row.cells[0] for row in board.rows]
    assert (board.verified_count, shown.verified_count) == (0, 1)


def test_what_was_found_later_is_not_shown_earlier(plan, visit):
    assert verified_board(board_of(whole_place(plan), date(2024, 6, 29))).verified_count == 0


def test_a_visit_that_is_not_over_shows_nothing(plan, visit):
    Visit.objects.ungated("test").update(state=VisitState.ONGOING)
    assert verified_board(board_of(whole_place(plan), DAY)).verified_count == 0


def test_the_page_switches_between_both_and_marks_what_was_verified(cast, plan, visit):
    client, address = cast.client("city_officer"), f"/boards/{plan.pk}/"
    page = client.get(address, {"as_of": "2024-09-30"}).content.decode()
    assert "figures=verified" in page
    assert 'class="verified"' not in page
    page = client.get(address, {"as_of": "2024-09-30", "figures": "verified"}).content.decode()
    assert f'href="{visit.get_absolute_url()}"' in page
    assert '<em class="verified">核</em>40<i>/100</i>' in page
    assert "2024-06-30核实，当时上报50，现在上报60" in page
    assert "标“核”的1格是督导检查的核实数" in page


def test_the_file_says_which_figures_were_verified(cast, plan, visit):
    asked = {"as": "docx", "as_of": "2024-09-30", "figures": "verified"}
    answer = cast.client("city_officer").get(f"/boards/{plan.pk}/export/", asked)
    assert answer.status_code == 200
    words = "\n".join(one.text for one in Docx(io.BytesIO(answer.content)).paragraphs)
    assert "东城区师带徒协议40份（2024年6月30日核实，当时上报50）" in words
