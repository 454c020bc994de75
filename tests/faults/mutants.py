"""Deliberate defects: each fault test must fail on its own, or it proves nothing."""

import shutil
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("jiangong", "tests", "manage.py", "pyproject.toml")


@dataclass(frozen=True)
class Mutant:
    """``before`` in ``file`` becomes ``after``; ``test`` must then fail."""

    name: str
    file: str
    before: str
    after: str
    test: str
    environment: tuple[tuple[str, str], ...] = ()

    def plant(self, place: Path) -> Path:
        """A copy of the product with the defect in it."""
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, place / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy2(source, place / name)
        target = place / self.file
        text = target.read_text(encoding="utf-8")
        if text.count(self.before) != 1:
            raise LookupError(f"{self.name}: the place to change is not there exactly once in {self.file}")
        target.write_text(text.replace(self.before, self.after), encoding="utf-8")
        return place


KILL = "tests/faults/test_kill.py"
SHORT = (("KILLS", "15"),)

MUTANTS = (
    Mutant(
        "a retry counts as a new command",
        "jiangong/kit/commands/running.py",
        "receipt = CommandReceipt(user_id=actor.user_id, key=key, digest=digest_of(contents))",
        'receipt = CommandReceipt(user_id=actor.user_id, key=__import__("uuid").uuid4().hex, digest="")',
        f"{KILL}::test_sqlite_survives_kills_of_the_server",
        SHORT,
    ),
    Mutant(
        "PostgreSQL acknowledges before the log is on disk",
        "jiangong/config/env.py",
        'f"-c lock_timeout=10000',
        'f"-c synchronous_commit=off -c lock_timeout=10000',
        f"{KILL}::test_postgresql_survives_kills_of_postmaster_and_server",
        SHORT,
    ),
    Mutant(
        "SQLite does not sync its log",
        "jiangong/config/env.py",
        "PRAGMA synchronous=FULL;",
        "PRAGMA synchronous=NORMAL;",
        "tests/faults/test_fsync.py",
    ),
    Mutant(
        "a transition forgets the version it read",
        "jiangong/kit/workflow/machine.py",
        ', "version": version}',
        "}",
        "tests/kit/workflow",
    ),
    Mutant(
        "a page reads without the gate",
        "jiangong/kit/pages/base.py",
        "return self.model.objects.visible_to(self.actor)",
        'return self.model.objects.ungated("mutant")',
        "tests/conformance/test_authorization.py",
    ),
    Mutant(
        "audit rows are not signed with a key",
        "jiangong/kit/audit/recording.py",
        "return row_mac(audit_key(), ",
        'return row_mac(b"", ',
        "tests/kit/audit",
    ),
    Mutant(
        "sealed values are not bound to their row",
        "jiangong/lib/sealing.py",
        "encrypt(nonce, text.encode(), context.encode())",
        'encrypt(nonce, text.encode(), b"")',
        "tests/lib/test_sealing.py",
    ),
    Mutant(
        "a spreadsheet cell may begin with =",
        "jiangong/lib/workbooks/writing.py",
        "writer.writerow([neutralize(written(value)) for value in row])",
        "writer.writerow([written(value) for value in row])",
        "tests/lib/test_workbooks_writing.py",
    ),
    Mutant(
        "uploads are not pre-scanned",
        "jiangong/lib/workbooks/reading.py",
        "    prescan(path, limits=limits, name=name)\n",
        "",
        "tests/lib/test_workbooks_hostile.py",
    ),
    Mutant(
        "an unknown account is refused without hashing",
        "jiangong/domains/accounts/actions/sign_in.py",
        "        make_password(password)\n",
        "",
        "tests/domains/accounts/views/test_signing_in.py",
    ),
    Mutant(
        "a picture is stored as it was taken",
        "jiangong/kit/attachments/receiving.py",
        "return _received(target, f",
        "return _received(source, f",
        "tests/kit/attachments/test_receiving.py",
    ),
    Mutant(
        "a cut-off audit trail goes unnoticed",
        "jiangong/kit/audit/verifying.py",
        "    anchors.close()\n    return result",
        "    return result",
        "tests/kit/audit",
    ),
    Mutant(
        "cells overwrite what their editor has not seen",
        "jiangong/domains/plans/actions/allocating.py",
        "    _require_unseen_changes(grid, wanted)\n",
        "",
        "tests/domains/plans/actions/test_allocating.py",
    ),
    Mutant(
        "an editor writes into a version that took effect meanwhile",
        "jiangong/domains/plans/actions/allocating.py",
        "    edition = _held(edition)\n",
        "",
        "tests/domains/plans/actions/test_allocating.py",
    ),
    Mutant(
        "two approvals of one version both go through",
        "jiangong/kit/workflow/machine.py",
        "        if not changed:\n",
        "        if changed is None:\n",
        "tests/domains/plans/actions/test_editions.py",
    ),
    Mutant(
        "a signature outlives a change of the unit's shares",
        "jiangong/domains/plans/queries/editions.py",
        "receipt.edition.number >= owed.get(recipient, 1)",
        "receipt.edition.number >= 1",
        "tests/domains/plans/queries/test_editions.py",
    ),
    Mutant(
        "a unit reads the shares of all others in the sheet",
        "jiangong/domains/plans/views/grid.py",
        "        if keys is None:\n",
        "        if keys is not False:\n",
        "tests/domains/plans/views/test_grid.py",
    ),
    Mutant(
        "a proposal loses what is left over by rounding",
        "jiangong/lib/amounts.py",
        "    for key in order[:left]:\n",
        "    for key in order[:0]:\n",
        "tests/domains/plans/queries/test_proposals.py",
    ),
    Mutant(
        "the sheet lets unsaved edits go without asking",
        "jiangong/kit/ui/static/ui/js/sheet/index.js",
        "if (contents.isUnsaved) event.preventDefault();",
        "",
        "tests/e2e/test_grid.py::test_without_a_network_edits_stay_and_are_saved_when_it_is_back",
    ),
    Mutant(
        "the sheet adds with floating point",
        "jiangong/kit/ui/static/ui/js/sheet/amounts.js",
        "values.reduce((sum, value) => sum + (value ?? 0n), 0n)",
        "BigInt(Math.round(values.reduce((sum, value) => sum + Number(value ?? 0n) * 1.00001, 0)))",
        "tests/e2e/test_grid.py::test_exact_tenths_add_up_exactly",
    ),
)
