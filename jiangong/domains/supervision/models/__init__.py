"""Inspection plans, their draws, the visits, and what was found."""

from jiangong.domains.supervision.models.draws import Draw
from jiangong.domains.supervision.models.findings import Finding
from jiangong.domains.supervision.models.planning import InspectionPlan
from jiangong.domains.supervision.models.visits import CheckLine, FigureCheck, Visit, VisitInspector

__all__ = [
    "CheckLine",
    "Draw",
    "FigureCheck",
    "Finding",
    "InspectionPlan",
    "Visit",
    "VisitInspector",
]
