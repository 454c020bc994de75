"""The deadline hour: every union submits, four in ten at the very end; nothing is lost, nothing is there twice.

``UNIONS`` says how many: a sample by default, 15,583 under ``make prove``; ``HOUR`` how many seconds the hour takes.
"""

import os
import re
from pathlib import Path

import pytest

from tests.support.cluster import Cluster
from tests.support.deadline import Hour, live_through, sentences
from tests.support.live import Installation
from tests.support.sheets import FIGURES
from tests.support.system import POSTGRES, missing

UNIONS = int(os.environ.get("UNIONS", "40"))
HOUR = float(os.environ.get("HOUR", str(max(15.0, UNIONS / 8))))
COMPARED = re.compile(r"核对了([\d,]+)行、[\d,]+格汇总（待汇总[\d,]+处已计入），差异0处")
pytestmark = pytest.mark.timeout(0)


def verdict(hour: Hour) -> None:
    print("\n" + "\n".join(sentences(hour)))
    assert hour.unexpected == []
    assert len(hour.acknowledged) == hour.unions
    assert hour.counted["lost"] == []
    assert hour.counted["doubled"] == []
    assert hour.counted["audited"] == hour.unions
    assert hour.counted["facts"] == hour.unions * FIGURES
    assert hour.clicked_twice > 0
    assert hour.cut_off > 0
    assert hour.endorsed > 0
    assert hour.imported > 0
    found = COMPARED.search(hour.verified)
    assert found, hour.verified
    assert int(found[1].replace(",", "")) > hour.unions * FIGURES


def test_the_deadline_hour_loses_nothing(tmp_path: Path):
    verdict(live_through(Installation(tmp_path / "var").prepare(), UNIONS, HOUR))


@pytest.mark.prove
@pytest.mark.skipif(bool(missing(POSTGRES)), reason=missing(POSTGRES) or "present")
def test_the_deadline_hour_loses_nothing_on_postgresql(tmp_path: Path):
    with Cluster(durable=True) as cluster:
        made = Installation(tmp_path / "var", database_url=cluster.create("jiangong")).prepare()
        verdict(live_through(made, UNIONS, HOUR))
