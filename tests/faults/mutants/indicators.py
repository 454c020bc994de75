"""Deliberate defects in indicators."""

from tests.faults.mutants.mutant import HISTORIES, Mutant

MUTANTS = (
    Mutant(
        "what is pending is forgotten instead of folded",
        "jiangong/domains/indicators/actions/folding.py",
        "    if stale:\n        _fold(stale)\n",
        "",
        HISTORIES,
    ),
    Mutant(
        "a reader does not count in what is pending",
        "jiangong/domains/indicators/queries/figures.py",
        "        self._count_in_pending()\n",
        "",
        HISTORIES,
    ),
    Mutant(
        "a unit that moves leaves its stock behind",
        "jiangong/domains/indicators/queries/contributions.py",
        "        turns = {day for day, _, _ in events} | set(self.places.moves(organization))\n",
        "        turns = {day for day, _, _ in events}\n",
        HISTORIES,
    ),
    Mutant(
        "a total from above does not stand for what is below it",
        "jiangong/domains/indicators/queries/sources.py",
        "mode, reach = (given, reach) if is_last else (mode, level + 1)",
        "mode, reach = (given, reach) if is_last else (mode, reach)",
        HISTORIES,
    ),
    Mutant(
        "a confirmation beside the ledger is counted too",
        "jiangong/domains/indicators/queries/sources.py",
        "SourceMode.LEDGER: frozenset({FactSource.ADJUSTMENT})",
        "SourceMode.LEDGER: frozenset({FactSource.ADJUSTMENT, FactSource.TYPED})",
        HISTORIES,
    ),
    Mutant(
        "a source is changed before anybody has seen what that does",
        "jiangong/domains/indicators/views/sources.py",
        """if form.is_valid() and form.cleaned_data["agreed"] != signed(effect_of(form.rule())):""",
        """if form.is_valid() and not form.cleaned_data["unit"]:""",
        "tests/domains/reporting/test_sourcing.py",
    ),
    Mutant(
        "what a change of source is said to do is what there is already",
        "jiangong/domains/indicators/queries/sources.py",
        "            self._suppose(supposed)\n",
        "            pass\n",
        HISTORIES,
    ),
    Mutant(
        "a union that moves leaves what counted nowhere before behind",
        "jiangong/domains/indicators/queries/cells.py",
        "    stale.years.update(_years_of(moved, everything))\n",
        "",
        "tests/domains/indicators/engine/test_moving.py",
    ),
    Mutant(
        "another source is forgotten for who was in the unit only for a time",
        "jiangong/domains/indicators/queries/places.py",
        """    return {*spans_below(itself).values_list("organization_id", flat=True), *now}""",
        """    return {*now}""",
        "tests/domains/indicators/engine/test_rebuilding.py",
    ),
    Mutant(
        "another source does not count again what is counted once",
        "jiangong/domains/indicators/actions/folding.py",
        "        _count_again(indicator, years)\n    Folding",
        "        pass\n    Folding",
        HISTORIES,
    ),
    Mutant(
        "what a ledger counts once is not counted again when the ledger changes",
        "jiangong/domains/indicators/queries/cells.py",
        "set().union(*(again.get(table, ()) for table in tables))",
        "set()",
        HISTORIES,
    ),
)
