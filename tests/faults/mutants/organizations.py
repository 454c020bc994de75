"""Deliberate defects in organizations."""

from tests.faults.mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "a cell that cannot be read hides what else is wrong with a row",
        "jiangong/domains/organizations/imports/organizations.py",
        "        elif written:\n            self._below_known",
        "        elif written and not row.failed:\n            self._below_known",
        "tests/domains/organizations/imports/test_organizations.py",
    ),
    Mutant(
        "what stands below a refused row of the file is let through",
        "jiangong/domains/organizations/imports/organizations.py",
        "        if name and row.failed:",
        "        if name and row.failed and not written:",
        "tests/domains/organizations/imports/test_organizations.py",
    ),
    Mutant(
        "a new organization may be of a kind that cannot stand within reach",
        "jiangong/domains/organizations/queries/trees.py",
        "    return [kind for kind in OrganizationKind if kind in fit]",
        "    return [kind for kind in OrganizationKind if kind not in fit or fit]",
        "tests/domains/organizations/queries/test_trees.py",
    ),
)
