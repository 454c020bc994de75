"""Deliberate defects in competitions."""

from tests.faults.mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "the same enterprise enrols twice in one competition",
        "jiangong/domains/competitions/queries/enrolments.py",
        "return alike.filter(same).exclude(pk=enrolment.pk)",
        "return alike.filter(same, pk=0).exclude(pk=enrolment.pk)",
        "tests/domains/competitions/test_actions.py",
    ),
    Mutant(
        "a union confirms what it enrolled itself",
        "jiangong/domains/competitions/rules.py",
        "if own and home is not None and home.parent_id is not None:",
        "if own and home is None:",
        "tests/domains/competitions/test_actions.py",
    ),
    Mutant(
        "withdrawn and unconfirmed enrolments count",
        "jiangong/domains/competitions/measures.py",
        "CONFIRMED = Q(state=EnrolmentState.CONFIRMED)",
        "CONFIRMED = Q()",
        "tests/domains/competitions/test_measures.py",
    ),
    Mutant(
        "a competition whose days are over is still entered",
        "jiangong/domains/competitions/actions/enrolments.py",
        "if reason := rules.enrolling_refusal(competition, actor):",
        "if reason := rules.enrolling_refusal(competition, actor) and '':",
        "tests/domains/competitions/test_actions.py",
    ),
)
