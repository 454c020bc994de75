"""Deliberate defects in titles."""

from tests.faults.mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "a title revoked later counts beside the one that stands",
        "jiangong/domains/titles/actions/counting.py",
        "        if held is None or revoked_on <= held[4]:\n            found.add(pk)\n            free_from = revoked_on",
        "        found.add(pk)\n        free_from = revoked_on",
        "tests/domains/titles/test_actions.py",
    ),
    Mutant(
        "two clerks enter one title twice",
        "jiangong/domains/titles/migrations/0001_initial.py",
        "fields=('person', 'title', 'year')",
        "fields=('person', 'title', 'year', 'given_on', 'id')",
        "tests/domains/titles/test_actions.py",
    ),
)
