"""Deliberate defects in rural."""

from tests.faults.mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "a person counts twice after two entries became one",
        "jiangong/domains/rural/receivers.py",
        "    fold_participations(keep, drop, actor=actor)",
        "    pass",
        "tests/domains/rural/test_actions.py",
    ),
    Mutant(
        "void money is counted",
        "jiangong/domains/rural/measures.py",
        "counts=STANDING & Q(source=Source.UNION)",
        "counts=Q(source=Source.UNION)",
        "tests/domains/rural/test_measures.py",
    ),
)
