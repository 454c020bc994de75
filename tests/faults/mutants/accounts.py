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
    Mutant(
        "a handover takes along what belongs to another post of the same person",
        "jiangong/domains/accounts/actions/handover.py",
        "        return self.rows().filter(place, **{self.column: appointment.user_id})",
        "        return self.rows().filter(~place | place, **{self.column: appointment.user_id})",
        "tests/conformance/test_handover.py",
    ),
    Mutant(
        "notices read and not yet made a plan stay with whoever left",
        "jiangong/domains/plans/receivers/handing_over.py",
        'register_open_work("识读的文件", OpenWork(open_readings, "reader"))\n',
        "",
        "tests/conformance/test_handover.py",
    ),
)
