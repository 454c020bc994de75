"""A unit's own program reads its sheet and reports."""

import json
import uuid
from datetime import date

from django.test import Client

from jiangong.domains.reporting.choices import ReportState
from jiangong.kit.rest.tokens import issue_token
from tests.factories.reporting import enter, report_of


def test_a_program_reads_the_lines_and_reports_once(book):
    enter(book.cast.district)
    scopes = ("reporting.view", "reporting.fill")
    _, secret = issue_token(name="程序", scopes=scopes, expires_on=date(2099, 1, 1), actor=book.district)
    client, head = Client(), {"authorization": f"Bearer {secret}"}
    pk = report_of(book.window, book.cast.district).pk
    read = client.get(f"/api/v1/reports/{pk}", headers=head)
    assert [one["known"] for one in read.json()["lines"]] == [None, "1"]
    sent = {"figures": json.dumps([{"goal_id": str(book.typed.pk), "stated": "7"}])}
    headers = {**head, "if-match": read.headers["etag"], "idempotency-key": str(uuid.uuid4())}
    for _ in range(2):
        answer = client.post(
            f"/api/v1/reports/{pk}/submit", sent, content_type="application/json", headers=headers
        )
        assert (answer.status_code, answer.json()["state"]) == (200, "submitted")
    report = report_of(book.window, book.cast.district)
    assert report.state == ReportState.SUBMITTED
    assert [one.stated for one in report.entries.all()] == [7, 1]


def test_what_is_missing_is_named(book):
    scopes = ("reporting.view", "reporting.fill")
    _, secret = issue_token(name="程序", scopes=scopes, expires_on=date(2099, 1, 1), actor=book.district)
    pk = report_of(book.window, book.cast.district).pk
    headers = {"authorization": f"Bearer {secret}", "if-match": '"0"', "idempotency-key": str(uuid.uuid4())}
    answer = Client().post(
        f"/api/v1/reports/{pk}/submit", {"figures": "[]"}, content_type="application/json", headers=headers
    )
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"field": f"stated-{book.typed.pk}", "detail": f"请填写“{book.typed}”。"}
    ]
