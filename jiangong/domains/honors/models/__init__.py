"""Programmes with their rules, candidates, lists, notices and certificates."""

from jiangong.domains.honors.models.certificates import Certificate, Service
from jiangong.domains.honors.models.nominations import (
    OWN_STEPS,
    Edition,
    Evidence,
    Nomination,
    Waiver,
    bearer_name,
)
from jiangong.domains.honors.models.notices import Notice, NoticeEntry, Objection
from jiangong.domains.honors.models.opinions import Consultation, Veto
from jiangong.domains.honors.models.programmes import Programme, Quota, Stage
from jiangong.domains.honors.models.structure import EligibilityRule, StructureRule

__all__ = [
    "OWN_STEPS",
    "Certificate",
    "Consultation",
    "Edition",
    "EligibilityRule",
    "Evidence",
    "Nomination",
    "Notice",
    "NoticeEntry",
    "Objection",
    "Programme",
    "Quota",
    "Service",
    "Stage",
    "StructureRule",
    "Veto",
    "Waiver",
    "bearer_name",
]
