"""Deliberate defects in accounts."""

from tests.faults.mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "an unknown account is refused without hashing",
        "jiangong/domains/accounts/actions/sign_in.py",
        "        make_password(password)\n",
        "",
        "tests/domains/accounts/views/test_signing_in.py",
    ),
    Mutant(
        "a page goes wherever a form says",
        "jiangong/domains/accounts/views/signing_in.py",
        'wanted.startswith("/") and ',
        "",
        "tests/faults/test_fuzz.py",
        (("FUZZ_REQUESTS", "2000"),),
    ),
)
