"""Deliberate defects in statistics."""

from tests.faults.mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "the board keeps quiet about figures corrected after a circular was issued",
        "jiangong/domains/statistics/views/boards.py",
        "changed = len(changes_between(board_from(told.figures), self.board))",
        "changed = 0",
        "tests/domains/statistics/views/test_circulars.py",
    ),
    Mutant(
        "a percentage of several units counts those that were asked nothing",
        "jiangong/domains/statistics/queries/board.py",
        "    assigned = [one for one in cells if one.is_assigned]\n",
        "    assigned = list(cells)\n",
        "tests/domains/statistics/queries/test_board.py",
    ),
    Mutant(
        "nothing assigned is taken for a target of 0",
        "jiangong/domains/statistics/queries/pace.py",
        "        if target is None or amount is None:\n            return Stage.NONE\n",
        "        target, amount = target or Decimal(0), amount or Decimal(0)\n",
        "tests/domains/statistics/queries",
    ),
    Mutant(
        "a circular is printed from the figures of today",
        "jiangong/domains/statistics/queries/printing.py",
        "    board, plan = board_from(circular.figures), circular.plan\n",
        "    from jiangong.domains.statistics.queries.circulars import fresh_board\n\n"
        "    board, plan = fresh_board(circular.plan, circular.as_of), circular.plan\n",
        "tests/domains/statistics/test_actions.py",
    ),
    Mutant(
        "an issued circular is worded anew",
        "jiangong/domains/statistics/queries/printing.py",
        "    if circular.paper is not None:\n",
        "    if False:\n",
        "tests/domains/statistics/test_actions.py",
    ),
    Mutant(
        "a renamed union looks as if its figures had been corrected",
        "jiangong/domains/statistics/queries/snapshots.py",
        "(row.organization_id or row.name, row.name, goal, cell)",
        "(row.name, row.name, goal, cell)",
        "tests/domains/statistics/test_actions.py",
    ),
    Mutant(
        "a stale circular is issued",
        "jiangong/domains/statistics/rules.py",
        "    changes = changes_since(circular)\n",
        "    changes = changes_since(circular)[:0]\n",
        "tests/domains/statistics/test_actions.py",
    ),
    Mutant(
        "an old verified figure is judged by the time elapsed today",
        "jiangong/domains/statistics/queries/board.py",
        "cell = replace(cell_of(there, cell.target, one.amount), verified=one, reported=cell.amount)",
        "cell = replace(cell_of(goal, cell.target, one.amount), verified=one, reported=cell.amount)",
        "tests/domains/statistics/views/test_verified.py",
    ),
)
