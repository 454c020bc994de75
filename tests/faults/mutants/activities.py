"""Deliberate defects in activities."""

from tests.faults.mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "an activity is held before it is over",
        "jiangong/domains/activities/rules.py",
        "    if activity.last_on > timezone.localdate():\n",
        "    if False:\n",
        "tests/domains/activities/test_actions.py",
    ),
    Mutant(
        "what was planned or called off counts as held",
        "jiangong/domains/activities/measures.py",
        "HELD = Q(state=ActivityState.HELD)",
        "HELD = Q(starts_on__isnull=False)",
        "tests/domains/activities/test_measures.py",
    ),
)
