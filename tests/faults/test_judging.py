"""Five hundred judges press at the same moment: no score is lost, none counts twice, and the tally is right."""

from pathlib import Path

import pytest

from tests.support.cluster import Cluster
from tests.support.deadline import Hour
from tests.support.judging import judge_at_once
from tests.support.live import Installation
from tests.support.system import POSTGRES, missing

JUDGES = 500
pytestmark = [pytest.mark.prove, pytest.mark.timeout(0)]


def verdict(hour: Hour) -> None:
    print(
        f"\n{hour.unions} judges, {len(hour.acknowledged)} acknowledged, p95 {hour.p95:.1f} s, "
        f"{hour.clicked_twice} double clicks, {hour.cut_off} cut off; {hour.verified}"
    )
    assert hour.unexpected == []
    assert len(hour.acknowledged) == JUDGES
    assert hour.counted == {"lost": [], "doubled": [], "audited": JUDGES, "wrong": [], "tallied": JUDGES}
    assert hour.clicked_twice > JUDGES // 10
    assert hour.cut_off > JUDGES // 10
    assert "差异0处" in hour.verified


def test_five_hundred_judges_at_once(tmp_path: Path):
    verdict(judge_at_once(Installation(tmp_path / "var").prepare(), JUDGES))


@pytest.mark.skipif(bool(missing(POSTGRES)), reason=missing(POSTGRES) or "present")
def test_five_hundred_judges_at_once_on_postgresql(tmp_path: Path):
    with Cluster(durable=True) as cluster:
        made = Installation(tmp_path / "var", database_url=cluster.create("jiangong")).prepare()
        verdict(judge_at_once(made, JUDGES))
