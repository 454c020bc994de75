"""What handing a score in costs in statements, and that its compiled reads answer as their querysets do."""

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiangong.domains.assessments.choices import SheetState
from jiangong.domains.assessments.models import Sheet
from tests.factories.assessments import items_of, make_judging, make_rubric, subjects_of
from tests.support.comparing import compare_reads, reads_of
from tests.support.posting import submit

pytestmark = pytest.mark.database
# Who asks 2, the sheet 1, its lines 2, and in the transaction 4.
STATEMENTS = 9


@pytest.fixture
def sheets(cast):
    """Two sheets of one judge, whose browser is signed in, and what they say."""
    rubric = make_rubric(cast.federation)
    one = make_judging(cast.actor("city_officer"), rubric, cast.district, cast.neighbour)
    judge = one.judges.select_related("user").order_by("pk").first()
    client = Client()
    client.force_login(judge.user)
    rows = Sheet.objects.ungated("test").filter(judge=judge, subject__in=subjects_of(one)).order_by("pk")
    return client, list(rows), {f"p{item.pk}": "1" for item in items_of(rubric)}


def test_a_score_is_handed_in_in_few_statements(sheets):
    client, (sheet, _), said = sheets
    with CaptureQueriesContext(connection) as asked:
        answer = submit(
            client, f"/assessments/sheets/{sheet.pk}/score/", command_key=str(uuid.uuid4()), **said
        )
    sheet.refresh_from_db()
    assert (answer.status_code, sheet.state) == (302, SheetState.SUBMITTED)
    told = [one["sql"][:90] for one in asked if "SAVEPOINT" not in one["sql"]]
    assert len(told) == STATEMENTS, "\n".join(told)


def test_compiled_reads_answer_as_their_querysets(sheets, monkeypatch):
    client, rows, said = sheets
    asked = compare_reads(monkeypatch)
    for sheet in rows:
        assert client.get(f"/assessments/sheets/{sheet.pk}/score/").status_code == 200
        answer = submit(client, f"/assessments/sheets/{sheet.pk}/score/", **said)
        assert answer.status_code == 302
    assert reads_of("assessments")
    assert reads_of("assessments") <= asked


def test_a_strangers_sheet_is_not_there(cast, sheets):
    _, (sheet, _), said = sheets
    answer = submit(cast.client("judge"), f"/assessments/sheets/{sheet.pk}/score/", **said)
    sheet.refresh_from_db()
    assert (answer.status_code, sheet.state) == (404, SheetState.ASSIGNED)
