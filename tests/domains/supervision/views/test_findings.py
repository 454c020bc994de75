"""Findings as they are shown."""

import pytest

from tests.factories.supervision import (
    late,
    make_finding,
)
from tests.support.inspection_pages import TODAY, at, text
from tests.support.posting import submit

pytestmark = pytest.mark.django_db


def test_late_findings_are_told_on_the_list_and_the_page(cast, city, desk, inspector):
    finding = late(make_finding(city, cast.district, inspector), 4)
    assert "逾期4天" in text(desk, at("finding_list"), view="late")
    page, own = (
        text(desk, finding.get_absolute_url()),
        text(cast.client("district_officer"), finding.get_absolute_url()),
    )
    assert "整改已逾期4天" in page
    assert ("代为答复" in page, "答复整改" in page.split("经过")[0]) == (True, False)
    assert ("代为答复" in own, "答复整改" in own) == (False, True)
    submit(
        desk,
        at("finding_postpone", finding.pk),
        due_on=f"{TODAY.year + 1}-01-31",
        reason="材料在途",
        version="0",
    )
    assert "逾期" not in text(desk, finding.get_absolute_url()).split("经过")[0]
