"""Reports for other systems: what was stated and known, and a unit's own program that reports."""

import json
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from jiangong.domains.reporting.actions.filling import Filling, Statement, Unfinished, submit_report
from jiangong.domains.reporting.models import RELATED, Report
from jiangong.domains.reporting.queries.lines import Line, lines_for
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.acting import ActingForm
from jiangong.kit.rest.api import ERRORS, requires
from jiangong.kit.rest.bodies import Invalid
from jiangong.kit.rest.cursors import PageOf, SliceQuery, one_or_404, take
from jiangong.kit.rest.writing import Resource, Step, etag
from jiangong.lib.amounts import plain

router = Router(tags=["填报"])
WRONG = '请写成[{"goal_id": "12", "stated": "7.5", "explanation": ""}]这样的数组。'
MOST_LINES = 500


class ReportOut(Schema):
    """One report's facts."""

    id: str
    window: str
    plan_id: str
    organization_id: str
    starts_on: date
    ends_on: date
    due_on: date
    state: str
    submitted_at: datetime | None
    is_late: bool
    on_behalf: bool
    doubts: int
    version: int


class LineOut(Schema):
    """One line; figures are decimal strings, null is not stated or not known."""

    goal_id: str
    indicator: str
    unit: str
    mode: str
    target: str
    known: str | None
    known_when_stated: str | None
    stated: str | None
    total: str | None
    explanation: str
    findings: list[str]


class ReportDetailOut(ReportOut):
    """A report with its lines."""

    note: str
    lines: list[LineOut]


def show(report: Report) -> dict[str, Any]:
    window = report.window
    return {
        "id": str(report.pk),
        "window": window.label,
        "plan_id": str(window.plan_id),
        "organization_id": str(report.organization_id),
        "starts_on": window.starts_on,
        "ends_on": window.ends_on,
        "due_on": window.due_on,
        "state": report.state,
        "submitted_at": report.submitted_at,
        "is_late": report.is_late,
        "on_behalf": report.on_behalf,
        "doubts": report.doubts,
        "version": report.version,
    }


def show_line(line: Line) -> dict[str, Any]:
    entry = line.entry
    return {
        "goal_id": str(line.key),
        "indicator": line.indicator.name,
        "unit": line.indicator.unit,
        "mode": line.mode,
        "target": plain(line.target),
        "known": _text(line.known),
        "known_when_stated": _text(entry.known) if entry else None,
        "stated": _text(line.stated),
        "total": _text(line.total),
        "explanation": line.explanation,
        "findings": [text for _, text in entry.doubts] if entry else [],
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


@router.get("", response={200: PageOf[ReportOut], **ERRORS}, summary="上报表列表")
@requires("reporting.view")
def list_reports(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
    """Every report in the token's reach, oldest first."""
    rows = Report.objects.visible_to(request.actor).filter(window__opened_at__isnull=False)
    return take(rows.select_related("window"), wanted, show)


@router.get("/{pk}", response={200: ReportDetailOut, **ERRORS}, summary="一份上报表")
@requires("reporting.view")
def read_report(request: HttpRequest, response: HttpResponse, pk: str) -> dict[str, Any]:
    """One report with its lines: what is to be reported, what is known, what was stated."""
    report = _whole(one_or_404(request, Report, pk))
    response["ETag"] = etag(report)
    lines = lines_for(report)
    return {**show(report), "note": report.note, "lines": [show_line(one) for one in lines]}


def _whole(report: Report) -> Report:
    return Report.objects.ungated("it was read through the gate").select_related(*RELATED).get(pk=report.pk)


class FiguresForm(ActingForm):
    """What a program states; lines it leaves out keep what was stated, or are confirmed as known."""

    figures = forms.CharField(label="各指标的数", max_length=100_000, help_text=f"JSON文本。{WRONG}")
    note = forms.CharField(label="本期说明", max_length=200, required=False)

    def clean_figures(self) -> list[Statement]:
        try:
            sent = json.loads(self.cleaned_data["figures"], parse_float=str, parse_constant=str)
            found = [_statement(one) for one in sent[:MOST_LINES]]
        except (ValueError, TypeError, KeyError, AttributeError, InvalidOperation, RecursionError):
            raise ValidationError(WRONG) from None
        return found


def _statement(sent: dict[str, Any]) -> Statement:
    stated = Decimal(sent["stated"]) if sent.get("stated") not in (None, "") else None
    if stated is not None and (
        not stated.is_finite() or not 0 <= stated < 10**12 or stated != round(stated, 4)
    ):
        raise ValueError(sent)
    return Statement(int(sent["goal_id"]), stated, str(sent.get("explanation", ""))[:300])


def submit(report: Report, cleaned: dict[str, Any], actor: Actor) -> Report:
    """The page's action; what is known and not mentioned is confirmed."""
    whole = _whole(report)
    said = {one.goal_id: one for one in cleaned["figures"]}
    for line in lines_for(whole):
        if line.key not in said and line.stated is None and line.known is not None:
            said[line.key] = Statement(line.key, line.known)
    try:
        return submit_report(whole, Filling(tuple(said.values()), cleaned["note"]), actor=actor)
    except Unfinished as unfinished:
        raise Invalid(unfinished.faults) from None


resource = Resource(router, Report, ReportOut, show)
resource.acts("submit", "报送", "reporting.fill", Step(submit, FiguresForm))
