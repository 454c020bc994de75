"""Deliberate defects in people."""

from tests.faults.mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "an identity number that comes twice in a file is let through",
        "jiangong/domains/people/imports.py",
        "        if first != row.number:",
        "        if first > row.number:",
        "tests/domains/people/test_imports.py",
    ),
    Mutant(
        "a number alone tells who it belongs to",
        "jiangong/domains/people/queries/meaning.py",
        "if person == name}",
        "if person}",
        "tests/domains/people/queries/test_meaning.py",
    ),
)
