"""What sending a sheet costs in statements, and that its compiled reads answer as their querysets do."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiangong.domains.indicators.actions.folding import fold_everything
from jiangong.domains.plans.models import Goal
from jiangong.domains.reporting.choices import CountsFrom, ReportState
from jiangong.kit.access.compiled import compiled_reads
from tests.factories.reporting import make_running, make_window, report_of
from tests.support.comparing import compare_reads, reads_of
from tests.support.posting import submit

# Who asks 2, the sheet 1, its lines 5, and in the transaction 8; PostgreSQL also locks what stands above.
STATEMENTS = {"sqlite": 16, "postgresql": 17}


@pytest.fixture
def sheet(cast):
    """An officer of a unit with nobody below, about to send what counts at once; every sum is up to date."""
    plan = make_running(cast.actor("city_officer"), [cast.union], share=100)
    window = make_window(plan, 3, counts_from=CountsFrom.SUBMITTED)
    report = report_of(window, cast.union)
    fold_everything()
    return cast.client("union_officer"), report, fields(plan.programs.get().goals.get())


def fields(goal: Goal) -> dict[str, str]:
    return {f"stated-{goal.pk}": "7", "note": "", "act": "submit"}


def test_a_sheet_is_sent_in_few_statements(sheet):
    client, report, said = sheet
    url = f"/reports/{report.pk}/fill/"
    with CaptureQueriesContext(connection) as asked:
        answer = submit(client, url, command_key=str(uuid.uuid4()), **said)
    report.refresh_from_db()
    assert (answer.status_code, report.state) == (302, ReportState.SUBMITTED)
    told = [one["sql"][:90] for one in asked if "SAVEPOINT" not in one["sql"]]
    assert len(told) == STATEMENTS[connection.vendor], "\n".join(told)


def test_compiled_reads_answer_as_their_querysets(sheet, monkeypatch):
    client, report, said = sheet
    url = f"/reports/{report.pk}/fill/"
    asked = compare_reads(monkeypatch)
    client.get(url)
    for _ in range(2):
        assert submit(client, url, command_key=str(uuid.uuid4()), **said).status_code == 302
        submit(client, f"/reports/{report.pk}/withdraw/", command_key=str(uuid.uuid4()))
    # Those of assessments are asked in a test of their own; whoever adds one elsewhere asks it there.
    elsewhere = reads_of("assessments")
    assert {one.__name__ for one in compiled_reads()} - elsewhere <= asked
