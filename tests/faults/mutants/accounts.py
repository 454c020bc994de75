"""Deliberate defects in accounts."""

from tests.faults.mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        "the user that comes with a session need not prove to be theirs",
        "jiangong/domains/accounts/middleware.py",
        'and constant_time_compare(session.get(HASH_SESSION_KEY, ""), holder.get_session_auth_hash())',
        "and holder.get_session_auth_hash()",
        "tests/domains/accounts/test_middleware.py",
    ),
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
