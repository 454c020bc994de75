"""The board: the engine's figures and nothing else, whoever looks and in whatever form."""

import random
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiangong.domains.indicators.actions.folding import fold_pending
from jiangong.domains.indicators.queries.figures import values
from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.plans.actions.dividing import divide_plan
from jiangong.domains.plans.models import Goal, Target
from jiangong.domains.statistics.choices import Stage
from jiangong.domains.statistics.queries.attention import concerns_of, explained
from jiangong.domains.statistics.queries.board import board_of, subtotal
from jiangong.domains.statistics.queries.plans import boarded_plans
from jiangong.domains.statistics.queries.printing import board_document, programme_table, sentence
from jiangong.domains.statistics.queries.rows import place_of
from jiangong.domains.statistics.queries.snapshots import board_from, snapshot_of
from jiangong.domains.statistics.queries.tiles import tile_bands
from jiangong.domains.statistics.queries.years import rows_by_goal, rows_by_unit
from jiangong.lib.dates import format_day
from tests.domains.statistics.conftest import DAY, in_force, put
from tests.factories.organizations import make_organization
from tests.factories.plans import make_indicator, make_plan


@pytest.fixture
def board(cast, plan, figures):
    return board_of(place_of(plan, cast.actor("city_officer")), DAY)


def cells(row):
    return [(cell.target, cell.amount, cell.stage) for cell in row.cells]


def test_targets_figures_and_stages(cast, board):
    assert [row.organization_id for row in board.rows] == [cast.district.pk, cast.neighbour.pk]
    district, neighbour = board.rows
    assert cells(district) == [(5, 4, Stage.NORMAL), (100, 60, Stage.SLOW)]  # 74.9 % of the time
    assert cells(neighbour) == [(5, 5, Stage.DONE), (None, 7, Stage.NONE)]
    assert cells(board.head) == [(10, 9, Stage.NORMAL), (100, 67, Stage.SLOW)]
    assert board.counts == {
        Stage.DONE: 1,
        Stage.NORMAL: 1,
        Stage.SLOW: 1,
        Stage.BEHIND: 0,
        Stage.NONE: 1,
    }


def test_what_was_not_assigned_is_on_neither_side_of_a_percentage(board):
    """The 7 of whom nobody asked any are shown, and count nowhere."""
    agreements = board.goals[1]
    together = subtotal(agreements, [row.cells[1] for row in board.rows])
    assert (together.target, together.amount, together.percent) == (100, 60, 60)
    assert board.rows[1].cells[1].percent is None


def test_a_day_earlier_knows_less(cast, plan, figures):
    earlier = board_of(place_of(plan, cast.actor("city_officer")), date(2024, 9, 29))
    assert earlier.rows[0].cells[0].amount == 3


def test_a_change_is_there_at_once(cast, plan, goals, figures):
    put(goals[0].indicator, cast.union, date(2024, 9, 1), "1")
    board = board_of(place_of(plan, cast.actor("city_officer")), DAY)
    assert board.rows[0].cells[0].amount == 5


def test_a_unit_sees_its_own_part_whatever_it_asks(cast, plan, figures):
    """Without a division of its own the unions below have figures and no targets."""
    board = board_of(place_of(plan, cast.actor("district_officer")), DAY)
    assert (board.root_id, [row.organization_id for row in board.rows]) == (cast.district.pk, [cast.union.pk])
    assert cells(board.head) == [(5, 4, Stage.NORMAL), (100, 60, Stage.SLOW)]
    assert cells(board.rows[0]) == [(None, 4, Stage.NONE), (None, 60, Stage.NONE)]
    assert place_of(plan, cast.actor("outsider")) is None


def test_a_further_division_brings_its_own_targets(cast, plan, figures):
    actor = cast.actor("district_officer")
    child = divide_plan(plan, [cast.union], actor=actor)
    goal = Goal.objects.get(program__plan=child, parent__position=1)
    Target.objects.create(
        edition=child.editions.get(), recipient=child.recipients.get(), goal=goal, value=Decimal(4)
    )
    assert cells(board_of(place_of(plan, actor), DAY).rows[0])[0][0] is None  # not issued yet
    in_force(child)
    board = board_of(place_of(plan, actor), DAY)
    assert cells(board.rows[0]) == [(4, 4, Stage.DONE), (None, 60, Stage.NONE)]
    assert board.goals[0].key == goal.parent_id
    assert [one.pk for one in boarded_plans(actor)] == [plan.pk]
    assert [one.pk for one in boarded_plans(cast.actor("union_officer"))] == [child.pk]
    below = board_of(place_of(child, cast.actor("union_officer")), DAY)
    assert (below.root_id, below.rows) == (cast.union.pk, ())
    assert cells(below.head)[0] == (4, 4, Stage.DONE)


def test_a_snapshot_is_the_same_board(board):
    assert board_from(snapshot_of(board)) == board


def test_the_printed_board_holds_the_same_figures(board):
    [table] = board_document(board).tables
    assert table.unit_note == f"数据截至{format_day(board.as_of)}", (
        "a sheet of the workbook says of which day it is"
    )
    assert table.rows[0] == ("东城区", 5, 4, 80, 100, 60, 60)
    assert table.rows[1][1:] == (5, 5, 100, None, 7, None)
    assert table.totals == ("合计", 10, 9, 90, 100, 67, 67)
    assert [column.group for column in table.columns][4] == "师带徒协议（份）"


def test_what_needs_attention_says_what_it_would_take(board):
    concerns = explained(board, concerns_of(board))
    assert [(one.is_whole, one.title) for one in concerns] == [
        (True, "师带徒协议"),
        (False, "东城区　师带徒协议"),
    ]
    assert concerns[1].why == "按时序应完成75份，差15份。8月以来没有新增，按期完成每月还需14份。"
    assert concerns[1].figures == "60/100份"
    assert concerns[1].url == (
        f"/boards/records/{board.goals[1].indicator_id}/{board.rows[0].organization_id}/?from=2024-01-01&to=2024-09-30"
    )


def test_what_needs_attention_shows_figures_cut_as_the_board_shows_them(cast, plan, figures):
    indicator = make_indicator(cast.federation, "参赛职工数", unit="万人", decimals=1)
    goal = Goal.objects.create(
        program=plan.programs.get(), indicator=indicator, position=3, total=Decimal("12.5")
    )
    Target.objects.create(
        edition=plan.editions.get(),
        recipient=plan.recipients.get(organization=cast.district),
        goal=goal,
        value=Decimal("12.5"),
    )
    put(indicator, cast.union, date(2024, 9, 1), "4.558")
    page = cast.client("city_officer").get(f"/boards/{plan.pk}/?as_of=2024-09-30").content.decode()
    board = board_of(place_of(plan, cast.actor("city_officer")), DAY)
    mine = [one for one in concerns_of(board) if one.goal.name == "参赛职工数"]
    assert [one.figures for one in mine] == ["4.5/12.5万人"] * 2
    listed = page.split('class="attn"')[1].split("</ul>")[0]
    assert "4.5/12.5万人" in listed
    assert "4.558" not in listed
    # Or whoever divides what is written finds another per cent.
    assert "都不进位；完成率按没有舍去的完成数计算" in page


def test_a_figure_of_the_document_reads_the_same_in_prose_and_table(cast, plan, goals, figures):
    lengthy = make_indicator(cast.federation, "参赛职工数", unit="万人", decimals=1)
    Goal.objects.create(program=plan.programs.get(), indicator=lengthy, position=3, total=Decimal(1000))
    put(lengthy, cast.union, date(2024, 9, 1), "1258.2459")
    board = board_of(place_of(plan, cast.actor("city_officer")), DAY)
    table = programme_table(board, "建功行动专案")
    assert [table.text(one) for one in table.totals[-3:]] == ["1,000", "1,258.2", "125%"]
    said = [sentence(goal, cell) for goal, cell in zip(board.goals, board.head.cells, strict=True)]
    assert said[-1].startswith("参赛职工数任务1,000万人，完成1,258.2万人，完成率125%")


def test_years_side_by_side(board):
    by_goal, by_unit = rows_by_goal(board), rows_by_unit(board, board.goals[1])
    assert [row.amounts[:2] for row in by_goal] == [(9, 0), (67, 40)]
    assert by_goal[1].change == Decimal("67.5")
    assert next((row.name, row.amounts[0]) for row in by_unit) == ("东城区", 60)


def test_tiles_lie_in_the_order_of_the_notice_until_they_are_placed(cast, board):
    [band] = tile_bands(board, 0)
    assert [tile.row.organization_id for tile in band.tiles] == [cast.district.pk, cast.neighbour.pk]
    assert not band.is_placed


def test_random_boards_are_what_the_engine_says(cast):
    """Any shares and any figures: every cell of the board, the export and the snapshot is the engine's value."""
    chance = random.Random(20_211_008)
    units = [
        make_organization(f"第{n}区", OrganizationKind.DISTRICT, cast.federation, position=n)
        for n in range(9)
    ]
    unions = {
        unit.pk: [make_organization(f"{unit}{n}厂", OrganizationKind.GRASSROOTS, unit) for n in range(3)]
        for unit in units
    }
    plan = make_plan(cast.actor("city_officer"), units, year=2024)
    for place in range(2, 6):
        kind = chance.choice(["sum", "latest"])
        indicator = make_indicator(cast.federation, f"指标{place}", kind=kind)
        goal = Goal.objects.create(
            program=plan.programs.get(),
            indicator=indicator,
            position=place,
            total=Decimal(chance.randint(1, 99)),
        )
        for recipient in plan.recipients.all():
            if chance.random() < 0.7:
                Target.objects.create(
                    edition=plan.editions.get(),
                    recipient=recipient,
                    goal=goal,
                    value=Decimal(chance.randint(0, 9)),
                )
        for unit in units:
            for union in unions[unit.pk]:
                day = date(2024, chance.randint(1, 12), chance.randint(1, 28))
                put(indicator, union, day, str(chance.randint(0, 5)))
    board = board_of(place_of(in_force(plan), cast.actor("city_officer")), DAY)
    shares = {
        (unit, goal): value
        for unit, goal, value in Target.objects.ungated("said a second time")
        .filter(edition__plan=plan)
        .values_list("recipient__organization_id", "goal_id", "value")
    }
    goals = {one.pk: one for one in Goal.objects.filter(program__plan=plan).select_related("indicator")}
    for place, column in enumerate(board.goals):
        span = column.span
        said = values([goals[column.key].indicator], [cast.federation.pk, *(u.pk for u in units)], [span])
        for row in (board.head, *board.rows):
            cell = row.cells[place]
            assert cell.amount == said[column.indicator_id, row.organization_id, span].amount
            if row is not board.head:
                assert cell.target == shares.get((row.organization_id, column.key))
                assert (cell.stage == Stage.NONE) == ((row.organization_id, column.key) not in shares)
    assert board_from(snapshot_of(board)) == board


def test_the_number_of_queries_does_not_grow(cast, plan, figures):
    actor = cast.actor("city_officer")
    fold_pending()
    with CaptureQueriesContext(connection) as few:
        board_of(place_of(plan, actor), DAY)
    for n in range(6):
        unit = make_organization(f"新{n}区", OrganizationKind.DISTRICT, cast.federation)
        recipient = plan.recipients.create(organization=unit, position=10 + n)
        for goal in Goal.objects.filter(program__plan=plan):
            Target.objects.create(
                edition=plan.editions.get(), recipient=recipient, goal=goal, value=Decimal(3)
            )
    for n in range(4):
        Goal.objects.create(
            program=plan.programs.get(),
            position=10 + n,
            total=Decimal(5),
            indicator=make_indicator(cast.federation, f"又一指标{n}"),
        )
    fold_pending()
    with CaptureQueriesContext(connection) as many:
        board = board_of(place_of(plan, actor), DAY)
    assert (len(board.rows), len(board.goals)) == (8, 6)
    assert len(many) <= len(few)
