"""Deliberate defects in mentorship."""

from tests.faults.mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "a later end is printed above signatures that knew nothing of it",
        "jiangong/domains/mentorship/queries/printing.py",
        "return changes[0].earlier_end_on if changes else agreement.ends_on",
        "return agreement.ends_on",
        "tests/domains/mentorship/test_views.py",
    ),
    Mutant(
        "an apprentice is signed for by two masters at once",
        "jiangong/domains/mentorship/actions/signing.py",
        "or rules.time_refusal(agreement):\n        raise Refusal(reason)",
        'or "":\n        raise Refusal(reason)',
        "tests/domains/mentorship/test_actions.py",
    ),
    Mutant(
        "a text is signed that was changed after it was read",
        "jiangong/domains/mentorship/actions/signing.py",
        "    if contents != current.contents:\n",
        "    if False:\n",
        "tests/domains/mentorship/test_actions.py",
    ),
    Mutant(
        "an import passes over who signed since the check",
        "jiangong/domains/mentorship/imports/agreements.py",
        "            _refuse_overtaken(made)\n",
        "",
        "tests/domains/mentorship/test_imports.py",
    ),
    Mutant(
        "everybody reads everybody's agreement as their own",
        "jiangong/domains/mentorship/queries/lists.py",
        "known.filter(mine)",
        "known.all()",
        "tests/domains/mentorship/test_views.py",
    ),
)
