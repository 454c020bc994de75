"""Cells of the register."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jiangong.domains.documents.choices import DocumentState
from jiangong.domains.documents.models import Document
from jiangong.domains.documents.tables import DocumentTable, export_due, show_due, show_people, show_urgency
from tests.factories.documents import make_document, make_instructed, make_proposed


@pytest.mark.parametrize(
    ("days", "state", "sub", "tone"),
    [
        (1, DocumentState.INSTRUCTED, "", ""),
        (0, DocumentState.INSTRUCTED, "今天到期", "warn"),
        (-3, DocumentState.INSTRUCTED, "逾期3天", "crit"),
        (-3, DocumentState.COMPLETED, "", ""),
        (-3, DocumentState.VOID, "", ""),
    ],
)
def test_due_date_says_how_late_open_work_is(days, state, sub, tone):
    due = timezone.localdate() + timedelta(days=days)
    cell = show_due(due, state)
    assert (cell.text, cell.sub, cell.tone) == (due.isoformat(), sub, tone)


def test_no_due_date_is_a_dash_on_the_screen_and_empty_in_a_file():
    assert (show_due(None, "registered").text, export_due(None, "registered")) == ("—", "")


def test_urgency_has_a_tone_only_when_urgent():
    assert [(cell.text, cell.tone) for cell in map(show_urgency, ("normal", "urgent", "most_urgent"))] == [
        ("平件", ""),
        ("加急", "warn"),
        ("特急", "crit"),
    ]


@pytest.mark.parametrize(
    ("state", "shown"), [("registered", "甲"), ("proposed", "乙"), ("instructed", "丙"), ("void", "—")]
)
def test_whose_turn_follows_the_state(state, shown):
    assert show_people("甲", "乙", "丙", state) == shown


@pytest.mark.parametrize(
    ("parameters", "titles"),
    [
        ({"view": "open"}, {"拟办中", "批示中", "承办中"}),
        ({"view": "mine"}, {"拟办中"}),
        ({"view": "overdue"}, {"承办中"}),
        ({"state": "proposed"}, {"批示中"}),
        ({"direction": "outgoing"}, set()),
        ({"q": "承办"}, {"承办中"}),
        ({"issued_on_from": "2026-02-30"}, {"拟办中", "批示中", "承办中"}),
        ({"state": "nonsense", "view": "nonsense", "sort": "nonsense"}, {"拟办中", "批示中", "承办中"}),
    ],
)
def test_filters_and_tabs_narrow_the_register(cast, parameters, titles):
    officer, leader = cast.actor("city_officer"), cast.actor("city_leader")
    make_document(officer, title="拟办中", body=False)
    make_proposed(officer, leader.user, title="批示中")
    late = timezone.localdate() - timedelta(days=1)
    make_instructed(officer, leader, cast.users["district_officer"], title="承办中", due_on=late)
    table = DocumentTable(Document.objects.visible_to(officer), parameters, officer)
    assert {row.cells[0].text for row in table.rows} == titles
