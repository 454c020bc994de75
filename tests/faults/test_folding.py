"""kill -9 of who folds: afterwards every kept sum is what ledgers and facts say, counted anew.

``FOLD_KILLS`` sets how many: a sample by default, 50 under ``make prove``.
"""

import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.cluster import Cluster
from tests.support.live import Installation
from tests.support.system import POSTGRES, missing

KILLS = int(os.environ.get("FOLD_KILLS", "3"))
COMPARED = re.compile(r"核对了[\d,]+行、([\d,]+)格汇总（待汇总([\d,]+)处已计入），差异0处")
pytestmark = pytest.mark.timeout(3600)


def run(installation: Installation, act: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.figures", act],
        env=installation.environment,
        cwd=installation.code,
        stdout=subprocess.PIPE,
        text=True,
    )


def verified(installation: Installation) -> tuple[int, int]:
    """How many cells agree, and how many changes were still pending."""
    done = installation.command("summary", "verify")
    assert done.returncode == 0, done.stdout + done.stderr
    found = COMPARED.search(done.stdout)
    assert found, done.stdout
    cells, pending = (int(number.replace(",", "")) for number in found.groups())
    return cells, pending


def endure(installation: Installation) -> None:
    writer = run(installation, "write")
    survived = 0
    try:
        for _ in range(KILLS):
            with run(installation, "fold") as folder:
                assert folder.stdout.readline(), "who folds never began"
                time.sleep(random.random())
                assert folder.poll() is None, "who folds ended by itself"
                folder.send_signal(signal.SIGKILL)
            survived += 1
        assert writer.poll() is None, "who writes ended by itself"
    finally:
        writer.kill()
        writer.communicate()
    cells, pending = verified(installation)
    assert cells > 100
    installation.command("summary", "fold")
    assert verified(installation)[1] == 0
    print(
        f"\n{survived} kills of who folds, {cells:,} cells compared ({pending:,} places pending), 0 differences"
    )


def test_kept_sums_survive_kills_of_who_folds(tmp_path: Path):
    endure(Installation(tmp_path / "var").prepare())


@pytest.mark.prove
@pytest.mark.skipif(bool(missing(POSTGRES)), reason=missing(POSTGRES) or "present")
def test_kept_sums_survive_kills_of_who_folds_on_postgresql(tmp_path: Path):
    with Cluster(durable=True) as cluster:
        endure(Installation(tmp_path / "var", database_url=cluster.create("jiangong")).prepare())
