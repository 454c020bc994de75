"""Deliberate defects in config."""

from tests.faults.mutants.mutant import KILL, SHORT, Mutant

MUTANTS = (
    Mutant(
        "PostgreSQL acknowledges before the log is on disk",
        "jiangong/config/env.py",
        'f"-c lock_timeout=10000',
        'f"-c synchronous_commit=off -c lock_timeout=10000',
        f"{KILL}::test_postgresql_survives_kills_of_postmaster_and_server",
        SHORT,
    ),
    Mutant(
        "a kept SQLite connection does not notice that its file was replaced",
        "jiangong/config/sqlite/base.py",
        "return self._opened == self._file()",
        "return True",
        "tests/config/test_sqlite.py::test_a_file_put_in_the_place_of_the_database_is_the_database",
    ),
    Mutant(
        "SQLite does not sync its log",
        "jiangong/config/env.py",
        "PRAGMA synchronous=FULL;",
        "PRAGMA synchronous=NORMAL;",
        "tests/faults/test_fsync.py",
    ),
    Mutant(
        "a transaction that failed keeps its turn to write",
        "jiangong/config/sqlite/base.py",
        "            super()._rollback()\n        finally:\n            self._end_turn()\n",
        "            super()._rollback()\n        finally:\n            pass\n",
        "tests/config/test_turns.py",
    ),
    Mutant(
        "a forked child has its parent's turn to write",
        "jiangong/config/sqlite/turns.py",
        "        os.register_at_fork(after_in_child=self._begin_anew)\n",
        "",
        "tests/config/test_turns.py",
    ),
    Mutant(
        "threads go on beside a thread whose turn it is",
        "jiangong/config/sqlite/turns.py",
        "            self._over.wait(left)\n",
        "            pass\n",
        "tests/config/test_turns.py",
    ),
    Mutant(
        "a long turn is waited for at every statement",
        "jiangong/config/sqlite/turns.py",
        "since + YOUNG - time.monotonic()",
        "YOUNG",
        "tests/config/test_turns.py",
    ),
)
